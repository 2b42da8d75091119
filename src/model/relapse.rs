//! Relapse and re-entry: how long a self-sufficient adult stays self-sufficient.
//!
//! **The hazard stands in [`Relapse::update`] alone**: what it makes of survival the simulation draws from and the expectation averages
//! over. What of the year of relapse counts stands in [`Course::end`], for one adult, and beside it in
//! [`Course::expected_time`], for all of them; the [walk](super::spell::walk) through re-entries and the
//! [time on support](super::saved_support) that spells save take it from there.

use super::number::lane_of;
use super::time::whole_years;
use super::{Arrival, Draw, Number, Quantity, RelapseCurve, SeenSpell};
use crate::distribution::DistributionError;

/// Yearly relapse by calendar years since entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Relapse {
    /// How many relapse when.
    pub hazard: Hazards,
    /// The part of the year of relapse that still counts: 0 (the Silkeborg convention), 0.5 or 1.
    pub counted: f64,
    /// Yearly probability of entering again, from the year after the relapse; 0 = relapse is for good.
    pub reentry: Quantity,
    /// How far spells have been seen.
    pub seen: SeenSpell,
}

/// Yearly relapse as the scenario gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Hazards {
    /// Hazard in the year of entry, the year after, …; the last value carries on.
    ByYear(Vec<Quantity>),
    /// A curve in months, from which the hazards of calendar years follow.
    Curve(RelapseCurve),
}

/// Nobody relapses.
impl Default for Relapse {
    fn default() -> Self {
        Self {
            hazard: Hazards::ByYear(vec![Quantity::Fixed(0.0)]),
            counted: 0.0,
            reentry: Quantity::Fixed(0.0),
            seen: SeenSpell::Nothing,
        }
    }
}

/// The rule at one draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course<N = f64> {
    counted: f64,
    /// Yearly probability of re-entry.
    pub reentry: N,
    /// By calendar year of entry: one for all where the labour market is the same every year.
    survival: Vec<Vec<N>>,
    /// The hazards that follow from a curve; kept where it is the same at every draw.
    of_curve: Vec<N>,
}

impl Relapse {
    /// The rule at a draw, for `years` years. `odds` multiplies the odds of relapse in each calendar year; empty = 1.
    ///
    /// # Errors
    /// As [`RelapseCurve::at`].
    pub fn at<N: Number>(&self, draw: &Draw<N>, years: usize, odds: &[N]) -> Result<Course<N>, DistributionError> {
        let mut course = Course::default();
        self.update(draw, years, odds, &mut course)?;
        Ok(course)
    }

    /// The same, in the place of the rule at another draw.
    ///
    /// # Errors
    /// As [`RelapseCurve::at`].
    #[inline(always)]
    pub fn update<N: Number>(
        &self,
        draw: &Draw<N>,
        years: usize,
        odds: &[N],
        course: &mut Course<N>,
    ) -> Result<(), DistributionError> {
        let Self { hazard, counted, reentry, seen } = self;
        course.counted = *counted;
        course.reentry = reentry.at(draw);
        if let Hazards::Curve(curve) = hazard
            && (course.of_curve.is_empty() || !curve.is_certain())
        {
            course.of_curve = curve.hazards(draw, years)?;
        }
        course.survival.resize(if odds.is_empty() { 1 } else { years }, Vec::new());
        for (entry, survival) in course.survival.iter_mut().enumerate() {
            survival.clear();
            let mut alive = N::all(1.0);
            for k in 0..years - entry {
                let mut hazard: N = match hazard {
                    Hazards::ByYear(hazard) => hazard[k.min(hazard.len() - 1)].at(draw),
                    Hazards::Curve(_) => course.of_curve[k],
                };
                if let Some(odds) = odds.get(entry + k) {
                    hazard = N::each(|lane| scaled_odds(hazard.lane(lane), odds.lane(lane)));
                }
                if let Some(known) = seen.hazard(k) {
                    hazard = N::all(known);
                }
                alive *= N::all(1.0) - hazard;
                survival.push(alive);
            }
        }
        Ok(())
    }
}

/// A probability with its odds multiplied by a factor: p·f / (1 − p + p·f), always from 0 to 1.
#[must_use]
pub fn scaled_odds(probability: f64, odds: f64) -> f64 {
    if odds == 1.0 { probability } else { probability * odds / (1.0 - probability + probability * odds) }
}

impl<N: Number> Course<N> {
    /// Probability of still being self-sufficient at the end of each calendar year since entry, of an adult who enters
    /// in the calendar year at a position from 0: S_k = (1 − h₀)(1 − h₁)…(1 − h_k).
    #[must_use]
    #[inline]
    pub fn survival(&self, entry: usize) -> &[N] {
        &self.survival[entry.min(self.survival.len() - 1)]
    }

    /// [`Course::survival`] in one of the replications.
    #[inline(always)]
    pub fn survival_in(&self, entry: usize, lane: usize) -> impl Iterator<Item = f64> + '_ {
        self.survival(entry).iter().map(
            #[inline(always)]
            move |alive| alive.lane(lane),
        )
    }

    /// When a time of self-sufficiency ends that began at `start` (in years) and survives `survived` calendar years: in the year of
    /// relapse, counted from the year of entry, after the part of it that still counts.
    #[must_use]
    #[inline(always)]
    pub fn end(&self, start: f64, survived: f64) -> f64 {
        let year = whole_years(start);
        let at_once = start + self.counted * (year + 1.0 - start);
        let later = year + survived + self.counted;
        if survived == 0.0 { at_once } else { later }
    }

    /// Whether an adult's course is one spell given by its start and the year of relapse: there is no re-entry, and survival does not
    /// depend on the year of entry.
    #[must_use]
    pub fn is_one_spell(&self) -> bool {
        let Self { counted: _, reentry, survival, of_curve: _ } = self;
        *reentry == N::default() && survival.len() == 1
    }

    /// The part of the year of relapse that still counts.
    #[must_use]
    pub fn counted(&self) -> f64 {
        self.counted
    }

    /// Share of adults who enter again in each year since leaving, of those who leave in the calendar year at the position
    /// `cohort`, `years` before the end of the horizon, and arrive at self-sufficiency as told: of everybody who had
    /// relapsed by the end of the year before and not entered again, the yearly probability.
    #[must_use]
    pub fn reentrants(&self, arrival: &Arrival<N>, cohort: usize, years: usize) -> Vec<N> {
        let mut again = vec![N::default(); years];
        if self.reentry == N::default() {
            return again;
        }
        let mut relapsed = vec![N::default(); years];
        let mut waiting = N::default();
        for k in 0..years {
            again[k] = self.reentry * waiting;
            let entrants = arrival.mass[k] + again[k];
            let mut before = N::all(1.0);
            for (relapsed, &alive) in relapsed[k..].iter_mut().zip(self.survival(cohort + k)) {
                *relapsed += entrants * (before - alive);
                before = alive;
            }
            waiting += relapsed[k] - again[k];
        }
        again
    }

    /// Expected self-sufficient time in each calendar year since leaving, of the same adults. Of the entry year counts what
    /// is left of it, of later years the whole, of the year of relapse the part that still counts.
    #[must_use]
    pub fn expected_time(&self, arrival: &Arrival<N>, cohort: usize, years: usize) -> Vec<N> {
        let mut time = vec![N::default(); years];
        self.add_expected_time(arrival, cohort, &mut time);
        time
    }

    /// Adds the [expected time](Course::expected_time) of as many years.
    #[inline(always)]
    pub(crate) fn add_expected_time(&self, arrival: &Arrival<N>, cohort: usize, time: &mut [N]) {
        let years = time.len();
        let again = if self.reentry == N::default() { None } else { Some(self.reentrants(arrival, cohort, years)) };
        for k in 0..years {
            let (mut entrants, mut rest) = (arrival.mass[k], arrival.rest[k]);
            if let Some(again) = &again {
                entrants += again[k];
                rest += again[k] * 0.5;
            }
            if entrants == N::default() {
                continue;
            }
            let survival = self.survival(cohort + k);
            let (mut before, mut whole) = (N::all(1.0), rest);
            for age in 0..years - k {
                time[k + age] += whole * (survival[age] + (before - survival[age]) * self.counted);
                (before, whole) = (survival[age], entrants);
            }
        }
    }

    /// The rule of one replication.
    pub(crate) fn lane(&self, lane: usize) -> Course {
        let Self { counted, reentry, survival, of_curve } = self;
        let survival = survival.iter().map(|cohort| lane_of(cohort, lane)).collect();
        Course { counted: *counted, reentry: reentry.lane(lane), survival, of_curve: lane_of(of_curve, lane) }
    }
}

/// How many calendar years since entry adults who carry the uniforms `u` survive as self-sufficient: survival falls from year to
/// year, and the year of relapse is the first whose survival is at most u. Whole numbers, as doubles: vectors of them need not be
/// converted.
#[must_use]
#[inline(always)]
pub fn years_survived<const N: usize>(survival: impl IntoIterator<Item = f64>, u: &[f64; N]) -> [f64; N] {
    let mut years = [0.0; N];
    for alive in survival {
        for i in 0..N {
            years[i] += if u[i] < alive { 1.0 } else { 0.0 };
        }
    }
    years
}

/// How many whole years an adult who carries `u` waits before the year of re-entry: geometric, P(≥ w) = (1 − p)^w.
/// `None` = never.
#[must_use]
pub fn years_until_reentry(reentry: f64, u: f64) -> Option<usize> {
    match reentry {
        p if p <= 0.0 => None,
        p if p >= 1.0 => Some(0),
        p => Some((u.ln() / (-p).ln_1p()) as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Leaving, Onset};
    use super::*;

    fn fixed(hazard: &[f64], counted: f64, reentry: f64) -> Course {
        let hazard = Hazards::ByYear(hazard.iter().map(|&h| Quantity::Fixed(h)).collect());
        let relapse = Relapse { hazard, counted, reentry: Quantity::Fixed(reentry), seen: SeenSpell::Nothing };
        relapse.at(&Draw::default(), 5, &[]).expect("hazards")
    }

    fn time(course: &Course) -> Vec<f64> {
        course.expected_time(&Arrival::of(Leaving::of(Onset::Uniform, 0.0), None, 5), 0, 5)
    }

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} against {expected:?}");
    }

    #[test]
    fn the_silkeborg_convention_counts_nothing_of_the_year_of_relapse() {
        close(&time(&fixed(&[0.1], 0.0, 0.0)), &[0.45, 0.81, 0.729, 0.6561, 0.59049]);
    }

    #[test]
    fn relapse_of_one_leaves_no_person_years() {
        let course = fixed(&[1.0], 0.0, 0.0);
        assert_eq!(time(&course), [0.0; 5]);
        assert_eq!(years_survived(course.survival(0).iter().copied(), &[1e-9]), [0.0]);
    }

    #[test]
    fn no_relapse_counts_half_the_first_year_and_all_later_ones() {
        let course = fixed(&[0.0], 0.0, 0.0);
        assert_eq!(time(&course), [0.5, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(years_survived(course.survival(0).iter().copied(), &[1.0 - 1e-9]), [5.0]);
    }

    #[test]
    fn counting_the_whole_year_of_relapse_shifts_survival_by_one_year() {
        close(&time(&fixed(&[0.1], 1.0, 0.0)), &[0.5, 0.9, 0.81, 0.729, 0.6561]);
        close(&time(&fixed(&[0.1], 0.5, 0.0)), &[0.475, 0.855, 0.7695, 0.69255, 0.623_295]);
    }

    #[test]
    fn hazard_by_years_since_entry_carries_its_last_value_on() {
        let two = 0.6825 * 0.733;
        close(fixed(&[0.3175, 0.267, 0.1], 0.0, 0.0).survival(0), &[0.6825, two, two * 0.9, two * 0.81, two * 0.729]);
    }

    /// Entry .4 and relapse .15 a year, out of everybody who is not self-sufficient: .4, .58, .661, .69745, .7138525.
    #[test]
    fn reentry_reaches_the_reference_shares() {
        // Everybody enters and re-enters every year, and four in ten stay the first year. With the whole year of entry
        // counting for those who stay, time is the share at the year's end.
        let course = fixed(&[0.6, 0.15], 0.0, 1.0);
        let whole_years = Arrival { mass: vec![1.0, 0.0, 0.0, 0.0, 0.0], rest: vec![1.0, 0.0, 0.0, 0.0, 0.0] };
        let time = course.expected_time(&whole_years, 0, 5);
        // A re-entrant's year of entry counts half in expectation: add the other half back to get shares.
        let mut shares = [0.4, 0.58, 0.661, 0.697_45, 0.713_852_5];
        let mut out = 0.6;
        for (k, share) in shares.iter_mut().enumerate().skip(1) {
            let entering = out * 0.4;
            out = 1.0 - *share;
            *share -= entering / 2.0;
            assert!((time[k] - *share).abs() < 1e-12, "year {k}: {time:?}");
        }
    }

    #[test]
    fn waits_until_reentry_are_geometric() {
        let n = 100_000;
        let mut counts = [0u32; 4];
        for i in 0..n {
            let wait = years_until_reentry(0.3, (f64::from(i) + 0.5) / f64::from(n)).expect("some time");
            counts[wait.min(3)] += 1;
        }
        for (wait, expected) in [0.3, 0.21, 0.147, 0.343].iter().enumerate() {
            assert!((f64::from(counts[wait]) / f64::from(n) - expected).abs() < 1e-4);
        }
        assert_eq!(years_until_reentry(0.0, 0.5), None);
        assert_eq!(years_until_reentry(1.0, 0.5), Some(0));
    }

    #[test]
    fn a_labour_market_shock_scales_the_odds() {
        assert_eq!(scaled_odds(0.5, 3.0), 0.75);
        assert_eq!((scaled_odds(0.0, 9.0), scaled_odds(1.0, 0.1)), (0.0, 1.0));
        let hazard = Hazards::ByYear(vec![Quantity::Fixed(0.5)]);
        let relapse = Relapse { hazard, ..Relapse::default() };
        let course = relapse.at(&Draw::default(), 3, &[1.0, 3.0, 1.0]).expect("hazards");
        assert_eq!(course.survival(0), [0.5, 0.125, 0.0625]);
        assert_eq!(course.survival(1), [0.25, 0.125]);
    }
}
