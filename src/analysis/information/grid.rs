//! Functions of a normal score, from their values at evenly spaced nodes by a natural cubic spline: linear in the values.

use crate::statistics::gauss_legendre_points;
use std::f64::consts::TAU;

/// Nodes on either side of zero.
const HALF: usize = 16;
/// Nodes in all.
pub(super) const NODES: usize = 2 * HALF + 1;

/// Evenly spaced nodes.
#[derive(Clone)]
pub(super) struct ScoreGrid {
    /// How far they reach on either side of zero.
    reach: f64,
    /// Second derivatives at the nodes, as sums of the values: a row of weights for each node.
    bends: Vec<[f64; NODES]>,
}

/// A point between nodes.
#[derive(Debug, Clone)]
pub(super) struct ScorePoint {
    /// Where it lies.
    pub score: f64,
    /// The standard normal probability that it stands for.
    pub probability: f64,
    /// The value there, as a sum of the values at the nodes.
    pub weights: [f64; NODES],
}

/// The density of the standard normal distribution.
pub(super) fn density(score: f64) -> f64 {
    (-score * score / 2.0).exp() / TAU.sqrt()
}

impl ScoreGrid {
    pub fn new(reach: f64) -> Self {
        Self { reach, bends: bends(reach / HALF as f64) }
    }

    fn step(&self) -> f64 {
        self.reach / HALF as f64
    }

    /// The scores of the nodes.
    pub fn nodes(&self) -> impl Iterator<Item = f64> + '_ {
        (0..NODES).map(|node| self.node(node))
    }

    pub fn node(&self, node: usize) -> f64 {
        (node as f64 - HALF as f64) * self.step()
    }

    /// The value at a score, as a sum of the values at the nodes.
    pub fn weights(&self, score: f64) -> [f64; NODES] {
        let step = self.step();
        let interval = (((score + self.reach) / step) as usize).min(NODES - 2);
        let (b, mut weights) = ((score - self.node(interval)) / step, [0.0; NODES]);
        let a = 1.0 - b;
        weights[interval] += a;
        weights[interval + 1] += b;
        let square = step * step / 6.0;
        let (left, right) = ((a * a * a - a) * square, (b * b * b - b) * square);
        for ((weight, first), second) in weights.iter_mut().zip(&self.bends[interval]).zip(&self.bends[interval + 1]) {
            *weight += left * first + right * second;
        }
        weights
    }

    /// Sixteen Gauss points between two scores that lie in one interval between nodes.
    pub fn between(&self, from: f64, to: f64) -> impl Iterator<Item = ScorePoint> + '_ {
        gauss_legendre_points(from, to).map(|(score, weight)| ScorePoint {
            score,
            probability: weight * density(score),
            weights: self.weights(score),
        })
    }
}

/// The second derivatives of a natural cubic spline through unit values (Press et al., *Numerical Recipes*, section 3.3).
fn bends(step: f64) -> Vec<[f64; NODES]> {
    let mut rows = vec![[0.0; NODES]; NODES];
    for unit in 0..NODES {
        let value = |node: usize| f64::from(u8::from(node == unit));
        let (mut upper, mut right) = ([0.0; NODES], [0.0; NODES]);
        for node in 1..NODES - 1 {
            let second = (value(node + 1) - 2.0 * value(node) + value(node - 1)) / (step * step);
            let pivot = upper[node - 1] / 2.0 + 2.0;
            upper[node] = -0.5 / pivot;
            right[node] = (3.0 * second - right[node - 1] / 2.0) / pivot;
        }
        for node in (1..NODES - 1).rev() {
            rows[node][unit] = upper[node] * rows[node + 1][unit] + right[node];
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smooth_function_and_its_mean_come_out() {
        let grid = ScoreGrid::new(6.0);
        let values: Vec<f64> = grid.nodes().map(|z| (0.4 * z).exp()).collect();
        let at = |weights: &[f64; NODES]| weights.iter().zip(&values).map(|(w, v)| w * v).sum::<f64>();
        for z in [-2.3, -0.1, 0.0, 1.7] {
            assert!((at(&grid.weights(z)) - (0.4f64 * z).exp()).abs() < 1e-5, "{z}");
        }
        let points: Vec<ScorePoint> =
            (1..NODES).flat_map(|node| grid.between(grid.node(node - 1), grid.node(node))).collect();
        let mean: f64 = points.iter().map(|point| point.probability * at(&point.weights)).sum();
        assert!((mean - 0.08f64.exp()).abs() < 1e-6, "{mean}");
        assert!((points.iter().map(|point| point.probability).sum::<f64>() - 1.0).abs() < 1e-8);
    }
}
