//! `provenu tornado`.

use super::args::TornadoArgs;
use super::job::{Job, Results, account, bytes_of_outcomes, scenario_facts};
use crate::cli::error::Failure;
use crate::cli::load::load;
use crate::cli::output::width;
use provenu::analysis::{self, Design, Ends, NetBenefit, Pin, Report, Response, fixed_levels, is_movable, swings};
use provenu::model::AccountId;
use provenu::random::Seed;
use provenu::report::{csv, plot, text};
use provenu::scenario::Scenario;
use provenu::simulate::Expectations;

pub fn tornado(args: &TornadoArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let account = account(&scenario.model, args.common.payer.as_ref())?;
    let (fixed, left_out) = fixed_numbers(args, &scenario, account)?;
    let ends = if args.equal_shares {
        Ends::Share(args.share)
    } else {
        Ends::Quantiles { tail: args.tail, share: args.share }
    };
    let seed = Seed::new(args.common.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let trial = NetBenefit::new(&scenario, &fixed, account, seed, &())?;
    let swings = swings(trial.inputs(), ends);
    if swings.is_empty() {
        let message = "no assumption is uncertain; name fixed numbers with --fixed PATH, or --fixed all";
        return Err(Failure::Usage(message.to_owned()));
    }
    for swing in &swings {
        for end in [swing.low, swing.high] {
            let input = &trial.inputs()[swing.input];
            if args.equal_shares || input.distribution.is_fixed() {
                scenario.allows(&input.path, end, &format!("--share {}", args.share))?;
            }
        }
    }
    let simulations = 1 + 2 * swings.len() + if args.stress { swings.len() + 1 } else { 0 };
    let work = trial.work();
    let replications = args.common.replications.unwrap_or_else(|| work.replications_among(simulations));
    // What is moved beside the uncertain ones leaves their figures as they are.
    let uncertain = swings.iter().filter(|swing| !trial.inputs()[swing.input].distribution.is_fixed()).count();
    let means =
        if args.fixed.is_empty() && uncertain > 0 { simulations - 2 * (swings.len() - uncertain) } else { simulations };
    let points = Design::points_within(MEANS_NANOSECONDS, means, work.expectation);
    let options = options(args);
    let bytes = bytes_of_outcomes(&args.common);
    let job = Job::begin(
        "tornado",
        &args.common,
        (&[(args.scenario.scenario.as_path(), &scenario)], options),
        replications,
        bytes,
    )?;
    let values = simulations * Design::size_of(points);
    let (found, draws) = job.work((&work, (simulations, Expectations::None), values), |progress| {
        let response = NetBenefit::new(&scenario, &fixed, account, job.seed, progress).map_err(Failure::from)?;
        let response = response.with_replications(replications);
        let design = Design::new(&response, job.seed, points);
        let mut found = analysis::tornado(&response, &swings, &design)?;
        if args.stress {
            // Certain numbers go wrong with the others where they were asked for.
            let all = !args.fixed.is_empty();
            let bars: Vec<_> = found.bars.iter().filter(|bar| all || !bar.fixed).collect();
            found.stress = Some(analysis::stress(&response, &bars, &design)?);
        }
        Ok::<_, Failure>((found, design.size()))
    })?;
    let facts = (&scenario, scenario_facts(&scenario));
    let report = Report::new("tornado", facts, account, job.facts(&scenario.model), Some(draws), found);
    let footer = Job::footer(&report);
    let caption = Job::caption(&report, &footer);
    let mut results = Results {
        text: text::tornado(&report, &left_out, width()),
        files: vec![("tornado.csv", Box::new(|writer| csv::tornado(writer, &report.result)))],
        pictures: vec![("tornado", Box::new(|| plot::tornado(&report, &caption)))],
    };
    if let Some(stress) = &report.result.stress {
        results.files.push(("stress.csv", Box::new(|writer| csv::stress(writer, stress))));
        results.pictures.push(("stress", Box::new(|| plot::stress(&report, stress, &caption))));
    }
    job.deliver(&report, &[&scenario], results)
}

/// Fixed numbers that are moved by default.
const DECISIVE: usize = 5;

/// Time for all means of exact expectations.
pub const MEANS_NANOSECONDS: f64 = 5e8;

/// The fixed numbers to move, and those of `all` that cannot be.
fn fixed_numbers(
    args: &TornadoArgs,
    scenario: &Scenario,
    account: AccountId,
) -> Result<(Vec<String>, Vec<String>), Failure> {
    if args.fixed.is_empty() {
        return Ok((decisive(scenario, account, args.share)?, Vec::new()));
    }
    if args.fixed == ["none"] {
        return Ok((Vec::new(), Vec::new()));
    }
    if args.fixed.iter().any(|path| path == "all") {
        let moves = |path: &String| is_movable(scenario, path, args.share);
        return Ok(fixed_levels(scenario).into_iter().partition(moves));
    }
    for path in &args.fixed {
        scenario.level(path, "--fixed")?;
    }
    Ok((args.fixed.clone(), Vec::new()))
}

/// The fixed numbers and lists that would move the expected net benefit most if they were off by a share, the most first.
fn decisive(scenario: &Scenario, account: AccountId, share: f64) -> Result<Vec<String>, Failure> {
    let paths = fixed_levels(scenario);
    let response = NetBenefit::new(scenario, &paths, account, Seed::default(), &())?;
    let mut net = response.begin().map_err(Failure::from)?;
    let mut moved = Vec::new();
    for path in paths {
        let Some(input) = response.input(&path) else { continue };
        let base = response.inputs()[input].base;
        let ends = [1.0 - share, 1.0 + share].map(|factor| net(&response.base(&[Pin { input, value: base * factor }])));
        if let [Ok(low), Ok(high)] = ends
            && low != high
        {
            moved.push(((high - low).abs(), path));
        }
    }
    moved.sort_by(|a, b| b.0.total_cmp(&a.0));
    let paths = moved.into_iter().map(|known| known.1);
    Ok(paths.filter(|path| is_movable(scenario, path, share)).take(DECISIVE).collect())
}

fn options(args: &TornadoArgs) -> Vec<String> {
    let mut options = vec![format!("--tail={}", args.tail), format!("--share={}", args.share)];
    options.extend(args.fixed.iter().map(|path| format!("--fixed={path}")));
    options.extend(args.equal_shares.then(|| "--equal-shares".to_owned()));
    options.extend(args.stress.then(|| "--stress".to_owned()));
    options.extend(args.common.payer.iter().map(|payer| format!("--payer={payer}")));
    options
}
