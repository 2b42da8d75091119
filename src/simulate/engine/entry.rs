//! Which tier adults reach in each arm: probabilities, thresholds of words, and which adults may differ.

use super::families::Families;
use super::intervals::Intervals;
use super::stretch::Found;
use crate::model::employment::threshold;
use crate::model::{Coupling, Employment, GroupSetting, Tier};
use crate::random::open_unit;
use crate::simulate::Outcomes;
use crate::simulate::luck::Marginal;
use crate::vectorised::{LANES, Lanes, Numbers, Sums, each_lane};

/// The probabilities with which adults of a group reach the tiers, in sixteen replications.
pub struct Reach {
    pub coupling: Coupling,
    /// By tier: whether the wait is the same in both arms.
    pub waits_alike: Vec<bool>,
    /// Probabilities of reaching at least each tier, by calendar year of leaving (or once for all years), arm and tier.
    probabilities: Vec<Numbers>,
    /// The same as thresholds of words.
    pub thresholds: Vec<Sums>,
    /// The same with their normal scores, where members of a family are correlated.
    marginals: Vec<Lanes<Marginal>>,
}

/// An adult's words for the tier in each arm, and for the moment of leaving.
#[derive(Clone, Copy)]
pub struct EntryWords {
    pub arms: [u32; 2],
    pub moment: u32,
}

impl Reach {
    pub fn new(employment: &Employment) -> Self {
        let Employment { tiers, coupling, relapse: _ } = employment;
        Self {
            coupling: *coupling,
            waits_alike: tiers.iter().map(Tier::waits_alike).collect(),
            probabilities: Vec::new(),
            thresholds: Vec::new(),
            marginals: Vec::new(),
        }
    }

    pub fn tiers(&self) -> usize {
        self.waits_alike.len()
    }

    /// The indices of an arm's tiers, for adults who leave in a calendar year.
    fn of(&self, cohort: usize, arm: usize) -> std::ops::Range<usize> {
        let first = (cohort * 2 + arm) * self.tiers();
        first..first + self.tiers()
    }

    /// Computes the probabilities at a group's draws; `tied` = members of a family are correlated.
    pub fn update(&mut self, group: &GroupSetting<'_, Numbers>, tied: bool) {
        self.probabilities.clear();
        for entry in &group.entry {
            self.probabilities.extend(entry.programme.iter().chain(&entry.comparison));
        }
        self.thresholds.clear();
        self.thresholds.extend(self.probabilities.iter().map(|p| each_lane(|lane| threshold(p[lane]))));
        self.marginals.clear();
        if tied {
            self.marginals.extend(self.probabilities.iter().map(|p| each_lane(|lane| Marginal::new(p[lane]))));
        }
    }

    /// The intervals of words in which the arms may differ; with independent arms, in which a tier may be reached in one `arm`.
    pub fn intervals(&self, group: &GroupSetting<'_, Numbers>, arm: Option<usize>) -> Intervals {
        let mut intervals = Intervals { direction: 1.0, ..Intervals::default() };
        let cohorts = group.entry.len();
        // Adults planned for one year may leave in one of two calendar years.
        let parts = |lane: usize| group.parts.of(lane).len();
        let most = if cohorts == 1 { 1 } else { (0..LANES).map(parts).max().unwrap_or(1) };
        for planned in 0..cohorts {
            for part in 0..most {
                let cohort = |lane: usize| {
                    let parts = group.parts.of(lane);
                    if cohorts == 1 { 0 } else { planned + parts[part.min(parts.len() - 1)].later }
                };
                self.add(&each_lane(cohort), arm, &mut intervals);
            }
        }
        intervals.per_year = intervals.ends.len() / cohorts.max(1);
        intervals
    }

    /// Adds the intervals of adults who leave in one calendar year.
    fn add(&self, cohorts: &Lanes<usize>, arm: Option<usize>, intervals: &mut Intervals) {
        let at = |arm: usize, tier: usize| -> Numbers {
            each_lane(|lane| {
                let tiers = self.of(cohorts[lane], arm);
                // No entry beyond the horizon.
                self.probabilities.get(tiers.start + tier).map_or(0.0, |p| p[lane])
            })
        };
        let last = self.tiers() - 1;
        let none = Lanes::all(0.0);
        match arm {
            Some(arm) => intervals.between(&none, &at(arm, last)),
            None if self.waits_alike.iter().all(|alike| *alike) => {
                for tier in 0..=last {
                    intervals.between(&at(1, tier), &at(0, tier));
                }
            }
            // Any adult who reaches a tier may wait for it differently.
            None => {
                let [programme, comparison] = [at(0, last), at(1, last)];
                intervals.between(&none, &each_lane(|lane| programme[lane].max(comparison[lane])));
            }
        }
    }

    /// The tiers that an adult reaches in the two arms; none where it leaves beyond the horizon.
    pub fn outcomes(
        &self,
        group: &GroupSetting<'_, Numbers>,
        lane: usize,
        families: &Families,
        found: &Found,
        words: EntryWords,
    ) -> Outcomes {
        let cohort = match group.entry.len() {
            1 => 0,
            _ => found.year + group.leaving.of(lane).years_later(open_unit(words.moment)),
        };
        if cohort >= group.entry.len() {
            return (None, None);
        }
        let common = families.common(lane, found.place);
        let reached = |arm: usize| {
            let word = [words.arms[arm]];
            let tiers = self.of(cohort, arm);
            let [missed] = if common.is_none() {
                tiers_missed(of_lane(&self.thresholds[tiers], lane), &word)
            } else {
                let tied = |any: &Lanes<Marginal>| threshold(common.given(any[lane], 1.0));
                tiers_missed(self.marginals[tiers].iter().map(tied), &word)
            };
            Some(missed as usize).filter(|&tier| tier < self.tiers())
        };
        (reached(0), reached(1))
    }

    /// The first top byte of a word with which an adult may miss every tier under the programme, where all years and families are alike.
    pub fn surely(&self, lane: usize) -> u8 {
        (self.enters_below(lane) >> 24).min(255) as u8
    }

    /// Whether an adult with a word reaches any tier under the programme, where all years and families are alike.
    pub fn enters(&self, lane: usize, word: u32) -> bool {
        u64::from(word) < self.enters_below(lane)
    }

    fn enters_below(&self, lane: usize) -> u64 {
        self.thresholds[self.of(0, 0)].last().map_or(0, |threshold| threshold[lane])
    }

    /// Whether the outcomes, or the waits for them, differ between the arms.
    pub fn differ(&self, outcomes: Outcomes) -> bool {
        outcomes.0 != outcomes.1 || outcomes.0.is_some_and(|tier| !self.waits_alike[tier])
    }
}

/// The number of tiers, best first, that adults with these words miss. Thresholds rise from tier to tier.
#[inline(always)]
pub fn tiers_missed<const N: usize>(thresholds: impl IntoIterator<Item = u64>, words: &[u32; N]) -> [u32; N] {
    let mut missed = [0; N];
    for threshold in thresholds {
        for i in 0..N {
            missed[i] += u32::from(u64::from(words[i]) >= threshold);
        }
    }
    missed
}

#[inline(always)]
pub fn of_lane(thresholds: &[Sums], lane: usize) -> impl Iterator<Item = u64> + '_ {
    thresholds.iter().map(
        #[inline(always)]
        move |threshold| threshold[lane],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adult_reaches_the_best_tier_whose_threshold_lies_above_its_word() {
        let thresholds = [0.5, 0.9].map(threshold);
        let word = |p: f64| (p * 4_294_967_296.0) as u32;
        let words = [0, word(0.5) - 1, word(0.5), word(0.89), word(0.9) + 1, u32::MAX];
        assert_eq!(tiers_missed(thresholds, &words), [0, 0, 1, 1, 2, 2]);
        // Certainty reaches every word.
        assert_eq!(tiers_missed([threshold(1.0)], &[0, u32::MAX]), [0, 0]);
        assert_eq!(tiers_missed([threshold(0.0)], &[0, u32::MAX]), [1, 1]);
    }
}
