//! Means of a response over its uncertain inputs, some of them held, on common scrambled Sobol points.
//!
//! Means with different inputs held share their points, so what the points miss mostly cancels in a difference; errors come
//! from the spread between independent randomisations, of a difference from the spread of the differences.

use super::response::{HeldInput, Response, hold, uniform};
use crate::random::{Seed, Sobol};
use crate::statistics::{Estimate, PowerSums};

/// Independent randomisations.
pub const RANDOMISATIONS: usize = 16;
/// Student's t at 97.5 % with one degree of freedom less than there are randomisations (Abramowitz and Stegun, table 26.10).
pub(super) const STUDENT: f64 = 2.131_449_546;
/// Most points of one randomisation; more would tell nothing that matters.
const MOST_POINTS: f64 = 1024.0;
/// Fewest points of one randomisation.
const FEWEST_POINTS: f64 = 16.0;

/// Draws at which means are taken.
#[derive(Debug, Clone)]
pub struct SharedPoints {
    inputs: usize,
    /// Points of one randomisation.
    points: usize,
    /// Draw after draw, randomisation after randomisation.
    draws: Vec<f64>,
}

/// The mean of each randomisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means([f64; RANDOMISATIONS]);

impl Means {
    /// Their mean with its standard error.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let mut sums = PowerSums::<2>::about(self.0[0]);
        sums.add(&self.0);
        sums.mean()
    }

    /// The mean less another on the same points, with the standard error of the difference.
    #[must_use]
    pub fn less(&self, other: &Self) -> Estimate {
        Self(std::array::from_fn(|i| self.0[i] - other.0[i])).estimate()
    }
}

impl SharedPoints {
    /// A number of points, a power of two, of each randomisation for the inputs of a response. Beyond the dimensions that Sobol
    /// points have, they are independent.
    #[must_use]
    pub fn new(response: &impl Response, seed: Seed, points: u32) -> Self {
        let inputs = response.inputs();
        let mut draws = Vec::with_capacity(inputs.len() * points as usize * RANDOMISATIONS);
        for randomisation in 0..RANDOMISATIONS as u32 {
            let sobol = Sobol::new(seed, randomisation, inputs.len());
            for index in 0..points {
                let number = u64::from(randomisation * points + index);
                draws.extend(match &sobol {
                    Some(sobol) => response.draw(sobol.point(index)),
                    None => response.draw(inputs.iter().map(|input| uniform(&input.label.path, seed, number))),
                });
            }
        }
        Self { inputs: inputs.len(), points: points as usize, draws }
    }

    /// The points of each randomisation that fit a budget, given the number of means and the time of a value.
    #[must_use]
    pub fn points_within(budget_nanoseconds: f64, means: usize, nanoseconds_a_value: f64) -> u32 {
        let fitting = budget_nanoseconds / (means * RANDOMISATIONS) as f64 / nanoseconds_a_value;
        1 << fitting.clamp(FEWEST_POINTS, MOST_POINTS).log2().floor() as u32
    }

    /// All points of all randomisations, in parts of `points` each.
    #[must_use]
    pub fn size_of(points: u32) -> usize {
        points as usize * RANDOMISATIONS
    }

    /// All points of all randomisations.
    #[must_use]
    pub fn size(&self) -> usize {
        self.points * RANDOMISATIONS
    }

    /// The means of a response with some inputs held.
    ///
    /// # Errors
    /// When a point has no value.
    pub fn means<R: Response>(&self, response: &R, held: &[HeldInput]) -> Result<Means, R::Error> {
        let mut value = response.begin()?;
        let mut draw = vec![0.0; self.inputs];
        let mut means = [0.0; RANDOMISATIONS];
        for (randomisation, mean) in means.iter_mut().enumerate() {
            let mut sum = 0.0;
            for point in 0..self.points {
                let from = (randomisation * self.points + point) * self.inputs;
                draw.copy_from_slice(&self.draws[from..from + self.inputs]);
                hold(&mut draw, held);
                sum += value(&draw)?;
            }
            *mean = sum / self.points as f64;
        }
        Ok(Means(means))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Function, Input};
    use super::*;
    use crate::distribution::{Distribution, Normal, Uniform};
    use std::f64::consts::PI;

    fn seed() -> Seed {
        Seed::new(1).expect("in range")
    }

    /// Ishigami's function: its mean is a/2, and with x₁ held (1 + b x̄₃⁴) sin x₁ + a/2 with x̄₃⁴ = π⁴/5.
    #[test]
    fn the_means_of_ishigami_s_function_are_those_of_its_closed_form() {
        let (a, b) = (7.0, 0.1);
        let angle = |path| Input::new(path, Distribution::Uniform(Uniform::new(-PI, PI).expect("an interval")));
        let ishigami = |x: &[f64]| x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin();
        let response = Function::new(vec![angle("x1"), angle("x2"), angle("x3")], seed(), 2, ishigami);
        let design = SharedPoints::new(&response, seed(), 256);
        let Ok(all) = design.means(&response, &[]);
        let Ok(held) = design.means(&response, &[HeldInput { input: 0, value: 1.0 }]);
        let closed = 1f64.sin() * (1.0 + b * PI.powi(4) / 5.0);
        for (found, expected) in
            [(all.estimate(), a / 2.0), (held.estimate(), a / 2.0 + closed), (held.less(&all), closed)]
        {
            let gap = (found.value - expected).abs();
            assert!(gap < 4.0 * found.mcse + 1e-9 && found.mcse < 0.1, "{found:?} against {expected}");
        }
    }

    #[test]
    fn a_difference_that_the_points_share_has_no_error() {
        let score = |path| Input::new(path, Distribution::Normal(Normal::new(3.0, 2.0).expect("a distribution")));
        let response = Function::new(vec![score("x"), score("y")], seed(), 2, |x: &[f64]| x[0] + x[1].exp().sin());
        let design = SharedPoints::new(&response, seed(), 64);
        let at = |value| design.means(&response, &[HeldInput { input: 0, value }]);
        let (Ok(low), Ok(high)) = (at(1.0), at(6.0));
        let change = high.less(&low);
        assert!((change.value - 5.0).abs() < 1e-12 && change.mcse < 1e-12, "{change:?}");
        assert_eq!(low.less(&low), Estimate { value: 0.0, mcse: 0.0 });
    }

    #[test]
    fn more_dimensions_than_sobol_points_have_are_drawn_independently() {
        let score = |i: usize| {
            Input::new(&format!("x{i}"), Distribution::Normal(Normal::new(1.0, 1.0).expect("a distribution")))
        };
        let inputs: Vec<Input> = (0..=Sobol::MOST_DIMENSIONS).map(score).collect();
        let response = Function::new(inputs, seed(), 2, |x: &[f64]| x.iter().sum());
        let Ok(means) = SharedPoints::new(&response, seed(), 16).means(&response, &[]);
        let (found, expected) = (means.estimate(), (Sobol::MOST_DIMENSIONS + 1) as f64);
        assert!((found.value - expected).abs() < 4.0 * found.mcse, "{found:?}");
    }
}
