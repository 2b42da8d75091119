//! `provenu voi`.

use super::args::VoiArgs;
use super::error::Failure;
use super::job::{Job, Results, account, seed};
use super::load::load;
use provenu::analysis::{Question, ScenarioEvidence};
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn voi(args: &VoiArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.job, args.scenario.scenario.as_path());
    let groups: Vec<_> = args.group.iter().map(|group| group.0.clone()).collect();
    let account = account(&scenario, args.payer.as_ref())?;
    let question = Question { account, seed: seed(job.seed)?, ..Question::of(&scenario) };
    let evidence = ScenarioEvidence::new(question, &groups)?;
    let effort = evidence.effort(job.cores());
    let job = Job::begin(job, "-voi", &[(file, &scenario)], &effort)?;
    let outcome = job.work(|progress| evidence.outcome(progress))?;
    let results = Results::new(document::evidence(&outcome, scenario.model.language), csv::of_evidence(&outcome));
    let mut options: Vec<String> = args.group.iter().map(ToString::to_string).collect();
    options.extend(args.payer.iter().map(|payer| format!("--payer={payer}")));
    job.deliver(&outcome, &[&scenario], "voi", Some(options), results)
}
