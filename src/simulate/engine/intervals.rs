//! Where the words of subjects lie whose answer to a question may differ between the arms.

use super::families::Families;
use super::stretch::BLOCK;
use super::subjects::{Bytes, List, Subjects, Tops};
use crate::simulate::luck::Marginal;
use crate::vectorised::{Kernel, LANES, Lanes, Numbers, each_lane, vectorised};
use fearless_simd::Simd;

/// What is asked of subjects of one kind: a word answers differently in the two arms only where it lies in one of some intervals.
#[derive(Default)]
pub struct Question {
    /// The ends of every interval, as probabilities; those of one planned year after another, or the same for all.
    pub intervals: Vec<[Numbers; 2]>,
    /// How many there are for each year.
    pub number: usize,
    /// +1 where low words stand for what members of one family share as good fortune, −1 where they do for a misfortune.
    pub direction: f64,
}

impl Question {
    /// One that everybody may answer differently.
    pub fn of_all() -> Self {
        Self { intervals: vec![[0.0, 1.0].map(Lanes::all)], number: 1, direction: 1.0 }
    }

    /// Adds an interval between two probabilities, whichever is greater.
    #[inline]
    pub fn between(&mut self, a: &Numbers, b: &Numbers) {
        self.intervals.push([each_lane(|lane| a[lane].min(b[lane])), each_lane(|lane| a[lane].max(b[lane]))]);
    }

    /// Finds the subjects the top byte of whose word lies in an interval, or may.
    pub fn find(&self, (families, subjects): (&Families, &Subjects), tops: &[[Tops; LANES]], list: &mut List) {
        let alike = self.intervals.len() == self.number;
        if alike && families.are_independent() {
            let bytes = |[from, to]: &[Numbers; 2]| each_lane(|lane| bytes(from[lane], to[lane]));
            let intervals: Vec<Lanes<Option<Bytes>>> = self.intervals.iter().map(bytes).collect();
            subjects.find(tops, &intervals, list);
            return;
        }
        let mut by_family: Vec<[Vec<u8>; 2]> = vec![Default::default(); self.number];
        for lane in 0..LANES {
            for (at, bounds) in by_family.iter_mut().enumerate() {
                bounds.iter_mut().for_each(Vec::clear);
                for (year, places) in families.places_by_year() {
                    let interval = &self.intervals[if alike { at } else { year * self.number + at }];
                    self.bound(families, lane, (places, interval), bounds);
                }
            }
            subjects.find_by_family(tops, lane, &by_family, list);
        }
    }

    /// Adds the least top byte of an interval, and how much more it is at most, of some families of a lane.
    fn bound(
        &self,
        families: &Families,
        lane: usize,
        (places, [from, to]): (std::ops::Range<usize>, &[Numbers; 2]),
        [least, span]: &mut [Vec<u8>; 2],
    ) {
        let until = least.len() + places.len();
        let Some(any) = bytes(from[lane], to[lane]) else {
            // Nobody; that the last byte is looked at does no harm.
            least.resize(until, u8::MAX);
            span.resize(until, 0);
            return;
        };
        if families.are_independent() {
            least.resize(until, any.least);
            span.resize(until, any.span);
            return;
        }
        let ends = [from[lane], to[lane]].map(|p| Marginal::new(p).score_line(families.ties(lane), self.direction));
        let (from, shared) = (least.len(), &families.shared(lane)[places]);
        least.resize(until, 0);
        span.resize(until, 0);
        vectorised(Bound { shared, ends, least: &mut least[from..], span: &mut span[from..] });
    }
}

/// The top bytes of the words between two probabilities, rounded outwards.
fn bytes(from: f64, to: f64) -> Option<Bytes> {
    const BYTES: f64 = 256.0;
    if from == to {
        return None;
    }
    let least = (from * BYTES) as u8;
    let end = to * BYTES;
    // A whole number of bytes ends with the byte before.
    let most = if end.trunc() == end { end - 1.0 } else { end } as u8;
    Some(Bytes { least, span: most - least })
}

/// The top bytes of the words between two probabilities, rounded outwards, of the members of families of which each has something
/// in common. The scores of both are linear functions of that.
struct Bound<'a> {
    shared: &'a [f64],
    ends: [(f64, f64); 2],
    least: &'a mut [u8],
    span: &'a mut [u8],
}

impl Kernel for Bound<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        let [from, to] = self.ends;
        let chunks = self.least.as_chunks_mut::<BLOCK>().0.iter_mut().zip(self.span.as_chunks_mut::<BLOCK>().0);
        for ((least, span), shared) in chunks.zip(self.shared.as_chunks::<BLOCK>().0) {
            for i in 0..BLOCK {
                let lowest = 256.0 * (about((from.0 + from.1 * shared[i]) as f32) - ERROR);
                let highest = 256.0 * (about((to.0 + to.1 * shared[i]) as f32) + ERROR);
                least[i] = whole(lowest.max(0.5));
                span[i] = whole(highest.min(255.5)) - least[i];
            }
        }
    }
}

/// The whole part of a number from 0.5 to 255.5, of a whole number itself or the one before: by a sum, which vectors have an
/// instruction for.
#[inline(always)]
fn whole(number: f32) -> u8 {
    const SHIFT: f32 = 8_388_608.0;
    (number - 0.5 + SHIFT).to_bits() as u8
}

/// More than [`about`] is off.
const ERROR: f32 = 3e-4;

/// The normal probability of a score within 2.5 · 10⁻⁴ (Abramowitz and Stegun 26.2.18).
#[inline(always)]
fn about(score: f32) -> f32 {
    const C: [f32; 4] = [0.196_854, 0.115_194, 0.000_344, 0.019_527];
    let x = score.abs();
    let root = 1.0 + x * (C[0] + x * (C[1] + x * (C[2] + x * C[3])));
    let square = root * root;
    let above = 0.5 / (square * square);
    if score < 0.0 { above } else { 1.0 - above }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::NormalProbabilities;

    #[test]
    fn a_probability_is_known_well_enough_to_bound_a_byte() {
        for i in -80_000..80_000 {
            let score = f64::from(i) / 10_000.0;
            let exact = NormalProbabilities::get().at(score);
            assert!((f64::from(about(score as f32)) - exact).abs() < f64::from(ERROR), "{score}");
        }
        assert_eq!([f32::NEG_INFINITY, f32::INFINITY].map(about), [0.0, 1.0]);
    }
}
