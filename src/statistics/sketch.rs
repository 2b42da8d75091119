//! A histogram of any sample in little memory, independent of the order of its values.
//!
//! Every number has a bin on a [`Scale`]. Counts are whole numbers, so sketches of parts add up to the sketch of the whole in any
//! order.
//!
//! **Error.** An order statistic read off a sketch lies in the same bin as the true one: it is off by less than the width
//! of the bin there ([`Sketch::resolution`]), for a smooth distribution by far less, since it is interpolated. The map is
//! monotone in floating point too, so a bin also tells exactly which values of the sample to look at
//! ([`Selection`](super::Selection)).

use super::scale::{BINS, Scale};
use super::{OrderStatistics, PowerSums};
use crate::vectorised::{Kernel, vectorised};
use fearless_simd::{Simd, prelude::*};

/// How many values of a sample lie in each bin of a scale.
#[derive(Debug, Clone)]
pub struct Sketch {
    scale: Scale,
    /// Counts of the latest values by bin, in 32 bits, so that twice as many fit the cache.
    recent: Box<[u32; BINS]>,
    /// Counts of all earlier values, where there are any.
    earlier: Option<Box<[u64; BINS]>>,
    /// How many more values the 32-bit counts can take.
    room: u32,
    count: u64,
    least: f64,
    most: f64,
    /// Values below zero, and above it.
    signs: [u64; 2],
}

impl Sketch {
    /// A sketch of no value.
    #[must_use]
    pub fn new(scale: Scale) -> Self {
        Self {
            scale,
            recent: Box::new([0; BINS]),
            earlier: None,
            room: u32::MAX,
            count: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            signs: [0; 2],
        }
    }

    /// Counts more values; +∞ is allowed and means "never" (a payback outside the horizon).
    pub fn add(&mut self, values: &[f64]) {
        self.add_looking(values, ());
    }

    /// The same; a second reader sees each value as well.
    pub(super) fn add_looking(&mut self, values: &[f64], look: impl Look) {
        let length = u32::try_from(values.len()).expect("a batch at a time");
        if length > self.room {
            self.settle();
        }
        self.room -= length;
        vectorised(AddValues { sketch: self, values, look });
    }

    /// Adds the counts of another sample; the order of joining makes no difference.
    pub fn join(&mut self, other: &Self) {
        debug_assert_eq!(self.scale, other.scale);
        self.settle().iter_mut().zip(other.counts()).for_each(|(count, more)| *count += more);
        self.count += other.count;
        self.signs = [self.signs[0] + other.signs[0], self.signs[1] + other.signs[1]];
        (self.least, self.most) = (self.least.min(other.least), self.most.max(other.most));
    }

    /// Counts the last values among those before them.
    fn settle(&mut self) -> &mut [u64; BINS] {
        let earlier = self.earlier.get_or_insert_with(|| Box::new([0; BINS]));
        earlier.iter_mut().zip(self.recent.iter_mut()).for_each(|(sum, last)| *sum += u64::from(std::mem::take(last)));
        self.room = u32::MAX;
        earlier
    }

    /// The map to bins.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Least and greatest value.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        (self.least, self.most)
    }

    /// The bin that holds a rank, how many values lie in bins before it, and how many in it.
    ///
    /// # Panics
    /// On a rank beyond the sample.
    #[must_use]
    pub fn bin_of_rank(&self, rank: u64) -> (usize, u64, u64) {
        let mut before = 0;
        for (bin, count) in self.counts().enumerate() {
            if rank < before + count {
                return (bin, before, count);
            }
            before += count;
        }
        panic!("rank {rank} of {} values", self.count)
    }

    /// How many values lie in a bin.
    pub(super) fn count_in(&self, bin: usize) -> u64 {
        u64::from(self.recent[bin]) + self.earlier.as_ref().map_or(0, |earlier| earlier[bin])
    }

    /// How many values lie in each bin.
    fn counts(&self) -> impl Iterator<Item = u64> {
        (0..BINS).map(|bin| self.count_in(bin))
    }

    /// Least and greatest value that a bin can hold of this sample.
    fn ends(&self, bin: usize) -> (f64, f64) {
        let low = if bin == 0 { self.least } else { self.scale.edge(bin).max(self.least) };
        let high = if bin + 1 == BINS { self.most } else { self.scale.edge(bin + 1).min(self.most) };
        (low, high)
    }

    /// Every bin that holds something: a value in its middle, and how many there are.
    pub fn middles(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        let held = self.counts().enumerate().filter(|(_, count)| *count > 0);
        held.map(|(bin, count)| {
            let (low, high) = self.ends(bin);
            (if low == high { low } else { low + (high - low) / 2.0 }, count)
        })
    }

    /// How many values lie above a number, interpolated in the bin that holds it, and how many of them may lie on the other side.
    #[must_use]
    pub fn above(&self, x: f64) -> (f64, u64) {
        let bin = self.scale.bin(x) as usize;
        let beyond: u64 = (bin + 1..BINS).map(|bin| self.count_in(bin)).sum();
        let (inside, (low, high)) = (self.count_in(bin), self.ends(bin));
        match x {
            _ if inside == 0 || x >= high => (beyond as f64, 0),
            x if x < low => ((beyond + inside) as f64, 0),
            x => (beyond as f64 + inside as f64 * (high - x) / (high - low), inside),
        }
    }

    /// How far the sum of all values below a rank may be off in [`Sketch::tail`]: no value lies farther from the middle of its bin
    /// than half its width.
    #[must_use]
    pub fn tail_resolution(&self, rank: u64) -> f64 {
        let (edge, before, _) = self.bin_of_rank(rank);
        let off = |(bin, count): (usize, u64)| {
            let (low, high) = self.ends(bin);
            (high - low) / 2.0 * if bin == edge { rank - before } else { count } as f64
        };
        self.counts().enumerate().take(edge + 1).filter(|(_, count)| *count > 0).map(off).sum()
    }

    /// The sums of all values below a rank, each taken as the middle of its bin.
    #[must_use]
    pub fn tail(&self, rank: u64) -> PowerSums {
        let (edge, before, _) = self.bin_of_rank(rank);
        let mut sums = PowerSums::about(self.at_rank(rank));
        for (bin, count) in self.counts().enumerate().take(edge + 1) {
            let (low, high) = self.ends(bin);
            sums.add_repeated(low + (high - low) / 2.0, if bin == edge { rank - before } else { count });
        }
        sums
    }
}

/// The same where as many values lie in each bin, whenever they came.
impl PartialEq for Sketch {
    fn eq(&self, other: &Self) -> bool {
        let rest = |sketch: &Self| (sketch.scale, sketch.count, sketch.least, sketch.most, sketch.signs);
        rest(self) == rest(other) && self.counts().eq(other.counts())
    }
}

/// Looks at values that lie in some bins of a scale.
pub(super) trait Look {
    /// Whether values in a bin are of interest: 1 or 0.
    fn marks(&self, bin: usize) -> u64;

    /// At most [`CHUNK`] groups of eight values; `marked` has a bit for each value, set in marked bins.
    fn eights<S: Simd>(&mut self, simd: S, values: &[[f64; 8]], marked: u64);

    /// One value.
    fn one(&mut self, value: f64, marked: bool);
}

/// No second reader.
impl Look for () {
    #[inline(always)]
    fn marks(&self, _bin: usize) -> u64 {
        0
    }

    #[inline(always)]
    fn eights<S: Simd>(&mut self, _simd: S, _values: &[[f64; 8]], _marked: u64) {}

    #[inline(always)]
    fn one(&mut self, _value: f64, _marked: bool) {}
}

/// This many groups of eight values are mapped to bins before any is counted, so that no count waits for a value on its way out of
/// a vector register.
pub(super) const CHUNK: usize = 8;

/// [`Sketch::add_looking`].
struct AddValues<'a, L> {
    sketch: &'a mut Sketch,
    values: &'a [f64],
    look: L,
}

impl<L: Look> Kernel for AddValues<'_, L> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { sketch, values, mut look } = self;
        let Sketch { scale, recent, count, least, most, signs, .. } = sketch;
        let (mut low, mut high) = (S::f64s::simd_from(simd, *least), S::f64s::simd_from(simd, *most));
        let (none, all) = (S::u64s::simd_from(simd, 0), S::u64s::simd_from(simd, u64::MAX));
        let (mut below, mut above) = (none, none);
        let (whole, rest) = values.as_chunks::<8>();
        let width = S::f64s::LEN;
        for some in whole.chunks(CHUNK) {
            let mut bins = [[0; 8]; CHUNK];
            for (eight, bins) in some.iter().zip(&mut bins) {
                for from in (0..8).step_by(width) {
                    let x = S::f64s::from_slice(simd, &eight[from..from + width]);
                    (low, high) = (low.min(x), high.max(x));
                    // A true comparison is −1.
                    below -= x.simd_lt(0.0).select(all, none);
                    above -= x.simd_gt(0.0).select(all, none);
                    scale.bins::<S>(simd, x).store_slice(&mut bins[from..from + width]);
                }
            }
            let mut marked = 0;
            for (i, bins) in bins[..some.len()].iter().enumerate() {
                let mut bits = 0;
                // The ends tell most others apart.
                if bins[0] == bins[7] && bins.iter().all(|bin| *bin == bins[0]) {
                    // Eight increments of one bin would wait for each other.
                    let bin = bins[0] as usize % BINS;
                    recent[bin] += 8;
                    bits = 0xFF * look.marks(bin);
                } else {
                    for bin in bins.iter().rev() {
                        let bin = *bin as usize % BINS;
                        recent[bin] += 1;
                        bits = 2 * bits + look.marks(bin);
                    }
                }
                marked |= bits << (8 * i);
            }
            look.eights(simd, some, marked);
        }
        (*least, *most) = (low.reduce_min(), high.reduce_max());
        for (sign, eight) in signs.iter_mut().zip([below, above]) {
            *sign += eight.reduce_sum();
        }
        for &x in rest {
            (*least, *most) = (least.min(x), most.max(x));
            signs[0] += u64::from(x < 0.0);
            signs[1] += u64::from(x > 0.0);
            let bin = scale.bin(x) as usize % BINS;
            recent[bin] += 1;
            look.one(x, look.marks(bin) == 1);
        }
        *count += values.len() as u64;
    }
}

impl OrderStatistics for Sketch {
    fn count(&self) -> u64 {
        self.count
    }

    fn at_rank(&self, rank: u64) -> f64 {
        let (bin, before, count) = self.bin_of_rank(rank);
        let (low, high) = self.ends(bin);
        if low == high || high == f64::INFINITY {
            return high;
        }
        let value = low + (high - low) * ((rank - before) as f64 + 0.5) / count as f64;
        // The counts on each side of zero are exact: no loss is reported as a gain, and neither as zero.
        let [below, above] = self.signs;
        if rank < below {
            value.min(0.0)
        } else if rank < self.count - above {
            0.0
        } else {
            value.max(0.0)
        }
    }

    fn resolution(&self, rank: u64) -> f64 {
        let (low, high) = self.ends(self.bin_of_rank(rank).0);
        let is_zero = (self.signs[0]..self.count - self.signs[1]).contains(&rank);
        if is_zero || high == f64::INFINITY || low == high { 0.0 } else { high - low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waves(n: u32) -> Vec<f64> {
        (0..n).map(|i| 1e6 + 300.0 * (f64::from(i) * 0.37).sin() * (1.0 + f64::from(i % 11))).collect()
    }

    fn sketched(values: &[f64]) -> Sketch {
        let mut sums = PowerSums::about(values[0]);
        sums.add(values);
        let mut sketch = Sketch::new(Scale::of(&sums));
        sketch.add(values);
        sketch
    }

    #[test]
    fn every_order_statistic_is_within_its_resolution() {
        let mut values = waves(20_000);
        values.extend([-1e30, 1e9, 5e11]);
        let sketch = sketched(&values);
        values.sort_by(f64::total_cmp);
        for (rank, &value) in values.iter().enumerate() {
            let rank = rank as u64;
            assert!((sketch.at_rank(rank) - value).abs() <= sketch.resolution(rank) * (1.0 + 1e-9) + 1e-6, "{rank}");
        }
    }

    #[test]
    fn sketches_of_parts_in_any_order_are_the_sketch_of_the_whole() {
        let values = waves(5_000);
        let whole = sketched(&values);
        let mut joined = Sketch::new(whole.scale());
        for part in values.chunks(700).rev() {
            let mut next = Sketch::new(whole.scale());
            next.add(part);
            joined.join(&next);
        }
        assert_eq!(joined, whole);
    }

    #[test]
    fn counts_that_would_run_over_are_put_aside() {
        let values = waves(5_000);
        let mut sketch = Sketch::new(Scale::new(1e6, 200.0));
        sketch.add(&values[..3_000]);
        sketch.room = 1_999;
        sketch.add(&values[3_000..]);
        assert_eq!(sketch.recent.iter().sum::<u32>(), 2_000, "all before them are put aside");
        let mut whole = Sketch::new(sketch.scale());
        whole.add(&values);
        assert_eq!(sketch, whole);
    }

    #[test]
    fn nothing_is_told_as_nothing() {
        let mut values = waves(900).iter().map(|x| x - 1e6).collect::<Vec<f64>>();
        values.extend([0.0; 300]);
        let sketch = sketched(&values);
        values.sort_by(f64::total_cmp);
        for (rank, value) in values.iter().enumerate() {
            let found = sketch.at_rank(rank as u64);
            assert!(found * value >= 0.0 && (*value != 0.0 || found == 0.0), "{found} for {value}");
        }
    }

    #[test]
    fn equal_values_and_never_are_exact() {
        let same = sketched(&[0.1; 100]);
        assert_eq!((same.at_rank(50), same.resolution(50)), (0.1, 0.0));
        let mut paybacks = Sketch::new(Scale::new(2.5, 1.25));
        paybacks.add(&[1.0, 2.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!(paybacks.at_rank(3), f64::INFINITY);
        assert!((paybacks.quantile(0.0).value - 1.0).abs() < 0.01);
    }
}
