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
                let Some(entry) = group.entry(year) else { continue };
                if varies || saved.is_none() {
                    let time = course.expected_time(&group.tiers[kernel.tier].arrivals[kernel.arm], year, years - year);
                    saved = Some(kernel.at(year).expected(course, year, &time));
                }
                let sign = if kernel.arm == 0 { 1.0 } else { -1.0 };
                let size = sign * adults * entry.shares(kernel.tier)[kernel.arm];
                let Some(saved) = &saved else { continue };
                let length = saved.len() / line.stairs.steps();
                for (step, profile) in saved.chunks_exact(length).enumerate() {
                    convolve(size, profile, &mut activity.row_mut(line.first.after(step))[year..]);
                }
            }
        }
    }
}
