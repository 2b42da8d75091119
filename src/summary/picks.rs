//! Exact quantiles of the perspective and of outcomes without keeping these: what may be one is picked as replications pass.

use super::ordered::{ENDS, wanted};
use super::tally::Columns;
use crate::parallel;
use crate::statistics::{Histogram, OrderStatistics, Picked, Selected, Sketch, Survey};
use std::sync::Arc;

/// What has been picked of consecutive replications, by [place](Columns::place).
#[derive(Debug, Clone)]
pub(super) struct Picks {
    columns: Columns,
    surveys: Arc<[Survey]>,
    /// Part after part, each by place.
    parts: Vec<Vec<Picked>>,
    /// Of the net benefit over the horizon.
    histogram: Histogram,
}

/// What was found in the end: the wanted order statistics, by place.
#[derive(Debug, Clone)]
pub(super) struct Exact {
    pub selected: Vec<Selected>,
    pub histogram: Histogram,
}

impl Picks {
    /// Nothing yet. What sketches of the foremost columns of a pilot tell is to be picked of a run of so many replications.
    pub fn new(columns: Columns, pilot: &[Sketch], count: u64) -> Self {
        let surveys =
            columns.foremost().zip(pilot).map(|(column, sketch)| Survey::new(sketch, &wanted(columns, column, count)));
        let total = &pilot[2 * columns.years - 1];
        let ends = ENDS.map(|p| total.quantile(p).value);
        let histogram = Histogram::open(ends.into(), total.range());
        Self { columns, surveys: surveys.collect(), parts: Vec::new(), histogram }
    }

    /// Nothing yet of a part of so many replications, to be picked as here.
    pub fn begin(&self, replications: usize) -> Self {
        let parts = vec![self.surveys.iter().map(|survey| survey.begin(replications)).collect()];
        Self { parts, surveys: self.surveys.clone(), histogram: self.histogram.emptied(), ..*self }
    }

    /// Values of a column, which is passed over where it is not among the foremost.
    pub fn add(&mut self, column: usize, values: &[f64]) {
        let (Some(place), Some(part)) = (self.columns.place(column), self.parts.last_mut()) else { return };
        self.surveys[place].pick(values, &mut part[place]);
        if self.columns.is_total(column) {
            self.histogram.add_all(values);
        }
    }

    /// The replications that follow, picked alike.
    pub fn join(&mut self, mut next: Self) {
        self.parts.append(&mut next.parts);
        self.histogram.join(&next.histogram);
    }

    /// Drops what is not needed any more, now that so much has passed by. `sketches` are of all columns; so many
    /// replications there will be.
    pub fn narrow(&mut self, sketches: &[Sketch], count: u64) {
        let columns: Vec<usize> = self.columns.foremost().collect();
        let narrowed = parallel::map(columns.len(), |place| {
            let (column, parts) = (columns[place], self.parts.iter().map(|part| &part[place]));
            self.surveys[place].narrowed(&sketches[column], &wanted(self.columns, column, count), parts)
        });
        let (surveys, part): (Vec<Survey>, Vec<Picked>) = narrowed.into_iter().unzip();
        (self.surveys, self.parts) = (surveys.into(), vec![part]);
    }

    /// What has been found; `None` where something wanted was not picked.
    pub fn finish(self, sketches: &[Sketch], count: u64) -> Option<Exact> {
        let columns: Vec<usize> = self.columns.foremost().collect();
        let selected = parallel::map(columns.len(), |place| {
            let (column, parts) = (columns[place], self.parts.iter().map(|part| &part[place]));
            self.surveys[place].finish(&sketches[column], &wanted(self.columns, column, count), parts)
        });
        let selected = selected.into_iter().collect::<Option<_>>()?;
        Some(Exact { selected, histogram: self.histogram.trimmed() })
    }
}
