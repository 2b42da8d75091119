//! What data say, what they cannot say, and what a scenario takes of them.

use super::picture::{Drawing, Picture, RangeAxis, RangeRow, RangeRows, Spread, SpreadLegend};
use super::words::{FoundRow, sentences};
use super::{DataTable, Document, Language};
use crate::calibrate::{Calibrated, CalibratedItem, Calibration, Posterior};

/// How the numbers of a row are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Share,
    Ratio,
    Amount,
}

/// A number of an item, with what is known of it.
struct Found<'a> {
    of: FoundRow<'a>,
    known: &'a Posterior,
    form: Form,
}

fn share<'a>(of: FoundRow<'a>, known: &'a Posterior) -> Found<'a> {
    Found { of, known, form: Form::Share }
}

fn amount<'a>(of: FoundRow<'a>, known: &'a Posterior) -> Found<'a> {
    Found { of, known, form: Form::Amount }
}

/// The numbers of an item, the one that a scenario takes first.
fn found(item: &CalibratedItem) -> Vec<Found<'_>> {
    match &item.result {
        Calibrated::Events(fit) => vec![share(FoundRow::Share, &fit.posterior)],
        Calibrated::Tiers(fit) => {
            let tiers = fit.tiers.iter().map(|tier| share(FoundRow::Tier(&tier.id), &tier.share));
            tiers.chain([share(FoundRow::NoTier, &fit.none)]).collect()
        }
        Calibrated::Arms(fit) => vec![
            share(FoundRow::Programme, &fit.programme.posterior),
            share(FoundRow::Comparison, &fit.comparison.posterior),
            share(FoundRow::Difference, &fit.difference),
            Found { of: FoundRow::OddsRatio, known: &fit.odds_ratio, form: Form::Ratio },
        ],
        Calibrated::Programmes(fit) => vec![
            share(FoundRow::NewProgramme, &fit.stated.prediction),
            share(FoundRow::SpreadHalved, &fit.halved.prediction),
            share(FoundRow::SpreadDoubled, &fit.doubled.prediction),
        ],
        Calibrated::Amount(fit) => {
            vec![amount(FoundRow::Mean, &fit.of_mean.spread), amount(FoundRow::Each, &fit.each.spread)]
        }
        Calibrated::Elicited(fit) => {
            let chosen = &fit.fits[fit.chosen];
            vec![amount(FoundRow::Family(chosen.name.name()), &chosen.spread), amount(FoundRow::Pool, &fit.pool)]
        }
        Calibrated::Entry(fit) => {
            let families = fit.families.iter();
            let families = families.map(|of| share(FoundRow::PlateauOf(of.family.name()), &of.plateau));
            [share(FoundRow::Plateau, &fit.plateau)].into_iter().chain(families).collect()
        }
        Calibrated::Relapse(fit) => {
            fit.intervals.iter().map(|of| share(FoundRow::RelapseWithin(of.within), &of.share)).collect()
        }
    }
}

fn title(item: &CalibratedItem) -> &str {
    item.origin.title.as_deref().unwrap_or(&item.id)
}

/// What the data of a file say, number by number; `name` is that of the file.
#[must_use]
pub fn calibrated(calibration: &Calibration, name: &str, language: Language) -> Document {
    let labels = language.calibrate_labels();
    let mut page = Document::new(format!("{}: {name}", labels.title));
    for item in &calibration.items {
        let section = page.section();
        let unit = item.origin.unit.as_ref().map_or_else(String::new, |unit| format!(", {unit}"));
        let heading = format!("{}{unit}", title(item));
        let mut table = DataTable::new([heading.as_str()].into_iter().chain(labels.columns));
        for Found { of, known, form } in found(item) {
            let numbers = [known.mean, known.at(0.05), known.at(0.5), known.at(0.95)];
            let cells = numbers.map(|value| match form {
                Form::Share => language.percent_cell(value, 1),
                Form::Ratio => language.decimal_cell(value, 2),
                Form::Amount => language.plain_cell(value),
            });
            table.row(language.words().found_row(of), cells);
        }
        section.table(table);
        let limits = item.limits.iter().map(|limit| language.words().limit(limit));
        let remarks = remarks(item, language);
        section.note(sentences(remarks.into_iter().chain([labels.cannot_say.to_owned()]).chain(limits)));
    }
    for picture in pictures(calibration, name, language) {
        page.section().picture(picture);
    }
    page
}

/// What else is to be said of how an item was found.
fn remarks(item: &CalibratedItem, language: Language) -> Vec<String> {
    let words = language.words();
    match &item.result {
        Calibrated::Events(fit) => vec![words.coverage(fit.coverage, fit.coverage_without_prior)],
        Calibrated::Arms(fit) => vec![words.programme_better(fit.better)],
        Calibrated::Elicited(fit) => {
            let chosen = &fit.fits[fit.chosen];
            vec![words.family_chosen(chosen.name.name(), chosen.distance)]
        }
        _ => Vec::new(),
    }
}

/// The numbers as rows of bands: shares in one picture, amounts, each relative to its mean, in another.
fn pictures(calibration: &Calibration, name: &str, language: Language) -> Vec<Picture> {
    let labels = language.calibrate_labels();
    let rows = |form: Form| -> Vec<RangeRow> {
        let each = calibration.items.iter().flat_map(|item| found(item).into_iter().map(move |found| (item, found)));
        let shown = each.filter(|(_, found)| found.form == form && found.known.mean != 0.0);
        shown.map(|(item, found)| row(item, &found, language)).collect()
    };
    let of = [("shares", Form::Share), ("amounts", Form::Amount)];
    let drawn = of.into_iter().enumerate().filter_map(|(at, (file, form))| {
        let rows = rows(form);
        let [bands @ .., median, expected] = labels.legend.map(str::to_owned);
        let description = rows.iter().map(|row| format!("{}: {}", row.name, row.remark)).collect::<Vec<_>>().join("; ");
        (!rows.is_empty()).then(|| Picture {
            name: file,
            language,
            title: labels.pictures[at].to_owned(),
            scenario: name.to_owned(),
            footer: format!("provenu {}", env!("CARGO_PKG_VERSION")),
            description,
            table: None,
            drawing: Drawing::Ranges(RangeRows {
                across: RangeAxis::covering(&rows, form == Form::Share, labels.abouts[at]),
                heading: labels.interval.to_owned(),
                rows,
                legend: SpreadLegend { bands, median, expected },
            }),
        })
    });
    drawn.collect()
}

fn row(item: &CalibratedItem, found: &Found<'_>, language: Language) -> RangeRow {
    let Found { of, known, form } = found;
    let by = if *form == Form::Amount { known.mean } else { 1.0 };
    let at = |p: f64| known.at(p) / by;
    let written = |value: f64| match form {
        Form::Share => language.percent(value, 0),
        Form::Ratio | Form::Amount => language.plain(value),
    };
    // The unit stands once.
    let bare = |value: f64| match form {
        Form::Share => language.decimal(100.0 * value, 0),
        Form::Ratio | Form::Amount => language.plain(value),
    };
    RangeRow {
        name: format!("{}: {}", title(item), language.words().found_row(*of)),
        spread: Spread {
            bands: [(at(0.05), at(0.95)), (at(0.1), at(0.9)), (at(0.25), at(0.75))],
            median: at(0.5),
            expected: known.mean / by,
        },
        remark: format!("{}–{}", bare(known.at(0.05)), written(known.at(0.95))),
    }
}

/// Where the piece of a scenario is, in a language.
#[must_use]
pub fn fragment_in(file: &str, language: Language) -> String {
    language.words().fragment_in(file)
}
