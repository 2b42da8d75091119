//! Lines reimbursed by weeks on support: each tier's saved time on each step, weighed with the shares of adults who reach
//! it. The steps of one adult hang on that adult alone, so correlation within the family moves nothing here.

use super::convolve;
use crate::model::{Activity, GroupSetting};

pub(super) fn expect(group: &GroupSetting<'_>, activity: &mut Activity) {
    let Some(course) = &group.course else { return };
    let years = group.families.len();
    let varies = group.entry.len() > 1;
    for line in &group.stairs {
        for kernel in &line.kernels {
            let mut saved = None;
            for (year, adults) in group.adults().enumerate() {
                let Some(entry) = group.entry(year).filter(|_| adults != 0.0) else { continue };
                if varies || saved.is_none() {
                    let time =
                        course.expected_time(&group.tiers[kernel.tier].arrivals[kernel.arms[0]], year, years - year);
                    saved = Some(kernel.first.expected(course, year, kernel.later(year), &time));
                }
                let shares = entry.shares(kernel.tier);
                let difference = |arm: &usize| if *arm == 0 { shares[0] } else { -shares[1] };
                let size = adults * kernel.arms.iter().map(difference).sum::<f64>();
                let Some(saved) = &saved else { continue };
                let length = saved.len() / line.stairs.steps();
                for (step, profile) in saved.chunks_exact(length).enumerate() {
                    convolve(size, profile, &mut activity.row_mut(line.first.after(step))[year..]);
                }
            }
        }
    }
}
