//! `provenu portfolio`.

use super::args::PortfolioArgs;
use super::compare::{common_option, files};
use super::error::Failure;
use super::job::{Job, Results, seed};
use super::load::told;
use provenu::analysis::{PortfolioAsked, PortfolioSide, ScenarioPortfolio};
use provenu::document;
use provenu::load::{self, Listed};
use provenu::report::csv;
use provenu::scenario::{FirstProgramme, Override, Scenario};
use provenu::summary::Planned;
use std::path::Path;

pub fn portfolio(args: &PortfolioArgs) -> Result<(), Failure> {
    let listed = listed(args)?;
    let sides: Vec<PortfolioSide> = match &listed {
        Some(listed) => PortfolioSide::all(&listed.file, &listed.scenarios),
        None => files(&args.scenarios, &args.changes)?.into_iter().map(PortfolioSide::of).collect(),
    };
    let asked = asked(args, listed.as_ref(), &sides)?;
    let portfolio = ScenarioPortfolio::new(&sides, asked)?;
    let scenarios: Vec<&Scenario> = sides.iter().map(|side| &side.side.scenario).collect();
    // The folder is named by the first file, which is the list where there is one.
    let file = |i: usize| args.scenarios.get(i).unwrap_or(&args.scenarios[0]).as_path();
    let places: Vec<(&Path, &Scenario)> =
        scenarios.iter().enumerate().map(|(i, scenario)| (file(i), *scenario)).collect();
    let cores = args.job.cores();
    let job = Job::begin(&args.job, "-portfolio", &places, &portfolio.effort(cores))?;
    job.foretell(&portfolio.effort(cores));
    let outcome = job.work(|progress| portfolio.outcome(progress))?;
    let mut written = csv::of_portfolio(&outcome, args.keep);
    if let Some(listed) = &listed {
        let text = listed.file.text.as_bytes();
        written.push(("portfolio.toml", Box::new(move |target| target.writer.write_all(text))));
    }
    let results = Results::new(document::portfolio(&outcome, scenarios[0].model.language), written);
    job.deliver(&outcome, &scenarios, "portfolio", Some(options(args)), results)
}

/// The programmes that the only file lists, where it is such a list.
fn listed(args: &PortfolioArgs) -> Result<Option<Listed>, Failure> {
    let [file] = &args.scenarios[..] else { return Ok(None) };
    let changes: Vec<Override> = args.changes.set.iter().chain(&args.changes.shift).cloned().collect();
    let listed = told(load::portfolio(file, &changes, &args.changes.data))?;
    let Some(listed) = listed else {
        let message = format!(
            "{}: one scenario is no portfolio; give several files, or one that lists programmes, [programmes.ID]",
            file.display()
        );
        return Err(Failure::Usage(message));
    };
    let language = args.changes.language.unwrap_or(listed.scenarios[0].model.language);
    Ok(Some(listed.told_in(language)?))
}

fn asked(args: &PortfolioArgs, listed: Option<&Listed>, sides: &[PortfolioSide]) -> Result<PortfolioAsked, Failure> {
    let mut asked =
        listed.map_or_else(PortfolioAsked::default, |listed| PortfolioAsked::of(&listed.file, &sides[0].side.scenario));
    asked.seed = seed(args.job.seed)?;
    asked.replications = args.replications;
    asked.payer = args.payer.clone().or(asked.payer);
    asked.one_draw = args.one_draw.clone().unwrap_or(asked.one_draw);
    asked.budget = args.budget.or(asked.budget);
    if let Some(name) = &args.first {
        let ids: Vec<&str> = match listed {
            Some(listed) => listed.file.programmes.iter().map(|of| of.id.as_str()).collect(),
            None => sides.iter().map(|side| side.side.name.as_str()).collect(),
        };
        let Some(programme) = ids.iter().position(|id| id == name) else {
            return Err(Failure::Usage(format!(
                "--first {name}: there is no such programme; allowed: {}",
                ids.join(", ")
            )));
        };
        let before = asked.first.take();
        let (wait, cost) = before.map_or((0.0, 0.0), |first| (first.wait, first.cost));
        asked.first = Some(FirstProgramme { programme, wait, cost });
    }
    match &mut asked.first {
        Some(first) => {
            first.wait = args.wait.unwrap_or(first.wait);
            first.cost = args.delay_cost.unwrap_or(first.cost);
        }
        None if args.wait.is_some() || args.delay_cost.is_some() => {
            return Err(Failure::Usage(
                "--wait and --delay-cost are for --first NAME; say which one begins".to_owned(),
            ));
        }
        None => {}
    }
    Ok(asked)
}

/// What the answer depends on.
fn options(args: &PortfolioArgs) -> Vec<String> {
    let mut options: Vec<String> = args.one_draw.iter().map(common_option).collect();
    options.extend(args.payer.iter().map(|payer| format!("--payer={payer}")));
    options.extend(args.budget.map(|budget| format!("--budget={budget}")));
    options.extend(args.first.iter().map(|first| format!("--first={first}")));
    options.extend(args.wait.map(|wait| format!("--wait={wait}")));
    options.extend(args.delay_cost.map(|cost| format!("--delay-cost={cost}")));
    options
}
