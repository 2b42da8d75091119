//! A forecast after the first years' figures, in Danish.

use super::{D, Danish};
use crate::analysis::update::{ActualName, Surprise};
use crate::document::words::update::{ForecastTold, UpdateLabels, UpdateWords};
use crate::document::words::{BriefWords, OutOf100, sentence_end};
use crate::statistics::Chance;

pub(in crate::document) const UPDATE: UpdateLabels = UpdateLabels {
    forecasts: ["PROVENU", "før", "efter"],
    rows: [
        "gennemsnit",
        "± (standardfejl)",
        "midterste",
        "ni ud af ti fra",
        "til",
        "gennemsnit af de dårligste 5 %",
        "med overskud",
    ],
    moved: ["FORUDSÆTNING", "før", "fra", "til", "efter", "fra", "til"],
    moved_note: "Gennemsnit, og fra 5 til 95 ud af 100.",
    surprises: ["TAL", "faktisk", "ud af", "ventet", "chance"],
    surprises_note: "Chance: hvor sandsynligt et tal lige så langt fra det ventede, eller længere til samme side, var på forhånd.",
    covered: ["FORUDSÆTNING", "rummet", "±"],
    all: "alle tilsammen",
    nothing: "Der er ingen faktiske tal: prognosen er som før.",
    heading: "Hvor indsatsen står nu",
    folded: "Alt, hvad de faktiske tal siger",
    before_figures: "Tallene ovenfor er dem fra før, noget var sket.",
};

impl UpdateWords for Danish {
    fn forecast_moved(
        &self,
        through: i32,
        span: &str,
        [before, after]: [ForecastTold<'_>; 2],
        currency: &str,
    ) -> String {
        let told = |forecast: ForecastTold<'_>| {
            let money = format!("{} (±\u{a0}{})", D.money(forecast.mean, currency), D.money(forecast.mcse, currency));
            format!("{money}{}", in_surplus(forecast.gain))
        };
        format!(
            "Med de faktiske tal til og med {through} ventes provenuet {span} at blive {}; før dem var det {}.",
            told(after),
            told(before)
        )
    }

    fn moved_most(&self, title: &str, from: &str, to: &str) -> String {
        sentence_end(&format!("Mest flyttede »{title}« sig, fra {from} til {to}"))
    }

    fn silent(&self, titles: &[&str]) -> String {
        let titles: Vec<String> = titles.iter().map(|title| format!("»{title}«")).collect();
        format!(
            "Tallene siger intet om {}. Hvad der ville ske uden indsatsen, er aldrig blandt dem.",
            titles.join(", ")
        )
    }

    fn figures_named(&self, title: &str) -> String {
        sentence_end(&format!("Faktiske tal: {title}"))
    }

    fn actual_name(&self, name: &ActualName) -> String {
        match name {
            ActualName::Entries(year) => format!("Selvforsørgende, sluttet i {year}"),
            ActualName::Relapses { entered, year } if entered == year => {
                format!("Tilbagefald samme år, sluttet i {year}")
            }
            ActualName::Relapses { entered, year } => format!("Tilbagefald i {year}, sluttet i {entered}"),
            ActualName::Events(title, year) | ActualName::Cost(title, year) => format!("{title}, {year}"),
        }
    }

    fn most_surprising(&self, surprise: &Surprise, value: &str, expected: &str, tail: OutOf100) -> String {
        let side = if surprise.is_low { "så lavt" } else { "så højt" };
        format!(
            "Mest overraskende: »{}«, {value} hvor der var ventet {expected}; et tal {side} var at vente i {} tilfælde.",
            self.actual_name(&surprise.name),
            self.out_of_100(tail)
        )
    }

    fn weights(&self, effective: f64, khat: Option<f64>) -> String {
        let khat = khat.map_or_else(String::new, |khat| format!(", k\u{302} = {}", D.decimal(khat, 2)));
        format!("Forudsætningernes effektive stikprøve: {}{khat}.", D.whole(effective))
    }

    fn held(&self, truths: u64, refused: u64, share: f64, mcse: f64) -> String {
        let refused = match refused {
            0 => String::new(),
            refused => {
                format!(" {} opdateringer blev afvist, fordi vægtene ikke kunne bære dem.", D.whole(refused as f64))
            }
        };
        format!(
            "Af {} trukne sandheder, hver med tal for lige så mange familier, ligger {} (±\u{a0}{}) inden for intervallet fra 5 til 95 ud af 100; 90 % er det rigtige.{refused}",
            D.whole(truths as f64),
            D.percent(share, 1),
            D.points(mcse)
        )
    }

    fn update_title(&self, whose: &str) -> String {
        format!("Provenuet før og efter de faktiske tal, {whose}")
    }
}

fn in_surplus(gain: Option<&Chance>) -> String {
    gain.map_or_else(String::new, |gain| format!(", med overskud i {}", D.courses_out_of_100(gain)))
}
