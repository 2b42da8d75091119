//! The exact expectation of a ledger for one parameter draw, with no random number.
//!
//! One piece of code with five uses: the published table at base values, the variance split, analyses without chance
//! noise, a much more precise mean at the same cost, and the oracle that the simulation is tested against.
//!
//! With intake n_y, additional share a of a tier, expected self-sufficient time s_k and placement time o_k in the k-th
//! year since leaving, and expected starts m_y:
//!
//! * person-years in year t: Σ_{y ≤ t} n_y · a · s_{t−y}
//! * placement-years in year t: Σ_{y ≤ t} m_y · o_{t−y}
//!
//! Closed form throughout; every line is linear in these rows, so the expected ledger is the tariff times them.

use crate::distribution::Univariate;
use crate::model::{Activity, BusinessCase, Draw, Model, Rows, Setting, SettingError};

/// Writes the expected activity of a setting into `activity`.
pub fn expect(setting: &Setting<'_>, activity: &mut Activity) {
    activity.clear();
    activity.row_mut(Rows::ADULTS).copy_from_slice(&setting.intake);
    if let (Some(entry), Some(employment)) = (&setting.entry, &setting.model.employment) {
        let time = employment.relapse.expected_time(&setting.survival);
        for tier in 0..employment.tiers.len() {
            let additional = entry.additional(tier);
            convolve(&setting.intake, &time, additional, activity.row_mut(setting.rows.person_years(tier)));
        }
    }
    if setting.model.placements.is_some() {
        activity.row_mut(Rows::PLACEMENTS).copy_from_slice(&setting.placements);
        let time = setting.stay.expected_time(setting.placements.len());
        convolve(&setting.placements, &time, 1.0, activity.row_mut(Rows::PLACEMENT_YEARS));
    }
    for own in &setting.own_prices {
        // Amounts are drawn independently of the courses, so the expectation of the product is the product.
        let mean = own.distribution.mean();
        let weighed: Vec<f64> =
            activity.summed(setting.rows.of(own.driver)).into_iter().map(|units| units * mean).collect();
        if let Some(row) = setting.rows.own(own.line) {
            activity.row_mut(row).copy_from_slice(&weighed);
        }
    }
}

/// target_t = factor · Σ_{y ≤ t} cohorts_y · profile_{t−y}
fn convolve(cohorts: &[f64], profile: &[f64], factor: f64, target: &mut [f64]) {
    for (year, &cohort) in cohorts.iter().enumerate() {
        let size = cohort * factor;
        for (value, part) in target[year..].iter_mut().zip(profile) {
            *value += size * part;
        }
    }
}

/// The expected business case at a draw, line by line.
///
/// # Errors
/// When a distribution between families does not exist at this draw.
pub fn business_case(model: &Model, draw: &Draw) -> Result<BusinessCase, SettingError> {
    let setting = Setting::of(model, draw)?;
    let mut activity = setting.activity();
    expect(&setting, &mut activity);
    Ok(BusinessCase::new(model, draw, &activity))
}
