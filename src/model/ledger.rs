//! The ledger: lines, what they are priced by, who pays.
//!
//! A line's amount in a year is amount × quantity × factor × (1 + growth)^t per unit of its [`Driver`], [adjusted](Adjustment) in price
//! level and for optimism bias; payers receive the realised share of it. A refund is computed from whole amounts, and has its own realised share.

use super::number::power;
use super::{
    Adjustment, Draw, EachSpec, Frame, Number, PayerId, Provenance, Quantity, Refund, Series, Share, Stairs, Subject,
};

/// Whether a line is a cost of the programme or a saving it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Money spent on the programme.
    Cost,
    /// Money not spent, or income gained.
    Saving,
}

/// Whether a line uses resources or only moves money between payers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Work done, services bought.
    Resource,
    /// A payment from one payer to another; the counterpart has the opposite sign, so payers sum to zero.
    Transfer {
        /// The other payer, such as the citizen who no longer receives support.
        counterpart: PayerId,
    },
}

/// What a line's amount is paid per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// Each calendar year of the programme.
    CalendarYear,
    /// A programme that a review stops, in the first year without it.
    Stop,
    /// Each family of the year's intake.
    Family,
    /// Each adult of the year's intake.
    Adult,
    /// Each child of the year's intake.
    Child,
    /// Each additional self-sufficient person-year, of one tier of the model or of all.
    PersonYear(Option<usize>),
    /// Each event avoided or gained, of one kind or all, in the year it would have begun.
    Event(usize, Option<usize>),
    /// Each year of such an event.
    EventYear(usize, Option<usize>),
    /// Money itself: what is refunded of household costs.
    Refund,
}

impl Driver {
    /// The subject of the intake that it counts; `None` for other units. Only lines with such a subject can have a schedule.
    #[must_use]
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Family => Some(Subject::Family),
            Self::Adult => Some(Subject::Adult),
            Self::Child => Some(Subject::Child),
            _ => None,
        }
    }
}

/// A line's amount per unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// The same for every family.
    Shared(Series),
    /// Differing between families or placements.
    Each(EachSpec),
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// Cost or saving.
    pub kind: Kind,
    /// Resource or transfer.
    pub nature: Nature,
    /// Which part of a municipal budget it belongs to, where the scenario says.
    pub frame: Option<Frame>,
    /// What its amount rests on.
    pub provenance: Provenance,
    /// The payers with their shares.
    pub shares: Vec<(PayerId, Share)>,
    /// What the amount is paid per.
    pub driver: Driver,
    /// Kroner per unit.
    pub amount: Amount,
    /// Units per unit of the driver, such as 12 months a year or 5 posts.
    pub quantity: Series,
    /// A further factor, such as a common cost overrun.
    pub factor: Series,
    /// What brings it to the price level of the results, and for optimism bias.
    pub adjustment: Adjustment,
    /// Growth a year relative to general prices, from the first year.
    pub growth: Quantity,
    /// The position of the subgroup that counts; all groups by default.
    pub subgroup: Option<usize>,
    /// Factor by year since leaving, for lines per family, adult or child; 0 after the last. Without a schedule the amount falls in the
    /// year of leaving.
    pub schedule: Option<Vec<Quantity>>,
    /// The committee with the budget that it falls under.
    pub budget: Option<String>,
    /// Whether a saving can be taken out of that budget, where the scenario says.
    pub cashable: Option<bool>,
    /// The share of the amount that is realised, 0 to 1, where the scenario says; all of it otherwise.
    pub realised: Option<Series>,
    /// Whether an amount per year is still paid when a [review](super::Review) has stopped the programme.
    pub continues: bool,
    /// Reimbursement by weeks on support.
    pub stairs: Option<Stairs>,
    /// Refund of what a household costs.
    pub refund: Option<Refund>,
}

impl Line {
    /// Kroner per unit of activity in a year, before the share that is [realised](Line::realised_share); for an amount that
    /// differs between families, per krone of it.
    #[must_use]
    #[inline(always)]
    pub fn unit_amount<N: Number>(&self, draw: &Draw<N>, year: usize) -> N {
        let amount = match &self.amount {
            Amount::Shared(series) => series.at(draw, year),
            Amount::Each(_) => N::all(1.0),
        };
        let amount = amount * self.quantity.at(draw, year) * self.factor.at(draw, year);
        let amount = self.adjustment.of(amount, draw);
        if self.growth == Quantity::Fixed(0.0) { amount } else { amount * self.grown(draw, year) }
    }

    /// The growth factor of a year.
    fn grown<N: Number>(&self, draw: &Draw<N>, year: usize) -> N {
        let growth: N = self.growth.at(draw);
        let grown = |growth: f64| if growth == 0.0 { 1.0 } else { power(1.0 + growth, year as u32) };
        if self.growth.is_certain() { N::all(grown(growth.lane(0))) } else { N::each(|lane| grown(growth.lane(lane))) }
    }

    /// The share of the amount that is realised in a year; 1 where the scenario says nothing.
    #[must_use]
    #[inline(always)]
    pub fn realised_share<N: Number>(&self, draw: &Draw<N>, year: usize) -> N {
        self.realised.as_ref().map_or(N::all(1.0), |share| share.at(draw, year))
    }

    /// The numbers that determine a unit's amount and its realised share, year by year.
    fn series(&self) -> impl Iterator<Item = &Series> {
        // Adjustment and growth are checked separately; the other fields do not change the amount of a unit.
        let Self {
            amount,
            quantity,
            factor,
            adjustment: _,
            growth: _,
            realised,
            id: _,
            title: _,
            kind: _,
            nature: _,
            frame: _,
            provenance: _,
            shares: _,
            driver: _,
            subgroup: _,
            schedule: _,
            budget: _,
            cashable: _,
            continues: _,
            stairs: _,
            refund: _,
        } = self;
        let amount = if let Amount::Shared(amount) = amount { Some(amount) } else { None };
        [Some(quantity), Some(factor), amount, realised.as_ref()].into_iter().flatten()
    }

    /// Whether a unit is worth the same in every year, at every draw.
    #[must_use]
    pub fn is_steady(&self) -> bool {
        self.growth == Quantity::Fixed(0.0) && self.series().all(Series::is_steady)
    }

    /// Whether a unit is worth the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.growth.is_certain() && self.adjustment.is_certain() && self.series().all(Series::is_certain)
    }

    /// Whether the realised part of a saving can be taken out of a budget: as `cashable` states, else true where a realised share is
    /// stated.
    #[must_use]
    pub fn is_cashable(&self) -> bool {
        self.cashable.unwrap_or(self.realised.is_some())
    }

    /// Whether the activity of a group counts.
    #[must_use]
    pub fn applies_to(&self, group: usize) -> bool {
        self.subgroup.is_none_or(|only| only == group)
    }

    /// Whether it is paid per person-year.
    #[must_use]
    pub fn is_per_person_year(&self) -> bool {
        matches!(self.driver, Driver::PersonYear(_))
    }

    /// Whether its amount differs between families.
    #[must_use]
    pub fn has_own_amounts(&self) -> bool {
        matches!(self.amount, Amount::Each(_))
    }

    /// The number of its own rows of activity in each group; `None` without any. One row for an amount that differs between families, a
    /// schedule or a refund; one row for each step of reimbursement stairs.
    #[must_use]
    pub fn own_rows(&self) -> Option<usize> {
        if let Some(stairs) = &self.stairs {
            return Some(stairs.steps());
        }
        let own = self.has_own_amounts() || self.schedule.is_some() || self.refund.is_some();
        own.then_some(1)
    }

    /// Whether the payer has a share in the line; a counterpart or a refunding payer has none.
    #[must_use]
    pub fn names(&self, payer: PayerId) -> bool {
        self.shares.iter().any(|share| share.0 == payer)
    }

    /// The payers that the line touches.
    pub fn touched(&self) -> impl Iterator<Item = PayerId> + '_ {
        let counterpart = match self.nature {
            Nature::Transfer { counterpart } => Some(counterpart),
            Nature::Resource => None,
        };
        let refunder = self.stairs.as_ref().map(|stairs| stairs.payer);
        self.shares.iter().map(|share| share.0).chain(counterpart).chain(refunder)
    }

    /// Whether what a payer gains of the line depends on the calendar year.
    #[must_use]
    pub fn stake_varies(&self) -> bool {
        self.stairs.as_ref().is_some_and(|stairs| stairs.shares.iter().any(|since| since.from.is_some()))
    }

    /// Whether what a payer gains of the line is the same share at every draw.
    #[must_use]
    pub fn has_certain_stakes(&self) -> bool {
        let certain = |share: &Share| if let Share::Part(part) = share { part.is_certain() } else { true };
        let mut refunded = self.stairs.iter().flat_map(|stairs| &stairs.shares).flat_map(|since| &since.rule);
        self.shares.iter().all(|(_, share)| certain(share)) && refunded.all(Quantity::is_certain)
    }

    /// The share of the line's amount that a set of payers gains (negative: pays) in a calendar year, on a step of its stairs.
    #[must_use]
    pub fn stake<N: Number>(&self, members: &[PayerId], step: Option<usize>, draw: &Draw<N>, year: i32) -> N {
        let sign = match self.kind {
            Kind::Saving => 1.0,
            Kind::Cost => -1.0,
        };
        let shares = self.shares.iter().filter(|share| members.contains(&share.0));
        let mut held = shares.fold(N::default(), |held, share| held + self.share(share.1, draw));
        if let (Some(stairs), Some(step)) = (&self.stairs, step) {
            let refunded: N = stairs.refunded(step, year, draw);
            let refunder = if members.contains(&stairs.payer) { refunded } else { N::default() };
            held = held * (N::all(1.0) - refunded) + refunder;
        }
        match self.nature {
            Nature::Transfer { counterpart } if members.contains(&counterpart) => (held - N::all(1.0)) * sign,
            _ => held * sign,
        }
    }

    /// One payer's share at a draw.
    #[must_use]
    pub fn share<N: Number>(&self, share: Share, draw: &Draw<N>) -> N {
        match share {
            Share::Part(part) => part.at(draw),
            Share::Rest => N::all(1.0) - self.parts(draw),
        }
    }

    /// The sum of the stated shares; above 1 there is no rest, and the model refuses it.
    #[must_use]
    pub fn parts<N: Number>(&self, draw: &Draw<N>) -> N {
        let part = |share: &Share| if let Share::Part(part) = share { part.at(draw) } else { N::default() };
        self.shares.iter().fold(N::default(), |sum, (_, share)| sum + part(share))
    }
}
