//! Entry to self-sufficiency: tiers of outcome, two arms, potential outcomes.
//!
//! Each adult has one uniform u for both arms. With cumulative tier probabilities c₁ ≤ c₂ ≤ … (best tier first) the outcome in an arm
//! is the best tier with u < c. Most adults have the same outcome in both arms and cancel; the others lie in a few intervals of u.
//! With p₁ ≥ p₀ an adult is *additional* when p₀ ≤ u < p₁; with p₁ < p₀ adults with p₁ ≤ u < p₀ are *lost* and count negative.

use super::relapse::scaled_odds;
use super::{Draw, Number, Quantity, Relapse, Varying};

/// The sign with which each arm counts: the programme, and what would have happened anyway.
pub const ARMS: [f64; 2] = [1.0, -1.0];

/// The position of a tier in a group, best first.
pub type TierId = usize;

/// A level of self-sufficiency, such as full or partial.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// Its id in the scenario.
    pub id: String,
    /// Probability under the programme, given that no better tier is reached.
    pub programme: Quantity,
    /// The same in the comparison arm: what would have happened anyway.
    pub comparison: Quantity,
    /// Months from leaving the programme until entry, by arm (programme, comparison); none = at once.
    pub delay: [Option<Varying>; 2],
    /// Whether it counts as self-support when weeks on support are counted; subsidised work does not.
    pub self_support: bool,
}

impl Tier {
    /// Whether the wait is the same in both arms, at every draw.
    #[must_use]
    pub fn waits_alike(&self) -> bool {
        let Self { id: _, programme: _, comparison: _, delay, self_support: _ } = self;
        match delay {
            [None, None] => true,
            [Some(programme), Some(comparison)] => programme.same_as(comparison),
            _ => false,
        }
    }
}

/// How an adult's outcomes in the two arms depend on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coupling {
    /// One uniform for both arms: an adult who succeeds in the weaker arm also succeeds in the stronger one.
    Monotone,
    /// Independent uniforms in the two arms: the same expectation, more variance.
    Independent,
}

impl Coupling {
    /// The name in a scenario file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monotone => "monotone",
            Self::Independent => "independent",
        }
    }
}

/// Entry, and how long it lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Employment {
    /// Tiers, best first.
    pub tiers: Vec<Tier>,
    /// How the arms are coupled.
    pub coupling: Coupling,
    /// The relapse rule.
    pub relapse: Relapse,
}

/// The adjustments of the published probabilities at one draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circumstances<N = f64> {
    /// The programme's effect in operation against its effect in the pilot.
    pub scale_up: N,
    /// The factor of the year's labour market on the odds of entry, in both arms.
    pub odds: N,
}

impl Employment {
    /// The two arms at a draw. In operation, the share `scale_up` of the difference between the arms remains.
    #[must_use]
    pub fn entry<N: Number>(&self, draw: &Draw<N>, circumstances: Circumstances<N>) -> Entry<N> {
        let mut entry = Entry { programme: Vec::new(), comparison: Vec::new() };
        entry.update(&self.tiers, draw, circumstances);
        entry
    }
}

/// Both arms at one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<N = f64> {
    /// Probability of at least each tier under the programme.
    pub programme: Vec<N>,
    /// Probability of at least each tier in the comparison arm.
    pub comparison: Vec<N>,
}

impl<N: Number> Entry<N> {
    /// Computes the arms at a draw.
    #[inline(always)]
    pub(super) fn update(&mut self, tiers: &[Tier], draw: &Draw<N>, circumstances: Circumstances<N>) {
        let Circumstances { scale_up, odds } = circumstances;
        let Self { programme, comparison } = self;
        programme.clear();
        comparison.clear();
        let mut reached = [N::default(); 2];
        for Tier { id: _, programme: with, comparison: without, delay: _, self_support: _ } in tiers {
            for (reached, conditional) in reached.iter_mut().zip([with, without]) {
                *reached += (N::all(1.0) - *reached) * conditional.at(draw);
            }
            programme.push(reached[0]);
            comparison.push(reached[1]);
        }
        if scale_up != N::all(1.0) {
            programme.iter_mut().zip(&*comparison).for_each(|(p, c)| *p = in_operation(*p, *c, scale_up));
        }
        if odds != N::all(1.0) {
            for reached in programme.iter_mut().chain(comparison) {
                *reached = N::each(|lane| scaled_odds(reached.lane(lane), odds.lane(lane)));
            }
        }
    }

    /// Whether all probabilities lie from 0 to 1 and rise from tier to tier.
    #[must_use]
    #[inline(always)]
    pub fn is_possible(&self) -> bool {
        let mut possible = true;
        for arm in [&self.programme, &self.comparison] {
            let mut better = N::default();
            for reached in arm {
                for lane in 0..N::LANES {
                    possible &= (reached.lane(lane) >= better.lane(lane)) & (reached.lane(lane) <= 1.0);
                }
                better = *reached;
            }
        }
        possible
    }

    /// The share of adults who reach exactly this tier, in the programme and in the comparison arm.
    #[must_use]
    #[inline(always)]
    pub fn shares(&self, tier: TierId) -> [N; 2] {
        if tier == 0 {
            return [self.programme[0], self.comparison[0]];
        }
        [self.programme[tier] - self.programme[tier - 1], self.comparison[tier] - self.comparison[tier - 1]]
    }

    /// Expected additional adults in a tier per adult of the intake, negative where the programme does harm. The same
    /// under either coupling.
    #[must_use]
    #[inline(always)]
    pub fn additional(&self, tier: TierId) -> N {
        let [programme, comparison] = self.shares(tier);
        programme - comparison
    }
}

/// The threshold of a probability for words of 32 bits: words below it are inside. Exact at 0 and 1, else within 2⁻³³.
#[must_use]
#[inline(always)]
pub fn threshold(probability: f64) -> u64 {
    // Addition rounds without a call to the library's function, and leaves the whole number in the lower bits. It rounds halves to
    // even, so a half may have to be corrected upwards.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let words = probability * 4_294_967_296.0;
    let sum = words + SHIFT;
    sum.to_bits() - SHIFT.to_bits() + u64::from(words - (sum - SHIFT) == 0.5)
}

/// The value in operation: the comparison's value plus the share `scale_up` of the programme's distance from it.
#[must_use]
#[inline(always)]
pub(crate) fn in_operation<N: Number>(programme: N, comparison: N, scale_up: N) -> N {
    N::each(|lane| {
        let (programme, comparison, scale_up) = (programme.lane(lane), comparison.lane(lane), scale_up.lane(lane));
        if scale_up == 1.0 { programme } else { comparison + scale_up * (programme - comparison) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(programme: &[f64], comparison: &[f64]) -> Entry {
        let tiers = programme
            .iter()
            .zip(comparison)
            .map(|(&p, &c)| Tier {
                id: String::new(),
                programme: Quantity::Fixed(p),
                comparison: Quantity::Fixed(c),
                delay: [None, None],
                self_support: true,
            })
            .collect();
        let employment = Employment { tiers, coupling: Coupling::Monotone, relapse: Relapse::default() };
        employment.entry(&Draw::default(), Circumstances { scale_up: 1.0, odds: 1.0 })
    }

    #[test]
    fn an_adult_between_the_arms_is_additional() {
        assert!((entry(&[0.30], &[0.15]).additional(0) - 0.15).abs() < 1e-15);
    }

    #[test]
    fn harm_is_lost_adults_never_clipped() {
        assert!((entry(&[0.10], &[0.15]).additional(0) + 0.05).abs() < 1e-15);
    }

    #[test]
    fn equal_arms_cancel_every_adult() {
        let entry = entry(&[0.4, 0.2], &[0.4, 0.2]);
        assert_eq!([entry.additional(0), entry.additional(1)], [0.0; 2]);
    }

    #[test]
    fn thresholds_are_rounded() {
        let halves = (0..1_000).map(|i| f64::from(i) * 4_294_967.0 + 0.5);
        for words in halves.chain([0.0, 0.25, 1.0 - f64::EPSILON, 2.5, 3.5, 4_294_967_295.75, 4_294_967_296.0]) {
            assert_eq!(threshold(words / 4_294_967_296.0), words.round() as u64, "{words}");
        }
    }

    #[test]
    fn certainty_reaches_every_word() {
        assert_eq!([threshold(0.0), threshold(1.0)], [0, u64::from(u32::MAX) + 1]);
    }

    #[test]
    fn tiers_are_conditional_so_no_draw_exceeds_one() {
        let entry = entry(&[0.9, 0.9], &[0.5, 0.8]);
        assert!((entry.programme[1] - 0.99).abs() < 1e-15 && (entry.comparison[1] - 0.9).abs() < 1e-15);
    }
}
