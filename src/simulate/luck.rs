//! The random numbers of one replication.

use crate::distribution::{NormalProbabilities, NormalScores};
use crate::model::spell::LaterLuck;
use crate::model::{Draw, Model};
use crate::random::{Address, Design, DesignError, Purpose, Sampling, Seed, SubjectId, open_unit};

/// The word of an adult's course for the moment of leaving. A family leaves at the moment of its first adult.
pub(super) const MOMENT: usize = 0;
/// The word for the year of relapse.
pub(super) const RELAPSE: usize = 1;
/// The word with the lower bits of the adult's entry word; its top byte is drawn with the neighbours'.
pub(super) const OWN: usize = 2;
/// The word for the wait for entry.
pub(super) const WAIT: usize = 3;

/// The source of all random numbers of one replication: each is a function of seed, replication, purpose and subject.
#[derive(Debug, Clone, Copy)]
pub struct Luck {
    /// The seed of the run.
    pub seed: Seed,
    /// The replication, from 0.
    pub replication: u64,
}

impl Luck {
    /// The random address of a purpose in an intake year.
    #[must_use]
    #[inline]
    pub fn address(&self, purpose: Purpose, year: usize) -> Address {
        Address::new(self.seed, purpose, self.replication, year)
    }
}

/// A purpose within a group of families; the group without an id has all families.
#[inline]
pub fn purpose_within(group: &str, purpose: Purpose) -> Purpose {
    if group.is_empty() { purpose } else { purpose.extended("@").extended(group) }
}

/// The purpose of an amount that differs between families; `path` is the amount's place in the scenario.
pub(super) fn price_purpose(path: &str) -> Purpose {
    Purpose::named("each").extended(path)
}

/// The random words of one adult after the first relapse.
pub struct AfterRelapse {
    pub courses: Address,
    pub adult: SubjectId,
}

impl LaterLuck for AfterRelapse {
    fn reentry(&self, n: u32) -> [f64; 3] {
        let words = self.courses.words(self.adult, n);
        [open_unit(words[0]), open_unit(words[1]), open_unit(words[2])]
    }
}

/// The correlation within families: the roots of ρ and of 1 − ρ, where ρ is the correlation of the members' normal scores.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ties {
    shared: f64,
    own: f64,
}

impl Ties {
    /// From the correlation.
    pub fn new(correlation: f64) -> Self {
        Self { shared: correlation.sqrt(), own: (1.0 - correlation).sqrt() }
    }

    /// Whether members are independent.
    #[inline]
    pub fn are_none(self) -> bool {
        self.shared == 0.0
    }

    /// The part √ρ z of each member's normal score that comes from the family's score z.
    #[inline]
    pub fn shared_part(self, score: f64) -> f64 {
        self.shared * score
    }
}

/// The probability of a member, family unknown, with its normal score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Marginal {
    p: f64,
    score: f64,
}

impl Marginal {
    /// From a probability. The score is finite: a probability nearer to 0 or 1 than any uniform has the score of the nearest uniform.
    #[inline]
    pub fn new(p: f64) -> Self {
        Self { p, score: NormalScores::get().at(p.clamp(LEAST, 1.0 - LEAST)) }
    }

    /// The threshold of a member's own score ε as a line in the shared part √ρ z, (intercept, slope); [`CommonScore::given`] is its
    /// probability.
    #[inline]
    pub fn score_line(self, ties: Ties, direction: f64) -> (f64, f64) {
        match self.p {
            p if p <= 0.0 => (f64::NEG_INFINITY, 0.0),
            p if p >= 1.0 => (f64::INFINITY, 0.0),
            // At ρ = 1 the slope is practically infinite.
            _ => {
                const LEAST: f64 = 1e-30;
                (self.score / ties.own.max(LEAST), -direction / ties.own.max(LEAST))
            }
        }
    }
}

/// The standard normal score z that the members of a family share, with its weight.
///
/// A member with its own score ε has the uniform Φ(√ρ z + √(1 − ρ) ε). This increases in ε, so it lies below p exactly when the
/// member's own uniform Φ(ε) lies below Φ((Φ⁻¹(p) − √ρ z)/√(1 − ρ)). So the thresholds are moved once for each family, and the
/// members' words stay as they are.
#[derive(Debug, Clone, Copy)]
pub struct CommonScore {
    /// √ρ z.
    shared: f64,
    /// √(1 − ρ).
    own: f64,
}

impl CommonScore {
    /// From the [shared part](Ties::shared_part) of the members' scores.
    #[inline]
    pub fn of(shared: f64, ties: Ties) -> Self {
        if ties.are_none() { Self::none() } else { Self { shared, own: ties.own } }
    }

    /// The score of independent members.
    #[inline]
    pub fn none() -> Self {
        Self { shared: 0.0, own: 1.0 }
    }

    /// The probability of a member of this family, given the probability of a member of any family. `direction` is +1 where low
    /// uniforms are good for the family, −1 where they are bad.
    #[inline]
    pub fn given(self, Marginal { p, score }: Marginal, direction: f64) -> f64 {
        if self.is_none() || p <= 0.0 || p >= 1.0 {
            return p;
        }
        let shifted = score - direction * self.shared;
        if self.own == 0.0 {
            return f64::from(u8::from(shifted > 0.0));
        }
        NormalProbabilities::get().at(shifted / self.own)
    }

    /// A member's uniform from its own uniform `u` and the shared score.
    #[inline]
    pub fn tie(self, u: f64, direction: f64) -> f64 {
        if self.is_none() {
            return u;
        }
        let own = self.own * NormalScores::get().at(u);
        // Rounding must not reach 0 or 1.
        NormalProbabilities::get().at(direction * self.shared + own).clamp(LEAST, 1.0 - LEAST)
    }

    /// Whether members are independent.
    #[inline]
    pub fn is_none(self) -> bool {
        self.own == 1.0
    }
}

/// The least distance of a probability from 0 and 1: 2⁻⁵³.
pub(super) const LEAST: f64 = f64::EPSILON / 2.0;

/// Independent draws of a model's parameters under a seed. Each uses a uniform that depends on the parameter's path only, so an added
/// parameter changes no other draw.
#[must_use]
pub fn random_design(model: &Model, seed: Seed) -> Design {
    Design::random(seed, model.parameters.iter().map(|parameter| parameter.path.as_str()))
}

/// A design for at least `replications` of a model.
///
/// # Errors
/// As [`Design::new`].
pub fn design(model: &Model, sampling: Sampling, seed: Seed, replications: u64) -> Result<Design, DesignError> {
    Design::new(sampling, seed, model.parameters.iter().map(|parameter| parameter.path.as_str()), replications)
}

/// Draws every parameter of a model independently, for one replication.
#[must_use]
pub fn draw(model: &Model, luck: Luck) -> Draw {
    model.draw_at(random_design(model, luck.seed).point(luck.replication))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::standard_normal_quantile;
    use crate::random::open_unit_f64;

    /// The shared score of a family with a uniform and a correlation.
    fn common(u: f64, correlation: f64) -> CommonScore {
        let ties = Ties::new(correlation);
        CommonScore::of(ties.shared_part(NormalScores::get().at(u)), ties)
    }

    #[test]
    fn tied_uniforms_keep_their_own_distribution_and_correlate_as_asked() {
        let n = 20_000u32;
        let address = Luck { seed: Seed::new(5).expect("in range"), replication: 0 }.address(Purpose::FAMILY, 0);
        let (mut below, mut product, mut square) = (0, 0.0, 0.0);
        for family in 0..n {
            let words = address.words(family, 0);
            let common = common(open_unit_f64(words[0], words[1]), 0.6);
            let [a, b] = [words[2], words[3]].map(|word| common.tie(open_unit(word), 1.0));
            below += u32::from(a < 0.3);
            product += standard_normal_quantile(a) * standard_normal_quantile(b);
            square += standard_normal_quantile(a).powi(2);
            for p in [0.01, 0.3, 0.9] {
                let same = (a < p) == (open_unit(words[2]) < common.given(Marginal::new(p), 1.0));
                assert!(same || (a - p).abs() < 1e-9, "tying the threshold is tying the uniform");
            }
        }
        assert!((f64::from(below) / f64::from(n) - 0.3).abs() < 0.01);
        assert!((square / f64::from(n) - 1.0).abs() < 0.03 && (product / f64::from(n) - 0.6).abs() < 0.03);
        assert_eq!(CommonScore::none().tie(0.25, 1.0), 0.25);
    }

    #[test]
    fn members_of_one_mind_do_all_the_same() {
        let common = common(0.2, 1.0);
        assert_eq!([0.3, 0.1].map(|p| common.given(Marginal::new(p), 1.0)), [1.0, 0.0]);
        assert!((common.tie(0.9, 1.0) - 0.2).abs() < 1e-9);
    }
}
