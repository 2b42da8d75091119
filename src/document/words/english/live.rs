//! The live page in English.

use super::{E, English};
use crate::document::words::{CountGap, CountedNoun, KnobTold, LiveLabels, LiveWords, Moved, sentence_end};

pub(in crate::document) const LIVE: LiveLabels = LiveLabels {
    title: "Try it yourself: what if an assumption is another?",
    still: "The sliders work only when the file is saved and opened in Edge, Chrome or Firefox. All numbers on this page stand.",
    exactness: "A number that you move is taken as …",
    exactly: "exactly this",
    as_uncertain: "this, as uncertain as before",
    reset: "Back to the calculation’s number",
    reset_short: "Back",
    reset_all: "Everything back to the calculation’s numbers",
    more: "More assumptions",
    adults: "adults",
    copy_link: "Copy a link with these numbers",
    link_copied: "The link is copied. It works for those who have the file at the same place.",
    link_shown: "Copy the link from here:",
    link_unreadable: "The settings in the link could not be read. The page shows the calculation’s own numbers.",
    tool: "Calculate another scenario",
    language: "Language",
    template: "Start from",
    this_page: "the scenario of this page",
    open: "Open a scenario file (.toml), with its data files if it has any",
    drop: "Files can also be dropped onto the page.",
    text: "The scenario’s text",
    use_text: "Calculate this text",
    no_scenario: "There is no scenario file (.toml) among these files.",
    new_file: "a new, empty scenario",
    beside: "Two variants side by side, with the same luck",
    left: "The one",
    right: "The other",
    as_moved: "as the sliders stand",
    as_written: "as the scenario is written",
    compare: "Compare",
    working: "Calculating …",
    actual: "Where the programme stands now: its actual figures",
    actual_told: "Write the figures of the years that have passed. What stands here is what the calculation expects of the first year.",
    use_actuals: "Calculate with the actual figures",
    drop_actuals: "Calculate without them",
    together: "Several programmes together",
    together_told: "A list of programmes. Their scenario is that of the page, one that was opened with it, or one that comes with it.",
    work_together: "Calculate them together",
    towns: ["Municipality A", "Municipality B"],
    downloads: "Save",
    files: [
        "The report as it stands",
        "The workbook (Excel)",
        "The scenario file",
        "Tables (CSV)",
        "Pictures",
        "All figures (JSON)",
    ],
    saved: "Saved:",
    private: "Everything is calculated on this computer. The page sends nothing and fetches nothing.",
    failed: "The calculation broke off and has begun again.",
};

impl LiveWords for English {
    fn knob(&self, told: &KnobTold) -> String {
        let base = format!("{} in the calculation{}", told.base, if told.uncertain { ", uncertain" } else { "" });
        match told.switching {
            Some(value) => format!("{base}; breaks even on average at {value}"),
            None => base,
        }
    }

    fn least_number(&self, counted: CountedNoun<'_>, year: i32) -> String {
        match counted {
            CountedNoun::Entries => {
                format!("Fewest self-sufficient by the end of {year} with whom the programme goes on")
            }
            CountedNoun::Events(title) => {
                format!("Fewest of “{title}” by the end of {year} with which the programme goes on")
            }
        }
    }

    fn least_number_told(&self, told: &KnobTold) -> String {
        format!("{} in the calculation; with 0 the programme always goes on", told.base)
    }

    fn now_ends(&self, moved: &Moved, count: &str, gap: &CountGap) -> String {
        let (what, base) = match moved {
            Moved::One { now, base, title } => {
                (format!("With {now} instead of {base} ({title})"), format!("at {base}"))
            }
            Moved::Some { count } => {
                (format!("With {count} assumptions changed"), "with the calculation’s own numbers".to_owned())
            }
        };
        let gap = match gap {
            CountGap::Even => format!("about as many as {base}"),
            CountGap::More(more) => format!("{more} more than {base}"),
            CountGap::Fewer(fewer) => format!("{fewer} fewer than {base}"),
        };
        sentence_end(&format!("{what}, {count} courses end in surplus, {gap}"))
    }

    fn ends(&self, count: &str, year: i32) -> String {
        format!("{count} simulated courses end in surplus in {year}.")
    }

    fn mean_is(&self, amount: &str) -> String {
        sentence_end(&format!("On average the net benefit is {amount}"))
    }

    fn computed_with(&self, replications: u64, error: Option<&str>, last: bool) -> String {
        let error = error.map_or_else(String::new, |error| format!("; known to ± {error} out of 100"));
        let more = if last { "" } else { " More are being simulated …" };
        format!("Calculated with {} simulated courses{error}.{more}", E.whole(replications as f64))
    }

    fn not_a_number(&self, typed: &str) -> String {
        format!("“{typed}” is no number. Write for example 27.8")
    }
}
