//! Discounting at real rates.

use super::{Draw, Quantity};

/// When in the year the money is taken to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// 1 January.
    Start,
    /// In the middle, the default.
    Mid,
    /// 31 December.
    End,
}

impl Timing {
    /// Every timing with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 3] = [("start", Self::Start), ("mid-year", Self::Mid), ("end", Self::End)];
}

/// A real discount rate, and lower rates for later years.
#[derive(Debug, Clone, PartialEq)]
pub struct Discounting {
    /// Real rate a year; 0 = no discounting.
    pub rate: Quantity,
    /// Lower rates for the far future: years after the start, and the rate from then on, in ascending order.
    pub later: Vec<(f64, f64)>,
    /// When in the year the money moves.
    pub timing: Timing,
}

impl Discounting {
    /// The weight of the year at a position from 0 at a draw.
    #[must_use]
    pub fn factor(&self, draw: &Draw, year: usize) -> f64 {
        self.weight(self.rate.at(draw), year)
    }

    /// The weight of the year at a position from 0 where the first rate is `rate`: Π (1 + rᵢ)^−tᵢ, with tᵢ the time until
    /// the timing within the year that passes under the i-th rate.
    #[must_use]
    pub fn weight(&self, rate: f64, year: usize) -> f64 {
        if !self.is_active() {
            return 1.0;
        }
        let within = match self.timing {
            Timing::Start => 0.0,
            Timing::Mid => 0.5,
            Timing::End => 1.0,
        };
        let time = year as f64 + within;
        let ends = self.later.iter().map(|step| step.0).chain([f64::INFINITY]);
        let (mut from, mut weight) = (0.0, 1.0);
        for (rate, end) in std::iter::once(rate).chain(self.later.iter().map(|step| step.1)).zip(ends) {
            weight *= (1.0 + rate).powf(-(time.min(end) - from).max(0.0));
            from = end;
        }
        weight
    }

    /// The first rate where it is the same at every draw.
    #[must_use]
    pub fn certain_rate(&self) -> Option<f64> {
        match self.rate {
            Quantity::Fixed(rate) => Some(rate),
            Quantity::Parameter(_) | Quantity::Computed(_) => None,
        }
    }

    /// Whether the weights of years differ.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.rate != Quantity::Fixed(0.0) || !self.later.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_present_values_of_person_years() {
        // Person-years 2.5, 8, 14, 20, 26 at 3.5 %.
        for (timing, expected) in
            [(Timing::End, 61.830_889_3), (Timing::Mid, 62.903_624_2), (Timing::Start, 63.994_970_4)]
        {
            let discounting = Discounting { rate: Quantity::Fixed(0.035), later: vec![], timing };
            let value: f64 = [2.5, 8.0, 14.0, 20.0, 26.0]
                .iter()
                .enumerate()
                .map(|(year, amount)| amount * discounting.factor(&Draw::default(), year))
                .sum();
            assert!((value - expected).abs() < 5e-8, "{timing:?}: {value}");
        }
    }

    #[test]
    fn later_rates_apply_from_their_year_on() {
        let danish = Discounting {
            rate: Quantity::Fixed(0.035),
            later: vec![(35.0, 0.025), (70.0, 0.015)],
            timing: Timing::Start,
        };
        let at = |year| danish.weight(0.035, year);
        assert!((at(35) - 1.035f64.powi(-35)).abs() < 1e-15);
        assert!((at(36) - 1.035f64.powi(-35) / 1.025).abs() < 1e-15);
        assert!((at(71) - 1.035f64.powi(-35) * 1.025f64.powi(-35) / 1.015).abs() < 1e-15);
    }
}
