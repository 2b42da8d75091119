//! Several programmes at once.

use super::analysis_tables::at;
use super::stress::opening;
use super::words::{Known, sentences};
use super::{DataTable, Document, Language, RowKind, Section, TableCell, pictures};
use crate::analysis::{BudgetFacts, CountProbability, Portfolio};
use crate::model::Grade;
use crate::statistics::Chance;
use crate::summary::{NetBenefit, Outcome, quantile_at};

/// Programmes shown one by one at most.
const MOST: usize = 30;
/// Rows of counts that break even, at most.
const MOST_COUNTS: usize = 12;

/// What programmes bring one by one and together, and what they even out.
#[must_use]
pub fn portfolio(report: &Outcome<Portfolio>, language: Language) -> Document {
    let found = &report.result;
    let everywhere = |change: &&String| report.further.iter().all(|other| other.set.contains(change));
    let set: Vec<String> = report.scenario.set.iter().filter(everywhere).cloned().collect();
    let mut page = opening(report, &set, language);
    page.section().answer(answer(report, language));
    programmes(page.section(), report, language);
    page.last().picture(pictures::portfolio(report, language));
    broken_even(page.section(), found, language);
    spread(page.section(), report, language);
    shared(page.section(), found, language);
    advance(page.section(), report, language);
    payers(page.section(), report, language);
    if let Some(first) = &found.first {
        let words = language.words();
        let section = page.section();
        section.text(words.portfolio_first(first, &report.currency)).note(language.portfolio_labels().counted);
    }
    page
}

/// What all bring together.
pub(super) fn answer(report: &Outcome<Portfolio>, language: Language) -> String {
    let found = &report.result;
    language.words().portfolio_answer(found.programmes.len(), &report.span(), &found.total, &report.currency)
}

fn programmes(section: &mut Section, report: &Outcome<Portfolio>, language: Language) {
    let (words, labels) = (language.words(), language.portfolio_labels());
    let found = &report.result;
    section.table(table(report, language));
    let few = found.programmes.len() <= MOST;
    let assumed = found.programmes.iter().filter(|of| of.evidence == Some(Grade::Assumed.name())).count();
    let chances: Vec<Chance> = found
        .programmes
        .iter()
        .map(|of| &of.net_benefit)
        .chain([&found.total])
        .filter_map(|net| net.probability_positive)
        .collect();
    section.note(sentences([
        labels.programmes_note.to_owned(),
        words.chances_known(Known::of(&chances)),
        if assumed > 0 { words.portfolio_assumed(assumed, found.programmes.len()) } else { String::new() },
        if found.cut { labels.cut.to_owned() } else { String::new() },
        if few { String::new() } else { labels.too_many.to_owned() },
    ]));
}

/// The programmes and their total.
pub(super) fn table(report: &Outcome<Portfolio>, language: Language) -> DataTable {
    let (labels, common) = (language.portfolio_labels(), language.labels());
    let found = &report.result;
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let titles = [labels.programme, labels.participants, common.mean, "±", &low, &high, common.probability_positive];
    let mut table = DataTable::of_names(titles);
    let cells = |participants: f64, net: &NetBenefit| {
        let [low, high] = [0.05, 0.95].map(|p| at(&net.quantiles, p));
        let numbers = [net.mean, net.mcse, low, high].map(|value| language.cell(value));
        let odds = language.odds_cell(net.probability_positive.as_ref());
        std::iter::once(language.plain_cell(participants)).chain(numbers).chain([odds]).collect::<Vec<TableCell>>()
    };
    let shown = if found.programmes.len() <= MOST { &found.programmes[..] } else { &[] };
    for of in shown {
        table.row(of.name.clone(), cells(of.participants, &of.net_benefit));
    }
    let all: f64 = found.programmes.iter().map(|of| of.participants).sum();
    table.add(RowKind::Total, labels.together, cells(all, &found.total));
    table
}

fn broken_even(section: &mut Section, found: &Portfolio, language: Language) {
    let (words, labels) = (language.words(), language.portfolio_labels());
    let (Some(mean), [none, .., all]) = (found.break_even_mean, &found.break_even[..]) else { return };
    let mut table = DataTable::new(labels.even);
    let between = &found.break_even[1..found.break_even.len() - 1];
    let step = between.len().div_ceil(MOST_COUNTS - 2).max(1);
    for some in
        std::iter::once(std::slice::from_ref(none)).chain(between.chunks(step)).chain([std::slice::from_ref(all)])
    {
        let name = words.portfolio_count(some[0].count, some[some.len() - 1].count);
        table.row(name, [language.odds_cell(Some(&together(some)))]);
    }
    let chances: Vec<Chance> = found.break_even.iter().map(|of| of.probability).collect();
    section.text(words.portfolio_even(mean, found.programmes.len(), &none.probability, &all.probability));
    section.table(table).note(words.chances_known(Known::of(&chances)));
}

/// How likely one of some counts is.
fn together(counts: &[CountProbability]) -> Chance {
    let first = counts[0].probability;
    match (counts, first.sample) {
        ([_], _) => first,
        (_, crate::statistics::Sample::Replications(n)) => {
            let times: f64 = counts.iter().map(|of| of.probability.value * n as f64).sum();
            Chance::of(times.round() as u64, n)
        }
        _ => first,
    }
}

fn spread(section: &mut Section, report: &Outcome<Portfolio>, language: Language) {
    let (words, labels) = (language.words(), language.portfolio_labels());
    let (found, shares) = (&report.result.diversification, !report.result.shared.is_empty());
    let [heading, simulated, apart, together] = labels.spread;
    let mut table = DataTable::new([heading, language.currency(&report.currency)]);
    for (name, sd) in [(apart, found.sd_if_independent), (simulated, found.sd.value), (together, found.sd_if_together)]
    {
        table.row(name, [language.cell(sd)]);
    }
    section.text(words.portfolio_spread(found, shares, &report.currency)).table(table);
    let odds = report.result.total.probability_positive.zip(found.positive_if_independent);
    if let Some((shared, independent)) = odds.filter(|_| shares && found.correlation.is_some()) {
        section.text(words.portfolio_independent(&shared, independent));
    }
}

fn shared(section: &mut Section, found: &Portfolio, language: Language) {
    let (words, labels) = (language.words(), language.portfolio_labels());
    let titles: Vec<&str> =
        found.shared.iter().filter(|shared| !shared.yearly).map(|shared| shared.label.title.as_str()).collect();
    let of_all = found.shared.iter().all(|shared| shared.programmes == found.programmes.len());
    let deviating: Vec<_> = found.programmes.iter().filter(|of| !of.deviates.is_empty()).collect();
    section.text(sentences([
        words.portfolio_shared(&titles, if of_all { 1 } else { 2 }),
        deviating.first().map_or_else(String::new, |of| words.portfolio_deviates(of, deviating.len())),
        labels.own_families.to_owned(),
    ]));
}

fn advance(section: &mut Section, report: &Outcome<Portfolio>, language: Language) {
    let (labels, common) = (language.portfolio_labels(), language.labels());
    let found = &report.result;
    let [heading, budget, over] = labels.advance;
    let high = language.percent(0.95, 0);
    let budgets = found.programmes.iter().map(|of| &of.advance).chain([&found.advance]).any(|of| of.budget.is_some());
    let titles = [heading, common.mean, "±", &high, budget, over];
    let mut table = DataTable::of_names(titles[..if budgets { 6 } else { 4 }].iter().copied());
    let cells = |of: &BudgetFacts| {
        let high = quantile_at(&of.needed.quantiles, 0.95).map_or(f64::NAN, |quantile| quantile.value);
        let numbers = [of.needed.mean, of.needed.mcse, high].map(|value| language.cell(value));
        let budget = TableCell::maybe(of.budget, |value| language.whole(value));
        let over = of.over.as_ref().map_or_else(TableCell::default, |over| language.odds_cell(Some(over)));
        numbers.into_iter().chain(budgets.then_some([budget, over]).into_iter().flatten()).collect::<Vec<_>>()
    };
    if found.programmes.len() <= MOST {
        for of in &found.programmes {
            table.row(of.name.clone(), cells(&of.advance));
        }
    }
    table.add(RowKind::Total, labels.together, cells(&found.advance));
    section.table(table);
}

fn payers(section: &mut Section, report: &Outcome<Portfolio>, language: Language) {
    let (words, labels, common) = (language.words(), language.portfolio_labels(), language.labels());
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let mut table = DataTable::new([labels.account, common.mean, "±", &low, &high, common.probability_positive]);
    for of in &report.result.payers {
        let net = &of.net_benefit;
        let [low, high] = [0.05, 0.95].map(|p| at(&net.quantiles, p));
        let numbers = [net.mean, net.mcse, low, high].map(|value| language.cell(value));
        let odds = language.odds_cell(net.probability_positive.as_ref());
        table.row(words.named(&of.name, of.complete), numbers.into_iter().chain([odds]));
    }
    section.table(table);
}
