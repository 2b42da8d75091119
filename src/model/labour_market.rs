//! Good years and bad years: a labour-market factor by calendar year that all families share.

use super::{Draw, Quantity};

/// The factor multiplies the odds of entry and of relapse, each raised to its elasticity, in both arms. It is drawn with
/// the parameters, one per replication and year, so that the expectation given the parameters stays exact.
#[derive(Debug, Clone, PartialEq)]
pub struct LabourMarket {
    /// The factor of each calendar year: 1 = as in the evidence.
    pub factor: Vec<Quantity>,
    /// Power to which the factor acts on the odds of entry.
    pub entry: Quantity,
    /// Power to which it acts on the odds of relapse; negative, since a good year keeps people in work.
    pub relapse: Quantity,
}

impl LabourMarket {
    /// What the odds of entry are multiplied with in each calendar year.
    #[must_use]
    pub fn entry_odds(&self, draw: &Draw) -> Vec<f64> {
        self.odds(draw, self.entry)
    }

    /// What the odds of relapse are multiplied with in each calendar year.
    #[must_use]
    pub fn relapse_odds(&self, draw: &Draw) -> Vec<f64> {
        self.odds(draw, self.relapse)
    }

    fn odds(&self, draw: &Draw, elasticity: Quantity) -> Vec<f64> {
        self.factor.iter().map(|factor| factor.at(draw).powf(elasticity.at(draw))).collect()
    }
}
