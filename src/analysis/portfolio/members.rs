//! The programmes of a portfolio, simulated one after another under shared draws.

use super::first::{FirstQuestion, first_then_others};
use super::found::{
    BudgetFacts, CountProbability, DeviatingAssumption, PayerTotal, Portfolio, PortfolioProgramme, SharedAssumption,
};
use super::joint::JointDraws;
use super::spread::Diversification;
use crate::analysis::comparable::{Alternative, Comparable, CompareError};
use crate::analysis::error::AnalysisError;
use crate::analysis::one_draw::OneDraw;
use crate::expected::business_case;
use crate::model::{AccountId, CashFlow, Model};
use crate::random::{Design, Sampling, Seed};
use crate::simulate::{Batch, Expectations, Fold, Monitor, Work, run_design};
use crate::statistics::{Chance, Estimate, PowerSums};
use crate::summary::{NetBenefit, PeakFunding};

/// One programme of a portfolio.
#[derive(Debug, Clone)]
pub struct PortfolioMember<'m> {
    /// The programme.
    pub of: Alternative<'m>,
    /// Its id, which no other has and which is the same in every language: its luck goes by it.
    pub id: &'m str,
    /// The money that may be advanced, where that is told.
    pub budget: Option<f64>,
}

/// What is asked of a portfolio.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioOptions {
    /// Which assumptions are one draw. Families never are.
    pub one_draw: OneDraw,
    /// Seed of all random numbers.
    pub seed: Seed,
    /// Replications of each programme.
    pub replications: u64,
    /// The money that may be advanced for all together, where that is told.
    pub budget: Option<f64>,
    /// Which one might begin, where that is asked.
    pub first: Option<FirstQuestion>,
}

/// Simulates the programmes under shared draws and adds them up, replication by replication.
///
/// # Errors
/// When they have no years, currency or account in common, or one cannot be run.
///
/// # Panics
/// Without any programme.
pub fn portfolio(
    members: &[PortfolioMember<'_>],
    asked: &PortfolioOptions,
    monitor: &impl Monitor,
) -> Result<Portfolio, AnalysisError> {
    let alternatives: Vec<Alternative<'_>> = members.iter().map(|member| member.of).collect();
    let common = Comparable::of(&alternatives)?;
    asked.one_draw.check(&alternatives)?;
    let designs: Vec<Design> = (0..members.len())
        .map(|i| {
            asked.one_draw.design_of_own(&alternatives, i, (members[i].id, asked.seed)).limited_to(asked.replications)
        })
        .collect();
    let every = expectations(members);
    let (mut all, mut columns): (Option<Columns>, Vec<Vec<f64>>) = Default::default();
    let mut programmes = Vec::new();
    for (i, member) in members.iter().enumerate() {
        let of = &member.of;
        let accounts: Vec<AccountId> = common.accounts.iter().map(|accounts| accounts[i]).collect();
        let keep =
            Keep { model: of.model, accounts: &accounts, headline: common.headline, years: common.years.len(), every };
        let found = run_design(of.model, &designs[i], 0..asked.replications, &keep, monitor)
            .map_err(|source| CompareError::Run { name: of.name.to_owned(), source })?;
        let complete = common.complete[common.headline];
        programmes.push(programme(member, accounts[common.headline], &common, &found, complete)?);
        columns.push(found.totals[common.headline].clone());
        match &mut all {
            Some(all) => all.add(&found),
            none => *none = Some(found),
        }
    }
    let all = all.unwrap_or_else(|| unreachable!("a portfolio has programmes"));
    let complete = common.complete[common.headline];
    let total = &all.totals[common.headline];
    let payer = |(account, (id, name)): (usize, &(String, String))| PayerTotal {
        id: id.clone(),
        name: name.clone(),
        complete: common.complete[account],
        net_benefit: NetBenefit::of_values(&all.totals[account], &all.expected[account], common.complete[account]),
    };
    let first = match &asked.first {
        None => None,
        Some(question) => {
            let accounts: Vec<AccountId> = common.accounts[common.headline].clone();
            let joint = JointDraws {
                alternatives: &alternatives,
                designs: &designs,
                accounts: &accounts,
                years: common.years.len(),
                seed: asked.seed,
            };
            Some(first_then_others(question, &joint, monitor)?)
        }
    };
    let (break_even, break_even_mean) = if complete { broken_even(&all, members.len()) } else { (Vec::new(), None) };
    Ok(Portfolio {
        years: common.years.clone().collect(),
        cut: common.cut,
        total: NetBenefit::of_values(total, &all.expected[common.headline], complete),
        advance: advance(&all.peaks(), asked.budget),
        payers: common.names.iter().enumerate().map(payer).collect(),
        break_even,
        break_even_mean,
        diversification: Diversification::of(&columns, total, complete),
        shared: shared(&alternatives, &designs),
        first,
        replications: columns.into_iter().chain([total.clone()]).collect(),
        programmes,
    })
}

/// At which replications the exact expectation is needed: at the same of every programme.
fn expectations(members: &[PortfolioMember<'_>]) -> Expectations {
    let sparing = |member: &PortfolioMember<'_>| {
        Work::of(member.of.model).expectations(Sampling::Random) == Expectations::EveryEighth
    };
    if members.iter().any(sparing) { Expectations::EveryEighth } else { Expectations::Every }
}

fn programme(
    member: &PortfolioMember<'_>,
    account: AccountId,
    common: &Comparable,
    found: &Columns,
    complete: bool,
) -> Result<PortfolioProgramme, AnalysisError> {
    let model = member.of.model;
    let case = business_case(model, &model.base_draw())?;
    let n = found.even.len() as u64;
    let deviates = model.parameters.deviations().iter().map(|deviation| DeviatingAssumption {
        label: model.label(&model.parameters[deviation.of.0].path),
        scale: deviation.scale,
        sd: deviation.sd,
    });
    Ok(PortfolioProgramme {
        id: member.id.to_owned(),
        name: member.of.name.to_owned(),
        participants: model.planned_participants(),
        expected: case.cash_flow(account).cumulative()[common.years.len() - 1],
        net_benefit: NetBenefit::of_values(&found.totals[common.headline], &found.expected[common.headline], complete),
        break_even: complete.then(|| Chance::of(found.even.iter().filter(|even| **even > 0).count() as u64, n)),
        advance: advance(&found.peaks(), member.budget),
        deviates: deviates.collect(),
        evidence: None,
    })
}

/// Money advanced against a budget.
fn advance(peaks: &[f64], budget: Option<f64>) -> BudgetFacts {
    let over = |budget: f64| peaks.iter().filter(|peak| **peak > budget).count() as u64;
    BudgetFacts {
        needed: PeakFunding::of_values(peaks),
        budget,
        over: budget.map(|budget| Chance::of(over(budget), peaks.len() as u64)),
    }
}

/// How many break even, from none to all.
fn broken_even(all: &Columns, programmes: usize) -> (Vec<CountProbability>, Option<Estimate>) {
    let n = all.even.len() as u64;
    let times = |count: usize| all.even.iter().filter(|even| **even as usize == count).count() as u64;
    let counts = (0..=programmes).map(|count| CountProbability { count, probability: Chance::of(times(count), n) });
    let mut sums = PowerSums::<2>::about(0.0);
    sums.add(&all.even.iter().map(|even| f64::from(*even)).collect::<Vec<_>>());
    (counts.collect(), Some(sums.mean()))
}

/// The assumptions that several programmes have as one draw.
fn shared(alternatives: &[Alternative<'_>], designs: &[Design]) -> Vec<SharedAssumption> {
    let mut lucks: Vec<(_, SharedAssumption)> = Vec::new();
    for (of, design) in alternatives.iter().zip(designs) {
        for (dimension, parameter) in of.model.parameters.iter().enumerate() {
            let luck = design.luck(dimension);
            if let Some((_, shared)) = lucks.iter_mut().find(|(known, _)| *known == luck) {
                shared.programmes += 1;
                continue;
            }
            let yearly = of.model.assumptions.iter().all(|known| known.path != parameter.path);
            lucks.push((luck, SharedAssumption { label: of.model.label(&parameter.path), yearly, programmes: 1 }));
        }
    }
    lucks.into_iter().map(|(_, shared)| shared).filter(|shared| shared.programmes > 1).collect()
}

/// What is kept of every replication, of one programme or of several added up.
#[derive(Debug, Clone)]
struct Columns {
    /// By account: present value of the net benefit over the years that all have.
    totals: Vec<Vec<f64>>,
    /// Of the headline account, cumulative at the end of each year.
    cumulative: Vec<Vec<f64>>,
    /// How many break even.
    even: Vec<u32>,
    /// By account: the exact expectations of the net benefit, in replications that have one.
    expected: Vec<Vec<f64>>,
}

impl Columns {
    /// The most money tied up at the end of any year.
    fn peaks(&self) -> Vec<f64> {
        let lowest = |i: usize| self.cumulative.iter().fold(0.0, |peak: f64, column| peak.max(-column[i]));
        (0..self.even.len()).map(lowest).collect()
    }

    /// Adds another programme, replication by replication.
    fn add(&mut self, other: &Self) {
        let each = |columns: &mut Vec<Vec<f64>>, more: &Vec<Vec<f64>>| {
            for (column, more) in columns.iter_mut().zip(more) {
                column.iter_mut().zip(more).for_each(|(sum, value)| *sum += value);
            }
        };
        each(&mut self.totals, &other.totals);
        each(&mut self.cumulative, &other.cumulative);
        each(&mut self.expected, &other.expected);
        self.even.iter_mut().zip(&other.even).for_each(|(sum, even)| *sum += even);
    }
}

/// Keeps the columns of one programme.
struct Keep<'m> {
    model: &'m Model,
    accounts: &'m [AccountId],
    headline: usize,
    years: usize,
    every: Expectations,
}

impl Fold for Keep<'_> {
    type Part = Columns;

    fn expectations(&self) -> Expectations {
        self.every
    }

    fn begin(&self, replications: usize) -> Columns {
        let columns = |count: usize| (0..count).map(|_| Vec::with_capacity(replications)).collect();
        Columns {
            totals: columns(self.accounts.len()),
            cumulative: columns(self.years),
            even: Vec::with_capacity(replications),
            expected: columns(self.accounts.len()),
        }
    }

    fn add(&self, part: &mut Columns, batch: &Batch) {
        let discounting = &self.model.discounting;
        let certain = discounting.certain_rate();
        let flow = |account: AccountId, i: usize, rate: f64, exact: bool| {
            let net =
                |year: usize| if exact { batch.expected(account, year)[i] } else { batch.yearly(account, year)[i] };
            CashFlow::new((0..self.years).map(|year| net(year) * discounting.weight(rate, year)))
        };
        let rates = batch.discount_rates();
        for (i, rate) in rates.iter().enumerate() {
            let rate = certain.unwrap_or(*rate);
            for (at, account) in self.accounts.iter().enumerate() {
                let flow = flow(*account, i, rate, false);
                part.totals[at].push(flow.total());
                if at == self.headline {
                    part.cumulative.iter_mut().zip(flow.cumulative()).for_each(|(column, net)| column.push(*net));
                    part.even.push(u32::from(flow.break_even().first.is_some()));
                }
            }
        }
        for (i, rate) in batch.with_expectation(rates).iter().enumerate() {
            let rate = certain.unwrap_or(*rate);
            for (at, account) in self.accounts.iter().enumerate() {
                part.expected[at].push(flow(*account, i, rate, true).total());
            }
        }
    }

    fn join(&self, part: &mut Columns, next: Columns) {
        let each = |columns: &mut Vec<Vec<f64>>, next: Vec<Vec<f64>>| {
            columns.iter_mut().zip(next).for_each(|(column, next)| column.extend(next));
        };
        each(&mut part.totals, next.totals);
        each(&mut part.cumulative, next.cumulative);
        each(&mut part.expected, next.expected);
        part.even.extend(next.even);
    }
}
