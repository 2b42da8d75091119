//! Events of one family: placements, closed cases, whatever the scenario names.

use super::family::{Families, FamilyDraw};
use super::luck::{GroupLuck, Marginal};
use super::poisson::{Count, Quantile, exp_of_minus};
use super::programme::own_price;
use super::{Scope, Witness};
use crate::model::employment::threshold;
use crate::model::refund::MONTHS;
use crate::model::{Activity, Driver, EventSetting, Frequency, PLACEMENT, RefundLine, RefundTerms, RefundUnit, Spell};
use crate::random::{Address, Purpose, Stream, TopBytes, Who, complete, judge, open_unit, open_unit_f64};

/// An event that the programme avoided or gained (sign +1), or the opposite (sign −1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventCourse {
    /// The group, by position.
    pub group: usize,
    /// Which event of the model, by position.
    pub event: usize,
    /// Which kind of it.
    pub kind: usize,
    /// The year that the family's leaving was planned for, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// Where its luck is found: whose it is, or, of events given in total, which sixteen neighbours draw it together (told like a
    /// family); and its index there.
    pub subject: (Who, u32),
    /// +1 where it counts in the programme's favour by the event's own reckoning, −1 against it.
    pub sign: f64,
    /// When it begins, or would have begun, in years since 1 January of the planned year of leaving.
    pub start: f64,
    /// How long it lasts, or would have lasted, in years; infinite = past the horizon.
    pub duration: f64,
}

/// Families whose events are drawn together.
pub(super) const NEIGHBOURS: u32 = 16;

/// The word of a course that tells whose of some neighbours it is.
pub(super) const WHOSE: usize = 2;

/// Which of some neighbours a word means.
#[inline(always)]
pub(super) fn neighbour(word: u32) -> u32 {
    word >> (u32::BITS - NEIGHBOURS.ilog2())
}

/// The luck of one sort of event in one intake year.
struct EventLuck {
    counts: Address,
    courses: Address,
    kinds: Address,
    many: Purpose,
}

/// What the luck of an event's number, and of its moment and duration, depends on.
pub(super) fn purposes(id: &str) -> (Purpose, Purpose) {
    // Placements have had purposes of their own since 0.1.
    if id == PLACEMENT {
        (Purpose::PLACEMENTS, Purpose::PLACEMENT_COURSE)
    } else {
        (Purpose::EVENT.extended(id), Purpose::EVENT_COURSE.extended(id))
    }
}

impl EventLuck {
    fn new(luck: &GroupLuck<'_>, id: &str, year: usize) -> Self {
        let (counts, courses) = purposes(id);
        Self {
            counts: luck.address(counts, year),
            courses: luck.address(courses, year),
            kinds: luck.address(Purpose::EVENT_KIND.extended(id), year),
            many: luck.purpose(counts.extended("/many")),
        }
    }
}

/// Simulates all events of the families planned for one year.
pub(super) fn simulate_events(
    scope: &Scope<'_, '_>,
    families: &Families<'_>,
    activity: &mut Activity,
    witness: &mut impl Witness,
) {
    for (index, event) in scope.setting.events.iter().enumerate() {
        let Some(event) = event else { continue };
        let mut scene = Scene {
            scope,
            event,
            index,
            luck: EventLuck::new(&scope.luck, &event.event.id, scope.year),
            activity,
            witness,
        };
        match &event.frequency {
            Frequency::Difference(starts) => scene.differences(starts[scope.year]),
            Frequency::Probability(arms) => scene.probabilities(*arms, families),
            Frequency::Number(arms) => scene.numbers(arms, families),
        }
    }
}

/// One sort of event in one intake year, with what it is written to.
struct Scene<'a, 's, 'm, W> {
    scope: &'a Scope<'s, 'm>,
    event: &'a EventSetting<'m>,
    index: usize,
    luck: EventLuck,
    activity: &'a mut Activity,
    witness: &'a mut W,
}

impl<W: Witness> Scene<'_, '_, '_, W> {
    /// So many more are expected to be avoided (or gained) in this intake year: Poisson for each family, all with one mean. So
    /// the events of some neighbours together are Poisson too, and each is as likely to be any of theirs, whatever becomes
    /// of the others: drawn together, sixteen take one word.
    fn differences(&mut self, starts: f64) {
        if starts == 0.0 {
            return;
        }
        let Scope { setting, luck, year, range, .. } = self.scope;
        let count = Count::new(f64::from(NEIGHBOURS) * (starts.abs() / setting.families[*year]));
        let sixteens = range.start / NEIGHBOURS..range.end.div_ceil(NEIGHBOURS);
        let drawn = sixteens.map(|sixteen| {
            let (seed, replication) = (luck.luck.seed, luck.luck.replication);
            let stream = || Stream::new(seed, self.luck.many, replication, *year, sixteen);
            (sixteen, count.draw(self.luck.counts.shared_word(sixteen), stream))
        });
        let drawn: Vec<_> = drawn.filter(|(_, count)| *count > 0).collect();
        // First events before second ones, as lanes list them: amounts of their own are summed in this order.
        for number in 0..drawn.iter().map(|(_, count)| *count).max().unwrap_or(0) {
            for &(sixteen, _) in drawn.iter().filter(|(_, count)| number < *count) {
                let words = self.luck.courses.words(sixteen, number);
                let family = sixteen * NEIGHBOURS + neighbour(words[WHOSE]);
                // Where there are fewer, those of nobody do not happen.
                if range.contains(&family) {
                    let kind = self.kind(open_unit(words[3]));
                    self.happens(family, (sixteen.into(), number), kind, starts.signum(), 0, words);
                }
            }
        }
    }

    /// At most once per subject: the arms differ where one word lies between their thresholds. All of one household
    /// share the moment and the duration.
    fn probabilities(&mut self, arms: [f64; 2], families: &Families<'_>) {
        let thresholds = arms.map(threshold);
        let refunds = self.scope.setting.refunds.iter().any(|refund| refund.event == self.index);
        if thresholds[0] == thresholds[1] {
            return;
        }
        let effect = self.event.event.effect.sign();
        let mut household = Vec::new();
        let counts = self.luck.counts;
        let mut tops = TopBytes::new(&counts, 0);
        let marginals = arms.map(Marginal::new);
        for family in families.iter() {
            let thresholds = if family.common.is_none() {
                thresholds
            } else {
                marginals.map(|any| threshold(family.common.given(any, effect)))
            };
            let mut differs = false;
            household.clear();
            for subject in family.subjects(self.event.event.subject) {
                let own = || counts.words(subject, 1)[0];
                let happens =
                    judge(tops.of(subject), own, |word| thresholds.map(|threshold| u64::from(word) < threshold));
                if happens == [false; 2] || (happens == [true; 2] && !refunds) {
                    continue;
                }
                let kind = self.kind(open_unit(self.luck.kinds.word(subject)));
                household.push((kind, happens));
                if happens[0] != happens[1] {
                    differs = true;
                    let sign = if happens[0] { effect } else { -effect };
                    let words = self.luck.courses.words(family.number, 0);
                    self.happens(family.number, (subject, 0), kind, sign, 0, words);
                }
            }
            if refunds && differs {
                self.refund(&family, &household);
            }
        }
    }

    /// What is refunded of the household's whole cost in each arm, differenced.
    fn refund(&mut self, family: &FamilyDraw, household: &[(usize, [bool; 2])]) {
        let Scope { setting, year, .. } = self.scope;
        let words = self.luck.courses.words(family.number, 0);
        let (start, duration) = self.timing(words, 0);
        let spell = Spell { start, end: start + duration };
        let years = setting.families.len();
        let effect = self.event.event.effect.sign();
        for line in setting.refunds.iter().filter(|refund| refund.event == self.index) {
            let RefundLine { row, rules, holding, prices, .. } = line;
            for t in *year..years {
                let months = spell.months(t - year);
                let Some(rule) = holding[t].filter(|_| months != [0.0; MONTHS]) else { continue };
                let RefundTerms { unit, bands } = &rules[rule];
                let bands = bands.of(0);
                let refund = |arm: usize| -> f64 {
                    let placed = household.iter().filter(|(_, happens)| happens[arm]);
                    let costs = placed.map(|(kind, _)| prices[kind * years + t]);
                    match unit {
                        RefundUnit::Household => bands.by_month(costs.sum(), &months),
                        RefundUnit::Child => costs.map(|cost| bands.by_month(cost, &months)).sum(),
                    }
                };
                self.activity.row_mut(*row)[t] += effect * (refund(0) - refund(1));
            }
        }
    }

    /// Any number per subject and year since leaving: what one arm has more than the other under one uniform.
    fn numbers(&mut self, arms: &[[f64; 2]], families: &Families<'_>) {
        let effect = self.event.event.effect.sign();
        let years = self.scope.setting.families.len() - self.scope.year;
        let counts = self.luck.counts;
        // With each year that differs, the probability that nothing happens in either arm, and where its luck is found.
        let differing = (0..arms.len().min(years)).filter(|&k| arms[k][0] != arms[k][1]).map(|k| {
            let nothing = Marginal::new(exp_of_minus(arms[k][0].max(arms[k][1])));
            let index = (k as u32 + 1) << 13;
            (k, arms[k].map(Quantile::new), nothing, index, TopBytes::new(&counts, index))
        });
        let mut differing: Vec<_> = differing.collect();
        if differing.is_empty() {
            return;
        }
        for family in families.iter() {
            for (k, arms, nothing, index, tops) in &mut differing {
                let k = *k;
                // Many events stand at high uniforms, a misfortune that happens at low ones: hence the other direction.
                let nothing = family.common.given(*nothing, -effect);
                for subject in family.subjects(self.event.event.subject) {
                    let top = tops.of(subject);
                    if (f64::from(top) + 1.0) / 256.0 <= nothing {
                        continue;
                    }
                    let words = counts.words(subject, *index + 1);
                    let own = open_unit_f64(words[1], complete(top, words[0]));
                    if own < nothing {
                        continue;
                    }
                    let u = family.common.tie(own, -effect);
                    let [programme, comparison] = arms.each_ref().map(|arm| arm.at(u));
                    let sign = if programme > comparison { effect } else { -effect };
                    for number in 0..programme.abs_diff(comparison) {
                        // A setting bounds the mean so that counts stay far below 2¹³.
                        debug_assert!(number < 1 << 13);
                        let index = (k as u32) << 13 | number;
                        let words = self.luck.courses.words(subject, index);
                        let kind = self.kind(open_unit(words[3]));
                        self.happens(family.number, (subject, index), kind, sign, k, words);
                    }
                }
            }
        }
    }

    /// The kind of an event that carries the uniform `u`.
    fn kind(&self, u: f64) -> usize {
        let mut upto = 0.0;
        let below = |share: &f64| {
            upto += share;
            u < upto
        };
        self.event.shares.iter().position(below).unwrap_or(self.event.shares.len() - 1)
    }

    /// When an event of the k-th year begins, and how long it lasts.
    fn timing(&self, words: [u32; 4], k: usize) -> (f64, f64) {
        let u = open_unit(words[0]);
        // The moment of leaving is the family's; in later years an event may happen at any time.
        let stay = self.event.stay.of(0);
        let start = if k == 0 { stay.leaving.time(u) } else { k as f64 + stay.leaving.anytime().time(u) };
        (start, stay.years(open_unit(words[1])))
    }

    fn happens(&mut self, family: u32, subject: (Who, u32), kind: usize, sign: f64, k: usize, words: [u32; 4]) {
        let (start, duration) = self.timing(words, k);
        let (group, year) = (self.scope.setting.index, self.scope.year);
        let course = EventCourse { group, event: self.index, kind, year, family, subject, sign, start, duration };
        // What a delay of the intake moves beyond the horizon is not counted.
        if start >= (self.scope.setting.families.len() - year) as f64 {
            return;
        }
        self.record(&course);
        self.witness.event(&course);
    }

    /// Adds an event and its time, negative where it counts against the programme.
    fn record(&mut self, course: &EventCourse) {
        let Scope { setting, rows, luck, .. } = self.scope;
        let spell = course.spell();
        let begun = course.year + course.start as usize;
        let remaining = setting.families.len() - course.year;
        let block = rows.group(setting.index);
        self.activity.row_mut(block.event(self.index, course.kind))[begun] += course.sign;
        let time = &mut self.activity.row_mut(block.event_year(self.index, course.kind))[course.year..];
        time.iter_mut().enumerate().for_each(|(k, value)| *value += course.sign * spell.in_year(k));
        for own in &setting.own {
            let (Driver::Event(event, only) | Driver::EventYear(event, only)) = own.driver else { continue };
            let Some((path, price)) = &own.price else { continue };
            if event != self.index || only.is_some_and(|only| only != course.kind) {
                continue;
            }
            let price =
                course.sign * own_price(path, price.of(0), luck, course.year, course.subject.0, course.subject.1);
            let row = self.activity.row_mut(own.row);
            if matches!(own.driver, Driver::Event(..)) {
                row[begun] += price;
            } else {
                for k in 0..remaining {
                    row[course.year + k] += price * spell.in_year(k);
                }
            }
        }
    }
}

impl EventCourse {
    /// The time it covers, or would have covered.
    #[must_use]
    pub fn spell(&self) -> Spell {
        Spell { start: self.start, end: self.start + self.duration }
    }
}
