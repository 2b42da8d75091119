//! What better evidence is worth: assumptions, and studies with the rule in families.

use super::brief::of_hundred;
use super::stress::opening;
use super::words::{Decided, DecidedNow, sentences};
use super::{DataTable, Document, Language, Narrow, Section, TableCell, pictures};
use crate::analysis::{DecisionFacts, EvidenceWorth, GoAhead, KnownWorth, Reason, StudyWorth};
use crate::statistics::Estimate;
use crate::summary::Outcome;

/// The name of what is known, and its path or paths.
pub(super) fn known_name(known: &KnownWorth, language: Language) -> (String, String) {
    // The years of a series are named by their series.
    let shown = if known.reason == Some(Reason::Years) { 1 } else { known.labels.len() };
    let titles: Vec<&str> = known.labels[..shown].iter().map(|label| label.title.as_str()).collect();
    let title = known.name.clone().unwrap_or_else(|| language.words().taken_as_one(&titles));
    (title, known.paths[..shown].join(", "))
}

/// What it is worth to know each assumption.
pub(super) fn known_table(found: &EvidenceWorth, language: Language) -> DataTable {
    let labels = language.evidence_labels();
    let mut table = DataTable::of_names(labels.known);
    let cells = |worth: Estimate, otherwise: f64| {
        [language.cell(worth.value), language.cell(worth.mcse), language.percent_cell(otherwise, 0)]
    };
    table.row(labels.everything, cells(found.evpi, other_better(found)));
    for known in &found.evppi {
        let (title, path) = known_name(known, language);
        let worth = &known.worth;
        table.row(TableCell::assumption(title, &path), cells(worth.value, worth.decides_otherwise));
    }
    table
}

/// The options, where several scenarios are to choose from.
fn option_table(found: &EvidenceWorth, language: Language) -> DataTable {
    let labels = language.evidence_labels();
    let mut table = DataTable::of_names(labels.options);
    for option in &found.decision.options {
        let name = if option.id == "nothing" { labels.nothing } else { option.id.as_str() };
        let (mean, best) = (option.mean, option.probability_best);
        table.row(name, [language.cell(mean.value), language.cell(mean.mcse), language.percent_cell(best, 0)]);
    }
    table
}

/// How likely the decision that is not taken now would be better.
fn other_better(found: &EvidenceWorth) -> f64 {
    1.0 - found.decision.options[found.decision.taken].probability_best
}

/// What is decided now, what knowing everything is worth, and what is most worth knowing.
pub(super) fn answer(found: &EvidenceWorth, span: &str, currency: &str, language: Language) -> String {
    let words = language.words();
    let now = DecidedNow {
        span,
        currency,
        decision: decided(&found.decision),
        other_better: of_hundred(other_better(found)),
        evpi: found.evpi,
    };
    let single = found.evppi.iter().find(|known| known.labels.len() == 1);
    let most = match single.filter(|known| known.worth.value.value.round() > 0.0) {
        Some(known) => words.most_worth(&known_name(known, language).0, known.worth.value, currency),
        None => words.nothing_worth().to_owned(),
    };
    sentences([words.decided_now(&now), most])
}

/// What is taken now; with studies there are two options, of which the second is to invest.
fn decided(decision: &DecisionFacts) -> Decided<'_> {
    let options = &decision.options;
    let taken = &options[decision.taken];
    match (taken.id.as_str(), options.len()) {
        ("invest", _) => Decided::Invest(taken.mean),
        ("nothing", 2) if options[1].id == "invest" => Decided::NotInvest(options[1].mean),
        ("nothing", _) if decision.taken == 0 => Decided::NoneOf,
        (name, _) => Decided::One(name, taken.mean),
    }
}

/// The studies of an answer, each with its sizes.
pub(super) fn by_study(found: &EvidenceWorth) -> Vec<&[StudyWorth]> {
    found.studies.chunk_by(|a, b| a.id == b.id).collect()
}

/// The sizes of a study.
pub(super) fn size_table(sizes: &[StudyWorth], language: Language) -> DataTable {
    let (words, numbers) = (language.words(), language.evidence_labels().studies);
    let mut table = DataTable::of_names([words.study_title(&sizes[0])]);
    for title in numbers {
        table.column(title, Narrow::Stays);
    }
    for study in sizes {
        let cells = [
            language.cell(study.worth.value),
            language.cell(study.worth.mcse),
            language.cell(study.cost),
            language.signed_cell(study.net.value),
            language.percent_cell(study.says_no, 0),
            words.go_ahead(&study.go_ahead_if).into(),
        ];
        table.row(TableCell::number(language.whole(study.n as f64), study.n as f64), cells);
    }
    table
}

/// The rule of the best size and what it brings; where none is worth its cost, that.
pub(super) fn study_answer(found: &EvidenceWorth, sizes: &[StudyWorth], currency: &str, language: Language) -> String {
    let words = language.words();
    let last = &sizes[sizes.len() - 1];
    if sizes.iter().all(|study| matches!(study.go_ahead_if, GoAhead::Always | GoAhead::Never)) {
        return words.changes_nothing(last);
    }
    let best = found.best_sizes.iter().find(|best| best.id == last.id && best.municipalities == 1);
    let of_best = best.and_then(|best| Some((sizes.iter().find(|study| study.n == best.size.n)?, best)));
    if let Some((study, best)) = of_best {
        let near = [best.size.from, best.size.to];
        return sentences([
            words.study_rule(study),
            words.study_worth(study, near, currency),
            if study.n == last.n { words.none_larger(study.n) } else { String::new() },
        ]);
    }
    let nearest = sizes.iter().max_by(|a, b| a.net.value.total_cmp(&b.net.value)).unwrap_or(last);
    sentences([words.no_size_pays(nearest, currency), words.study_rule(nearest)])
}

/// What a study is worth to all municipalities that could use it, and what the budget guarantee takes of that; empty where it is for one.
pub(super) fn everywhere_answer(
    found: &EvidenceWorth,
    sizes: &[StudyWorth],
    currency: &str,
    language: Language,
) -> String {
    let words = language.words();
    let best = found.best_sizes.iter().find(|best| best.id == sizes[0].id && best.municipalities > 1);
    let at_best = best.and_then(|best| sizes.iter().find(|study| study.n == best.size.n));
    let Some(study) = at_best.or(sizes.last()) else { return String::new() };
    let Some(everywhere) = study.everywhere else { return String::new() };
    let near = best.map(|best| [best.size.from, best.size.to]);
    sentences([
        words.everywhere(study, &everywhere, near, currency),
        found.guaranteed.map_or_else(String::new, |saved| words.budget_guarantee(saved, currency)),
    ])
}

/// The sizes of a study for all municipalities that could use it.
fn everywhere_table(sizes: &[StudyWorth], language: Language) -> Option<DataTable> {
    let among = sizes[0].everywhere?.municipalities;
    let labels = language.evidence_labels().everywhere;
    let mut table = DataTable::of_names([language.words().among(&among)]);
    for title in labels {
        table.column(title, Narrow::Stays);
    }
    for study in sizes {
        let all = study.everywhere?;
        let cells = [
            language.cell(all.evsi_elsewhere.value),
            language.cell(all.worth.value),
            language.cell(all.worth.mcse),
            language.signed_cell(all.net.value),
        ];
        table.row(TableCell::number(language.whole(study.n as f64), study.n as f64), cells);
    }
    Some(table)
}

/// What better evidence is worth.
#[must_use]
pub fn evidence(report: &Outcome<EvidenceWorth>, language: Language) -> Document {
    let labels = language.evidence_labels();
    let found = &report.result;
    let mut page = opening(report, &report.scenario.set, language);
    page.section().answer(answer(found, &report.span(), &report.currency, language));
    if found.decision.options.len() > 2 || found.decision.options[0].id != "nothing" {
        page.section().table(option_table(found, language));
    }
    let section = page.section();
    let several = found.evppi.iter().any(|known| known.labels.len() > 1);
    section.table(known_table(found, language)).note(sentences([
        labels.known_note.to_owned(),
        if several { labels.bracket_note.to_owned() } else { String::new() },
    ]));
    section.picture(pictures::known(report, language));
    for (position, sizes) in by_study(found).into_iter().enumerate() {
        study(page.section(), report, (position, sizes), language);
    }
    page
}

fn study(
    section: &mut Section,
    report: &Outcome<EvidenceWorth>,
    (position, sizes): (usize, &[StudyWorth]),
    language: Language,
) {
    section.answer(study_answer(&report.result, sizes, &report.currency, language));
    section.table(size_table(sizes, language)).note(language.evidence_labels().studies_note);
    if let Some(table) = everywhere_table(sizes, language) {
        section.answer(everywhere_answer(&report.result, sizes, &report.currency, language));
        section.table(table).note(language.evidence_labels().everywhere_note);
    }
    if let Some(name) = pictures::STUDIES.get(position) {
        section.picture(pictures::study(report, name, sizes, language));
    }
}
