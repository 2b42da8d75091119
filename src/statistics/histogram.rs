//! Histograms with round bins and an edge at zero, so that loss and gain never share a bar.

use crate::vectorised::{Kernel, vectorised};
use fearless_simd::{Simd, f64x8, prelude::*};

/// Counts of values in bins (from + i·width, from + (i+1)·width\]; a value of exactly zero counts on the loss side.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Histogram {
    /// Lower edge of the first bin, a whole multiple of `width`.
    pub from: f64,
    /// Width of every bin: 1, 2, 2.5 or 5 times a power of ten.
    pub width: f64,
    /// Values in each bin.
    pub counts: Vec<u64>,
    /// Values below the first bin, where a long tail is not drawn out.
    pub below: u64,
    /// Values above the last bin.
    pub above: u64,
}

/// Bins over the middle 98 % of the sample.
const BINS: f64 = 48.0;
/// Most bins; what lies further out is counted as below or above.
const MOST_BINS: f64 = 64.0;

impl Histogram {
    /// An empty histogram for a sample whose 1 % and 99 % quantiles, least and greatest value are known; a single bin when
    /// all values are the same.
    #[must_use]
    pub fn new((low, high): (f64, f64), (least, most): (f64, f64)) -> Self {
        Self::with_room(width((low, high), (least, most)), (low, high), (least, most))
    }

    /// The same with the most bins, for a sample whose least and greatest value are not known yet: those of a similar sample
    /// are given. [`Histogram::trimmed`] ends it.
    #[must_use]
    pub fn open((low, high): (f64, f64), (least, most): (f64, f64)) -> Self {
        let width = width((low, high), (least, most));
        Self::with_room(width, (low, high), (f64::NEG_INFINITY, f64::INFINITY))
    }

    fn with_room(width: f64, (low, high): (f64, f64), (least, most): (f64, f64)) -> Self {
        let index = |x: f64| index(x, width);
        let room = (MOST_BINS - (index(high) - index(low))).max(0.0) / 2.0;
        let first = index(least).max(index(low) - room.floor());
        let last = index(most).min(index(high) + room.floor());
        Self { from: first * width, width, counts: vec![0; (last - first) as usize + 1], below: 0, above: 0 }
    }

    /// The same bins without a value.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self { counts: vec![0; self.counts.len()], below: 0, above: 0, ..*self }
    }

    /// The same without the empty bins at both ends.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        if self.above == 0 {
            let end = self.counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
            self.counts.truncate(end);
        }
        if self.below == 0 {
            let first = self.counts.iter().position(|&count| count > 0).unwrap_or(0);
            self.counts.drain(..first);
            self.from = ((self.from / self.width).round() + first as f64) * self.width;
        }
        self
    }

    /// Counts more values.
    pub fn add_all(&mut self, values: &[f64]) {
        vectorised(CountValues(self, values));
    }

    /// Counts a value a number of times.
    #[inline(always)]
    pub fn add(&mut self, value: f64, times: u64) {
        let place = index(value, self.width) - (self.from / self.width).round();
        if place < 0.0 {
            self.below += times;
        } else {
            match self.counts.get_mut(place as usize) {
                Some(count) => *count += times,
                None => self.above += times,
            }
        }
    }

    /// The edges of all bins, ascending, with how many values lie strictly above each.
    pub fn above_edges(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        let first = (self.from / self.width).round();
        let all = self.counts.iter().sum::<u64>() + self.above;
        let left = self.counts.iter().scan(all, |left, count| {
            *left -= count;
            Some(*left)
        });
        std::iter::once(all).chain(left).enumerate().map(move |(i, above)| ((first + i as f64) * self.width, above))
    }

    /// Adds the counts of another part of the sample.
    pub fn join(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
        self.below += other.below;
        self.above += other.above;
    }
}

/// [`Histogram::add_all`].
struct CountValues<'a>(&'a mut Histogram, &'a [f64]);

impl Kernel for CountValues<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self(histogram, values) = self;
        let (whole, rest) = values.as_chunks::<8>();
        let first = (histogram.from / histogram.width).round();
        let beyond = histogram.counts.len() as f64;
        for eight in whole {
            let places = (f64x8::from_slice(simd, eight) / histogram.width).ceil() - 1.0 - first;
            for place in places.max(-1.0).min(beyond).to_array() {
                if place < 0.0 {
                    histogram.below += 1;
                } else {
                    match histogram.counts.get_mut(place as usize) {
                        Some(count) => *count += 1,
                        None => histogram.above += 1,
                    }
                }
            }
        }
        for &value in rest {
            histogram.add(value, 1);
        }
    }
}

/// The width of bins for a sample.
fn width((low, high): (f64, f64), (least, most): (f64, f64)) -> f64 {
    let spread = if high > low { high - low } else { (most - least).max(most.abs()).max(1.0) };
    round_step(spread / BINS)
}

#[inline(always)]
fn index(x: f64, width: f64) -> f64 {
    (x / width).ceil() - 1.0
}

/// The smallest of 1, 2, 2.5, 5 × 10ᵏ that is at least `x`.
#[must_use]
pub fn round_step(x: f64) -> f64 {
    let power = 10f64.powf(x.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|&step| step >= x * (1.0 - 1e-12))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(values: &[f64]) -> Histogram {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len() - 1;
        let at = |p: f64| sorted[(p * last as f64) as usize];
        let (ends, range) = ((at(0.01), at(0.99)), (sorted[0], sorted[last]));
        let mut histogram = Histogram::new(ends, range);
        for &value in values {
            histogram.add(value, 1);
        }
        let mut open = Histogram::open(ends, range);
        open.add_all(values);
        assert_eq!(open.trimmed(), histogram, "the range makes no difference, nor do vectors");
        histogram
    }

    #[test]
    fn every_value_is_counted_and_zero_is_an_edge() {
        let histogram = histogram(&(-500..1500).map(f64::from).collect::<Vec<f64>>());
        let counted: u64 = histogram.counts.iter().sum();
        assert_eq!(counted + histogram.below + histogram.above, 2000);
        assert_eq!(histogram.from % histogram.width, 0.0);
        let bins_of_loss = (-histogram.from / histogram.width) as usize;
        assert_eq!(histogram.counts[..bins_of_loss].iter().sum::<u64>() + histogram.below, 501, "zero is no gain");
    }

    #[test]
    fn a_far_outlier_is_counted_but_not_drawn_out() {
        let mut values: Vec<f64> = (0..1000).map(f64::from).collect();
        values.push(1e9);
        let histogram = histogram(&values);
        assert_eq!(histogram.above, 1);
        assert!(histogram.counts.len() <= 65);
    }

    #[test]
    fn edges_tell_how_many_values_lie_strictly_above_them() {
        let values: Vec<f64> = (-500..1500).map(f64::from).collect();
        let histogram = histogram(&values);
        let mut edges = 0;
        for (edge, above) in histogram.above_edges() {
            assert_eq!(above, values.iter().filter(|value| **value > edge).count() as u64, "{edge}");
            edges += 1;
        }
        assert_eq!(edges, histogram.counts.len() + 1);
        assert!(histogram.above_edges().any(|(edge, above)| edge == 0.0 && above == 1499));
    }

    #[test]
    fn equal_values_make_one_bar() {
        assert_eq!(histogram(&[-3.0; 10]).counts, [10]);
    }
}
