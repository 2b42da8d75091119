//! What money buys in several scenarios, in Danish.

use super::Danish;
use crate::analysis::{Dominance, Dominated};
use crate::document::words::{Brought, EfficiencyWords};

impl EfficiencyWords for Danish {
    fn what_money_buys(&self) -> &'static str {
        "Hvad pengene giver"
    }

    fn efficiency_title(&self, per: Option<&str>) -> String {
        per.map_or_else(|| "PR. KRONE".to_owned(), |per| format!("{} OG PR. KRONE", per.to_uppercase()))
    }

    fn per_krone(&self) -> &'static str {
        "provenu pr. krone"
    }

    fn efficiency_note(&self) -> &'static str {
        "Provenu pr. krone: provenuet for hver krone, der bruges. Alle er gennemsnit delt med gennemsnit over de år, der sammenlignes, \
         med forholdets egen usikkerhed; usikkerheden på et skridt er regnet på de parvise forskelle."
    }

    fn step_titles(&self, brought: Brought) -> [&'static str; 4] {
        match brought {
            Brought::Net => ["HVAD FLERE PENGE GIVER", "flere udgifter", "mere provenu", "provenu pr. ekstra krone"],
            Brought::PersonYears => {
                ["HVAD ET ÅRSVÆRK MERE KOSTER", "flere udgifter", "flere årsværk", "udgift pr. årsværk"]
            }
        }
    }

    fn unclear(&self) -> &'static str {
        "uklart"
    }

    fn costs_least(&self, name: &str, brought: Brought) -> String {
        format!("{name} koster mindst og giver {}.", most(brought))
    }

    fn dominated(&self, Dominated { name, dominance, clear }: &Dominated, brought: Brought) -> String {
        let told = match dominance {
            Dominance::Outright { by, cheaper, better } => {
                let costs = if *cheaper { "koster mere end" } else { "koster det samme som" };
                let brings = if *better { less(brought) } else { same(brought) };
                let and = if *cheaper == *better { "og" } else { "men" };
                format!("{name} kan udelukkes: det {costs} {by} {and} giver {brings}")
            }
            Dominance::Extended { between: [cheaper, dearer] } => {
                format!(
                    "{name} kan udelukkes: skridtet fra {cheaper} direkte til {dearer} giver {} for hver krone end skridtet hertil",
                    more(brought)
                )
            }
            Dominance::Same { by } => format!("{name} koster det samme som {by} og giver {}", same(brought)),
        };
        let open = if *clear { "" } else { "; beregningens egen usikkerhed lader det stå åbent" };
        format!("{told}{open}.")
    }

    fn best_is_not_highest(&self, [best, best_odds]: [&str; 2], [highest, highest_odds]: [&str; 2]) -> String {
        format!(
            "{best} er oftest det bedste ({best_odds}), selv om {highest} giver mest i gennemsnit ({highest_odds}): det, der mest \
             sandsynligt er bedst, er ikke altid det, der er bedst i gennemsnit."
        )
    }

    fn ties(&self, most: &str) -> String {
        format!("Nogle er lige gode i op til {most} af forløbene.")
    }
}

fn less(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "mindre provenu",
        Brought::PersonYears => "færre årsværk i selvforsørgelse",
    }
}

fn more(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "større provenu",
        Brought::PersonYears => "flere årsværk i selvforsørgelse",
    }
}

fn most(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "det største provenu",
        Brought::PersonYears => "flest årsværk i selvforsørgelse",
    }
}

fn same(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "det samme provenu",
        Brought::PersonYears => "lige så mange årsværk i selvforsørgelse",
    }
}
