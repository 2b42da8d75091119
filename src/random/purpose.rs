//! The purpose of a random number.

/// A named purpose. Numbers for different purposes are independent, and a new purpose moves no other number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Purpose(pub(super) u64);

impl Purpose {
    /// An uncertain parameter's uniform; combined with the parameter's path.
    pub const PARAMETER: Self = Self::named("parameter");
    /// The rounding of a non-integer intake.
    pub const INTAKE: Self = Self::named("intake");
    /// What an adult would achieve in any arm: the top byte of the adult's word.
    pub const ENTRY: Self = Self::named("entry");
    /// What an adult would achieve in the comparison arm, under independent coupling only.
    pub const ENTRY_IN_COMPARISON: Self = Self::named("entry in the comparison arm");
    /// An adult's moment of entry, year of relapse and wait, and the lower bits of the word of [`Purpose::ENTRY`].
    pub const COURSE: Self = Self::named("course");
    /// The number of placements avoided in neighbouring families together.
    pub const PLACEMENTS: Self = Self::named("placements");
    /// A placement's moment and duration, and to which of the neighbouring families it belongs.
    pub const PLACEMENT_COURSE: Self = Self::named("placement course");

    /// The composition of a family and what its members have in common.
    pub const FAMILY: Self = Self::named("family");
    /// Whether, or how often, an event happens; combined with the event's id.
    pub const EVENT: Self = Self::named("event");
    /// An event's moment and duration; for events given in total also to which of the neighbouring families it belongs. Combined
    /// with the event's id.
    pub const EVENT_COURSE: Self = Self::named("event course");
    /// Which kind an event is of; combined with the event's id.
    pub const EVENT_KIND: Self = Self::named("event kind");
    /// How much later an event begins, where that is drawn for each; combined with the event's id.
    pub const EVENT_DELAY: Self = Self::named("event delay");

    /// The seed of a programme that is compared with another; combined with its id.
    pub const PROGRAMME: Self = Self::named("programme");

    /// The scrambling of Sobol points.
    pub const SOBOL: Self = Self::named("sobol");

    /// The order of the cells of a Latin hypercube; combined with the parameter's path.
    pub const LATIN_HYPERCUBE: Self = Self::named("latin hypercube");

    /// The purpose of a name: FNV-1a over its bytes, 64 bits.
    #[must_use]
    pub const fn named(name: &str) -> Self {
        Self::OFFSET.extended(name)
    }

    /// A purpose below this one, such as one ledger line's own price for every family.
    #[must_use]
    pub const fn extended(self, name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut hash = self.0;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01B3);
            i += 1;
        }
        Self(hash)
    }

    const OFFSET: Self = Self(0xCBF2_9CE4_8422_2325);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_differ() {
        let all = [
            Purpose::PARAMETER,
            Purpose::INTAKE,
            Purpose::ENTRY,
            Purpose::ENTRY_IN_COMPARISON,
            Purpose::COURSE,
            Purpose::PLACEMENTS,
            Purpose::PLACEMENT_COURSE,
            Purpose::FAMILY,
            Purpose::EVENT,
            Purpose::EVENT_COURSE,
            Purpose::EVENT_KIND,
            Purpose::EVENT_DELAY,
            Purpose::PROGRAMME,
            Purpose::SOBOL,
            Purpose::LATIN_HYPERCUBE,
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|b| a != b));
        }
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(Purpose::named("foobar").0, 0x8594_4171_f739_67e8);
    }
}
