//! What it would be worth to know everything.

use super::decision::{Decision, best};
use super::points::Points;
use crate::analysis::response::Response;
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::analysis::variance_shares::estimate;
use crate::parallel;
use crate::statistics::Estimate;

/// What the options bring, and what knowing everything would add.
#[derive(Debug, Clone, PartialEq)]
pub struct PerfectInformation {
    /// The mean net benefit of each option.
    pub means: Vec<Estimate>,
    /// The option that is taken without more evidence.
    pub taken: usize,
    /// The expected value of perfect information.
    pub value: Estimate,
    /// How likely each option is the best one.
    pub probability_best: Vec<f64>,
}

/// The value of knowing every input before deciding.
///
/// # Errors
/// When a point has no value.
pub fn perfect_information<R: Response>(
    decision: &Decision<'_, R>,
    points: &Points,
) -> Result<PerfectInformation, R::Error> {
    let options = decision.options();
    let found = parallel::map(RANDOMISATIONS, |randomisation| {
        let mut values = decision.begin()?;
        let (mut sums, mut nets) = (vec![0.0; 2 * options + 1], vec![0.0; options]);
        for point in randomisation * points.points..(randomisation + 1) * points.points {
            values(points.draw(point), &mut nets)?;
            let best = best(nets.iter().copied());
            sums.iter_mut().zip(&nets).for_each(|(sum, net)| *sum += net);
            sums[options + best] += 1.0;
            sums[2 * options] += nets[best];
        }
        for sum in &mut sums {
            *sum /= points.points as f64;
        }
        Ok(sums)
    });
    let found = found.into_iter().collect::<Result<Vec<_>, R::Error>>()?;
    let over = |of: &dyn Fn(&[f64]) -> f64| estimate(&found.iter().map(|sums| of(sums)).collect::<Vec<_>>());
    let means: Vec<Estimate> = (0..options).map(|option| over(&|sums| sums[option])).collect();
    let taken = best(means.iter().map(|mean| mean.value));
    Ok(PerfectInformation {
        value: over(&|sums| sums[2 * options] - sums[taken]),
        probability_best: (0..options).map(|option| over(&|sums| sums[options + option]).value).collect(),
        means,
        taken,
    })
}
