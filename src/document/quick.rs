//! The quick answer.

use super::words::sentences;
use super::{DataTable, Document, Language, adjustments};
use crate::analysis::Quick;
use crate::summary::Outcome;

/// Means with their intervals, by payer and by year, and the share of parameters.
#[must_use]
pub fn quick(outcome: &Outcome<Quick>, language: Language) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let (names, quick) = (&outcome.names, &outcome.result);
    let mut page = Document::new(&outcome.scenario.title);
    page.last().text(words.quick_facts(quick));
    if let Some(level) = names.price_level {
        page.last().text(words.all_at_price_level(level));
    }
    adjustments::caution(page.last(), names, language);

    let [base, mean, from, to, sd] =
        [labels.base_values, labels.mean, labels.interval_from, labels.interval_to, labels.sd];
    let title = words.mean_net_benefit_of(&outcome.span());
    let mut table = DataTable::new([&title, base, mean, from, to, sd]);
    let each = || names.accounts.iter().zip(&quick.accounts).filter(|(account, _)| account.part == "payer");
    for (account, found) in each() {
        let mean = found.mean;
        let numbers = [found.expected_total, mean.value, mean.lower, mean.upper, found.sd.value];
        table.row(words.named(&account.name, account.complete), numbers.map(|number| language.cell(number)));
    }
    page.section().table(table);

    let Some((account, headline)) = each().find(|(account, _)| account.id == outcome.account) else { return page };
    let name = &account.name;
    let mut table = DataTable::new([&words.cumulative_of(name), mean, from, to]);
    for (year, mean) in outcome.years.iter().zip(&headline.cumulative) {
        let numbers = [mean.value, mean.lower, mean.upper];
        table.row(year.to_string(), numbers.map(|number| language.cell(number)));
    }
    page.section().table(table);

    page.section().note(sentences([
        headline.variance.map_or_else(String::new, |split| words.quick_variance(name, &split)),
        headline.worth_replications.map_or_else(String::new, |worth| words.quick_worth(worth)),
        labels.quick_note.to_owned(),
    ]));
    page
}
