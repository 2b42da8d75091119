//! `provenu sobol`.

use super::args::SobolArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::ScenarioVariance;
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn sobol(args: &SobolArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let groups: Vec<_> = args.group.iter().map(|group| group.0.clone()).collect();
    let shares = ScenarioVariance::new(question(&args.common, &scenario)?, &groups)?;
    let effort = shares.effort(job.cores());
    let job = Job::begin(job, "-sobol", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| shares.outcome(progress))?;
    let results = Results::new(document::variance(&outcome, scenario.model.language), csv::of_variance(&outcome));
    let mut options: Vec<String> = args.group.iter().map(ToString::to_string).collect();
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    job.deliver(&outcome, &[&scenario], "sobol", Some(options), results)
}
