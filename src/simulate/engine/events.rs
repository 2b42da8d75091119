//! One event of the model in a group of families: placements, closed cases, or any other that the scenario names.
use super::differing::{DifferingEvent, kind_of};
use super::luck::{CourseOwner, EventLuck};
use super::numbers::list_numbers;
use super::once::Once;
use super::population::{Buffers, Counters, Population};
use super::totals::{EventsInTotal, owner};
use super::words::Words;
use crate::model::{Driver, Event, EventSetting, Frequency, PLACEMENT, Period, Spell};
use crate::random::{LaneAddress, Purpose, open_unit, open_unit_f64};
use crate::simulate::luck::purpose_within;
use crate::simulate::{EventCourse, Witness};
use crate::vectorised::Numbers;

/// One event of the model in a group.
pub struct Events {
    /// The event's position in the model.
    index: usize,
    luck: EventLuck,
    /// The differing events of the current stretch.
    differing: Vec<DifferingEvent>,
    totals: EventsInTotal,
}

impl Events {
    pub fn new(index: usize, event: &Event, group: &str, address: &impl Fn(Purpose) -> LaneAddress) -> Self {
        // Placements have had purposes of their own since 0.1.
        let (counts, courses) = if event.id == PLACEMENT {
            (Purpose::PLACEMENTS, Purpose::PLACEMENT_COURSE)
        } else {
            (Purpose::EVENT.extended(&event.id), Purpose::EVENT_COURSE.extended(&event.id))
        };
        Self {
            index,
            luck: EventLuck {
                counts: address(counts),
                courses: address(courses),
                kinds: address(Purpose::EVENT_KIND.extended(&event.id)),
                delays: address(Purpose::EVENT_DELAY.extended(&event.id)),
                many: purpose_within(group, counts.extended("/many")),
            },
            differing: Vec::new(),
            totals: EventsInTotal::default(),
        }
    }

    /// Simulates the events of a stretch.
    pub fn simulate(
        &mut self,
        population: &Population<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        buffers: &mut Buffers,
        counted: &mut Counters<'_>,
        witness: &mut impl Witness,
    ) {
        let Self { index, luck, differing, totals } = self;
        differing.clear();
        match &setting.frequency {
            Frequency::Difference(starts) => totals.list(population, luck, starts, differing),
            Frequency::Probability(arms) => {
                let once = Once { setting, arms, luck };
                once.list(population, buffers, differing);
                once.refund(population, *index, differing, counted);
            }
            Frequency::Number(arms) => list_numbers(population, setting, arms, luck, buffers, differing),
        }
        self.record(population, setting, &mut buffers.words, counted, witness);
    }

    /// Calls `begun` for every event of a stretch that happens under the programme: the lane, the planned year and the time at which it
    /// begins in years since its 1 January.
    pub fn observe(
        &mut self,
        population: &Population<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        buffers: &mut Buffers,
        mut begun: impl FnMut(usize, usize, f64, u32),
    ) {
        let Self { luck, differing, .. } = self;
        differing.clear();
        // Against an arm in which nothing happens all events of the programme differ.
        let nothing = Numbers::default();
        match &setting.frequency {
            // Nobody can observe these.
            Frequency::Difference(_) => {}
            Frequency::Probability([programme, _]) => {
                let once = Once { setting, arms: &[*programme, nothing], luck };
                once.list(population, buffers, differing);
            }
            Frequency::Number(arms) => {
                let arms: Vec<[Numbers; 2]> = arms.iter().map(|[programme, _]| [*programme, nothing]).collect();
                list_numbers(population, setting, &arms, luck, buffers, differing);
            }
        }
        let words = &mut buffers.words;
        self.draw_courses(population, words);
        for (at, event) in self.differing.iter().enumerate() {
            let course = words.at(at);
            // The kinds differ in how long an event lasts, not in when it begins.
            begun(event.lane, event.year, self.period(population, setting, event, 0, course).start, 1);
        }
    }

    /// Draws the words of the courses of the listed events.
    fn draw_courses(&self, population: &Population<'_, '_>, words: &mut Words) {
        words.clear();
        for event in &self.differing {
            words.push(event.course_owner(), event.year, event.index(), population.replication(event.lane));
        }
        words.draw(&self.luck.courses);
    }

    /// When an event of a kind begins and how long it lasts.
    fn period(
        &self,
        population: &Population<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        event: &DifferingEvent,
        kind: usize,
        course: [u32; 4],
    ) -> Period {
        let &DifferingEvent { lane, year, k, .. } = event;
        let replication = population.replication(lane);
        let drawn = CourseOwner { lane, replication, year, id: event.course_owner(), index: event.index() };
        let wait = self.luck.wait(setting, drawn);
        setting.stay(kind, k).of(lane).period(k, wait, [course[0], course[1]].map(open_unit))
    }

    /// Draws the courses of the listed events and counts these.
    fn record(
        &mut self,
        population: &Population<'_, '_>,
        setting: &EventSetting<'_, Numbers>,
        words: &mut Words,
        counted: &mut Counters<'_>,
        witness: &mut impl Witness,
    ) {
        let group = population.group;
        let counts_this = |driver: Driver| matches!(driver, Driver::Event(event, _) | Driver::EventYear(event, _) if event == self.index);
        let priced = group.own.iter().any(|own| counts_this(own.driver));
        let in_total = matches!(setting.frequency, Frequency::Difference(_));
        if (priced || witness.watches()) && !in_total {
            // Sums of amounts depend on the order, and a witness sees events in order.
            self.differing.sort_by_key(|e| (e.lane, e.year, e.family, e.k, e.subject.member, e.number));
        }
        self.draw_courses(population, words);
        let row = counted.spells.first_of_event(self.index);
        let years = group.families.len();
        for (at, event) in self.differing.iter().enumerate() {
            let &DifferingEvent { lane, year, subject, sign, kind, .. } = event;
            let course = words.at(at);
            let owner = if in_total { owner(population, event, course) } else { Some(event.family) };
            let Some(family) = owner else { continue };
            let kind = kind.unwrap_or_else(|| kind_of(&setting.shares, lane, open_unit(course[3])));
            let period = self.period(population, setting, event, kind, course);
            let spell = period.spell();
            // A delay of the intake may move an event beyond the horizon.
            if spell.start >= (years - year) as f64 {
                continue;
            }
            counted.activity.row_mut(population.block.event(self.index, kind))[year + spell.start as usize][lane] +=
                sign;
            counted.spells.add(row + kind, lane, year, spell, sign);
            if priced {
                self.count_own(population, event, kind, spell, counted);
            }
            if lane == 0 {
                witness.event(&EventCourse {
                    group: group.index,
                    event: self.index,
                    index: event.index(),
                    kind,
                    year,
                    family,
                    subject,
                    sign,
                    start: period.start,
                    duration: period.length,
                });
            }
        }
    }

    /// Adds an event to the lines on which each event has an amount of its own.
    fn count_own(
        &self,
        population: &Population<'_, '_>,
        event: &DifferingEvent,
        kind: usize,
        spell: Spell,
        counted: &mut Counters<'_>,
    ) {
        let &DifferingEvent { lane, year, subject, sign, .. } = event;
        for own in &population.group.own {
            let (Driver::Event(of, only) | Driver::EventYear(of, only)) = own.driver else { continue };
            let Some(luck) = population.price(own) else { continue };
            if of != self.index || only.is_some_and(|only| only != kind) {
                continue;
            }
            let words = luck.at(population.replication(lane), year).words(subject, event.index());
            let price = sign * own.amount(lane, open_unit_f64(words[0], words[1]));
            let row = &mut counted.activity.row_mut(own.row)[year..];
            if matches!(own.driver, Driver::Event(..)) {
                row[spell.start as usize][lane] += price;
            } else {
                row.iter_mut().enumerate().for_each(|(k, value)| value[lane] += price * spell.in_year(k));
            }
        }
    }
}
