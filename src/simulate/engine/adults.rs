//! The adults whose outcomes differ between the arms: which tier each reaches, when, and for how long.

use super::entry::{EntryWords, Reach};
use super::population::{Buffers, Counters, Population};
use super::simple::Simple;
use super::stretch::{Found, Scope};
use crate::model::employment::ARMS;
use crate::model::relapse::Course;
use crate::model::spell::walk;
use crate::model::support::Counted;
use crate::model::{Coupling, Driver, Employment, GroupSetting, Off, Row, Spell, TierId};
use crate::random::{LaneAddress, Purpose, complete, open_unit, open_unit_f64};
use crate::simulate::luck::{AfterRelapse, MOMENT, OWN, RELAPSE, WAIT};
use crate::simulate::{AdultCourse, Outcomes, Witness};
use crate::vectorised::{LANES, Numbers, vectorised};

/// The adults of a group.
pub struct Adults {
    reach: Reach,
    words: LaneAddress,
    courses: LaneAddress,
    /// The words of the comparison arm, where the arms are drawn apart.
    others: LaneAddress,
    differing: Vec<DifferingAdult>,
    /// The spells of the adult at hand, in each arm.
    spells: [Vec<Spell>; 2],
    stairs: AdultOnStairs,
}

/// The adult at hand on the stairs of a line: spells off support, and time on each step that the programme saves, steps by years.
#[derive(Default)]
struct AdultOnStairs {
    off: Vec<Off>,
    time: Vec<f64>,
}

/// An adult whose outcomes differ between the arms, or whose waits for them do.
#[derive(Clone, Copy)]
struct DifferingAdult {
    lane: usize,
    found: Found,
    outcomes: Outcomes,
    /// The words of its course.
    words: [u32; 4],
}

impl Adults {
    pub fn new(employment: &Employment, address: &impl Fn(Purpose) -> LaneAddress) -> Self {
        Self {
            reach: Reach::new(employment),
            words: address(Purpose::ENTRY),
            courses: address(Purpose::COURSE),
            others: address(Purpose::ENTRY_IN_COMPARISON),
            differing: Vec::new(),
            spells: [Vec::new(), Vec::new()],
            stairs: AdultOnStairs::default(),
        }
    }

    /// Simulates the adults of a stretch.
    pub fn simulate(
        &mut self,
        population: &Population<'_, '_>,
        buffers: &mut Buffers,
        counted: &mut Counters<'_>,
        witness: &mut impl Witness,
    ) {
        let group = population.group;
        self.reach.update(group, !population.families.are_independent());
        self.differing.clear();
        if self.reach.coupling == Coupling::Independent {
            for arm in 0..2 {
                self.list(population, buffers, Some(arm));
                self.keep_in_arm(population, buffers, arm, witness);
            }
        } else {
            self.list(population, buffers, None);
            if are_simple(population) && !witness.watches() {
                let Buffers { list, words, .. } = buffers;
                vectorised(Simple { group, thresholds: &self.reach.thresholds, list, words, spells: counted.spells });
                return;
            }
            self.keep(population, buffers, witness);
        }
        let whole_units = group.own.is_empty() && group.stairs.is_empty();
        if !whole_units || witness.watches() {
            // Sums of anything else depend on the order, and what is told has one.
            self.differing.sort_by_key(|met| (met.lane, met.found.year, met.found.who.family, met.found.who.member));
        }
        for met in &self.differing {
            let adult = Adult::new(population, &self.courses, met, &mut self.spells);
            for (arm, sign) in ARMS.into_iter().enumerate() {
                let Some(tier) = adult.course.tier(arm) else { continue };
                for &spell in &adult.spells[arm] {
                    counted.spells.add(tier, met.lane, met.found.year, spell, sign);
                }
            }
            if !whole_units {
                adult.count_own(population, counted);
                adult.count_stairs(counted, &mut self.stairs);
            }
            if met.lane == 0 && witness.watches() {
                witness.entered(&adult.course, adult.spells.clone());
            }
        }
    }

    /// Lists those whose outcomes may differ, or who may reach a tier in one arm, and draws their courses.
    fn list(&self, population: &Population<'_, '_>, buffers: &mut Buffers, arm: Option<usize>) {
        let words = if arm == Some(1) { &self.others } else { &self.words };
        let question = self.reach.question(population.group, arm);
        buffers.find(population, &question, words, 0);
        buffers.draw(population, &self.courses, 0);
    }

    /// Keeps those listed whose outcomes differ under one word for both arms.
    fn keep(&mut self, population: &Population<'_, '_>, buffers: &Buffers, witness: &mut impl Witness) {
        for lane in 0..LANES {
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let (found, words) = (population.subjects.at(slot), buffers.words.at(at));
                let entry = EntryWords { arms: [complete(top, words[OWN]); 2], moment: words[MOMENT] };
                let outcomes = self.reach.outcomes(population.group, lane, (population.families, &found), entry);
                tell(population.scope, outcomes, witness);
                if self.reach.differ(outcomes) {
                    self.differing.push(DifferingAdult { lane, found, outcomes, words });
                }
            }
        }
    }

    /// Keeps those listed who reach a tier in one arm, where the arms are drawn apart: those whom the programme brings to one in
    /// its own arm, and the others in the comparison arm.
    fn keep_in_arm(
        &mut self,
        population: &Population<'_, '_>,
        buffers: &Buffers,
        arm: usize,
        witness: &mut impl Witness,
    ) {
        for lane in 0..LANES {
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let (found, words) = (population.subjects.at(slot), buffers.words.at(at));
                let [own, other] =
                    [&self.words, &self.others].map(|of| of.at(population.replication(lane), found.year));
                let arms = if arm == 0 {
                    [complete(top, words[OWN]), other.word(found.who)]
                } else {
                    let word = complete(own.top_byte(found.who, 0), words[OWN]);
                    [word, complete(top, other.words(found.who, 1)[0])]
                };
                let entry = EntryWords { arms, moment: words[MOMENT] };
                let outcomes = self.reach.outcomes(population.group, lane, (population.families, &found), entry);
                if arm == 0 {
                    tell(population.scope, outcomes, witness);
                }
                if self.reach.differ(outcomes) && outcomes.0.is_some() == (arm == 0) {
                    self.differing.push(DifferingAdult { lane, found, outcomes, words });
                }
            }
        }
    }
}

/// Whether all that happens to those who count is when they leave and when they relapse: nobody waits, enters again, or
/// counts with an amount of its own, and nothing differs between families or years.
fn are_simple(population: &Population<'_, '_>) -> bool {
    let group = population.group;
    group.tiers.iter().all(|tier| tier.waits.iter().all(Option::is_none))
        && group.entry.len() == 1
        && group.own.is_empty()
        && group.stairs.is_empty()
        && population.families.are_independent()
        && group.course.as_ref().is_some_and(Course::is_one_spell)
}

/// Tells what an adult achieves, of a family that is simulated alone.
fn tell(scope: Scope, outcomes: Outcomes, witness: &mut impl Witness) {
    if scope != Scope::All {
        witness.achieves(outcomes);
    }
}

/// An adult in one lane, and what becomes of it.
struct Adult<'a, 'm> {
    group: &'a GroupSetting<'m, Numbers>,
    lane: usize,
    replication: u32,
    course: AdultCourse,
    /// Its spells of self-sufficiency in each arm.
    spells: &'a [Vec<Spell>; 2],
}

impl<'a, 'm> Adult<'a, 'm> {
    fn new(
        population: &Population<'a, 'm>,
        courses: &LaneAddress,
        adult: &DifferingAdult,
        spells: &'a mut [Vec<Spell>; 2],
    ) -> Self {
        let &DifferingAdult { lane, found: Found { year, who, .. }, outcomes: (programme, comparison), words } = adult;
        let (group, replication) = (population.group, population.replication(lane));
        let (family, member) = (who.family, who.member);
        let course = AdultCourse { group: group.index, year, family, member, programme, comparison };
        let later = AfterRelapse { courses: courses.at(replication, year), adult: who };
        for (arm, spells) in spells.iter_mut().enumerate() {
            spells.clear();
            if let Some(tier) = course.tier(arm) {
                walk_spells((group, lane), year, (tier, arm), (words, &later), |spell| spells.push(spell));
            }
        }
        Self { group, lane, replication, course, spells }
    }

    /// Years from the planned one to the end of the horizon.
    fn years(&self) -> usize {
        self.group.families.len() - self.course.year
    }

    /// Adds its time to the lines that count each adult with an amount of its own.
    fn count_own(&self, population: &Population<'a, 'm>, counted: &mut Counters<'_>) {
        for own in &self.group.own {
            let (Driver::PersonYear(only), Some(luck)) = (own.driver, population.price(own)) else { continue };
            let counts = |tier: &TierId| only.is_none_or(|only| population.block.tier(only) == Some(*tier));
            if !(0..2).filter_map(|arm| self.course.tier(arm)).any(|tier| counts(&tier)) {
                continue;
            }
            let words = luck.at(self.replication, self.course.year).words(self.course.adult(), 0);
            let price = own.amount(self.lane, open_unit_f64(words[0], words[1]));
            for (arm, sign) in ARMS.into_iter().enumerate() {
                if self.course.tier(arm).is_some_and(|tier| counts(&tier)) {
                    let row = counted.activity.row_mut(own.row);
                    self.spells[arm].iter().for_each(|&spell| self.add(spell, sign * price, row));
                }
            }
        }
    }

    /// Adds a spell's part of each year to a row.
    fn add(&self, spell: Spell, weight: f64, row: &mut [Numbers]) {
        for (k, value) in row[self.course.year..].iter_mut().enumerate().skip(spell.start as usize) {
            let part = spell.in_year(k);
            if part == 0.0 && k as f64 >= spell.end {
                return;
            }
            value[self.lane] += weight * part;
        }
    }

    /// Adds the time on support that the programme saves to the lines reimbursed by weeks of it: comparison less programme.
    fn count_stairs(&self, counted: &mut Counters<'_>, AdultOnStairs { off, time }: &mut AdultOnStairs) {
        let years = self.years();
        let over = Counted { from: self.group.leaving.of(self.lane).delay(), years };
        for line in &self.group.stairs {
            time.clear();
            time.resize(line.stairs.steps() * years, 0.0);
            for (arm, sign) in ARMS.into_iter().enumerate() {
                off.clear();
                if let Some(tier) = self.course.tier(arm).filter(|&tier| line.tier.is_none_or(|only| only == tier)) {
                    let self_support = self.group.self_support(tier);
                    off.extend(self.spells[arm].iter().map(|&spell| Off { spell, self_support }));
                }
                line.stairs.add(off, over, -sign, time);
            }
            for (step, time) in time.chunks_exact(years).enumerate() {
                let row: Row = line.first.after(step);
                let row = &mut counted.activity.row_mut(row)[self.course.year..];
                row.iter_mut().zip(time).for_each(|(value, time)| value[self.lane] += *time);
            }
        }
    }
}

/// Walks through the spells of self-sufficiency of an adult planned for a year who reaches a tier in an arm (0 = programme, 1 =
/// comparison), in one lane. Its luck is the words of its course, and what follows the first relapse.
#[inline]
fn walk_spells(
    (group, lane): (&GroupSetting<'_, Numbers>, usize),
    year: usize,
    (tier, arm): (TierId, usize),
    (words, later): ([u32; 4], &AfterRelapse),
    visit: impl FnMut(Spell),
) {
    let Some(rule) = &group.course else { return };
    let (leaving, moment) = (group.leaving.of(lane), open_unit(words[MOMENT]));
    let start = match &group.tiers[tier].waits[arm] {
        Some(wait) => leaving.begin(moment, wait.of(lane).years(open_unit(words[WAIT]))),
        None => leaving.time(moment),
    };
    walk((rule, lane), year, group.families.len() - year, start, open_unit(words[RELAPSE]), later, visit);
}
