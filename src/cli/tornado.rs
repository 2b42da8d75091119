//! `provenu tornado`.

use super::args::TornadoArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::{Fixed, ScenarioTornado, TornadoOptions};
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn tornado(args: &TornadoArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let tornado = ScenarioTornado::new(question(&args.common, &scenario)?, asked(args))?;
    let effort = tornado.effort(job.cores());
    let job = Job::begin(job, "-tornado", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| tornado.outcome(progress))?;
    let results = Results::new(document::tornado(&outcome, scenario.model.language), csv::of_tornado(&outcome));
    job.deliver(&outcome, &[&scenario], "tornado", Some(options(args)), results)
}

fn asked(args: &TornadoArgs) -> TornadoOptions {
    let fixed = match args.fixed.as_slice() {
        [] => Fixed::Decisive,
        [only] if only == "none" => Fixed::Nothing,
        paths if paths.iter().any(|path| path == "all") => Fixed::All,
        paths => Fixed::Paths(paths.to_vec()),
    };
    TornadoOptions { tail: args.tail, share: args.share, equal_shares: args.equal_shares, fixed, stress: args.stress }
}

/// What the answer depends on.
fn options(args: &TornadoArgs) -> Vec<String> {
    let mut options = vec![format!("--tail={}", args.tail), format!("--share={}", args.share)];
    options.extend(args.fixed.iter().map(|path| format!("--fixed={path}")));
    options.extend(args.equal_shares.then(|| "--equal-shares".to_owned()));
    options.extend(args.stress.then(|| "--stress".to_owned()));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
