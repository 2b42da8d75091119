//! What money buys in several scenarios, in English.

use super::English;
use crate::analysis::{Dominance, Dominated};
use crate::document::words::{Brought, EfficiencyWords};

impl EfficiencyWords for English {
    fn what_money_buys(&self) -> &'static str {
        "What the money buys"
    }

    fn efficiency_title(&self, per: Option<&str>) -> String {
        per.map_or_else(|| "FOR ITS COST".to_owned(), |per| format!("{} AND FOR ITS COST", per.to_uppercase()))
    }

    fn per_krone(&self) -> &'static str {
        "net ÷ cost"
    }

    fn efficiency_note(&self) -> &'static str {
        "Net ÷ cost: what each unit of cost brings in net benefit. All are ratios of means over the years compared, with the error of the \
         ratio; steps have that of the paired differences."
    }

    fn step_titles(&self, brought: Brought) -> [&'static str; 4] {
        match brought {
            Brought::Net => ["WHAT MORE MONEY BRINGS", "more cost", "more net benefit", "net ÷ cost more"],
            Brought::PersonYears => {
                ["WHAT A PERSON-YEAR MORE COSTS", "more cost", "more person-years", "cost per person-year"]
            }
        }
    }

    fn unclear(&self) -> &'static str {
        "unclear"
    }

    fn costs_least(&self, name: &str, brought: Brought) -> String {
        format!("{name} costs least and brings most {}.", what(brought))
    }

    fn dominated(&self, Dominated { name, dominance, clear }: &Dominated, brought: Brought) -> String {
        let told = match dominance {
            Dominance::Outright { by, cheaper, better } => {
                let costs = if *cheaper { "costs more than" } else { "costs the same as" };
                let brings = if *better { less(brought) } else { same(brought) };
                let and = if *cheaper == *better { "and" } else { "but" };
                format!("{name} is dominated: it {costs} {by} {and} brings {brings}")
            }
            Dominance::Extended { between: [cheaper, dearer] } => format!(
                "{name} is dominated by extension: the step from {cheaper} straight to {dearer} brings more {} for its cost than the step to it",
                what(brought)
            ),
            Dominance::Same { by } => format!("{name} costs the same as {by} and brings {}", same(brought)),
        };
        let open = if *clear { "" } else { "; the calculation’s own uncertainty leaves that open" };
        format!("{told}{open}.")
    }

    fn best_is_not_highest(&self, [best, best_odds]: [&str; 2], [highest, highest_odds]: [&str; 2]) -> String {
        format!(
            "{best} is most often the best ({best_odds}), although {highest} brings most on average ({highest_odds}): what is most \
             probably best is not always what is best on average."
        )
    }

    fn ties(&self, most: &str) -> String {
        format!("Some are equally good in up to {most} of cases.")
    }
}

fn less(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "less net benefit",
        Brought::PersonYears => "fewer person-years",
    }
}

fn same(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "the same net benefit",
        Brought::PersonYears => "as many person-years",
    }
}

fn what(brought: Brought) -> &'static str {
    match brought {
        Brought::Net => "net benefit",
        Brought::PersonYears => "person-years",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dominance_is_told_in_words_that_fit_the_corner() {
        let told =
            |dominance, clear| English.dominated(&Dominated { name: "B".into(), dominance, clear }, Brought::Net);
        let outright = |cheaper, better| Dominance::Outright { by: "A".into(), cheaper, better };
        assert_eq!(
            told(outright(true, true), true),
            "B is dominated: it costs more than A and brings less net benefit."
        );
        assert_eq!(
            told(outright(true, false), true),
            "B is dominated: it costs more than A but brings the same net benefit."
        );
        assert!(
            told(outright(false, true), false)
                .contains("costs the same as A but brings less net benefit; the calculation")
        );
        let extended = told(Dominance::Extended { between: ["A".into(), "C".into()] }, true);
        assert!(extended.contains("the step from A straight to C brings more net benefit"), "{extended}");
        assert_eq!(
            told(Dominance::Same { by: "A".into() }, true),
            "B costs the same as A and brings the same net benefit."
        );
    }
}
