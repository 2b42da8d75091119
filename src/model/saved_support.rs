//! Expected time on support that self-sufficiency saves, by step of the reimbursement stairs.
//!
//! Years of relapse are enumerated with their exact probabilities; the moment of entry is averaged over the midpoints of
//! equal cells of the year, each with its exact probability; what happens after a first relapse, where adults may enter
//! again, follows one path of an additive lattice per cell and year. Error: the sum over the steps is corrected to the
//! exact person-years, so only the split between steps carries any; without re-entry it is below half a cell (a
//! thousandth of a year where nothing of it hangs on the draw, a hundredth where it does), with re-entry below two per
//! cent of what later spells change.

use super::relapse::Course;
use super::spell::{LaterLuck, walk};
use super::{Arrival, Off, Onset, Stairs, Wait};

/// Cells of the year where the kernel serves every draw, and where it is worked out at each.
const FINE: usize = 512;
const COARSE: usize = 64;

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

/// Later luck at a point of an additive lattice: fractional parts of multiples of square roots of primes.
struct Lattice(f64);

impl LaterLuck for Lattice {
    fn reentry(&self, n: u32) -> [f64; 3] {
        const ROOTS: [f64; 6] = [
            1.414_213_562_373,
            1.732_050_807_569,
            2.236_067_977_500,
            2.645_751_311_065,
            3.316_624_790_355,
            3.605_551_275_464,
        ];
        let root = |i: usize| ROOTS[(3 * n as usize + i) % 6] * (1.0 + (n / 2) as f64);
        [0, 1, 2].map(|i| (0.5 + self.0 * root(i)).fract().clamp(1e-9, 1.0 - 1e-9))
    }
}

impl Kernel {
    /// Works the kernel out; `certain` where it will serve every draw.
    #[must_use]
    pub fn new(terms: &Terms<'_>, certain: bool) -> Self {
        let (years, steps) = (terms.years - terms.cohort, terms.stairs.steps());
        let block = steps * years;
        let mut values = vec![0.0; years * (years + 1) * block];
        let mut always = vec![0.0; block];
        terms.stairs.add(&[], years, 1.0, &mut always);
        let cells = if certain { FINE } else { COARSE };
        let mut off = Vec::new();
        for entry in 0..years {
            for (cell, (moment, weight)) in moments(terms, entry, cells).into_iter().enumerate() {
                let survival = terms.course.survival(terms.cohort + entry);
                for lost in 0..=years - entry {
                    let Some(carried) = between(survival, lost, years - entry) else { continue };
                    off.clear();
                    let later = Lattice((1 + cell + cells * lost) as f64);
                    let start = entry as f64 + moment;
                    walk(terms.course, terms.cohort, years, start, carried, &later, |spell| {
                        off.push(Off { spell, self_support: terms.self_support });
                    });
                    let target = &mut values[(entry * (years + 1) + lost) * block..][..block];
                    target.iter_mut().zip(&always).for_each(|(value, time)| *value += weight * time);
                    terms.stairs.add(&off, years, -weight, target);
                }
            }
        }
        Self { years, steps, values }
    }

    /// Expected saved time of an adult, steps by years: the kernel weighed with the probabilities of the years of relapse
    /// and corrected to the exact person-years `time`.
    #[must_use]
    pub fn expected(&self, course: &Course, cohort: usize, time: &[f64]) -> Vec<f64> {
        let years = time.len();
        let block = self.steps * self.years;
        let mut saved = vec![0.0; self.steps * years];
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

/// A uniform that relapses in the year `lost` since entry (`rest` = never), if anybody does.
fn between(survival: &[f64], lost: usize, rest: usize) -> Option<f64> {
    let above = if lost == 0 { 1.0 } else { survival[lost - 1] };
    if lost == rest {
        return Some(above / 2.0);
    }
    // Where nobody relapses in this year the kernel is asked for with probability zero.
    (above > survival[lost]).then(|| f64::midpoint(above, survival[lost]))
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
