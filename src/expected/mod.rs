//! The exact expectation of a ledger for one parameter draw, with no random number.
//!
//! One piece of code with five uses: the published table at base values, the variance split, analyses without chance
//! noise, a much more precise mean at the same cost, and the oracle that the simulation is tested against.
//!
//! With n_y families planned for a year, the share a of adults whom the programme brings to a tier, expected self-sufficient
//! time s_k and event time o_k in the k-th year since the planned one, and expected events m_y:
//!
//! * person-years in year t: Σ_{y ≤ t} n_y · a · s_{t−y}
//! * event-years in year t: Σ_{y ≤ t} m_y · o_{t−y}
//!
//! Waits, relapse with re-entry and durations are closed forms ([`Arrival`](crate::model::Arrival),
//! [`relapse`](crate::model::relapse), [`Stay`](crate::model::Stay)), and every linear line is the tariff times these
//! rows. Two rules are not linear and have files of their own: reimbursement by weeks on support (closed form where nobody
//! enters again, else with a correction by quadrature whose error [`saved_support`](crate::model::saved_support) states)
//! and the refund of what a household costs (an enumeration of who is placed, in closed form over moment and duration).

mod refund;
mod stairs;

use crate::distribution::Univariate;
use crate::model::{
    Activity, BusinessCase, Draw, EventSetting, Frequency, GroupRows, GroupSetting, Model, Setting, SettingError,
    Subject,
};

/// Writes the expected activity of a setting into `activity`.
pub fn expect(setting: &Setting<'_>, activity: &mut Activity) {
    activity.clear();
    for group in &setting.groups {
        let block = setting.rows.group(group.index);
        intake(group, block, activity);
        person_years(group, block, activity);
        for (index, event) in group.events.iter().enumerate() {
            if let Some(event) = event {
                events(group, block, (index, event), activity);
            }
        }
        own_lines(group, block, activity);
        stairs::expect(group, activity);
        refund::expect(group, activity);
    }
}

fn intake(group: &GroupSetting<'_>, block: &GroupRows, activity: &mut Activity) {
    for (row, subject) in
        [(block.families(), Subject::Family), (block.adults(), Subject::Adult), (block.children(), Subject::Child)]
    {
        for part in &group.parts {
            let leaving = activity.row_mut(row).iter_mut().skip(part.later).zip(subjects(group, subject));
            leaving.for_each(|(value, planned)| *value += planned * part.share);
        }
    }
}

fn person_years(group: &GroupSetting<'_>, block: &GroupRows, activity: &mut Activity) {
    let Some(course) = &group.course else { return };
    let years = group.families.len();
    // Without shocks those of all years fare alike, and the later ones see the beginning of what the first sees.
    let varies = group.entry.len() > 1;
    for (tier, setting) in group.tiers.iter().enumerate() {
        let row = activity.row_mut(block.person_years(tier));
        for (cohort, [programme, comparison]) in group.cohorts().zip(&setting.arrivals) {
            let mut times = None;
            for (year, adults) in group.adults().enumerate() {
                if varies || times.is_none() {
                    let time = |arrival| course.expected_time(arrival, year, years - year);
                    times = Some((time(programme), (programme != comparison).then(|| time(comparison))));
                }
                let (Some((with, without)), Some(entry)) = (&times, group.entry(year, cohort.later)) else { continue };
                let adults = adults * cohort.share;
                match without {
                    None => convolve(adults * entry.additional(tier), with, &mut row[year..]),
                    Some(without) => {
                        let [reached, anyway] = entry.shares(tier);
                        convolve(adults * reached, with, &mut row[year..]);
                        convolve(-adults * anyway, without, &mut row[year..]);
                    }
                }
            }
        }
    }
}

/// Expected subjects of an event by planned year.
fn subjects<'g>(group: &'g GroupSetting<'_>, subject: Subject) -> impl Iterator<Item = f64> + use<'g> {
    let mean = group.group.household.mean(subject);
    group.families.iter().map(move |families| families * mean)
}

fn events(
    group: &GroupSetting<'_>,
    block: &GroupRows,
    (index, event): (usize, &EventSetting<'_>),
    activity: &mut Activity,
) {
    let years = group.families.len();
    let effect = event.event.effect.sign();
    let [at_leaving, anytime] = &event.expected;
    // Expected events of a planned year, by year since then: their number, and the profile of their beginnings and time.
    let mut cohort = |year: usize, k: usize, number: f64| {
        if year + k >= years || number == 0.0 {
            return;
        }
        let course = if k == 0 { at_leaving } else { anytime };
        for (kind, share) in event.shares.iter().enumerate() {
            convolve(number * share, &course.begins, &mut activity.row_mut(block.event(index, kind))[year + k..]);
            convolve(number * share, &course.time, &mut activity.row_mut(block.event_year(index, kind))[year + k..]);
        }
    };
    match &event.frequency {
        Frequency::Difference(starts) => starts.iter().enumerate().for_each(|(year, &number)| cohort(year, 0, number)),
        Frequency::Probability([programme, comparison]) => {
            for (year, subjects) in subjects(group, event.event.subject).enumerate() {
                cohort(year, 0, effect * subjects * (programme - comparison));
            }
        }
        Frequency::Number(arms) => {
            for (year, subjects) in subjects(group, event.event.subject).enumerate() {
                for (k, [programme, comparison]) in arms.iter().enumerate() {
                    cohort(year, k, effect * subjects * (programme - comparison));
                }
            }
        }
    }
}

/// Lines with an amount of their own or a schedule. Amounts are drawn independently of the courses, so the expectation of
/// the product is the product.
fn own_lines(group: &GroupSetting<'_>, block: &GroupRows, activity: &mut Activity) {
    for own in &group.own {
        let mean = own.price.as_ref().map_or(1.0, |(_, distribution)| distribution.mean());
        let units: Vec<f64> = activity.summed(block.of(own.driver)).into_iter().map(|units| units * mean).collect();
        let row = activity.row_mut(own.row);
        match &own.schedule {
            None => row.copy_from_slice(&units),
            Some(schedule) => {
                units.iter().enumerate().for_each(|(year, &units)| convolve(units, schedule, &mut row[year..]));
            }
        }
    }
}

/// target_k += size · profile_k, as far as both reach.
fn convolve(size: f64, profile: &[f64], target: &mut [f64]) {
    target.iter_mut().zip(profile).for_each(|(value, part)| *value += size * part);
}

/// The expected business case at a draw, line by line.
///
/// # Errors
/// When the draw takes a quantity out of the range in which the model has a meaning.
pub fn business_case(model: &Model, draw: &Draw) -> Result<BusinessCase, SettingError> {
    let setting = Setting::of(model, draw)?;
    let mut activity = setting.activity();
    expect(&setting, &mut activity);
    Ok(BusinessCase::new(model, draw, &activity))
}
