//! Past forecasts and what came of them, as `provenu past` shows them.

use super::picture::{Drawing, PairGroup, PairRow, PairRows, Picture};
use super::words::{Reached, sentences};
use super::{DataTable, Document, Element, Language, Role, RowKind, TableCell};
use crate::past::{PastBaseline, PastCase, PastGroup, PastKind, PastLedger, PastOutcome, past_groups};

/// The most pairs that are shown with methods, sources and notes.
const FEW: usize = 6;
/// What of a forecast counts as most of it.
const MOST: f64 = 0.9;

/// The pairs that were found by some words; all of them where there are none.
#[must_use]
pub fn past(ledger: &PastLedger, words: &[String], language: Language) -> Document {
    let (told, labels) = (language.words(), language.past_labels());
    let found = ledger.search(words);
    let asked = words.join(" ");
    let mut page = Document::new(told.past_found(found.len(), &asked));
    if found.is_empty() {
        return page;
    }
    if words.is_empty() {
        page.section().answer(answer(&found, language));
    }
    let groups = past_groups(&found);
    for of_kind in groups.chunk_by(|a, b| a.kind == b.kind) {
        page.section().table(table(of_kind, language));
    }
    if found.len() <= FEW {
        let section = page.section();
        for case in &found {
            section.push(entry(case, language));
        }
    }
    let section = page.section().picture(picture(&groups, &asked, language));
    section.note(labels.reading).caution(labels.no_scenario);
    if found.len() > FEW {
        section.note(labels.how_to_look);
    }
    page
}

/// What the pairs show together: how often gross outcomes and net effects came to most of what was expected.
fn answer(found: &[&PastCase], language: Language) -> String {
    let counted = |is_one: &dyn Fn(&PastCase) -> bool| {
        let of: Vec<&&PastCase> = found.iter().filter(|case| is_one(case)).collect();
        let word = |case: &&&&PastCase| matches!(case.outcome, PastOutcome::NotSignificant { .. });
        Reached {
            reached: of.iter().filter(|case| case.ratio().is_some_and(|ratio| ratio >= MOST)).count(),
            of: of.len(),
            not_significant: of.iter().filter(word).count(),
        }
    };
    let gross = counted(&|case| case.kind == PastKind::Gross);
    let net = counted(&|case| case.kind == PastKind::Net && case.baseline == PastBaseline::Control);
    // The sentence follows the counts.
    let better = gross.reached * net.of > net.reached * gross.of;
    let conclusion = if better { language.past_labels().conclusion } else { "" };
    sentences([language.words().past_reached(gross, net), conclusion.to_owned()])
}

/// The pairs of one kind, group by group, and what each group comes to.
fn table(groups: &[PastGroup<'_>], language: Language) -> DataTable {
    let labels = language.past_labels();
    let [_, columns @ ..] = labels.columns;
    let kind = language.words().past_kind(groups[0].kind).to_uppercase();
    let mut table = DataTable::new([kind.as_str()].into_iter().chain(columns));
    for group in groups {
        table.add(RowKind::Heading, heading(group, language), []);
        for case in &group.cases {
            table.row(label(case, language), cells(case, language));
        }
        let (ratios, median) = (group.ratios(), group.median());
        let ends = ratios.first().copied().zip(ratios.last().copied());
        let told = language.words().past_group(group.cases.len(), ends, group.not_significant(), median.is_some());
        if group.cases.len() > 1 && !told.is_empty() {
            let shown = TableCell::maybe(median, |median| language.decimal(median, 2));
            table.add(RowKind::Total, told, [TableCell::default(), TableCell::default(), shown]);
        }
    }
    table
}

/// What pairs of a group are compared with and measured against.
fn heading(group: &PastGroup<'_>, language: Language) -> String {
    let words = language.words();
    format!("{}: {}", words.past_baseline(group.baseline), words.past_bar(group.bar))
}

fn label(case: &PastCase, language: Language) -> String {
    format!("{} ({})", case.programme.told(language), case.country)
}

/// Forecast, what was observed, and their ratio.
fn cells(case: &PastCase, language: Language) -> [TableCell; 3] {
    let observed = match case.outcome {
        PastOutcome::Number { observed, .. } => TableCell::number(language.plain(observed), observed),
        PastOutcome::NotSignificant { .. } => TableCell::from(language.past_labels().not_significant),
    };
    [
        TableCell::maybe(case.forecast, |forecast| language.plain(forecast)),
        observed,
        TableCell::maybe(case.ratio(), |ratio| language.decimal(ratio, 2)),
    ]
}

/// A pair with what is counted, how, and where that is to be read.
fn entry(case: &PastCase, language: Language) -> Element {
    let words = language.words();
    let said = |text: &str, told: &dyn Fn(&str) -> String| if text.is_empty() { String::new() } else { told(text) };
    let known = match case.outcome {
        PastOutcome::Number { interval, .. } => interval.map_or_else(String::new, |ends| words.past_interval(ends)),
        PastOutcome::NotSignificant { direction } => {
            direction.map_or_else(String::new, |direction| words.past_direction(direction).to_owned())
        }
    };
    let facts = [
        known,
        said(case.method.told(language), &|method| words.past_method(method)),
        said(case.paid.told(language), &|paid| words.past_paid(paid)),
        words.past_confidence(case.confidence).to_owned(),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let texts = [
        format!("{}, {}", case.quantity.told(language), case.unit.told(language)),
        case.note.told(language).to_owned(),
        words.past_sources(&case.source_forecast, &case.source_observed),
    ];
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    let texts = texts.map(|text| Element::Paragraph { role: Role::Text, text });
    let details = std::iter::once(Element::Facts(facts)).chain(texts).collect();
    Element::Entry { name: label(case, language), value: String::new(), details }
}

/// Every pair as a point, grouped as in the tables.
fn picture(groups: &[PastGroup<'_>], asked: &str, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.past_labels());
    let mut table = DataTable::new(labels.columns);
    let mut shown = Vec::new();
    for group in groups {
        let mut rows = Vec::new();
        for case in &group.cases {
            let value = case.ratio();
            let remark = value.map_or_else(String::new, |ratio| language.decimal(ratio, 2));
            rows.push(PairRow { name: label(case, language), value, remark, row: table.rows.len() });
            table.row(label(case, language), cells(case, language));
        }
        shown.push(PairGroup {
            heading: format!("{}, {}", words.past_kind(group.kind), heading(group, language)),
            rows,
        });
    }
    let highest = groups.iter().flat_map(PastGroup::ratios).fold(1.0, f64::max);
    let found: Vec<&PastCase> = groups.iter().flat_map(|group| group.cases.iter().copied()).collect();
    Picture {
        name: "past",
        language,
        title: labels.title.to_owned(),
        scenario: words.past_found(found.len(), asked),
        footer: format!("provenu {}", env!("CARGO_PKG_VERSION")),
        description: answer(&found, language),
        table: Some(table),
        drawing: Drawing::Pairs(PairRows {
            across: labels.across.to_owned(),
            to: highest * 1.05,
            legend: labels.legend.map(str::to_owned),
            panels: balanced(shown),
        }),
    }
}

/// Groups in two columns, in their order, the first at least as long; few stay in one.
fn balanced(groups: Vec<PairGroup>) -> [Vec<PairGroup>; 2] {
    const ONE_COLUMN: usize = 16;
    let lines = |group: &PairGroup| group.rows.len() + 1;
    let all: usize = groups.iter().map(lines).sum();
    let (mut left, mut right, mut so_far) = (Vec::new(), Vec::new(), 0);
    for group in groups {
        let panel = if all <= ONE_COLUMN || 2 * so_far < all { &mut left } else { &mut right };
        so_far += lines(&group);
        panel.push(group);
    }
    [left, right]
}
