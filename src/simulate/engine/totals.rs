//! Events given as a total: the expected number avoided, or gained, in an intake year.
//!
//! Each family's number is Poisson with a common mean. So the sum over sixteen neighbouring families is Poisson too, and each of
//! its events belongs to any of them with equal probability, independently of the others. Sixteen families share one word.

use super::differing::DifferingEvent;
use super::luck::EventLuck;
use super::population::Population;
use super::stretch::{Found, Piece};
use crate::random::{LaneAddress, Stream, WORDS};
use crate::simulate::poisson::{Count, INVERSION_LIMIT, Masses};
use crate::vectorised::{Kernel, LANES, Lanes, Numbers, at_least, each_lane, vectorised};
use fearless_simd::Simd;
use std::ops::Range;

/// Families whose events are drawn together.
pub const NEIGHBOURS: u32 = 16;

/// The word of an event's course that selects its family among the sixteen neighbours.
const OWNER: usize = 2;

/// The position among sixteen neighbours that a word selects.
fn neighbour(word: u32) -> u32 {
    word >> (u32::BITS - NEIGHBOURS.ilog2())
}

/// The uniforms of the sixteens that share a block of words.
type OfBlock = [Numbers; WORDS as usize];

/// Lists events given in total; with the buffers of one thread.
#[derive(Default)]
pub struct EventsInTotal {
    uniforms: Vec<OfBlock>,
}

impl EventsInTotal {
    /// Lists the events. `starts` is their expected number by intake year.
    pub fn list(
        &mut self,
        population: &Population<'_, '_>,
        luck: &EventLuck,
        starts: &[Numbers],
        differing: &mut Vec<DifferingEvent>,
    ) {
        for piece in population.pieces {
            let starts = &starts[piece.year];
            if *starts == Lanes::all(0.0) {
                continue;
            }
            let families = &population.group.families[piece.year];
            let mean = |lane: usize| {
                let mean = f64::from(NEIGHBOURS) * (starts[lane].abs() / families[lane]);
                // There may be no families where nothing starts.
                if starts[lane] == 0.0 { 0.0 } else { mean }
            };
            let from = differing.len();
            let mean: Numbers = each_lane(mean);
            if mean.iter().all(|mean| *mean <= INVERSION_LIMIT) {
                let (words, year, first) = (&luck.counts, piece.year, population.first);
                let (masses, uniforms, sixteens) = (Masses::of(mean), &mut self.uniforms, sixteens(piece));
                vectorised(ListTotals { words, year, sixteens, first, masses, uniforms, differing });
            } else {
                list_many(population, luck, piece, &mean, differing);
            }
            differing[from..].iter_mut().for_each(|event| event.sign = starts[event.lane].signum());
        }
    }
}

/// Lists the events lane by lane, where a mean is too large to invert one word.
fn list_many(
    population: &Population<'_, '_>,
    luck: &EventLuck,
    piece: &Piece,
    mean: &Numbers,
    differing: &mut Vec<DifferingEvent>,
) {
    for lane in (0..LANES).filter(|&lane| mean[lane] > 0.0) {
        let (count, replication, year) = (Count::new(mean[lane]), population.replication(lane), piece.year);
        let words = luck.counts.at(replication, year);
        let draw = |neighbours: u32| {
            let stream = || Stream::new(population.seed, luck.many, u64::from(replication), year, neighbours);
            (neighbours, count.draw(words.shared_word(neighbours), stream))
        };
        let drawn: Vec<(u32, u32)> = sixteens(piece).map(draw).collect();
        for number in 0..drawn.iter().map(|(_, count)| *count).max().unwrap_or(0) {
            let more = drawn.iter().filter(|(_, count)| number < *count);
            differing.extend(more.map(|&(neighbours, _)| of_neighbours(lane, year, neighbours, number)));
        }
    }
}

/// The family that an event belongs to, from the words of its course; `None` = the lane has fewer families, and the event does not
/// happen.
pub fn owner(population: &Population<'_, '_>, event: &DifferingEvent, words: [u32; 4]) -> Option<u32> {
    let family = event.subject.family * NEIGHBOURS + neighbour(words[OWNER]);
    let of_year = population.counts[event.year][event.lane];
    let is_there = |piece: &Piece| {
        let families = piece.families(population.scope, event.lane, of_year);
        family >= piece.first && families.contains(&(family - piece.first))
    };
    population.pieces.iter().filter(|piece| piece.year == event.year).any(is_there).then_some(family)
}

/// The sixteens of neighbours in a piece.
fn sixteens(piece: &Piece) -> Range<u32> {
    piece.first / NEIGHBOURS..piece.end.div_ceil(NEIGHBOURS)
}

/// An event of sixteen neighbours; the family is drawn with its course.
fn of_neighbours(lane: usize, year: usize, neighbours: u32, number: u32) -> DifferingEvent {
    DifferingEvent { number, ..DifferingEvent::new(lane, Found { year, id: neighbours.into(), place: 0 }, 0.0) }
}

/// Lists events by inversion: the first events of all sixteens, then the second ones, and so on.
struct ListTotals<'a> {
    words: &'a LaneAddress,
    year: usize,
    sixteens: Range<u32>,
    first: u32,
    masses: Masses<Numbers>,
    uniforms: &'a mut Vec<OfBlock>,
    differing: &'a mut Vec<DifferingEvent>,
}

impl Kernel for ListTotals<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { words, year, sixteens, first, mut masses, uniforms, differing } = self;
        let blocks = sixteens.start / WORDS..sixteens.end.div_ceil(WORDS);
        uniforms.clear();
        for block in blocks.clone() {
            uniforms.push(words.shared_uniforms(simd, year, block, first));
        }
        // A sixteen has more than `number` events where its uniform is at least P(count ≤ number).
        for number in 0.. {
            let before = differing.len();
            for neighbours in sixteens.clone() {
                let at = neighbours - blocks.start * WORDS;
                let uniforms = &uniforms[(at / WORDS) as usize][(at % WORDS) as usize];
                let mut more = at_least(simd, uniforms, &masses.upto);
                while more != 0 {
                    let lane = more.trailing_zeros() as usize;
                    differing.push(of_neighbours(lane, year, neighbours, number));
                    more &= more - 1;
                }
            }
            if differing.len() == before {
                break;
            }
            masses.next();
        }
    }
}
