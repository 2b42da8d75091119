//! The fast path: sixteen replications side by side.
//!
//! The plain way ([`Desk`](super::desk::Desk)) works one replication out after another and serves every model. It is also the
//! reference: this module computes the very same numbers, to the last bit, for models like the Silkeborg case's
//! ([`Plan::of`] says which), and a test compares the two. What makes it fast:
//!
//! 1. A [`Plan`] is compiled once per run: which product of parameters each line is worth in each year, which line reaches
//!    which account, what does not depend on the draw at all.
//! 2. Parameters, the exact expectation and the ledger are worked out with one number per lane, lane = replication, in
//!    [vector registers](crate::vectorised).
//! 3. The adults of a replication draw their words side by side, sixteen adults to a block, whole vectors of blocks at once.
//!    Who counts lies between two integer thresholds ([`intervals`]), those of a replication or of a family ([`ties`]), but
//!    first only the top byte of a word is compared ([`scan`]). The few who may lie there are listed, and only they draw a
//!    course, and with it the rest of the word: those of all sixteen replications side by side ([`employment`], [`relapse`]).
//!    Events that neighbours draw together are listed likewise ([`events`], [`prices`]). Where years are good and bad all this
//!    is done for one intake year after another ([`market`]).
//! 4. Work is cut where the processor would have to wait: first all words, then all tests, then all courses, then all counts.
//! 5. Every time is a whole number of 2⁻³³ years, as a number of them or as a double. So sums of times are exact, in whatever
//!    order they are taken, and equal to those of the plain way, where they are exact too.
//!
//! What no lane can do goes the plain way, sixteen replications at a time: a Poisson mean beyond the inversion's, more events
//! than are listed, families tied altogether or not at all, thresholds no farther apart than rounding, and whatever is an error,
//! which the plain way tells.

mod courses;
mod employment;
mod events;
mod intervals;
mod list;
mod market;
mod person_years;
mod plan;
mod prices;
mod relapse;
mod scan;
#[cfg(test)]
mod tests;
mod ties;
mod time;
mod worth;

use super::batch::{Batch, Layout};
use crate::model::{Model, Quantity, ROUNDING};
use crate::random::{Design, LaneAddress, Sampling};
use crate::vectorised::{Kernel, LANES, Lanes as Sixteen, Numbers, Vector, apart, each_lane, vectorised};
use courses::GroupTimes;
use fearless_simd::Simd;
use market::MarketPlan;
use plan::GroupPlan;
pub(super) use plan::Plan;
use worth::Side;

/// A plan with the buffers of one thread.
pub(super) struct Lanes<'p, 'm> {
    plan: &'p Plan<'m>,
    layout: Layout,
    model: &'m Model,
    design: &'m Design,
    /// And what follows from them.
    parameters: Vec<Numbers>,
    /// Worth of a unit of each cell of the tariff: sides by years.
    tariff: Vec<Numbers>,
    /// The discount rate, and what a krone of each year weighs.
    discount_rate: Numbers,
    discount: Vec<Numbers>,
    /// Expected activity, and simulated: rows by years. What a group does is written to rows of its own; the other rows never
    /// change.
    activity: [Vec<Numbers>; 2],
    times: Vec<GroupTimes>,
}

impl<'p, 'm> Lanes<'p, 'm> {
    /// The buffers that a model's plan is worked out in.
    pub fn new(plan: &'p Plan<'m>, model: &'m Model, design: &'m Design) -> Self {
        let layout = Layout::of(model);
        let zero = |count: usize| vec![Sixteen::all(0.0); count];
        let mut activity = zero(plan.rows * layout.years);
        // A row of years, each of which is there once.
        activity[..layout.years].fill(Sixteen::all(1.0));
        let activity = [activity.clone(), activity];
        let mut lanes = Self {
            layout,
            model,
            design,
            parameters: zero(model.parameters.len() + plan.market.as_ref().map_or(0, MarketPlan::len)),
            tariff: zero(plan.sides.iter().map(Side::years).sum()),
            discount_rate: Sixteen::all(0.0),
            discount: zero(layout.years),
            activity,
            times: plan.groups.iter().map(|group| GroupTimes::new(group, layout.years)).collect(),
            plan,
        };
        if let Quantity::Fixed(rate) = plan.discounting.rate {
            lanes.discount_at(Sixteen::all(rate));
        }
        lanes
    }

    /// Works out the replications of a batch, sixteen by sixteen. Tells the positions from which it could not: nothing is to
    /// be read from the batch there.
    pub fn fill(&mut self, batch: &mut Batch) -> Vec<usize> {
        vectorised(Fill(self, batch))
    }
}

/// [`Lanes::fill`].
struct Fill<'a, 'p, 'm>(&'a mut Lanes<'p, 'm>, &'a mut Batch);

impl Kernel for Fill<'_, '_, '_> {
    type Output = Vec<usize>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Vec<usize> {
        let Self(lanes, batch) = self;
        let mut declined = Vec::new();
        for position in (0..batch.len()).step_by(LANES) {
            if !lanes.fill_sixteen(simd, batch, position) {
                declined.push(position);
            }
        }
        declined
    }
}

impl Lanes<'_, '_> {
    /// Works out sixteen replications of a batch. Says whether it could.
    #[inline(always)]
    fn fill_sixteen<S: Simd>(&mut self, simd: S, batch: &mut Batch, position: usize) -> bool {
        let first = batch.first + position as u64;
        if self.design.sampling() == Sampling::Random && self.model.copula.is_none() {
            apart!(simd, self.draw(simd, first as u32));
        } else {
            self.draw_one_by_one(first);
        }
        if let Some(market) = &self.plan.market {
            market.work_out(&mut self.parameters);
        }
        self.price(simd);
        self.discount();

        let [expected, simulated] = &mut self.activity;
        for (group, times) in self.plan.groups.iter().zip(&mut self.times) {
            times.reach(simd, group, &self.parameters);
            group.expect(simd, (&self.parameters, times), expected, self.layout.years);
            if !times.simulate(simd, group, &self.parameters, first as u32, simulated) {
                return false;
            }
        }
        apart!(simd, self.record(simd, batch, position))
    }

    /// Draws every parameter at the points of a design, tied where parameters go together.
    #[inline(never)]
    fn draw_one_by_one(&mut self, first: u64) {
        for lane in 0..LANES {
            let draw = self.model.draw_at(self.design.point(first + lane as u64));
            for (target, value) in self.parameters.iter_mut().zip(draw.values()) {
                target[lane] = *value;
            }
        }
    }

    /// Draws every parameter independently.
    #[inline(always)]
    fn draw<S: Simd>(&mut self, simd: S, first: u32) {
        // Two at a time: one alone would wait for its own products.
        let drawn = &mut self.parameters[..self.plan.parameters.len()];
        for (targets, parameters) in drawn.chunks_mut(2).zip(self.plan.parameters.chunks(2)) {
            if let ([a, b], [(of_a, _), (of_b, _)]) = (&mut *targets, parameters) {
                [*a, *b] = LaneAddress::uniforms(simd, [of_a, of_b], 0, first);
            } else {
                [targets[0]] = LaneAddress::uniforms(simd, [&parameters[0].0], 0, first);
            }
        }
        for (target, (_, distribution)) in drawn.iter_mut().zip(&self.plan.parameters) {
            *target = distribution.sample_lanes(simd, target);
        }
    }

    /// Works out what a unit of activity is worth.
    #[inline(always)]
    fn price<S: Simd>(&mut self, simd: S) {
        let mut tariff = self.tariff.iter_mut();
        for side in &self.plan.sides {
            for (year, target) in (0..side.years()).zip(&mut tariff) {
                *target = side.value(simd, year, &self.parameters).numbers();
            }
        }
    }

    /// Works out what a krone of each year weighs, where that depends on the draw.
    #[inline(always)]
    fn discount(&mut self) {
        if let Quantity::Parameter(rate) = self.plan.discounting.rate {
            self.discount_at(self.parameters[rate.0]);
        }
    }

    #[inline(never)]
    fn discount_at(&mut self, rate: Numbers) {
        for (year, weight) in self.discount.iter_mut().enumerate() {
            *weight = each_lane(|lane| self.plan.discounting.weight(rate[lane], year));
        }
        self.discount_rate = rate;
    }

    /// What an account gains (side 0), or pays (side 1), in a year: expected, and simulated.
    #[inline(always)]
    fn posted<S: Simd>(&self, simd: S, account: usize, side: usize, year: usize) -> [Vector<S>; 2] {
        let mut sums = [Vector::all(simd, 0.0); 2];
        for posting in &self.plan.postings[account][side] {
            let worth = Vector::load(simd, &self.tariff[posting.tariff(year)][..]);
            let cell = posting.row * self.layout.years + year;
            for i in 0..2 {
                sums[i] += worth * Vector::load(simd, &self.activity[i][cell][..]);
            }
        }
        sums
    }

    /// What of a year's simulated gains of an account is per person-year.
    #[inline(always)]
    fn own<S: Simd>(&self, simd: S, account: usize, year: usize) -> Vector<S> {
        let mut sum = Vector::all(simd, 0.0);
        for posting in self.plan.postings[account][0].iter().filter(|posting| posting.own) {
            let worth = Vector::load(simd, &self.tariff[posting.tariff(year)][..]);
            sum += worth * Vector::load(simd, &self.activity[1][posting.row * self.layout.years + year][..]);
        }
        sum
    }

    /// The present value of the simulated activity of some rows over all years.
    #[inline(always)]
    fn present<S: Simd>(&self, simd: S, rows: &[usize]) -> Vector<S> {
        let mut total = Vector::all(simd, 0.0);
        for (year, weight) in self.discount.iter().enumerate() {
            let mut sum = Vector::all(simd, 0.0);
            for row in rows {
                sum += Vector::load(simd, &self.activity[1][row * self.layout.years + year][..]);
            }
            total += sum * Vector::load(simd, &weight[..]);
        }
        total
    }

    /// The simulated activity of some rows over all years.
    #[inline(always)]
    fn total<S: Simd>(&self, simd: S, rows: &[usize]) -> Vector<S> {
        let mut total = Vector::all(simd, 0.0);
        for row in rows {
            let mut sum = Vector::all(simd, 0.0);
            for numbers in &self.activity[1][row * self.layout.years..][..self.layout.years] {
                sum += Vector::load(simd, &numbers[..]);
            }
            total += sum;
        }
        total
    }

    /// Writes what was expected and what the simulation came to. Says whether all of it can be computed with.
    #[inline(always)]
    fn record<S: Simd>(&self, simd: S, batch: &mut Batch, position: usize) -> bool {
        let (layout, years) = (self.layout, self.layout.years);
        let mut finite = Finite::new(simd);
        for account in 0..layout.accounts {
            let [mut gains, mut payments, mut own] = [Vector::all(simd, 0.0); 3];
            for year in 0..years {
                let (gained, paid) = (self.posted(simd, account, 0, year), self.posted(simd, account, 1, year));
                for (column, i) in [(layout.expected(account), 0), (layout.yearly(account), 1)] {
                    let net = (gained[i] - paid[i]).zero_below(simd, (gained[i] + paid[i]) * ROUNDING);
                    finite.check(net);
                    net.store(batch.lanes_mut(column + year, position));
                }
                let weight = Vector::load(simd, &self.discount[year][..]);
                gains += gained[1] * weight;
                payments += paid[1] * weight;
                own += self.own(simd, account, year) * weight;
            }
            finite.check(gains);
            finite.check(payments);
            gains.store(batch.lanes_mut(layout.gains(account), position));
            payments.store(batch.lanes_mut(layout.payments(account), position));
            own.store(batch.lanes_mut(layout.own_gains(account), position));
        }
        if layout.discounted {
            let present = self.present(simd, &self.plan.person_years);
            present.store(batch.lanes_mut(layout.present_person_years(), position));
        }
        self.total(simd, &self.plan.person_years).store(batch.lanes_mut(layout.person_years(), position));
        for (event, rows) in self.plan.events.iter().enumerate() {
            self.total(simd, rows).store(batch.lanes_mut(layout.events(event), position));
        }
        Vector::load(simd, &self.discount_rate[..]).store(batch.lanes_mut(layout.discount_rate(), position));
        finite.all()
    }
}

/// Watches for numbers that cannot be computed with.
struct Finite<S: Simd>(Vector<S>);

impl<S: Simd> Finite<S> {
    #[inline(always)]
    fn new(simd: S) -> Self {
        Self(Vector::all(simd, 0.0))
    }

    #[inline(always)]
    fn check(&mut self, numbers: Vector<S>) {
        // Zero, unless they are infinite or no numbers.
        self.0 += numbers * 0.0;
    }

    #[inline(always)]
    fn all(&self) -> bool {
        self.0.numbers().iter().all(|sum| *sum == 0.0)
    }
}

impl GroupPlan<'_> {
    /// Nobody is self-sufficient.
    #[inline(always)]
    fn clear_person_years(&self, activity: &mut [Numbers], years: usize) {
        for tier in self.employment.iter().take(1).flat_map(|plan| &plan.tiers) {
            activity[tier.row * years..][..years].fill(Sixteen::all(0.0));
        }
    }

    /// The exact expectation of the group's activity, as [`expect`](crate::expected::expect) computes it.
    #[inline(always)]
    fn expect<S: Simd>(
        &self,
        simd: S,
        (parameters, times): (&[Numbers], &GroupTimes),
        activity: &mut [Numbers],
        years: usize,
    ) {
        for (row, counts) in &self.expected_counts {
            for (target, &count) in activity[row * years..][..years].iter_mut().zip(counts) {
                *target = Sixteen::all(count);
            }
        }
        self.clear_person_years(activity, years);
        for (employment, reached) in self.employment.iter().zip(times.reached()) {
            employment.expect(simd, (parameters, reached), activity);
        }
        for event in &self.events {
            event.clear(activity, years);
            let drawn = event.lasting.map(|id| event.profile_at(&parameters[id.0]));
            let profile = drawn.as_ref().unwrap_or(&event.profile);
            for (year, starts) in event.starts.iter().enumerate() {
                let Some(starts) = starts else { continue };
                let starts = starts.at(simd, parameters);
                let begun = &mut activity[event.row * years + year];
                *begun = (Vector::load(simd, &begun[..]) + starts).numbers();
                let time = &mut activity[event.time_row * years + year..(event.time_row + 1) * years];
                for (time, expected) in time.iter_mut().zip(profile) {
                    *time = (Vector::load(simd, &time[..]) + starts * Vector::load(simd, &expected[..])).numbers();
                }
            }
            for price in &event.prices {
                apart!(simd, price.expect(simd, event, activity, years));
            }
        }
    }
}
