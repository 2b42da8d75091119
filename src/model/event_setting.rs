//! Events worked out at one draw.

use super::employment::in_operation;
use super::event::kind_shares;
use super::group_setting::{MOST_PER_FAMILY, MOST_PER_YEAR, varying};
use super::{
    Arms, Arrival, Draw, Driver, Effect, Event, Frequency, GroupSetting, Line, Model, MonthlyExcess, Quantity,
    SettingError, Share, Stay, Varying,
};

/// An event at one draw.
#[derive(Debug, Clone)]
pub struct EventSetting<'m> {
    /// The event.
    pub event: &'m Event,
    /// How often.
    pub frequency: Frequency,
    /// When it begins and how long it lasts, where it begins at the moment of leaving.
    pub stay: Stay<'m>,
    /// The share of each kind.
    pub shares: Vec<f64>,
    /// Whether a line pays for its time.
    pub timed: bool,
    /// What is expected of one: where it begins at the moment of leaving, and where it may begin at any time of its year.
    pub expected: [ExpectedCourse; 2],
    /// The covered parts of months, where a refund asks for them, the duration is known, and a table serves.
    months: Option<MonthlyExcess>,
}

impl EventSetting<'_> {
    /// The mean over the months of the k-th year since the planned one of E\[(o − x)⁺\], where o is the covered part of a month.
    #[must_use]
    pub fn monthly_excess(&self, k: usize, x: f64) -> f64 {
        self.months.as_ref().map_or_else(|| self.stay.monthly_excess(k, x), |months| months.at(k, x))
    }
}

/// What is expected of an event, by year since the one it is planned for.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedCourse {
    /// The probability that it begins in the year.
    pub begins: Vec<f64>,
    /// The part of the year that it covers.
    pub time: Vec<f64>,
}

impl ExpectedCourse {
    fn of(stay: &Stay<'_>, years: usize) -> Self {
        Self { begins: Arrival::of(stay.leaving, None, years).mass, time: stay.expected_time(years) }
    }
}

impl<'m> GroupSetting<'m> {
    pub(super) fn update_events(&mut self, model: &'m Model, draw: &Draw) -> Result<(), SettingError> {
        let mut before = std::mem::take(&mut self.events).into_iter();
        for event in &self.group.events {
            let before = before.next().flatten();
            let setting = match event {
                Some(event) => Some(self.event(model, event, draw, before)?),
                None => None,
            };
            self.events.push(setting);
        }
        Ok(())
    }

    /// `before` is the same event at another draw.
    fn event(
        &self,
        model: &Model,
        event: &'m Event,
        draw: &Draw,
        before: Option<EventSetting<'m>>,
    ) -> Result<EventSetting<'m>, SettingError> {
        let scale_up = model.scale_up.at(draw);
        let path = || self.path(&model.event_path(&event.id));
        let frequency = match &event.arms {
            Arms::Difference(series) => {
                let starts: Vec<f64> = (0..model.calendar.years).map(|year| scale_up * series.at(draw, year)).collect();
                self.check_starts(model, event, &starts)?;
                Frequency::Difference(starts)
            }
            Arms::Probability { programme, comparison } => {
                let comparison = comparison.at(draw);
                let programme = in_operation(programme.at(draw), comparison, scale_up);
                if !(0.0..=1.0).contains(&programme) {
                    return Err(SettingError::Probability { path: path(), scale_up });
                }
                Frequency::Probability([programme, comparison])
            }
            Arms::Number { programme, comparison } => {
                let at = |arm: &[Quantity], k: usize| arm.get(k).map_or(0.0, |quantity| quantity.at(draw));
                let arms: Vec<[f64; 2]> = (0..programme.len().max(comparison.len()))
                    .map(|k| [in_operation(at(programme, k), at(comparison, k), scale_up), at(comparison, k)])
                    .collect();
                if arms.iter().any(|arm| arm[0] < 0.0) {
                    return Err(SettingError::Probability { path: path(), scale_up });
                }
                if let Some(arm) = arms.iter().flatten().find(|mean| **mean > MOST_PER_FAMILY) {
                    let what = format!("{} per {}", event.title, "subject");
                    let year = model.calendar.first_year;
                    return Err(SettingError::TooMany { path: path(), what, year, count: *arm, most: MOST_PER_FAMILY });
                }
                Frequency::Number(arms)
            }
        };
        let shares = kind_shares(&event.kinds, draw);
        let parts = event.kinds.iter().zip(&shares).filter(|(kind, _)| kind.share != Share::Rest);
        let sum: f64 = parts.map(|(_, share)| share).sum();
        if sum > 1.0 + 1e-9 {
            return Err(SettingError::Shares { path: format!("{}.types", path()), sum });
        }
        let duration = event.duration.as_ref().map(|duration| varying(duration, draw)).transpose()?;
        let stay = Stay { leaving: self.leaving, duration };
        let certain = event.duration.as_ref().is_none_or(Varying::is_certain) && self.group.intake.delay.is_certain();
        let years = model.calendar.years;
        let pays = |line: &Line| matches!(line.driver, Driver::EventYear(of, _) if model.events[of].id == event.id);
        let timed = before.as_ref().map_or_else(|| model.lines.iter().any(pays), |before| before.timed);
        let (expected, months) = if let Some(before) = before.filter(|_| certain) {
            (before.expected, before.months)
        } else {
            let refunds = model.lines.iter().filter_map(|line| line.refund.as_ref());
            let refunded = refunds.map(|refund| &model.events[refund.event].id).any(|id| *id == event.id);
            let months = if certain && refunded { MonthlyExcess::of(&stay, years) } else { None };
            ([ExpectedCourse::of(&stay, years), ExpectedCourse::of(&stay.anytime(), years)], months)
        };
        Ok(EventSetting { event, frequency, stay, shares, timed, expected, months })
    }

    /// Refuses starts that nobody can avoid, or so many that no loop over families should be asked to draw them.
    fn check_starts(&self, model: &Model, event: &Event, starts: &[f64]) -> Result<(), SettingError> {
        let key = if event.effect == Effect::Avoided { "avoided" } else { "gained" };
        let section = format!("{}.{key}", model.event_path(&event.id));
        let title = event.title.to_lowercase();
        self.limit(model, &section, &title, starts, MOST_PER_YEAR)?;
        let per_family: Vec<f64> =
            starts.iter().zip(&self.families).map(|(s, n)| if *n > 0.0 { s / n } else { 0.0 }).collect();
        self.limit(model, &section, &format!("{title} per family"), &per_family, MOST_PER_FAMILY)?;
        match (0..starts.len()).find(|&t| self.families[t] == 0.0 && starts[t] != 0.0) {
            Some(t) => Err(SettingError::NoFamilies {
                path: self.path(&section),
                what: title,
                year: model.calendar.year(t),
                count: starts[t],
            }),
            None => Ok(()),
        }
    }
}
