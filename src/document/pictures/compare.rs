//! Pictures of a comparison: what each scenario brings, and how each differs from the first.

use super::frame::{Told, framed, listed, whose};
use super::spread::table as spread_table;
use crate::analysis::{AlternativeResult, Comparison, Gap};
use crate::document::analysis_tables::totals;
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{
    Bars, DifferenceRow, DifferenceRows, Drawing, FanPanel, Fans, Picture, RangeAxis, RangeRow, RangeRows, Spread,
    SpreadCourse, SpreadLegend, TwoLengths,
};
use crate::document::words::SharedLuck;
use crate::summary::Outcome;

/// Fans that can be shown side by side.
const MOST_FANS: usize = 8;

/// What each scenario brings: by year, or over the horizon where there are many.
#[must_use]
pub fn scenarios(outcome: &Outcome<Comparison>, language: Language) -> Picture {
    let many = outcome.result.scenarios.len() > MOST_FANS;
    if many { ranges(outcome, language) } else { fans(outcome, language) }
}

/// The cumulative net benefit of each scenario by year.
#[must_use]
pub fn fans(outcome: &Outcome<Comparison>, language: Language) -> Picture {
    let comparison = &outcome.result;
    let panel = |scenario: &AlternativeResult| FanPanel {
        name: scenario.name.clone(),
        remark: odds_of(scenario, language),
        course: SpreadCourse {
            years: scenario.cumulative.iter().map(|year| year.year).collect(),
            spreads: scenario.cumulative.iter().map(|year| Spread::of(&year.quantiles, year.expected)).collect(),
        },
    };
    let panels: Vec<FanPanel> = comparison.scenarios.iter().map(panel).collect();
    let all = panels.iter().flat_map(|panel| &panel.course.spreads).flat_map(Spread::reach);
    let drawing = Drawing::Fans(Fans {
        money: MoneyAxis::covering(all, &outcome.currency, language),
        years: comparison.years.len(),
        // Where horizons differ 1 January of the first year lies outside.
        from_zero: !comparison.cut,
        panels,
        legend: SpreadLegend::of(language),
    });
    let title = language.words().cumulative_title(&whose(outcome, language));
    of_scenarios(outcome, title, drawing, language)
}

/// What each of many scenarios brings over the horizon.
#[must_use]
pub fn ranges(outcome: &Outcome<Comparison>, language: Language) -> Picture {
    let labels = language.labels();
    let row = |(name, spread): (String, Spread), scenario: &AlternativeResult| {
        let odds = scenario.cumulative.last().and_then(|last| last.probability_positive);
        RangeRow { name, spread, remark: language.odds_cell(odds.as_ref()).text }
    };
    let rows = at_end(outcome).map(|(scenario, spread)| row((scenario.name.clone(), spread), scenario));
    let rows: Vec<RangeRow> = rows.collect();
    let drawing = Drawing::Ranges(RangeRows {
        across: RangeAxis::Money(MoneyAxis::covering(
            rows.iter().flat_map(|row| row.spread.reach()),
            &outcome.currency,
            language,
        )),
        heading: labels.probability_net_positive.to_owned(),
        rows,
        legend: SpreadLegend::of(language),
    });
    let title = language.words().net_benefit_title(&outcome.span(), &outcome.account().name);
    of_scenarios(outcome, title, drawing, language)
}

/// Each scenario with its spread at the end of the last year.
fn at_end(outcome: &Outcome<Comparison>) -> impl Iterator<Item = (&AlternativeResult, Spread)> {
    let last = |scenario: &AlternativeResult| {
        scenario.cumulative.last().map(|last| Spread::of(&last.quantiles, last.expected))
    };
    outcome.result.scenarios.iter().filter_map(move |scenario| Some((scenario, last(scenario)?)))
}

fn odds_of(scenario: &AlternativeResult, language: Language) -> String {
    let odds = scenario.cumulative.last().map(|last| last.probability_positive.as_ref());
    odds.map_or_else(String::new, |odds| language.words().probability_net(odds))
}

fn of_scenarios(outcome: &Outcome<Comparison>, title: String, drawing: Drawing, language: Language) -> Picture {
    let all: Vec<(&AlternativeResult, Spread)> = at_end(outcome).collect();
    let remark = |scenario: &AlternativeResult| format!("{}: {}", scenario.name, odds_of(scenario, language));
    let heading = language.words().net_benefit_of(&outcome.span());
    let rows = all.iter().map(|(scenario, spread)| (scenario.name.clone(), spread));
    let told = Told {
        name: "scenarios",
        title,
        description: listed(all.iter().map(|(scenario, _)| remark(scenario))),
        table: spread_table(&heading, rows, language),
    };
    compared(outcome, told, drawing, language)
}

fn compared(outcome: &Outcome<Comparison>, told: Told, drawing: Drawing, language: Language) -> Picture {
    let apart = outcome.result.differences.iter().any(|difference| !difference.one_draw.families);
    let luck = if apart { SharedLuck::Own } else { SharedLuck::Same };
    Picture { footer: language.words().footer(&outcome.run, luck), ..framed(outcome, language, told, drawing) }
}

/// How each scenario differs from the first.
#[must_use]
pub fn differences(outcome: &Outcome<Comparison>, language: Language) -> Picture {
    let (words, labels) = (language.words(), &language.labels().pictures);
    let comparison = &outcome.result;
    let ends = comparison.differences.iter().flat_map(|difference| {
        let bars = &difference.histogram;
        [bars.from, bars.from + bars.width * bars.counts.len() as f64]
    });
    let money = MoneyAxis::covering(ends, &outcome.currency, language);
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    for difference in &comparison.differences {
        let account = difference.accounts.iter().find(|account| account.id == comparison.account);
        let Some(gap) = account.and_then(|account| account.cumulative.last()) else { continue };
        let histogram = &difference.histogram;
        let mean = money.signed(gap.mean);
        let mean_label = TwoLengths { long: words.mean_difference(&mean), short: mean };
        let better = better(gap, language);
        remarks.push(format!("{}: {}, {}", difference.name, mean_label.long, better.long));
        // What is exactly as good is not drawn.
        let counts = if gap.equal.value == 1.0 { &[][..] } else { &histogram.counts };
        rows.push(DifferenceRow {
            // A variant with several changes has a line for each.
            name: difference.name.split("; ").map(str::to_owned).collect(),
            bars: Bars {
                from: histogram.from,
                width: histogram.width,
                heights: counts.iter().map(|count| *count as f64).collect(),
            },
            mean: gap.mean,
            mean_label,
            better,
        });
    }
    let reference = comparison.scenarios.first().map_or("", |scenario| &scenario.name);
    let told = Told {
        name: "differences",
        title: words.differences_title(&outcome.span(), &whose(outcome, language)),
        description: listed(remarks),
        table: totals(outcome, language),
    };
    let drawing = Drawing::Differences(DifferenceRows {
        money,
        about: words.difference_from(reference),
        legend: labels.worse_better.map(str::to_owned),
        rows,
    });
    compared(outcome, told, drawing, language)
}

/// How often one is better, and in the long form how often it is exactly as good.
fn better(gap: &Gap, language: Language) -> TwoLengths {
    let words = language.words();
    let equal = gap.equal.is_mixed().then_some(&gap.equal);
    TwoLengths { long: words.better_in(gap.better.as_ref(), equal), short: words.better_in(gap.better.as_ref(), None) }
}
