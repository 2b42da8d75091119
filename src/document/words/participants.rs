//! What is said of money per participant, and of several payers at once.

use crate::model::Participants;

/// Sums divided by those who are taken in, and gains of several payers at once.
pub(in crate::document) trait ParticipantWords {
    /// What a sum is divided by, as the title of a column.
    fn per(&self, of: Participants) -> &'static str;
    /// The title of sums that are divided, over a span of years.
    fn per_title(&self, of: Participants, span: &str) -> String;
    /// How many there are, as a label.
    fn taken_in(&self, of: Participants) -> &'static str;
    /// Costs, savings and net benefit, as titles of columns.
    fn money(&self) -> [&'static str; 3];
    /// How many there are, and that all money is divided by all of them.
    fn divided(&self, of: Participants, number: f64, subgroups: bool) -> String;
    /// Over replications: that means are divided.
    fn ratio_of_means(&self) -> &'static str;
    /// The title of how likely several payers gain at once.
    fn joint_title(&self, span: &str) -> String;
    /// Several payers together.
    fn together(&self, names: &[&str]) -> String;
    /// How often they do, over the table.
    fn joint_note(&self) -> &'static str;
}
