//! Every number of a replication by name, for `--keep everything`.

use crate::model::{AccountId, Model, Scope};
use crate::simulate::{DetailColumn, Replications};

/// A column of what is kept of a replication. Savings and what is gained are positive, costs negative; years are undiscounted, sums
/// of money discounted if asked.
#[derive(Debug, Clone, PartialEq)]
pub struct EverythingColumn {
    /// Its name: `payers.ID.costs_2017`, `payers.ID.savings_2017`, `payers.ID.net_2017`, `person_years_2017`, `events.ID_2017`,
    /// `participants_2017`, each also without a year for the whole horizon; there the net benefit is `payers.ID.net_benefit`.
    pub name: String,
    number: EverythingNumber,
}

/// What a column holds, in a year (by position) or over the horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
enum EverythingNumber {
    Money(MoneySide, AccountId, Option<usize>),
    PersonYears(Option<usize>),
    Events(usize, Option<usize>),
    Participants(Option<usize>),
}

/// Which money of a payer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum MoneySide {
    Costs,
    Savings,
    Net,
}

impl EverythingColumn {
    /// All columns of a model: each payer's costs, savings and net benefit, person-years, each event and those who leave the programme,
    /// year by year and in all. Sums of payers are not kept: they are the sums of their payers.
    #[must_use]
    pub fn all(model: &Model) -> Vec<Self> {
        let mut columns = Vec::new();
        let mut add = |name: &str, whole: &str, number: &dyn Fn(Option<usize>) -> EverythingNumber| {
            for (year, calendar) in model.calendar.iter().enumerate() {
                columns.push(Self { name: format!("{name}_{calendar}"), number: number(Some(year)) });
            }
            columns.push(Self { name: whole.to_owned(), number: number(None) });
        };
        for payer in model.accounts_where(|scope| *scope == Scope::Payer) {
            let id = format!("payers.{}", model.accounts[payer.0].id);
            for (side, name, whole) in [
                (MoneySide::Costs, "costs", "costs"),
                (MoneySide::Savings, "savings", "savings"),
                (MoneySide::Net, "net", "net_benefit"),
            ] {
                let number = |year| EverythingNumber::Money(side, payer, year);
                add(&format!("{id}.{name}"), &format!("{id}.{whole}"), &number);
            }
        }
        if model.has_employment() {
            add("person_years", "person_years", &EverythingNumber::PersonYears);
        }
        for (event, known) in model.events.iter().enumerate() {
            let name = format!("events.{}", known.id);
            add(&name, &name, &|year| EverythingNumber::Events(event, year));
        }
        if model.participants().is_some() {
            add("participants", "participants", &EverythingNumber::Participants);
        }
        columns
    }

    /// Its number in one of some replications, which have every number by year.
    #[must_use]
    pub fn of(&self, model: &Model, all: &Replications, replication: usize) -> f64 {
        let detail = |column| all.detail(replication, column);
        let years = |of: &dyn Fn(usize) -> f64| (0..model.calendar.years).map(of).sum();
        match self.number {
            EverythingNumber::Money(MoneySide::Costs, payer, Some(year)) => {
                0.0 - detail(DetailColumn::Payments(payer, year))
            }
            EverythingNumber::Money(MoneySide::Savings, payer, Some(year)) => detail(DetailColumn::Gains(payer, year)),
            EverythingNumber::Money(MoneySide::Net, payer, Some(year)) => all.yearly(replication, payer)[year],
            EverythingNumber::Money(MoneySide::Costs, payer, None) => {
                0.0 - all.gains_and_payments(replication, payer).1
            }
            EverythingNumber::Money(MoneySide::Savings, payer, None) => all.gains_and_payments(replication, payer).0,
            EverythingNumber::Money(MoneySide::Net, payer, None) => all.cash_flow(replication, payer).total(),
            EverythingNumber::PersonYears(Some(year)) => detail(DetailColumn::PersonYears(year)),
            EverythingNumber::PersonYears(None) => all.person_years(replication),
            EverythingNumber::Events(event, Some(year)) => detail(DetailColumn::Events(event, year)),
            EverythingNumber::Events(event, None) => all.events(replication, event),
            EverythingNumber::Participants(Some(year)) => participants(model, year, &detail),
            EverythingNumber::Participants(None) => years(&|year| participants(model, year, &detail)),
        }
    }
}

fn participants(model: &Model, year: usize, detail: &dyn Fn(DetailColumn) -> f64) -> f64 {
    (0..model.groups.len()).map(|group| detail(DetailColumn::Participants(group, year))).sum()
}

#[cfg(test)]
mod tests {
    use crate::run::{KeptNumbers, Replicated, Request, Run};
    use crate::scenario::Scenario;
    use std::collections::HashMap;

    /// Every kept number of a replication by name, with the net benefits of the perspective.
    type Row = (HashMap<String, f64>, Vec<f64>, f64);

    fn rows(name: &str, text: &str, set: &[&str]) -> (Scenario, Vec<Row>) {
        let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
        let scenario = Scenario::parse(name, text, &set, &|_| Err("no data files".into())).expect("sound");
        let request = Request { replications: Some(300), ..Request::default() };
        let run = Run::new(&scenario, request).expect("possible").sample(&()).expect("worked out");
        let columns = super::EverythingColumn::all(&scenario.model);
        let row = |found| {
            let Replicated { draw: _, yearly, flow, everything } = found;
            let names = columns.iter().map(|column| column.name.clone());
            (names.zip(everything).collect(), yearly, flow.total())
        };
        let rows = run
            .replications(KeptNumbers::Everything, &())
            .map(|found| row(found.expect("no draw is refused")))
            .collect();
        (scenario, rows)
    }

    fn near(a: f64, b: f64, size: f64) -> bool {
        (a - b).abs() <= 1e-9 * size.max(1.0)
    }

    #[test]
    fn what_is_held_while_everything_is_written_does_not_grow_with_the_run() {
        let text = include_str!("../../configs/silkeborg.toml");
        let model =
            Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model;
        let held = |kept: KeptNumbers, replications| kept.bytes(&model, replications);
        assert_eq!(held(KeptNumbers::Everything, 10_000), held(KeptNumbers::Everything, 10_000_000));
        assert!(held(KeptNumbers::Usual, 10_000) < held(KeptNumbers::Everything, 10_000));
        assert!(held(KeptNumbers::Everything, 10_000) < 16 << 20);
    }

    #[test]
    fn every_replication_adds_up() {
        let shipped = [
            ("silkeborg.toml", include_str!("../../configs/silkeborg.toml"), &["perspective=\"public_sector\""][..]),
            ("silkeborg.toml", include_str!("../../configs/silkeborg.toml"), &["discounting={ rate = 0.03 }"]),
            ("assens.toml", include_str!("../../configs/assens.toml"), &[]),
            ("gladsaxe.toml", include_str!("../../configs/gladsaxe.toml"), &[]),
        ];
        for (name, text, set) in shipped {
            let (scenario, rows) = rows(name, text, set);
            let model = &scenario.model;
            let members = &model.accounts[model.perspective.0].members;
            let payers = || model.payers.iter().map(|payer| format!("payers.{}", payer.id));
            for (row, yearly, total) in &rows {
                let moved = |payer: &String| ["savings", "costs"].map(|of| row[&format!("{payer}.{of}")].abs());
                let size: f64 = payers().flat_map(|payer| moved(&payer)).sum();
                for (year, calendar) in model.calendar.iter().enumerate() {
                    for payer in payers() {
                        let [costs, savings, net] =
                            ["costs", "savings", "net"].map(|of| row[&format!("{payer}.{of}_{calendar}")]);
                        assert!(near(costs + savings, net, size), "{name} {payer} {calendar}");
                    }
                    let held = members.iter().map(|member| &model.payers[member.0].id);
                    let sum: f64 = held.map(|id| row[&format!("payers.{id}.net_{calendar}")]).sum();
                    assert!(
                        near(sum, yearly[year], size),
                        "{name}: the payers of the perspective sum to it in {calendar}"
                    );
                }
                let whole =
                    members.iter().map(|member| row[&format!("payers.{}.net_benefit", model.payers[member.0].id)]);
                assert!(near(whole.sum(), *total, size), "{name}: over the horizon too");
                let over_years = |key: &str| -> f64 { model.calendar.iter().map(|y| row[&format!("{key}_{y}")]).sum() };
                let counts = model.events.iter().map(|event| format!("events.{}", event.id));
                for key in counts.chain(["person_years".to_owned(), "participants".to_owned()]) {
                    if row.contains_key(&key) {
                        assert!(near(over_years(&key), row[&key], 1e3), "{name}: the years of {key} sum to it");
                    }
                }
                for payer in payers().filter(|_| !model.discounting.is_active()) {
                    for (year, whole) in [("costs", "costs"), ("savings", "savings"), ("net", "net_benefit")] {
                        let (sum, all) = (over_years(&format!("{payer}.{year}")), row[&format!("{payer}.{whole}")]);
                        assert!(near(sum, all, size), "{name}: the years of {payer}.{year} sum to {whole}");
                    }
                }
            }
        }
    }
}
