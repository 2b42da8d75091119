//! A review on the way, in Danish.

use super::{D, Danish};
use crate::analysis::LongerHorizon;
use crate::document::words::review::{BestReview, BestStop, CountedNoun, ReviewLabels, ReviewWords};
use crate::document::words::{BriefWords, OutOf100};
use crate::statistics::Estimate;
use crate::summary::ReviewAt;

pub(in crate::document) const REVIEW: ReviewLabels = ReviewLabels {
    heading: "Hvad hvis vi ser på det igen undervejs",
    all: "Hvad et eftersyn er værd, alle år",
    rules: ["EFTERSYN VED UDGANGEN AF", "mindst", "værd", "±", "stopper", "for tidligt"],
    stated: "scenariets",
    rules_note: "Det bedste mindstetal for hvert år. Værd: hvor meget det gennemsnitlige provenu overstiger det bedste af altid at fortsætte \
                 og altid at stoppe da, under det samme held. For tidligt: hvor ofte der stoppes, hvor det ville have givet mere at \
                 fortsætte.",
    ways: ["MÅDE AT GØRE DET PÅ", "gennemsnit", "±", "dårligste 5 %", "±", "P(> 0)"],
    go_on: "fortsæt altid",
    at_least: "mindstetal, hvis indsatsen skal fortsætte",
    curves: ["gennemsnit, i forhold til det bedste uden eftersyn", "det samme for de dårligste 5 %"],
    stops: ["stopper", "hvor ofte eftersynet stopper indsatsen"],
    longer_unknown: "Regn flere år med i [timeline] for at se, hvad der bliver af dem, der begynder sidst.",
};

fn reached(counted: CountedNoun<'_>, n: u32) -> String {
    let number = D.whole(f64::from(n));
    match (counted, n) {
        (CountedNoun::Entries, 1) => "mindst 1 voksen er blevet selvforsørgende siden starten".to_owned(),
        (CountedNoun::Entries, _) => format!("mindst {number} voksne er blevet selvforsørgende siden starten"),
        (CountedNoun::Events(title), _) => format!("der siden starten er begyndt mindst {number} af »{title}«"),
    }
}

fn give_or_take(value: Estimate, currency: &str) -> String {
    format!("{} (±\u{a0}{})", D.money(value.value, currency), D.money(value.mcse, currency))
}

impl ReviewWords for Danish {
    fn review_rule(&self, counted: CountedNoun<'_>, reviews: &[ReviewAt], notice: usize) -> String {
        let some: Vec<&ReviewAt> = reviews.iter().filter(|at| at.at_least > 0).collect();
        let each = |at: &&ReviewAt| format!("ved udgangen af {} kun, hvis {}", at.year, reached(counted, at.at_least));
        let each: Vec<String> = some.iter().map(each).collect();
        if each.is_empty() {
            return "Indsatsen fortsætter altid: eftersynet kræver ingen.".to_owned();
        }
        let after = match notice {
            0 => "derefter".to_owned(),
            1 => "efter endnu et år".to_owned(),
            years => format!("efter {years} år mere"),
        };
        format!(
            "Indsatsen fortsætter {}; ellers begynder ingen {after}, og det, der betales pr. år, hører op.",
            each.join(", og ")
        )
    }

    fn review_stops(&self, courses: &str) -> String {
        format!("Eftersynet stopper indsatsen i {courses}.")
    }

    fn best_review(&self, best: &BestReview<'_>) -> String {
        let BestReview { counted, at, as_well: [from, to], value, stops, worst, currency } = best;
        let as_well =
            if from == to { String::new() } else { format!(" Ethvert tal fra {from} til {to} er lige så godt.") };
        format!(
            "Den bedste regel: fortsæt ved udgangen af {} kun, hvis {}. Den stopper {} indsatser og er i gennemsnit {} mere værd end det \
             bedste af altid at fortsætte og altid at stoppe da; gennemsnittet af de dårligste 5\u{a0}% er {} {}.{as_well}",
            at.year,
            reached(*counted, at.at_least),
            self.out_of_100(*stops),
            give_or_take(*value, currency),
            give_or_take(Estimate { value: worst.value.abs(), ..*worst }, currency),
            if worst.value < 0.0 { "dårligere" } else { "bedre" }
        )
    }

    fn best_is_to_go_on(&self, go_on: Estimate, worth: Estimate, currency: &str) -> String {
        format!(
            "Det er bedst altid at fortsætte: det giver {} i gennemsnit, og intet eftersyn lægger noget til; den bedste regel afviger med {}.",
            give_or_take(go_on, currency),
            give_or_take(worth, currency)
        )
    }

    fn best_is_to_stop(&self, best: &BestStop<'_>) -> String {
        let BestStop { year, stop, go_on, last_intake, until, currency } = best;
        let horizon = match until - last_intake {
            0 => format!(
                "de år, der regnes med, slutter i {until}, hvor de sidste begynder, og de har da ikke haft tid til at spare noget"
            ),
            1 => format!("de år, der regnes med, slutter i {until}, et år efter at de sidste er begyndt"),
            years => format!("de år, der regnes med, slutter i {until}, {years} år efter at de sidste er begyndt"),
        };
        format!(
            "Det er bedst altid at stoppe ved udgangen af {year}: det giver {} i gennemsnit, mens altid at fortsætte giver {}. Men {horizon}.",
            give_or_take(*stop, currency),
            give_or_take(*go_on, currency)
        )
    }

    fn counted_longer(&self, longer: &LongerHorizon, currency: &str) -> String {
        let LongerHorizon { until, go_on, stop, difference } = *longer;
        let which = if difference.value > 2.0 * difference.mcse {
            "er det bedst af de to at fortsætte"
        } else if difference.value < -2.0 * difference.mcse {
            "er det stadig bedst af de to at stoppe"
        } else {
            "kan de to ikke skelnes"
        };
        format!(
            "Regnes alle år til og med {until} med, {which}: at fortsætte giver {} i gennemsnit, at stoppe {}.",
            give_or_take(go_on, currency),
            give_or_take(stop, currency)
        )
    }

    fn stated_rule(&self, rule: &str, value: Estimate, stops: OutOf100, currency: &str) -> String {
        format!(
            "Scenariets egen regel: {rule} Den stopper {} indsatser og er {} værd.",
            self.out_of_100(stops),
            give_or_take(value, currency)
        )
    }

    fn reviewed(&self, counted: CountedNoun<'_>, at: ReviewAt, seen: u32, stopped: bool) -> String {
        let seen = match (counted, seen) {
            (CountedNoun::Entries, 1) => "var 1 voksen blevet selvforsørgende".to_owned(),
            (CountedNoun::Entries, n) => format!("var {} voksne blevet selvforsørgende", D.whole(f64::from(n))),
            (CountedNoun::Events(title), n) => format!("var der begyndt {} af »{title}«", D.whole(f64::from(n))),
        };
        let least = D.whole(f64::from(at.at_least));
        let end = if stopped { "indsatsen stopper" } else { "indsatsen fortsætter" };
        format!("Ved udgangen af {} {seen}, og der kræves mindst {least}: {end}.", at.year)
    }

    fn stop_at(&self, year: i32) -> String {
        format!("stop altid ved udgangen af {year}")
    }

    fn review_at(&self, at: ReviewAt) -> String {
        format!("udgangen af {}, mindst {}", at.year, D.whole(f64::from(at.at_least)))
    }

    fn review_title(&self, year: i32, whose: &str) -> String {
        format!("Hvad et eftersyn ved udgangen af {year} er værd, {whose}")
    }

    fn highest(&self, what: &str, at_least: u32) -> String {
        format!("{what}: bedst ved {}", D.whole(f64::from(at_least)))
    }

    fn marked(&self, at_least: u32, own: bool) -> String {
        let whose = if own { "scenariet" } else { "bedst" };
        format!("{whose}: mindst {}", D.whole(f64::from(at_least)))
    }
}
