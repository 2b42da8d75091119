//! Net benefits over the normal scores of one or two known inputs.

use super::InformationValue;
use super::decision::{Decision, best};
use super::functional::{RuleWeights, value_of};
use super::grid::{NODES, ScoreGrid};
use super::one::{REACHES, on_a_grid};
use super::points::{Means, Points, means_given};
use crate::analysis::response::Response;
use crate::distribution::standard_normal_quantile;
use crate::statistics::{Estimate, normal_points};

/// Pairs of scores with their probabilities, and how what is known at nodes goes over to them.
#[derive(Clone)]
pub(super) struct Surface {
    axes: [Axis; 2],
    /// The correlation of both scores.
    pub correlation: f64,
    /// How likely each pair is.
    pub together: Vec<f64>,
}

/// The scores of one known input.
#[derive(Clone)]
struct Axis {
    nodes: usize,
    /// The grid that its nodes are of; none where the input has finitely many values, or there is none.
    grid: Option<ScoreGrid>,
    points: Vec<AxisPoint>,
}

#[derive(Clone)]
struct AxisPoint {
    score: f64,
    probability: f64,
    /// The value there as a sum of those at the nodes.
    weights: Vec<f64>,
}

impl Axis {
    /// One point: an input that there is not.
    fn none() -> Self {
        Self { nodes: 1, grid: None, points: vec![AxisPoint { score: 0.0, probability: 1.0, weights: vec![1.0] }] }
    }

    /// The Gauss points of a grid; `every` as many nodes apart are their ends.
    fn smooth(grid: &ScoreGrid, every: usize) -> Self {
        let ends = (0..NODES).step_by(every).collect::<Vec<_>>();
        let of = |pair: &[usize]| {
            let (from, to) = (grid.node(pair[0]), grid.node(pair[1]));
            grid.between(from, to).collect::<Vec<_>>()
        };
        let points = ends.windows(2).flat_map(of).map(|point| AxisPoint {
            score: point.score,
            probability: point.probability,
            weights: point.weights.to_vec(),
        });
        Self { nodes: NODES, grid: Some(grid.clone()), points: points.collect() }
    }

    /// Finitely many values.
    fn of_atoms(atoms: &[(f64, f64)]) -> Self {
        let total: f64 = atoms.iter().map(|atom| atom.1).sum();
        let mut below = 0.0;
        let points = atoms.iter().enumerate().map(|(at, atom)| {
            let share = atom.1 / total;
            let score = standard_normal_quantile(below + share / 2.0);
            below += share;
            let mut weights = vec![0.0; atoms.len()];
            weights[at] = 1.0;
            AxisPoint { score, probability: share, weights }
        });
        Self { nodes: atoms.len(), grid: None, points: points.collect() }
    }
}

/// In two dimensions the Gauss points of four intervals stand for as many.
const APART: usize = 4;

impl Surface {
    /// That of one or two inputs, with the means at its nodes.
    pub fn of<R: Response>(
        decision: &Decision<'_, R>,
        known: &[usize],
        points: &Points,
    ) -> Result<(Self, Means), R::Error> {
        let response = decision.response();
        let atoms = |input: &usize| response.inputs()[*input].distribution.atoms();
        let every = if known.len() > 1 { APART } else { 1 };
        let (axes, means) = if known.iter().all(|input| atoms(input).is_none()) {
            let (grid, means) = on_a_grid(decision, known, points)?;
            let axes =
                [Axis::smooth(&grid, every), if known.len() > 1 { Axis::smooth(&grid, every) } else { Axis::none() }];
            (axes, means)
        } else {
            // Values with steps have places of their own; the others reach as far as they do alone.
            let grid = ScoreGrid::new(REACHES[2]);
            let axis =
                |input: &usize| atoms(input).map_or_else(|| Axis::smooth(&grid, every), |atoms| Axis::of_atoms(&atoms));
            let nodes = |input: &usize| -> Vec<f64> {
                atoms(input).map_or_else(
                    || grid.nodes().collect(),
                    |atoms| Axis::of_atoms(&atoms).points.iter().map(|point| point.score).collect(),
                )
            };
            let first = nodes(&known[0]);
            let places = match known.get(1) {
                Some(second) => {
                    let second = nodes(second);
                    first.iter().flat_map(|a| second.iter().map(|b| vec![*a, *b])).collect::<Vec<_>>()
                }
                None => first.iter().map(|score| vec![*score]).collect(),
            };
            let means = means_given(decision, points, known, &places)?;
            ([axis(&known[0]), known.get(1).map_or_else(Axis::none, axis)], means)
        };
        let r = match (known.get(1), response.copula()) {
            (Some(second), Some(copula)) => copula.normal_correlation(known[0], *second),
            _ => 0.0,
        };
        let pairs = axes[0].points.iter().flat_map(|first| axes[1].points.iter().map(move |second| (first, second)));
        let likely = |(a, b): (&AxisPoint, &AxisPoint)| a.probability * b.probability * dependence(r, a.score, b.score);
        let together = pairs.map(likely).collect();
        Ok((Self { axes, correlation: r, together }, means))
    }

    /// How many scores of the second input there are: a row of pairs.
    pub fn width(&self) -> usize {
        self.axes[1].points.len()
    }

    /// Both scores of each pair.
    pub fn scores(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        let [first, second] = &self.axes;
        first.points.iter().flat_map(|a| second.points.iter().map(move |b| [a.score, b.score]))
    }

    /// How likely each node is.
    pub fn places(&self) -> Vec<f64> {
        self.coarse(&self.together)
    }

    /// The values at all pairs of scores, from those at the nodes.
    pub fn fine(&self, means: &[f64]) -> Vec<f64> {
        let [first, second] = &self.axes;
        // Along the second input, then along the first.
        let rows: Vec<Vec<f64>> = means
            .chunks(second.nodes)
            .map(|row| second.points.iter().map(|point| dot(&point.weights, row)).collect())
            .collect();
        let at =
            |weights: &[f64], column: usize| weights.iter().zip(&rows).map(|(weight, row)| weight * row[column]).sum();
        let width = second.points.len();
        first
            .points
            .iter()
            .flat_map(|point| (0..width).map(|column| at(&point.weights, column)).collect::<Vec<f64>>())
            .collect()
    }

    /// Whether an input has finitely many values.
    pub fn has_steps(&self) -> bool {
        self.axes.iter().any(|axis| axis.grid.is_none() && axis.nodes > 1)
    }

    /// The means of values at other scores, given those of each node: with correlation ρ between either and the other, z' = ρ z + √(1 − ρ²) e,
    /// the e of both inputs being correlated such that the other scores are as these are. Where there is one input the second has no nodes.
    ///
    /// # Panics
    /// Where an input [has steps](Self::has_steps).
    pub fn means_elsewhere(&self, means: &[f64], [first, second]: [f64; 2]) -> Vec<f64> {
        let rest = [first, second].map(|rho| (1.0 - rho * rho).sqrt());
        let both = rest[0] * rest[1];
        // The rest is not correlated where nothing is left of one.
        let r = if both > 0.0 { self.correlation * (1.0 - first * second) / both } else { 0.0 };
        let [a, b] = &self.axes;
        let weights = |axis: &Axis, node: usize, [rho, rest, e]: [f64; 3]| match &axis.grid {
            Some(grid) => grid.weights(rho * grid.node(node) + rest * e).to_vec(),
            None if axis.nodes == 1 => vec![1.0],
            None => unreachable!("values with steps are looked for before"),
        };
        let mut elsewhere = vec![0.0; means.len()];
        for (node, sums) in elsewhere.chunks_mut(b.nodes).enumerate() {
            for (e, weight) in normal_points() {
                let mut row = vec![0.0; b.nodes];
                for (share, values) in weights(a, node, [first, rest[0], e]).iter().zip(means.chunks(b.nodes)) {
                    row.iter_mut().zip(values).for_each(|(sum, value)| *sum += share * value);
                }
                for (other, sum) in sums.iter_mut().enumerate() {
                    let given = |(own, share): (f64, f64)| {
                        let e = r * e + (1.0 - r * r).sqrt() * own;
                        share * dot(&weights(b, other, [second, rest[1], e]), &row)
                    };
                    *sum += weight * if b.nodes > 1 { normal_points().map(given).sum() } else { row[0] };
                }
            }
        }
        elsewhere
    }

    /// Weights at all pairs of scores, brought to the nodes.
    pub fn coarse(&self, fine: &[f64]) -> Vec<f64> {
        let [first, second] = &self.axes;
        let mut coarse = vec![0.0; first.nodes * second.nodes];
        for (point, row) in first.points.iter().zip(fine.chunks(second.points.len())) {
            let mut along = vec![0.0; second.nodes];
            for (other, value) in second.points.iter().zip(row) {
                along.iter_mut().zip(&other.weights).for_each(|(sum, weight)| *sum += weight * value);
            }
            for (weight, row) in point.weights.iter().zip(coarse.chunks_mut(second.nodes)) {
                row.iter_mut().zip(&along).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        coarse
    }
}

/// An input with finitely many values that goes together with another: its score says more than its value does.
#[must_use]
pub fn tied_steps(response: &impl Response, known: &[usize]) -> Option<usize> {
    let tied = |input: &usize| response.copula().is_some_and(|copula| copula.members().contains(input));
    let steps = |input: &usize| response.inputs()[*input].distribution.atoms().is_some();
    known.iter().copied().find(|input| tied(input) && steps(input))
}

/// What it is worth to know two inputs, by quadrature in both scores. Neither may have finitely many values and go together with another
/// input ([`Decision::has_tied_steps`]).
///
/// # Errors
/// When a point has no value.
pub fn information_of_pair<R: Response>(
    decision: &Decision<'_, R>,
    overall: &[Estimate],
    known: [usize; 2],
    points: &Points,
) -> Result<InformationValue, R::Error> {
    let (surface, means) = Surface::of(decision, &known, points)?;
    let places = surface.places();
    Ok(value_of(&means.shifted_to(overall, &places), overall, |means| {
        let fine: Vec<Vec<f64>> = means.iter().map(|means| surface.fine(means)).collect();
        let mut taken = vec![vec![0.0; surface.together.len()]; means.len()];
        for (at, likely) in surface.together.iter().enumerate() {
            taken[best(fine.iter().map(|fine| fine[at]))][at] = *likely;
        }
        RuleWeights { taken: taken.iter().map(|fine| surface.coarse(fine)).collect(), places: places.clone() }
    }))
}

/// The density of two scores with correlation r, divided by that of independent ones.
fn dependence(r: f64, a: f64, b: f64) -> f64 {
    if r == 0.0 {
        return 1.0;
    }
    let rest = 1.0 - r * r;
    (-(r * r * (a * a + b * b) - 2.0 * r * a * b) / (2.0 * rest)).exp() / rest.sqrt()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
