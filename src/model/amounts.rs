//! What a unit of each line is worth at a draw.

use super::{Draw, Model, Number};

/// Kroner per unit of activity, by line and year; payers receive the realised share.
#[derive(Debug, Clone)]
pub struct Amounts<N = f64> {
    lines: Vec<LineAmounts>,
    values: Vec<N>,
}

/// The range of a line's amounts.
#[derive(Debug, Clone)]
struct LineAmounts {
    first: usize,
    /// The number of values: one where a unit is worth the same in all years, else one for each year.
    years: usize,
    certain: bool,
}

impl<N: Number> Amounts<N> {
    /// The amounts of a model: values that no draw changes. [`Amounts::update`] writes the others.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut count = 0;
        let column = |line: &super::Line| {
            let years = if line.is_steady() { 1 } else { model.calendar.years };
            count += years;
            LineAmounts { first: count - years, years, certain: line.is_certain() }
        };
        let lines = model.lines.iter().map(column).collect();
        let mut amounts = Self { lines, values: vec![N::default(); count] };
        amounts.work_out(model, &Draw::side_by_side(|_| model.base_draw()), |_| true);
        amounts
    }

    /// Computes the amounts at a draw.
    #[inline(always)]
    pub fn update(&mut self, model: &Model, draw: &Draw<N>) {
        self.work_out(model, draw, |column| !column.certain);
    }

    #[inline(always)]
    fn work_out(&mut self, model: &Model, draw: &Draw<N>, wanted: impl Fn(&LineAmounts) -> bool) {
        for (line, column) in model.lines.iter().zip(&self.lines).filter(|(_, column)| wanted(column)) {
            for (year, amount) in self.values[column.first..][..column.years].iter_mut().enumerate() {
                *amount = line.unit_amount(draw, year);
                if line.realised.is_some() {
                    *amount *= line.realised_share(draw, year);
                }
            }
        }
    }

    /// Whether a line's amounts are the same in every year.
    #[must_use]
    pub fn are_steady(&self, line: usize) -> bool {
        self.lines[line].years == 1
    }

    /// Whether a line's amounts are the same at every draw.
    #[must_use]
    pub fn are_certain(&self, line: usize) -> bool {
        self.lines[line].certain
    }

    /// What a unit of a line is worth in a year.
    #[must_use]
    #[inline(always)]
    pub fn at(&self, line: usize, year: usize) -> N {
        let LineAmounts { first, years, .. } = self.lines[line];
        self.values[first + year.min(years - 1)]
    }
}
