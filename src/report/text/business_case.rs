//! The expected business case, as municipalities print it: costs positive, whole kroner.

use super::{answer, columns, cuts, finish, most, narrowest, upper_first, wrapped};
use crate::model::{Account, AccountId, BusinessCase, CaseLine, Driver, Kind, Model, PLACEMENT, Scope};
use crate::report::number::{decimal, money, named, whole};
use crate::summary::Expected;
use comfy_table::Table;
use std::ops::Range;

/// The table of a business case from the scenario's perspective, then all payers side by side.
#[must_use]
pub fn business_case(model: &Model, case: &BusinessCase, width: usize) -> String {
    let account = model.perspective;
    let name = &model.accounts[account.0].name;
    let mut text = wrapped(&model.title, width, "");
    let heading = format!("Expected business case at base values, {}, seen from: {name}", model.currency);
    text.push_str(&wrapped(&heading, width, ""));
    text.push_str(&cuts(&model.cuts, &model.notes, width));
    text.push_str(&by_year(model, case, width));
    if model.accounts.len() > 1 {
        text.push('\n');
        text.push_str(&by_payer(model, case, width));
        let payers = model.accounts.iter().filter(|account| matches!(account.scope, Scope::Payer | Scope::Sum));
        if payers.into_iter().any(|account| !account.complete) {
            text.push_str(&wrapped(super::INCOMPLETE, width, ""));
        }
    }
    if let Some(parts) = parts(model, case, width) {
        text.push('\n');
        text.push_str(&parts);
    }
    text.push('\n');
    text.push_str(&footer(model, case, width));
    text
}

/// Years side by side, as many as fit; the rest continues below. One year alone is printed whatever its width.
pub(super) fn by_year(model: &Model, case: &BusinessCase, width: usize) -> String {
    let mut text = String::new();
    let mut from = 0;
    while from < model.calendar.years {
        let block = |years: usize| block_table(model, case, from..from + years, width);
        let years = most(model.calendar.years - from, |years| narrowest(&block(years)) <= width);
        text.push('\n');
        text.push_str(&finish(block(years)));
        from += years;
    }
    text
}

fn block_table(model: &Model, case: &BusinessCase, years: Range<usize>, width: usize) -> Table {
    let account = model.perspective;
    let with_total = years.end == model.calendar.years;
    let mut table = columns(width);
    let mut header = vec![String::new()];
    header.extend(years.clone().map(|year| model.calendar.year(year).to_string()));
    if with_total {
        header.push("Total".to_owned());
    }
    table.set_header(header);
    let mut row = |label: &str, values: Option<(&[f64], Option<f64>)>, format: &dyn Fn(f64) -> String| {
        let mut cells = vec![label.to_owned()];
        if let Some((values, total)) = values {
            cells.extend(years.clone().map(|year| format(values[year])));
            if with_total {
                cells.push(total.map_or_else(String::new, format));
            }
        }
        table.add_row(cells);
    };
    let sum = |values: &[f64]| Some(values.iter().sum());
    for (kind, title, total_title) in [(Kind::Cost, "COSTS", "Costs"), (Kind::Saving, "SAVINGS", "Savings")] {
        let sign = if kind == Kind::Cost { -1.0 } else { 1.0 };
        let lines: Vec<&CaseLine> = case
            .lines
            .iter()
            .filter(|line| line.kind_to(account) == kind && line.accounts[account.0].iter().any(|v| *v != 0.0))
            .collect();
        if lines.is_empty() {
            continue;
        }
        row(title, None, &whole);
        for line in lines {
            let values: Vec<f64> = line.accounts[account.0].iter().map(|value| sign * value).collect();
            row(&line.title, Some((&values, sum(&values))), &whole);
        }
        let values: Vec<f64> = case.total(account, kind).iter().map(|value| sign * value).collect();
        row(total_title, Some((&values, sum(&values))), &whole);
    }
    let net = case.net(account);
    row("RESULT", None, &whole);
    row("Net benefit", Some((&net, sum(&net))), &whole);
    let flow = case.cash_flow(account);
    if model.discounting.is_active() {
        let present: Vec<f64> = net.iter().zip(&case.discount).map(|(net, weight)| net * weight).collect();
        row("Discount factor", Some((&case.discount, None)), &|factor| decimal(factor, 4));
        row("Net, present value", Some((&present, sum(&present))), &whole);
    }
    row("Cumulative", Some((flow.cumulative(), None)), &whole);
    if model.has_employment() {
        row("Person-years", Some((&case.person_years, sum(&case.person_years))), &|years| decimal(years, 2));
    }
    let priced =
        |event: usize| model.lines.iter().any(|line| matches!(line.driver, Driver::EventYear(of, _) if of == event));
    for (i, (event, years)) in model.events.iter().zip(&case.event_years).enumerate() {
        // How long something lasts that no line pays for is of no interest.
        if !priced(i) {
            continue;
        }
        let label =
            if event.id == PLACEMENT { "Placement-years".to_owned() } else { format!("{}, years", event.title) };
        row(&label, Some((years, sum(years))), &|years| decimal(years, 2));
    }
    table
}

/// Lines by payers over the whole horizon: whose money it is. As many payers side by side as fit; the rest below.
fn by_payer(model: &Model, case: &BusinessCase, width: usize) -> String {
    let payers: Vec<AccountId> = model.accounts_where(|scope| matches!(scope, Scope::Payer | Scope::Sum)).collect();
    let mut blocks = Vec::new();
    let mut left = payers.as_slice();
    while !left.is_empty() {
        let block = |payers: usize| payer_block(model, case, &left[..payers], width);
        let count = most(left.len(), |payers| narrowest(&block(payers)) <= width);
        blocks.push(finish(block(count)));
        left = &left[count..];
    }
    blocks.join("\n")
}

fn payer_block(model: &Model, case: &BusinessCase, payers: &[AccountId], width: usize) -> Table {
    let mut table = columns(width);
    let header = std::iter::once(format!("{} by payer", model.calendar.span()));
    let name = |account: &AccountId| {
        let account = &model.accounts[account.0];
        named(&account.name, account.complete)
    };
    table.set_header(header.chain(payers.iter().map(name)));
    let total = |values: &[f64]| whole(values.iter().sum());
    for line in &case.lines {
        let values = payers.iter().map(|account| total(&line.accounts[account.0]));
        table.add_row(std::iter::once(line.title.clone()).chain(values));
    }
    let nets = payers.iter().map(|&account| total(&case.net(account)));
    table.add_row(std::iter::once("Net benefit".to_owned()).chain(nets));
    if model.discounting.is_active() {
        let present = payers.iter().map(|&account| whole(case.cash_flow(account).total()));
        table.add_row(std::iter::once("Net, present value".to_owned()).chain(present));
    }
    table
}

/// Net benefit of each part of a ledger: budgets, what is cashable, subgroups; and welfare.
fn parts(model: &Model, case: &BusinessCase, width: usize) -> Option<String> {
    let parts: Vec<AccountId> = model.accounts_where(|scope| !matches!(scope, Scope::Payer | Scope::Sum)).collect();
    if parts.is_empty() {
        return None;
    }
    let mut table = columns(width);
    let mut header = vec!["Net benefit of".to_owned(), "Total".to_owned()];
    if model.discounting.is_active() {
        header.push("Present value".to_owned());
    }
    table.set_header(header);
    for account in parts {
        let view = &model.accounts[account.0];
        let label = match &view.scope {
            Scope::Welfare => "Welfare of all, market prices".to_owned(),
            Scope::Budget(Some(_)) => upper_first(&format!("{}budget: {}", holder(model, view), view.name)),
            Scope::Budget(None) | Scope::Cashable => format!("{}{}", holder(model, view), view.name),
            Scope::Subgroup(Some(_)) => format!("Subgroup: {}", view.name),
            _ => view.name.clone(),
        };
        let mut row = vec![label, whole(case.net(account).iter().sum())];
        if model.discounting.is_active() {
            row.push(whole(case.cash_flow(account).total()));
        }
        table.add_row(row);
    }
    Some(finish(table))
}

/// Whose money a part is, unless its name says it.
fn holder(model: &Model, view: &Account) -> String {
    let name = view.members.first().map_or("", |holder| model.payers[holder.0].name.as_str());
    if view.name.starts_with(&format!("{name}: ")) { String::new() } else { format!("{name}, ") }
}

fn footer(model: &Model, case: &BusinessCase, width: usize) -> String {
    let expected = Expected::new(model, case);
    let years: Vec<i32> = model.calendar.iter().collect();
    let complete = model.accounts[model.perspective.0].complete;
    let mut text =
        wrapped(&answer::break_even(&expected, &years, complete, &model.calendar.span(), &model.currency), width, "");
    let mut ratios = vec![(
        "benefit-cost ratio",
        expected.benefit_cost_ratio.map(|ratio| decimal(ratio, 3)),
        expected.no_ratio.benefit_cost_ratio,
    )];
    if let Some(cost) = &expected.cost_per_person_year {
        let [programme, net] = answer::cost_names(cost);
        let told = |cost: Option<f64>| cost.map(|cost| money(cost, &model.currency));
        ratios.push((programme, told(cost.programme), expected.no_ratio.programme_cost_per_person_year));
        ratios.push((net, told(cost.net), expected.no_ratio.net_cost_per_person_year));
    }
    for (name, found, none) in ratios {
        let sentence = match (found, none) {
            (Some(found), _) => format!("{}: {found}", upper_first(name)),
            (None, Some(reason)) => format!("No {name}: {}.", answer::no_ratio(reason)),
            (None, None) => continue,
        };
        text.push_str(&wrapped(&sentence, width, ""));
    }
    if expected.cost_per_person_year.is_some_and(|cost| cost.net.is_some()) {
        text.push_str(&wrapped("Net cost: the costs less all savings that are not per person-year.", width, ""));
    }
    if model.discounting.is_active() {
        let told = "Lines, totals and net benefit are undiscounted; present value, cumulative, break-even and ratios are discounted.";
        text.push_str(&wrapped(told, width, ""));
    }
    text
}
