//! The same figures as those of a run, of a net benefit whose replications are all at hand.

use super::account::quantiles;
use super::{AmountProbability, EXCEEDED_IN, ExceededAmount, NetBenefit, PeakFunding, Percentiles, SHORTFALL};
use crate::statistics::{
    Chance, Estimate, Histogram, OrderStatistics, PowerSums, Selected, Wanted, edge_of_tail, shortfall,
};

impl NetBenefit {
    /// From its value in every replication, and from its exact expectations in those that have one; `complete` says whether probabilities are
    /// told.
    ///
    /// # Panics
    /// Where there is no replication, or none has an exact expectation.
    #[must_use]
    pub fn of_values(values: &[f64], expected: &[f64], complete: bool) -> Self {
        let mut sums = PowerSums::<4>::about(values[0]);
        sums.add(values);
        let mut conditional = PowerSums::<2>::about(expected[0]);
        conditional.add(expected);
        let (centre, spread, conditional) = (sums.mean(), sums.standard_deviation(), conditional.mean());
        let n = values.len() as u64;
        let percentiles = Percentiles::default();
        let others = EXCEEDED_IN.into_iter().map(|share| 1.0 - share).chain([0.01, 0.99]);
        let probabilities = percentiles.all().iter().copied().chain(others).collect();
        let order = Selected::sorting(values.to_vec(), &Wanted { probabilities, shortfall: Some(SHORTFALL), count: n });
        let mut histogram = Histogram::new((order.quantile(0.01).value, order.quantile(0.99).value), order.range());
        histogram.add_all(values);
        let exceeded = |share: f64| {
            let Estimate { value, mcse } = order.quantile(1.0 - share);
            ExceededAmount { share, value, mcse }
        };
        let above = |(x, count): (f64, u64)| AmountProbability { x, chance: Chance::of(count, n) };
        let worth = (centre.mcse / conditional.mcse).powi(2) * n as f64;
        Self {
            mean: centre.value,
            mcse: centre.mcse,
            mean_conditional: conditional,
            conditional_worth: (worth.is_finite() && conditional.mcse.is_finite()).then_some(worth),
            sd: spread.value,
            sd_mcse: spread.mcse,
            quantiles: quantiles(&order, &percentiles),
            probability_positive: complete
                .then(|| Chance::of(values.iter().filter(|value| **value > 0.0).count() as u64, n)),
            expected_shortfall_05: shortfall(SHORTFALL, n, order.tail(), order.at_rank(edge_of_tail(SHORTFALL, n))),
            exceedance: complete.then(|| histogram.above_edges().map(above).collect()),
            exceeded_in: complete.then(|| EXCEEDED_IN.into_iter().map(exceeded).collect()),
            histogram,
            per_participant: None,
        }
    }
}

impl PeakFunding {
    /// From the need of every replication.
    ///
    /// # Panics
    /// Where there is no replication.
    #[must_use]
    pub fn of_values(values: &[f64]) -> Self {
        let mut sums = PowerSums::<2>::about(values[0]);
        sums.add(values);
        let Estimate { value: mean, mcse } = sums.mean();
        let percentiles = Percentiles::default();
        let wanted = Wanted { probabilities: percentiles.all().to_vec(), shortfall: None, count: values.len() as u64 };
        let order = Selected::sorting(values.to_vec(), &wanted);
        Self { mean, mcse, quantiles: quantiles(&order, &percentiles) }
    }
}
