//! `provenu compare`.

use super::args::{CompareArgs, Variant};
use super::job::{Job, Results, account, scenario_facts};
use crate::cli::error::Failure;
use crate::cli::load::load_changed;
use crate::cli::output::width;
use provenu::analysis::{self, Alternative, Nets, OneDraw, Report};
use provenu::model::AccountId;
use provenu::report::plot::Caption;
use provenu::report::{csv, plot, text};
use provenu::scenario::{Override, Scenario, Visible};
use provenu::simulate::{Expectations, Work};
use std::path::{Path, PathBuf};

/// Scenarios that can be compared.
const MOST: usize = 24;
/// Fans that a picture can show side by side.
const MOST_FANS: usize = 8;

/// A scenario that is compared.
struct Side {
    /// What results call it.
    name: String,
    scenario: Scenario,
    /// How likely it is held to be, where the file says.
    weight: Option<f64>,
}

impl Side {
    /// The name is that of a file, or as typed: pictures could not hold everything that may stand in it.
    fn new(name: &str, scenario: Scenario) -> Self {
        Self { name: Visible(name).to_string(), scenario, weight: None }
    }
}

pub fn compare(args: &CompareArgs) -> Result<(), Failure> {
    let sides = sides(args)?;
    if !(2..=MOST).contains(&sides.len()) {
        let message = format!(
            "{} to compare; give two to {MOST}: more scenario files, --vary PATH=VALUE,VALUE, --variant, or a file with [[variants]]",
            if sides.len() == 1 { "one scenario".to_owned() } else { format!("{} scenarios", sides.len()) }
        );
        return Err(Failure::Usage(message));
    }
    let scenarios: Vec<&Scenario> = sides.iter().map(|side| &side.scenario).collect();
    let reference = &scenarios[0].model;
    let account = account(reference, args.common.payer.as_ref())?;
    // A variant may ask whose money it is; another file is seen by the payer of the first.
    let own = args.common.payer.is_none() && args.scenarios.len() == 1;
    let payers: Vec<AccountId> = if own {
        scenarios.iter().map(|scenario| scenario.model.perspective).collect()
    } else {
        vec![account; scenarios.len()]
    };
    let payer = |i: usize| {
        let of = if own { &scenarios[i].model } else { reference };
        &of.accounts[payers[i].0]
    };
    let mixed = (0..sides.len()).any(|i| payer(i).id != payer(0).id);
    let name = |i: usize| {
        if mixed { format!("{}: {}", payer(i).name, sides[i].name) } else { sides[i].name.clone() }
    };
    let names: Vec<String> = (0..sides.len()).map(name).collect();
    let nanoseconds = |work: &Work| work.nanoseconds(Expectations::None);
    let slowest = scenarios.iter().map(|scenario| Work::of(&scenario.model));
    let slowest =
        slowest.max_by(|a, b| nanoseconds(a).total_cmp(&nanoseconds(b))).unwrap_or_else(|| Work::of(reference));
    let replications = args.common.replications.unwrap_or_else(|| slowest.replications());
    let longest = scenarios.iter().map(|scenario| scenario.model.calendar.years).max().unwrap_or(0);
    // The reference, one other, and what is sorted and joined on the way.
    let bytes = 3 * Nets::bytes(longest, reference.accounts.len(), 1);
    // Variants of one scenario are all of the one file.
    let file = |i: usize| args.scenarios.get(i).unwrap_or(&args.scenarios[0]).as_path();
    let files: Vec<(&Path, &Scenario)> =
        scenarios.iter().enumerate().map(|(i, scenario)| (file(i), *scenario)).collect();
    let job = Job::begin("compare", &args.common, (&files, options(args, &sides)), replications, bytes)?;
    let programmes = programmes(&files);
    let other = |i: usize| Alternative {
        name: &names[i],
        model: &scenarios[i].model,
        programme: &programmes[i],
        account: &payer(i).id,
    };
    let others: Vec<Alternative<'_>> = (0..sides.len()).map(other).collect();
    let one_draw = args.one_draw.clone().unwrap_or_default();
    let weights = weights(&sides);
    let mut found = job.work((&slowest, (scenarios.len(), Expectations::None), 0), |progress| {
        analysis::compare(&others, &one_draw, weights.as_deref(), (job.seed, replications), progress)
    })?;
    // Named variants are assumptions: nobody can choose the best of them.
    if sides.iter().any(|side| side.scenario.variant.is_some()) {
        found.ranking.clear();
    }
    let facts = (scenarios[0], scenario_facts(scenarios[0]));
    let years = found.years.clone();
    let mut report = Report::new("compare", facts, account, job.facts(reference), None, found);
    report.years = years;
    report.further = scenarios[1..].iter().map(|scenario| scenario_facts(scenario)).collect();
    if mixed {
        report.account.clone_from(&report.result.account);
        "each its own payer".clone_into(&mut report.account_name);
    }
    let mut footer = Job::footer(&report);
    if report.result.differences.iter().any(|difference| !difference.one_draw.families) {
        footer = footer.replace(", same luck", "");
    }
    let caption = Caption {
        scenario: &reference.title,
        account: &report.account_name,
        complete: report.complete,
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
            (
                "scenarios",
                Box::new(|| {
                    if report.result.scenarios.len() > MOST_FANS {
                        return plot::ranges(&report.result, &report.span(), &caption);
                    }
                    plot::fans(&report.result, &caption)
                }),
            ),
            ("differences", Box::new(|| plot::differences(&report.result, &report.span(), &caption))),
        ],
    };
    job.deliver(&report, &scenarios, results)
}

/// The scenarios to compare.
fn sides(args: &CompareArgs) -> Result<Vec<Side>, Failure> {
    let loaded = |path: &PathBuf, variant: Option<&str>| load_changed(path, variant, &args.changes);
    let file = &args.scenarios[0];
    if args.scenarios.len() > 1 {
        if args.vary.is_some() || !args.variant.is_empty() {
            return Err(Failure::Usage("--vary and --variant make variants of one scenario; give one file".to_owned()));
        }
        let names = distinct(&args.scenarios).into_iter();
        let named = names.zip(&args.scenarios).map(|(name, file)| Ok(Side::new(&name, loaded(file, None)?)));
        return named.collect();
    }
    let scenario = loaded(file, None)?;
    let changed = |changes: &[Override], option: &str| {
        let with = |scenario: Scenario, change: &Override| {
            scenario.with(change.clone()).map_err(|problems| problems.told_of(change, &format!("{option} {change}")))
        };
        changes.iter().try_fold(scenario.clone(), with)
    };
    if let Some(vary) = &args.vary {
        let value = |value: &String| {
            let change = Override { path: vary.path.clone(), value: value.clone() };
            Ok(Side::new(&format!("{} = {value}", vary.path), changed(&[change], "--vary")?))
        };
        return vary.values.iter().map(value).collect();
    }
    let mut sides = vec![Side::new("the scenario as it is", scenario.clone())];
    for variant in asked(args, &scenario) {
        sides.push(match &variant {
            Variant::Changes(changes) => Side::new(&variant.to_string(), changed(changes, "--variant")?),
            Variant::Named(id) => {
                let scenario = loaded(file, Some(id))?;
                let variant = scenario.variant.as_ref();
                let (name, weight) = variant.map_or((id.clone(), None), |known| (known.title.clone(), known.weight));
                Side { name, scenario, weight }
            }
        });
    }
    Ok(sides)
}

/// The variants asked for; all that the file names where none is.
fn asked(args: &CompareArgs, scenario: &Scenario) -> Vec<Variant> {
    if args.variant.is_empty() && args.vary.is_none() && args.scenarios.len() == 1 {
        return scenario.variants.iter().map(|variant| Variant::Named(variant.id.clone())).collect();
    }
    args.variant.clone()
}

/// How likely each scenario is held to be, where the file gives its variants weights; the scenario as it is has what they leave.
fn weights(sides: &[Side]) -> Option<Vec<f64>> {
    sides.iter().any(|side| side.weight.is_some()).then(|| {
        let mut weights: Vec<f64> = sides.iter().map(|side| side.weight.unwrap_or(0.0)).collect();
        weights[0] = (1.0 - weights.iter().sum::<f64>()).max(0.0);
        weights
    })
}

/// The programme of each scenario: what its file says, else one for each file.
fn programmes(files: &[(&Path, &Scenario)]) -> Vec<String> {
    let first = |file: &Path| files.iter().position(|(known, _)| *known == file).unwrap_or(0);
    let of = |(file, scenario): &(&Path, &Scenario)| {
        scenario.model.programme.clone().unwrap_or_else(|| format!("file {}", first(file) + 1))
    };
    files.iter().map(of).collect()
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

fn options(args: &CompareArgs, sides: &[Side]) -> Vec<String> {
    let mut options: Vec<String> =
        args.vary.iter().map(|vary| format!("--vary={}={}", vary.path, vary.values.join(","))).collect();
    options.extend(asked(args, &sides[0].scenario).iter().map(|variant| format!("--variant={variant}")));
    options.extend(args.one_draw.iter().map(|one_draw| match one_draw {
        OneDraw::Paths(paths) => format!("--common={}", paths.join(",")),
        OneDraw::Nothing => "--common=none".to_owned(),
        OneDraw::All | OneDraw::Programmes => "--common=all".to_owned(),
    }));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
