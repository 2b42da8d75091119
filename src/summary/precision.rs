//! The precision of a run.

use super::estimates::scale_errors;
use super::{Stage, Summary, Targets, quantile_at};
use crate::random::{Design, Sampling};
use crate::statistics::Estimate;

impl Stage {
    /// The estimates and errors of a run at the points of a design, with those of the quantile that has a target.
    #[must_use]
    pub fn of(summary: &Summary, design: &Design, targets: Targets) -> Self {
        let net = &summary.headline.net_benefit;
        Self {
            replications: design.replications(),
            randomisations: (design.sampling() != Sampling::Random).then(|| design.randomisations()),
            mean: Estimate { value: net.mean, mcse: net.mcse },
            mean_conditional: net.mean_conditional,
            // Withheld of an incomplete payer.
            probability: net.probability_positive.map_or(Estimate { value: f64::NAN, mcse: f64::INFINITY }, |p| {
                Estimate { value: p.value, mcse: p.mcse }
            }),
            percentile: targets.percentile.and_then(|target| {
                let found = quantile_at(&net.quantiles, target.p)?;
                Some(Estimate { value: found.value, mcse: found.mcse })
            }),
        }
    }
}

impl Summary {
    /// Raises errors that come from the spread between the randomisations of a design by one of their own standard errors, as a run with a target reports them.
    pub fn allow_for_stopping(&mut self, design: &Design) {
        if design.sampling() != Sampling::Random {
            scale_errors(self, 1.0 + 1.0 / (2.0 * (design.randomisations() as f64 - 1.0)).sqrt());
        }
    }
}
