//! `provenu run`.

use super::args::{Format, Keep, RunArgs};
use super::error::{Failure, say};
use super::job::{Job, Results, account, seed};
use super::load::load;
use super::memory::{allowance, estimate};
use super::output::{LANGUAGE, print, print_json, shown};
use super::progress::Progress;
use super::report;
use provenu::analysis::Quick;
use provenu::document;
use provenu::model::{Model, Scope};
use provenu::parallel::with_threads;
use provenu::report::csv;
use provenu::run::{Dossier, Request, Run};
use provenu::scenario::{Override, Scenario};
use provenu::simulate::{Effort, Expectations, Work};
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
    let run = Run::new(&scenario, request)?;
    let cores = args.job.cores();
    let effort = run.effort(cores);
    let job = Job::begin(&args.job, "", &[(&args.scenario.scenario, &scenario)], &effort)?;
    if !args.job.quiet && request.targets.is_none() {
        foretell(args, &scenario.model, &effort, cores);
    }
    let sampled = job.work(|progress| run.sample(progress))?;
    let mut results = Results::new(document::run(&sampled.outcome, scenario.model.language), csv::of_run(&sampled));
    if args.keep.contains(&Keep::Replications) {
        results.files.push((
            "replications.csv",
            Box::new(|writer| {
                let progress = Progress::new(args.job.quiet);
                let written = csv::replications(writer, sampled.model, sampled.replications(&progress));
                progress.finish();
                written
            }),
        ));
    }
    if !args.no_report {
        results.later = Some(Box::new(|progress| {
            let dossier = Dossier::around(sampled.outcome.clone(), &scenario, request, progress)?;
            report::files(&dossier, &scenario.model)
        }));
    }
    job.deliver(&sampled.outcome, &[&scenario], "summary", None, results)
}

/// The scenario, seen from the payer that was asked for.
fn opened(args: &RunArgs) -> Result<Scenario, Failure> {
    let scenario = load(&args.scenario)?;
    let Some(payer) = &args.payer else { return Ok(scenario) };
    let seen_from = account(&scenario, Some(payer))?;
    let found = &scenario.model.accounts[seen_from.0];
    if !matches!(found.scope, Scope::Payer | Scope::Sum) {
        return Err(Failure::Usage(format!(
            "--payer {payer}: this is a part of a payer's ledger; allowed: a payer or a sum of payers"
        )));
    }
    Ok(scenario.with(Override::new("perspective", &format!("\"{payer}\"")))?)
}

/// `--quick`: means alone, on the exact expectation.
fn quickly(args: &RunArgs, scenario: &Scenario) -> Result<(), Failure> {
    let seed = seed(args.job.seed)?;
    let found = with_threads(args.job.threads.map(usize::from), || Quick::of(scenario, seed))??;
    match args.job.format {
        Format::Json => print_json(&found),
        Format::Text => print(&shown(&document::quick(&found, scenario.model.language))),
    }
}

/// What a number takes in a CSV file, about.
const BYTES_OF_A_NUMBER: usize = 18;

/// Says on stderr what the run will take, before it starts.
fn foretell(args: &RunArgs, model: &Model, effort: &Effort, cores: usize) {
    let replications = effort.replications as f64;
    let mut nanoseconds = effort.nanoseconds;
    let written = args.keep.contains(&Keep::Replications);
    if written {
        // To be written, replications are simulated once more.
        nanoseconds += Work::of(model).nanoseconds(Expectations::Every) * replications;
    }
    let Some(time) = estimate(nanoseconds, cores) else { return };
    say(&format!(
        "{} replications of {} families over {} years:\n{time}, {} GB of memory",
        LANGUAGE.whole(replications),
        LANGUAGE.whole(effort.families),
        model.calendar.years,
        LANGUAGE.decimal(effort.bytes as f64 / 1e9, 2)
    ));
    if written {
        let columns = model.parameters.len() + model.calendar.years + 3;
        let gigabytes = replications * (columns * BYTES_OF_A_NUMBER) as f64 / 1e9;
        say(&format!("replications.csv: about {} GB, written on one core", LANGUAGE.decimal(gigabytes, 2)));
    }
}
