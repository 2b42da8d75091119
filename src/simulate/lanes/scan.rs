//! Looking through the subjects of sixteen replications for the few whose arms differ.
//!
//! The top byte of a subject's word tells whether it may be one of them. Those that may be are listed with this byte, and draw
//! their courses, all of all replications side by side. The block of luck that draws the course has the rest of the word too.

use super::super::adult::OWN;
use super::plan::MOST_YEARS;
use crate::random::{LOW_BITS, LaneAddress, PLACE_SHIFT, SHARING, top_bytes};
use crate::vectorised::LANES;
use fearless_simd::{Simd, mask32x16, prelude::*, u32x16};
use std::ops::Range;

/// Subjects whose top bytes share a block.
const BLOCK: usize = SHARING as usize;
/// Subjects of a block in each part of it, whose bytes fill a vector lane.
const PART: usize = 8;
/// Blocks that are compiled together: the bits of a part of theirs fill a word.
const CHUNK: usize = 8;
/// Subjects in a part of a chunk.
const SUBJECTS: usize = PART * CHUNK;
/// Subjects in the widest vector of them.
const WIDEST: usize = 16;
/// Vectors of listed subjects that are drawn side by side, at most.
const SIDE_BY_SIDE: usize = 2;

/// The subjects of some intake years, compiled: sixteen to a block, blocks year after year.
pub struct Blocks {
    chunks: Vec<Chunk>,
    /// By chunk and lane: the top bytes of the subjects' words.
    tops: Vec<[Tops; LANES]>,
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
    /// The first eight subjects of every block, and the other eight.
    subjects: [[u32; SUBJECTS]; 2],
    /// The intake years of either, by position in [`Blocks::years`].
    years: [u8; SUBJECTS],
    /// Which of them there are, a bit for each.
    present: [u64; 2],
}

/// The top bytes of the words of a chunk's subjects, as [`Chunk::subjects`] has these.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Tops([[u8; SUBJECTS]; 2]);

/// An intake year.
struct Year {
    /// By position.
    year: usize,
    first_block: usize,
    /// How many subjects are present.
    present: u32,
}

/// Subjects that were found, lane after lane, and the words of their courses.
pub struct List {
    /// The number of each in its intake year, in [`PLACE_SHIFT`] bits; above these the year, and then the top byte of its word.
    subjects: Vec<u32>,
    length: usize,
    /// Where the subjects of each lane end.
    ends: [usize; LANES],
    replications: Vec<u32>,
    /// By subject: the first words of its course, the last of which has the lower bits of its own word.
    pub words: [Vec<u32>; OWN + 1],
}

/// The intake year lies between the number and the top byte.
const _: () = assert!(MOST_YEARS <= 1 << (LOW_BITS - PLACE_SHIFT));

/// Of a listed subject, its number and its intake year.
const PLACED: u32 = (1 << LOW_BITS) - 1;
/// Of a listed subject, its number.
const NUMBER: u32 = (1 << PLACE_SHIFT) - 1;

/// The intake year of a subject that was found, by position in the calendar.
pub fn year(subject: u32) -> usize {
    ((subject & PLACED) >> PLACE_SHIFT) as usize
}

/// The number of a subject that was found, in its intake year.
pub fn number(subject: u32) -> u32 {
    subject & NUMBER
}

impl Blocks {
    /// Those of some years, of which so many subjects are expected in each.
    pub fn new(expected: &[(usize, f64)]) -> Self {
        let mut all =
            Self { chunks: Vec::new(), tops: Vec::new(), blocks: 0, years: Vec::new(), uncertain: Vec::new() };
        for &(year, expected) in expected {
            let place = LaneAddress::place(year as u32, 0);
            let first_block = all.blocks;
            for number in 0..(expected.ceil() as usize).div_ceil(BLOCK) {
                let at = all.blocks % CHUNK;
                if at == 0 {
                    let (subjects, years) = ([[0; SUBJECTS]; 2], [0; SUBJECTS]);
                    all.chunks.push(Chunk { numbers: [0; CHUNK], subjects, years, present: [0; 2] });
                }
                let chunk = all.chunks.last_mut().expect("just pushed");
                chunk.numbers[at] = u64::from(place) << 32 | number as u64;
                chunk.years[at * PART..][..PART].fill(all.years.len() as u8);
                for i in 0..BLOCK {
                    chunk.subjects[i / PART][at * PART + i % PART] = place | (number * BLOCK + i) as u32;
                }
                all.blocks += 1;
            }
            if expected.fract() != 0.0 {
                all.uncertain.push(all.years.len());
            }
            all.years.push(Year { year, first_block, present: 0 });
            all.set_present(all.years.len() - 1, expected.floor() as u32);
        }
        all.tops = vec![[Tops([[0; SUBJECTS]; 2]); LANES]; all.chunks.len()];
        all
    }

    /// How many subjects there can be.
    pub fn capacity(&self) -> usize {
        self.blocks * BLOCK
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
        for number in wanted.min(present) as usize..wanted.max(present) as usize {
            let (block, i) = (first_block + number / BLOCK, number % BLOCK);
            self.chunks[block / CHUNK].present[i / PART] ^= 1 << (block % CHUNK * PART + i % PART);
        }
        self.years[year].present = wanted;
    }

    /// Draws one word per subject that there can be, in every lane, as far as its top byte. `first` is the replication in lane 0.
    ///
    /// All at once, and looked at afterwards: the processor has many words on the way when nothing else stands between them.
    #[inline(always)]
    pub fn draw<S: Simd>(&mut self, simd: S, address: &LaneAddress, first: u32) {
        // As many side by side as there are registers for; the narrowest vectors come one after another anyway.
        if S::u64s::LEN == 4 {
            self.draw_lanes::<S, 2>(simd, address, first);
        } else {
            self.draw_lanes::<S, 4>(simd, address, first);
        }
    }

    /// [`Blocks::draw`], `N` lanes side by side.
    #[inline(always)]
    fn draw_lanes<S: Simd, const N: usize>(&mut self, simd: S, address: &LaneAddress, first: u32) {
        let width = S::u64s::LEN;
        let mut blocks = 0;
        for (chunk, tops) in self.chunks.iter().zip(&mut self.tops) {
            for block in (0..CHUNK).step_by(width) {
                if blocks >= self.blocks {
                    break;
                }
                blocks += width;
                let numbers = S::u64s::from_slice(simd, &chunk.numbers[block..block + width]);
                let subjects = block * PART..(block + width) * PART;
                for lane in (0..LANES).step_by(N) {
                    let mut counters = [[numbers, numbers >> 32, numbers]; N];
                    for n in 0..N {
                        counters[n][2] = S::u64s::simd_from(simd, u64::from(first.wrapping_add((lane + n) as u32)));
                    }
                    let words = address.words_of(simd, counters);
                    for n in 0..N {
                        let parts = top_bytes::<S>(words[n]);
                        parts[0].store_slice(&mut tops[lane + n].0[0][subjects.clone()]);
                        parts[1].store_slice(&mut tops[lane + n].0[1][subjects.clone()]);
                    }
                }
            }
        }
    }

    /// Looks at the top bytes of the subjects present in a lane, and lists those that pass a test.
    ///
    /// `test` is given the top bytes of a vector of subjects and the positions of their years among those that the blocks were
    /// made of.
    #[inline(always)]
    pub fn scan<S: Simd>(&mut self, simd: S, lane: usize, list: &mut List, test: impl Fn(S::u8s, S::u8s) -> S::mask8s) {
        for (chunk, tops) in self.chunks.iter().zip(&self.tops) {
            let Tops(tops) = &tops[lane];
            for part in 0..2 {
                let mut passing = 0;
                for from in (0..SUBJECTS).step_by(S::u8s::LEN) {
                    let subjects = from..from + S::u8s::LEN;
                    let bytes = S::u8s::from_slice(simd, &tops[part][subjects.clone()]);
                    passing |= test(bytes, S::u8s::from_slice(simd, &chunk.years[subjects])).to_bitmask() << from;
                }
                list.append(simd, &chunk.subjects[part], &tops[part], passing & chunk.present[part]);
            }
        }
        list.end(lane);
    }
}

impl List {
    /// An empty one with room for so many in each lane.
    pub fn with_capacity(subjects: usize) -> Self {
        let subjects = vec![0; Self::room_for(subjects * LANES)];
        Self { subjects, length: 0, ends: [0; LANES], replications: Vec::new(), words: Default::default() }
    }

    /// The room that so many take: vectors are written and read whole.
    pub fn room_for(subjects: usize) -> usize {
        subjects + SIDE_BY_SIDE * WIDEST
    }

    /// Forgets them all.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// No more follow in a lane.
    #[inline(always)]
    pub fn end(&mut self, lane: usize) {
        self.ends[lane] = self.length;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Where those of a lane are listed.
    #[inline(always)]
    pub fn of_lane(&self, lane: usize) -> Range<usize> {
        (if lane == 0 { 0 } else { self.ends[lane - 1] })..self.ends[lane]
    }

    /// The replication of a listed subject, once [`List::draw`] has drawn.
    #[inline(always)]
    pub fn replication(&self, at: usize) -> u32 {
        self.replications[at]
    }

    /// A listed subject.
    #[inline(always)]
    pub fn subject(&self, at: usize) -> u32 {
        self.subjects[at]
    }

    /// The word that a listed subject was looked at for, once [`List::draw`] has drawn.
    #[inline(always)]
    pub fn word(&self, at: usize) -> u32 {
        self.subjects[at] & !PLACED | self.words[OWN][at] >> (u32::BITS - LOW_BITS)
    }

    /// [`List::word`] of a vector of subjects, and their intake years.
    #[inline(always)]
    pub fn words_and_years<S: Simd>(&self, simd: S, from: usize) -> (S::u32s, S::u32s) {
        let some = from..from + S::u32s::LEN;
        let subjects = S::u32s::from_slice(simd, &self.subjects[some.clone()]);
        let own = S::u32s::from_slice(simd, &self.words[OWN][some]);
        (subjects & !PLACED | own >> (u32::BITS - LOW_BITS), (subjects & PLACED) >> PLACE_SHIFT)
    }

    /// Draws the courses of all that are listed. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn draw<S: Simd>(&mut self, simd: S, address: &LaneAddress, first: u32) {
        self.make_room();
        let width = S::u32s::LEN;
        for lane in 0..LANES {
            let replication = S::u32s::simd_from(simd, first.wrapping_add(lane as u32));
            for from in self.of_lane(lane).step_by(width) {
                replication.store_slice(&mut self.replications[from..from + width]);
            }
        }
        // As many side by side as there are registers for.
        if S::u64s::LEN == 4 {
            for from in (0..self.length).step_by(width) {
                self.draw_vectors::<S, 2>(simd, address, from);
            }
        } else {
            for from in (0..self.length).step_by(2 * width) {
                self.draw_vectors::<S, 4>(simd, address, from);
            }
        }
    }

    /// Draws the courses of half as many vectors of subjects as there are vectors of words, from a place in the list on.
    #[inline(always)]
    fn draw_vectors<S: Simd, const N: usize>(&mut self, simd: S, address: &LaneAddress, from: usize) {
        let width = S::u32s::LEN;
        let mut counters = [[S::u64s::simd_from(simd, 0); 3]; N];
        for n in 0..N / 2 {
            let some = from + n * width..from + (n + 1) * width;
            let subjects = S::u32s::from_slice(simd, &self.subjects[some.clone()]);
            let replications = S::u32s::from_slice(simd, &self.replications[some]).widen();
            let (numbers, places) = ((subjects & NUMBER).widen(), (subjects & (PLACED & !NUMBER)).widen());
            counters[2 * n] = [numbers.0, places.0, replications.0];
            counters[2 * n + 1] = [numbers.1, places.1, replications.1];
        }
        let drawn = address.words_of(simd, counters);
        for n in 0..N / 2 {
            let some = from + n * width..from + (n + 1) * width;
            for word in 0..self.words.len() {
                let both = drawn[2 * n][word].narrow(drawn[2 * n + 1][word]);
                both.store_slice(&mut self.words[word][some.clone()]);
            }
        }
    }

    #[inline(always)]
    fn make_room(&mut self) {
        let room = Self::room_for(self.length);
        if self.replications.len() < room {
            self.replications.resize(room, 0);
            self.words.iter_mut().for_each(|words| words.resize(room, 0));
        }
    }

    /// Adds those of some subjects whose bits are set.
    #[inline(always)]
    fn append<S: Simd>(&mut self, simd: S, subjects: &[u32; SUBJECTS], tops: &[u8; SUBJECTS], mut bits: u64) {
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
        if S::u32s::LEN == WIDEST {
            // There is an instruction for it.
            for (subjects, tops) in subjects.as_chunks::<WIDEST>().0.iter().zip(tops.as_chunks::<WIDEST>().0) {
                let mut entries = *subjects;
                for i in 0..WIDEST {
                    entries[i] |= u32::from(tops[i]) << LOW_BITS;
                }
                let chosen = bits & 0xFFFF;
                let target = &mut self.subjects[from..from + WIDEST];
                u32x16::from_slice(simd, &entries).compress(mask32x16::from_bitmask(simd, chosen)).store_slice(target);
                from += chosen.count_ones() as usize;
                bits >>= 16;
            }
            return;
        }
        // Four at a time, though fewer may be left: the processor cannot foresee how many there are.
        while from < self.length {
            let target = &mut self.subjects[from..from + 4];
            for i in 0..4 {
                let at = bits.trailing_zeros() as usize % SUBJECTS;
                target[i] = subjects[at] | u32::from(tops[at]) << LOW_BITS;
                bits &= bits.wrapping_sub(1);
            }
            from += 4;
        }
    }
}
