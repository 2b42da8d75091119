//! Good and bad years on the fast path.
//!
//! What the labour market of each year multiplies odds with follows from the parameters and lies behind them, as if it were
//! drawn too; adults of each intake year then have a [plan of their own](super::intervals::EmploymentPlan).

use super::worth::Term;
use crate::model::{LabourMarket, Model, Quantity};
use crate::vectorised::{Numbers, each_lane};

/// Where the odds lie among the parameters: those of entry by calendar year, then those of relapse.
pub struct MarketPlan<'m> {
    market: &'m LabourMarket,
    first: usize,
}

impl<'m> MarketPlan<'m> {
    /// That of a model with a labour market.
    pub fn of(model: &'m Model) -> Option<Self> {
        Some(Self { market: model.labour_market.as_ref()?, first: model.parameters.len() })
    }

    /// How many numbers they are.
    pub fn len(&self) -> usize {
        2 * self.market.factor.len()
    }

    /// What the odds of entry are multiplied with in a calendar year.
    pub fn entry_odds(&self, year: usize) -> Term {
        Term::drawn(self.first + year)
    }

    /// What those of relapse are.
    pub fn relapse_odds(&self, year: usize) -> Term {
        Term::drawn(self.first + self.market.factor.len() + year)
    }

    /// Works them out from the parameters before them.
    #[inline(never)]
    pub fn work_out(&self, parameters: &mut [Numbers]) {
        let (parameters, odds) = parameters.split_at_mut(self.first);
        let at = |quantity: Quantity, lane: usize| match quantity {
            Quantity::Fixed(value) => value,
            Quantity::Parameter(id) => parameters[id.0][lane],
        };
        let (of_entry, of_relapse) = odds.split_at_mut(self.market.factor.len());
        for (elasticity, odds) in [(self.market.entry, of_entry), (self.market.relapse, of_relapse)] {
            for (odds, &factor) in odds.iter_mut().zip(&self.market.factor) {
                *odds = each_lane(|lane| at(factor, lane).powf(at(elasticity, lane)));
            }
        }
    }
}
