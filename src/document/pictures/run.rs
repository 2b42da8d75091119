//! Pictures of a run: the net benefit by year and over the horizon, and when the money is back.

use super::frame::{Told, framed, whose};
use super::spread::table as spread_table;
use crate::document::break_even;
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{
    AmountHistogram, Bars, Drawing, Fan, Marker, Picture, Spread, SpreadCourse, SpreadLegend, TwoLengths, YearBar,
    YearBars,
};
use crate::document::table::{DataTable, RowKind};
use crate::document::words::sentences;
use crate::summary::{BreakEvenSummary, Outcome, Summary, quantile_at};

/// The cumulative net benefit by year, with bands and the expected business case.
#[must_use]
pub fn cumulative(outcome: &Outcome<Summary>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let years = &outcome.result.headline.cumulative;
    let pairs = years.iter().zip(&outcome.result.expected.cumulative);
    let spreads: Vec<Spread> = pairs.map(|(year, expected)| Spread::of(&year.quantiles, *expected)).collect();
    let course = SpreadCourse { years: years.iter().map(|year| year.year).collect(), spreads };
    let money = MoneyAxis::covering(course.spreads.iter().flat_map(Spread::reach), &outcome.currency, language);
    let last = course.spreads.last().cloned().unwrap_or_default();
    let (low, high) = last.bands[0];
    let [lowest, highest] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let ends = [
        (highest.as_str(), high),
        (labels.pictures.median, last.median),
        (labels.pictures.expected, last.expected),
        (lowest.as_str(), low),
    ];
    let rows = course.years.iter().map(i32::to_string).zip(&course.spreads);
    let told = Told {
        name: "cumulative",
        title: words.cumulative_title(&whose(outcome, language)),
        description: sentences([
            words.median_by_then(&outcome.span(), last.median, &outcome.currency),
            words.nine_of_ten([low, high], &outcome.currency),
        ]),
        table: spread_table(labels.cumulative_by_year, rows, language),
    };
    let drawing = Drawing::Fan(Fan {
        ends: ends.map(|(name, amount)| format!("{name}: {}", money.label(amount))),
        money,
        course,
        years_label: labels.pictures.end_of.to_owned(),
        legend: SpreadLegend::of(language),
    });
    framed(outcome, language, told, drawing)
}

/// The distribution of the net benefit over the horizon, loss and gain told apart.
#[must_use]
pub fn net_benefit(outcome: &Outcome<Summary>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let net = &outcome.result.headline.net_benefit;
    let expected = outcome.result.expected.total;
    let counted = &net.histogram;
    let n: u64 = counted.counts.iter().sum::<u64>() + counted.below + counted.above;
    let share = |count: u64| count as f64 / n as f64;
    let heights = counted.counts.iter().map(|count| share(*count)).collect();
    let bars = Bars { from: counted.from, width: counted.width, heights };
    let low = bars.from.min(expected).min(0.0) - bars.width;
    let high = bars.edge(bars.heights.len()).max(expected).max(0.0) + bars.width;
    let money = MoneyAxis::covering([low, high], &outcome.currency, language);
    let quantile = |p| quantile_at(&net.quantiles, p).map_or(0.0, |quantile| quantile.value);
    let marker = |name: &str, value: f64| Marker { value, label: format!("{name} {}", money.amount(value)) };
    let pays = match &net.probability_positive {
        None => words.how_likely_is_withheld(&outcome.account().name),
        Some(chance) => words.pays(&outcome.span(), chance),
    };
    let mut table = DataTable::new([labels.tornado[1], labels.tornado[2], labels.share]);
    for (i, height) in bars.heights.iter().enumerate() {
        let [from, to] = [i, i + 1].map(|i| language.cell(bars.edge(i)));
        table.row(from, [to, language.percent_cell(*height, 2)]);
    }
    let told = Told {
        name: "net_benefit",
        title: words.net_benefit_title(&outcome.span(), &whose(outcome, language)),
        description: sentences([pays, words.nine_of_ten([0.05, 0.95].map(quantile), &outcome.currency)]),
        table,
    };
    let withheld = || labels.pictures.odds_withheld.to_owned();
    let beyond = [(counted.below, false), (counted.above, true)];
    let drawing = Drawing::Histogram(AmountHistogram {
        odds: net.probability_positive.map(|gain| words.odds(&gain)).ok_or_else(withheld),
        median: marker(labels.pictures.median, quantile(0.5)),
        expected: marker(labels.pictures.expected_case, expected),
        beyond: beyond.map(|(count, right)| (count > 0).then(|| words.lie_beyond(share(count), right))),
        money,
        bars,
    });
    framed(outcome, language, told, drawing)
}

/// When the investment has paid for itself, year by year.
#[must_use]
pub fn break_even(outcome: &Outcome<Summary>, even: &BreakEvenSummary, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let span = outcome.span();
    let first = outcome.result.expected.break_even_year;
    let bar = |(year, by_then): (&crate::summary::YearProbability, &crate::summary::YearProbability)| YearBar {
        year: year.year,
        share: year.probability(),
        label: TwoLengths { long: language.chance(&year.chance, 1), short: language.chance(&year.chance, 0) },
        reached: by_then.probability(),
        reached_label: language.chance(&by_then.chance, 1),
    };
    let [title, _, first_even, by_then, _] = labels.break_even;
    let mut table = DataTable::new([title, first_even, by_then]);
    for (year, reached) in even.by_year.iter().zip(&even.by_end_of) {
        table.row(year.year.to_string(), [&year.chance, &reached.chance].map(|chance| language.chance_cell(chance)));
    }
    table.add(RowKind::Total, labels.not_within, [language.chance_cell(&even.not_within_horizon.chance)]);
    let told = Told {
        name: "break_even",
        title: words.break_even_title(&whose(outcome, language)),
        description: break_even::simulated(even, &span, language),
        table,
    };
    let drawing = Drawing::Years(YearBars {
        about: labels.pictures.first_even.to_owned(),
        years: even.by_year.iter().zip(&even.by_end_of).map(bar).collect(),
        reached_legend: labels.pictures.reached_by_end.to_owned(),
        never: even.not_within_horizon.probability(),
        never_label: language.chance(&even.not_within_horizon.chance, 1),
        never_name: [labels.pictures.not.to_owned(), words.in_span(&span)],
        expected: first.and_then(|year| even.by_year.iter().position(|entry| entry.year == year)),
        expected_label: words.expected_even(first, &span),
    });
    framed(outcome, language, told, drawing)
}
