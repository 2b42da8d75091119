//! What was done to the amount of a line before it counted, as results tell it.

use crate::model::{Adjustment, Draw, Line, PriceStep};
use serde::Serialize;

/// What was done to the amount of a line, as the scenario states it: at base values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdjustmentFacts {
    /// From the prices of its year to those of the price level; absent where nothing was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prices: Option<PriceFacts>,
    /// For optimism bias; absent where the scenario gives no factor for evidence as good as that of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optimism: Option<OptimismFacts>,
    /// From the prices of their year to those of the price level, for the limits of a refund; absent where nothing was done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<PriceFacts>,
}

/// From the prices of a year to those of the price level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceFacts {
    /// What the index is called.
    pub index: String,
    /// The year of the prices as stated.
    pub from: i32,
    /// The price level.
    pub to: i32,
    /// What the amount is multiplied by.
    pub factor: f64,
}

/// A factor for optimism bias.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptimismFacts {
    /// What the amount is multiplied by.
    pub factor: f64,
    /// Whether it is the same at every draw.
    pub certain: bool,
}

impl AdjustmentFacts {
    /// That of a line; `None` where nothing is done to it.
    pub(super) fn of(line: &Line, base: &Draw) -> Option<Self> {
        let Adjustment { prices, optimism } = &line.adjustment;
        let step = |step: &PriceStep| PriceFacts {
            index: step.title.clone(),
            from: step.from.0,
            to: step.to.0,
            factor: step.at(base),
        };
        let rules = line.refund.iter().flat_map(|refund| &refund.rules);
        let mut limits: Vec<PriceFacts> = rules.filter_map(|since| since.rule.prices.as_ref().map(step)).collect();
        limits.dedup();
        let facts = Self {
            prices: prices.as_ref().map(step),
            optimism: optimism.as_ref().map(|optimism| OptimismFacts {
                factor: optimism.factor.at(base),
                certain: optimism.factor.is_certain(),
            }),
            limits,
        };
        (facts.prices.is_some() || facts.optimism.is_some() || !facts.limits.is_empty()).then_some(facts)
    }
}
