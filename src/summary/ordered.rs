//! The order statistics of all numbers with reported quantiles: exact where replications were kept, else from sketches.

use super::Keeping;
use super::columns::{Columns, ENDS, Kept, wanted};
use super::flows::{Flows, Weights};
use super::tally::Tally;
use crate::model::{AccountId, Model};
use crate::parallel;
use crate::simulate::BATCH;
use crate::statistics::{
    Estimate, Histogram, OrderStatistics, Picked, Scale, Selected, Selection, Sketch, Wanted, edge_of_tail, shortfall,
};
use std::ops::Range;

/// Samples up to this size are sorted, larger ones sketched.
const SORTED: u64 = 8192;
/// The most parts of the kept replications that are read side by side, and the fewest replications for which a part pays off.
const SHARES: u64 = 32;
const SHARE: u64 = 8192;

/// The order statistics of one number.
pub(super) enum Ordered {
    Exact(Box<Selected>),
    Binned(Sketch),
}

impl OrderStatistics for Ordered {
    fn count(&self) -> u64 {
        match self {
            Self::Exact(selected) => selected.count(),
            Self::Binned(sketch) => sketch.count(),
        }
    }

    fn at_rank(&self, rank: u64) -> f64 {
        match self {
            Self::Exact(selected) => selected.at_rank(rank),
            Self::Binned(sketch) => sketch.at_rank(rank),
        }
    }

    fn resolution(&self, rank: u64) -> f64 {
        match self {
            Self::Exact(selected) => selected.resolution(rank),
            Self::Binned(sketch) => sketch.resolution(rank),
        }
    }
}

impl Ordered {
    fn exact(selected: Selected) -> Self {
        Self::Exact(Box::new(selected))
    }

    /// The mean of the worst share of the sample. From a sketch the error includes the width of the bins: a uniform error as
    /// large as the mean of the tail, and its edge, may be off.
    pub fn shortfall(&self, alpha: f64) -> Estimate {
        let n = self.count();
        let edge = edge_of_tail(alpha, n);
        match self {
            Self::Exact(selected) => shortfall(alpha, n, selected.tail(), selected.at_rank(edge)),
            Self::Binned(sketch) => {
                let Estimate { value, mcse } = shortfall(alpha, n, &sketch.tail(edge), sketch.at_rank(edge));
                let off = sketch.tail_resolution(edge) / (alpha * n as f64);
                let hidden = (off + sketch.resolution(edge) / n as f64) / 3f64.sqrt();
                Estimate { value, mcse: mcse.hypot(hidden) }
            }
        }
    }
}

/// An account's order statistics.
pub(super) struct AccountOrder {
    pub yearly: Vec<Ordered>,
    pub cumulative: Vec<Ordered>,
    pub payback: Ordered,
    pub peak: Ordered,
    /// Of the net benefit over the horizon.
    pub histogram: Histogram,
}

/// Finds order statistics in the kept replications, or the sketches, of a run.
pub(super) struct Finder<'a> {
    model: &'a Model,
    tally: &'a Tally,
    columns: Columns,
    weights: Weights,
    scales: Vec<Scale>,
    /// The bins that the net benefit of each account over the horizon is counted in, where it does not choose its own.
    bins: Option<&'a [Histogram]>,
}

/// Numbers that are computed of the kept replications together.
#[derive(Clone, Copy)]
enum Values {
    /// Those of an account, at a position among those kept.
    Account { kept: usize },
    /// Its net benefit over the horizon alone.
    Total { kept: usize },
    /// Person-years and events.
    Outcomes,
}

impl<'a> Finder<'a> {
    pub fn new(model: &'a Model, tally: &'a Tally, bins: Option<&'a [Histogram]>) -> Self {
        let weights = Weights::new(&model.discounting, model.calendar.years);
        Self { model, tally, columns: Columns::of(model), weights, scales: tally.scales(), bins }
    }

    /// Empty bins for an account: as given, else those that suit a sample.
    fn empty(&self, id: AccountId, order: &impl OrderStatistics, range: (f64, f64)) -> Histogram {
        let own = || Histogram::new(ENDS.map(|p| order.quantile(p).value).into(), range);
        self.bins.map_or_else(own, |bins| bins[id.0].clone())
    }

    /// The order statistics of one account.
    pub fn account(&self, id: AccountId) -> AccountOrder {
        let range = self.columns.account(id.0);
        let years = self.columns.years;
        let total = 2 * years - 1;
        let (ordered, histogram) = if self.tally.keeping.keeps(self.model, id) {
            let kept = if self.tally.keeping == Keeping::All { id.0 } else { 0 };
            let ordered = self.exact(Values::Account { kept }, range);
            let empty = self.empty(id, &ordered.0[total], ordered.1[total]);
            let histogram = self.histogram(Values::Total { kept }, &empty);
            (ordered.0, histogram)
        } else if let Some(exact) = self.tally.exact.as_ref().filter(|_| id == self.model.perspective) {
            let found = exact.selected[..range.len()].iter().cloned();
            (found.map(Ordered::exact).collect(), exact.histogram.clone())
        } else {
            let sketches = &self.tally.sketches[range];
            let sketch = &sketches[total];
            let mut histogram = self.empty(id, sketch, sketch.range());
            sketch.middles().for_each(|(value, count)| histogram.add(value, count));
            (sketches.iter().cloned().map(Ordered::Binned).collect(), histogram)
        };
        let mut rest = ordered.into_iter();
        let yearly = rest.by_ref().take(years).collect();
        let cumulative = rest.by_ref().take(years).collect();
        let mut next = || rest.next().expect("payback and peak follow the years");
        AccountOrder { yearly, cumulative, payback: next(), peak: next(), histogram }
    }

    /// Those of the ratios of an account's gains to its payments, of the replications that have one; none where none has.
    pub fn ratio(&self, id: AccountId) -> Option<Ordered> {
        let column = self.columns.ratio(id.0);
        if !self.tally.keeping.keeps(self.model, id) {
            let sketch = &self.tally.sketches[column];
            return (sketch.count() > 0).then(|| Ordered::Binned(sketch.clone()));
        }
        let values = &self.tally.kept_ratios[id.0];
        let wanted = wanted(self.columns, column, values.len() as u64, &self.tally.percentiles);
        let first = *values.first()?;
        if wanted.count <= SORTED {
            return Some(Ordered::exact(Selected::sorting(values.clone(), &wanted)));
        }
        let mut sketch = Sketch::new(self.scales[column]);
        sketch.add(values);
        let selection = Selection::new(&sketch, &wanted);
        let mut picked = Picked::about(first);
        selection.pick(values, &mut picked);
        Some(Ordered::exact(selection.finish([&picked])))
    }

    /// The order statistics of person-years and of each event.
    pub fn outcomes(&self) -> Vec<Ordered> {
        let range = self.columns.outcomes();
        if self.tally.keeping.width(self.model) > 0 {
            self.exact(Values::Outcomes, range).0
        } else if let Some(exact) = &self.tally.exact {
            exact.selected[self.columns.per_account()..].iter().cloned().map(Ordered::exact).collect()
        } else {
            self.tally.sketches[range].iter().cloned().map(Ordered::Binned).collect()
        }
    }

    /// Sketches of the foremost columns, where everything was kept.
    pub fn foremost(&self) -> Vec<Sketch> {
        let AccountId(perspective) = self.model.perspective;
        let mut sketches = self.sketch(Values::Account { kept: perspective }, self.columns.account(perspective));
        sketches.extend(self.sketch(Values::Outcomes, self.columns.outcomes()));
        sketches
    }

    /// Exact order statistics of some numbers with the range of each.
    fn exact(&self, source: Values, range: Range<usize>) -> (Vec<Ordered>, Vec<(f64, f64)>) {
        let n = self.tally.count;
        let wanted: Vec<Wanted> =
            range.clone().map(|column| wanted(self.columns, column, n, &self.tally.percentiles)).collect();
        if n <= SORTED {
            let columns = self.columns_of(source, range.len());
            let sorted = |(i, values)| {
                let selected = Selected::sorting(values, &wanted[i]);
                let range = selected.range();
                (Ordered::exact(selected), range)
            };
            return columns.into_iter().enumerate().map(sorted).unzip();
        }
        // A first pass sketches the numbers unless the run did, a second picks what the wanted ranks may be.
        let made;
        let sketches = if self.tally.sketches.is_empty() {
            made = self.sketch(source, range);
            &made[..]
        } else {
            &self.tally.sketches[range]
        };
        let select = |(sketch, wanted)| Selection::new(sketch, wanted);
        let selections: Vec<Selection> = sketches.iter().zip(&wanted).map(select).collect();
        let shares = self.in_shares(|share| {
            let mut picked: Vec<Picked> = sketches.iter().map(|sketch| Picked::about(sketch.range().0)).collect();
            self.visit(source, share, |i, values| selections[i].pick(values, &mut picked[i]));
            picked
        });
        let ordered = parallel::map(selections.len(), |i| {
            Ordered::exact(selections[i].finish(shares.iter().map(|share| &share[i])))
        });
        (ordered, sketches.iter().map(Sketch::range).collect())
    }

    /// The results of `work` for the parts of the kept replications, in order.
    fn in_shares<T: Send>(&self, work: impl Fn(&[Kept]) -> T + Sync + Send) -> Vec<T> {
        let count = (self.tally.count / SHARE).clamp(1, SHARES) as usize;
        let shares: Vec<&[Kept]> = self.tally.kept.chunks(self.tally.kept.len().div_ceil(count)).collect();
        parallel::map(shares.len(), |share| work(shares[share]))
    }

    /// Every value of some numbers.
    fn columns_of(&self, source: Values, count: usize) -> Vec<Vec<f64>> {
        let mut columns = vec![Vec::with_capacity(self.tally.count as usize); count];
        self.visit(source, &self.tally.kept, |i, values| columns[i].extend_from_slice(values));
        columns
    }

    fn sketch(&self, source: Values, range: Range<usize>) -> Vec<Sketch> {
        let scales = &self.scales[range];
        let shares = self.in_shares(|share| {
            let mut sketches: Vec<Sketch> = scales.iter().map(|&scale| Sketch::new(scale)).collect();
            self.visit(source, share, |i, values| sketches[i].add(values));
            sketches
        });
        let joined = shares.into_iter().reduce(|mut all, more| {
            all.iter_mut().zip(&more).for_each(|(sketch, more)| sketch.join(more));
            all
        });
        joined.unwrap_or_default()
    }

    /// The histogram of a source's only number.
    fn histogram(&self, source: Values, empty: &Histogram) -> Histogram {
        let shares = self.in_shares(|share| {
            let mut histogram = empty.clone();
            self.visit(source, share, |_, values| histogram.add_all(values));
            histogram
        });
        shares.iter().fold(empty.clone(), |mut all, more| {
            all.join(more);
            all
        })
    }

    /// Shows each number of a source in turn, a batch of kept replications at a time.
    fn visit<'k>(&self, source: Values, share: &'k [Kept], mut show: impl FnMut(usize, &[f64])) {
        let years = self.columns.years;
        let mut flows = Flows::new(years);
        let batches = |kept: &'k Kept| (0..kept.replications()).step_by(BATCH).map(move |from| (kept, from));
        for (kept, from) in share.iter().flat_map(batches) {
            let rates = || if self.weights.are_drawn() { kept.column(self.rates(), from) } else { &[] };
            match source {
                Values::Account { kept: at } => {
                    let yearly = |year: usize| kept.column(at * years + year, from);
                    flows.follow(yearly, &self.weights.of_batch(years, rates()));
                    for year in 0..years {
                        show(year, yearly(year));
                        show(years + year, flows.cumulative(year));
                    }
                    show(2 * years, flows.payback());
                    show(2 * years + 1, flows.peak());
                }
                Values::Total { kept: at } => {
                    flows.accumulate(
                        |year| kept.column(at * years + year, from),
                        &self.weights.of_batch(years, rates()),
                    );
                    show(0, flows.cumulative(years - 1));
                }
                Values::Outcomes => {
                    let first = self.rates() + usize::from(self.weights.are_drawn());
                    for i in 0..=self.columns.events {
                        show(i, kept.column(first + i, from));
                    }
                }
            }
        }
    }

    /// The kept column after the yearly net benefits.
    fn rates(&self) -> usize {
        let accounts = if self.tally.keeping == Keeping::All { self.columns.accounts } else { 1 };
        accounts * self.columns.years
    }
}
