//! What it is worth to begin with one programme, see how many it brings to self-sufficiency, and decide on the others then.
//!
//! With θ all assumptions, F(θ) the exact expectation of the first programme and B(θ) that of the others, and C the entries that the
//! first one counts among its n adults, C | θ ~ Binomial(n, p̄(θ)), p̄ being the mean entry probability of its years in the programme arm:
//!
//! value = E F + δ Σ_c P(C = c) max(0, E\[B | C = c\]) − cost, against max(0, E F, E\[F + B\]): none, the first alone, all at once,
//!
//! with δ the discount factor of the wait. The draws are scrambled Sobol points over all assumptions of all programmes. Conditional means are
//! sums over the draws, each weighed with its probability of the count, so that every draw says something of every count. A rule found on
//! half of the randomisations and judged by the others is too low on average, and the same draws used for both too high: both are told.

use super::joint::{JointDraws, JointValues, adults, mean};
use super::refused::FirstRefused;
use crate::analysis::error::AnalysisError;
use crate::analysis::information::binomial;
use crate::simulate::Monitor;
use crate::statistics::Estimate;
use serde::Serialize;

/// Which programme might begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FirstQuestion {
    /// Which, by position.
    pub programme: usize,
    /// Years that the others wait.
    pub wait: f64,
    /// What waiting costs besides.
    pub cost: f64,
}

/// The facts of the one that might begin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstFacts {
    /// Its name.
    pub programme: String,
    /// The adults who are followed in it.
    pub followed: u64,
    /// Years that the others wait.
    pub wait: f64,
    /// What that leaves of their net benefit.
    pub discount: f64,
    /// What waiting costs besides.
    pub cost: f64,
}

/// What it is worth to begin with one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstThenOthers {
    /// Which one, and what waiting means.
    #[serde(flatten)]
    pub facts: FirstFacts,
    /// The mean net benefit of all at once.
    pub all_at_once: Estimate,
    /// That of the first alone, whatever it counts.
    pub first_alone: Estimate,
    /// That of beginning with one and deciding on the others by its count.
    pub first_then_others: Estimate,
    /// How much better that is than the best of none, the first alone, and all at once.
    pub gain: Estimate,
    /// The gain by rules found on other draws than they are judged by: too low on average.
    pub gain_lower: f64,
    /// The counts at which the others follow, from and up to.
    pub others_follow_at: Vec<[u64; 2]>,
    /// How likely they do not.
    pub says_no: f64,
}

pub(super) fn first_then_others(
    asked: &FirstQuestion,
    members: &JointDraws<'_>,
    monitor: &impl Monitor,
) -> Result<FirstThenOthers, AnalysisError> {
    let of = &members.alternatives[asked.programme];
    let model = of.model;
    if members.alternatives.len() < 2 {
        return Err(FirstRefused::Alone.into());
    }
    if !model.has_employment() {
        return Err(FirstRefused::NoEmployment(of.name.to_owned()).into());
    }
    let followed = adults(model)?.into_iter().flatten().sum::<f64>().round() as u64;
    let rate = model.discounting.rate.at(&model.base_draw());
    let discount = if model.discounting.is_active() { (1.0 + rate).powf(-asked.wait) } else { 1.0 };
    let facts = FirstFacts { programme: of.name.to_owned(), followed, wait: asked.wait, discount, cost: asked.cost };
    Ok(valued(facts, &members.values(asked.programme, monitor)?))
}

/// The value, from the net benefits of the first and of the others, and the probability of an entry, draw by draw.
fn valued(facts: FirstFacts, draws: &JointValues) -> FirstThenOthers {
    let (n, outcomes) = (facts.followed, facts.followed as usize + 1);
    let JointValues { own, others, shares } = draws;
    // By half of the randomisations and count: how likely it is times what the others bring then.
    let mut brings = [vec![0.0; outcomes], vec![0.0; outcomes]];
    for (k, (share, net)) in shares.iter().zip(others).enumerate() {
        let half = &mut brings[draws.randomisation(k) % 2];
        half.iter_mut().zip(binomial(n, *share)).for_each(|(sum, weight)| *sum += weight * net);
    }
    let follow = |brings: &[f64]| -> Vec<bool> { brings.iter().map(|net| *net > 0.0).collect() };
    let rule = follow(&brings[0].iter().zip(&brings[1]).map(|(a, b)| a + b).collect::<Vec<_>>());
    // How likely the others follow, and do not, at each draw.
    let [follows, declines] = [true, false].map(|wanted| -> Vec<f64> {
        let likely = |share: &f64| {
            binomial(n, *share).iter().zip(&rule).filter(|(_, go)| **go == wanted).map(|(weight, _)| weight).sum()
        };
        shares.iter().map(likely).collect()
    });
    let all_together: Vec<f64> = own.iter().zip(others).map(|(own, others)| own + others).collect();
    let (all_at_once, first_alone) = (mean(&all_together), mean(own));
    // What is best without a count: none, the first alone, or all at once.
    let without = |k: usize| match (first_alone.value, all_at_once.value) {
        (first, all) if all > first.max(0.0) => all_together[k],
        (first, _) if first > 0.0 => own[k],
        _ => 0.0,
    };
    let value = |k: usize| own[k] + facts.discount * follows[k] * others[k] - facts.cost;
    let values: Vec<f64> = (0..own.len()).map(value).collect();
    // The rule does not change with a small change of the draws, to first order: so these are errors of plain means.
    let gains: Vec<f64> = values.iter().enumerate().map(|(k, value)| value - without(k)).collect();
    let judged = |rule_of: usize, judge: usize| -> f64 {
        let go = follow(&brings[rule_of]);
        let sum: f64 = brings[judge].iter().zip(go).filter(|(_, go)| *go).map(|(net, _)| net).sum();
        2.0 * sum / own.len() as f64
    };
    let others_lower = facts.discount * f64::midpoint(judged(0, 1), judged(1, 0));
    let best_without = first_alone.value.max(all_at_once.value).max(0.0);
    FirstThenOthers {
        gain_lower: first_alone.value + others_lower - facts.cost - best_without,
        says_no: mean(&declines).value,
        others_follow_at: stretches(&rule),
        all_at_once,
        first_alone,
        first_then_others: mean(&values),
        gain: mean(&gains),
        facts,
    }
}

/// Counts from and up to which a rule says yes.
fn stretches(rule: &[bool]) -> Vec<[u64; 2]> {
    let mut found: Vec<[u64; 2]> = Vec::new();
    for (count, _) in rule.iter().enumerate().filter(|(_, go)| **go) {
        let count = count as u64;
        match found.last_mut() {
            Some(last) if last[1] + 1 == count => last[1] = count,
            _ => found.push([count, count]),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(followed: u64) -> FirstFacts {
        FirstFacts { programme: "one".into(), followed, wait: 0.0, discount: 1.0, cost: 0.0 }
    }

    /// Two equally likely worlds: p = 0.2 loses 10 on the others, p = 0.6 gains 8.
    fn worlds(followed: u64) -> FirstThenOthers {
        let world = |k: usize, a: f64, b: f64| if k % 4 < 2 { a } else { b };
        let draws = |a: f64, b: f64| (0..4_096).map(|k| world(k, a, b)).collect::<Vec<_>>();
        let values = JointValues { own: draws(-1.0, 1.0), others: draws(-10.0, 8.0), shares: draws(0.2, 0.6) };
        valued(facts(followed), &values)
    }

    #[test]
    fn the_value_of_a_count_is_that_of_bayes() {
        let found = worlds(3);
        // By hand: at 2 or 3 of 3 the others follow.
        let [low, high] = [0.2f64, 0.6].map(|p| 3.0 * p * p * (1.0 - p) + p * p * p);
        assert_eq!(found.others_follow_at, [[2, 3]]);
        assert!((found.gain.value - f64::midpoint(-10.0 * low, 8.0 * high)).abs() < 1e-9, "{found:?}");
        assert!((found.gain_lower - found.gain.value).abs() < 1e-9 && found.all_at_once.value < 0.0);
        assert!((found.says_no - (1.0 - f64::midpoint(low, high))).abs() < 1e-9);
    }

    #[test]
    fn nobody_followed_teaches_nothing_and_many_teach_all() {
        // The first by itself comes to nothing on average, and without knowledge the others are better left.
        assert!(worlds(0).gain.value.abs() < 1e-9 && worlds(0).others_follow_at.is_empty());
        assert!((worlds(2_000).gain.value - 4.0).abs() < 1e-6);
    }

    #[test]
    fn waiting_costs_what_is_discounted_and_what_is_paid() {
        let draws = vec![5.0; 160];
        let facts = FirstFacts { discount: 0.9, cost: 1.0, ..facts(10) };
        let values = JointValues { own: draws.clone(), others: draws, shares: vec![0.3; 160] };
        let found = valued(facts, &values);
        assert!((found.gain.value - (-0.5 - 1.0)).abs() < 1e-9, "all at once is better: {found:?}");
        assert_eq!((found.others_follow_at, found.says_no), (vec![[0, 10]], 0.0));
    }
}
