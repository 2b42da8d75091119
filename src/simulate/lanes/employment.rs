//! The adults of sixteen programmes: who counts, and when they enter.
//!
//! [`Interval`] after interval, a [`scan`](super::scan) lists those who may lie in it, replication after replication. All
//! of them then draw their courses, and mostly with these the rest of their words, side by side; and those who do lie in it are
//! counted for [as long as they stay](super::relapse).

use super::intervals::{Cut, EmploymentPlan, Interval, MOST_TIERS, Reached};
use super::list::List;
use super::relapse::RelapseTimes;
use super::scan::Blocks;
use super::ties::TiedFamilies;
use super::time::{Moments, thresholds};
use crate::model::spell::{UNITS, whole_units};
use crate::model::{Onset, Wait};
use crate::random::{LOW_BITS, open_unit};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Words, apart, each_lane};
use fearless_simd::Simd;

/// The courses of the adults who count.
pub struct EmploymentTimes {
    /// By the adults' words, [`EmploymentPlan::words`].
    adults: Vec<Blocks>,
    /// What [`EmploymentTimes::reach`] has worked out.
    pub reached: Reached,
    /// The threshold of each arm and tier.
    thresholds: [[Sums; MOST_TIERS]; 2],
    /// Where families have thresholds of their own.
    ties: Option<TiedFamilies>,
    /// All adults who may count in an interval, lane after lane.
    list: List,
    /// For how long they stay.
    relapse: RelapseTimes,
}

impl EmploymentTimes {
    /// Room for the adults of a plan.
    pub fn new(plan: &EmploymentPlan<'_>) -> Self {
        let expected = &plan.families;
        let adults: Vec<_> = plan.words.iter().map(|_| Blocks::new(expected, plan.members)).collect();
        let waits = plan.intervals.iter().any(|interval| interval.wait.is_some());
        Self {
            reached: Reached::default(),
            thresholds: [[Lanes::all(0); MOST_TIERS]; 2],
            list: List::with_capacity(adults[0].capacity(), waits),
            ties: plan.ties.as_ref().map(|_| TiedFamilies::new(expected, &adults[0])),
            adults,
            relapse: RelapseTimes::new(),
        }
    }

    /// Works out how likely each tier is reached.
    #[inline(always)]
    pub fn reach<S: Simd>(&mut self, simd: S, plan: &EmploymentPlan<'_>, parameters: &[Numbers]) {
        plan.reach(simd, parameters, &mut self.reached);
    }

    /// Simulates the adults, once it is worked out how likely they [reach](EmploymentTimes::reach) each tier, and adds the
    /// self-sufficient time of each year to activity, rows by years. Says whether it could. `first` is the replication in
    /// lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        plan: &EmploymentPlan<'_>,
        parameters: &[Numbers],
        first: u32,
        families: &[Words],
        activity: &mut [Numbers],
    ) -> bool {
        let (years, tiers) = (families.len(), plan.tiers.len());
        if !self.reached.are_possible(tiers) {
            return false;
        }
        if let (Some(ties), Some(plan)) = (&mut self.ties, &plan.ties) {
            let possible = apart!(simd, ties.draw(simd, plan, parameters, (&self.reached, tiers), first));
            if !possible {
                return false;
            }
        }
        for arm in 0..2 {
            for tier in 0..tiers {
                self.thresholds[arm][tier] = thresholds(simd, self.reached.at(Cut { arm, tier }));
            }
        }
        for (adults, words) in self.adults.iter_mut().zip(&plan.words) {
            apart!(simd, adults.draw(simd, words, first));
        }
        self.relapse.survive(simd, plan, parameters, years);
        let moments = Moments::of(plan.onset);
        for interval in &plan.intervals {
            let ends = self.ends(interval);
            self.list.clear();
            if self.ties.is_some() {
                let possible = apart!(simd, self.find_tied(simd, interval, families));
                if !possible {
                    return false;
                }
            } else {
                apart!(simd, self.find(simd, interval.words, &ends, families));
            }
            let adults = &self.adults[interval.words];
            apart!(simd, self.list.draw(simd, adults, &plan.courses, first));
            // What an adult would achieve anyway is drawn apart, and has lower bits of its own.
            if interval.words > 0 {
                apart!(simd, self.list.draw_own(simd, &plan.words[interval.words]));
            }
            if let Some(wait) = &interval.wait {
                apart!(simd, self.wait(simd, (plan.onset, wait), years));
            } else if let Some(moment) = moments.everybodys {
                self.list.leave_at(moment);
            }
            self.relapse.clear(years, interval.wait.is_some());
            // Compiled for itself either way.
            if let Some(ties) = &self.ties {
                apart!(simd, self.relapse.follow(simd, &self.list, (&ends, Some(&ties.listed)), moments, years));
            } else {
                apart!(simd, self.relapse.follow(simd, &self.list, (&ends, None), moments, years));
            }
            if let Some(reentry) = &plan.reentry {
                let reentry = reentry.at(simd, parameters).numbers();
                self.relapse.reenter((&self.list, interval.wait.is_some()), &plan.courses, &reentry, first, years);
            }
            for &(tier, sign) in &interval.counts {
                let row = plan.tiers[tier].row * years;
                let sign = each_lane(|lane| sign * ends.sign[lane]);
                self.relapse.write(plan.counted, &sign, &mut activity[row..row + years]);
            }
        }
        true
    }

    /// Where an interval begins and ends.
    #[inline(always)]
    fn ends(&self, interval: &Interval<'_>) -> Ends {
        let reached = &self.reached;
        let threshold = |cut: Cut| self.thresholds[cut.arm][cut.tier];
        let (from, to) = (interval.from.map_or(Lanes::all(0), threshold), threshold(interval.to));
        let (below, upto) = (interval.from.map_or(Lanes::all(0.0), |cut| *reached.at(cut)), reached.at(interval.to));
        Ends {
            low: each_lane(|lane| from[lane].min(to[lane])),
            high: each_lane(|lane| from[lane].max(to[lane])),
            sign: each_lane(|lane| if upto[lane] > below[lane] { 1.0 } else { -1.0 }),
        }
    }

    /// Lists the adults of an interval, and those who may be.
    #[inline(always)]
    fn find<S: Simd>(&mut self, simd: S, words: usize, ends: &Ends, families: &[Words]) {
        let adults = &mut self.adults[words];
        for lane in 0..LANES {
            adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            let (low, high) = (ends.low[lane], ends.high[lane]);
            if low < high {
                let (least, most) = ((low >> LOW_BITS) as u8, ((high - 1) >> LOW_BITS) as u8);
                adults.find(simd, lane, [least, most], &mut self.list);
            } else {
                self.list.end(lane);
            }
        }
    }

    /// The same where every family has thresholds of its own. Says whether it could.
    #[inline(always)]
    fn find_tied<S: Simd>(&mut self, simd: S, interval: &Interval<'_>, families: &[Words]) -> bool {
        let Self { adults, ties: Some(ties), list, reached, .. } = self else { return false };
        let adults = &mut adults[interval.words];
        for lane in 0..LANES {
            adults.fill(
                #[inline(always)]
                |year| families[year][lane],
            );
            if !ties.tie(simd, interval, reached, lane, adults) {
                return false;
            }
            adults.find_within(simd, lane, &ties.bounds, list);
            ties.note::<S>(adults, list, lane);
        }
        true
    }

    /// Lets the listed wait for entry.
    #[inline(always)]
    fn wait<S: Simd>(&mut self, simd: S, (onset, wait): (Onset, &Wait<'_>), years: usize) {
        // Where all leave at one moment it is added to the wait before that is rounded.
        let moment_of_all = match onset {
            Onset::Uniform => 0.0,
            Onset::At(moment) => {
                self.list.leave_at(0);
                moment
            }
        };
        for from in (0..self.list.len()).step_by(LANES) {
            let words = &self.list.words[3][from..from + LANES];
            let uniforms: Numbers = each_lane(|lane| open_unit(words[lane]));
            let months = wait.0.sample_lanes(simd, &uniforms);
            let times = each_lane(|lane| (whole_units(moment_of_all + Wait::in_years(months[lane])) * UNITS) as u64);
            self.list.wait(from, &times, years);
        }
    }
}

/// Where an interval begins and ends in every lane, low ≤ word < high; and how the words in it count.
pub struct Ends {
    pub low: Sums,
    pub high: Sums,
    pub sign: Numbers,
}
