//! The search for the value of an input at which P(outcome > 0) is as asked.

use super::crossing::{Crossing, Root};
use super::paired::probability_positive;
use super::response::{HeldInput, Response};
use super::roots::intervals;
use crate::distribution::Univariate;
use crate::statistics::Chance;

/// A bracket in which a probability jumps over its target is not narrowed further than this share of its ends.
const FINEST: f64 = 1e-6;
/// Values at which a simulation takes more than this many times as long as at base are not looked at: an intake a hundred times the
/// planned one tells nothing that ten times does not.
const MOST_EFFORT: f64 = 10.5;
/// An interval without ends.
const ANYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The search for the value at which a probability is as asked. Replications keep their luck from value to value, so the
/// probability found is a function of the value alone, and hardly ever turns back.
pub(super) struct Search<'r, R> {
    response: &'r R,
    input: usize,
    /// Values looked at, ascending, with the probability there.
    known: Vec<(f64, Chance)>,
    /// The part of one replication in the probability.
    one: f64,
}

impl<'r, R: Response> Search<'r, R> {
    /// A search that has looked at no value.
    pub fn new(response: &'r R, input: usize) -> Self {
        Self { response, input, known: Vec::new(), one: 0.0 }
    }

    fn at(&mut self, value: f64) -> Result<Chance, R::Error> {
        let place = self.known.partition_point(|known| known.0 < value);
        if let Some(known) = self.known.get(place).filter(|known| known.0 == value) {
            return Ok(known.1);
        }
        let outcomes = self.response.outcomes(&[HeldInput { input: self.input, value }])?;
        let found = probability_positive(&outcomes);
        self.one = 1.0 / outcomes.len() as f64;
        self.known.insert(place, (value, found));
        Ok(found)
    }

    /// Every value at which the probability crosses a target, with its error. Values whose probability cannot be told from the target
    /// are on neither side of it, so that chance makes no roots.
    pub fn cross(&mut self, target: f64, ends: (f64, f64), also: &[f64]) -> Result<Crossing, R::Error> {
        let base = self.response.inputs()[self.input].base;
        let inside = |value: &f64| (ends.0..=ends.1).contains(value);
        let candidates = candidates(self.response, self.input).into_iter().chain(also.iter().copied()).chain([base]);
        let (response, input) = (self.response, self.input);
        let worth = |value: &f64| response.effort(&[HeldInput { input, value: *value }]) <= MOST_EFFORT;
        for value in candidates.filter(inside).filter(worth) {
            self.at(value)?;
        }
        let told = |p: &Chance| (p.value - target).abs() > p.mcse || p.mcse == 0.0;
        let mut sides: Vec<(f64, bool)> =
            self.known.iter().filter(|known| told(&known.1)).map(|known| (known.0, known.1.value >= target)).collect();
        if sides.is_empty() {
            sides = self.known.iter().map(|known| (known.0, known.1.value >= target)).collect();
        }
        let mut roots = Vec::new();
        for pair in sides.windows(2).filter(|pair| pair[0].1 != pair[1].1) {
            // Nearest to the base, where chance makes several of one.
            let near = base.clamp(pair[0].0, pair[1].0);
            let value = self.nearest(target, near, (pair[0].0, pair[1].0))?.unwrap_or(pair[1].0);
            roots.push(Root { value, mcse: self.error(target, value)? });
        }
        let holds: Vec<bool> = sides.iter().map(|side| side.1).collect();
        let at: Vec<f64> = roots.iter().map(|root| root.value).collect();
        Ok(Crossing::new(base, roots, intervals(&holds, &at)))
    }

    /// The lowest and the highest value that has been looked at.
    pub fn looked_at(&self) -> Option<(f64, f64)> {
        Some((self.known.first()?.0, self.known.last()?.0))
    }

    /// The crossing of a level nearest to a value, among the brackets known within some ends; narrowed down. `None` where none is known.
    fn nearest(&mut self, level: f64, near: f64, (from, to): (f64, f64)) -> Result<Option<f64>, R::Error> {
        let crosses = |pair: &&[(f64, Chance)]| (pair[0].1.value >= level) != (pair[1].1.value >= level);
        let distance = |pair: &&[(f64, Chance)]| (f64::midpoint(pair[0].0, pair[1].0) - near).abs();
        let within = |pair: &&[(f64, Chance)]| from <= pair[0].0 && pair[1].0 <= to;
        let brackets = self.known.windows(2).filter(within).filter(crosses);
        let Some(pair) = brackets.min_by(|a, b| distance(a).total_cmp(&distance(b))) else { return Ok(None) };
        let (mut low, mut high) = (pair[0], pair[1]);
        let below = low.1.value >= level;
        // Values that differ in one replication only cannot be separated further.
        while (low.1.value - high.1.value).abs() > 1.5 * self.one {
            let middle = f64::midpoint(low.0, high.0);
            if middle <= low.0 || middle >= high.0 || high.0 - low.0 < FINEST * low.0.abs().max(high.0.abs()) {
                break;
            }
            let there = (middle, self.at(middle)?);
            *(if (there.1.value >= level) == below { &mut low } else { &mut high }) = there;
        }
        Ok(Some(f64::midpoint(low.0, high.0)))
    }

    /// The error of a crossing: half the way between the crossings of one standard error less and one more.
    fn error(&mut self, target: f64, found: f64) -> Result<Option<f64>, R::Error> {
        let error = self.at(found)?.mcse;
        let ends = (self.nearest(target - error, found, ANYWHERE)?, self.nearest(target + error, found, ANYWHERE)?);
        Ok(match ends {
            (Some(low), Some(high)) => Some((high - low).abs() / 2.0),
            // Nothing beyond is known: the other half has to do.
            (Some(end), None) | (None, Some(end)) => Some((end - found).abs()),
            (None, None) => None,
        })
    }
}

/// Values at which to look for crossings: through what the input may be, and multiples of it.
fn candidates<R: Response>(response: &R, input: usize) -> Vec<f64> {
    let input = &response.inputs()[input];
    let base = input.base;
    let step = if base == 0.0 { 1.0 } else { base };
    let within = [0.75, 0.25, 0.95, 0.05, 0.99, 0.01, 0.999, 0.001]
        .into_iter()
        .filter(|_| !input.distribution.is_fixed())
        .map(|p| input.distribution.quantile(p));
    let beyond = [1.25, 0.75, 1.5, 0.5, 2.0, 0.25, 3.0, 0.1, 0.0, 5.0, -0.5, 10.0, -1.0, 20.0, 50.0, 100.0];
    // The ends of what probabilities may be come last.
    let ends = [0.0, 0.5, 0.9, 0.99, 1.0];
    within.chain(beyond.into_iter().map(|times| base + (times - 1.0) * step)).chain(ends).collect()
}
