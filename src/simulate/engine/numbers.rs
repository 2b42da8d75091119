//! Events that may happen any number of times to a subject in a year.

use super::differing::{DifferingEvent, EventLuck, YEAR_SHIFT};
use super::intervals::Question;
use super::population::{Buffers, Population};
use crate::model::EventSetting;
use crate::random::{complete, open_unit_f64};
use crate::simulate::poisson::{INVERSION_LIMIT, Masses, Quantile};
use crate::vectorised::{LANES, Lanes, Numbers, each_lane};

/// Lists what one arm has more than the other under one uniform, in each year since the planned one.
pub fn list_numbers(
    population: &Population<'_, '_>,
    (setting, arms, luck): (&EventSetting<'_, Numbers>, &[[Numbers; 2]], &EventLuck),
    buffers: &mut Buffers,
    differing: &mut Vec<DifferingEvent>,
) {
    // Many events stand at high uniforms, a misfortune that happens at low ones: hence the other direction.
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

/// Where counts with the means of two arms differ under one uniform: between the probabilities of at most none, at most one, and
/// so on; what lies beyond the first few is taken whole.
fn where_arms_differ(arms: &[Numbers; 2], direction: f64) -> Question {
    /// Intervals at most.
    const MOST: usize = 6;
    /// What lies beyond this probability is taken whole.
    const NEARLY_ALL: f64 = 1.0 - 1.0 / 32.0;
    let mut question = Question { direction, ..Question::default() };
    let many = |mean: f64| mean > INVERSION_LIMIT;
    let few = |mean: &Numbers| each_lane(|lane| if many(mean[lane]) { 0.0 } else { mean[lane] });
    let mut masses = arms.each_ref().map(|mean| Masses::of(few(mean)));
    for count in 1.. {
        // Of many it is not looked at where they lie.
        let upto =
            |arm: usize| each_lane(|lane| if many(arms[arm][lane]) { 0.0 } else { masses[arm].upto[lane].min(1.0) });
        let ends: [Numbers; 2] = [upto(0), upto(1)];
        if count == MOST || ends.iter().flat_map(|end| end.iter()).all(|p| *p >= NEARLY_ALL) {
            question.between(&each_lane(|lane| ends[0][lane].min(ends[1][lane])), &Lanes::all(1.0));
            break;
        }
        question.between(&ends[0], &ends[1]);
        masses.iter_mut().for_each(Masses::next);
    }
    question.number = question.intervals.len();
    question
}
