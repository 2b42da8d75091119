//! What has been seen of families already, with the programme: forecasts after the first years' figures start from there.
//!
//! A uniform u decides an adult's outcome in both arms (see [`Employment`](super::Employment)), and whether an event happens in both. Who is
//! seen to reach an outcome with the programme has a u between two of the programme's cumulative probabilities, l ≤ u < h; without the
//! programme the outcome with cumulative probability c is then reached with probability (c − l)/(h − l), within 0 to 1.

use super::{Coupling, Entry, Number, TierId};

/// What is seen of all members of a group. They are a part of another group, by which families and participants are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The tier that every adult reached, or none.
    Entry(Option<TierId>),
    /// Whether the event happened to every subject; the group has no other.
    Event(bool),
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

/// A cumulative probability c given that the uniform lies between two others.
#[must_use]
#[inline]
pub(super) fn between<N: Number>(c: N, [low, high]: [N; 2]) -> N {
    N::each(|lane| {
        let (c, low, high) = (c.lane(lane), low.lane(lane), high.lane(lane));
        if high > low { ((c - low) / (high - low)).clamp(0.0, 1.0) } else { f64::from(u8::from(c > low)) }
    })
}

impl<N: Number> Entry<N> {
    /// The same probabilities once the programme's outcome is seen.
    pub(super) fn seen(&mut self, reached: Option<TierId>, coupling: Coupling) {
        let Self { programme, comparison } = self;
        let last = programme.last().copied().unwrap_or_default();
        let ends = match reached {
            Some(0) => [N::default(), programme[0]],
            Some(tier) => [programme[tier - 1], programme[tier]],
            None => [last, N::all(1.0)],
        };
        if coupling == Coupling::Monotone {
            for c in comparison {
                *c = between(*c, ends);
            }
        }
        for (tier, p) in programme.iter_mut().enumerate() {
            *p = N::all(f64::from(u8::from(reached.is_some_and(|reached| tier >= reached))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(programme: &[f64], comparison: &[f64]) -> Entry {
        Entry { programme: programme.to_vec(), comparison: comparison.to_vec() }
    }

    #[test]
    fn what_is_seen_of_one_arm_says_what_the_other_would_have_been() {
        // Of 30 of 100 who enter, 15 would have anyway; of the 70 others none.
        let given = |reached| {
            let mut entry = entry(&[0.3], &[0.15]);
            entry.seen(reached, Coupling::Monotone);
            (entry.programme[0], entry.comparison[0])
        };
        assert_eq!((given(Some(0)), given(None)), ((1.0, 0.5), (0.0, 0.0)));
        // Harm: 15 enter, and of the 85 others 15 would have.
        let mut harm = entry(&[0.15], &[0.3]);
        harm.seen(None, Coupling::Monotone);
        assert!((harm.comparison[0] - 0.15 / 0.85).abs() < 1e-15);
        let mut alone = entry(&[0.3], &[0.15]);
        alone.seen(Some(0), Coupling::Independent);
        assert_eq!((alone.programme[0], alone.comparison[0]), (1.0, 0.15));
    }

    #[test]
    fn the_outcomes_average_to_what_was_expected() {
        let (p, c) = ([0.2, 0.5], [0.1, 0.45]);
        for tier in 0..2 {
            let parts = [(Some(0), 0.2), (Some(1), 0.3), (None, 0.5)].map(|(reached, share)| {
                let mut entry = entry(&p, &c);
                entry.seen(reached, Coupling::Monotone);
                [share * entry.programme[tier], share * entry.comparison[tier]]
            });
            let sums = [0, 1].map(|arm| parts.iter().map(|part| part[arm]).sum::<f64>());
            assert!((sums[0] - p[tier]).abs() < 1e-15 && (sums[1] - c[tier]).abs() < 1e-15, "{sums:?}");
        }
    }

    #[test]
    fn a_spell_is_known_as_far_as_it_was_seen() {
        let hazards = |seen: SeenSpell| (0..3).map(|year| seen.hazard(year)).collect::<Vec<_>>();
        assert_eq!(hazards(SeenSpell::Ended(1)), [Some(0.0), Some(1.0), None]);
        assert_eq!(hazards(SeenSpell::Lasting(1)), [Some(0.0), Some(0.0), None]);
        assert_eq!(hazards(SeenSpell::Nothing), [None; 3]);
    }
}
