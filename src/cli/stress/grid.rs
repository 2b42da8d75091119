//! `provenu grid`.

use super::args::{GridArgs, Span};
use super::job::{Job, Results, account, bytes_of_outcomes, scenario_facts};
use super::tornado::MEANS_NANOSECONDS;
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Design, NetBenefit, Report, even_steps};
use provenu::distribution::Univariate;
use provenu::random::Seed;
use provenu::report::{csv, plot, text};
use provenu::scenario::Scenario;

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
        (std::slice::from_ref(&args.scenario.scenario), options),
        replications,
        bytes,
    )?;
    let [x, y] = values;
    let (found, draws) = job.work(cells, |progress| {
        let response = NetBenefit::new(&scenario, &paths, account, job.seed, progress).map_err(Failure::from)?;
        let response = response.with_replications(replications);
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
            (distribution.quantile(0.01), distribution.quantile(0.99))
        }
        (None, None) => {
            let message =
                format!("{option} {}: this number is fixed; give a range, {}=LOW..HIGH", span.path, span.path);
            return Err(Failure::Usage(message));
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

fn written(span: &Span) -> String {
    match span.ends {
        Some((low, high)) => format!("{}={low}..{high}:{}", span.path, span.steps),
        None => span.path.clone(),
    }
}
