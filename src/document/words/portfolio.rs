//! What is said of several programmes at once.

use crate::analysis::{Diversification, FirstThenOthers, PortfolioProgramme};
use crate::statistics::{Chance, Estimate};
use crate::summary::NetBenefit;

/// Short texts about them.
#[cfg_attr(test, derive(Debug))]
pub(in crate::document) struct PortfolioLabels {
    pub programme: &'static str,
    pub participants: &'static str,
    pub together: &'static str,
    /// How many break even, how likely.
    pub even: [&'static str; 2],
    /// What the total varies by: its heading, then as simulated, if independent, if all together.
    pub spread: [&'static str; 4],
    /// Whose money all together bring.
    pub account: &'static str,
    /// Money advanced: heading, budget, more than that.
    pub advance: [&'static str; 3],
    pub programmes_note: &'static str,
    pub own_families: &'static str,
    pub cut: &'static str,
    pub too_many: &'static str,
    pub counted: &'static str,
    /// Above the remarks of the picture.
    pub heading: &'static str,
}

/// Sentences about them.
pub(in crate::document) trait PortfolioWords {
    /// What all bring together.
    fn portfolio_answer(&self, programmes: usize, span: &str, total: &NetBenefit, currency: &str) -> String;
    /// How many break even.
    fn portfolio_even(&self, mean: Estimate, of: usize, none: &Chance, all: &Chance) -> String;
    /// What they even out among themselves, and what not, by whether they share an assumption.
    fn portfolio_spread(&self, spread: &Diversification, shares: bool, currency: &str) -> String;
    /// How likely the total gains, against independence.
    fn portfolio_independent(&self, shared: &Chance, independent: Estimate) -> String;
    /// Which assumptions are one draw, of how many that are uncertain.
    fn portfolio_shared(&self, titles: &[&str], programmes: usize) -> String;
    /// Which assumptions deviate in the first programme that has some, and in how many.
    fn portfolio_deviates(&self, of: &PortfolioProgramme, programmes: usize) -> String;
    /// How many sizes are assumed.
    fn portfolio_assumed(&self, assumed: usize, of: usize) -> String;
    /// What it is worth to begin with one.
    fn portfolio_first(&self, found: &FirstThenOthers, currency: &str) -> String;
    /// A count from and up to.
    fn portfolio_count(&self, from: usize, to: usize) -> String;
    /// The title of the picture.
    fn portfolio_title(&self, span: &str, whose: &str) -> String;
}
