//! Exact order statistics of a large sample without sorting it.
//!
//! A [`Sketch`] tells in which bins the wanted ranks lie. One pass over the sample picks the values in those bins, a few
//! in a hundred, and only they are put in order, as far as the ranks need it.

use super::sketch::{BINS, Sketch};
use super::{OrderStatistics, PowerSums};
use crate::vectorised::{Kernel, vectorised};
use fearless_simd::{Simd, prelude::*};

/// What a pass over a sample is to find.
#[derive(Debug, Clone)]
pub struct Selection {
    count: u64,
    ranks: Vec<u64>,
    /// The bins that hold them, in order: bin, how many values lie before it, how many in it.
    bins: Vec<(usize, u64, u64)>,
    /// From where to where, exclusively, the values of these bins lie; in order.
    windows: Vec<(f64, f64)>,
    /// Below this all values lie in the tail.
    tail: f64,
    /// The rank that ends the tail, and its bin.
    edge: (u64, u32),
}

/// What it has found in a part of the sample; parts in any order.
#[derive(Debug, Clone)]
pub struct Picked {
    values: Vec<f64>,
    tail: PowerSums,
}

/// The wanted order statistics.
#[derive(Debug, Clone)]
pub struct Selected {
    count: u64,
    /// Ranks in ascending order with their values.
    found: Vec<(u64, f64)>,
    tail: PowerSums,
}

impl Selection {
    /// To find the values at some ranks, and the sums of all values below the rank `edge`.
    #[must_use]
    pub fn new(sketch: &Sketch, ranks: impl IntoIterator<Item = u64>, edge: u64) -> Self {
        let mut ranks: Vec<u64> = ranks.into_iter().chain([edge]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let mut bins: Vec<(usize, u64, u64)> = ranks.iter().map(|&rank| sketch.bin_of_rank(rank)).collect();
        bins.dedup();
        let edge = (edge, sketch.bin_of_rank(edge).0 as u32);
        let scale = sketch.scale();
        let mut windows: Vec<(f64, f64)> = Vec::new();
        for &(bin, ..) in &bins {
            // No number lies beyond the last bin, which has infinity too.
            let (from, to) = (scale.start(bin), if bin + 1 < BINS { scale.start(bin + 1) } else { f64::NAN });
            match windows.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => windows.push((from, to)),
            }
        }
        Self { count: sketch.count(), ranks, bins, windows, tail: scale.start(edge.1 as usize), edge }
    }

    /// Nothing picked yet; `shift` is a value of the sample.
    #[must_use]
    pub fn begin(&self, shift: f64) -> Picked {
        Picked { values: Vec::new(), tail: PowerSums::about(shift) }
    }

    /// Looks through some values of the sample.
    pub fn pick(&self, values: &[f64], picked: &mut Picked) {
        vectorised(Pick(self, values, picked));
    }

    /// Puts together what all parts have found.
    ///
    /// # Panics
    /// Where the parts are not the sample that the sketch was made of.
    #[must_use]
    pub fn finish<'p>(&self, parts: impl IntoIterator<Item = &'p Picked>) -> Selected {
        let mut parts = parts.into_iter();
        let Picked { mut values, mut tail } = parts.next().expect("a sample has at least one part").clone();
        for part in parts {
            values.extend(&part.values);
            tail.join(&part.tail);
        }
        // Where each wanted rank lies among the picked values, of which whole bins are missing in between.
        let mut missing = 0;
        let mut end = 0;
        let mut places = Vec::with_capacity(self.ranks.len());
        for &(_, before, count) in &self.bins {
            missing += before - end;
            end = before + count;
            let inside = self.ranks.iter().copied().filter(|rank| (before..end).contains(rank));
            // The first of a bin too: so what lies between bins does not get mixed up.
            places.extend([before].into_iter().chain(inside).map(|rank| (rank - missing) as usize));
        }
        places.dedup();
        put_in_place(&mut values, 0, &places);
        let mut found = Vec::with_capacity(self.ranks.len());
        let mut from = 0;
        for &(bin, before, count) in &self.bins {
            let inside = &values[from..from + count as usize];
            let ranks = self.ranks.iter().filter(|rank| (before..before + count).contains(rank));
            found.extend(ranks.map(|rank| (*rank, inside[(rank - before) as usize])));
            if bin as u32 == self.edge.1 {
                let rest = &inside[..(self.edge.0 - before) as usize];
                for &value in rest {
                    tail.add_repeated(value, 1);
                }
            }
            from += inside.len();
        }
        Selected { count: self.count, found, tail }
    }
}

/// [`Selection::pick`].
struct Pick<'a>(&'a Selection, &'a [f64], &'a mut Picked);

impl Kernel for Pick<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self(Selection { windows, tail, .. }, values, picked) = self;
        let width = S::f64s::LEN;
        let vectors = values.chunks_exact(width);
        let rest = vectors.remainder();
        let inside = |x: f64| windows.iter().any(|&(from, to)| x >= from && (x < to || to.is_nan()));
        for some in vectors {
            let x = S::f64s::from_slice(simd, some);
            let mut wanted = S::mask64s::splat(simd, false);
            for &(from, to) in windows {
                wanted |= x.simd_ge(from) & !x.simd_ge(to);
            }
            take(wanted.to_bitmask(), some, |value| picked.values.push(value));
            take(x.simd_lt(*tail).to_bitmask(), some, |value| picked.tail.add_repeated(value, 1));
        }
        for &value in rest {
            if inside(value) {
                picked.values.push(value);
            }
            if value < *tail {
                picked.tail.add_repeated(value, 1);
            }
        }
    }
}

/// Puts the values that belong at some places there, those that come before them before, and the others after. `first` is the
/// place of the first value; places ascend.
fn put_in_place(values: &mut [f64], first: usize, places: &[usize]) {
    let Some(&place) = places.get(places.len() / 2) else { return };
    let (before, _, after) = values.select_nth_unstable_by(place - first, f64::total_cmp);
    put_in_place(before, first, &places[..places.len() / 2]);
    put_in_place(after, place + 1, &places[places.len() / 2 + 1..]);
}

/// Tells of the values whose bits are set.
#[inline(always)]
fn take(mut bits: u64, values: &[f64], mut tell: impl FnMut(f64)) {
    while bits != 0 {
        tell(values[bits.trailing_zeros() as usize]);
        bits &= bits - 1;
    }
}

impl Selected {
    /// The same from a sample that is small enough to be sorted.
    #[must_use]
    pub fn sorting(mut values: Vec<f64>, ranks: impl IntoIterator<Item = u64>, edge: u64) -> Self {
        let mut tail = PowerSums::about(values[0]);
        values.sort_unstable_by(f64::total_cmp);
        for &value in &values[..edge as usize] {
            tail.add_repeated(value, 1);
        }
        let count = values.len() as u64;
        let mut ranks: Vec<u64> = ranks.into_iter().chain([edge, 0, count - 1]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        Self { count, found: ranks.into_iter().map(|rank| (rank, values[rank as usize])).collect(), tail }
    }

    /// The least and the greatest of the values that were asked for.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        (self.found[0].1, self.found[self.found.len() - 1].1)
    }

    /// The sums of all values below the rank that ends the tail.
    #[must_use]
    pub fn tail(&self) -> &PowerSums {
        &self.tail
    }
}

impl OrderStatistics for Selected {
    fn count(&self) -> u64 {
        self.count
    }

    /// # Panics
    /// On a rank that was not asked for.
    fn at_rank(&self, rank: u64) -> f64 {
        let at = self.found.binary_search_by_key(&rank, |found| found.0).expect("a rank that was asked for");
        self.found[at].1
    }

    fn resolution(&self, _rank: u64) -> f64 {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::Scale;
    use super::super::order::{edge_of_tail, ranks, shortfall};
    use super::*;

    fn selected(values: &[f64], probabilities: &[f64], alpha: f64) -> Selected {
        let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        let mut sums = PowerSums::about(finite[0]);
        sums.add(&finite);
        let mut sketch = Sketch::new(Scale::of(&sums));
        sketch.add(values);
        let n = values.len() as u64;
        let wanted = probabilities.iter().flat_map(|&p| ranks(p, n));
        let selection = Selection::new(&sketch, wanted, edge_of_tail(alpha, n));
        let pick = |part: &[f64]| {
            let mut picked = selection.begin(finite[0]);
            selection.pick(part, &mut picked);
            picked
        };
        selection.finish(&values.chunks(97).map(pick).collect::<Vec<Picked>>())
    }

    #[test]
    fn selected_ranks_are_those_of_the_sorted_sample() {
        let mut values: Vec<f64> =
            (0..30_000).map(|i| (f64::from(i) * 0.61).sin().powi(3) * 1e7 + f64::from(i % 3)).collect();
        values.extend([1e14, -3e12]);
        let n = values.len() as u64;
        let probabilities = [0.05, 0.1, 0.5, 0.95];
        let found = selected(&values, &probabilities, 0.05);
        values.sort_by(f64::total_cmp);
        for rank in probabilities.iter().flat_map(|&p| ranks(p, n)) {
            assert_eq!(found.at_rank(rank), values[rank as usize]);
        }
        let edge = edge_of_tail(0.05, n) as usize;
        let mean = values[..edge].iter().sum::<f64>() / edge as f64;
        assert!((found.tail().mean().value / mean - 1.0).abs() < 1e-12);
        assert_eq!(found.tail().count(), edge as u64);
    }

    #[test]
    fn the_tail_is_that_of_the_sorted_sample_when_ranks_crowd_around_its_edge() {
        let values: Vec<f64> = (0..200_000u32).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 8)).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let probabilities: Vec<f64> = (1..200).map(|i| f64::from(i) / 1_000.0).collect();
        for alpha in [0.0301, 0.0504, 0.0708, 0.0902] {
            let edge = edge_of_tail(alpha, values.len() as u64) as usize;
            let mean = sorted[..edge].iter().sum::<f64>() / edge as f64;
            let found = selected(&values, &probabilities, alpha).tail().mean().value;
            assert!((found / mean - 1.0).abs() < 1e-12, "{alpha}: {found} against {mean}");
        }
    }

    #[test]
    fn type_seven_quantiles_match_r() {
        // R: quantile(c(1, 3, 7, 10), c(.05, .25, .5, .9))
        let probabilities = [0.05, 0.25, 0.5, 0.9];
        let found = selected(&[10.0, 1.0, 3.0, 7.0], &probabilities, 0.0);
        for (p, expected) in probabilities.into_iter().zip([1.3, 2.5, 5.0, 9.1]) {
            assert!((found.quantile(p).value - expected).abs() < 1e-12, "p = {p}");
        }
    }

    #[test]
    fn shortfall_weighs_the_edge() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let of = |alpha: f64| {
            let found = selected(&values, &[], alpha);
            let edge = edge_of_tail(alpha, 10);
            shortfall(alpha, 10, found.tail(), found.at_rank(edge))
        };
        assert!((of(0.25).value - (1.0 + 2.0 + 0.5 * 3.0) / 2.5).abs() < 1e-12);
        let variance = ((1.0f64 - 1.8).powi(2) + 0.2f64.powi(2) + 0.5 * 1.2f64.powi(2)) / 2.5;
        assert!((of(0.25).mcse - ((variance + 0.75 * 1.2f64.powi(2)) / 2.5).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn quantile_error_of_a_uniform_sample_is_the_binomial_one() {
        let n = 100_001;
        let values: Vec<f64> = (0..n).map(|i| f64::from(i) / f64::from(n - 1)).collect();
        let expected = (0.05f64 * 0.95 / f64::from(n)).sqrt();
        assert!((selected(&values, &[0.05], 0.0).quantile(0.05).mcse / expected - 1.0).abs() < 1e-3);
    }

    #[test]
    fn never_is_a_quantile_too() {
        let sample = selected(&[1.0, 2.0, f64::INFINITY, f64::INFINITY], &[0.9], 0.0);
        assert_eq!(sample.quantile(0.9).value, f64::INFINITY);
        let at_a_number = selected(&[1.0, 2.0, 3.0, f64::INFINITY, f64::INFINITY], &[0.5], 0.0);
        assert_eq!(at_a_number.quantile(0.5).value, 3.0, "not NaN");
    }
}
