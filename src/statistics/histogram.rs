//! Histograms with round bins and an edge at zero, so that loss and gain never share a bar.

use super::Sorted;

/// Counts of values in bins (from + i·width, from + (i+1)·width\]; a value of exactly zero counts on the loss side.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Histogram {
    /// Lower edge of the first bin, a whole multiple of `width`.
    pub from: f64,
    /// Width of every bin: 1, 2, 2.5 or 5 times a power of ten.
    pub width: f64,
    /// Values in each bin.
    pub counts: Vec<usize>,
    /// Values below the first bin, where a long tail is not drawn out.
    pub below: usize,
    /// Values above the last bin.
    pub above: usize,
}

/// Bins over the middle 98 % of the sample.
const BINS: f64 = 48.0;
/// Most bins; what lies further out is counted as below or above.
const MOST_BINS: f64 = 64.0;

impl Histogram {
    /// The histogram of a sample; a single bin when all values are the same.
    #[must_use]
    pub fn new(sample: &Sorted) -> Self {
        let (low, high) = (sample.quantile(0.01).value, sample.quantile(0.99).value);
        let values = sample.values();
        let (least, most) = (values[0], values[values.len() - 1]);
        let spread = if high > low { high - low } else { (most - least).max(most.abs()).max(1.0) };
        let width = round_step(spread / BINS);
        let index = |x: f64| (x / width).ceil() - 1.0;
        let room = (MOST_BINS - (index(high) - index(low))).max(0.0) / 2.0;
        let first = index(least).max(index(low) - room.floor());
        let last = index(most).min(index(high) + room.floor());
        let mut histogram =
            Self { from: first * width, width, counts: vec![0; (last - first) as usize + 1], below: 0, above: 0 };
        for &value in values {
            match index(value) - first {
                i if i < 0.0 => histogram.below += 1,
                i if i > last - first => histogram.above += 1,
                i => histogram.counts[i as usize] += 1,
            }
        }
        histogram
    }
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

    #[test]
    fn every_value_is_counted_and_zero_is_an_edge() {
        let sample = Sorted::new((-500..1500).map(f64::from).collect());
        let histogram = Histogram::new(&sample);
        let counted: usize = histogram.counts.iter().sum();
        assert_eq!(counted + histogram.below + histogram.above, 2000);
        assert_eq!(histogram.from % histogram.width, 0.0);
        let bins_of_loss = (-histogram.from / histogram.width) as usize;
        assert_eq!(histogram.counts[..bins_of_loss].iter().sum::<usize>() + histogram.below, 501, "zero is no gain");
    }

    #[test]
    fn a_far_outlier_is_counted_but_not_drawn_out() {
        let mut values: Vec<f64> = (0..1000).map(f64::from).collect();
        values.push(1e9);
        let histogram = Histogram::new(&Sorted::new(values));
        assert_eq!(histogram.above, 1);
        assert!(histogram.counts.len() <= 65);
    }

    #[test]
    fn equal_values_make_one_bar() {
        let histogram = Histogram::new(&Sorted::new(vec![-3.0; 10]));
        assert_eq!(histogram.counts, [10]);
    }
}
