//! Addresses of random numbers, and streams that start at one.

use super::Purpose;
use super::open_unit_f64;
use super::philox::philox4x32;
use rand::TryRng;
use std::convert::Infallible;

/// The seed of a run: 0 … 2⁵³ − 1, so that it survives JSON and spreadsheets unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(u64);

/// 1, the seed of every command where none is given.
impl Default for Seed {
    fn default() -> Self {
        Self(1)
    }
}

/// A seed above 2⁵³ − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("seed {0} is too large; allowed: 0 to 9007199254740991")]
pub struct SeedError(pub u64);

impl Seed {
    /// # Errors
    /// When `seed` is above 2⁵³ − 1.
    pub fn new(seed: u64) -> Result<Self, SeedError> {
        if seed < 1 << 53 { Ok(Self(seed)) } else { Err(SeedError(seed)) }
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }

    /// The seed under which a programme has luck of its own beside others under this seed.
    #[must_use]
    pub fn of_programme(self, id: &str) -> Self {
        let [low, high, ..] = Address::new(self, Purpose::PROGRAMME.extended(id), 0, 0).words(0, 0);
        Self((u64::from(low) | u64::from(high) << 32) & ((1 << 53) - 1))
    }
}

/// The most replications of a seed: 2³².
pub const MAX_REPLICATIONS: u64 = 1 << 32;

/// The subject that random words belong to: a member of a family, or the family itself, which has the number of its first member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectId {
    /// The family's number in its intake year, from 0.
    pub family: u32,
    /// Which of its members of a kind, from 0 to 31.
    pub member: u32,
}

impl SubjectId {
    /// Bits of a family's number below the member's bits.
    pub(crate) const FAMILY_BITS: u32 = 15;
    /// Bits of the member's number.
    pub(crate) const MEMBER_BITS: u32 = 5;

    /// Family and member in one number, which for a family below 2¹⁵ itself is the family's own number.
    #[inline]
    pub(crate) fn number(self) -> u32 {
        debug_assert!(self.member < 1 << Self::MEMBER_BITS && self.family < 1 << (u32::BITS - Self::MEMBER_BITS));
        let low = (1 << Self::FAMILY_BITS) - 1;
        self.family & low | self.member << Self::FAMILY_BITS | (self.family & !low) << Self::MEMBER_BITS
    }
}

/// A family itself, or the position of neighbouring families that draw together.
impl From<u32> for SubjectId {
    #[inline]
    fn from(family: u32) -> Self {
        Self { family, member: 0 }
    }
}

/// All luck of one purpose, replication and intake year, by subject and index.
///
/// The layout, pinned by a test:
///
/// | word | holds |
/// |---|---|
/// | key 0 | seed, low 32 bits |
/// | key 1 | seed, high 21 bits, then 11 bits of the purpose |
/// | counter 0 | the family's number in its intake year, or that of a block of some that share it, 15 bits; member, 5 bits; the number's others |
/// | counter 1 | intake year from 0 (12 bits), index (20 bits); where top bytes are shared, the other bits are at the next one |
/// | counter 2 | replication; of an [`Address::uniform`] without its fourth bit, which picks the first or the last two words |
/// | counter 3 | purpose, 32 bits |
///
/// A subgroup of the families enters through its purpose, [`Purpose::extended`] by the subgroup's id.
#[derive(Debug, Clone, Copy)]
pub struct Address {
    key: [u32; 2],
    year: u32,
    replication: u32,
    purpose: u32,
}

/// Where a seed and a purpose lie in key and counter.
#[inline]
pub(super) fn key(seed: Seed, purpose: Purpose) -> ([u32; 2], u32) {
    let high = (seed.0 >> 32) as u32 | ((purpose.0 >> 32) as u32 & 0x7FF) << 21;
    ([seed.0 as u32, high], purpose.0 as u32)
}

impl Address {
    /// `replication` lies below 2³² and `year` below 2¹²; both are refused where they enter.
    #[must_use]
    #[inline]
    pub fn new(seed: Seed, purpose: Purpose, replication: u64, year: usize) -> Self {
        Self::of_parts(key(seed, purpose), replication, year)
    }

    /// From the [`key`] of a seed and a purpose.
    #[inline]
    pub(super) fn of_parts((key, purpose): ([u32; 2], u32), replication: u64, year: usize) -> Self {
        debug_assert!(replication < MAX_REPLICATIONS && year < 1 << 12);
        Self { key, year: (year as u32) << PLACE_SHIFT, replication: replication as u32, purpose }
    }

    /// The four words of one family or member at one index.
    #[must_use]
    #[inline]
    pub fn words(&self, subject: impl Into<SubjectId>, index: u32) -> [u32; 4] {
        debug_assert!(index < 1 << PLACE_SHIFT);
        philox4x32([subject.into().number(), self.year | index, self.replication, self.purpose], self.key)
    }

    /// A number strictly between 0 and 1, for purposes that need one number per replication and intake year: two words of the first
    /// subject's block. The replication eight later has the other two words.
    #[must_use]
    #[inline]
    pub fn uniform(&self) -> f64 {
        let shared = Self { replication: self.replication & !TOGETHER, ..*self };
        let [a, b, c, d] = shared.words(0, 0);
        if self.replication & TOGETHER == 0 { open_unit_f64(a, b) } else { open_unit_f64(c, d) }
    }

    /// One word for each subject: the top byte comes from a block that sixteen neighbouring families share, the other bits from a
    /// block of the subject's own.
    #[must_use]
    #[inline]
    pub fn word(&self, subject: impl Into<SubjectId>) -> u32 {
        let subject = subject.into();
        let block = SubjectId { family: subject.family / SHARING, ..subject };
        complete(self.top_bytes(block, 0)[(subject.family % SHARING) as usize], self.words(subject, 1)[0])
    }

    /// The top byte of [`Address::word`], for the word at an index.
    #[must_use]
    #[inline]
    pub(crate) fn top_byte(&self, subject: SubjectId, index: u32) -> u8 {
        self.top_bytes(SubjectId { family: subject.family / SHARING, ..subject }, index)
            [(subject.family % SHARING) as usize]
    }

    /// One word per subject, from a block that four neighbours share; for purposes that need one word only.
    #[must_use]
    #[inline]
    pub fn shared_word(&self, subject: u32) -> u32 {
        self.words(subject / WORDS, 0)[(subject % WORDS) as usize]
    }

    /// The top bytes of the words of sixteen neighbouring families, 16 · `block` and on, or of a member of each, at one index.
    /// In most cases the top byte decides on which side of a threshold a word lies.
    #[must_use]
    #[inline]
    pub(crate) fn top_bytes(&self, block: impl Into<SubjectId>, index: u32) -> [u8; SHARING as usize] {
        let mut bytes = [0; SHARING as usize];
        for (target, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(self.words(block, index)) {
            *target = word.to_le_bytes();
        }
        bytes
    }
}

/// Bits of the second counter below the intake year; an index takes no more.
pub(crate) const PLACE_SHIFT: u32 = 20;

/// How far apart the two replications are that share the block of an [`Address::uniform`].
pub(crate) const TOGETHER: u32 = 8;

/// Words of a block.
pub(crate) const WORDS: u32 = 4;

/// Subjects with top bytes in one block.
pub(crate) const SHARING: u32 = 16;
/// The bits of a word below its top byte.
pub(crate) const LOW_BITS: u32 = 24;

/// The word of a subject with this top byte, and a word of its own for the lower bits.
#[must_use]
#[inline]
pub(crate) fn complete(top: u8, own: u32) -> u32 {
    u32::from(top) << LOW_BITS | own >> (u32::BITS - LOW_BITS)
}

/// A generator that starts at one subject of an address, for samplers that take an unknown number of words.
///
/// Implements the generator traits of `rand`, so the distributions of `rand_distr` draw from it.
#[derive(Debug, Clone)]
pub struct Stream {
    address: Address,
    subject: u32,
    next_index: u32,
    words: [u32; 4],
    used: usize,
}

impl Stream {
    /// The stream of one subject; its first index is 0.
    #[must_use]
    pub fn new(seed: Seed, purpose: Purpose, replication: u64, year: usize, subject: u32) -> Self {
        Self { address: Address::new(seed, purpose, replication, year), subject, next_index: 0, words: [0; 4], used: 4 }
    }

    fn next_word(&mut self) -> u32 {
        if self.used == 4 {
            self.words = self.address.words(self.subject, self.next_index);
            self.next_index += 1;
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.next_word());
        Ok(low | u64::from(self.next_word()) << 32)
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        for chunk in target.chunks_mut(4) {
            chunk.copy_from_slice(&self.next_word().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(seed: u64) -> Seed {
        Seed::new(seed).expect("in range")
    }

    #[test]
    fn the_layout_is_pinned() {
        // These words may change only with a changelog entry: every published result rests on them.
        let address = Address::new(seed(1), Purpose::ENTRY, 41, 3);
        assert_eq!(address.words(7, 2), PINNED);
        // Family 16 + 6 has the third byte of the second word of block 1, and 24 bits of its own.
        let (top, low) = (address.words(1, 0)[1] << 8 & 0xFF00_0000, address.words(22, 1)[0] >> 8);
        assert_eq!(address.word(22), top | low);
        // Its sixth member has the same place in a block of sixth members.
        let sixth = |family: u32| SubjectId { family, member: 5 };
        let (top, low) = (address.words(sixth(1), 0)[1] << 8 & 0xFF00_0000, address.words(sixth(22), 1)[0] >> 8);
        assert_eq!(address.word(sixth(22)), top | low);
        assert_eq!(
            address.words(sixth(7), 2),
            philox4x32([5 << 15 | 7, 3 << 20 | 2, 41, address.purpose], address.key)
        );
        assert_eq!(SubjectId { family: (9 << 15) + 7, member: 5 }.number(), 9 << 20 | 5 << 15 | 7);
        // Family 4 + 2 has the third word of block 1.
        assert_eq!(address.shared_word(6), address.words(1, 0)[2]);
        // Replication 41 shares the block of 33.
        let first = Address::new(seed(1), Purpose::ENTRY, 33, 3);
        let [a, b, c, d] = first.words(0, 0);
        assert_eq!([first.uniform(), address.uniform()], [open_unit_f64(a, b), open_unit_f64(c, d)]);
    }
    const PINNED: [u32; 4] = [3_425_536_273, 3_752_151_668, 908_416_621, 1_033_759_080];

    #[test]
    fn every_part_of_an_address_matters() {
        let base = Address::new(seed(1), Purpose::ENTRY, 41, 3).words(7, 2);
        let others = [
            Address::new(seed(2), Purpose::ENTRY, 41, 3).words(7, 2),
            Address::new(seed(1 | 1 << 40), Purpose::ENTRY, 41, 3).words(7, 2),
            Address::new(seed(1), Purpose::COURSE, 41, 3).words(7, 2),
            Address::new(seed(1), Purpose::ENTRY, 42, 3).words(7, 2),
            Address::new(seed(1), Purpose::ENTRY, 41, 4).words(7, 2),
            Address::new(seed(1), Purpose::ENTRY, 41, 3).words(8, 2),
            Address::new(seed(1), Purpose::ENTRY, 41, 3).words(7, 3),
        ];
        assert!(others.iter().all(|other| *other != base));
    }

    #[test]
    fn a_seed_must_survive_json() {
        assert!(Seed::new((1 << 53) - 1).is_ok());
        assert_eq!(Seed::new(1 << 53), Err(SeedError(1 << 53)));
    }
}
