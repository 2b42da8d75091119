//! Which families are worked on together, and who is one of them.

use crate::random::{SHARING, Who};
use std::ops::Range;

/// Which families are simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// One alone, in the first lane: what it costs and what the programme changes for it, without what is paid whoever takes part.
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

    /// Which of its families, counted from the first, are looked at in a lane that has so many of the year.
    pub fn families(&self, scope: Scope, lane: usize, of_year: u32) -> Range<u32> {
        match scope {
            Scope::All => 0..of_year.clamp(self.first, self.end) - self.first,
            Scope::Family { number, .. } if lane == 0 => number - self.first..number - self.first + 1,
            Scope::Family { .. } => 0..0,
        }
    }
}

/// Families of all pieces that are worked on together, roughly: their columns stay in a core's own cache.
const TOGETHER: u32 = 4096;

/// Cuts the intake into stretches of pieces, from the most families that any lane has of each year.
pub fn stretches(most: &[u32], scope: Scope) -> Vec<Vec<Piece>> {
    let (mut stretches, mut families) = (vec![Vec::new()], 0);
    for (year, &most) in most.iter().enumerate() {
        let range = match scope {
            Scope::All => 0..most,
            Scope::Family { year: only, number, .. } if only == year => number / SHARING * SHARING..number + 1,
            Scope::Family { .. } => 0..0,
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
    pub who: Who,
    /// The family's place in the columns.
    pub place: usize,
}
