//! The luck of one replication.

use crate::model::{Draw, Model};
use crate::random::{Address, Purpose, Seed, open_unit_f64};

/// All luck of one replication: everything random in it is a function of this and of what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Luck {
    /// The seed of the run.
    pub seed: Seed,
    /// The replication, from 0.
    pub replication: u64,
}

impl Luck {
    /// The luck of a purpose in an intake year.
    #[must_use]
    #[inline]
    pub fn address(&self, purpose: Purpose, year: usize) -> Address {
        Address::new(self.seed, purpose, self.replication, year)
    }
}

/// Draws every parameter of a model, each from its own uniform that hangs on its path alone: an added parameter moves no
/// other number.
#[must_use]
pub fn draw(model: &Model, luck: Luck) -> Draw {
    let uniform = |path: &str| {
        let words = luck.address(Purpose::PARAMETER.extended(path), 0).words(0, 0);
        open_unit_f64(words[0], words[1])
    };
    Draw::at(&model.parameters, model.parameters.iter().map(|parameter| uniform(&parameter.path)))
}
