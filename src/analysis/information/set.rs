//! What it is worth to know several inputs: by nested points, with a bracket.

use super::InformationValue;
use super::decision::{Decision, best};
use super::functional::{RuleWeights, value_of};
use super::points::{Points, means_given};
use crate::analysis::response::Response;
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::analysis::variance_shares::estimate;
use crate::distribution::NormalScores;
use crate::statistics::Estimate;

/// What it is worth to know some inputs before deciding: the values that they may have come from `outer` points, the others are averaged
/// over `inner` points at each of them. The rule found on the inner points and judged by them is too high on average, found on one half and
/// judged by the other too low.
///
/// # Errors
/// When a point has no value.
pub fn information_of_set<R: Response>(
    decision: &Decision<'_, R>,
    overall: &[Estimate],
    known: &[usize],
    outer: &Points,
    inner: &Points,
) -> Result<InformationValue, R::Error> {
    let scores = NormalScores::get();
    let place = |point: usize| known.iter().map(|input| scores.at(outer.uniforms(point)[*input])).collect();
    let places: Vec<Vec<f64>> = (0..outer.size()).map(place).collect();
    let means = means_given(decision, inner, known, &places)?;
    let share = 1.0 / places.len() as f64;
    let means = means.shifted_to(overall, &vec![share; places.len()]);
    let mut found = value_of(&means, overall, |means| {
        let mut weights =
            RuleWeights { taken: vec![vec![0.0; places.len()]; means.len()], places: vec![share; places.len()] };
        for place in 0..places.len() {
            let taken = best(means.iter().map(|means| means[place]));
            weights.taken[taken][place] = share;
        }
        weights
    });
    // What the outer points miss, from the spread of their randomisations under the rule.
    let all = means.each(&(0..RANDOMISATIONS));
    let over: Vec<f64> = all.iter().map(|means| means.iter().sum()).collect();
    let taken = best(over.into_iter());
    let gain =
        |place: usize| all.iter().map(|means| means[place]).fold(f64::NEG_INFINITY, f64::max) - all[taken][place];
    let gains: Vec<f64> = (0..places.len()).map(gain).collect();
    let each: Vec<f64> = gains.chunks(outer.points).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect();
    let outer_error = estimate(&each).mcse;
    // The truth lies between: each end is off by about as much.
    found.value =
        Estimate { value: f64::midpoint(found.lower, found.upper), mcse: found.value.mcse.hypot(outer_error) };
    Ok(found)
}
