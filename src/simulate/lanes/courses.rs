//! The families of sixteen programmes: who differs between the arms, when, and for how long.

use super::super::poisson::{Count, INVERSION_LIMIT};
use super::hits::{Hit, Hits};
use super::plan::{EmploymentPlan, EventPlan, GroupPlan, MOST_YEARS};
use crate::model::employment::threshold;
use crate::model::intake;
use crate::random::{LANES, LaneAddress, Numbers, Sums, Words, each_lane, open_unit, open_unit_f64};

/// A year in units of 2⁻³³: the moment of a word w is the odd number 2w + 1 of them.
const YEAR: u64 = 1 << 33;

/// What the courses of a group's families come to: times by year, in every lane.
pub struct GroupTimes {
    families: Vec<Words>,
    employment: Option<EmploymentTimes>,
    events: Vec<EventTimes>,
}

/// Times of the adults whose arms differ.
struct EmploymentTimes {
    /// +1 where the programme makes the difference, −1 where it does harm.
    sign: Numbers,
    /// Survival thresholds by lane and year since entry: words below are still self-sufficient at its end. No word is below
    /// those beyond the horizon.
    survival: Box<[[u64; MOST_YEARS]; LANES]>,
    /// Adults by intake year and year of relapse since entry (from the horizon's end on: not within it): how many, and what
    /// was left of the year when they entered, together.
    relapsed: Box<[Both; MOST_YEARS * MOST_YEARS * LANES]>,
}

/// A number of subjects and the sum of a time of each, in one whole number.
type Both = u64;

/// The sum takes the lower bits, so that neither runs into the other: [`MOST_FAMILIES`](super::plan::MOST_FAMILIES) times a
/// year is less.
const BITS_OF_SUM: u32 = 48;

/// One subject with its time.
#[inline(always)]
fn one(time: u64) -> Both {
    1 << BITS_OF_SUM | time
}

#[inline(always)]
fn number(both: Both) -> u64 {
    both >> BITS_OF_SUM
}

#[inline(always)]
fn sum(both: Both) -> u64 {
    both & ((1 << BITS_OF_SUM) - 1)
}

/// Whole numbers by year and lane. Their sizes are powers of two, so that no index needs checking.
type ByYear = Box<[u64; MOST_YEARS * LANES]>;

/// Where a year and a lane lie in [`ByYear`].
#[inline(always)]
fn cell(year: usize, lane: usize) -> usize {
    (year * LANES + lane) % (MOST_YEARS * LANES)
}

/// Where an intake year, a year of relapse and a lane lie.
#[inline(always)]
fn relapse_cell(intake: usize, relapsed: usize, lane: usize) -> usize {
    ((intake * MOST_YEARS + relapsed) * LANES + lane) % (MOST_YEARS * MOST_YEARS * LANES)
}

/// Times of the events that the programme makes a difference of.
struct EventTimes {
    sign: Vec<Numbers>,
    number: Vec<Words>,
    rest: ByYear,
}

impl GroupTimes {
    pub fn new(group: &GroupPlan, years: usize) -> Self {
        let employment = group.employment.as_ref().map(|_| EmploymentTimes {
            sign: [0.0; LANES],
            survival: Box::new([[0; MOST_YEARS]; LANES]),
            relapsed: vec![0; MOST_YEARS * MOST_YEARS * LANES]
                .into_boxed_slice()
                .try_into()
                .expect("a slice of as many"),
        });
        let event = |_: &EventPlan| EventTimes {
            sign: vec![[0.0; LANES]; years],
            number: vec![[0; LANES]; years],
            rest: Box::new([0; MOST_YEARS * LANES]),
        };
        Self { families: vec![[0; LANES]; years], employment, events: group.events.iter().map(event).collect() }
    }

    /// Simulates the group's families. Says whether it could.
    #[inline(always)]
    pub fn simulate(
        &mut self,
        group: &GroupPlan,
        parameters: &[Numbers],
        replications: Words,
        hits: &mut Hits,
    ) -> bool {
        for (year, (target, &expected)) in self.families.iter_mut().zip(&group.families).enumerate() {
            *target = if expected.fract() == 0.0 {
                [expected as u32; LANES]
            } else {
                let place = LaneAddress::place(year as u32, 0);
                each_lane(|lane| {
                    let [low, high, ..] = group.rounding.words(0, place, replications[lane]);
                    intake::rounded(expected, open_unit_f64(low, high))
                })
            };
        }
        if let (Some(plan), Some(times)) = (&group.employment, &mut self.employment)
            && !times.simulate(plan, parameters, replications, &self.families, hits)
        {
            return false;
        }
        for (plan, times) in group.events.iter().zip(&mut self.events) {
            if !times.simulate(plan, group, parameters, replications, &self.families, hits) {
                return false;
            }
        }
        true
    }

    /// Writes what happened into activity, rows by years.
    #[inline(always)]
    pub fn write(&self, group: &GroupPlan, activity: &mut [Numbers]) {
        let years = self.families.len();
        for (row, each) in &group.counts {
            for (target, families) in activity[row * years..][..years].iter_mut().zip(&self.families) {
                *target = each_lane(|lane| f64::from(families[lane]) * each);
            }
        }
        if let (Some(plan), Some(times)) = (&group.employment, &self.employment) {
            times.write(plan, &mut activity[plan.row * years..][..years]);
        }
        for (plan, times) in group.events.iter().zip(&self.events) {
            times.write(plan, activity, years);
        }
    }
}

impl EmploymentTimes {
    #[inline(always)]
    fn simulate(
        &mut self,
        plan: &EmploymentPlan,
        parameters: &[Numbers],
        replications: Words,
        families: &[Words],
        hits: &mut Hits,
    ) -> bool {
        let (programme, comparison) = (plan.programme.at(parameters), plan.comparison.at(parameters));
        let possible = |p: f64| (0.0..=1.0).contains(&p);
        if !all_lanes(|lane| possible(programme[lane]) & possible(comparison[lane])) {
            return false;
        }
        // Adults with low ≤ word < high come out differently.
        let [low, high]: [Sums; 2] = {
            let (with, without): (Sums, Sums) =
                (each_lane(|lane| threshold(programme[lane])), each_lane(|lane| threshold(comparison[lane])));
            [each_lane(|lane| with[lane].min(without[lane])), each_lane(|lane| with[lane].max(without[lane]))]
        };
        self.sign = each_lane(|lane| if programme[lane] > comparison[lane] { 1.0 } else { -1.0 });
        for (year, families) in families.iter().enumerate() {
            Hits::scan((&plan.words, year), replications, families, (&low, &high), |subject, lane, _| {
                hits.push(Hit::new(subject, lane, year, 0));
            });
        }

        let years = families.len();
        let mut alive = [1.0; LANES];
        for year in 0..years {
            alive = plan.survive(year, &alive, parameters);
            for lane in 0..LANES {
                self.survival[lane][year] = words_below(alive[lane]);
            }
        }
        for intake in 0..years {
            self.relapsed[relapse_cell(intake, 0, 0)..][..(years + 1) * LANES].fill(0);
        }
        hits.each(&plan.courses, replications[0], |hit, moment, relapse| {
            let (year, lane) = (hit.year(), hit.lane());
            // How many thresholds the word lies below; they fall from year to year, so halving finds it.
            let survival = &self.survival[lane];
            let mut relapsed = 0;
            for step in [8, 4, 2, 1] {
                relapsed += step * usize::from(relapse < survival[(relapsed + step - 1) % MOST_YEARS]);
            }
            self.relapsed[relapse_cell(year, relapsed, lane)] += one(YEAR - (2 * moment + 1));
        });
        true
    }

    #[inline(always)]
    fn write(&self, plan: &EmploymentPlan, row: &mut [Numbers]) {
        let years = row.len();
        for intake in 0..years {
            // From the end backwards: those who relapse later than a year are self-sufficient all through it.
            let (mut later, mut rest): (Sums, Sums) = ([0; LANES], [0; LANES]);
            for k in (1..=years).rev() {
                for lane in 0..LANES {
                    let relapsed = self.relapsed[relapse_cell(intake, k, lane)];
                    if intake + k < years {
                        let whole = later[lane] as f64 + plan.counted * number(relapsed) as f64;
                        row[intake + k][lane] += self.sign[lane] * whole;
                    }
                    later[lane] += number(relapsed);
                    rest[lane] += sum(relapsed);
                }
            }
            for lane in 0..LANES {
                let of_relapsed = sum(self.relapsed[relapse_cell(intake, 0, lane)]);
                row[intake][lane] += self.sign[lane] * (units(rest[lane]) + plan.counted * units(of_relapsed));
            }
        }
    }
}

impl EventTimes {
    #[inline(always)]
    fn simulate(
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
            if !all_lanes(|lane| mean[lane] <= INVERSION_LIMIT) {
                return false;
            }
            self.sign[year] = each_lane(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            let counts = mean.map(Count::new);
            // Below so many words no event happens.
            let none: Sums = each_lane(|lane| words_below(counts[lane].none()));
            let families = &families[year];
            Hits::scan(
                (&plan.words, year),
                replications,
                families,
                (&none, &[1 << 32; LANES]),
                |subject, lane, word| {
                    for number in 0..counts[lane].invert(open_unit(word)) {
                        hits.push(Hit::new(subject, lane, year, number));
                    }
                },
            );
        }
        hits.each(&plan.courses, replications[0], |hit, moment, _| {
            self.number[hit.year()][hit.lane()] += 1;
            self.rest[cell(hit.year(), hit.lane())] += YEAR - (2 * moment + 1);
        });
        true
    }

    #[inline(always)]
    fn write(&self, plan: &EventPlan, activity: &mut [Numbers], years: usize) {
        for (intake, starts) in plan.starts.iter().enumerate() {
            if starts.is_none() {
                continue;
            }
            let sign = &self.sign[intake];
            let number: Numbers = each_lane(|lane| f64::from(self.number[intake][lane]));
            for lane in 0..LANES {
                activity[plan.row * years + intake][lane] += sign[lane] * number[lane];
                activity[plan.time_row * years + intake][lane] += sign[lane] * units(self.rest[cell(intake, lane)]);
            }
            for year in intake + 1..years {
                for lane in 0..LANES {
                    activity[plan.time_row * years + year][lane] += sign[lane] * number[lane];
                }
            }
        }
    }
}

/// Whether something is true in every lane.
#[inline(always)]
fn all_lanes(holds: impl Fn(usize) -> bool) -> bool {
    let mut all = true;
    for lane in 0..LANES {
        all &= holds(lane);
    }
    all
}

/// A time in years.
#[inline(always)]
fn units(time: u64) -> f64 {
    time as f64 / YEAR as f64
}

/// How many words stand for uniforms below a probability: those with (w + ½)/2³² < p.
#[inline(always)]
fn words_below(probability: f64) -> u64 {
    whole((probability * 4_294_967_296.0 - 0.5).ceil())
}

/// A whole number from 0 to 2³² as an integer: the low bits of its sum with 2⁵², which vector instructions compute and
/// a conversion that guards against everything else does not.
#[inline(always)]
fn whole(x: f64) -> u64 {
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    (x + SHIFT).to_bits() - SHIFT.to_bits()
}
