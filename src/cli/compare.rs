//! `provenu compare`.

use super::args::{ChangeArgs, CompareArgs, VariantArg};
use super::error::Failure;
use super::job::{Job, Results, account, seed};
use super::load::load_changed;
use provenu::analysis::{OneDraw, ScenarioComparison, Side};
use provenu::document;
use provenu::report::csv;
use provenu::scenario::{Override, Scenario, Visible};
use provenu::summary::Planned;
use std::path::{Path, PathBuf};

/// A side with the name of its file, or as typed, its invisible characters shown: pictures cannot hold them.
fn side(name: &str, scenario: Scenario) -> Side {
    Side { name: Visible(name).to_string(), scenario, weight: None }
}

pub fn compare(args: &CompareArgs) -> Result<(), Failure> {
    let sides = sides(args)?;
    let scenarios: Vec<&Scenario> = sides.iter().map(|side| &side.scenario).collect();
    let seen_from = account(scenarios[0], args.common.payer.as_ref())?;
    // A variant may have its own perspective; another file is seen from the perspective of the first.
    let own = args.common.payer.is_none() && args.scenarios.len() == 1;
    let one_draw = args.one_draw.clone().unwrap_or_default();
    let (account, replications) = ((!own).then_some(seen_from), args.common.replications);
    let comparison = ScenarioComparison::new(&sides, account, one_draw, seed(args.common.job.seed)?, replications)?;
    let effort = comparison.effort(args.common.job.cores());
    // Variants of one scenario come from one file.
    let file = |i: usize| args.scenarios.get(i).unwrap_or(&args.scenarios[0]).as_path();
    let files: Vec<(&Path, &Scenario)> =
        scenarios.iter().enumerate().map(|(i, scenario)| (file(i), *scenario)).collect();
    let job = Job::begin(&args.common.job, "-compare", &files, &effort)?;
    job.foretell(&effort);
    let outcome = job.work(|progress| comparison.outcome(progress))?;
    let language = scenarios[0].model.language;
    let results = Results::new(document::compare(&outcome, language), csv::of_comparison(&outcome));
    job.deliver(&outcome, &scenarios, "compare", Some(options(args, &sides)), results)
}

/// The scenarios to compare.
fn sides(args: &CompareArgs) -> Result<Vec<Side>, Failure> {
    let loaded = |path: &PathBuf| load_changed(path, None, &args.changes);
    let file = &args.scenarios[0];
    if args.scenarios.len() > 1 {
        if args.vary.is_some() || !args.variant.is_empty() {
            return Err(Failure::Usage("--vary and --variant make variants of one scenario; give one file".to_owned()));
        }
        return files(&args.scenarios, &args.changes);
    }
    let scenario = loaded(file)?;
    let changed = |changes: &[Override], option: &str| {
        let with = |scenario: Scenario, change: &Override| {
            scenario.with(change.clone()).map_err(|problems| problems.told_of(change, &format!("{option} {change}")))
        };
        changes.iter().try_fold(scenario.clone(), with)
    };
    if let Some(vary) = &args.vary {
        let value = |value: &String| {
            let change = Override::new(&vary.path, value);
            let model = &scenario.model;
            let name = model.language.varied(&model.label(&vary.path), value, &model.currency);
            Ok(side(&name, changed(&[change], "--vary")?))
        };
        return vary.values.iter().map(value).collect();
    }
    let mut sides = vec![Side::as_it_is(scenario.clone())];
    for variant in asked(args, &scenario) {
        sides.push(match &variant {
            VariantArg::Changes(changes) => side(&variant.to_string(), changed(changes, "--variant")?),
            VariantArg::Named(id) => Side::in_variant(scenario.in_variant(id)?),
        });
    }
    Ok(sides)
}

/// Several files, each by its stem, all told in the language of the first.
pub(super) fn files(files: &[PathBuf], changes: &ChangeArgs) -> Result<Vec<Side>, Failure> {
    let loaded = |path: &PathBuf| load_changed(path, None, changes);
    let language = loaded(&files[0])?.model.language;
    let told = |path: &PathBuf| match loaded(path)? {
        scenario if scenario.model.language == language => Ok::<_, Failure>(scenario),
        scenario => Ok(scenario.told_in(language)?),
    };
    distinct(files).into_iter().zip(files).map(|(name, file)| Ok(side(&name, told(file)?))).collect()
}

/// How `--common` is typed.
pub(super) fn common_option(one_draw: &OneDraw) -> String {
    match one_draw {
        OneDraw::Paths(paths) => format!("--common={}", paths.join(",")),
        OneDraw::Nothing => "--common=none".to_owned(),
        OneDraw::All | OneDraw::Programmes => "--common=all".to_owned(),
    }
}

/// The variants asked for; all that the file names where none is.
fn asked(args: &CompareArgs, scenario: &Scenario) -> Vec<VariantArg> {
    if args.variant.is_empty() && args.vary.is_none() && args.scenarios.len() == 1 {
        return scenario.variants.iter().map(|variant| VariantArg::Named(variant.id.clone())).collect();
    }
    args.variant.clone()
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

/// What the answer depends on.
fn options(args: &CompareArgs, sides: &[Side]) -> Vec<String> {
    let mut options: Vec<String> =
        args.vary.iter().map(|vary| format!("--vary={}={}", vary.path, vary.values.join(","))).collect();
    options.extend(asked(args, &sides[0].scenario).iter().map(|variant| format!("--variant={variant}")));
    options.extend(args.one_draw.iter().map(common_option));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
