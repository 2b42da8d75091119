//! What a review on the way is worth.

use super::brief::counted as of_100;
use super::stress::opening;
use super::words::{BestReview, BestStop, CountedNoun, Known, sentences};
use super::{DataTable, Document, Language, TableCell, pictures};
use crate::analysis::{Best, NetFacts, ReviewWorth, RuleWorth, StopRule};
use crate::summary::{Names, Outcome, ReviewAt, Summary};

/// The rule of a scenario in a sentence, where it has one.
pub(super) fn rule(names: &Names, language: Language) -> Option<String> {
    let facts = names.review.as_ref()?;
    let title = facts.title.as_deref();
    Some(language.words().review_rule(counted(title), &facts.reviews, facts.notice))
}

/// How often it stops the programme, where it can.
pub(super) fn stops(run: &Summary, language: Language) -> Option<String> {
    let chance = run.probability_stopped.as_ref()?;
    Some(language.words().review_stops(&language.courses_out_of_100(chance)))
}

/// What a review counts, by the title of an event.
pub(super) fn counted(title: Option<&str>) -> CountedNoun<'_> {
    title.map_or(CountedNoun::Entries, CountedNoun::Events)
}

/// The best rule, or that no review is worth anything, in sentences.
pub(super) fn answer(report: &Outcome<ReviewWorth>, language: Language) -> String {
    let (words, found, currency) = (language.words(), &report.result, report.currency.as_str());
    let best = match found.best {
        Best::GoOn => words.best_is_to_go_on(found.go_on.mean, found.worth, currency),
        Best::Stop { year } => {
            let stop = found.stop_of(year).map_or(found.go_on.mean, |stop| stop.net.mean);
            let until = report.years.last().copied().unwrap_or(year);
            let (go_on, last_intake) = (found.go_on.mean, found.last_intake);
            let longer = found.longer.as_ref();
            sentences([
                words.best_is_to_stop(&BestStop { year, stop, go_on, last_intake, until, currency }),
                longer.map_or_else(
                    || language.review_labels().longer_unknown.to_owned(),
                    |longer| words.counted_longer(longer, currency),
                ),
            ])
        }
        Best::Review { year, at_least, as_well } => found.rule(year, at_least).map_or_else(String::new, |rule| {
            words.best_review(&BestReview {
                counted: counted(found.title.as_deref()),
                at: ReviewAt { year, at_least },
                as_well,
                value: rule.worth.value,
                stops: of_100(&rule.worth.probability_stopped),
                worst: rule.worth.worst,
                currency,
            })
        }),
    };
    let own = found.stated.as_ref().zip(rule(&report.names, language)).map(|(stated, rule)| {
        words.stated_rule(&rule, stated.worth.value, of_100(&stated.worth.probability_stopped), currency)
    });
    sentences([best, own.unwrap_or_default()])
}

/// The best rule of each year, and the scenario's own.
fn rules(report: &Outcome<ReviewWorth>, language: Language) -> DataTable {
    let (labels, found) = (language.review_labels(), &report.result);
    let mut table = DataTable::new(labels.rules);
    let cells = |worth: &RuleWorth| {
        let chance = |chance| language.odds_cell(Some(chance));
        [
            language.cell(worth.value.value),
            language.cell(worth.value.mcse),
            chance(&worth.probability_stopped),
            chance(&worth.stopped_though_paying),
        ]
    };
    let least = |at_least: u32| language.cell(f64::from(at_least));
    for StopRule { year, at_least, worth } in found.stops.iter().filter_map(|stop| found.best_of(stop.year)) {
        table.row(year.to_string(), std::iter::once(least(*at_least)).chain(cells(worth)));
    }
    if let Some(stated) = &found.stated {
        let least = match stated.reviews[..] {
            [ReviewAt { at_least, .. }] => least(at_least),
            _ => TableCell::default(),
        };
        table.row(labels.stated, std::iter::once(least).chain(cells(&stated.worth)));
    }
    table
}

/// What each way to run the programme brings.
fn ways(report: &Outcome<ReviewWorth>, language: Language) -> DataTable {
    let (words, labels, found) = (language.words(), language.review_labels(), &report.result);
    let mut table = DataTable::new(labels.ways);
    let cells = |net: &NetFacts| {
        let [mean, worst] = [net.mean, net.expected_shortfall_05];
        let odds = language.odds_cell(net.probability_positive.as_ref());
        [mean.value, mean.mcse, worst.value, worst.mcse].map(|amount| language.cell(amount)).into_iter().chain([odds])
    };
    table.row(labels.go_on, cells(&found.go_on));
    for stop in &found.stops {
        table.row(words.stop_at(stop.year), cells(&stop.net));
    }
    if let Some(StopRule { year, at_least, worth }) = found.best_rule() {
        table.row(words.review_at(ReviewAt { year: *year, at_least: *at_least }), cells(&worth.net));
    }
    if let Some(stated) = &found.stated {
        table.row(labels.stated, cells(&stated.worth.net));
    }
    table
}

/// What a review is worth: the best rule in a sentence, the best of each year, and what each way to run the programme brings.
#[must_use]
pub fn review(report: &Outcome<ReviewWorth>, language: Language) -> Document {
    let (words, labels, found) = (language.words(), language.review_labels(), &report.result);
    let mut page = opening(report, &report.scenario.set, language);
    page.section().answer(answer(report, language));
    let shown: Vec<&StopRule> = found.stops.iter().filter_map(|stop| found.best_of(stop.year)).collect();
    let chances = shown.iter().flat_map(|rule| [&rule.worth.probability_stopped, &rule.worth.stopped_though_paying]);
    let positive = found.stops.iter().filter_map(|stop| stop.net.probability_positive.as_ref());
    let means = found.stops.iter().map(|stop| stop.net.mean.mcse).fold(found.go_on.mean.mcse, f64::max);
    let errors = words.errors(means, &report.currency, Known::of(chances.chain(positive)));
    page.section().table(rules(report, language)).note(labels.rules_note);
    page.section().table(ways(report, language)).note(errors);
    if let Some(picture) = pictures::review(report, language) {
        page.section().picture(picture);
    }
    page
}
