//! `provenu run`.

use super::args::{Format, Keep, RunArgs};
use super::error::{Failure, say};
use super::job::{Job, Results, seed};
use super::load::load;
use super::memory::{allowance, estimate, refuse_threads};
use super::output::{LANGUAGE, print, print_json, shown};
use super::progress::Progress;
use super::report;
use provenu::analysis::Quick;
use provenu::document;
use provenu::document::workbook::MOST_REPLICATIONS;
use provenu::model::Model;
use provenu::parallel::with_threads;
use provenu::report::csv;
use provenu::run::{Dossier, KeptNumbers, Request, Run};
use provenu::scenario::{PerspectiveError, Scenario};
use provenu::simulate::Effort;
use provenu::summary::Planned;

pub fn run(args: &RunArgs) -> Result<(), Failure> {
    args.instructions.limit();
    let scenario = opened(args)?;
    if args.quick {
        return quickly(args, &scenario);
    }
    let request = Request {
        seed: seed(args.job.seed)?,
        sampling: args.sampling.into(),
        replications: args.replications,
        targets: args.targets.wished(),
        memory: Some(allowance()),
    };
    let run = Run::new(&scenario, request)?.with_percentiles(args.percentiles.iter().copied());
    let effort = run.effort(args.job.cores());
    let beside = if args.no_report { effort.none() } else { beside(args, &scenario, request)? };
    let kept = kept(args);
    let written = kept.map_or(0, |kept| run.effort_again(kept).bytes);
    let whole = effort.then(beside).then(Effort { bytes: written, ..effort.none() });
    let job = Job::begin(&args.job, "", &[(&args.scenario.scenario, &scenario)], &whole)?;
    if !args.job.quiet && request.targets.is_none() {
        foretell(args, &run, &beside, &scenario.model);
    }
    let sampled = job.work(|progress| run.sample(progress))?;
    let mut results = Results::new(document::run(&sampled.outcome, scenario.model.language), csv::of_run(&sampled));
    if let Some(kept) = &kept {
        results.files.push((
            "replications.csv",
            Box::new(|target| {
                let progress = Progress::new(args.job.quiet);
                let written = csv::replications(target, sampled.model, *kept, sampled.replications(*kept, &progress));
                progress.finish();
                written
            }),
        ));
    }
    if !args.no_report {
        results.later = Some(Box::new(|progress| {
            let dossier = Dossier::around(sampled.outcome.clone(), &scenario, request, progress)?;
            let rows = if kept.is_some() { MOST_REPLICATIONS } else { 0 };
            let rows = sampled.replications(KeptNumbers::Usual, progress).take(rows).collect::<Result<Vec<_>, _>>()?;
            report::files(&dossier, &scenario, request.seed, &rows)
        }));
    }
    job.deliver(&sampled.outcome, &[&scenario], "summary", None, results)
}

/// Which numbers of every replication are wanted, if any.
fn kept(args: &RunArgs) -> Option<KeptNumbers> {
    if args.keep.contains(&Keep::Everything) {
        return Some(KeptNumbers::Everything);
    }
    args.keep.contains(&Keep::Replications).then_some(KeptNumbers::Usual)
}

/// What the report takes beside the run.
fn beside(args: &RunArgs, scenario: &Scenario, request: Request) -> Result<Effort, Failure> {
    Dossier::effort_beside(scenario, request, args.job.cores()).map_err(|error| match error.into() {
        Failure::Usage(message) => Failure::Usage(format!("the report: {message}; --no-report leaves it out")),
        Failure::Run(message) => Failure::Run(format!("the report: {message}; --no-report leaves it out")),
        failure => failure,
    })
}

/// The scenario, seen from the payer that was asked for.
fn opened(args: &RunArgs) -> Result<Scenario, Failure> {
    let scenario = load(&args.scenario)?;
    let Some(payer) = &args.payer else { return Ok(scenario) };
    scenario.seen_from(payer).map_err(|error| match error {
        PerspectiveError::Scenario(problems) => problems.into(),
        error => Failure::Usage(format!("--payer {error}")),
    })
}

/// `--quick`: means alone, on the exact expectation.
fn quickly(args: &RunArgs, scenario: &Scenario) -> Result<(), Failure> {
    let seed = seed(args.job.seed)?;
    refuse_threads(args.job.threads.map(usize::from))?;
    let found = with_threads(args.job.threads.map(usize::from), || Quick::of(scenario, seed))??;
    match args.job.format {
        Format::Json => print_json(&found),
        Format::Text => print(&shown(&document::quick(&found, scenario.model.language))),
    }
}

/// Says on stderr what the run will take, before it starts.
fn foretell(args: &RunArgs, run: &Run<'_>, beside: &Effort, model: &Model) {
    let cores = args.job.cores();
    let effort = run.effort(cores);
    let kept = kept(args);
    let again = kept.map_or(0.0, |kept| run.effort_again(kept).nanoseconds);
    let Some(time) = estimate(effort.nanoseconds + again + beside.nanoseconds, cores) else { return };
    say(&format!(
        "{} replications of {} families over {} years:\n{time}, {} GB of memory",
        LANGUAGE.whole(effort.replications as f64),
        LANGUAGE.whole(effort.families),
        model.calendar.years,
        LANGUAGE.decimal(effort.bytes as f64 / 1e9, 2)
    ));
    if let Some(kept) = kept {
        let gigabytes = csv::replications_bytes(model, kept, effort.replications) / 1e9;
        say(&format!("replications.csv: about {} GB, written on one core", LANGUAGE.decimal(gigabytes, 2)));
    }
}
