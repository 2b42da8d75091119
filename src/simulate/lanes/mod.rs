//! The fast path: sixteen replications side by side.
//!
//! The plain way ([`Desk`](super::desk::Desk)) works one replication out after another and serves every model. It is also the
//! reference: this module computes the very same numbers, to the last bit, for the models that need no more than the
//! Silkeborg case does ([`Plan::of`] says which), and a test compares the two. What makes it fast:
//!
//! 1. A [`Plan`] is compiled once per run: which product of parameters each line is worth in each year, which line reaches
//!    which account, what does not hang on the draw at all.
//! 2. Every step works on one number per lane, lane = replication, so the compiler makes vector instructions of it
//!    ([`vectorised`]): random words, thresholds, the exact expectation, the ledger.
//! 3. An adult's one word is compared with two integer thresholds, and of the word only the upper half unless it is that of a
//!    threshold ([`scan`]). The few whose arms differ are noted, and only they draw a course, sixteen at a time
//!    ([`employment`], [`events`]).
//! 4. Time is counted in units of 2⁻³³ years, of which every moment is a whole number. So sums of times are exact, in
//!    whatever order they are taken, and equal to those of the plain way, where they are exact too.
//!
//! What no lane can do (a Poisson mean beyond the inversion's) goes the plain way, sixteen replications at a time.

mod courses;
mod employment;
mod events;
mod hits;
mod plan;
mod scan;
#[cfg(test)]
mod tests;
mod time;
mod worth;

use super::batch::{Batch, Layout};
use crate::distribution::{NormalScores, Table};
use crate::model::Model;
use crate::random::{Design, LANES, LaneAddress, Numbers, Sampling, Words, each_lane, open_unit_f64};
use courses::GroupTimes;
use hits::Hits;
pub(super) use plan::Plan;
use plan::{GroupPlan, Sampler};

/// A plan with the buffers of one thread.
pub(super) struct Lanes<'p, 'm> {
    plan: &'p Plan<'m>,
    layout: Layout,
    model: &'m Model,
    design: &'m Design,
    parameters: Vec<Numbers>,
    /// Worth of a unit of each cell of the tariff: sides by years.
    tariff: Vec<Numbers>,
    /// Activity: rows by years. What a group does is written to rows of its own, for the expectation and for the simulation;
    /// the other rows never change.
    activity: Vec<Numbers>,
    gains: Vec<Numbers>,
    payments: Vec<Numbers>,
    times: Vec<GroupTimes>,
    hits: Hits,
}

impl<'p, 'm> Lanes<'p, 'm> {
    /// The buffers that a model's plan is worked out in.
    pub fn new(plan: &'p Plan<'m>, model: &'m Model, design: &'m Design) -> Self {
        let layout = Layout::of(model);
        let zero = |count: usize| vec![[0.0; LANES]; count];
        let flat = layout.accounts * layout.years;
        let mut activity = zero(plan.rows * layout.years);
        // A row of years, each of which is there once.
        activity[..layout.years].fill([1.0; LANES]);
        Self {
            layout,
            model,
            design,
            parameters: zero(model.parameters.len()),
            tariff: zero(plan.sides.len() * layout.years),
            activity,
            gains: zero(flat),
            payments: zero(flat),
            times: plan.groups.iter().map(|group| GroupTimes::new(group, layout.years)).collect(),
            hits: Hits::default(),
            plan,
        }
    }

    /// Works out the replications of a batch from a position on, as many as there are lanes. Says whether it could; if not,
    /// nothing is to be read from the batch there.
    #[inline(always)]
    pub fn fill(&mut self, batch: &mut Batch, position: usize) -> bool {
        let first = batch.first + position as u64;
        let replications: Words = each_lane(|lane| (first as u32).wrapping_add(lane as u32));
        // A lane that declined may have left some behind.
        self.hits.clear();
        if self.design.sampling() == Sampling::Random && self.model.copula.is_none() {
            self.draw(replications);
        } else {
            self.draw_one_by_one(first);
        }
        self.price();

        for group in &self.plan.groups {
            group.expect(&self.parameters, &mut self.activity, self.layout.years);
        }
        self.apply();
        for account in 0..self.layout.accounts {
            for year in 0..self.layout.years {
                *batch.lanes_mut(self.layout.expected(account) + year, position) = self.net(account, year);
            }
        }

        for (group, times) in self.plan.groups.iter().zip(&mut self.times) {
            if !times.simulate(group, &self.parameters, replications, &mut self.hits) {
                return false;
            }
            times.write(group, &mut self.activity);
        }
        self.apply();
        self.record(batch, position)
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
    fn draw(&mut self, replications: Words) {
        let scores = NormalScores::get();
        for (target, (address, sampler)) in self.parameters.iter_mut().zip(&self.plan.parameters) {
            let uniforms: Numbers = each_lane(|lane| {
                let [low, high, ..] = address.words(0, LaneAddress::place(0, 0), replications[lane]);
                open_unit_f64(low, high)
            });
            match sampler {
                Sampler::Table(tabulated, table) => {
                    let (mut cells, mut places) = ([0; LANES], [0.0; LANES]);
                    let mut covered = true;
                    for lane in 0..LANES {
                        (cells[lane], places[lane]) = table.place(uniforms[lane]);
                        covered &= Table::covers(uniforms[lane]);
                    }
                    *target = each_lane(|lane| table.at_place((cells[lane], places[lane])));
                    if !covered {
                        *target = each_lane(|lane| tabulated.sample(uniforms[lane]));
                    }
                }
                Sampler::Normal(normal) => {
                    let scores: Numbers = each_lane(|lane| scores.at(uniforms[lane]));
                    *target = each_lane(|lane| normal.at_score(scores[lane]));
                }
                Sampler::Other(distribution) => *target = each_lane(|lane| distribution.sample(uniforms[lane])),
            }
        }
    }

    /// Works out what a unit of activity is worth.
    #[inline(always)]
    fn price(&mut self) {
        let years = self.layout.years;
        for (side, values) in self.plan.sides.iter().zip(self.tariff.chunks_exact_mut(years)) {
            let alike = side.alike();
            for year in 0..if alike { 1 } else { years } {
                values[year] = side.value(year, &self.parameters);
            }
            if alike {
                let value = values[0];
                values[1..].fill(value);
            }
        }
    }

    /// Gains and payments of every account from activity.
    #[inline(always)]
    fn apply(&mut self) {
        let years = self.layout.years;
        self.gains.fill([0.0; LANES]);
        self.payments.fill([0.0; LANES]);
        for (side, values) in self.plan.sides.iter().zip(self.tariff.chunks_exact(years)) {
            let totals = if side.gains { &mut self.gains } else { &mut self.payments };
            let totals = &mut totals[side.account * years..][..years];
            let units = &self.activity[side.row * years..][..years];
            for year in 0..years {
                for lane in 0..LANES {
                    totals[year][lane] += values[year][lane] * units[year][lane];
                }
            }
        }
    }

    #[inline(always)]
    fn net(&self, account: usize, year: usize) -> Numbers {
        let at = account * self.layout.years + year;
        each_lane(|lane| self.gains[at][lane] - self.payments[at][lane])
    }

    /// Writes what the simulation came to. Says whether every number of it can be computed with.
    #[inline(always)]
    fn record(&self, batch: &mut Batch, position: usize) -> bool {
        let (layout, years) = (self.layout, self.layout.years);
        let mut finite = [true; LANES];
        let mut check = |numbers: &Numbers| {
            for lane in 0..LANES {
                finite[lane] &= numbers[lane].is_finite();
            }
        };
        let present = |flat: &[Numbers], account: usize| -> Numbers {
            let (yearly, weights) = (&flat[account * years..][..years], &self.plan.discount[..years]);
            let mut sum = [0.0; LANES];
            for year in 0..years {
                for lane in 0..LANES {
                    sum[lane] += yearly[year][lane] * weights[year];
                }
            }
            sum
        };
        let total = |rows: &[usize]| -> Numbers {
            let mut total = [0.0; LANES];
            for &row in rows {
                let mut sum = [0.0; LANES];
                for numbers in &self.activity[row * years..][..years] {
                    for lane in 0..LANES {
                        sum[lane] += numbers[lane];
                    }
                }
                for lane in 0..LANES {
                    total[lane] += sum[lane];
                }
            }
            total
        };
        for account in 0..layout.accounts {
            for year in 0..years {
                check(batch.lanes_mut(layout.expected(account) + year, position));
                let net = self.net(account, year);
                check(&net);
                *batch.lanes_mut(layout.yearly(account) + year, position) = net;
            }
            let (gains, payments) = (present(&self.gains, account), present(&self.payments, account));
            check(&gains);
            check(&payments);
            *batch.lanes_mut(layout.gains(account), position) = gains;
            *batch.lanes_mut(layout.payments(account), position) = payments;
        }
        *batch.lanes_mut(layout.person_years(), position) = total(&self.plan.person_years);
        for (event, rows) in self.plan.events.iter().enumerate() {
            *batch.lanes_mut(layout.events(event), position) = total(rows);
        }
        *batch.lanes_mut(layout.discount_rate(), position) = [self.plan.discount_rate; LANES];
        finite == [true; LANES]
    }
}

impl GroupPlan {
    /// The exact expectation of the group's activity, as [`expect`](crate::expected::expect) computes it.
    #[inline(always)]
    fn expect(&self, parameters: &[Numbers], activity: &mut [Numbers], years: usize) {
        for (row, counts) in &self.expected_counts {
            for (target, &count) in activity[row * years..][..years].iter_mut().zip(counts) {
                *target = [count; LANES];
            }
        }
        if let Some(employment) = &self.employment {
            let times = employment.expected_times(parameters, years);
            let additional = employment.additional(parameters);
            let row = &mut activity[employment.row * years..][..years];
            for year in 0..years {
                row[year] = [0.0; LANES];
            }
            for (year, &adults) in self.adults.iter().enumerate() {
                for k in 0..years - year {
                    for lane in 0..LANES {
                        row[year + k][lane] += adults * additional[lane] * times[k][lane];
                    }
                }
            }
        }
        for event in &self.events {
            event.clear(activity, years);
            for (year, starts) in event.starts.iter().enumerate() {
                let Some(starts) = starts else { continue };
                let starts = starts.at(parameters);
                let begun = &mut activity[event.row * years + year];
                for lane in 0..LANES {
                    begun[lane] += starts[lane];
                }
                let time = &mut activity[event.time_row * years + year..(event.time_row + 1) * years];
                for k in 0..years - year {
                    for lane in 0..LANES {
                        time[k][lane] += starts[lane] * event.profile[k];
                    }
                }
            }
        }
    }
}
