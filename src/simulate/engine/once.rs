//! Events that happen at most once to a subject, and what is refunded of a household's cost.

use super::events::{Events, Happening, kind_of, timing};
use super::group::{Counted, Desk, Scene};
use super::intervals::Question;
use crate::model::employment::threshold;
use crate::model::refund::MONTHS;
use crate::model::{EventSetting, RefundLine, RefundTerms, RefundUnit, Spell};
use crate::random::{Who, complete, open_unit};
use crate::simulate::luck::Marginal;
use crate::vectorised::{LANES, Numbers};

impl Events {
    /// The arms differ where a subject's word lies between their thresholds.
    pub fn at_most_once(
        &mut self,
        scene: &Scene<'_, '_>,
        (setting, arms): (&EventSetting<'_, Numbers>, &[Numbers; 2]),
        desk: &mut Desk,
        counted: &mut Counted<'_>,
    ) {
        let effect = setting.event.effect.sign();
        let mut question = Question { direction: effect, number: 1, ..Question::default() };
        question.between(&arms[0], &arms[1]);
        desk.find(scene, &question, &self.counts, 0);
        desk.draw(scene, &self.counts, 1);
        for lane in 0..LANES {
            let marginals = [0, 1].map(|arm: usize| Marginal::new(arms[arm][lane]));
            for at in desk.list.of_lane(lane) {
                let (slot, top) = desk.list.at(at);
                let found = scene.subjects.at(slot);
                let word = u64::from(complete(top, desk.words.at(at)[0]));
                let common = scene.families.common(lane, found.place);
                let happens = marginals.map(|any| word < threshold(common.given(any, effect)));
                if happens[0] != happens[1] {
                    let sign = if happens[0] { effect } else { -effect };
                    self.happening.push(Happening::new(lane, found, sign));
                }
            }
        }
        self.draw_kinds(scene, setting);
        if scene.group.refunds.iter().any(|refund| refund.event == self.index) {
            self.refund(scene, (setting, arms), counted);
        }
    }

    /// Draws the kind of each.
    fn draw_kinds(&mut self, scene: &Scene<'_, '_>, setting: &EventSetting<'_, Numbers>) {
        for event in &mut self.happening {
            let of_one = setting.shares.len() == 1;
            let word = || self.kinds.at(scene.replication(event.lane), event.year).word(event.subject);
            event.kind = Some(if of_one { 0 } else { kind_of(&setting.shares, event.lane, open_unit(word())) });
        }
    }

    /// Adds what is refunded of the whole cost in each arm of the households in which anything differs, differenced.
    fn refund(
        &mut self,
        scene: &Scene<'_, '_>,
        (setting, arms): (&EventSetting<'_, Numbers>, &[Numbers; 2]),
        counted: &mut Counted<'_>,
    ) {
        self.happening.sort_by_key(|event| (event.lane, event.year, event.family, event.subject.member));
        let effect = setting.event.effect.sign();
        let years = scene.group.families.len();
        for event in self.happening.chunk_by(|a, b| (a.lane, a.place) == (b.lane, b.place)).map(|family| &family[0]) {
            let &Happening { lane, year, family, .. } = event;
            let household = self.household(scene, (setting, arms), event);
            let course = self.courses.at(scene.replication(lane), year).words(family, 0);
            let (start, duration) = timing(setting.stay.of(lane), course, 0);
            let spell = Spell { start, end: start + duration };
            for line in scene.group.refunds.iter().filter(|refund| refund.event == self.index) {
                let RefundLine { line: _, row, event: _, rules, holding, prices } = line;
                for t in year..years {
                    let months = spell.months(t - year);
                    let Some(rule) = holding[t].filter(|_| months != [0.0; MONTHS]) else { continue };
                    let RefundTerms { unit, bands } = &rules[rule];
                    let refund = |arm: usize| -> f64 {
                        let placed = household.iter().filter(|(_, happens)| happens[arm]);
                        let costs = placed.map(|(kind, _)| prices[kind * years + t][lane]);
                        match unit {
                            RefundUnit::Household => bands.of(lane).by_month(costs.sum(), &months),
                            RefundUnit::Child => costs.map(|cost| bands.of(lane).by_month(cost, &months)).sum(),
                        }
                    };
                    counted.activity.row_mut(*row)[t][lane] += effect * (refund(0) - refund(1));
                }
            }
        }
    }

    /// Those of an event's household to whom it happens in either arm: the kind, and in which arms.
    fn household(
        &self,
        scene: &Scene<'_, '_>,
        (setting, arms): (&EventSetting<'_, Numbers>, &[Numbers; 2]),
        &Happening { lane, year, family, place, .. }: &Happening,
    ) -> Vec<(usize, [bool; 2])> {
        let [counts, kinds] = [&self.counts, &self.kinds].map(|luck| luck.at(scene.replication(lane), year));
        let (common, effect) = (scene.families.common(lane, place), setting.event.effect.sign());
        let thresholds = [0, 1].map(|arm: usize| threshold(common.given(Marginal::new(arms[arm][lane]), effect)));
        let members = u32::from(scene.families.sizes(setting.event.subject, lane)[place]);
        let subjects = (0..members).map(|member| Who { family, member });
        let happens = |who: Who| thresholds.map(|threshold| u64::from(counts.word(who)) < threshold);
        subjects
            .map(|who| (who, happens(who)))
            .filter(|(_, happens)| *happens != [false; 2])
            .map(|(who, happens)| (kind_of(&setting.shares, lane, open_unit(kinds.word(who))), happens))
            .collect()
    }
}
