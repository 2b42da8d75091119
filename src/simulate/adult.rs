//! One adult: which outcome in each arm, when, and for how long.

use super::family::{Families, FamilyDraw};
use super::luck::{AfterRelapse, MOMENT, Marginal, OWN};
use super::programme::own_price;
use super::{Luck, Scope, Witness};
use crate::model::employment::{ARMS, threshold};
use crate::model::spell::walk;
use crate::model::support::Counted;
use crate::model::{
    Activity, Coupling, Driver, Entry, GroupSetting, Leaving, Off, Segment, Setting, Spell, StairsLine, Subject, TierId,
};
use crate::random::{Address, LOW_BITS, Purpose, SHARING, TopBytes, Who, complete, judge, open_unit};

/// An adult whose outcomes differ between the arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdultCourse {
    /// The group, by position.
    pub group: usize,
    /// The year that its leaving was planned for, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// Which of the family's adults, from 0.
    pub member: u32,
    /// The tier reached under the programme.
    pub programme: Option<TierId>,
    /// The tier that would have been reached anyway.
    pub comparison: Option<TierId>,
}

/// Simulates the adults planned for one year. Adults whose arms do not differ are mostly skipped after the top byte
/// of their word.
pub(super) fn simulate_adults(
    scope: &Scope<'_, '_>,
    families: &Families<'_>,
    activity: &mut Activity,
    witness: &mut impl Witness,
) {
    let Scope { setting, luck, year, range, .. } = scope;
    let (words, courses) = (luck.address(Purpose::ENTRY, *year), luck.address(Purpose::COURSE, *year));
    let mut meet = |Who { family, member }, (programme, comparison)| {
        let (group, year) = (setting.index, *year);
        let course = AdultCourse { group, year, family, member, programme, comparison };
        record_adult(scope, &courses, &course, activity);
        witness.entered(&course);
    };
    let entries = Entries::of(setting, *year);
    let only = entries.only().filter(|entry| entry.coupling == Coupling::Monotone && families.are_single_adults());
    if let Some(entry) = only {
        let segments = setting.group.employment.as_ref().map_or_else(Vec::new, |employment| employment.segments(entry));
        scan(&segments, (&words, &courses), range.clone(), |adult, outcomes| meet(adult.into(), outcomes));
        return;
    }
    let others = luck.address(Purpose::ENTRY_IN_COMPARISON, *year);
    let Some(mut arms) = BothArms::new(&entries, (&words, &courses, &others)) else { return };
    for family in families.iter() {
        arms.tie(&family);
        for adult in family.subjects(Subject::Adult) {
            let outcomes = arms.outcomes(adult);
            if outcomes.0 != outcomes.1 || outcomes.0.is_some_and(|tier| waits_differ(setting, tier)) {
                meet(adult, outcomes);
            }
        }
    }
}

/// The word that tells what an adult achieves: the lower bits come out of the block that draws the adult's course too.
#[inline]
fn word(top: u8, courses: &Address, adult: u32) -> u32 {
    complete(top, courses.words(adult, 0)[OWN])
}

/// The entry probabilities that adults planned for one year face: by the calendar year in which they leave.
struct Entries<'a> {
    leaving: Leaving,
    /// Of those who leave so many years after the planned one; the same for all where it is one.
    parts: Vec<(usize, &'a Entry)>,
}

impl<'a> Entries<'a> {
    fn of(setting: &'a GroupSetting<'_>, year: usize) -> Self {
        let later = setting.cohorts(0).map(|cohort| cohort.later);
        let parts = later.filter_map(|later| Some((later, setting.entry(year, later)?)));
        Self { leaving: *setting.leaving.of(0), parts: parts.collect() }
    }

    /// Those that everybody faces, if all face the same.
    fn only(&self) -> Option<&'a Entry> {
        match self.parts[..] {
            [(_, entry)] => Some(entry),
            _ => None,
        }
    }
}

/// What the adults of one family after another achieve in both arms.
struct BothArms<'a> {
    leaving: Leaving,
    parts: Vec<Part>,
    coupling: Coupling,
    courses: &'a Address,
    /// Of the comparison arm, where the arms are drawn apart.
    others: &'a Address,
    tops: [TopBytes<'a>; 2],
}

/// Of those who leave in one calendar year, or of all.
struct Part {
    /// How many years after the planned one.
    later: usize,
    /// Probabilities of reaching at least each tier, programme and comparison.
    marginals: [Vec<Marginal>; 2],
    /// The same for the members of the family at hand, as thresholds.
    thresholds: [Vec<u64>; 2],
}

impl Part {
    fn of(later: usize, entry: &Entry) -> Self {
        let arms = [&entry.programme, &entry.comparison];
        Self {
            later,
            marginals: arms.map(|arm| arm.iter().map(|&p| Marginal::new(p)).collect()),
            thresholds: arms.map(|arm| arm.iter().map(|&p| threshold(p)).collect()),
        }
    }
}

impl<'a> BothArms<'a> {
    /// `None` where nobody enters, or only beyond the horizon.
    fn new(entries: &Entries<'_>, (words, courses, others): (&'a Address, &'a Address, &'a Address)) -> Option<Self> {
        let (_, first) = entries.parts.first()?;
        Some(Self {
            leaving: entries.leaving,
            parts: entries.parts.iter().map(|&(later, entry)| Part::of(later, entry)).collect(),
            coupling: first.coupling,
            courses,
            others,
            tops: [words, others].map(|address| TopBytes::new(address, 0)),
        })
    }

    /// Turns to a family, whose members may have something in common.
    fn tie(&mut self, family: &FamilyDraw) {
        if family.common.is_none() {
            return;
        }
        for Part { marginals, thresholds, .. } in &mut self.parts {
            for (tied, arm) in thresholds.iter_mut().zip(marginals) {
                tied.iter_mut().zip(arm).for_each(|(tied, &mut any)| *tied = threshold(family.common.given(any, 1.0)));
            }
        }
    }

    /// What an adult of it achieves in both arms; nothing where it leaves beyond the horizon.
    fn outcomes(&mut self, adult: Who) -> Outcomes {
        let Self { leaving, parts, coupling, courses, others, tops: [tops, other_tops] } = self;
        let own = || courses.words(adult, 0)[OWN];
        let part = match &parts[..] {
            [only] if only.later == 0 => only,
            _ => {
                let later = leaving.years_later(open_unit(courses.words(adult, 0)[MOMENT]));
                match parts.iter().find(|part| part.later == later) {
                    Some(part) => part,
                    None => return (None, None),
                }
            }
        };
        let reached =
            |arm: usize, word: u32| part.thresholds[arm].iter().position(|&threshold| u64::from(word) < threshold);
        match coupling {
            Coupling::Monotone => judge(tops.of(adult), own, |word| (reached(0, word), reached(1, word))),
            Coupling::Independent => (
                judge(tops.of(adult), own, |word| reached(0, word)),
                judge(other_tops.of(adult), || others.words(adult, 1)[0], |word| reached(1, word)),
            ),
        }
    }
}

/// The tiers reached with the programme and without it.
pub type Outcomes = (Option<TierId>, Option<TierId>);

/// What each adult of one family (group, planned year, number) achieves in both arms.
#[must_use]
pub fn outcomes(setting: &Setting<'_>, luck: Luck, (group, year, number): (usize, usize, u32)) -> Vec<Outcomes> {
    let group = &setting.groups[group];
    let luck = luck.group(&group.group.id);
    let (words, courses) = (luck.address(Purpose::ENTRY, year), luck.address(Purpose::COURSE, year));
    let others = luck.address(Purpose::ENTRY_IN_COMPARISON, year);
    let families = Families::new(group, &luck, year, number..number + 1);
    let Some(mut arms) = BothArms::new(&Entries::of(group, year), (&words, &courses, &others)) else { return vec![] };
    let mut found = Vec::new();
    for family in families.iter() {
        arms.tie(&family);
        found.extend(family.subjects(Subject::Adult).map(|adult| arms.outcomes(adult)));
    }
    found
}

/// How many years after the planned one a family (group, planned year, number) leaves.
#[must_use]
pub fn years_later(setting: &Setting<'_>, luck: Luck, (group, year, number): (usize, usize, u32)) -> usize {
    let group = &setting.groups[group];
    let luck = luck.group(&group.group.id);
    Families::new(group, &luck, year, number..number + 1).iter().map(|family| family.later).next().unwrap_or(0)
}

/// The spells of self-sufficiency of an adult who reaches a tier in an arm (0 = programme, 1 = comparison).
#[must_use]
pub fn spells(setting: &Setting<'_>, luck: Luck, course: &AdultCourse, reached: (TierId, usize)) -> Vec<Spell> {
    let group = &setting.groups[course.group];
    let courses = luck.group(&group.group.id).address(Purpose::COURSE, course.year);
    let mut spells = Vec::new();
    let luck = CourseLuck::new(&courses, course);
    walk_spells(group, &luck, course, reached, |spell| spells.push(spell));
    spells
}

/// Finds the single adults whose arms differ, sixteen at a time. The top byte of an adult's word mostly shows whether it lies
/// in a segment, and then it is all that is drawn.
fn scan(
    segments: &[Segment],
    (words, courses): (&Address, &Address),
    adults: std::ops::Range<u32>,
    mut meet: impl FnMut(u32, Outcomes),
) {
    for block in adults.start / SHARING..adults.end.div_ceil(SHARING) {
        let tops = words.top_bytes(block, 0);
        for segment in segments {
            let near = segment.without_low_bits(LOW_BITS);
            for (adult, top) in (block * SHARING..).zip(tops) {
                let part = u32::from(top);
                if near.contains(part)
                    && adults.contains(&adult)
                    && (near.from < part && part < near.last || segment.contains(word(top, courses, adult)))
                {
                    meet(adult, (segment.programme, segment.comparison));
                }
            }
        }
    }
}

fn waits_differ(setting: &GroupSetting<'_>, tier: TierId) -> bool {
    let [programme, comparison] = &setting.tiers[tier].waits;
    programme != comparison
}

/// The luck of one adult's course.
struct CourseLuck<'a> {
    /// Moment of entry, year of relapse, the lower bits of the word that tells what the adult achieves, wait.
    words: [u32; 4],
    later: AfterRelapse<'a>,
}

impl<'a> CourseLuck<'a> {
    fn new(courses: &'a Address, course: &AdultCourse) -> Self {
        let adult = course.adult();
        Self { words: courses.words(adult, 0), later: AfterRelapse { courses, adult } }
    }
}

/// The spells of self-sufficiency of an adult who reaches a tier in an arm (0 = programme, 1 = comparison).
fn walk_spells(
    setting: &GroupSetting<'_>,
    luck: &CourseLuck<'_>,
    course: &AdultCourse,
    (tier, arm): (TierId, usize),
    visit: impl FnMut(Spell),
) {
    let Some(rule) = &setting.course else { return };
    let (leaving, moment) = (setting.leaving.of(0), open_unit(luck.words[MOMENT]));
    let start = match &setting.tiers[tier].waits[arm] {
        Some(wait) => leaving.begin(moment, wait.of(0).years(open_unit(luck.words[3]))),
        None => leaving.time(moment),
    };
    let remaining = setting.families.len() - course.year;
    walk(rule, course.year, remaining, start, open_unit(luck.words[1]), &luck.later, visit);
}

/// Adds the adult's time in each tier: the programme's outcome positive, the comparison's negative.
fn record_adult(scope: &Scope<'_, '_>, courses: &Address, course: &AdultCourse, activity: &mut Activity) {
    let setting = scope.setting;
    let luck = CourseLuck::new(courses, course);
    let block = scope.rows.group(setting.index);
    let remaining = setting.families.len() - course.year;
    for (arm, sign) in ARMS.into_iter().enumerate() {
        let Some(tier) = course.tier(arm) else { continue };
        let row = &mut activity.row_mut(block.person_years(tier))[course.year..];
        walk_spells(setting, &luck, course, (tier, arm), |spell| add(row, spell, sign));
    }
    for own in &setting.own {
        let (Driver::PersonYear(only), Some((path, price))) = (own.driver, &own.price) else { continue };
        let counts = |tier: TierId| only.is_none_or(|only| block.tier(only) == Some(tier));
        if !(0..2).filter_map(|arm| course.tier(arm)).any(counts) {
            continue;
        }
        let price = own_price(path, price.of(0), &scope.luck, course.year, course.adult(), 0);
        for (arm, sign) in ARMS.into_iter().enumerate() {
            let Some(tier) = course.tier(arm).filter(|&tier| counts(tier)) else { continue };
            let row = &mut activity.row_mut(own.row)[course.year..];
            walk_spells(setting, &luck, course, (tier, arm), |spell| add(row, spell, sign * price));
        }
    }
    for line in &setting.stairs {
        let time = time_on_steps(setting, &luck, course, line, remaining);
        for (step, time) in time.chunks_exact(remaining).enumerate() {
            let row = activity.row_mut(line.first.after(step));
            row[course.year..].iter_mut().zip(time).for_each(|(value, time)| *value += time);
        }
    }
}

/// Time on support that the programme saves on each step of the stairs, steps by years: comparison less programme.
fn time_on_steps(
    setting: &GroupSetting<'_>,
    luck: &CourseLuck<'_>,
    course: &AdultCourse,
    line: &StairsLine<'_>,
    years: usize,
) -> Vec<f64> {
    let mut time = vec![0.0; line.stairs.steps() * years];
    let mut off = Vec::new();
    let over = Counted { from: setting.leaving.of(0).delay(), years };
    for (arm, sign) in ARMS.into_iter().enumerate() {
        off.clear();
        if let Some(tier) = course.tier(arm).filter(|&tier| line.tier.is_none_or(|only| only == tier)) {
            let self_support = setting.self_support(tier);
            walk_spells(setting, luck, course, (tier, arm), |spell| off.push(Off { spell, self_support }));
        }
        line.stairs.add(&off, over, -sign, &mut time);
    }
    time
}

/// Adds a spell's part of each year.
#[inline]
fn add(row: &mut [f64], spell: Spell, weight: f64) {
    for (k, value) in row.iter_mut().enumerate().skip(spell.start as usize) {
        let part = spell.in_year(k);
        if part == 0.0 && k as f64 >= spell.end {
            return;
        }
        *value += weight * part;
    }
}

impl AdultCourse {
    /// Whose it is.
    #[must_use]
    pub fn adult(&self) -> Who {
        Who { family: self.family, member: self.member }
    }

    /// The tier reached in an arm: 0 = programme, 1 = comparison.
    #[must_use]
    pub fn tier(&self, arm: usize) -> Option<TierId> {
        if arm == 0 { self.programme } else { self.comparison }
    }
}
