//! Extra refund on costly cases: marginal bands on what one household, or one child, costs.
//!
//! In Denmark (§ 176 of the service act, § 198 of the law of the child) the state refunds 25 % of what the children of one household
//! cost above a first limit a year, 50 % above a second and 75 % above a third; before 2021 each child by itself, in two steps.
//! It is accounted month by month against one twelfth of the limits, where a month is a twelfth of a year and a part of a month
//! costs its part (BEK 1485 of 6 December 2023 § 3). The rule is not linear, so it is applied to the whole cost in each arm and
//! then differenced. In a month of which the part o is covered, a cost of c a year is refunded R(c·o)/12, where R are the bands
//! of a year: a month that is covered whole needs no more than R(c)/12.

use super::costly_household::{Costly, CostlyHousehold, households, members_alone};
use super::time::MONTHS;
use super::{Draw, Household, Lanewise, Number, PriceStep, Quantity, Since};

/// The refund of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Refund {
    /// The position of the event that causes the refunded costs.
    pub event: usize,
    /// The positions of the lines with the costs per event-year of a household.
    pub of: Vec<usize>,
    /// The rules, each from a calendar year on; nothing is refunded before the first.
    pub rules: Vec<Since<RefundRule>>,
}

/// Limits and shares of some years.
#[derive(Debug, Clone, PartialEq)]
pub struct RefundRule {
    /// Whose cost is held against the limits.
    pub unit: RefundUnit,
    /// The limits of a year, ascending, with the share refunded of what lies above each, up to the next.
    pub bands: Vec<(Quantity, Quantity)>,
    /// What the limits are multiplied with to be in the price level of the lines.
    pub price_factor: Quantity,
    /// The same by an index of prices, where the scenario brings all amounts to one price level.
    pub prices: Option<PriceStep>,
}

/// Whose cost is held against the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundUnit {
    /// That of each child (or adult) by itself.
    Child,
    /// That of all members of the household together.
    Household,
}

/// The limits and shares of some years at one draw, in the price level of the lines.
#[derive(Debug, Clone)]
pub struct RefundTerms {
    /// Whose cost is held against them.
    pub unit: RefundUnit,
    /// The bands.
    pub bands: Lanewise<Bands>,
}

impl RefundTerms {
    /// What is refunded to a household in a year, in one replication: what each of its members costs in a whole year, and the covered
    /// parts of that member's months.
    pub fn refund<'m>(&self, lane: usize, members: impl Iterator<Item = (f64, &'m [f64; MONTHS])> + Clone) -> f64 {
        let Self { unit, bands } = self;
        let bands = bands.of(lane);
        match unit {
            RefundUnit::Household => {
                let Some((_, months)) = members.clone().next() else { return 0.0 };
                if members.clone().all(|(_, other)| other == months) {
                    return bands.by_month(members.map(|(cost, _)| cost).sum(), months);
                }
                let cost = |month: usize| members.clone().map(|(cost, months)| cost * months[month]).sum();
                (0..MONTHS).map(|month| bands.refund(cost(month))).sum::<f64>() / MONTHS as f64
            }
            RefundUnit::Child => members.map(|(cost, months)| bands.by_month(cost, months)).sum(),
        }
    }

    /// Whose costs are held against the limits in expectation, with the difference that the programme makes to their number.
    #[must_use]
    pub fn households(&self, household: &Household, costly: &Costly<'_>) -> Vec<CostlyHousehold> {
        match self.unit {
            RefundUnit::Household => households(household, costly),
            RefundUnit::Child => members_alone(household, costly),
        }
    }
}

impl RefundRule {
    /// The rule at a draw.
    ///
    /// # Errors
    /// Where what is named does not rise.
    pub(super) fn at<N: Number>(&self, draw: &Draw<N>) -> Result<RefundTerms, &'static str> {
        let Self { unit, bands, price_factor, prices } = self;
        let mut level: N = price_factor.at(draw);
        if let Some(step) = prices {
            level *= step.at(draw);
        }
        let certain = price_factor.is_certain() && prices.as_ref().is_none_or(PriceStep::is_certain);
        let certain = certain && bands.iter().all(|band| band.0.is_certain() && band.1.is_certain());
        let bands = Lanewise::of_lanes::<N, _>(certain, |lane| {
            let band = |(from, share): &(Quantity, Quantity)| {
                (from.at(draw).lane(lane) * level.lane(lane), share.at(draw).lane(lane))
            };
            let bands: Vec<(f64, f64)> = bands.iter().map(band).collect();
            if bands.is_sorted_by(|a, b| a.0 < b.0) { Ok(Bands::new(bands)) } else { Err("thresholds") }
        });
        Ok(RefundTerms { unit: *unit, bands: bands? })
    }
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

    /// What is refunded of a cost in a year.
    #[must_use]
    pub fn refund(&self, cost: f64) -> f64 {
        self.0.iter().map(|&(threshold, rise)| rise * (cost - threshold).max(0.0)).sum()
    }

    /// The refund in a year, for a cost of `cost` in a whole year and the covered share of each month.
    #[must_use]
    pub fn by_month(&self, cost: f64, months: &[f64; MONTHS]) -> f64 {
        let whole = months.iter().filter(|part| **part == 1.0).count();
        let parts = months.iter().filter(|part| 0.0 < **part && **part < 1.0);
        (whole as f64 * self.refund(cost) + parts.map(|part| self.refund(cost * part)).sum::<f64>()) / MONTHS as f64
    }

    /// The same in expectation, where `excess(x)` is the mean over the months of E\[(o − x)⁺\], o the covered part of a month.
    pub fn expected(&self, cost: f64, excess: impl Fn(f64) -> f64) -> f64 {
        self.expected_above(|threshold| if cost > threshold { cost * excess(threshold / cost) } else { 0.0 })
    }

    /// The same by what is expected above each threshold.
    pub fn expected_above(&self, above: impl Fn(f64) -> f64) -> f64 {
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

    #[test]
    fn a_part_of_a_month_costs_its_part() {
        let bands = Bands::new([(1_200.0, 0.5)]);
        // 200 a month: 100 above the limit of a month. Half a month costs 100, which is not above it; three quarters 150.
        let mut months = [0.0; MONTHS];
        (months[0], months[1], months[2]) = (0.5, 1.0, 0.75);
        assert!((bands.by_month(2_400.0, &months) - 0.5 * (100.0 + 50.0)).abs() < 1e-9);
        assert_eq!(bands.by_month(2_400.0, &[1.0; MONTHS]), bands.refund(2_400.0));
    }
}
