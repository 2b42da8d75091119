//! Noting events as they are found, and drawing their courses together.

use crate::random::{LaneAddress, PLACE_SHIFT, WORD};
use crate::vectorised::LANES;
use fearless_simd::{Simd, prelude::*};

/// Subjects that were found, in whatever lane, to be looked at side by side.
#[derive(Default)]
pub struct Hits(Vec<Hit>);

/// A subject, its lane, and the place of its course's words, in one number.
#[derive(Clone, Copy, Default)]
pub struct Hit(u64);

const SUBJECT_SHIFT: u32 = LANES.trailing_zeros();
const PLACE_OF_HIT_SHIFT: u32 = 32;

impl Hit {
    /// `subject` lies below [`MOST_FAMILIES`](super::plan::MOST_FAMILIES).
    #[inline(always)]
    pub fn new(subject: u32, lane: usize, year: usize, index: u32) -> Self {
        let place = LaneAddress::place(year as u32, index);
        Self(u64::from(place) << PLACE_OF_HIT_SHIFT | u64::from(subject) << SUBJECT_SHIFT | lane as u64)
    }

    #[inline(always)]
    pub fn lane(self) -> usize {
        self.0 as usize % LANES
    }

    #[inline(always)]
    pub fn year(self) -> usize {
        (self.0 >> (PLACE_OF_HIT_SHIFT + PLACE_SHIFT)) as usize
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

    /// Draws the first word of every hit, as many at a time as a vector holds, and tells of each. `first` is the replication
    /// in lane 0.
    #[inline(always)]
    pub fn each<S: Simd>(&mut self, simd: S, address: &LaneAddress, first: u32, mut then: impl FnMut(Hit, u64)) {
        let width = S::u64s::LEN;
        let mut rest = self.0.len();
        // The last vector is filled up with what nobody is told of.
        self.0.resize(rest.next_multiple_of(width), Hit::default());
        for hits in self.0.chunks_exact(width) {
            let all = S::u64s::from_fn(simd, |i| hits[i].0);
            let (subject, place) = ((all & WORD) >> SUBJECT_SHIFT, all >> PLACE_OF_HIT_SHIFT);
            let replication = (all & (LANES as u64 - 1)) + u64::from(first);
            let words = address.words(simd, subject, place, replication);
            let moments = words[0] & WORD;
            for i in 0..rest.min(width) {
                then(hits[i], moments[i]);
            }
            rest = rest.saturating_sub(width);
        }
        self.0.clear();
    }
}
