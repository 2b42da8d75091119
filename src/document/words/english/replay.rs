//! Replications and families in English.

use super::{E, English};
use crate::document::words::{AdultStory, CommonWords, EventStory, FamilyName, Moment, SpellStory, StoryWords};

impl StoryWords for English {
    fn replication(&self, number: u64, seed: u64) -> String {
        format!("Replication {number} of seed {seed}")
    }

    fn families_to_look_at(&self, families: &[String]) -> String {
        format!("Families whose course the programme changed, to look at with --family: {}, …", families.join(", "))
    }

    fn replication_result(&self, break_even: Option<i32>, amounts: [f64; 3]) -> String {
        let when = match break_even {
            Some(year) => format!("breaks even in {year}"),
            None => "does not break even within the horizon".to_owned(),
        };
        let [total, expected, chance] = amounts.map(|amount| E.whole(amount));
        format!(
            "This programme {when} and ends at {total}. The exact expectation at these assumptions is {expected}; the rest, \
             {chance}, is chance."
        )
    }

    fn family(&self, family: &FamilyName) -> String {
        let FamilyName { replication, seed, number, of, group, year, late } = family;
        let group = group.map_or_else(String::new, |group| format!(" of {group}"));
        let leave = if *late { "were to leave" } else { "leave" };
        format!("Replication {replication} of seed {seed}: family {number} of the {of}{group} that {leave} in {year}")
    }

    fn leaves_later(&self, year: Option<i32>, span: &str) -> String {
        let when = year.map_or_else(|| format!("after {span}"), |year| format!("in {year}"));
        format!("The intake comes later than planned: the family leaves {when}.")
    }

    fn family_worth(&self, name: &str, net: f64, currency: &str, span: &str) -> String {
        format!(
            "To {name} this family is worth {} {}, before what is paid each year whoever takes part.",
            E.money(net, currency),
            English.in_span(span)
        )
    }

    fn adult(&self, number: Option<usize>, story: &AdultStory, span: &str) -> String {
        let adult = number.map_or_else(|| "The adult".to_owned(), |number| format!("Adult {number}"));
        match story {
            AdultStory::Neither => {
                format!("{adult} becomes self-sufficient neither with the programme nor without it.")
            }
            AdultStory::Alike { tier } => format!(
                "{adult} becomes self-sufficient{} with the programme and without it alike; nothing is gained or lost.",
                as_tier(*tier)
            ),
            AdultStory::Changed(arms) => {
                let arm = |arm: usize, with: &str| match &arms[arm] {
                    None => format!("{with} the programme never {}", English.in_span(span)),
                    Some(story) => {
                        let when = spells(&story.spells, story.last_year);
                        format!("{with} the programme{} {when}", as_tier(story.tier))
                    }
                };
                format!("{adult} becomes self-sufficient {}; {}.", arm(0, "with"), arm(1, "without"))
            }
        }
    }

    fn event(&self, event: &EventStory) -> String {
        let (begins, lasts) = match (event.avoided, event.for_the_better) {
            (true, true) => ("it would have begun", "lasted"),
            (true, false) => ("against the programme, it begins", "lasts"),
            (false, true) => ("it begins", "lasts"),
            (false, false) => ("against the programme, it would have begun", "lasted"),
        };
        let kind = event.kind.as_ref().map_or_else(String::new, |kind| format!(" ({kind})"));
        let how_long = event
            .years
            .map_or_else(|| "past the horizon".to_owned(), |years| format!("for {} years", E.decimal(years, 2)));
        let Moment { year, part } = event.start;
        format!("{}{kind}: {begins} after {} of {year} and {lasts} {how_long}.", event.title, E.percent(part, 0))
    }

    fn nothing_else(&self, titles: &[String]) -> String {
        format!("The programme changes nothing else here ({}).", titles.join(", "))
    }

    fn worth_in(&self, currency: &str) -> String {
        format!("worth, {currency}")
    }
}

fn as_tier(tier: Option<&str>) -> String {
    tier.map_or_else(String::new, |tier| format!(" as \"{tier}\""))
}

/// `from 37 % of 2017 to the end of 2019, and again from 12 % of 2021`.
fn spells(spells: &[SpellStory], last_year: i32) -> String {
    if spells.is_empty() {
        return format!("after {last_year}");
    }
    let tell = |SpellStory { start, end, at_once }: &SpellStory| match end {
        None => format!("from {} on", moment(start)),
        Some(_) if *at_once => format!("at {}, with relapse in the same year", moment(start)),
        Some(end) => format!("from {} to {}", moment(start), moment(end)),
    };
    spells.iter().map(tell).collect::<Vec<_>>().join(", and again ")
}

fn moment(Moment { year, part }: &Moment) -> String {
    if *part == 0.0 { format!("the start of {year}") } else { format!("{} of {year}", E.percent(*part, 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::words::ArmStory;

    #[test]
    fn an_adult_is_told_of_with_and_without_the_programme() {
        let adult = |number, story: AdultStory| English.adult(number, &story, "2017–2021");
        assert_eq!(
            adult(Some(2), AdultStory::Neither),
            "Adult 2 becomes self-sufficient neither with the programme nor without it."
        );
        let start = Moment { year: 2017, part: 0.37 };
        let end = Moment { year: 2019, part: 0.0 };
        let spells = vec![
            SpellStory { start, end: Some(end), at_once: false },
            SpellStory { start: end, end: Some(end), at_once: true },
            SpellStory { start: end, end: None, at_once: false },
        ];
        let with = ArmStory { tier: Some("full"), spells, last_year: 2021 };
        let later = ArmStory { tier: None, spells: vec![], last_year: 2021 };
        assert_eq!(
            adult(None, AdultStory::Changed([Some(with), None])),
            "The adult becomes self-sufficient with the programme as \"full\" from 37\u{a0}% of 2017 to the start of 2019, and again at \
             the start of 2019, with relapse in the same year, and again from the start of 2019 on; without the programme never \
             within 2017–2021."
        );
        let told = adult(None, AdultStory::Changed([None, Some(later)]));
        assert!(
            told.ends_with("with the programme never within 2017–2021; without the programme after 2021."),
            "{told}"
        );
    }

    #[test]
    fn an_event_is_avoided_or_begins_against_the_programme() {
        let start = Moment { year: 2018, part: 0.5 };
        let event =
            EventStory { title: "Placement", kind: None, avoided: true, for_the_better: true, start, years: None };
        let told = "Placement: it would have begun after 50\u{a0}% of 2018 and lasted past the horizon.";
        assert_eq!(English.event(&event), told);
        let worse = EventStory { kind: Some("foster".to_owned()), for_the_better: false, years: Some(1.5), ..event };
        let told =
            "Placement (foster): against the programme, it begins after 50\u{a0}% of 2018 and lasts for 1.50 years.";
        assert_eq!(English.event(&worse), told);
    }
}
