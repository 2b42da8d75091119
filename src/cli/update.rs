//! `provenu update`.

use super::args::UpdateArgs;
use super::error::Failure;
use super::job::{Job, Results, question};
use super::load::{self, load};
use provenu::analysis::update::ScenarioUpdate;
use provenu::document;
use provenu::report::csv;
use provenu::summary::Planned;

pub fn update(args: &UpdateArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let (name, text) = load::actuals(&scenario, &args.actuals)?;
    let actuals = scenario.actuals(&name, &text)?;
    let (job, file) = (&args.common.job, args.scenario.scenario.as_path());
    let asked = ScenarioUpdate::new(question(&args.common, &scenario)?, &actuals, args.check)?;
    let effort = asked.effort(job.cores());
    let job = Job::begin(job, "-update", &[(file, &scenario)], &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| asked.outcome(progress))?;
    let results = Results::new(document::update(&outcome, scenario.model.language), csv::of_update(&outcome));
    let mut options = vec![format!("--actuals={text}")];
    options.extend((args.check > 0).then(|| format!("--check={}", args.check)));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    job.deliver(&outcome, &[&scenario], "update", Some(options), results)
}
