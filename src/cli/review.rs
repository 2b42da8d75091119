//! `provenu review`.

use super::args::ReviewArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::ScenarioReview;
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn review(args: &ReviewArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let review = ScenarioReview::new(question(&args.common, &scenario)?)?;
    let effort = review.effort(job.cores());
    let job = Job::begin(job, "-review", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| review.outcome(progress))?;
    let results = Results::new(document::review(&outcome, scenario.model.language), csv::of_review(&outcome));
    let options: Vec<String> = args.common.payer.iter().map(|payer| format!("--payer={payer}")).collect();
    job.deliver(&outcome, &[&scenario], "review", Some(options), results)
}
