//! What has been seen of families already, with the programme: forecasts after the first years' figures start from there.
//!
//! Of the comparison arm nothing is seen, and what is seen with the programme says nothing of it: what these families would have reached without
//! it stays as likely as it was, and is drawn apart. (Under `coupling = "monotone"` luck with the programme would be luck without it too. That is an
//! assumption of how both arms vary together, of which no figures tell; the convention here does without it.)

use super::{Entry, Number, TierId};

/// What is seen of all members of a group. They are a part of another group, by which families and participants are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The tier that every adult reached.
    Entry(TierId),
    /// The event happened to every subject; the group has no other.
    Event,
    /// Nothing: they stand for what these families would have reached without the programme.
    Comparison,
}

/// How far self-sufficiency that began in the year of leaving has been followed, in years after that one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SeenSpell {
    /// Not at all.
    #[default]
    Nothing,
    /// It ended in this year.
    Ended(usize),
    /// It lasted through this year.
    Lasting(usize),
}

impl SeenSpell {
    /// The relapse hazard of a year as far as it is known.
    #[must_use]
    #[inline]
    pub fn hazard(self, year: usize) -> Option<f64> {
        match self {
            Self::Ended(end) if year <= end => Some(f64::from(u8::from(year == end))),
            Self::Lasting(last) if year <= last => Some(0.0),
            _ => None,
        }
    }
}

impl Seen {
    /// How likely an event is in both arms, where it is seen.
    pub(super) fn event<N: Number>(self, [programme, comparison]: [N; 2]) -> [N; 2] {
        match self {
            Self::Entry(_) => [programme, comparison],
            Self::Event => [N::all(1.0), N::default()],
            Self::Comparison => [N::default(), comparison],
        }
    }
}

impl<N: Number> Entry<N> {
    /// The probabilities once the programme's outcome is seen.
    pub(super) fn seen(&mut self, seen: Seen) {
        let Self { programme, comparison } = self;
        let is_reached = |tier: TierId| matches!(seen, Seen::Entry(reached) if tier >= reached);
        for (tier, p) in programme.iter_mut().enumerate() {
            *p = N::all(f64::from(u8::from(is_reached(tier))));
        }
        if seen != Seen::Comparison {
            comparison.fill(N::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arm_that_is_seen_is_certain_and_the_other_stands_apart() {
        let given = |seen| {
            let mut entry = Entry { programme: vec![0.2, 0.5], comparison: vec![0.1, 0.45] };
            entry.seen(seen);
            [entry.programme, entry.comparison]
        };
        assert_eq!(given(Seen::Entry(1)), [vec![0.0, 1.0], vec![0.0; 2]]);
        assert_eq!(given(Seen::Entry(0)), [vec![1.0; 2], vec![0.0; 2]]);
        assert_eq!(given(Seen::Comparison), [vec![0.0; 2], vec![0.1, 0.45]]);
        assert_eq!(Seen::Event.event([0.3, 0.2]), [1.0, 0.0]);
        assert_eq!(Seen::Comparison.event([0.3, 0.2]), [0.0, 0.2]);
    }

    #[test]
    fn a_spell_is_known_as_far_as_it_was_seen() {
        let hazards = |seen: SeenSpell| (0..3).map(|year| seen.hazard(year)).collect::<Vec<_>>();
        assert_eq!(hazards(SeenSpell::Ended(1)), [Some(0.0), Some(1.0), None]);
        assert_eq!(hazards(SeenSpell::Lasting(1)), [Some(0.0), Some(0.0), None]);
        assert_eq!(hazards(SeenSpell::Nothing), [None; 3]);
    }
}
