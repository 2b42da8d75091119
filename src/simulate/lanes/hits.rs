//! Noting events as they are found, and drawing their courses together.

use crate::random::{LANES, LaneAddress, Sums};

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

    /// Draws the first word of every hit, sixteen at a time, and tells of each. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn each(&mut self, address: &LaneAddress, first: u32, mut then: impl FnMut(Hit, u64)) {
        let mut rest = self.0.len();
        // The last sixteen are filled up with what nobody is told of.
        self.0.resize(rest.next_multiple_of(LANES), Hit::default());
        for hits in self.0.chunks_exact(LANES) {
            let mut moments: Sums = [0; LANES];
            for i in 0..LANES {
                let replication = first.wrapping_add(hits[i].lane() as u32);
                moments[i] = u64::from(address.words(hits[i].subject(), hits[i].place(), replication)[0]);
            }
            for i in 0..rest.min(LANES) {
                then(hits[i], moments[i]);
            }
            rest = rest.saturating_sub(LANES);
        }
        self.0.clear();
    }
}
