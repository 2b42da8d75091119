//! How far one assumption may slip, and the least that must go wrong.

use super::frame::{Told, framed, listed, whose};
use crate::analysis::{Crossing, LeastAdverse, Level, Moved, ThresholdAnswer};
use crate::document::analysis_tables::least_table;
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{
    Across, BarRow, BarRows, CrossingMarks, Drawing, MOST_ROWS, Marker, Picture, ProbabilityCurve, ValueAxis,
    ValueCurves,
};
use crate::document::table::DataTable;
use crate::document::words::{sentences, upper_first};
use crate::model::Written;
use crate::summary::Outcome;

/// Net benefit and P(net > 0) over a range of values, with the switching values.
#[must_use]
pub fn threshold(outcome: &Outcome<ThresholdAnswer>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let found = &outcome.result.threshold;
    let written = |value: f64| language.written(value, &found.label.form.bare(), &outcome.currency);
    let of = |value: &dyn Fn(&Level) -> f64| found.curve.iter().map(|point| value(&point.level)).collect::<Vec<f64>>();
    let (means, expected) = (of(&|level| level.mean.value), of(&|level| level.expected));
    let marks = |crossing: &Crossing, what: &str| CrossingMarks {
        values: crossing.roots.iter().map(|root| root.value).collect(),
        label: words.crossing(
            what,
            crossing.pays == "always",
            &crossing.roots.iter().map(|root| written(root.value)).collect::<Vec<_>>(),
        ),
    };
    let [rest_at_base, on_average] = labels.pictures.zero;
    let zeros = [marks(&found.expected, rest_at_base), marks(&found.mean, on_average)];
    let probability = found.probability.as_ref().map(|asked| ProbabilityCurve {
        name: labels.probability_net_positive.to_owned(),
        values: of(&|level| level.probability.map_or(0.0, |p| p.value)),
        target: Some(asked.target),
        reached: marks(&asked.crossing, &words.of_cases(asked.target)),
    });
    let whose = whose(outcome, language);
    let all_marks = zeros.iter().chain(probability.as_ref().map(|curve| &curve.reached));
    let mut table = DataTable::new([&found.label.title, labels.at_base, labels.mean, labels.probability_net_positive]);
    for point in &found.curve {
        let level = &point.level;
        let amounts = [level.expected, level.mean.value].map(|amount| language.cell(amount));
        let odds = language.odds_cell(level.probability.as_ref());
        table.row(language.value_cell(&found.label, point.value), amounts.into_iter().chain([odds]));
    }
    let told = Told {
        name: "threshold",
        title: words.threshold_title(&whose),
        description: upper_first(&listed(all_marks.map(|marks| marks.label.clone()))),
        table,
    };
    let drawing = Drawing::Curves(ValueCurves {
        x: ValueAxis::new(&found.label, found.curve.iter().map(|point| point.value).collect(), found.base),
        money: MoneyAxis::covering(means.iter().chain(&expected).copied(), &outcome.currency, language),
        means,
        expected,
        probability,
        zeros,
        legend: [
            words.mean_of_the_rest(&outcome.span()),
            labels.pictures.rest_at_base.to_owned(),
            format!("{}: {}", labels.pictures.the_scenario, written(found.base)),
        ],
    });
    framed(outcome, language, told, drawing)
}

/// The nearest combination at which it no longer pays, or pays, assumption by assumption.
#[must_use]
pub fn least_adverse(outcome: &Outcome<ThresholdAnswer>, language: Language) -> Picture {
    let (words, labels) = (language.words(), &language.labels().pictures);
    let found: &LeastAdverse = &outcome.result.least_adverse;
    let adverse = found.at_medians > 0.0;
    let about = words.nearest_in_all(found.distance.unwrap_or(0.0));
    let told = Told {
        name: "least_adverse",
        title: words.least_adverse_title(adverse, &whose(outcome, language)),
        description: sentences([words.at_medians(found.at_medians, &outcome.currency), listed([about.clone()])]),
        table: least_table(found, language),
    };
    let row = |moved: &Moved| {
        // The unit once.
        let form = moved.label.form.bare();
        let from = if matches!(form, Written::Money { .. }) { &Written::PLAIN } else { &form };
        let ends = [(moved.median, from), (moved.value, &form)];
        let [from, to] = ends.map(|(value, form)| language.written(value, form, &outcome.currency));
        BarRow {
            title: moved.label.title.clone(),
            beneath: moved.label.path.clone(),
            end: Marker { value: moved.score, label: language.decimal(moved.score, 2) },
            part: None,
            remark: words.one_to_other(&from, &to),
        }
    };
    let drawing = Drawing::Rows(BarRows {
        about,
        heading: labels.from_median.to_owned(),
        rows: found.moved.iter().take(MOST_ROWS).map(row).collect(),
        across: Across::Steps { unit: labels.standard_deviations.to_owned(), adverse },
    });
    framed(outcome, language, told, drawing)
}
