//! Replications and families in Danish.

use super::{D, Danish};
use crate::document::words::{AdultStory, CommonWords, EventStory, FamilyName, Moment, SpellStory, StoryWords};

impl StoryWords for Danish {
    fn replication(&self, number: u64, seed: u64) -> String {
        format!("Forløb {number} med {}", self.seed(seed))
    }

    fn families_to_look_at(&self, families: &[String]) -> String {
        format!("Familier, som indsatsen ændrede noget for, kan ses med --family: {}, …", families.join(", "))
    }

    fn replication_result(&self, break_even: Option<i32>, amounts: [f64; 3]) -> String {
        let when = match break_even {
            Some(year) => format!("har tjent sig hjem i {year}"),
            None => "tjener sig ikke hjem i perioden".to_owned(),
        };
        let [total, expected, chance] = amounts.map(|amount| D.whole(amount));
        format!(
            "Indsatsen {when} og ender på {total}. Den eksakte forventning ved disse forudsætninger er {expected}; resten, \
             {chance}, er tilfældigheder."
        )
    }

    fn family(&self, family: &FamilyName) -> String {
        let FamilyName { replication, seed, number, of, group, year, late } = family;
        let group = group.map_or_else(String::new, |group| format!(" i {group}"));
        let leave = if *late { "skulle afslutte" } else { "afslutter" };
        format!("{}: familie {number} af de {of}{group}, der {leave} i {year}", self.replication(*replication, *seed))
    }

    fn leaves_later(&self, year: Option<i32>, span: &str) -> String {
        let when = year.map_or_else(|| format!("efter {span}"), |year| format!("i {year}"));
        format!("Optaget kommer senere end planlagt: familien afslutter {when}.")
    }

    fn family_worth(&self, name: &str, net: f64, currency: &str, span: &str) -> String {
        format!(
            "For {name} er familien {} værd {}, før det, der betales hvert år, uanset hvem der deltager.",
            D.money(net, currency),
            Danish.in_span(span)
        )
    }

    fn adult(&self, number: Option<usize>, story: &AdultStory, span: &str) -> String {
        let adult = number.map_or_else(|| "Den voksne".to_owned(), |number| format!("Voksen {number}"));
        match story {
            AdultStory::Neither => {
                format!("{adult} bliver selvforsørgende hverken med eller uden indsatsen.")
            }
            AdultStory::Alike { tier } => format!(
                "{adult} bliver selvforsørgende{} både med og uden indsatsen; intet er vundet eller tabt.",
                as_tier(*tier)
            ),
            AdultStory::Changed(arms) => {
                let arm = |arm: usize, with: &str| match &arms[arm] {
                    None => format!("{with} indsatsen aldrig {}", Danish.in_span(span)),
                    Some(story) => {
                        let when = spells(&story.spells, story.last_year);
                        format!("{with} indsatsen{} {when}", as_tier(story.tier))
                    }
                };
                format!("{adult} bliver selvforsørgende {}; {}.", arm(0, "med"), arm(1, "uden"))
            }
        }
    }

    fn event(&self, event: &EventStory) -> String {
        let (begins, lasts) = match (event.avoided, event.for_the_better) {
            (true, true) => ("ville være begyndt", "have varet"),
            (true, false) => ("begynder mod hensigten", "varer"),
            (false, true) => ("begynder", "varer"),
            (false, false) => ("udebliver mod hensigten, ville være begyndt", "have varet"),
        };
        let kind = event.kind.as_ref().map_or_else(String::new, |kind| format!(" ({kind})"));
        let how_long =
            event.years.map_or_else(|| "ud over perioden".to_owned(), |years| format!("i {} år", D.decimal(years, 2)));
        format!("{}{kind}: {begins} {} og {lasts} {how_long}.", event.title, moment(&event.start))
    }

    fn nothing_else(&self, titles: &[String]) -> String {
        format!("Indsatsen ændrer ikke andet her ({}).", titles.join(", "))
    }

    fn worth_in(&self, currency: &str) -> String {
        format!("værd, {currency}")
    }
}

fn as_tier(tier: Option<&str>) -> String {
    tier.map_or_else(String::new, |tier| format!(" som \"{tier}\""))
}

/// `fra 37 % inde i 2017 til starten af 2020 og igen fra 12 % inde i 2021`.
fn spells(spells: &[SpellStory], last_year: i32) -> String {
    if spells.is_empty() {
        return format!("efter {last_year}");
    }
    let tell = |SpellStory { start, end, at_once }: &SpellStory| match end {
        None => format!("fra {} og frem", time(start)),
        Some(_) if *at_once => format!("{}, men tilbage på ydelse samme år", moment(start)),
        Some(end) => format!("fra {} til {}", time(start), time(end)),
    };
    spells.iter().map(tell).collect::<Vec<_>>().join(" og igen ")
}

/// After `fra` and `til`.
fn time(Moment { year, part }: &Moment) -> String {
    if *part == 0.0 { format!("starten af {year}") } else { format!("{} inde i {year}", D.percent(*part, 0)) }
}

/// When something happens.
fn moment(at: &Moment) -> String {
    if at.part == 0.0 { format!("i {}", time(at)) } else { time(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::words::ArmStory;

    #[test]
    fn an_adult_is_told_of_with_and_without_the_programme() {
        let adult = |number, story: AdultStory| Danish.adult(number, &story, "2017–2021").replace('\u{a0}', " ");
        assert_eq!(
            adult(Some(2), AdultStory::Neither),
            "Voksen 2 bliver selvforsørgende hverken med eller uden indsatsen."
        );
        let start = Moment { year: 2017, part: 0.37 };
        let end = Moment { year: 2019, part: 0.0 };
        let spells = vec![
            SpellStory { start, end: Some(end), at_once: false },
            SpellStory { start: end, end: Some(end), at_once: true },
            SpellStory { start: end, end: None, at_once: false },
        ];
        let with = ArmStory { tier: Some("fuld"), spells, last_year: 2021 };
        let later = ArmStory { tier: None, spells: vec![], last_year: 2021 };
        assert_eq!(
            adult(None, AdultStory::Changed([Some(with), None])),
            "Den voksne bliver selvforsørgende med indsatsen som \"fuld\" fra 37 % inde i 2017 til starten af 2019 og igen i \
             starten af 2019, men tilbage på ydelse samme år og igen fra starten af 2019 og frem; uden indsatsen aldrig i \
             perioden 2017–2021."
        );
        let told = adult(None, AdultStory::Changed([None, Some(later)]));
        assert!(told.ends_with("med indsatsen aldrig i perioden 2017–2021; uden indsatsen efter 2021."), "{told}");
    }

    #[test]
    fn an_event_is_avoided_or_begins_against_the_programme() {
        let start = Moment { year: 2018, part: 0.5 };
        let event =
            EventStory { title: "Anbringelse", kind: None, avoided: true, for_the_better: true, start, years: None };
        let told = |event: &EventStory| Danish.event(event).replace('\u{a0}', " ");
        assert_eq!(told(&event), "Anbringelse: ville være begyndt 50 % inde i 2018 og have varet ud over perioden.");
        let worse =
            EventStory { kind: Some("plejefamilie".to_owned()), for_the_better: false, years: Some(1.5), ..event };
        assert_eq!(
            told(&worse),
            "Anbringelse (plejefamilie): begynder mod hensigten 50 % inde i 2018 og varer i 1,50 år."
        );
    }
}
