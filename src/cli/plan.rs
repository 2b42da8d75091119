//! `provenu plan`.

use super::args::PlanArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::load;
use provenu::analysis::ScenarioPlan;
use provenu::document;
use provenu::report::csv;
use provenu::summary::{Planned, Targets};

pub fn plan(args: &PlanArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let targets = args.targets.wished().unwrap_or_default();
    let plan = ScenarioPlan::new(question(&args.common, &scenario)?, targets)?;
    let effort = plan.effort(job.cores());
    let job = Job::begin(job, "-plan", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| plan.outcome(progress))?;
    let results = Results::new(document::plan(&outcome, scenario.model.language), csv::of_plan(&outcome));
    job.deliver(&outcome, &[&scenario], "plan", Some(options(args, targets)), results)
}

/// What the answer depends on.
fn options(args: &PlanArgs, targets: Targets) -> Vec<String> {
    let options = [
        targets.mcse.map(|mcse| format!("--target-mcse={mcse}")),
        targets.probability.map(|p| format!("--target-p={p}")),
        args.common.payer.as_ref().map(|payer| format!("--payer={payer}")),
    ];
    options.into_iter().flatten().collect()
}
