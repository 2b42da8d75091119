//! What an outcome must be worth, as a curve over its price.

use super::frame::{Told, framed, whose};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{AcceptabilityCurve, Drawing, Marker, Picture};
use crate::document::prices::{bought, price_in_words};
use crate::document::table::DataTable;
use crate::document::words::sentences;
use crate::summary::{Outcome, Summary};

/// How likely the first outcome that is counted is worth its price to the perspective; none where that is withheld, or nothing is counted.
#[must_use]
pub fn acceptability(outcome: &Outcome<Summary>, language: Language) -> Option<Picture> {
    let (words, labels) = (language.words(), language.labels());
    let found = outcome.result.headline.acceptability.iter().find(|found| !found.curve.is_empty())?;
    let name = bought(outcome, &found.outcome, language);
    let mut table = DataTable::new([words.ratios().worth, labels.share]);
    for point in &found.curve {
        table.row(language.money(point.x, &outcome.currency), [language.chance_cell(&point.chance)]);
    }
    let last = found.curve.last()?;
    let money = MoneyAxis::covering([last.x], &outcome.currency, language);
    let price = language.money(last.x, &outcome.currency);
    let told = Told {
        name: "acceptability",
        title: words.worth_title(&name, &whose(outcome, language)),
        description: sentences([
            price_in_words(outcome, found, language),
            words.worth_at(&price, &language.out_of_100(&last.chance)),
        ]),
        table,
    };
    let even = found.break_even_price.found().ok().map(|price| price.value).filter(|price| *price <= last.x);
    let drawing = Drawing::Acceptability(AcceptabilityCurve {
        across: words.price_axis(&money.unit, &name),
        about: words.ratios().curve.to_owned(),
        points: found.curve.iter().map(|point| (point.x, point.chance.value)).collect(),
        even: even.map(|value| Marker {
            value,
            label: format!("{} {}", words.ratios().even, language.money(value, &outcome.currency)),
        }),
        money,
    });
    Some(framed(outcome, language, told, drawing))
}
