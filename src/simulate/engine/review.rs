//! The review of sixteen replications: what is observed of the programme, and whether it stops.
//!
//! Only families planned up to the last review are looked at, in a stretch of their own, before any family is simulated. A programme
//! that stops has no families in later years; all others draw what they always drew.

use super::adults::Adults;
use super::events::Events;
use super::families::Families;
use super::luck::GroupLuck;
use super::population::{Buffers, Population};
use super::stretch::{Piece, SimulationScope, stretches, whole_blocks};
use super::subjects::Subjects;
use crate::model::{Activity, ActivityRows, GroupRows, GroupSetting, Observed, Review, Subject};
use crate::random::Seed;
use crate::vectorised::{Counts, LANES, Lanes, Numbers, each_lane};

/// What is observed until each review in turn.
pub type Sightings = Vec<Counts>;

/// Looks at the families of a group, with the buffers of one thread.
#[derive(Default)]
pub struct Observer {
    /// The families of the observed years, by stretch; a single stretch is kept.
    cut: Vec<Vec<Piece>>,
    /// The most families of any lane, by year, that it was cut for.
    cut_for: Vec<u32>,
    stretch: Option<(Families, Subjects)>,
    buffers: Buffers,
}

/// A group that is looked at.
pub struct Observable<'a, 'm> {
    pub group: &'a GroupSetting<'m, Numbers>,
    pub block: &'a GroupRows,
    pub luck: &'a GroupLuck,
    pub counts: &'a [Counts],
    pub seed: Seed,
    /// The replication in lane 0.
    pub first: u32,
    pub adults: Option<&'a mut Adults>,
    pub event: Option<&'a mut Events>,
}

impl Observer {
    /// Adds what is observed of a group until each review.
    pub fn observe(&mut self, review: &Review, of: Observable<'_, '_>, seen: &mut Sightings) {
        let Observable { group, block, luck, counts, seed, first, adults, event } = of;
        let (subject, setting) = match review.observed {
            Observed::Entries => (Subject::Adult, None),
            Observed::Event(at) => {
                let Some(setting) = &group.events[at] else { return };
                (setting.event.subject, Some(setting))
            }
        };
        let (mut adults, mut event) = (adults, event);
        self.cut(&counts[..=review.last_year()]);
        let Self { cut, stretch, buffers, .. } = self;
        for pieces in &*cut {
            if cut.len() > 1 {
                *stretch = None;
            }
            let members = || group.group.household.sizes(subject).iter().map(|size| size.0).max().unwrap_or(0);
            let (families, subjects) =
                stretch.get_or_insert_with(|| (Families::new(pieces), Subjects::new(pieces, members())));
            families.draw(group, first, SimulationScope::All, luck, counts);
            for lane in (0..LANES).filter(|&lane| families.changed[lane]) {
                subjects.note_present(lane, families.sizes(subject, lane));
            }
            let (families, subjects) = (&*families, &*subjects);
            let scope = SimulationScope::All;
            let prices = &luck.prices;
            let population =
                Population { group, block, families, subjects, pieces, counts, prices, seed, first, scope };
            let mut note = |lane: usize, planned: usize, time: f64, number: u32| {
                let year = planned + time as usize;
                for (checkpoint, seen) in review.checkpoints.iter().zip(&mut *seen) {
                    seen[lane] += number * u32::from(year <= checkpoint.year);
                }
            };
            match setting {
                None => {
                    if let Some(adults) = &mut adults {
                        adults.observe(&population, buffers, review.checkpoints.len() == 1, &mut note);
                    }
                }
                Some(setting) => {
                    if let Some(event) = &mut event {
                        event.observe(&population, setting, buffers, &mut note);
                    }
                }
            }
        }
    }

    /// Cuts the observed years into stretches, unless the present ones fit.
    fn cut(&mut self, counts: &[Counts]) {
        if counts.iter().map(whole_blocks).eq(self.cut_for.iter().copied()) {
            return;
        }
        self.cut_for = counts.iter().map(whole_blocks).collect();
        self.cut = stretches(&self.cut_for, SimulationScope::All);
        self.stretch = None;
    }
}

/// The first year without the programme, by lane: beyond the horizon where it goes on.
pub fn ends(review: &Review, seen: &Sightings, years: usize) -> Lanes<usize> {
    each_lane(|lane| review.stops_at(|at| seen[at][lane]).map_or(years, |at| review.ends(&review.checkpoints[at])))
}

/// Writes in which years the programme runs, and in which it no longer does.
pub fn write(rows: &ActivityRows, ends: &Lanes<usize>, activity: &mut Activity<Numbers>) {
    let Some(stopped) = rows.stopped() else { return };
    for (year, runs) in activity.row_mut(rows.running()).iter_mut().enumerate() {
        *runs = each_lane(|lane| f64::from(u8::from(year < ends[lane])));
    }
    for (year, stops) in activity.row_mut(stopped).iter_mut().enumerate() {
        *stops = each_lane(|lane| f64::from(u8::from(year == ends[lane])));
    }
}
