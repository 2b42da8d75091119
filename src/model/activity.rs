//! What happened, in the units that ledger lines are priced by.

use super::{Amount, Driver, Model};

/// Which row of activity, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row(pub usize);

/// The rows of activity of a model: the fixed ones, one per tier, and one per line whose amount differs between families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    tiers: usize,
    own: Vec<usize>,
}

impl Rows {
    /// One in every calendar year.
    pub const CALENDAR_YEARS: Row = Row(0);
    /// Adults of the intake.
    pub const ADULTS: Row = Row(1);
    /// Placements avoided that would have started.
    pub const PLACEMENTS: Row = Row(2);
    /// Placement-years avoided.
    pub const PLACEMENT_YEARS: Row = Row(3);
    const FIRST_TIER: usize = 4;

    pub(super) fn new(model: &Model) -> Self {
        Self {
            tiers: model.employment.as_ref().map_or(0, |employment| employment.tiers.len()),
            own: (0..model.lines.len()).filter(|&i| matches!(model.lines[i].amount, Amount::Each(_))).collect(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        Self::FIRST_TIER + self.tiers + self.own.len()
    }

    /// Additional self-sufficient person-years of a tier.
    #[must_use]
    pub fn person_years(&self, tier: usize) -> Row {
        Row(Self::FIRST_TIER + tier)
    }

    /// The rows of all tiers.
    pub fn all_person_years(&self) -> impl Iterator<Item = Row> + use<> {
        let first = Self::FIRST_TIER;
        (first..first + self.tiers).map(Row)
    }

    /// The row of a line whose amount differs between families: its driver with each unit weighed by its own amount.
    #[must_use]
    pub fn own(&self, line: usize) -> Option<Row> {
        self.own.iter().position(|&own| own == line).map(|i| Row(Self::FIRST_TIER + self.tiers + i))
    }

    /// The rows that a driver sums over.
    #[must_use]
    pub fn of(&self, driver: Driver) -> Vec<Row> {
        match driver {
            Driver::CalendarYear => vec![Self::CALENDAR_YEARS],
            Driver::Adult => vec![Self::ADULTS],
            Driver::Placement => vec![Self::PLACEMENTS],
            Driver::PlacementYear => vec![Self::PLACEMENT_YEARS],
            Driver::PersonYear(Some(tier)) => vec![self.person_years(tier)],
            Driver::PersonYear(None) => self.all_person_years().collect(),
        }
    }
}

/// Rows by years, flat.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    years: usize,
    values: Vec<f64>,
}

impl Activity {
    /// No activity but the passing of the years.
    #[must_use]
    pub fn new(rows: &Rows, years: usize) -> Self {
        let mut activity = Self { years, values: vec![0.0; rows.count() * years] };
        activity.clear();
        activity
    }

    /// Forgets everything but the passing of the years.
    pub fn clear(&mut self) {
        self.values.fill(0.0);
        self.row_mut(Rows::CALENDAR_YEARS).fill(1.0);
    }

    /// A row, one value per year.
    #[must_use]
    #[inline]
    pub fn row(&self, row: Row) -> &[f64] {
        &self.values[row.0 * self.years..][..self.years]
    }

    /// A row to write to.
    #[inline]
    pub fn row_mut(&mut self, row: Row) -> &mut [f64] {
        &mut self.values[row.0 * self.years..][..self.years]
    }

    /// The rows of a driver summed, by year.
    #[must_use]
    pub fn summed(&self, rows: impl IntoIterator<Item = Row>) -> Vec<f64> {
        let mut total = vec![0.0; self.years];
        for row in rows {
            total.iter_mut().zip(self.row(row)).for_each(|(sum, value)| *sum += value);
        }
        total
    }
}
