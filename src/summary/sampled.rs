//! A run at the points of a design, with its summary.

use super::estimates::{set_errors, values};
use super::{Keeping, Percentiles, Summary, Tally};
use crate::model::{BusinessCase, Model};
use crate::random::{Design, Sampling};
use crate::simulate::{Monitor, RunError};
use crate::statistics::Histogram;

impl Summary {
    /// Runs all replications of a design and summarises them, with quantiles at given probabilities. Errors come from the
    /// formulas for independent draws where sampling is random, else from the spread between independent randomisations.
    ///
    /// # Errors
    /// When the monitor stops it, or a draw cannot be computed.
    pub fn sampled(
        model: &Model,
        case: &BusinessCase,
        design: &Design,
        percentiles: &Percentiles,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        if design.sampling() == Sampling::Random {
            let keeping = Keeping::of(model, design.replications(), design.sampling());
            return Ok(Self::new(model, case, &Tally::reporting(model, design, keeping, percentiles, monitor)?));
        }
        let mut each: Vec<Vec<f64>> = Vec::new();
        // All randomisations and the whole are counted in the same bins, so that the probabilities at their edges are the same ones.
        let mut bins: Option<Vec<Histogram>> = None;
        let tally = Tally::randomisations(model, design, percentiles, monitor, |tally| {
            let bins = bins.get_or_insert_with(|| tally.bins());
            each.push(values(&mut Self::counted_in(Some(bins), model, case, tally)));
        })?;
        let mut summary = Self::counted_in(bins.as_deref(), model, case, &tally);
        set_errors(&mut summary, &each, Keeping::of(model, design.replications(), design.sampling()) != Keeping::All);
        Ok(summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::random::Seed;
    use crate::scenario::Scenario;
    use crate::simulate::design;
    use crate::statistics::{Chance, Estimate};
    use crate::summary::NetBenefit;

    fn sampled(sampling: Sampling, seed: u64, set: &[&str]) -> Summary {
        let text = include_str!("../../configs/silkeborg.toml");
        let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
        let parsed = Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into()));
        let model = parsed.expect("sound").model;
        let case = business_case(&model, &model.base_draw()).expect("a case");
        let replications = 16 * 256;
        let design = design(&model, sampling, Seed::new(seed).expect("in range"), replications).expect("possible");
        Summary::sampled(&model, &case, &design, &Percentiles::default(), &()).expect("a run")
    }

    #[test]
    fn designs_agree_with_random_draws_and_their_errors_are_those_of_reruns() {
        let random = sampled(Sampling::Random, 1, &[]).headline.net_benefit;
        let probability = |net: &NetBenefit| {
            let Chance { value, mcse, .. } = net.probability_positive.expect("complete");
            Estimate { value, mcse }
        };
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            let runs: Vec<_> = (1..13).map(|seed| sampled(sampling, seed, &[]).headline.net_benefit).collect();
            let found = &runs[0];
            for (found, plain) in [
                (found.mean_conditional, random.mean_conditional),
                (probability(found), probability(&random)),
                (found.expected_shortfall_05, random.expected_shortfall_05),
            ] {
                let gap = found.value - plain.value;
                assert!(gap.abs() < 4.0 * found.mcse.hypot(plain.mcse), "{sampling:?}: {found:?} against {plain:?}");
            }
            // The mean of the exact expectations is smooth in the parameters, which is what designs are for.
            assert!(found.mean_conditional.mcse < random.mean_conditional.mcse / 3.0, "{sampling:?}");
            let values: Vec<f64> = runs.iter().map(|run| run.mean_conditional.value).collect();
            let mean = values.iter().sum::<f64>() / 12.0;
            let spread = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 11.0).sqrt();
            let told = (runs.iter().map(|run| run.mean_conditional.mcse.powi(2)).sum::<f64>() / 12.0).sqrt();
            assert!((0.5..2.0).contains(&(spread / told)), "{sampling:?}: {spread} between reruns, {told} told");
        }
    }

    #[test]
    fn the_pooled_estimates_do_not_depend_on_how_errors_are_told() {
        let sobol = sampled(Sampling::Sobol, 2, &["employment.programme=0.3"]);
        let net = &sobol.headline.net_benefit;
        assert!(net.quantiles.is_sorted_by(|a, b| a.value <= b.value && a.mcse > 0.0 && b.mcse > 0.0));
        assert!(sobol.payers.iter().all(|(_, account)| account.net_benefit.mcse > 0.0));
    }
}
