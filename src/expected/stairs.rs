//! Lines reimbursed by weeks on support: each tier's saved time on each step, weighed with the shares of adults who reach
//! it. The steps of one adult depend on that adult alone, so correlation within the family moves nothing here.

use super::linear::{Arrivals, has_certain_waits};
use crate::model::relapse::Course;
use crate::model::saved_support::StairsTerms;
use crate::model::{Activity, Arrival, Cohort, GroupSetting, Number, StairsLine};

/// The buffers of a group's expectation, kept from draw to draw, by line.
#[derive(Debug, Clone, Default)]
pub(super) struct OnStairs(Vec<Vec<TierOnStairs>>);

/// A tier that leaves the support of a line, in one arm or in both where adults wait alike in both.
#[derive(Debug, Clone)]
struct TierOnStairs {
    /// Which tier of the group.
    tier: usize,
    /// The arms: 0 = programme, 1 = comparison.
    arms: Vec<usize>,
    /// Moments of entry of the paths of the correction, where they are the same at every draw, of each
    /// [cohort](GroupSetting::cohorts) of the group.
    starts: Vec<Vec<f64>>,
}

/// A cohort of a group in one replication.
struct CohortTerms<'a, N> {
    group: &'a GroupSetting<'a, N>,
    /// The probability that the programme takes families in, by planned year.
    goes_on: &'a [N],
    lane: usize,
    course: &'a Course,
    /// Which [cohort](GroupSetting::cohorts) of the group.
    index: usize,
    cohort: &'a Cohort<N>,
    arrival: &'a Arrival,
}

impl OnStairs {
    /// Adds the expectation of a group in one replication, given the arrivals of its adults.
    pub fn expect<N: Number>(
        &mut self,
        group: &GroupSetting<'_, N>,
        (lane, goes_on): (usize, &[N]),
        arrivals: &[Vec<Arrivals<N>>],
        activity: &mut Activity<N>,
    ) {
        let Some(course) = group.course.as_ref().filter(|_| !group.stairs.is_empty()) else { return };
        let course = course.lane(lane);
        if self.0.is_empty() {
            self.0 = group.stairs.iter().map(|line| tiers_of(group, line)).collect();
        }
        let certain = has_certain_starts(group);
        for (line, tiers) in group.stairs.iter().zip(&mut self.0) {
            for tier in tiers {
                if !certain {
                    tier.starts.clear();
                }
                for (index, (cohort, arrivals)) in group.cohorts().iter().zip(&arrivals[tier.tier]).enumerate() {
                    if tier.starts.len() == index {
                        tier.starts.push(Vec::new());
                    }
                    let arrival = &arrivals.arms[tier.arms[0]].lane(lane);
                    let of = CohortTerms { group, goes_on, lane, course: &course, index, cohort, arrival };
                    tier.expect(line, &of, activity);
                }
            }
        }
    }
}

impl TierOnStairs {
    /// Adds what is expected of a cohort.
    fn expect<N: Number>(&mut self, line: &StairsLine<'_>, of: &CohortTerms<'_, N>, activity: &mut Activity<N>) {
        let &CohortTerms { group, goes_on, lane, course, index, cohort, arrival } = of;
        let years = group.families.len();
        let varies = group.entry.len() > 1;
        let starts = &mut self.starts[index];
        let mut saved = None;
        for (year, adults) in group.adults().enumerate() {
            let adults = (adults * goes_on[year] * cohort.share).lane(lane);
            let Some(entry) = group.entry(year, cohort.later).filter(|_| adults != 0.0) else { continue };
            // Without a labour market later cohorts have the first years of the first cohort's course.
            let first = if varies { year } else { 0 };
            if varies || saved.is_none() {
                let time = course.expected_time(arrival, first, years - first);
                let terms = StairsTerms {
                    stairs: line.stairs,
                    leaving: *cohort.leaving.of(lane),
                    wait: group.tiers[self.tier].waits[self.arms[0]].as_ref().map(|wait| wait.of(lane)),
                    self_support: group.self_support(self.tier),
                    course,
                    cohort: first,
                    years: years - first,
                };
                let correction = if terms.are_simple() {
                    Vec::new()
                } else {
                    if starts.is_empty() {
                        *starts = terms.starts();
                    }
                    terms.correction(starts)
                };
                saved = Some(terms.expected(arrival, &time, &correction));
            }
            let shares = entry.shares(self.tier).map(|share| share.lane(lane));
            let difference = |arm: &usize| if *arm == 0 { shares[0] } else { -shares[1] };
            let size = adults * self.arms.iter().map(difference).sum::<f64>();
            let Some(saved) = &saved else { continue };
            let length = saved.len() / line.stairs.steps();
            for (row, profile) in line.rows().zip(saved.chunks_exact(length)) {
                let row = &mut activity.row_mut(row)[year..];
                row.iter_mut().zip(profile).for_each(|(value, time)| *value.lane_mut(lane) += size * time);
            }
        }
    }
}

/// The tiers that leave a line's support, each for both arms at once where adults wait alike in both.
fn tiers_of<N: Number>(group: &GroupSetting<'_, N>, line: &StairsLine<'_>) -> Vec<TierOnStairs> {
    let tiers = group.group.employment.iter().flat_map(|employment| &employment.tiers).enumerate();
    let leaves = tiers.filter(|(tier, _)| line.tier.is_none_or(|only| only == *tier));
    let arms = |(tier, of): (usize, &crate::model::Tier)| {
        let arms = if of.waits_alike() { vec![vec![0, 1]] } else { vec![vec![0], vec![1]] };
        arms.into_iter().map(move |arms| TierOnStairs { tier, arms, starts: Vec::new() })
    };
    leaves.flat_map(arms).collect()
}

/// Whether the times at which adults enter are the same at every draw.
fn has_certain_starts<N: Number>(group: &GroupSetting<'_, N>) -> bool {
    let mut tiers = group.group.employment.iter().flat_map(|employment| &employment.tiers);
    tiers.all(has_certain_waits) && group.group.intake.delay.is_certain()
}
