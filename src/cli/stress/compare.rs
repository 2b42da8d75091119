//! `provenu compare`.

use super::args::CompareArgs;
use super::job::{Job, Results, account, scenario_facts};
use crate::cli::args::ScenarioArgs;
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Alternative, Nets, Report};
use provenu::report::plot::Caption;
use provenu::report::{csv, plot, text};
use provenu::scenario::{Override, Scenario};
use provenu::simulate::Work;
use std::path::{Path, PathBuf};

/// Scenarios that a picture can show side by side.
const MOST: usize = 8;

pub fn compare(args: &CompareArgs) -> Result<(), Failure> {
    let (names, scenarios) = alternatives(args)?;
    if !(2..=MOST).contains(&scenarios.len()) {
        let message = format!(
            "{} to compare; give two to {MOST}: more scenario files, --vary PATH=VALUE,VALUE or --variant PATH=VALUE",
            if scenarios.len() == 1 { "one scenario".to_owned() } else { format!("{} scenarios", scenarios.len()) }
        );
        return Err(Failure::Usage(message));
    }
    let reference = &scenarios[0].model;
    let account = account(reference, args.common.payer.as_ref())?;
    let slowest = scenarios.iter().map(|scenario| Work::of(&scenario.model));
    let slowest = slowest.max_by(|a, b| a.nanoseconds.total_cmp(&b.nanoseconds)).unwrap_or_else(|| Work::of(reference));
    let replications = args.common.replications.unwrap_or_else(|| slowest.replications());
    let longest = scenarios.iter().map(|scenario| scenario.model.calendar.years).max().unwrap_or(0);
    // The reference, one other, and what is sorted and joined on the way.
    let bytes = 3 * Nets::bytes(longest, reference.accounts.len(), 1);
    // Variants of one scenario are all of the one file.
    let file = |i: usize| args.scenarios.get(i).unwrap_or(&args.scenarios[0]).as_path();
    let files: Vec<(&Path, &Scenario)> =
        scenarios.iter().enumerate().map(|(i, scenario)| (file(i), scenario)).collect();
    let job = Job::begin("compare", &args.common, (&files, options(args)), replications, bytes)?;
    let others: Vec<Alternative<'_>> =
        names.iter().zip(&scenarios).map(|(name, scenario)| Alternative { name, model: &scenario.model }).collect();
    let id = reference.accounts[account.0].id.clone();
    job.foretell(&slowest, scenarios.len())?;
    let found =
        job.work(scenarios.len(), |progress| analysis::compare(&others, &id, (job.seed, replications), progress))?;
    let facts = (&scenarios[0], scenario_facts(&scenarios[0]));
    let years = found.years.clone();
    let mut report = Report::new("compare", facts, account, job.facts(reference), None, found);
    report.years = years;
    report.further = scenarios[1..].iter().map(scenario_facts).collect();
    let footer = Job::footer(&report);
    let caption = Caption {
        scenario: &reference.title,
        account: &report.account_name,
        currency: &report.currency,
        footer: &footer,
    };
    let results = Results {
        text: text::compare(&report, width()),
        files: vec![
            ("scenarios.csv", Box::new(|writer| csv::distributions(writer, &report.result))),
            ("differences.csv", Box::new(|writer| csv::differences(writer, &report.result))),
        ],
        pictures: vec![
            ("scenarios", Box::new(|| plot::fans(&report.result, &caption))),
            ("differences", Box::new(|| plot::differences(&report.result, &report.span(), &caption))),
        ],
    };
    job.deliver(&report, &scenarios.iter().collect::<Vec<_>>(), results)
}

/// The scenarios to compare with what results call them.
fn alternatives(args: &CompareArgs) -> Result<(Vec<String>, Vec<Scenario>), Failure> {
    let loaded = |path: &PathBuf| {
        load(&ScenarioArgs { scenario: path.clone(), set: args.set.clone(), shift: args.shift.clone() })
    };
    let several = args.scenarios.len() > 1;
    if several && (args.vary.is_some() || !args.variant.is_empty()) {
        return Err(Failure::Usage("--vary and --variant make variants of one scenario; give one file".to_owned()));
    }
    if several {
        let scenarios = args.scenarios.iter().map(loaded).collect::<Result<_, _>>()?;
        return Ok((distinct(&args.scenarios), scenarios));
    }
    let scenario = loaded(&args.scenarios[0])?;
    let changed = |changes: &[Override]| {
        changes.iter().try_fold(scenario.clone(), |scenario, change| scenario.with(change.clone()))
    };
    let (mut names, mut scenarios) = (Vec::new(), Vec::new());
    if let Some(vary) = &args.vary {
        for value in &vary.values {
            scenarios.push(changed(&[Override { path: vary.path.clone(), value: value.clone() }])?);
            names.push(format!("{} = {value}", vary.path));
        }
    } else {
        names.push("the scenario as it is".to_owned());
        scenarios.push(scenario.clone());
        for variant in &args.variant {
            scenarios.push(changed(&variant.0)?);
            names.push(variant.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
        }
    }
    Ok((names, scenarios))
}

/// File stems, with a number where two are the same.
fn distinct(files: &[PathBuf]) -> Vec<String> {
    let stem = |path: &PathBuf| path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let stems: Vec<String> = files.iter().map(stem).collect();
    let name = |(i, stem): (usize, &String)| {
        let before = stems[..i].iter().filter(|known| *known == stem).count();
        if before == 0 { stem.clone() } else { format!("{stem} ({})", before + 1) }
    };
    stems.iter().enumerate().map(name).collect()
}

fn options(args: &CompareArgs) -> Vec<String> {
    let mut options: Vec<String> =
        args.vary.iter().map(|vary| format!("--vary={}={}", vary.path, vary.values.join(","))).collect();
    let written = |changes: &[Override]| changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
    options.extend(args.variant.iter().map(|variant| format!("--variant={}", written(&variant.0))));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
