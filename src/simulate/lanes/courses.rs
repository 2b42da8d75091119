//! The families of sixteen programmes: how many there are, and what happens to them.

use super::employment::EmploymentTimes;
use super::events::EventTimes;
use super::plan::GroupPlan;
use crate::model::intake::Rounding;
use crate::random::LaneAddress;
use crate::vectorised::{Lanes, Numbers, Words, each_lane};
use fearless_simd::Simd;

/// What the courses of a group's families come to: times by year, in every lane.
pub struct GroupTimes {
    families: Vec<Words>,
    employment: Option<EmploymentTimes>,
    events: Vec<EventTimes>,
}

impl GroupTimes {
    pub fn new(group: &GroupPlan<'_>, years: usize) -> Self {
        let employment =
            group.employment.as_ref().map(|plan| EmploymentTimes::new(&group.families, plan.wait.is_some()));
        Self {
            families: vec![Lanes::all(0); years],
            employment,
            events: group.events.iter().map(|event| EventTimes::new(event, group)).collect(),
        }
    }

    /// Simulates the group's families. Says whether it could. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(&mut self, simd: S, group: &GroupPlan<'_>, parameters: &[Numbers], first: u32) -> bool {
        for (year, (target, &expected)) in self.families.iter_mut().zip(&group.families).enumerate() {
            let rounding = Rounding::of(expected);
            *target = if rounding.chance == 0.0 {
                Lanes::all(rounding.certain)
            } else {
                let [uniforms] = LaneAddress::uniforms(simd, [&group.rounding], year, first);
                each_lane(|lane| rounding.at(uniforms[lane]))
            };
        }
        if let (Some(plan), Some(times)) = (&group.employment, &mut self.employment)
            && !times.simulate(simd, plan, parameters, first, &self.families)
        {
            return false;
        }
        for (plan, times) in group.events.iter().zip(&mut self.events) {
            if !times.simulate(simd, (plan, group), parameters, first, &self.families) {
                return false;
            }
        }
        true
    }

    /// Writes what happened into activity, rows by years.
    #[inline(always)]
    pub fn write(&self, group: &GroupPlan<'_>, activity: &mut [Numbers]) {
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
