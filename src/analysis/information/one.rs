//! What it is worth to know one input: by quadrature in its normal score, where its distribution has no steps.

use super::InformationValue;
use super::decision::{Decision, best};
use super::functional::{RuleWeights, value_of};
use super::grid::{NODES, ScoreGrid};
use super::points::{Means, Points, means_given};
use crate::analysis::response::Response;
use crate::distribution::standard_normal_quantile;
use crate::statistics::Estimate;

/// How far the nodes of a score reach. Farther out a draw may be impossible that no run meets: then they reach less far, and the
/// outermost stand for what lies beyond.
pub(super) const REACHES: [f64; 3] = [6.0, 5.0, 4.0];
/// Where an input goes together with others, each of its finitely many values is looked at in as many places of its score.
const WITHIN: u32 = 8;
/// In how many parts an interval between nodes is looked through for a change of the best option.
const PARTS: u32 = 8;

/// What it is worth to know an input before deciding, given the mean of each option over everything.
///
/// # Errors
/// When a point has no value.
pub fn information_of_one<R: Response>(
    decision: &Decision<'_, R>,
    overall: &[Estimate],
    input: usize,
    points: &Points,
) -> Result<InformationValue, R::Error> {
    let response = decision.response();
    if let Some(atoms) = response.inputs()[input].distribution.atoms() {
        let tied = response.copula().is_some_and(|copula| copula.members().contains(&input));
        return of_atoms(decision, overall, input, &atoms, if tied { WITHIN } else { 1 }, points);
    }
    let (grid, means) = on_a_grid(decision, &[input], points)?;
    let places = rule(&grid, &means.each(&(0..1))).places;
    Ok(value_of(&means.shifted_to(overall, &places), overall, |means| rule(&grid, means)))
}

/// The means at the nodes of one input's score, or of two inputs' scores, row by row, as far out as there are values.
pub(super) fn on_a_grid<R: Response>(
    decision: &Decision<'_, R>,
    known: &[usize],
    points: &Points,
) -> Result<(ScoreGrid, Means), R::Error> {
    let mut last = None;
    for reach in REACHES {
        let grid = ScoreGrid::new(reach);
        let places: Vec<Vec<f64>> = match known {
            [_, _] => grid
                .nodes()
                .flat_map(|first| grid.nodes().map(move |second| vec![first, second]).collect::<Vec<_>>())
                .collect(),
            _ => grid.nodes().map(|score| vec![score]).collect(),
        };
        match means_given(decision, points, known, &places) {
            Ok(means) => return Ok((grid, means)),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| unreachable!("there are reaches")))
}

/// Which option is best along the score, with the scores at which it changes found exactly.
fn rule(grid: &ScoreGrid, means: &[Vec<f64>]) -> RuleWeights {
    let mut weights = RuleWeights { taken: vec![vec![0.0; NODES]; means.len()], places: vec![0.0; NODES] };
    let best_at = |score: f64| {
        let at = grid.weights(score);
        best(means.iter().map(|means| at.iter().zip(means).map(|(weight, mean)| weight * mean).sum()))
    };
    for node in 1..NODES {
        let (from, step) = (grid.node(node - 1), (grid.node(node) - grid.node(node - 1)) / f64::from(PARTS));
        let (mut begins, mut taken) = (from, best_at(from));
        for part in 1..=PARTS {
            let to = from + f64::from(part) * step;
            let there = best_at(to);
            if there != taken {
                let (mut near, mut far) = (to - step, to);
                for _ in 0..50 {
                    let middle = f64::midpoint(near, far);
                    *(if best_at(middle) == taken { &mut near } else { &mut far }) = middle;
                }
                add(grid, (begins, far), taken, &mut weights);
                (begins, taken) = (far, there);
            }
        }
        add(grid, (begins, grid.node(node)), taken, &mut weights);
    }
    weights
}

/// A stretch of the score on which an option is taken.
fn add(grid: &ScoreGrid, (from, to): (f64, f64), taken: usize, weights: &mut RuleWeights) {
    for point in grid.between(from, to) {
        for (node, weight) in point.weights.iter().enumerate() {
            weights.places[node] += point.probability * weight;
            weights.taken[taken][node] += point.probability * weight;
        }
    }
}

/// An input with finitely many values: knowing one of them says no more of its score than where that value is taken.
fn of_atoms<R: Response>(
    decision: &Decision<'_, R>,
    overall: &[Estimate],
    input: usize,
    atoms: &[(f64, f64)],
    within: u32,
    points: &Points,
) -> Result<InformationValue, R::Error> {
    let total: f64 = atoms.iter().map(|atom| atom.1).sum();
    let (mut places, mut below) = (Vec::new(), 0.0);
    for (_, weight) in atoms {
        let share = weight / total;
        for part in 0..within {
            let u: f64 = below + share * (f64::from(part) + 0.5) / f64::from(within);
            places.push(vec![standard_normal_quantile(u)]);
        }
        below += share;
    }
    let means = means_given(decision, points, &[input], &places)?;
    let within = within as usize;
    let share = |place: usize| atoms[place / within].1 / total / within as f64;
    let shares: Vec<f64> = (0..places.len()).map(share).collect();
    Ok(value_of(&means.shifted_to(overall, &shares), overall, |means| {
        let mut weights = RuleWeights { taken: vec![vec![0.0; places.len()]; means.len()], places: shares.clone() };
        for atom in 0..atoms.len() {
            let range = atom * within..(atom + 1) * within;
            let taken = best(means.iter().map(|means| means[range.clone()].iter().sum()));
            range.for_each(|place| weights.taken[taken][place] = share(place));
        }
        weights
    }))
}
