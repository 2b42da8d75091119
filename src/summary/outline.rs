//! The whole result of a run.

use super::Tally;
use super::acceptability::ExpectedPrice;
use super::account::{quantiles, whole_quantiles};
use super::account_sums::TalliedColumn;
use super::ordered::Finder;
use super::public_krone::{ExpectedKrone, PublicKrone};
use super::ratio::{CostPerPersonYear, NoRatios, RatioOf};
use super::{AccountSummary, Convergence, JointProbability, PerParticipant, QuantileEstimate};
use crate::model::{AccountId, BusinessCase, Cut, Kind, Label, Model, Scope};
use crate::statistics::{Chance, Estimate, Histogram};
use serde::{Serialize, Serializer};

/// What a run found. With the facts of an [`Outcome`](super::Outcome) around it, it serialises to `summary.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The account that the top-level figures belong to.
    pub perspective: String,
    /// The expected business case at base values, without simulation.
    pub expected: Expected,
    /// Distributions with a mean that a limit moves by more than 1 %.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// The value of one number at which each payer breaks even in expectation, where the scenario asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switching: Option<SwitchingFacts>,
    /// How the run came to its target, where it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convergence: Option<Convergence>,
    /// How many replications have their exact expectation computed, every eighth of a run with random draws whose exact
    /// expectation is most of the work; absent where all have. `mean_conditional` and `variance` come from these alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact_expectations: Option<u64>,
    /// How likely the scenario's review stops the programme; absent where none can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability_stopped: Option<Chance>,
    /// How likely several payers gain at once; absent where there are no two complete ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joint: Vec<JointProbability>,
    /// The perspective's results.
    #[serde(flatten)]
    pub headline: AccountSummary,
    /// Additional self-sufficient person-years over the horizon.
    pub person_years: CountedOutcome,
    /// What participants gain per krone that the public sector lays out; absent where they are no payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gain_per_public_krone: Option<PublicKrone>,
    /// Events avoided or gained over the horizon, by id; `placement` is that of children.
    #[serde(serialize_with = "as_map")]
    pub events: Vec<(String, CountedOutcome)>,
    /// The same results for every payer and sum of payers, by id.
    #[serde(serialize_with = "as_map")]
    pub payers: Vec<(String, AccountSummary)>,
    /// The results of payers by budget, where lines name one; with `PAYER.` before its name where several payers have budgets.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<(String, AccountSummary)>,
    /// The costs of payers against those of their savings that are cashable, where lines say which.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub cashable: Vec<(String, AccountSummary)>,
    /// What each subgroup brings the perspective, and what belongs to none; they sum to the perspective's.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub subgroups: Vec<(String, AccountSummary)>,
    /// Everybody's work and services in market prices, where the scenario has a net tax factor.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub welfare: Vec<(String, AccountSummary)>,
}

/// Where the expected net benefit is zero, in terms of one number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SwitchingFacts {
    /// The number.
    #[serde(flatten)]
    pub label: Label,
    /// Its value in the scenario.
    pub base: f64,
    /// The switching value of each payer and sum of payers, by id, of several the nearest to the base; `null` where no value switches.
    #[serde(serialize_with = "as_map")]
    pub values: Vec<(String, Option<f64>)>,
    /// Between which values each of them is expected to gain, `null` = as far as the number may go; no interval = at no value.
    #[serde(serialize_with = "as_map")]
    pub pays: Vec<(String, Vec<[Option<f64>; 2]>)>,
}

/// The expected business case of the perspective at base values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// Every line by every payer it touches.
    pub lines: Vec<ExpectedLine>,
    /// Savings by year.
    pub savings: Vec<f64>,
    /// Costs by year, negative.
    pub costs: Vec<f64>,
    /// Net benefit by year, undiscounted.
    pub net: Vec<f64>,
    /// Cumulative net benefit, discounted if asked.
    pub cumulative: Vec<f64>,
    /// Net benefit over the horizon, discounted if asked.
    pub total: f64,
    /// First year, from that in which money first moves, whose cumulative net benefit is ≥ 0; `null` where there is none and where
    /// the payer is incomplete.
    pub break_even_year: Option<i32>,
    /// The year from which the cumulative net benefit never turns negative again; `null` likewise.
    pub lasting_break_even_year: Option<i32>,
    /// The sums divided by the families or adults taken in; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_participant: Option<PerParticipant>,
    /// Additional self-sufficient person-years by year.
    pub person_years: Vec<f64>,
    /// Event-years avoided or gained by year, by event.
    #[serde(serialize_with = "as_map")]
    pub event_years: Vec<(String, Vec<f64>)>,
    /// What is gained per krone paid; `null` where effect or cost is zero or negative.
    pub benefit_cost_ratio: Option<f64>,
    /// What is paid per additional self-sufficient person-year; absent without employment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_person_year: Option<CostPerPersonYear<Option<f64>>>,
    /// Why a ratio is missing.
    #[serde(skip_serializing_if = "NoRatios::is_empty")]
    pub no_ratio: NoRatios,
    /// What an additional outcome must be worth for the perspective to break even; absent where it is incomplete or nothing is counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<ExpectedPrice>,
    /// What participants gain per krone that the public sector lays out, or why there is no such ratio; absent where they are no payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gain_per_public_krone: Option<ExpectedKrone>,
}

/// A line of the expected business case for one payer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectedLine {
    /// The line's title.
    pub name: String,
    /// The line's id.
    pub id: String,
    /// The payer's id.
    pub payer: String,
    /// By year: positive is gained.
    pub values: Vec<f64>,
}

/// An outcome counted over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountedOutcome {
    /// Mean over replications.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Monte Carlo standard error of the standard deviation.
    pub sd_mcse: f64,
    /// Quantiles: type 7, or order statistics where the outcome counts.
    pub quantiles: Vec<QuantileEstimate>,
}

impl Summary {
    /// Payers and sums of payers, then the parts of their ledgers, each with the name of its sort in results and with what it holds by id.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &[(String, AccountSummary)]); 5] {
        [
            ("payer", &self.payers),
            ("budget", &self.budgets),
            ("cashable", &self.cashable),
            ("subgroup", &self.subgroups),
            ("welfare", &self.welfare),
        ]
    }

    /// Summarises a run.
    #[must_use]
    pub fn new(model: &Model, case: &BusinessCase, tally: &Tally) -> Self {
        Self::counted_in(None, model, case, tally)
    }

    /// The same with given bins for the net benefit of each account over the horizon.
    pub(super) fn counted_in(bins: Option<&[Histogram]>, model: &Model, case: &BusinessCase, tally: &Tally) -> Self {
        let finder = Finder::new(model, tally, bins);
        let percentiles = &tally.percentiles;
        let account = |(index, sums)| {
            let id = AccountId(index);
            let orders = (&finder.account(id), finder.ratio(id));
            let sums = (sums, tally.participants[index].as_ref());
            AccountSummary::new(model, case, id, sums, (orders.0, orders.1.as_ref()), percentiles)
        };
        let all: Vec<AccountSummary> = tally.accounts.iter().enumerate().map(account).collect();
        let outcomes = finder.outcomes();
        let headline = all[model.perspective.0].clone();
        let mut all: Vec<Option<AccountSummary>> = all.into_iter().map(Some).collect();
        let mut take = |wanted: fn(&Scope) -> bool| -> Vec<(String, AccountSummary)> {
            let ids = model.accounts_where(wanted).map(|id| id.0);
            ids.filter_map(|id| Some((model.accounts[id].id.clone(), all[id].take()?))).collect()
        };
        Self {
            perspective: model.accounts[model.perspective.0].id.clone(),
            expected: Expected::new(model, case),
            cuts: model.cuts.clone(),
            switching: None,
            convergence: None,
            exact_expectations: tally.exact_expectations(),
            probability_stopped: tally.stopped.map(|stopped| Chance::of(stopped, tally.count)),
            joint: tally.joint.chances(model, tally.count),
            headline,
            person_years: CountedOutcome::new(&tally.person_years, quantiles(&outcomes[0], percentiles)),
            gain_per_public_krone: tally.krone.as_ref().map(|krone| PublicKrone::new(model, case, krone)),
            events: (model.events.iter().zip(&tally.events).zip(&outcomes[1..]))
                .map(|((event, column), order)| {
                    (event.id.clone(), CountedOutcome::new(column, whole_quantiles(order, percentiles)))
                })
                .collect(),
            payers: take(|scope| matches!(scope, Scope::Payer | Scope::Sum)),
            budgets: take(|scope| matches!(scope, Scope::Budget(_))),
            cashable: take(|scope| matches!(scope, Scope::Cashable)),
            subgroups: take(|scope| matches!(scope, Scope::Subgroup(_))),
            welfare: take(|scope| matches!(scope, Scope::Welfare)),
        }
    }
}

impl Expected {
    /// The perspective's view of a business case.
    #[must_use]
    pub fn new(model: &Model, case: &BusinessCase) -> Self {
        let account = model.perspective;
        let flow = case.cash_flow(account);
        let (gains, payments) = case.gains_and_payments(account);
        let person_years = case.present_person_years();
        let benefit_cost_ratio = RatioOf::BenefitCost.over(gains, payments);
        let per_person_year = [(RatioOf::ProgrammeCost, payments), (RatioOf::NetCost, case.net_cost(account))]
            .map(|(of, cost)| of.over(cost, person_years));
        let [programme, net] = per_person_year;
        let employed = model.has_employment();
        let even = model.accounts[account.0].complete.then(|| flow.break_even());
        let year = |year: usize| model.calendar.year(year);
        let lines = case.lines.iter().flat_map(|line| {
            let touched = (0..model.payers.len()).filter(|&payer| line.accounts[payer].iter().any(|v| *v != 0.0));
            touched.map(|payer| ExpectedLine {
                name: line.title.clone(),
                id: line.id.clone(),
                payer: model.payers[payer].id.clone(),
                values: line.accounts[payer].clone(),
            })
        });
        Self {
            lines: lines.collect(),
            savings: case.total(account, Kind::Saving),
            costs: case.total(account, Kind::Cost),
            net: case.net(account),
            cumulative: flow.cumulative().to_vec(),
            total: flow.total(),
            break_even_year: even.and_then(|even| even.first).map(year),
            lasting_break_even_year: even.and_then(|even| even.lasting).map(year),
            per_participant: PerParticipant::of(case, account),
            person_years: case.person_years.clone(),
            event_years: model.events.iter().map(|e| e.id.clone()).zip(case.event_years.iter().cloned()).collect(),
            benefit_cost_ratio: benefit_cost_ratio.ok(),
            cost_per_person_year: employed.then(|| CostPerPersonYear {
                programme: programme.ok(),
                net: net.ok(),
                discounted: model.discounting.is_active(),
            }),
            no_ratio: NoRatios {
                benefit_cost_ratio: benefit_cost_ratio.err(),
                programme_cost_per_person_year: programme.err().filter(|_| employed),
                net_cost_per_person_year: net.err().filter(|_| employed),
            },
            prices: ExpectedPrice::of(model, case),
            gain_per_public_krone: ExpectedKrone::of(model, case),
        }
    }
}

impl CountedOutcome {
    fn new(column: &TalliedColumn, quantiles: Vec<QuantileEstimate>) -> Self {
        let Estimate { value, mcse } = column.sums.mean();
        let spread = column.sums.standard_deviation();
        Self { mean: value, mcse, sd: spread.value, sd_mcse: spread.mcse, quantiles }
    }
}

fn as_map<T: Serialize, S: Serializer>(entries: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().map(|(id, entry)| (id, entry)))
}
