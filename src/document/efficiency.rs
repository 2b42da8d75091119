//! Scenarios per participant and per krone, and which of several options are worth their cost.

use super::words::{Brought, Known, sentences};
use super::{DataTable, Language, Narrow, Section, TableCell};
use crate::analysis::{Comparison, Frontier, Ranked, ScenarioEfficiency};
use crate::statistics::{Chance, Estimate};

/// What each scenario brings per participant and per krone, then what each step to a dearer one brings.
pub(super) fn efficiency(comparison: &Comparison, language: Language) -> Vec<Section> {
    let found = &comparison.efficiency;
    let mut sections = vec![Section::default()];
    sections[0].table(by_scenario(comparison, language));
    for (frontier, brought) in [(&found.net_benefit, Brought::Net), (&found.person_years, Brought::PersonYears)] {
        sections.extend(frontier.as_ref().map(|frontier| steps(frontier, brought, language)));
    }
    let mut note = Section::default();
    note.note(language.words().efficiency_note());
    sections.push(note);
    sections
}

/// Money per participant, where all have participants, and net benefit per krone of cost.
fn by_scenario(comparison: &Comparison, language: Language) -> DataTable {
    let words = language.words();
    let found = &comparison.efficiency;
    let counted = found.counted();
    let [costs, savings, net] = words.money();
    let mut table = DataTable::of_names([words.efficiency_title(counted.map(|of| words.per(of)))]);
    if counted.is_some() {
        table.column(costs, Narrow::LeftOut(2)).column(savings, Narrow::LeftOut(2)).column(net, Narrow::Stays);
        table.column("±", Narrow::LeftOut(1));
    }
    table.column(words.per_krone(), Narrow::Stays).column("±", Narrow::Stays);
    for scenario in &found.scenarios {
        let ScenarioEfficiency { name, savings, costs, net_benefit, net_per_krone, .. } = scenario;
        let each = |of: Option<Estimate>| TableCell::maybe(of.map(|of| of.value), |value| language.whole(value));
        let error = net_benefit.per_participant.map(|of| of.mcse);
        let error = TableCell::maybe(error, |error| language.whole(error));
        let divided =
            [each(costs.per_participant), each(savings.per_participant), each(net_benefit.per_participant), error];
        let ratio = match net_per_krone.found() {
            Ok(Estimate { value, mcse }) => [language.decimal_cell(value, 3), language.decimal_cell(mcse, 3)],
            Err(reason) => [words.why_no_ratio(reason).into(), TableCell::default()],
        };
        table.row(name.clone(), divided.into_iter().filter(|_| counted.is_some()).chain(ratio));
    }
    table
}

fn steps(frontier: &Frontier, brought: Brought, language: Language) -> Section {
    let words = language.words();
    let mut section = Section::default();
    let Frontier { efficient, steps, dominated } = frontier;
    let [title, cost, effect, ratio] = words.step_titles(brought);
    let mut table = DataTable::of_names([title]);
    for column in [cost, effect] {
        table.column(column, Narrow::Stays).column("±", Narrow::LeftOut(1));
    }
    table.column(ratio, Narrow::Stays).column("±", Narrow::Stays);
    let money = |of: f64| language.cell(of);
    let decimal = |of: f64| language.decimal_cell(of, 2);
    let (of_effect, of_ratio): (&dyn Fn(f64) -> TableCell, &dyn Fn(f64) -> TableCell) = match brought {
        Brought::Net => (&money, &decimal),
        Brought::PersonYears => (&decimal, &money),
    };
    for step in steps {
        let pair = |of: &Estimate, cell: &dyn Fn(f64) -> TableCell| [cell(of.value), cell(of.mcse)];
        let ratio = step.ratio.as_ref();
        let ratio = ratio.map_or_else(|| [words.unclear().into(), TableCell::default()], |of| pair(of, of_ratio));
        let cells = pair(&step.cost, &money).into_iter().chain(pair(&step.effect, of_effect)).chain(ratio);
        table.row(format!("{} → {}", step.from, step.to), cells);
    }
    if !table.rows.is_empty() {
        section.table(table);
    }
    if let ([only], false) = (efficient.as_slice(), dominated.is_empty()) {
        section.text(words.costs_least(only, brought));
    }
    for beaten in dominated {
        section.text(words.dominated(beaten, brought));
    }
    section
}

/// Whether another is more often the best than the one with the highest mean, and how often some are equally good.
pub(super) fn best(ranking: &[Ranked], language: Language) -> String {
    let words = language.words();
    let odds = |of: &Ranked| language.chance(&of.probability_best, 1);
    let probable = ranking.iter().max_by(|a, b| a.probability_best.value.total_cmp(&b.probability_best.value));
    let told = |highest: &Ranked, probable: &Ranked| {
        let ([of_best, of_highest], [a, b]) = ([probable, highest].map(odds), [&probable.name, &highest.name]);
        words.best_is_not_highest([a, &of_best], [b, &of_highest])
    };
    let is_clear = |a: &Chance, b: &Chance| a.value - b.value > 2.0 * a.mcse.hypot(b.mcse);
    let other = ranking.first().zip(probable);
    let other = other.filter(|(highest, probable)| is_clear(&probable.probability_best, &highest.probability_best));
    let ties = ranking.iter().map(|of| of.probability_tied).max_by(|a, b| a.value.total_cmp(&b.value));
    let ties = ties.filter(|most| most.value > 0.0);
    sentences([
        other.map_or_else(String::new, |(highest, probable)| told(highest, probable)),
        ties.map_or_else(String::new, |most| words.ties(&language.chance(&most, 1))),
        words.chances_known(Known::of(ranking.iter().map(|of| &of.probability_best))),
    ])
}
