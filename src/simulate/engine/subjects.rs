//! The subjects of a group in sixteen replications: its adults, its children, or the families themselves.
//!
//! A rule about subjects, such as which tier an adult reaches, compares one random word of each subject with thresholds. Sixteen
//! neighbours share one random block, which holds the top bytes of their words. The top byte mostly decides whether the outcome
//! differs between the arms. So the top bytes of all subjects are drawn side by side, and those within some bounds are listed.

use super::stretch::{BLOCK, Found, Piece};
use super::words::Words;
use crate::random::{LaneAddress, SHARING, SubjectId, top_bytes};
use crate::vectorised::{Counts, Kernel, LANES, Lanes, SideBySide, vectorised};
use fearless_simd::{Simd, mask8x64, prelude::*, u8x64};
use std::ops::Range;

/// Subjects of half a block; their bytes fill a 64-bit lane of a vector.
const HALF: usize = 8;
/// Blocks of a chunk: one bit for each subject of eight half blocks fills 64 bits.
const CHUNK: usize = 8;
/// Subjects in half a chunk.
const SUBJECTS: usize = HALF * CHUNK;
/// The most entries that are added to a list at once.
const WIDEST: usize = 16;

/// The slots of the subjects of half a chunk, relative to the first: the other halves of the blocks lie between them.
const SLOTS: [u8; SUBJECTS] = {
    let mut slots = [0; SUBJECTS];
    let mut at = 0;
    while at < SUBJECTS {
        slots[at] = (at / HALF * BLOCK + at % HALF) as u8;
        at += 1;
    }
    slots
};

/// Subjects of a kind in blocks, ordered by piece of the intake, then by member. A block holds the same member of sixteen neighbouring
/// families. A subject's slot is its index in this order.
#[derive(Default)]
pub struct Subjects {
    blocks: Vec<Block>,
    /// By chunk and block: the [place](LaneAddress::place) in the upper 32 bits, the [number](SubjectId::number) in the lower ones.
    counters: Vec<[u64; CHUNK]>,
    /// By lane and chunk: a bit for each subject that the lane has, for the first and the second half of the blocks.
    present: Vec<[u64; 2]>,
}

/// A member of sixteen neighbouring families.
#[derive(Clone, Copy)]
struct Block {
    /// The place of the first family in the [columns](super::families::Families), and its number in the planned year.
    place: usize,
    family: u32,
    year: usize,
    member: u32,
    /// The [number](SubjectId::number) of the first subject.
    number: u32,
    /// The [place](LaneAddress::place) of all of them at index 0.
    address: u32,
}

/// The top bytes of the words of a chunk's subjects: first halves of the blocks, then second ones.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Tops([[u8; SUBJECTS]; 2]);

/// An interval of top bytes from `least` to `least + span`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes {
    pub least: u8,
    pub span: u8,
}

/// Subjects that were listed, lane after lane.
#[derive(Default)]
pub struct List {
    slots: Vec<u32>,
    /// The top byte of each subject's word.
    tops: Vec<u8>,
    length: usize,
    /// The end of each lane.
    ends: [usize; LANES],
}

impl List {
    /// Removes all subjects and makes room for `capacity`.
    fn clear(&mut self, capacity: usize) {
        self.length = 0;
        let room = capacity + 4 * WIDEST;
        if self.slots.len() < room {
            self.slots.resize(room, 0);
            self.tops.resize(room, 0);
        }
    }

    /// The positions of a lane's subjects.
    #[inline]
    pub fn of_lane(&self, lane: usize) -> Range<usize> {
        (if lane == 0 { 0 } else { self.ends[lane - 1] })..self.ends[lane]
    }

    /// The slot of a listed subject, and the top byte of its word.
    #[inline]
    pub fn at(&self, at: usize) -> (u32, u8) {
        (self.slots[at], self.tops[at])
    }

    /// The top bytes of `N` listed subjects from position `from` on; entries beyond the last subject are arbitrary.
    #[inline(always)]
    pub fn tops_side_by_side<const N: usize>(&self, from: usize) -> [u8; N] {
        let mut tops = [0; N];
        tops.copy_from_slice(&self.tops[from..from + N]);
        tops
    }

    /// Adds the subjects of half a chunk that have their bit set; `first` is the slot of the first subject.
    #[inline(always)]
    fn append<S: Simd>(&mut self, simd: S, first: u32, tops: &[u8; SUBJECTS], mut bits: u64) {
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
        if S::u8s::LEN == SUBJECTS {
            // `compress` is one instruction at this width.
            let wanted = mask8x64::from_bitmask(simd, bits);
            let slots = u8x64::from_slice(simd, &SLOTS).compress(wanted).to_array();
            let tops = u8x64::from_slice(simd, tops).compress(wanted).to_array();
            for (slots, tops) in slots.as_chunks::<WIDEST>().0.iter().zip(tops.as_chunks::<WIDEST>().0) {
                let target = &mut self.slots[from..from + WIDEST];
                for i in 0..WIDEST {
                    target[i] = first + u32::from(slots[i]);
                }
                self.tops[from..from + WIDEST].copy_from_slice(tops);
                from += WIDEST;
                if from >= self.length {
                    break;
                }
            }
            return;
        }
        // Always four at a time, though fewer may be left: this avoids branches that the processor predicts wrongly.
        while from < self.length {
            let (to_slots, to_tops) = (&mut self.slots[from..from + 4], &mut self.tops[from..from + 4]);
            for i in 0..4 {
                let at = bits.trailing_zeros() as usize % SUBJECTS;
                to_slots[i] = first + u32::from(SLOTS[at]);
                to_tops[i] = tops[at];
                bits &= bits.wrapping_sub(1);
            }
            from += 4;
        }
    }
}

impl Subjects {
    /// Blocks for pieces of the intake with up to `members` subjects in a family; no subject is present yet.
    pub fn new(pieces: &[Piece], members: u32) -> Self {
        let (mut blocks, mut counters) = (Vec::new(), Vec::new());
        let mut place = 0;
        for piece in pieces {
            for member in 0..members {
                for number in 0..piece.blocks() {
                    let family = piece.first + (number * BLOCK) as u32;
                    let shared = SubjectId { family: family / SHARING, member };
                    let address = LaneAddress::place(piece.year as u32, 0);
                    counters.push(u64::from(address) << 32 | u64::from(shared.number()));
                    let (place, first) = (place + number * BLOCK, SubjectId { family, member });
                    blocks.push(Block { place, family, year: piece.year, member, number: first.number(), address });
                }
            }
            place += piece.blocks() * BLOCK;
        }
        counters.resize(counters.len().next_multiple_of(CHUNK), 0);
        let counters = counters.as_chunks().0.to_vec();
        Self { present: vec![[0; 2]; LANES * counters.len()], blocks, counters }
    }

    /// Records which subjects a lane has; `sizes` is the number of subjects in each family.
    pub fn note_present(&mut self, lane: usize, sizes: &[u8]) {
        let chunks = self.counters.len();
        let present = &mut self.present[lane * chunks..(lane + 1) * chunks];
        for (present, blocks) in present.iter_mut().zip(self.blocks.chunks(CHUNK)) {
            *present = [0; 2];
            for (at, block) in blocks.iter().enumerate() {
                let sizes = &sizes[block.place..block.place + BLOCK];
                for (sizes, present) in sizes.as_chunks::<HALF>().0.iter().zip(present.iter_mut()) {
                    *present |= larger(*sizes, block.member) << (at * HALF);
                }
            }
        }
    }

    /// The subject in a slot.
    #[inline]
    pub fn at(&self, slot: u32) -> Found {
        let Block { place, family, year, member, .. } = self.blocks[slot as usize / BLOCK];
        let id = SubjectId { family: family + slot % SHARING, member };
        Found { year, id, place: place + slot as usize % BLOCK }
    }

    /// Adds all listed subjects to a buffer of words, at an index. `first` is the replication in lane 0.
    pub fn push_listed(&self, list: &List, index: u32, first: u32, words: &mut Words) {
        for lane in 0..LANES {
            let addresses = list.slots[list.of_lane(lane)].iter().map(|&slot| {
                let Block { number, address, .. } = self.blocks[slot as usize / BLOCK];
                (number + slot % SHARING, address + index)
            });
            words.extend(addresses, first.wrapping_add(lane as u32));
        }
    }

    /// Draws the top bytes of all words of a purpose at an index. `first` is the replication in lane 0.
    ///
    /// Drawing and comparing are separate loops, so that the processor computes many words in parallel.
    pub fn draw(&self, address: &LaneAddress, index: u32, first: u32, tops: &mut Vec<[Tops; LANES]>) {
        if tops.len() < self.counters.len() {
            tops.resize(self.counters.len(), [Tops([[0; SUBJECTS]; 2]); LANES]);
        }
        vectorised(DrawTops { counters: &self.counters, blocks: self.blocks.len(), address, index, first, tops });
    }

    /// Lists the subjects with a top byte in one of the intervals, given by lane (`None` = empty).
    pub fn find(&self, tops: &[[Tops; LANES]], intervals: &[Lanes<Option<Bytes>>], list: &mut List) {
        list.clear(LANES * self.blocks.len() * BLOCK);
        vectorised(Find { subjects: self, tops, intervals, list });
    }

    /// Counts the subjects of each lane with a top byte below a bound, and lists those with that very byte.
    pub fn count_below(&self, tops: &[[Tops; LANES]], bounds: &[u8; LANES], list: &mut List) -> Counts {
        list.clear(LANES * self.blocks.len() * BLOCK);
        vectorised(CountBelow { subjects: self, tops, bounds, list })
    }

    /// The same for one lane, with bounds for each family: by interval, the least bytes and the spans, by the family's place in the
    /// columns. Lanes are listed in order.
    pub fn find_by_family(&self, tops: &[[Tops; LANES]], lane: usize, intervals: &[[Vec<u8>; 2]], list: &mut List) {
        if lane == 0 {
            list.clear(LANES * self.blocks.len() * BLOCK);
        }
        vectorised(FindByFamily { subjects: self, tops, lane, intervals, list });
    }
}

/// A bit for each of eight sizes, set where the size is larger than `number`; all are below 128.
fn larger(sizes: [u8; HALF], number: u32) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The sum sets the highest bit of a byte where the size is larger; the product gathers these bits.
    let above = (u64::from_le_bytes(sizes) + ONES * u64::from(127 - number)) >> 7 & ONES;
    above.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// [`Subjects::draw`].
struct DrawTops<'a> {
    counters: &'a [[u64; CHUNK]],
    blocks: usize,
    address: &'a LaneAddress,
    index: u32,
    first: u32,
    tops: &'a mut [[Tops; LANES]],
}

impl SideBySide for DrawTops<'_> {
    /// `N` lanes side by side.
    #[inline(always)]
    fn side_by_side<S: Simd, const N: usize>(self, simd: S) {
        let width = S::u64s::LEN;
        let index = u64::from(self.index);
        let mut blocks = 0;
        for (counters, tops) in self.counters.iter().zip(self.tops) {
            for block in (0..CHUNK).step_by(width) {
                if blocks >= self.blocks {
                    break;
                }
                blocks += width;
                let numbers = S::u64s::from_slice(simd, &counters[block..block + width]);
                let places = (numbers >> 32) + index;
                let subjects = block * HALF..(block + width) * HALF;
                for lane in (0..LANES).step_by(N) {
                    let mut counters = [[numbers, places, numbers]; N];
                    for n in 0..N {
                        counters[n][2] =
                            S::u64s::simd_from(simd, u64::from(self.first.wrapping_add((lane + n) as u32)));
                    }
                    let words = self.address.words_of(simd, counters);
                    for n in 0..N {
                        let halves = top_bytes::<S>(words[n]);
                        halves[0].store_slice(&mut tops[lane + n].0[0][subjects.clone()]);
                        halves[1].store_slice(&mut tops[lane + n].0[1][subjects.clone()]);
                    }
                }
            }
        }
    }
}

/// [`Subjects::find`].
struct Find<'a> {
    subjects: &'a Subjects,
    tops: &'a [[Tops; LANES]],
    intervals: &'a [Lanes<Option<Bytes>>],
    list: &'a mut List,
}

impl Kernel for Find<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { subjects, tops, intervals, list } = self;
        for lane in 0..LANES {
            let first = intervals.iter().filter_map(
                #[inline(always)]
                |interval| interval[lane],
            );
            let others = first.clone().skip(1);
            if let Some(first) = first.clone().next() {
                subjects.list_lane(
                    simd,
                    tops,
                    lane,
                    list,
                    #[inline(always)]
                    |_, _, tops| {
                        let mut passing = passing(simd, tops, first);
                        for interval in others.clone() {
                            passing |= self::passing(simd, tops, interval);
                        }
                        passing
                    },
                );
            }
            list.ends[lane] = list.length;
        }
    }
}

/// A bit for each subject, set where its byte lies in an interval.
#[inline(always)]
fn passing<S: Simd>(simd: S, tops: &[u8; SUBJECTS], Bytes { least, span }: Bytes) -> u64 {
    let (least, span) = (S::u8s::simd_from(simd, least), S::u8s::simd_from(simd, span));
    let mut passing = 0;
    for from in (0..SUBJECTS).step_by(S::u8s::LEN) {
        let bytes = S::u8s::from_slice(simd, &tops[from..from + S::u8s::LEN]);
        passing |= (bytes - least).simd_le(span).to_bitmask() << from;
    }
    passing
}

/// [`Subjects::count_below`].
struct CountBelow<'a> {
    subjects: &'a Subjects,
    tops: &'a [[Tops; LANES]],
    bounds: &'a [u8; LANES],
    list: &'a mut List,
}

impl Kernel for CountBelow<'_> {
    type Output = Counts;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Counts {
        let Self { subjects, tops, bounds, list } = self;
        let mut counts = Counts::all(0);
        let chunks = subjects.counters.len();
        for lane in 0..LANES {
            let bound = bounds[lane];
            let present = &subjects.present[lane * chunks..(lane + 1) * chunks];
            if let Some(span) = bound.checked_sub(1) {
                for (present, tops) in present.iter().zip(tops) {
                    for half in 0..2 {
                        let bits = passing(simd, &tops[lane].0[half], Bytes { least: 0, span }) & present[half];
                        counts[lane] += bits.count_ones();
                    }
                }
            }
            subjects.list_lane(
                simd,
                tops,
                lane,
                list,
                #[inline(always)]
                |_, _, tops| passing(simd, tops, Bytes { least: bound, span: 0 }),
            );
            list.ends[lane] = list.length;
        }
        counts
    }
}

/// [`Subjects::find_by_family`].
struct FindByFamily<'a> {
    subjects: &'a Subjects,
    tops: &'a [[Tops; LANES]],
    lane: usize,
    intervals: &'a [[Vec<u8>; 2]],
    list: &'a mut List,
}

impl Kernel for FindByFamily<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { subjects, tops, lane, intervals, list } = self;
        subjects.list_lane(
            simd,
            tops,
            lane,
            list,
            #[inline(always)]
            |chunk, half, tops| {
                let mut passing = 0;
                for interval in intervals {
                    let mut bounds = [[0; SUBJECTS]; 2];
                    for (bounds, bytes) in bounds.iter_mut().zip(interval) {
                        let blocks = subjects.blocks[chunk * CHUNK..].iter().take(CHUNK);
                        for (bounds, block) in bounds.as_chunks_mut::<HALF>().0.iter_mut().zip(blocks) {
                            let from = block.place + half * HALF;
                            bounds.copy_from_slice(&bytes[from..from + HALF]);
                        }
                    }
                    let [least, span] = bounds;
                    for from in (0..SUBJECTS).step_by(S::u8s::LEN) {
                        let some = from..from + S::u8s::LEN;
                        let bytes = S::u8s::from_slice(simd, &tops[some.clone()]);
                        let least = S::u8s::from_slice(simd, &least[some.clone()]);
                        let span = S::u8s::from_slice(simd, &span[some]);
                        passing |= (bytes - least).simd_le(span).to_bitmask() << from;
                    }
                }
                passing
            },
        );
        list.ends[lane] = list.length;
    }
}

impl Subjects {
    /// Lists the subjects of a lane that are present and pass; `passing` has their bits by chunk and half.
    #[inline(always)]
    fn list_lane<S: Simd>(
        &self,
        simd: S,
        tops: &[[Tops; LANES]],
        lane: usize,
        list: &mut List,
        passing: impl Fn(usize, usize, &[u8; SUBJECTS]) -> u64,
    ) {
        let chunks = self.counters.len();
        let present = &self.present[lane * chunks..(lane + 1) * chunks];
        for (chunk, (present, tops)) in present.iter().zip(tops).enumerate() {
            for half in 0..2 {
                let tops = &tops[lane].0[half];
                let bits = passing(chunk, half, tops) & present[half];
                list.append(simd, (chunk * CHUNK * BLOCK + half * HALF) as u32, tops, bits);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_tells_each_larger_size() {
        let sizes = [0, 1, 2, 32, 31, 3, 0, 7];
        for number in 0..32 {
            let wanted: u64 = (0..8).map(|i| u64::from(u32::from(sizes[i]) > number) << i).sum();
            assert_eq!(larger(sizes, number), wanted, "{number}");
        }
    }
}
