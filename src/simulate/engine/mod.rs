//! The stochastic part of sixteen replications: what happens to their families.
//!
//! Most adults and children fare the same in both arms and cancel. So each rule (which tier an adult reaches, whether or how
//! often an event happens) first [lists](subjects) the subjects that may differ between the arms, by the top bytes of their
//! random words. Only these draw the rest of their words and a course, and the rule is applied to them one at a time.
//!
//! A run and a replay use the same code: a replay reads lane 0, or one family in it.

mod adults;
mod differing;
mod entry;
mod events;
mod families;
mod group;
mod intervals;
mod luck;
mod numbers;
mod once;
mod population;
mod review;
mod simple;
mod spells;
mod stretch;
mod subjects;
mod totals;
mod words;

use super::Witness;
use crate::model::{Activity, ActivityRows, Model, Setting};
use crate::random::Seed;
use crate::vectorised::{Counts, Lanes, Numbers};
use group::GroupEngine;
use review::Sightings;
pub use stretch::SimulationScope;
pub use totals::NEIGHBOURS;

/// Simulates the families of a model, sixteen replications at a time; with the buffers of one thread.
pub struct Engine {
    groups: Vec<GroupEngine>,
    /// What was observed until each review.
    seen: Sightings,
}

impl Engine {
    /// An engine for a model's families under a seed.
    pub fn new(model: &Model, seed: Seed) -> Self {
        let reviews = model.stop_rule().map_or(0, |review| review.checkpoints.len());
        let groups = (0..model.groups.len()).map(|index| GroupEngine::new(model, index, seed)).collect();
        Self { groups, seen: vec![Lanes::all(0); reviews] }
    }

    /// What was observed until each review of the programme in the replications simulated last.
    pub fn seen(&self) -> &[Counts] {
        &self.seen
    }

    /// Writes into `activity` what happens to the families in sixteen replications, from `first` on. The witness sees lane 0.
    pub fn simulate(
        &mut self,
        setting: &Setting<'_, Numbers>,
        first: u32,
        scope: SimulationScope,
        activity: &mut Activity<Numbers>,
        witness: &mut impl Witness,
    ) {
        activity.clear();
        self.groups.iter_mut().zip(&setting.groups).for_each(|(engine, group)| engine.count(group, first));
        if scope == SimulationScope::All {
            self.review(setting, first, activity);
        } else {
            activity.row_mut(ActivityRows::CALENDAR_YEARS).fill(Lanes::all(0.0));
        }
        for (index, (engine, group)) in self.groups.iter_mut().zip(&setting.groups).enumerate() {
            if !matches!(scope, SimulationScope::Family { group, .. } if group != index) {
                engine.simulate(group, setting.rows.group(index), first, scope, activity, witness);
            }
        }
    }

    /// Looks at the programme where a review may stop it: what stops has no more families.
    fn review(&mut self, setting: &Setting<'_, Numbers>, first: u32, activity: &mut Activity<Numbers>) {
        let Some(rule) = setting.model.stop_rule() else { return };
        self.seen.fill(Lanes::all(0));
        for (index, (engine, group)) in self.groups.iter_mut().zip(&setting.groups).enumerate() {
            engine.observe(rule, group, setting.rows.group(index), first, &mut self.seen);
        }
        let ends = review::ends(rule, &self.seen, setting.model.calendar.years);
        self.groups.iter_mut().for_each(|engine| engine.end(&ends));
        review::write(&setting.rows, &ends, activity);
    }
}
