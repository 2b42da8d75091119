//! How likely a surplus is, in the steps that words stand for.

use crate::statistics::Chance;

/// A step on the way from impossible to certain. The bounds are those of the IPCC but for 45 and 55 out of 100, between which nothing
/// is said for either side (Mastrandrea et al. 2010, Guidance note on uncertainties). A lower bound belongs to the upper step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likelihood {
    /// Below 1.
    AlmostImpossible,
    /// From 1.
    VeryUnlikely,
    /// From 10.
    Unlikely,
    /// From 33: a deficit rather than a surplus.
    RatherLoss,
    /// From 45, and wherever the Monte Carlo error leaves the side open.
    AboutEven,
    /// From 55: a surplus rather than a deficit.
    RatherGain,
    /// From 66.
    Likely,
    /// From 90.
    VeryLikely,
    /// From 99.
    AlmostCertain,
    /// Every course ends at exactly zero.
    AtZero,
    /// Neither likely nor unlikely, where some courses end at exactly zero so that a surplus and a deficit are not all there is.
    Open,
}

impl Likelihood {
    /// The step of a surplus, where exactly zero is as likely as `zero`.
    #[must_use]
    pub fn of(gain: &Chance, zero: &Chance) -> Self {
        let known = 2.0 * gain.mcse;
        match gain.value {
            _ if zero.value == 1.0 => Self::AtZero,
            p if p < 0.01 => Self::AlmostImpossible,
            p if p < 0.10 => Self::VeryUnlikely,
            p if p < 0.33 => Self::Unlikely,
            p if p >= 0.99 => Self::AlmostCertain,
            p if p >= 0.90 => Self::VeryLikely,
            p if p >= 0.66 => Self::Likely,
            _ if zero.value >= 0.01 => Self::Open,
            p if p >= 0.55 && p - known > 0.5 => Self::RatherGain,
            p if p < 0.45 && p + known < 0.5 => Self::RatherLoss,
            _ => Self::AboutEven,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_named_only_where_the_sample_carries_it() {
        let of = |count, n| Likelihood::of(&Chance::of(count, n), &Chance::of(0, n));
        assert_eq!(
            (of(518, 1000), of(560, 1000), of(440, 1000)),
            (Likelihood::AboutEven, Likelihood::RatherGain, Likelihood::RatherLoss)
        );
        // 56 of 100 may as well be 50.
        assert_eq!((of(56, 100), of(44, 100)), (Likelihood::AboutEven, Likelihood::AboutEven));
        assert_eq!(
            (of(0, 1000), of(10, 1000), of(99, 1000)),
            (Likelihood::AlmostImpossible, Likelihood::VeryUnlikely, Likelihood::VeryUnlikely)
        );
        assert_eq!(
            (of(100, 1000), of(660, 1000), of(990, 1000)),
            (Likelihood::Unlikely, Likelihood::Likely, Likelihood::AlmostCertain)
        );
        let zero = |gain, zero| Likelihood::of(&Chance::of(gain, 1000), &Chance::of(zero, 1000));
        assert_eq!((zero(0, 1000), zero(500, 300)), (Likelihood::AtZero, Likelihood::Open));
    }
}
