//! Adults with outcomes that differ between the arms: which tier each reaches, when, and for how long.

use super::entry::{EntryWords, Reach};
use super::population::{Buffers, Counters, Population};
use super::simple::Simple;
use super::stretch::{Found, SimulationScope};
use crate::model::employment::ARMS;
use crate::model::relapse::Course;
use crate::model::spell::{Entered, walk};
use crate::model::support::Counted;
use crate::model::{Coupling, Driver, Employment, GroupSetting, OffSupport, Row, Spell, TierId};
use crate::random::{LaneAddress, Purpose, complete, open_unit, open_unit_f64};
use crate::simulate::luck::{AfterRelapse, MOMENT, OWN, RELAPSE, WAIT};
use crate::simulate::{AdultCourse, Outcomes, Witness};
use crate::vectorised::{LANES, Numbers, vectorised};

/// The adults of a group.
pub struct Adults {
    reach: Reach,
    words: LaneAddress,
    courses: LaneAddress,
    /// The words of the comparison arm, where the arms are independent.
    others: LaneAddress,
    differing: Vec<DifferingAdult>,
    /// The spells of the current adult in each arm.
    spells: [Vec<Spell>; 2],
    stairs: AdultOnStairs,
}

/// The current adult on the reimbursement stairs of a line: spells off support, and the time on support saved, by step and year.
#[derive(Default)]
struct AdultOnStairs {
    off: Vec<OffSupport>,
    time: Vec<f64>,
}

/// An adult with an outcome, or a wait for it, that differs between the arms.
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
            // Sums of amounts depend on the order, and a witness sees adults in order.
            self.differing.sort_by_key(|differing| {
                let Found { year, id, .. } = differing.found;
                (differing.lane, year, id.family, id.member)
            });
        }
        for differing in &self.differing {
            let &DifferingAdult { lane, found: Found { year, .. }, .. } = differing;
            let adult = Adult::new(population, &self.courses, differing, &mut self.spells);
            for (arm, sign) in ARMS.into_iter().enumerate() {
                let Some(tier) = adult.course.tier(arm) else { continue };
                for &spell in &adult.spells[arm] {
                    counted.spells.add(tier, lane, year, spell, sign);
                }
            }
            if !whole_units {
                adult.count_own(population, counted);
                adult.count_stairs(counted, &mut self.stairs);
            }
            if lane == 0 && witness.watches() {
                witness.entered(&adult.course, adult.spells.clone());
            }
        }
    }

    /// Lists the adults that may differ, or with independent arms may reach a tier in one `arm`, and draws their courses.
    fn list(&self, population: &Population<'_, '_>, buffers: &mut Buffers, arm: Option<usize>) {
        let words = if arm == Some(1) { &self.others } else { &self.words };
        let intervals = self.reach.intervals(population.group, arm);
        buffers.find(population, &intervals, words, 0);
        buffers.draw(population, &self.courses, 0);
    }

    /// Keeps the listed adults with outcomes that differ under one word for both arms.
    fn keep(&mut self, population: &Population<'_, '_>, buffers: &Buffers, witness: &mut impl Witness) {
        for lane in 0..LANES {
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let (found, words) = (population.subjects.at(slot), buffers.words.at(at));
                let entry = EntryWords { arms: [complete(top, words[OWN]); 2], moment: words[MOMENT] };
                let outcomes = self.reach.outcomes(population.group, lane, population.families, &found, entry);
                show(population.scope, outcomes, witness);
                if self.reach.differ(outcomes) {
                    self.differing.push(DifferingAdult { lane, found, outcomes, words });
                }
            }
        }
    }

    /// Keeps the listed adults who reach a tier in one of two independent arms. An adult listed in both arms is kept once: arm 0 keeps
    /// adults who reach a tier under the programme, arm 1 the others.
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
                    [complete(top, words[OWN]), other.word(found.id)]
                } else {
                    let word = complete(own.top_byte(found.id, 0), words[OWN]);
                    [word, complete(top, other.words(found.id, 1)[0])]
                };
                let entry = EntryWords { arms, moment: words[MOMENT] };
                let outcomes = self.reach.outcomes(population.group, lane, population.families, &found, entry);
                if arm == 0 {
                    show(population.scope, outcomes, witness);
                }
                if self.reach.differ(outcomes) && outcomes.0.is_some() == (arm == 0) {
                    self.differing.push(DifferingAdult { lane, found, outcomes, words });
                }
            }
        }
    }
}

/// The arm under the programme.
const PROGRAMME: usize = 0;

impl Adults {
    /// Calls `entered` for every adult of a stretch who becomes self-sufficient under the programme: the lane, the planned year and the
    /// time of entry in years since its 1 January.
    pub fn observe(
        &mut self,
        population: &Population<'_, '_>,
        buffers: &mut Buffers,
        in_bulk: bool,
        mut entered: impl FnMut(usize, usize, f64, u32),
    ) {
        let group = population.group;
        self.reach.update(group, !population.families.are_independent());
        if in_bulk && all_enter_in(population) == Some(0) {
            self.observe_in_bulk(population, buffers, entered);
            return;
        }
        let intervals = self.reach.intervals(group, Some(PROGRAMME));
        buffers.find(population, &intervals, &self.words, 0);
        if let Some(later) = all_enter_in(population) {
            for lane in 0..LANES {
                let certain = self.reach.surely(lane);
                for at in buffers.list.of_lane(lane) {
                    let (slot, top) = buffers.list.at(at);
                    let Found { year, id, .. } = population.subjects.at(slot);
                    let word = || {
                        let own = self.courses.at(population.replication(lane), year).words(id, 0)[OWN];
                        complete(top, own)
                    };
                    if top < certain || self.reach.enters(lane, word()) {
                        entered(lane, year, later as f64, 1);
                    }
                }
            }
            return;
        }
        buffers.draw(population, &self.courses, 0);
        for lane in 0..LANES {
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let (found, words) = (population.subjects.at(slot), buffers.words.at(at));
                let entry = EntryWords { arms: [complete(top, words[OWN]); 2], moment: words[MOMENT] };
                let (programme, _) = self.reach.outcomes(group, lane, population.families, &found, entry);
                if let Some(tier) = programme {
                    entered(lane, found.year, entry_time(group, lane, (tier, PROGRAMME), words), 1);
                }
            }
        }
    }
}

impl Adults {
    /// The same where all enter in the year of leaving and nobody asks which that is: those whose top byte decides are counted, the rest of
    /// the word is drawn for the others only.
    fn observe_in_bulk(
        &self,
        population: &Population<'_, '_>,
        buffers: &mut Buffers,
        mut entered: impl FnMut(usize, usize, f64, u32),
    ) {
        let certain: [u8; LANES] = std::array::from_fn(|lane| self.reach.surely(lane));
        let counts = buffers.count_below(population, &certain, &self.words, 0);
        for lane in 0..LANES {
            entered(lane, 0, 0.0, counts[lane]);
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let Found { year, id, .. } = population.subjects.at(slot);
                let own = self.courses.at(population.replication(lane), year).words(id, 0)[OWN];
                if self.reach.enters(lane, complete(top, own)) {
                    entered(lane, year, 0.0, 1);
                }
            }
        }
    }
}

/// How many years after the planned one all adults enter who enter at all, whatever the rest of their words: `None` where that is not
/// known, or families or years differ.
fn all_enter_in(population: &Population<'_, '_>) -> Option<usize> {
    let group = population.group;
    let (&[part], true) = (&group.parts.of(0)[..], group.parts.is_alike()) else { return None };
    let at_once = group.tiers.iter().all(|tier| tier.waits[PROGRAMME].is_none());
    let alike = group.entry.len() == 1 && population.families.are_independent();
    (at_once && alike).then_some(part.later)
}

/// Whether [`Simple`] applies: no waits, no second entry, no amounts of their own, and nothing that differs between families or years.
fn are_simple(population: &Population<'_, '_>) -> bool {
    let group = population.group;
    group.tiers.iter().all(|tier| tier.waits.iter().all(Option::is_none))
        && group.entry.len() == 1
        && group.own.is_empty()
        && group.stairs.is_empty()
        && population.families.are_independent()
        && group.course.as_ref().is_some_and(Course::is_one_spell)
}

/// Shows the tiers that an adult of a family simulated alone reaches.
fn show(scope: SimulationScope, outcomes: Outcomes, witness: &mut impl Witness) {
    if scope != SimulationScope::All {
        witness.achieves(outcomes);
    }
}

/// An adult in one lane with its course.
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
        let &DifferingAdult { lane, found: Found { year, id, .. }, outcomes: (programme, comparison), words } = adult;
        let (group, replication) = (population.group, population.replication(lane));
        let (family, member) = (id.family, id.member);
        let course = AdultCourse { group: group.index, year, family, member, programme, comparison };
        let later = AfterRelapse { courses: courses.at(replication, year), adult: id };
        for (arm, spells) in spells.iter_mut().enumerate() {
            spells.clear();
            if let Some(tier) = course.tier(arm) {
                let plan = TierReached { year, tier, arm };
                walk_spells(group, lane, plan, words, &later, |spell| spells.push(spell));
            }
        }
        Self { group, lane, replication, course, spells }
    }

    /// Years from the planned year to the end of the horizon.
    fn years(&self) -> usize {
        self.group.families.len() - self.course.year
    }

    /// Adds its time to the lines on which each adult has an amount of its own.
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
                    off.extend(self.spells[arm].iter().map(|&spell| OffSupport { spell, self_support }));
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

/// An adult who reaches a tier in an arm (0 = programme, 1 = comparison).
#[derive(Clone, Copy)]
struct TierReached {
    /// The planned year of leaving, by position.
    year: usize,
    tier: TierId,
    arm: usize,
}

/// When an adult in one lane enters a tier in an arm for the first time, in years since 1 January of the planned year.
#[inline]
fn entry_time(group: &GroupSetting<'_, Numbers>, lane: usize, (tier, arm): (TierId, usize), words: [u32; 4]) -> f64 {
    let (leaving, moment) = (group.leaving.of(lane), open_unit(words[MOMENT]));
    match &group.tiers[tier].waits[arm] {
        Some(wait) => leaving.begin(moment, wait.of(lane).years(open_unit(words[WAIT]))),
        None => leaving.time(moment),
    }
}

/// Walks through the spells of self-sufficiency of an adult in one lane. `words` are those of its course up to the first relapse,
/// `later` has the words after it.
#[inline]
fn walk_spells(
    group: &GroupSetting<'_, Numbers>,
    lane: usize,
    TierReached { year, tier, arm }: TierReached,
    words: [u32; 4],
    later: &AfterRelapse,
    visit: impl FnMut(Spell),
) {
    let Some(rule) = &group.course else { return };
    let start = entry_time(group, lane, (tier, arm), words);
    let years = group.families.len() - year;
    walk(rule, lane, Entered { year, years, start, relapse: open_unit(words[RELAPSE]) }, later, visit);
}
