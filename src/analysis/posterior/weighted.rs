//! Weighted points, and what is made of them.

use super::{Looked, effective, pareto, weights};
use crate::random::{Address, Purpose, Seed};

/// The points of one randomisation with their weights, which sum to one.
#[derive(Debug, Clone)]
pub struct WeightedPoints {
    points: Vec<Vec<f64>>,
    weights: Vec<f64>,
    /// The log of what the weights were divided by.
    ln_scale: f64,
}

/// Weighted points in independent randomisations.
#[derive(Debug, Clone)]
pub struct PosteriorPoints {
    randomisations: Vec<WeightedPoints>,
    /// The coordinates that the data inform.
    pub informed: Vec<usize>,
    /// All points.
    pub points: usize,
    /// As many independent draws would say as much.
    pub effective_sample: f64,
    /// The shape of the largest weights' tail.
    pub khat: f64,
}

impl WeightedPoints {
    pub(super) fn of(looked: Vec<Looked>) -> Self {
        let found = weights(&looked, 1.0);
        let sum: f64 = found.iter().sum();
        let largest =
            looked.iter().map(|looked| looked.ln_likelihood + looked.ln_ratio).fold(f64::NEG_INFINITY, f64::max);
        let weights = found.into_iter().map(|weight| weight / sum.max(f64::MIN_POSITIVE)).collect();
        Self { points: looked.into_iter().map(|looked| looked.point).collect(), weights, ln_scale: largest + sum.ln() }
    }

    /// Each point with its weight.
    pub fn iter(&self) -> impl Iterator<Item = (&[f64], f64)> {
        self.points.iter().map(Vec::as_slice).zip(self.weights.iter().copied())
    }
}

impl PosteriorPoints {
    pub(super) fn new(randomisations: Vec<WeightedPoints>, informed: Vec<usize>) -> Self {
        let most = randomisations.iter().map(|points| points.ln_scale).fold(f64::NEG_INFINITY, f64::max);
        let scaled = |points: &WeightedPoints| {
            let scale = if most == f64::NEG_INFINITY { 0.0 } else { (points.ln_scale - most).exp() };
            points.weights.iter().map(move |weight| weight * scale).collect::<Vec<f64>>()
        };
        let mut all: Vec<f64> = randomisations.iter().flat_map(scaled).collect();
        let (points, effective_sample) = (all.len(), effective(&all));
        let khat = pareto::khat(&mut all);
        Self { randomisations, informed, points, effective_sample, khat }
    }

    /// The randomisations.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &WeightedPoints> {
        self.randomisations.iter()
    }

    /// Points with equal weights: of each randomisation a number, taken systematically, one randomisation after another, flat.
    #[must_use]
    pub fn resampled(&self, each: usize, seed: Seed) -> Vec<f64> {
        let mut flat = Vec::new();
        for (number, points) in self.randomisations.iter().enumerate() {
            let offset = Address::new(seed, Purpose::named("resample"), number as u64, 0).uniform();
            let (mut upto, mut at) = (points.weights[0], 0);
            for taken in 0..each {
                let wanted = (taken as f64 + offset) / each as f64;
                while upto < wanted && at + 1 < points.points.len() {
                    at += 1;
                    upto += points.weights[at];
                }
                flat.extend_from_slice(&points.points[at]);
            }
        }
        flat
    }
}
