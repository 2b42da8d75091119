//! All numbers of some replications, column by column.

use provenu::model::{AccountId, Model};
use provenu::random::Design;
use provenu::simulate::{Batch, Fold, run_design};
use std::ops::Range;

/// Named columns, one number a replication.
pub type Columns = Vec<(String, Vec<f64>)>;

/// What a run gives.
pub struct Numbers {
    /// What the families' luck decides, and what is drawn.
    pub simulated: Columns,
    /// The exact expectation by account and year, of the replications whose number (from 0) is divisible by 8.
    pub expected: Columns,
}

struct Collect<'m>(&'m Model);

impl Collect<'_> {
    fn columns(&self, batch: &Batch) -> Numbers {
        let model = self.0;
        let accounts = || model.accounts.iter().enumerate().map(|(i, account)| (AccountId(i), &account.id));
        let column = |name: String, values: &[f64]| (name, values.to_vec());
        let mut simulated = vec![];
        let mut expected = vec![];
        for (account, id) in accounts() {
            for (year, calendar) in model.calendar.iter().enumerate() {
                let name = format!("{id} in {calendar}");
                let eighth = (0..batch.len()).filter(|i| (batch.first + *i as u64).is_multiple_of(8));
                let all = batch.expected(account, year);
                expected.push((name.clone(), eighth.map(|i| all[i]).collect()));
                simulated.push(column(name, batch.yearly(account, year)));
            }
        }
        for (account, id) in accounts() {
            simulated.push(column(format!("gains of {id}"), batch.gains(account)));
            simulated.push(column(format!("payments of {id}"), batch.payments(account)));
            simulated.push(column(format!("own gains of {id}"), batch.own_gains(account)));
        }
        simulated.push(column("person-years".into(), batch.person_years()));
        simulated.push(column("present value of person-years".into(), batch.present_person_years()));
        simulated.push(column("discount rate".into(), batch.discount_rates()));
        for (i, event) in model.events.iter().enumerate() {
            simulated.push(column(format!("number of {}", event.id), batch.events(i)));
        }
        Numbers { simulated, expected }
    }
}

impl Fold for Collect<'_> {
    type Part = Vec<Numbers>;

    fn begin(&self, _replications: usize) -> Vec<Numbers> {
        vec![]
    }

    fn add(&self, part: &mut Vec<Numbers>, batch: &Batch) {
        part.push(self.columns(batch));
    }

    fn join(&self, part: &mut Vec<Numbers>, next: Vec<Numbers>) {
        part.extend(next);
    }
}

impl Numbers {
    /// The numbers of a range of replications.
    pub fn of(model: &Model, design: &Design, range: Range<u64>) -> Self {
        let batches = run_design(model, design, range, &Collect(model), &()).expect("a run");
        let append = |mut all: Columns, next: Columns| {
            all.iter_mut().zip(next).for_each(|(all, next)| all.1.extend(next.1));
            all
        };
        let joined = batches.into_iter().reduce(|all, next| Self {
            simulated: append(all.simulated, next.simulated),
            expected: append(all.expected, next.expected),
        });
        joined.expect("a batch")
    }
}
