//! The expected business case, as municipalities print it: costs positive, whole kroner.

use super::assumptions::cuts;
use super::review::rule;
use super::switching::switching as switching_table;
use super::words::{lower_first, upper_first};
use super::{
    DataTable, Document, Language, Narrow, RowKind, Section, TableCell, adjustments, break_even, prices, ratios,
};
use crate::model::{Account, AccountId, BusinessCase, CaseLine, Driver, Kind, Model, PLACEMENT, Scope};
use crate::summary::{Expected, Names, PerParticipant, SwitchingFacts};

/// The table of a business case from the scenario's perspective, then all payers side by side; where one number must lie for it
/// to pay, if the scenario asks.
#[must_use]
pub fn business_case(
    model: &Model,
    case: &BusinessCase,
    switching: Option<&SwitchingFacts>,
    language: Language,
) -> Document {
    let (words, labels) = (language.words(), language.labels());
    let mut page = Document::new(&model.title);
    let name = &model.accounts[model.perspective.0].name;
    page.last().text(words.case_heading(language.currency(&model.currency), name));
    if let Some(level) = model.price_level {
        page.last().text(words.all_at_price_level(level));
    }
    cuts(page.last(), &model.cuts, &model.notes, language);
    let names = Names::of(model);
    if let Some(rule) = rule(&names, language) {
        page.last().text(rule);
    }
    adjustments::caution(page.last(), &names, language);
    page.section().table(by_year(model, case, language));
    if model.accounts.len() > 1 {
        let section = page.section();
        section.table(by_payer(model, case, language));
        let payers = model.accounts.iter().filter(|account| matches!(account.scope, Scope::Payer | Scope::Sum));
        if payers.into_iter().any(|account| !account.complete) {
            section.caution(labels.incomplete);
        }
    }
    parts(page.section(), model, case, language);
    if let Some(note) = adjustments::public_funds(&names, language) {
        page.last().note(note);
    }
    footer(page.section(), model, case, language);
    if let Some(switching) = switching {
        switching_table(page.section(), &names, switching, &model.currency, language);
    }
    page
}

/// Rows of the table by year.
struct ByYear {
    table: DataTable,
    language: Language,
    /// What totals are divided by, where there are participants.
    participants: Option<f64>,
}

impl ByYear {
    /// A number for each year, and a total where there is one.
    fn row(&mut self, kind: RowKind, label: &str, values: &[f64], total: Option<f64>, text: impl Fn(f64) -> String) {
        let years = values.iter().map(|&value| TableCell::number(text(value), value));
        let each = self.participants.map(|number| TableCell::maybe(total.map(|total| total / number), &text));
        let cells: Vec<TableCell> = years.chain([TableCell::maybe(total, &text)]).chain(each).collect();
        self.table.add(kind, label, cells);
    }

    /// Amounts with their sum.
    fn amounts(&mut self, kind: RowKind, label: &str, values: &[f64]) {
        let language = self.language;
        self.row(kind, label, values, Some(values.iter().sum()), |value| language.whole(value));
    }

    fn heading(&mut self, label: &str) {
        self.table.add(RowKind::Heading, label, []);
    }
}

/// Costs, savings and what they come to, year by year.
pub(super) fn by_year(model: &Model, case: &BusinessCase, language: Language) -> DataTable {
    let labels = language.labels();
    let account = model.perspective;
    let mut table = DataTable::new([""]);
    for year in model.calendar.iter() {
        table.column(year.to_string(), Narrow::Continues);
    }
    table.column(labels.total, Narrow::Follows);
    let participants = model.participants().zip(case.taken_in(account));
    if let Some((of, _)) = participants {
        table.column(language.words().per(of), Narrow::Follows);
    }
    let mut rows = ByYear { table, language, participants: participants.map(|(_, number)| number) };
    for (kind, title, total_title) in
        [(Kind::Cost, labels.costs, labels.costs_total), (Kind::Saving, labels.savings, labels.savings_total)]
    {
        let sign = if kind == Kind::Cost { -1.0 } else { 1.0 };
        let signed = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| sign * value).collect() };
        let moves = |line: &&CaseLine| line.accounts[account.0].iter().any(|value| *value != 0.0);
        let of_kind = case.lines.iter().filter(|line| line.kind_to(account) == kind);
        let lines: Vec<&CaseLine> = of_kind.filter(moves).collect();
        if lines.is_empty() {
            continue;
        }
        rows.heading(title);
        for line in lines {
            rows.amounts(RowKind::Plain, &line.title, &signed(&line.accounts[account.0]));
        }
        rows.amounts(RowKind::Total, total_title, &signed(&case.total(account, kind)));
    }
    results(&mut rows, model, case, language);
    rows.table
}

/// Net benefit, discounted and cumulative, and what is bought for it.
fn results(rows: &mut ByYear, model: &Model, case: &BusinessCase, language: Language) {
    let labels = language.labels();
    let net = case.net(model.perspective);
    rows.heading(labels.result);
    rows.amounts(RowKind::Total, labels.net_benefit, &net);
    if model.discounting.is_active() {
        let present: Vec<f64> = net.iter().zip(&case.discount).map(|(net, weight)| net * weight).collect();
        let factor = |factor| language.decimal(factor, 4);
        rows.row(RowKind::Plain, labels.discount_factor, &case.discount, None, factor);
        rows.amounts(RowKind::Total, labels.present_value_of_net, &present);
    }
    let flow = case.cash_flow(model.perspective);
    rows.row(RowKind::Plain, labels.cumulative, flow.cumulative(), None, |value| language.whole(value));
    let years = |years| language.decimal(years, 2);
    if model.has_employment() {
        let sum = case.person_years.iter().sum();
        rows.row(RowKind::Plain, labels.person_years, &case.person_years, Some(sum), years);
    }
    // How long something lasts that no line pays for is of no interest.
    let priced =
        |event: usize| model.lines.iter().any(|line| matches!(line.driver, Driver::EventYear(of, _) if of == event));
    let events = model.events.iter().zip(&case.event_years).enumerate();
    for (_, (event, lasting)) in events.filter(|(i, _)| priced(*i)) {
        let label = if event.id == PLACEMENT {
            labels.placement_years.to_owned()
        } else {
            language.words().years_of(&event.title)
        };
        rows.row(RowKind::Plain, &label, lasting, Some(lasting.iter().sum()), years);
    }
}

/// Lines by payers over the whole horizon: whose money it is.
pub(super) fn by_payer(model: &Model, case: &BusinessCase, language: Language) -> DataTable {
    let (words, labels) = (language.words(), language.labels());
    let payers: Vec<AccountId> = model.accounts_where(|scope| matches!(scope, Scope::Payer | Scope::Sum)).collect();
    let mut table = DataTable::new([words.by_payer(&model.calendar.span())]);
    for account in payers.iter().map(|id| &model.accounts[id.0]) {
        table.column(words.named(&account.name, account.complete), Narrow::Continues);
    }
    let total = |values: &[f64]| language.cell(values.iter().sum());
    for line in &case.lines {
        table.row(line.title.clone(), payers.iter().map(|account| total(&line.accounts[account.0])));
    }
    let nets = payers.iter().map(|&account| total(&case.net(account)));
    table.add(RowKind::Total, labels.net_benefit, nets);
    if model.discounting.is_active() {
        let present = payers.iter().map(|&account| language.cell(case.cash_flow(account).total()));
        table.add(RowKind::Total, labels.present_value_of_net, present);
    }
    per_participant(&mut table, model, case, language);
    table
}

/// Costs, savings and net benefit of one participant, by payer; present values where later years are discounted.
fn per_participant(table: &mut DataTable, model: &Model, case: &BusinessCase, language: Language) {
    let words = language.words();
    let payers = || model.accounts_where(|scope| matches!(scope, Scope::Payer | Scope::Sum));
    let each: Vec<PerParticipant> = payers().filter_map(|payer| PerParticipant::of(case, payer)).collect();
    let (Some(of), false) = (model.participants(), each.is_empty()) else { return };
    let per = upper_first(words.per(of));
    let discounted = model.discounting.is_active();
    let title = if discounted { format!("{per}, {}", lower_first(language.labels().present_value)) } else { per };
    table.add(RowKind::Heading, title, []);
    let sums: [fn(&PerParticipant) -> f64; 3] = [|each| each.costs, |each| each.savings, |each| each.net_benefit];
    for (name, sum) in words.money().into_iter().zip(sums) {
        table.row(upper_first(name), each.iter().map(|each| language.cell(sum(each))));
    }
}

/// Net benefit of each part of a ledger: budgets, what is cashable, subgroups; and welfare.
fn parts(section: &mut Section, model: &Model, case: &BusinessCase, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let parts: Vec<AccountId> = model.accounts_where(|scope| !matches!(scope, Scope::Payer | Scope::Sum)).collect();
    if parts.is_empty() {
        return;
    }
    let discounted = model.discounting.is_active().then_some(labels.present_value);
    let per = model.participants().map(|of| words.per(of));
    let titles = [labels.net_benefit_of, labels.total].into_iter().chain(discounted).chain(per);
    let mut table = DataTable::new(titles);
    for account in parts {
        let view = &model.accounts[account.0];
        let label = match &view.scope {
            Scope::Welfare => labels.welfare_of_all.to_owned(),
            Scope::Budget(Some(_)) => upper_first(&words.budget_of(holder(model, view), &view.name)),
            Scope::Budget(None) | Scope::Cashable => match holder(model, view) {
                Some(holder) => format!("{holder}, {}", view.name),
                None => view.name.clone(),
            },
            Scope::Subgroup(Some(_)) => words.subgroup(&view.name),
            _ => view.name.clone(),
        };
        let total = language.cell(case.net(account).iter().sum());
        let present = discounted.map(|_| language.cell(case.cash_flow(account).total()));
        let each = per.map(|_| {
            let each = PerParticipant::of(case, account).map(|each| each.net_benefit);
            TableCell::maybe(each, |each| language.whole(each))
        });
        table.row(label, std::iter::once(total).chain(present).chain(each));
    }
    section.table(table);
}

/// Whose money a part is, unless its name says it.
fn holder<'a>(model: &'a Model, view: &Account) -> Option<&'a str> {
    let name = view.members.first().map_or("", |holder| model.payers[holder.0].name.as_str());
    (!view.name.starts_with(&format!("{name}: "))).then_some(name)
}

fn footer(section: &mut Section, model: &Model, case: &BusinessCase, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let expected = Expected::new(model, case);
    let complete = model.accounts[model.perspective.0].complete;
    section.text(break_even::expected(&expected, &model.calendar, complete, &model.currency, language));
    if let Some((of, each)) = model.participants().zip(expected.per_participant) {
        section.note(words.divided(of, each.participants, Names::of(model).has_subgroups()));
    }
    let none = &expected.no_ratio;
    let ratio = expected.benefit_cost_ratio.map(|ratio| language.decimal(ratio, 3));
    let mut ratios = vec![(labels.benefit_cost_ratio, ratio, none.benefit_cost_ratio)];
    if let Some(cost) = &expected.cost_per_person_year {
        let [programme, net] = if cost.discounted { labels.costs_per_year_discounted } else { labels.costs_per_year };
        let told = |cost: Option<f64>| cost.map(|cost| language.money(cost, &model.currency));
        ratios.push((programme, told(cost.programme), none.programme_cost_per_person_year));
        ratios.push((net, told(cost.net), none.net_cost_per_person_year));
    }
    for (name, found, none) in ratios {
        match (found, none) {
            (Some(found), _) => section.text(format!("{}: {found}", upper_first(name))),
            (None, Some(reason)) => section.text(words.no_ratio(name, words.why_no_ratio(reason))),
            (None, None) => continue,
        };
    }
    let names = Names::of(model);
    let name = |id: &str| prices::outcome_name(&names, id, language);
    let whose = &model.accounts[model.perspective.0].name;
    for told in prices::expected_prices(&expected.prices, &name, whose, &model.currency, language) {
        section.text(told);
    }
    if let Some(found) = &expected.gain_per_public_krone {
        section.text(ratios::expected_krone(found, &model.currency, language));
    }
    if expected.cost_per_person_year.is_some_and(|cost| cost.net.is_some()) {
        section.note(labels.net_cost_note);
    }
    if model.discounting.is_active() {
        section.note(labels.discounted_note);
    }
}
