//! Finding the few whose arms differ, and drawing their courses together.

use crate::random::{LANES, LaneAddress, Sums, Words};

/// Subjects that were found, in whatever lane, to be looked at sixteen at a time.
#[derive(Default)]
pub struct Hits(Vec<Hit>);

/// A subject, its lane, and the place of its course's words, in one number.
#[derive(Clone, Copy, Default)]
pub struct Hit(u64);

impl Hit {
    /// `subject` lies below [`MOST_FAMILIES`](super::plan::MOST_FAMILIES).
    #[inline(always)]
    pub fn new(subject: u32, lane: usize, year: usize, index: u32) -> Self {
        let place = LaneAddress::place(year as u32, index);
        Self(u64::from(place) << 32 | u64::from(subject) << 4 | lane as u64)
    }

    #[inline(always)]
    pub fn subject(self) -> u32 {
        (self.0 as u32) >> 4
    }

    #[inline(always)]
    pub fn lane(self) -> usize {
        self.0 as usize % LANES
    }

    #[inline(always)]
    pub fn place(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[inline(always)]
    pub fn year(self) -> usize {
        (self.0 >> 52) as usize
    }
}

impl Hits {
    /// Forgets them all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes one more.
    #[inline(always)]
    pub fn push(&mut self, hit: Hit) {
        self.0.push(hit);
    }

    /// Looks through one word per family, four families to a block, and tells of those with low ≤ word < high: the family,
    /// the lane, and the word. Both ends are at most 2³².
    #[inline(always)]
    pub fn scan(
        (address, year): (&LaneAddress, usize),
        replications: Words,
        families: &Words,
        (low, high): (&Sums, &Sums),
        mut found: impl FnMut(u32, usize, u32),
    ) {
        let mut most = 0;
        for &families in families {
            most = families.max(most);
        }
        let place = LaneAddress::place(year as u32, 0);
        for block in 0..most.div_ceil(4) {
            let mut words = [[0; LANES]; 4];
            // Bit 16 i + lane stands for the i-th family of the block in a lane.
            let mut all = 0;
            for lane in 0..LANES {
                let drawn = address.words(block, place, replications[lane]);
                for i in 0..4 {
                    words[i][lane] = drawn[i];
                    // The sign bit of a difference tells which of two is less.
                    let word = u64::from(drawn[i]);
                    let inside = (word.wrapping_sub(high[lane]) & !word.wrapping_sub(low[lane])) >> 63;
                    all |= inside << (i * LANES + lane);
                }
            }
            while all != 0 {
                let bit = all.trailing_zeros() as usize;
                all &= all - 1;
                let (i, lane) = (bit / LANES, bit % LANES);
                let family = block * 4 + i as u32;
                if family < families[lane] {
                    found(family, lane, words[i][lane]);
                }
            }
        }
    }

    /// Draws the first two words of every hit, sixteen at a time, and tells of each. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn each(&mut self, address: &LaneAddress, first: u32, mut then: impl FnMut(Hit, u64, u64)) {
        let mut rest = self.0.len();
        // The last sixteen are filled up with what nobody is told of.
        self.0.resize(rest.next_multiple_of(LANES), Hit::default());
        for hits in self.0.chunks_exact(LANES) {
            let (mut moments, mut relapses): (Sums, Sums) = ([0; LANES], [0; LANES]);
            for i in 0..LANES {
                let replication = first.wrapping_add(hits[i].lane() as u32);
                let words = address.words(hits[i].subject(), hits[i].place(), replication);
                (moments[i], relapses[i]) = (u64::from(words[0]), u64::from(words[1]));
            }
            for i in 0..rest.min(LANES) {
                then(hits[i], moments[i], relapses[i]);
            }
            rest = rest.saturating_sub(LANES);
        }
        self.0.clear();
    }
}
