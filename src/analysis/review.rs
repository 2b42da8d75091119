//! What a review with a stop rule is worth, by its year and its least number.
//!
//! A rule is held against the better of two programmes that need no review: one that always goes on, and one that always stops when the
//! review would. All three have the same luck, so their difference is an average over replications in which the rule decides otherwise
//! than the better of the two.

use crate::statistics::{Chance, Estimate, PowerSums, edge_of_tail, shortfall};
use crate::summary::ReviewAt;
use serde::Serialize;

/// The worst share of outcomes that is averaged.
const WORST: f64 = 0.05;

/// Net benefits of one way to run a programme, in sums that serve every question about them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NetFacts {
    /// Mean net benefit.
    pub mean: Estimate,
    /// Its 5 % quantile.
    pub p05: f64,
    /// The mean of the worst 5 %.
    pub expected_shortfall_05: Estimate,
    /// P(net > 0); absent where it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability_positive: Option<Chance>,
}

/// A programme that stops at the end of a year and the notice, whatever has been observed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AlwaysStopped {
    /// The year of the review.
    pub year: i32,
    /// What it brings.
    #[serde(flatten)]
    pub net: NetFacts,
}

/// What a rule does and brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleWorth {
    /// By how much its mean net benefit exceeds that of the better of always going on and always stopping, under the same luck.
    pub value: Estimate,
    /// By how much its mean of the worst 5 % does.
    pub worst: Estimate,
    /// How often it stops the programme.
    pub probability_stopped: Chance,
    /// How often it stops a programme that would have brought more by going on.
    pub stopped_though_paying: Chance,
    /// What it brings.
    #[serde(flatten)]
    pub net: NetFacts,
}

/// A rule of one review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StopRule {
    /// The year of the review.
    pub year: i32,
    /// The least number with which the programme goes on.
    pub at_least: u32,
    /// What it does and brings.
    #[serde(flatten)]
    pub worth: RuleWorth,
}

/// The rule that the scenario states, of one review or of several in turn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatedRule {
    /// Its reviews in turn.
    pub reviews: Vec<ReviewAt>,
    /// What it does and brings.
    #[serde(flatten)]
    pub worth: RuleWorth,
}

/// What is best of all that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Best {
    /// Never to stop.
    GoOn,
    /// To stop after a year, whatever has been observed.
    Stop {
        /// The year of the review.
        year: i32,
    },
    /// To look, and to go on if enough has been observed.
    Review {
        /// The year.
        year: i32,
        /// The least number with which the programme goes on.
        at_least: u32,
        /// The least numbers that do as well, as far as can be told from this sample.
        as_well: [u32; 2],
    },
}

/// Going on and stopping, followed for more years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LongerHorizon {
    /// The last year counted.
    pub until: i32,
    /// The mean net benefit of always going on.
    pub go_on: Estimate,
    /// That of stopping as it was best before.
    pub stop: Estimate,
    /// By how much going on brings more, under the same luck.
    pub difference: Estimate,
}

/// What a review is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewWorth {
    /// What is observed: `employment`, or the id of an event.
    pub observed: String,
    /// What results call the event; absent for entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Years of notice.
    pub notice: usize,
    /// The last year in which anybody is taken in.
    pub last_intake: i32,
    /// What is best on average.
    pub best: Best,
    /// What the best rule is worth more than the best that needs no review, whatever its year.
    pub worth: Estimate,
    /// The rule that the scenario states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedRule>,
    /// Always going on.
    pub go_on: NetFacts,
    /// Always stopping, by year.
    pub stops: Vec<AlwaysStopped>,
    /// Every rule of one review, by year and least number.
    pub thresholds: Vec<StopRule>,
    /// What comes of it when more years are counted; absent unless always stopping is best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longer: Option<LongerHorizon>,
}

impl ReviewWorth {
    /// The best rule of a year.
    #[must_use]
    pub fn best_of(&self, year: i32) -> Option<&StopRule> {
        let of_year = self.thresholds.iter().filter(|rule| rule.year == year);
        // Of equals the first, which stops least.
        of_year.reduce(|best, rule| if rule.worth.net.mean.value > best.worth.net.mean.value { rule } else { best })
    }

    /// The best rule of all.
    #[must_use]
    pub fn best_rule(&self) -> Option<&StopRule> {
        let best = self.stops.iter().filter_map(|stop| self.best_of(stop.year));
        best.reduce(|best, rule| if rule.worth.net.mean.value > best.worth.net.mean.value { rule } else { best })
    }

    /// The rule of a year with a least number.
    #[must_use]
    pub fn rule(&self, year: i32, at_least: u32) -> Option<&StopRule> {
        self.thresholds.iter().find(|rule| (rule.year, rule.at_least) == (year, at_least))
    }

    /// Always stopping at the review of a year.
    #[must_use]
    pub fn stop_of(&self, year: i32) -> Option<&AlwaysStopped> {
        self.stops.iter().find(|stop| stop.year == year)
    }
}

/// Net benefits of one way to run a programme, replication by replication.
#[derive(Debug, Clone, Copy)]
pub struct ProgrammeNets<'a> {
    /// Of each replication.
    pub nets: &'a [f64],
    /// Whether P(net > 0) is told.
    pub complete: bool,
}

impl ProgrammeNets<'_> {
    /// What they come to.
    #[must_use]
    pub fn facts(&self) -> NetFacts {
        let n = self.nets.len() as u64;
        let tail = Tail::of(self.nets);
        let positive = self.nets.iter().filter(|net| **net > 0.0).count() as u64;
        NetFacts {
            mean: mean(self.nets.iter().copied()),
            p05: tail.edge,
            expected_shortfall_05: tail.shortfall,
            probability_positive: self.complete.then(|| Chance::of(positive, n)),
        }
    }
}

/// The worst outcomes.
struct Tail {
    edge: f64,
    shortfall: Estimate,
}

impl Tail {
    fn of(nets: &[f64]) -> Self {
        let n = nets.len() as u64;
        let rank = edge_of_tail(WORST, n) as usize;
        let mut sorted = nets.to_vec();
        let (below, edge, _) = sorted.select_nth_unstable_by(rank, f64::total_cmp);
        let edge = *edge;
        // In one order, whichever way they were parted.
        below.sort_unstable_by(f64::total_cmp);
        let mut tail = PowerSums::about(edge);
        tail.add(below);
        Self { edge, shortfall: shortfall(WORST, n, &tail, edge) }
    }

    /// How much one outcome moves the mean of the worst: its influence, up to a constant.
    fn influence(&self, net: f64) -> f64 {
        (net - self.edge).min(0.0) / WORST
    }
}

/// The mean of some numbers.
pub fn mean(numbers: impl Iterator<Item = f64> + Clone) -> Estimate {
    let mut sums = PowerSums::<2>::about(numbers.clone().next().unwrap_or(0.0));
    let numbers: Vec<f64> = numbers.collect();
    sums.add(&numbers);
    sums.mean()
}

/// A programme that may be stopped at a review, replication by replication under the same luck.
#[derive(Debug, Clone, Copy)]
pub struct Stoppable<'a> {
    /// Net benefits where it goes on.
    pub go_on: &'a [f64],
    /// Net benefits where it stops.
    pub stop: &'a [f64],
    /// Whether P(net > 0) is told.
    pub complete: bool,
}

impl Stoppable<'_> {
    /// What a rule is worth that leaves these net benefits and stops those replications; of several reviews the net benefits are those of
    /// whichever stops, and going on and stopping those of the first.
    #[must_use]
    pub fn worth(&self, nets: &[f64], stopped: impl Fn(usize) -> bool) -> RuleWorth {
        let n = nets.len();
        let better = if self.mean_gain_of_going_on() >= 0.0 { self.go_on } else { self.stop };
        let count = |which: &dyn Fn(usize) -> bool| (0..n).filter(|i| which(*i)).count() as u64;
        let (tail, other) = (Tail::of(nets), Tail::of(better));
        let moved = mean(nets.iter().zip(better).map(|(net, base)| tail.influence(*net) - other.influence(*base)));
        RuleWorth {
            value: mean(nets.iter().zip(better).map(|(net, base)| net - base)),
            worst: Estimate { value: tail.shortfall.value - other.shortfall.value, mcse: moved.mcse },
            probability_stopped: Chance::of(count(&|i| stopped(i)), n as u64),
            stopped_though_paying: Chance::of(count(&|i| stopped(i) && self.go_on[i] > nets[i]), n as u64),
            net: ProgrammeNets { nets, complete: self.complete }.facts(),
        }
    }

    fn mean_gain_of_going_on(&self) -> f64 {
        self.go_on.iter().zip(self.stop).map(|(on, stop)| on - stop).sum()
    }

    /// Net benefits under a rule: `counts` is what was observed.
    #[must_use]
    pub fn under(&self, counts: &[f64], at_least: u32) -> Vec<f64> {
        let least = f64::from(at_least);
        let nets = counts.iter().zip(self.go_on).zip(self.stop);
        nets.map(|((count, on), stop)| if *count < least { *stop } else { *on }).collect()
    }
}

/// The most rules of one year.
const MOST_RULES: usize = 60;

/// The least numbers that are looked at: each between those that stop nearly never and nearly always, or as many of them as a table holds.
#[must_use]
pub fn least_numbers(counts: &[f64]) -> Vec<u32> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at =
        |p: f64| sorted.get((p * (sorted.len().saturating_sub(1)) as f64) as usize).map_or(0, |count| *count as u32);
    let (low, high) = (at(0.002) + 1, at(0.998) + 1);
    let step = ((high - low) as usize / MOST_RULES + 1) as u32;
    (low..=high).step_by(step as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_sees_the_truth_is_worth_what_it_avoids() {
        // Going on brings the count less ten; stopping brings nothing.
        let counts: Vec<f64> = (0..1_000).map(|i| f64::from(i % 20)).collect();
        let (on, stop): (Vec<f64>, Vec<f64>) = (counts.iter().map(|count| count - 10.0).collect(), vec![0.0; 1_000]);
        let programme = Stoppable { go_on: &on, stop: &stop, complete: true };
        let nets = programme.under(&counts, 10);
        let found = programme.worth(&nets, |i| counts[i] < 10.0);
        // Stopping is the better of the two without a review: −0.5 on average against 0.
        assert!((found.value.value - 2.25).abs() < 1e-12 && found.probability_stopped.value == 0.5);
        assert_eq!(found.stopped_though_paying.value, 0.0);
        assert_eq!((found.net.expected_shortfall_05.value, found.worst.value), (0.0, 0.0));
        let all = programme.worth(&programme.under(&counts, 30), |_| true);
        assert_eq!((all.value, all.stopped_though_paying.value), (Estimate { value: 0.0, mcse: 0.0 }, 0.45));
        let none = programme.worth(&programme.under(&counts, 0), |_| false);
        assert!((none.value.value + 0.5).abs() < 1e-12 && (none.net.expected_shortfall_05.value + 10.0).abs() < 1e-12);
    }

    #[test]
    fn least_numbers_reach_from_nearly_never_to_nearly_always() {
        let counts: Vec<f64> = (0..=100).map(f64::from).collect();
        let found = least_numbers(&counts);
        assert!(found[0] == 1 && *found.last().expect("some") >= 99 && found.len() <= MOST_RULES);
        assert_eq!(least_numbers(&[7.0; 50]), [8]);
    }
}
