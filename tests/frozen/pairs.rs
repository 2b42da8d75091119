//! Combinations of levels in which every pair that can stand together does.

use super::chance::Chance;
use super::features::{FACTORS, RULES};
use std::collections::BTreeSet;

/// The level of each factor, by position.
pub type Choice = Vec<usize>;

/// Two levels, each by factor and position.
pub type Pair = ((usize, usize), (usize, usize));

/// Levels still open for each factor, one bit a level.
#[derive(Clone)]
struct Open(Vec<u32>);

/// A rule with levels as bits: (factor, its levels), (factor, what they need).
type Needs = ((usize, u32), (usize, u32));

fn needs() -> Vec<Needs> {
    let side = |name: &str, which: fn(&str) -> bool| {
        let factor = FACTORS.iter().position(|factor| factor.name == name).expect("a factor");
        let levels = FACTORS[factor].levels.iter().enumerate().filter(|(_, level)| which(level));
        (factor, levels.fold(0, |bits, (level, _)| bits | 1 << level))
    };
    RULES.iter().map(|rule| (side(rule.0, rule.1), side(rule.2, rule.3))).collect()
}

impl Open {
    fn new() -> Self {
        Self(FACTORS.iter().map(|factor| (1 << factor.levels.len()) - 1).collect())
    }

    /// Chooses a level and closes what can no longer be; whether anything is left for every factor.
    fn choose(&mut self, needs: &[Needs], (factor, level): (usize, usize)) -> bool {
        self.0[factor] &= 1 << level;
        loop {
            let before = self.0.clone();
            for &((factor, levels), (other, needed)) in needs {
                if self.0[factor] & !levels == 0 {
                    self.0[other] &= needed;
                }
                if self.0[other] & needed == 0 {
                    self.0[factor] &= !levels;
                }
            }
            if before == self.0 {
                return self.0.iter().all(|open| *open != 0);
            }
        }
    }
}

/// Every pair of levels of two factors that the rules allow, and how many they do not.
pub fn possible() -> (BTreeSet<Pair>, usize) {
    let (needs, mut pairs, mut refused) = (needs(), BTreeSet::new(), 0);
    let levels: Vec<(usize, usize)> = FACTORS
        .iter()
        .enumerate()
        .flat_map(|(i, factor)| (0..factor.levels.len()).map(move |level| (i, level)))
        .collect();
    for &one in &levels {
        for &other in levels.iter().filter(|other| other.0 > one.0) {
            let mut open = Open::new();
            if open.choose(&needs, one) && open.choose(&needs, other) {
                pairs.insert((one, other));
            } else {
                refused += 1;
            }
        }
    }
    (pairs, refused)
}

/// The pairs in a choice.
pub fn pairs(choice: &[usize]) -> impl Iterator<Item = Pair> {
    (0..choice.len()).flat_map(move |i| (i + 1..choice.len()).map(move |j| ((i, choice[i]), (j, choice[j]))))
}

/// So many choices, each begun with a pair that is still missing and filled up with levels that bring most others (Cohen et
/// al. 1997, "The AETG system"); those beyond are filled by chance.
pub fn covering(choices: usize) -> Vec<Choice> {
    let (needs, (mut missing, _)) = (needs(), possible());
    let mut chance = Chance(20);
    (0..choices)
        .map(|_| {
            let choice = fill(&needs, &missing, &mut chance);
            for pair in pairs(&choice) {
                missing.remove(&pair);
            }
            choice
        })
        .collect()
}

fn fill(needs: &[Needs], missing: &BTreeSet<Pair>, chance: &mut Chance) -> Choice {
    let mut open = Open::new();
    let mut chosen: Vec<(usize, usize)> = vec![];
    if !missing.is_empty() {
        let &(one, other) = missing.iter().nth(chance.below(missing.len())).expect("one of them");
        chosen.extend([one, other]);
    }
    let mut order: Vec<usize> = (0..FACTORS.len()).collect();
    (1..order.len()).rev().for_each(|i| order.swap(i, chance.below(i + 1)));
    for &level in &chosen {
        assert!(open.choose(needs, level), "a pair that can stand together");
    }
    for factor in order {
        if chosen.iter().any(|known| known.0 == factor) {
            continue;
        }
        let new = |level: usize| {
            let this = (factor, level);
            chosen.iter().filter(|&&other| missing.contains(&(this.min(other), this.max(other)))).count()
        };
        let levels = (0..FACTORS[factor].levels.len()).filter(|level| open.0[factor] & (1 << level) != 0);
        let worth = |level: usize| {
            let costly = chosen.iter().any(|&other| takes_long((factor, level), other));
            new(level) as i64 - if costly { 20 } else { 0 }
        };
        let level = levels.max_by_key(|&level| (worth(level), chance.below(1 << 16))).expect("a level is left");
        assert!(open.choose(needs, (factor, level)), "rules leave something");
        chosen.push((factor, level));
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|(_, level)| level).collect()
}

/// Whether the exact expectation of two levels together takes long: they meet no more often than they must.
fn takes_long(one: (usize, usize), other: (usize, usize)) -> bool {
    let is = |(factor, level): (usize, usize), name: &str, from: usize| FACTORS[factor].name == name && level >= from;
    let costly = |pair: [(usize, usize); 2]| {
        is(pair[0], "years", 3) && (is(pair[1], "reimbursement", 1) || is(pair[1], "refund", 1))
            || is(pair[0], "labour market", 1) && is(pair[1], "reimbursement", 1)
    };
    costly([one, other]) || costly([other, one])
}
