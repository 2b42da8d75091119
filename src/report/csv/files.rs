//! Which CSV files a result leaves beside its JSON file: each with its name and what writes it.

use super::{
    CsvTarget, acceptability, accounts, best, break_even, break_even_count, convergence, curve, differences,
    distributions, efficiency, evppi, exceedance, forecasts, grid, increments, joint, least_adverse, moved,
    participants, portfolio, portfolio_payers, portfolio_replications, ratios, review, sampled_options,
    sampled_parameters, sobol, stress, studies, surprise, table, thresholds, tornado, years,
};
use crate::analysis::update::Update;
use crate::analysis::{
    Comparison, EvidenceSamples, EvidenceWorth, Grid, Plan, Portfolio, ReviewWorth, ThresholdAnswer, Tornado,
    VarianceShares,
};
use crate::run::Sampled;
use crate::summary::Outcome;
use std::io;

/// A file of a results folder, written by a function that is told where to and in which form.
pub type CsvFile<'a> = (&'static str, Box<dyn FnOnce(CsvTarget<'_>) -> io::Result<()> + Send + 'a>);

/// Those of a run, but for its replications.
#[must_use]
pub fn of_run<'a>(Sampled { model, design: _, case, outcome }: &'a Sampled<'_>) -> Vec<CsvFile<'a>> {
    let (summary, headline) = (&outcome.result, &outcome.result.headline);
    let mut files: Vec<CsvFile<'a>> = vec![
        ("table.csv", Box::new(|target| table(target, model, case))),
        ("cumulative.csv", Box::new(|target| years(target, &headline.cumulative))),
        ("yearly.csv", Box::new(|target| years(target, &headline.yearly))),
        ("accounts.csv", Box::new(|target| accounts(target, &outcome.names, summary))),
    ];
    if let Some(even) = &headline.break_even {
        files.push(("break_even.csv", Box::new(|target| break_even(target, even))));
    }
    if summary.payers.iter().any(|(_, payer)| payer.net_benefit.exceedance.is_some()) {
        files.push(("exceedance.csv", Box::new(|target| exceedance(target, summary))));
    }
    files.push(("ratios.csv", Box::new(|target| ratios(target, summary))));
    if summary.payers.iter().any(|(_, payer)| payer.acceptability.iter().any(|found| !found.curve.is_empty())) {
        files.push(("acceptability.csv", Box::new(|target| acceptability(target, summary))));
    }
    if outcome.names.participants.is_some() {
        files.push(("participants.csv", Box::new(|target| participants(target, &outcome.names, summary))));
    }
    if !summary.joint.is_empty() {
        files.push(("joint.csv", Box::new(|target| joint(target, &summary.joint))));
    }
    if let Some(reached) = &summary.convergence {
        let stages = reached.stages.iter().map(|stage| (outcome.run.sampling, stage));
        files.push(("convergence.csv", Box::new(|target| convergence(target, stages))));
    }
    files
}

/// Those of the shares of the variance.
#[must_use]
pub fn of_variance(outcome: &Outcome<VarianceShares>) -> Vec<CsvFile<'_>> {
    vec![("sobol.csv", Box::new(|target| sobol(target, &outcome.result)))]
}

/// That of what a review is worth.
#[must_use]
pub fn of_review(outcome: &Outcome<ReviewWorth>) -> Vec<CsvFile<'_>> {
    vec![("review.csv", Box::new(|target| review(target, &outcome.result)))]
}

/// Those of what better evidence is worth.
#[must_use]
pub fn of_evidence(outcome: &Outcome<EvidenceWorth>) -> Vec<CsvFile<'_>> {
    let found = &outcome.result;
    let mut files: Vec<CsvFile<'_>> = vec![("evppi.csv", Box::new(|target| evppi(target, found)))];
    if !found.studies.is_empty() {
        files.push(("studies.csv", Box::new(|target| studies(target, found))));
    }
    files
}

/// Those of a forecast after the first years' figures.
#[must_use]
pub fn of_update(outcome: &Outcome<Update>) -> Vec<CsvFile<'_>> {
    let found = &outcome.result;
    vec![
        ("forecasts.csv", Box::new(|target| forecasts(target, found))),
        ("moved.csv", Box::new(|target| moved(target, found))),
        ("surprise.csv", Box::new(|target| surprise(target, found))),
    ]
}

/// Samples of assumptions and options, for programs in R.
#[must_use]
pub fn of_samples(samples: &EvidenceSamples) -> Vec<CsvFile<'_>> {
    vec![
        ("parameters.csv", Box::new(|target| sampled_parameters(target, samples))),
        ("net_benefit.csv", Box::new(|target| sampled_options(target, samples, 1.0))),
        ("costs.csv", Box::new(|target| sampled_options(target, samples, -1.0))),
        ("effects.csv", Box::new(|target| sampled_options(target, samples, 0.0))),
    ]
}

/// Those of a comparison.
#[must_use]
pub fn of_comparison(outcome: &Outcome<Comparison>) -> Vec<CsvFile<'_>> {
    let found = &outcome.result;
    let mut files: Vec<CsvFile<'_>> = vec![
        ("scenarios.csv", Box::new(|target| distributions(target, found))),
        ("differences.csv", Box::new(|target| differences(target, found))),
        ("efficiency.csv", Box::new(|target| efficiency(target, found))),
    ];
    if found.are_choices() {
        files.push(("increments.csv", Box::new(|target| increments(target, found))));
    }
    if !found.ranking.is_empty() {
        files.push(("best.csv", Box::new(|target| best(target, &found.ranking))));
    }
    files
}

/// Those of a tornado, with those of its stress test.
#[must_use]
pub fn of_tornado(outcome: &Outcome<Tornado>) -> Vec<CsvFile<'_>> {
    let mut files: Vec<CsvFile<'_>> = vec![("tornado.csv", Box::new(|target| tornado(target, &outcome.result)))];
    if let Some(stressed) = &outcome.result.stress {
        files.push(("stress.csv", Box::new(|target| stress(target, stressed))));
    }
    files
}

/// That of a grid.
#[must_use]
pub fn of_grid(outcome: &Outcome<Grid>) -> Vec<CsvFile<'_>> {
    vec![("grid.csv", Box::new(|target| grid(target, &outcome.result)))]
}

/// Those of the thresholds of an assumption.
#[must_use]
pub fn of_threshold(outcome: &Outcome<ThresholdAnswer>) -> Vec<CsvFile<'_>> {
    let found = &outcome.result;
    vec![
        ("threshold.csv", Box::new(|target| thresholds(target, &found.threshold))),
        ("curve.csv", Box::new(|target| curve(target, &found.threshold))),
        ("least_adverse.csv", Box::new(|target| least_adverse(target, &found.least_adverse))),
    ]
}

/// Those of a portfolio; on wish every replication too.
#[must_use]
pub fn of_portfolio(outcome: &Outcome<Portfolio>, replications: bool) -> Vec<CsvFile<'_>> {
    let found = &outcome.result;
    let mut files: Vec<CsvFile<'_>> = vec![
        ("portfolio.csv", Box::new(|target| portfolio(target, found))),
        ("portfolio_payers.csv", Box::new(|target| portfolio_payers(target, found))),
    ];
    if !found.break_even.is_empty() {
        files.push(("break_even_count.csv", Box::new(|target| break_even_count(target, found))));
    }
    if replications {
        files.push(("replications.csv", Box::new(|target| portfolio_replications(target, found))));
    }
    files
}

/// That of a plan.
#[must_use]
pub fn of_plan(outcome: &Outcome<Plan>) -> Vec<CsvFile<'_>> {
    let ways = outcome.result.ways.iter();
    let stages = ways.flat_map(|way| way.trials.iter().map(|trial| (way.sampling, trial)));
    vec![("convergence.csv", Box::new(|target| convergence(target, stages)))]
}
