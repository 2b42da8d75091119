//! Exact quantiles of the perspective and of outcomes without keeping all values: those that may be one are picked as replications
//! pass.

use super::Percentiles;
use super::columns::{Columns, ENDS, wanted};
use crate::parallel;
use crate::statistics::{Histogram, OrderStatistics, Picked, Selected, Sketch, Survey};
use std::sync::Arc;

/// The values picked from consecutive replications.
#[derive(Debug, Clone)]
pub(super) struct Picks {
    surveys: Arc<Surveys>,
    /// Part after part, each by [place](Surveys::by_place).
    parts: Vec<Vec<Picked>>,
    /// Of the net benefit over the horizon.
    histogram: Histogram,
}

/// Which columns are picked from, and which of their values.
#[derive(Debug)]
struct Surveys {
    columns: Columns,
    percentiles: Percentiles,
    /// The place of each column in `by_place`; none where nothing is picked from it.
    places: Vec<Option<usize>>,
    /// Each column picked from, and where its wanted ranks will lie.
    by_place: Vec<(usize, Survey)>,
}

/// The result: the wanted order statistics of the foremost columns, in order.
#[derive(Debug, Clone)]
pub(super) struct Exact {
    pub selected: Vec<Selected>,
    pub histogram: Histogram,
}

impl Surveys {
    fn new(columns: Columns, percentiles: Percentiles, by_place: Vec<(usize, Survey)>) -> Arc<Self> {
        let place = |column: usize| by_place.iter().position(|(own, _)| *own == column);
        Arc::new(Self { columns, percentiles, places: (0..columns.count()).map(place).collect(), by_place })
    }
}

impl Picks {
    /// An empty selection for a run of `count` replications. Sketches of a pilot's foremost columns decide what is picked.
    pub fn new(columns: Columns, percentiles: &Percentiles, pilot: &[Sketch], count: u64) -> Self {
        let own = columns.foremost().zip(pilot).filter(|(column, _)| columns.source(*column) == *column);
        let survey = |(column, sketch)| (column, Survey::new(sketch, &wanted(columns, column, count, percentiles)));
        let total = &pilot[2 * columns.years - 1];
        let ends = ENDS.map(|p| total.quantile(p).value);
        let histogram = Histogram::open(ends.into(), total.range());
        let surveys = Surveys::new(columns, percentiles.clone(), own.map(survey).collect());
        Self { surveys, parts: Vec::new(), histogram }
    }

    /// About how many numbers of each replication are picked.
    pub fn width(&self) -> f64 {
        self.surveys.by_place.iter().map(|(_, survey)| survey.share()).sum()
    }

    /// An empty selection for a part with this number of replications, by the same rule.
    pub fn begin(&self, replications: usize) -> Self {
        let parts = vec![self.surveys.by_place.iter().map(|(_, survey)| survey.begin(replications)).collect()];
        Self { surveys: self.surveys.clone(), parts, histogram: self.histogram.emptied() }
    }

    /// Picks from the values of a column, and counts all of them.
    pub fn add(&mut self, column: usize, values: &[f64], sketch: &mut Sketch) {
        let (Some(place), Some(part)) = (self.surveys.places[column], self.parts.last_mut()) else {
            return sketch.add(values);
        };
        self.surveys.by_place[place].1.pick(values, sketch, &mut part[place]);
        if self.surveys.columns.is_total(column) {
            self.histogram.add_all(values);
        }
    }

    /// Appends what was picked from the replications that follow.
    pub fn join(&mut self, mut next: Self) {
        self.parts.append(&mut next.parts);
        self.histogram.join(&next.histogram);
    }

    /// Drops what the replications so far have shown not to be needed. `sketches` are those of all columns, `count` is the
    /// number of replications of the whole run.
    pub fn narrow(&mut self, sketches: &[Sketch], count: u64) {
        let Surveys { columns, percentiles, .. } = &*self.surveys;
        let (columns, percentiles) = (*columns, percentiles.clone());
        let narrowed = self.by_place(|column, survey, parts| {
            let (survey, picked) =
                survey.narrowed(&sketches[column], &wanted(columns, column, count, &percentiles), parts);
            ((column, survey), picked)
        });
        let (surveys, part): (Vec<_>, Vec<_>) = narrowed.into_iter().unzip();
        (self.surveys, self.parts) = (Surveys::new(columns, percentiles, surveys), vec![part]);
    }

    /// The wanted order statistics; `None` where one of them was not picked.
    pub fn finish(self, sketches: &[Sketch], count: u64) -> Option<Exact> {
        let Surveys { columns, percentiles, .. } = &*self.surveys;
        let found = self.by_place(|column, survey, parts| {
            survey.finish(&sketches[column], &wanted(*columns, column, count, percentiles), parts)
        });
        let selected = columns.foremost().map(|column| found[self.surveys.places[columns.source(column)]?].clone());
        Some(Exact { selected: selected.collect::<Option<_>>()?, histogram: self.histogram.trimmed() })
    }

    /// The results of `work` for each column, with its survey and what was picked from it, part after part.
    fn by_place<T: Send>(&self, work: impl Fn(usize, &Survey, &[&Picked]) -> T + Sync + Send) -> Vec<T> {
        parallel::map(self.surveys.by_place.len(), |place| {
            let (column, survey) = &self.surveys.by_place[place];
            let parts: Vec<&Picked> = self.parts.iter().map(|part| &part[place]).collect();
            work(*column, survey, &parts)
        })
    }
}
