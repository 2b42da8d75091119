//! One simulated programme: all families of all intake years at one draw of the parameters.

use super::adult::{own_price, record_adult, simulate_adults};
use super::placements::{record_placement, simulate_placements};
use super::{Course, Luck, PlacementCourse, Witness};
use crate::model::{Activity, Driver, Rows, Setting, intake};
use crate::random::{Purpose, open_unit_f64};

/// Simulates a programme family by family and writes what happened into `activity`.
pub fn simulate(setting: &Setting<'_>, luck: Luck, activity: &mut Activity, witness: &mut impl Witness) {
    activity.clear();
    for year in 0..setting.intake.len() {
        let adults = adults_leaving(setting, luck, year);
        activity.row_mut(Rows::ADULTS)[year] = f64::from(adults);
        witness.intake(year, adults);
        simulate_adults(setting, luck, year, adults, activity, witness);
        simulate_placements(setting, luck, year, adults, activity, witness);
        price_adults(setting, luck, year, adults, activity);
    }
}

/// Writes into `activity` only what the given adults and placements changed: no costs of the programme, nobody else.
pub fn record<'c>(
    setting: &Setting<'_>,
    luck: Luck,
    courses: impl IntoIterator<Item = &'c Course>,
    placements: impl IntoIterator<Item = &'c PlacementCourse>,
    activity: &mut Activity,
) {
    activity.clear();
    activity.row_mut(Rows::CALENDAR_YEARS).fill(0.0);
    courses.into_iter().for_each(|course| record_adult(setting, luck, course, activity));
    placements.into_iter().for_each(|placement| record_placement(setting, luck, placement, activity));
}

/// The whole number of adults of one intake year.
fn adults_leaving(setting: &Setting<'_>, luck: Luck, year: usize) -> u32 {
    let words = luck.address(Purpose::INTAKE, year).words(0, 0);
    intake::rounded(setting.intake[year], open_unit_f64(words[0], words[1]))
}

/// Amounts per adult of the intake that differ between adults.
fn price_adults(setting: &Setting<'_>, luck: Luck, year: usize, adults: u32, activity: &mut Activity) {
    for own in setting.own_prices.iter().filter(|own| own.driver == Driver::Adult) {
        let Some(row) = setting.rows.own(own.line) else { continue };
        activity.row_mut(row)[year] =
            (0..adults).map(|adult| own_price(own.path, &own.distribution, luck, year, adult, 0)).sum();
    }
}
