//! How likely several payers gain at once.

use super::break_even::as_probability;
use crate::model::{Model, Scope};
use crate::simulate::BATCH;
use crate::statistics::Chance;
use serde::Serialize;

/// How likely every one of several payers has a net benefit above zero over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JointProbability {
    /// The payers, by id.
    pub payers: Vec<String>,
    /// How likely all of them gain in the same replication.
    #[serde(flatten, serialize_with = "as_probability")]
    pub chance: Chance,
}

/// The accounts asked for together, by position: every two public payers, all public ones where they are more, and all payers
/// where some are not public. An incomplete payer's chance is withheld, so that it belongs to none.
fn together(model: &Model) -> Vec<Vec<usize>> {
    let payers = model.accounts_where(|scope| *scope == Scope::Payer).map(|id| id.0);
    let complete: Vec<usize> = payers.filter(|payer| model.accounts[*payer].complete).collect();
    let is_public = |payer: &usize| model.accounts[*payer].members.iter().all(|member| model.payers[member.0].public);
    let public: Vec<usize> = complete.iter().copied().filter(is_public).collect();
    let mut sets = Vec::new();
    for (i, first) in public.iter().enumerate() {
        sets.extend(public[i + 1..].iter().map(|second| vec![*first, *second]));
    }
    if public.len() > 2 {
        sets.push(public.clone());
    }
    if complete.len() > public.len().max(1) {
        sets.push(complete);
    }
    sets
}

/// Which replications of a batch gain, a bit for each.
type Gainers = [u64; BATCH / 64];

/// Counts of replications in which several payers gain.
#[derive(Debug, Clone)]
pub(super) struct JointTally {
    /// By set of accounts.
    sets: Vec<(Vec<usize>, u64)>,
    /// By account, in the batch at hand.
    gainers: Vec<Gainers>,
}

impl JointTally {
    pub fn of(model: &Model) -> Self {
        let sets = together(model).into_iter().map(|set| (set, 0)).collect();
        Self { sets, gainers: vec![[0; BATCH / 64]; model.accounts.len()] }
    }

    /// Notes which replications of a batch an account gains in.
    pub fn note(&mut self, account: usize, totals: &[f64]) {
        if self.sets.iter().all(|(set, _)| !set.contains(&account)) {
            return;
        }
        let gainers = &mut self.gainers[account];
        *gainers = [0; BATCH / 64];
        for (i, total) in totals.iter().enumerate() {
            gainers[i / 64] |= u64::from(*total > 0.0) << (i % 64);
        }
    }

    /// Counts the batch of which all accounts are noted.
    pub fn count(&mut self) {
        for (set, count) in &mut self.sets {
            for word in 0..BATCH / 64 {
                let all = set.iter().fold(u64::MAX, |all, account| all & self.gainers[*account][word]);
                *count += u64::from(all.count_ones());
            }
        }
    }

    pub fn join(&mut self, next: &Self) {
        self.sets.iter_mut().zip(&next.sets).for_each(|((_, count), (_, more))| *count += more);
    }

    /// How likely each set of payers gains, of a number of replications.
    pub fn chances(&self, model: &Model, replications: u64) -> Vec<JointProbability> {
        let chance = |(set, count): &(Vec<usize>, u64)| JointProbability {
            payers: set.iter().map(|account| model.accounts[*account].id.clone()).collect(),
            chance: Chance::of(*count, replications),
        };
        self.sets.iter().map(chance).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::random::Sampling;
    use crate::run::{Request, Run};
    use crate::scenario::Scenario;
    use crate::statistics::Chance;

    /// Three payers whose results depend on one uniform u: the municipality gains where u > 0.3, the state where u < 0.8, the
    /// region where u > 0.6; the citizen is incomplete.
    fn chances(sampling: Sampling) -> Vec<(Vec<String>, Chance)> {
        let line = |id: &str, kind: &str, payer: &str, amount: &str| {
            format!("{id} = {{ kind = \"{kind}\", payer = \"{payer}\", per = \"year\", amount = {amount} }}\n")
        };
        let text = [
            "title = \"T\"\nperspective = \"municipality\"\ntimeline = { start = 2020, years = 1 }\nintake = { adults = 1 }\n",
            "[parameters]\nu = { value = { min = 0, max = 1 } }\n[lines]\n",
            &line("a", "saving", "municipality", "\"parameters.u\""),
            &line("b", "cost", "municipality", "0.3"),
            &line("c", "cost", "state", "\"parameters.u\""),
            &line("d", "saving", "state", "0.8"),
            &line("e", "saving", "region", "\"parameters.u\""),
            &line("f", "cost", "region", "0.6"),
            "g = { kind = \"saving\", payer = \"state\", per = \"year\", amount = 0, nature = \"transfer\" }\n",
        ];
        let scenario = Scenario::parse("t.toml", &text.concat(), &[], &|_| Err("none".into())).expect("sound");
        let request = Request { replications: Some(64 * 100), sampling, ..Request::default() };
        let found = Run::new(&scenario, request).expect("possible").sample(&()).expect("worked out").outcome.result;
        found.joint.into_iter().map(|joint| (joint.payers, joint.chance)).collect()
    }

    #[test]
    fn several_gain_at_once_as_often_as_their_common_cause_lets_them() {
        for sampling in [Sampling::Random, Sampling::Sobol] {
            let found = chances(sampling);
            let exact = [
                (&["municipality", "region"][..], 0.4),
                (&["municipality", "state"], 0.5),
                (&["region", "state"], 0.2),
                (&["municipality", "region", "state"], 0.2),
            ];
            assert_eq!(found.len(), exact.len(), "the citizen is in none: {found:?}");
            for ((payers, chance), (expected, exact)) in found.iter().zip(exact) {
                assert_eq!(payers, expected);
                assert!((chance.value - exact).abs() < 4.0 * chance.mcse.max(1e-4), "{payers:?}: {chance:?}");
            }
        }
    }
}
