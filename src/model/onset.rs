//! When something begins: at a moment of the planned year of leaving, later by the delay of the intake, after a wait.
//!
//! A family that is planned to leave in a year leaves at the moment U + d of it, where U is uniform on the year unless the
//! scenario fixes it and d is the delay of the intake: in the calendar year in which that falls. With a wait D ≥ 0 of the
//! distribution function F, what begins then begins at T = U + d + D, so P(T ≤ x) = ∫F over the year that ends at x − d, and
//! E\[(x − T)⁺\] = ∫∫F over the same stretch: closed forms for every distribution with partial moments.

use super::number::lane_of;
use super::time::{MONTHS, UNITS, whole_units};
use super::{Lanewise, Number};
use crate::distribution::{Distribution, Univariate};
use std::borrow::Cow;
use std::convert::Infallible;

/// The moment of the planned year at which families leave the programme, before any delay.
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
}

/// When families leave, in years since 1 January of the planned year: uniformly from one time to another, or all at one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaving {
    from: f64,
    /// The same as `from` where all leave at one time, which then is not rounded.
    to: f64,
    /// By how much later than planned, in [whole units](whole_units).
    delay: f64,
}

/// The part of the families planned for a year that leave in one calendar year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeavingPart {
    /// How many years after the planned one.
    pub later: usize,
    /// Their share.
    pub share: f64,
    /// When they leave.
    pub leaving: Leaving,
}

impl Leaving {
    /// At a moment of the planned year, later by a delay in years.
    #[must_use]
    pub fn of(onset: Onset, delay: f64) -> Self {
        let whole = whole_units(delay);
        match onset {
            Onset::Uniform => Self { from: whole, to: whole + 1.0, delay: whole },
            Onset::At(moment) => Self { from: moment + delay, to: moment + delay, delay: whole },
        }
    }

    /// At any time of the planned year, later by the same delay.
    #[must_use]
    pub fn anytime(self) -> Self {
        Self::of(Onset::Uniform, self.delay)
    }

    /// So many years later.
    #[must_use]
    pub fn later(self, years: f64) -> Self {
        let Self { from, to, delay } = self;
        let whole = whole_units(years);
        if self.is_one_time() {
            return Self { from: from + years, to: to + years, delay: delay + whole };
        }
        Self { from: from + whole, to: to + whole, delay: delay + whole }
    }

    /// By how many years later than planned, in [whole units](whole_units).
    #[must_use]
    pub fn delay(self) -> f64 {
        self.delay
    }

    /// The time of one that carries the uniform `u`.
    #[must_use]
    #[inline(always)]
    pub fn time(self, u: f64) -> f64 {
        let [time] = self.times(&[u]);
        time
    }

    /// The times of some that carry these uniforms.
    #[must_use]
    #[inline(always)]
    pub(crate) fn times<const N: usize>(self, u: &[f64; N]) -> [f64; N] {
        let mut times = [0.0; N];
        if self.is_one_time() {
            times.fill(self.begin(0.5, 0.0));
        } else {
            for i in 0..N {
                times[i] = self.from + u[i] * self.length();
            }
        }
        times
    }

    /// The time at which something begins after a wait in years; `u` is the uniform of the moment of leaving. The wait is rounded to
    /// [whole units](whole_units). Where all leave at one moment, the sum is rounded instead, so that rounding moves no one into the year
    /// before.
    #[must_use]
    #[inline]
    pub fn begin(self, u: f64, wait: f64) -> f64 {
        if self.is_one_time() {
            return whole_units(self.from + wait);
        }
        self.from + u * self.length() + whole_units(wait)
    }

    /// How many years after the planned one a family leaves that carries the uniform `u`.
    #[must_use]
    #[inline]
    pub fn years_later(self, u: f64) -> usize {
        self.time(u) as usize
    }

    /// The calendar years in which families leave, one or two, with their shares.
    #[must_use]
    pub fn parts(self) -> Vec<LeavingPart> {
        let later = self.time(0.0).floor();
        let next = later + 1.0;
        if self.is_one_time() || self.to <= next {
            return vec![LeavingPart { later: later as usize, share: 1.0, leaving: self }];
        }
        let part = |later: f64, (from, to): (f64, f64)| LeavingPart {
            later: later as usize,
            share: (to - from) / self.length(),
            leaving: Self { from, to, ..self },
        };
        vec![part(later, (self.from, next)), part(next, (next, self.to))]
    }

    fn is_one_time(self) -> bool {
        self.from == self.to
    }

    fn length(self) -> f64 {
        self.to - self.from
    }

    /// The beginnings with their probabilities where all leave at one moment and wait one of a few times; `None` = no wait. Worked
    /// out as the simulation does, so that a beginning on 1 January falls in the same year in both.
    pub(super) fn atoms(self, wait: Option<&Wait<'_>>) -> Option<Vec<(f64, f64)>> {
        if !self.is_one_time() {
            return None;
        }
        let waits = wait.map_or(Some(vec![(0.0, 1.0)]), |wait| wait.0.atoms())?;
        Some(waits.into_iter().map(|(months, mass)| (self.begin(0.0, Wait::in_years(months)), mass)).collect())
    }

    /// P(T ≤ x) for T = time of leaving + wait, x in years since 1 January of the planned year.
    pub(super) fn begun_by(self, wait: &Wait<'_>, x: f64) -> f64 {
        if self.is_one_time() {
            return wait.cdf(x - self.from);
        }
        (wait.integral(x - self.from) - wait.integral(x - self.to)) / self.length()
    }

    /// E\[(x − T)⁺\]: expected time since the beginning.
    pub(super) fn elapsed(self, wait: &Wait<'_>, x: f64) -> f64 {
        if self.is_one_time() {
            return wait.integral(x - self.from);
        }
        (wait.double_integral(x - self.from) - wait.double_integral(x - self.to)) / self.length()
    }

    /// E\[(x − T)⁺\] without a wait.
    pub(super) fn time_since(self, x: f64) -> f64 {
        let (first, last) = self.span();
        if first == last {
            return (x - first).max(0.0);
        }
        let (since_first, since_last) = ((x - first).max(0.0), (x - last).max(0.0));
        (since_first * since_first - since_last * since_last) / (2.0 * (last - first))
    }

    /// The sum of [`Leaving::time_since`] over x and the eleven months after it.
    pub(super) fn time_since_by_month(self, x: f64) -> f64 {
        let months = MONTHS as f64;
        let (first, last) = self.span();
        if x >= last {
            return months * (x - f64::midpoint(first, last)) + (months - 1.0) / 2.0;
        }
        if x + 1.0 <= first {
            return 0.0;
        }
        (0..MONTHS).map(|month| self.time_since(x + month as f64 / months)).sum()
    }

    /// From which time to which families leave; the same twice where all leave at one.
    pub(super) fn span(self) -> (f64, f64) {
        if self.is_one_time() { (self.time(0.0), self.time(0.0)) } else { (self.from, self.to) }
    }
}

/// A wait in months, drawn for each adult.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait<'m>(pub Cow<'m, Distribution>);

impl Wait<'_> {
    const PER_YEAR: f64 = MONTHS as f64;

    /// The wait in years of an adult who carries the uniform `u`.
    #[must_use]
    pub fn years(&self, u: f64) -> f64 {
        Self::in_years(self.0.sample(u))
    }

    /// A number of months in years.
    #[must_use]
    #[inline(always)]
    pub fn in_years(months: f64) -> f64 {
        months / Self::PER_YEAR
    }

    fn cdf(&self, years: f64) -> f64 {
        if years < 0.0 { 0.0 } else { self.0.cdf(years * Self::PER_YEAR) }
    }

    fn integral(&self, years: f64) -> f64 {
        self.0.integrated_cdf(years * Self::PER_YEAR) / Self::PER_YEAR
    }

    fn double_integral(&self, years: f64) -> f64 {
        self.0.twice_integrated_cdf(years * Self::PER_YEAR) / (Self::PER_YEAR * Self::PER_YEAR)
    }
}

/// E\[(x − T)⁺\]: expected time since the beginning, x in years since 1 January of the planned year; `None` = no wait.
#[must_use]
pub fn elapsed(leaving: Leaving, wait: Option<&Wait<'_>>, x: f64) -> f64 {
    match wait {
        Some(wait) => leaving.elapsed(wait, x),
        None => leaving.elapsed(&Wait(Cow::Owned(Distribution::Fixed(0.0))), x),
    }
}

/// In which calendar year since the planned one something begins, and how much of that year is then left.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival<N = f64> {
    /// P(T falls in the k-th year).
    pub mass: Vec<N>,
    /// E\[rest of the k-th year; T falls in it\].
    pub rest: Vec<N>,
}

impl<N: Number> Arrival<N> {
    /// The arrivals of several replications side by side.
    #[must_use]
    pub fn lanewise(leaving: &Lanewise<Leaving>, wait: Option<&Lanewise<Wait<'_>>>, years: usize) -> Self {
        let alike = leaving.is_alike() && wait.is_none_or(Lanewise::is_alike);
        let of = |lane| Ok(Arrival::of(*leaving.of(lane), wait.map(|wait| wait.of(lane)), years));
        let Ok::<_, Infallible>(arrivals) = Lanewise::of_lanes::<N, _>(alike, of);
        Self {
            mass: (0..years).map(|k| arrivals.number(|arrival| arrival.mass[k])).collect(),
            rest: (0..years).map(|k| arrivals.number(|arrival| arrival.rest[k])).collect(),
        }
    }

    /// That of one replication.
    #[must_use]
    pub fn lane(&self, lane: usize) -> Arrival {
        Arrival { mass: lane_of(&self.mass, lane), rest: lane_of(&self.rest, lane) }
    }
}

impl Arrival {
    /// The distribution of T = time of leaving + wait over a number of years; `None` = no wait.
    #[must_use]
    pub fn of(leaving: Leaving, wait: Option<&Wait<'_>>, years: usize) -> Self {
        let Some(wait) = wait else {
            let mut arrival = Self { mass: vec![0.0; years], rest: vec![0.0; years] };
            for LeavingPart { later, share, leaving } in leaving.parts().into_iter().filter(|part| part.later < years) {
                arrival.mass[later] = share;
                let (from, to) = leaving.span();
                arrival.rest[later] = share * (later as f64 + 1.0 - f64::midpoint(from, to));
            }
            return arrival;
        };
        if let Some(starts) = leaving.atoms(Some(wait)) {
            let mut arrival = Self { mass: vec![0.0; years], rest: vec![0.0; years] };
            for (start, mass) in starts.into_iter().filter(|(start, _)| *start < years as f64) {
                arrival.mass[start as usize] += mass;
                arrival.rest[start as usize] += mass * (start.floor() + 1.0 - start);
            }
            return arrival;
        }
        let at = |f: fn(Leaving, &Wait<'_>, f64) -> f64| -> Vec<f64> {
            (0..=years).map(|k| f(leaving, wait, k as f64)).collect()
        };
        let (begun, elapsed) = (at(Leaving::begun_by), at(Leaving::elapsed));
        let begun_before = |k: usize| if k == 0 { 0.0 } else { begun[k] };
        let mass: Vec<f64> = (0..years).map(|k| begun[k + 1] - begun_before(k)).collect();
        // Where rounding leaves no mass it leaves no rest.
        let rest = |k: usize| if mass[k] == 0.0 { 0.0 } else { elapsed[k + 1] - elapsed[k] - begun_before(k) };
        Self { rest: (0..years).map(rest).collect(), mass }
    }

    /// P(T falls between two parts of the k-th year), for quadrature within the year.
    #[must_use]
    pub fn between(leaving: Leaving, wait: Option<&Wait<'_>>, from: f64, to: f64) -> f64 {
        if let Some(starts) = leaving.atoms(wait) {
            return starts.iter().filter(|(start, _)| from <= *start && *start < to).map(|(_, mass)| mass).sum();
        }
        let Some(wait) = wait else {
            let (first, last) = leaving.span();
            return (to.min(last) - from.max(first)).max(0.0) / leaving.length();
        };
        let below = if from == 0.0 { 0.0 } else { leaving.begun_by(wait, from) };
        leaving.begun_by(wait, to) - below
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
        let times = [(Onset::Uniform, 0.0), (Onset::At(0.6), 0.0), (Onset::Uniform, 0.7), (Onset::At(0.6), 1.6)];
        for leaving in times.map(|(onset, delay)| Leaving::of(onset, delay)) {
            for wait in &waits {
                let wait = Wait(Cow::Borrowed(wait));
                let arrival = Arrival::of(leaving, Some(&wait), 4);
                let (mut mass, mut rest) = ([0.0; 4], [0.0; 4]);
                let (moments, draws) = (300, 2_000);
                let weight = 1.0 / f64::from(moments * draws);
                for i in 0..moments {
                    for j in 0..draws {
                        let moment = leaving.time((f64::from(i) + 0.5) / f64::from(moments));
                        let begin = moment + wait.years((f64::from(j) + 0.5) / f64::from(draws));
                        if begin < 4.0 {
                            mass[begin as usize] += weight;
                            rest[begin as usize] += weight * (1.0 - begin.fract());
                        }
                    }
                }
                for k in 0..4 {
                    assert!((arrival.mass[k] - mass[k]).abs() < 4e-3, "{leaving:?} {:?} {mass:?}", arrival.mass);
                    assert!((arrival.rest[k] - rest[k]).abs() < 4e-3, "{leaving:?} {:?} {rest:?}", arrival.rest);
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
            let (wait, leaving) = (Wait(Cow::Borrowed(&wait)), Leaving::of(Onset::At(moment), 0.0));
            let year = (moment * 12.0 + months).round() as usize / 12;
            // In the simulation and in the expectation.
            assert_eq!(leaving.begin(0.3, wait.years(0.7)), year as f64, "{moment} and {months} months");
            let arrival = Arrival::of(leaving, Some(&wait), 3);
            assert_eq!((arrival.mass[year], arrival.rest[year]), (1.0, 1.0), "{moment} and {months} months");
            assert_eq!(Arrival::between(leaving, Some(&wait), year as f64, year as f64 + 1.0), 1.0);
        }
    }

    #[test]
    fn where_no_mass_is_left_there_is_no_rest() {
        for months in [0.4, 7.0, 18.0] {
            let wait = Distribution::Fixed(months);
            let arrival = Arrival::of(Leaving::of(Onset::Uniform, 0.0), Some(&Wait(Cow::Borrowed(&wait))), 10);
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
        let arrival = Arrival::of(Leaving::of(Onset::Uniform, 0.0), None, 3);
        assert_eq!((arrival.mass, arrival.rest), (vec![1.0, 0.0, 0.0], vec![0.5, 0.0, 0.0]));
        let none = Distribution::Fixed(0.0);
        let same = Arrival::of(Leaving::of(Onset::Uniform, 0.0), Some(&Wait(Cow::Borrowed(&none))), 3);
        assert_eq!((same.mass, same.rest), (vec![1.0, 0.0, 0.0], vec![0.5, 0.0, 0.0]));
    }
}
