//! A run that is done.

use crate::model::{BusinessCase, CashFlow, Draw, Model};
use crate::random::Design;
use crate::simulate::{Monitor, Replications, RunError};
use crate::summary::{Outcome, Summary};

/// A run that is done, with all that its replications can be had from again.
#[derive(Debug)]
pub struct Sampled<'m> {
    /// What was simulated.
    pub model: &'m Model,
    /// The points at which parameters were drawn.
    pub design: Design,
    /// The expected business case.
    pub case: BusinessCase,
    /// What was found.
    pub outcome: Outcome<Summary>,
}

/// One replication, as a row of `replications.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicated {
    /// The value of every parameter.
    pub draw: Draw,
    /// Net benefit of the perspective by year, undiscounted.
    pub yearly: Vec<f64>,
    /// Its cash flow.
    pub flow: CashFlow,
}

/// Replications that are simulated at a time, to be given one by one.
const AT_ONCE: u64 = 1 << 10;

impl Sampled<'_> {
    /// Every replication in order. A run keeps none, but luck can be had again: each is simulated once more.
    pub fn replications(&self, monitor: &impl Monitor) -> impl Iterator<Item = Result<Replicated, RunError>> {
        let count = self.outcome.run.replications;
        (0..count).step_by(AT_ONCE as usize).flat_map(move |from| {
            let range = from..count.min(from + AT_ONCE);
            match Replications::of_design(self.model, &self.design, range, monitor) {
                Ok(all) => (0..all.len()).map(|i| Ok(self.replicated(&all, from, i))).collect(),
                Err(error) => vec![Err(error)],
            }
        })
    }

    fn replicated(&self, all: &Replications, from: u64, i: usize) -> Replicated {
        let account = self.model.perspective;
        Replicated {
            draw: self.model.draw_at(self.design.point(from + i as u64)),
            yearly: all.yearly(i, account).to_vec(),
            flow: all.cash_flow(i, account),
        }
    }
}
