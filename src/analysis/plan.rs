//! How many replications a wished precision takes.

use crate::model::{BusinessCase, Model};
use crate::random::{Design, DesignError, MAX_REPLICATIONS, RANDOMISATIONS, Sampling, Seed};
use crate::simulate::{Expectations, Monitor, RunError, Work, design};
use crate::statistics::Estimate;
use crate::summary::{FIRST_STAGE, Percentiles, Stage, Summary, Targets};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

/// Replications of independent draws with a standard deviation for a wished standard error of the mean: (sd/mcse)².
#[must_use]
pub fn replications_for(sd: f64, mcse: f64) -> u64 {
    (sd / mcse).powi(2).ceil() as u64
}

/// The standard error at which an interval of some confidence has this half width.
///
/// # Panics
/// Unless the confidence lies between 0 and 1.
#[must_use]
pub fn mcse_of_interval(half_width: f64, confidence: f64) -> f64 {
    assert!(confidence > 0.0 && confidence < 1.0, "a confidence lies between 0 and 1");
    half_width / Normal::standard().inverse_cdf(0.5 + confidence / 2.0)
}

/// What a wished precision takes, by the way of sampling.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// What is wished.
    pub targets: Targets,
    /// Each way of sampling.
    pub ways: Vec<Way>,
    /// Seconds of one core that a million replications take with random draws, roughly: counted, not timed.
    pub seconds_a_million: f64,
    /// The same under lhs and sobol, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_a_million_designed: Option<f64>,
}

/// A way of sampling tried on a few replications.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// Its name.
    pub sampling: &'static str,
    /// The trials, fewest replications first.
    pub trials: Vec<Stage>,
    /// Replications for the wished error of the mean.
    pub for_mean: Option<f64>,
    /// Replications for the wished error of the mean by exact expectations.
    pub for_mean_conditional: Option<f64>,
    /// Replications for the wished error of P(net benefit > 0).
    pub for_probability: Option<f64>,
    /// Replications for the wished error of a quantile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_percentile: Option<f64>,
    /// Replications that a run with these targets takes by this way, stage by stage, as far as the trials tell.
    pub run: Option<u64>,
}

/// The trials: the largest one divided by each of these.
const TRIALS: [u64; 3] = [16, 4, 1];

/// Tries every way of sampling on up to `largest` replications and tells what a wished precision takes, in whole randomisations. Errors
/// beyond the largest trial are taken to fall with the root of the replications; designs do better where chance plays a small part.
/// Sobol points are left out where they have too few dimensions.
///
/// # Errors
/// When a trial cannot be run.
pub fn plan(
    model: &Model,
    case: &BusinessCase,
    seed: Seed,
    largest: u64,
    targets: Targets,
    monitor: &impl Monitor,
) -> Result<Plan, RunError> {
    let percentiles = Percentiles::with(targets.percentile.map(|target| target.p));
    let mut ways = Vec::new();
    for sampling in Sampling::ALL {
        let mut trials = Vec::new();
        for part in TRIALS {
            let replications = (largest / part).max(2 * RANDOMISATIONS);
            let design = match design(model, sampling, seed, replications) {
                Ok(design) => design,
                Err(DesignError::Dimensions { .. } | DesignError::TooMany(_)) => break,
            };
            // Rounded up, a smaller trial may be the next one already.
            if trials.last().is_some_and(|trial: &Stage| trial.replications == design.replications()) {
                continue;
            }
            let mut summary = Summary::sampled(model, case, &design, &percentiles, monitor)?;
            // As a run with a target tells its errors, so that it takes what is planned.
            summary.allow_for_stopping(&design);
            trials.push(Stage::of(&summary, &design, targets));
        }
        if trials.is_empty() {
            continue;
        }
        let needed = |target: Option<f64>, of: fn(&Stage) -> Estimate| {
            let errors: Vec<(u64, f64)> = trials.iter().map(|trial| (trial.replications, of(trial).mcse)).collect();
            let whole = |needed: f64| Design::rounded_up(sampling, needed.min(u64::MAX as f64 / 2.0) as u64) as f64;
            target.and_then(|target| needed(&errors, target)).map(whole)
        };
        ways.push(Way {
            sampling: sampling.name(),
            for_mean: needed(targets.mcse, |trial| trial.mean),
            for_mean_conditional: needed(targets.mcse, |trial| trial.mean_conditional),
            for_probability: needed(targets.probability, |trial| trial.probability),
            for_percentile: needed(targets.percentile.map(|target| target.mcse), percentile),
            run: taken(sampling, &trials, targets),
            trials,
        });
    }
    let work = Work::of(model);
    let (random, seconds) = (work.expectations(Sampling::Random), |at| work.nanoseconds(at) * 1e-3);
    Ok(Plan {
        targets,
        ways,
        seconds_a_million: seconds(random),
        seconds_a_million_designed: (random != Expectations::Every).then(|| seconds(Expectations::Every)),
    })
}

/// Replications for an error, from those of some trials, fewest replications first: on the line between two trials where the
/// error lies between theirs (both scales logarithmic), else falling with the root of the replications from the nearest
/// trial on. `None` where a trial has no error to go by.
fn needed(errors: &[(u64, f64)], target: f64) -> Option<f64> {
    let usable = |error: f64| error > 0.0 && error.is_finite();
    let (&(first, most), &(last, least)) = (errors.first()?, errors.last()?);
    if !errors.iter().all(|error| usable(error.1)) {
        return None;
    }
    let root = |n: u64, error: f64| (n as f64 * (error / target).powi(2)).ceil();
    if target >= most {
        return Some(root(first, most));
    }
    let between = errors.windows(2).find(|two| two[1].1 <= target && target < two[0].1);
    Some(between.map_or_else(
        || root(last, least),
        |two| {
            let share = (two[0].1 / target).ln() / (two[0].1 / two[1].1).ln();
            ((two[0].0 as f64).ln() * (1.0 - share) + (two[1].0 as f64).ln() * share).exp().ceil()
        },
    ))
}

/// The error at a number of replications, by the same lines.
fn error_at(errors: &[(u64, f64)], replications: u64) -> f64 {
    let root = |(n, error): (u64, f64)| error * (n as f64 / replications as f64).sqrt();
    let (first, last) = (errors[0], errors[errors.len() - 1]);
    let between = errors.windows(2).find(|two| two[0].0 <= replications && replications < two[1].0);
    match between {
        Some([(few, most), (many, least)]) if *most > 0.0 && *least > 0.0 => {
            let share = (replications as f64 / *few as f64).ln() / (*many as f64 / *few as f64).ln();
            (most.ln() * (1.0 - share) + least.ln() * share).exp()
        }
        _ => root(if replications < last.0 { first } else { last }),
    }
}

/// The quantile that has a target; without an error where none has.
fn percentile(trial: &Stage) -> Estimate {
    trial.percentile.unwrap_or(Estimate { value: f64::NAN, mcse: f64::INFINITY })
}

/// What a run with these targets takes: its stages, each with the errors that the trials let expect. `None` where no run can reach them.
fn taken(sampling: Sampling, trials: &[Stage], targets: Targets) -> Option<u64> {
    let last = trials.last()?;
    let mut replications = Design::rounded_up(sampling, FIRST_STAGE);
    loop {
        let of = |of: fn(&Stage) -> Estimate| {
            let errors: Vec<(u64, f64)> = trials.iter().map(|trial| (trial.replications, of(trial).mcse)).collect();
            Estimate { mcse: error_at(&errors, replications), ..of(last) }
        };
        let (mean, probability) = (of(|trial| trial.mean), of(|trial| trial.probability));
        let percentile = last.percentile.map(|_| of(percentile));
        let stage = Stage { replications, mean, probability, percentile, ..*last };
        if targets.reached(&stage) {
            return Some(replications);
        }
        replications = Design::rounded_up(sampling, targets.next(&stage, MAX_REPLICATIONS)?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::scenario::Scenario;

    #[test]
    fn a_hundredth_either_way_at_95_percent_takes_38_415_draws_of_sd_one() {
        assert_eq!(replications_for(1.0, mcse_of_interval(0.01, 0.95)), 38_415);
    }

    #[test]
    fn what_is_needed_lies_between_the_trials_or_on_from_the_nearest() {
        let errors = [(1_000, 10.0), (4_000, 2.0), (16_000, 1.0)];
        assert_eq!(needed(&errors, 2.0), Some(4_000.0));
        assert_eq!(needed(&errors, 0.5), Some(64_000.0));
        assert_eq!(needed(&errors, 20.0), Some(250.0));
        let found = needed(&errors, 20f64.sqrt()).expect("between");
        assert!((found - 2_000.0).abs() <= 1.0, "half way between on both scales: {found}");
        assert_eq!(needed(&[(10, 0.0)], 1.0), None);
    }

    #[test]
    fn a_run_takes_its_stages_in_whole_randomisations() {
        let mean = |mcse| Estimate { value: 1.0, mcse };
        let stage = |(replications, mcse)| Stage {
            replications,
            randomisations: None,
            mean: mean(mcse),
            mean_conditional: mean(mcse),
            probability: Estimate { value: 0.5, mcse: 0.5 / (replications as f64).sqrt() },
            percentile: None,
        };
        let trials = [(4_096, 80.0), (16_384, 40.0)].map(stage);
        let taken = |sampling, mcse| {
            taken(sampling, &trials, Targets { mcse: Some(mcse), probability: None, percentile: None })
        };
        // 4,096 and 8,192 do not suffice; then 5 % more than is needed.
        assert_eq!(taken(Sampling::Random, 50.0), Some(11_011));
        assert_eq!(taken(Sampling::Sobol, 50.0), Some(16_384));
        assert_eq!(taken(Sampling::LatinHypercube, 50.0), Some(11_072));
        assert_eq!(taken(Sampling::Random, 200.0), Some(4_096));
        assert_eq!(taken(Sampling::Random, 1e-6), None);
    }

    #[test]
    fn what_is_planned_suffices() {
        let text = include_str!("../../configs/silkeborg.toml");
        let model =
            Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model;
        let case = business_case(&model, &model.base_draw()).expect("a case");
        let targets = Targets { mcse: Some(20_000.0), probability: Some(0.005), percentile: None };
        let seed = Seed::new(2).expect("in range");
        let plan = plan(&model, &case, seed, 16_384, targets, &()).expect("a plan");
        assert_eq!(plan.ways.iter().map(|way| way.sampling).collect::<Vec<_>>(), ["random", "lhs", "sobol"]);
        let random = &plan.ways[0];
        // For independent draws the binomial formula says the same.
        let p = random.trials[2].probability.value;
        let binomial = p * (1.0 - p) / 0.005f64.powi(2);
        assert!((random.for_probability.expect("wished") / binomial - 1.0).abs() < 0.01);
        // The exact expectation of a smooth design is known far better.
        for way in &plan.ways[1..] {
            assert!(
                way.for_mean_conditional.expect("wished") < random.for_mean.expect("wished") / 20.0,
                "{}",
                way.sampling
            );
        }
    }
}
