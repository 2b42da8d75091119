//! The horizon.

/// Consecutive calendar years: the horizon of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The first calendar year.
    pub first_year: i32,
    /// How many years are counted.
    pub years: usize,
}

impl Calendar {
    /// The longest horizon allowed.
    pub const MAX_YEARS: usize = 100;

    /// The calendar year at a position from 0.
    #[must_use]
    pub fn year(&self, position: usize) -> i32 {
        self.first_year + position as i32
    }

    /// All calendar years in order.
    pub fn iter(&self) -> impl Iterator<Item = i32> + use<> {
        self.first_year..self.first_year + self.years as i32
    }

    /// `2017–2021`; `2023` where it is a single year.
    #[must_use]
    pub fn span(&self) -> String {
        if self.years == 1 {
            return self.first_year.to_string();
        }
        format!("{}–{}", self.first_year, self.year(self.years - 1))
    }
}

/// A rule that holds from a calendar year on, until the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Since<T> {
    /// The first calendar year in which it holds; `None` = always.
    pub from: Option<i32>,
    /// What holds.
    pub rule: T,
}

impl<T> Since<T> {
    /// The position of the rule that holds in a calendar year, among rules in ascending order; `None` before the first.
    #[must_use]
    pub fn holding(rules: &[Self], year: i32) -> Option<usize> {
        rules.iter().rposition(|rule| rule.from.is_none_or(|from| from <= year))
    }
}
