//! Events that happen at most once to a subject, and the refund of a household's cost.

use super::differing::{DifferingEvent, kind_of};
use super::intervals::Intervals;
use super::luck::{CourseOwner, EventLuck};
use super::population::{Buffers, Counters, Population};
use crate::model::employment::threshold;
use crate::model::time::MONTHS;
use crate::model::{EventSetting, RefundLine, Spell};
use crate::random::{SubjectId, complete, open_unit};
use crate::simulate::luck::Marginal;
use crate::vectorised::{LANES, Numbers};

/// An event with a probability in each arm.
pub struct Once<'a, 'm> {
    pub setting: &'a EventSetting<'m, Numbers>,
    pub arms: &'a [Numbers; 2],
    pub luck: &'a EventLuck,
}

impl Once<'_, '_> {
    /// Lists the events of subjects whose word lies between the thresholds of the two arms.
    pub fn list(&self, population: &Population<'_, '_>, buffers: &mut Buffers, differing: &mut Vec<DifferingEvent>) {
        let Self { setting, arms, luck } = self;
        let effect = setting.event.effect.sign();
        let mut intervals = Intervals { direction: effect, per_year: 1, ..Intervals::default() };
        intervals.between(&arms[0], &arms[1]);
        buffers.find(population, &intervals, &luck.counts, 0);
        buffers.draw(population, &luck.counts, 1);
        for lane in 0..LANES {
            let marginals = [0, 1].map(|arm: usize| Marginal::new(arms[arm][lane]));
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let found = population.subjects.at(slot);
                let word = u64::from(complete(top, buffers.words.at(at)[0]));
                let common = population.families.common(lane, found.place);
                let happens = marginals.map(|any| word < threshold(common.given(any, effect)));
                if happens[0] != happens[1] {
                    let sign = if happens[0] { effect } else { -effect };
                    differing.push(DifferingEvent::new(lane, found, sign));
                }
            }
        }
        for event in differing {
            let of_one = setting.shares.len() == 1;
            let word = || luck.kinds.at(population.replication(event.lane), event.year).word(event.subject);
            event.kind = Some(if of_one { 0 } else { kind_of(&setting.shares, event.lane, open_unit(word())) });
        }
    }

    /// Adds the difference in refunds between the arms, for every household in which an event differs.
    pub fn refund(
        &self,
        population: &Population<'_, '_>,
        event: usize,
        differing: &mut [DifferingEvent],
        counted: &mut Counters<'_>,
    ) {
        if population.group.refunds.iter().all(|refund| refund.event != event) {
            return;
        }
        let Self { setting, luck, .. } = self;
        differing.sort_by_key(|event| (event.lane, event.year, event.family, event.subject.member));
        let effect = setting.event.effect.sign();
        let years = population.group.families.len();
        let (mut spells, mut months): (Vec<Spell>, Vec<[f64; MONTHS]>) = (Vec::new(), Vec::new());
        for first in differing.chunk_by(|a, b| (a.lane, a.place) == (b.lane, b.place)).map(|family| &family[0]) {
            let &DifferingEvent { lane, year, family, .. } = first;
            let household = self.household(population, first);
            let replication = population.replication(lane);
            let course = luck.courses.at(replication, year).words(family, 0);
            let wait = luck.wait(setting, CourseOwner { lane, replication, year, id: family.into(), index: 0 });
            let course = [course[0], course[1]].map(open_unit);
            spells.clear();
            spells.extend(setting.stays.iter().map(|stays| stays.of_year(0).of(lane).period(0, wait, course).spell()));
            for line in population.group.refunds.iter().filter(|refund| refund.event == event) {
                let RefundLine { line: _, row, event: _, rules, holding, prices } = line;
                for t in year..years {
                    months.clear();
                    months.extend(spells.iter().map(|spell| spell.months(t - year)));
                    let covered = months.iter().any(|months| *months != [0.0; MONTHS]);
                    let Some(rule) = holding[t].filter(|_| covered) else { continue };
                    let refund = |arm: usize| -> f64 {
                        let placed = household.iter().filter(|(_, happens)| happens[arm]);
                        let member = |&(kind, _): &(usize, [bool; 2])| {
                            (prices[kind * years + t][lane], &months[setting.event.kinds[kind].duration])
                        };
                        rules[rule].refund(lane, placed.map(member))
                    };
                    counted.activity.row_mut(*row)[t][lane] += effect * (refund(0) - refund(1));
                }
            }
        }
    }

    /// The members of an event's household to whom it happens in at least one arm: its kind, and whether it happens in each arm.
    fn household(
        &self,
        population: &Population<'_, '_>,
        &DifferingEvent { lane, year, family, place, .. }: &DifferingEvent,
    ) -> Vec<(usize, [bool; 2])> {
        let Self { setting, arms, luck } = self;
        let [counts, kinds] = [&luck.counts, &luck.kinds].map(|luck| luck.at(population.replication(lane), year));
        let (common, effect) = (population.families.common(lane, place), setting.event.effect.sign());
        let thresholds = [0, 1].map(|arm: usize| threshold(common.given(Marginal::new(arms[arm][lane]), effect)));
        let members = u32::from(population.families.sizes(setting.event.subject, lane)[place]);
        let subjects = (0..members).map(|member| SubjectId { family, member });
        let happens = |id: SubjectId| thresholds.map(|threshold| u64::from(counts.word(id)) < threshold);
        subjects
            .map(|id| (id, happens(id)))
            .filter(|(_, happens)| *happens != [false; 2])
            .map(|(id, happens)| (kind_of(&setting.shares, lane, open_unit(kinds.word(id))), happens))
            .collect()
    }
}
