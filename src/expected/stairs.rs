//! Lines reimbursed by weeks on support: each tier's saved time on each step, weighed with the shares of adults who reach
//! it. The steps of one adult depend on that adult alone, so correlation within the family moves nothing here.

use super::convolve;
use crate::model::{Activity, GroupSetting};

pub(super) fn expect(group: &GroupSetting<'_>, activity: &mut Activity) {
    let Some(course) = &group.course else { return };
    let years = group.families.len();
    let varies = group.entry.len() > 1;
    for line in &group.stairs {
        for tier in &line.tiers {
            let arrivals = &group.tiers[tier.tier].arrivals;
            for (index, (cohort, arrivals)) in group.cohorts().zip(arrivals).enumerate() {
                let arrival = &arrivals[tier.arms[0]];
                let mut saved = None;
                for (year, adults) in group.adults().enumerate() {
                    let adults = adults * cohort.share;
                    let Some(entry) = group.entry(year, cohort.later).filter(|_| adults != 0.0) else { continue };
                    // Without shocks those of later years see the beginning of what the first sees.
                    let first = if varies { year } else { 0 };
                    if varies || saved.is_none() {
                        let time = course.expected_time(arrival, first, years - first);
                        let terms =
                            group.terms(line.stairs, (tier.tier, tier.arms[0]), course, (cohort.leaving, first));
                        saved = Some(terms.expected(arrival, &time, &tier.correction(index, &terms)));
                    }
                    let shares = entry.shares(tier.tier);
                    let difference = |arm: &usize| if *arm == 0 { shares[0] } else { -shares[1] };
                    let size = adults * tier.arms.iter().map(difference).sum::<f64>();
                    let Some(saved) = &saved else { continue };
                    let length = saved.len() / line.stairs.steps();
                    for (step, profile) in saved.chunks_exact(length).enumerate() {
                        convolve(size, profile, &mut activity.row_mut(line.first.after(step))[year..]);
                    }
                }
            }
        }
    }
}
