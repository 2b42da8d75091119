//! The CSV file of reviews.

use super::rows::{Cell, CsvTarget, Rows, number};
use crate::analysis::{NetFacts, ReviewWorth, RuleWorth};
use crate::statistics::Chance;
use std::io;

/// `review.csv`: one row for each way to run the programme: never stopped, always stopped at a year, and each rule by year and least number;
/// the rule of the scenario last.
///
/// # Errors
/// Those of the writer.
pub fn review(target: CsvTarget<'_>, found: &ReviewWorth) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let header = [
        "way",
        "year",
        "at_least",
        "value",
        "value_mcse",
        "worst",
        "worst_mcse",
        "p_stopped",
        "p_stopped_mcse",
        "p_too_soon",
        "p_too_soon_mcse",
        "mean",
        "mean_mcse",
        "p05",
        "shortfall_05",
        "shortfall_05_mcse",
        "p_positive",
        "p_positive_mcse",
    ];
    rows.write_record(header.map(Cell::from))?;
    let blank = |n: usize| std::iter::repeat_n(Cell::default(), n);
    let begin = |way: &'static str, year: Option<i32>, least: Option<u32>| {
        let whole = |value: Option<f64>| value.map_or_else(Cell::default, number);
        [way.into(), whole(year.map(f64::from)), whole(least.map(f64::from))]
    };
    rows.write_record(begin("go_on", None, None).into_iter().chain(blank(8)).chain(net(&found.go_on)))?;
    for stop in &found.stops {
        rows.write_record(begin("stop", Some(stop.year), None).into_iter().chain(blank(8)).chain(net(&stop.net)))?;
    }
    for rule in &found.thresholds {
        let begin = begin("review", Some(rule.year), Some(rule.at_least));
        rows.write_record(begin.into_iter().chain(worth(&rule.worth)))?;
    }
    if let Some(stated) = &found.stated {
        let only = if let [only] = stated.reviews[..] { Some(only) } else { None };
        let begin = begin("scenario", only.map(|at| at.year), only.map(|at| at.at_least));
        rows.write_record(begin.into_iter().chain(worth(&stated.worth)))?;
    }
    rows.flush()
}

fn worth(worth: &RuleWorth) -> impl Iterator<Item = Cell> {
    let amounts = [worth.value, worth.worst].into_iter().flat_map(|found| [found.value, found.mcse]).map(number);
    let chances = [worth.probability_stopped, worth.stopped_though_paying].into_iter().flat_map(chance);
    amounts.chain(chances).chain(net(&worth.net)).collect::<Vec<_>>().into_iter()
}

fn net(net: &NetFacts) -> impl Iterator<Item = Cell> {
    let (mean, worst) = (net.mean, net.expected_shortfall_05);
    let amounts = [mean.value, mean.mcse, net.p05, worst.value, worst.mcse].map(number);
    let positive = net.probability_positive.map_or_else(Default::default, chance);
    amounts.into_iter().chain(positive)
}

fn chance(chance: Chance) -> [Cell; 2] {
    [number(chance.value), number(chance.mcse)]
}
