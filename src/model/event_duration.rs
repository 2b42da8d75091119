//! How long an event lasts: by its kind, and by the year since leaving for which it is planned.

use super::{Draw, Lanewise, Leaving, Number, SettingError, Stay, Varying};

/// Years that an event lasts, by year since leaving; the last entry holds in all later years. Empty = past the horizon.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventDuration(pub Vec<Varying>);

impl EventDuration {
    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.0.iter().all(Varying::is_certain)
    }

    /// At a draw, for events that begin when families leave; one entry at least.
    pub(super) fn at<N: Number>(
        &self,
        draw: &Draw<N>,
        leaving: &Lanewise<Leaving>,
    ) -> Result<EventStays<'_>, SettingError> {
        if self.0.is_empty() {
            return Ok(EventStays(vec![leaving.map(|&leaving| Stay { leaving, duration: None })]));
        }
        self.0.iter().map(|years| stays(years, draw, leaving)).collect::<Result<_, _>>().map(EventStays)
    }
}

/// Stays of a duration at a draw.
fn stays<'m, N: Number>(
    years: &'m Varying,
    draw: &Draw<N>,
    leaving: &Lanewise<Leaving>,
) -> Result<Lanewise<Stay<'m>>, SettingError> {
    let durations = years.at(draw)?;
    Lanewise::of_lanes::<N, _>(years.is_certain() && leaving.is_alike(), |lane| {
        Ok(Stay { leaving: *leaving.of(lane), duration: Some(durations.of(lane).clone()) })
    })
}

/// When events begin and how long they last, by year since leaving; the last entry holds in all later years.
#[derive(Debug, Clone)]
pub struct EventStays<'m>(Vec<Lanewise<Stay<'m>>>);

impl<'m> EventStays<'m> {
    /// That of events planned for the k-th year since leaving. It begins at the moment of leaving; in later years at
    /// [any time](Stay::anytime).
    #[must_use]
    #[inline]
    pub fn of_year(&self, k: usize) -> &Lanewise<Stay<'m>> {
        &self.0[k.min(self.0.len() - 1)]
    }

    /// From which year since leaving on nothing changes any more: 0 where all years have one duration.
    #[must_use]
    pub fn last(&self) -> usize {
        self.0.len() - 1
    }
}
