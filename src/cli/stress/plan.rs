//! `provenu plan`.

use super::args::PlanArgs;
use super::job::{Job, Results, account, refuse_withheld, scenario_facts};
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Report};
use provenu::expected::business_case;
use provenu::model::Model;
use provenu::report::plot::{Series, Wished};
use provenu::report::{csv, plot, text};
use provenu::simulate::{Expectations, Work};
use provenu::summary::{Stage, Targets};

/// Replications of the largest trial by default.
const LARGEST_TRIAL: u64 = 16_384;
/// All trials together are about four of the largest.
const TRIALS: usize = 4;
/// What a run keeps of a replication at most.
const BYTES: u64 = 640;

pub fn plan(args: &PlanArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let account = account(&scenario.model, args.common.payer.as_ref())?;
    // The trials are those of a run seen from this account.
    let model = Model { perspective: account, ..scenario.model.clone() };
    let model = &model;
    let targets = args.targets.wished().unwrap_or(Targets { mcse: None, probability: Some(0.005) });
    refuse_withheld(&model.accounts[account.0], targets.probability)?;
    let replications = args.common.replications.unwrap_or(LARGEST_TRIAL);
    let case = business_case(model, &model.base_draw())?;
    let options = [
        targets.mcse.map(|mcse| format!("--target-mcse={mcse}")),
        targets.probability.map(|p| format!("--target-p={p}")),
    ];
    let mut options: Vec<String> = options.into_iter().flatten().collect();
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    let job = Job::begin(
        "plan",
        &args.common,
        (&[(args.scenario.scenario.as_path(), &scenario)], options),
        replications,
        BYTES,
    )?;
    let work = Work::of(model);
    let found = job.work((&work, (TRIALS, Expectations::Every), 0), |progress| {
        analysis::plan(model, &case, (job.seed, replications), targets, progress)
    })?;
    let facts = (&scenario, scenario_facts(&scenario));
    let report = Report::new("plan", facts, account, job.facts(model), None, found);
    let footer = Job::footer(&report);
    let caption = Job::caption(&report, &footer);
    let ways = &report.result.ways;
    let series: Vec<Series<'_>> = ways.iter().map(|way| Series { name: way.sampling, stages: &way.trials }).collect();
    let stages: Vec<(&str, &Stage)> =
        ways.iter().flat_map(|way| way.trials.iter().map(|trial| (way.sampling, trial))).collect();
    let wished = Wished { mean: targets.mcse, probability: targets.probability };
    let results = Results {
        text: text::plan(&report, &work, width()),
        files: vec![("convergence.csv", Box::new(|writer| csv::convergence(writer, stages)))],
        pictures: vec![("convergence", Box::new(|| plot::convergence(&series, wished, &caption)))],
    };
    job.deliver(&report, &[&scenario], results)
}
