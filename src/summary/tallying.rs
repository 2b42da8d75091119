//! Tallying a run: every batch of replications passes by once.

use super::acceptability::PriceScale;
use super::benefit_cost::ratio_of;
use super::columns::{Columns, Kept};
use super::flows::{Flows, Weights};
use super::ordered::Finder;
use super::picks::Picks;
use super::tally::Tally;
use super::{Keeping, Percentiles};
use crate::expected::business_case;
use crate::model::{AccountId, Model};
use crate::parallel::Pool;
use crate::random::{Design, Seed};
use crate::simulate::{Batch, Expectations, Fold, Layout, Monitor, RunError, Work, random_design, run_design};
use crate::statistics::{Scale, Sketch};
use std::ops::Range;

/// Replications that show where bins are needed.
const PILOT: u64 = 4096;

/// The fewest replications of a part of a large run, as long as there are parts for some dozens of cores. Shorter parts spend much
/// of their time on starting.
const LEAST: u64 = 4096;

/// Where values are picked, each stage narrows what the next one picks, and the next has this many times the replications.
const GROWTH: u64 = 8;

/// A monitor for a pass with replications that do not count yet.
struct Stopping<'a, M>(&'a M);

impl<M: Monitor> Monitor for Stopping<'_, M> {
    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

/// Keeps a run's only batch.
struct First(Layout);

impl Fold for First {
    type Part = Batch;

    fn begin(&self, _replications: usize) -> Batch {
        Batch::new(self.0)
    }

    fn add(&self, part: &mut Batch, batch: &Batch) {
        part.clone_from(batch);
    }

    fn join(&self, _part: &mut Batch, _next: Batch) {}
}

/// Tallies batch after batch.
pub(super) struct Tallying<'m> {
    model: &'m Model,
    design: &'m Design,
    weights: Weights,
    expectations: Expectations,
    prototype: Tally,
    /// Where sketches are made, the scale of each.
    scales: Vec<Scale>,
    /// The fewest replications of a part.
    least: u64,
    /// The object pool of workspaces that no part uses.
    idle: Pool<Box<Workspace>>,
}

/// The buffers and sketches of a part; the next part continues with them.
struct Workspace {
    /// The cash flows of a batch, simulated and expected.
    flows: [Flows; 2],
    /// The ratios of gains to payments of a batch, of the replications that have one.
    ratios: Vec<f64>,
    /// The sketches of all parts so far; counts can be added in any order.
    sketches: Vec<Sketch>,
}

/// An unfinished tally.
pub(super) struct Part {
    tally: Tally,
    /// `None` when all replications have been added.
    workspace: Option<Box<Workspace>>,
}

impl Fold for Tallying<'_> {
    type Part = Part;

    fn least(&self) -> u64 {
        self.least
    }

    fn expectations(&self) -> Expectations {
        self.expectations
    }

    fn begin(&self, replications: usize) -> Part {
        let mut tally = self.prototype.clone();
        let width = tally.keeping.width(self.model);
        tally.kept = vec![Kept::with_capacity(replications, width)];
        tally.picks = tally.picks.map(|picks| picks.begin(replications));
        let flows = || Flows::new(self.model.calendar.years);
        let sketches = || self.scales.iter().map(|&scale| Sketch::new(scale)).collect();
        let workspace = self
            .idle
            .take(|| Box::new(Workspace { flows: [flows(), flows()], ratios: Vec::new(), sketches: sketches() }));
        Part { tally, workspace: Some(workspace) }
    }

    fn add(&self, part: &mut Part, batch: &Batch) {
        let workspace = part.workspace.as_mut().expect("not finished");
        self.tally(&mut part.tally, workspace, batch);
        self.keep(&mut part.tally, batch);
    }

    fn finish(&self, part: &mut Part) {
        let repeated = Columns::of(self.model).repeated();
        part.tally.accounts.iter_mut().for_each(|account| account.repeat(repeated));
        part.workspace.take().into_iter().for_each(|workspace| self.idle.put_back(workspace));
    }

    fn join(&self, part: &mut Part, next: Part) {
        part.tally.join(next.tally);
    }
}

impl<'m> Tallying<'m> {
    /// Empty sums for the replications of a design, with their number.
    pub fn new(
        model: &'m Model,
        design: &'m Design,
        replications: u64,
        keeping: Keeping,
        percentiles: &Percentiles,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        let first = run_design(model, design, 0..1, &First(Layout::of(model)), &())?;
        let weights = Weights::new(&model.discounting, model.calendar.years);
        // A model that cannot be computed at base values has no expected business case, and no run.
        let case = business_case(model, &model.base_draw()).ok();
        let scales = case.map_or_else(Vec::new, |case| PriceScale::of(model, &case));
        let mut tallying = Self {
            model,
            design,
            prototype: Tally { percentiles: percentiles.clone(), ..Tally::about(model, &weights, &scales, &first) },
            weights,
            expectations: Work::of(model).expectations(design.sampling()),
            scales: Vec::new(),
            least: if keeping == Keeping::All { 1 } else { LEAST },
            idle: Pool::default(),
        };
        if keeping != Keeping::All {
            // A pilot shows where to put the bins.
            let pilot = run_design(model, design, 0..PILOT.min(replications), &tallying, &Stopping(monitor))?;
            // Its workspaces have no sketches.
            tallying.idle.drain();
            tallying.scales = pilot.tally.scales();
            tallying.prototype.keeping = keeping;
            if keeping == Keeping::Picked {
                let sketches = Finder::new(model, &pilot.tally, None).foremost();
                tallying.prototype.picks = Some(Picks::new(Columns::of(model), percentiles, &sketches, replications));
            }
        }
        Ok(tallying)
    }

    /// Runs some replications and tallies them. Where values are picked, these must be all replications of the run, and
    /// [`Tally::exact`] holds the result; none where the beginning misled, or more would have to be picked than is kept.
    pub fn run(&mut self, replications: Range<u64>, monitor: &impl Monitor) -> Result<Tally, RunError> {
        if self.prototype.picks.is_none() {
            return self.pass(replications, monitor);
        }
        let Range { start, end } = replications;
        let count = end - start;
        let mut stage = start..end.min(start + GROWTH * PILOT);
        let mut whole = self.pass(stage.clone(), monitor)?;
        while stage.end < end {
            if let Some(picks) = &mut whole.picks {
                picks.narrow(&whole.sketches, count);
                if picks.width() > Keeping::Perspective.width(self.model) as f64 {
                    return Ok(whole);
                }
                self.prototype.picks = Some(picks.begin(0));
            }
            stage = stage.end..end.min(start + GROWTH * (stage.end - start));
            whole.join(self.pass(stage.clone(), monitor)?);
        }
        whole.exact = whole.picks.take().and_then(|picks| picks.finish(&whole.sketches, count));
        Ok(whole)
    }

    fn pass(&self, replications: Range<u64>, monitor: &impl Monitor) -> Result<Tally, RunError> {
        let Part { mut tally, .. } = run_design(self.model, self.design, replications, self, monitor)?;
        for workspace in self.idle.drain() {
            let Workspace { sketches, .. } = *workspace;
            if tally.sketches.is_empty() {
                tally.sketches = sketches;
            } else {
                tally.sketches.iter_mut().zip(&sketches).for_each(|(all, more)| all.join(more));
            }
        }
        let columns = Columns::of(self.model);
        for column in 0..tally.sketches.len() {
            if columns.source(column) != column {
                tally.sketches[column] = tally.sketches[columns.source(column)].clone();
            }
        }
        Ok(tally)
    }
}

impl Tallying<'_> {
    fn tally(&self, part: &mut Tally, workspace: &mut Workspace, batch: &Batch) {
        let columns = Columns::of(self.model);
        let (years, repeated) = (columns.years, columns.repeated());
        let Workspace { flows: [flows, expected], ratios, sketches } = workspace;
        let sketched = !sketches.is_empty();
        let Tally { accounts, participants, joint, person_years, events, krone, picks, stopped, .. } = part;
        part.count += batch.len() as u64;
        let mut pass = |column: usize, values: &[f64]| match picks {
            Some(picks) => picks.add(column, values, &mut sketches[column]),
            None => sketches[column].add(values),
        };
        let weights = self.weights.of_batch(years, batch.discount_rates());
        let rates = batch.with_expectation(batch.discount_rates());
        let of_expected = (!batch.all_have_expectations()).then(|| self.weights.of_batch(years, &rates));
        let of_expected = of_expected.as_ref().unwrap_or(&weights);
        for (index, tally) in accounts.iter_mut().enumerate() {
            let id = AccountId(index);
            flows.follow(|year| batch.yearly(id, year), &weights);
            expected.accumulate(|year| batch.expected(id, year), of_expected);
            tally.add(id, batch, flows, expected, repeated);
            if let Some(krone) = krone {
                krone.see(id, flows.cumulative(years - 1));
            }
            participants[index].iter_mut().for_each(|drawn| drawn.add(self.model, id, batch, flows));
            joint.note(index, flows.cumulative(years - 1));
            if sketched {
                let first = columns.account(index).start;
                for year in 0..years {
                    pass(first + year, batch.yearly(id, year));
                }
                for year in repeated..years {
                    pass(first + years + year, flows.cumulative(year));
                }
                pass(first + 2 * years, flows.payback());
                pass(first + 2 * years + 1, flows.peak());
                ratios.clear();
                ratios.extend(ratios_of(batch, id));
                pass(columns.ratio(index), ratios);
            }
        }
        joint.count();
        person_years.add(batch.person_years());
        for (event, tally) in events.iter_mut().enumerate() {
            tally.add(batch.events(event));
        }
        if let (Some(review), Some(stopped)) = (self.model.stop_rule(), stopped) {
            let stops = |i: &usize| review.stops_at(|at| batch.observed(at)[*i] as u32).is_some();
            *stopped += (0..batch.len()).filter(stops).count() as u64;
        }
        if sketched {
            columns.outcomes().zip(outcomes(batch, columns.events)).for_each(|(column, values)| pass(column, values));
        }
    }

    /// Keeps what exact quantiles need.
    fn keep(&self, part: &mut Tally, batch: &Batch) {
        let (model, keeping) = (self.model, part.keeping);
        let years = model.calendar.years;
        let Tally { kept, kept_ratios, .. } = part;
        let [kept] = kept.as_mut_slice() else { return };
        let accounts = (0..model.accounts.len()).map(AccountId).filter(|id| keeping.keeps(model, *id));
        let yearly = accounts.flat_map(|id| (0..years).map(move |year| batch.yearly(id, year)));
        let keeps = keeping.width(model) > 0;
        let rates = (self.weights.are_drawn() && keeps).then(|| batch.discount_rates());
        let outcomes = outcomes(batch, model.events.len()).filter(|_| keeps);
        kept.add(yearly.chain(rates).chain(outcomes));
        for (id, ratios) in kept_ratios.iter_mut().enumerate().filter(|(id, _)| keeping.keeps(model, AccountId(*id))) {
            ratios.extend(ratios_of(batch, AccountId(id)));
        }
    }
}

/// The ratios of gains to payments of the replications that have one.
fn ratios_of(batch: &Batch, id: AccountId) -> impl Iterator<Item = f64> {
    batch.gains(id).iter().zip(batch.payments(id)).filter_map(|(gain, paid)| ratio_of(*gain, *paid))
}

fn outcomes(batch: &Batch, events: usize) -> impl Iterator<Item = &[f64]> {
    std::iter::once(batch.person_years()).chain((0..events).map(|event| batch.events(event)))
}

impl Tally {
    /// Runs replications 0 … n − 1 of a model under a seed and tallies them.
    ///
    /// # Errors
    /// As [`run_design`](crate::simulate::run_design).
    pub fn run(model: &Model, seed: Seed, replications: u64, monitor: &impl Monitor) -> Result<Self, RunError> {
        Self::of_design(model, &random_design(model, seed).limited_to(replications), monitor)
    }

    /// Runs all replications of a random design and tallies them.
    ///
    /// # Errors
    /// As [`run_design`](crate::simulate::run_design).
    pub fn of_design(model: &Model, design: &Design, monitor: &impl Monitor) -> Result<Self, RunError> {
        Self::keeping(model, design, Keeping::of(model, design.replications(), design.sampling()), monitor)
    }

    /// The same with a given amount kept.
    ///
    /// # Errors
    /// As [`run_design`](crate::simulate::run_design).
    pub fn keeping(model: &Model, design: &Design, keeping: Keeping, monitor: &impl Monitor) -> Result<Self, RunError> {
        Self::reporting(model, design, keeping, &Percentiles::default(), monitor)
    }

    /// The same with quantiles at given probabilities.
    pub(super) fn reporting(
        model: &Model,
        design: &Design,
        keeping: Keeping,
        percentiles: &Percentiles,
        monitor: &impl Monitor,
    ) -> Result<Self, RunError> {
        let replications = design.replications();
        let run = |keeping| {
            Tallying::new(model, design, replications, keeping, percentiles, monitor)?.run(0..replications, monitor)
        };
        let tally: Self = run(keeping)?;
        if keeping != Keeping::Picked || tally.exact.is_some() {
            return Ok(tally);
        }
        // The beginning misled: the same replications are run again, and kept.
        monitor.discarded(tally.count);
        run(Keeping::Perspective)
    }

    /// The tally of all replications of a design. Each randomisation's own tally is handed over when it is done.
    ///
    /// # Errors
    /// As [`run_design`](crate::simulate::run_design).
    pub(super) fn randomisations(
        model: &Model,
        design: &Design,
        percentiles: &Percentiles,
        monitor: &impl Monitor,
        mut tell: impl FnMut(&Self),
    ) -> Result<Self, RunError> {
        let replications = design.replications();
        let keeping = Keeping::of(model, replications, design.sampling());
        let mut tallying = Tallying::new(model, design, replications, keeping, percentiles, monitor)?;
        let mut run = |randomisation: u64| -> Result<Self, RunError> {
            let first = randomisation * design.points();
            let tally = tallying.run(first..first + design.points(), monitor)?;
            tell(&tally);
            Ok(tally)
        };
        let mut whole = run(0)?;
        for randomisation in 1..design.randomisations() {
            whole.join(run(randomisation)?);
        }
        Ok(whole)
    }
}
