//! The normal score that the members of a family share, as points to sum over: given the score, members are independent.

use crate::distribution::{NormalProbabilities, standard_normal_quantile};
use crate::statistics::gauss_legendre_points;
use std::f64::consts::PI;

/// Quadrature points of the shared score under a one-factor Gaussian copula: Gauss-Legendre panels, with an error below 1e-9.
pub(crate) struct SharedScore {
    /// Scores with their weights.
    points: Vec<(f64, f64)>,
    shared: f64,
    own: f64,
}

impl SharedScore {
    /// For members whose outcomes turn on some `probabilities`; one point where they are independent.
    pub fn of(correlation: f64, probabilities: &[f64]) -> Self {
        let turning: Vec<f64> = probabilities.iter().copied().filter(|p| *p > 0.0 && *p < 1.0).collect();
        if correlation == 0.0 || turning.is_empty() {
            return Self { points: vec![(0.0, 1.0)], shared: 0.0, own: 1.0 };
        }
        let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
        let (shared, own) = (correlation.min(1.0).sqrt(), (1.0 - correlation).max(0.0).sqrt());
        // The conditional probability falls from 1 to 0 around each `turn`, more steeply at higher correlation.
        let width = own / shared;
        let mut cuts: Vec<f64> = (-4..=4).map(|i| f64::from(i) * 2.0).collect();
        let several = turning.len() > 1;
        if width < 1.0 {
            for p in turning {
                let turn = standard_normal_quantile(p) / shared;
                cuts.extend((-6..=6).map(|i| turn + f64::from(i) * width).filter(|cut| cut.abs() < 8.0));
            }
            cuts.sort_by(f64::total_cmp);
            if several {
                cuts.dedup_by(|later, cut| *later - *cut < width / 2.0);
            }
        }
        let points =
            cuts.windows(2).filter(|cut| cut[0] < cut[1]).flat_map(|cut| gauss_legendre_points(cut[0], cut[1]));
        Self { points: points.map(|(z, weight)| (z, weight * density(z))).collect(), shared, own }
    }

    /// The scores with their weights.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.points.iter().copied()
    }

    /// A member's probability by the score, from its probability in any family.
    pub fn given(&self, probability: f64) -> impl Fn(f64) -> f64 + '_ {
        let moves = self.shared != 0.0 && probability > 0.0 && probability < 1.0;
        let threshold = if moves { standard_normal_quantile(probability) } else { 0.0 };
        let normal = NormalProbabilities::get();
        move |z| {
            let moved = threshold - self.shared * z;
            match (moves, self.own == 0.0) {
                (false, _) => probability,
                (true, true) => f64::from(u8::from(moved > 0.0)),
                (true, false) => normal.at(moved / self.own),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averaged_over_the_score_every_probability_is_itself() {
        let probabilities = [0.02, 0.3, 0.31, 0.999, 0.0, 1.0];
        for correlation in [0.0, 0.2, 0.7, 0.999, 1.0] {
            let score = SharedScore::of(correlation, &probabilities);
            for p in probabilities {
                let given = score.given(p);
                let mean: f64 = score.points().map(|(z, weight)| weight * given(z)).sum();
                assert!((mean - p).abs() < 1e-9, "{correlation}: {mean} for {p}");
            }
        }
    }
}
