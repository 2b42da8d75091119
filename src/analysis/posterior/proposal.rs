//! The distribution that points come from.

use super::{Looked, score, uniform};
use nalgebra::{Cholesky, DMatrix, DVector};

/// The share of points taken as they are beforehand.
const DEFENSIVE: f64 = 0.1;
/// The share of points taken from a normal distribution that is farther spread, and how many times as far: tails may be heavier than a normal one's.
const FAR: (f64, f64) = (0.2, 2.0);
/// How much wider than the points it was brought to.
const WIDER: f64 = 1.2;

/// A normal distribution of the scores of some coordinates, mixed with one that is farther spread and with the standard one.
pub(super) struct Proposal {
    informed: Vec<usize>,
    mean: DVector<f64>,
    /// The lower Cholesky factor of the covariance.
    factor: DMatrix<f64>,
}

impl Proposal {
    /// As it is before any data, of the coordinates that these inform.
    pub fn beforehand(informed: Vec<usize>) -> Self {
        let k = informed.len();
        Self { informed, mean: DVector::zeros(k), factor: DMatrix::identity(k, k) }
    }

    /// The coordinates that the data inform.
    pub fn informed(&self) -> Vec<usize> {
        self.informed.clone()
    }

    /// The point of a uniform for each coordinate and one more, which selects a part of the mixture.
    pub fn point(&self, uniforms: &[f64]) -> Vec<f64> {
        let (selects, own) = uniforms.split_last().unwrap_or((&0.0, &[]));
        let mut point = own.to_vec();
        if *selects >= DEFENSIVE {
            let times = if *selects < DEFENSIVE + FAR.0 { FAR.1 } else { 1.0 };
            let scores = DVector::from_iterator(self.informed.len(), self.informed.iter().map(|at| score(own[*at])));
            let moved = &self.mean + &self.factor * scores * times;
            self.informed.iter().zip(moved.iter()).for_each(|(at, score)| point[*at] = uniform(*score));
        }
        point
    }

    /// The log of a point's density beforehand, relative to this one.
    pub fn ln_ratio(&self, point: &[f64]) -> f64 {
        let scores = DVector::from_iterator(self.informed.len(), self.informed.iter().map(|at| score(point[*at])));
        let own = self.factor.solve_lower_triangular(&(&scores - &self.mean)).unwrap_or_else(|| scores.clone());
        let ln_determinant: f64 = self.factor.diagonal().iter().map(|entry| entry.ln()).sum();
        // The densities of the normal parts, relative to that beforehand.
        let relative = |times: f64| {
            let apart = own.norm_squared() / (times * times);
            ((scores.norm_squared() - apart) / 2.0 - ln_determinant).exp() / times.powi(self.informed.len() as i32)
        };
        -(DEFENSIVE + FAR.0 * relative(FAR.1) + (1.0 - DEFENSIVE - FAR.0) * relative(1.0)).ln()
    }

    /// The normal distribution with the mean of weighted points, and wider than their covariance.
    pub fn brought_to(&self, looked: &[Looked], weights: &[f64]) -> Self {
        let (k, all) = (self.informed.len(), weights.iter().sum::<f64>());
        let scores: Vec<DVector<f64>> = looked
            .iter()
            .map(|looked| DVector::from_iterator(k, self.informed.iter().map(|at| score(looked.point[*at]))))
            .collect();
        let mean = scores.iter().zip(weights).fold(DVector::zeros(k), |sum, (score, w)| sum + score * (w / all));
        let spread = scores.iter().zip(weights).fold(DMatrix::zeros(k, k), |sum, (score, w)| {
            let apart = score - &mean;
            sum + &apart * apart.transpose() * (w / all)
        });
        let covariance = spread * WIDER + DMatrix::identity(k, k) * 1e-6;
        let factor = Cholesky::new(covariance).map_or_else(|| self.factor.clone(), |found| found.l());
        Self { informed: self.informed.clone(), mean, factor }
    }
}
