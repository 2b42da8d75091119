//! Which assumption is worth knowing better, in Danish.

use super::{D, Danish};
use crate::analysis::{Everywhere, GoAhead, GoAheadAt, StudyWorth};
use crate::document::brief::of_hundred;
use crate::document::words::evidence::{Decided, DecidedNow, EvidenceLabels, EvidenceWords};
use crate::document::words::{BriefWords, CommonWords, likely_of, sentence_end, some_of};
use crate::model::{Followed, Municipalities, Subject};
use crate::statistics::Estimate;

pub(in crate::document) const EVIDENCE: EvidenceLabels = EvidenceLabels {
    heading: "Hvad der ville være værd at vide",
    all_shares: "Hvor risikoen kommer fra, alle forudsætninger",
    takes_long: "Hvad bedre viden er værd, tager lang tid at beregne for dette scenarie: `provenu voi` gør det.",
    all_known: "Hvad bedre viden er værd, alle forudsætninger og undersøgelser",
    shares: ["FORUDSÆTNING", "alene", "± point", "i alt", "± point"],
    correlated: "Forudsætninger, der følges ad, har ingen andel hver for sig; de tæller som én.",
    shares_note: "Andele af variansen på den eksakte forventning, uden tilfældigheder mellem familierne. Alene: det, der ville \
                  forsvinde, hvis forudsætningen var kendt; i alt: det, der ville være tilbage, hvis alt andet var kendt. ±: standardfejl.",
    shares_about: "Andel af variansen på den eksakte forventning; mørk: alene, lys: sammen med andre",
    shares_unit: "andel af variansen",
    alone: "alene",
    known: ["VÆRD AT VIDE PÅ FORHÅND", "værd", "±", "anden beslutning"],
    options: ["MULIGHED", "gennemsnit", "±", "bedst i"],
    nothing: "ingen af dem",
    everything: "alt",
    known_note: "Værd: hvor meget bedre beslutningen bliver i gennemsnit, hvis man vidste det, før den træffes. Anden beslutning: hvor \
                 sandsynligt det, man får at vide, fører til en anden beslutning end nu. Tilfældigheder mellem familierne er ikke noget, man \
                 kan vide, og tæller ikke med.",
    bracket_note: "For flere tilsammen ligger værdien mellem to skøn, ét for lavt og ét for højt i gennemsnit; begge står i voi.json.",
    known_about: "Hvad det er værd at kende forudsætningen, før der besluttes",
    other_decision: "anden beslutning",
    studies: ["værd", "±", "udgift", "netto", "siger nej", "gå videre ved"],
    studies_note: "Værd: hvor meget bedre beslutningen bliver i gennemsnit for dem, hvis beslutning resultatet når; de andre får det, der er \
                   bedst uden det. Alle udfald er talt med, hvert med sin sandsynlighed.",
    studies_about: ["Hvad undersøgelsen er værd minus det, den koster, efter hvor mange der følges", "gå videre ved"],
    rule_below: "se teksten",
    everywhere: ["for hver anden", "for alle", "±", "netto"],
    everywhere_note: "For hver anden: hvad resultatet herfra er værd for en anden kommune af samme størrelse. For alle: denne kommune og alle de \
                      andre; kun de familier, som resultatet når i tide, tæller med. Prisen betales én gang.",
};

impl EvidenceWords for Danish {
    fn chance_share(&self, span: &str, chance: Estimate) -> String {
        format!(
            "Af hele variansen på provenuet {span} kommer {} fra det, man ikke ved om forudsætningerne, og {} (±\u{a0}{}) fra \
             tilfældigheder mellem familierne, som ingen viden kan fjerne.",
            D.percent(1.0 - chance.value, 0),
            D.percent(chance.value, 0),
            D.points(chance.mcse)
        )
    }

    fn largest_share(&self, title: &str, total: Estimate) -> String {
        format!(
            "Af det, forudsætningerne gør, hænger mest sammen med »{title}«: {} (±\u{a0}{}).",
            D.percent(total.value, 0),
            D.points(total.mcse)
        )
    }

    fn interactions(&self, share: Estimate) -> String {
        format!(
            "{} (±\u{a0}{}) er det, forudsætningerne kun gør sammen.",
            D.percent(share.value, 1),
            D.points(share.mcse)
        )
    }

    fn taken_as_one(&self, titles: &[&str]) -> String {
        titles.join(" + ")
    }

    fn decided_now(&self, now: &DecidedNow<'_>) -> String {
        let DecidedNow { span, currency, decision, other_better, evpi } = now;
        let brings = |mean: &Estimate| {
            format!("{} (±\u{a0}{}) {span} i gennemsnit", D.money(mean.value, currency), D.money(mean.mcse, currency))
        };
        let decided = match decision {
            Decided::Invest(mean) => format!("at investere: investeringen giver {}", brings(mean)),
            Decided::NotInvest(mean) => format!("ikke at investere: investeringen giver {}", brings(mean)),
            Decided::One(name, mean) => format!("{name}: det giver {}", brings(mean)),
            Decided::NoneOf => "ingen af dem".to_owned(),
        };
        format!(
            "Med det, man ved i dag, er den bedste beslutning {decided}. Vidste man alt, ville en anden beslutning være bedre i {} tilfælde; at vide det på forhånd ville være {} værd (±\u{a0}{}).",
            self.out_of_100(*other_better),
            D.money(evpi.value, currency),
            D.money(evpi.mcse, currency)
        )
    }

    fn most_worth(&self, title: &str, worth: Estimate, currency: &str) -> String {
        format!(
            "Mest værd at vide: »{title}«, {} (±\u{a0}{}).",
            D.money(worth.value, currency),
            D.money(worth.mcse, currency)
        )
    }

    fn nothing_worth(&self) -> &'static str {
        "Ingen forudsætning for sig er værd at undersøge: hvad den end er, bliver beslutningen den samme."
    }

    fn known_title(&self, span: &str, whose: &str) -> String {
        format!("Hvad der er værd at vide, provenu {span}, {whose}")
    }

    fn study_title(&self, study: &StudyWorth) -> String {
        format!("{} ({})", study.title, with_or_without(study.arm))
    }

    fn followed(&self, study: &StudyWorth) -> String {
        let n = D.whole(study.n as f64);
        match study.arm {
            Followed::Both => format!("{n} {} med og {n} uden indsatsen", subjects(study.subject)),
            one => format!("{n} {} {}", subjects(study.subject), with_or_without(one)),
        }
    }

    fn go_ahead(&self, rule: &GoAhead) -> String {
        match rule {
            GoAhead::Always => "ethvert resultat".to_owned(),
            GoAhead::Never => "intet resultat".to_owned(),
            GoAhead::AtMost(most) => format!("højst {most}"),
            GoAhead::AtLeast(least) => format!("mindst {least}"),
            GoAhead::Counts(counts) => {
                let each: Vec<String> = counts.iter().map(|of| format!("{} til {}", of.from, of.to)).collect();
                each.join(" eller ")
            }
            GoAhead::ByComparison(_) | GoAhead::ByProgramme(_) => EVIDENCE.rule_below.to_owned(),
        }
    }

    fn study_rule(&self, study: &StudyWorth) -> String {
        let counted = match &study.event {
            None => "bliver selvforsørgende".to_owned(),
            Some(event) => format!("har »{event}«"),
        };
        let at = |rule: &[GoAheadAt], other: &str, this: &str| {
            let each = some_of(likely_of(rule)).map(|at| {
                format!("{} {this}, hvor det er {} {other}", self.go_ahead(&at.go_ahead_if), count_or_range(at.other))
            });
            format!("så mange {counted}: {}", each.collect::<Vec<_>>().join("; "))
        };
        let rule = match &study.go_ahead_if {
            GoAhead::Always => "gå videre, uanset hvad den viser".to_owned(),
            GoAhead::Never => "gå ikke videre, uanset hvad den viser".to_owned(),
            GoAhead::ByComparison(rule) => format!("gå videre, hvis {}", at(rule, "uden den", "med indsatsen")),
            GoAhead::ByProgramme(rule) => format!("gå videre, hvis {}", at(rule, "med indsatsen", "uden den")),
            one => format!("gå videre, hvis {} {counted}", self.go_ahead(one)),
        };
        format!(
            "Følg {}; {rule}. Undersøgelsen siger nej i {} tilfælde.",
            self.followed(study),
            self.out_of_100(of_hundred(study.says_no))
        )
    }

    fn study_worth(&self, study: &StudyWorth, near: [u64; 2], currency: &str) -> String {
        let money = |amount: f64| D.money(amount, currency);
        let [from, to] = near.map(|n| D.whole(n as f64));
        let worth = sentence_end(&format!(
            "Det er {} værd (±\u{a0}{}) og koster {}, netto {}",
            money(study.worth.value),
            money(study.worth.mcse),
            money(study.cost),
            money(study.net.value)
        ));
        if near[0] == near[1] {
            return worth;
        }
        format!("{worth} Fra {from} til {to} er det næsten lige så godt.")
    }

    fn none_larger(&self, n: u64) -> String {
        format!("Flere end {} er ikke regnet igennem.", D.whole(n as f64))
    }

    fn no_size_pays(&self, study: &StudyWorth, currency: &str) -> String {
        sentence_end(&format!(
            "Ingen af de viste størrelser er pengene værd: at følge {} er {} værd (±\u{a0}{}) og koster {}",
            self.followed(study),
            D.money(study.worth.value, currency),
            D.money(study.worth.mcse, currency),
            D.money(study.cost, currency)
        ))
    }

    fn among(&self, municipalities: &Municipalities) -> String {
        let number = D.whole(f64::from(municipalities.number));
        match municipalities.between {
            0.0 => format!("{number} kommuner, alle ens"),
            between => format!("{number} kommuner, log-odds ±\u{a0}{}", D.plain(between)),
        }
    }

    fn everywhere(&self, study: &StudyWorth, all: &Everywhere, near: Option<[u64; 2]>, currency: &str) -> String {
        let money = |amount: f64| D.money(amount, currency);
        let number = D.whole(f64::from(all.municipalities.number));
        let alike = match all.municipalities.between {
            0.0 => "der regnes for ens".to_owned(),
            between => format!("hvis andele er forskellige (log-odds med standardafvigelsen {})", D.plain(between)),
        };
        let worth = sentence_end(&format!(
            "For {number} kommuner af samme størrelse, {alike}, er det tilsammen {} værd (±\u{a0}{}) at følge {}, netto {}",
            money(all.worth.value),
            money(all.worth.mcse),
            self.followed(study),
            money(all.net.value)
        ));
        match near {
            None => format!("{worth} Ingen af størrelserne er pengene værd for dem."),
            Some([from, to]) if from == to => worth,
            Some(near) => {
                let [from, to] = near.map(|n| D.whole(n as f64));
                format!("{worth} Fra {from} til {to} er det næsten lige så godt.")
            }
        }
    }

    fn budget_guarantee(&self, saved: f64, currency: &str) -> String {
        format!(
            "Men {} af det, kommunen får ud af beregningen, er overførsler. De er omfattet af budgetgarantien: hvad alle kommuner sparer på dem, \
             tager staten tilbage gennem bloktilskuddet, så den del af værdien tilfalder staten.",
            D.money(saved, currency)
        )
    }

    fn changes_nothing(&self, study: &StudyWorth) -> String {
        format!("Hvad {} end viser, bliver beslutningen den samme: her er den intet værd.", study.title)
    }

    fn studies_title(&self, title: &str, whose: &str) -> String {
        format!("{title}: værdien, {whose}")
    }

    fn exact_footer(&self, seed: u64, version: &str) -> String {
        format!(
            "eksakte forventninger, uden tilfældigheder mellem familierne · {} · provenu {version}",
            self.seed(seed)
        )
    }

    fn shares_title(&self, span: &str, whose: &str) -> String {
        format!("Hvor risikoen kommer fra, provenu {span}, {whose}")
    }
}

fn subjects(subject: Subject) -> &'static str {
    match subject {
        Subject::Family => "familier",
        Subject::Adult => "voksne",
        Subject::Child => "børn",
    }
}

fn with_or_without(followed: Followed) -> &'static str {
    match followed {
        Followed::Programme => "med indsatsen",
        Followed::Comparison => "uden indsatsen",
        Followed::Both => "med og uden indsatsen",
    }
}

fn count_or_range([from, to]: [u64; 2]) -> String {
    if from == to { from.to_string() } else { format!("{from} til {to}") }
}
