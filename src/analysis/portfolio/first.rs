//! What it is worth to begin with one programme, see how many it brings to self-sufficiency, and decide on the others then.
//!
//! With θ all assumptions, F(θ) the exact expectation of the first programme and B(θ) that of the others, and C the entries that the
//! first one counts among its n adults, C | θ ~ Binomial(n, p̄(θ)), p̄ being the mean entry probability of its years in the programme arm:
//!
//! value = E F + δ Σ_c P(C = c) max(0, E\[B | C = c\]) − cost, against max(0, E\[F + B\]),
//!
//! with δ the discount factor of the wait. Conditional means are sums over the draws, each weighed with its probability of the count, so
//! that every draw says something of every count. A rule found on half of the draws and judged by the other half is too low on average,
//! and the same draws used for both too high: both are told.

use super::refused::FirstRefused;
use crate::analysis::comparable::Alternative;
use crate::analysis::error::AnalysisError;
use crate::analysis::information::binomial;
use crate::model::{Model, Setting, SettingError, Subject};
use crate::parallel;
use crate::random::Design;
use crate::statistics::{Estimate, PowerSums};
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
    /// That of beginning with one and deciding on the others by its count.
    pub first_then_others: Estimate,
    /// How much better that is than the better of all at once and none.
    pub gain: Estimate,
    /// The gain by rules found on other draws than they are judged by: too low on average.
    pub gain_lower: f64,
    /// The counts at which the others follow, from and up to.
    pub others_follow_at: Vec<[u64; 2]>,
    /// How likely they do not.
    pub says_no: f64,
}

/// What is known of every replication.
pub(super) struct Learning<'a> {
    pub alternatives: &'a [Alternative<'a>],
    pub designs: &'a [Design],
    /// The exact expectation of each programme at the assumptions of each replication.
    pub expected: &'a [Vec<f64>],
}

pub(super) fn first_then_others(asked: &FirstQuestion, known: &Learning<'_>) -> Result<FirstThenOthers, AnalysisError> {
    let of = &known.alternatives[asked.programme];
    let model = of.model;
    if known.alternatives.len() < 2 {
        return Err(FirstRefused::Alone.into());
    }
    if !model.has_employment() {
        return Err(FirstRefused::NoEmployment(of.name.to_owned()).into());
    }
    let followed = adults(model)?.into_iter().flatten().sum::<f64>().round() as u64;
    let shares = entry_shares(model, &known.designs[asked.programme], known.expected[asked.programme].len())?;
    let own = &known.expected[asked.programme];
    let others: Vec<f64> = (0..own.len())
        .map(|k| (0..known.expected.len()).filter(|i| *i != asked.programme).map(|i| known.expected[i][k]).sum())
        .collect();
    let rate = model.discounting.rate.at(&model.base_draw());
    let discount = if model.discounting.is_active() { (1.0 + rate).powf(-asked.wait) } else { 1.0 };
    let facts = FirstFacts { programme: of.name.to_owned(), followed, wait: asked.wait, discount, cost: asked.cost };
    Ok(valued(facts, own, &others, &shares))
}

/// The value, from the net benefits of the first and of the others, and the probability of an entry, draw by draw.
fn valued(facts: FirstFacts, own: &[f64], others: &[f64], shares: &[f64]) -> FirstThenOthers {
    let n = facts.followed;
    let outcomes = n as usize + 1;
    // By half of the draws and count: how likely it is, and the others' net benefit under that weight.
    let (mut likely, mut brings) =
        ([vec![0.0; outcomes], vec![0.0; outcomes]], [vec![0.0; outcomes], vec![0.0; outcomes]]);
    for (k, (share, net)) in shares.iter().zip(others).enumerate() {
        for (count, weight) in binomial(n, *share).into_iter().enumerate() {
            likely[k % 2][count] += weight;
            brings[k % 2][count] += weight * net;
        }
    }
    let both = |halves: &[Vec<f64>; 2]| -> Vec<f64> { halves[0].iter().zip(&halves[1]).map(|(a, b)| a + b).collect() };
    let follow = |brings: &[f64]| -> Vec<bool> { brings.iter().map(|net| *net > 0.0).collect() };
    let rule = follow(&both(&brings));
    let all_together: Vec<f64> = own.iter().zip(others).map(|(own, others)| own + others).collect();
    let all_at_once = mean(&all_together);
    let taken = all_at_once.value > 0.0;
    let follows: Vec<f64> = shares
        .iter()
        .map(|share| binomial(n, *share).iter().zip(&rule).filter(|(_, go)| **go).map(|(weight, _)| weight).sum())
        .collect();
    let value = |k: usize| own[k] + facts.discount * follows[k] * others[k] - facts.cost;
    let values: Vec<f64> = (0..own.len()).map(value).collect();
    // The rule is fixed to first order, so these are errors of plain means.
    let gains: Vec<f64> =
        values.iter().zip(&all_together).map(|(value, all)| value - if taken { *all } else { 0.0 }).collect();
    let judged = |rule_of: usize, judge: usize| -> f64 {
        let draws = (own.len() + 1 - judge) / 2;
        let go = follow(&brings[rule_of]);
        brings[judge].iter().zip(go).filter(|(_, go)| *go).map(|(net, _)| net).sum::<f64>() / draws as f64
    };
    let lower = if own.len() < 2 { f64::NEG_INFINITY } else { f64::midpoint(judged(0, 1), judged(1, 0)) };
    let without = if taken { all_at_once.value } else { 0.0 };
    FirstThenOthers {
        gain_lower: mean(own).value + facts.discount * lower - facts.cost - without,
        says_no: 1.0 - mean(&follows).value,
        others_follow_at: stretches(&rule),
        all_at_once,
        first_then_others: mean(&values),
        gain: mean(&gains),
        facts,
    }
}

fn mean(values: &[f64]) -> Estimate {
    let mut sums = PowerSums::<2>::about(values[0]);
    sums.add(values);
    sums.mean()
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

/// Adults by group and year at base values.
fn adults(model: &Model) -> Result<Vec<Vec<f64>>, SettingError> {
    let setting = Setting::of(model, &model.base_draw())?;
    let of = |group: &crate::model::GroupSetting<'_>| {
        let each = group.group.household.mean(Subject::Adult);
        let counts = group.group.employment.is_some();
        group.families.iter().map(|families| if counts { families * each } else { 0.0 }).collect()
    };
    Ok(setting.groups.iter().map(of).collect())
}

/// The mean probability that an adult enters in the programme arm, at the draw of each replication.
fn entry_shares(model: &Model, design: &Design, replications: usize) -> Result<Vec<f64>, SettingError> {
    const CHUNK: usize = 512;
    let adults = adults(model)?;
    let all: f64 = adults.iter().flatten().sum();
    let chunk = |chunk: usize| -> Result<Vec<f64>, SettingError> {
        let mut setting = Setting::of(model, &model.base_draw())?;
        let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(replications);
        range
            .map(|k| {
                setting.update(&model.draw_at(design.point(k as u64)))?;
                let entered = setting.groups.iter().zip(&adults).flat_map(|(group, adults)| {
                    adults.iter().enumerate().filter(|(_, adults)| **adults > 0.0).map(|(year, adults)| {
                        let entry = group.entry.get(year).or(group.entry.last());
                        adults * entry.and_then(|entry| entry.programme.last()).copied().unwrap_or(0.0)
                    })
                });
                Ok((entered.sum::<f64>() / all).clamp(0.0, 1.0))
            })
            .collect()
    };
    let found = parallel::map(replications.div_ceil(CHUNK), chunk);
    Ok(found.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
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
        let draws = |a: f64, b: f64| (0..4_000).map(|k| world(k, a, b)).collect::<Vec<_>>();
        valued(facts(followed), &draws(-1.0, 1.0), &draws(-10.0, 8.0), &draws(0.2, 0.6))
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
        let draws = vec![5.0; 100];
        let facts = FirstFacts { discount: 0.9, cost: 1.0, ..facts(10) };
        let found = valued(facts, &draws, &draws, &vec![0.3; 100]);
        assert!((found.gain.value - (-0.5 - 1.0)).abs() < 1e-9, "all at once is better: {found:?}");
        assert_eq!((found.others_follow_at, found.says_no), (vec![[0, 10]], 0.0));
    }
}
