//! Adults with one spell each, from leaving to relapse, and no amounts of their own: the adults of most programmes.
//!
//! The rules are those of [`adults`](super::adults), applied to sixteen adults of one replication side by side.

use super::entry::{of_lane, tiers_missed};
use super::spells::{Beginnings, Spells};
use super::subjects::List;
use super::words::Words;
use crate::model::GroupSetting;
use crate::model::relapse::years_survived;
use crate::random::{complete, open_unit};
use crate::simulate::luck::{MOMENT, OWN, RELAPSE};
use crate::vectorised::{Kernel, LANES, Numbers, Sums};
use fearless_simd::Simd;

/// Adds the spells of listed adults.
pub struct Simple<'a, 'm> {
    pub group: &'a GroupSetting<'m, Numbers>,
    /// Thresholds of reaching at least each tier, arm after arm.
    pub thresholds: &'a [Sums],
    pub list: &'a List,
    /// The words of the adults' courses.
    pub words: &'a Words,
    pub spells: &'a mut Spells,
}

/// Adults computed side by side.
const N: usize = 16;

impl Kernel for Simple<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        let Self { group, thresholds, list, words, spells } = self;
        let Some(course) = &group.course else { return };
        let (programme, comparison) = thresholds.split_at(thresholds.len() / 2);
        let (tiers, years) = (programme.len() as u32, group.families.len());
        for lane in 0..LANES {
            let leaving = *group.leaving.of(lane);
            let listed = list.of_lane(lane);
            for from in listed.clone().step_by(N) {
                let number = N.min(listed.end - from);
                let (tops, planned) = (list.tops_side_by_side::<N>(from), words.years_side_by_side::<N>(from));
                let words = words.side_by_side::<N>(from);
                let (mut word, mut relapse, mut moment) = ([0; N], [0.0; N], [0.0; N]);
                for i in 0..N {
                    word[i] = complete(tops[i], words[OWN][i]);
                    relapse[i] = open_unit(words[RELAPSE][i]);
                    moment[i] = open_unit(words[MOMENT][i]);
                }
                let with = tiers_missed(of_lane(programme, lane), &word);
                let without = tiers_missed(of_lane(comparison, lane), &word);
                let survived = years_survived(course.survival_in(0, lane), &relapse);
                let mut start = leaving.times(&moment);
                let mut end = [0.0; N];
                for i in 0..N {
                    end[i] = planned[i] + course.end(start[i], survived[i]);
                    start[i] += planned[i];
                }
                let (start, end) = (Beginnings::at(&start, years), Beginnings::at(&end, years));
                for tier in 0..tiers {
                    let row = spells.row(tier as usize);
                    let mut more = [0.0; N];
                    for i in 0..N {
                        let reached = |missed: u32| if missed == tier { 1.0 } else { 0.0 };
                        more[i] = reached(with[i]) - reached(without[i]);
                    }
                    for i in 0..number {
                        if more[i] != 0.0 {
                            start.begin(i, row, lane, more[i]);
                            end.begin(i, row, lane, -more[i]);
                        }
                    }
                }
            }
        }
    }
}
