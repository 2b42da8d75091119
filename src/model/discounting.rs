//! Discounting: real rates by years since the start.

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

impl Timing {
    /// The weight of the year at a position from 0: (1 + r)^−t with t counted to the timing within the year.
    #[must_use]
    pub fn weight(self, rate: f64, year: usize) -> f64 {
        if rate == 0.0 {
            return 1.0;
        }
        let within = match self {
            Self::Start => 0.0,
            Self::Mid => 0.5,
            Self::End => 1.0,
        };
        (1.0 + rate).powf(-(year as f64 + within))
    }
}

/// A real discount rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discounting {
    /// Real rate a year; 0 weighs every year alike.
    pub rate: Quantity,
    /// When in the year the money moves.
    pub timing: Timing,
}

impl Discounting {
    /// The weight of the year at a position from 0 at a draw.
    #[must_use]
    pub fn factor(&self, draw: &Draw, year: usize) -> f64 {
        self.timing.weight(self.rate.at(draw), year)
    }

    /// Whether any year weighs differently from another.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.rate != Quantity::Fixed(0.0)
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
            let discounting = Discounting { rate: Quantity::Fixed(0.035), timing };
            let value: f64 = [2.5, 8.0, 14.0, 20.0, 26.0]
                .iter()
                .enumerate()
                .map(|(year, amount)| amount * discounting.factor(&Draw::new(vec![]), year))
                .sum();
            assert!((value - expected).abs() < 5e-8, "{timing:?}: {value}");
        }
    }
}
