//! Households with costs: every way to distribute their members over the kinds of an event and none.
//!
//! Members of one family are independent given their shared normal score, which is integrated out by Gauss-Legendre panels (error
//! below 1e-9). Where each member is refunded separately, the expected number is enough. Each arm enters through its own distribution,
//! since only the difference of expectations is needed.

use super::number::power;
use super::{Household, SharedScore, Subject};

/// The numbers of an event at a draw that household costs depend on.
#[derive(Debug, Clone, Copy)]
pub struct Costly<'a> {
    /// The subject of the event.
    pub subject: Subject,
    /// The share of each kind.
    pub shares: &'a [f64],
    /// The probability per subject: programme, comparison.
    pub arms: [f64; 2],
    /// Correlation of the normal scores within a family.
    pub correlation: f64,
}

/// Single members by kind, with the difference in their expected number, programme less comparison.
pub(super) fn members_alone(household: &Household, costly: &Costly<'_>) -> Vec<CostlyHousehold> {
    let Costly { subject, shares, arms, correlation: _ } = *costly;
    let number = household.mean(subject) * (arms[0] - arms[1]);
    let of = |(kind, share): (usize, &f64)| CostlyHousehold {
        counts: (0..shares.len()).map(|other| u32::from(other == kind)).collect(),
        difference: number * share,
    };
    shares.iter().enumerate().map(of).collect()
}

/// A household with its number of events of each kind, and the difference in its probability, programme less comparison.
pub struct CostlyHousehold {
    counts: Vec<u32>,
    /// The difference in probability.
    pub difference: f64,
}

impl CostlyHousehold {
    /// Its cost in a calendar year that the events cover wholly; `prices` by kind and year, flat.
    #[must_use]
    pub fn cost(&self, prices: &[f64], years: usize, t: usize) -> f64 {
        self.costs(prices, years, t).map(|(_, cost)| cost).sum()
    }

    /// The same kind by kind.
    pub fn costs(&self, prices: &[f64], years: usize, t: usize) -> impl Iterator<Item = (usize, f64)> {
        self.counts.iter().enumerate().map(move |(kind, count)| (kind, f64::from(*count) * prices[kind * years + t]))
    }
}

/// Every household with costs, by the counts of each kind.
pub(super) fn households(household: &Household, costly: &Costly<'_>) -> Vec<CostlyHousehold> {
    let Costly { subject, shares, arms, correlation } = *costly;
    let members = household.sizes(subject);
    let most = members.iter().map(|size| size.0).max().unwrap_or(0);
    let arms = arms.map(|probability| CommonFactor::of(correlation, probability));
    let mut found = Vec::new();
    for placed in 1..=most {
        // Given the number placed, the counts of kinds are multinomial, for any correlation.
        let [programme, comparison] = [0, 1].map(|arm: usize| arms[arm].placed(placed, &members));
        spread(placed, shares, programme - comparison, &mut vec![], &mut found);
    }
    found
}

/// Quadrature points of a family's shared score: the probability of a member's event at the point, and the weight. Given the score,
/// members are independent.
struct CommonFactor(Vec<(f64, f64)>);

impl CommonFactor {
    /// Under a one-factor Gaussian copula, with `probability` for each member.
    fn of(correlation: f64, probability: f64) -> Self {
        if correlation == 0.0 || probability <= 0.0 || probability >= 1.0 {
            return Self(vec![(probability, 1.0)]);
        }
        if correlation >= 1.0 {
            return Self(vec![(0.0, 1.0 - probability), (1.0, probability)]);
        }
        let score = SharedScore::of(correlation, &[probability]);
        let placed_at = score.given(probability);
        Self(score.points().map(|(z, weight)| (placed_at(z), weight)).collect())
    }

    /// P(k of a family's members are placed) for each k, for families of several sizes with their shares.
    fn placed(&self, placed: u32, members: &[(u32, f64)]) -> f64 {
        let sizes = members.iter().filter(|size| size.0 >= placed);
        let sizes: Vec<(u32, f64)> = sizes.map(|&(size, share)| (size - placed, share * ways(size, placed))).collect();
        let given = |p: f64| {
            let others = sizes.iter().map(|&(others, ways)| ways * power(1.0 - p, others)).sum::<f64>();
            power(p, placed) * others
        };
        self.0.iter().map(|&(p, weight)| weight * given(p)).sum()
    }
}

/// The number of ways to choose `chosen` of `size` members.
fn ways(size: u32, chosen: u32) -> f64 {
    (0..chosen).fold(1.0, |ways, i| ways * f64::from(size - i) / f64::from(i + 1))
}

/// Distributes `left` events over the remaining kinds, with multinomial probabilities.
fn spread(left: u32, shares: &[f64], mass: f64, counts: &mut Vec<u32>, found: &mut Vec<CostlyHousehold>) {
    let Some((&share, rest)) = shares.split_first() else { return };
    if rest.is_empty() {
        counts.push(left);
        found.push(CostlyHousehold { counts: counts.clone(), difference: mass });
        counts.pop();
        return;
    }
    let remaining = share + rest.iter().sum::<f64>();
    let p = if remaining > 0.0 { share / remaining } else { 0.0 };
    for here in 0..=left {
        let probability = ways(left, here) * power(p, here) * power(1.0 - p, left - here);
        if probability > 0.0 {
            counts.push(here);
            spread(left - here, rest, mass * probability, counts, found);
            counts.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_under_a_copula_keep_their_mean_and_spread_out() {
        let placed = |correlation: f64, placed: u32| CommonFactor::of(correlation, 0.3).placed(placed, &[(4, 1.0)]);
        for correlation in [0.0, 0.4, 0.9, 0.999, 0.99999, 1.0] {
            let masses: Vec<f64> = (0..=4).map(|number| placed(correlation, number)).collect();
            let mean: f64 = masses.iter().enumerate().map(|(n, mass)| n as f64 * mass).sum();
            assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{correlation}: {masses:?}");
            assert!((mean - 1.2).abs() < 1e-9, "{correlation}: {mean}");
        }
        assert!(placed(0.4, 4) > 3.0 * placed(0.0, 4));
    }

    #[test]
    fn kinds_are_multinomial() {
        let mut found = Vec::new();
        spread(3, &[0.5, 0.3, 0.2], 1.0, &mut vec![], &mut found);
        assert_eq!(found.len(), 10);
        let all = found.iter().find(|household| household.counts == [1, 1, 1]).expect("one of each");
        assert!((all.difference - 6.0 * 0.5 * 0.3 * 0.2).abs() < 1e-12);
        assert!((found.iter().map(|household| household.difference).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
