//! Two assumptions against each other.

use super::held::{Held, Level};
use super::response::{HeldInput, Response};
use super::shared_points::SharedPoints;
use crate::model::Label;
use crate::parallel;
use serde::Serialize;

/// An assumption with the values it takes along a side of the grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// Its base value.
    pub base: f64,
    /// The values, ascending.
    pub values: Vec<f64>,
}

/// The net benefit at every pair of values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
    /// Row by row from the bottom, each from left to right.
    pub cells: Vec<Level>,
}

impl Grid {
    /// The cell at positions along both sides.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> &Level {
        &self.cells[y * self.x.values.len() + x]
    }
}

/// A value with twelve significant digits, free of what arithmetic left beyond them.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Values from one end to the other in even steps, both ends exactly as given.
#[must_use]
pub fn even_steps(low: f64, high: f64, steps: usize) -> Vec<f64> {
    let last = steps.saturating_sub(1).max(1);
    (0..steps).map(|i| if i == last { high } else { rounded(low + (high - low) * i as f64 / last as f64) }).collect()
}

/// An input of a response with the values that it is held at.
#[derive(Debug, Clone, PartialEq)]
pub struct GridInput {
    /// Which input, by position.
    pub input: usize,
    /// The values, ascending.
    pub values: Vec<f64>,
}

/// The value at every pair of values of two inputs, with common random numbers.
///
/// # Errors
/// When a value or an outcome cannot be computed.
pub fn grid<R: Response>(response: &R, x: GridInput, y: GridInput, design: &SharedPoints) -> Result<Grid, R::Error> {
    let across = x.values.len();
    let at = |side: &GridInput, i: usize| HeldInput { input: side.input, value: side.values[i] };
    let cells = parallel::map(across * y.values.len(), |i| {
        let held = [at(&x, i % across), at(&y, i / across)];
        Ok(Held::of(response, design, &held)?.level())
    });
    let axis = |GridInput { input, values }: GridInput| {
        let input = &response.inputs()[input];
        Axis { label: input.label.clone(), base: input.base, values }
    };
    Ok(Grid { cells: cells.into_iter().collect::<Result<_, R::Error>>()?, x: axis(x), y: axis(y) })
}

#[cfg(test)]
mod tests {
    use super::super::{Function, Input};
    use super::*;
    use crate::distribution::{Distribution, Normal, standard_normal_cdf};
    use crate::random::Seed;

    #[test]
    fn cells_lie_where_their_values_say() {
        let score = |path| Input::new(path, Distribution::Normal(Normal::new(0.0, 1.0).expect("a distribution")));
        let inputs = vec![score("a"), score("b"), score("c")];
        let seed = Seed::new(1).expect("in range");
        let response = Function::new(inputs, seed, 4_000, |x: &[f64]| 10.0 * x[0] + x[1] * x[1] + x[2]);
        let (across, up) = (vec![-1.0, 0.0, 1.0, 2.0], vec![0.0, 3.0]);
        let [x, y] = [(0, &across), (1, &up)].map(|(input, values)| GridInput { input, values: values.clone() });
        let Ok(found) = grid(&response, x, y, &SharedPoints::new(&response, seed, 64));
        for (i, a) in across.iter().enumerate() {
            for (j, b) in up.iter().enumerate() {
                let (level, value) = (found.at(i, j), 10.0 * a + b * b);
                assert!((level.expected - value).abs() < 1e-12);
                assert!((level.mean.value - value).abs() < 4.0 * level.mean.mcse + 1e-12);
                let gap = level.probability.expect("complete").value - standard_normal_cdf(value);
                assert!(gap.abs() < 4.0 * level.probability.expect("complete").mcse + 1e-3, "{a}, {b}: {gap}");
            }
        }
    }
}
