//! `provenu threshold`.

use super::args::ThresholdArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::ScenarioThreshold;
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn threshold(args: &ThresholdArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let question = question(&args.common, &scenario)?;
    let threshold = ScenarioThreshold::new(question, args.path.as_deref(), args.probability)?;
    let effort = threshold.effort(job.cores());
    let job = Job::begin(job, "-threshold", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| threshold.outcome(progress))?;
    let results = Results::new(document::threshold(&outcome, scenario.model.language), csv::of_threshold(&outcome));
    let options = options(args, threshold.path());
    job.deliver(&outcome, &[&scenario], "threshold", Some(options), results)
}

/// What the answer depends on.
fn options(args: &ThresholdArgs, path: &str) -> Vec<String> {
    let mut options = vec![path.to_owned(), format!("--probability={}", args.probability)];
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
