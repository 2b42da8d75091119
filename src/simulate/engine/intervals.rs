//! Intervals of words in which the outcome of a subject may differ between the arms.

use super::families::Families;
use super::stretch::BLOCK;
use super::subjects::{Bytes, List, Subjects, Tops};
use crate::simulate::luck::Marginal;
use crate::vectorised::{Kernel, LANES, Lanes, Numbers, each_lane, vectorised};
use fearless_simd::Simd;

/// The intervals for subjects of one kind: outcomes differ between the arms only where the word lies in one of them.
#[derive(Default)]
pub struct Intervals {
    /// The ends of every interval as probabilities: planned year by planned year, or once for all years.
    pub ends: Vec<[Numbers; 2]>,
    /// The number of intervals of a planned year.
    pub per_year: usize,
    /// +1 where low words are good for the family, −1 where they are bad; it matters where the members of a family are correlated.
    pub direction: f64,
}

impl Intervals {
    /// The whole unit interval.
    pub fn whole() -> Self {
        Self { ends: vec![[0.0, 1.0].map(Lanes::all)], per_year: 1, direction: 1.0 }
    }

    /// Adds the interval between two probabilities, in either order.
    #[inline]
    pub fn between(&mut self, a: &Numbers, b: &Numbers) {
        self.ends.push([each_lane(|lane| a[lane].min(b[lane])), each_lane(|lane| a[lane].max(b[lane]))]);
    }

    /// Lists the subjects whose word may lie in an interval, judged by its top byte.
    pub fn find(&self, families: &Families, subjects: &Subjects, tops: &[[Tops; LANES]], list: &mut List) {
        let alike = self.ends.len() == self.per_year;
        if alike && families.are_independent() {
            let bytes = |[from, to]: &[Numbers; 2]| each_lane(|lane| bytes(from[lane], to[lane]));
            let intervals: Vec<Lanes<Option<Bytes>>> = self.ends.iter().map(bytes).collect();
            subjects.find(tops, &intervals, list);
            return;
        }
        let mut by_family: Vec<[Vec<u8>; 2]> = vec![Default::default(); self.per_year];
        for lane in 0..LANES {
            for (at, bounds) in by_family.iter_mut().enumerate() {
                bounds.iter_mut().for_each(Vec::clear);
                for (year, places) in families.places_by_year() {
                    let interval = &self.ends[if alike { at } else { year * self.per_year + at }];
                    self.bound(families, lane, places, interval, bounds);
                }
            }
            subjects.find_by_family(tops, lane, &by_family, list);
        }
    }

    /// Adds the bytes of an interval, least and span, for the families of a lane at some places.
    fn bound(
        &self,
        families: &Families,
        lane: usize,
        places: std::ops::Range<usize>,
        [from, to]: &[Numbers; 2],
        [least, span]: &mut [Vec<u8>; 2],
    ) {
        let until = least.len() + places.len();
        let Some(any) = bytes(from[lane], to[lane]) else {
            // The interval is empty; listing the subjects with the last byte does no harm.
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

/// [`bytes`] for families whose members are correlated: the normal scores of both ends are linear in the shared part √ρ z.
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

/// The whole part of a number from 0.5 to 255.5; a whole number may become the one before. Addition compiles to vector instructions.
#[inline(always)]
fn whole(number: f32) -> u8 {
    const SHIFT: f32 = 8_388_608.0;
    (number - 0.5 + SHIFT).to_bits() as u8
}

/// A bound on the error of [`about`].
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
