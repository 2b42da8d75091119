//! The families of sixteen programmes: who differs between the arms, when, and for how long.

use super::super::poisson::{Count, INVERSION_LIMIT};
use super::plan::{EmploymentPlan, EventPlan, GroupPlan};
use crate::model::employment::threshold;
use crate::model::intake;
use crate::random::{LANES, LaneAddress, Numbers, Words, open_unit_f64};
use std::array::from_fn;

/// A year in units of 2⁻³³: the moment of a word w is the odd number 2w + 1 of them.
const YEAR: u64 = 1 << 33;

/// Whole numbers in each lane.
type Sums = [u64; LANES];

/// Subjects that were found, in whatever lane, to be looked at sixteen at a time.
#[derive(Default)]
pub struct Hits(Vec<Hit>);

#[derive(Clone, Copy)]
struct Hit {
    subject: u32,
    /// Intake year, and index among the subject's words.
    place: u32,
    lane: u8,
    year: u8,
}

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
    /// Survival thresholds by year since entry: words below are still self-sufficient at its end.
    survival: Vec<Sums>,
    /// By intake year: what is left of it for those who do not relapse in it, and for those who do.
    rest: Vec<Sums>,
    rest_of_relapsed: Vec<Sums>,
    /// Adults by intake year and year of relapse since entry, flat; the last = not within the horizon.
    relapsed: Vec<Words>,
}

/// Times of the events that the programme makes a difference of.
struct EventTimes {
    sign: Vec<Numbers>,
    number: Vec<Words>,
    rest: Vec<Sums>,
}

/// A bit for each lane, set where told.
#[inline(always)]
fn bits(set: [bool; LANES]) -> u64 {
    // Eight bytes of 0 or 1 are gathered to eight bits by one multiplication.
    let gather = |half: [u8; 8]| u64::from_le_bytes(half).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let low: [u8; 8] = from_fn(|i| u8::from(set[i]));
    let high: [u8; 8] = from_fn(|i| u8::from(set[i + 8]));
    gather(low) | gather(high) << 8
}

impl Hits {
    /// Looks through one word per family, four families to a block, and notes those whose words are as wanted: `wanted` is
    /// given the words of one place in the block, and `found` the family, the lane, and the word.
    #[inline(always)]
    fn scan(
        address: &LaneAddress,
        year: usize,
        replications: Words,
        families: &Words,
        wanted: impl Fn(&Words) -> [bool; LANES],
        mut found: impl FnMut(u32, usize, u32),
    ) {
        let most = families.iter().copied().max().unwrap_or(0);
        let place = [LaneAddress::place(year as u32, 0); LANES];
        for block in 0..most.div_ceil(4) {
            let words = address.words([block; LANES], place, replications);
            let mut all = 0;
            for (i, words) in words.iter().enumerate() {
                all |= bits(wanted(words)) << (i * LANES);
            }
            while all != 0 {
                let bit = all.trailing_zeros() as usize;
                all &= all - 1;
                let (i, lane) = (bit / LANES, bit % LANES);
                let family = block * 4 + i as u32;
                if family < families[lane] {
                    found(family, lane, words[i][lane]);
                }
            }
        }
    }

    /// Draws the first two words of every hit, sixteen at a time.
    #[inline(always)]
    fn each(&mut self, address: &LaneAddress, replications: Words, mut then: impl FnMut(usize, usize, u32, u32)) {
        let count = self.0.len();
        // The last sixteen are filled up with what is looked at by nobody.
        let nobody = Hit { subject: 0, place: 0, lane: 0, year: 0 };
        self.0.resize(count.next_multiple_of(LANES), nobody);
        for (from, hits) in self.0.chunks_exact(LANES).enumerate() {
            let subjects = from_fn(|i| hits[i].subject);
            let places = from_fn(|i| hits[i].place);
            let of = from_fn(|i| replications[usize::from(hits[i].lane) % LANES]);
            let [first, second, ..] = address.words(subjects, places, of);
            for (i, hit) in hits.iter().enumerate().take(count - (from * LANES).min(count)) {
                then(usize::from(hit.year), usize::from(hit.lane) % LANES, first[i], second[i]);
            }
        }
        self.0.clear();
    }
}

impl GroupTimes {
    pub fn new(group: &GroupPlan, years: usize) -> Self {
        let zero = [0; LANES];
        let employment = group.employment.as_ref().map(|_| EmploymentTimes {
            sign: [0.0; LANES],
            survival: vec![zero; years],
            rest: vec![zero; years],
            rest_of_relapsed: vec![zero; years],
            relapsed: vec![[0; LANES]; years * (years + 1)],
        });
        let event = |_: &EventPlan| EventTimes {
            sign: vec![[0.0; LANES]; years],
            number: vec![[0; LANES]; years],
            rest: vec![zero; years],
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
                let place = [LaneAddress::place(year as u32, 0); LANES];
                let [low, high, ..] = group.rounding.words([0; LANES], place, replications);
                from_fn(|lane| intake::rounded(expected, open_unit_f64(low[lane], high[lane])))
            };
        }
        if let (Some(plan), Some(times)) = (&group.employment, &mut self.employment)
            && !times.simulate(plan, parameters, replications, &self.families, hits)
        {
            return false;
        }
        let mut events = group.events.iter().zip(&mut self.events);
        events.all(|(plan, times)| times.simulate(plan, group, parameters, replications, &self.families, hits))
    }

    /// Writes what happened into activity, rows by years.
    #[inline(always)]
    pub fn write(&self, group: &GroupPlan, activity: &mut [Numbers]) {
        let years = self.families.len();
        for (row, each) in &group.counts {
            for (target, families) in activity[row * years..][..years].iter_mut().zip(&self.families) {
                *target = families.map(|families| f64::from(families) * each);
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
        if !(0..LANES).all(|lane| possible(programme[lane]) & possible(comparison[lane])) {
            return false;
        }
        // Adults with low ≤ word < high come out differently.
        let [low, high]: [Sums; 2] = {
            let (with, without) = (programme.map(threshold), comparison.map(threshold));
            [from_fn(|lane| with[lane].min(without[lane])), from_fn(|lane| with[lane].max(without[lane]))]
        };
        self.sign = from_fn(|lane| if programme[lane] > comparison[lane] { 1.0 } else { -1.0 });
        let some: [bool; LANES] = from_fn(|lane| low[lane] < high[lane]);
        let from: Words = low.map(|low| low as u32);
        let span: Words = from_fn(|lane| high[lane].wrapping_sub(low[lane]).wrapping_sub(1) as u32);
        let wanted = |words: &Words| from_fn(|lane| some[lane] & (words[lane].wrapping_sub(from[lane]) <= span[lane]));
        for (year, families) in families.iter().enumerate() {
            Hits::scan(&plan.words, year, replications, families, wanted, |subject, lane, _| {
                let place = LaneAddress::place(year as u32, 0);
                hits.0.push(Hit { subject, place, lane: lane as u8, year: year as u8 });
            });
        }

        let years = families.len();
        let mut alive = [1.0; LANES];
        for (year, survival) in self.survival.iter_mut().enumerate() {
            alive = plan.survive(year, &alive, parameters);
            *survival = alive.map(words_below);
        }
        self.rest.fill([0; LANES]);
        self.rest_of_relapsed.fill([0; LANES]);
        self.relapsed.fill([0; LANES]);
        hits.each(&plan.courses, replications, |year, lane, moment, relapse| {
            let survived = self.survival.iter().map(|survival| usize::from(u64::from(relapse) < survival[lane]));
            let relapsed = survived.sum::<usize>();
            let rest = YEAR - (2 * u64::from(moment) + 1);
            let rests = if relapsed == 0 { &mut self.rest_of_relapsed } else { &mut self.rest };
            rests[year][lane] += rest;
            self.relapsed[year * (years + 1) + relapsed][lane] += 1;
        });
        true
    }

    #[inline(always)]
    fn write(&self, plan: &EmploymentPlan, row: &mut [Numbers]) {
        let years = row.len();
        for (intake, relapsed) in self.relapsed.chunks_exact(years + 1).enumerate() {
            let rest = |lane: usize| {
                units(self.rest[intake][lane]) + plan.counted * units(self.rest_of_relapsed[intake][lane])
            };
            for lane in 0..LANES {
                row[intake][lane] += self.sign[lane] * rest(lane);
            }
            // From the horizon's end backwards: those who relapse later than a year are self-sufficient all through it.
            let mut later = relapsed[years];
            for k in (1..years).rev() {
                if intake + k < years {
                    for lane in 0..LANES {
                        let whole = f64::from(later[lane]) + plan.counted * f64::from(relapsed[k][lane]);
                        row[intake + k][lane] += self.sign[lane] * whole;
                    }
                }
                for lane in 0..LANES {
                    later[lane] += relapsed[k][lane];
                }
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
        self.rest.fill([0; LANES]);
        for (year, starts) in plan.starts.iter().enumerate() {
            let Some(starts) = starts else { continue };
            let starts = starts.at(parameters);
            let mean: Numbers = from_fn(|lane| starts[lane].abs() / group.families[year]);
            if !(0..LANES).all(|lane| mean[lane] <= INVERSION_LIMIT) {
                return false;
            }
            self.sign[year] = from_fn(|lane| if starts[lane] > 0.0 { 1.0 } else { -1.0 });
            let counts = mean.map(Count::new);
            // Below this many words no event happens; a mean of zero leaves none above.
            let none: Sums = counts.map(|count| words_below(count.none()));
            let some: [bool; LANES] = none.map(|none| none <= u64::from(u32::MAX));
            let first: Words = none.map(|none| none as u32);
            let wanted = |words: &Words| from_fn(|lane| some[lane] & (words[lane] >= first[lane]));
            Hits::scan(&plan.words, year, replications, &families[year], wanted, |subject, lane, word| {
                for number in 0..counts[lane].invert(crate::random::open_unit(word)) {
                    let place = LaneAddress::place(year as u32, number);
                    hits.0.push(Hit { subject, place, lane: lane as u8, year: year as u8 });
                }
            });
        }
        hits.each(&plan.courses, replications, |year, lane, moment, _| {
            self.number[year][lane] += 1;
            self.rest[year][lane] += YEAR - (2 * u64::from(moment) + 1);
        });
        true
    }

    #[inline(always)]
    fn write(&self, plan: &EventPlan, activity: &mut [Numbers], years: usize) {
        for (intake, starts) in plan.starts.iter().enumerate() {
            if starts.is_none() {
                continue;
            }
            let (sign, number) = (&self.sign[intake], self.number[intake].map(f64::from));
            for lane in 0..LANES {
                activity[plan.row * years + intake][lane] += sign[lane] * number[lane];
                activity[plan.time_row * years + intake][lane] += sign[lane] * units(self.rest[intake][lane]);
            }
            for year in intake + 1..years {
                for lane in 0..LANES {
                    activity[plan.time_row * years + year][lane] += sign[lane] * number[lane];
                }
            }
        }
    }
}

/// A time in years.
#[inline(always)]
fn units(time: u64) -> f64 {
    time as f64 / YEAR as f64
}

/// How many words stand for uniforms below a probability: those with (w + ½)/2³² < p.
#[inline(always)]
fn words_below(probability: f64) -> u64 {
    (probability * 4_294_967_296.0 - 0.5).ceil().max(0.0) as u64
}
