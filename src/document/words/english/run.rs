//! The summary of a run, the quick answer and the business case, in English.

use super::common::extremes;
use super::{E, English, counted};
use crate::analysis::Quick;
use crate::document::words::{
    Aim, AimedQuantile, BreakEvenNote, CaseWords, CommonWords, LastErrors, RunWords, sentences,
};
use crate::simulate::Expectations;
use crate::statistics::{VarianceSplit, bound_of_none};

impl RunWords for English {
    fn sampling(&self, sampling: &str, randomisations: u64) -> String {
        format!("{sampling} sampling in {randomisations} randomisations")
    }

    fn coupling(&self, coupling: &str) -> String {
        format!("{coupling} coupling")
    }

    fn quantiles(&self, quantiles: &str) -> String {
        format!("quantiles {quantiles}")
    }

    fn quantile(&self, p: f64, tied: bool) -> String {
        if (p - 0.5).abs() < 1e-9 {
            return "median".to_owned();
        }
        let (share, side) = if p < 0.5 { (p, "below") } else { (1.0 - p, "above") };
        let share = E.trimmed_percent(share);
        if tied { format!("at least {share} end at it or {side}") } else { format!("{share} of cases end {side}") }
    }

    fn every_case(&self) -> &'static str {
        "every simulated programme"
    }

    fn counted(&self, value: f64, [low, high]: [f64; 2]) -> String {
        if low == high {
            return E.whole(value);
        }
        format!("{} [{}, {}]", E.whole(value), E.whole(low), E.whole(high))
    }

    fn variance(&self, split: &VarianceSplit) -> String {
        match (split.parameters, split.mcse) {
            (0.0, 0.0) => "Nothing but chance between families varies.".to_owned(),
            (1.0, 0.0) => "Nothing but the uncertain assumptions varies.".to_owned(),
            _ => format!(
                "Of the variance, {} comes from uncertain assumptions and {} from chance between families (± {}).",
                E.percent(split.parameters, 1),
                E.percent(split.chance, 1),
                E.points(split.mcse)
            ),
        }
    }

    fn exact_worth(&self, worth: f64) -> String {
        format!("The mean of exact expectations is as precise as that of {} simulated programmes.", E.whole(worth))
    }

    fn exact_expectations(&self, n: u64) -> String {
        let which = format!(
            "The exact expectation was worked out for every {}th replication ({} of them): its mean and the shares of the \
             variance come from these.",
            Expectations::STEP,
            E.whole(n as f64)
        );
        let alone = if n == 1 { "One alone tells no error and no shares." } else { "" };
        sentences([which, alone.to_owned()])
    }

    fn break_even_note(&self, note: &BreakEvenNote) -> String {
        let mut told = vec![
            "P(> 0): it has paid by the end of the year".to_owned(),
            format!(
                "first even: cumulative net benefit first reaches zero that year{}",
                if note.all_years { "" } else { " or since the row above" }
            ),
            "even by then: it had by the end of the year".to_owned(),
            format!("for good: it never turns negative again {}", English.in_span(note.span)),
        ];
        told.extend(note.known.error.map(|error| format!("each ± {} at most", E.points(error))));
        told.extend(note.known.extreme.map(extremes));
        told.join("; ") + "."
    }

    fn payback(&self, first_year: i32) -> String {
        format!("payback, years from the start of {first_year}")
    }

    fn payback_counts_from(&self, first_year: i32) -> String {
        format!("Payback counts from the start of {first_year}; no year counts as break-even before money moves.")
    }

    fn target(&self, aim: &Aim) -> String {
        let wished = [
            aim.mean.map(|mcse| format!("the mean to ± {}", E.money(mcse, aim.currency))),
            aim.probability.map(|mcse| format!("P(net > 0) to ± {}", E.points(mcse))),
            aim.percentile.map(|AimedQuantile { p, mcse, .. }| {
                format!("the {} quantile to ± {}", E.trimmed_percent(p), E.money(mcse, aim.currency))
            }),
        ];
        let wished = wished.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        let errors = last_errors(aim);
        let told = if aim.reached {
            format!("The target was {wished}: reached in {}; {errors}.", counted(aim.stages, "stage", "stages"))
        } else {
            format!(
                "The target was {wished}: NOT reached after {} replications, the most that -n and the machine allow; {errors}.",
                E.whole(aim.replications as f64)
            )
        };
        let designed = aim.randomisations.map_or_else(String::new, |r| {
            format!(
                "Errors come from the spread of {r} randomisations and are told with one standard error of their own on top, so \
                 that they hold for a run that ends when they are small."
            )
        });
        sentences([told, designed])
    }

    fn by_budget(&self, holder: Option<&str>) -> String {
        format!("BY BUDGET{}", of(holder))
    }

    fn cashable_of(&self, holder: Option<&str>) -> String {
        format!("CASHABLE{}", of(holder))
    }

    fn by_subgroup(&self, perspective: &str) -> String {
        format!("BY SUBGROUP, {}", perspective.to_uppercase())
    }

    fn quick_facts(&self, quick: &Quick) -> String {
        let part = quick.exact_expectations.map_or_else(String::new, |expectations| {
            format!(
                ", every {}th ({} of them) with its exact expectation for the shares of it",
                Expectations::STEP,
                E.whole(expectations as f64)
            )
        });
        format!(
            "{} scrambled Sobol points ({} randomisations) for the means, {} simulated programmes for the variance{part} · \
             seed {}",
            E.whole(f64::from(quick.randomisations * quick.points)),
            quick.randomisations,
            E.whole(quick.replications as f64),
            quick.seed
        )
    }

    fn mean_net_benefit_of(&self, span: &str) -> String {
        format!("MEAN NET BENEFIT {span}")
    }

    fn cumulative_of(&self, name: &str) -> String {
        format!("CUMULATIVE, {name}")
    }

    fn quick_variance(&self, name: &str, split: &VarianceSplit) -> String {
        format!(
            "Of the variance of {name}'s result, {} comes from uncertain assumptions and {} from chance between families (± {}).",
            E.percent(split.parameters, 1),
            E.percent(split.chance, 1),
            E.points_of(split.mcse, 1)
        )
    }

    fn quick_worth(&self, worth: f64) -> String {
        format!("Its mean is as precise as that of {} plain replications.", E.whole(worth))
    }
}

/// How precise a run is at its end.
fn last_errors(aim: &Aim) -> String {
    let percentile = aim.percentile.map_or_else(String::new, |AimedQuantile { p, found, .. }| {
        format!("; that of the {} quantile is ± {}", E.trimmed_percent(p), E.money(found, aim.currency))
    });
    let told = match (aim.last, aim.randomisations) {
        (LastErrors::Errors { mean, probability }, _) => {
            format!("the errors are ± {} and ± {}", E.money(mean, aim.currency), E.points(probability))
        }
        (LastErrors::Bound { always }, None) => {
            let bound = E.points(bound_of_none(aim.replications));
            format!("the bound of P(net > 0), seen {}, is {bound}", seen(always))
        }
        (LastErrors::Bound { always }, Some(r)) => format!(
            "net > 0 was {} seen in {r} randomisations, which have no bound that could meet the target; --sampling random has",
            seen(always)
        ),
    };
    told + &percentile
}

fn seen(always: bool) -> &'static str {
    if always { "always" } else { "never" }
}

fn of(holder: Option<&str>) -> String {
    holder.map_or_else(String::new, |name| format!(" OF {}", name.to_uppercase()))
}

impl CaseWords for English {
    fn case_heading(&self, currency: &str, name: &str) -> String {
        format!("Expected business case at base values, {currency}, seen from: {name}")
    }

    fn by_payer(&self, span: &str) -> String {
        format!("{span} by payer")
    }

    fn budget_of(&self, holder: Option<&str>, name: &str) -> String {
        holder.map_or_else(|| format!("budget: {name}"), |holder| format!("{holder}, budget: {name}"))
    }

    fn subgroup(&self, name: &str) -> String {
        format!("Subgroup: {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AIM: Aim = Aim {
        mean: None,
        probability: Some(0.01),
        percentile: None,
        currency: "kr.",
        reached: true,
        stages: 1,
        replications: 2000,
        randomisations: None,
        last: LastErrors::Errors { mean: 1000.0, probability: 0.005 },
    };

    #[test]
    fn a_target_is_reached_or_not_with_errors_or_bounds() {
        let told = |aim: Aim| English.target(&aim);
        assert_eq!(
            told(AIM),
            "The target was P(net > 0) to ± 1.00\u{a0}points: reached in 1 stage; the errors are ± DKK\u{a0}1,000 and ± 0.50\u{a0}points."
        );
        let both = told(Aim { mean: Some(5.0), stages: 3, last: LastErrors::Bound { always: true }, ..AIM });
        assert_eq!(
            both,
            "The target was the mean to ± DKK\u{a0}5 and P(net > 0) to ± 1.00\u{a0}points: reached in 3 stages; the bound of P(net > 0), seen \
             always, is 0.15\u{a0}points."
        );
        let last = LastErrors::Bound { always: false };
        let design = told(Aim { reached: false, randomisations: Some(64), last, ..AIM });
        assert!(
            design.contains("NOT reached after 2,000 replications") && design.contains("never seen in 64"),
            "{design}"
        );
        assert!(design.contains(" Errors come from the spread of 64 randomisations"), "{design}");
    }

    #[test]
    fn a_variance_of_one_source_names_it_alone() {
        let split =
            |parameters: f64, mcse| English.variance(&VarianceSplit { parameters, chance: 1.0 - parameters, mcse });
        assert_eq!(split(0.0, 0.0), "Nothing but chance between families varies.");
        assert_eq!(split(1.0, 0.0), "Nothing but the uncertain assumptions varies.");
        assert_eq!(
            split(0.25, 0.001),
            "Of the variance, 25.0\u{a0}% comes from uncertain assumptions and 75.0\u{a0}% from chance between families (± 0.10\u{a0}points)."
        );
        assert!(English.exact_expectations(1).ends_with("One alone tells no error and no shares."));
    }
}
