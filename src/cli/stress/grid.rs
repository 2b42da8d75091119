//! `provenu grid`.

use super::args::{GridArgs, Span};
use super::job::{Job, Results, account, bytes_of_outcomes, scenario_facts};
use super::tornado::MEANS_NANOSECONDS;
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Design, NetBenefit, Report, even_steps, rounded};
use provenu::distribution::Univariate;
use provenu::random::Seed;
use provenu::report::{csv, plot, text};
use provenu::scenario::Scenario;
use provenu::simulate::Expectations;

pub fn grid(args: &GridArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let account = account(&scenario.model, args.common.payer.as_ref())?;
    if args.x.path == args.y.path {
        return Err(Failure::Usage(format!("--x and --y are both {}; give two assumptions", args.x.path)));
    }
    let values = [values(&scenario, &args.x, "--x")?, values(&scenario, &args.y, "--y")?];
    let paths = [&args.x, &args.y].map(|span| span.path.clone());
    let seed = Seed::new(args.common.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let trial = NetBenefit::new(&scenario, &paths, account, seed, &())?;
    let input =
        |path: &str| trial.input(path).ok_or_else(|| Failure::Usage(format!("{path} cannot be varied by itself")));
    let inputs = [input(&paths[0])?, input(&paths[1])?];
    let cells = values[0].len() * values[1].len();
    let work = trial.work();
    let replications = args.common.replications.unwrap_or_else(|| work.replications_among(cells));
    let points = Design::points_within(2.0 * MEANS_NANOSECONDS, cells, work.expectation);
    let mut options = vec![format!("--x={}", written(&args.x)), format!("--y={}", written(&args.y))];
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    let bytes = bytes_of_outcomes(&args.common);
    let job = Job::begin(
        "grid",
        &args.common,
        (&[(args.scenario.scenario.as_path(), &scenario)], options),
        replications,
        bytes,
    )?;
    let [x, y] = values;
    let simulations = if trial.is_repriced(&inputs, replications) { 1 } else { cells };
    let values = cells * Design::size_of(points);
    let (found, draws) = job.work((&work, (simulations, Expectations::None), values), |progress| {
        let response = NetBenefit::new(&scenario, &paths, account, job.seed, progress).map_err(Failure::from)?;
        let response = response.with_replications(replications).simulated_once(&inputs)?;
        let design = Design::new(&response, job.seed, points);
        let found = analysis::grid(&response, (inputs[0], x), (inputs[1], y), &design)?;
        Ok::<_, Failure>((found, design.size()))
    })?;
    let facts = (&scenario, scenario_facts(&scenario));
    let report = Report::new("grid", facts, account, job.facts(&scenario.model), Some(draws), found);
    let footer = Job::footer(&report);
    let caption = Job::caption(&report, &footer);
    let results = Results {
        text: text::grid(&report, width()),
        files: vec![("grid.csv", Box::new(|writer| csv::grid(writer, &report.result)))],
        pictures: vec![("grid", Box::new(|| plot::grid(&report, &caption)))],
    };
    job.deliver(&report, &[&scenario], results)
}

/// The values along a side, both ends allowed.
fn values(scenario: &Scenario, span: &Span, option: &str) -> Result<Vec<f64>, Failure> {
    let number = scenario.number(&span.path, option)?;
    let (low, high) = match (span.ends, number.parameter) {
        (Some(ends), _) => ends,
        (None, Some(parameter)) => {
            let distribution = &scenario.model.parameters[parameter].distribution;
            let ends = (distribution.quantile(0.01), distribution.quantile(0.99));
            return through(scenario, span, option, (number.base, ends));
        }
        (None, None) if number.base == 0.0 => {
            let message = format!("{option} {}: fixed at 0; give a range, {}=LOW..HIGH", span.path, span.path);
            return Err(Failure::Usage(message));
        }
        (None, None) => {
            let half = number.base.abs() / 2.0;
            let ends = (number.base - half, number.base + half);
            return through(scenario, span, option, (number.base, ends));
        }
    };
    for end in [low, high] {
        scenario.allows(&span.path, end, option)?;
    }
    if low >= high {
        return Err(Failure::Usage(format!("{option} {}: from {low} to {high} is no range", span.path)));
    }
    Ok(even_steps(low, high, span.steps))
}

/// Even steps over about a range, one of them exactly the scenario's own value, so that its cell is what the scenario gives; as far as
/// the number may go.
fn through(
    scenario: &Scenario,
    span: &Span,
    option: &str,
    (base, (low, high)): (f64, (f64, f64)),
) -> Result<Vec<f64>, Failure> {
    scenario.allows(&span.path, base, option)?;
    let step = (high.max(base) - low.min(base)) / (span.steps - 1) as f64;
    let steps = |to: f64| ((to - base) / step).round() as i32;
    let values = (steps(low.min(base))..=steps(high.max(base))).map(|k| rounded(base + f64::from(k) * step));
    let allowed = |value: &f64| *value == base || scenario.allows(&span.path, *value, option).is_ok();
    let values: Vec<f64> = values.map(|value| if (value - base).abs() < step / 2.0 { base } else { value }).collect();
    let values: Vec<f64> = values.into_iter().filter(allowed).collect();
    if values.len() < 2 {
        return Err(Failure::Usage(format!("{option} {}: from {low} to {high} is no range", span.path)));
    }
    Ok(values)
}

fn written(span: &Span) -> String {
    match span.ends {
        Some((low, high)) => format!("{}={low}..{high}:{}", span.path, span.steps),
        None => span.path.clone(),
    }
}
