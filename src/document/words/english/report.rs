//! The council's report in English.

use super::{E, English};
use crate::document::words::{
    Advance, FrameSums, Headline, PageTexts, PaidBack, Ranking, ReportLabels, ReportWords, Subject, Weakest,
    sentence_end, sentences,
};
use crate::document::{BriefRange, Ending, Likelihood};
use crate::model::Grade;

pub(in crate::document) const REPORT: ReportLabels = ReportLabels {
    bad: "A bad case",
    bad_told: ["5 out of 100 end worse", "at least 5 out of 100 end there or worse"],
    middle: "In the middle",
    middle_told: ["half end worse, half better", "at least half end there or worse, at least half there or better"],
    good: "A good case",
    good_told: ["5 out of 100 end better", "at least 5 out of 100 end there or better"],
    always: "Every course",
    always_told: "nothing in the calculation varies the result",
    single_figure: "The business case",
    single_figure_told: "if everything goes as planned",
    what_if: "What if an assumption fails?",
    as_calculated: "As in this calculation",
    all_variants: "All variants of the calculation",
    people: "What it means for people",
    people_columns: ["", "on average", "nine out of ten lie from … to …"],
    no_people: "The calculation counts no people.",
    measured: "Measured, not in money",
    measured_note: "These figures compare before and after. They do not say what would have happened without the programme, and no price is set on them.",
    measured_columns: ["", "before", "after", "change", "when", "who says so"],
    better: "better",
    worse: "worse",
    unchanged: "unchanged",
    years: "When has it paid for itself?",
    in_surplus: "in surplus",
    middle_course: "in the middle",
    nine_of_ten_from: "nine out of ten lie from",
    nine_of_ten_to: "to",
    spread: "How the results lie",
    s_curve: "How likely is more than a certain amount?",
    purses: "Who gains, and who pays?",
    purse_columns: ["", "on average", "in surplus"],
    incomplete_note: "Incomplete: only what others pay to them or take from them is counted, not their whole side. How likely they gain cannot be said.",
    frames: "Inside and outside the service ceiling",
    slips: "How much must go wrong?",
    tornado_all: "All assumptions, and what each moves",
    threshold_all: "All switching values, and the least that must go wrong",
    basis: "What it rests on",
    basis_lead: "Every number in the calculation, with its source and how good the evidence is.",
    outside_view: "Past forecasts of social investments: what became of the participants mostly came out as forecast, what would have happened without the \
                   programme did not (provenu past). None of those figures is in the numbers here.",
    all_assumptions: "All assumptions",
    table: "The business case, year by year",
    table_lead: "Every assumption exactly at its planned value, without uncertainty; the amounts are those of the published table where there is one.",
    precision: "How sure is the calculation itself?",
    all_figures: "All figures of the calculation",
    method: "How it is calculated",
    method_text: [
        "Nobody knows how each participant will fare, or how good each assumption is. So the programme is carried out many times in the computer. Each time every uncertain assumption is drawn from what it may be, and then the course of each participant: what happens, when, and for how long.",
        "Each time the same courses are followed without the programme, with the same luck. The difference between the two is what the programme changes; it is turned into money for each purse and year.",
        "The share of all these simulated courses that end in surplus is what the page calls “out of 100”. It is no promise and no measurement: it says what follows from the assumptions, with their uncertainty.",
        "What no assumption covers is not in the figures: a reform, another labour market, participants who are not like those that the evidence comes from.",
    ],
    changes: "Changed for this calculation",
    side_by_side: "Side by side",
    end_in_surplus: "How many end in surplus",
    agenda: "For the council paper",
    agenda_answer: "The case",
    agenda_money: "Economy",
    agenda_risk: "Risk",
    made_with: "Calculated with provenu, which is free and open: whoever has the scenario file can repeat the calculation and get the same figures.",
    page: PageTexts { skip: "Go to the answer", contents: "On this page", as_table: "The figures as a table" },
};

impl ReportWords for English {
    fn report_subject(&self, of: &Subject) -> String {
        let prices =
            of.price_year.map_or_else(|| "constant prices".to_owned(), |year| format!("constant prices ({year})"));
        let parts = [of.title.to_owned(), of.span.to_owned(), format!("seen from: {}", of.whose), prices];
        let discounted = of.discounted.then(|| "present values".to_owned());
        // A title often ends with the years.
        let parts = parts.into_iter().chain(discounted).enumerate();
        let parts = parts.filter(|(i, part)| *i != 1 || !of.title.contains(part.as_str())).map(|(_, part)| part);
        parts.collect::<Vec<_>>().join(" · ")
    }

    fn report_headline(&self, headline: &Headline) -> String {
        match headline {
            Headline::Withheld => {
                "How likely a surplus is cannot be said: only a part of the money is in the calculation".to_owned()
            }
            Headline::Nothing { years } => format!("{} no money has moved", after(*years)),
            Headline::AtZero { years } => format!("{} the programme ends at exactly zero", after(*years)),
            Headline::Open { years } => format!("{} a surplus is neither likely nor unlikely", after(*years)),
            Headline::Likely { years, surplus } => {
                let told = match surplus {
                    Likelihood::AlmostImpossible => "a surplus is almost impossible",
                    Likelihood::VeryUnlikely => "a surplus is very unlikely",
                    Likelihood::Unlikely => "a surplus is unlikely",
                    Likelihood::RatherNot => "a deficit is somewhat more likely than a surplus",
                    Likelihood::AsLikelyAsNot => "the programme is about as likely to be in surplus as in deficit",
                    Likelihood::Rather => "a surplus is somewhat more likely than a deficit",
                    Likelihood::Likely => "a surplus is likely",
                    Likelihood::VeryLikely => "a surplus is very likely",
                    Likelihood::AlmostCertain => "a surplus is almost certain",
                };
                format!("{} {told}", after(*years))
            }
        }
    }

    fn courses_end(&self, end: Ending, year: i32, first: bool) -> String {
        let how = match end {
            Ending::Gain => "in surplus",
            Ending::Zero => "at exactly zero",
            Ending::Loss => "in deficit",
        };
        if first { format!("simulated courses end {how} in {year}") } else { format!("end {how}") }
    }

    fn nine_of_ten_briefly(&self, range: &BriefRange) -> String {
        sentence_end(&match range {
            BriefRange::One(amount) => format!("In nine courses out of ten the result is {amount}"),
            BriefRange::Between(range) => format!("In nine courses out of ten the result lies {range}"),
        })
    }

    fn worst_five(&self, amount: &str) -> String {
        sentence_end(&format!("The worst 5 out of 100 average {amount}"))
    }

    fn advance(&self, advance: &Advance) -> String {
        match advance {
            Advance::Nothing => "At no year's end has more been paid than has come back.".to_owned(),
            Advance::Rarely { high } => sentence_end(&format!(
                "In most courses nothing has to be advanced on the way; in 5 out of 100 it is more than {high}"
            )),
            Advance::Usual { median, high } if median == high => {
                sentence_end(&format!("On the way {median} has to be advanced"))
            }
            Advance::Usual { median, high } => sentence_end(&format!(
                "On the way {median} typically has to be advanced; in 5 out of 100 courses more than {high}"
            )),
        }
    }

    fn caution(&self, weakest: Option<&Weakest>) -> String {
        let known = weakest.map_or_else(String::new, |Weakest { title, value, grade }| match grade {
            Some(Grade::Illustrative) => format!("“{title}” ({value}) is invented for the example."),
            Some(Grade::Assumed) => format!("“{title}” ({value}) was not measured but assumed."),
            None => format!("The file does not say what “{title}” ({value}) rests on."),
            Some(Grade::Expert) => format!("“{title}” ({value}) was not measured; it is a professional judgement."),
            Some(Grade::BeforeAfter) => {
                format!("“{title}” ({value}) compares before and after, without a comparison group.")
            }
            Some(Grade::Trial | Grade::Registry | Grade::Definition) => {
                format!("“{title}” ({value}) matters most; it may be different here from where it was measured.")
            }
        });
        sentences(["The numbers are no better than the assumptions.".to_owned(), known])
    }

    fn shown_variants(&self, shown: usize, all: usize) -> String {
        format!("The first {shown} of {all} variants; all are further down.")
    }

    fn held_instead(&self, title: &str, held: &str, base: &str) -> String {
        format!("{title}: {held} instead of {base}")
    }

    fn paid_back(&self, paid: &PaidBack) -> String {
        let not = if paid.never {
            format!("In no simulated course has it paid for itself before {}.", paid.last + 1)
        } else {
            format!("In {} courses it has not paid for itself before {}.", paid.not, paid.last + 1)
        };
        let likeliest = paid
            .likeliest
            .map_or_else(String::new, |(year, count)| format!("The single most likely year is {year} ({count})."));
        sentences([not, likeliest])
    }

    fn frame_note(&self, sums: &FrameSums) -> String {
        let service = sums.service.map_or_else(String::new, |sum| {
            sentence_end(&format!(
                "Within the service expenditure ceiling (servicerammen) the planned case comes to {sum}"
            ))
        });
        let transfer = sums.transfer.map_or_else(String::new, |sum| {
            format!(
                "{} Income transfers saved lie outside that ceiling and make no room for services by themselves.",
                sentence_end(&format!("Income transfers come to {sum}"))
            )
        });
        sentences([service, transfer])
    }

    fn slip(&self, title: &str, base: &str, on_average: &str, likely: Option<(usize, &str)>) -> String {
        let likely = likely.map_or_else(String::new, |(count, value)| {
            sentence_end(&format!("For {count} courses out of 100 to end in surplus: {value}"))
        });
        let average = sentence_end(&format!(
            "“{title}” is {base} in the calculation. On average the programme pays {on_average}"
        ));
        sentences([average, likely])
    }

    fn tornado_lead(&self, shown: usize) -> String {
        let which = match shown {
            1 => "The assumption that moves the result.",
            2 => "The two assumptions that move the result most.",
            _ => "The three assumptions that move the result most.",
        };
        format!(
            "{which} Each is moved from the low to the high end of what it may be, the others left as uncertain as they are."
        )
    }

    fn grades(&self, counts: &[(Option<Grade>, usize)]) -> String {
        let told = counts.iter().map(|(grade, count)| format!("{}: {count}", self.grade(*grade)));
        format!("Numbers by evidence: {}.", told.collect::<Vec<_>>().join(", "))
    }

    fn grade(&self, grade: Option<Grade>) -> &'static str {
        E.naming().grade(grade)
    }

    fn own_error(&self, replications: u64, mean: &str, probability: Option<&str>) -> String {
        let n = E.whole(replications as f64);
        let probability = probability.map_or_else(String::new, |error| format!(", the share in surplus by {error}"));
        format!(
            "The calculation ran {n} simulated courses. Another {n} would typically move the mean by {mean}{probability}. That is \
             the calculation's own uncertainty, which more courses make smaller. What the page shows is how far the courses lie apart."
        )
    }

    fn variants(&self, best: (&str, &str), worst: Option<(&str, &str)>) -> String {
        let of = |(name, count)| format!("{count} (“{name}”)");
        let between = worst.map_or_else(|| of(best), |worst| format!("between {} and {}", of(worst), of(best)));
        format!("With other assumptions {between} end in surplus.")
    }

    fn payer(&self, name: &str, mean: &str, odds: Option<&str>) -> String {
        let odds = odds
            .map_or_else(|| "; how often it gains cannot be said".to_owned(), |odds| format!(", in surplus in {odds}"));
        format!("{name}: {mean} on average{odds}.")
    }

    fn comparison_headline(&self, ranking: &Ranking) -> String {
        match ranking {
            Ranking::Withheld { whose } => {
                format!("What each scenario brings {whose}; how often it gains cannot be said")
            }
            Ranking::Even { of: 1, .. } => "One scenario, nothing to compare it with".to_owned(),
            Ranking::Even { count, of } if count == of => {
                format!("All {of} scenarios end in surplus about equally often")
            }
            Ranking::Even { count, of } => {
                format!("{count} of {of} scenarios end in surplus most often, and about equally so")
            }
            Ranking::First { name, told } => format!("“{name}” ends in surplus most often: {told}"),
        }
    }

    fn differs(&self, name: &str, reference: &str, mean: &str, ends: &BriefRange) -> String {
        let ends = match ends {
            BriefRange::One(_) => String::new(),
            BriefRange::Between(range) => format!(" (95 % interval of that average: {range})"),
        };
        sentence_end(&format!("“{name}” against “{reference}”: {mean} on average{ends}"))
    }

    fn repeatable(&self, seed: u64, version: &str, sha256: &str) -> String {
        format!("Seed {seed}. provenu {version}. Checksum of the scenario file (SHA-256): {sha256}.")
    }

    fn measured_when(&self, before: Option<&str>, after: Option<&str>) -> String {
        match (before, after) {
            (Some(before), Some(after)) if before != after => format!("{before}, then {after}"),
            (before, after) => after.or(before).unwrap_or_default().to_owned(),
        }
    }

    fn measured_of(&self, value: &str, n: Option<u64>) -> String {
        n.map_or_else(|| value.to_owned(), |n| format!("{value} (of {n})"))
    }

    fn range_between(&self, low: &str, high: &str) -> String {
        if low == high { low.to_owned() } else { format!("{low} to {high}") }
    }
}

/// `After five years`; of one year `After one year`.
fn after(years: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match (WORDS.get(years), years) {
        (Some(word), 1) => format!("After {word} year"),
        (Some(word), _) => format!("After {word} years"),
        (None, _) => format!("After {years} years"),
    }
}
