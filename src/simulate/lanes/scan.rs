//! Looking through the subjects of a replication for the few whose arms differ.

use crate::random::{LaneAddress, PLACE_SHIFT, halves};
use fearless_simd::{Simd, prelude::*};
use std::ops::Range;

/// Subjects that share a block of half words.
const BLOCK: usize = 8;
/// Subjects of a block that share a vector lane.
const HALF_BLOCK: usize = 4;
/// Blocks that are compiled together: two of the widest vectors.
const CHUNK: usize = 16;

/// The subjects of some intake years, compiled: eight to a block, blocks year after year.
pub struct Blocks {
    chunks: Vec<Chunk>,
    /// How many blocks there are; chunks are whole.
    blocks: usize,
    years: Vec<Year>,
}

/// Blocks side by side.
#[derive(Clone)]
#[repr(C, align(64))]
struct Chunk {
    /// Place of each block in the upper half, its number in the lower one.
    numbers: [u64; CHUNK],
    /// The first four subjects of every block, and the other four.
    subjects: [[u32; HALF_BLOCK * CHUNK]; 2],
    /// Which of them there are, a bit for each.
    present: [u64; 2],
}

/// The upper halves of the words of a chunk's subjects.
#[derive(Clone)]
#[repr(C, align(64))]
pub struct Uppers([[u16; HALF_BLOCK * CHUNK]; 2]);

/// An intake year.
struct Year {
    /// By position.
    year: usize,
    first_block: usize,
    /// How many subjects are present.
    present: u32,
    /// Whether that hangs on the replication.
    uncertain: bool,
}

/// Subjects that were found, in the order of their places and numbers.
#[derive(Default)]
pub struct List {
    subjects: Vec<u32>,
    length: usize,
}

/// A subject that was found: its number below [`PLACE_SHIFT`] bits, above it the intake year.
pub fn number(subject: u32) -> u32 {
    subject & ((1 << PLACE_SHIFT) - 1)
}

impl Blocks {
    /// Those of some years, of which so many subjects are expected in each.
    pub fn new(expected: &[(usize, f64)]) -> Self {
        let mut all = Self { chunks: Vec::new(), blocks: 0, years: Vec::new() };
        for &(year, expected) in expected {
            let place = LaneAddress::place(year as u32, 0);
            let first_block = all.blocks;
            for number in 0..(expected.ceil() as usize).div_ceil(BLOCK) {
                let at = all.blocks % CHUNK;
                if at == 0 {
                    let subjects = [[0; HALF_BLOCK * CHUNK]; 2];
                    all.chunks.push(Chunk { numbers: [0; CHUNK], subjects, present: [0; 2] });
                }
                let chunk = all.chunks.last_mut().expect("just pushed");
                chunk.numbers[at] = u64::from(place) << 32 | number as u64;
                for i in 0..BLOCK {
                    chunk.subjects[i / HALF_BLOCK][at * HALF_BLOCK + i % HALF_BLOCK] =
                        place | (number * BLOCK + i) as u32;
                }
                all.blocks += 1;
            }
            all.years.push(Year { year, first_block, present: 0, uncertain: expected.fract() != 0.0 });
            all.set_present(all.years.len() - 1, expected.floor() as u32);
        }
        all
    }

    /// How many subjects there can be.
    pub fn capacity(&self) -> usize {
        self.blocks * BLOCK
    }

    /// Room for what [`Blocks::scan`] tells of upper halves.
    pub fn uppers(&self) -> Vec<Uppers> {
        vec![Uppers([[0; HALF_BLOCK * CHUNK]; 2]); self.chunks.len()]
    }

    /// Where a block's subject lies: the chunk, the half of its block, and the place there.
    fn position(block: usize, number: u32) -> (usize, usize, usize) {
        let (block, i) = (block + number as usize / BLOCK, number as usize % BLOCK);
        (block / CHUNK, i / HALF_BLOCK, block % CHUNK * HALF_BLOCK + i % HALF_BLOCK)
    }

    /// The upper half of the word of a subject, from what a scan told.
    pub fn upper(&self, uppers: &[Uppers], subject: u32) -> u32 {
        let of = |year: &&Year| year.year == (subject >> PLACE_SHIFT) as usize;
        let year = self.years.iter().find(of).expect("a subject of these years");
        let (chunk, half, at) = Self::position(year.first_block, number(subject));
        u32::from(uppers[chunk].0[half][at])
    }

    /// Lets as many subjects of each year be present as a replication has.
    #[inline(always)]
    pub fn fill(&mut self, families: impl Fn(usize) -> u32) {
        for i in 0..self.years.len() {
            let wanted = families(self.years[i].year);
            if self.years[i].uncertain && wanted != self.years[i].present {
                self.set_present(i, wanted);
            }
        }
    }

    #[inline(never)]
    fn set_present(&mut self, year: usize, wanted: u32) {
        let Year { first_block, present, .. } = self.years[year];
        for number in wanted.min(present)..wanted.max(present) {
            let (chunk, half, at) = Self::position(first_block, number);
            self.chunks[chunk].present[half] ^= 1 << at;
        }
        self.years[year].present = wanted;
    }

    /// Looks at the upper half of one word per subject present, and lists those whose word may lie in an interval, whose
    /// ends are at most 2³². Says whether one of them may not: whether some upper half is that of an end.
    ///
    /// With `KEEP` it notes all upper halves.
    #[inline(always)]
    pub fn scan<S: Simd, const KEEP: bool>(
        &self,
        simd: S,
        (address, replication): (&LaneAddress, u32),
        interval: &Range<u64>,
        list: &mut List,
        uppers: &mut [Uppers],
    ) -> bool {
        if interval.is_empty() {
            return false;
        }
        let (first, last) = ((interval.start >> 16) as u16, ((interval.end - 1) >> 16) as u16);
        let first_half = S::u16s::simd_from(simd, first);
        let span = S::u16s::simd_from(simd, last - first);
        let replication = S::u64s::simd_from(simd, u64::from(replication));
        let mut doubts = S::mask16s::splat(simd, false);
        let width = S::u64s::LEN;
        let mut blocks = 0;
        for (at, chunk) in self.chunks.iter().enumerate() {
            for block in (0..CHUNK).step_by(2 * width) {
                if blocks >= self.blocks {
                    break;
                }
                blocks += 2 * width;
                let left = S::u64s::from_slice(simd, &chunk.numbers[block..block + width]);
                let right = S::u64s::from_slice(simd, &chunk.numbers[block + width..block + 2 * width]);
                let words = address.words(simd, [[left, left >> 32, replication], [right, right >> 32, replication]]);
                for vector in 0..2 {
                    let parts = halves::<S>(words[vector]);
                    let subjects = (block + vector * width) * HALF_BLOCK;
                    for part in 0..2 {
                        let from_first = parts[part] - first_half;
                        let inside = from_first.simd_le(span);
                        doubts = doubts | from_first.simd_eq(0) | from_first.simd_eq(span);
                        let bits = inside.to_bitmask() & chunk.present[part] >> subjects;
                        list.append(simd, &chunk.subjects[part][subjects..subjects + width * HALF_BLOCK], bits);
                        if KEEP {
                            parts[part].store_slice(&mut uppers[at].0[part][subjects..subjects + S::u16s::LEN]);
                        }
                    }
                }
            }
        }
        doubts.any_true()
    }
}

impl List {
    /// An empty one with room for so many.
    pub fn with_capacity(subjects: usize) -> Self {
        // A vector is always written whole, and read whole.
        Self { subjects: vec![0; subjects + 2 * CHUNK], length: 0 }
    }

    /// Forgets them all.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Those that were found.
    pub fn found(&self) -> &[u32] {
        &self.subjects[..self.length]
    }

    /// Those that were found, and what lies behind them.
    pub fn room(&self) -> &[u32] {
        &self.subjects
    }

    /// Keeps of those from a position on the ones whose word lies in an interval.
    #[cold]
    #[inline(never)]
    pub fn decide(&mut self, before: usize, (address, replication): (&LaneAddress, u32), interval: &Range<u64>) {
        let mut kept = before;
        for at in before..self.length {
            let subject = self.subjects[at];
            self.subjects[kept] = subject;
            let word = address.at(replication, (subject >> PLACE_SHIFT) as usize).word(number(subject));
            kept += usize::from(interval.contains(&u64::from(word)));
        }
        self.length = kept;
    }

    /// Adds those of some subjects whose bits are set.
    #[inline(always)]
    fn append<S: Simd>(&mut self, simd: S, subjects: &[u32], bits: u64) {
        let width = S::u32s::LEN;
        let mut length = self.length;
        for from in (0..subjects.len()).step_by(width) {
            let bits = bits >> from & ((1 << width) - 1);
            let target = &mut self.subjects[length..length + width];
            if width == HALF_BLOCK {
                // Neighbours: the first is enough.
                let chosen = &CHOSEN[bits as usize];
                (S::u32s::from_slice(simd, &chosen.0) + subjects[from]).store_slice(target);
                length += chosen.1;
            } else {
                let mask = S::mask32s::from_bitmask(simd, bits);
                S::u32s::from_slice(simd, &subjects[from..from + width]).compress(mask).store_slice(target);
                length += bits.count_ones() as usize;
            }
        }
        self.length = length;
    }
}

/// The numbers of the bits set among four, lowest first, and how many there are.
static CHOSEN: [([u32; HALF_BLOCK], usize); 1 << HALF_BLOCK] = {
    let mut all = [([0; HALF_BLOCK], 0); 1 << HALF_BLOCK];
    let mut bits = 0;
    while bits < all.len() {
        let mut bit = 0;
        while bit < HALF_BLOCK {
            if bits >> bit & 1 == 1 {
                all[bits].0[all[bits].1] = bit as u32;
                all[bits].1 += 1;
            }
            bit += 1;
        }
        bits += 1;
    }
    all
};
