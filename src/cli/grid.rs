//! `provenu grid`.

use super::args::GridArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::{ScenarioGrid, Span};
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn grid(args: &GridArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let grid = ScenarioGrid::new(question(&args.common, &scenario)?, &args.x.0, &args.y.0)?;
    let effort = grid.effort(job.cores());
    let job = Job::begin(job, "-grid", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| grid.outcome(progress))?;
    let results = Results::new(document::grid(&outcome, scenario.model.language), csv::of_grid(&outcome));
    job.deliver(&outcome, &[&scenario], "grid", Some(options(args)), results)
}

/// What the answer depends on.
fn options(args: &GridArgs) -> Vec<String> {
    let mut options = vec![format!("--x={}", written(&args.x.0)), format!("--y={}", written(&args.y.0))];
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}

fn written(span: &Span) -> String {
    match span.ends {
        Some((low, high)) => format!("{}={low}..{high}:{}", span.path, span.steps),
        None => span.path.clone(),
    }
}
