//! One adult: which outcome in each arm, when, and for how long.

use super::{Luck, Witness};
use crate::model::relapse::year_of_relapse;
use crate::model::{Activity, Coupling, Driver, Setting, TierId};
use crate::random::{Address, Purpose, open_unit, open_unit_f64};

/// The course of an adult whose outcomes differ between the arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// Intake year, by position from 0.
    pub year: usize,
    /// The adult's number in that year, from 0.
    pub adult: u32,
    /// The tier reached under the programme.
    pub programme: Option<TierId>,
    /// The tier that would have been reached anyway.
    pub comparison: Option<TierId>,
    /// The part of the year of entry that had passed at entry.
    pub moment: f64,
    /// The year of relapse, counted from the year of entry; `None` = not within the horizon.
    pub relapse: Option<usize>,
}

/// Simulates the adults of one intake year. Adults whose arms do not differ are skipped after one 32-bit word.
pub(super) fn simulate_adults(
    setting: &Setting<'_>,
    luck: Luck,
    year: usize,
    adults: u32,
    activity: &mut Activity,
    witness: &mut impl Witness,
) {
    let Some(entry) = &setting.entry else { return };
    let words = luck.address(Purpose::ENTRY, year);
    let courses = luck.address(Purpose::COURSE, year);
    let mut meet = |adult, programme, comparison| {
        let course = course(setting, &courses, year, adult, (programme, comparison));
        record_adult(setting, luck, &course, activity);
        witness.entered(&course);
    };
    match entry.coupling {
        Coupling::Monotone => {
            for block in 0..adults.div_ceil(4) {
                let block_words = words.words(block, 0);
                for segment in &entry.segments {
                    // Most blocks hold nobody whose arms differ; find that out before looking at any one adult.
                    let inside = block_words.map(|word| segment.contains(word));
                    if inside == [false; 4] {
                        continue;
                    }
                    for adult in (0..4).filter(|&lane| inside[lane]).map(|lane| block * 4 + lane as u32) {
                        if adult < adults {
                            meet(adult, segment.programme, segment.comparison);
                        }
                    }
                }
            }
        }
        Coupling::Independent => {
            let others = luck.address(Purpose::ENTRY_IN_COMPARISON, year);
            for adult in 0..adults {
                let (programme, comparison) = entry.outcomes(words.word(adult), others.word(adult));
                if programme != comparison {
                    meet(adult, programme, comparison);
                }
            }
        }
    }
}

fn course(
    setting: &Setting<'_>,
    courses: &Address,
    year: usize,
    adult: u32,
    (programme, comparison): (Option<TierId>, Option<TierId>),
) -> Course {
    let words = courses.words(adult, 0);
    let remaining = setting.intake.len() - year;
    let relapse = year_of_relapse(&setting.survival[..remaining], open_unit(words[1]));
    Course { year, adult, programme, comparison, moment: open_unit(words[0]), relapse }
}

/// Adds the adult's time in each tier: the programme's outcome positive, the comparison's negative.
pub(super) fn record_adult(setting: &Setting<'_>, luck: Luck, course: &Course, activity: &mut Activity) {
    let Some(employment) = &setting.model.employment else { return };
    let remaining = setting.intake.len() - course.year;
    for (tier, sign) in [(course.programme, 1.0), (course.comparison, -1.0)] {
        let Some(tier) = tier else { continue };
        let row = &mut activity.row_mut(setting.rows.person_years(tier))[course.year..];
        for (k, value) in row.iter_mut().enumerate() {
            *value += sign * employment.relapse.time_in_year(k, course.relapse, course.moment);
        }
    }
    for own in &setting.own_prices {
        let Driver::PersonYear(only) = own.driver else { continue };
        let counts =
            |tier: Option<TierId>| f64::from(u8::from(tier.is_some_and(|tier| only.is_none_or(|o| o == tier))));
        let sign = counts(course.programme) - counts(course.comparison);
        let Some(row) = setting.rows.own(own.line).filter(|_| sign != 0.0) else { continue };
        let price = own_price(own.path, &own.distribution, luck, course.year, course.adult, 0);
        for k in 0..remaining {
            let time = employment.relapse.time_in_year(k, course.relapse, course.moment);
            activity.row_mut(row)[course.year + k] += sign * price * time;
        }
    }
}

/// The amount of one family (or of one of its events) for a line whose amount differs between families.
pub(super) fn own_price(
    path: &str,
    distribution: &crate::distribution::Distribution,
    luck: Luck,
    year: usize,
    family: u32,
    event: u32,
) -> f64 {
    use crate::distribution::Univariate;
    let words = luck.address(Purpose::named("each").extended(path), year).words(family, event);
    distribution.quantile(open_unit_f64(words[0], words[1]))
}
