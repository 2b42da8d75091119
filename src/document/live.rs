//! What the live page says of what has been moved.

use super::Language;
use super::review;
use super::typed::in_shown_unit;
use super::words::{CountGap, Moved, sentences};
use crate::model::Label;
use crate::statistics::Chance;
use crate::summary::{Outcome, Summary};
use serde_json::{Value, json};

/// A number that is moved from its value in the scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedNumber {
    /// Which.
    pub label: Label,
    /// Its value now.
    pub now: f64,
    /// Its value in the scenario.
    pub base: f64,
}

/// How many courses end in surplus, and how that differs from how many do with the same numbers at their own values (`against`, under
/// the same luck).
#[must_use]
pub fn now_ends(run: &Outcome<Summary>, against: Option<&Chance>, moved: &[MovedNumber], language: Language) -> String {
    let ends = ends(run, against, moved, language);
    sentences([ends, review::stops(&run.result, language).unwrap_or_default()])
}

fn ends(run: &Outcome<Summary>, against: Option<&Chance>, moved: &[MovedNumber], language: Language) -> String {
    let words = language.live_words();
    let net = &run.result.headline.net_benefit;
    let Some(chance) = &net.probability_positive else {
        return words.mean_is(&language.brief_signed(net.mean, &run.currency));
    };
    let count = language.out_of_100(chance);
    let Some(against) = against else {
        return words.ends(&count, run.years.last().copied().unwrap_or_default());
    };
    let whole = |chance: &Chance| (chance.value * 100.0).round() as i32;
    let gap = match whole(chance) - whole(against) {
        0 => CountGap::Even,
        more @ 1.. => CountGap::More(more.unsigned_abs()),
        fewer => CountGap::Fewer(fewer.unsigned_abs()),
    };
    let told = |of: &MovedNumber| [of.now, of.base].map(|value| language.value_of(&of.label, value, &run.currency));
    match moved {
        [one] => {
            let [now, base] = told(one);
            words.now_ends(&Moved::One { now: &now, base: &base, title: &one.label.title }, &count, &gap)
        }
        several => words.now_ends(&Moved::Some { count: several.len() }, &count, &gap),
    }
}

/// How many replications an answer rests on, with its error; whether more are to come.
#[must_use]
pub fn computed_with(run: &Outcome<Summary>, last: bool, language: Language) -> String {
    let chance = run.result.headline.net_benefit.probability_positive.filter(|chance| chance.mcse > 0.0);
    let error = chance.map(|chance| language.decimal(chance.mcse * 100.0, 1));
    language.live_words().computed_with(run.run.replications, error.as_deref(), last)
}

impl Language {
    /// Texts that the script of the page puts in place by itself.
    pub(crate) fn live_texts(self) -> Value {
        let labels = self.live_labels();
        json!({
            "decimal": if self.decimal(0.5, 1).contains(',') { "," } else { "." },
            "title": labels.title,
            "still": labels.still,
            "skip": self.page_texts().skip,
            "working": labels.working,
            "saved": labels.saved,
            "failed": labels.failed,
            "link_copied": labels.link_copied,
            "link_shown": labels.link_shown,
            "link_unreadable": labels.link_unreadable,
            "no_scenario": labels.no_scenario,
        })
    }

    /// A value in the unit that its slider has.
    pub(crate) fn shown(value: f64, label: &Label) -> f64 {
        in_shown_unit(value, &label.form)
    }

    /// What a scenario is called in which numbers are moved.
    pub(crate) fn moved_name(self, name: &str, moved: &[MovedNumber], currency: &str) -> String {
        let told = moved.iter().map(|of| format!("{} {}", of.label.title, self.value_of(&of.label, of.now, currency)));
        format!("{name} · {}", told.collect::<Vec<_>>().join(", "))
    }

    /// That a text is no number.
    pub(crate) fn not_a_number(self, typed: &str) -> String {
        self.live_words().not_a_number(typed)
    }
}
