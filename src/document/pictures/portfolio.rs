//! The picture of several programmes.

use super::frame::{Told, framed, whose};
use crate::analysis::Portfolio;
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Drawing, Picture, RangeAxis, RangeRow, RangeRows, Spread, SpreadLegend};
use crate::document::portfolio::{answer, table};
use crate::document::words::SharedLuck;
use crate::summary::{NetBenefit, Outcome};

/// Programmes that are drawn at most, beside the total.
const MOST: usize = 15;

/// The range of each programme and of all together, on one axis.
#[must_use]
pub fn portfolio(outcome: &Outcome<Portfolio>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.portfolio_labels());
    let found = &outcome.result;
    let row = |name: &str, net: &NetBenefit, expected: f64| RangeRow {
        name: name.to_owned(),
        spread: Spread::of(&net.quantiles, expected),
        remark: language.odds_cell(net.probability_positive.as_ref()).text,
    };
    let shown = if found.programmes.len() <= MOST { &found.programmes[..] } else { &[] };
    let mut rows: Vec<RangeRow> = shown.iter().map(|of| row(&of.name, &of.net_benefit, of.expected)).collect();
    rows.push(row(labels.together, &found.total, found.programmes.iter().map(|of| of.expected).sum()));
    let ends = rows.iter().flat_map(|row| row.spread.reach());
    let drawing = Drawing::Ranges(RangeRows {
        across: RangeAxis::Money(MoneyAxis::covering(ends, &outcome.currency, language)),
        heading: labels.heading.to_owned(),
        rows,
        legend: SpreadLegend::of(language),
    });
    let told = Told {
        name: "portfolio",
        title: words.portfolio_title(&outcome.span(), &whose(outcome, language)),
        description: answer(outcome, language),
        table: table(outcome, language),
    };
    Picture { footer: words.footer(&outcome.run, SharedLuck::Own), ..framed(outcome, language, told, drawing) }
}
