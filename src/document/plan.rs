//! How many replications a wished precision takes.

use super::stress::opening;
use super::words::PlanNote;
use super::{DataTable, Document, Language, TableCell, pictures};
use crate::analysis::Plan;
use crate::summary::Outcome;

/// What each way of sampling takes.
#[must_use]
pub fn plan(report: &Outcome<Plan>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let Plan { targets, ways, seconds_a_million, seconds_a_million_designed } = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    let mean = targets.mcse.map(|mcse| words.mean_to(mcse));
    let exact = mean.as_ref().map(|mean| words.exact(mean));
    let probability = targets.probability.map(|mcse| words.probability_to(mcse));
    let percentile = targets.percentile.map(|target| words.quantile_to(target.p, target.mcse));
    let first = Some(labels.replications_for.to_owned());
    let titles = [first, mean, exact, probability, percentile, Some(labels.a_run_takes.to_owned())];
    let mut table = DataTable::new(titles.into_iter().flatten());
    let count = |n: Option<f64>| n.map_or_else(|| labels.no_number.into(), |n| language.cell(n));
    for way in ways {
        let needed = [
            (targets.mcse, way.for_mean),
            (targets.mcse, way.for_mean_conditional),
            (targets.probability, way.for_probability),
            (targets.percentile.map(|target| target.mcse), way.for_percentile),
        ];
        let cells = needed.into_iter().filter(|(target, _)| target.is_some());
        let cells = cells.map(|(_, needed)| count(needed.map(|n| n.max(2.0))));
        let run = count(way.run.map(|run| run as f64));
        table.row(way.sampling, cells.chain([run]).collect::<Vec<TableCell>>());
    }
    let note = PlanNote {
        trials: ways.iter().filter_map(|way| way.trials.last()).map(|trial| trial.replications).max().unwrap_or(0),
        exact_in: targets.mcse.map(|_| language.currency(&report.currency)),
        seconds: seconds_a_million.ceil(),
        seconds_designed: seconds_a_million_designed.map(f64::ceil),
    };
    page.section().table(table).note(words.plan_note(&note)).picture(pictures::planned(report, language));
    page
}
