//! What is said in pictures, in English.

use super::{E, English};
use crate::analysis::Level;
use crate::document::number::shortened;
use crate::document::words::{Beneath, CommonWords, PictureLabels, PictureWords, SharedLuck, sentence_end};
use crate::statistics::Chance;
use crate::summary::{RunFacts, Stage};

pub(super) const LABELS: PictureLabels = PictureLabels {
    expected: "expected",
    expected_case: "expected business case",
    median: "median",
    end_of: "end of",
    odds_withheld: "Incomplete: the file does not hold the whole side of the case; how likely a gain is, is withheld",
    exceedance: "Share of simulated programmes with a net benefit above the amount",
    more_than: "MORE THAN",
    loss_of: "LOSS OF AT LEAST",
    first_even: "First year in which the cumulative net benefit is no longer negative; share of simulated programmes",
    reached_by_end: "reached by the end of the year",
    not: "not",
    errors: ["SAMPLING", "replications", "± of the mean", "± of exact expectations", "± of P(net > 0)"],
    error_of_probability: "Standard error of P(net > 0), percentage points (log scale)",
    replications: "replications (log scale)",
    wished: "target",
    no_error: "no error at all",
    exact: "the mean of exact expectations",
    worse_better: ["worse", "better; the line is the mean difference; what is exactly as good is not drawn"],
    swings: "Mean net benefit with one assumption at each end of its range, the others uncertain",
    swings_some_pale: "Mean net benefit with one assumption at each end of its range, the others uncertain; pale: fixed in \
                       the scenario",
    stress: "Mean net benefit with this assumption and all above it at their adverse ends, the rest uncertain",
    break_even_lines: ["break-even on average", "break-even of the expected business case"],
    the_scenario: "the scenario",
    zero: ["zero with the rest at base values", "zero on average"],
    rest_at_base: "the rest at base values",
    from_median: "from median to there",
    standard_deviations: "standard deviations from the median",
};

impl PictureWords for English {
    fn footer(&self, run: &RunFacts, luck: SharedLuck) -> String {
        let RunFacts { seed, replications, version, .. } = run;
        let each = match luck {
            SharedLuck::Alone => "",
            SharedLuck::Own => " each",
            SharedLuck::Same => " each, same luck",
        };
        format!("{} simulated programmes{each} · seed {seed} · provenu {version}", E.whole(*replications as f64))
    }

    fn of_cases(&self, share: f64) -> String {
        format!("{} of cases", E.percent(share, 0))
    }

    fn one_to_other(&self, from: &str, to: &str) -> String {
        format!("{from} to {to}")
    }

    fn probability_net(&self, chance: Option<&Chance>) -> String {
        chance.map_or_else(|| "P(net > 0) withheld".to_owned(), |p| format!("P(net > 0) {}", E.chance(p, 1)))
    }

    fn cumulative_title(&self, whose: &str) -> String {
        format!("Cumulative net benefit: {whose}")
    }

    fn median_by_then(&self, span: &str, median: f64, currency: &str) -> String {
        sentence_end(&format!("The median of the net benefit {span} is {}", E.money(median, currency)))
    }

    fn net_benefit_title(&self, span: &str, whose: &str) -> String {
        format!("Net benefit {span}: {whose}")
    }

    fn odds(&self, gain: &Chance) -> [String; 2] {
        let gains = format!("Gain: P(net > 0) = {}", E.chance(gain, 1)).replace("= >", ">").replace("= <", "<");
        [format!("Loss or nothing: {} of cases", E.chance(&gain.other_side(), 1)), gains]
    }

    fn lie_beyond(&self, share: f64, right: bool) -> String {
        let share = if share < 1e-4 { format!("less than {}", E.percent(1e-4, 2)) } else { E.percent(share, 2) };
        format!("{share} lie further {}", if right { "right" } else { "left" })
    }

    fn exceedance_title(&self, span: &str, whose: &str) -> String {
        format!("Chance of more than an amount, {span}: {whose}")
    }

    fn more_than(&self, share: &str, amount: &str) -> String {
        format!("{share}: more than {amount}")
    }

    fn above_zero(&self, gain: &Chance) -> String {
        format!("{}: above zero", E.chance(gain, 1))
    }

    fn loss_seen(&self, amount: &str, chance: &Chance) -> String {
        sentence_end(&format!("A loss of {amount} or more: {} of cases", E.chance(chance, 1)))
    }

    fn break_even_title(&self, whose: &str) -> String {
        format!("When has the investment paid for itself? ({whose})")
    }

    fn expected_even(&self, year: Option<i32>, span: &str) -> String {
        let when = year.map_or_else(|| format!("not {}", self.in_span(span)), |year| year.to_string());
        format!("Expected business case: {when}")
    }

    fn convergence_title(&self, whose: &str) -> String {
        format!("How precise after how many replications? {whose}")
    }

    fn error_of_mean(&self, currency: &str) -> String {
        format!("Standard error of the mean, {} (log scale)", shortened(currency, 16))
    }

    fn errors_at_end(&self, sampling: &str, stage: &Stage, currency: &str) -> String {
        format!(
            "{sampling}: after {} replications the mean is known to ± {} and P(net > 0) to ± {}",
            E.whole(stage.replications as f64),
            E.money(stage.mean.mcse, currency),
            E.points(stage.probability.mcse)
        )
    }

    fn differences_title(&self, span: &str, whose: &str) -> String {
        format!("What each changes: net benefit {span}, {whose}")
    }

    fn difference_from(&self, reference: &str) -> String {
        format!("Difference from {reference}, replication by replication")
    }

    fn mean_difference(&self, mean: &str) -> String {
        format!("mean {mean}")
    }

    fn better_in(&self, better: Option<&Chance>, equal: Option<&Chance>) -> String {
        let equal = equal.map_or_else(String::new, |equal| format!("as good in {}, ", E.chance(equal, 1)));
        let better =
            better.map_or_else(|| "P(better) withheld".to_owned(), |p| format!("better in {}", E.chance(p, 1)));
        equal + &better
    }

    fn tornado_title(&self, span: &str, whose: &str) -> String {
        format!("Which assumption decides? Net benefit {span}: {whose}")
    }

    fn moves_most(&self, title: &str, [low, high]: [f64; 2], currency: &str) -> String {
        let (low, high) = (E.money(low, currency), E.money(high, currency));
        sentence_end(&format!("Most depends on {title}: {low} at its lower end, {high} at its upper end"))
    }

    fn with_nothing_held(&self, amount: &str) -> String {
        format!("With nothing held: {amount}")
    }

    fn probability_now(&self, chance: Option<&Chance>) -> String {
        let now = |p: &Chance| format!("P(net > 0), now {}", E.chance(p, 1));
        chance.map_or_else(|| self.probability_net(None), now)
    }

    fn more_that_move_less(&self, count: usize) -> String {
        format!("and {count} more that move less")
    }

    fn beneath(&self, path: &str, what: Beneath<'_>) -> String {
        match what {
            Beneath::Base { value, fixed } => {
                format!("{}{} · {path}", if fixed { "fixed: " } else { "" }, value.unwrap_or("all entries"))
            }
            Beneath::HeldAt(value) => format!("at {value} · {path}"),
        }
    }

    fn stress_title(&self, span: &str, whose: &str) -> String {
        format!("If everything goes wrong: net benefit {span}, {whose}")
    }

    fn worst_and_best(&self, levels: [&Level; 2], currency: &str) -> String {
        let [worst, best] = levels.map(|level| E.money(level.mean.value, currency));
        sentence_end(&format!(
            "With all assumptions at their adverse ends the mean net benefit is {worst}, with all at their favourable ends {best}"
        ))
    }

    fn threshold_title(&self, whose: &str) -> String {
        format!("How far may one assumption slip? {whose}")
    }

    fn grid_title(&self, span: &str, whose: &str) -> String {
        format!("Two assumptions: net benefit {span}, {whose}")
    }

    fn probability_line(&self, level: f64) -> String {
        format!("P {}", E.percent(level, 0))
    }

    fn crossing(&self, what: &str, always: bool, values: &[String]) -> String {
        if always {
            format!("{what}: at every value")
        } else if values.is_empty() {
            format!("{what}: at no value")
        } else {
            format!("{what}: at {}", E.numbers(values))
        }
    }

    fn mean_of_the_rest(&self, span: &str) -> String {
        format!("mean net benefit {span}, the rest uncertain")
    }

    fn least_adverse_title(&self, adverse: bool, whose: &str) -> String {
        let what =
            if adverse { "The least that must go wrong for a loss" } else { "The least that must go right to pay" };
        format!("{what}: {whose}")
    }

    fn nearest_in_all(&self, distance: f64) -> String {
        format!(
            "The nearest combination with an expected net benefit of zero: {} standard deviations from the medians in all",
            E.decimal(distance, 2)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_say_what_was_seen() {
        let odds = |count| English.odds(&Chance::of(count, 1000));
        assert_eq!(odds(583), ["Loss or nothing: 41.7\u{a0}% of cases", "Gain: P(net > 0) = 58.3\u{a0}%"]);
        assert_eq!(odds(1000), ["Loss or nothing: <\u{a0}0.3\u{a0}% of cases", "Gain: P(net > 0) >\u{a0}99.7\u{a0}%"]);
        assert_eq!(English.lie_beyond(0.000_01, false), "less than 0.01\u{a0}% lie further left");
    }

    #[test]
    fn a_level_is_reached_everywhere_nowhere_or_at_values() {
        let at = |always, values: &[&str]| {
            English.crossing("zero", always, &values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            [at(true, &[]), at(false, &[]), at(false, &["1\u{a0}%", "4\u{a0}%"])].join("; "),
            "zero: at every value; zero: at no value; zero: at 1\u{a0}%, 4\u{a0}%"
        );
        assert_eq!(English.beneath("a.b", Beneath::Base { value: None, fixed: true }), "fixed: all entries · a.b");
    }
}
