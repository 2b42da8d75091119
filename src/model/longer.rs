//! The same programme looked at for more years.

use super::{Arms, Calendar, Driver, Line, Model, Quantity, Series};

impl Model {
    /// The same programme with a number of years added at its end: nobody is taken in, and nothing is paid per year, after the years that it is
    /// planned for; all that follows from its families goes on. `None` where the years to come are not known: beyond the longest horizon,
    /// or where good and bad years are drawn.
    #[must_use]
    pub fn longer(&self, more: usize) -> Option<Self> {
        let Calendar { first_year, years } = self.calendar;
        if self.labour_market.is_some() || years + more > Calendar::MAX_YEARS {
            return None;
        }
        let mut model = self.clone();
        model.calendar = Calendar { first_year, years: years + more };
        for group in &mut model.groups {
            group.intake.families.end_after(years);
            for event in group.events.iter_mut().flatten() {
                if let Arms::Difference(starts) = &mut event.arms {
                    starts.end_after(years);
                }
            }
        }
        let yearly = |line: &&mut Line| line.driver == Driver::CalendarYear;
        model.lines.iter_mut().filter(yearly).for_each(|line| line.quantity.end_after(years));
        Some(model)
    }
}

impl Series {
    /// Nothing from a year on.
    fn end_after(&mut self, years: usize) {
        let last = self.profile.len() - 1;
        self.profile = (0..years).map(|year| self.profile[year.min(last)]).collect();
        self.profile.push(Quantity::Fixed(0.0));
    }
}
