//! The page about the figures that come with the program: prose by hand, every number and series from the figures themselves.

use super::kinds::{FoundHow, ValueKind};
use super::library::{ValueLibrary, ValueSeries};
use crate::model::Language;
use std::fmt::Write;

/// The prose, with `{{names}}` where counts and tables belong.
const PROSE: &str = include_str!("catalogue.md");

/// The page about the figures that come with the program, Markdown.
#[must_use]
pub fn catalogue() -> String {
    let library = ValueLibrary::shipped();
    let found = |how: FoundHow| library.rows().iter().filter(|row| row.found == Some(how)).count();
    let notes = library.rows().iter().filter(|row| row.value().is_none()).count();
    let counts = [
        ("rows", library.rows().len()),
        ("series", library.series().len()),
        ("read", found(FoundHow::Read)),
        ("quoted", found(FoundHow::Quoted)),
        ("derived", found(FoundHow::Derived)),
        ("estimate", found(FoundHow::Estimate)),
        ("notes", notes),
    ];
    let text = counts
        .iter()
        .fold(PROSE.to_owned(), |text, (name, count)| text.replace(&format!("{{{{{name}}}}}"), &count.to_string()));
    text.replace("{{tables}}\n", tables(library).trim_start())
}

/// A table of each kind.
fn tables(library: &ValueLibrary) -> String {
    let all = library.series();
    let mut text = String::new();
    for (name, kind) in ValueKind::ALL {
        let _ = writeln!(text, "\n### `{name}`\n\n| series | figures | newest | unit | what it is | in Danish |");
        text.push_str("|---|---|---|---|---|---|\n");
        all.iter().filter(|series| series.latest().kind == Some(kind)).for_each(|series| line(&mut text, series));
    }
    text
}

fn line(text: &mut String, series: &ValueSeries<'_>) {
    let row = series.latest();
    let [english, danish] = [Language::English, Language::Danish].map(|language| row.name.told(language));
    let newest = row.stated.map_or_else(|| row.text.told(Language::English).to_owned(), |stated| stated.to_string());
    let date = series.reference(row).split_once('@').map_or_else(String::new, |(_, date)| format!(" ({date})"));
    let unit = row.unit.told(Language::English);
    let _ =
        writeln!(text, "| `{}` | {} | {newest}{date} | {unit} | {english} | {danish} |", series.id, series.rows.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_series_and_leaves_no_gap() {
        let page = catalogue();
        assert!(!page.contains("{{"), "a placeholder is left");
        for series in ValueLibrary::shipped().series() {
            assert!(page.contains(&format!("| `{}` |", series.id)), "{}", series.id);
        }
    }

    #[test]
    fn the_figures_that_the_prose_quotes_are_those_of_the_rows() {
        for (quoted, series, date, stated) in [
            ("14,575", "kontanthjaelp_parent30", "2016", 14_575.0),
            ("38.08 %", "refusion_gns_aar1", "2016", 38.08),
            ("470,000", "anbr_plejefamilie", "2019", 470_000.0),
            ("1,160,000", "anbr_institution", "2019", 1_160_000.0),
            ("16,972", "kontanthjaelp_parent30", "2025", 16_972.0),
            ("15,282", "nyt_enlig_mor30", "2025", 15_282.0),
            ("7.5 % less", "satsregulering_efterslaeb_2015_2026", "2026", -7.5),
            ("1.28", "naf", "2023", 1.28),
            ("63 %", "aktparat_80pct5aar", "2016", 63.0),
            ("60 against 46 %", "ips_dk_indsats", "2017", 60.0),
            ("60 against 46 %", "ips_dk_kontrol", "2017", 46.0),
            ("14 points", "ips_dk_effekt", "2017", 14.0),
            ("Half of the exits", "varig_12m", "2021", 50.0),
        ] {
            assert!(PROSE.contains(quoted), "{quoted}");
            let found = ValueLibrary::shipped().find(series).expect(series);
            let year = |row: &&&super::super::ValueRow| row.year.is_some_and(|year| year.to_string() == date);
            assert_eq!(found.rows.iter().find(year).and_then(|row| row.stated), Some(stated), "{series}");
        }
        assert_eq!(11_660.0, 14_575.0 * 0.8, "what is left at 20 %");
    }
}
