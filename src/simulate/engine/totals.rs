//! Events given in total: so many more are expected to be avoided, or gained, in an intake year.
//!
//! They are Poisson for each family, all with one mean. So the events of some neighbours together are Poisson too, and each is as
//! likely to be any of theirs, whatever becomes of the others: drawn together, sixteen families take one word.

use super::events::{Events, Happening};
use super::families::Piece;
use super::group::Scene;
use super::subjects::Found;
use crate::random::{LaneAddress, Stream, WORDS};
use crate::simulate::poisson::{Count, INVERSION_LIMIT, Masses};
use crate::vectorised::{Kernel, LANES, Lanes, Numbers, at_least, each_lane, vectorised};
use fearless_simd::Simd;
use std::ops::Range;

/// Families whose events are drawn together.
pub const NEIGHBOURS: u32 = 16;

/// The word of a course that tells whose of some neighbours it is.
const WHOSE: usize = 2;

/// Which of some neighbours a word means.
fn neighbour(word: u32) -> u32 {
    word >> (u32::BITS - NEIGHBOURS.ilog2())
}

/// Where the words of some sixteens that share a block lie between 0 and 1.
pub type OfBlock = [Numbers; WORDS as usize];

impl Events {
    /// Lists the events of sixteens of neighbours. `starts` is the expected number by intake year.
    pub fn in_total(&mut self, scene: &Scene<'_, '_>, starts: &[Numbers]) {
        for piece in scene.pieces {
            let starts = &starts[piece.year];
            if *starts == Lanes::all(0.0) {
                continue;
            }
            let families = &scene.group.families[piece.year];
            let mean = |lane: usize| {
                let mean = f64::from(NEIGHBOURS) * (starts[lane].abs() / families[lane]);
                // There may be no families where nothing starts.
                if starts[lane] == 0.0 { 0.0 } else { mean }
            };
            let from = self.happening.len();
            let mean: Numbers = each_lane(mean);
            if mean.iter().all(|mean| *mean <= INVERSION_LIMIT) {
                self.list(scene, piece, &mean);
            } else {
                self.list_many(scene, piece, &mean);
            }
            self.happening[from..].iter_mut().for_each(|event| event.sign = starts[event.lane].signum());
        }
    }

    /// Lists the events of all sixteens, first events before second ones.
    fn list(&mut self, scene: &Scene<'_, '_>, piece: &Piece, mean: &Numbers) {
        let (words, year, first) = (&self.counts, piece.year, scene.first);
        let masses = Masses::of(*mean);
        let (uniforms, happening) = (&mut self.uniforms, &mut self.happening);
        vectorised(List { words, year, sixteens: sixteens(piece), first, masses, uniforms, happening });
    }

    /// The same one lane after another, where the mean is too large for an inversion in one.
    fn list_many(&mut self, scene: &Scene<'_, '_>, piece: &Piece, mean: &Numbers) {
        for lane in (0..LANES).filter(|&lane| mean[lane] > 0.0) {
            let (count, replication, year) = (Count::new(mean[lane]), scene.replication(lane), piece.year);
            let words = self.counts.at(replication, year);
            let draw = |neighbours: u32| {
                let stream = || Stream::new(scene.seed, self.many, u64::from(replication), year, neighbours);
                (neighbours, count.draw(words.shared_word(neighbours), stream))
            };
            let drawn: Vec<(u32, u32)> = sixteens(piece).map(draw).collect();
            for number in 0..drawn.iter().map(|(_, count)| *count).max().unwrap_or(0) {
                let more = drawn.iter().filter(|(_, count)| number < *count);
                self.happening.extend(more.map(|&(neighbours, _)| of_neighbours(lane, year, neighbours, number)));
            }
        }
    }
}

/// Whose an event of some neighbours is whose course has these words. Where there are fewer families those of nobody do not happen.
pub fn owner(scene: &Scene<'_, '_>, event: &Happening, words: [u32; 4]) -> Option<u32> {
    let family = event.subject.family * NEIGHBOURS + neighbour(words[WHOSE]);
    let of_year = scene.counts[event.year][event.lane];
    let is_there = |piece: &Piece| {
        let families = piece.families(scene.scope, event.lane, of_year);
        family >= piece.first && families.contains(&(family - piece.first))
    };
    scene.pieces.iter().filter(|piece| piece.year == event.year).any(is_there).then_some(family)
}

/// Which sixteens of neighbours a piece has.
fn sixteens(piece: &Piece) -> Range<u32> {
    piece.first / NEIGHBOURS..piece.end.div_ceil(NEIGHBOURS)
}

/// An event of some neighbours, whose owner is not known yet.
fn of_neighbours(lane: usize, year: usize, neighbours: u32, number: u32) -> Happening {
    Happening { number, ..Happening::new(lane, Found { year, who: neighbours.into(), place: 0 }, 0.0) }
}

/// Lists the events of sixteens of neighbours.
struct List<'a> {
    words: &'a LaneAddress,
    year: usize,
    sixteens: Range<u32>,
    first: u32,
    masses: Masses<Numbers>,
    uniforms: &'a mut Vec<OfBlock>,
    happening: &'a mut Vec<Happening>,
}

impl Kernel for List<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { words, year, sixteens, first, mut masses, uniforms, happening } = self;
        let blocks = sixteens.start / WORDS..sixteens.end.div_ceil(WORDS);
        uniforms.clear();
        for block in blocks.clone() {
            uniforms.push(words.shared_uniforms(simd, year, block, first));
        }
        // Who has no event lies below the probability of none, who has no second one below that of at most one, and so on.
        for number in 0.. {
            let before = happening.len();
            for neighbours in sixteens.clone() {
                let at = neighbours - blocks.start * WORDS;
                let uniforms = &uniforms[(at / WORDS) as usize][(at % WORDS) as usize];
                let mut more = at_least(simd, uniforms, &masses.upto);
                while more != 0 {
                    let lane = more.trailing_zeros() as usize;
                    happening.push(of_neighbours(lane, year, neighbours, number));
                    more &= more - 1;
                }
            }
            if happening.len() == before {
                break;
            }
            masses.next();
        }
    }
}
