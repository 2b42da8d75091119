//! Sixteen addresses at once: the same numbers as [`Address`](super::Address) gives one by one, in vector registers.

use super::philox::philox4x32;
use super::{Purpose, Seed};

/// Addresses side by side.
pub const LANES: usize = 16;

/// One 32-bit word in each lane.
pub type Words = [u32; LANES];

/// One whole number in each lane.
pub type Sums = [u64; LANES];

/// One number in each lane.
pub type Numbers = [f64; LANES];

/// A value worked out in each lane. A plain loop, so that the compiler sees through it where iterators would be calls.
#[inline(always)]
pub fn each_lane<T: Copy + Default>(value: impl Fn(usize) -> T) -> [T; LANES] {
    let mut lanes = [T::default(); LANES];
    for lane in 0..LANES {
        lanes[lane] = value(lane);
    }
    lanes
}

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

    /// The four words of a subject at a [`LaneAddress::place`] of a replication. In a loop over lanes the compiler works
    /// out as many at once as a register holds.
    #[must_use]
    #[inline(always)]
    pub fn words(&self, subject: u32, place: u32, replication: u32) -> [u32; 4] {
        philox4x32([subject, place, replication, self.purpose], self.key)
    }

    /// The upper halves of the words of eight neighbouring subjects, as [`Address::upper_halves`](super::Address) has them;
    /// at index 1 of the place the lower ones.
    #[must_use]
    #[inline(always)]
    pub fn halves(&self, block: u32, place: u32, replication: u32) -> [u32; 8] {
        super::stream::halves(self.words(block, place, replication))
    }

    /// An intake year, and an index among a subject's words.
    #[must_use]
    #[inline(always)]
    pub fn place(year: u32, index: u32) -> u32 {
        year << 20 | index
    }
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;

    #[test]
    fn a_lane_has_the_luck_of_its_address() {
        let seed = Seed::new(77 + (1 << 40)).expect("in range");
        let lanes = LaneAddress::new(seed, Purpose::COURSE);
        for (subject, year, index, replication) in [(0, 0, 0, 0), (9, 4, 7, u32::MAX), (1 << 20, 59, 1 << 19, 1 << 31)]
        {
            let address = Address::new(seed, Purpose::COURSE, u64::from(replication), year);
            let place = LaneAddress::place(year as u32, index);
            assert_eq!(lanes.words(subject, place, replication), address.words(subject, index));
            let place = LaneAddress::place(year as u32, 0);
            assert_eq!(lanes.halves(subject, place, replication), address.upper_halves(subject));
        }
    }
}
