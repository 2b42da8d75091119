//! Relapse curves as they are computed with.

use super::{DataTable, Language, RowKind, Section, TableCell};
use crate::analysis::{CurveFigures, CurveReading, relapse_curves};
use crate::model::{After, Hazards, Model, Quantity, Relapse};

/// A section for each curve: hazards by calendar year, what they leave out, and other curves through the same points.
pub(super) fn curves(model: &Model, language: Language) -> Vec<Section> {
    // A valid scenario has its curves.
    let readings = relapse_curves(model).unwrap_or_default();
    readings.iter().map(|reading| curve(model, reading, language)).collect()
}

fn curve(model: &Model, reading: &CurveReading, language: Language) -> Section {
    let words = language.words();
    let names = model.groups.iter().filter(|group| reading.groups.contains(&group.id) && !group.id.is_empty());
    let names = names.map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ");
    let of_groups = if names.is_empty() { String::new() } else { format!(" ({names})") };
    let mut section = Section::default();
    section.heading(format!("{}{of_groups}", words.curves().heading)).table(hazards(reading, language));
    sentences(&mut section, model, reading, language);
    if !reading.others.is_empty() {
        section.table(others(reading, language)).note(words.which_curve());
    }
    section
}

fn hazards(reading: &CurveReading, language: Language) -> DataTable {
    let CurveReading { groups: _, counted: _, curve, person_years_of_the_curve, others: _ } = reading;
    let words = language.words();
    let labels = words.curves();
    let mut table = DataTable::new([labels.year, labels.hazard, labels.person_years, labels.by_the_curve]);
    for (k, share) in curve.hazards.iter().enumerate() {
        let cells = [
            language.percent_cell(*share, 1),
            language.cell(curve.person_years[k]),
            language.cell(person_years_of_the_curve[k]),
        ];
        table.row(words.year_since_entry(k), cells);
    }
    let sums = [&curve.person_years, person_years_of_the_curve].map(|years| language.cell(years.iter().sum()));
    table.add(RowKind::Total, labels.together, std::iter::once(TableCell::default()).chain(sums));
    table
}

fn sentences(section: &mut Section, model: &Model, reading: &CurveReading, language: Language) {
    let words = language.words();
    let sums = [&reading.curve.person_years, &reading.person_years_of_the_curve].map(|years| years.iter().sum());
    section.text(words.lost_by_year(sums, reading.counted));
    let mut of_groups = model.groups.iter().filter(|group| reading.groups.contains(&group.id));
    let Some(employment) = of_groups.find_map(|group| group.employment.as_ref()) else { return };
    let Relapse { hazard, counted: _, reentry, seen: _ } = &employment.relapse;
    if let Hazards::Curve(curve) = hazard {
        let last = curve.months.last().copied().unwrap_or_default();
        let base = model.base_draw();
        section.note(match curve.after {
            After::Nobody => words.nobody_after(last),
            After::Continues => words.continues_after(last),
            After::Yearly(share) => words.yearly_after(last, share.at(&base)),
        });
        if !curve.is_certain() {
            section.note(words.curves().each_draw);
        }
    }
    section.note(words.curves().moment);
    if *reentry != Quantity::Fixed(0.0) || model.labour_market.is_some() {
        section.note(words.curves().left_out);
    }
}

fn others(reading: &CurveReading, language: Language) -> DataTable {
    let words = language.words();
    let all: Vec<&CurveFigures> = std::iter::once(&reading.curve).chain(&reading.others).collect();
    let labels = words.curves();
    let mut titles = vec![labels.other_hazards, labels.computed_with];
    titles.extend(reading.others.iter().map(|other| words.curve_between(other.between)));
    let mut table = DataTable::new(titles);
    for k in 0..reading.curve.hazards.len() {
        let cells = all.iter().map(|figures| language.percent_cell(figures.hazards[k], 1));
        table.row(words.year_since_entry(k), cells);
    }
    let sums = all.iter().map(|figures| language.cell(figures.person_years.iter().sum()));
    table.add(RowKind::Total, labels.person_years, sums);
    table
}
