//! The families of sixteen programmes: how many there are, and what happens to them.

use super::employment::EmploymentTimes;
use super::events::EventTimes;
use super::intervals::Reached;
use super::plan::GroupPlan;
use crate::model::intake::Rounding;
use crate::random::LaneAddress;
use crate::vectorised::{LANES, Lanes, Numbers, Words, apart, each_lane};
use fearless_simd::Simd;

/// What the courses of a group's families come to: times by year, in every lane.
pub struct GroupTimes {
    families: Vec<Words>,
    /// By [`GroupPlan::employment`].
    employment: Vec<EmploymentTimes>,
    events: Vec<EventTimes>,
}

impl GroupTimes {
    pub fn new(group: &GroupPlan<'_>, years: usize) -> Self {
        Self {
            families: vec![Lanes::all(0); years],
            employment: group.employment.iter().map(EmploymentTimes::new).collect(),
            events: group.events.iter().map(|event| EventTimes::new(event, group)).collect(),
        }
    }

    /// Works out how likely adults reach each tier.
    #[inline(always)]
    pub fn reach<S: Simd>(&mut self, simd: S, group: &GroupPlan<'_>, parameters: &[Numbers]) {
        for (plan, times) in group.employment.iter().zip(&mut self.employment) {
            times.reach(simd, plan, parameters);
        }
    }

    /// What that came to, plan after plan.
    #[inline(always)]
    pub fn reached(&self) -> impl Iterator<Item = &Reached> {
        self.employment.iter().map(|times| &times.reached)
    }

    /// Simulates the group's families and writes what happened into activity, rows by years. Says whether it could; what is
    /// written then means nothing. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn simulate<S: Simd>(
        &mut self,
        simd: S,
        group: &GroupPlan<'_>,
        parameters: &[Numbers],
        first: u32,
        activity: &mut [Numbers],
    ) -> bool {
        let years = self.families.len();
        for (year, (target, &expected)) in self.families.iter_mut().zip(&group.families).enumerate() {
            let rounding = Rounding::of(expected);
            *target = if rounding.chance == 0.0 {
                Lanes::all(rounding.certain)
            } else {
                let [uniforms] = LaneAddress::uniforms(simd, [&group.rounding], year, first);
                each_lane(|lane| rounding.at(uniforms[lane]))
            };
        }
        for (row, each) in &group.counts {
            for (target, families) in activity[row * years..][..years].iter_mut().zip(&self.families) {
                *target = each_lane(|lane| f64::from(families[lane]) * each);
            }
        }
        for (row, each, factors) in &group.schedules {
            let row = &mut activity[row * years..][..years];
            row.fill(Lanes::all(0.0));
            for (intake, families) in self.families.iter().enumerate() {
                let units: Numbers = each_lane(|lane| f64::from(families[lane]) * each);
                for (target, factor) in row[intake..].iter_mut().zip(factors) {
                    for lane in 0..LANES {
                        target[lane] += units[lane] * factor;
                    }
                }
            }
        }
        group.clear_person_years(activity, years);
        for (plan, times) in group.employment.iter().zip(&mut self.employment) {
            if !times.simulate(simd, plan, parameters, first, &self.families, activity) {
                return false;
            }
        }
        for (plan, times) in group.events.iter().zip(&mut self.events) {
            if !apart!(simd, times.simulate(simd, (plan, group), parameters, first, &self.families)) {
                return false;
            }
            times.write(plan, activity, years);
            for price in &plan.prices {
                apart!(simd, price.write(simd, (plan, times), parameters, (first, &self.families), activity));
            }
        }
        true
    }
}
