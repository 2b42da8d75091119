//! Looking through the subjects of a replication for the few whose arms differ.

use crate::random::{LaneAddress, PLACE_SHIFT, halves};
use fearless_simd::{Simd, mask32x16, prelude::*, u32x16};

/// Subjects that share a block of half words.
const BLOCK: usize = 8;
/// Subjects of a block that share a vector lane.
const HALF_BLOCK: usize = 4;
/// Subjects in the widest vector of them.
const WIDEST: usize = 16;
/// Blocks that are compiled together: their subjects' bits fill two words.
const CHUNK: usize = 16;

/// The subjects of some intake years, compiled: eight to a block, blocks year after year.
pub struct Blocks {
    chunks: Vec<Chunk>,
    /// By chunk: the upper halves of the words of one replication.
    uppers: Vec<Uppers>,
    /// How many blocks there are; chunks are whole.
    blocks: usize,
    years: Vec<Year>,
    /// Those of the years whose number of subjects hangs on the replication, by position.
    uncertain: Vec<usize>,
}

/// Blocks side by side.
#[derive(Clone)]
#[repr(C, align(64))]
struct Chunk {
    /// Place of each block in the upper half, its number in the lower one.
    numbers: [u64; CHUNK],
    /// The first four subjects of every block, and the other four.
    subjects: [[u32; HALF_BLOCK * CHUNK]; 2],
    /// The intake years of either, by position in [`Blocks::years`].
    years: [u16; HALF_BLOCK * CHUNK],
    /// Which of them there are, a bit for each.
    present: [u64; 2],
}

/// The upper halves of the words of a chunk's subjects, as [`Chunk::subjects`] has these.
#[derive(Clone)]
#[repr(C, align(64))]
struct Uppers([[u16; HALF_BLOCK * CHUNK]; 2]);

/// An intake year.
struct Year {
    /// By position.
    year: usize,
    first_block: usize,
    /// How many subjects are present.
    present: u32,
}

/// Subjects that were found, scan after scan: of every chunk those in the first halves of its blocks, then the others.
pub struct List {
    /// The number of each in its intake year, below [`PLACE_SHIFT`] bits; above it the year.
    subjects: Vec<u32>,
    length: usize,
}

/// The intake year of a subject that was found, by position in the calendar.
pub fn year(subject: u32) -> usize {
    (subject >> PLACE_SHIFT) as usize
}

/// The number of a subject that was found, in its intake year.
pub fn number(subject: u32) -> u32 {
    subject & ((1 << PLACE_SHIFT) - 1)
}

impl Blocks {
    /// Those of some years, of which so many subjects are expected in each.
    pub fn new(expected: &[(usize, f64)]) -> Self {
        let mut all =
            Self { chunks: Vec::new(), uppers: Vec::new(), blocks: 0, years: Vec::new(), uncertain: Vec::new() };
        for &(year, expected) in expected {
            let place = LaneAddress::place(year as u32, 0);
            let first_block = all.blocks;
            for number in 0..(expected.ceil() as usize).div_ceil(BLOCK) {
                let at = all.blocks % CHUNK;
                if at == 0 {
                    let subjects = [[0; HALF_BLOCK * CHUNK]; 2];
                    let years = [0; HALF_BLOCK * CHUNK];
                    all.chunks.push(Chunk { numbers: [0; CHUNK], subjects, years, present: [0; 2] });
                }
                let chunk = all.chunks.last_mut().expect("just pushed");
                chunk.numbers[at] = u64::from(place) << 32 | number as u64;
                chunk.years[at * HALF_BLOCK..][..HALF_BLOCK].fill(all.years.len() as u16);
                for i in 0..BLOCK {
                    chunk.subjects[i / HALF_BLOCK][at * HALF_BLOCK + i % HALF_BLOCK] =
                        place | (number * BLOCK + i) as u32;
                }
                all.blocks += 1;
            }
            if expected.fract() != 0.0 {
                all.uncertain.push(all.years.len());
            }
            all.years.push(Year { year, first_block, present: 0 });
            all.set_present(all.years.len() - 1, expected.floor() as u32);
        }
        all.uppers = vec![Uppers([[0; HALF_BLOCK * CHUNK]; 2]); all.chunks.len()];
        all
    }

    /// How many subjects there can be.
    pub fn capacity(&self) -> usize {
        self.blocks * BLOCK
    }

    /// Where a block's subject lies: the chunk, the half of its block, and the place there.
    fn position(block: usize, number: u32) -> (usize, usize, usize) {
        let (block, i) = (block + number as usize / BLOCK, number as usize % BLOCK);
        (block / CHUNK, i / HALF_BLOCK, block % CHUNK * HALF_BLOCK + i % HALF_BLOCK)
    }

    /// The upper half of the word of a subject, of which the last scan told.
    pub fn upper(&self, subject: u32) -> u32 {
        let of = |found: &&Year| found.year == year(subject);
        let year = self.years.iter().find(of).expect("a subject of these years");
        let (chunk, half, at) = Self::position(year.first_block, number(subject));
        u32::from(self.uppers[chunk].0[half][at])
    }

    /// Lets as many subjects of each year be present as a replication has.
    #[inline(always)]
    pub fn fill(&mut self, families: impl Fn(usize) -> u32) {
        for i in 0..self.uncertain.len() {
            let at = self.uncertain[i];
            let Year { year, present, .. } = self.years[at];
            if families(year) != present {
                self.set_present(at, families(year));
            }
        }
    }

    #[inline]
    fn set_present(&mut self, year: usize, wanted: u32) {
        let Year { first_block, present, .. } = self.years[year];
        for number in wanted.min(present)..wanted.max(present) {
            let (chunk, half, at) = Self::position(first_block, number);
            self.chunks[chunk].present[half] ^= 1 << at;
        }
        self.years[year].present = wanted;
    }

    /// Looks at the upper half of one word per subject present, and lists those that pass a test. Says whether the upper
    /// halves leave a doubt.
    ///
    /// `test` is given the upper halves of a vector of subjects and the positions of their years among those that the blocks
    /// were made of, and tells who passes and
    /// where there is a doubt.
    #[inline(always)]
    pub fn scan<S: Simd>(
        &mut self,
        simd: S,
        (address, replication): (&LaneAddress, u32),
        list: &mut List,
        test: impl Fn(S::u16s, S::u16s) -> (S::mask16s, S::mask16s),
    ) -> bool {
        let width = S::u64s::LEN;
        // First the words, then the tests: the processor has many words on the way when nothing else stands between them.
        let replication = S::u64s::simd_from(simd, u64::from(replication));
        let mut blocks = 0;
        for (chunk, uppers) in self.chunks.iter().zip(&mut self.uppers) {
            for block in (0..CHUNK).step_by(width) {
                if blocks >= self.blocks {
                    break;
                }
                blocks += width;
                let numbers = S::u64s::from_slice(simd, &chunk.numbers[block..block + width]);
                let parts = halves::<S>(address.words(simd, numbers, numbers >> 32, replication));
                let subjects = block * HALF_BLOCK..(block + width) * HALF_BLOCK;
                parts[0].store_slice(&mut uppers.0[0][subjects.clone()]);
                parts[1].store_slice(&mut uppers.0[1][subjects]);
            }
        }
        let mut doubts = S::mask16s::splat(simd, false);
        for (chunk, uppers) in self.chunks.iter().zip(&self.uppers) {
            for part in 0..2 {
                let mut bits = 0;
                for from in (0..HALF_BLOCK * CHUNK).step_by(S::u16s::LEN) {
                    let subjects = from..from + S::u16s::LEN;
                    let uppers = S::u16s::from_slice(simd, &uppers.0[part][subjects.clone()]);
                    let (passes, doubtful) = test(uppers, S::u16s::from_slice(simd, &chunk.years[subjects]));
                    bits |= passes.to_bitmask() << from;
                    doubts |= doubtful;
                }
                list.append(simd, &chunk.subjects[part], bits & chunk.present[part]);
            }
        }
        doubts.any_true()
    }
}

impl List {
    /// An empty one with room for so many.
    pub fn with_capacity(subjects: usize) -> Self {
        Self { subjects: vec![0; Self::room_for(subjects)], length: 0 }
    }

    /// The room that so many take: vectors are written and read whole.
    pub fn room_for(subjects: usize) -> usize {
        subjects + WIDEST
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

    /// Keeps of those from a position on the ones that pass a test.
    #[cold]
    #[inline(never)]
    pub fn retain(&mut self, before: usize, passes: impl Fn(u32) -> bool) {
        let mut kept = before;
        for at in before..self.length {
            let subject = self.subjects[at];
            self.subjects[kept] = subject;
            kept += usize::from(passes(subject));
        }
        self.length = kept;
    }

    /// Adds those of some subjects whose bits are set.
    #[inline(always)]
    fn append<S: Simd>(&mut self, simd: S, subjects: &[u32; HALF_BLOCK * CHUNK], mut bits: u64) {
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
        if S::u32s::LEN == 16 {
            // There is an instruction for it.
            for sixteen in subjects.as_chunks::<16>().0 {
                let chosen = bits & 0xFFFF;
                let target = &mut self.subjects[from..from + 16];
                u32x16::from_slice(simd, sixteen).compress(mask32x16::from_bitmask(simd, chosen)).store_slice(target);
                from += chosen.count_ones() as usize;
                bits >>= 16;
            }
            return;
        }
        // Eight at a time, though fewer may be left: the processor cannot foresee how many there are.
        while from < self.length {
            let target = &mut self.subjects[from..from + 8];
            for i in 0..8 {
                target[i] = subjects[bits.trailing_zeros() as usize % subjects.len()];
                bits &= bits.wrapping_sub(1);
            }
            from += 8;
        }
    }
}
