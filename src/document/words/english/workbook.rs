//! The workbook in English.

use super::{E, English};
use crate::document::words::{SheetNames, WorkbookLabels, WorkbookWords};
use crate::model::Subject;

const LABELS: WorkbookLabels = WorkbookLabels {
    sheets: SheetNames {
        summary: "Summary",
        case: "Business case",
        assumptions: "Assumptions",
        workings: "Workings",
        years: "Year by year",
        break_even: "Break-even",
        exceedance: "S-curve",
        payers: "Payers",
        sensitivity: "Sensitivity",
        variants: "Variants",
        replications: "Simulated courses",
    },
    contents: [
        "the answer on one page",
        "the expected case, line by line, with formulas that follow the assumptions",
        "every number with unit, source and reason; yellow cells may be changed",
        "what lies between assumptions and lines: people, shares, time",
        "the net benefit by year, with its range",
        "when the money is back",
        "how likely the net benefit is to be more than an amount, and how likely a loss is",
        "who gains and who pays",
        "what each assumption moves, and how much must go wrong",
        "the same case with other assumptions",
        "single simulated courses",
    ],
    subject: "Risk of a social investment",
    page: ["Page", "of"],
    out_of_100: "Simulated courses that end in surplus",
    good_case: "Good case: in 5 out of 100 courses it is better than",
    bad_case: "Bad case: in 5 out of 100 courses it is worse than",
    middle: "In the middle: half of the courses lie above",
    worst: "The worst 5 out of 100 on average",
    own_calculation: "The expected case, every assumption at its stated value",
    peak_typical: "Largest outlay on the way, typically",
    peak_bad: "Largest outlay in 5 out of 100 courses: more than",
    figure: ["", "Result"],
    on_the_sheets: "In this workbook",
    how_computed: "How it was computed",
    replications: "Simulated courses",
    seed: "Seed",
    version: "Version of provenu",
    checksum: "SHA-256 of the scenario",
    kind: "How",
    formula: "formula",
    value: "locked value",
    costs: "Costs",
    savings: "Savings",
    result: "Result",
    as_computed: "As the program computed it",
    change: "Change made in this workbook",
    assumption: [
        "Assumption",
        "Value",
        "Unit",
        "What is known of it",
        "Evidence",
        "Source",
        "Reason",
        "Path in the scenario",
        "Name",
    ],
    assumptions_note: "Yellow cells may be changed: the sheet Business case follows. All other sheets hold what was simulated, \
                       and stay as they are.",
    input_note: "may be changed",
    only_shares: "A share lies between 0 % and 100 %.",
    workings_note: "Formulas that stand between the assumptions and the lines of the business case. Nothing here needs to be changed.",
    self_sufficiency: "Self-sufficiency",
    constant: "All years",
    years_since_leaving: "Years since leaving the programme",
    years_since_entry: "Years since becoming self-sufficient",
    share_with: "Share self-sufficient with the programme",
    share_without: "Share self-sufficient anyway",
    share_in_operation: "Share with the programme in operation",
    additional_share: "Additional share",
    hazards_of_curve: "Relapse in the year, computed from the curve (does not follow changed cells)",
    still_self_sufficient: "Still self-sufficient at the end of the year",
    time_self_sufficient: "Self-sufficient time in the year",
    time_with: "Self-sufficient time, with the programme",
    time_without: "Self-sufficient time, anyway",
    relapsed: "Back on benefits at the end of the year",
    enter: "Become self-sufficient in the year",
    enter_again: "Of them again, after a return to benefits",
    person_years: "Additional person-years",
    planned: "by intake year",
    planned_later: "in later years",
    part_of_year: "part of the year it covers",
    begun: "beginning in the year",
    lasting: "years of it",
    year: "Year",
    cumulative: "Cumulative net benefit at the end of the year",
    single_years: "Net benefit of each year, undiscounted",
    years_note: "In nine out of ten simulated courses the result lies between 5 % and 95 %; in half of them between 25 % and 75 %.",
    in_surplus: "In surplus",
    for_the_chart: "For the chart: width of the bands",
    half: "half of the courses",
    nine_of_ten: "nine out of ten",
    break_even: ["Year", "Breaks even first", "Has broken even", "For good", "In surplus"],
    not_within: "Not within these years",
    break_even_chart: "The year in which the money is first back",
    points_of_chart: "For the chart: amount",
    payers_note: "The expected case, line by line: positive is gained, negative is paid.",
    tornado: [
        "Assumption",
        "From",
        "To",
        "Mean at from",
        "Mean at to",
        "Change at from",
        "Change at to",
        "In surplus at from",
        "In surplus at to",
    ],
    tornado_chart: ["What each assumption moves the mean net benefit by", "at its lower end", "at its upper end"],
    tornado_note: "Each assumption is moved from the low to the high end of what it may be, the others left as uncertain as they are; \
                   what moves the mean most stands first.",
    fixed_note: "(fixed): certain in the scenario; moved by a share of itself, to show what it would matter.",
    scenario: "Scenario",
    replication: "Course",
};

impl WorkbookWords for English {
    fn workbook(&self) -> &'static WorkbookLabels {
        &LABELS
    }

    fn whose(&self, title: &str, span: &str, name: &str) -> String {
        let span = if title.contains(span) { String::new() } else { format!(" · {span}") };
        format!("{title}{span} · seen from: {name}")
    }

    fn in_currency(&self, currency: &str) -> String {
        format!("Costs and savings in {currency}, both positive; the result is savings less costs.")
    }

    fn lines_live(&self, [live, locked]: [usize; 2]) -> String {
        let lines = |count: usize| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
        match (live, locked) {
            (0, 0) => "No money moves.".to_owned(),
            (_, 0) => "All lines are formulas of the assumptions: change a yellow cell on the sheet Assumptions and follow the \
                       result here."
                .to_owned(),
            (0, _) => "No line can be written as a formula of the assumptions, so all are locked values, which do not follow \
                       changes."
                .to_owned(),
            (live, locked) => format!(
                "{} {} of the assumptions and {} changes of yellow cells on the sheet Assumptions. {} locked, since the rule \
                 behind {} is more than a formula: {} not follow changes, and neither does their part of the result.",
                lines(live),
                if live == 1 { "is a formula" } else { "are formulas" },
                if live == 1 { "follows" } else { "follow" },
                lines(locked) + if locked == 1 { " is" } else { " are" },
                if locked == 1 { "it" } else { "them" },
                if locked == 1 { "it does" } else { "they do" },
            ),
        }
    }

    fn as_it_stands(&self, break_even: &str) -> String {
        format!("As the scenario stands: {break_even}")
    }

    fn who_leave(&self, subject: Subject) -> String {
        match subject {
            Subject::Family => "Families who leave the programme",
            Subject::Adult => "Adults who leave the programme",
            Subject::Child => "Children in them",
        }
        .to_owned()
    }

    fn entry(&self, index: usize) -> String {
        format!("year {}", index + 1)
    }

    fn first_rows(&self, shown: usize, of: u64) -> String {
        format!("The first {} of {} simulated courses.", E.whole(shown as f64), E.whole(of as f64))
    }

    fn fan_chart(&self, currency: &str) -> String {
        format!("Cumulative net benefit, {currency}")
    }

    fn cut_short(&self) -> &'static str {
        "… (cut: too long for a cell)"
    }
}
