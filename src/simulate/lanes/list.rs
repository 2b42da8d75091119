//! The subjects of sixteen replications who may count, and the luck of their courses.
//!
//! They are listed lane after lane with the top bytes of their words, and draw their courses all side by side. The block of luck
//! that draws the course has the rest of the word too, unless it is [drawn apart](List::draw_own).

use super::super::luck::OWN;
use super::plan::{MOST_FAMILIES, MOST_YEARS};
use super::scan::{BLOCK, Blocks, PART, SUBJECTS};
use crate::random::{LOW_BITS, LaneAddress, PLACE_SHIFT, Who};
use crate::vectorised::{LANES, Sums};
use fearless_simd::{Simd, mask8x64, prelude::*, u8x64};
use std::ops::Range;

/// Subjects in the widest vector of entries of a [`List`].
const WIDEST: usize = 16;
/// The slot of each subject of a part, from the first one's on: blocks side by side have the subjects of their other parts in
/// between.
const SLOTS: [u8; SUBJECTS] = {
    let mut slots = [0; SUBJECTS];
    let mut at = 0;
    while at < SUBJECTS {
        slots[at] = (at / PART * BLOCK + at % PART) as u8;
        at += 1;
    }
    slots
};

/// Vectors of listed subjects that are drawn side by side, at most.
const SIDE_BY_SIDE: usize = 2;

/// Subjects that were found, lane after lane, and the words of their courses.
pub struct List {
    /// Each as [`subject`] tells it, and above that the top byte of its word. Until [`List::draw`] has drawn, widest vectors have
    /// its slot and then the byte.
    subjects: Vec<u32>,
    /// Those who have [waited](List::wait), as they left.
    left: Vec<u32>,
    length: usize,
    /// Where the subjects of each lane end.
    ends: [usize; LANES],
    replications: Vec<u32>,
    /// By subject: the words of its course, of which one has the lower bits of its own word. The last is drawn where adults wait.
    pub words: [Vec<u32>; 4],
    /// How many of them are drawn.
    drawn: usize,
}

/// Of a listed subject, everything but the top byte.
const PLACED: u32 = (1 << LOW_BITS) - 1;
/// Of it, the [number](Who::number); above that lies the intake year, as in a [place](LaneAddress::place).
const NUMBER: u32 = (1 << PLACE_SHIFT) - 1;
const _: () =
    assert!(Who::FAMILY_BITS + Who::MEMBER_BITS == PLACE_SHIFT && MOST_YEARS <= 1 << (LOW_BITS - PLACE_SHIFT));
const _: () = assert!(MOST_FAMILIES < (1 << Who::FAMILY_BITS) as f64);

/// A member of a family of an intake year, as it is listed.
pub fn subject(year: u32, who: Who) -> u32 {
    year << PLACE_SHIFT | who.number()
}

/// The intake year and the family of a listed subject.
#[inline(always)]
pub fn year_and_family(subject: u32) -> (usize, usize) {
    ((subject >> PLACE_SHIFT) as usize % MOST_YEARS, subject as usize % (1 << Who::FAMILY_BITS))
}

impl List {
    /// An empty one with room for so many in each lane; it is told whether adults wait.
    pub fn with_capacity(subjects: usize, waits: bool) -> Self {
        let subjects = vec![0; Self::room_for(subjects * LANES)];
        let drawn = if waits { 4 } else { OWN + 1 };
        Self {
            subjects,
            left: Vec::new(),
            length: 0,
            ends: [0; LANES],
            replications: Vec::new(),
            words: Default::default(),
            drawn,
        }
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

    /// A listed one as it was found, before [`List::draw`] has drawn.
    #[inline(always)]
    pub fn undrawn(&self, at: usize) -> u32 {
        self.subjects[at] & PLACED
    }

    /// The intake year of a listed one, and who it is; it is told whether all have [waited](List::wait).
    #[inline(always)]
    pub fn year_and_who(&self, at: usize, waited: bool) -> (usize, Who) {
        let subject = if waited { self.left[at] } else { self.subjects[at] };
        let (year, family) = year_and_family(subject);
        (year, Who { family: family as u32, member: (subject & NUMBER) >> Who::FAMILY_BITS })
    }

    /// The words that a vector of subjects was looked at for, once [`List::draw`] has drawn, and their intake years, or years of
    /// entry once they have [waited](List::wait).
    #[inline(always)]
    pub fn words_and_years<S: Simd>(&self, simd: S, from: usize) -> (S::u32s, S::u32s) {
        let some = from..from + S::u32s::LEN;
        let subjects = S::u32s::from_slice(simd, &self.subjects[some.clone()]);
        let own = S::u32s::from_slice(simd, &self.words[OWN][some]);
        (subjects & !PLACED | own >> (u32::BITS - LOW_BITS), (subjects & PLACED) >> PLACE_SHIFT)
    }

    /// Lets all that are listed leave at the moment of a word.
    #[inline(never)]
    pub fn leave_at(&mut self, word: u32) {
        self.words[0][..self.length].fill(word);
    }

    /// Lets some listed subjects, from a place on, enter later than at their moment, by times in units of 2⁻³² years: the moment
    /// becomes one of the year of entry, which takes the place of the intake year. It is at most `years`.
    #[inline(always)]
    pub fn wait(&mut self, from: usize, times: &Sums, years: usize) {
        if self.left.len() < self.subjects.len() {
            self.left.resize(self.subjects.len(), 0);
        }
        let moments = &mut self.words[0][from..from + LANES];
        let subjects = &mut self.subjects[from..from + LANES];
        self.left[from..from + LANES].copy_from_slice(subjects);
        for i in 0..LANES {
            let end = (years as u64) << 32;
            let moment = (u64::from(moments[i]) + times[i].min(end)).min(end);
            moments[i] = moment as u32;
            let year = ((subjects[i] & PLACED) >> PLACE_SHIFT) + (moment >> 32) as u32;
            subjects[i] = subjects[i] & (NUMBER | !PLACED) | year.min(years as u32) << PLACE_SHIFT;
        }
    }

    /// Draws the courses of all that are listed out of `blocks`. `first` is the replication in lane 0.
    #[inline(always)]
    pub fn draw<S: Simd>(&mut self, simd: S, blocks: &Blocks, address: &LaneAddress, first: u32) {
        self.make_room();
        let width = S::u32s::LEN;
        for lane in 0..LANES {
            let replication = S::u32s::simd_from(simd, first.wrapping_add(lane as u32));
            for from in self.of_lane(lane).step_by(width) {
                replication.store_slice(&mut self.replications[from..from + width]);
            }
        }
        // As many side by side as there are registers for.
        if S::u64s::LEN <= 4 {
            for from in (0..self.length).step_by(width) {
                self.draw_vectors::<S, 2>(simd, blocks, address, from);
            }
        } else {
            for from in (0..self.length).step_by(2 * width) {
                self.draw_vectors::<S, 4>(simd, blocks, address, from);
            }
        }
    }

    /// Draws the courses of half as many vectors of subjects as there are vectors of words, from a place in the list on.
    #[inline(always)]
    fn draw_vectors<S: Simd, const N: usize>(&mut self, simd: S, blocks: &Blocks, address: &LaneAddress, from: usize) {
        let width = S::u32s::LEN;
        let mut counters = [[S::u64s::simd_from(simd, 0); 3]; N];
        for n in 0..N / 2 {
            let some = from + n * width..from + (n + 1) * width;
            let listed = S::u32s::from_slice(simd, &self.subjects[some.clone()]);
            let mut subjects = listed;
            if S::u8s::LEN == SUBJECTS {
                // They are listed by slot.
                for &(slot, more) in &blocks.steps {
                    subjects = (listed & PLACED).simd_ge(slot).select(subjects + more, subjects);
                }
                subjects.store_slice(&mut self.subjects[some.clone()]);
            }
            let replications = S::u32s::from_slice(simd, &self.replications[some]).widen();
            let (numbers, places) = ((subjects & NUMBER).widen(), (subjects & (PLACED & !NUMBER)).widen());
            counters[2 * n] = [numbers.0, places.0, replications.0];
            counters[2 * n + 1] = [numbers.1, places.1, replications.1];
        }
        let drawn = address.words_of(simd, counters);
        for n in 0..N / 2 {
            let some = from + n * width..from + (n + 1) * width;
            for word in 0..self.drawn {
                let both = drawn[2 * n][word].narrow(drawn[2 * n + 1][word]);
                both.store_slice(&mut self.words[word][some.clone()]);
            }
        }
    }

    /// Draws the rest of the words of all that are listed, where it does not come with their courses, once [`List::draw`] has
    /// drawn these.
    #[inline(always)]
    pub fn draw_own<S: Simd>(&mut self, simd: S, address: &LaneAddress) {
        let width = S::u32s::LEN;
        for from in (0..self.length).step_by(width) {
            let some = from..from + width;
            let subjects = S::u32s::from_slice(simd, &self.subjects[some.clone()]);
            let replications = S::u32s::from_slice(simd, &self.replications[some.clone()]).widen();
            let (numbers, places) = ((subjects & NUMBER).widen(), (subjects & (PLACED & !NUMBER) | 1).widen());
            let counters = [[numbers.0, places.0, replications.0], [numbers.1, places.1, replications.1]];
            let [a, b] = address.words_of(simd, counters);
            a[0].narrow(b[0]).store_slice(&mut self.words[OWN][some]);
        }
    }

    #[inline(always)]
    fn make_room(&mut self) {
        let room = Self::room_for(self.length);
        if self.replications.len() < room {
            self.replications.resize(room, 0);
            self.words[..self.drawn].iter_mut().for_each(|words| words.resize(room, 0));
        }
    }

    /// Adds those of some subjects whose bits are set.
    #[inline(always)]
    pub fn append(&mut self, subjects: &[u32; SUBJECTS], tops: &[u8; SUBJECTS], mut bits: u64) {
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
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

    /// The same where a vector holds a part of a chunk and there is an instruction for it, but by slot: `first` is that of the
    /// first subject. [`List::draw`] knows their numbers and years.
    #[inline(always)]
    pub fn append_slots<S: Simd>(&mut self, simd: S, first: u32, tops: &[u8; SUBJECTS], bits: u64) {
        let mut from = self.length;
        self.length += bits.count_ones() as usize;
        let wanted = mask8x64::from_bitmask(simd, bits);
        let slots = u8x64::from_slice(simd, &SLOTS).compress(wanted).to_array();
        let tops = u8x64::from_slice(simd, tops).compress(wanted).to_array();
        for (slots, tops) in slots.as_chunks::<WIDEST>().0.iter().zip(tops.as_chunks::<WIDEST>().0) {
            let target = &mut self.subjects[from..from + WIDEST];
            for i in 0..WIDEST {
                target[i] = (first + u32::from(slots[i])) | u32::from(tops[i]) << LOW_BITS;
            }
            from += WIDEST;
            // Hardly ever are there more.
            if from >= self.length {
                break;
            }
        }
    }
}
