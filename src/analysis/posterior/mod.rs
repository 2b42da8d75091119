//! Uncertain inputs once data have been seen: weighted scrambled Sobol points, by tempered adaptive importance sampling.
//!
//! Inputs are looked at in normal scores, independent and standard normal beforehand. Points come from a normal distribution that has been
//! brought to the data step by step (the likelihood to a power that rises from 0 to 1, so that about half of the points keep weight in each step),
//! mixed with some that are farther spread and a tenth from beforehand, so that no weight exceeds ten likelihoods. Inputs that the likelihood does not depend on keep
//! their points. How well that went is told by the effective sample (Σw)²/Σw² and by k̂, the shape of the largest weights' tail (Vehtari et al.,
//! *Pareto Smoothed Importance Sampling*, JMLR 25, 2024).

mod pareto;
mod proposal;
mod weighted;

#[cfg(test)]
mod tests;

pub use weighted::{PosteriorPoints, WeightedPoints};

use crate::distribution::{standard_normal_cdf, standard_normal_quantile};
use crate::parallel;
use crate::random::{Seed, Sobol};
use proposal::Proposal;

/// Independent randomisations of the points.
pub const RANDOMISATIONS: usize = crate::random::RANDOMISATIONS as usize;
/// Points of each in the steps towards the data.
const PILOT: u32 = 4096;
/// The numbers of randomisations that no other design uses.
const FIRST: u32 = 1 << 16;
/// Steps towards the data at most.
const STEPS: usize = 60;
/// The share of points that keep weight in a step.
const KEPT: f64 = 0.5;
/// The effective sample that a forecast needs at least.
pub const LEAST_EFFECTIVE: f64 = 1000.0;
/// k̂ above which weights cannot be trusted.
pub const MOST_KHAT: f64 = 0.7;

/// Why there are no points to be trusted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PosteriorRefused<E> {
    /// No point gives the data any probability.
    #[error("no value of the assumptions makes these figures possible")]
    Impossible,
    /// The weights rest on too few points.
    #[error(
        "the figures are too surprising for the scenario: {effective:.0} of its draws count (allowed: {LEAST_EFFECTIVE} at least), k\u{302} = \
         {khat:.2} (allowed: up to {MOST_KHAT}); widen the assumptions that they speak against"
    )]
    Weights {
        /// The effective sample.
        effective: f64,
        /// k̂.
        khat: f64,
    },
    /// There are more inputs than Sobol points have dimensions.
    #[error("{0} uncertain assumptions; allowed: {most}", most = Sobol::MOST_DIMENSIONS - 1)]
    Dimensions(usize),
    /// The likelihood cannot be computed at a point.
    #[error(transparent)]
    Likelihood(#[from] E),
}

/// Points of the unit cube with weights that follow from data. `begin` gives a function of a point, with buffers of its own, that returns the log
/// of the data's probability there; `inputs` is the number of a point's coordinates and `points` that of the points of each randomisation, a power
/// of two.
///
/// # Errors
/// When the weights cannot be trusted.
pub fn posterior<E: Send, F: FnMut(&[f64]) -> Result<f64, E>>(
    begin: &(impl Fn() -> Result<F, E> + Sync),
    inputs: usize,
    points: u32,
    seed: Seed,
) -> Result<PosteriorPoints, PosteriorRefused<E>> {
    if Sobol::new(seed, 0, inputs + 1).is_none() {
        return Err(PosteriorRefused::Dimensions(inputs));
    }
    let informed = informed(&mut begin()?, inputs)?;
    let looked_at = |proposal: &Proposal, randomisation: u32, points: u32| -> Result<Vec<Looked>, E> {
        let sobol = Sobol::new(seed, FIRST + randomisation, inputs + 1);
        let mut likelihood = begin()?;
        let of_point = |index: u32| {
            let uniforms: Vec<f64> = sobol.iter().flat_map(|sobol| sobol.point(index)).collect();
            let point = proposal.point(&uniforms);
            Ok(Looked { ln_likelihood: likelihood(&point)?, ln_ratio: proposal.ln_ratio(&point), point })
        };
        (0..points).map(of_point).collect()
    };
    let mut proposal = Proposal::beforehand(informed);
    let (mut power, mut step) = (0.0, 0);
    loop {
        let looked = looked_at(&proposal, RANDOMISATIONS as u32 + step as u32, PILOT)?;
        if looked.iter().all(|looked| looked.ln_likelihood == f64::NEG_INFINITY) {
            return Err(PosteriorRefused::Impossible);
        }
        let before = power;
        power = next_power(&looked, power);
        step += 1;
        proposal = proposal.brought_to(&looked, &weights(&looked, power));
        // At the full likelihood once more, from points that are near already.
        if step == STEPS || before == 1.0 {
            break;
        }
    }
    let each = parallel::map(RANDOMISATIONS, |randomisation| looked_at(&proposal, randomisation as u32, points));
    let each = each.into_iter().collect::<Result<Vec<_>, E>>()?;
    let found = PosteriorPoints::new(each.into_iter().map(WeightedPoints::of).collect(), proposal.informed());
    let (effective, khat) = (found.effective_sample, found.khat);
    if effective >= LEAST_EFFECTIVE && khat <= MOST_KHAT {
        return Ok(found);
    }
    Err(if effective > 0.0 { PosteriorRefused::Weights { effective, khat } } else { PosteriorRefused::Impossible })
}

/// A point with the log of the likelihood there, and of its density beforehand relative to that by which it was taken.
pub(super) struct Looked {
    point: Vec<f64>,
    ln_likelihood: f64,
    ln_ratio: f64,
}

/// The weights of points at a power of the likelihood, the largest being 1.
fn weights(looked: &[Looked], power: f64) -> Vec<f64> {
    // A likelihood of zero to the power of zero is one.
    let tempered = |looked: &Looked| if power == 0.0 { 0.0 } else { power * looked.ln_likelihood };
    let logs: Vec<f64> = looked.iter().map(|looked| tempered(looked) + looked.ln_ratio).collect();
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return vec![0.0; logs.len()];
    }
    logs.into_iter().map(|log| (log - largest).exp()).collect()
}

/// (Σw)²/Σw².
fn effective(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The largest power of the likelihood, up to 1, at which enough of the points keep weight.
fn next_power(looked: &[Looked], power: f64) -> f64 {
    let kept = |power: f64| effective(&weights(looked, power)) >= KEPT * looked.len() as f64;
    if kept(1.0) {
        return 1.0;
    }
    let (mut low, mut high) = (power, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        *(if kept(middle) { &mut low } else { &mut high }) = middle;
    }
    // Some progress where the last step left fewer than wanted.
    low.max(power + 1e-3 * (1.0 - power)).min(1.0)
}

/// The coordinates whose values change the likelihood, at some places.
fn informed<E>(likelihood: &mut impl FnMut(&[f64]) -> Result<f64, E>, inputs: usize) -> Result<Vec<usize>, E> {
    let mut found = Vec::new();
    for input in 0..inputs {
        let mut moves = false;
        for rest in [0.5, 0.3, 0.8] {
            let mut point = vec![rest; inputs];
            let before = likelihood(&point)?;
            for u in [0.05, 0.35, 0.65, 0.95] {
                point[input] = u;
                // Impossible here and there says nothing.
                moves |= likelihood(&point)? != before;
            }
        }
        if moves {
            found.push(input);
        }
    }
    Ok(found)
}

/// A score of a uniform, and back: neither reaches an end.
fn score(u: f64) -> f64 {
    standard_normal_quantile(u)
}

fn uniform(score: f64) -> f64 {
    standard_normal_cdf(score).clamp(f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0)
}
