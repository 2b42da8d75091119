//! The raw result of a run: sums and sketches of every number reported, and as many replications as exact quantiles need.
//!
//! Means, spreads, probabilities and the variance split need sums alone, which pass by. Quantiles need order statistics.
//! How these are found depends on what it takes to keep the yearly net benefits, in [`Keeping`]: while there is room they are
//! kept and every quantile is exact; beyond, each number passes into a [`Sketch`] whose error is stated, and what may be a
//! wanted quantile of the perspective is [picked](Picks).

use super::acceptability::PriceScale;
use super::account_sums::{AccountTally, TalliedColumn};
use super::columns::Kept;
use super::flows::{Flows, Weights};
use super::joint::JointTally;
use super::participants::ParticipantTally;
use super::picks::{Exact, Picks};
use super::public_krone::KroneTally;
use super::{Keeping, Percentiles};
use crate::model::{AccountId, Model};
use crate::simulate::Batch;
use crate::statistics::{Estimate, Histogram, Scale, Sketch, VarianceSplit};

/// The raw result of a run.
#[derive(Debug, Clone)]
pub struct Tally {
    pub(super) count: u64,
    pub(super) accounts: Vec<AccountTally>,
    /// By account, where the number of participants differs between replications.
    pub(super) participants: Vec<Option<ParticipantTally>>,
    pub(super) joint: JointTally,
    pub(super) person_years: TalliedColumn,
    pub(super) events: Vec<TalliedColumn>,
    /// How many replications a review stopped; none where no review can.
    pub(super) stopped: Option<u64>,
    /// Where participants are a payer.
    pub(super) krone: Option<KroneTally>,
    pub(super) keeping: Keeping,
    /// Where quantiles are to be found.
    pub(super) percentiles: Percentiles,
    pub(super) kept: Vec<Kept>,
    /// The ratios of gains to payments of the accounts that are kept, by account: of the replications that have one.
    pub(super) kept_ratios: Vec<Vec<f64>>,
    /// By [`Columns`]; none where everything is kept.
    pub(super) sketches: Vec<Sketch>,
    /// What has been picked so far, where it is ([`Keeping::Picked`]), and what has been found in it in the end.
    pub(super) picks: Option<Picks>,
    pub(super) exact: Option<Exact>,
}

impl Tally {
    /// Appends the replications that follow, whose sums are about the same values.
    pub(super) fn join(&mut self, mut next: Self) {
        self.count += next.count;
        self.accounts.iter_mut().zip(&next.accounts).for_each(|(account, next)| account.join(next));
        let participants = self.participants.iter_mut().zip(&next.participants);
        participants.filter_map(|(own, next)| own.as_mut().zip(next.as_ref())).for_each(|(own, next)| own.join(next));
        self.joint.join(&next.joint);
        self.person_years.join(&next.person_years);
        self.events.iter_mut().zip(&next.events).for_each(|(event, next)| event.join(next));
        if let (Some(krone), Some(next)) = (&mut self.krone, &next.krone) {
            krone.join(next);
        }
        self.stopped = self.stopped.zip(next.stopped).map(|(own, next)| own + next);
        self.kept.append(&mut next.kept);
        self.kept_ratios.iter_mut().zip(&next.kept_ratios).for_each(|(ratios, next)| ratios.extend_from_slice(next));
        if let (Some(picks), Some(next)) = (&mut self.picks, next.picks) {
            picks.join(next);
        }
        if self.sketches.is_empty() {
            self.sketches = next.sketches;
        } else {
            self.sketches.iter_mut().zip(&next.sketches).for_each(|(all, more)| all.join(more));
        }
    }

    /// The standard deviation of an account's net benefit over the horizon.
    #[must_use]
    pub fn standard_deviation(&self, account: AccountId) -> Estimate {
        let tally = &self.accounts[account.0];
        tally.cumulative[tally.cumulative.len() - 1].sums.standard_deviation()
    }

    /// The mean of its exact expectations.
    #[must_use]
    pub fn mean_conditional(&self, account: AccountId) -> Estimate {
        self.accounts[account.0].split.expected().mean()
    }

    /// The share of parameters and of chance in its variance; `None` when nothing varies.
    #[must_use]
    pub fn variance(&self, account: AccountId) -> Option<VarianceSplit> {
        self.accounts[account.0].split.split()
    }

    /// How many replications have been tallied.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many of them have their exact expectation computed; none where all have.
    #[must_use]
    pub fn exact_expectations(&self) -> Option<u64> {
        let expectations = self.accounts[0].split.expected().count();
        (expectations < self.count).then_some(expectations)
    }

    /// Empty, with sums about the values of a first replication.
    pub(super) fn about(model: &Model, weights: &Weights, scales: &[PriceScale], first: &Batch) -> Self {
        let years = model.calendar.years;
        let weights = weights.of_batch(years, first.discount_rates());
        let account = |account: usize| {
            let id = AccountId(account);
            let (mut flows, mut expected) = (Flows::new(years), Flows::new(years));
            flows.follow(|year| first.yearly(id, year), &weights);
            expected.accumulate(|year| first.expected(id, year), &weights);
            let participants = ParticipantTally::about(model, id, first, &flows);
            (AccountTally::about(model, id, scales, first, &flows, &expected), participants)
        };
        let total = |id: AccountId| {
            let mut flows = Flows::new(years);
            flows.accumulate(|year| first.yearly(id, year), &weights);
            flows.cumulative(years - 1)[0]
        };
        let (accounts, participants) = (0..model.accounts.len()).map(account).unzip();
        Self {
            count: 0,
            accounts,
            participants,
            joint: JointTally::of(model),
            person_years: TalliedColumn::about(first.person_years()),
            events: (0..model.events.len()).map(|event| TalliedColumn::about(first.events(event))).collect(),
            stopped: model.stop_rule().map(|_| 0),
            krone: KroneTally::about(model, total),
            keeping: Keeping::All,
            percentiles: Percentiles::default(),
            kept: Vec::new(),
            kept_ratios: vec![Vec::new(); model.accounts.len()],
            sketches: Vec::new(),
            picks: None,
            exact: None,
        }
    }

    /// Bins for the net benefit of each account over the horizon, with all their room: those of a normal distribution like it.
    pub(super) fn bins(&self) -> Vec<Histogram> {
        /// Of the 99 % quantile.
        const DEVIATIONS: f64 = 2.326;
        let bins = |account: &AccountTally| {
            let sums = &account.cumulative[account.cumulative.len() - 1].sums;
            let (centre, reach) = (sums.mean().value, DEVIATIONS * sums.variance().sqrt());
            Histogram::open((centre - reach, centre + reach), (centre, centre))
        };
        self.accounts.iter().map(bins).collect()
    }

    /// The scale of each of the [`Columns`].
    pub(super) fn scales(&self) -> Vec<Scale> {
        let mut scales = Vec::new();
        for account in &self.accounts {
            scales.extend(account.yearly.iter().chain(&account.cumulative).map(|column| Scale::of(&column.sums)));
            let half = account.yearly.len() as f64 / 2.0;
            scales.extend([Scale::new(half, half / 2.0), Scale::of(&account.peak.sums)]);
        }
        scales.extend([&self.person_years].into_iter().chain(&self.events).map(|column| Scale::of(&column.sums)));
        scales.extend(self.accounts.iter().map(AccountTally::scale_of_ratio));
        scales
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AccountSummary, NetBenefit, QuantileEstimate, Summary};
    use super::*;
    use crate::expected::business_case;
    use crate::random::Seed;
    use crate::scenario::Scenario;
    use crate::simulate::{Monitor, random_design};
    use std::sync::atomic::{AtomicU64, Ordering};

    /// Enough for a second stage of picking.
    const REPLICATIONS: u64 = 40_000;

    fn model(set: &[&str]) -> Model {
        let text = include_str!("../../configs/silkeborg.toml");
        let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
        Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into())).expect("sound").model
    }

    /// Counts the replications that are done, less those that were discarded.
    #[derive(Default)]
    struct Done(AtomicU64);

    impl Monitor for Done {
        fn advanced(&self, replications: usize) {
            self.0.fetch_add(replications as u64, Ordering::Relaxed);
        }

        fn discarded(&self, replications: u64) {
            self.0.fetch_sub(replications, Ordering::Relaxed);
        }
    }

    fn tally(model: &Model, keeping: Keeping) -> Tally {
        let done = Done::default();
        let design = random_design(model, Seed::new(4).expect("in range")).limited_to(REPLICATIONS);
        let tally = Tally::keeping(model, &design, keeping, &done);
        assert_eq!(done.0.into_inner(), REPLICATIONS, "whatever is repeated");
        tally.expect("a run")
    }

    fn summary(model: &Model, keeping: Keeping) -> Summary {
        let tally = tally(model, keeping);
        let case = business_case(model, &model.base_draw()).expect("a case");
        Summary::new(model, &case, &tally)
    }

    /// Every quantile of an account.
    fn quantiles(account: &AccountSummary) -> Vec<&QuantileEstimate> {
        let years = account.yearly.iter().chain(&account.cumulative).flat_map(|year| &year.quantiles);
        let payback = account.payback.iter().flat_map(|payback| &payback.quantiles);
        let rest = [&account.net_benefit.quantiles, &account.peak_funding.quantiles];
        years.chain(rest.into_iter().flatten()).chain(payback).collect()
    }

    /// Whether two estimates are the same, but for the order in which sums were taken.
    fn near(a: Estimate, b: Estimate) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-10 * b.abs();
        near(a.value, b.value) && near(a.mcse, b.mcse)
    }

    /// How many values lie below each multiple of a million kroner within ten of zero.
    fn cumulative(histogram: &Histogram) -> Vec<u64> {
        let edge = |i: usize| histogram.from + i as f64 * histogram.width;
        let below = |to: f64| {
            let bars = histogram.counts.iter().enumerate().filter(|(i, _)| edge(i + 1) <= to);
            histogram.below + bars.map(|(_, count)| count).sum::<u64>()
        };
        (-10..=10).map(|millions| below(f64::from(millions) * 1e6)).collect()
    }

    #[test]
    fn where_more_would_be_picked_than_kept_the_run_is_repeated_and_kept() {
        // A price with a tail so heavy that few bins of a sketch hold nearly all of the sample.
        let model = model(&[r#"parameters.placement_year={ distribution = "lognormal", mean = 1e9, sd = 1e13 }"#]);
        assert_eq!(tally(&model, Keeping::Picked).keeping, Keeping::Perspective);
        let [found, exact] = [Keeping::Picked, Keeping::All].map(|keeping| summary(&model, keeping));
        assert_eq!(quantiles(&found.headline), quantiles(&exact.headline));
    }

    #[test]
    fn whatever_is_kept_sums_are_the_same_and_quantiles_within_their_resolution() {
        let model = model(&[]);
        let exact = summary(&model, Keeping::All);
        for keeping in [Keeping::Perspective, Keeping::Picked, Keeping::Nothing] {
            let found = summary(&model, keeping);
            if keeping != Keeping::Nothing {
                let (a, b) = (&found.headline, &exact.headline);
                assert_eq!(quantiles(a), quantiles(b));
                assert_eq!(found.person_years.quantiles, exact.person_years.quantiles);
                assert!(found.events.iter().zip(&exact.events).all(|(a, b)| a.1.quantiles == b.1.quantiles));
                let (a, b) = (&a.net_benefit, &b.net_benefit);
                assert!(near(a.expected_shortfall_05, b.expected_shortfall_05));
                let (a, b) = (&a.histogram, &b.histogram);
                if keeping == Keeping::Picked {
                    // Its bins were chosen at the beginning of the run.
                    assert_eq!(cumulative(a), cumulative(b));
                } else {
                    assert_eq!(a, b);
                }
            }
            for ((id, found), (_, exact)) in found.payers.iter().zip(&exact.payers) {
                let (a, b) = (&found.net_benefit, &exact.net_benefit);
                let mean: fn(&NetBenefit) -> _ = |a| (a.mean, a.mcse);
                for of in [mean, |a| (a.sd, a.sd_mcse)] {
                    let [a, b] = [of(a), of(b)].map(|(value, mcse)| Estimate { value, mcse });
                    assert!(near(a, b), "{id}");
                }
                assert_eq!(a.probability_positive, b.probability_positive, "{id}");
                assert_eq!(found.break_even, exact.break_even, "{id}");
                for (a, b) in a.quantiles.iter().zip(&b.quantiles) {
                    // A bin is at most 1/64 of the spread within six spreads of the centre.
                    assert!((a.value - b.value).abs() <= exact.net_benefit.sd / 64.0, "{id} at {}", a.p);
                    assert!(a.mcse >= 0.8 * b.mcse, "the error tells the resolution too");
                }
                assert!((a.expected_shortfall_05.value - b.expected_shortfall_05.value).abs() < b.sd / 64.0);
            }
        }
    }
}
