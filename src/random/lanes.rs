//! Vectors of addresses: the same luck as [`Address`] gives one by one.

use super::philox::{RoundKeys, WORD, philox4x32_vectors, round_keys};
use super::stream::{PLACE_SHIFT, TOGETHER, WORDS};
use super::{Address, Purpose, Seed};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, each_lane};
use fearless_simd::{Simd, prelude::*};

/// The luck of one purpose, for any replications, years, subjects and indices side by side.
#[derive(Debug, Clone, Copy)]
pub struct LaneAddress {
    key: [u32; 2],
    keys: RoundKeys,
    purpose: u32,
}

impl LaneAddress {
    /// All luck of a purpose under a seed.
    #[must_use]
    pub fn new(seed: Seed, purpose: Purpose) -> Self {
        let (key, purpose) = super::stream::key(seed, purpose);
        Self { key, keys: round_keys(key), purpose }
    }

    /// The four words of each subject in some vectors: a lane holds a [number](super::SubjectId::number), a
    /// [place](LaneAddress::place) and a replication.
    /// Only the lower 32 bits of arguments and results are used; the upper bits are undefined. Several vectors side by side
    /// take less time than one after another.
    #[must_use]
    #[inline(always)]
    pub fn words_of<S: Simd, const N: usize>(&self, simd: S, subjects: [[S::u64s; 3]; N]) -> [[S::u64s; 4]; N] {
        let purpose = S::u64s::simd_from(simd, u64::from(self.purpose));
        let mut counters = [[purpose; 4]; N];
        for n in 0..N {
            let [subject, place, replication] = subjects[n];
            counters[n] = [subject, place, replication, purpose];
        }
        philox4x32_vectors(simd, counters, [&self.keys; N])
    }

    /// [`Address::uniform`] of some purposes in an intake year, in replication `first` and those after.
    #[must_use]
    #[inline(always)]
    pub fn uniforms<S: Simd, const N: usize>(simd: S, purposes: [&Self; N], year: usize, first: u32) -> [Numbers; N] {
        let mut uniforms = [Numbers::default(); N];
        // Lanes eight apart share a block only if the first replication is a multiple of sixteen.
        if !first.is_multiple_of(LANES as u32) {
            for n in 0..N {
                uniforms[n] = each_lane(|lane| purposes[n].at(first.wrapping_add(lane as u32), year).uniform());
            }
            return uniforms;
        }
        let place = S::u64s::simd_from(simd, u64::from(Self::place(year as u32, 0)));
        let width = S::u64s::LEN;
        for from in (0..TOGETHER as usize).step_by(width) {
            let replications = S::u64s::from_slice(simd, &NUMBERS[from..from + width]) + u64::from(first);
            let mut counters = [[S::u64s::simd_from(simd, 0), place, replications, place]; N];
            let mut keys = [&purposes[0].keys; N];
            for n in 0..N {
                counters[n][3] = S::u64s::simd_from(simd, u64::from(purposes[n].purpose));
                keys[n] = &purposes[n].keys;
            }
            let words = philox4x32_vectors(simd, counters, keys);
            for n in 0..N {
                let [a, b, c, d] = words[n];
                open_units::<S>(a, b).store_slice(&mut uniforms[n][from..from + width]);
                let from = from + TOGETHER as usize;
                open_units::<S>(c, d).store_slice(&mut uniforms[n][from..from + width]);
            }
        }
        uniforms
    }

    /// [`open_unit`](super::open_unit) of [`Address::shared_word`] of four subjects in an intake year, 4 · `block` and on, in
    /// replication `first` and those after.
    #[must_use]
    #[inline(always)]
    pub fn shared_uniforms<S: Simd>(&self, simd: S, year: usize, block: u32, first: u32) -> [Numbers; WORDS as usize] {
        let mut uniforms = [Numbers::default(); WORDS as usize];
        let place = S::u64s::simd_from(simd, u64::from(Self::place(year as u32, 0)));
        let width = S::u64s::LEN;
        for from in (0..LANES).step_by(2 * width) {
            let mut counters = [[S::u64s::simd_from(simd, u64::from(block)), place, place]; 2];
            for n in 0..2 {
                let numbers = &NUMBERS[from + n * width..from + (n + 1) * width];
                counters[n][2] = S::u64s::from_slice(simd, numbers) + u64::from(first);
            }
            let words = self.words_of(simd, counters);
            for n in 0..2 {
                for subject in 0..WORDS as usize {
                    let place = from + n * width;
                    open_units_of_words::<S>(words[n][subject])
                        .store_slice(&mut uniforms[subject][place..place + width]);
                }
            }
        }
        uniforms
    }

    /// The luck of one replication in one intake year.
    #[must_use]
    pub fn at(&self, replication: u32, year: usize) -> Address {
        Address::of_parts((self.key, self.purpose), u64::from(replication), year)
    }

    /// An intake year, and an index.
    #[must_use]
    #[inline(always)]
    pub fn place(year: u32, index: u32) -> u32 {
        year << PLACE_SHIFT | index
    }

    /// The year of a place.
    #[must_use]
    #[inline(always)]
    pub fn year(place: u32) -> u32 {
        place >> PLACE_SHIFT
    }
}

/// 2⁵²: a whole number below it, written into its fraction bits, gives the sum of both.
const SHIFT: f64 = 4_503_599_627_370_496.0;

/// [`open_unit_f64`](super::open_unit_f64) of two words in each lane: 52 bits become the fraction of a double.
#[inline(always)]
fn open_units<S: Simd>(low: S::u64s, high: S::u64s) -> S::f64s {
    let bits = (low & WORD | high << 32) >> 12;
    let whole: S::f64s = (bits | SHIFT.to_bits()).bitcast();
    (whole - SHIFT + 0.5) * (1.0 / SHIFT)
}

/// [`open_unit`](super::open_unit) of the lower half of each lane.
#[inline(always)]
fn open_units_of_words<S: Simd>(words: S::u64s) -> S::f64s {
    let whole: S::f64s = (words & WORD | SHIFT.to_bits()).bitcast();
    (whole - SHIFT + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A vector of blocks gives two vectors of uniforms, in order.
const _: () = assert!(2 * TOGETHER as usize == LANES);

/// The numbers of the lanes.
static NUMBERS: Sums = {
    let mut numbers = Lanes([0; LANES]);
    let mut lane = 0;
    while lane < LANES {
        numbers.0[lane] = lane as u64;
        lane += 1;
    }
    numbers
};

/// The bytes of words as [`Address::top_bytes`](super::Address) numbers them: of each lane the first eight, and the others.
#[must_use]
#[inline(always)]
pub fn top_bytes<S: Simd>(words: [S::u64s; 4]) -> [S::u8s; 2] {
    let [low, high] = [words[0] & WORD | words[1] << 32, words[2] & WORD | words[3] << 32];
    [low.bitcast(), high.bitcast()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{SubjectId, open_unit};
    use crate::vectorised::{Kernel, vectorised};

    /// The words of one subject, and their bytes.
    struct Luck<'a>(&'a LaneAddress, [u32; 3]);

    impl Kernel for Luck<'_> {
        type Output = ([u32; 4], [u8; 16]);

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Self::Output {
            let [subject, place, replication] = self.1.map(|part| S::u64s::simd_from(simd, u64::from(part) | 7 << 40));
            let [words] = self.0.words_of(simd, [[subject, place, replication]]);
            let parts = top_bytes::<S>(words);
            (words.map(|word| word[0] as u32), std::array::from_fn(|i| parts[i / 8][i % 8]))
        }
    }

    /// The uniforms of an intake year in replications from one on.
    struct Uniforms<'a>([&'a LaneAddress; 2], usize, u32);

    impl Kernel for Uniforms<'_> {
        type Output = [Numbers; 2];

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> [Numbers; 2] {
            LaneAddress::uniforms(simd, self.0, self.1, self.2)
        }
    }

    #[test]
    fn a_lane_has_the_uniform_of_its_address() {
        let seed = Seed::new(5).expect("in range");
        let purposes = [Purpose::INTAKE, Purpose::PARAMETER.extended("a price")];
        let lanes = purposes.map(|purpose| LaneAddress::new(seed, purpose));
        for (year, first) in [(0, 0), (3, 16), (2, 1 << 31), (1, 5), (1, 24)] {
            let found = vectorised(Uniforms([&lanes[0], &lanes[1]], year, first));
            for (purpose, found) in purposes.into_iter().zip(&found) {
                let wanted = |lane: usize| Address::new(seed, purpose, u64::from(first) + lane as u64, year).uniform();
                assert_eq!(*found, each_lane(wanted), "from {first}");
            }
        }
    }

    /// The uniforms of four subjects: intake year, block, replication in lane 0.
    struct Shared<'a>(&'a LaneAddress, usize, u32, u32);

    impl Kernel for Shared<'_> {
        type Output = [Numbers; 4];

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> [Numbers; 4] {
            self.0.shared_uniforms(simd, self.1, self.2, self.3)
        }
    }

    #[test]
    fn a_lane_has_the_shared_words_of_its_address() {
        let seed = Seed::new(5).expect("in range");
        let lanes = LaneAddress::new(seed, Purpose::PLACEMENTS);
        for (year, block, first) in [(0, 0, 0), (3, 7, 16), (2, 468, 1 << 31), (1, 1, 5)] {
            let found = vectorised(Shared(&lanes, year, block, first));
            for (subject, found) in (4 * block..).zip(&found) {
                let address = |lane| Address::new(seed, Purpose::PLACEMENTS, u64::from(first) + lane as u64, year);
                assert_eq!(*found, each_lane(|lane| open_unit(address(lane).shared_word(subject))), "from {first}");
            }
        }
    }

    #[test]
    fn a_lane_has_the_luck_of_its_address() {
        let seed = Seed::new(77 + (1 << 40)).expect("in range");
        let lanes = LaneAddress::new(seed, Purpose::COURSE);
        let all = [(0, 0, 0, 0, 0), (9, 3, 4, 7, u32::MAX), (1 << 20, 31, 99, 1 << 19, 1 << 31)];
        for (family, member, year, index, replication) in all {
            let address = Address::new(seed, Purpose::COURSE, u64::from(replication), year);
            let subject = SubjectId { family, member };
            let luck = |index| {
                vectorised(Luck(&lanes, [subject.number(), LaneAddress::place(year as u32, index), replication]))
            };
            assert_eq!(luck(index).0, address.words(subject, index));
            assert_eq!(luck(0).1, address.top_bytes(subject, 0));
        }
    }
}
