//! What payers, sums, events and numbers are called where the scenario does not say: the default titles of every language.
//!
//! A language gives a value of [`Titles`] and implements [`Naming`], in a file of its own: what it lacks does not compile.

mod danish;
mod english;

use super::{Grade, Language};

/// The short default titles of a language.
pub(crate) struct Titles {
    // Payers and sums of them.
    pub municipality: &'static str,
    pub region: &'static str,
    pub state: &'static str,
    pub citizens: &'static str,
    pub public_sector: &'static str,
    pub society: &'static str,
    pub welfare: &'static str,
    // Parts of a ledger.
    pub cashable: &'static str,
    /// What was spent, after the title of a line.
    pub actual: &'static str,
    pub no_budget: &'static str,
    pub common: &'static str,
    // The scenario as it stands, beside its variants.
    pub as_it_is: &'static str,
    // What the programme prevents, and what it leads to.
    pub placements: &'static str,
    pub self_sufficiency: &'static str,
    // Numbers of the whole scenario.
    pub scale_up: &'static str,
    pub net_tax_factor: &'static str,
    pub cost_of_public_funds: &'static str,
    pub price_index: &'static str,
    /// Before the grade of evidence.
    pub optimism_costs: &'static str,
    pub optimism_savings: &'static str,
    pub discount_rate: &'static str,
    pub labour_market: &'static str,
    pub power_on_entry: &'static str,
    pub power_on_relapse: &'static str,
    // Numbers of a group of families.
    pub adults: &'static str,
    pub families: &'static str,
    pub delay: &'static str,
    pub moment: &'static str,
    pub adults_in_family: &'static str,
    pub children_in_family: &'static str,
    pub correlation: &'static str,
    pub relapse: &'static str,
    pub relapsed_within: &'static str,
    pub remaining_after: &'static str,
    pub relapse_after_curve: &'static str,
    pub reentry: &'static str,
    // Before the title of the arm that they give.
    pub relative_risk: &'static str,
    pub odds_ratio: &'static str,
    pub hazard_ratio: &'static str,
    pub rate_ratio: &'static str,
    pub points: &'static str,
    // After the title of an event.
    pub with_programme: &'static str,
    pub without_programme: &'static str,
    pub lasting: &'static str,
    pub until_it_begins: &'static str,
    pub number: &'static str,
    // After the title of a line.
    pub quantity: &'static str,
    pub factor: &'static str,
    pub growth: &'static str,
    pub realised: &'static str,
    pub schedule: &'static str,
    pub refunded: &'static str,
    pub last_week: &'static str,
    pub weeks_behind: &'static str,
    pub restart_weeks: &'static str,
    pub restart_within: &'static str,
    pub yearly_limit: &'static str,
    pub price_factor: &'static str,
}

/// Default titles that hold others.
pub(crate) trait Naming {
    /// A list with a number for each year.
    fn by_year(&self, title: &str) -> String;
    /// A tier of self-sufficiency by its id.
    fn tier(&self, id: &str) -> String;
    /// Probability of reaching a tier in an arm.
    fn probability_of(&self, tier: &str, programme: bool) -> String;
    /// Months until a tier is reached in an arm.
    fn months_until(&self, tier: &str, programme: bool) -> String;
    /// The share of a type of event, or of a payer.
    fn share_of(&self, name: &str) -> String;
    /// An amount in the prices of a year.
    fn in_prices(&self, unit: &str, year: i64) -> String;
    /// A value by year that is one draw times factors.
    fn times_by_year(&self, factors: &str) -> String;
    /// A value that holds from a year on.
    fn since_year(&self, year: i64) -> String;
    /// A value that holds up to a year.
    fn until_year(&self, year: i64) -> String;
    /// To the author: lines are in the prices of several years, and nothing brings them to one level.
    fn several_price_years(&self, years: &[String]) -> String;
    /// To the author: no line touches a payer (name and id), while some transfers fall on the citizen by default.
    fn unused_payer(&self, payer: [&str; 2], citizen: &str, transfers: &[&str]) -> String;
    /// The share of a type of event that was given by counts.
    fn given_no_earlier_type(&self) -> &'static str;
    /// Of the shares of a curve: by which months since entry, whether of those who have relapsed or have not, and through which family.
    fn within_months(&self, months: &[String], relapsed: bool, family: Option<&str>) -> String;
    /// After the last month of a curve nobody relapses.
    fn then_nobody(&self) -> &'static str;
    /// After the last month of a curve it goes on as it was.
    fn then_as_before(&self) -> &'static str;
    /// After the last month of a curve a share relapses in each year, which is a number of its own.
    fn then_a_share_a_year(&self) -> &'static str;
    /// What a grade of evidence is called.
    fn grade(&self, grade: Option<Grade>) -> &'static str;
    /// A probability that was given as that of reaching at least a tier.
    fn given_no_better_tier(&self) -> &'static str;
}

impl Language {
    /// Its short default titles.
    pub(crate) fn titles(self) -> &'static Titles {
        match self {
            Self::English => &english::TITLES,
            Self::Danish => &danish::TITLES,
        }
    }

    /// Its default titles that hold others.
    pub(crate) fn naming(self) -> &'static dyn Naming {
        match self {
            Self::English => &english::English,
            Self::Danish => &danish::Danish,
        }
    }
}

/// Some numbers one after the other; of many the first and the last, with the word between them.
fn few(numbers: &[String], to: &str) -> String {
    const MANY: usize = 8;
    match numbers {
        [first, .., last] if numbers.len() > MANY => format!("{first} {to} {last}"),
        _ => numbers.join(", "),
    }
}
