//! The picture of what a review is worth by its least number.

use super::frame::{Told, framed, whose};
use crate::analysis::{Best, ReviewWorth, StopRule};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{CrossingMarks, Drawing, Picture, ProbabilityCurve, ValueAxis, ValueCurves};
use crate::document::review::answer;
use crate::document::table::DataTable;
use crate::model::{Label, Written};
use crate::summary::Outcome;

/// The trade-off of one year: the mean and the worst outcomes against the better without a review, and how often it stops, by the least
/// number. Of the scenario's year where it has one review, else of the year whose best rule is best; `None` where there is nothing to draw.
#[must_use]
pub fn review(outcome: &Outcome<ReviewWorth>, language: Language) -> Option<Picture> {
    let (words, labels, found) = (language.words(), language.review_labels(), &outcome.result);
    let stated = found.stated.as_ref().and_then(|stated| match stated.reviews[..] {
        [only] => Some(only),
        _ => None,
    });
    let year = match (found.best, stated) {
        (Best::Review { year, .. } | Best::Stop { year }, _) => year,
        (Best::GoOn, Some(own)) => own.year,
        (Best::GoOn, None) => found.best_rule()?.year,
    };
    let rules: Vec<&StopRule> = found.thresholds.iter().filter(|rule| rule.year == year).collect();
    let best = found.best_of(year)?;
    let safest = rules.iter().copied().reduce(|a, b| if b.worth.worst.value > a.worth.worst.value { b } else { a })?;
    let of = |value: &dyn Fn(&StopRule) -> f64| rules.iter().map(|rule| value(rule)).collect::<Vec<f64>>();
    let (means, worst) = (of(&|rule| rule.worth.value.value), of(&|rule| rule.worth.worst.value));
    let own = stated.filter(|own| own.year == year);
    let marked = own.map_or(best.at_least, |own| own.at_least);
    let label = Label {
        path: "review.at_least".to_owned(),
        title: labels.at_least.to_owned(),
        unit: None,
        form: Written::PLAIN,
    };
    let mut table = DataTable::new([
        labels.rules[1],
        labels.rules[2],
        labels.rules[3],
        labels.ways[3],
        labels.ways[4],
        labels.rules[4],
        labels.rules[5],
    ]);
    for StopRule { at_least, worth, .. } in &rules {
        let amounts = [worth.value.value, worth.value.mcse, worth.worst.value, worth.worst.mcse];
        let chances = [&worth.probability_stopped, &worth.stopped_though_paying];
        let chances = chances.map(|chance| language.odds_cell(Some(chance)));
        table.row(language.whole(f64::from(*at_least)), amounts.map(|x| language.cell(x)).into_iter().chain(chances));
    }
    let marks = |rule: &StopRule, what: &str| CrossingMarks {
        values: vec![f64::from(rule.at_least)],
        label: words.highest(what, rule.at_least),
    };
    let [mean_name, worst_name] = labels.curves;
    let [stops, how_often] = labels.stops;
    let drawing = Drawing::Curves(ValueCurves {
        x: ValueAxis::new(&label, of(&|rule| f64::from(rule.at_least)), f64::from(marked)),
        money: MoneyAxis::covering(means.iter().chain(&worst).copied(), &outcome.currency, language),
        means,
        expected: worst,
        probability: Some(ProbabilityCurve {
            name: stops.to_owned(),
            values: of(&|rule| rule.worth.probability_stopped.value),
            target: None,
            reached: CrossingMarks { values: Vec::new(), label: how_often.to_owned() },
        }),
        zeros: [marks(safest, labels.ways[3]), marks(best, labels.ways[1])],
        legend: [mean_name.to_owned(), worst_name.to_owned(), words.marked(marked, own.is_some())],
    });
    let told = Told {
        name: "review",
        title: words.review_title(year, &whose(outcome, language)),
        description: answer(outcome, language),
        table,
    };
    Some(framed(outcome, language, told, drawing))
}
