//! What an outcome must be worth: how likely the net benefit and the outcomes together are above zero, at a price of each outcome.
//!
//! With Y the net benefit of a replication, O its additional outcomes and λ a price, the curve is P(Y + λ·O > 0) against λ, the
//! cost-effectiveness acceptability curve (van Hout et al., *Health Economics* 3, 1994). The price at which a payer breaks even is
//! −E(Y)/E(O), a ratio of means. At which price a replication turns is known as it passes, so every point of the curve is counted
//! exactly, however many replications there are.

use super::AmountProbability;
use super::ratio::{ExpectedRatio, NOTHING, NoRatio, Ratio, RatioOf};
use crate::model::{AccountId, BusinessCase, Model, ROUNDING, Scope};
use crate::simulate::{BATCH, Batch};
use crate::statistics::{Chance, PairSums, round_step};
use serde::Serialize;

/// Prices on a curve, zero among them.
const PRICES: usize = 21;
/// The largest price pays for this many times what the programme costs, or what it gains or loses, at base values.
const REACH: f64 = 1.5;

/// What is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bought {
    /// Additional self-sufficient person-years, discounted like money.
    PersonYears,
    /// Events avoided or gained, by position, discounted like money.
    Event(usize),
}

impl Bought {
    /// All that a model counts.
    pub fn all(model: &Model) -> impl Iterator<Item = Self> {
        let person_years = model.has_employment().then_some(Self::PersonYears);
        person_years.into_iter().chain((0..model.events.len()).map(Self::Event))
    }

    /// Its id in results.
    #[must_use]
    pub fn id(self, model: &Model) -> &str {
        match self {
            Self::PersonYears => "person_years",
            Self::Event(event) => &model.events[event].id,
        }
    }

    fn values(self, batch: &Batch) -> &[f64] {
        match self {
            Self::PersonYears => batch.present_person_years(),
            Self::Event(event) => batch.present_events(event),
        }
    }

    /// How many the expected business case brings.
    fn expected(self, case: &BusinessCase) -> f64 {
        match self {
            Self::PersonYears => case.present_person_years(),
            Self::Event(event) => case.present(&case.events[event]),
        }
    }
}

/// An outcome with the distance between two prices of its curve; none where the expected business case brings none of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceScale {
    bought: Bought,
    step: Option<f64>,
}

impl PriceScale {
    /// Those of all outcomes: round amounts that suit the perspective at base values, the same ones for every payer.
    pub fn of(model: &Model, case: &BusinessCase) -> Vec<Self> {
        let account = model.perspective;
        let (gains, payments) = case.gains_and_payments(account);
        let amount = payments.abs().max((gains - payments).abs());
        let scale = |bought: Bought| {
            let expected = bought.expected(case).abs();
            let reach = REACH * amount / expected;
            let step = (expected > NOTHING && reach > 0.0).then(|| round_step(reach / (PRICES - 1) as f64));
            Self { bought, step }
        };
        Bought::all(model).map(scale).collect()
    }
}

/// Whether outcomes have a price to an account: payers and sums of payers that are complete.
fn is_priced(model: &Model, account: AccountId) -> bool {
    let account = &model.accounts[account.0];
    account.complete && matches!(account.scope, Scope::Payer | Scope::Sum)
}

/// Sums of one account and one outcome.
#[derive(Debug, Clone)]
pub(super) struct PriceTally {
    scale: PriceScale,
    /// Of −net benefit and outcome.
    pairs: PairSums,
    /// By price: how many replications are worth it from there on, and how many no longer; beyond the largest in the end.
    begins: [u64; PRICES + 1],
    ends: [u64; PRICES + 1],
}

impl PriceTally {
    /// Empty sums of an account, about a batch's first replication.
    pub fn about(model: &Model, id: AccountId, scales: &[PriceScale], first: &Batch, totals: &[f64]) -> Vec<Self> {
        let begin = |scale: &PriceScale| Self {
            scale: *scale,
            pairs: PairSums::about(-totals[0], scale.bought.values(first)[0]),
            begins: [0; PRICES + 1],
            ends: [0; PRICES + 1],
        };
        if is_priced(model, id) { scales.iter().map(begin).collect() } else { Vec::new() }
    }

    /// Adds a batch, with the net benefit of each replication over the horizon.
    pub fn add(&mut self, batch: &Batch, totals: &[f64]) {
        let outcomes = self.scale.bought.values(batch);
        let mut needed = [0.0; BATCH];
        needed.iter_mut().zip(totals).for_each(|(needed, total)| *needed = -total);
        let needed = &needed[..totals.len()];
        self.pairs.add(needed, outcomes);
        let Some(step) = self.scale.step else { return };
        // Divided apart from the branches, several at once.
        let mut turns = [0.0; BATCH];
        turns
            .iter_mut()
            .zip(needed.iter().zip(outcomes))
            .for_each(|(turn, (needed, outcome))| *turn = needed / (outcome * step));
        for ((needed, outcome), turn) in needed.iter().zip(outcomes).zip(&turns) {
            if *outcome > NOTHING {
                // Worth it above its turning point.
                let from = if *turn < 0.0 { 0 } else { whole(turn * (1.0 + ROUNDING)) + 1 };
                self.begins[from.min(PRICES)] += 1;
            } else if *outcome < -NOTHING {
                // Worth it below.
                if *turn > 0.0 {
                    let turn = turn * (1.0 - ROUNDING);
                    let to = whole(turn);
                    self.begins[0] += 1;
                    self.ends[(to + usize::from(turn > to as f64)).min(PRICES)] += 1;
                }
            } else if *needed < 0.0 {
                self.begins[0] += 1;
            }
        }
    }

    /// Adds the sums of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.pairs.join(&next.pairs);
        self.begins.iter_mut().zip(next.begins).for_each(|(count, more)| *count += more);
        self.ends.iter_mut().zip(next.ends).for_each(|(count, more)| *count += more);
    }
}

/// How many whole prices a turning point is from zero, of those on the curve.
fn whole(turn: f64) -> usize {
    turn.min(PRICES as f64) as usize
}

/// What an additional outcome must be worth to a payer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Acceptability {
    /// The outcome: `person_years`, or the id of an event.
    pub outcome: String,
    /// Whether outcomes are discounted like the money they are paid with.
    pub discounted: bool,
    /// P(net benefit + price × outcomes > 0), strictly, by price from zero on; empty where the expected business case brings no outcome.
    pub curve: Vec<AmountProbability>,
    /// The price per additional outcome at which the payer breaks even, a ratio of means; `null` where there is none.
    pub break_even_price: Ratio,
    /// The same in the expected business case, at base values.
    pub expected_price: Option<f64>,
    /// Why the simulation finds no such price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_price: Option<NoRatio>,
}

impl Acceptability {
    /// Those of an account.
    pub(super) fn of(model: &Model, case: &BusinessCase, account: AccountId, tallies: &[PriceTally]) -> Vec<Self> {
        let of = |tally: &PriceTally| {
            let price = Ratio::new(RatioOf::Price, &tally.pairs);
            let bought = tally.scale.bought;
            Self {
                outcome: bought.id(model).to_owned(),
                discounted: model.discounting.is_active(),
                curve: tally.curve(),
                break_even_price: price,
                expected_price: price_of(case, account, bought).ok(),
                no_price: price.found().err(),
            }
        };
        tallies.iter().map(of).collect()
    }
}

impl PriceTally {
    fn curve(&self) -> Vec<AmountProbability> {
        let Some(step) = self.scale.step else { return Vec::new() };
        let mut worth = 0;
        let mut at = |price: usize| {
            worth = worth + self.begins[price] - self.ends[price];
            AmountProbability { x: price as f64 * step, chance: Chance::of(worth, self.pairs.count()) }
        };
        (0..PRICES).map(&mut at).collect()
    }
}

/// The price per additional outcome at which an account breaks even in a business case.
fn price_of(case: &BusinessCase, account: AccountId, bought: Bought) -> Result<f64, NoRatio> {
    RatioOf::Price.over(-case.cash_flow(account).total(), bought.expected(case))
}

/// The price of an outcome at which the perspective breaks even in the expected business case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExpectedPrice {
    /// The outcome: `person_years`, or the id of an event.
    pub outcome: String,
    /// Whether outcomes are discounted like the money they are paid with.
    pub discounted: bool,
    /// The price, or why there is none.
    #[serde(flatten)]
    pub price: ExpectedRatio,
}

impl ExpectedPrice {
    /// Those of the perspective; none where it is incomplete.
    pub(super) fn of(model: &Model, case: &BusinessCase) -> Vec<Self> {
        let account = model.perspective;
        let of = |bought: Bought| Self {
            outcome: bought.id(model).to_owned(),
            discounted: model.discounting.is_active(),
            price: price_of(case, account, bought).into(),
        };
        Bought::all(model).filter(|_| is_priced(model, account)).map(of).collect()
    }
}
