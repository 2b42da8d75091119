//! Sums that pass by: everything that needs no more of a sample than its power sums.
//!
//! Values are counted from a shift, the sample's first value, so that nothing cancels when a spread is small beside the
//! mean, and a sample of equal values has no spread at all. Sums run in lanes and are joined in order.

use super::Estimate;
use super::rows::{AddCounting, AddRows, PartialSums, SummedTerms};
use crate::vectorised::vectorised;
use fearless_simd::Simd;

/// Σd, Σd², … of a sample, with d the distance from the shift: four powers, or two where only a mean is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerSums<const POWERS: usize = 4> {
    shift: f64,
    count: u64,
    powers: PartialSums<POWERS>,
}

/// The powers of the distance from a shift.
struct Powers(f64);

impl<const POWERS: usize> SummedTerms<1, POWERS> for Powers {
    #[inline(always)]
    fn of<S: Simd>(&self, [x]: [S::f64s; 1]) -> [S::f64s; POWERS] {
        let d = x - self.0;
        let square = d * d;
        let all = [d, square, square * d, square * square];
        let mut powers = [d; POWERS];
        for power in 0..POWERS {
            powers[power] = all[power];
        }
        powers
    }
}

impl<const POWERS: usize> PowerSums<POWERS> {
    /// Sums of no value; `shift` is the first value of the sample.
    #[must_use]
    pub fn about(shift: f64) -> Self {
        Self { shift, count: 0, powers: PartialSums::NOTHING }
    }

    /// Adds values, none of them infinite.
    pub fn add(&mut self, values: &[f64]) {
        self.count += values.len() as u64;
        vectorised(AddRows { columns: [values], terms: Powers(self.shift), sums: &mut self.powers });
    }

    /// The same; tells how many of them lie strictly above zero.
    pub fn add_counting(&mut self, values: &[f64]) -> u64 {
        self.count += values.len() as u64;
        vectorised(AddCounting(AddRows { columns: [values], terms: Powers(self.shift), sums: &mut self.powers }))
    }

    /// Adds the values of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.count += next.count;
        self.powers.join(&next.powers);
    }

    /// The number of values.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Mean with its standard error s/√n. A single value says nothing of its spread: the error is infinite.
    #[must_use]
    pub fn mean(&self) -> Estimate {
        let n = self.count.max(1) as f64;
        let mcse = if self.count == 1 { f64::INFINITY } else { (self.variance() / n).sqrt() };
        Estimate { value: self.shift + self.powers.total()[0] / n, mcse }
    }

    /// Variance (n − 1).
    #[must_use]
    pub fn variance(&self) -> f64 {
        let n = self.count as f64;
        if self.count < 2 {
            return 0.0;
        }
        let powers = self.powers.total();
        let (first, second) = (powers[0], powers[1]);
        ((second - first * first / n) / (n - 1.0)).max(0.0)
    }
}

impl PowerSums {
    /// Adds one value a number of times.
    #[inline]
    pub fn add_repeated(&mut self, value: f64, times: u64) {
        let (d, weight) = (value - self.shift, times as f64);
        self.count += times;
        self.powers.add([weight * d, weight * (d * d), weight * (d * d * d), weight * (d * d * d * d)]);
    }

    /// Σ(x − c) and Σ(x − c)².
    pub(super) fn about_point(&self, c: f64) -> (f64, f64) {
        let (n, move_by) = (self.count as f64, self.shift - c);
        let [first, second, ..] = self.powers.total();
        (first + n * move_by, second + 2.0 * move_by * first + n * move_by * move_by)
    }

    /// Standard deviation (n − 1) with its error by the delta method: √((m₄ − s⁴)/n) / 2s.
    #[must_use]
    pub fn standard_deviation(&self) -> Estimate {
        let variance = self.variance();
        if variance == 0.0 {
            return Estimate { value: 0.0, mcse: 0.0 };
        }
        let (n, sd) = (self.count as f64, variance.sqrt());
        let mcse = ((self.fourth() - variance * variance).max(0.0) / n).sqrt() / (2.0 * sd);
        Estimate { value: sd, mcse }
    }

    /// Fourth central moment.
    fn fourth(&self) -> f64 {
        let n = self.count as f64;
        let [m, second, third, fourth] = self.powers.total().map(|sum| sum / n);
        fourth - 4.0 * m * third + 6.0 * m * m * second - 3.0 * m * m * m * m
    }
}

/// Sums of pairs, for ratios of means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairSums {
    shifts: [f64; 2],
    count: u64,
    /// Σa, Σb, Σa², Σab, Σb², counted from the shifts.
    sums: PartialSums<5>,
}

/// What a pair adds, counted from two shifts.
struct Products([f64; 2]);

impl SummedTerms<2, 5> for Products {
    #[inline(always)]
    fn of<S: Simd>(&self, [a, b]: [S::f64s; 2]) -> [S::f64s; 5] {
        let (a, b) = (a - self.0[0], b - self.0[1]);
        [a, b, a * a, a * b, b * b]
    }
}

impl PairSums {
    /// Sums of no pair; the shifts are the first pair.
    #[must_use]
    pub fn about(a: f64, b: f64) -> Self {
        Self { shifts: [a, b], count: 0, sums: PartialSums::NOTHING }
    }

    /// Adds pairs.
    pub fn add(&mut self, a: &[f64], b: &[f64]) {
        self.count += a.len() as u64;
        vectorised(AddRows { columns: [a, b], terms: Products(self.shifts), sums: &mut self.sums });
    }

    /// Adds the pairs of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.count += next.count;
        self.sums.join(&next.sums);
    }

    /// The number of pairs.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The two means.
    #[must_use]
    pub fn means(&self) -> [Estimate; 2] {
        let n = self.count.max(1) as f64;
        let [a, b, aa, _, bb] = self.sums.total().map(|sum| sum / n);
        let mean = |shift: f64, first: f64, second: f64| Estimate {
            value: shift + first,
            mcse: ((second - first * first).max(0.0) / (n - 1.0).max(1.0)).sqrt(),
        };
        [mean(self.shifts[0], a, aa), mean(self.shifts[1], b, bb)]
    }

    /// Ratio of the means, Σa/Σb, with its error by the delta method: sd(a − R·b) / (b̄ √n).
    ///
    /// The benefit-cost ratio and the cost per additional person-year are ratios of sums, never means of ratios: a
    /// replication with almost no person-years would otherwise dominate. `None` when Σb is zero.
    #[must_use]
    pub fn ratio_of_means(&self) -> Option<Estimate> {
        let n = self.count.max(1) as f64;
        let [a, b, aa, ab, bb] = self.sums.total().map(|sum| sum / n);
        let (top, bottom) = (self.shifts[0] + a, self.shifts[1] + b);
        if bottom == 0.0 {
            return None;
        }
        let ratio = top / bottom;
        let (var_a, cov, var_b) = (aa - a * a, ab - a * b, bb - b * b);
        let variance = (var_a - 2.0 * ratio * cov + ratio * ratio * var_b).max(0.0) * n / (n - 1.0).max(1.0);
        // What the subtraction leaves of rounding is no spread.
        let rounding = 1e-14 * (var_a + ratio * ratio * var_b);
        let variance = if variance <= rounding { 0.0 } else { variance };
        Some(Estimate { value: ratio, mcse: (variance / n).sqrt() / bottom.abs() })
    }
}

/// Shares of the variance of the simulated net benefit. They sum to one unless nothing varies at all.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct VarianceSplit {
    /// Share from uncertain parameters (second-order uncertainty): better evidence shrinks it.
    pub parameters: f64,
    /// Share from chance between families (first-order): more families shrink it.
    pub chance: f64,
    /// Monte Carlo standard error of either share.
    pub mcse: f64,
}

impl VarianceSplit {
    /// The share of chance with its error.
    #[must_use]
    pub fn of_chance(&self) -> Estimate {
        Estimate { value: self.chance, mcse: self.mcse }
    }
}

/// Sums of a simulated value y and its exact conditional expectation e, for the split of the variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitSums {
    expected: PowerSums,
    /// With w = (y − e)² and d = e − shift: Σw, Σw², Σdw, Σd²w.
    sums: PartialSums<4>,
}

/// What a pair adds to [`SplitSums`].
struct SplitTerms(f64);

impl SummedTerms<2, 4> for SplitTerms {
    #[inline(always)]
    fn of<S: Simd>(&self, [y, e]: [S::f64s; 2]) -> [S::f64s; 4] {
        let (w, d) = ((y - e) * (y - e), e - self.0);
        [w, w * w, d * w, d * d * w]
    }
}

impl SplitSums {
    /// Sums of no pair; `shift` is the first expectation.
    #[must_use]
    pub fn about(shift: f64) -> Self {
        Self { expected: PowerSums::about(shift), sums: PartialSums::NOTHING }
    }

    /// Adds pairs.
    pub fn add(&mut self, simulated: &[f64], expected: &[f64]) {
        self.expected.add(expected);
        let terms = SplitTerms(self.expected.shift);
        vectorised(AddRows { columns: [simulated, expected], terms, sums: &mut self.sums });
    }

    /// Adds the pairs of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.expected.join(&next.expected);
        self.sums.join(&next.sums);
    }

    /// The power sums of the expectations.
    #[must_use]
    pub fn expected(&self) -> &PowerSums {
        &self.expected
    }

    /// Var(E) / (Var(E) + mean((Y − E)²)), by the law of total variance. Error by the influence function. `None` when
    /// nothing varies, and of a single pair, which says nothing of the spread of E.
    #[must_use]
    pub fn split(&self) -> Option<VarianceSplit> {
        let n = self.expected.count.max(1) as f64;
        let [m, second, ..] = self.expected.powers.total().map(|sum| sum / n);
        let [within, ww, dw, ddw] = self.sums.total().map(|sum| sum / n);
        let between = (second - m * m).max(0.0);
        let total = between + within;
        if total == 0.0 || self.expected.count == 1 {
            return None;
        }
        // b = (e − mean)²: its variance, that of w, and their covariance.
        let var_b = self.expected.fourth() - between * between;
        let cov = (ddw - 2.0 * m * dw + m * m * within) - between * within;
        let var_w = ww - within * within;
        let spread = within * within * var_b - 2.0 * within * between * cov + between * between * var_w;
        let mcse = (spread.max(0.0) / n).sqrt() / (total * total);
        Some(VarianceSplit { parameters: between / total, chance: within / total, mcse })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[f64]) -> PowerSums {
        let mut sums = PowerSums::about(values[0]);
        sums.add(values);
        sums
    }

    fn split(simulated: &[f64], expected: &[f64]) -> Option<VarianceSplit> {
        let mut sums = SplitSums::about(expected[0]);
        sums.add(simulated, expected);
        sums.split()
    }

    fn ratio(a: &[f64], b: &[f64]) -> Option<Estimate> {
        let mut sums = PairSums::about(a[0], b[0]);
        sums.add(a, b);
        sums.ratio_of_means()
    }

    #[test]
    fn mean_and_sd_of_one_to_five() {
        let sums = sums(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(sums.mean().value, 3.0);
        assert!((sums.mean().mcse - (2.5f64 / 5.0).sqrt()).abs() < 1e-15);
        let sd = sums.standard_deviation();
        assert!((sd.value - 2.5f64.sqrt()).abs() < 1e-15);
        // Fourth central moment 6.8.
        assert!((sd.mcse - ((6.8 - 6.25) / 5.0f64).sqrt() / (2.0 * 2.5f64.sqrt())).abs() < 1e-14);
    }

    #[test]
    fn values_above_zero_are_counted_as_they_are_added() {
        let values: Vec<f64> = (0..13).map(|i| f64::from(i * 5 % 13) - 6.0).collect();
        let mut counting = PowerSums::<4>::about(values[0]);
        assert_eq!(counting.add_counting(&values), 6, "neither zero itself nor what pads the last vector");
        assert_eq!(counting, sums(&values));
    }

    #[test]
    fn parts_joined_are_the_whole() {
        let values: Vec<f64> = (0..1_000).map(|i| (f64::from(i) * 0.7).sin() * 1e3 + 1e9).collect();
        let whole = sums(&values);
        let mut joined = PowerSums::about(values[0]);
        for part in values.chunks(37) {
            let mut next = PowerSums::about(values[0]);
            next.add(part);
            joined.join(&next);
        }
        assert_eq!(joined.count(), 1_000);
        assert!((joined.mean().value - whole.mean().value).abs() < 1e-6);
        assert!((joined.standard_deviation().value / whole.standard_deviation().value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_small_spread_beside_a_large_mean_is_kept() {
        let values: Vec<f64> = (0..10_000).map(|i| 1e12 + f64::from(i % 2)).collect();
        assert!((sums(&values).standard_deviation().value - 0.5).abs() < 1e-4);
    }

    #[test]
    fn a_constant_sample_has_no_error() {
        for constant in [7.0, 0.1, -1e9 / 3.0] {
            let sums = sums(&vec![constant; 1_000]);
            assert_eq!(sums.mean(), Estimate { value: constant, mcse: 0.0 });
            assert_eq!(sums.standard_deviation(), Estimate { value: 0.0, mcse: 0.0 });
        }
    }

    #[test]
    fn without_chance_everything_is_parameters() {
        let e = [1.0, 2.0, 3.0, 4.0];
        let split = split(&e, &e).expect("varies");
        assert_eq!((split.parameters, split.chance, split.mcse), (1.0, 0.0, 0.0));
    }

    #[test]
    fn equal_parts_split_in_half() {
        // E alternates ±1 and Y − E alternates ±1 independently of it.
        let (expected, simulated) = ([1.0, 1.0, -1.0, -1.0], [2.0, 0.0, 0.0, -2.0]);
        let split = split(&simulated, &expected).expect("varies");
        assert!((split.parameters - 0.5).abs() < 1e-15 && (split.chance - 0.5).abs() < 1e-15);
    }

    #[test]
    fn the_error_of_the_split_is_that_of_its_influence_function() {
        let expected: Vec<f64> = (0..500).map(|i| 40.0 + (f64::from(i) * 1.3).sin() * f64::from(i % 7)).collect();
        let simulated: Vec<f64> =
            expected.iter().enumerate().map(|(i, e)| e + (i as f64 * 2.1).cos() * e / 20.0).collect();
        let n = expected.len() as f64;
        let centre = expected.iter().sum::<f64>() / n;
        let pairs: Vec<(f64, f64)> =
            simulated.iter().zip(&expected).map(|(y, e)| ((e - centre).powi(2), (y - e).powi(2))).collect();
        let between = pairs.iter().map(|p| p.0).sum::<f64>() / n;
        let within = pairs.iter().map(|p| p.1).sum::<f64>() / n;
        let influence =
            |p: &(f64, f64)| (within * (p.0 - between) - between * (p.1 - within)) / (between + within).powi(2);
        let direct = (pairs.iter().map(|p| influence(p).powi(2)).sum::<f64>() / n / n).sqrt();
        let found = split(&simulated, &expected).expect("varies");
        assert!((found.mcse / direct - 1.0).abs() < 1e-9, "{} against {direct}", found.mcse);
    }

    #[test]
    fn nothing_varies_nothing_to_split() {
        assert_eq!(split(&[0.1; 1_000], &[0.1; 1_000]), None);
    }

    #[test]
    fn proportional_pairs_have_an_exact_ratio() {
        let ratio = ratio(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0]).expect("nonzero denominator");
        assert_eq!(ratio, Estimate { value: 2.0, mcse: 0.0 });
    }

    #[test]
    fn a_zero_denominator_has_no_ratio() {
        assert_eq!(ratio(&[1.0, 2.0], &[1.0, -1.0]), None);
    }
}
