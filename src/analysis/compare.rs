//! Two or more scenarios side by side: what each brings, and how the first differs from each other one.
//!
//! Differences are taken replication by replication. Scenarios of one programme have the same luck in each, so that what both
//! have in common cancels, and identical scenarios differ by exactly nothing; different programmes have luck of their own
//! ([`OneDraw`]).

use super::comparable::{Alternative, Comparable, CompareError};
use super::comparison::{AccountDifference, AlternativeResult, AlternativeYear, Comparison, Difference, Gap};
use super::efficiency::{Efficiency, EfficiencyColumns};
use super::nets::{Nets, Spent};
use super::one_draw::{OneDraw, Shared};
use super::ranking::{ranking, weighted};
use crate::expected::business_case;
use crate::model::{AccountId, rounded_off};
use crate::random::{Design, Seed};
use crate::simulate::Monitor;
use crate::statistics::{Chance, Estimate, Histogram, OrderStatistics, PowerSums, Selected, Wanted};
use crate::summary::{PROBABILITIES, QuantileEstimate};

/// 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Net benefits by replication, and the expected one.
struct NetColumn<'a> {
    nets: &'a [f64],
    expected: f64,
}

/// One scenario's numbers over the years compared.
struct Compared {
    nets: Nets,
    accounts: Vec<AccountId>,
    /// By account: yearly and cumulative, at base values.
    expected: Vec<[Vec<f64>; 2]>,
    /// Those who leave the programme within the years compared, in each replication; none where there are no participants.
    participants: Option<Vec<f64>>,
}

impl Compared {
    fn new(
        alternative: &Alternative<'_>,
        common: &Comparable,
        position: usize,
        design: &Design,
        monitor: &impl Monitor,
    ) -> Result<Self, CompareError> {
        let model = alternative.model;
        let accounts: Vec<AccountId> = common.accounts.iter().map(|accounts| accounts[position]).collect();
        let (account, years) = (accounts[common.headline], common.years.len());
        let nets = Nets::run(model, &accounts, Spent { account, years }, design, monitor)
            .map_err(|source| CompareError::Run { name: alternative.name.to_owned(), source })?;
        let case = business_case(model, &model.base_draw())?;
        let expected = |account: &AccountId| [case.net(*account), case.cash_flow(*account).cumulative().to_vec()];
        let expected = accounts.iter().map(expected).collect();
        let whole: f64 = case.participants[account.0][..years].iter().sum();
        let [.., counted] = nets.spent();
        // Where no draw changes how many there are, the number is not rounded.
        let counted = if model.has_certain_intake() { vec![whole; counted.len()] } else { counted.to_vec() };
        let participants = (whole > 0.0).then_some(counted);
        Ok(Self { nets, accounts, expected, participants })
    }

    /// The net benefits of an account in a year compared, yearly or cumulative, with the expected one.
    fn column(&self, account: usize, cumulative: bool, year: usize) -> NetColumn<'_> {
        let id = self.accounts[account];
        let nets = if cumulative { self.nets.cumulative(id, year) } else { self.nets.yearly(id, year) };
        NetColumn { nets, expected: self.expected[account][usize::from(cumulative)][year] }
    }

    fn efficiency<'a>(&self, of: &Alternative<'a>) -> EfficiencyColumns<'a> {
        let [payments, person_years, _] = self.nets.spent();
        EfficiencyColumns {
            name: of.name,
            counted: of.model.participants().filter(|_| self.participants.is_some()),
            payments: payments.to_vec(),
            person_years: of.model.has_employment().then(|| person_years.to_vec()),
            participants: self.participants.clone(),
        }
    }

    fn result(&self, of: &Alternative<'_>, common: &Comparable) -> AlternativeResult {
        let year = |(position, year)| {
            let NetColumn { nets, expected } = self.column(common.headline, true, position);
            let mean = sums(nets).mean();
            let positive = nets.iter().filter(|net| **net > 0.0).count() as u64;
            AlternativeYear {
                year,
                expected,
                mean: mean.value,
                mcse: mean.mcse,
                probability_positive: common.complete[common.headline].then(|| Chance::of(positive, nets.len() as u64)),
                quantiles: quantiles(&ordered(nets.to_vec())),
            }
        };
        let account = &of.model.accounts[self.accounts[common.headline].0];
        AlternativeResult {
            name: of.name.to_owned(),
            programme: of.programme.to_owned(),
            account: account.id.clone(),
            account_name: account.name.clone(),
            cumulative: common.years.clone().enumerate().map(year).collect(),
        }
    }
}

fn sums(values: &[f64]) -> PowerSums {
    let mut sums = PowerSums::about(values[0]);
    sums.add(values);
    sums
}

fn ordered(values: Vec<f64>) -> Selected {
    let probabilities = PROBABILITIES.iter().chain(&[0.01, 0.99]).copied().collect();
    let wanted = Wanted { probabilities, shortfall: None, count: values.len() as u64 };
    Selected::sorting(values, &wanted)
}

fn quantiles(ordered: &Selected) -> Vec<QuantileEstimate> {
    let at = |&p: &f64| {
        let Estimate { value, mcse } = ordered.quantile(p);
        QuantileEstimate { p, value, mcse, interval: None }
    };
    PROBABILITIES.iter().map(at).collect()
}

fn differences(reference: &[f64], other: &[f64]) -> Vec<f64> {
    let gap = |(reference, other): (&f64, &f64)| rounded_off(other - reference, reference.abs() + other.abs());
    reference.iter().zip(other).map(gap).collect()
}

impl Gap {
    /// In a year, between two columns of net benefits; `complete` = the probability of being better is reported.
    fn new(year: i32, complete: bool, reference: &NetColumn<'_>, other: &NetColumn<'_>) -> Self {
        let gaps = differences(reference.nets, other.nets);
        let sums = sums(&gaps);
        let mean = sums.mean();
        let share = |wanted: &dyn Fn(f64) -> bool| {
            Chance::of(gaps.iter().filter(|gap| wanted(**gap)).count() as u64, gaps.len() as u64)
        };
        let (better, worse, equal) = (share(&|gap| gap > 0.0), share(&|gap| gap < 0.0), share(&|gap| gap == 0.0));
        let (better, worse) = (Some(better).filter(|_| complete), Some(worse).filter(|_| complete));
        Self {
            year,
            expected: other.expected - reference.expected,
            mean: mean.value,
            mcse: mean.mcse,
            lower: mean.value - Z * mean.mcse,
            upper: mean.value + Z * mean.mcse,
            sd: sums.standard_deviation().value,
            quantiles: quantiles(&ordered(gaps)),
            better,
            worse,
            equal,
        }
    }
}

fn difference(name: &str, common: &Comparable, reference: &Compared, other: &Compared, one_draw: Shared) -> Difference {
    let gaps = |account: usize, cumulative: bool| {
        let gap = |(position, year)| {
            let [ours, theirs] = [reference, other].map(|side| side.column(account, cumulative, position));
            Gap::new(year, common.complete[account], &ours, &theirs)
        };
        common.years.clone().enumerate().map(gap).collect()
    };
    let account = |(position, (id, name)): (usize, &(String, String))| {
        let (yearly, cumulative) = (gaps(position, false), gaps(position, true));
        let complete = common.complete[position];
        AccountDifference { id: id.clone(), name: name.clone(), complete, yearly, cumulative }
    };
    let last = common.years.len() - 1;
    let totals = |side: &Compared| side.column(common.headline, true, last).nets.to_vec();
    let totals = differences(&totals(reference), &totals(other));
    let order = ordered(totals.clone());
    let ends = (order.quantile(0.01).value, order.quantile(0.99).value);
    let mut histogram = Histogram::new(ends, (order.at_rank(0), order.at_rank(order.count() - 1)));
    // Ties are neither better nor worse; they are reported separately, unless all are ties.
    let nothing_else = totals.iter().all(|gap| *gap == 0.0);
    for gap in totals.iter().filter(|gap| **gap != 0.0 || nothing_else) {
        histogram.add(*gap, 1);
    }
    Difference {
        name: name.to_owned(),
        one_draw,
        histogram,
        accounts: common.names.iter().enumerate().map(account).collect(),
    }
}

/// The seed and the weights of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonOptions {
    /// Which draws they have in common.
    pub one_draw: OneDraw,
    /// How likely each is held to be, where that is known; they sum to 1.
    pub weights: Option<Vec<f64>>,
    /// Seed of all random numbers.
    pub seed: Seed,
    /// Replications of each.
    pub replications: u64,
}

/// Compares scenarios, the first with each other one.
///
/// # Errors
/// When they have nothing in common, or cannot be run.
///
/// # Panics
/// When there is no scenario.
pub fn compare(
    alternatives: &[Alternative<'_>],
    asked: &ComparisonOptions,
    monitor: &impl Monitor,
) -> Result<Comparison, CompareError> {
    let ComparisonOptions { one_draw, weights, seed, replications } = asked;
    let common = Comparable::of(alternatives)?;
    one_draw.check(alternatives)?;
    let side = |position: usize| {
        let design = one_draw.design(alternatives, position, *seed).limited_to(*replications);
        Compared::new(&alternatives[position], &common, position, &design, monitor)
    };
    let reference = side(0)?;
    let last = common.years.len() - 1;
    let totals = |side: &Compared| side.column(common.headline, true, last).nets.to_vec();
    let (mut scenarios, mut outcomes) = (vec![reference.result(&alternatives[0], &common)], vec![totals(&reference)]);
    let mut columns = vec![reference.efficiency(&alternatives[0])];
    let mut found = Vec::new();
    for (position, other) in alternatives.iter().enumerate().skip(1) {
        let side = side(position)?;
        scenarios.push(side.result(other, &common));
        outcomes.push(totals(&side));
        columns.push(side.efficiency(other));
        let shared = one_draw.with_first(alternatives, position, *seed);
        found.push(difference(other.name, &common, &reference, &side, shared));
    }
    let complete = common.complete[common.headline];
    let names: Vec<&str> = alternatives.iter().map(|other| other.name).collect();
    Ok(Comparison {
        years: common.years.clone().collect(),
        cut: common.cut,
        account: common.names[common.headline].0.clone(),
        scenarios,
        differences: found,
        ranking: if complete { ranking(&names, &outcomes) } else { Vec::new() },
        efficiency: Efficiency::of(&columns, &outcomes),
        weighted: weights.as_ref().filter(|_| complete).map(|weights| weighted(weights, &outcomes)),
    })
}
