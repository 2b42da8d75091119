//! Designs: at which points of the unit cube parameters are drawn.
//!
//! A point has one uniform for each parameter. Independent random points need nothing else to tell their error. Points of
//! a Latin hypercube or of a Sobol sequence fill the cube more evenly, and so are not independent: they come in independent
//! randomisations, sixty-four at least, and the error of an estimate is that of the mean over these.

use super::{Address, MAX_REPLICATIONS, Purpose, Seed, Sobol};

/// How parameters are sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sampling {
    /// Independently, from replication to replication.
    #[default]
    Random,
    /// Latin hypercubes: each parameter has one value in each of as many equally likely cells as there are points (McKay,
    /// Beckman and Conover 1979).
    LatinHypercube,
    /// Scrambled [`Sobol`] points.
    Sobol,
}

/// Independent randomisations of a design that is not random, at least: the relative standard error of an error from 64 of them is 9 %.
pub const RANDOMISATIONS: u64 = 64;

/// Points of each randomisation, at least: enough for an estimate of a spread and of tails from one randomisation.
const LEAST_POINTS: u64 = 64;

/// The points of a run.
#[derive(Debug, Clone)]
pub struct Design {
    seed: Seed,
    sampling: Sampling,
    /// The seed of each dimension's own luck, and what it is for.
    luck: Vec<(Seed, Purpose)>,
    randomisations: u64,
    /// Points of each randomisation.
    points: u64,
    shuffles: Vec<Shuffle>,
    sobol: Vec<Sobol>,
    /// Points chosen by others, one replication after another; empty where the design chooses its own.
    given: Vec<f64>,
}

/// Why there is no such design.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// Sobol points have too few dimensions.
    #[error("Sobol points have {most} dimensions and there are {found} uncertain numbers; allowed: lhs or random sampling", most = Sobol::MOST_DIMENSIONS)]
    Dimensions {
        /// Dimensions that are needed.
        found: usize,
    },
    /// More replications than a seed has luck for.
    #[error("{0} replications in whole randomisations are more than 2³², which is as many as a seed has luck for")]
    TooMany(u64),
}

impl Sampling {
    /// Every way, the plain one first.
    pub const ALL: [Self; 3] = [Self::Random, Self::LatinHypercube, Self::Sobol];

    /// The name on the command line and in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::LatinHypercube => "lhs",
            Self::Sobol => "sobol",
        }
    }

    /// The sampling of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Random, Self::LatinHypercube, Self::Sobol].into_iter().find(|sampling| sampling.name() == name)
    }
}

impl Design {
    /// Independent points for as many replications as there are, of parameters with these paths.
    pub fn random<'a>(seed: Seed, paths: impl IntoIterator<Item = &'a str>) -> Self {
        Self::random_under(seed, paths.into_iter().map(|path| (path, seed)))
    }

    /// The same with a seed for each parameter: under one seed, two scenarios draw a parameter alike. Everything that is no
    /// parameter has the luck of `seed`.
    pub fn random_under<'a>(seed: Seed, parameters: impl IntoIterator<Item = (&'a str, Seed)>) -> Self {
        let luck = parameters.into_iter().map(|(path, seed)| (seed, Purpose::PARAMETER.extended(path))).collect();
        Self {
            seed,
            sampling: Sampling::Random,
            luck,
            randomisations: 1,
            points: MAX_REPLICATIONS,
            shuffles: Vec::new(),
            sobol: Vec::new(),
            given: Vec::new(),
        }
    }

    /// The first replications of a random design.
    #[must_use]
    pub fn limited_to(self, replications: u64) -> Self {
        debug_assert_eq!(self.sampling, Sampling::Random, "other designs are whole");
        Self { points: replications, ..self }
    }

    /// A design for at least this number of replications, rounded up to whole randomisations of 64 points or more, and of Sobol points
    /// to powers of two, which alone fill every dimension evenly.
    ///
    /// # Errors
    /// When the parameters or the replications are too many.
    pub fn new<'a>(
        sampling: Sampling,
        seed: Seed,
        paths: impl IntoIterator<Item = &'a str>,
        replications: u64,
    ) -> Result<Self, DesignError> {
        let paths: Vec<&str> = paths.into_iter().collect();
        Self::of_points(sampling, seed, &paths, Self::shape(sampling, replications))
    }

    /// Randomisations, and points of each, for at least this number of replications.
    fn shape(sampling: Sampling, replications: u64) -> (u64, u64) {
        let most = u64::from(Sobol::MOST_POINTS);
        let least = replications.div_ceil(RANDOMISATIONS).max(LEAST_POINTS);
        match sampling {
            Sampling::Random => (1, replications),
            Sampling::LatinHypercube => (RANDOMISATIONS, least),
            Sampling::Sobol => (RANDOMISATIONS.max(replications.div_ceil(most)), least.next_power_of_two().min(most)),
        }
    }

    /// The number of replications that a wanted number is rounded up to.
    #[must_use]
    pub fn rounded_up(sampling: Sampling, replications: u64) -> u64 {
        let (randomisations, points) = Self::shape(sampling, replications);
        randomisations.saturating_mul(points)
    }

    fn of_points(
        sampling: Sampling,
        seed: Seed,
        paths: &[&str],
        (randomisations, points): (u64, u64),
    ) -> Result<Self, DesignError> {
        let plain = Self { sampling, ..Self::random(seed, paths.iter().copied()) };
        let all = randomisations.saturating_mul(points);
        if all > MAX_REPLICATIONS {
            return Err(DesignError::TooMany(all));
        }
        let each = 0..randomisations;
        let (mut shuffles, mut sobol) = (Vec::new(), Vec::new());
        match sampling {
            Sampling::Random => {}
            Sampling::LatinHypercube => {
                for randomisation in each {
                    shuffles.extend(paths.iter().map(|path| Shuffle::new(seed, path, randomisation, points)));
                }
            }
            Sampling::Sobol => {
                let of = |randomisation| Sobol::new(seed, randomisation as u32, paths.len());
                sobol = each.map(of).collect::<Option<_>>().ok_or(DesignError::Dimensions { found: paths.len() })?;
            }
        }
        Ok(Self { randomisations, points, shuffles, sobol, ..plain })
    }

    /// A design of Sobol points that were chosen by others in independent randomisations: one after another, each with a number for each
    /// parameter.
    ///
    /// # Panics
    /// When these are not whole randomisations of as many points each.
    #[must_use]
    pub fn given<'a>(
        seed: Seed,
        paths: impl IntoIterator<Item = &'a str>,
        randomisations: usize,
        points: Vec<f64>,
    ) -> Self {
        let plain = Self::random(seed, paths);
        let each = points.len() / (randomisations * plain.luck.len());
        assert!(each * randomisations * plain.luck.len() == points.len(), "whole randomisations");
        let (randomisations, points_of_each) = (randomisations as u64, each as u64);
        Self { sampling: Sampling::Sobol, randomisations, points: points_of_each, given: points, ..plain }
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> Seed {
        self.seed
    }

    /// The seed of a dimension's own luck, and what it is for.
    #[must_use]
    pub fn luck(&self, dimension: usize) -> (Seed, Purpose) {
        self.luck[dimension]
    }

    /// How points are sampled.
    #[must_use]
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// Independent randomisations; one of a random design.
    #[must_use]
    pub fn randomisations(&self) -> u64 {
        self.randomisations
    }

    /// Points of each randomisation. Replications run through one after another.
    #[must_use]
    pub fn points(&self) -> u64 {
        self.points
    }

    /// All replications.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.randomisations * self.points
    }

    /// The point of a replication, from 0: a number strictly between 0 and 1 for each parameter.
    #[must_use]
    pub fn point(&self, replication: u64) -> Vec<f64> {
        let own = |(seed, purpose): &(Seed, Purpose)| Address::new(*seed, *purpose, replication, 0).uniform();
        let (randomisation, index) = (replication / self.points % self.randomisations, replication % self.points);
        if !self.given.is_empty() {
            let from = (replication % self.replications()) as usize * self.luck.len();
            return self.given[from..from + self.luck.len()].to_vec();
        }
        match self.sampling {
            Sampling::Random => self.luck.iter().map(own).collect(),
            Sampling::LatinHypercube => {
                let first = randomisation as usize * self.luck.len();
                let cells = self.shuffles[first..].iter().map(|shuffle| shuffle.at(index));
                // Rounding must reach neither 0 nor 1.
                let within = |(cell, u): (u64, f64)| {
                    ((cell as f64 + u) / self.points as f64).clamp(f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0)
                };
                cells.zip(self.luck.iter().map(own)).map(within).collect()
            }
            Sampling::Sobol => self.sobol[randomisation as usize].point(index as u32).collect(),
        }
    }
}

/// A permutation of 0 … n − 1 of which any entry can be asked for by itself: a Feistel network on the least even number of
/// bits that holds n, entered again until it comes out below n (Black and Rogaway, "Ciphers with arbitrary finite domains",
/// CT-RSA 2002).
#[derive(Debug, Clone, Copy)]
struct Shuffle {
    keys: [u32; 4],
    n: u64,
    /// Bits of each half.
    bits: u32,
}

impl Shuffle {
    fn new(seed: Seed, path: &str, randomisation: u64, n: u64) -> Self {
        let keys = Address::new(seed, Purpose::LATIN_HYPERCUBE.extended(path), randomisation, 0).words(0, 0);
        let needed = u64::BITS - (n - 1).leading_zeros();
        Self { keys, n, bits: needed.div_ceil(2).max(1) }
    }

    fn at(&self, index: u64) -> u64 {
        let mask = (1u64 << self.bits) - 1;
        let mut at = index;
        loop {
            let (mut left, mut right) = (at >> self.bits, at & mask);
            // Each key twice: eight rounds.
            for round in 0..8 {
                let mixed = mix(right as u32 ^ self.keys[round % 4] ^ (round as u32) << 28);
                (left, right) = (right, left ^ u64::from(mixed) & mask);
            }
            at = left << self.bits | right;
            if at < self.n {
                return at;
            }
        }
    }
}

/// Spreads every bit over all of them (the finaliser of MurmurHash3).
fn mix(mut x: u32) -> u32 {
    x = (x ^ x >> 16).wrapping_mul(0x85EB_CA6B);
    x = (x ^ x >> 13).wrapping_mul(0xC2B2_AE35);
    x ^ x >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 3] = ["a", "b", "c"];

    fn design(sampling: Sampling, replications: u64) -> Design {
        Design::new(sampling, Seed::new(7).expect("in range"), PATHS, replications).expect("possible")
    }

    fn hypercubes(seed: u64, points: u64) -> Design {
        let seed = Seed::new(seed).expect("in range");
        Design::of_points(Sampling::LatinHypercube, seed, &PATHS, (16, points)).expect("possible")
    }

    #[test]
    fn a_latin_hypercube_has_one_value_in_each_cell_of_each_dimension() {
        for n in [1, 2, 3, 50, 257] {
            let design = hypercubes(7, n);
            assert_eq!((design.points(), design.replications()), (n, 16 * n));
            for randomisation in [0, 15] {
                let mut hit = vec![[false; 3]; n as usize];
                for index in 0..n {
                    for (d, u) in design.point(randomisation * n + index).into_iter().enumerate() {
                        hit[(u * n as f64) as usize][d] = true;
                    }
                }
                assert!(hit.iter().all(|cells| *cells == [true; 3]), "{n}");
            }
        }
    }

    #[test]
    fn dimensions_of_a_latin_hypercube_are_uncorrelated_and_randomisations_differ() {
        let n = 5_000;
        let design = design(Sampling::LatinHypercube, 16 * n);
        let points: Vec<Vec<f64>> = (0..n).map(|i| design.point(i)).collect();
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let correlation = 12.0 * points.iter().map(|u| (u[a] - 0.5) * (u[b] - 0.5)).sum::<f64>() / n as f64;
            assert!(correlation.abs() < 4.0 / (n as f64).sqrt(), "{a} and {b}: {correlation}");
        }
        let next_to: f64 = points.windows(2).map(|two| (two[0][0] - 0.5) * (two[1][0] - 0.5)).sum::<f64>();
        assert!((12.0 * next_to / n as f64).abs() < 4.0 / (n as f64).sqrt(), "no order is left: {next_to}");
        assert_ne!(design.point(0)[0], design.point(n)[0]);
    }

    /// On a sum of d uniforms the variance of the mean of n points is d/(12 n³); of plain draws d/(12 n).
    #[test]
    fn a_latin_hypercube_on_a_sum_has_the_variance_of_theory() {
        let (n, d) = (20u64, 3.0);
        let replications = 4_000;
        let variance = |sampling: Sampling| {
            let designs = (0..replications / 16).map(|seed| match sampling {
                Sampling::LatinHypercube => hypercubes(seed, n),
                _ => Design::random(Seed::new(seed).expect("in range"), PATHS),
            });
            let squares = designs.flat_map(|design| {
                (0..16).map(move |r| {
                    let sum: f64 = (0..n).flat_map(|i| design.point(r * n + i)).sum();
                    (sum / n as f64 - d / 2.0).powi(2)
                })
            });
            squares.sum::<f64>() / replications as f64
        };
        let n = n as f64;
        // The relative standard error of a variance from 4,000 values is √(2/4,000).
        for (sampling, wanted) in
            [(Sampling::LatinHypercube, d / (12.0 * n.powi(3))), (Sampling::Random, d / (12.0 * n))]
        {
            let found = variance(sampling);
            assert!(
                (found / wanted - 1.0).abs() < 4.0 * (2.0f64 / 4_000.0).sqrt(),
                "{sampling:?}: {found} for {wanted}"
            );
        }
    }

    #[test]
    fn sobol_points_come_in_powers_of_two_and_as_many_randomisations_as_needed() {
        assert_eq!(design(Sampling::LatinHypercube, 2).replications(), 64 * 64, "fewer say too little");
        let small = design(Sampling::Sobol, 100_000);
        assert_eq!((small.randomisations(), small.points()), (64, 2_048));
        let large = design(Sampling::Sobol, 5_000_000);
        assert_eq!((large.randomisations(), large.points()), (77, 65_536));
        let paths = vec!["p"; 300];
        let refused = Design::new(Sampling::Sobol, Seed::new(1).expect("in range"), paths, 100);
        assert_eq!(refused.expect_err("too many dimensions"), DesignError::Dimensions { found: 300 });
    }

    #[test]
    fn a_random_design_is_the_same_for_any_number_of_replications() {
        let (few, many) = (design(Sampling::Random, 10), design(Sampling::Random, 1_000_000));
        assert_eq!(few.point(3), many.point(3));
        assert_eq!(few.point(3), Design::random(Seed::new(7).expect("in range"), PATHS).point(3));
    }
}
