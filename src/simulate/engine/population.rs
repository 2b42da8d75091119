//! The families of a stretch as the rules see them, the counters that rules write to, and the buffers of one rule at a time.

use super::families::Families;
use super::intervals::Intervals;
use super::spells::Spells;
use super::stretch::{Piece, SimulationScope};
use super::subjects::{List, Subjects, Tops};
use super::words::Words;
use crate::model::{Activity, GroupRows, GroupSetting, OwnLine};
use crate::random::{LaneAddress, Seed};
use crate::vectorised::{Counts, LANES, Numbers};

/// What a rule reads: the families of a stretch in sixteen replications.
#[derive(Clone, Copy)]
pub struct Population<'a, 'm> {
    pub group: &'a GroupSetting<'m, Numbers>,
    pub block: &'a GroupRows,
    pub families: &'a Families,
    /// The subjects that the rule applies to.
    pub subjects: &'a Subjects,
    pub pieces: &'a [Piece],
    pub counts: &'a [Counts],
    pub prices: &'a [Option<LaneAddress>],
    pub seed: Seed,
    /// The replication in lane 0.
    pub first: u32,
    pub scope: SimulationScope,
}

impl<'a, 'm> Population<'a, 'm> {
    #[inline]
    pub fn replication(&self, lane: usize) -> u32 {
        self.first.wrapping_add(lane as u32)
    }

    /// The random address of a line's amounts; `None` unless each unit has an amount of its own.
    pub fn price(&self, own: &OwnLine<'m, Numbers>) -> Option<&'a LaneAddress> {
        self.prices[own.line].as_ref()
    }
}

/// The counters of a group.
pub struct Counters<'a> {
    pub spells: &'a mut Spells,
    pub activity: &'a mut Activity<Numbers>,
}

/// Buffers of one rule at a time.
#[derive(Default)]
pub struct Buffers {
    tops: Vec<[Tops; LANES]>,
    pub list: List,
    /// The words of the listed subjects.
    pub words: Words,
}

impl Buffers {
    /// Lists the subjects whose word at `words` and `index` may lie in one of the intervals, judged by its top byte.
    pub fn find(&mut self, population: &Population<'_, '_>, intervals: &Intervals, words: &LaneAddress, index: u32) {
        population.subjects.draw(words, index, population.first, &mut self.tops);
        // In a family simulated alone every member is listed, so a replay reveals a subject that the intervals miss.
        let whole = (population.scope != SimulationScope::All).then(Intervals::whole);
        let intervals = whole.as_ref().unwrap_or(intervals);
        intervals.find(population.families, population.subjects, &self.tops, &mut self.list);
    }

    /// The number of subjects, by lane, whose word at `words` and `index` begins with a byte below `certain`; those with that very byte
    /// are listed.
    pub fn count_below(
        &mut self,
        population: &Population<'_, '_>,
        certain: &[u8; LANES],
        words: &LaneAddress,
        index: u32,
    ) -> Counts {
        population.subjects.draw(words, index, population.first, &mut self.tops);
        population.subjects.count_below(&self.tops, certain, &mut self.list)
    }

    /// Draws the words of the listed subjects at an address and index.
    pub fn draw(&mut self, population: &Population<'_, '_>, address: &LaneAddress, index: u32) {
        self.words.clear();
        population.subjects.push_listed(&self.list, index, population.first, &mut self.words);
        self.words.draw(address);
    }
}
