//! The families of a group in sixteen replications: how many, of how many members, when they leave, what they have in common.

use super::stretch::{BLOCK, Found, Piece, Scope};
use super::words::Words;
use crate::distribution::NormalScores;
use crate::model::{GroupSetting, Household, Subject};
use crate::random::{LaneAddress, Who, open_unit, open_unit_f64};
use crate::simulate::luck::{CommonScore, MOMENT, Ties};
use crate::vectorised::{Counts, Kernel, LANES, Numbers, each_lane, vectorised};
use fearless_simd::Simd;
use std::ops::Range;

/// Subjects planned for a year, of every [kind](Subject), that leave with the first and the second part of the intake.
pub type Leavers = [[Numbers; 2]; 3];

/// Columns of the families of a stretch, lane after lane; the place of a family is the same in every lane.
#[derive(Default)]
pub struct Families {
    /// Places of a lane: whole blocks of every piece.
    places: usize,
    pieces: Vec<Piece>,
    /// Of each piece.
    there: Vec<There>,
    /// How many subjects of each [kind](Subject) a family has; none where a lane does not have it.
    sizes: [Vec<u8>; 3],
    /// What members have in common: √ρ z.
    shared: Vec<f64>,
    /// How strongly those of each lane are tied.
    ties: [Ties; LANES],
    /// Whether all families are of one size.
    certain: bool,
    /// Whether the sizes of a lane are others than before.
    pub changed: [bool; LANES],
    /// Which of the [parts](crate::model::GroupSetting::parts) of the intake they leave with; nothing where all lanes have one.
    parts: Vec<u8>,
    words: Words,
    listed: Vec<usize>,
}

/// Which families of a piece there are.
#[derive(Clone, Default)]
struct There {
    /// How many families of the planned year each lane has, once that is known.
    of_year: Option<Counts>,
    /// Those of the piece, counted from its first, by lane.
    families: [Range<u32>; LANES],
}

/// The order of [`Families::sizes`].
pub const KINDS: [Subject; 3] = [Subject::Family, Subject::Adult, Subject::Child];

/// The position of a kind among [`KINDS`].
pub fn kind(subject: Subject) -> usize {
    subject as usize
}

impl Families {
    /// Families of some pieces; nobody is there yet.
    pub fn new(pieces: &[Piece]) -> Self {
        let places = pieces.iter().map(|piece| piece.blocks() * BLOCK).sum::<usize>();
        Self {
            places,
            pieces: pieces.to_vec(),
            there: vec![There::default(); pieces.len()],
            sizes: [0; 3].map(|_| vec![0; LANES * places]),
            ..Self::default()
        }
    }

    /// How many subjects of a kind the families of a lane have.
    pub fn sizes(&self, subject: Subject, lane: usize) -> &[u8] {
        &self.sizes[kind(subject)][lane * self.places..(lane + 1) * self.places]
    }

    /// What the members of a family have in common.
    #[inline]
    pub fn common(&self, lane: usize, place: usize) -> CommonScore {
        match self.shared.get(lane * self.places + place) {
            Some(&shared) => CommonScore::of(shared, self.ties[lane]),
            None => CommonScore::none(),
        }
    }

    /// Whether the members of no family have anything in common, in any lane.
    pub fn are_independent(&self) -> bool {
        self.shared.is_empty()
    }

    /// How strongly those of a lane are tied.
    pub fn ties(&self, lane: usize) -> Ties {
        self.ties[lane]
    }

    /// What the members of the families of a lane have in common, √ρ z by place, unless they are independent.
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
            (0..u32::from(sizes[place])).map(move |member| Found { year, who: Who { family, member }, place })
        })
    }

    /// With which part of the intake the family at a place leaves.
    pub fn part(&self, lane: usize, place: usize) -> usize {
        self.parts.get(lane * self.places + place).map_or(0, |&part| usize::from(part))
    }

    /// Draws them.
    pub fn draw(
        &mut self,
        (group, first, scope): (&GroupSetting<'_, Numbers>, u32, Scope),
        (families, courses): (&LaneAddress, &LaneAddress),
        counts: &[Counts],
    ) {
        let household = &group.group.household;
        let certain = household.adults.is_certain() && household.children.is_certain();
        let correlation = group.correlation;
        let tied = correlation.iter().any(|correlation| *correlation != 0.0);
        self.certain = certain;
        self.settle((household, scope), counts);
        self.shared.clear();
        if tied {
            self.ties = correlation.0.map(Ties::new);
            self.shared.resize(LANES * self.places, 0.0);
        }
        if !certain || tied {
            self.list(first);
            self.words.draw(families);
            vectorised(DrawFamilies { families: self, household });
        }
        self.parts.clear();
        if (0..LANES).any(|lane| group.parts.of(lane).len() > 1) {
            self.list(first);
            self.words.draw(courses);
            self.parts.resize(LANES * self.places, 0);
            for (at, &place) in self.listed.iter().enumerate() {
                let lane = place / self.places;
                let (leaving, parts) = (group.leaving.of(lane), group.parts.of(lane));
                let later = leaving.years_later(open_unit(self.words.at(at)[MOMENT]));
                self.parts[place] = u8::from(later != parts[0].later);
            }
        }
    }

    /// Lets as many families be there as every lane has, of a certain size.
    fn settle(&mut self, (household, scope): (&Household, Scope), counts: &[Counts]) {
        let fixed = [1, household.adults.mean() as u8, household.children.mean() as u8];
        self.changed = [!self.certain; LANES];
        let mut from = 0;
        for (piece, there) in self.pieces.iter().zip(&mut self.there) {
            let (first, of_year) = (from, counts[piece.year]);
            from += piece.blocks() * BLOCK;
            if self.certain && there.of_year == Some(of_year) {
                continue;
            }
            there.of_year = Some(of_year);
            for lane in 0..LANES {
                let families = piece.families(scope, lane, of_year[lane]);
                if self.certain && there.families[lane] == families {
                    continue;
                }
                self.changed[lane] = true;
                for (sizes, size) in self.sizes.iter_mut().zip(fixed) {
                    let sizes = &mut sizes[lane * self.places..][first..from];
                    sizes.fill(0);
                    sizes[families.start as usize..families.end as usize].fill(size);
                }
                there.families[lane] = families;
            }
        }
    }

    /// Lists all that are there.
    fn list(&mut self, first: u32) {
        self.listed.clear();
        self.words.clear();
        for lane in 0..LANES {
            let mut from = lane * self.places;
            for (piece, there) in self.pieces.iter().zip(&self.there) {
                let replication = first.wrapping_add(lane as u32);
                for family in there.families[lane].clone() {
                    self.words.push(piece.first + family, (piece.year, 0), replication);
                    self.listed.push(from + family as usize);
                }
                from += piece.blocks() * BLOCK;
            }
        }
    }

    /// Adds the subjects that leave with each part of the intake, by planned year.
    pub fn count(&self, household: &Household, leavers: &mut [Leavers]) {
        let fixed = [1.0, household.adults.mean(), household.children.mean()];
        let alike = self.certain && self.parts.is_empty();
        let mut from = 0;
        for (piece, there) in self.pieces.iter().zip(&self.there) {
            let places = from..from + piece.blocks() * BLOCK;
            from = places.end;
            let leavers = &mut leavers[piece.year];
            if alike {
                let families: Numbers = each_lane(|lane| there.families[lane].len() as f64);
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

/// The members of all listed families, and what they have in common.
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
            places, pieces, there, sizes: [_, of_adults, of_children], shared, ties, certain, words, ..
        } = self.families;
        let table = NormalScores::get();
        let mut listed = 0;
        for lane in 0..LANES {
            let mut from = lane * *places;
            for (piece, there) in pieces.iter().zip(there.iter()) {
                let there = &there.families[lane];
                let end = from + there.end as usize;
                for place in (from + there.start as usize..end).step_by(LANES) {
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

/// The uniforms of words.
#[inline(always)]
fn units<const N: usize>(words: &[u32; N]) -> [f64; N] {
    let mut units = [0.0; N];
    for i in 0..N {
        units[i] = open_unit(words[i]);
    }
    units
}
