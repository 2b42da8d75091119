//! What a decision rule brings, as a weighted sum of means: its value is linear in them, and so is its error.

use super::InformationValue;
use super::decision::best;
use super::points::Means;
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::analysis::variance_shares::estimate;
use crate::statistics::Estimate;

/// For each option the weight of its mean at each place: how likely that place is, and that the option is taken there.
pub(super) struct RuleWeights {
    /// By option, then place.
    pub taken: Vec<Vec<f64>>,
    /// How likely each place is.
    pub places: Vec<f64>,
}

fn weighted(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

impl RuleWeights {
    /// What the rule brings by some means of each option, place after place.
    fn brings(&self, means: &[Vec<f64>]) -> f64 {
        self.taken.iter().zip(means).map(|(weights, means)| weighted(weights, means)).sum()
    }

    /// The option with the highest mean over all places, and that mean.
    fn without(&self, means: &[Vec<f64>]) -> (usize, f64) {
        let over: Vec<f64> = means.iter().map(|means| weighted(&self.places, means)).collect();
        let best = best(over.iter().copied());
        (best, over[best])
    }
}

/// The value of deciding by rules that `rule` finds from means: on all randomisations, and on either half, judged by the other. The means are
/// [shifted](Means::shifted_to) to those known overall, whose errors are added.
pub(super) fn value_of(
    means: &Means,
    overall: &[Estimate],
    rule: impl Fn(&[Vec<f64>]) -> RuleWeights,
) -> InformationValue {
    let all = means.each(&(0..RANDOMISATIONS));
    let pooled = rule(&all);
    let (taken, without) = pooled.without(&all);
    let upper = pooled.brings(&all) - without;
    // The rule does not change with a small change of the means, to first order: so the errors are those of a fixed rule.
    let each: Vec<f64> = (0..RANDOMISATIONS)
        .map(|randomisation| {
            let brings: f64 = (0..means.options())
                .map(|option| weighted(&pooled.taken[option], means.of(option, randomisation)))
                .sum();
            brings - weighted(&pooled.places, means.of(taken, randomisation))
        })
        .collect();
    let halves = [0, 1].map(|half| means.each(&(half..RANDOMISATIONS).step_by(2)));
    let judged = |found_on: usize, judged_by: usize| {
        rule(&halves[found_on]).brings(&halves[judged_by]) - weighted(&pooled.places, &halves[judged_by][taken])
    };
    let lower = f64::midpoint(judged(0, 1), judged(1, 0));
    // An overall mean that is off moves the value by that, as far as the decisions differ from the one taken without.
    let shift = (0..means.options()).map(|option| {
        let moved = pooled.taken[option].iter().sum::<f64>() - f64::from(u8::from(option == taken));
        moved * overall[option].mcse
    });
    let mcse = shift.fold(estimate(&each).mcse, f64::hypot);
    InformationValue {
        value: Estimate { value: upper, mcse },
        lower,
        upper,
        decides_otherwise: 1.0 - pooled.taken[taken].iter().sum::<f64>(),
    }
}
