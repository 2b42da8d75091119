//! What is said of what money buys in several scenarios.

use crate::analysis::Dominated;

/// What a step from one scenario to a dearer one brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Brought {
    /// Net benefit.
    Net,
    /// Self-sufficient person-years.
    PersonYears,
}

/// Scenarios per participant and per krone, and which of them are worth their cost.
pub(in crate::document) trait EfficiencyWords {
    /// A heading.
    fn what_money_buys(&self) -> &'static str;
    /// The title of sums per krone, and per participant where there are any (`per adult`).
    fn efficiency_title(&self, per: Option<&str>) -> String;
    /// Net benefit per krone paid, as the title of a column.
    fn per_krone(&self) -> &'static str;
    /// What both tables say and how they are computed.
    fn efficiency_note(&self) -> &'static str;
    /// Titles of the table of steps: what it is of, more cost, more of what is brought, their ratio.
    fn step_titles(&self, brought: Brought) -> [&'static str; 4];
    /// In place of a ratio whose divisor cannot be told from zero.
    fn unclear(&self) -> &'static str;
    /// That one scenario costs least and brings most.
    fn costs_least(&self, name: &str, brought: Brought) -> String;
    /// Why a scenario is not worth its cost.
    fn dominated(&self, dominated: &Dominated, brought: Brought) -> String;
    /// That the most probable best is not the one with the highest mean; each by its name and how often it is the best.
    fn best_is_not_highest(&self, best: [&str; 2], highest: [&str; 2]) -> String;
    /// That some are equally good, and in how many cases.
    fn ties(&self, most: &str) -> String;
}
