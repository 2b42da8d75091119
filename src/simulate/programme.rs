//! One simulated programme: all families of all intake years at one draw of the parameters.

use super::adult::simulate_adults;
use super::events::simulate_events;
use super::family::Families;
use super::luck::GroupLuck;
use super::{Luck, Witness};
use crate::distribution::Distribution;
use crate::model::intake::Rounding;
use crate::model::{Activity, GroupSetting, OwnLine, Rows, Setting, Subject};
use crate::random::{Purpose, Who, open_unit_f64};
use std::ops::Range;

/// The families of one group planned for one year, or some of them.
pub(super) struct Scope<'s, 'm> {
    pub setting: &'s GroupSetting<'m>,
    pub rows: &'s Rows,
    pub luck: GroupLuck<'m>,
    /// The planned year of leaving, by position.
    pub year: usize,
    /// The families looked at, by number.
    pub range: Range<u32>,
}

/// Simulates a programme family by family and writes what happened into `activity`.
pub fn simulate(setting: &Setting<'_>, luck: Luck, activity: &mut Activity, witness: &mut impl Witness) {
    activity.clear();
    for group in &setting.groups {
        for year in 0..group.families.len() {
            let luck = luck.group(&group.group.id);
            let families = families_planned(group, &luck, year);
            witness.intake(group.index, year, families);
            let scope = Scope { setting: group, rows: &setting.rows, luck, year, range: 0..families };
            simulate_intake(&scope, activity, witness);
        }
    }
}

/// Simulates one family alone, exactly as [`simulate`] does among the others: what it costs and what the programme changes
/// for it, without what is paid whoever takes part.
pub fn simulate_family(
    setting: &Setting<'_>,
    luck: Luck,
    (group, year, family): (usize, usize, u32),
    activity: &mut Activity,
    witness: &mut impl Witness,
) {
    activity.clear();
    activity.row_mut(Rows::CALENDAR_YEARS).fill(0.0);
    let group = &setting.groups[group];
    let luck = luck.group(&group.group.id);
    let scope = Scope { setting: group, rows: &setting.rows, luck, year, range: family..family + 1 };
    simulate_intake(&scope, activity, witness);
}

fn simulate_intake(scope: &Scope<'_, '_>, activity: &mut Activity, witness: &mut impl Witness) {
    let families = Families::new(scope.setting, &scope.luck, scope.year, scope.range.clone());
    let block = scope.rows.group(scope.setting.index);
    for (row, subject) in
        [(block.families(), Subject::Family), (block.adults(), Subject::Adult), (block.children(), Subject::Child)]
    {
        for part in scope.setting.parts.of(0) {
            if let Some(value) = activity.row_mut(row)[scope.year..].get_mut(part.later) {
                *value += families.count_leaving(part.later, subject) as f64;
            }
        }
    }
    simulate_adults(scope, &families, activity, witness);
    simulate_events(scope, &families, activity, witness);
    for own in &scope.setting.own {
        count_by_schedule(scope, &families, own, activity);
    }
}

/// Families, adults or children of the intake, each with an amount of their own, in the years since leaving that the
/// line's schedule says.
fn count_by_schedule(scope: &Scope<'_, '_>, families: &Families<'_>, own: &OwnLine<'_>, activity: &mut Activity) {
    let Some(subject) = own.driver.subject() else { return };
    let row = &mut activity.row_mut(own.row)[scope.year..];
    for later in scope.setting.parts.of(0).iter().map(|part| part.later) {
        let Some(row) = row.get_mut(later..).filter(|row| !row.is_empty()) else { continue };
        let units = match &own.price {
            None => families.count_leaving(later, subject) as f64,
            Some((path, price)) => families
                .iter()
                .filter(|family| family.later == later)
                .flat_map(|family| family.subjects(subject))
                .map(|subject| own_price(path, price.of(0), &scope.luck, scope.year, subject, 0))
                .sum(),
        };
        match &own.schedule {
            None => row[0] += units,
            Some(schedule) => row.iter_mut().zip(schedule).for_each(|(value, factor)| *value += units * factor),
        }
    }
}

/// The whole number of families planned for one year.
fn families_planned(setting: &GroupSetting<'_>, luck: &GroupLuck<'_>, year: usize) -> u32 {
    Rounding::of(setting.families[year]).at(luck.address(Purpose::INTAKE, year).uniform())
}

/// What amounts depend on that differ between families, of a line whose amount has this path.
pub(super) fn price_purpose(path: &str) -> Purpose {
    Purpose::named("each").extended(path)
}

/// The amount of one subject (or of one of its events) for a line whose amount differs between families.
pub(super) fn own_price(
    path: &str,
    distribution: &Distribution,
    luck: &GroupLuck<'_>,
    year: usize,
    subject: Who,
    index: u32,
) -> f64 {
    let words = luck.address(price_purpose(path), year).words(subject, index);
    distribution.sample(open_unit_f64(words[0], words[1]))
}
