//! How many replications a wished precision takes.

use super::stress::heading;
use super::{columns, finish, sentence_end, wrapped};
use crate::analysis::Plan;
use crate::random::RANDOMISATIONS;
use crate::random::Sampling;
use crate::report::number::{points, whole};
use crate::simulate::{Expectations, Work};
use crate::summary::{FIRST_STAGE, MARGIN, Outcome};
use std::fmt::Write as _;

/// What each way of sampling takes. The work of one replication tells the time.
#[must_use]
pub fn plan(report: &Outcome<Plan>, work: &Work, width: usize) -> String {
    let Plan { targets, ways } = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let mut table = columns(width);
    let mean = targets.mcse.map(|mcse| format!("mean ± {}", whole(mcse)));
    let probability = targets.probability.map(|mcse| format!("P(> 0) ± {}", points(mcse)));
    let header = [
        Some("REPLICATIONS FOR".to_owned()),
        mean.clone(),
        mean.map(|mean| format!("{mean}, exact")),
        probability,
        Some("a run takes".to_owned()),
    ];
    table.set_header(header.into_iter().flatten());
    for way in ways {
        let needed = [
            (targets.mcse, way.for_mean),
            (targets.mcse, way.for_mean_conditional),
            (targets.probability, way.for_probability),
        ];
        let cells = needed.into_iter().filter(|(target, _)| target.is_some());
        let cells = cells.map(|(_, needed)| needed.map_or_else(|| "none".to_owned(), |n| whole(n.max(2.0))));
        let run = way.run.map_or_else(|| "none".to_owned(), |run| whole(run as f64));
        table.add_row(std::iter::once(way.sampling.to_owned()).chain(cells).chain([run]));
    }
    text.push_str(&finish(table));
    let largest = ways.iter().filter_map(|way| way.trials.last()).map(|trial| trial.replications).max().unwrap_or(0);
    let exact = if targets.mcse.is_some() {
        let unit = sentence_end(&format!("The error of the mean is in {}", report.currency));
        format!(" {unit} \"exact\" is the mean of the replications' exact expectations, which carries no chance.")
    } else {
        String::new()
    };
    let seconds = |expectations| whole((work.nanoseconds(expectations) * 1e-3).ceil());
    let mut time = format!("{} s", seconds(work.expectations(Sampling::Random)));
    if work.expectations(Sampling::Random) != Expectations::Every {
        let _ = write!(time, " with random draws, {} s under lhs and sobol,", seconds(Expectations::Every));
    }
    let note = format!(
        "From trials of up to {} replications each. Errors of lhs and sobol come from {RANDOMISATIONS} independent randomisations, are \
         known to about a tenth, and count with that on top, as in a run with a target; their replications are rounded up to whole \
         randomisations, of sobol to powers of two.{exact} A million replications take about {time} on one core. What a run with these \
         targets takes: stages from {} replications on, each at most twice the one before, {} % more than then seems needed, until \
         its own errors are small enough. They differ from the trials' by chance, so that it may be a stage more or less.",
        whole(largest as f64),
        whole(FIRST_STAGE as f64),
        whole((MARGIN - 1.0) * 100.0)
    );
    text.push_str(&wrapped(&note, width, ""));
    text
}
