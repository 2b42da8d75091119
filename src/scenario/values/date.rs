//! Days of the calendar, as far as validity needs them.

use std::fmt;
use std::str::FromStr;

/// A day: `2025-07-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Calendar year.
    pub year: i32,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// The first day of a year.
    #[must_use]
    pub fn first_of(year: i32) -> Self {
        Self { year, month: 1, day: 1 }
    }

    /// The last day of a year.
    #[must_use]
    pub fn last_of(year: i32) -> Self {
        Self { year, month: 12, day: 31 }
    }

    /// Which day of its year it is, from 1.
    #[must_use]
    pub fn of_year(self) -> u16 {
        let before: u16 = (1..self.month).map(|month| u16::from(days_in(self.year, month))).sum();
        before + u16::from(self.day)
    }
}

/// How many days a month has.
fn days_in(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Day {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(()) };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if [year, month, day].map(str::len) != [4, 2, 2] || ![year, month, day].into_iter().all(digits) {
            return Err(());
        }
        let (year, month, day) =
            (year.parse().map_err(drop)?, month.parse().map_err(drop)?, day.parse().map_err(drop)?);
        let sound = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        sound.then_some(Self { year, month, day }).ok_or(())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_counted() {
        let day = |text: &str| text.parse::<Day>().ok();
        assert_eq!(day("2024-12-31").map(Day::of_year), Some(366));
        assert_eq!(day("2025-07-01").map(|day| (day.of_year(), day.to_string())), Some((182, "2025-07-01".to_owned())));
        for wrong in ["2025-02-29", "2025-13-01", "2025-00-10", "25-01-01", "2025-1-1", "2025", "+025-01-01"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
