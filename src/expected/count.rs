//! The distribution of a count that families add to, as far as it lies below a limit.

use crate::model::intake::Rounding;
use crate::model::number::power;

/// P(N = k) for a count N and each k below a limit; what lies at the limit or above is left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    masses: Vec<f64>,
    /// Whether nothing is left out.
    whole: bool,
}

/// Masses below this are nothing: they only make numbers slow.
pub(super) const NOTHING: f64 = 1e-200;
/// A Poisson number is followed up to masses like this.
const LEAST: f64 = 1e-30;

impl Count {
    /// A count of none.
    pub fn none() -> Self {
        Self { masses: vec![1.0], whole: true }
    }

    /// From its masses, of which those beyond the last that matters are left out.
    pub fn of(mut masses: Vec<f64>, limit: usize) -> Self {
        let whole = masses.len() <= limit;
        masses.truncate(limit);
        while masses.len() > 1 && masses.last().is_some_and(|mass| *mass < NOTHING) {
            masses.pop();
        }
        Self { masses, whole }
    }

    /// The same, unless something is known to be left out.
    fn unless(self, cut: bool) -> Self {
        Self { whole: self.whole && !cut, ..self }
    }

    /// Whether something happens that has this probability.
    pub fn one(probability: f64) -> Self {
        Self { masses: vec![1.0 - probability, probability], whole: true }
    }

    /// A Poisson number, as far as it matters.
    pub fn poisson(mean: f64, limit: usize) -> Self {
        /// The largest mean whose probability of none is a number.
        const LARGEST: f64 = 256.0;
        let parts = (mean / LARGEST).ceil().max(1.0);
        let part = mean / parts;
        let (mut masses, mut mass) = (Vec::new(), (-part).exp());
        while masses.len() < limit && (mass >= LEAST || (masses.len() as f64) < part) {
            masses.push(mass);
            mass *= part / masses.len() as f64;
        }
        let cut = masses.len() >= limit;
        Self::of(masses, limit).unless(cut).times(parts as u32, limit)
    }

    /// From P(N ≤ k) for each k, up to that of which it is certain.
    pub fn of_cumulative(upto: &[f64]) -> Self {
        let below = std::iter::once(0.0).chain(upto.iter().copied());
        Self { masses: upto.iter().zip(below).map(|(upto, below)| (upto - below).max(0.0)).collect(), whole: true }
    }

    /// Of those that are counted, each with a probability, independently of the others.
    pub fn thinned(&self, probability: f64, limit: usize) -> Self {
        if probability == 1.0 {
            return self.clone();
        }
        let (one, mut all) = (Self::one(probability), Self::none());
        let mut thinned = Vec::new();
        for mass in &self.masses {
            thinned.push((*mass, all.clone()));
            all = all.plus(&one, limit);
        }
        Self::mixture(thinned).unless(!self.whole)
    }

    /// P(N = k) for each k.
    pub fn masses(&self) -> &[f64] {
        &self.masses
    }

    /// Whether it certainly lies below k.
    pub fn surely_below(&self, k: u32) -> bool {
        self.whole && self.masses.len() <= k as usize
    }

    /// P(N < k); k is at most the limit.
    pub fn below(&self, k: u32) -> f64 {
        self.masses.iter().take(k as usize).sum()
    }

    /// The same as far as it is at least k.
    pub fn at_least(mut self, k: u32) -> Self {
        self.masses.iter_mut().take(k as usize).for_each(|mass| *mass = 0.0);
        self
    }

    /// The count of two that are independent.
    pub fn plus(&self, other: &Self, limit: usize) -> Self {
        let length = self.masses.len() + other.masses.len() - 1;
        let mut sum = vec![0.0; length.min(limit)];
        for (i, mass) in self.masses.iter().enumerate().take(sum.len()).filter(|(_, mass)| **mass >= NOTHING) {
            sum[i..].iter_mut().zip(&other.masses).for_each(|(sum, other)| *sum += mass * other);
        }
        Self::of(sum, limit).unless(length > limit || !self.whole || !other.whole)
    }

    /// The count of several alike, each independent of the others.
    pub fn times(&self, number: u32, limit: usize) -> Self {
        if let (&[none, one], true) = (&self.masses[..], self.whole && limit > 1) {
            let start = power(none, number);
            if start > NOTHING {
                return Self::binomial(start, one / none, number, limit);
            }
        }
        let (mut product, mut power, mut left) = (Self::none(), self.clone(), number);
        while left > 0 {
            if left % 2 == 1 {
                product = product.plus(&power, limit);
            }
            left /= 2;
            if left > 0 {
                power = power.plus(&power, limit);
            }
        }
        product
    }

    /// Successes among a number of trials, from the probability of none and the odds of one.
    fn binomial(none: f64, odds: f64, number: u32, limit: usize) -> Self {
        let length = number as usize + 1;
        let most = limit.min(length);
        let (mut masses, mut mass) = (Vec::with_capacity(most), none);
        for k in 0..most as u32 {
            masses.push(mass);
            mass *= f64::from(number - k) / f64::from(k + 1) * odds;
        }
        Self::of(masses, limit).unless(length > limit)
    }

    /// The count of a number of families that is [rounded](Rounding) at random to a whole one: of those that are certain and of the one
    /// more apart.
    pub fn one_more(&self, rounding: Rounding) -> Self {
        let mut masses: Vec<f64> = self.masses.iter().map(|mass| mass * rounding.chance).collect();
        masses[0] += 1.0 - rounding.chance;
        Self { masses, whole: self.whole }
    }

    /// The mixture of counts with their probabilities.
    pub fn mixture(parts: impl IntoIterator<Item = (f64, Self)>) -> Self {
        let mut mixture = Self { masses: vec![0.0], whole: true };
        for (weight, Self { masses: part, whole }) in parts {
            mixture.whole &= whole;
            mixture.masses.resize(mixture.masses.len().max(part.len()), 0.0);
            mixture.masses.iter_mut().zip(part).for_each(|(sum, mass)| *sum += weight * mass);
        }
        mixture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &Count, right: &[f64]) {
        assert_eq!(found.masses().len(), right.len(), "{found:?}");
        assert!(found.masses().iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-14), "{found:?} is not {right:?}");
    }

    #[test]
    fn counts_of_several_are_convolutions() {
        let one = Count::of(vec![0.5, 0.3, 0.2], 9);
        close(&one.plus(&one, 9), &[0.25, 0.3, 0.29, 0.12, 0.04]);
        close(&one.times(2, 3), &[0.25, 0.3, 0.29]);
        let chain = (0..5).fold(Count::none(), |sum, _| sum.plus(&one, 8));
        close(&one.times(5, 8), chain.masses());
        close(&one.times(0, 8), &[1.0]);
        assert!((one.times(5, 8).below(8) - 0.986_08).abs() < 1e-12, "all but eight, nine and ten");
    }

    #[test]
    fn many_alike_are_binomial_whichever_way_they_are_counted() {
        let (few, many) = (Count::of(vec![0.7, 0.3], 40), Count::of(vec![0.7, 0.3, 0.0], 40));
        // 3 of 10: 120 · 0.3³ · 0.7⁷.
        assert!((few.times(10, 40).masses()[3] - 0.266_827_932).abs() < 1e-9);
        let by_squaring = Count { masses: vec![0.7, 0.3, 0.0], whole: true }.times(113, 40);
        close(&few.times(113, 40), by_squaring.masses());
        assert_eq!(many, few, "what cannot happen is left out");
        // So many that the probability of none is nothing: half of them lie below the mean.
        let below = Count::of(vec![0.5, 0.5], 2_001).times(4_000, 2_001).below(2_001);
        assert!((below - 0.506_307).abs() < 1e-6, "{below}");
    }

    #[test]
    fn a_rounded_number_is_mixed_and_what_falls_short_is_cut() {
        let one = Count::of(vec![0.7, 0.3], 9);
        close(&one.one_more(Rounding { certain: 4, chance: 0.5 }), &[0.85, 0.15]);
        close(&one.times(2, 9).at_least(1), &[0.0, 0.42, 0.09]);
        assert!(one.times(4, 9).surely_below(5) && !one.times(4, 9).surely_below(4));
        // What is left out may be beyond masses that are nothing.
        let even = Count::of(vec![0.5, 0.0, 0.5], 9);
        assert!(!even.times(4, 4).surely_below(4) && even.times(1, 4).surely_below(4));
        close(&Count::mixture([(0.25, Count::none()), (0.75, one)]), &[0.25 + 0.525, 0.225]);
    }
}
