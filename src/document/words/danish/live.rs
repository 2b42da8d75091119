//! The live page in Danish.

use super::{D, Danish};
use crate::document::words::{CountGap, CountedNoun, KnobTold, LiveLabels, LiveWords, Moved, sentence_end};

pub(in crate::document) const LIVE: LiveLabels = LiveLabels {
    title: "Prøv selv: Hvad hvis forudsætningen er en anden?",
    still: "Skyderne virker kun, når filen er gemt og åbnet i Edge, Chrome eller Firefox. Alle tal på siden gælder.",
    exactness: "Når du flytter et tal, regnes der med …",
    exactly: "præcis dette tal",
    as_uncertain: "dette tal, lige så usikkert som før",
    reset: "Tilbage til beregningens tal",
    reset_short: "Tilbage",
    reset_all: "Alt tilbage til beregningens tal",
    more: "Flere forudsætninger",
    adults: "voksne",
    copy_link: "Kopiér link med disse tal",
    link_copied: "Linket er kopieret. Det virker for den, der har filen samme sted.",
    link_shown: "Kopiér linket herfra:",
    link_unreadable: "Linkets indstillinger kunne ikke læses. Siden viser beregningens egne tal.",
    tool: "Regn på et andet scenarie",
    language: "Sprog",
    template: "Begynd med",
    this_page: "denne sides scenarie",
    open: "Åbn en scenariefil (.toml), med dens datafiler hvis den har nogen",
    drop: "Filer kan også trækkes ind på siden.",
    text: "Scenariets tekst",
    use_text: "Regn på teksten",
    no_scenario: "Blandt filerne er der ingen scenariefil (.toml).",
    new_file: "nyt, tomt scenarie",
    beside: "To varianter side om side, med samme held",
    left: "Den ene",
    right: "Den anden",
    as_moved: "som skyderne står",
    as_written: "som scenariet er skrevet",
    compare: "Sammenlign",
    working: "Regner …",
    actual: "Hvor indsatsen står nu: de faktiske tal",
    actual_told: "Skriv tallene for de år, der er gået. Her står dem, beregningen venter i det første år.",
    use_actuals: "Regn med de faktiske tal",
    drop_actuals: "Regn uden dem",
    together: "Flere indsatser sammen",
    together_told: "En liste over indsatser. Scenariet er sidens, et der er åbnet sammen med det, eller et der følger med.",
    work_together: "Regn dem sammen",
    towns: ["Kommune A", "Kommune B"],
    downloads: "Gem",
    files: [
        "Rapporten, som den står",
        "Regnearket (Excel)",
        "Scenariefilen",
        "Tabeller (CSV)",
        "Billeder",
        "Alle tal (JSON)",
    ],
    saved: "Gemt:",
    private: "Alt regnes på denne computer. Siden sender intet og henter intet.",
    failed: "Beregningen gik i stå og er begyndt forfra.",
};

impl LiveWords for Danish {
    fn knob(&self, told: &KnobTold) -> String {
        let base = format!("i beregningen {}{}", told.base, if told.uncertain { ", usikkert" } else { "" });
        match told.switching {
            Some(value) => format!("{base}; går i gennemsnit i nul ved {value}"),
            None => base,
        }
    }

    fn least_number(&self, counted: CountedNoun<'_>, year: i32) -> String {
        match counted {
            CountedNoun::Entries => {
                format!("Færrest selvforsørgende ved udgangen af {year}, hvis indsatsen skal fortsætte")
            }
            CountedNoun::Events(title) => {
                format!("Færrest af »{title}« ved udgangen af {year}, hvis indsatsen skal fortsætte")
            }
        }
    }

    fn least_number_told(&self, told: &KnobTold) -> String {
        format!("i beregningen {}; ved 0 fortsætter indsatsen altid", told.base)
    }

    fn now_ends(&self, moved: &Moved, count: &str, gap: &CountGap) -> String {
        let (what, base) = match moved {
            Moved::One { now, base, title } => {
                (format!("Med {now} i stedet for {base} ({title})"), format!("ved {base}"))
            }
            Moved::Some { count } => {
                (format!("Med {count} ændrede forudsætninger"), "med beregningens egne tal".to_owned())
            }
        };
        let gap = match gap {
            CountGap::Even => format!("omtrent lige så mange som {base}"),
            CountGap::More(more) => format!("{more} flere end {base}"),
            CountGap::Fewer(fewer) => format!("{fewer} færre end {base}"),
        };
        sentence_end(&format!("{what} ender {count} forløb med overskud, {gap}"))
    }

    fn ends(&self, count: &str, year: i32) -> String {
        format!("{count} beregnede forløb ender med overskud i {year}.")
    }

    fn mean_is(&self, amount: &str) -> String {
        sentence_end(&format!("I gennemsnit er provenuet {amount}"))
    }

    fn computed_with(&self, replications: u64, error: Option<&str>, last: bool) -> String {
        let error = error.map_or_else(String::new, |error| format!("; usikkerhed ± {error} ud af 100"));
        let more = if last { "" } else { " Der regnes videre …" };
        format!("Beregnet med {} forløb{error}.{more}", D.whole(replications as f64))
    }

    fn not_a_number(&self, typed: &str) -> String {
        format!("»{typed}« er ikke et tal. Skriv for eksempel 27,8")
    }
}
