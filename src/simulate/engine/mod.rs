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
mod simple;
mod spells;
mod stretch;
mod subjects;
mod totals;
mod words;

use super::Witness;
use crate::model::{Activity, ActivityRows, Model, Setting};
use crate::random::Seed;
use crate::vectorised::{Lanes, Numbers};
use group::GroupEngine;
pub use stretch::SimulationScope;
pub use totals::NEIGHBOURS;

/// Simulates the families of a model, sixteen replications at a time; with the buffers of one thread.
pub struct Engine {
    groups: Vec<GroupEngine>,
}

impl Engine {
    /// An engine for a model's families under a seed.
    pub fn new(model: &Model, seed: Seed) -> Self {
        Self { groups: (0..model.groups.len()).map(|index| GroupEngine::new(model, index, seed)).collect() }
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
        if scope != SimulationScope::All {
            activity.row_mut(ActivityRows::CALENDAR_YEARS).fill(Lanes::all(0.0));
        }
        for (index, (engine, group)) in self.groups.iter_mut().zip(&setting.groups).enumerate() {
            if !matches!(scope, SimulationScope::Family { group, .. } if group != index) {
                engine.simulate(group, setting.rows.group(index), first, scope, activity, witness);
            }
        }
    }
}
