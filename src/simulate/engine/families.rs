//! The families of a group in sixteen replications: their number, sizes, time of leaving, and shared normal scores.

use super::luck::GroupLuck;
use super::stretch::{BLOCK, Found, Piece, SimulationScope};
use super::words::Words;
use crate::distribution::NormalScores;
use crate::model::{GroupSetting, Household, Subject};
use crate::random::{SubjectId, open_unit, open_unit_f64};
use crate::simulate::luck::{CommonScore, MOMENT, Ties};
use crate::vectorised::{Counts, Kernel, LANES, Numbers, each_lane, vectorised};
use fearless_simd::Simd;
use std::ops::Range;

/// The number of subjects planned for a year, by [kind](Subject), that leave with the first and the second part of the intake.
pub type Leavers = [[Numbers; 2]; 3];

/// Columns of the families of a stretch, lane after lane; the place of a family is the same in every lane.
#[derive(Default)]
pub struct Families {
    /// The number of places in a lane: whole blocks of every piece.
    places: usize,
    pieces: Vec<Piece>,
    /// The families present, by piece.
    present: Vec<Present>,
    /// The number of subjects of each [kind](Subject) in a family; 0 where a lane does not have the family.
    sizes: [Vec<u8>; 3],
    /// The shared part √ρ z of the members' normal scores; empty without correlation.
    shared: Vec<f64>,
    /// The correlation within families, by lane.
    ties: [Ties; LANES],
    /// Whether all families have one size.
    certain: bool,
    /// Whether the sizes of a lane have changed since the last replications.
    pub changed: [bool; LANES],
    /// The [part](crate::model::GroupSetting::parts) of the intake that each family leaves with; empty where all lanes have one part.
    parts: Vec<u8>,
    words: Words,
    listed: Vec<usize>,
}

/// The families of a piece that are present.
#[derive(Clone, Default)]
struct Present {
    /// The number of families of the planned year, by lane; `None` until the first replications.
    of_year: Option<Counts>,
    /// The families of the piece, counted from its first one, by lane.
    families: [Range<u32>; LANES],
}

/// The order of [`Families::sizes`].
pub const KINDS: [Subject; 3] = [Subject::Family, Subject::Adult, Subject::Child];

/// The position of a kind among [`KINDS`].
pub fn kind(subject: Subject) -> usize {
    subject as usize
}

impl Families {
    /// Places for the families of some pieces; no family is present yet.
    pub fn new(pieces: &[Piece]) -> Self {
        let places = pieces.iter().map(|piece| piece.blocks() * BLOCK).sum::<usize>();
        Self {
            places,
            pieces: pieces.to_vec(),
            present: vec![Present::default(); pieces.len()],
            sizes: [0; 3].map(|_| vec![0; LANES * places]),
            ..Self::default()
        }
    }

    /// The number of subjects of a kind in each family of a lane, by place.
    pub fn sizes(&self, subject: Subject, lane: usize) -> &[u8] {
        &self.sizes[kind(subject)][lane * self.places..(lane + 1) * self.places]
    }

    /// The normal score that the members of a family share.
    #[inline]
    pub fn common(&self, lane: usize, place: usize) -> CommonScore {
        match self.shared.get(lane * self.places + place) {
            Some(&shared) => CommonScore::of(shared, self.ties[lane]),
            None => CommonScore::none(),
        }
    }

    /// Whether members of a family are independent, in all lanes.
    pub fn are_independent(&self) -> bool {
        self.shared.is_empty()
    }

    pub fn ties(&self, lane: usize) -> Ties {
        self.ties[lane]
    }

    /// The shared part √ρ z of a lane's families, by place. Not for [independent](Self::are_independent) members.
    pub fn shared(&self, lane: usize) -> &[f64] {
        &self.shared[lane * self.places..(lane + 1) * self.places]
    }

    /// The places of every piece, with its planned year.
    pub fn places_by_year(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        let mut until = 0;
        self.pieces.iter().map(move |piece| {
            let from = until;
            until += piece.blocks() * BLOCK;
            (piece.year, from..until)
        })
    }

    /// All subjects of a kind that a lane has, family after family.
    pub fn subjects(&self, subject: Subject, lane: usize) -> impl Iterator<Item = Found> + '_ {
        let sizes = self.sizes(subject, lane);
        let families = self.pieces.iter().zip(self.places_by_year()).flat_map(|(piece, (year, places))| {
            places.clone().map(move |place| (piece.first + (place - places.start) as u32, year, place))
        });
        families.flat_map(move |(family, year, place)| {
            (0..u32::from(sizes[place])).map(move |member| Found { year, id: SubjectId { family, member }, place })
        })
    }

    /// The part of the intake with which the family at a place leaves.
    pub fn part(&self, lane: usize, place: usize) -> usize {
        self.parts.get(lane * self.places + place).map_or(0, |&part| usize::from(part))
    }

    /// Draws the families of sixteen replications, `first` in lane 0. `counts` is their number by planned year.
    pub fn draw(
        &mut self,
        group: &GroupSetting<'_, Numbers>,
        first: u32,
        scope: SimulationScope,
        luck: &GroupLuck,
        counts: &[Counts],
    ) {
        let household = &group.group.household;
        let certain = household.adults.is_certain() && household.children.is_certain();
        let correlation = group.correlation;
        let tied = correlation.iter().any(|correlation| *correlation != 0.0);
        self.certain = certain;
        self.settle(household, scope, counts);
        self.shared.clear();
        if tied {
            self.ties = correlation.0.map(Ties::new);
            self.shared.resize(LANES * self.places, 0.0);
        }
        if !certain || tied {
            self.list(first);
            self.words.draw(&luck.families);
            vectorised(DrawFamilies { families: self, household });
        }
        self.parts.clear();
        if (0..LANES).any(|lane| group.parts.of(lane).len() > 1) {
            self.list(first);
            self.words.draw(&luck.courses);
            self.parts.resize(LANES * self.places, 0);
            for (at, &place) in self.listed.iter().enumerate() {
                let lane = place / self.places;
                let (leaving, parts) = (group.leaving.of(lane), group.parts.of(lane));
                let later = leaving.years_later(open_unit(self.words.at(at)[MOMENT]));
                self.parts[place] = u8::from(later != parts[0].later);
            }
        }
    }

    /// Sets which families are present, with their sizes where these are certain.
    fn settle(&mut self, household: &Household, scope: SimulationScope, counts: &[Counts]) {
        let fixed = [1, household.adults.mean() as u8, household.children.mean() as u8];
        self.changed = [!self.certain; LANES];
        let mut from = 0;
        for (piece, present) in self.pieces.iter().zip(&mut self.present) {
            let (first, of_year) = (from, counts[piece.year]);
            from += piece.blocks() * BLOCK;
            if self.certain && present.of_year == Some(of_year) {
                continue;
            }
            present.of_year = Some(of_year);
            for lane in 0..LANES {
                let families = piece.families(scope, lane, of_year[lane]);
                if self.certain && present.families[lane] == families {
                    continue;
                }
                self.changed[lane] = true;
                for (sizes, size) in self.sizes.iter_mut().zip(fixed) {
                    let sizes = &mut sizes[lane * self.places..][first..from];
                    sizes.fill(0);
                    sizes[families.start as usize..families.end as usize].fill(size);
                }
                present.families[lane] = families;
            }
        }
    }

    /// Lists all families that are present.
    fn list(&mut self, first: u32) {
        self.listed.clear();
        self.words.clear();
        for lane in 0..LANES {
            let mut from = lane * self.places;
            for (piece, present) in self.pieces.iter().zip(&self.present) {
                let replication = first.wrapping_add(lane as u32);
                for family in present.families[lane].clone() {
                    self.words.push(piece.first + family, piece.year, 0, replication);
                    self.listed.push(from + family as usize);
                }
                from += piece.blocks() * BLOCK;
            }
        }
    }

    /// Adds the number of subjects that leave with each part of the intake, by planned year.
    pub fn count(&self, household: &Household, leavers: &mut [Leavers]) {
        let fixed = [1.0, household.adults.mean(), household.children.mean()];
        let alike = self.certain && self.parts.is_empty();
        let mut from = 0;
        for (piece, present) in self.pieces.iter().zip(&self.present) {
            let places = from..from + piece.blocks() * BLOCK;
            from = places.end;
            let leavers = &mut leavers[piece.year];
            if alike {
                let families: Numbers = each_lane(|lane| present.families[lane].len() as f64);
                leavers.iter_mut().zip(fixed).for_each(|(leavers, each)| leavers[0] += families * each);
                continue;
            }
            for lane in 0..LANES {
                for (leavers, sizes) in leavers.iter_mut().zip(&self.sizes) {
                    let sizes = &sizes[lane * self.places..][places.clone()];
                    if self.parts.is_empty() {
                        leavers[0][lane] += f64::from(sizes.iter().map(|&size| u32::from(size)).sum::<u32>());
                        continue;
                    }
                    for (place, &size) in places.clone().zip(sizes) {
                        leavers[self.part(lane, place)][lane] += f64::from(size);
                    }
                }
            }
        }
    }
}

/// Draws the sizes and shared scores of all listed families.
struct DrawFamilies<'a> {
    families: &'a mut Families,
    household: &'a Household,
}

impl Kernel for DrawFamilies<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Household { adults, children, correlation: _ } = self.household;
        let Families {
            places, pieces, present, sizes: [_, of_adults, of_children], shared, ties, certain, words, ..
        } = self.families;
        let table = NormalScores::get();
        let mut listed = 0;
        for lane in 0..LANES {
            let mut from = lane * *places;
            for (piece, present) in pieces.iter().zip(present.iter()) {
                let present = &present.families[lane];
                let end = from + present.end as usize;
                for place in (from + present.start as usize..end).step_by(LANES) {
                    let number = LANES.min(end - place);
                    let [a, b, c, d] = words.side_by_side::<LANES>(listed);
                    listed += number;
                    if !*certain {
                        let sizes = [adults.draw(&units(&a)), children.draw(&units(&b))];
                        for i in 0..number {
                            of_adults[place + i] = sizes[0][i] as u8;
                            of_children[place + i] = sizes[1][i] as u8;
                        }
                    }
                    if !shared.is_empty() {
                        let mut uniforms = Numbers::default();
                        for i in 0..LANES {
                            uniforms[i] = open_unit_f64(c[i], d[i]);
                        }
                        let scores = table.at_lanes(simd, &uniforms);
                        for i in 0..number {
                            shared[place + i] = ties[lane].shared_part(scores[i]);
                        }
                    }
                }
                from += piece.blocks() * BLOCK;
            }
        }
    }
}

#[inline(always)]
fn units<const N: usize>(words: &[u32; N]) -> [f64; N] {
    let mut units = [0.0; N];
    for i in 0..N {
        units[i] = open_unit(words[i]);
    }
    units
}
