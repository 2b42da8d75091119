//! Relapse: how much of each year a self-sufficient adult stays self-sufficient.
//!
//! **The rule lives in [`Relapse::time_in_year`] and [`Relapse::survival`] alone.** The simulation applies it to one adult,
//! with the adult's own moment of entry and year of relapse; the exact expectation averages the same function over the
//! years of relapse. To change the rule, change it here.

use super::{Draw, Quantity};

/// Yearly relapse by calendar years since entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Relapse {
    /// Hazard in the year of entry, the year after, …; the last value carries on.
    pub hazard: Vec<Quantity>,
    /// The part of the year of relapse that still counts: 0 (the Silkeborg convention), 0.5 or 1.
    pub counted: f64,
}

impl Relapse {
    /// Probability of still being self-sufficient at the end of each calendar year since entry, for `years` years:
    /// S_k = (1 − h₀)(1 − h₁)…(1 − h_k).
    #[must_use]
    pub fn survival(&self, draw: &Draw, years: usize) -> Vec<f64> {
        let last = self.hazard.len() - 1;
        let mut alive = 1.0;
        (0..years)
            .map(|k| {
                alive *= 1.0 - self.hazard[k.min(last)].at(draw);
                alive
            })
            .collect()
    }

    /// The part of the k-th calendar year since entry in which the adult counts as self-sufficient.
    ///
    /// `relapse` is the year of relapse since entry (`None` = not within the horizon) and `moment` the part of the entry
    /// year that had passed at entry. Linear in `moment`, so its expectation over a uniform moment is its value at ½.
    #[must_use]
    #[inline]
    pub fn time_in_year(&self, k: usize, relapse: Option<usize>, moment: f64) -> f64 {
        let otherwise = if k == 0 { 1.0 - moment } else { 1.0 };
        match relapse {
            Some(r) if r < k => 0.0,
            Some(r) if r == k => self.counted * otherwise,
            _ => otherwise,
        }
    }

    /// Expected self-sufficient time in each calendar year since entry: [`Self::time_in_year`] at the expected moment ½,
    /// averaged over every possible year of relapse.
    #[must_use]
    pub fn expected_time(&self, survival: &[f64]) -> Vec<f64> {
        let relapses_in = |r: usize| if r == 0 { 1.0 - survival[0] } else { survival[r - 1] - survival[r] };
        (0..survival.len())
            .map(|k| {
                let relapsed: f64 = (0..=k).map(|r| relapses_in(r) * self.time_in_year(k, Some(r), 0.5)).sum();
                relapsed + survival[k] * self.time_in_year(k, None, 0.5)
            })
            .collect()
    }
}

/// The year of relapse since entry of an adult who carries `u`: the first year whose survival is at most u.
#[must_use]
#[inline]
pub fn year_of_relapse(survival: &[f64], u: f64) -> Option<usize> {
    survival.iter().position(|&alive| u >= alive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(hazard: &[f64], counted: f64) -> (Relapse, Vec<f64>) {
        let relapse = Relapse { hazard: hazard.iter().map(|&h| Quantity::Fixed(h)).collect(), counted };
        let survival = relapse.survival(&Draw::new(vec![]), 5);
        (relapse, survival)
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} against {expected:?}");
    }

    #[test]
    fn the_silkeborg_convention_counts_nothing_of_the_year_of_relapse() {
        let (relapse, survival) = fixed(&[0.1], 0.0);
        close(&relapse.expected_time(&survival), &[0.45, 0.81, 0.729, 0.6561, 0.59049]);
    }

    #[test]
    fn relapse_of_one_leaves_no_person_years() {
        let (relapse, survival) = fixed(&[1.0], 0.0);
        assert_eq!(relapse.expected_time(&survival), [0.0; 5]);
        assert_eq!(year_of_relapse(&survival, 1e-9), Some(0));
    }

    #[test]
    fn no_relapse_counts_half_the_first_year_and_all_later_ones() {
        let (relapse, survival) = fixed(&[0.0], 0.0);
        assert_eq!(relapse.expected_time(&survival), [0.5, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(year_of_relapse(&survival, 1.0 - 1e-9), None);
    }

    #[test]
    fn counting_the_whole_year_of_relapse_shifts_survival_by_one_year() {
        let (relapse, survival) = fixed(&[0.1], 1.0);
        close(&relapse.expected_time(&survival), &[0.5, 0.9, 0.81, 0.729, 0.6561]);
        let (half, _) = fixed(&[0.1], 0.5);
        close(&half.expected_time(&survival), &[0.475, 0.855, 0.7695, 0.69255, 0.623_295]);
    }

    #[test]
    fn hazard_by_years_since_entry_carries_its_last_value_on() {
        let (_, survival) = fixed(&[0.3175, 0.267, 0.1], 0.0);
        let two = 0.6825 * 0.733;
        close(&survival, &[0.6825, two, two * 0.9, two * 0.81, two * 0.729]);
    }

    #[test]
    fn the_expectation_is_the_average_over_adults() {
        let (relapse, survival) = fixed(&[0.3, 0.2, 0.1], 0.5);
        let (moments, luck) = (200, 5_000);
        let mut total = [0.0; 5];
        for i in 0..moments {
            for j in 0..luck {
                let year = year_of_relapse(&survival, (f64::from(j) + 0.5) / f64::from(luck));
                let moment = (f64::from(i) + 0.5) / f64::from(moments);
                for (k, sum) in total.iter_mut().enumerate() {
                    *sum += relapse.time_in_year(k, year, moment) / f64::from(moments * luck);
                }
            }
        }
        let expected = relapse.expected_time(&survival);
        assert!(total.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 2e-4), "{total:?} against {expected:?}");
    }
}
