//! Events that may happen any number of times to a subject in a year.

use super::differing::{DifferingEvent, YEAR_SHIFT};
use super::intervals::Intervals;
use super::luck::EventLuck;
use super::population::{Buffers, Population};
use crate::model::EventSetting;
use crate::random::{complete, open_unit_f64};
use crate::simulate::poisson::{INVERSION_LIMIT, Masses, Quantile};
use crate::vectorised::{LANES, Lanes, Numbers, each_lane};

/// Lists the events by which the counts of the two arms differ under a common uniform, for each year since the planned one.
pub fn list_numbers(
    population: &Population<'_, '_>,
    setting: &EventSetting<'_, Numbers>,
    arms: &[[Numbers; 2]],
    luck: &EventLuck,
    buffers: &mut Buffers,
    differing: &mut Vec<DifferingEvent>,
) {
    // High uniforms give many events, whereas a probability is met by low ones: hence the opposite direction.
    let effect = setting.event.effect.sign();
    let years = population.group.families.len();
    for (k, arms) in arms.iter().enumerate().take(years).filter(|(_, [programme, comparison])| programme != comparison)
    {
        let index = (k as u32 + 1) << YEAR_SHIFT;
        buffers.find(population, &where_arms_differ(arms, -effect), &luck.counts, index);
        buffers.draw(population, &luck.counts, index + 1);
        for lane in 0..LANES {
            let [programme, comparison] = [0, 1].map(|arm: usize| Quantile::new(arms[arm][lane]));
            for at in buffers.list.of_lane(lane) {
                let (slot, top) = buffers.list.at(at);
                let found = population.subjects.at(slot);
                if found.year + k >= years {
                    continue;
                }
                let [low, high, ..] = buffers.words.at(at);
                let u = open_unit_f64(high, complete(top, low));
                let u = population.families.common(lane, found.place).tie(u, -effect);
                let (with, without) = (programme.at(u), comparison.at(u));
                let sign = if with > without { effect } else { -effect };
                let first = DifferingEvent { k, ..DifferingEvent::new(lane, found, sign) };
                differing.extend((0..with.abs_diff(without)).map(|number| DifferingEvent { number, ..first }));
            }
        }
    }
}

/// The intervals of the uniform in which the counts of two arms differ: between the arms' values of P(count ≤ k) for k = 0, 1, …;
/// the upper tail is one interval.
fn where_arms_differ(arms: &[Numbers; 2], direction: f64) -> Intervals {
    const MOST_INTERVALS: usize = 6;
    /// The upper tail begins at this probability.
    const UPPER_TAIL: f64 = 1.0 - 1.0 / 32.0;
    let mut intervals = Intervals { direction, ..Intervals::default() };
    let many = |mean: f64| mean > INVERSION_LIMIT;
    let few = |mean: &Numbers| each_lane(|lane| if many(mean[lane]) { 0.0 } else { mean[lane] });
    let mut masses = arms.each_ref().map(|mean| Masses::of(few(mean)));
    for count in 1.. {
        // Large means are not inverted: the whole unit interval counts as upper tail.
        let upto =
            |arm: usize| each_lane(|lane| if many(arms[arm][lane]) { 0.0 } else { masses[arm].upto[lane].min(1.0) });
        let ends: [Numbers; 2] = [upto(0), upto(1)];
        if count == MOST_INTERVALS || ends.iter().flat_map(|end| end.iter()).all(|p| *p >= UPPER_TAIL) {
            intervals.between(&each_lane(|lane| ends[0][lane].min(ends[1][lane])), &Lanes::all(1.0));
            break;
        }
        intervals.between(&ends[0], &ends[1]);
        masses.iter_mut().for_each(Masses::next);
    }
    intervals.per_year = intervals.ends.len();
    intervals
}
