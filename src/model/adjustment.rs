//! What is done to the amount of a line, as the scenario states it, before it counts: its price year is brought to one price level,
//! and it is adjusted for optimism bias by how good its evidence is.
//!
//! Both are factors on the whole line, so on both sides of a transfer, and on what is reimbursed or refunded of it. A refund has none
//! of its own: it follows from the amounts that it refunds.

use super::{Draw, Number, Quantity};

/// The factors on the amount of a line, beside those that the line names itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adjustment {
    /// From the prices of its year to those of the price level; `None` where they are the same, or the scenario has no price level.
    pub prices: Option<PriceStep>,
    /// For optimism bias; `None` where the scenario gives no factor for evidence as good as that of the amount.
    pub optimism: Option<Optimism>,
}

/// From the prices of one year to those of another: index ÷ index.
///
/// ```
/// use provenu::model::{Draw, PriceStep, Quantity};
///
/// let number = |year, index| (year, Quantity::Fixed(index));
/// let step = PriceStep { index: "prices.index".into(), title: "Prices".into(), from: number(2014, 80.0), to: number(2024, 100.0) };
/// assert_eq!(step.at::<f64>(&Draw::default()), 1.25);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PriceStep {
    /// The path of the index; that of one of its numbers has the year after it.
    pub index: String,
    /// What results call the index.
    pub title: String,
    /// The year of the prices as stated, and its index number.
    pub from: (i32, Quantity),
    /// The price level, and its index number.
    pub to: (i32, Quantity),
}

/// A factor for optimism bias.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimism {
    /// The path where the scenario gives it.
    pub path: String,
    /// The factor.
    pub factor: Quantity,
}

impl Adjustment {
    /// An amount as it counts.
    #[must_use]
    #[inline(always)]
    pub fn of<N: Number>(&self, mut amount: N, draw: &Draw<N>) -> N {
        let Self { prices, optimism } = self;
        if let Some(step) = prices {
            amount *= step.at(draw);
        }
        if let Some(Optimism { path: _, factor }) = optimism {
            amount *= factor.at(draw);
        }
        amount
    }

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let Self { prices, optimism } = self;
        prices.as_ref().is_none_or(PriceStep::is_certain)
            && optimism.as_ref().is_none_or(|optimism| optimism.factor.is_certain())
    }
}

impl PriceStep {
    /// The factor at a draw.
    #[must_use]
    #[inline(always)]
    pub fn at<N: Number>(&self, draw: &Draw<N>) -> N {
        let (from, to): (N, N) = (self.from.1.at(draw), self.to.1.at(draw));
        N::each(|lane| to.lane(lane) / from.lane(lane))
    }

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.from.1.is_certain() && self.to.1.is_certain()
    }
}
