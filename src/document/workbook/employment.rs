//! Self-sufficient person-years as formulas.
//!
//! The same as [`expected`](crate::expected): n_y · (p₁ − p₀) · s_{t−y} summed over the years y of leaving, with s from the hazards of
//! relapse, the part of the year of relapse that counts, and re-entry.

use super::workings::{Workings, convolved, path};
use super::{Expression, NumberFormat};
use crate::model::{Arrival, Group, GroupSetting, Hazards, Quantity, Subject, Tier};

/// Shares are shown with decimals enough to follow.
const SHARE: NumberFormat = NumberFormat::Percent(2);
const TIME: NumberFormat = NumberFormat::Decimals(4);

/// Person-years of each tier of a group by year; `None` where they cannot be written as formulas.
pub(super) fn person_years(
    workings: &mut Workings<'_, '_>,
    setting: &GroupSetting<'_>,
) -> Vec<Option<Vec<Expression>>> {
    let Some(employment) = &setting.group.employment else { return Vec::new() };
    let tiers = employment.tiers.len();
    // Good and bad years move probabilities and hazards from cohort to cohort.
    if workings.model().labour_market.is_some() {
        return vec![None; tiers];
    }
    let certain = |tier: &Tier| tier.delay.iter().flatten().all(crate::model::Varying::is_certain);
    if !setting.group.intake.delay.is_certain() || !employment.tiers.iter().all(certain) {
        return vec![None; tiers];
    }
    let group = setting.group;
    workings.heading(workings.words.workbook().self_sufficiency);
    let planned = workings.planned(group, Subject::Adult);
    let label = workings.words.who_leave(Subject::Adult);
    let adults = workings.by_year(&label, NumberFormat::Decimals(2), planned);
    let shares = shares(workings, group);
    let Some(survival) = survival(workings, group) else { return vec![None; tiers] };
    let years = workings.model().calendar.years;
    let mut found = Vec::new();
    for (tier, shares) in employment.tiers.iter().zip(shares) {
        let waits = &setting.tiers[found.len()].waits;
        let arrivals = waits
            .each_ref()
            .map(|wait| Arrival::of(*setting.leaving.of(0), wait.as_ref().map(|wait| wait.of(0)), years));
        let name = name(tier, employment.tiers.len());
        let alike = arrivals[0] == arrivals[1];
        let labels = workings.words.workbook();
        let parts = if alike {
            vec![(labels.time_self_sufficient, &arrivals[0], Expression::minus(shares[0].clone(), shares[1].clone()))]
        } else {
            let lost = Expression::product([Expression::Number(-1.0), shares[1].clone()]);
            vec![(labels.time_with, &arrivals[0], shares[0].clone()), (labels.time_without, &arrivals[1], lost)]
        };
        let mut terms = vec![Vec::new(); years];
        for (label, arrival, share) in parts {
            let share = if alike {
                workings.constant(&format!("{}{name}", labels.additional_share), SHARE, share)
            } else {
                share
            };
            workings.by_age(labels.years_since_leaving);
            let time = time(workings, group, arrival, &survival, &format!("{label}{name}"));
            workings.calendar_years();
            for (terms, time) in terms.iter_mut().zip(convolved(&adults, &time)) {
                terms.push(Expression::product([share.clone(), time]));
            }
        }
        let values = terms.into_iter().map(Expression::sum).collect();
        let label = format!("{}{name}", labels.person_years);
        found.push(Some(workings.by_year(&label, NumberFormat::Decimals(4), values)));
    }
    found
}

/// ` (full)`: which tier, where there are several.
fn name(tier: &Tier, tiers: usize) -> String {
    if tiers > 1 { format!(" ({})", tier.id) } else { String::new() }
}

/// The share of adults in each tier, in both arms.
fn shares(workings: &mut Workings<'_, '_>, group: &Group) -> Vec<[Expression; 2]> {
    let Some(employment) = &group.employment else { return Vec::new() };
    let labels = workings.words.workbook();
    let scale_up = workings.inputs.quantity(&["scale_up"], workings.model().scale_up);
    let mut reached = [Expression::Number(0.0), Expression::Number(0.0)];
    let mut found = Vec::new();
    for tier in &employment.tiers {
        let name = name(tier, employment.tiers.len());
        let arms = [("programme", tier.programme), ("comparison", tier.comparison)].map(|(arm, quantity)| {
            let paths = [format!("employment.tiers.{}.{arm}", tier.id), format!("employment.{arm}")];
            workings.inputs.quantity(&paths.map(|section| path(group, &section)), quantity)
        });
        // Conditional on no better tier.
        let before = reached.clone();
        let [with, without] =
            [0, 1].map(|arm: usize| Expression::product([before[arm].clone().complement(), arms[arm].clone()]));
        let without = workings.constant(&format!("{}{name}", labels.share_without), SHARE, without);
        let with = workings.constant(&format!("{}{name}", labels.share_with), SHARE, with);
        reached =
            [Expression::sum([before[0].clone(), with.clone()]), Expression::sum([before[1].clone(), without.clone()])];
        found.push([with, without]);
    }
    if scale_up != Expression::Number(1.0) {
        // Of each tier what remains of the effect in operation.
        for ([with, without], tier) in found.iter_mut().zip(&employment.tiers) {
            let effect = Expression::product([scale_up.clone(), Expression::minus(with.clone(), without.clone())]);
            let label = format!("{}{}", labels.share_in_operation, name(tier, employment.tiers.len()));
            *with = workings.constant(&label, SHARE, Expression::sum([without.clone(), effect]));
        }
    }
    found
}

/// The share still self-sufficient at the end of each year since entry; `None` where there is no entry, or no curve at base values.
fn survival(workings: &mut Workings<'_, '_>, group: &Group) -> Option<Vec<Expression>> {
    let employment = group.employment.as_ref()?;
    let labels = workings.words.workbook();
    let paths = [path(group, "relapse.hazard"), "relapse.hazard".to_owned()];
    workings.by_age(labels.years_since_entry);
    let of_curve = of_curve(workings, &employment.relapse.hazard)?;
    let row = workings.sheet.next();
    let mut alive = Expression::Number(1.0);
    let mut values = Vec::new();
    for k in 0..workings.model().calendar.years {
        let hazard = match &employment.relapse.hazard {
            Hazards::Curve(_) => of_curve[k].clone(),
            Hazards::ByYear(hazards) if hazards.len() == 1 => workings.inputs.quantity(&paths, hazards[0]),
            Hazards::ByYear(hazards) => {
                let index = k.min(hazards.len() - 1);
                workings.inputs.entry(&paths, index, hazards[index])
            }
        };
        let value = Expression::product([alive, hazard.complement()]);
        alive = Expression::Cell(workings.sheet.place(row, super::workings::FIRST_YEAR + k as u16), value.value());
        values.push(value);
    }
    Some(workings.by_year(labels.still_self_sufficient, TIME, values))
}

/// The hazards that follow from a curve at base values, in a row of numbers: they do not follow the cells of the assumptions.
fn of_curve(workings: &mut Workings<'_, '_>, hazards: &Hazards) -> Option<Vec<Expression>> {
    let Hazards::Curve(curve) = hazards else { return Some(Vec::new()) };
    let years = workings.model().calendar.years;
    let found = curve.hazards(&workings.inputs.base, years).ok()?;
    let label = workings.words.workbook().hazards_of_curve;
    Some(workings.by_year(label, SHARE, found.into_iter().map(Expression::Number).collect()))
}

/// The expected self-sufficient time by year since leaving.
fn time(
    workings: &mut Workings<'_, '_>,
    group: &Group,
    arrival: &Arrival,
    survival: &[Expression],
    label: &str,
) -> Vec<Expression> {
    let Some(employment) = &group.employment else { return Vec::new() };
    let (years, counted) = (survival.len(), employment.relapse.counted);
    let numbers = |values: &[f64]| values.iter().map(|value| Expression::Number(*value)).collect::<Vec<_>>();
    let (mut entrants, mut rests) = (numbers(&arrival.mass), numbers(&arrival.rest));
    if employment.relapse.reentry != Quantity::Fixed(0.0) {
        let again = reentrants(workings, group, arrival, survival);
        for ((again, entrants), rest) in again.into_iter().zip(&mut entrants).zip(&mut rests) {
            let half = Expression::product([Expression::Number(0.5), again.clone()]);
            *entrants = Expression::sum([std::mem::replace(entrants, Expression::Number(0.0)), again]);
            *rest = Expression::sum([std::mem::replace(rest, Expression::Number(0.0)), half]);
        }
        let labels = workings.words.workbook();
        entrants = workings.by_year(labels.enter, TIME, entrants);
    }
    // What of a year counts at an age: all of it for those who stay, a part for those who relapse in it.
    let counts = |age: usize| {
        let part = match (counted, age) {
            (0.0, _) => Expression::Number(0.0),
            (_, 0) => survival[0].clone().complement(),
            _ => Expression::minus(survival[age - 1].clone(), survival[age].clone()),
        };
        Expression::sum([survival[age].clone(), Expression::product([Expression::Number(counted), part])])
    };
    let of = |year: usize| {
        let entered = |k: usize| {
            let whole = if k == year { &rests[k] } else { &entrants[k] };
            Expression::product([whole.clone(), counts(year - k)])
        };
        Expression::sum((0..=year).map(entered))
    };
    let values = (0..years).map(of).collect();
    workings.by_year(label, TIME, values)
}

/// Those who enter again by year since leaving, after a relapse.
fn reentrants(
    workings: &mut Workings<'_, '_>,
    group: &Group,
    arrival: &Arrival,
    survival: &[Expression],
) -> Vec<Expression> {
    let Some(employment) = &group.employment else { return Vec::new() };
    let labels = workings.words.workbook();
    let chance = [path(group, "relapse.reentry"), "relapse.reentry".to_owned()];
    let chance = workings.inputs.quantity(&chance, employment.relapse.reentry);
    let years = survival.len();
    // The row of those who wait comes first: each year's re-entrants are a share of those who waited at the end of the year before.
    let (waits, enters) = (workings.sheet.next(), workings.sheet.next() + 1);
    let first = super::workings::FIRST_YEAR;
    let (mut waiting, mut again): (Vec<Expression>, Vec<Expression>) = (Vec::new(), Vec::new());
    let cell = |workings: &Workings<'_, '_>, row: u32, k: usize, value: f64| {
        Expression::Cell(workings.sheet.place(row, first + k as u16), value)
    };
    for k in 0..years {
        let before =
            if k == 0 { Expression::Number(0.0) } else { cell(workings, waits, k - 1, waiting[k - 1].value()) };
        again.push(Expression::product([chance.clone(), before.clone()]));
        let at = |j: usize| if j == 0 { Expression::Number(0.0) } else { cell(workings, enters, j, again[j].value()) };
        let lost = |j: usize| {
            let entered = Expression::sum([Expression::Number(arrival.mass[j]), at(j)]);
            let age = k - j;
            let earlier = if age == 0 { Expression::Number(1.0) } else { survival[age - 1].clone() };
            Expression::product([entered, Expression::minus(earlier, survival[age].clone())])
        };
        let gone = Expression::sum(std::iter::once(before).chain((0..=k).map(lost)));
        waiting.push(Expression::minus(gone, at(k)));
    }
    workings.by_year(labels.relapsed, TIME, waiting);
    workings.by_year(labels.enter_again, TIME, again)
}
