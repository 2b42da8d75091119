//! `provenu voi`.

use super::args::VoiArgs;
use super::compare::{common_option, files};
use super::error::Failure;
use super::job::{Job, Results, account, seed};
use super::load::load_changed;
use provenu::analysis::{AnalysisError, EvidenceSamples, EvidenceWorth, Question, ScenarioChoice, ScenarioEvidence};
use provenu::document;
use provenu::report::csv;
use provenu::scenario::Scenario;
use provenu::summary::Planned;
use std::path::Path;

pub fn voi(args: &VoiArgs) -> Result<(), Failure> {
    match args.scenarios.as_slice() {
        [file] => invest_or_not(args, file),
        _ => between(args),
    }
}

fn invest_or_not(args: &VoiArgs, file: &Path) -> Result<(), Failure> {
    if args.or_nothing || args.one_draw.is_some() {
        let message = "--or-nothing and --common are for several scenarios; of one it is whether to invest in it";
        return Err(Failure::Usage(message.to_owned()));
    }
    let scenario = load_changed(file, args.variant.as_deref(), &args.changes)?;
    let groups: Vec<_> = args.group.iter().map(|group| group.0.clone()).collect();
    let account = account(&scenario, args.payer.as_ref())?;
    let question = Question { account, seed: seed(args.job.seed)?, ..Question::of(&scenario) };
    let samples = args.samples.map(|samples| (question, samples));
    answer(args, &[(file, &scenario)], &ScenarioEvidence::new(question, &groups)?, samples)
}

fn between(args: &VoiArgs) -> Result<(), Failure> {
    if args.variant.is_some() || !args.group.is_empty() || args.samples.is_some() {
        return Err(Failure::Usage("--variant, --group and --samples are for one scenario; give one file".to_owned()));
    }
    let sides = files(&args.scenarios, &args.changes)?;
    let account = account(&sides[0].scenario, args.payer.as_ref())?;
    let one_draw = args.one_draw.clone().unwrap_or_default();
    let choice = ScenarioChoice::new(&sides, account, one_draw, args.or_nothing, seed(args.job.seed)?)?;
    let files = args.scenarios.iter().map(AsRef::as_ref);
    let files: Vec<(&Path, &Scenario)> = files.zip(sides.iter().map(|side| &side.scenario)).collect();
    answer(args, &files, &choice, None)
}

fn answer(
    args: &VoiArgs,
    files: &[(&Path, &Scenario)],
    planned: &impl Planned<Found = EvidenceWorth, Error = AnalysisError>,
    samples: Option<(Question<'_>, u64)>,
) -> Result<(), Failure> {
    let job = Job::begin(&args.job, "-voi", files, &planned.effort(args.job.cores()))?;
    job.foretell(&planned.effort(args.job.cores()));
    let outcome = job.work(|progress| planned.outcome(progress))?;
    let samples = match samples {
        Some((question, samples)) => Some(job.work(|progress| EvidenceSamples::of(question, samples, progress))?),
        None => None,
    };
    let mut written = csv::of_evidence(&outcome);
    written.extend(samples.iter().flat_map(csv::of_samples));
    let results = Results::new(document::evidence(&outcome, files[0].1.model.language), written);
    let mut options: Vec<String> = args.group.iter().map(ToString::to_string).collect();
    options.extend(args.one_draw.iter().map(common_option));
    options.extend(args.samples.map(|samples| format!("--samples={samples}")));
    options.extend(args.or_nothing.then(|| "--or-nothing".to_owned()));
    options.extend(args.payer.iter().map(|payer| format!("--payer={payer}")));
    let scenarios: Vec<&Scenario> = files.iter().map(|file| file.1).collect();
    job.deliver(&outcome, &scenarios, "voi", Some(options), results)
}
