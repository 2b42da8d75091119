//! Which assumption is worth knowing better, in English.

use super::{E, English};
use crate::analysis::{Everywhere, GoAhead, GoAheadAt, StudyWorth};
use crate::document::brief::of_hundred;
use crate::document::words::evidence::{Decided, DecidedNow, EvidenceLabels, EvidenceWords};
use crate::document::words::{BriefWords, likely_of, sentence_end, some_of};
use crate::model::{Followed, Municipalities, Subject};
use crate::statistics::Estimate;

pub(in crate::document) const EVIDENCE: EvidenceLabels = EvidenceLabels {
    heading: "What would be worth knowing",
    all_shares: "What the risk comes from, every assumption",
    takes_long: "What better evidence is worth takes long to compute for this scenario: `provenu voi` does it.",
    all_known: "What better evidence is worth, every assumption and study",
    shares: ["ASSUMPTION", "alone", "± points", "in all", "± points"],
    correlated: "Assumptions that are correlated have no shares of their own; they count as one.",
    shares_note: "Shares of the variance of the exact expectation, without chance between families. Alone: what knowing the assumption \
                  would take away; in all: what would be left if everything else were known. ±: standard error.",
    shares_about: "Share of the variance of the exact expectation; dark: alone, pale: together with others",
    shares_unit: "share of the variance",
    alone: "alone",
    known: ["WORTH KNOWING BEFOREHAND", "worth", "±", "other decision"],
    options: ["OPTION", "mean", "±", "best in"],
    nothing: "none of them",
    everything: "everything",
    known_note: "Worth: how much better the decision gets on average if this were known before it. Other decision: how likely what is \
                 learnt leads to another decision than now. Chance between families is no ignorance and no part of it.",
    bracket_note: "Of several together the worth lies between two estimates, one too low and one too high on average; both are in voi.json.",
    known_about: "What it is worth to know the assumption before deciding",
    other_decision: "other decision",
    studies: ["worth", "±", "cost", "net", "says no", "go ahead if"],
    studies_note: "Worth: how much better the decision gets on average, for those whose decision the result reaches in time; those before \
                   have what is best without it. All outcomes are counted, each with its probability.",
    studies_about: ["What the study is worth, less what it costs, by how many are followed", "go ahead if"],
    rule_below: "see text",
    everywhere: ["to each other", "to all", "±", "net"],
    everywhere_note: "To each other: what the outcome here is worth to another municipality as large as this one. To all: that of this one and of \
                      all others, of whom only those decide by it whom it reaches in time. The cost is paid once.",
};

impl EvidenceWords for English {
    fn chance_share(&self, span: &str, chance: Estimate) -> String {
        format!(
            "Of all variance of the net benefit {span}, {} comes from what is not known about the assumptions and {} (±\u{a0}{}) from chance \
             between families, which no evidence takes away.",
            E.percent(1.0 - chance.value, 0),
            E.percent(chance.value, 0),
            E.points(chance.mcse)
        )
    }

    fn largest_share(&self, title: &str, total: Estimate) -> String {
        format!(
            "Of what the assumptions do, most goes with “{title}”: {} (±\u{a0}{}).",
            E.percent(total.value, 0),
            E.points(total.mcse)
        )
    }

    fn interactions(&self, share: Estimate) -> String {
        format!("{} (±\u{a0}{}) is what assumptions do only together.", E.percent(share.value, 1), E.points(share.mcse))
    }

    fn taken_as_one(&self, titles: &[&str]) -> String {
        titles.join(" + ")
    }

    fn decided_now(&self, now: &DecidedNow<'_>) -> String {
        let DecidedNow { span, currency, decision, other_better, evpi } = now;
        let brings = |mean: &Estimate| {
            format!("{} (±\u{a0}{}) {span} on average", E.money(mean.value, currency), E.money(mean.mcse, currency))
        };
        let decided = match decision {
            Decided::Invest(mean) => format!("to invest: investing brings {}", brings(mean)),
            Decided::NotInvest(mean) => format!("not to invest: investing brings {}", brings(mean)),
            Decided::One(name, mean) => format!("{name}: it brings {}", brings(mean)),
            Decided::NoneOf => "none of them".to_owned(),
        };
        format!(
            "As things are known, the better decision is {decided}. With everything known another decision would be better in {} cases; knowing it beforehand would be worth {} (±\u{a0}{}).",
            self.out_of_100(*other_better),
            E.money(evpi.value, currency),
            E.money(evpi.mcse, currency)
        )
    }

    fn most_worth(&self, title: &str, worth: Estimate, currency: &str) -> String {
        format!(
            "Most worth knowing: “{title}”, {} (±\u{a0}{}).",
            E.money(worth.value, currency),
            E.money(worth.mcse, currency)
        )
    }

    fn nothing_worth(&self) -> &'static str {
        "No assumption by itself is worth knowing: whatever it is, the decision is the same."
    }

    fn known_title(&self, span: &str, whose: &str) -> String {
        format!("What is worth knowing, net benefit {span}, {whose}")
    }

    fn study_title(&self, study: &StudyWorth) -> String {
        format!("{} ({})", study.title, with_or_without(study.arm))
    }

    fn followed(&self, study: &StudyWorth) -> String {
        let n = E.whole(study.n as f64);
        match study.arm {
            Followed::Both => format!("{n} {} with and {n} without the programme", subjects(study.subject)),
            one => format!("{n} {} {}", subjects(study.subject), with_or_without(one)),
        }
    }

    fn go_ahead(&self, rule: &GoAhead) -> String {
        match rule {
            GoAhead::Always => "any result".to_owned(),
            GoAhead::Never => "no result".to_owned(),
            GoAhead::AtMost(most) => format!("at most {most}"),
            GoAhead::AtLeast(least) => format!("at least {least}"),
            GoAhead::Counts(counts) => {
                let each: Vec<String> = counts.iter().map(|of| format!("{} to {}", of.from, of.to)).collect();
                each.join(" or ")
            }
            GoAhead::ByComparison(_) | GoAhead::ByProgramme(_) => EVIDENCE.rule_below.to_owned(),
        }
    }

    fn study_rule(&self, study: &StudyWorth) -> String {
        let counted = match &study.event {
            None => "become self-sufficient".to_owned(),
            Some(event) => format!("have “{event}”"),
        };
        let at = |rule: &[GoAheadAt], other: &str, this: &str| {
            let each = some_of(likely_of(rule)).map(|at| {
                format!("{} {this} where {} {other}", self.go_ahead(&at.go_ahead_if), count_or_range(at.other))
            });
            format!("of those {this} and {other} these {counted}: {}", each.collect::<Vec<_>>().join("; "))
        };
        let rule = match &study.go_ahead_if {
            GoAhead::Always => "go ahead whatever it finds".to_owned(),
            GoAhead::Never => "do not go ahead, whatever it finds".to_owned(),
            GoAhead::ByComparison(rule) => format!("go ahead if {}", at(rule, "without it", "with the programme")),
            GoAhead::ByProgramme(rule) => format!("go ahead if {}", at(rule, "with the programme", "without it")),
            one => format!("go ahead if {} {counted}", self.go_ahead(one)),
        };
        format!(
            "Follow {}; {rule}. The study says no in {} cases.",
            self.followed(study),
            self.out_of_100(of_hundred(study.says_no))
        )
    }

    fn study_worth(&self, study: &StudyWorth, near: [u64; 2], currency: &str) -> String {
        let money = |amount: f64| E.money(amount, currency);
        let [from, to] = near.map(|n| E.whole(n as f64));
        let worth = sentence_end(&format!(
            "That is worth {} (±\u{a0}{}) and costs {}, net {}",
            money(study.worth.value),
            money(study.worth.mcse),
            money(study.cost),
            money(study.net.value)
        ));
        if near[0] == near[1] {
            return worth;
        }
        format!("{worth} From {from} to {to} it is nearly as good.")
    }

    fn none_larger(&self, n: u64) -> String {
        format!("More than {} were not looked at.", E.whole(n as f64))
    }

    fn no_size_pays(&self, study: &StudyWorth, currency: &str) -> String {
        sentence_end(&format!(
            "No size shown is worth what it costs: following {} is worth {} (±\u{a0}{}) and costs {}",
            self.followed(study),
            E.money(study.worth.value, currency),
            E.money(study.worth.mcse, currency),
            E.money(study.cost, currency)
        ))
    }

    fn among(&self, municipalities: &Municipalities) -> String {
        let number = E.whole(f64::from(municipalities.number));
        match municipalities.between {
            0.0 => format!("{number} municipalities, all alike"),
            between => format!("{number} municipalities, log-odds ±\u{a0}{}", E.plain(between)),
        }
    }

    fn everywhere(&self, study: &StudyWorth, all: &Everywhere, near: Option<[u64; 2]>, currency: &str) -> String {
        let money = |amount: f64| E.money(amount, currency);
        let number = E.whole(f64::from(all.municipalities.number));
        let alike = match all.municipalities.between {
            0.0 => "taken to be all alike".to_owned(),
            between => format!("whose shares differ (standard deviation of the log-odds {})", E.plain(between)),
        };
        let worth = sentence_end(&format!(
            "To {number} municipalities as large as this one, {alike}, following {} is worth {} (±\u{a0}{}) together, net {}",
            self.followed(study),
            money(all.worth.value),
            money(all.worth.mcse),
            money(all.net.value)
        ));
        match near {
            None => format!("{worth} No size looked at is worth its cost to them."),
            Some([from, to]) if from == to => worth,
            Some(near) => {
                let [from, to] = near.map(|n| E.whole(n as f64));
                format!("{worth} From {from} to {to} it is nearly as good.")
            }
        }
    }

    fn budget_guarantee(&self, saved: f64, currency: &str) -> String {
        format!(
            "But {} of what the business case brings this municipality are income transfers. These are under the budget guarantee: what all \
             municipalities save on them the state takes back through the block grant, so that part of the worth is the state's.",
            E.money(saved, currency)
        )
    }

    fn changes_nothing(&self, study: &StudyWorth) -> String {
        format!("Whatever {} finds, the decision stays the same: it is worth nothing here.", study.title)
    }

    fn studies_title(&self, title: &str, whose: &str) -> String {
        format!("{title}: its worth, {whose}")
    }

    fn exact_footer(&self, seed: u64, version: &str) -> String {
        format!("exact expectations, without chance between families · seed {seed} · provenu {version}")
    }

    fn shares_title(&self, span: &str, whose: &str) -> String {
        format!("What the risk comes from, net benefit {span}, {whose}")
    }
}

fn subjects(subject: Subject) -> &'static str {
    match subject {
        Subject::Family => "families",
        Subject::Adult => "adults",
        Subject::Child => "children",
    }
}

fn with_or_without(followed: Followed) -> &'static str {
    match followed {
        Followed::Programme => "with the programme",
        Followed::Comparison => "without the programme",
        Followed::Both => "with and without the programme",
    }
}

fn count_or_range([from, to]: [u64; 2]) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}
