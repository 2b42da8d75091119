//! Default titles in Danish.

use super::{Naming, Titles, few};
use crate::model::Grade;

pub(super) const TITLES: Titles = Titles {
    municipality: "Kommunen",
    region: "Regionen",
    state: "Staten",
    citizens: "Borgerne",
    public_sector: "Det offentlige i alt",
    society: "Samfundet",
    welfare: "Velfærd",
    cashable: "Kun kontante besparelser",
    actual: "faktisk",
    no_budget: "Uden angivet budget",
    common: "Fælles for alle",
    as_it_is: "det uændrede scenarie",
    placements: "Undgåede anbringelser",
    self_sufficiency: "selvforsørgelse",
    scale_up: "Andel af effekten, der holder i varig drift",
    net_tax_factor: "Nettoafgiftsfaktor",
    cost_of_public_funds: "Skatteforvridning",
    price_index: "Prisindeks",
    optimism_costs: "Optimisme i udgifter",
    optimism_savings: "Optimisme i besparelser",
    discount_rate: "Diskonteringsrente",
    labour_market: "Gode og dårlige år på arbejdsmarkedet",
    power_on_entry: "Gode og dårlige års styrke for selvforsørgelse",
    power_on_relapse: "Gode og dårlige års styrke for tilbagefald til ydelse",
    adults: "Voksne, der begynder",
    families: "Familier, der begynder",
    delay: "Måneder, som alle begynder senere",
    moment: "Tidspunkt på året, hvor alle begynder",
    adults_in_family: "Voksne i en familie",
    children_in_family: "Børn i en familie",
    correlation: "Hvor ens det går familiens medlemmer",
    relapse: "Tilbage på ydelse om året",
    relapsed_within: "Tilbage på ydelse siden selvforsørgelsens start",
    remaining_after: "Stadig selvforsørgende siden selvforsørgelsens start",
    relapse_after_curve: "Tilbage på ydelse om året efter kurvens sidste måned",
    reentry: "Igen selvforsørgende om året efter tilbagefald",
    relative_risk: "Relativ risiko",
    odds_ratio: "Oddsratio",
    hazard_ratio: "Hazardratio",
    rate_ratio: "Rateratio",
    points: "Forskel i point",
    with_programme: "med indsatsen",
    without_programme: "uden indsatsen",
    lasting: "varighed i år",
    until_it_begins: "måneder fra indsatsen slutter, til det begynder",
    number: "antal",
    quantity: "mængde",
    factor: "faktor",
    growth: "vækst om året",
    realised: "andel, der realiseres",
    schedule: "faktor, efter år siden afslutningen",
    refunded: "andel, der refunderes, trin for trin",
    last_week: "sidste uge, trin for trin",
    weeks_behind: "uger på ydelse forinden",
    restart_weeks: "uger uden ydelse, før optællingen begynder forfra",
    restart_within: "år, som de skal ligge inden for",
    yearly_limit: "årlig grænse, trin for trin",
    price_factor: "faktor på grænserne",
};

/// Danish titles.
pub(super) struct Danish;

fn arm(programme: bool) -> &'static str {
    if programme { TITLES.with_programme } else { TITLES.without_programme }
}

impl Naming for Danish {
    fn by_year(&self, title: &str) -> String {
        format!("{title}, år for år")
    }

    fn tier(&self, id: &str) -> String {
        format!("trin »{id}«")
    }

    fn probability_of(&self, tier: &str, programme: bool) -> String {
        format!("Sandsynlighed for {tier} {}", arm(programme))
    }

    fn months_until(&self, tier: &str, programme: bool) -> String {
        format!("Måneder til {tier} {}", arm(programme))
    }

    fn share_of(&self, name: &str) -> String {
        format!("andel, {name}")
    }

    fn in_prices(&self, unit: &str, year: i64) -> String {
        format!("{unit}, {year}-priser")
    }

    fn times_by_year(&self, factors: &str) -> String {
        format!("gange {factors} år for år")
    }

    fn since_year(&self, year: i64) -> String {
        format!("fra {year}")
    }

    fn until_year(&self, year: i64) -> String {
        format!("til og med {year}")
    }

    fn unused_payer(&self, [name, id]: [&str; 2], citizen: &str, transfers: &[&str]) -> String {
        let falls = if transfers.len() == 1 { "en overførsel" } else { "overførsler" };
        format!(
            "Ingen linje berører {name} (payers.{id}), mens {falls} uden angivet modpart rammer {citizen}: {}. Angiv `counterpart`, \
             hvor en anden er ment.",
            transfers.join(", ")
        )
    }

    fn several_price_years(&self, years: &[String]) -> String {
        format!(
            "Linjerne er i {}-priser og lægges sammen, som de er; [prices] med et prisniveau og et indeks omregner dem til ét år",
            few(years, "og")
        )
    }

    fn given_no_earlier_type(&self) -> &'static str {
        "af dem, der ikke er af en type ovenfor (efter antallene)"
    }

    fn within_months(&self, months: &[String], relapsed: bool, family: Option<&str>) -> String {
        let share = if relapsed { "andel tilbage på ydelse inden for" } else { "andel ikke tilbage på ydelse efter" };
        let along = family.map_or_else(String::new, |family| format!(", efter en {family}-kurve"));
        format!("{share} {} måneder{along}", few(months, "til"))
    }

    fn then_nobody(&self) -> &'static str {
        "derefter ingen"
    }

    fn then_as_before(&self) -> &'static str {
        "derefter fortsætter kurven"
    }

    fn then_a_share_a_year(&self) -> &'static str {
        "derefter en andel om året"
    }

    fn grade(&self, grade: Option<Grade>) -> &'static str {
        match grade {
            Some(Grade::Definition) => "per definition",
            Some(Grade::Registry) => "registerdata",
            Some(Grade::Trial) => "forsøg",
            Some(Grade::BeforeAfter) => "før-efter",
            Some(Grade::Expert) => "fagligt skøn",
            Some(Grade::Assumed) => "antaget",
            Some(Grade::Illustrative) => "illustration",
            None => "ikke oplyst",
        }
    }

    fn given_no_better_tier(&self) -> &'static str {
        "når intet bedre trin nås (omregnet)"
    }
}
