//! Pictures of what better evidence is worth.

use super::frame::{Told, framed, whose};
use crate::analysis::{EvidenceWorth, KnownWorth, StudyWorth};
use crate::document::evidence::{answer, known_name, known_table, size_table, study_answer};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Across, BarRow, BarRows, Drawing, MOST_ROWS, Marker, Picture};
use crate::summary::Outcome;

/// What it is worth to know everything, and each assumption, the most on top.
#[must_use]
pub fn known(outcome: &Outcome<EvidenceWorth>, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.evidence_labels());
    let (found, span) = (&outcome.result, outcome.span());
    let money = MoneyAxis::covering([found.evpi.value], &outcome.currency, language);
    let told = Told {
        name: "voi",
        title: words.known_title(&span, &whose(outcome, language)),
        description: answer(found, &span, &outcome.currency, language),
        table: known_table(found, language),
    };
    let bar = |title: String, beneath: String, worth: f64, otherwise: f64| BarRow {
        title,
        beneath,
        end: Marker { value: worth, label: money.label(worth) },
        part: None,
        remark: language.percent(otherwise, 0),
    };
    let otherwise = 1.0 - found.decision.options[found.decision.taken].probability_best;
    let mut rows = vec![bar(labels.everything.to_owned(), String::new(), found.evpi.value, otherwise)];
    rows.extend(found.evppi.iter().take(MOST_ROWS - 1).map(|known: &KnownWorth| {
        let (title, path) = known_name(known, language);
        bar(title, path, known.worth.value.value, known.worth.decides_otherwise)
    }));
    let drawing = Drawing::Rows(BarRows {
        about: labels.known_about.to_owned(),
        heading: labels.other_decision.to_owned(),
        rows,
        across: Across::Money(money),
    });
    without_simulation(framed(outcome, language, told, drawing), outcome, language)
}

/// The names of pictures of studies, one after another; of more than these there are tables alone.
pub const STUDIES: [&str; 6] = ["studies", "studies_2", "studies_3", "studies_4", "studies_5", "studies_6"];

/// What a study is worth by its size, less what it costs.
#[must_use]
pub fn study(
    outcome: &Outcome<EvidenceWorth>,
    name: &'static str,
    sizes: &[StudyWorth],
    language: Language,
) -> Picture {
    let (words, labels) = (language.words(), language.evidence_labels());
    let money = MoneyAxis::covering(sizes.iter().map(|study| study.net.value), &outcome.currency, language);
    let told = Told {
        name,
        title: words.studies_title(&sizes[0].title, &whose(outcome, language)),
        description: study_answer(&outcome.result, sizes, &outcome.currency, language),
        table: size_table(sizes, language),
    };
    let row = |study: &StudyWorth| BarRow {
        title: words.followed(study),
        beneath: String::new(),
        end: Marker { value: study.net.value, label: money.label(study.net.value) },
        part: None,
        remark: words.go_ahead(&study.go_ahead_if),
    };
    let drawing = Drawing::Rows(BarRows {
        about: labels.studies_about[0].to_owned(),
        heading: labels.studies_about[1].to_owned(),
        rows: sizes.iter().take(MOST_ROWS).map(row).collect(),
        across: Across::Money(money.clone()),
    });
    without_simulation(framed(outcome, language, told, drawing), outcome, language)
}

fn without_simulation(picture: Picture, outcome: &Outcome<EvidenceWorth>, language: Language) -> Picture {
    let footer = language.words().exact_footer(outcome.run.seed, outcome.run.version);
    Picture { footer, ..picture }
}
