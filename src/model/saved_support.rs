//! Expected time on support that self-sufficiency saves, by step of the reimbursement stairs.
//!
//! All steps together save the exact person-years, so only the steps before the last need working out, and time on those
//! is spent after a count has started anew. Where each spell of self-support is judged alone that is a closed form: a
//! relapse in year r starts the count at R = r + the part of the year that counts, for adults with an entry that left room for
//! enough weeks, and time on a step is the integral of P(not entered again) over its stretch of weeks.
//!
//! What this leaves out is a correction, the full rule less the rule for spells alone, in two parts. Counts resumed half
//! way up (by adults who begin there) and counts that start anew within the year of entry show after a first spell: years
//! of relapse are enumerated, and the moment of entry too where all enter at a few, else averaged over the midpoints of cells.
//! Spells that are enough only together, and later counts resumed, need a re-entry: they are averaged over the paths of an
//! additive lattice on which everybody relapses, enters again and relapses again, weighed by the probability of that.
//!
//! **Error:** none without re-entry for adults who begin beyond the last step, or who all enter at a few moments. For adults who
//! begin half way up and enter all over the year below two ten-thousandths of a year on a step in a calendar year. With re-entry
//! the second part lies within three thousandths of a year's support, and mostly within one, in the reimbursement of a calendar
//! year (models like those of `tests/features.rs`, against 8,192 paths).

use super::number::power;
use super::onset::elapsed;
use super::relapse::{Course, years_survived, years_until_reentry};
use super::spell::{Entered, LaterLuck, walk};
use super::support::{Counted, WEEK};
use super::time::years_begun;
use super::{Arrival, Leaving, OffSupport, Spell, Stairs, Wait};
use std::sync::LazyLock;

/// Paths of the correction, computed at each draw that has its exact expectation: this number of them, or [four times as many](Stairs::paths).
const PATHS: usize = 128;
/// Cells of a year of entry for the part of the correction that shows after a first spell.
const CELLS: usize = 64;

/// The adults for whom saved time is computed.
#[derive(Debug, Clone, Copy)]
pub struct StairsTerms<'a> {
    /// The rule.
    pub stairs: &'a Stairs,
    /// When adults leave the programme.
    pub leaving: Leaving,
    /// Their wait for entry.
    pub wait: Option<&'a Wait<'a>>,
    /// Whether what they enter counts as self-support.
    pub self_support: bool,
    /// The relapse rule at the draw.
    pub course: &'a Course,
    /// The position of the planned year of leaving in the calendar.
    pub cohort: usize,
    /// Years left of the horizon from that year on.
    pub years: usize,
}

impl Stairs {
    /// Paths of the correction where such a part of the year of relapse counts: four times as many where a first spell can be judged
    /// otherwise by the full rule, since more depends on them.
    pub(crate) fn paths(&self, counted: f64) -> usize {
        if self.differ_at_first(counted) { 4 * PATHS } else { PATHS }
    }

    /// Whether a first spell alone can be judged otherwise by the full rule.
    fn differ_at_first(&self, counted: f64) -> bool {
        self.begin_half_way() || self.may_restart_at_once(counted)
    }

    /// Whether adults begin before the last step, so that a short spell resumes a count half way up.
    fn begin_half_way(&self) -> bool {
        self.weeks_behind < self.weeks.last().copied().unwrap_or(0.0)
    }

    /// Whether a spell that ends within its year of entry may be enough to start the count anew.
    fn may_restart_at_once(&self, counted: f64) -> bool {
        counted < 1.0 && self.restart_weeks * WEEK <= counted
    }
}

impl StairsTerms<'_> {
    /// Whether the rule for spells alone is the whole rule.
    #[must_use]
    pub fn are_simple(&self) -> bool {
        self.course.reentry == 0.0 && !self.differ_at_first()
    }

    /// Whether a first spell alone can be judged otherwise by the full rule.
    fn differ_at_first(&self) -> bool {
        self.stairs.differ_at_first(self.course.counted())
    }

    /// Expected saved time of an adult, steps by years, of whom the `arrival` is known and `time` of the person-years, with
    /// a `correction` from [`StairsTerms::correction`] (empty = none).
    #[must_use]
    pub fn expected(&self, arrival: &Arrival, time: &[f64], correction: &[f64]) -> Vec<f64> {
        let (years, last) = (self.years, self.stairs.weeks.len());
        let mut saved = vec![0.0; (last + 1) * years];
        if !correction.is_empty() {
            let from = correction.chunks_exact(correction.len() / last);
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
        let since = |week: f64| self.leaving.delay() + (week - behind).max(0.0) * WEEK;
        let (from, to) = (since(from), since(to));
        for (k, saved) in saved.iter_mut().enumerate() {
            let (start, end) = (from.max(k as f64), to.min(k as f64 + 1.0));
            if end > start {
                *saved += elapsed(self.leaving, self.wait, end) - elapsed(self.leaving, self.wait, start);
            }
        }
    }

    /// Share of adults with a count that starts anew, by year since leaving, each spell judged alone.
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
                    latest => Arrival::between(self.leaving, self.wait, entry as f64, entry as f64 + latest),
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
        for t in from as usize..self.years.min(years_begun(to)) {
            let (start, end) = (from.max(t as f64) - t as f64, to.min(t as f64 + 1.0) - t as f64);
            let time = match t.checked_sub(lost + 1) {
                None => end - start,
                Some(waited) => {
                    power(1.0 - out, waited as u32) * (end - start - out * (end * end - start * start) / 2.0)
                }
            };
            visit(t, time);
        }
    }

    /// Moments of entry, in years since 1 January of the planned year, of the paths of the correction.
    #[must_use]
    pub fn starts(&self) -> Vec<f64> {
        let start = |i: usize| {
            let moment = lattice(i, 0);
            match self.wait {
                Some(wait) => self.leaving.begin(moment, wait.years(lattice(i, 1))),
                None => self.leaving.time(moment),
            }
        };
        (0..self.stairs.paths(self.course.counted())).map(start).collect()
    }

    /// What the full rule changes of all steps but the last, steps by years, on paths that begin at `starts`.
    #[must_use]
    pub fn correction(&self, starts: &[f64]) -> Vec<f64> {
        let mut saved = vec![0.0; self.stairs.weeks.len() * self.years];
        if self.differ_at_first() {
            self.after_first(&mut saved);
        }
        if self.course.reentry > 0.0 {
            self.after_reentry(starts, &mut saved);
        }
        saved
    }

    /// Adds what the full rule changes for spells off support, beyond what it changes for the first `known` of them: nothing,
    /// where a first spell shows no difference.
    fn add_difference(&self, spells: &[OffSupport], known: usize, weight: f64, saved: &mut [f64]) {
        let over = Counted { from: self.leaving.delay(), years: self.years };
        self.stairs.add(spells, over, -weight, saved);
        self.stairs.add_alone(spells, over, weight, saved);
        if known > 0 && self.differ_at_first() {
            self.stairs.add(&spells[..known], over, weight, saved);
            self.stairs.add_alone(&spells[..known], over, -weight, saved);
        }
    }

    /// The part that shows after a first spell.
    fn after_first(&self, saved: &mut [f64]) {
        let last = self.stairs.weeks.last().copied().unwrap_or(0.0);
        for entry in 0..self.years {
            // An adult who has been on support beyond the last step resumes there.
            let beyond = entry as f64 - self.leaving.delay() >= (last - self.stairs.weeks_behind) * WEEK;
            if beyond && !self.stairs.may_restart_at_once(self.course.counted()) {
                return;
            }
            let survival = self.course.survival(self.cohort + entry);
            for (start, mass) in self.entries(entry) {
                for lost in 0..self.years - entry {
                    let leaving = if lost == 0 { 1.0 } else { survival[lost - 1] } - survival[lost];
                    let spell = Spell { start, end: self.course.end(start, lost as f64) };
                    let off = OffSupport { spell, self_support: self.self_support };
                    self.add_difference(&[off], 0, mass * leaving, saved);
                }
            }
        }
    }

    /// Moments of entry in a year since leaving, with the share of adults who enter then: all of them where they are few, else the
    /// midpoints of cells. A cell also ends where later entrants have too few weeks to start the count anew.
    fn entries(&self, entry: usize) -> Vec<(f64, f64)> {
        let year = entry as f64;
        if let Some(moments) = self.leaving.atoms(self.wait).filter(|moments| moments.len() <= CELLS) {
            return moments.into_iter().filter(|(start, _)| *start as usize == entry).collect();
        }
        let (counted, needed) = (self.course.counted(), self.stairs.restart_weeks * WEEK);
        // Adults who relapse in a later year, and adults who relapse in the year of entry.
        let latest = [(counted - needed).rem_euclid(1.0), 1.0 - needed / counted];
        let mut edges: Vec<f64> = (0..=CELLS).map(|cell| cell as f64 / CELLS as f64).collect();
        edges.extend(latest.into_iter().filter(|part| *part > 0.0 && *part < 1.0));
        edges.sort_by(f64::total_cmp);
        let (first, _) = self.leaving.span();
        let cell = |edges: &[f64]| {
            let (from, to) = (year + edges[0], year + edges[1]);
            let mass = Arrival::between(self.leaving, self.wait, from, to);
            (f64::midpoint(from.max(first), to), mass)
        };
        edges.windows(2).map(cell).filter(|(_, mass)| *mass >= 1e-15).collect()
    }

    /// The part that needs a re-entry.
    fn after_reentry(&self, starts: &[f64], saved: &mut [f64]) {
        let years = self.years;
        let mut spells = Vec::new();
        for (i, &start) in starts.iter().enumerate().filter(|(_, start)| **start < years as f64) {
            let entry = start as usize;
            let survival = &self.course.survival(self.cohort + entry)[..years - entry];
            let relapse = 1.0 - survival[survival.len() - 1];
            let [survived] = years_survived(survival.iter().copied(), &[1.0 - relapse * lattice(i, 2)]);
            let lost = survived as usize;
            if lost == survival.len() {
                continue;
            }
            // Enters again within the horizon: a geometric wait cut there.
            let left = years - (entry + lost) - 1;
            let back = 1.0 - power(1.0 - self.course.reentry, left as u32);
            if left == 0 || back == 0.0 {
                continue;
            }
            let Some(wait) = years_until_reentry(self.course.reentry, 1.0 - back * (1.0 - lattice(i, 3))) else {
                continue;
            };
            let again = (entry + lost + 1 + wait.min(left - 1)) as f64 + lattice(i, 4);
            let later = self.course.survival(self.cohort + again as usize)[years - again as usize - 1];
            // Where adults begin beyond the last step, and a year of entry cannot start the count anew, nothing shows before
            // a second relapse.
            let second = if self.differ_at_first() { 1.0 } else { 1.0 - later };
            if second == 0.0 {
                continue;
            }
            spells.clear();
            let mut visit = |spell| spells.push(OffSupport { spell, self_support: self.self_support });
            visit(Spell { start, end: self.course.end(start, survived) });
            let entered = Entered { year: self.cohort, years, start: again, relapse: 1.0 - second * lattice(i, 5) };
            walk(self.course, 0, entered, &Path(i), visit);
            self.add_difference(&spells, 1, relapse * back * second / starts.len() as f64, saved);
        }
    }
}

/// Dimensions that are spread evenly and computed once: four times re-entered. Further ones depend on them.
const DIMENSIONS: usize = 18;

/// Powers −1, −2, … of the generalised golden ratio in 18 dimensions, the root of x¹⁹ = x + 1. Their multiples are evenly distributed
/// over the unit cube (Roberts 2018).
const GOLDEN: f64 = 1.038_188_019_436_45;

/// The i-th point of one dimension of the lattice.
fn lattice(i: usize, dimension: usize) -> f64 {
    static POINTS: LazyLock<Vec<[f64; DIMENSIONS]>> =
        LazyLock::new(|| (0..4 * PATHS).map(|i| std::array::from_fn(|dimension| point(i, dimension))).collect());
    POINTS[i].get(dimension).copied().unwrap_or_else(|| point(i, dimension))
}

fn point(i: usize, dimension: usize) -> f64 {
    (0.5 + (i + 1) as f64 * power(GOLDEN, dimension as u32 + 1).recip()).fract()
}

/// The uniforms after the first relapse on one path.
struct Path(usize);

impl LaterLuck for Path {
    fn reentry(&self, n: u32) -> [f64; 3] {
        // The first three pairs of dimensions are spent on the spells before.
        [0, 1, 2].map(|i| lattice(self.0, 3 * n as usize + 3 + i).clamp(1e-9, 1.0 - 1e-9))
    }
}
