//! The families of one group in sixteen replications: cut into stretches that fit a core's cache, then simulated rule by rule.

use super::adults::Adults;
use super::events::Events;
use super::families::{Families, KINDS, Leavers, kind};
use super::luck::GroupLuck;
use super::population::{Buffers, Counters, Population};
use super::review::{Observable, Observer, Sightings};
use super::spells::Spells;
use super::stretch::{BLOCK, Found, Piece, SimulationScope, stretches, whole_blocks};
use super::subjects::Subjects;
use super::words::Words;
use crate::model::intake::Rounding;
use crate::model::{Activity, Amount, Group, GroupRows, GroupSetting, Model, Observed, Review, Subject};
use crate::random::{LaneAddress, Purpose, Seed, open_unit_f64};
use crate::simulate::Witness;
use crate::simulate::luck::{price_purpose, purpose_within};
use crate::vectorised::{Counts, Kernel, LANES, Lanes, Numbers, each_lane, vectorised};
use fearless_simd::Simd;

/// A group of families, with the buffers of one thread.
pub struct GroupEngine {
    seed: Seed,
    luck: GroupLuck,
    adults: Option<Adults>,
    events: Vec<Option<Events>>,
    /// Whether any rule applies to a kind of subject.
    asked: [bool; 3],
    /// Families by planned year.
    counts: Vec<Counts>,
    /// The most that any lane has, in whole blocks, before a review has stopped any.
    most: Vec<u32>,
    /// The intake cut into stretches.
    cut: Vec<Vec<Piece>>,
    /// What it was cut for: by year the most families of any lane, in whole blocks, and the scope.
    cut_for: Option<(Vec<u32>, SimulationScope)>,
    /// The current stretch.
    stretch: Option<Stretch>,
    intake: IntakeUnits,
    spells: Spells,
    buffers: Buffers,
    observer: Observer,
}

/// Families that are simulated together, and their subjects.
struct Stretch {
    families: Families,
    subjects: [Subjects; 3],
}

impl Stretch {
    /// Places for the families of some pieces of a group, and for the kinds of subject that a rule applies to.
    fn new(pieces: &[Piece], group: &Group, asked: [bool; 3]) -> Self {
        let members = |kind: Subject| group.household.sizes(kind).iter().map(|size| size.0).max().unwrap_or(0);
        let of = |of: Subject| if asked[kind(of)] { Subjects::new(pieces, members(of)) } else { Subjects::default() };
        Self { families: Families::new(pieces), subjects: KINDS.map(of) }
    }
}

impl GroupEngine {
    pub fn new(model: &Model, index: usize, seed: Seed) -> Self {
        let (group, years) = (&model.groups[index], model.calendar.years);
        let address = |purpose: Purpose| LaneAddress::new(seed, purpose_within(&group.id, purpose));
        let mut asked = [false; 3];
        asked[kind(Subject::Adult)] = group.employment.is_some();
        for event in group.events.iter().flatten() {
            asked[kind(event.subject)] |= event.arms.ask_subjects();
        }
        let events = group.events.iter().enumerate();
        let prices = model.lines.iter().map(|line| match &line.amount {
            Amount::Each(spec) => Some(address(price_purpose(&spec.path))),
            Amount::Shared(_) => None,
        });
        Self {
            seed,
            adults: group.employment.as_ref().map(|employment| Adults::new(employment, &address)),
            events: events.map(|(at, event)| Some(Events::new(at, event.as_ref()?, &group.id, &address))).collect(),
            asked,
            counts: vec![Lanes::all(0); years],
            most: Vec::new(),
            cut: Vec::new(),
            cut_for: None,
            stretch: None,
            intake: IntakeUnits::new(model, years),
            spells: Spells::new(group, years),
            buffers: Buffers::default(),
            observer: Observer::default(),
            luck: GroupLuck {
                intake: address(Purpose::INTAKE),
                families: address(Purpose::FAMILY),
                courses: address(Purpose::COURSE),
                prices: prices.collect(),
            },
        }
    }

    /// Adds what is observed of the families until each review.
    pub fn observe(
        &mut self,
        review: &Review,
        group: &GroupSetting<'_, Numbers>,
        block: &GroupRows,
        first: u32,
        seen: &mut Sightings,
    ) {
        let event = match review.observed {
            Observed::Entries => None,
            Observed::Event(at) => self.events[at].as_mut(),
        };
        let (luck, counts, seed, adults) = (&self.luck, &self.counts[..], self.seed, self.adults.as_mut());
        self.observer.observe(review, Observable { group, block, luck, counts, seed, first, adults, event }, seen);
    }

    /// Takes no families in from a year on.
    pub fn end(&mut self, ends: &Lanes<usize>) {
        for (year, counts) in self.counts.iter_mut().enumerate() {
            *counts = each_lane(|lane| if year < ends[lane] { counts[lane] } else { 0 });
        }
    }

    /// Simulates the families in sixteen replications, `first` in lane 0, that were [counted](Self::count).
    pub fn simulate(
        &mut self,
        group: &GroupSetting<'_, Numbers>,
        block: &GroupRows,
        first: u32,
        scope: SimulationScope,
        activity: &mut Activity<Numbers>,
        witness: &mut impl Witness,
    ) {
        if scope == SimulationScope::All {
            self.counts.iter().enumerate().for_each(|(year, counts)| witness.intake(group.index, year, counts[0]));
        }
        self.cut(scope);
        self.intake.clear();
        for pieces in &self.cut {
            // A single stretch is kept for the next replications.
            if self.cut.len() > 1 {
                self.stretch = None;
            }
            let fresh = || Stretch::new(pieces, group.group, self.asked);
            let Stretch { families, subjects } = self.stretch.get_or_insert_with(fresh);
            families.draw(group, first, scope, &self.luck, &self.counts);
            for (i, subjects) in subjects.iter_mut().enumerate().filter(|(i, _)| self.asked[*i]) {
                for lane in (0..LANES).filter(|&lane| families.changed[lane]) {
                    subjects.note_present(lane, families.sizes(KINDS[i], lane));
                }
            }
            if let SimulationScope::Family { number, .. } = scope {
                let part = families.part(0, number as usize % BLOCK);
                witness.leaves(group.parts.of(0)[part].later);
            }
            let families = &*families;
            let of = |subject: Subject| Population {
                group,
                block,
                families,
                subjects: &subjects[kind(subject)],
                pieces,
                counts: &self.counts,
                prices: &self.luck.prices,
                seed: self.seed,
                first,
                scope,
            };
            let mut counted = Counters { spells: &mut self.spells, activity };
            self.intake.add(&of(Subject::Family), &mut self.buffers.words);
            if let Some(adults) = &mut self.adults {
                adults.simulate(&of(Subject::Adult), &mut self.buffers, &mut counted, witness);
            }
            for (events, setting) in self.events.iter_mut().zip(&group.events) {
                if let (Some(events), Some(setting)) = (events, setting) {
                    events.simulate(&of(setting.event.subject), setting, &mut self.buffers, &mut counted, witness);
                }
            }
        }
        self.intake.write(group, block, activity);
        self.spells.take(block, activity);
    }

    /// Draws the whole number of families planned for each year.
    pub fn count(&mut self, group: &GroupSetting<'_, Numbers>, first: u32) {
        for (year, (counts, expected)) in self.counts.iter_mut().zip(&group.families).enumerate() {
            let whole = |lane: usize| Rounding::of(expected[lane]).chance == 0.0;
            let uniforms = if (0..LANES).all(whole) {
                Lanes::all(0.5)
            } else {
                vectorised(Uniforms { address: &self.luck.intake, year, first })
            };
            *counts = each_lane(|lane| Rounding::of(expected[lane]).at(uniforms[lane]));
        }
        self.most.clear();
        self.most.extend(self.counts.iter().map(whole_blocks));
    }

    /// Cuts the intake into stretches, unless the present ones fit.
    fn cut(&mut self, scope: SimulationScope) {
        if self.cut_for.as_ref().is_some_and(|(known, of)| *of == scope && *known == self.most) {
            return;
        }
        self.cut = stretches(&self.most, scope);
        self.cut_for = Some((self.most.clone(), scope));
        self.stretch = None;
    }
}

/// The number of subjects in the intake, and their sums of amounts where each subject has its own.
struct IntakeUnits {
    /// By planned year.
    leavers: Vec<Leavers>,
    /// By line of the model and planned year: the sum over the subjects that leave with each part of the intake. Empty for lines with
    /// one amount for all.
    amounts: Vec<Vec<[Numbers; 2]>>,
}

impl IntakeUnits {
    fn new(model: &Model, years: usize) -> Self {
        let amounts = model.lines.iter().map(|line| match &line.amount {
            Amount::Each(_) => vec![Default::default(); years],
            Amount::Shared(_) => Vec::new(),
        });
        Self { leavers: vec![Leavers::default(); years], amounts: amounts.collect() }
    }

    fn clear(&mut self) {
        self.leavers.fill(Leavers::default());
        self.amounts.iter_mut().for_each(|years| years.fill(Default::default()));
    }

    /// Adds the subjects of a stretch.
    fn add(&mut self, population: &Population<'_, '_>, words: &mut Words) {
        population.families.count(&population.group.group.household, &mut self.leavers);
        for own in &population.group.own {
            let (Some(subject), Some(luck)) = (own.driver.subject(), population.price(own)) else { continue };
            let amounts = &mut self.amounts[own.line];
            for lane in 0..LANES {
                let all = || population.families.subjects(subject, lane);
                words.clear();
                all().for_each(|Found { year, id, .. }| words.push(id, year, 0, population.replication(lane)));
                words.draw(luck);
                for (at, Found { year, place, .. }) in all().enumerate() {
                    let [low, high, ..] = words.at(at);
                    let amount = own.amount(lane, open_unit_f64(low, high));
                    amounts[year][population.families.part(lane, place)][lane] += amount;
                }
            }
        }
    }

    /// Writes the numbers of subjects, and the rows of lines with a schedule or with amounts of their own.
    fn write(&self, group: &GroupSetting<'_, Numbers>, block: &GroupRows, activity: &mut Activity<Numbers>) {
        for (year, leavers) in self.leavers.iter().enumerate() {
            for (row, leavers) in [block.families(), block.adults(), block.children()].into_iter().zip(leavers) {
                add(group, leavers, None, &mut activity.row_mut(row)[year..]);
            }
            for own in &group.own {
                let Some(subject) = own.driver.subject() else { continue };
                let units = if own.price.is_some() { &self.amounts[own.line][year] } else { &leavers[kind(subject)] };
                add(group, units, own.schedule.as_deref(), &mut activity.row_mut(own.row)[year..]);
            }
        }
    }
}

/// Adds units to a row that begins with the planned year: in the year in which each part of the intake leaves, or by a schedule from
/// then on.
fn add(group: &GroupSetting<'_, Numbers>, units: &[Numbers; 2], schedule: Option<&[Numbers]>, row: &mut [Numbers]) {
    if group.parts.is_alike() {
        for (part, units) in group.parts.of(0).iter().zip(units) {
            let row = row.iter_mut().skip(part.later);
            match schedule {
                None => row.take(1).for_each(|value| *value += *units),
                Some(schedule) => row.zip(schedule).for_each(|(value, factor)| *value += *units * *factor),
            }
        }
        return;
    }
    for lane in 0..LANES {
        for (part, units) in group.parts.of(lane).iter().zip(units) {
            let row = row.iter_mut().skip(part.later);
            match schedule {
                None => row.take(1).for_each(|value| value[lane] += units[lane]),
                Some(schedule) => {
                    row.zip(schedule).for_each(|(value, factor)| value[lane] += units[lane] * factor[lane])
                }
            }
        }
    }
}

/// Draws a uniform in every lane.
struct Uniforms<'a> {
    address: &'a LaneAddress,
    year: usize,
    first: u32,
}

impl Kernel for Uniforms<'_> {
    type Output = Numbers;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Numbers {
        let [uniforms] = LaneAddress::uniforms(simd, [self.address], self.year, self.first);
        uniforms
    }
}
