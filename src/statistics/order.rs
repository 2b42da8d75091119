//! Quantiles and tail means from order statistics, however these were found.

use super::{Estimate, PowerSums};

/// Which order statistics of a sample are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The probabilities of the quantiles.
    pub probabilities: Vec<f64>,
    /// The share of the worst values whose mean is wanted too, where it is.
    pub shortfall: Option<f64>,
    /// How many values the sample has.
    pub count: u64,
}

impl Wanted {
    /// The ranks that are needed, in ascending order.
    #[must_use]
    pub fn ranks(&self) -> Vec<u64> {
        let quantiles = self.probabilities.iter().flat_map(|&p| ranks(p, self.count));
        let mut ranks: Vec<u64> = quantiles.chain(self.edge()).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// The rank that ends the tail, where it is wanted.
    #[must_use]
    pub fn edge(&self) -> Option<u64> {
        self.shortfall.map(|alpha| edge_of_tail(alpha, self.count))
    }
}

/// The order statistics of a sample: all of them, those that were asked for, or approximations from a histogram.
pub trait OrderStatistics {
    /// How many values the sample has; at least one.
    fn count(&self) -> u64;

    /// The value at a rank, from 0 = least.
    fn at_rank(&self, rank: u64) -> f64;

    /// Largest error of [`OrderStatistics::at_rank`]; 0 where it is exact.
    fn resolution(&self, rank: u64) -> f64;

    /// The p-quantile by linear interpolation of order statistics (type 7 of Hyndman and Fan 1996, the default of R and
    /// NumPy). Its error: half the gap between the order statistics one binomial standard deviation either side, and where
    /// order statistics are known to a resolution, that of a uniform error of its size.
    fn quantile(&self, p: f64) -> Estimate {
        let [lower, middle, upper] = places(p, self.count()).map(|place| self.at_place(place));
        let gap = if upper == lower { 0.0 } else { (upper - lower) / 2.0 };
        let resolution = self.resolution(places(p, self.count())[1] as u64);
        let mcse = if resolution == 0.0 { gap } else { gap.hypot(resolution / 3f64.sqrt()) };
        Estimate { value: middle, mcse }
    }

    /// The p-quantile of whole numbers: an order statistic, and the whole numbers at both ends of its 95 % interval, which are the
    /// order statistics 1.96 binomial standard deviations to either side.
    fn whole_quantile(&self, p: f64) -> (f64, [f64; 2]) {
        let n = self.count();
        let [low, high] = whole_ends(p, n).map(|p| p * (n - 1) as f64);
        let (low, middle, high) = (low.floor() as u64, (p * (n - 1) as f64).floor() as u64, high.ceil() as u64);
        // Order statistics that are known to a resolution widen the interval by it.
        let low = (self.at_rank(low) - self.resolution(low)).ceil();
        let high = (self.at_rank(high) + self.resolution(high)).floor();
        (self.at_rank(middle).round().clamp(low, high.max(low)), [low, high.max(low)])
    }

    /// The value at a place between ranks.
    fn at_place(&self, place: f64) -> f64 {
        let below = place.floor() as u64;
        let (low, high) = (self.at_rank(below), self.at_rank((below + 1).min(self.count() - 1)));
        let part = place - below as f64;
        // Between a number and "never" there is nothing to interpolate; exactly on a number it is that number.
        if part == 0.0 || low == high { low } else { low + part * (high - low) }
    }
}

/// The places of the p-quantile of n values and of those one binomial standard deviation below and above, among the ranks.
fn places(p: f64, n: u64) -> [f64; 3] {
    let half_width = (p * (1.0 - p) / n as f64).sqrt();
    [p - half_width, p, p + half_width].map(|p| p.clamp(0.0, 1.0) * (n - 1) as f64)
}

/// The probabilities at the ends of the 95 % interval of a p-quantile of n values.
#[must_use]
pub fn whole_ends(p: f64, n: u64) -> [f64; 2] {
    const NORMAL: f64 = 1.959_963_984_540_054;
    let half_width = NORMAL * (p * (1.0 - p) / n as f64).sqrt();
    [p - half_width, p + half_width].map(|p| p.clamp(0.0, 1.0))
}

/// The ranks that a quantile of n values is computed from.
fn ranks(p: f64, n: u64) -> impl Iterator<Item = u64> {
    places(p, n).into_iter().flat_map(move |place| {
        let below = place.floor() as u64;
        [below, (below + 1).min(n - 1)]
    })
}

/// How many of the worst values of n lie wholly within the share `alpha`; the rank of the one at the edge.
#[must_use]
pub fn edge_of_tail(alpha: f64, n: u64) -> u64 {
    ((alpha * n as f64).floor() as u64).min(n - 1)
}

/// The mean of the worst (lowest) share `alpha` of n values: expected shortfall, also conditional value at risk.
///
/// `tail` sums the values below the one at the edge, which counts with the part of it that falls inside. Error from the
/// asymptotic variance of the tail mean, (var(tail) + (1 − α)(ES − q)²)/(αn) (Manistre and Hancock 2005).
#[must_use]
pub fn shortfall(alpha: f64, n: u64, tail: &PowerSums, edge: f64) -> Estimate {
    let weight = alpha * n as f64;
    // Distances are counted from the edge, so the part of the edge value that falls inside adds nothing.
    let (sum, squares) = tail.about_point(edge);
    let (mean, square) = (sum / weight, squares / weight);
    let variance = (square - mean * mean).max(0.0);
    Estimate { value: edge + mean, mcse: ((variance + (1.0 - alpha) * mean * mean) / weight).sqrt() }
}

/// Share of `count` in `n` with the binomial standard error √(p(1 − p)/n), which is 0 where it was seen never or always; see
/// [`Chance`](super::Chance) for what can be said there.
#[must_use]
pub fn proportion(count: u64, n: u64) -> Estimate {
    let n = n.max(1) as f64;
    let p = count as f64 / n;
    Estimate { value: p, mcse: (p * (1.0 - p) / n).sqrt() }
}
