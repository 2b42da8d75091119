//! Placements avoided in one family.

use super::adult::own_price;
use super::poisson::Count;
use super::{Luck, Witness};
use crate::distribution::Univariate;
use crate::model::{Activity, Driver, Rows, Setting, Stay};
use crate::random::{Purpose, Stream, open_unit, open_unit_f64};

/// A placement that was avoided, or (sign −1) caused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacementCourse {
    /// Intake year of the family, by position from 0.
    pub year: usize,
    /// The family's number in that year, from 0.
    pub family: u32,
    /// The family's placements are counted from 0.
    pub event: u32,
    /// +1 avoided, −1 caused.
    pub sign: f64,
    /// The part of the year of leaving that had passed when it would have started.
    pub moment: f64,
    /// How long it would have lasted, in years; infinite = past the horizon.
    pub duration: f64,
}

/// Simulates the placements of one intake year's families.
pub(super) fn simulate_placements(
    setting: &Setting<'_>,
    luck: Luck,
    year: usize,
    families: u32,
    activity: &mut Activity,
    witness: &mut impl Witness,
) {
    let starts = setting.placements.get(year).copied().unwrap_or(0.0);
    if starts == 0.0 {
        return;
    }
    let count = Count::new(starts.abs() / setting.intake[year]);
    let counts = luck.address(Purpose::PLACEMENTS, year);
    for block in 0..families.div_ceil(4) {
        for (family, word) in (block * 4..families).zip(counts.words(block, 0)) {
            let stream =
                || Stream::new(luck.seed, Purpose::PLACEMENTS.extended("many"), luck.replication, year, family);
            for event in 0..count.draw(word, stream) {
                let course = course(setting, luck, year, family, event, starts.signum());
                record_placement(setting, luck, &course, activity);
                witness.placement(&course);
            }
        }
    }
}

fn course(setting: &Setting<'_>, luck: Luck, year: usize, family: u32, event: u32, sign: f64) -> PlacementCourse {
    let words = luck.address(Purpose::PLACEMENT_COURSE, year).words(family, event);
    let duration = match &setting.stay {
        Stay::PastHorizon => f64::INFINITY,
        Stay::Years(distribution) => distribution.quantile(open_unit_f64(words[1], words[2])),
    };
    PlacementCourse { year, family, event, sign, moment: open_unit(words[0]), duration }
}

/// Adds a placement's time, negative where it was caused.
pub(super) fn record_placement(setting: &Setting<'_>, luck: Luck, course: &PlacementCourse, activity: &mut Activity) {
    let remaining = setting.intake.len() - course.year;
    activity.row_mut(Rows::PLACEMENTS)[course.year] += course.sign;
    for k in 0..remaining {
        activity.row_mut(Rows::PLACEMENT_YEARS)[course.year + k] +=
            course.sign * Stay::time_in_year(k, course.moment, course.duration);
    }
    for own in &setting.own_prices {
        let Some(row) = setting.rows.own(own.line) else { continue };
        let price =
            || course.sign * own_price(own.path, &own.distribution, luck, course.year, course.family, course.event);
        match own.driver {
            Driver::Placement => activity.row_mut(row)[course.year] += price(),
            Driver::PlacementYear => {
                let price = price();
                for k in 0..remaining {
                    activity.row_mut(row)[course.year + k] +=
                        price * Stay::time_in_year(k, course.moment, course.duration);
                }
            }
            Driver::CalendarYear | Driver::Adult | Driver::PersonYear(_) => {}
        }
    }
}
