//! Events computed at one draw.

use super::employment::in_operation;
use super::event::kind_shares;
use super::setting_error::{MOST_PER_FAMILY, MOST_PER_YEAR, limit};
use super::{
    Arms, Draw, Effect, Event, EventKind, EventStays, Frequency, Group, Lanewise, Leaving, Model, Number, Quantity,
    SettingError, Share, Stay, Varying, Wait,
};
use std::convert::Infallible;

/// An event at the draw of one replication, or of several side by side.
#[derive(Debug, Clone)]
pub struct EventSetting<'m, N = f64> {
    /// The event.
    pub event: &'m Event,
    /// How often.
    pub frequency: Frequency<N>,
    /// The wait for it, where that is drawn for each; a delay that all share has moved the beginnings of the stays.
    pub wait: Option<Lanewise<Wait<'m>>>,
    /// When it begins, before any wait, and how long it lasts, by the event's durations.
    pub stays: Vec<EventStays<'m>>,
    /// The share of each kind.
    pub shares: Vec<N>,
}

/// The families that have the event.
pub(super) struct EventFamilies<'a, N> {
    pub model: &'a Model,
    pub group: &'a Group,
    pub families: &'a [N],
    pub leaving: &'a Lanewise<Leaving>,
}

impl<'m, N: Number> EventSetting<'m, N> {
    /// The setting of an event without values; [`EventSetting::update`] writes them.
    pub(super) fn new(event: &'m Event) -> Self {
        Self { event, frequency: Frequency::default(), wait: None, stays: Vec::new(), shares: Vec::new() }
    }

    /// When events of a kind begin that are planned for the k-th year since leaving, before any wait, and how long they last.
    #[must_use]
    #[inline]
    pub fn stay(&self, kind: usize, k: usize) -> &Lanewise<Stay<'m>> {
        self.stays[self.event.kinds[kind].duration].of_year(k)
    }

    /// Computes the event at a draw.
    pub(super) fn update(
        &mut self,
        of: &EventFamilies<'_, N>,
        draw: &Draw<N>,
        first_time: bool,
    ) -> Result<(), SettingError> {
        let Self { event, frequency, wait, stays, shares } = self;
        let Event { id, title: _, effect: _, subject: _, arms: _, delay, durations, kinds } = event;
        of.update_frequency(event, draw, frequency)?;
        let certain = |kind: &EventKind| if let Share::Part(part) = kind.share { part.is_certain() } else { true };
        if first_time || !kinds.iter().all(certain) {
            *shares = kind_shares(kinds, draw);
            let parts = kinds.iter().zip(&*shares).filter(|(kind, _)| kind.share != Share::Rest);
            let sum = parts.fold(N::default(), |sum, (_, share)| sum + *share);
            if let Some(sum) = sum.first(|sum| sum > 1.0 + 1e-9) {
                return Err(SettingError::Shares { path: format!("{}.types", of.path(id)), sum });
            }
        }
        if first_time || !event.has_certain_times() || !of.group.intake.delay.is_certain() {
            let moved = |months: &Quantity| moved(of.leaving, *months, draw);
            let leaving = match delay {
                Some(Varying::Shared(months)) => &moved(months),
                None | Some(Varying::Each(_)) => of.leaving,
            };
            *wait = match delay {
                Some(Varying::Each(months)) => Some(months.at(draw)?.into_map(Wait)),
                None | Some(Varying::Shared(_)) => None,
            };
            *stays = durations.iter().map(|duration| duration.at(draw, leaving)).collect::<Result<_, _>>()?;
        }
        Ok(())
    }
}

/// When families leave, so many months later at a draw.
fn moved<N: Number>(leaving: &Lanewise<Leaving>, months: Quantity, draw: &Draw<N>) -> Lanewise<Leaving> {
    let months_at: N = months.at(draw);
    let later = |lane| Ok::<_, Infallible>(leaving.of(lane).later(Wait::in_years(months_at.lane(lane))));
    let Ok(leaving) = Lanewise::of_lanes::<N, _>(months.is_certain() && leaving.is_alike(), later);
    leaving
}

impl<N: Number> EventFamilies<'_, N> {
    /// The path of an event in the scenario.
    fn path(&self, event: &str) -> String {
        self.group.path(&self.model.event_path(event))
    }

    fn update_frequency(
        &self,
        event: &Event,
        draw: &Draw<N>,
        frequency: &mut Frequency<N>,
    ) -> Result<(), SettingError> {
        let model = self.model;
        let scale_up: N = model.scale_up.at(draw);
        let path = || self.path(&event.id);
        let impossible = |impossible: bool| {
            let scale_up = scale_up.first(|scale_up| scale_up != 1.0).unwrap_or(1.0);
            if impossible { Err(SettingError::Probability { path: path(), scale_up }) } else { Ok(()) }
        };
        match &event.arms {
            Arms::Difference(series) => {
                let mut starts = match std::mem::take(frequency) {
                    Frequency::Difference(starts) => starts,
                    _ => Vec::new(),
                };
                starts.resize(model.calendar.years, N::default());
                N::vectorised(
                    #[inline(always)]
                    || {
                        for (year, starts) in starts.iter_mut().enumerate() {
                            *starts = scale_up * series.at(draw, year);
                        }
                    },
                );
                self.check_starts(event, &starts)?;
                *frequency = Frequency::Difference(starts);
                Ok(())
            }
            Arms::Probability { programme, comparison } => {
                let comparison = comparison.at(draw);
                let programme = in_operation(programme.at(draw), comparison, scale_up);
                let arms = [programme, comparison];
                *frequency = Frequency::Probability(self.group.seen.map_or(arms, |seen| seen.event(arms)));
                impossible(programme.any(|programme| !(0.0..=1.0).contains(&programme)))
            }
            Arms::Number { programme, comparison } => {
                let at = |arm: &[Quantity], k: usize| arm.get(k).map_or(N::default(), |quantity| quantity.at(draw));
                let of_year =
                    |k: usize| [in_operation(at(programme, k), at(comparison, k), scale_up), at(comparison, k)];
                let arms: Vec<[N; 2]> = (0..programme.len().max(comparison.len())).map(of_year).collect();
                impossible(arms.iter().any(|arm| arm[0].any(|number| number < 0.0)))?;
                let beyond = arms.iter().flatten().find_map(|number| number.first(|number| number > MOST_PER_FAMILY));
                *frequency = Frequency::Number(arms);
                match beyond {
                    Some(count) => Err(SettingError::TooMany {
                        path: path(),
                        what: format!("{} per subject", event.title),
                        year: model.calendar.first_year,
                        count,
                        most: MOST_PER_FAMILY,
                    }),
                    None => Ok(()),
                }
            }
        }
    }

    /// Refuses events in a year without families, and numbers too large to draw one by one.
    fn check_starts(&self, event: &Event, starts: &[N]) -> Result<(), SettingError> {
        // Up to one for each family, as nearly always, is possible.
        let doubtful = |(starts, families): (&N, &N)| {
            let mut doubtful = false;
            for lane in 0..N::LANES {
                doubtful |= starts.lane(lane).abs() > families.lane(lane);
            }
            doubtful
        };
        if !starts.iter().zip(self.families).any(doubtful) {
            return Ok(());
        }
        let key = if event.effect == Effect::Avoided { "avoided" } else { "gained" };
        let path = || format!("{}.{key}", self.path(&event.id));
        let (title, calendar) = (event.title.to_lowercase(), &self.model.calendar);
        limit(calendar, path, &title, starts, MOST_PER_YEAR)?;
        let of_family = |starts: f64, families: f64| if families > 0.0 { starts / families } else { 0.0 };
        let per_family =
            |(starts, families): (&N, &N)| N::each(|lane| of_family(starts.lane(lane), families.lane(lane)));
        let per_family: Vec<N> = starts.iter().zip(self.families).map(per_family).collect();
        limit(calendar, path, &format!("{title} per family"), &per_family, MOST_PER_FAMILY)?;
        for (year, (starts, families)) in starts.iter().zip(self.families).enumerate() {
            let lost = |lane: usize| if families.lane(lane) == 0.0 { starts.lane(lane) } else { 0.0 };
            if let Some(count) = N::each(lost).first(|starts| starts != 0.0) {
                return Err(SettingError::NoFamilies { path: path(), what: title, year: calendar.year(year), count });
            }
        }
        Ok(())
    }
}
