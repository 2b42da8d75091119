//! Expected time on support that self-sufficiency saves, by step of the reimbursement stairs.
//!
//! All steps together save the exact person-years, so only the steps before the last need working out, and time on those
//! is spent after a count has started anew. Where each spell of self-support is judged alone that is a closed form: a
//! relapse in year r starts the count at R = r + the part of the year that counts, for everybody whose entry left room for
//! enough weeks, and time on a step is the integral of P(not entered again) over its stretch of weeks.
//!
//! Spells that are enough only together, and counts resumed half way up, need a relapse and a re-entry (or adults who
//! begin half way up). They are a correction, the full rule less the rule for spells alone, averaged over the paths of an
//! additive lattice. **Error:** none without re-entry for adults beyond the last step; with it some per cent of that
//! correction, which is itself a few per cent of the time on the lower steps.

use super::onset::elapsed;
use super::relapse::Course;
use super::spell::{LaterLuck, walk};
use super::support::WEEK;
use super::{Arrival, Off, Onset, Stairs, Wait};

/// Paths of the correction, worked out at each draw.
pub(crate) const PATHS: usize = 128;

/// Whose saved time is worked out.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The rule.
    pub stairs: &'a Stairs,
    /// When adults leave the programme.
    pub onset: Onset,
    /// Their wait for entry.
    pub wait: Option<&'a Wait<'a>>,
    /// Whether what they enter counts as self-support.
    pub self_support: bool,
    /// The relapse rule at the draw.
    pub course: &'a Course,
    /// The position of the year of leaving in the calendar.
    pub cohort: usize,
    /// Years left of the horizon from then.
    pub years: usize,
}

impl Terms<'_> {
    /// Whether the rule for spells alone is the whole rule.
    #[must_use]
    pub fn are_simple(&self) -> bool {
        let last = self.stairs.weeks.last().copied().unwrap_or(0.0);
        self.course.reentry == 0.0 && self.stairs.weeks_behind >= last
    }

    /// Expected saved time of an adult, steps by years, of whom the `arrival` is known and `time` of the person-years, with
    /// a `correction` from [`Terms::correction`] (empty = none).
    #[must_use]
    pub fn expected(&self, arrival: &Arrival, time: &[f64], correction: &[f64]) -> Vec<f64> {
        let (years, last) = (self.years, self.stairs.weeks.len());
        let mut saved = vec![0.0; (last + 1) * years];
        if !correction.is_empty() {
            let from = correction.chunks_exact(correction.len() / (last + 1));
            saved.chunks_exact_mut(years).zip(from).for_each(|(saved, from)| saved.copy_from_slice(&from[..years]));
        }
        for (step, (from, to)) in self.stairs.stretches().enumerate() {
            let saved = &mut saved[step * years..][..years];
            self.climb(from, to, saved);
        }
        for (year, share) in self.restarts(arrival).into_iter().enumerate().filter(|(_, share)| *share != 0.0) {
            for (step, (from, to)) in self.stairs.stretches().enumerate() {
                let start = year as f64 + self.course.counted();
                let saved = &mut saved[step * years..][..years];
                self.on_support(year, start + from * WEEK, start + to * WEEK, |t, time| saved[t] -= share * time);
            }
        }
        for (k, exact) in time.iter().enumerate().take(years) {
            let others: f64 = (0..last).map(|step| saved[step * years + k]).sum();
            saved[last * years + k] = exact - others;
        }
        saved
    }

    /// What entry saves of the steps that adults who begin half way up would still have climbed.
    fn climb(&self, from: f64, to: f64, saved: &mut [f64]) {
        let behind = self.stairs.weeks_behind;
        let (from, to) = ((from - behind).max(0.0) * WEEK, (to - behind).max(0.0) * WEEK);
        for (k, saved) in saved.iter_mut().enumerate() {
            let (start, end) = (from.max(k as f64), to.min(k as f64 + 1.0));
            if end > start {
                *saved += elapsed(self.onset, self.wait, end) - elapsed(self.onset, self.wait, start);
            }
        }
    }

    /// Share of adults whose count starts anew in each year since leaving, each spell judged alone.
    fn restarts(&self, arrival: &Arrival) -> Vec<f64> {
        let (years, needed) = (self.years, self.stairs.restart_weeks * WEEK);
        let counted = self.course.counted();
        let mut restarts = vec![0.0; years];
        if !self.self_support {
            return restarts;
        }
        let again = self.course.reentrants(arrival, self.cohort, years);
        for entry in 0..years {
            let survival = &self.course.survival(self.cohort + entry)[..years - entry];
            for (age, alive) in survival.iter().enumerate() {
                let leaving = if age == 0 { 1.0 } else { survival[age - 1] } - alive;
                // The latest moment of the year of entry that leaves room for the weeks needed.
                let latest =
                    if age > 0 || counted == 1.0 { (age as f64 + counted - needed).clamp(0.0, 1.0) } else { 0.0 };
                if leaving == 0.0 || latest == 0.0 {
                    continue;
                }
                let entered = match latest {
                    1.0 => arrival.mass[entry],
                    latest => Arrival::between(self.onset, self.wait, entry as f64, entry as f64 + latest),
                };
                restarts[entry + age] += leaving * (entered + again[entry] * latest);
            }
        }
        restarts
    }

    /// Expected time on support between two moments, by year, of an adult who relapsed in the year `lost`: the integral of
    /// the probability of not having entered again, whole until the end of that year.
    fn on_support(&self, lost: usize, from: f64, to: f64, mut visit: impl FnMut(usize, f64)) {
        let out = self.course.reentry;
        for t in from as usize..self.years.min(to.ceil() as usize) {
            let (start, end) = (from.max(t as f64) - t as f64, to.min(t as f64 + 1.0) - t as f64);
            let time = match t.checked_sub(lost + 1) {
                None => end - start,
                Some(waited) => {
                    (1.0 - out).powi(waited as i32) * (end - start - out * (end * end - start * start) / 2.0)
                }
            };
            visit(t, time);
        }
    }

    /// Moments of entry, in years since 1 January of the year of leaving, of the paths of the correction.
    #[must_use]
    pub fn starts(&self) -> Vec<f64> {
        let start = |i: usize| {
            let wait = self.wait.map_or(0.0, |wait| wait.years(lattice(i, 1)));
            self.onset.moment(lattice(i, 0)) + wait
        };
        (0..PATHS).map(start).collect()
    }

    /// What the full rule changes, steps by years: the average over the adults who relapse, on paths that begin at `starts`.
    #[must_use]
    pub fn correction(&self, starts: &[f64]) -> Vec<f64> {
        let years = self.years;
        let mut saved = vec![0.0; self.stairs.steps() * years];
        let mut off = Vec::new();
        for (i, &start) in starts.iter().enumerate().filter(|(_, start)| **start < years as f64) {
            let survival = self.course.survival(self.cohort + start as usize);
            let lost = 1.0 - survival[years - start as usize - 1];
            if lost == 0.0 {
                continue;
            }
            off.clear();
            let relapse = 1.0 - lost * lattice(i, 2);
            walk(self.course, self.cohort, years, start, relapse, &Path(i), |spell| {
                off.push(Off { spell, self_support: self.self_support });
            });
            let weight = lost / starts.len() as f64;
            self.stairs.add(&off, years, -weight, &mut saved);
            self.stairs.add_alone(&off, years, weight, &mut saved);
        }
        saved
    }
}

/// Powers of the generalised golden ratio of eleven dimensions, whose multiples spread evenly over the unit cube
/// (Roberts 2018): the root of x¹² = x + 1 to the power −1, −2, ….
const GOLDEN: f64 = 1.062_169_167_864_255;

/// The i-th point of one dimension of the lattice.
fn lattice(i: usize, dimension: usize) -> f64 {
    (0.5 + (i + 1) as f64 * GOLDEN.powi(-(dimension as i32 + 1))).fract()
}

/// The later luck of one path.
struct Path(usize);

impl LaterLuck for Path {
    fn reentry(&self, n: u32) -> [f64; 3] {
        [0, 1, 2].map(|i| lattice(self.0, 3 * n as usize + i).clamp(1e-9, 1.0 - 1e-9))
    }
}
