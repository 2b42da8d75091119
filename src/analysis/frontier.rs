//! Which of several options are worth their cost: those that no other beats, and what each step up brings for its money.
//!
//! As in cost-effectiveness analysis: an option is dominated where another costs no more and brings no less, and by extension where a
//! mix of a cheaper and a dearer one brings more for the same money (Drummond et al. 2015, ch. 4). Those that remain have an
//! incremental ratio each, against the next cheaper one. Means decide; errors are those of paired differences.

use crate::model::rounded_off;
use crate::statistics::{Estimate, PairSums};
use serde::Serialize;

/// A mean's sign is clear this number of standard errors from zero.
const CLEAR: f64 = 3.0;

/// An option: what it costs and what it brings in every replication.
#[derive(Debug, Clone, Copy)]
pub struct FrontierOption<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its cost.
    pub costs: &'a [f64],
    /// What it brings: net benefit, or an outcome.
    pub effects: &'a [f64],
}

/// Which way round incremental ratios are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncrementalRatio {
    /// Effect per krone of cost.
    EffectPerCost,
    /// Cost per unit of effect.
    CostPerEffect,
}

/// The options worth their cost, and why the others are not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frontier {
    /// Those that no other beats, the cheapest first.
    pub efficient: Vec<String>,
    /// From each of them to the next.
    pub steps: Vec<FrontierStep>,
    /// The others.
    pub dominated: Vec<Dominated>,
}

/// A step from an option to the next dearer one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrontierStep {
    /// The cheaper.
    pub from: String,
    /// The dearer.
    pub to: String,
    /// What the step costs.
    pub cost: Estimate,
    /// What it brings.
    pub effect: Estimate,
    /// The incremental ratio of means; `null` where what it is divided by cannot be told from zero.
    pub ratio: Option<Estimate>,
}

/// An option that is not worth its cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dominated {
    /// The option.
    pub name: String,
    /// Why not.
    #[serde(flatten)]
    pub dominance: Dominance,
    /// Whether that is clear of the Monte Carlo error.
    pub clear: bool,
}

/// Why an option is not worth its cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "dominance", rename_all = "snake_case")]
pub enum Dominance {
    /// Another one costs no more and brings no less.
    Outright {
        /// The other one.
        by: String,
        /// Whether it costs less, rather than the same.
        cheaper: bool,
        /// Whether it brings more, rather than the same.
        better: bool,
    },
    /// A mix of a cheaper and a dearer one brings more for the same money.
    Extended {
        /// The cheaper and the dearer.
        between: [String; 2],
    },
    /// Another one costs and brings the same.
    Same {
        /// The other one.
        by: String,
    },
}

/// The sums behind the difference of two options: cost and effect, the second less the first.
fn difference(from: &FrontierOption<'_>, to: &FrontierOption<'_>) -> [Vec<f64>; 2] {
    let less = |a: &[f64], b: &[f64]| -> Vec<f64> {
        a.iter().zip(b).map(|(a, b)| rounded_off(b - a, a.abs() + b.abs())).collect()
    };
    [less(from.costs, to.costs), less(from.effects, to.effects)]
}

fn pairs([top, bottom]: [&[f64]; 2]) -> PairSums {
    let mut sums = PairSums::about(top[0], bottom[0]);
    sums.add(top, bottom);
    sums
}

/// Means of cost and effect of a difference.
fn means(from: &FrontierOption<'_>, to: &FrontierOption<'_>) -> [Estimate; 2] {
    let [costs, effects] = difference(from, to);
    pairs([&costs, &effects]).means()
}

fn is_clear(mean: &Estimate) -> bool {
    mean.value.abs() > CLEAR * mean.mcse || mean.mcse == 0.0
}

impl FrontierStep {
    fn of(from: &FrontierOption<'_>, to: &FrontierOption<'_>, told: IncrementalRatio) -> Self {
        let [costs, effects] = difference(from, to);
        let [top, bottom] = match told {
            IncrementalRatio::EffectPerCost => [&effects, &costs],
            IncrementalRatio::CostPerEffect => [&costs, &effects],
        };
        let sums = pairs([top, bottom]);
        let clear = is_clear(&sums.means()[1]);
        let [cost, effect] = pairs([&costs, &effects]).means();
        let ratio = sums.ratio_of_means().filter(|_| clear);
        Self { from: from.name.to_owned(), to: to.name.to_owned(), cost, effect, ratio }
    }

    /// What a krone more of cost brings.
    fn slope(&self) -> f64 {
        self.effect.value / self.cost.value
    }
}

impl Frontier {
    /// That of some options.
    ///
    /// # Panics
    /// Where an option has no replication.
    #[must_use]
    pub fn of(options: &[FrontierOption<'_>], told: IncrementalRatio) -> Self {
        let mean = |values: &[f64]| pairs([values, values]).means()[0].value;
        let mut order: Vec<(f64, f64, &FrontierOption<'_>)> =
            options.iter().map(|option| (mean(option.costs), mean(option.effects), option)).collect();
        // The cheapest first; of those that cost the same, the one that brings most.
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let mut kept: Vec<&FrontierOption<'_>> = Vec::new();
        let mut dominated = Vec::new();
        for (_, _, option) in order {
            let Some(best) = kept.last() else {
                kept.push(option);
                continue;
            };
            let [cost, effect] = means(best, option);
            let clear = is_clear(&cost) && is_clear(&effect);
            if effect.value > 0.0 && cost.value <= 0.0 {
                // Of equal cost but for rounding, by which the order of means went.
                let dominance =
                    Dominance::Outright { by: option.name.to_owned(), cheaper: cost.value < 0.0, better: true };
                dominated.push(Dominated { name: best.name.to_owned(), dominance, clear });
                kept.pop();
                kept.push(option);
            } else if effect.value > 0.0 {
                kept.push(option);
            } else {
                let by = best.name.to_owned();
                let (cheaper, better) = (cost.value > 0.0, effect.value < 0.0);
                let same = !cheaper && !better;
                let dominance = if same { Dominance::Same { by } } else { Dominance::Outright { by, cheaper, better } };
                dominated.push(Dominated { name: option.name.to_owned(), dominance, clear });
            }
        }
        let step = |pair: &[&FrontierOption<'_>]| FrontierStep::of(pair[0], pair[1], told);
        let mut steps: Vec<FrontierStep> = kept.windows(2).map(step).collect();
        while let Some(at) = steps.windows(2).position(|two| two[0].slope() < two[1].slope()) {
            let clear = steps[at..at + 2].iter().all(|step| is_clear(&step.cost) && is_clear(&step.effect));
            let between = [kept[at], kept[at + 2]].map(|option| option.name.to_owned());
            let option = kept.remove(at + 1);
            dominated.push(Dominated {
                name: option.name.to_owned(),
                dominance: Dominance::Extended { between },
                clear,
            });
            steps = kept.windows(2).map(step).collect();
        }
        Self { efficient: kept.iter().map(|option| option.name.to_owned()).collect(), steps, dominated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option<'a>(name: &'a str, costs: &'a [f64], effects: &'a [f64]) -> FrontierOption<'a> {
        FrontierOption { name, costs, effects }
    }

    #[test]
    fn a_step_has_the_ratio_of_its_mean_differences_with_their_paired_error() {
        // Cost 4 more each time; effect 8 and 12 more: 10/4 = 2.5, with the error sd(8, 12)/√2 / 4 = 0.5.
        let found = Frontier::of(
            &[option("small", &[1.0, 2.0], &[5.0, -3.0]), option("large", &[5.0, 6.0], &[13.0, 9.0])],
            IncrementalRatio::EffectPerCost,
        );
        assert_eq!((found.efficient, found.dominated), (vec!["small".to_owned(), "large".to_owned()], vec![]));
        let [step] = found.steps.try_into().expect("one step");
        assert_eq!((step.cost, step.effect.value), (Estimate { value: 4.0, mcse: 0.0 }, 10.0));
        let ratio = step.ratio.expect("clear");
        assert!((ratio.value - 2.5).abs() < 1e-12 && (ratio.mcse - 0.5).abs() < 1e-12, "{ratio:?}");
    }

    #[test]
    fn the_textbook_frontier_excludes_the_dominated_and_the_extendedly_dominated() {
        // Costs and effects: A (0, 0), B (10, 1), C (20, 5), D (40, 4), E (50, 7), F (20, 5).
        let all =
            [("A", 0.0, 0.0), ("B", 10.0, 1.0), ("C", 20.0, 5.0), ("D", 40.0, 4.0), ("E", 50.0, 7.0), ("F", 20.0, 5.0)];
        let columns: Vec<[[f64; 2]; 2]> = all.iter().map(|of| [[of.1; 2], [of.2; 2]]).collect();
        let options: Vec<_> =
            all.iter().zip(&columns).map(|(of, [costs, effects])| option(of.0, costs, effects)).collect();
        let found = Frontier::of(&options, IncrementalRatio::CostPerEffect);
        assert_eq!(found.efficient, ["A", "C", "E"]);
        let ratios: Vec<f64> = found.steps.iter().map(|step| step.ratio.expect("certain").value).collect();
        assert_eq!(ratios, [4.0, 15.0]);
        let why = |name: &str| found.dominated.iter().find(|of| of.name == name).map(|of| of.dominance.clone());
        let outright = Dominance::Outright { by: "C".into(), cheaper: true, better: true };
        assert_eq!(why("D"), Some(outright));
        assert_eq!(why("B"), Some(Dominance::Extended { between: ["A".into(), "C".into()] }));
        assert_eq!(why("F"), Some(Dominance::Same { by: "C".into() }));
    }

    #[test]
    fn what_noise_leaves_open_is_not_called_clear_and_has_no_ratio() {
        let noise = [1.0, -1.0, 1.0, -0.9];
        let found = Frontier::of(
            &[option("a", &[0.0; 4], &[0.0; 4]), option("b", &noise, &[1.0; 4])],
            IncrementalRatio::EffectPerCost,
        );
        assert_eq!((found.steps.len(), found.steps[0].ratio), (1, None));
        let found = Frontier::of(
            &[option("a", &[0.0; 4], &[0.1; 4]), option("b", &[1.0; 4], &noise)],
            IncrementalRatio::EffectPerCost,
        );
        assert!(!found.dominated[0].clear, "{found:?}");
    }
}
