//! The families of a stretch as the rules see them, what is counted of them, and buffers for one question at a time.

use super::families::Families;
use super::intervals::Question;
use super::spells::Spells;
use super::stretch::{Piece, Scope};
use super::subjects::{List, Subjects, Tops};
use super::words::Words;
use crate::model::{Activity, GroupRows, GroupSetting, OwnLine};
use crate::random::{LaneAddress, Seed};
use crate::vectorised::{Counts, LANES, Numbers};

/// The families of a stretch in sixteen replications: what rules look at.
#[derive(Clone, Copy)]
pub struct Population<'a, 'm> {
    pub group: &'a GroupSetting<'m, Numbers>,
    pub block: &'a GroupRows,
    pub families: &'a Families,
    /// The subjects that are asked.
    pub subjects: &'a Subjects,
    pub pieces: &'a [Piece],
    pub counts: &'a [Counts],
    pub prices: &'a [Option<LaneAddress>],
    pub seed: Seed,
    /// The replication in lane 0.
    pub first: u32,
    pub scope: Scope,
}

impl<'a, 'm> Population<'a, 'm> {
    /// The replication in a lane.
    #[inline]
    pub fn replication(&self, lane: usize) -> u32 {
        self.first.wrapping_add(lane as u32)
    }

    /// The luck of a line's amounts, where each unit has its own.
    pub fn price(&self, own: &OwnLine<'m, Numbers>) -> Option<&'a LaneAddress> {
        self.prices[own.line].as_ref()
    }
}

/// What is counted of a group.
pub struct Counters<'a> {
    pub spells: &'a mut Spells,
    pub activity: &'a mut Activity<Numbers>,
}

/// Buffers for one question at a time.
#[derive(Default)]
pub struct Buffers {
    tops: Vec<[Tops; LANES]>,
    pub list: List,
    /// Words of those listed.
    pub words: Words,
}

impl Buffers {
    /// Lists those whose word may answer a question differently in the two arms. The top bytes of the words are drawn for `words`
    /// at an index.
    pub fn find(&mut self, population: &Population<'_, '_>, question: &Question, words: &LaneAddress, index: u32) {
        population.subjects.draw(words, index, population.first, &mut self.tops);
        // Of a family alone everybody is looked at: so it would show if a question left somebody out.
        let everybody = (population.scope != Scope::All).then(Question::of_all);
        everybody.as_ref().unwrap_or(question).find(
            (population.families, population.subjects),
            &self.tops,
            &mut self.list,
        );
    }

    /// Draws the words of those listed for a purpose, at an index.
    pub fn draw(&mut self, population: &Population<'_, '_>, address: &LaneAddress, index: u32) {
        self.words.clear();
        population.subjects.push_listed(&self.list, index, population.first, &mut self.words);
        self.words.draw(address);
    }
}
