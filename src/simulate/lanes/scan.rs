//! Looking through the subjects of sixteen replications for the few who count.
//!
//! The top byte of a subject's word tells whether it may be one of them. Those that may be are put on a [`List`] with this
//! byte.

use super::list::{List, subject, year_and_family};
use super::plan::MOST_YEARS;
use crate::random::{LOW_BITS, LaneAddress, SHARING, Who, top_bytes};
use crate::vectorised::LANES;
use fearless_simd::{Simd, prelude::*};

/// Subjects whose top bytes share a block.
pub const BLOCK: usize = SHARING as usize;
/// Subjects of a block in each part of it, whose bytes fill a vector lane.
pub const PART: usize = 8;
/// Blocks that are compiled together: the bits of a part of theirs fill a word.
const CHUNK: usize = 8;
/// Subjects in a part of a chunk.
pub const SUBJECTS: usize = PART * CHUNK;

/// The subjects of all intake years, compiled: the same member of sixteen neighbouring families to a block, blocks member after
/// member and year after year.
pub struct Blocks {
    chunks: Vec<Chunk>,
    /// By chunk and lane: the top bytes of the subjects' words.
    tops: Vec<[Tops; LANES]>,
    /// By block: its first family, as those of all years are numbered one after another.
    families: Vec<u32>,
    /// By year: its first family among them.
    first_of_year: [u32; MOST_YEARS],
    /// Blocks have slots for [`BLOCK`] subjects each, one after another. From which slot on how much more has to be added to a
    /// slot, so that it becomes a [`subject`].
    pub steps: Vec<(u32, u32)>,
    /// Those that a replication may have or not.
    uncertain: Vec<Uncertain>,
}

/// Blocks side by side.
#[derive(Clone)]
#[repr(C, align(64))]
struct Chunk {
    /// Place of each block in the upper half, its number in the lower one.
    numbers: [u64; CHUNK],
    /// The first eight subjects of every block, and the other eight, as [`List::subjects`] has them.
    subjects: [[u32; SUBJECTS]; 2],
    /// Which there are of the first eight subjects of every block, a bit for each; and of the other eight.
    present: [u64; 2],
}

/// The top bytes of the words of the first eight subjects of every block of a chunk, and of the other eight.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Tops([[u8; SUBJECTS]; 2]);

/// Between which top bytes the subjects of a chunk lie: the least, and how much more at most.
#[derive(Clone)]
#[repr(C, align(64))]
pub struct Bounds {
    least: [[u8; SUBJECTS]; 2],
    span: [[u8; SUBJECTS]; 2],
}

impl Default for Bounds {
    fn default() -> Self {
        Self { least: [[0; SUBJECTS]; 2], span: [[0; SUBJECTS]; 2] }
    }
}

/// A member of the last family of an intake year whose number of families is not whole: some replications round it up.
struct Uncertain {
    /// The intake year, by position in the calendar.
    year: usize,
    /// How many families there are without it.
    without: u32,
    /// Where it is: chunk, part and bit of [`Chunk::present`].
    at: (usize, usize, usize),
}

impl Blocks {
    /// Those of as many intake years, in each of which so many families are expected, of so many members.
    pub fn new(expected: &[f64], members: u32) -> Self {
        let mut all = Self {
            chunks: Vec::new(),
            tops: Vec::new(),
            families: Vec::new(),
            first_of_year: [0; MOST_YEARS],
            steps: Vec::new(),
            uncertain: Vec::new(),
        };
        let mut families = 0;
        for (year, expected) in expected.iter().enumerate() {
            all.first_of_year[year] = families;
            for member in 0..members {
                all.add(year, member, *expected);
            }
            families += expected.ceil() as u32;
        }
        let mut added = 0;
        for (_, more) in &mut all.steps {
            (*more, added) = (*more - added, *more);
        }
        all.tops = vec![[Tops([[0; SUBJECTS]; 2]); LANES]; all.chunks.len()];
        all
    }

    /// Adds a member of each of so many families of an intake year.
    fn add(&mut self, year: usize, member: u32, families: f64) {
        let place = LaneAddress::place(year as u32, 0);
        let first_subject = subject(year as u32, Who { family: 0, member });
        let first_block = self.families.len();
        let slot = (first_block * BLOCK) as u32;
        self.steps.push((slot, first_subject - slot));
        let (certain, most) = (families.floor() as usize, families.ceil() as usize);
        for number in 0..most.div_ceil(BLOCK) {
            let at = self.families.len() % CHUNK;
            if at == 0 {
                let subjects = [[0; SUBJECTS]; 2];
                self.chunks.push(Chunk { numbers: [0; CHUNK], subjects, present: [0; 2] });
            }
            let chunk = self.chunks.last_mut().expect("just pushed");
            chunk.numbers[at] = u64::from(place) << 32 | u64::from(Who { family: number as u32, member }.number());
            for i in 0..BLOCK {
                chunk.subjects[i / PART][at * PART + i % PART] = first_subject + (number * BLOCK + i) as u32;
            }
            self.families.push(self.first_of_year[year] + (number * BLOCK) as u32);
        }
        let at = |family: usize| {
            let (block, i) = (first_block + family / BLOCK, family % BLOCK);
            (block / CHUNK, i / PART, block % CHUNK * PART + i % PART)
        };
        for (chunk, part, bit) in (0..certain).map(at) {
            self.chunks[chunk].present[part] |= 1 << bit;
        }
        if certain < most {
            self.uncertain.push(Uncertain { year, without: certain as u32, at: at(certain) });
        }
    }

    /// How many slots there are.
    pub fn capacity(&self) -> usize {
        self.families.len() * BLOCK
    }

    /// Lets as many subjects of each year be present as a replication has: those that are certain, or one more.
    #[inline(always)]
    pub fn fill(&mut self, families: impl Fn(usize) -> u32) {
        for &Uncertain { year, without, at: (chunk, part, bit) } in &self.uncertain {
            let present = &mut self.chunks[chunk].present[part];
            // No branch: the processor could not foresee it.
            *present = *present & !(1 << bit) | u64::from(families(year) > without) << bit;
        }
    }

    /// Draws one word per subject that there can be, in every lane, as far as its top byte. `first` is the replication in lane 0.
    ///
    /// All at once, and looked at afterwards: the processor has many words on the way when nothing else stands between them.
    #[inline(always)]
    pub fn draw<S: Simd>(&mut self, simd: S, address: &LaneAddress, first: u32) {
        // As many side by side as there are registers for.
        if S::u64s::LEN <= 4 {
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
                if blocks >= self.families.len() {
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

    /// How many chunks they make.
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The family, among those of all years, of a subject as a [`List`] has it before it is drawn.
    #[inline(always)]
    pub fn family<S: Simd>(&self, listed: u32) -> usize {
        if S::u8s::LEN == SUBJECTS {
            let slot = listed as usize;
            self.families[slot / BLOCK] as usize + slot % BLOCK
        } else {
            let (year, family) = year_and_family(listed);
            self.first_of_year[year] as usize + family
        }
    }

    /// Bounds the top bytes of all subjects by the first and the last words of their families.
    #[inline(always)]
    pub fn bound(&self, [first, last]: &[Vec<u32>; 2], bounds: &mut [Bounds]) {
        for (block, &families) in self.families.iter().enumerate() {
            let families = families as usize..families as usize + BLOCK;
            let (first, last) = (&first[families.clone()], &last[families]);
            let Bounds { least, span } = &mut bounds[block / CHUNK];
            for part in 0..2 {
                let at = block % CHUNK * PART;
                let (least, span) = (&mut least[part][at..at + PART], &mut span[part][at..at + PART]);
                for i in 0..PART {
                    let (first, last) = (first[part * PART + i] >> LOW_BITS, last[part * PART + i] >> LOW_BITS);
                    least[i] = first as u8;
                    span[i] = (last - first) as u8;
                }
            }
        }
    }

    /// Lists the subjects present in a lane whose top byte lies between two, both included.
    #[inline(always)]
    pub fn find<S: Simd>(&self, simd: S, lane: usize, [least, most]: [u8; 2], list: &mut List) {
        let (least, span) = (S::u8s::simd_from(simd, least), S::u8s::simd_from(simd, most - least));
        self.find_between(
            simd,
            lane,
            list,
            #[inline(always)]
            |_, _, _| (least, span),
        );
    }

    /// The same, between bounds of their own.
    #[inline(always)]
    pub fn find_within<S: Simd>(&self, simd: S, lane: usize, bounds: &[Bounds], list: &mut List) {
        self.find_between(
            simd,
            lane,
            list,
            #[inline(always)]
            |chunk: usize, part: usize, from| {
                let Bounds { least, span } = &bounds[chunk];
                let some = from..from + S::u8s::LEN;
                (S::u8s::from_slice(simd, &least[part][some.clone()]), S::u8s::from_slice(simd, &span[part][some]))
            },
        );
    }

    /// Lists the subjects whose top byte lies between what is told for a vector of them: the least, and how much more at most.
    #[inline(always)]
    fn find_between<S: Simd>(
        &self,
        simd: S,
        lane: usize,
        list: &mut List,
        bounds: impl Fn(usize, usize, usize) -> (S::u8s, S::u8s),
    ) {
        for (at, (chunk, tops)) in self.chunks.iter().zip(&self.tops).enumerate() {
            let Tops(tops) = &tops[lane];
            for part in 0..2 {
                let mut passing = 0;
                for from in (0..SUBJECTS).step_by(S::u8s::LEN) {
                    let bytes = S::u8s::from_slice(simd, &tops[part][from..from + S::u8s::LEN]);
                    let (least, span) = bounds(at, part, from);
                    passing |= (bytes - least).simd_le(span).to_bitmask() << from;
                }
                let passing = passing & chunk.present[part];
                if S::u8s::LEN == SUBJECTS {
                    list.append_slots(simd, (at * CHUNK * BLOCK + part * PART) as u32, &tops[part], passing);
                } else {
                    list.append(&chunk.subjects[part], &tops[part], passing);
                }
            }
        }
        list.end(lane);
    }
}
