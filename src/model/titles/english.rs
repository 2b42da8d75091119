//! Default titles in English.

use super::{Naming, Titles, few};
use crate::model::Grade;

pub(super) const TITLES: Titles = Titles {
    municipality: "Municipality",
    region: "Region",
    state: "State",
    citizens: "Citizens",
    public_sector: "Public sector",
    society: "Society",
    welfare: "Welfare",
    cashable: "Cashable only",
    actual: "actual",
    no_budget: "No budget named",
    common: "Common to all",
    as_it_is: "the scenario as it is",
    placements: "Placements avoided",
    self_sufficiency: "self-sufficiency",
    scale_up: "Share of the effect that remains in operation",
    net_tax_factor: "Net tax factor",
    cost_of_public_funds: "Cost of public funds",
    price_index: "Price index",
    optimism_costs: "Optimism bias in costs",
    optimism_savings: "Optimism bias in savings",
    discount_rate: "Discount rate",
    labour_market: "Good and bad years of the labour market",
    power_on_entry: "Power of good and bad years on entry",
    power_on_relapse: "Power of good and bad years on relapse",
    adults: "Adults who begin",
    families: "Families who begin",
    delay: "Months by which all begin later",
    moment: "Moment of the year at which all begin",
    adults_in_family: "Adults in a family",
    children_in_family: "Children in a family",
    correlation: "How alike the members of a family fare",
    relapse: "Relapse a year",
    relapsed_within: "Relapsed since entry",
    remaining_after: "Still self-sufficient since entry",
    relapse_after_curve: "Relapse a year after the last month of the curve",
    reentry: "Return to self-sufficiency a year after relapse",
    relative_risk: "Relative risk",
    odds_ratio: "Odds ratio",
    hazard_ratio: "Hazard ratio",
    rate_ratio: "Rate ratio",
    points: "Difference in points",
    with_programme: "with the programme",
    without_programme: "without the programme",
    lasting: "years they last",
    until_it_begins: "months from leaving until it begins",
    number: "number",
    quantity: "quantity",
    factor: "factor",
    growth: "growth a year",
    realised: "share that is realised",
    schedule: "factor, by year since leaving",
    refunded: "share refunded, by step",
    last_week: "last week, by step",
    weeks_behind: "weeks on support before",
    restart_weeks: "weeks off support that start the count anew",
    restart_within: "years within which these must lie",
    yearly_limit: "yearly limit, by step",
    price_factor: "factor on the limits",
};

/// English titles.
pub(super) struct English;

fn arm(programme: bool) -> &'static str {
    if programme { TITLES.with_programme } else { TITLES.without_programme }
}

impl Naming for English {
    fn by_year(&self, title: &str) -> String {
        format!("{title}, by year")
    }

    fn tier(&self, id: &str) -> String {
        format!("tier “{id}”")
    }

    fn probability_of(&self, tier: &str, programme: bool) -> String {
        format!("Probability of {tier} {}", arm(programme))
    }

    fn months_until(&self, tier: &str, programme: bool) -> String {
        format!("Months until {tier} {}", arm(programme))
    }

    fn share_of(&self, name: &str) -> String {
        format!("share of {name}")
    }

    fn in_prices(&self, unit: &str, year: i64) -> String {
        format!("{unit}, {year} prices")
    }

    fn times_by_year(&self, factors: &str) -> String {
        format!("times {factors} by year")
    }

    fn since_year(&self, year: i64) -> String {
        format!("from {year}")
    }

    fn until_year(&self, year: i64) -> String {
        format!("until {year}")
    }

    fn unused_payer(&self, [name, id]: [&str; 2], citizen: &str, transfers: &[&str]) -> String {
        let falls = if transfers.len() == 1 { "a transfer falls" } else { "transfers fall" };
        format!(
            "No line touches {name} (payers.{id}), while {falls} on {citizen} by default: {}. Say `counterpart` where another is \
             meant.",
            transfers.join(", ")
        )
    }

    fn several_price_years(&self, years: &[String]) -> String {
        format!(
            "The lines are in the prices of {}, and are added up as they are; [prices] with a level and an index brings them to one year",
            few(years, "and")
        )
    }

    fn given_no_earlier_type(&self) -> &'static str {
        "of those of no type above it (by the counts)"
    }

    fn within_months(&self, months: &[String], relapsed: bool, family: Option<&str>) -> String {
        let share = if relapsed { "share that has relapsed within" } else { "share that has not relapsed after" };
        let along = family.map_or_else(String::new, |family| format!(", along a {family} curve"));
        format!("{share} {} months{along}", few(months, "to"))
    }

    fn then_nobody(&self) -> &'static str {
        "then nobody relapses"
    }

    fn then_as_before(&self) -> &'static str {
        "then the curve goes on"
    }

    fn then_a_share_a_year(&self) -> &'static str {
        "then a share a year"
    }

    fn grade(&self, grade: Option<Grade>) -> &'static str {
        match grade {
            Some(Grade::Definition) => "by definition",
            Some(Grade::Registry) => "register or law",
            Some(Grade::Trial) => "controlled trial",
            Some(Grade::BeforeAfter) => "before and after",
            Some(Grade::Expert) => "professional judgement",
            Some(Grade::Assumed) => "assumed",
            Some(Grade::Illustrative) => "illustration",
            None => "not stated",
        }
    }

    fn given_no_better_tier(&self) -> &'static str {
        "given that no better tier is reached (converted)"
    }
}
