//! Which assumptions actual figures moved, and which they say nothing of.

use super::super::posterior::PosteriorPoints;
use crate::analysis::variance_shares::estimate;
use crate::distribution::Univariate;
use crate::model::{Label, Model};
use crate::statistics::Estimate;
use serde::Serialize;

/// An uncertain assumption before and after actual figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedAssumption {
    /// Its path.
    pub path: String,
    /// What people call it.
    #[serde(skip)]
    pub label: Label,
    /// Whether the figures say anything of it, by themselves or through what goes together with it.
    pub informed: bool,
    /// Beforehand.
    pub before: Believed,
    /// Once the figures are seen.
    pub after: Believed,
}

/// What is believed of an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Believed {
    /// The mean; beforehand without error.
    pub mean: Estimate,
    /// The standard deviation.
    pub sd: f64,
    /// Below which it lies in 5 of 100 cases.
    pub p05: f64,
    /// The median.
    pub p50: f64,
    /// Below which it lies in 95 of 100 cases.
    pub p95: f64,
}

impl MovedAssumption {
    /// By how many of its own standard deviations beforehand its mean moved.
    #[must_use]
    pub fn moved(&self) -> f64 {
        if self.before.sd > 0.0 { (self.after.mean.value - self.before.mean.value) / self.before.sd } else { 0.0 }
    }
}

/// Each uncertain assumption, those that moved most first.
pub(super) fn moved(model: &Model, weights: Option<&PosteriorPoints>) -> Vec<MovedAssumption> {
    let ties = model.copula.as_ref().map(crate::model::Copula::ties).unwrap_or_default();
    let informs = |parameter: usize| {
        let informed = weights.map_or(&[][..], |weights| &weights.informed);
        let together = ties.iter().find(|tie| tie.contains(&parameter));
        informed.iter().any(|at| *at == parameter || together.is_some_and(|tie| tie.contains(at)))
    };
    let draws = weights.map_or_else(Vec::new, |weights| draws(model, weights));
    let assumption = |(at, parameter): (usize, &crate::model::Parameter)| {
        let distribution = &parameter.distribution;
        let quantile = |p: f64| distribution.quantile(p);
        let before = Believed {
            mean: Estimate { value: distribution.mean(), mcse: 0.0 },
            sd: distribution.variance().sqrt(),
            p05: quantile(0.05),
            p50: quantile(0.5),
            p95: quantile(0.95),
        };
        let informed = informs(at);
        let after = if informed { believed(&draws, at) } else { before };
        MovedAssumption { path: parameter.path.clone(), label: model.label(&parameter.path), informed, before, after }
    };
    let mut all: Vec<MovedAssumption> = model.parameters.iter().enumerate().map(assumption).collect();
    all.sort_by(|a, b| b.informed.cmp(&a.informed).then(b.moved().abs().total_cmp(&a.moved().abs())));
    all
}

/// The draws of each randomisation with their weights.
type WeightedDraws = Vec<Vec<(Vec<f64>, f64)>>;

fn draws(model: &Model, weights: &PosteriorPoints) -> WeightedDraws {
    let draw = |(point, weight): (&[f64], f64)| (model.draw_at(point.to_vec()).values().to_vec(), weight);
    weights.iter().map(|points| points.iter().map(draw).collect()).collect()
}

/// What weighted draws say of a parameter.
fn believed(draws: &WeightedDraws, at: usize) -> Believed {
    let mean_of = |draws: &Vec<(Vec<f64>, f64)>| draws.iter().map(|(draw, weight)| draw[at] * weight).sum::<f64>();
    let mean = estimate(&draws.iter().map(mean_of).collect::<Vec<f64>>());
    let mut all: Vec<(f64, f64)> =
        draws.iter().flatten().map(|(draw, weight)| (draw[at], weight / draws.len() as f64)).collect();
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let variance: f64 = all.iter().map(|(value, weight)| weight * (value - mean.value).powi(2)).sum();
    let quantile = |p: f64| {
        let mut below = 0.0;
        let found = all.iter().find(|(_, weight)| {
            below += weight;
            below >= p
        });
        found.or(all.last()).map_or(f64::NAN, |found| found.0)
    };
    Believed { mean, sd: variance.sqrt(), p05: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95) }
}

/// What weights say of a parameter of a model.
pub(super) fn believed_of(model: &Model, weights: &PosteriorPoints, at: usize) -> Believed {
    believed(&draws(model, weights), at)
}
