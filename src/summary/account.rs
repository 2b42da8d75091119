//! Everything reported of one account: the municipality, another payer, the public sector, society.

use super::acceptability::Acceptability;
use super::account_sums::{AccountTally, TalliedColumn};
use super::benefit_cost::BenefitCost;
use super::ordered::{AccountOrder, Ordered};
use super::participants::{Divided, MoneySum, ParticipantTally};
use super::ratio::{CostPerPersonYear, NoRatios, Ratio, RatioOf};
use super::{AmountProbability, BreakEvenSummary, ExceededAmount, FrameTotal, Percentiles, SHORTFALL};
use crate::model::{AccountId, BusinessCase, Model};
use crate::statistics::{Chance, Estimate, Histogram, OrderStatistics, PowerSums, VarianceSplit};
use serde::Serialize;

/// The results of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountSummary {
    /// Whether the file holds the whole side of every payer of the account. Of an incomplete one the probability of a net benefit
    /// above zero and when it breaks even are withheld.
    pub complete: bool,
    /// Net benefit over the whole horizon in the expected business case, at base values.
    pub expected_total: f64,
    /// The same by part of the municipal budget that lines belong to; absent where no line says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expected_by_frame: Vec<FrameTotal>,
    /// How many it is divided by: families or adults who leave the programme within the horizon; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<Estimate>,
    /// What it gains before payments.
    pub savings: MoneySum,
    /// What it pays.
    pub costs: MoneySum,
    /// Net benefit over the whole horizon.
    pub net_benefit: NetBenefit,
    /// Net benefit of each year, undiscounted.
    pub yearly: Vec<YearSummary>,
    /// Net benefit from the start to the end of each year, discounted if asked.
    pub cumulative: Vec<YearSummary>,
    /// When it has paid for itself; `null` where the account is incomplete.
    pub break_even: Option<BreakEvenSummary>,
    /// How long until then; `null` where the account is incomplete.
    pub payback: Option<Payback>,
    /// Parameters against chance; `null` when nothing varies, or a single replication has its exact expectation.
    pub variance: Option<VarianceSplit>,
    /// The most money tied up at the end of any year.
    pub peak_funding: PeakFunding,
    /// What is gained per krone paid, a ratio of means, with the distribution of the ratio; `null` where effect or cost is zero or
    /// negative.
    pub benefit_cost_ratio: BenefitCost,
    /// What is paid per additional self-sufficient person-year, ratios of means; absent without employment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_person_year: Option<CostPerPersonYear<Ratio>>,
    /// Why a ratio is missing.
    #[serde(skip_serializing_if = "NoRatios::is_empty")]
    pub no_ratio: NoRatios,
    /// What an additional outcome must be worth, by outcome; absent where the account is incomplete or a part of a ledger.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acceptability: Vec<Acceptability>,
}

/// Net benefit over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetBenefit {
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// The mean again, as the average of the replications' exact expectations: the same quantity, with less noise where every
    /// replication has one. The error is `null` (infinite) where only one replication has one.
    pub mean_conditional: Estimate,
    /// How many plain replications would give the mean as precisely as the run's exact expectations do; `null` where
    /// these have no error, or there is a single one.
    pub conditional_worth: Option<f64>,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the standard deviation.
    pub sd_mcse: f64,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
    /// P(net benefit > 0), strictly; `null` where the account is incomplete.
    pub probability_positive: Option<Chance>,
    /// Mean of the worst 5 % of replications.
    pub expected_shortfall_05: Estimate,
    /// Counts of replications in round bins with an edge at zero.
    pub histogram: Histogram,
    /// P(net benefit > x), strictly, at the edges of these bins, ascending; `null` where the account is incomplete.
    pub exceedance: Option<Vec<AmountProbability>>,
    /// The amounts exceeded in 95, 90 and 80 of 100 replications; `null` where the account is incomplete.
    pub exceeded_in: Option<Vec<ExceededAmount>>,
    /// The mean divided by the participants, a ratio of means; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_participant: Option<Estimate>,
}

/// A quantile with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct QuantileEstimate {
    /// Its probability.
    pub p: f64,
    /// The quantile; `null` (infinite) where it lies past the horizon.
    pub value: f64,
    /// Its Monte Carlo standard error; `null` (infinite) for a whole number, which has an interval.
    pub mcse: f64,
    /// For whole numbers: both ends of the 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<[f64; 2]>,
}

/// One year's distribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearSummary {
    /// The calendar year.
    pub year: i32,
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// The mean again, as the average of the replications' exact expectations.
    pub mean_conditional: Estimate,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the standard deviation.
    pub sd_mcse: f64,
    /// P(above zero), strictly: of the cumulative net benefit, that the investment has paid by the end of this year;
    /// `null` where the account is incomplete.
    pub probability_positive: Option<Chance>,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
}

/// Years from the start of the horizon's first year until the cumulative net benefit first reaches zero, interpolated within the
/// year. Zero counts from the first movement of money on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payback {
    /// Probability that it is reached within the horizon.
    pub within_horizon: Chance,
    /// Quantiles over all replications; `null` where the quantile lies past the horizon.
    pub quantiles: Vec<QuantileEstimate>,
}

/// The most money tied up at the end of any year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeakFunding {
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
}

impl AccountSummary {
    /// Summarises one account.
    pub(super) fn new(
        model: &Model,
        case: &BusinessCase,
        account: AccountId,
        (tally, drawn): (&AccountTally, Option<&ParticipantTally>),
        (order, ratios): (&AccountOrder, Option<&Ordered>),
        percentiles: &Percentiles,
    ) -> Self {
        let divided = Divided::of(case, account, tally, drawn);
        let calendar = model.calendar;
        let complete = model.accounts[account.0].complete;
        let years = |columns: &[TalliedColumn], expected: &[PowerSums<2>], order: &[Ordered]| {
            let each = columns.iter().zip(expected).zip(order).enumerate();
            each.map(|(year, ((column, expected), order))| {
                YearSummary::new(calendar.year(year), column, complete, expected, quantiles(order, percentiles))
            })
            .collect()
        };
        let peak = tally.peak.sums.mean();
        let ratio = Ratio::new(RatioOf::BenefitCost, &tally.gains_by_payments);
        let cost_per_person_year = model.has_employment().then(|| CostPerPersonYear {
            programme: Ratio::new(RatioOf::ProgrammeCost, &tally.payments_by_person_years),
            net: Ratio::new(RatioOf::NetCost, &tally.net_costs_by_person_years),
            discounted: model.discounting.is_active(),
        });
        Self {
            complete,
            expected_total: case.cash_flow(account).total(),
            expected_by_frame: FrameTotal::of(model, case, account),
            variance: tally.split.split(),
            participants: divided.participants,
            savings: divided.savings,
            costs: divided.costs,
            net_benefit: NetBenefit {
                per_participant: divided.net_benefit,
                ..NetBenefit::new(calendar.years, tally, complete, order, percentiles)
            },
            yearly: years(&tally.yearly, &tally.expected_yearly, &order.yearly),
            cumulative: years(&tally.cumulative, &tally.expected_cumulative, &order.cumulative),
            break_even: complete.then(|| BreakEvenSummary::new(calendar, tally)),
            payback: complete.then(|| Payback::new(&tally.first, quantiles(&order.payback, percentiles))),
            peak_funding: PeakFunding {
                mean: peak.value,
                mcse: peak.mcse,
                quantiles: quantiles(&order.peak, percentiles),
            },
            benefit_cost_ratio: BenefitCost::new(
                ratio,
                &tally.ratios,
                ratios.map(|order| quantiles(order, percentiles)),
                complete,
                percentiles,
            ),
            cost_per_person_year,
            no_ratio: NoRatios {
                benefit_cost_ratio: ratio.found().err(),
                programme_cost_per_person_year: cost_per_person_year.and_then(|cost| cost.programme.found().err()),
                net_cost_per_person_year: cost_per_person_year.and_then(|cost| cost.net.found().err()),
            },
            acceptability: Acceptability::of(model, case, account, &tally.prices),
        }
    }

    /// The quantile of the net benefit at one of the reported probabilities.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<QuantileEstimate> {
        quantile_at(&self.net_benefit.quantiles, p)
    }
}

/// The quantile at a probability, where reported.
#[must_use]
pub fn quantile_at(quantiles: &[QuantileEstimate], p: f64) -> Option<QuantileEstimate> {
    quantiles.iter().find(|quantile| (quantile.p - p).abs() < 1e-9).copied()
}

pub(super) fn quantiles(order: &impl OrderStatistics, percentiles: &Percentiles) -> Vec<QuantileEstimate> {
    percentiles
        .all()
        .iter()
        .map(|&p| {
            let Estimate { value, mcse } = order.quantile(p);
            QuantileEstimate { p, value, mcse, interval: None }
        })
        .collect()
}

/// The reported quantiles of whole numbers, with intervals instead of errors.
pub(super) fn whole_quantiles(order: &impl OrderStatistics, percentiles: &Percentiles) -> Vec<QuantileEstimate> {
    let of = |&p: &f64| {
        let (value, interval) = order.whole_quantile(p);
        QuantileEstimate { p, value, mcse: f64::INFINITY, interval: Some(interval) }
    };
    percentiles.all().iter().map(of).collect()
}

impl NetBenefit {
    /// Whether every replication ends at the same amount.
    #[must_use]
    pub fn never_varies(&self) -> bool {
        self.sd == 0.0
    }

    /// Whether several of the reported quantiles are the one at a probability: then many replications end exactly there.
    #[must_use]
    pub fn is_tied(&self, p: f64) -> bool {
        let Some(at) = self.quantiles.iter().position(|quantile| (quantile.p - p).abs() < 1e-9) else { return false };
        let beside =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|beside| self.quantiles.get(beside));
        beside.into_iter().any(|beside| beside.value == self.quantiles[at].value)
    }

    fn new(
        years: usize,
        tally: &AccountTally,
        complete: bool,
        order: &AccountOrder,
        percentiles: &Percentiles,
    ) -> Self {
        let (total, order_of_total) = (&tally.cumulative[years - 1], &order.cumulative[years - 1]);
        let (centre, spread) = (total.sums.mean(), total.sums.standard_deviation());
        let conditional = tally.split.expected().mean();
        let worth = (centre.mcse / conditional.mcse).powi(2) * total.sums.count() as f64;
        let known = worth.is_finite() && conditional.mcse.is_finite();
        Self {
            mean: centre.value,
            mcse: centre.mcse,
            mean_conditional: conditional,
            conditional_worth: known.then_some(worth),
            sd: spread.value,
            sd_mcse: spread.mcse,
            quantiles: quantiles(order_of_total, percentiles),
            probability_positive: complete.then(|| Chance::of(total.positive, total.sums.count())),
            expected_shortfall_05: order_of_total.shortfall(SHORTFALL),
            histogram: order.histogram.clone(),
            exceeded_in: complete.then(|| ExceededAmount::of(order_of_total)),
            exceedance: complete.then(|| AmountProbability::of(total, order_of_total, &order.histogram)),
            per_participant: None,
        }
    }
}

impl YearSummary {
    fn new(
        year: i32,
        column: &TalliedColumn,
        complete: bool,
        expected: &PowerSums<2>,
        quantiles: Vec<QuantileEstimate>,
    ) -> Self {
        let (centre, spread) = (column.sums.mean(), column.sums.standard_deviation());
        Self {
            year,
            mean: centre.value,
            mcse: centre.mcse,
            mean_conditional: expected.mean(),
            sd: spread.value,
            sd_mcse: spread.mcse,
            probability_positive: complete.then(|| Chance::of(column.positive, column.sums.count())),
            quantiles,
        }
    }
}

impl Payback {
    /// From the break-evens by year, the last entry = not within the horizon.
    fn new(first: &[u64], quantiles: Vec<QuantileEstimate>) -> Self {
        let all: u64 = first.iter().sum();
        let within = all - first.last().copied().unwrap_or(0);
        Self { within_horizon: Chance::of(within, all), quantiles }
    }
}
