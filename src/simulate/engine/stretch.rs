//! Stretches: families that are simulated together because their columns fit a core's cache.

use crate::random::{SHARING, SubjectId};
use crate::vectorised::Counts;
use std::ops::Range;

/// Which families are simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimulationScope {
    /// All families.
    All,
    /// One family alone, in lane 0: its own costs and effects, without costs that do not depend on who takes part.
    Family {
        /// Its group, by position.
        group: usize,
        /// The planned year, by position.
        year: usize,
        /// Its number in that year, from 0.
        number: u32,
    },
}

/// Subjects of a block.
pub const BLOCK: usize = SHARING as usize;

/// Neighbouring families planned for one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The planned year, by position.
    pub year: usize,
    /// The first family; blocks begin at a multiple of sixteen.
    pub first: u32,
    /// The family after the last that any lane has.
    pub end: u32,
}

impl Piece {
    /// Blocks of sixteen families.
    pub fn blocks(&self) -> usize {
        (self.end - self.first).div_ceil(SHARING) as usize
    }

    /// The families of the piece that a lane has, counted from its first one; `of_year` is the lane's number in the planned year.
    pub fn families(&self, scope: SimulationScope, lane: usize, of_year: u32) -> Range<u32> {
        match scope {
            SimulationScope::All => 0..of_year.clamp(self.first, self.end) - self.first,
            SimulationScope::Family { number, .. } if lane == 0 => number - self.first..number - self.first + 1,
            SimulationScope::Family { .. } => 0..0,
        }
    }
}

/// Families of a stretch, roughly: their columns stay in a core's own cache.
const TOGETHER: u32 = 4096;

/// The most families of any lane, in whole blocks.
pub fn whole_blocks(counts: &Counts) -> u32 {
    counts.iter().fold(0, |most, &count| most.max(count)).next_multiple_of(SHARING)
}

/// Cuts the intake into stretches of pieces. `most` is the largest number of families in any lane, by year.
pub fn stretches(most: &[u32], scope: SimulationScope) -> Vec<Vec<Piece>> {
    let (mut stretches, mut families) = (vec![Vec::new()], 0);
    for (year, &most) in most.iter().enumerate() {
        let range = match scope {
            SimulationScope::All => 0..most,
            SimulationScope::Family { year: only, number, .. } if only == year => {
                number / SHARING * SHARING..number + 1
            }
            SimulationScope::Family { .. } => 0..0,
        };
        for first in range.clone().step_by(TOGETHER as usize) {
            if families >= TOGETHER {
                stretches.push(Vec::new());
                families = 0;
            }
            let piece = Piece { year, first, end: range.end.min(first + TOGETHER) };
            families += piece.end - piece.first;
            stretches.last_mut().expect("at least one").push(piece);
        }
    }
    stretches
}

/// An adult, a child or a family itself.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// The planned year, by position.
    pub year: usize,
    pub id: SubjectId,
    /// The family's place in the columns.
    pub place: usize,
}
