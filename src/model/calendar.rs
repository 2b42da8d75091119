//! The years that are counted.

/// A run of calendar years, the horizon of a scenario.
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

    /// `2017–2021`.
    #[must_use]
    pub fn span(&self) -> String {
        format!("{}–{}", self.first_year, self.year(self.years - 1))
    }
}
