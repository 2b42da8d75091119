//! When something begins: at a moment of the year of leaving, after a wait.
//!
//! With a moment U, uniform on the year of leaving unless the scenario fixes it, and a wait D ≥ 0 with distribution
//! function F, the beginning T = U + D has P(T ≤ x) = ∫ₓ₋₁ˣ F and E\[(x − T)⁺\] = ∫∫F over the same stretch: closed forms
//! for every distribution with partial moments.

use super::spell::{UNITS, whole_units};
use crate::distribution::{Distribution, Univariate};
use std::borrow::Cow;

/// The moment of the year of leaving at which families leave the programme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Onset {
    /// Uniformly distributed over the year, the default.
    Uniform,
    /// The same for everybody, in [whole units](whole_units): 0 = 1 January, 0.5 = 1 July.
    At(f64),
}

impl Onset {
    /// A moment of the year, from 0 to below 1, for everybody: in [whole units](whole_units), so that sums of times are exact.
    #[must_use]
    pub fn at(moment: f64) -> Self {
        Self::At(whole_units(moment).min(1.0 - 1.0 / UNITS))
    }

    /// The moment of one family that carries the uniform `u`.
    #[must_use]
    #[inline]
    pub fn moment(self, u: f64) -> f64 {
        match self {
            Self::Uniform => u,
            Self::At(moment) => moment,
        }
    }

    /// When something begins after a wait of so many years, for one that carries the uniform `u` for the moment: in [whole
    /// units](whole_units) after a moment of its own, or in whole units where the moment is everybody's, so that rounding brings
    /// nobody into the year before.
    #[must_use]
    #[inline]
    pub fn begin(self, u: f64, wait: f64) -> f64 {
        match self {
            Self::Uniform => u + whole_units(wait),
            Self::At(moment) => whole_units(moment + wait),
        }
    }

    /// The expected moment.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.moment(0.5)
    }

    /// The beginnings with their probabilities where all leave at one moment and wait one of a few times. Worked out as the
    /// simulation does, so that a beginning on 1 January falls in the same year in both.
    fn atoms(self, wait: &Wait<'_>) -> Option<Vec<(f64, f64)>> {
        let Self::At(_) = self else { return None };
        let waits = wait.0.atoms()?;
        Some(waits.into_iter().map(|(months, mass)| (self.begin(0.0, months / MONTHS), mass)).collect())
    }

    /// P(T ≤ x) for T = moment + wait, x in years since 1 January of the year of leaving.
    fn begun_by(self, wait: &Wait<'_>, x: f64) -> f64 {
        match self {
            Self::Uniform => wait.integral(x) - wait.integral(x - 1.0),
            Self::At(moment) => wait.cdf(x - moment),
        }
    }

    /// E\[(x − T)⁺\]: expected time since the beginning.
    fn elapsed(self, wait: &Wait<'_>, x: f64) -> f64 {
        match self {
            Self::Uniform => wait.double_integral(x) - wait.double_integral(x - 1.0),
            Self::At(moment) => wait.integral(x - moment),
        }
    }
}

/// A wait of so many months, drawn for each adult.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait<'m>(pub Cow<'m, Distribution>);

const MONTHS: f64 = 12.0;

impl Wait<'_> {
    /// The wait in years of an adult who carries the uniform `u`.
    #[must_use]
    pub fn years(&self, u: f64) -> f64 {
        Self::in_years(self.0.sample(u))
    }

    /// So many months in years.
    #[must_use]
    #[inline(always)]
    pub fn in_years(months: f64) -> f64 {
        months / MONTHS
    }

    fn cdf(&self, years: f64) -> f64 {
        if years < 0.0 { 0.0 } else { self.0.cdf(years * MONTHS) }
    }

    fn integral(&self, years: f64) -> f64 {
        self.0.integrated_cdf(years * MONTHS) / MONTHS
    }

    fn double_integral(&self, years: f64) -> f64 {
        self.0.twice_integrated_cdf(years * MONTHS) / (MONTHS * MONTHS)
    }
}

/// E\[(x − T)⁺\]: expected time since the beginning, x in years since 1 January of the year of leaving; `None` = no wait.
#[must_use]
pub fn elapsed(onset: Onset, wait: Option<&Wait<'_>>, x: f64) -> f64 {
    match wait {
        Some(wait) => onset.elapsed(wait, x),
        None => onset.elapsed(&Wait(Cow::Owned(Distribution::Fixed(0.0))), x),
    }
}

/// In which calendar year since leaving something begins, and how much of that year is then left.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// P(T falls in the k-th year).
    pub mass: Vec<f64>,
    /// E\[rest of the k-th year; T falls in it\].
    pub rest: Vec<f64>,
}

impl Arrival {
    /// The arrival of T = moment + wait over so many years; `None` = no wait.
    #[must_use]
    pub fn of(onset: Onset, wait: Option<&Wait<'_>>, years: usize) -> Self {
        let Some(wait) = wait else {
            let only_first = |value: f64| (0..years).map(|k| if k == 0 { value } else { 0.0 }).collect();
            return Self { mass: only_first(1.0), rest: only_first(1.0 - onset.mean()) };
        };
        if let Some(starts) = onset.atoms(wait) {
            let mut arrival = Self { mass: vec![0.0; years], rest: vec![0.0; years] };
            for (start, mass) in starts.into_iter().filter(|(start, _)| *start < years as f64) {
                arrival.mass[start as usize] += mass;
                arrival.rest[start as usize] += mass * (start.floor() + 1.0 - start);
            }
            return arrival;
        }
        let at = |f: fn(Onset, &Wait<'_>, f64) -> f64| -> Vec<f64> {
            (0..=years).map(|k| f(onset, wait, k as f64)).collect()
        };
        let (begun, elapsed) = (at(Onset::begun_by), at(Onset::elapsed));
        let begun_before = |k: usize| if k == 0 { 0.0 } else { begun[k] };
        let mass: Vec<f64> = (0..years).map(|k| begun[k + 1] - begun_before(k)).collect();
        // Where rounding leaves no mass it leaves no rest.
        let rest = |k: usize| if mass[k] == 0.0 { 0.0 } else { elapsed[k + 1] - elapsed[k] - begun_before(k) };
        Self { rest: (0..years).map(rest).collect(), mass }
    }

    /// P(T falls between two parts of the k-th year), for quadrature within the year.
    #[must_use]
    pub fn between(onset: Onset, wait: Option<&Wait<'_>>, from: f64, to: f64) -> f64 {
        match (wait, onset) {
            (None, Onset::Uniform) => (to.min(1.0) - from).max(0.0),
            (None, Onset::At(moment)) => f64::from(u8::from(from <= moment && moment < to)),
            (Some(wait), onset) => {
                if let Some(starts) = onset.atoms(wait) {
                    return starts
                        .iter()
                        .filter(|(start, _)| from <= *start && *start < to)
                        .map(|(_, mass)| mass)
                        .sum();
                }
                let below = if from == 0.0 { 0.0 } else { onset.begun_by(wait, from) };
                onset.begun_by(wait, to) - below
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Gamma, LogLogistic};

    #[test]
    fn arrivals_are_the_averages_over_moments_and_waits() {
        let waits = [
            Distribution::Gamma(Gamma::new(1.5, 8.0).expect("valid")),
            Distribution::LogLogistic(LogLogistic::new(1.2, 9.0).expect("valid")),
            Distribution::Fixed(7.0),
        ];
        for onset in [Onset::Uniform, Onset::At(0.6)] {
            for wait in &waits {
                let wait = Wait(Cow::Borrowed(wait));
                let arrival = Arrival::of(onset, Some(&wait), 4);
                let (mut mass, mut rest) = ([0.0; 4], [0.0; 4]);
                let (moments, draws) = (300, 2_000);
                let weight = 1.0 / f64::from(moments * draws);
                for i in 0..moments {
                    for j in 0..draws {
                        let moment = onset.moment((f64::from(i) + 0.5) / f64::from(moments));
                        let begin = moment + wait.years((f64::from(j) + 0.5) / f64::from(draws));
                        if begin < 4.0 {
                            mass[begin as usize] += weight;
                            rest[begin as usize] += weight * (1.0 - begin.fract());
                        }
                    }
                }
                for k in 0..4 {
                    assert!((arrival.mass[k] - mass[k]).abs() < 4e-3, "{onset:?} {:?} {mass:?}", arrival.mass);
                    assert!((arrival.rest[k] - rest[k]).abs() < 4e-3, "{onset:?} {:?} {rest:?}", arrival.rest);
                }
            }
        }
    }

    #[test]
    fn a_wait_that_ends_on_new_years_day_belongs_to_the_new_year() {
        let twelfths = |twelfth: f64, months: f64| (twelfth / 12.0, months);
        let cases = [(0.0, 12.0), (0.5, 6.0), (0.25, 21.0), (0.05, 11.4)];
        // Whose sums in floating point may fall just short.
        let short = [twelfths(11.0, 1.0), twelfths(8.0, 4.0), twelfths(5.0, 7.0), twelfths(2.0, 10.0)];
        for (moment, months) in cases.into_iter().chain(short) {
            let wait = Distribution::Fixed(months);
            let (wait, onset) = (Wait(Cow::Borrowed(&wait)), Onset::At(moment));
            let year = (moment * 12.0 + months).round() as usize / 12;
            // In the simulation and in the expectation.
            assert_eq!(onset.begin(0.3, wait.years(0.7)), year as f64, "{moment} and {months} months");
            let arrival = Arrival::of(onset, Some(&wait), 3);
            assert_eq!((arrival.mass[year], arrival.rest[year]), (1.0, 1.0), "{moment} and {months} months");
            assert_eq!(Arrival::between(onset, Some(&wait), year as f64, year as f64 + 1.0), 1.0);
        }
    }

    #[test]
    fn where_no_mass_is_left_there_is_no_rest() {
        for months in [0.4, 7.0, 18.0] {
            let wait = Distribution::Fixed(months);
            let arrival = Arrival::of(Onset::Uniform, Some(&Wait(Cow::Borrowed(&wait))), 10);
            assert!(arrival.mass.iter().zip(&arrival.rest).all(|(mass, rest)| *mass != 0.0 || *rest == 0.0));
            assert!((arrival.mass.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_moment_is_a_whole_number_of_units_of_its_year() {
        assert_eq!(Onset::at(0.999_999_999_99), Onset::At(1.0 - 1.0 / UNITS));
        let Onset::At(moment) = Onset::at(0.3) else { panic!("a moment") };
        assert!((moment * UNITS).fract() == 0.0 && (moment - 0.3).abs() < 1.0 / UNITS);
    }

    #[test]
    fn without_a_wait_everybody_enters_in_the_year_of_leaving() {
        let arrival = Arrival::of(Onset::Uniform, None, 3);
        assert_eq!((arrival.mass, arrival.rest), (vec![1.0, 0.0, 0.0], vec![0.5, 0.0, 0.0]));
        let none = Distribution::Fixed(0.0);
        let same = Arrival::of(Onset::Uniform, Some(&Wait(Cow::Borrowed(&none))), 3);
        assert_eq!((same.mass, same.rest), (vec![1.0, 0.0, 0.0], vec![0.5, 0.0, 0.0]));
    }
}
