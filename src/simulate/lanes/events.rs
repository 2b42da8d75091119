//! The events of sixteen programmes that the families make a difference of.

use super::super::poisson::{Count, INVERSION_LIMIT};
use super::hits::{Hit, Hits};
use super::plan::{EventPlan, GroupPlan, MOST_YEARS};
use super::scan::{BLOCK, scan};
use super::time::{YEAR, in_years, words_below};
use crate::random::{LANES, LaneAddress, Numbers, Sums, Words, each_lane};

/// Times of the events that the programme makes a difference of.
pub struct EventTimes {
    sign: Vec<Numbers>,
    number: Vec<Words>,
    /// What was left of the year when they began, by year and lane.
    rest: Box<[u64; MOST_YEARS * LANES]>,
}

/// Where a year and a lane lie in [`EventTimes::rest`]: its size is a power of two, so that no index needs checking.
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

impl EventTimes {
    /// Room for as many years.
    pub fn new(horizon: usize) -> Self {
        Self {
            sign: vec![[0.0; LANES]; horizon],
            number: vec![[0; LANES]; horizon],
            rest: Box::new([0; MOST_YEARS * LANES]),
        }
    }

    /// Says whether it could.
    #[inline(always)]
    pub fn simulate(
        &mut self,
        plan: &EventPlan,
        group: &GroupPlan,
        parameters: &[Numbers],
        replications: Words,
        families: &[Words],
        hits: &mut Hits,
    ) -> bool {
        self.number.fill([0; LANES]);
        self.rest[..self.number.len() * LANES].fill(0);
        for (year, starts) in plan.starts.iter().enumerate() {
            let Some(starts) = starts else { continue };
            let starts = starts.at(parameters);
            let mean: Numbers = each_lane(|lane| starts[lane].abs() / group.families[year]);
            let mut possible = true;
            for lane in 0..LANES {
                possible &= mean[lane] <= INVERSION_LIMIT;
            }
            if !possible {
                return false;
            }
            self.sign[year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            let counts = mean.map(Count::new);
            // Below so many words no event happens.
            let none: Sums = each_lane(|lane| words_below(counts[lane].none()));
            let families = &families[year];
            let differ = (&none, &[1 << 32; LANES]);
            scan((&plan.words, year), replications, families, differ, |block, inside, uppers| {
                let mut all = 0;
                for lane in 0..LANES {
                    all |= inside[lane];
                }
                if all == 0 {
                    return;
                }
                for lane in 0..LANES {
                    let mut bits = inside[lane];
                    while bits != 0 {
                        let i = bits.trailing_zeros() as usize;
                        bits &= bits - 1;
                        let lower = || {
                            let place = LaneAddress::place(year as u32, 1);
                            plan.words.halves(block as u32, place, replications[lane])[i]
                        };
                        for number in 0..counts[lane].invert_halves(uppers[i][lane], lower) {
                            hits.push(Hit::new((block * BLOCK + i) as u32, lane, year, number));
                        }
                    }
                }
            });
        }
        hits.each(&plan.courses, replications[0], |hit, moment| {
            self.number[hit.year()][hit.lane()] += 1;
            self.rest[cell(hit.year(), hit.lane())] += YEAR - (2 * moment + 1);
        });
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
