//! Families whose members fare alike, as [`Common`](super::super::luck::Common) ties them: every family has thresholds of its
//! own.
//!
//! Here it is families of one replication that lie side by side, those of all years one after another, and not replications.

use super::super::luck::LEAST;
use super::intervals::{Cut, Interval, MOST_TIERS, Reached};
use super::list::List;
use super::scan::{BLOCK, Blocks, Bounds};
use super::time::thresholds;
use super::worth::Term;
use crate::distribution::{NormalProbabilities, NormalScores};
use crate::model::Quantity;
use crate::random::{LaneAddress, Purpose, Seed};
use crate::vectorised::{LANES, Lanes, Numbers, Sums, Vector, each_lane};
use fearless_simd::Simd;

/// What families are tied by.
pub struct TiesPlan {
    families: LaneAddress,
    correlation: Term,
}

impl TiesPlan {
    pub fn of(correlation: Quantity, purpose: impl Fn(Purpose) -> Purpose, seed: Seed) -> Self {
        Self { families: LaneAddress::new(seed, purpose(Purpose::FAMILY)), correlation: Term::of(correlation) }
    }
}

/// The part of a member's normal score that is its own, √(1 − ρ), where families are tied: they must have something in common,
/// but not everything.
#[inline(always)]
pub fn own_part(correlation: f64) -> Option<f64> {
    Some((1.0 - correlation).sqrt()).filter(|own| *own > 0.0 && *own < 1.0)
}

/// The families of sixteen programmes.
pub struct TiedFamilies {
    /// The place of every family above its number, year after year; the last ones are nobody.
    families: Vec<Sums>,
    /// By lane and family: what its members have in common, √ρ z.
    shared: Vec<Numbers>,
    /// By lane: √(1 − ρ).
    own: Numbers,
    /// The normal scores of the probabilities of all arms and tiers, by lane.
    scores: [[Numbers; MOST_TIERS]; 2],
    /// By family: the first and the last word of an interval in one lane, a first one above the last where there is none.
    words: [Vec<u32>; 2],
    /// The same as bounds of the words' top bytes.
    pub bounds: Vec<Bounds>,
    /// The first and the last word of the interval of each adult that is listed.
    pub listed: [Vec<u32>; 2],
}

impl TiedFamilies {
    /// Those of as many families as are expected in each intake year, whose members lie in `adults`.
    pub fn new(expected: &[f64], adults: &Blocks) -> Self {
        let families: Vec<u64> = (0..)
            .zip(expected)
            .flat_map(|(year, families)| {
                let place = u64::from(LaneAddress::place(year, 0)) << 32;
                (0..families.ceil() as u64).map(move |number| place | number)
            })
            .collect();
        // Blocks of subjects may reach beyond the families of their year.
        let count = families.len().next_multiple_of(LANES) + BLOCK;
        let families: Vec<Sums> =
            families.chunks(LANES).map(|some| each_lane(|i| some.get(i).copied().unwrap_or(0))).collect();
        Self {
            shared: vec![Lanes::all(0.0); LANES * families.len()],
            own: Lanes::all(0.0),
            scores: [[Lanes::all(0.0); MOST_TIERS]; 2],
            words: [vec![0; count], vec![0; count]],
            bounds: vec![Bounds::default(); adults.chunks()],
            listed: [Vec::new(), Vec::new()],
            families,
        }
    }

    /// Draws what the members of every family have in common. Says whether it [could](own_part). `first` is the replication in
    /// lane 0.
    #[inline(always)]
    pub fn draw<S: Simd>(
        &mut self,
        simd: S,
        plan: &TiesPlan,
        parameters: &[Numbers],
        (reached, tiers): (&Reached, usize),
        first: u32,
    ) -> bool {
        let correlation = plan.correlation.at(simd, parameters).numbers();
        for lane in 0..LANES {
            let Some(own) = own_part(correlation[lane]) else { return false };
            self.own[lane] = own;
        }
        let table = NormalScores::get();
        for arm in 0..2 {
            for tier in 0..tiers {
                let p = reached.at(Cut { arm, tier });
                // As `Marginal` has it.
                let p = each_lane(|lane| p[lane].clamp(LEAST, 1.0 - LEAST));
                self.scores[arm][tier] = table.at_lanes(simd, &p);
            }
        }
        for (lane, shared) in self.shared.chunks_exact_mut(self.families.len().max(1)).enumerate() {
            let tie = correlation[lane].sqrt();
            for (shared, families) in shared.iter_mut().zip(&self.families) {
                let uniforms = plan.families.last_uniforms(simd, families, first.wrapping_add(lane as u32));
                let scores = table.at_lanes(simd, &uniforms);
                *shared = (Vector::load(simd, &scores[..]) * tie).numbers();
            }
        }
        true
    }

    /// Works out where an interval lies for every family of a lane. Says whether it could: where probabilities are no more than
    /// their rounding apart, that of Φ may change their order. (Between tiers of one arm it is not looked at: it would take
    /// probabilities 10⁻¹⁵ apart, and of a thousand million adults hardly one would notice.)
    #[inline(always)]
    pub fn tie<S: Simd>(
        &mut self,
        simd: S,
        interval: &Interval<'_>,
        reached: &Reached,
        lane: usize,
        adults: &Blocks,
    ) -> bool {
        // The probability of any member, and its normal score.
        let marginal = |cut: Cut| (reached.at(cut)[lane], self.scores[cut.arm][cut.tier][lane]);
        let (from, to) = (interval.from.map(marginal), marginal(interval.to));
        let in_order = from.is_none_or(|from| from.0 <= to.0);
        let mut possible = true;
        let shared = &self.shared[lane * self.families.len()..][..self.families.len()];
        let [first, last] = &mut self.words;
        let words = first.as_chunks_mut::<LANES>().0.iter_mut().zip(last.as_chunks_mut::<LANES>().0);
        for ((first, last), shared) in words.zip(shared) {
            let to = tied(simd, to, shared, self.own[lane]);
            let from = match from {
                Some(from) => tied(simd, from, shared, self.own[lane]),
                None => Lanes::all(0),
            };
            let (low, high) = if in_order { (from, to) } else { (to, from) };
            for i in 0..LANES {
                possible &= low[i] <= high[i];
                // Nobody: from word 1 to word 0.
                let none = u64::from(low[i] >= high[i]);
                first[i] = (low[i] * (1 - none) + none) as u32;
                last[i] = (high[i].wrapping_sub(1) * (1 - none)) as u32;
            }
        }
        adults.bound(&self.words, &mut self.bounds);
        possible
    }

    /// Notes where the interval lies for the listed of a lane.
    #[inline(always)]
    pub fn note<S: Simd>(&mut self, adults: &Blocks, list: &List, lane: usize) {
        let room = List::room_for(list.len());
        for listed in &mut self.listed {
            if listed.len() < room {
                listed.resize(room, 0);
            }
        }
        for at in list.of_lane(lane) {
            let family = adults.family::<S>(list.undrawn(at));
            for end in 0..2 {
                self.listed[end][at] = self.words[end][family];
            }
        }
    }
}

/// The thresholds of the members of sixteen families, given the probability of any and its normal score, and what they have in
/// common.
#[inline(always)]
fn tied<S: Simd>(simd: S, (p, score): (f64, f64), shared: &Numbers, own: f64) -> Sums {
    if p <= 0.0 || p >= 1.0 {
        return thresholds(simd, &Lanes::all(p));
    }
    let tied = (Vector::all(simd, score) - Vector::load(simd, &shared[..])) / own;
    thresholds(simd, &NormalProbabilities::get().at_lanes(simd, &tied.numbers()))
}
