//! `provenu threshold`.

use super::args::ThresholdArgs;
use super::job::{Job, Results, account, bytes_of_outcomes, scenario_facts};
use super::tornado::MEANS_NANOSECONDS;
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Design, NetBenefit, Report, Slip};
use provenu::random::Seed;
use provenu::report::{csv, plot, text};
use provenu::simulate::Expectations;

/// Simulations and means that a search and its curve take, about.
const SIMULATIONS: usize = 100;

pub fn threshold(args: &ThresholdArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let account = account(&scenario.model, args.common.payer.as_ref())?;
    let Some(path) = args.path.clone().or_else(|| scenario.model.switching.clone()) else {
        let message =
            "which assumption? Give its path as `check` prints it, or write `switching = \"PATH\"` in the scenario";
        return Err(Failure::Usage(message.to_owned()));
    };
    let base = scenario.number(&path, "threshold")?.base;
    scenario.allows(&path, base, "threshold")?;
    let paths = [path.clone()];
    let seed = Seed::new(args.common.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let trial = NetBenefit::new(&scenario, &paths, account, seed, &())?;
    let input = trial.input(&path).ok_or_else(|| Failure::Usage(format!("{path} cannot be varied by itself")))?;
    let work = trial.work();
    let replications = args.common.replications.unwrap_or_else(|| work.replications_among(SIMULATIONS));
    // Means are looked at in more places, which cost less.
    let points = Design::points_within(2.0 * MEANS_NANOSECONDS, 2 * SIMULATIONS, work.expectation);
    let mut options = vec![path.clone(), format!("--probability={}", args.probability)];
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    let bytes = bytes_of_outcomes(&args.common);
    let job = Job::begin(
        "threshold",
        &args.common,
        (&[(args.scenario.scenario.as_path(), &scenario)], options),
        replications,
        bytes,
    )?;
    let simulations = if trial.is_repriced(&[input], replications) { 1 } else { SIMULATIONS };
    let values = 2 * SIMULATIONS * Design::size_of(points);
    let (found, draws) = job.work((&work, (simulations, Expectations::None), values), |progress| {
        let response = NetBenefit::new(&scenario, &paths, account, job.seed, progress).map_err(Failure::from)?;
        let response = response.with_replications(replications).simulated_once(&[input])?;
        let design = Design::new(&response, job.seed, points);
        let allowed = |value: f64| scenario.allows(&path, value, "").is_ok();
        let threshold = analysis::threshold(&response, input, args.probability, &design, allowed)?;
        let least_adverse = analysis::least_adverse(&response)?;
        Ok::<_, Failure>((Slip { threshold, least_adverse }, design.size()))
    })?;
    let facts = (&scenario, scenario_facts(&scenario));
    let report = Report::new("threshold", facts, account, job.facts(&scenario.model), Some(draws), found);
    let footer = Job::footer(&report);
    let caption = Job::caption(&report, &footer);
    let Slip { threshold, least_adverse } = &report.result;
    let mut results = Results {
        text: text::threshold(&report, scenario.settable(&path), width()),
        files: vec![
            ("threshold.csv", Box::new(|writer| csv::thresholds(writer, threshold))),
            ("curve.csv", Box::new(|writer| csv::curve(writer, threshold))),
            ("least_adverse.csv", Box::new(|writer| csv::least_adverse(writer, least_adverse))),
        ],
        pictures: vec![("threshold", Box::new(|| plot::threshold(&report, &caption)))],
    };
    if least_adverse.distance.is_some() {
        results.pictures.push(("least_adverse", Box::new(|| plot::least_adverse(least_adverse, &caption))));
    }
    job.deliver(&report, &[&scenario], results)
}
