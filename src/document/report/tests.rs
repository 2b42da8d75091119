//! The report at its corners: each sentence follows the numbers.

use super::*;
use crate::document::{Element, Ending};
use crate::run::Request;
use crate::scenario::Scenario;

/// A case of some years in which adults leave support at a price, and a team is paid.
fn case(years: usize, support: &str, team: &str, more: &str) -> String {
    format!(
        r#"
        title = "Corner"
        perspective = "municipality"
        timeline = {{ start = 2024, years = {years} }}
        intake = {{ adults = 20 }}
        employment = {{ programme = "0.2 to 0.4", comparison = 0.15 }}
        {more}
        [lines]
        support = {{ kind = "saving", payer = "municipality", per = "person_year", amount = {support} }}
        team = {{ kind = "cost", payer = "municipality", per = "year", amount = {team} }}
    "#
    )
}

fn reported(text: &str, language: Language) -> Document {
    let scenario = Scenario::parse("corner.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
    let scenario = scenario.told_in(language).expect("told");
    let request = Request { replications: Some(400), ..Request::default() };
    let dossier = Dossier::of(&scenario, request, &()).expect("all worked out");
    report(&dossier, &scenario.model, language)
}

/// The text of the first screen.
fn front(page: &Document) -> String {
    let texts = page.sections[0].0.iter().filter_map(|element| match element {
        Element::Paragraph { text, .. } => Some(text.clone()),
        Element::Hundred(hundred) => Some(hundred.description.clone()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

#[test]
fn a_certain_loss_is_told_as_one() {
    let text = case(2, "1", "1000000", "");
    let page = reported(&text, Language::English);
    assert_eq!(page.title, "After two years a surplus is almost impossible");
    let front = front(&page);
    assert!(front.starts_with("more than 99 in 100 simulated courses end in deficit in 2025."), "{front}");
    assert!(front.contains("On the way DKK 2.0 million has to be advanced."), "{front}");
    assert_eq!(reported(&text, Language::Danish).title, "Efter to år er overskud næsten udelukket");
}

#[test]
fn a_certain_gain_without_cost_has_nothing_to_advance() {
    let text = case(3, "140000", "0", "").replace("comparison = 0.15", "comparison = 0.01");
    let page = reported(&text, Language::Danish);
    assert_eq!(page.title, "Efter tre år er overskud næsten sikkert");
    let front = front(&page);
    assert!(front.contains("flere end 99 ud af 100 beregnede forløb ender med overskud i 2026"), "{front}");
    assert!(front.contains("Ved intet årsskifte er der betalt mere, end der er kommet tilbage."), "{front}");
}

#[test]
fn one_year_is_one_year_and_no_money_is_none() {
    let one = reported(&case(1, "140000", "300000", ""), Language::English);
    assert!(one.title.starts_with("After one year "), "{}", one.title);
    let none = reported(&case(2, "0", "0", ""), Language::English);
    assert_eq!(none.title, "After two years no money has moved");
    assert_eq!(
        none.pictures().filter(|picture| picture.name == "break_even" || picture.name == "net_benefit").count(),
        0
    );
    let figures = none.sections[0].0.iter().find_map(|element| match element {
        Element::KeyFigures(figures) => Some(figures),
        _ => None,
    });
    assert!(figures.expect("figures").iter().all(|figure| figure.end == Ending::Zero));
}

#[test]
fn an_incomplete_payer_is_told_no_chance() {
    let page =
        reported(&case(2, "140000", "300000", "[payers]\nmunicipality = { complete = false }"), Language::Danish);
    assert!(page.title.starts_with("Chancen for overskud kan ikke siges"), "{}", page.title);
    assert!(page.sections[0].0.iter().all(|element| !matches!(element, Element::Hundred(_) | Element::HundredRows(_))));
    assert!(!front(&page).contains("ud af 100 beregnede forløb ender"));
}
