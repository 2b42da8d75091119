//! The events of one sort: placements, closed cases, whatever the scenario names.

use super::group::{Counted, Desk, Scene};
use super::subjects::Found;
use super::totals::owner;
use super::words::Words;
use crate::model::{Driver, Event, EventSetting, Frequency, PLACEMENT, Spell, Stay};
use crate::random::{LaneAddress, Purpose, Who, open_unit, open_unit_f64};
use crate::simulate::luck::purpose_within;
use crate::simulate::{EventCourse, Witness};
use crate::vectorised::Numbers;

/// The events of one sort of a group.
pub struct Events {
    /// Which event of the model.
    pub index: usize,
    /// The luck of how many there are, of their courses, and of their kinds.
    pub counts: LaneAddress,
    pub courses: LaneAddress,
    pub kinds: LaneAddress,
    /// That of how many there are, where one word cannot tell.
    pub many: Purpose,
    pub happening: Vec<Happening>,
    pub uniforms: Vec<super::totals::OfBlock>,
}

/// An event that happens in one arm and not in the other.
#[derive(Debug, Clone, Copy)]
pub struct Happening {
    pub lane: usize,
    /// The planned year.
    pub year: usize,
    pub family: u32,
    /// The family's place in the columns, where they are asked.
    pub place: usize,
    /// Where its luck is found: whose it is, or, of events given in total, which sixteen neighbours draw it together (told like a
    /// family); and which of theirs in the year it is.
    pub subject: Who,
    pub number: u32,
    pub sign: f64,
    /// The year since the planned one in which it may begin.
    pub k: usize,
    /// The kind, where its course does not tell.
    pub kind: Option<usize>,
}

impl Happening {
    /// One of a subject in a lane.
    pub fn new(lane: usize, Found { year, who, place }: Found, sign: f64) -> Self {
        Self { lane, year, family: who.family, place, subject: who, number: 0, sign, k: 0, kind: None }
    }

    /// The index of its luck. A setting bounds means so that counts stay far below 2¹³, and those of neighbours below 2²⁰.
    pub fn index(&self) -> u32 {
        (self.k as u32) << YEAR_SHIFT | self.number
    }
}

/// Where the year of an event lies above its number in an index.
pub const YEAR_SHIFT: u32 = 13;

impl Events {
    pub fn new((index, event): (usize, &Event), group: &str, address: &impl Fn(Purpose) -> LaneAddress) -> Self {
        // Placements have had purposes of their own since 0.1.
        let (counts, courses) = if event.id == PLACEMENT {
            (Purpose::PLACEMENTS, Purpose::PLACEMENT_COURSE)
        } else {
            (Purpose::EVENT.extended(&event.id), Purpose::EVENT_COURSE.extended(&event.id))
        };
        Self {
            index,
            counts: address(counts),
            courses: address(courses),
            kinds: address(Purpose::EVENT_KIND.extended(&event.id)),
            many: purpose_within(group, counts.extended("/many")),
            happening: Vec::new(),
            uniforms: Vec::new(),
        }
    }

    /// Simulates the events of a stretch.
    pub fn simulate(
        &mut self,
        scene: &Scene<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        desk: &mut Desk,
        counted: &mut Counted<'_>,
        witness: &mut impl Witness,
    ) {
        self.happening.clear();
        match &setting.frequency {
            Frequency::Difference(starts) => self.in_total(scene, starts),
            Frequency::Probability(arms) => self.at_most_once(scene, (setting, arms), desk, counted),
            Frequency::Number(arms) => self.any_number(scene, (setting, arms), desk),
        }
        self.record(scene, setting, &mut desk.words, counted, witness);
    }

    /// Draws the courses of all that happen and counts them.
    fn record(
        &mut self,
        scene: &Scene<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        words: &mut Words,
        counted: &mut Counted<'_>,
        witness: &mut impl Witness,
    ) {
        let group = scene.group;
        let counts_this = |driver: Driver| matches!(driver, Driver::Event(event, _) | Driver::EventYear(event, _) if event == self.index);
        let priced = group.own.iter().any(|own| counts_this(own.driver));
        let in_total = matches!(setting.frequency, Frequency::Difference(_));
        if priced && !in_total {
            // Sums of anything but whole units depend on the order.
            self.happening.sort_by_key(|e| (e.lane, e.year, e.family, e.k, e.subject.member, e.number));
        }
        words.clear();
        for event in &self.happening {
            // All of one household share the moment and the duration.
            let who = if event.kind.is_some() { event.family.into() } else { event.subject };
            words.push(who, (event.year, event.index()), scene.replication(event.lane));
        }
        words.draw(&self.courses);
        let before: usize = group.events[..self.index].iter().flatten().map(|event| event.shares.len()).sum();
        let row = group.tiers.len() + before;
        let years = group.families.len();
        for (at, event) in self.happening.iter().enumerate() {
            let &Happening { lane, year, subject, sign, k, kind, .. } = event;
            let course = words.at(at);
            let owner = if in_total { owner(scene, event, course) } else { Some(event.family) };
            let Some(family) = owner else { continue };
            let kind = kind.unwrap_or_else(|| kind_of(&setting.shares, lane, open_unit(course[3])));
            let (start, duration) = timing(setting.stay.of(lane), course, k);
            // What a delay of the intake moves beyond the horizon is not counted.
            if start >= (years - year) as f64 {
                continue;
            }
            let spell = Spell { start, end: start + duration };
            counted.activity.row_mut(scene.block.event(self.index, kind))[year + start as usize][lane] += sign;
            counted.spells.add(row + kind, lane, year, spell, sign);
            if priced {
                self.count_own(scene, (event, kind), spell, counted);
            }
            if lane == 0 {
                let (group, subject) = (group.index, (subject, event.index()));
                witness.event(&EventCourse {
                    group,
                    event: self.index,
                    kind,
                    year,
                    family,
                    subject,
                    sign,
                    start,
                    duration,
                });
            }
        }
    }

    /// Adds an event to the lines that count each with an amount of its own.
    fn count_own(
        &self,
        scene: &Scene<'_, '_>,
        (event, kind): (&Happening, usize),
        spell: Spell,
        counted: &mut Counted<'_>,
    ) {
        let &Happening { lane, year, subject, sign, .. } = event;
        for own in &scene.group.own {
            let (Driver::Event(of, only) | Driver::EventYear(of, only)) = own.driver else { continue };
            let Some((luck, price)) = scene.price(own) else { continue };
            if of != self.index || only.is_some_and(|only| only != kind) {
                continue;
            }
            let words = luck.at(scene.replication(lane), year).words(subject, event.index());
            let price = sign * price.of(lane).sample(open_unit_f64(words[0], words[1]));
            let row = &mut counted.activity.row_mut(own.row)[year..];
            if matches!(own.driver, Driver::Event(..)) {
                row[spell.start as usize][lane] += price;
            } else {
                row.iter_mut().enumerate().for_each(|(k, value)| value[lane] += price * spell.in_year(k));
            }
        }
    }
}

/// The kind of an event in a lane that carries the uniform `u`.
pub fn kind_of(shares: &[Numbers], lane: usize, u: f64) -> usize {
    let mut upto = 0.0;
    let below = |share: &Numbers| {
        upto += share[lane];
        u < upto
    };
    shares.iter().position(below).unwrap_or(shares.len() - 1)
}

/// When an event of the k-th year begins whose course has these words, and how long it lasts.
#[inline]
pub fn timing(stay: &Stay<'_>, words: [u32; 4], k: usize) -> (f64, f64) {
    let u = open_unit(words[0]);
    // The moment of leaving is the family's; in later years an event may happen at any time.
    let start = if k == 0 { stay.leaving.time(u) } else { k as f64 + stay.leaving.anytime().time(u) };
    (start, stay.years(open_unit(words[1])))
}
