//! Everything reported of one account: the municipality, another payer, the public sector, society.

use super::{BreakEvenSummary, PROBABILITIES, SHORTFALL};
use crate::model::{AccountId, BreakEven, BusinessCase, Calendar, CashFlow};
use crate::parallel;
use crate::simulate::Replications;
use crate::statistics::{
    Estimate, Histogram, Sorted, VarianceSplit, mean, proportion, ratio_of_means, standard_deviation, variance_split,
};
use serde::Serialize;

/// The results of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountSummary {
    /// Net benefit over the whole horizon in the expected business case, at base values.
    pub expected_total: f64,
    /// Net benefit over the whole horizon.
    pub net_benefit: NetBenefit,
    /// Net benefit of each year, undiscounted.
    pub yearly: Vec<YearSummary>,
    /// Net benefit from the start to the end of each year, discounted if asked.
    pub cumulative: Vec<YearSummary>,
    /// When it has paid for itself.
    pub break_even: BreakEvenSummary,
    /// How long until then.
    pub payback: Payback,
    /// Parameters against chance; `null` when nothing varies.
    pub variance: Option<VarianceSplit>,
    /// The most money tied up at the end of any year.
    pub peak_funding: PeakFunding,
    /// What is gained per krone paid, a ratio of means; `null` when nothing is paid.
    pub benefit_cost_ratio: Option<Estimate>,
    /// What is paid per additional self-sufficient person-year, a ratio of means; `null` without person-years.
    pub cost_per_person_year: Option<Estimate>,
}

/// Net benefit over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetBenefit {
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// The mean again, as the average of the replications' exact expectations: the same quantity with less noise.
    pub mean_conditional: Estimate,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the standard deviation.
    pub sd_mcse: f64,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
    /// P(net benefit > 0), strictly.
    pub probability_positive: Estimate,
    /// Mean of the worst 5 % of replications.
    pub expected_shortfall_05: Estimate,
    /// Counts of replications in round bins with an edge at zero.
    pub histogram: Histogram,
}

/// A quantile with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct QuantileEstimate {
    /// Its probability.
    pub p: f64,
    /// The quantile; `null` (infinite) where it lies past the horizon.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub mcse: f64,
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
    /// P(above zero), strictly: of the cumulative net benefit, that the investment has paid by the end of this year.
    pub probability_positive: Estimate,
    /// Quantiles, type 7.
    pub quantiles: Vec<QuantileEstimate>,
}

/// Years until the cumulative net benefit first reaches zero, interpolated within the year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payback {
    /// Probability that it is reached within the horizon.
    pub within_horizon: Estimate,
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
    #[must_use]
    pub fn new(calendar: Calendar, case: &BusinessCase, replications: &Replications, account: AccountId) -> Self {
        let columns = Columns::new(calendar.years, replications, account);
        let yearly = parallel::map(calendar.years, |year| {
            let simulated = replications.yearly_column(year, account);
            YearSummary::new(calendar.year(year), simulated, &replications.expected_column(year, account))
        });
        let cumulative = parallel::map(calendar.years, |year| {
            YearSummary::new(calendar.year(year), columns.cumulative[year].clone(), &columns.expected[year])
        });
        let (totals, expected) = (&columns.cumulative[calendar.years - 1], &columns.expected[calendar.years - 1]);
        let payments = replications.payments(account);
        Self {
            expected_total: case.cash_flow(account).total(),
            variance: variance_split(totals, expected),
            net_benefit: NetBenefit::new(totals.clone(), expected),
            yearly,
            cumulative,
            break_even: BreakEvenSummary::new(calendar, &columns.break_even),
            payback: Payback::new(columns.payback),
            peak_funding: PeakFunding::new(columns.peak_funding),
            benefit_cost_ratio: ratio_of_means(&replications.gains(account), &payments),
            cost_per_person_year: ratio_of_means(&payments, &replications.person_years()),
        }
    }

    /// The quantile of the net benefit at one of the reported probabilities.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<QuantileEstimate> {
        quantile_at(&self.net_benefit.quantiles, p)
    }
}

/// What follows from the cash flow of every replication, gathered in one pass.
struct Columns {
    /// Cumulative net benefit, by year.
    cumulative: Vec<Vec<f64>>,
    /// Its exact expectation, by year.
    expected: Vec<Vec<f64>>,
    break_even: Vec<BreakEven>,
    payback: Vec<f64>,
    peak_funding: Vec<f64>,
}

impl Columns {
    fn new(years: usize, replications: &Replications, account: AccountId) -> Self {
        let n = replications.len();
        let empty = || vec![Vec::with_capacity(n); years];
        let mut columns = Self {
            cumulative: empty(),
            expected: empty(),
            break_even: Vec::with_capacity(n),
            payback: Vec::with_capacity(n),
            peak_funding: Vec::with_capacity(n),
        };
        let mut flow = CashFlow::default();
        for i in 0..n {
            replications.refill_expected(i, account, &mut flow);
            columns.expected.iter_mut().zip(flow.cumulative()).for_each(|(column, value)| column.push(*value));
            replications.refill(i, account, &mut flow);
            columns.cumulative.iter_mut().zip(flow.cumulative()).for_each(|(column, value)| column.push(*value));
            columns.break_even.push(flow.break_even());
            columns.payback.push(flow.payback_years());
            columns.peak_funding.push(flow.peak_funding());
        }
        columns
    }
}

/// The quantile at a probability, where reported.
#[must_use]
pub fn quantile_at(quantiles: &[QuantileEstimate], p: f64) -> Option<QuantileEstimate> {
    quantiles.iter().find(|quantile| (quantile.p - p).abs() < 1e-9).copied()
}

pub(super) fn quantiles(sorted: &Sorted) -> Vec<QuantileEstimate> {
    PROBABILITIES
        .iter()
        .map(|&p| {
            let Estimate { value, mcse } = sorted.quantile(p);
            QuantileEstimate { p, value, mcse }
        })
        .collect()
}

impl NetBenefit {
    fn new(totals: Vec<f64>, expected: &[f64]) -> Self {
        let (centre, spread, conditional) = (mean(&totals), standard_deviation(&totals), mean(expected));
        let sorted = Sorted::new(totals);
        Self {
            mean: centre.value,
            mcse: centre.mcse,
            mean_conditional: conditional,
            sd: spread.value,
            sd_mcse: spread.mcse,
            quantiles: quantiles(&sorted),
            probability_positive: proportion(sorted.count_above(0.0), sorted.values().len()),
            expected_shortfall_05: sorted.shortfall(SHORTFALL),
            histogram: Histogram::new(&sorted),
        }
    }
}

impl YearSummary {
    fn new(year: i32, simulated: Vec<f64>, expected: &[f64]) -> Self {
        let (centre, spread) = (mean(&simulated), standard_deviation(&simulated));
        let sorted = Sorted::new(simulated);
        Self {
            year,
            mean: centre.value,
            mcse: centre.mcse,
            mean_conditional: mean(expected),
            sd: spread.value,
            sd_mcse: spread.mcse,
            probability_positive: proportion(sorted.count_above(0.0), sorted.values().len()),
            quantiles: quantiles(&sorted),
        }
    }
}

impl Payback {
    fn new(years: Vec<f64>) -> Self {
        let within = years.iter().filter(|years| years.is_finite()).count();
        Self { within_horizon: proportion(within, years.len()), quantiles: quantiles(&Sorted::new(years)) }
    }
}

impl PeakFunding {
    fn new(peaks: Vec<f64>) -> Self {
        let centre = mean(&peaks);
        Self { mean: centre.value, mcse: centre.mcse, quantiles: quantiles(&Sorted::new(peaks)) }
    }
}
