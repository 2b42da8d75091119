//! Extra refund on costly cases: marginal bands on what one household costs in a year.
//!
//! In Denmark (§ 176 of the service act) the state refunds 25 % of what the children of one household cost above a first
//! threshold a year, 50 % above a second and 75 % above a third. The rule is not linear, so it is applied to the
//! household's whole cost in each arm and then differenced.

use super::Quantity;

/// The refund of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Refund {
    /// The event whose costs are refunded, by position.
    pub event: usize,
    /// The lines whose amounts per event-year make up the household's cost, by position.
    pub of: Vec<usize>,
    /// The thresholds, ascending, with the share refunded of what lies above each, up to the next.
    pub bands: Vec<(Quantity, Quantity)>,
}

/// Refund bands at one draw: threshold and the share by which the refund rises there.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands(Vec<(f64, f64)>);

impl Bands {
    /// From thresholds with the share refunded above each.
    #[must_use]
    pub fn new(bands: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut below = 0.0;
        Self(
            bands
                .into_iter()
                .map(|(threshold, share)| {
                    let rise = share - below;
                    below = share;
                    (threshold, rise)
                })
                .collect(),
        )
    }

    /// What is refunded of a household's cost in a year.
    #[must_use]
    pub fn refund(&self, cost: f64) -> f64 {
        self.0.iter().map(|&(threshold, rise)| rise * (cost - threshold).max(0.0)).sum()
    }

    /// E\[refund(c·o)\], where o is the covered part of the year and `excess(x)` = E\[(o − x)⁺\].
    pub fn expected(&self, cost: f64, excess: impl Fn(f64) -> f64) -> f64 {
        let above = |threshold: f64| if cost > threshold { cost * excess(threshold / cost) } else { 0.0 };
        self.0.iter().map(|&(threshold, rise)| rise * above(threshold)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_danish_bands_of_2020() {
        let bands = Bands::new([(830_000.0, 0.25), (1_630_000.0, 0.5), (2_050_000.0, 0.75)]);
        assert_eq!(bands.refund(830_000.0), 0.0);
        assert_eq!(bands.refund(1_630_000.0), 200_000.0);
        assert_eq!(bands.refund(2_050_000.0), 410_000.0);
        assert_eq!(bands.refund(2_150_000.0), 485_000.0);
        assert_eq!(bands.expected(2_150_000.0, |x| 1.0 - x), 485_000.0);
    }
}
