//! Sixteen addresses at once: the same numbers as [`Address`](super::Address) gives one by one, in vector registers.

use super::philox::{KEY_STEPS, MULTIPLIERS, ROUNDS};
use super::{Purpose, Seed};
use std::array::from_fn;

/// Addresses side by side.
pub const LANES: usize = 16;

/// One 32-bit word in each lane.
pub type Words = [u32; LANES];

/// One number in each lane.
pub type Numbers = [f64; LANES];

/// The luck of one purpose, for any replications, years, subjects and indices side by side.
#[derive(Debug, Clone, Copy)]
pub struct LaneAddress {
    key: [u32; 2],
    purpose: u32,
}

impl LaneAddress {
    /// All luck of a purpose under a seed.
    #[must_use]
    pub fn new(seed: Seed, purpose: Purpose) -> Self {
        let (key, purpose) = super::stream::key(seed, purpose);
        Self { key, purpose }
    }

    /// The four words of each lane's subject at the intake year and index that `places` packs as
    /// [`LaneAddress::place`] does.
    #[must_use]
    #[inline(always)]
    pub fn words(&self, subjects: Words, places: Words, replications: Words) -> [Words; 4] {
        philox4x32_lanes([subjects, places, replications, [self.purpose; LANES]], self.key)
    }

    /// An intake year, and an index among a subject's words.
    #[must_use]
    #[inline(always)]
    pub fn place(year: u32, index: u32) -> u32 {
        year << 20 | index
    }
}

/// [`philox4x32`](super::philox::philox4x32) in every lane. Words are held in 64 bits, of which the upper half is whatever the
/// multiplications left there and is never read: vector instructions multiply the lower halves only.
#[inline(always)]
fn philox4x32_lanes(counter: [Words; 4], mut key: [u32; 2]) -> [Words; 4] {
    let low = |x: u64| x & 0xFFFF_FFFF;
    let mut c: [[u64; LANES]; 4] = counter.map(|words| words.map(u64::from));
    for round in 0..ROUNDS {
        if round > 0 {
            key = [key[0].wrapping_add(KEY_STEPS[0]), key[1].wrapping_add(KEY_STEPS[1])];
        }
        let [first, second] = key.map(u64::from);
        let left: [u64; LANES] = from_fn(|i| u64::from(MULTIPLIERS[0]) * low(c[0][i]));
        let right: [u64; LANES] = from_fn(|i| u64::from(MULTIPLIERS[1]) * low(c[2][i]));
        c = [
            from_fn(|i| (right[i] >> 32) ^ c[1][i] ^ first),
            right,
            from_fn(|i| (left[i] >> 32) ^ c[3][i] ^ second),
            left,
        ];
    }
    c.map(|words| words.map(|word| word as u32))
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;

    #[test]
    fn every_lane_is_the_address_alone() {
        let seed = Seed::new(77 | 1 << 40).expect("in range");
        let lanes = LaneAddress::new(seed, Purpose::COURSE);
        let subjects = from_fn(|i| i as u32 * 1_000_003);
        let places = from_fn(|i| LaneAddress::place(i as u32 % 5, i as u32 * 7));
        let replications = from_fn(|i| u32::MAX - i as u32);
        let words = lanes.words(subjects, places, replications);
        for i in 0..LANES {
            let address = Address::new(seed, Purpose::COURSE, u64::from(replications[i]), i % 5);
            assert_eq!(words.map(|lane| lane[i]), address.words(subjects[i], i as u32 * 7));
        }
    }
}
