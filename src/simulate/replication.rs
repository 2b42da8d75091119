//! Sixteen replications: from the draw of the parameters, through expectation and simulation, to the columns of a batch.
//!
//! Each replication is a lane. What follows from the draw by arithmetic is computed in all lanes at once; the
//! [engine](super::engine) simulates subject by subject.

use super::batch::Batch;
use super::engine::{Engine, SimulationScope};
use super::error::RunError;
use super::parameters::Parameters;
use super::record::record;
use super::{Unwatched, Witness};
use crate::expected::Expectation;
use crate::model::{Activity, Draw, Model, Setting, SettingError};
use crate::random::{Design, Seed};
use crate::vectorised::{LANES, Numbers};

/// Replications of a model at the points of a design, with the buffers of one thread.
pub(super) struct Replicator<'m> {
    parameters: Parameters<'m>,
    draw: Draw<Numbers>,
    expectation: Expectation<Numbers>,
    expected: Activity<Numbers>,
    simulator: Simulator<'m>,
}

impl<'m> Replicator<'m> {
    pub fn new(model: &'m Model, design: &'m Design) -> Self {
        Self {
            parameters: Parameters::new(model, design),
            draw: Draw::side_by_side(|_| model.base_draw()),
            expectation: Expectation::new(model),
            expected: Activity::new(&model.rows(), model.calendar.years),
            simulator: Simulator::new(model, design.seed()),
        }
    }

    /// Computes up to sixteen replications of a batch from a position on.
    ///
    /// # Errors
    /// The first replication with a draw at which the model cannot be computed.
    pub fn replicate(&mut self, batch: &mut Batch, position: usize) -> Result<(), RunError> {
        let first = batch.first + position as u64;
        let replications = LANES.min(batch.len() - position);
        self.parameters.draw(first, replications, &mut self.draw);
        let refused = |lane: usize, source| RunError::Setting { replication: first + lane as u64 + 1, source };
        self.simulator.set(&self.draw).map_err(|source| {
            let (lane, source) = self.first_refused(replications).unwrap_or((0, source));
            refused(lane, source)
        })?;
        let wanted = |lane: usize| batch.place_of_expectation(position + lane).is_some();
        if (0..replications).any(wanted) {
            self.expectation.expect(self.simulator.setting(), &mut self.expected, wanted);
        }
        self.simulator.simulate(first, SimulationScope::All, &mut Unwatched);
        let activity = [&self.expected, &self.simulator.happened];
        match record(self.simulator.setting(), activity, self.simulator.engine.seen(), batch, position) {
            None => Ok(()),
            Some(lane) => Err(refused(lane, SettingError::Overflow)),
        }
    }

    /// The first lane with a draw at which the model cannot be computed, and the reason.
    fn first_refused(&self, replications: usize) -> Option<(usize, SettingError)> {
        let at = |lane: usize| Setting::of(self.simulator.model, &self.draw.lane(lane)).err();
        (0..replications).find_map(|lane| Some((lane, at(lane)?)))
    }
}

/// Simulates the families of a model at the draws of up to sixteen replications.
pub struct Simulator<'m> {
    model: &'m Model,
    setting: Option<Setting<'m, Numbers>>,
    engine: Engine,
    happened: Activity<Numbers>,
}

impl<'m> Simulator<'m> {
    /// A simulator for a model under a seed.
    #[must_use]
    pub fn new(model: &'m Model, seed: Seed) -> Self {
        let happened = Activity::new(&model.rows(), model.calendar.years);
        Self { model, setting: None, engine: Engine::new(model, seed), happened }
    }

    /// Sets the model to the draws of sixteen replications.
    ///
    /// # Errors
    /// When a draw takes a quantity out of the range that the model allows.
    pub fn set(&mut self, draw: &Draw<Numbers>) -> Result<(), SettingError> {
        match &mut self.setting {
            Some(setting) => setting.update(draw),
            none => Setting::of(self.model, draw).map(|setting| *none = Some(setting)),
        }
    }

    /// The model at these draws.
    ///
    /// # Panics
    /// Before [`Simulator::set`].
    #[must_use]
    pub fn setting(&self) -> &Setting<'m, Numbers> {
        self.setting.as_ref().expect("the draws are set")
    }

    /// Simulates the families of sixteen replications, `first` (from 0) in lane 0, at the draws that are set. The witness sees lane 0.
    ///
    /// # Panics
    /// Before [`Simulator::set`].
    pub fn simulate(&mut self, first: u64, scope: SimulationScope, witness: &mut impl Witness) {
        let setting = self.setting.as_ref().expect("the draws are set");
        self.engine.simulate(setting, first as u32, scope, &mut self.happened, witness);
    }

    /// What was observed in one lane until each review that may stop the programme.
    pub fn observed(&self, lane: usize) -> impl Iterator<Item = u32> + '_ {
        self.engine.seen().iter().map(move |counts| counts[lane])
    }

    /// The simulated activity in one lane.
    #[must_use]
    pub fn activity(&self, lane: usize) -> Activity {
        self.happened.lane(lane)
    }
}
