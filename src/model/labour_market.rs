//! The labour market: a factor by calendar year for all families.

use super::{Draw, Number, Quantity};

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
    /// The factor on the odds of entry in each calendar year.
    #[must_use]
    pub fn entry_odds<N: Number>(&self, draw: &Draw<N>) -> Vec<N> {
        let Self { factor, entry, relapse: _ } = self;
        odds(draw, factor, *entry)
    }

    /// The factor on the odds of relapse in each calendar year.
    #[must_use]
    pub fn relapse_odds<N: Number>(&self, draw: &Draw<N>) -> Vec<N> {
        let Self { factor, entry: _, relapse } = self;
        odds(draw, factor, *relapse)
    }
}

fn odds<N: Number>(draw: &Draw<N>, factors: &[Quantity], elasticity: Quantity) -> Vec<N> {
    let elasticity = elasticity.at(draw);
    let odds = |factor: N| N::each(|lane| factor.lane(lane).powf(elasticity.lane(lane)));
    factors.iter().map(|factor| odds(factor.at(draw))).collect()
}
