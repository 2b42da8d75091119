//! Expected time on support that self-sufficiency saves, by step of the reimbursement stairs.
//!
//! Years of relapse are enumerated with their exact probabilities; the moment of entry is averaged over the midpoints of
//! equal cells of the year, each with its exact probability. What happens after a first relapse, where adults may enter
//! again, is a correction: so many paths of an additive lattice, with re-entry less without it.
//!
//! Error: the sum over the steps is corrected to the exact person-years, so only the split between steps carries any.
//! Without re-entry it is below half a cell (a thousandth of a year where nothing of it hangs on the draw, a hundredth
//! where waits do), with re-entry below a tenth of what later spells change.

use super::relapse::Course;
use super::spell::{LaterLuck, walk};
use super::{Arrival, Off, Onset, Spell, Stairs, Wait};

/// Cells of the year where the kernel serves every draw, and where it is worked out at each.
const FINE: usize = 512;
const COARSE: usize = 64;
/// Paths for what happens after a first relapse, worked out at each draw.
pub(crate) const PATHS: usize = 64;

/// Saved time of one adult by year of entry, year of relapse, step and year, weighed by the probability of the year of
/// entry. Hangs on no hazard unless adults may enter again.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    years: usize,
    steps: usize,
    /// Years of entry by years of relapse (the last = never) by steps by years.
    values: Vec<f64>,
}

/// What a kernel is made for.
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
    /// Years of the horizon.
    pub years: usize,
}

/// Square roots of primes, whose multiples spread evenly over the unit interval.
const ROOTS: [f64; 6] =
    [1.414_213_562_373, 1.732_050_807_569, 2.236_067_977_500, 2.645_751_311_065, 3.316_624_790_355, 3.605_551_275_464];

/// Later luck at a point of an additive lattice.
struct Lattice(f64);

impl LaterLuck for Lattice {
    fn reentry(&self, n: u32) -> [f64; 3] {
        let root = |i: usize| ROOTS[i] * f64::from(n).sqrt();
        [0, 1, 2].map(|i| (0.5 + (self.0 + 1.0) * root(i)).fract().clamp(1e-9, 1.0 - 1e-9))
    }
}

impl Kernel {
    /// The kernel of adults who never enter again; `certain` where it will serve every draw.
    #[must_use]
    pub fn new(terms: &Terms<'_>, certain: bool) -> Self {
        let (years, steps) = (terms.years - terms.cohort, terms.stairs.steps());
        let mut kernel = Self { years, steps, values: vec![0.0; years * (years + 1) * steps * years] };
        let mut always = vec![0.0; steps * years];
        terms.stairs.add(&[], years, 1.0, &mut always);
        kernel.fill(terms, if certain { FINE } else { COARSE }, |off, weight, target| {
            target.iter_mut().zip(&always).for_each(|(value, time)| *value += weight * time);
            terms.stairs.add(&[off], years, -weight, target);
        });
        kernel
    }

    /// Calls `add` with the one spell off support of each cell and year of relapse, the cell's probability, and where its
    /// time belongs.
    fn fill(&mut self, terms: &Terms<'_>, cells: usize, add: impl Fn(Off, f64, &mut [f64])) {
        let years = self.years;
        let block = self.steps * years;
        for entry in 0..years {
            for (moment, weight) in moments(terms, entry, cells) {
                for lost in 0..=years - entry {
                    let start = entry as f64 + moment;
                    let end = terms.course.end(start, Some(lost).filter(|&lost| lost < years - entry));
                    let off = Off { spell: Spell { start, end }, self_support: terms.self_support };
                    add(off, weight, &mut self.values[(entry * (years + 1) + lost) * block..][..block]);
                }
            }
        }
    }

    /// Expected saved time of an adult, steps by years: the kernel weighed with the probabilities of the years of relapse,
    /// with what re-entry changes (`later`, empty = nothing), and corrected to the exact person-years `time`.
    #[must_use]
    pub fn expected(&self, course: &Course, cohort: usize, later: &[f64], time: &[f64]) -> Vec<f64> {
        let years = time.len();
        let block = self.steps * self.years;
        let mut saved = vec![0.0; self.steps * years];
        if !later.is_empty() {
            let from = later.chunks_exact(later.len() / self.steps);
            saved.chunks_exact_mut(years).zip(from).for_each(|(saved, later)| saved.copy_from_slice(&later[..years]));
        }
        for entry in 0..years {
            let survival = course.survival(cohort + entry);
            for lost in 0..=years - entry {
                let probability = match lost {
                    0 => 1.0 - survival[0],
                    lost if lost == years - entry => survival[lost - 1],
                    lost => survival[lost - 1] - survival[lost],
                };
                if probability == 0.0 {
                    continue;
                }
                let from = &self.values[(entry * (self.years + 1) + lost) * block..][..block];
                for (target, from) in saved.chunks_exact_mut(years).zip(from.chunks_exact(self.years)) {
                    target.iter_mut().zip(from).for_each(|(value, time)| *value += probability * time);
                }
            }
        }
        for (k, exact) in time.iter().enumerate() {
            let sum: f64 = (0..self.steps).map(|step| saved[step * years + k]).sum();
            saved[(self.steps - 1) * years + k] += exact - sum;
        }
        saved
    }
}

/// Moments of entry, in years since 1 January of the year of leaving, of the paths that [`later`] follows.
#[must_use]
pub fn starts(terms: &Terms<'_>) -> Vec<f64> {
    let point = |i: usize| {
        let (u, v) = (lattice(i, 3), lattice(i, 4));
        terms.onset.moment(u) + terms.wait.map_or(0.0, |wait| wait.years(v))
    };
    (0..PATHS).map(point).collect()
}

/// What later spells change in the saved time of an adult, steps by years: the average over adults who relapse, on paths
/// that begin at `starts`, of the time with all spells less that with the first alone.
#[must_use]
pub fn later(terms: &Terms<'_>, starts: &[f64]) -> Vec<f64> {
    let years = terms.years - terms.cohort;
    let mut saved = vec![0.0; terms.stairs.steps() * years];
    let mut off = Vec::new();
    for (i, &start) in starts.iter().enumerate().filter(|(_, start)| **start < years as f64) {
        let survival = terms.course.survival(terms.cohort + start as usize);
        let lost = 1.0 - survival[years - start as usize - 1];
        if lost == 0.0 {
            continue;
        }
        off.clear();
        let relapse = 1.0 - lost * lattice(i, 5);
        walk(terms.course, terms.cohort, years, start, relapse, &Lattice(i as f64), |spell| {
            off.push(Off { spell, self_support: terms.self_support });
        });
        if off.len() > 1 {
            let weight = lost / starts.len() as f64;
            terms.stairs.add(&off[..1], years, weight, &mut saved);
            terms.stairs.add(&off, years, -weight, &mut saved);
        }
    }
    saved
}

/// The i-th point of one dimension of the lattice.
fn lattice(i: usize, dimension: usize) -> f64 {
    (0.5 + (i + 1) as f64 * ROOTS[dimension]).fract()
}

/// Moments of a year of entry with their probabilities.
fn moments(terms: &Terms<'_>, entry: usize, cells: usize) -> Vec<(f64, f64)> {
    if let (None, Onset::At(moment)) = (terms.wait, terms.onset) {
        return if entry == 0 { vec![(moment, 1.0)] } else { vec![] };
    }
    let edge = |cell: usize| entry as f64 + cell as f64 / cells as f64;
    (0..cells)
        .map(|cell| {
            let weight = Arrival::between(terms.onset, terms.wait, edge(cell), edge(cell + 1));
            ((cell as f64 + 0.5) / cells as f64, weight)
        })
        .filter(|(_, weight)| *weight > 1e-15)
        .collect()
}
