//! Stress tests, plans and thresholds in English.

use super::common::{chance_error, extremes, of_cases};
use super::{E, English};
use crate::document::words::{AnalysisWords, Known, PlanNote, ThresholdWords, sentence_end};
use crate::model::{Label, Written};
use crate::random::RANDOMISATIONS;
use crate::statistics::{Chance, Estimate};
use crate::summary::{FIRST_STAGE, MARGIN};

impl AnalysisWords for English {
    fn means_over(&self, draws: usize) -> String {
        format!("means over {} draws", E.whole(draws as f64))
    }

    fn go_together(&self, pairs: usize) -> String {
        let pairs = if pairs == 1 {
            "One pair of assumptions goes".to_owned()
        } else {
            format!("{pairs} pairs of assumptions go")
        };
        format!("{pairs} together. One that is held at a value leaves the others as uncertain as they are.")
    }

    fn errors(&self, mean: f64, currency: &str, known: Known) -> String {
        let probability =
            known.error.map_or_else(String::new, |error| format!(" and ± {} of a probability", E.points(error)));
        let extreme = known.extreme.map_or_else(String::new, |sample| format!("; {}", extremes(sample)));
        let mean = E.money(mean, currency);
        format!("Monte Carlo errors are at most ± {mean} of a mean{probability}{extreme}.")
    }

    fn entries_of(&self, path: &str, list: bool) -> String {
        format!("{path}{}", if list { ", all entries" } else { "" })
    }

    fn tornado_now(
        &self,
        span: &str,
        currency: &str,
        expected: f64,
        mean: Estimate,
        probability: Option<&Chance>,
    ) -> String {
        format!(
            "Net benefit {span}: {} at base values, {} ± {} on average over the uncertain assumptions{}.",
            E.money(expected, currency),
            E.whole(mean.value),
            E.whole(mean.mcse),
            probability.map_or_else(String::new, |p| format!(", above zero in {} ({})", of_cases(p), chance_error(p)))
        )
    }

    fn tornado_note(&self, replications: u64) -> String {
        format!(
            "Each assumption by itself at one end and the other, the rest as uncertain as they are; what moves the mean most \
             comes first. P: how likely the net benefit is above zero, with nothing held that of `run -n {replications}`."
        )
    }

    fn change_known(&self, errors: &[String]) -> String {
        format!("What an end changes is known to {}, since all share their luck.", errors.join(" and "))
    }

    fn bad_at_both_ends(&self, titles: &[&str]) -> String {
        format!(
            "Bad at both ends: {}. All adverse has the worse end, all favourable leaves it as uncertain as it is.",
            titles.join("; ")
        )
    }

    fn left_out(&self, paths: &[String]) -> String {
        format!("Fixed numbers that may not be moved so far are left out: {}.", paths.join(", "))
    }

    fn relieving(&self, titles: &[&str]) -> String {
        if titles.is_empty() {
            return String::new();
        }
        format!(
            "Adverse by itself, yet a relief once those above are adverse: {}. What an assumption does may depend on the others.",
            titles.join("; ")
        )
    }

    fn axis(&self, Label { title, path, .. }: &Label, base: &str) -> String {
        format!("{title} ({path}), which the scenario has at {base}")
    }

    fn axes(&self, across: &str, down: &str) -> String {
        format!("Across: {across}. Down: {down}.")
    }

    fn grid_note(&self, span: &str, currency: &str, pays: usize, of: usize) -> String {
        format!(
            "Net benefit {span} in {currency}, everything else as uncertain as it is; {} of the {} pairs pay on average.",
            E.whole(pays as f64),
            E.whole(of as f64)
        )
    }

    fn mean_to(&self, mcse: f64) -> String {
        format!("mean ± {}", E.whole(mcse))
    }

    fn exact(&self, mean: &str) -> String {
        format!("{mean}, exact")
    }

    fn probability_to(&self, mcse: f64) -> String {
        format!("P(> 0) ± {}", E.points(mcse))
    }

    fn quantile_to(&self, p: f64, mcse: f64) -> String {
        format!("{} quantile ± {}", E.trimmed_percent(p), E.whole(mcse))
    }

    fn plan_note(&self, note: &PlanNote) -> String {
        let exact = note.exact_in.map_or_else(String::new, |currency| {
            let unit = sentence_end(&format!("The error of the mean is in {currency}"));
            format!(" {unit} \"exact\" is the mean of the replications' exact expectations, which carries no chance.")
        });
        let mut time = format!("{} s", E.whole(note.seconds));
        if let Some(designed) = note.seconds_designed {
            time = format!("{time} with random draws, {} s under lhs and sobol,", E.whole(designed));
        }
        format!(
            "From trials of up to {} replications each. Errors of lhs and sobol come from {RANDOMISATIONS} independent \
             randomisations, are known to about a tenth, and count with that on top, as in a run with a target; their \
             replications are rounded up to whole randomisations, of sobol to powers of two.{exact} A million replications take \
             about {time} on one core. What a run with these targets takes: stages from {} replications on, each at most twice \
             the one before, {} more than then seems needed, until its own errors are small enough. They differ from the \
             trials' by chance, so that it may be a stage more or less.",
            E.whole(note.trials as f64),
            E.whole(FIRST_STAGE as f64),
            E.percent(MARGIN - 1.0, 0)
        )
    }
}

impl ThresholdWords for English {
    fn threshold_of(&self, title: &str) -> String {
        format!("THRESHOLD OF: {title}")
    }

    fn asked_probability(&self, target: f64) -> String {
        format!("net benefit above zero in {} of cases", E.written(target, &Written::Share, ""))
    }

    fn threshold_note(&self, label: &Label, base: &str) -> String {
        let scenario = sentence_end(&format!("{}: the scenario has {base}", label.path));
        format!("{scenario} ± is the Monte Carlo standard error of the value.")
    }

    fn looked_at(&self, from: &str, to: &str) -> String {
        sentence_end(&format!("It was looked at from {from} to {to}"))
    }

    fn to_see_it(&self, path: &str, value: f64) -> String {
        format!("To see the first in a table: --set {path}={value}")
    }

    fn at_medians(&self, value: f64, currency: &str) -> String {
        let value = E.money(value, currency);
        sentence_end(&format!("With every uncertain assumption at its median the net benefit is {value}"))
    }

    fn no_combination(&self, pays: bool) -> String {
        let verb = if pays { "lose" } else { "pay" };
        format!("No combination of assumptions within six standard deviations makes it {verb} in expectation.")
    }

    fn nearest_combination(&self, distance: f64, beyond: Option<f64>) -> String {
        format!(
            "The nearest combination at which the expected net benefit is zero lies {} standard deviations away (to first \
             order, {} of all combinations lie beyond). sd: how far each assumption moves, in standard deviations of its normal \
             score; share: its part of the squared distance.",
            E.decimal(distance, 2),
            beyond.map_or_else(String::new, |share| E.written(share, &Written::Share, ""))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_what_is_known() {
        let chances = [Chance::of(500, 1000), Chance::of(0, 1000)];
        assert_eq!(
            English.errors(1000.0, "kr.", Known::of(&chances[..1])),
            "Monte Carlo errors are at most ± DKK\u{a0}1,000 of a mean and ± 1.58\u{a0}points of a probability."
        );
        assert_eq!(
            English.errors(0.0, "£", Known::of(&chances[1..])),
            "Monte Carlo errors are at most ± £0 of a mean; what none of 1,000 cases shows is below 0.30\u{a0}% (one-sided 95\u{a0}%)."
        );
        assert_eq!(English.errors(2.0, "£", Known::of([])), "Monte Carlo errors are at most ± £2 of a mean.");
        let errors = ["± £20".to_owned(), "± 0.10\u{a0}points".to_owned()];
        assert_eq!(
            English.change_known(&errors),
            "What an end changes is known to ± £20 and ± 0.10\u{a0}points, since all share their luck."
        );
    }

    #[test]
    fn one_pair_goes_and_two_go_together() {
        assert!(English.go_together(1).starts_with("One pair of assumptions goes together."));
        assert!(English.go_together(2).starts_with("2 pairs of assumptions go together."));
        assert!(English.at_medians(5.0, "kr.").ends_with("net benefit is DKK\u{a0}5."));
        assert!(English.no_combination(true).contains("makes it lose"));
    }
}
