//! A forecast after the first years' figures, in English.

use super::{E, English};
use crate::analysis::update::{ActualName, Surprise};
use crate::document::words::update::{ForecastTold, UpdateLabels, UpdateWords};
use crate::document::words::{BriefWords, OutOf100, sentence_end};
use crate::statistics::Chance;

pub(in crate::document) const UPDATE: UpdateLabels = UpdateLabels {
    forecasts: ["NET BENEFIT", "before", "after"],
    rows: ["mean", "± (standard error)", "middle", "9 in 10 from", "to", "mean of the worst 5 %", "in surplus"],
    moved: ["ASSUMPTION", "before", "from", "to", "after", "from", "to"],
    moved_note: "Mean, and from 5 to 95 of 100.",
    surprises: ["FIGURE", "actual", "of", "expected", "chance"],
    surprises_note: "Chance: how likely a figure as far from what was expected, or farther to the same side, was beforehand.",
    covered: ["ASSUMPTION", "held", "±"],
    all: "all together",
    nothing: "There are no figures: the forecast is as it was.",
    heading: "Where the programme stands now",
    folded: "All that the actual figures say",
    before_figures: "The figures above are those before anything had happened.",
};

impl UpdateWords for English {
    fn forecast_moved(
        &self,
        through: i32,
        span: &str,
        [before, after]: [ForecastTold<'_>; 2],
        currency: &str,
    ) -> String {
        let told = |forecast: ForecastTold<'_>| {
            let money = format!("{} (±\u{a0}{})", E.money(forecast.mean, currency), E.money(forecast.mcse, currency));
            format!("{money}{}", in_surplus(forecast.gain))
        };
        format!(
            "With the actual figures up to {through} the net benefit {span} is expected to be {}; before them it was {}.",
            told(after),
            told(before)
        )
    }

    fn moved_most(&self, title: &str, from: &str, to: &str) -> String {
        sentence_end(&format!("Moved most: “{title}”, from {from} to {to}"))
    }

    fn silent(&self, titles: &[&str]) -> String {
        let titles: Vec<String> = titles.iter().map(|title| format!("“{title}”")).collect();
        format!(
            "The figures say nothing of {}. What would happen without the programme is never among them.",
            titles.join(", ")
        )
    }

    fn figures_named(&self, title: &str) -> String {
        sentence_end(&format!("Actual figures: {title}"))
    }

    fn actual_name(&self, name: &ActualName) -> String {
        match name {
            ActualName::Entries(year) => format!("Self-sufficient, of those who left in {year}"),
            ActualName::Relapses { entered, year } => format!("Relapses in {year} of those who entered in {entered}"),
            ActualName::Events(title, year) | ActualName::Cost(title, year) => format!("{title}, {year}"),
        }
    }

    fn most_surprising(&self, surprise: &Surprise, value: &str, expected: &str, tail: OutOf100) -> String {
        let side = if surprise.is_low { "as low" } else { "as high" };
        format!(
            "Most surprising: “{}”, {value} where {expected} were expected; a figure {side} was to be expected in {} cases.",
            self.actual_name(&surprise.name),
            self.out_of_100(tail)
        )
    }

    fn weights(&self, effective: f64, khat: Option<f64>) -> String {
        let khat = khat.map_or_else(String::new, |khat| format!(", k\u{302} = {}", E.decimal(khat, 2)));
        format!("Effective sample of the assumptions: {}{khat}.", E.whole(effective))
    }

    fn held(&self, truths: u64, refused: u64, share: f64, mcse: f64) -> String {
        let refused = match refused {
            0 => String::new(),
            refused => {
                format!(" {} updates were refused, whose weights could not be trusted.", E.whole(refused as f64))
            }
        };
        format!(
            "Of {} truths drawn, with figures of as many families, intervals from 5 to 95 of 100 hold {} (±\u{a0}{}); 90 % is right.{refused}",
            E.whole(truths as f64),
            E.percent(share, 1),
            E.points(mcse)
        )
    }

    fn update_title(&self, whose: &str) -> String {
        format!("Net benefit before and after the actual figures, {whose}")
    }
}

fn in_surplus(gain: Option<&Chance>) -> String {
    gain.map_or_else(String::new, |gain| format!(", in surplus in {}", E.courses_out_of_100(gain)))
}
