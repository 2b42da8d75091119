//! Exact order statistics of a sample that is read once and not kept.
//!
//! The first part of a sample shows where the wanted ranks will lie, within a few standard errors of a quantile. From then on
//! the values there are picked, and all are counted in a [`Sketch`]. A longer first part narrows the range. At the end the
//! sketch shows in which bins the ranks lie, and the values picked in these bins are sorted: the result is exact. A rank outside
//! the picked range, once in many thousand runs, is detected.

use super::scale::{BINS, Scale};
use super::selection::{Selected, Selection};
use super::sieve::{Picked, Sieve, Sifting};
use super::sketch::Sketch;
use super::{OrderStatistics, Wanted};
use std::ops::Range;

/// A rank is looked for within this many standard errors of its estimate. One normal number in 1.7 million lies five or more
/// away.
const CAUTION: f64 = 5.0;
/// The most frequent values that are counted rather than picked, and the least share of the sample that each of them has.
const MOST_ATOMS: usize = 8;
const SHARE_OF_ATOM: f64 = 1.0 / 64.0;

/// Where the wanted ranks of a sample will lie.
#[derive(Debug, Clone)]
pub struct Survey {
    scale: Scale,
    /// A number that tails are summed about.
    shift: f64,
    /// All values in bins below this one are in the tail, where the tail is summed.
    tail: Option<usize>,
    /// What is picked. Its atoms are frequent values, each alone in its bin so far.
    sieve: Sieve,
    /// The share of values that is picked, about.
    share: f64,
}

/// The bins that may hold a wanted rank, from a first part of the sample; and those that may hold the end of the tail.
fn bins(first: &Sketch, wanted: &Wanted) -> (Box<[bool; BINS]>, Option<Range<usize>>) {
    let (seen, all) = (first.count() as f64, wanted.count as f64);
    let bin_at = |p: f64, beyond: usize| {
        if p > 0.0 && p < 1.0 { first.bin_of_rank((p * seen) as u64).0 } else { beyond }
    };
    let around = |p: f64| {
        let sd = (p * (1.0 - p)).sqrt();
        // The error of the quantile comes from the ranks one standard deviation either side.
        let reach = sd * (CAUTION / seen.sqrt() + 1.0 / all.sqrt());
        bin_at(p - reach, 0)..bin_at(p + reach, BINS - 1) + 1
    };
    let tail = wanted.shortfall.map(around);
    let mut held = Box::new([false; BINS]);
    for range in wanted.probabilities.iter().map(|&p| around(p)).chain(tail.clone()) {
        held[range].fill(true);
    }
    (held, tail)
}

impl Survey {
    /// A survey from a first part of the sample.
    #[must_use]
    pub fn new(first: &Sketch, wanted: &Wanted) -> Self {
        let (held, tail) = bins(first, wanted);
        Self::of(first, first.range().0, held, tail.map(|bins| bins.start), Vec::new())
    }

    fn of(first: &Sketch, shift: f64, held: Box<[bool; BINS]>, tail: Option<usize>, atoms: Vec<f64>) -> Self {
        let scale = first.scale();
        let counted = |bin: &usize| atoms.iter().any(|&atom| scale.bin(atom) as usize == *bin);
        let picked = (0..BINS).filter(|bin| held[*bin] && !counted(bin)).map(|bin| first.count_in(bin)).sum::<u64>();
        let sieve = Sieve::new(scale, held, atoms, tail);
        Self { scale, shift, tail, sieve, share: picked as f64 / first.count() as f64 }
    }

    /// The share of values that is picked, about.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.share
    }

    /// An empty selection for a part with this number of values.
    #[must_use]
    pub fn begin(&self, values: usize) -> Picked {
        let expected = values as f64 * self.share;
        Picked::with_room((expected + CAUTION * expected.sqrt()).ceil() as usize, self.shift)
    }

    /// Counts some values of the sample, and picks those that may be wanted. The sketch has the scale of the survey's own.
    pub fn pick(&self, values: &[f64], sketch: &mut Sketch, picked: &mut Picked) {
        debug_assert_eq!(sketch.scale(), self.scale);
        sketch.add_looking(values, Sifting(&self.sieve, picked));
    }

    /// A survey from a longer part of the sample, with those of the values picked so far that are still needed.
    #[must_use]
    pub fn narrowed(&self, longer: &Sketch, wanted: &Wanted, parts: &[&Picked]) -> (Self, Picked) {
        let (mut held, tail) = bins(longer, wanted);
        held.iter_mut().zip(self.sieve.held().iter()).for_each(|(held, before)| *held &= before);
        let (tail, atoms) = match (self.tail, tail) {
            (Some(before), Some(bins)) => {
                // Values beyond the former end of the tail can be added to it where all of them were picked.
                let picked = (before..bins.start).take_while(|&bin| self.sieve.held()[bin]).count();
                (Some(before + picked), Vec::new())
            }
            _ => (None, self.atoms_of(longer, &held, parts)),
        };
        let next = Self::of(longer, self.shift, held, tail, atoms);
        let all = self.sifted(next.sieve.clone(), parts);
        (next, all)
    }

    /// What another sieve picks of what was picked.
    fn sifted(&self, sieve: Sieve, parts: &[&Picked]) -> Picked {
        let sieve = sieve.summing_from(self.tail.map_or(f64::INFINITY, |bin| self.scale.start(bin)));
        let mut all = Picked::about(self.shift);
        for part in parts {
            all.tail.join(&part.tail);
            sieve.pick(&part.values, &mut all);
        }
        all
    }

    /// The most frequent of the values that are alone in their bins so far. Those that are already left out stay left out, since
    /// they were not kept.
    fn atoms_of(&self, sketch: &Sketch, held: &[bool; BINS], parts: &[&Picked]) -> Vec<f64> {
        let bin_of = |value: f64| self.scale.bin(value) as usize;
        let mut atoms: Vec<f64> = self.sieve.atoms().iter().copied().filter(|&atom| held[bin_of(atom)]).collect();
        let least = (sketch.count() as f64 * SHARE_OF_ATOM) as u64;
        let known = |bin: usize| self.sieve.atoms().iter().any(|&atom| bin_of(atom) == bin);
        let frequent = |bin: &usize| held[*bin] && sketch.count_in(*bin) > least && !known(*bin);
        let mut candidates: Vec<usize> = (0..BINS).filter(frequent).collect();
        if candidates.is_empty() {
            return atoms;
        }
        let mut alone = vec![None; BINS];
        let mut mixed = vec![false; BINS];
        for &value in parts.iter().flat_map(|part| &part.values) {
            let only = *alone[bin_of(value)].get_or_insert(value);
            mixed[bin_of(value)] |= only != value;
        }
        candidates.retain(|&bin| !mixed[bin]);
        candidates.sort_by_key(|&bin| std::cmp::Reverse(sketch.count_in(bin)));
        atoms.extend(candidates.into_iter().filter_map(|bin| alone[bin]));
        atoms.truncate(MOST_ATOMS.max(self.sieve.atoms().len()));
        atoms
    }

    /// The order statistics of the whole sample; `None` where one of them was not picked.
    #[must_use]
    pub fn finish(&self, whole: &Sketch, wanted: &Wanted, parts: &[&Picked]) -> Option<Selected> {
        let selection = Selection::new(whole, wanted);
        let summed = match (self.tail, selection.edge_bin()) {
            (Some(tail), Some(edge)) => tail <= edge && (tail..edge).all(|bin| self.sieve.held()[bin]),
            (_, edge) => edge.is_none(),
        };
        if !summed || !selection.bins().all(|bin| self.sieve.held()[bin]) {
            return None;
        }
        let all = self.sifted(selection.sieve().clone(), parts);
        Some(selection.finish_with(all, self.sieve.atoms()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::PowerSums;
    use super::super::edge_of_tail;
    use super::*;

    const PROBABILITIES: [f64; 5] = [0.01, 0.05, 0.5, 0.9, 0.99];
    const ALPHA: f64 = 0.05;

    /// Numbers that look random, between 0 and 1.
    fn scattered(n: u32) -> impl Iterator<Item = f64> {
        (0..n).map(|i| f64::from(i.wrapping_mul(2_654_435_761) ^ (i << 7)) / f64::from(u32::MAX))
    }

    /// Picks in stages, each fifteen times as long as all before.
    fn surveyed(values: &[f64], shortfall: Option<f64>) -> (Option<Selected>, usize) {
        let n = values.len() as u64;
        let wanted = Wanted { probabilities: PROBABILITIES.to_vec(), shortfall, count: n };
        let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).take(500).collect();
        let mut sums = PowerSums::about(finite[0]);
        sums.add(&finite);
        let mut sketch = Sketch::new(Scale::of(&sums));
        sketch.add(&values[..512]);
        let mut survey = Survey::new(&sketch, &wanted);
        sketch = Sketch::new(sketch.scale());
        let (mut from, mut length) = (0, 8192);
        let mut parts = Vec::new();
        while from < values.len() {
            let to = (from + length).min(values.len());
            for part in values[from..to].chunks(997) {
                let mut picked = survey.begin(part.len());
                survey.pick(part, &mut sketch, &mut picked);
                parts.push(picked);
            }
            (from, length) = (to, 15 * to);
            if from < values.len() {
                let (next, all) = survey.narrowed(&sketch, &wanted, &parts.iter().collect::<Vec<_>>());
                (survey, parts) = (next, vec![all]);
            }
        }
        let picked = parts.iter().map(|part| part.values.len()).sum();
        (survey.finish(&sketch, &wanted, &parts.iter().collect::<Vec<_>>()), picked)
    }

    fn check(values: &[f64], shortfall: Option<f64>, most_picked: f64) {
        let (found, picked) = surveyed(values, shortfall);
        let found = found.expect("where it was sought");
        let n = values.len() as u64;
        assert!(picked as f64 <= most_picked * n as f64, "{picked} of {n} picked");
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        for rank in (Wanted { probabilities: PROBABILITIES.to_vec(), shortfall, count: n }).ranks() {
            assert_eq!(found.at_rank(rank), sorted[rank as usize], "rank {rank}");
        }
        if let Some(alpha) = shortfall {
            let edge = edge_of_tail(alpha, n) as usize;
            let mean = sorted[..edge].iter().sum::<f64>() / edge as f64;
            assert_eq!(found.tail().count(), edge as u64);
            assert!((found.tail().mean().value - mean).abs() <= 1e-12 * mean.abs());
        }
    }

    #[test]
    fn order_statistics_and_tail_are_those_of_the_sorted_sample_though_little_is_kept() {
        let values: Vec<f64> = scattered(300_000).map(|u| 1e6 * (u - 0.7) * (1.0 + u)).collect();
        check(&values, Some(ALPHA), 0.06);
        check(&values, None, 0.06);
    }

    #[test]
    fn frequent_values_are_counted_and_not_picked() {
        // Never for half of them, and small whole numbers.
        let never: Vec<f64> = scattered(300_000).map(|u| if u < 0.5 { 9.0 * u } else { f64::INFINITY }).collect();
        check(&never, None, 0.06);
        let whole: Vec<f64> = scattered(300_000).map(|u| (6.0 * u * u).floor()).collect();
        check(&whole, None, 0.0);
        // A value that the beginning took for frequent and alone, and that later has company in its bin.
        let mut late: Vec<f64> = whole.clone();
        for (i, value) in late.iter_mut().enumerate().skip(200_000) {
            *value += if i % 3 == 0 { 1e-9 } else { 0.0 };
        }
        check(&late, None, 0.2);
        check(&late, Some(ALPHA), 1.0);
    }

    #[test]
    fn samples_at_the_ends_of_the_scale_are_found() {
        check(&vec![7.0; 20_000], None, 1.0);
        check(&vec![7.0; 20_000], Some(ALPHA), 1.0);
        let wild: Vec<f64> = scattered(60_000).map(|u| (40.0 * (u - 0.5)).exp()).collect();
        check(&wild, Some(ALPHA), 1.0);
    }

    #[test]
    fn what_the_beginning_did_not_foresee_is_noticed() {
        let rising: Vec<f64> = scattered(100_000).enumerate().map(|(i, u)| u + i as f64 / 20_000.0).collect();
        assert!(surveyed(&rising, None).0.is_none());
        assert!(surveyed(&rising, Some(ALPHA)).0.is_none());
    }
}
