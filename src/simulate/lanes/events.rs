//! The events of sixteen programmes that the families make a difference of.

use super::super::poisson::{Count, INVERSION_LIMIT};
use super::hits::{Hit, Hits};
use super::plan::{EventPlan, GroupPlan, MOST_YEARS};
use super::scan::{Blocks, List, Uppers, number};
use super::time::{YEAR, in_years, words_below};
use crate::random::PLACE_SHIFT;
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Words, each_lane};
use fearless_simd::Simd;

/// Times of the events that the programme makes a difference of.
pub struct EventTimes {
    sign: Vec<Numbers>,
    number: Vec<Words>,
    /// What was left of the year when they began, by year and lane.
    rest: Box<[u64; MOST_YEARS * LANES]>,
    /// The families of the years with events.
    families: Blocks,
    /// Families that may have an event.
    list: List,
    uppers: Vec<Uppers>,
    /// The counts of a family, by year and lane.
    counts: Vec<[Count; LANES]>,
}

/// Where a year and a lane lie in [`EventTimes::rest`]: its size is a power of two, so that no index needs checking.
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

impl EventTimes {
    /// Room for the families of each year.
    pub fn new(plan: &EventPlan, group: &GroupPlan) -> Self {
        let with_starts = |(year, starts): (usize, &Option<_>)| starts.as_ref().map(|_| (year, group.families[year]));
        let families: Vec<_> = plan.starts.iter().enumerate().filter_map(with_starts).collect();
        let families = Blocks::new(&families);
        Self {
            sign: vec![Lanes::all(0.0); plan.starts.len()],
            number: vec![Lanes::all(0); plan.starts.len()],
            rest: Box::new([0; MOST_YEARS * LANES]),
            list: List::with_capacity(families.capacity()),
            uppers: families.uppers(),
            counts: vec![[Count::new(0.0); LANES]; plan.starts.len()],
            families,
        }
    }

    /// Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        (plan, group): (&EventPlan, &GroupPlan),
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
        hits: &mut Hits,
    ) -> bool {
        self.number.fill(Lanes::all(0));
        self.rest[..self.number.len() * LANES].fill(0);
        // The smallest number of words below which no event happens in any year.
        let mut none: Sums = Lanes::all(1 << 32);
        for (year, starts) in plan.starts.iter().enumerate() {
            let Some(starts) = starts else { continue };
            let starts = starts.at(simd, parameters).numbers();
            let mean: Numbers = each_lane(|lane| starts[lane].abs() / group.families[year]);
            let mut possible = true;
            for lane in 0..LANES {
                possible &= mean[lane] <= INVERSION_LIMIT;
            }
            if !possible {
                return false;
            }
            self.sign[year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            self.counts[year] = mean.map(Count::new);
            none = each_lane(|lane| none[lane].min(words_below(self.counts[year][lane].none())));
        }
        for lane in 0..LANES {
            let replication = first.wrapping_add(lane as u32);
            self.families.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            self.list.clear();
            let (luck, interval) = ((&plan.words, replication), none[lane]..1 << 32);
            self.families.scan::<S, true>(simd, luck, &interval, &mut self.list, &mut self.uppers);
            for &subject in self.list.found() {
                let (year, family) = ((subject >> PLACE_SHIFT) as usize, number(subject));
                let lower = || plan.words.at(replication, year).lower_half(family);
                let upper = self.families.upper(&self.uppers, subject);
                for number in 0..self.counts[year][lane].invert_halves(upper, lower) {
                    hits.push(Hit::new(family, lane, year, number));
                }
            }
        }
        hits.each(
            simd,
            &plan.courses,
            first,
            #[inline(always)]
            |hit, moment| {
                self.number[hit.year()][hit.lane()] += 1;
                self.rest[cell(hit.year(), hit.lane())] += YEAR - (2 * moment + 1);
            },
        );
        true
    }

    /// Writes what happened in each year.
    #[inline(always)]
    pub fn write(&self, plan: &EventPlan, activity: &mut [Numbers], horizon: usize) {
        plan.clear(activity, horizon);
        for (intake, starts) in plan.starts.iter().enumerate() {
            if starts.is_none() {
                continue;
            }
            let sign = &self.sign[intake];
            let number: Numbers = each_lane(|lane| f64::from(self.number[intake][lane]));
            for lane in 0..LANES {
                activity[plan.row * horizon + intake][lane] += sign[lane] * number[lane];
                activity[plan.time_row * horizon + intake][lane] +=
                    sign[lane] * in_years(self.rest[cell(intake, lane)]);
            }
            for year in intake + 1..horizon {
                for lane in 0..LANES {
                    activity[plan.time_row * horizon + year][lane] += sign[lane] * number[lane];
                }
            }
        }
    }
}
