//! What is said of relapse curves.

/// The short texts of a relapse curve.
pub(in crate::document) struct CurveLabels {
    /// Above all that is said of it.
    pub heading: &'static str,
    // Columns and rows of the hazards.
    pub year: &'static str,
    pub hazard: &'static str,
    pub person_years: &'static str,
    pub by_the_curve: &'static str,
    pub together: &'static str,
    // Columns and rows of other curves through the same points.
    pub other_hazards: &'static str,
    pub computed_with: &'static str,
    // Notes.
    /// Uncertain shares: hazards are those at base values.
    pub each_draw: &'static str,
    /// At which moment people are taken to enter.
    pub moment: &'static str,
    /// Re-entry, and good and bad years, are not in the figures.
    pub left_out: &'static str,
}

/// The sentences on a relapse curve.
pub(in crate::document) trait CurveWords {
    /// The short texts.
    fn curves(&self) -> &'static CurveLabels;
    /// A calendar year, by how many come after that of entry.
    fn year_since_entry(&self, later: usize) -> String;
    /// Person-years of 1,000 as counted by calendar year, and by the curve itself; which part of the year of relapse counts.
    fn lost_by_year(&self, sums: [f64; 2], part: f64) -> String;
    /// After the last month nobody relapses.
    fn nobody_after(&self, month: f64) -> String;
    /// After the last month the curve goes on.
    fn continues_after(&self, month: f64) -> String;
    /// After the last month a share relapses in each year.
    fn yearly_after(&self, month: f64, share: f64) -> String;
    /// A curve by what is between its points: `constant`, or a family.
    fn curve_between(&self, between: &str) -> &'static str;
    /// That the points do not tell which of several curves holds.
    fn which_curve(&self) -> &'static str;
}
