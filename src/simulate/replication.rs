//! The way of sixteen replications: from the draw of the parameters, over what is expected and what happens to the families, to
//! the columns of a batch.
//!
//! Each is a lane. What follows from the draw by arithmetic is worked out in all lanes at once; what happens is
//! [found and listed](super::engine), subject by subject.

use super::batch::Batch;
use super::engine::{Engine, Scope};
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

    /// Works out sixteen replications of a batch from a position on, or as many as there are.
    ///
    /// # Errors
    /// The first at whose draw the model cannot be worked out.
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
        self.simulator.simulate(first, Scope::All, &mut Unwatched);
        let activity = [&self.expected, &self.simulator.happened];
        match record(self.simulator.setting(), activity, batch, position) {
            None => Ok(()),
            Some(lane) => Err(refused(lane, SettingError::Overflow)),
        }
    }

    /// The first lane at whose draw the model cannot be worked out, and why.
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
    /// For a model, with the luck of a seed.
    #[must_use]
    pub fn new(model: &'m Model, seed: Seed) -> Self {
        let happened = Activity::new(&model.rows(), model.calendar.years);
        Self { model, setting: None, engine: Engine::new(model, seed), happened }
    }

    /// Turns to the draws of sixteen replications.
    ///
    /// # Errors
    /// When one of them takes a quantity out of the range in which the model has a meaning.
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
        self.setting.as_ref().expect("it is turned to draws")
    }

    /// Simulates the families of replication `first` (from 0) and of those after it, at the draws it is turned to. The witness sees
    /// the first.
    ///
    /// # Panics
    /// Before [`Simulator::set`].
    pub fn simulate(&mut self, first: u64, scope: Scope, witness: &mut impl Witness) {
        let setting = self.setting.as_ref().expect("it is turned to draws");
        self.engine.simulate(setting, first as u32, scope, &mut self.happened, witness);
    }

    /// What happened in one of the replications, counted from the first.
    #[must_use]
    pub fn activity(&self, lane: usize) -> Activity {
        self.happened.lane(lane)
    }
}
