//! What was done to amounts before they counted: their price level, optimism bias, and what welfare adds for public money.

use super::{Element, Language, Role, Section};
use crate::model::{Grade, Kind, Written};
use crate::summary::{LineFacts, Names, OptimismFacts};

/// What is to be said wherever results rest on amounts adjusted for optimism bias; `None` where none is.
pub(super) fn rests_on_adjusted(names: &Names, language: Language) -> Option<String> {
    let mut adjusted: Vec<(Kind, Option<Grade>, OptimismFacts)> = Vec::new();
    for line in &names.lines {
        let optimism = line.adjustment.as_ref().and_then(|adjustment| adjustment.optimism.clone());
        let Some(optimism) = optimism.filter(|known| !known.certain || known.factor != 1.0) else { continue };
        let entry = (line.kind, grade(line), optimism);
        if !adjusted.contains(&entry) {
            adjusted.push(entry);
        }
    }
    (!adjusted.is_empty()).then(|| language.words().rests_on_adjusted(&adjusted))
}

/// The same as a caution.
pub(super) fn caution(section: &mut Section, names: &Names, language: Language) {
    if let Some(note) = rests_on_adjusted(names, language) {
        section.caution(note);
    }
}

/// Line by line: the price year and what brings it to the price level, the factor for optimism bias, whether the price is before or
/// after refund. Lines of which none of it is known are left out.
pub(super) fn lines(names: &Names, language: Language) -> Vec<Element> {
    let words = language.words();
    let text = |text: String| Element::Paragraph { role: Role::Text, text };
    let mut entries = Vec::new();
    for line in &names.lines {
        let prices = line.adjustment.as_ref().and_then(|adjustment| adjustment.prices.as_ref());
        let optimism = line.adjustment.as_ref().and_then(|adjustment| adjustment.optimism.as_ref());
        let at_level = names.price_level.filter(|level| prices.is_none() && line.price_year == Some(*level));
        let limits = line.adjustment.iter().flat_map(|adjustment| &adjustment.limits);
        let told = [
            prices.map(|step| words.price_step(step)),
            at_level.map(|level| words.at_level_already(level)),
            optimism.map(|optimism| words.optimism(grade(line), optimism)),
            line.price_basis.map(|basis| words.basis_of_price(basis).to_owned()),
        ];
        let limits = limits.map(|step| words.limits_step(step));
        let details: Vec<Element> = told.into_iter().flatten().chain(limits).map(text).collect();
        if !details.is_empty() {
            entries.push(Element::Entry { name: format!("lines.{}", line.id), value: line.title.clone(), details });
        }
    }
    entries
}

/// What welfare includes beside everybody's work and services.
pub(super) fn public_funds(names: &Names, language: Language) -> Option<String> {
    let cost = names.accounts.iter().find_map(|account| account.cost_of_public_funds);
    cost.map(|cost| language.words().includes_public_funds(&language.written(cost, &Written::Share, "")))
}

fn grade(line: &LineFacts) -> Option<Grade> {
    line.evidence.and_then(Grade::named)
}
