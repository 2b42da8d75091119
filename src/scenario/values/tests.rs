//! Figures in scenarios.

use super::{ValueDate, ValueLibrary, ValueSpread};
use crate::distribution::Univariate;
use crate::model::{Assumption, Grade, Language};
use crate::scenario::{Override, Scenario};

/// A case with one line, whose keys are given, and further text.
fn case(start: i32, line: &str, more: &str) -> String {
    format!(
        "title = \"A case\"\nperspective = \"municipality\"\n{more}\ntimeline = {{ start = {start}, years = 2 }}\nintake = {{ adults = 10 }}\n\
         employment = {{ programme = 0.3, comparison = 0.15 }}\n[lines.support]\nkind = \"saving\"\nnature = \"transfer\"\nper = \"person_year\"\n{line}\n"
    )
}

const SHARED: &str = "shares = { state = 0.2, municipality = \"rest\" }";

fn read(text: &str, files: &[(&str, &str)], set: &[&str]) -> Result<Scenario, String> {
    let set: Vec<Override> = set.iter().map(|change| change.parse().expect("a change")).collect();
    let fetch = |name: &str| {
        let found = files.iter().find(|file| file.0 == name);
        found.map(|file| file.1.as_bytes().to_vec()).ok_or_else(|| format!("{name} does not exist"))
    };
    Scenario::parse("case.toml", text, &set, &fetch).map_err(|problems| problems.to_string())
}

fn amount(scenario: &Scenario) -> &Assumption {
    scenario.model.assumptions.iter().find(|known| known.path == "lines.support.amount").expect("an amount")
}

fn base(text: &str) -> f64 {
    let scenario = read(text, &[], &[]).expect("sound");
    scenario.number("lines.support.amount", "").expect("a number").base
}

fn notes(text: &str) -> Vec<String> {
    read(text, &[], &[]).expect("sound").model.notes
}

#[test]
fn every_row_of_the_database_is_there_and_found_by_its_own_reference() {
    let library = ValueLibrary::shipped();
    let series = library.series();
    assert_eq!((library.rows().len(), series.len()), (440, 176));
    assert_eq!(library.rows().iter().filter(|row| row.value().is_none()).count(), 5, "notes");
    for row in library.rows() {
        let reference = library.find(&row.series).expect("a series").reference(row);
        assert!(row.kind.is_some() && row.found.is_some() && row.grade.is_some(), "{reference}");
        for text in [&row.name, &row.source].into_iter().flat_map(|text| Language::ALL.map(|one| text.told(one))) {
            assert!(!text.is_empty(), "{reference}");
        }
        let said = |text: &super::EachLanguage| Language::ALL.map(|one| text.told(one).is_empty());
        for text in [&row.unit, &row.prices, &row.basis, &row.payer, &row.note, &row.text] {
            let [english, danish] = said(text);
            assert_eq!(english, danish, "{reference}: in one language only");
        }
        if row.value().is_some() {
            let text = case(2017, &format!("payer = \"municipality\"\namount = 1\nfactor = \"{reference}\""), "");
            read(&text, &[], &[]).unwrap_or_else(|told| panic!("{reference}: {told}"));
        }
    }
}

#[test]
fn a_figure_is_that_of_the_price_year_or_of_the_date_that_is_written() {
    let year = |year: i32| {
        base(&case(2017, &format!("{SHARED}\nprice_year = {year}\namount = \"values.kontanthjaelp_parent30\""), ""))
    };
    assert_eq!([2016, 2024].map(year), [14_575.0, 16_382.0]);
    let stated = |reference: &str| base(&case(2017, &format!("{SHARED}\namount = \"values.{reference}\""), ""));
    assert_eq!(stated("kontanthjaelp_parent30@2024"), 16_382.0);
    assert_eq!(stated("nyt_enlig_mor30@2025-07-01"), 15_282.0);
    assert_eq!(stated("naf"), 1.28);
    // Per cent stand as shares, to the last bit.
    assert_eq!([stated("refusion_gns_aar1"), stated("krl_kto@2015-04-01")], [0.3808, 0.305_367]);
    // In an override and among the years of a list as well.
    let text = case(2016, &format!("{SHARED}\namount = [\"values.kontanthjaelp_parent30@2016\", 1]"), "");
    let set = read(&text, &[], &["lines.support.amount=\"values.kontanthjaelp_other30@2017\""]).expect("sound");
    assert_eq!(set.number("lines.support.amount", "").expect("a number").base, 11_143.0);
    let list = read(&text, &[], &[]).expect("sound");
    assert_eq!(amount(&list).plain_list(), Some(vec![14_575.0, 1.0]));
}

#[test]
fn a_figure_that_is_not_there_is_told_with_those_that_are() {
    for (line, told) in [
        (
            "price_year = 2030\namount = \"values.anbr_hedensted\"",
            "lines.support.amount = \"values.anbr_hedensted\": `values.anbr_hedensted` has no figure for 2030 (the line's price_year); \
          allowed: values.anbr_hedensted@2013 (688000), values.anbr_hedensted@2019 (1175000)",
        ),
        (
            "amount = \"values.anbr_hedensted\"",
            "`values.anbr_hedensted` has several figures, and no price_year says which; allowed: values.anbr_hedensted@2013",
        ),
        (
            "amount = \"values.krl_kto@2014\"",
            "`values.krl_kto` has several figures for 2014; allowed: values.krl_kto@2014-01-01 (28.49), values.krl_kto@2014-10-01 (29.2955)",
        ),
        (
            "amount = \"values.kontanthjaelp_parent30@2025-07-01\"",
            "has no figure for 2025-07-01; allowed: values.kontanthjaelp_parent30@2010",
        ),
        (
            "amount = \"values.kontanthjaelp_parent3\"",
            "there is no figure `kontanthjaelp_parent3`; did you mean `values.kontanthjaelp_parent30`? `provenu values WORDS` finds one",
        ),
        ("amount = \"values.naf@soon\"", "`soon` is no date; allowed: values.naf@2024 or values.naf@2025-07-01"),
        (
            "amount = \"values.loft_periode\"",
            "`values.loft_periode` is a note and no number: 1 Oct 2016 – 30 June 2025",
        ),
        ("amount = [\"values.varig_12m\", 1]", "an uncertain number in a list needs a name"),
        ("amount = 1\nrealised = \"values.helhed_alder_boern\"", "out of range; allowed: a probability from 0 to 1"),
    ] {
        let found = read(&case(2017, &format!("{SHARED}\n{line}"), ""), &[], &[]).expect_err("a problem");
        assert!(found.contains(told), "{found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
}

#[test]
fn a_figure_brings_its_spread_unit_source_grade_and_note_unless_the_scenario_has_its_own() {
    let text = case(2026, &format!("{SHARED}\nprice_year = 2026\namount = \"values.nyt_enlig_mor30\""), "");
    let scenario = read(&text, &[], &[]).expect("sound");
    let parameter = &scenario.model.parameters[0].distribution;
    assert_eq!((scenario.model.parameters[0].base, parameter.support()), (15_969.0, (15_950.0, 15_985.0)));
    assert!((parameter.mean() - (15_950.0 + 4.0 * 15_969.0 + 15_985.0) / 6.0).abs() < 1e-9, "a PERT");
    let known = amount(&scenario);
    assert_eq!(known.unit.as_deref(), Some("kr. a month before tax, 2026 prices"));
    assert_eq!(known.source.as_deref(), Some("2025 × 1.045 (estimate; values.nyt_enlig_mor30@2026)"));
    assert_eq!((known.grade, known.note.as_deref()), (Some(Grade::Assumed), Some("estimate, official table not read")));
    let danish = scenario.told_in(Language::Danish).expect("sound");
    assert_eq!(amount(&danish).unit.as_deref(), Some("kr. om måneden før skat, 2026-priser"));
    assert_eq!(amount(&danish).source.as_deref(), Some("2025 × 1,045 (skøn; values.nyt_enlig_mor30@2026)"));
    // What the line or the number says goes first.
    let own = format!("{text}source = \"our accounts\"\nevidence = \"expert\"\nunit = \"kr. per month\"\n");
    let own = read(&own, &[], &[]).expect("sound");
    let known = amount(&own);
    assert_eq!((known.source.as_deref(), known.grade), (Some("our accounts"), Some(Grade::Expert)));
    assert_eq!(known.unit.as_deref(), Some("kr. per month, 2026 prices"));
    // The line rests on what its amount rests on.
    assert_eq!(scenario.model.lines[0].provenance.grade, Some(Grade::Assumed));
}

#[test]
fn a_published_interval_is_a_normal_distribution_and_what_differs_between_persons_is_no_uncertainty() {
    let text = case(2026, &format!("{SHARED}\namount = 1\nfactor = \"values.ips_dk_effekt\""), "");
    let scenario = read(&text, &[], &[]).expect("sound");
    let effect = &scenario.model.parameters[0].distribution;
    assert!((effect.mean() - 0.14).abs() < 1e-12 && (effect.quantile(0.025) - 0.052).abs() < 1e-9);
    let row = ValueLibrary::shipped().find("socialraadgiver_timeloen").expect("a series").rows[0];
    assert_eq!((row.spread, row.ends), (ValueSpread::Persons, Some((211.0, 246.0))));
    let text = case(2009, &format!("{SHARED}\namount = \"values.socialraadgiver_timeloen\""), "");
    assert!(read(&text, &[], &[]).expect("sound").model.parameters.is_empty());
}

#[test]
fn a_figure_may_be_an_argument_of_a_distribution_or_of_a_named_parameter() {
    let more = "parameters.support = { value = { distribution = \"normal\", mean = \"values.kontanthjaelp_parent30@2016\", sd = 440 }, domain = \"nonnegative\" }";
    let scenario =
        read(&case(2017, &format!("{SHARED}\namount = \"parameters.support\""), more), &[], &[]).expect("sound");
    assert!((scenario.model.parameters[0].distribution.mean() - 14_575.0).abs() < 1e-6);
    let known = &scenario.model.assumptions[0];
    assert_eq!((known.path.as_str(), known.grade), ("parameters.support", None), "the spread is the author's");
    assert!(known.source.as_deref().is_some_and(|source| source.ends_with("values.kontanthjaelp_parent30@2016)")));
    assert!(scenario.model.notes.is_empty(), "{:?}", scenario.model.notes);
}

#[test]
fn a_list_of_figures_names_them_all() {
    let more = "payer = \"municipality\"\nprice_year = 2016\namount = \"values.kontanthjaelp_parent30\"\n\
                reimbursement = { payer = \"state\", weeks = [26], shares = [\"values.refusion_trin2\", \"values.refusion_trin4\"] }";
    let scenario = read(&case(2017, more, ""), &[], &[]).expect("sound");
    let path = "lines.support.reimbursement.shares";
    let shares = scenario.model.assumptions.iter().find(|known| known.path == path).expect("a list");
    assert_eq!((shares.plain_list(), shares.grade), (Some(vec![0.4, 0.2]), Some(Grade::Registry)));
    let source = shares.source.as_deref().expect("a source");
    assert!(source.contains("values.refusion_trin2@2016") && source.contains("values.refusion_trin4@2016"), "{source}");
}

#[test]
fn the_author_is_told_what_does_not_fit() {
    let told = |start: i32, line: &str, part: &str| {
        let notes = notes(&case(start, line, ""));
        assert!(notes.len() == 1 && notes[0].contains(part), "{line}: {notes:?}");
    };
    let support = |reference: &str| format!("{SHARED}\namount = \"values.{reference}\"");
    told(
        2024,
        &support("dyre_sager_graense1_skoen@2024"),
        "lines.support.amount: values.dyre_sager_graense1_skoen@2024 is an estimate: ",
    );
    told(2019, &support("kontanthjaelp_parent30@2016"), "is of 2016, and the scenario begins in 2019");
    told(
        2024,
        &(support("kontanthjaelp_parent30@2023") + "\nprice_year = 2024"),
        "is of 2023, and the line says price_year = 2024",
    );
    told(2025, &support("kontanthjaelp_parent30@2025"), "holds in 2025 only from 2025-01-01 to 2025-06-30");
    told(
        2016,
        "payer = \"municipality\"\namount = \"values.kontanthjaelp_parent30@2016\"",
        "is before refund, and the line has no refund",
    );
    told(
        2025,
        &(support("sygedagpenge_max@2025") + "\ngrowth = \"values.oes_loen\""),
        "is a transfer, and values.oes_loen@2025 is about wages",
    );
    // What is usual is not told: prices of the year before, rules that still hold, an index of the benefits themselves.
    for line in [
        support("kontanthjaelp_parent30@2016"),
        support("refusion_trin4"),
        support("sygedagpenge_max@2017") + "\ngrowth = \"values.satsregulering@2017\"",
    ] {
        assert_eq!(notes(&case(2018, &line, "")).iter().filter(|note| !note.contains("estimate")).count(), 0, "{line}");
    }
    let danish = notes(&case(2019, &support("kontanthjaelp_parent30@2016"), "language = \"da\""));
    assert!(danish[0].contains("er fra 2016, og beregningen begynder i 2019"), "{danish:?}");
}

const OWN: &str = "series;value;valid_from;valid_until;low;high;unit;name_en;name_da;source;evidence\n\
                   prison_day;120,5;2020-01-01;;100;150;£ a day;A day in prison;En dag i fængsel;unit costs;registry\n\
                   kontanthjaelp_parent30;17500;2025-01-01;2025-12-31;;;kr. a month;Benefit;Ydelse;our own;expert\n";

#[test]
fn a_file_of_ones_own_comes_before_the_figures_of_the_program_and_adds_to_them() {
    let own = |reference: &str| {
        let text = case(2025, &format!("{SHARED}\namount = \"values.{reference}\""), "values = \"own.csv\"");
        read(&text, &[("own.csv", OWN)], &[]).map(|found| found.number("lines.support.amount", "").expect("one").base)
    };
    assert_eq!(own("prison_day"), Ok(120.5));
    assert_eq!(own("kontanthjaelp_parent30@2025"), Ok(17_500.0));
    assert_eq!(own("kontanthjaelp_parent30@2024"), Ok(16_382.0));
    let text = case(2025, &format!("{SHARED}\namount = \"values.prison_day\""), "values = \"own.csv\"");
    let scenario = read(&text, &[("own.csv", OWN)], &[]).expect("sound");
    assert_eq!(scenario.data_files[0].name, "own.csv", "its digest is kept with results");
    assert_eq!(scenario.model.parameters[0].distribution.support(), (100.0, 150.0));
    // And again, with overrides, from what was read.
    assert!(scenario.with("lines.support.amount=\"values.prison_day\"".parse().expect("a change")).is_ok());
}

#[test]
fn what_is_wrong_with_a_file_of_figures_is_told_all_at_once() {
    let told = |file: &str| {
        let text = case(2025, &format!("{SHARED}\namount = 1"), "values = \"own.csv\"");
        read(&text, &[("own.csv", file)], &[]).expect_err("a problem")
    };
    let found = told(
        "series,value,kind,valid_from,valid_until,low,high,evidence,year\nA b,1,,,,,,,\nx,2,pris,2025-1-1,,3,1,good,12\ny,5,,2025-02-01,2025-01-01,1,2,,\nz,,,,,,,,\n",
    );
    for part in [
        "own.csv:2:1: `A b` an id is made of",
        "own.csv:3:5: `pris` is not known; did you mean `price`?",
        "own.csv:3:10: `2025-1-1` is no day",
        "own.csv:3:20: `3` is above `high`",
        "`good` is not known; allowed: definition",
        "`12` is no year",
        "own.csv:4:17: `2025-01-01` lies before valid_from",
        "own.csv:4:3: `5` lies outside `low` and `high`",
        "own.csv:5:3: the cell is empty; allowed: a number, or a note in `text`",
    ] {
        assert!(found.contains(part), "{part}: {found}");
    }
    assert!(told("series,worth\n").contains("own.csv: unknown column `worth`; "), "{}", told("series,worth\n"));
    assert!(told("series\n").contains("the column `value` is missing"));
    assert!(told("series;value\nx;abc\n").contains("own.csv:2:3: `abc` is not a number"));
}

#[test]
fn words_are_looked_for_in_names_of_both_languages_first() {
    let library = ValueLibrary::shipped();
    let found = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        library.search(&words).iter().map(|series| series.id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["plejefamilie", "helår"])[0], "anbr_plejefamilie");
    assert_eq!(found(&["Foster", "family,"])[0], "anbr_plejefamilie");
    assert_eq!(found(&["kontanthjaelp parent30"])[0], "kontanthjaelp_parent30");
    assert!(found(&["mindreregulering"]).contains(&"satsregulering".to_owned()), "in a note");
    assert!(found(&["unicorn"]).is_empty());
    let latest = library.find("kontanthjaelp_parent30").expect("a series").latest().year;
    assert_eq!(latest, Some(2025));
    assert!(library.find("krl_kto").expect("a series").at(ValueDate::Year(2011)).is_ok());
}
