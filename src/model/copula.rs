//! Correlated assumptions: a Gaussian copula over parameters.
//!
//! Each parameter keeps its own distribution; only their ranks are correlated. With independent uniforms u, zᵢ = Φ⁻¹(uᵢ) and the
//! Cholesky factor L of a correlation matrix R, the uniforms Φ((Lz)ᵢ) are correlated: Spearman's rank correlation of two of them is
//! ρ = (6/π) asin(r/2), where r is their entry in R. So a given ρ needs r = 2 sin(πρ/6).

use super::Grade;
use crate::distribution::{NormalScores, standard_normal_cdf};
use nalgebra::{Cholesky, DMatrix, SymmetricEigen};
use std::f64::consts::PI;

/// The copula of some of a model's parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Copula {
    /// The correlated parameters by position, ascending. The first keeps its uniform.
    members: Vec<usize>,
    /// The rows of L up to the diagonal.
    factor: Vec<Vec<f64>>,
}

/// A rank correlation of two parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankCorrelation {
    /// The positions of the two parameters.
    pub between: [usize; 2],
    /// Spearman's ρ, strictly between −1 and 1.
    pub rank: f64,
}

/// A rank correlation with its documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// The two parameters and their rank correlation.
    pub pair: RankCorrelation,
    /// Where it comes from.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// The reasoning behind it.
    pub note: Option<String>,
}

/// Correlations that no parameters can have.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "these correlations contradict each other: the smallest eigenvalue of their matrix is {smallest:.4}, not above 0"
)]
pub struct NotPositiveDefinite {
    /// The smallest eigenvalue of the matrix of normal correlations.
    pub smallest: f64,
    /// The rank correlations of the nearest matrix that will do, to three decimals; pairs that are not tied are left out. None
    /// where there are too many to look for it.
    pub nearest: Vec<RankCorrelation>,
    /// The largest factor, to two decimals, that makes the correlations possible when all are multiplied by it.
    pub factor: f64,
}

/// A matrix is refused unless its smallest eigenvalue exceeds this.
const LEAST_EIGENVALUE: f64 = 1e-9;

/// The nearest matrix is computed up to this size; the work is some thousand times its cube.
const MOST_PROJECTED: usize = 24;

/// The correlation of normal scores that gives a rank correlation ρ (Pearson 1907): 2 sin(πρ/6).
#[must_use]
pub fn normal_from_rank(rank: f64) -> f64 {
    2.0 * (PI * rank / 6.0).sin()
}

/// The rank correlation of normal scores with correlation r: (6/π) asin(r/2).
#[must_use]
pub fn rank_from_normal(normal: f64) -> f64 {
    6.0 / PI * (normal / 2.0).asin()
}

impl Copula {
    /// A copula from pairs; other pairs are correlated through these at most. `None` without any pair.
    ///
    /// # Errors
    /// When no parameters can be correlated so, with the nearest correlations that will do.
    pub fn new(pairs: &[RankCorrelation]) -> Result<Option<Self>, NotPositiveDefinite> {
        let (members, matrix) = normal_correlations(pairs);
        if members.is_empty() {
            return Ok(None);
        }
        match factor(&matrix) {
            Ok(factor) => Ok(Some(Self { members, factor })),
            Err(smallest) => {
                let few = members.len() <= MOST_PROJECTED;
                let nearest = if few { nearest(&matrix, &members) } else { Vec::new() };
                Err(NotPositiveDefinite { smallest, nearest, factor: possible_factor(pairs) })
            }
        }
    }

    /// The tied parameters by position, ascending.
    #[must_use]
    pub fn members(&self) -> &[usize] {
        &self.members
    }

    /// The correlation of the normal scores of two parameters; 0 where they are not tied.
    #[must_use]
    pub fn normal_correlation(&self, a: usize, b: usize) -> f64 {
        let row = |parameter| self.members.binary_search(&parameter).ok().map(|row| &self.factor[row]);
        match (row(a), row(b)) {
            _ if a == b => 1.0,
            (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| a * b).sum(),
            _ => 0.0,
        }
    }

    /// The tied parameters, those together that are tied to each other, directly or through others; in ascending order.
    #[must_use]
    pub fn ties(&self) -> Vec<Vec<usize>> {
        let mut ties: Vec<Vec<usize>> = Vec::new();
        for &member in &self.members {
            let tied = |tie: &Vec<usize>| tie.iter().any(|other| self.normal_correlation(member, *other).abs() > 1e-12);
            let (mut joined, apart): (Vec<_>, Vec<_>) = ties.into_iter().partition(tied);
            joined.push(vec![member]);
            ties = apart;
            ties.push(joined.concat());
        }
        for tie in &mut ties {
            tie.sort_unstable();
        }
        ties.sort_unstable();
        ties
    }

    /// What follows for the other parameters from knowing some.
    #[must_use]
    pub fn given(&self, known: &[usize]) -> Given {
        let among = DMatrix::from_fn(known.len(), known.len(), |i, j| self.normal_correlation(known[i], known[j]));
        let others: Vec<usize> = self.members.iter().copied().filter(|member| !known.contains(member)).collect();
        let across = DMatrix::from_fn(known.len(), others.len(), |i, j| self.normal_correlation(known[i], others[j]));
        // Correlations of a possible matrix: those of any of its parameters have a factor.
        let weights = Cholesky::new(among).map_or_else(|| across.clone() * 0.0, |factor| factor.solve(&across));
        let weights = |at: usize| (0..known.len()).map(|i| weights[(i, at)]).collect::<Vec<f64>>();
        let moved = others.iter().enumerate().map(|(at, other)| (*other, weights(at)));
        Given { moved: moved.filter(|(_, weights)| weights.iter().any(|weight| *weight != 0.0)).collect() }
    }

    /// Ties independent uniforms, one for each parameter of the model, in place.
    #[inline]
    pub fn tie(&self, uniforms: &mut [f64]) {
        let scores = NormalScores::get();
        // From the last to the first: a row needs the independent uniforms before it.
        for (row, &member) in self.factor.iter().zip(&self.members).skip(1).rev() {
            let mut score = 0.0;
            for (weight, &earlier) in row.iter().zip(&self.members) {
                score += weight * scores.at(uniforms[earlier]);
            }
            uniforms[member] = standard_normal_cdf(score).clamp(LEAST, 1.0 - LEAST);
        }
    }
}

/// How the scores of tied parameters follow the scores of some that are known: with R the correlations, S the known and T the others, a
/// draw x of all becomes x_T + R_TS R_SS⁻¹ (known − x_S), which has the conditional distribution (Matheron's rule; Journel and
/// Huijbregts, *Mining Geostatistics*, 1978, section VII.A.1).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    /// Each parameter that follows, with a weight for each known one.
    moved: Vec<(usize, Vec<f64>)>,
}

impl Given {
    /// Whether no parameter follows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty()
    }

    /// The parameters that follow.
    pub fn followers(&self) -> impl Iterator<Item = usize> {
        self.moved.iter().map(|moved| moved.0)
    }

    /// Moves tied uniforms with the scores of the known parameters, whose difference from the scores in the draw is given. The
    /// uniforms of the known ones stay.
    pub fn follow(&self, uniforms: &mut [f64], differences: &[f64]) {
        let scores = NormalScores::get();
        for (member, weights) in &self.moved {
            let by: f64 = weights.iter().zip(differences).map(|(weight, difference)| weight * difference).sum();
            uniforms[*member] = standard_normal_cdf(scores.at(uniforms[*member]) + by).clamp(LEAST, 1.0 - LEAST);
        }
    }
}

/// Rounding must not reach 0 or 1.
const LEAST: f64 = f64::EPSILON / 2.0;

/// The parameters that are tied, ascending, and the matrix of their normal correlations.
fn normal_correlations(pairs: &[RankCorrelation]) -> (Vec<usize>, DMatrix<f64>) {
    let mut members: Vec<usize> = pairs.iter().flat_map(|pair| pair.between).collect();
    members.sort_unstable();
    members.dedup();
    let position = |parameter: usize| members.partition_point(|member| *member < parameter);
    let mut matrix = DMatrix::identity(members.len(), members.len());
    for pair in pairs {
        let [i, j] = pair.between.map(position);
        matrix[(i, j)] = normal_from_rank(pair.rank);
        matrix[(j, i)] = matrix[(i, j)];
    }
    (members, matrix)
}

/// The rows of the Cholesky factor, or the smallest eigenvalue where there is none.
fn factor(matrix: &DMatrix<f64>) -> Result<Vec<Vec<f64>>, f64> {
    let factor = if is_possible(matrix) { Cholesky::new(matrix.clone()) } else { None };
    let factor = factor.ok_or_else(|| smallest_eigenvalue(matrix))?.l();
    Ok((0..matrix.nrows()).map(|i| (0..=i).map(|j| factor[(i, j)]).collect()).collect())
}

/// Whether every eigenvalue is above the least.
fn is_possible(matrix: &DMatrix<f64>) -> bool {
    Cholesky::new(matrix - DMatrix::identity(matrix.nrows(), matrix.ncols()) * LEAST_EIGENVALUE).is_some()
}

fn smallest_eigenvalue(matrix: &DMatrix<f64>) -> f64 {
    matrix.symmetric_eigenvalues().iter().copied().fold(f64::INFINITY, f64::min)
}

/// The largest factor, to two decimals, by which all correlations are to be multiplied so that they are possible.
fn possible_factor(pairs: &[RankCorrelation]) -> f64 {
    let possible = |hundredths: u32| {
        let rank =
            |pair: &RankCorrelation| RankCorrelation { rank: pair.rank * f64::from(hundredths) / 100.0, ..*pair };
        is_possible(&normal_correlations(&pairs.iter().map(rank).collect::<Vec<_>>()).1)
    };
    let (mut low, mut high) = (0, 100);
    while high - low > 1 {
        let middle = (low + high) / 2;
        *(if possible(middle) { &mut low } else { &mut high }) = middle;
    }
    f64::from(low) / 100.0
}

/// The nearest correlation matrix with eigenvalues that are not negative: alternating projections with Dykstra's correction
/// (Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 2002).
fn project(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let mut nearest = matrix.clone();
    let mut correction = DMatrix::zeros(matrix.nrows(), matrix.ncols());
    for _ in 0..500 {
        let shifted = &nearest - &correction;
        let mut eigen = SymmetricEigen::new(shifted.clone());
        eigen.eigenvalues.apply(|value| *value = value.max(0.0));
        let positive = eigen.recompose();
        correction = &positive - shifted;
        nearest = positive;
        nearest.fill_diagonal(1.0);
    }
    nearest
}

/// The rank correlations of the nearest matrix that is accepted when they are written with three decimals.
fn nearest(matrix: &DMatrix<f64>, members: &[usize]) -> Vec<RankCorrelation> {
    let nearest = project(matrix);
    let rounded = |towards_none: f64| {
        let pairs = (0..members.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
        let of = |(i, j): (usize, usize)| {
            let rank = (rank_from_normal(nearest[(i, j)] * (1.0 - towards_none)) * 1000.0).round() / 1000.0;
            RankCorrelation { between: [members[i], members[j]], rank }
        };
        pairs.map(of).filter(|pair| pair.rank != 0.0).collect::<Vec<_>>()
    };
    // The nearest matrix lies on the edge of what is possible; a little towards no correlation lies within.
    (1..1000)
        .map(|i| rounded(f64::from(i) / 1000.0))
        .find(|pairs| factor(&normal_correlations(pairs).1).is_ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Seed, Stream, open_unit};
    use rand::Rng;

    fn pair(a: usize, b: usize, rank: f64) -> RankCorrelation {
        RankCorrelation { between: [a, b], rank }
    }

    /// Spearman's ρ of uniforms: 12 mean(uv) − 3.
    fn rank_correlation(draws: &[[f64; 4]], a: usize, b: usize) -> f64 {
        12.0 * draws.iter().map(|u| (u[a] - 0.5) * (u[b] - 0.5)).sum::<f64>() / draws.len() as f64
    }

    #[test]
    fn tied_uniforms_have_the_ranks_asked_for_and_stay_uniform() {
        let copula = Copula::new(&[pair(0, 2, 0.6), pair(2, 3, -0.4)]).expect("possible").expect("ties");
        let mut luck = Stream::new(Seed::new(3).expect("in range"), Purpose::PARAMETER, 0, 0, 0);
        let draws: Vec<[f64; 4]> = (0..40_000)
            .map(|_| {
                let mut u: [f64; 4] = std::array::from_fn(|_| open_unit(luck.next_u32()));
                let untied = u;
                copula.tie(&mut u);
                assert_eq!((u[0], u[1]), (untied[0], untied[1]), "the first of the tied and those outside stay");
                u
            })
            .collect();
        for (a, b, wanted) in [(0, 2, 0.6), (2, 3, -0.4), (0, 3, 0.0), (0, 1, 0.0), (1, 2, 0.0)] {
            let found = rank_correlation(&draws, a, b);
            assert!((found - wanted).abs() < 4.0 / 200.0, "{a} and {b}: {found} for {wanted}");
        }
        for i in 0..4 {
            let below = draws.iter().filter(|u| u[i] < 0.1).count() as f64 / 40_000.0;
            assert!((below - 0.1).abs() < 0.006, "{i}: {below}");
        }
    }

    #[test]
    fn what_follows_from_a_known_score_is_the_conditional_normal_distribution() {
        let copula =
            Copula::new(&[pair(0, 2, 0.6), pair(2, 3, -0.4), pair(5, 6, 0.5)]).expect("possible").expect("ties");
        assert_eq!(copula.ties(), [vec![0, 2, 3], vec![5, 6]]);
        assert!((copula.normal_correlation(2, 3) - normal_from_rank(-0.4)).abs() < 1e-12);
        assert_eq!((copula.normal_correlation(0, 1), copula.normal_correlation(1, 1)), (0.0, 1.0));
        // Given the score of 2 at 1.5, that of 0 is normal with mean r·1.5 and variance 1 − r².
        let (given, scores) = (copula.given(&[2]), NormalScores::get());
        let mut luck = Stream::new(Seed::new(4).expect("in range"), Purpose::PARAMETER, 0, 0, 0);
        let (mut sum, mut square) = (0.0, 0.0);
        for _ in 0..20_000 {
            let mut u: [f64; 7] = std::array::from_fn(|_| open_unit(luck.next_u32()));
            copula.tie(&mut u);
            let before = u;
            given.follow(&mut u, &[1.5 - scores.at(before[2])]);
            assert_eq!([u[1], u[2], u[5], u[6]], [before[1], before[2], before[5], before[6]]);
            let score = scores.at(u[0]);
            (sum, square) = (sum + score, square + score * score);
        }
        let (r, mean) = (normal_from_rank(0.6), sum / 20_000.0);
        assert!((mean - 1.5 * r).abs() < 4.0 * ((1.0 - r * r) / 20_000.0).sqrt(), "{mean}");
        assert!((square / 20_000.0 - mean * mean - (1.0 - r * r)).abs() < 0.03);
    }

    #[test]
    fn the_nearest_correlations_are_those_of_higham() {
        // Higham (2002), section 4: the matrix of ones beside the diagonal of a chain of three.
        let matrix = DMatrix::from_row_slice(3, 3, &[1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
        let found = project(&matrix);
        for (i, j, wanted) in [(0, 1, 0.760_689_9), (0, 2, 0.157_298_1), (1, 2, 0.760_689_9)] {
            assert!((found[(i, j)] - wanted).abs() < 1e-6, "{}", found[(i, j)]);
        }
    }

    #[test]
    fn contradictions_are_refused_and_what_is_offered_is_accepted() {
        let wrong = [pair(0, 1, 0.9), pair(1, 2, 0.9), pair(0, 2, -0.9)];
        let error = Copula::new(&wrong).expect_err("a contradiction");
        // Eigenvalues of the matrix with off-diagonals r, r, −r: 1 − 2r, 1 + r, 1 + r.
        assert!((error.smallest - (1.0 - 2.0 * normal_from_rank(0.9))).abs() < 1e-9, "{}", error.smallest);
        assert!(Copula::new(&error.nearest).is_ok() && error.nearest.len() == 3);
        assert!(
            error.nearest.iter().all(|pair| pair.rank.abs() > 0.4 && pair.rank.abs() < 0.55),
            "{:?}",
            error.nearest
        );
        let shrunk = |factor: f64| wrong.map(|pair| RankCorrelation { rank: pair.rank * factor, ..pair });
        assert!(Copula::new(&shrunk(error.factor)).is_ok() && Copula::new(&shrunk(error.factor + 0.01)).is_err());
        assert!(Copula::new(&[]).expect("nothing to refuse").is_none());
    }

    /// For many contradicting correlations the message has a common factor only: the nearest matrix would take minutes.
    #[test]
    fn a_hundred_that_contradict_each_other_are_refused_with_a_factor() {
        let all = (0..100).flat_map(|b| (0..b).map(move |a| pair(a, b, -0.1)));
        let error = Copula::new(&all.collect::<Vec<_>>()).expect_err("a contradiction");
        // All −r beside the diagonal of a hundred are possible below r = 1/99.
        assert!(error.nearest.is_empty() && (error.factor - 0.09).abs() < 1e-9, "{}", error.factor);
        assert!((error.smallest - (1.0 - 99.0 * normal_from_rank(0.1))).abs() < 1e-6);
    }

    /// Matrices whose nearest one, rounded, is not possible either, and is its own nearest one again.
    #[test]
    fn an_offer_is_found_where_rounding_spoils_the_nearest() {
        let four = [0.7, 0.7, -0.8, -0.8, 0.4, 0.5];
        let pairs = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];
        let first: Vec<_> = pairs.iter().zip(four).map(|(&(a, b), rank)| pair(a, b, rank)).collect();
        let twelve: Vec<_> = (0..12).flat_map(|b| (0..b).map(move |a| pair(a, b, -0.1))).collect();
        for wrong in [first, twelve] {
            let error = Copula::new(&wrong).expect_err("a contradiction");
            assert!(!error.nearest.is_empty() && Copula::new(&error.nearest).is_ok(), "{error:?}");
        }
    }

    #[test]
    fn rank_and_normal_correlation_are_each_other_s_inverse() {
        for rank in [-0.99, -0.5, 0.0, 0.2, 0.9] {
            assert!((rank_from_normal(normal_from_rank(rank)) - rank).abs() < 1e-14);
        }
        assert!((normal_from_rank(0.5) - 0.517_638_090_205_041_5).abs() < 1e-15);
    }
}
