//! A run that is done.

use super::EverythingColumn;
use crate::model::{BusinessCase, CashFlow, Draw, Model};
use crate::random::Design;
use crate::simulate::{Layout, Monitor, Replications, RunError};
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
    /// The numbers of all [`EverythingColumn`]s, where everything is kept.
    pub everything: Vec<f64>,
}

/// Which numbers of a replication are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptNumbers {
    /// Parameters, and the perspective's net benefit by year and in all.
    Usual,
    /// Beside them every number that is reported, by year and in all.
    Everything,
}

impl KeptNumbers {
    /// The columns beyond the usual ones.
    #[must_use]
    pub fn columns(self, model: &Model) -> Vec<EverythingColumn> {
        match self {
            Self::Usual => Vec::new(),
            Self::Everything => EverythingColumn::all(model),
        }
    }

    /// The most bytes held while a number of replications is written: so many at a time, whatever their number.
    #[must_use]
    pub fn bytes(self, model: &Model, replications: u64) -> u64 {
        let layout = match self {
            Self::Usual => Layout::of(model),
            Self::Everything => Layout::of(model).by_year(),
        };
        // The records as they are simulated and joined, and the rows made of them.
        let row = model.parameters.len() + 2 * model.calendar.years + self.columns(model).len();
        (8 * (2 * layout.width() + row)) as u64 * replications.min(AT_ONCE)
    }
}

/// Replications that are simulated at a time, to be given one by one.
const AT_ONCE: u64 = 1 << 10;

impl Sampled<'_> {
    /// Every replication in order. A run keeps none, but luck can be had again: each is simulated once more.
    pub fn replications(
        &self,
        kept: KeptNumbers,
        monitor: &impl Monitor,
    ) -> impl Iterator<Item = Result<Replicated, RunError>> {
        let (count, columns) = (self.outcome.run.replications, kept.columns(self.model));
        (0..count).step_by(AT_ONCE as usize).flat_map(move |from| {
            let range = from..count.min(from + AT_ONCE);
            let found = match kept {
                KeptNumbers::Usual => Replications::of_design(self.model, &self.design, range, monitor),
                KeptNumbers::Everything => Replications::by_year(self.model, &self.design, range, monitor),
            };
            match found {
                Ok(all) => (0..all.len()).map(|i| Ok(self.replicated(&all, from, i, &columns))).collect(),
                Err(error) => vec![Err(error)],
            }
        })
    }

    fn replicated(&self, all: &Replications, from: u64, i: usize, columns: &[EverythingColumn]) -> Replicated {
        let account = self.model.perspective;
        Replicated {
            draw: self.model.draw_at(self.design.point(from + i as u64)),
            yearly: all.yearly(i, account).to_vec(),
            flow: all.cash_flow(i, account),
            everything: columns.iter().map(|column| column.of(self.model, all, i)).collect(),
        }
    }
}
