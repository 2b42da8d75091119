//! The S-curve: how likely each amount is exceeded, and the table of losses that follows from it.

use super::frame::{Told, framed, whose};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Drawing, ExceedanceCurve, Marker, Picture, PointOfCurve};
use crate::document::table::DataTable;
use crate::document::words::sentences;
use crate::statistics::Chance;
use crate::summary::{AmountProbability, NetBenefit, Outcome, Summary, quantile_at};

/// Labels nearer to each other than this share of the height are not both shown.
const ROOM: f64 = 0.07;
/// The least probability of a loss that is told in words.
const NOT_RARE: f64 = 0.05;

/// How likely each amount of the net benefit over the horizon is exceeded; none where that is withheld.
#[must_use]
pub fn exceedance(outcome: &Outcome<Summary>, language: Language) -> Option<Picture> {
    let (words, labels) = (language.words(), language.labels());
    let net = &outcome.result.headline.net_benefit;
    let (curve, gain) = (net.exceedance.as_ref()?, net.probability_positive.as_ref()?);
    let expected = outcome.result.expected.total;
    let (first, last) = (curve.first()?, curve.last()?);
    let margin = net.histogram.width;
    let [low, high] = [first.x.min(expected).min(0.0) - margin, last.x.max(expected).max(0.0) + margin];
    let money = MoneyAxis::covering([low, high], &outcome.currency, language);
    let mut table = DataTable::new([labels.pictures.more_than, labels.share]);
    for AmountProbability { x, chance } in curve {
        table.row(language.whole(*x), [language.chance_cell(chance)]);
    }
    let losses = net.losses();
    // Of the table of losses one row stands for all: the largest that is not rare.
    let loss = losses.iter().rfind(|loss| loss.chance.value >= NOT_RARE).or(losses.first());
    let loss =
        loss.map_or_else(String::new, |loss| words.loss_seen(&language.money(loss.x, &outcome.currency), &loss.chance));
    let told = Told {
        name: "exceedance",
        title: words.exceedance_title(&outcome.span(), &whose(outcome, language)),
        description: sentences([words.pays(&outcome.span(), gain), loss]),
        table,
    };
    let drawing = Drawing::Exceedance(ExceedanceCurve {
        about: labels.pictures.exceedance.to_owned(),
        points: drawn(net, curve, [low, high]),
        amounts: curve.iter().map(|point| point.x).collect(),
        told: points_told(net, gain, &money, language),
        expected: Marker {
            value: expected,
            label: format!("{} {}", labels.pictures.expected_case, money.amount(expected)),
        },
        money,
    });
    Some(framed(outcome, language, told, drawing))
}

/// The only amount there is, where nothing varies.
fn certain(net: &NetBenefit) -> Option<f64> {
    (net.sd == 0.0).then_some(net.mean)
}

/// The points of the curve. Where nothing lies beyond the bins it goes on to both ends of the axis; a certain amount is a step.
fn drawn(net: &NetBenefit, curve: &[AmountProbability], [low, high]: [f64; 2]) -> Vec<(f64, f64)> {
    if let Some(amount) = certain(net) {
        return vec![(low, 1.0), (amount, 1.0), (amount, 0.0), (high, 0.0)];
    }
    let ends = [(net.histogram.below, (low, 1.0)), (net.histogram.above, (high, 0.0))];
    let [before, after] = ends.map(|(count, point)| (count == 0).then_some(point));
    let points = curve.iter().map(|point| (point.x, point.chance.value));
    before.into_iter().chain(points).chain(after).collect()
}

/// The probability of a gain, and the amounts at both ends and in the middle of the distribution.
fn points_told(net: &NetBenefit, gain: &Chance, money: &MoneyAxis, language: Language) -> Vec<PointOfCurve> {
    let words = language.words();
    let zero = PointOfCurve { at: (0.0, gain.value), above: true, label: words.above_zero(gain) };
    let quantile = |p: f64| {
        let x = quantile_at(&net.quantiles, p)?.value;
        // The median's label is on the other side of the curve.
        let apart = (1.0 - p - gain.value).abs() >= ROOM || p == 0.5 && gain.is_mixed();
        let label = words.more_than(&language.percent(1.0 - p, 0), &money.amount(x));
        apart.then_some(PointOfCurve { at: (x, 1.0 - p), above: p < 0.5, label })
    };
    let told = [0.05, 0.5, 0.95].into_iter().filter(|_| certain(net).is_none());
    std::iter::once(zero).chain(told.filter_map(quantile)).collect()
}

/// How likely a loss of a round amount or more is; none where nobody lost so much, and where that is withheld.
#[must_use]
pub fn losses(outcome: &Outcome<Summary>, language: Language) -> Option<DataTable> {
    let labels = language.labels();
    let losses = outcome.result.headline.net_benefit.losses();
    let mut table = DataTable::new([labels.pictures.loss_of, labels.share]);
    for AmountProbability { x, chance } in &losses {
        table.row(language.money(*x, &outcome.currency), [language.chance_cell(chance)]);
    }
    (!losses.is_empty()).then_some(table)
}
