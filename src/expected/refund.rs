//! Lines that refund household costs: the rule is not linear, so who is placed is enumerated.
//!
//! For each number of children, and each way in which they can be spread over the kinds and none, the household's cost is
//! known up to the covered part of each month, whose expected excess over any threshold is a closed form
//! ([`Stay::excess`](crate::model::Stay::excess)), taken from a table with a checked error where the duration is known
//! ([`MonthlyExcess`](crate::model::MonthlyExcess)). Children of one family are independent given what they have in common,
//! a normal score that is integrated out by Gauss-Legendre panels (error below 1e-9). Where each child is accounted by itself
//! their expected number is enough. The two arms enter only through their own distributions, since the difference is taken of
//! expectations.

use crate::distribution::{NormalProbabilities, standard_normal_quantile};
use crate::model::{Activity, Frequency, GroupSetting, RefundLine, RefundUnit, Subject};
use crate::statistics::gauss_legendre;
use std::f64::consts::PI;

pub(super) fn expect(group: &GroupSetting<'_>, activity: &mut Activity) {
    for line in &group.refunds {
        let Some(Some(event)) = group.events.get(line.event) else { continue };
        let Frequency::Probability(arms) = event.frequency else { continue };
        let effect = event.event.effect.sign();
        let years = group.families.len();
        let placed: Vec<Vec<Household>> = line
            .rules
            .iter()
            .map(|terms| match terms.unit {
                RefundUnit::Household => households(group, event.event.subject, &event.shares, arms),
                RefundUnit::Child => alone(group, event.event.subject, &event.shares, arms),
            })
            .collect();
        let refund = |rule: usize, k: usize, t: usize| -> f64 {
            let of = |household: &Household| {
                let cost = household.cost(line, years, t);
                household.difference * line.rules[rule].bands.expected(cost, |x| event.monthly_excess(k, x))
            };
            placed[rule].iter().map(of).sum()
        };
        // Where prices are the same every year, what is refunded depends on the rule and the years since leaving alone.
        let steady = line.prices.chunks_exact(years).all(|prices| prices.iter().all(|price| *price == prices[0]));
        let mut known = vec![None; line.rules.len() * years];
        let row = activity.row_mut(line.row);
        for (year, families) in group.families.iter().enumerate().filter(|(_, families)| **families != 0.0) {
            for (k, value) in row[year..].iter_mut().enumerate() {
                let Some(rule) = line.holding[year + k] else { continue };
                let refunded = match &mut known[rule * years + k] {
                    Some(refunded) if steady => *refunded,
                    refunded => *refunded.insert(refund(rule, k, year + k)),
                };
                *value += effect * families * refunded;
            }
        }
    }
}

/// Every child by itself, by kind, with the expected number under the programme less that in the comparison arm.
fn alone(group: &GroupSetting<'_>, subject: Subject, shares: &[f64], arms: [f64; 2]) -> Vec<Household> {
    let number = group.group.household.mean(subject) * (arms[0] - arms[1]);
    let of = |(kind, share): (usize, &f64)| Household {
        counts: (0..shares.len()).map(|other| u32::from(other == kind)).collect(),
        difference: number * share,
    };
    shares.iter().enumerate().map(of).collect()
}

/// A household to whom so many events of each kind happen, with its probability under the programme less that in the
/// comparison arm.
struct Household {
    counts: Vec<u32>,
    difference: f64,
}

impl Household {
    /// What it costs in a calendar year that is covered whole.
    fn cost(&self, line: &RefundLine, years: usize, t: usize) -> f64 {
        self.counts.iter().enumerate().map(|(kind, count)| f64::from(*count) * line.prices[kind * years + t]).sum()
    }
}

/// Every household that costs anything, by the counts of each kind, for the probabilities per subject in the two arms.
fn households(group: &GroupSetting<'_>, subject: Subject, shares: &[f64], arms: [f64; 2]) -> Vec<Household> {
    let members = group.group.household.sizes(subject);
    let most = members.iter().map(|size| size.0).max().unwrap_or(0);
    let mut found = Vec::new();
    for placed in 1..=most {
        // Counts of kinds given how many are placed are multinomial, whatever the children have in common.
        let sizes = || members.iter().filter(|size| size.0 >= placed);
        let [programme, comparison] = arms.map(|probability| {
            sizes().map(|&(size, mass)| mass * binomial(group.correlation, size, placed, probability)).sum::<f64>()
        });
        spread(placed, shares, programme - comparison, &mut vec![], &mut found);
    }
    found
}

/// P(so many of `size` members are placed), each with `probability`, under a one-factor Gaussian copula.
fn binomial(correlation: f64, size: u32, placed: u32, probability: f64) -> f64 {
    let choose = (0..placed).fold(1.0, |c, i| c * f64::from(size - i) / f64::from(i + 1));
    let given = |p: f64| choose * p.powi(placed as i32) * (1.0 - p).powi((size - placed) as i32);
    if correlation == 0.0 || probability <= 0.0 || probability >= 1.0 {
        return given(probability);
    }
    if correlation >= 1.0 {
        return match placed {
            0 => 1.0 - probability,
            all if all == size => probability,
            _ => 0.0,
        };
    }
    let threshold = standard_normal_quantile(probability);
    let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
    let (shared, own, probabilities) = (correlation.sqrt(), (1.0 - correlation).sqrt(), NormalProbabilities::get());
    let placed_at = |z: f64| probabilities.at((threshold - shared * z) / own);
    // The members' probability turns from one to nothing around `turn`, the more steeply the more they have in common.
    let (turn, width) = (threshold / shared, own / shared);
    let mut cuts: Vec<f64> = (-4..=4).map(|i| f64::from(i) * 2.0).collect();
    if width < 1.0 {
        cuts.extend((-6..=6).map(|i| turn + f64::from(i) * width).filter(|cut| cut.abs() < 8.0));
        cuts.sort_by(f64::total_cmp);
    }
    cuts.windows(2).map(|cut| gauss_legendre(cut[0], cut[1], |z| density(z) * given(placed_at(z)))).sum()
}

/// Spreads `left` events over the remaining kinds: multinomial probabilities.
fn spread(left: u32, shares: &[f64], mass: f64, counts: &mut Vec<u32>, found: &mut Vec<Household>) {
    let Some((&share, rest)) = shares.split_first() else { return };
    if rest.is_empty() {
        counts.push(left);
        found.push(Household { counts: counts.clone(), difference: mass });
        counts.pop();
        return;
    }
    let remaining = share + rest.iter().sum::<f64>();
    let p = if remaining > 0.0 { share / remaining } else { 0.0 };
    for here in 0..=left {
        let probability = binomial(0.0, left, here, p);
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
        for correlation in [0.0, 0.4, 0.9, 0.999, 0.99999, 1.0] {
            let masses: Vec<f64> = (0..=4).map(|placed| binomial(correlation, 4, placed, 0.3)).collect();
            let mean: f64 = masses.iter().enumerate().map(|(n, mass)| n as f64 * mass).sum();
            assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{correlation}: {masses:?}");
            assert!((mean - 1.2).abs() < 1e-9, "{correlation}: {mean}");
        }
        assert!(binomial(0.4, 4, 4, 0.3) > 3.0 * binomial(0.0, 4, 4, 0.3));
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
