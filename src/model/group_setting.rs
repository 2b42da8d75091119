//! A group of families worked out at one draw.

use super::relapse::Course;
use super::{
    Arrival, Circumstances, Draw, EachSpec, Entry, EventSetting, Group, Household, Leaving, LeavingPart, Model,
    OwnLine, RefundLine, Rows, SettingError, StairsLine, Varying, Wait,
};
use crate::distribution::Distribution;
use std::borrow::Cow;

/// A group at one draw.
#[derive(Debug, Clone)]
pub struct GroupSetting<'m> {
    /// The group it belongs to.
    pub group: &'m Group,
    /// Its position in the model.
    pub index: usize,
    /// Families by planned year of leaving, not rounded.
    pub families: Vec<f64>,
    /// When those planned for a year leave.
    pub leaving: Leaving,
    /// The calendar years in which they leave.
    pub parts: Vec<LeavingPart>,
    /// Correlation of the normal scores within a family.
    pub correlation: f64,
    /// Entry in both arms: one for all calendar years of leaving where the labour market is the same every year, else one each;
    /// none where the group has no employment.
    pub entry: Vec<Entry>,
    /// The relapse rule.
    pub course: Option<Course>,
    /// The group's tiers.
    pub tiers: Vec<TierSetting<'m>>,
    /// Events, in the order of the model's.
    pub events: Vec<Option<EventSetting<'m>>>,
    /// Lines whose families, adults, person-years or events each count with their own amount or by a schedule.
    pub own: Vec<OwnLine<'m>>,
    /// Lines reimbursed by weeks on support.
    pub stairs: Vec<StairsLine<'m>>,
    /// Lines that refund household costs.
    pub refunds: Vec<RefundLine>,
}

/// A tier at one draw.
#[derive(Debug, Clone)]
pub struct TierSetting<'m> {
    /// The wait until entry in each arm (programme, comparison).
    pub waits: [Option<Wait<'m>>; 2],
    /// When adults enter in each arm, of each [cohort](GroupSetting::cohorts).
    pub arrivals: Vec<[Arrival; 2]>,
}

/// Most adults, and most events, of one intake year: far beyond any programme, and within what can be counted.
pub(super) const MOST_PER_YEAR: f64 = 1e7;
/// Most events expected of one family or subject; each has an index of its own in the luck of the family or its neighbours.
pub(super) const MOST_PER_FAMILY: f64 = 1e3;

impl<'m> GroupSetting<'m> {
    /// A group's shape; values come with [`GroupSetting::update`].
    pub(super) fn new(model: &'m Model, index: usize, rows: &Rows) -> Self {
        let group = &model.groups[index];
        let tiers = group.employment.iter().flat_map(|employment| &employment.tiers);
        Self {
            group,
            index,
            families: Vec::new(),
            leaving: Leaving::of(group.intake.onset, 0.0),
            parts: Vec::new(),
            correlation: 0.0,
            entry: Vec::new(),
            course: None,
            tiers: tiers.map(|_| TierSetting { waits: [None, None], arrivals: Vec::new() }).collect(),
            events: Vec::new(),
            own: Vec::new(),
            stairs: StairsLine::of(model, rows.group(index)),
            refunds: Vec::new(),
        }
    }

    /// Works the group out at a draw; `amounts` is what a unit of each line is worth, lines by years.
    pub(super) fn update(
        &mut self,
        model: &'m Model,
        rows: &Rows,
        draw: &Draw,
        amounts: &[f64],
    ) -> Result<(), SettingError> {
        let first_time = self.families.is_empty();
        self.families = self.group.intake.at(draw, model.calendar.years);
        let what = if self.group.household == Household::single() { "adults" } else { "families" };
        self.limit(model, "intake", what, &self.families, MOST_PER_YEAR)?;
        if first_time || !self.group.intake.delay.is_certain() {
            self.leaving = self.group.intake.leaving(draw);
            self.parts = self.leaving.parts();
        }
        self.correlation = self.group.household.correlation.at(draw);
        self.update_employment(model, draw, first_time)?;
        self.update_events(model, draw)?;
        self.update_own(model, rows, draw)?;
        self.update_refunds(model, rows, draw, amounts)
    }

    fn update_employment(&mut self, model: &'m Model, draw: &Draw, first_time: bool) -> Result<(), SettingError> {
        let Some(employment) = &self.group.employment else { return Ok(()) };
        let years = model.calendar.years;
        let scale_up = model.scale_up.at(draw);
        let market = model.labour_market.as_ref();
        let entry_odds = market.map_or_else(|| vec![1.0], |market| market.entry_odds(draw));
        let relapse_odds = market.map_or_else(Vec::new, |market| market.relapse_odds(draw));
        self.entry.clear();
        self.entry.extend(entry_odds.iter().map(|&odds| employment.entry(draw, Circumstances { scale_up, odds })));
        if self.entry.iter().any(|entry| !entry.is_possible()) {
            return Err(SettingError::Probability { path: self.path("employment"), scale_up });
        }
        self.course = Some(employment.relapse.at(draw, years, &relapse_odds));
        let cohorts: Vec<Leaving> = self.cohorts().map(|cohort| cohort.leaving).collect();
        for (setting, tier) in self.tiers.iter_mut().zip(&employment.tiers) {
            let certain = self.group.intake.delay.is_certain() && tier.delay.iter().flatten().all(Varying::is_certain);
            if !first_time && certain {
                continue;
            }
            for (wait, delay) in setting.waits.iter_mut().zip(&tier.delay) {
                *wait = delay.as_ref().map(|delay| Ok(Wait(varying(delay, draw)?))).transpose()?;
            }
            let waits = &setting.waits;
            let arrivals =
                |&leaving: &Leaving| [0, 1].map(|arm: usize| Arrival::of(leaving, waits[arm].as_ref(), years));
            setting.arrivals = cohorts.iter().map(arrivals).collect();
        }
        self.update_stairs(first_time);
        Ok(())
    }

    /// Of the families planned for a year, those who face one entry probability each: all of them, or where the labour market
    /// differs from year to year those who leave in one calendar year.
    pub fn cohorts(&self) -> impl Iterator<Item = LeavingPart> + use<'_, 'm> {
        let whole = LeavingPart { later: 0, share: 1.0, leaving: self.leaving };
        let split = self.entry.len() > 1;
        std::iter::once(whole).filter(move |_| !split).chain(self.parts.iter().copied().filter(move |_| split))
    }

    /// The entry probabilities of those who leave so many years after a planned year; none beyond the horizon.
    #[must_use]
    #[inline]
    pub fn entry(&self, planned: usize, later: usize) -> Option<&Entry> {
        if self.entry.len() <= 1 {
            return self.entry.first();
        }
        self.entry.get(planned.checked_add(later)?)
    }

    /// Whether a tier counts as self-support when weeks on support are counted.
    #[must_use]
    pub fn self_support(&self, tier: usize) -> bool {
        self.group.employment.as_ref().is_some_and(|employment| employment.tiers[tier].self_support)
    }

    /// Whether the time at which the adults of some tier enter depends on the draw.
    pub(super) fn has_uncertain_starts(&self) -> bool {
        let tiers = self.group.employment.iter().flat_map(|employment| &employment.tiers);
        let certain = tiers.flat_map(|tier| tier.delay.iter().flatten()).all(Varying::is_certain);
        !certain || !self.group.intake.delay.is_certain()
    }

    /// Expected adults by planned year.
    pub fn adults(&self) -> impl Iterator<Item = f64> + '_ {
        let mean = self.group.household.adults.mean();
        self.families.iter().map(move |families| families * mean)
    }

    /// A path of this group in the scenario.
    pub(super) fn path(&self, section: &str) -> String {
        if self.group.id.is_empty() { section.to_owned() } else { format!("subgroups.{}.{section}", self.group.id) }
    }

    /// Refuses counts that no loop over families should be asked to make.
    pub(super) fn limit(
        &self,
        model: &Model,
        section: &str,
        what: &str,
        counts: &[f64],
        most: f64,
    ) -> Result<(), SettingError> {
        match counts.iter().position(|count| count.abs() > most) {
            Some(year) => Err(SettingError::TooMany {
                path: self.path(section),
                what: what.to_owned(),
                year: model.calendar.year(year),
                count: counts[year],
                most,
            }),
            None => Ok(()),
        }
    }
}

pub(super) fn each<'m>(spec: &'m EachSpec, draw: &Draw) -> Result<Cow<'m, Distribution>, SettingError> {
    spec.at(draw).map_err(|source| SettingError::NoDistribution { path: spec.path.clone(), source })
}

pub(super) fn varying<'m>(varying: &'m Varying, draw: &Draw) -> Result<Cow<'m, Distribution>, SettingError> {
    let path = match varying {
        Varying::Shared(_) => "",
        Varying::Each(spec) => &spec.path,
    };
    varying.at(draw).map_err(|source| SettingError::NoDistribution { path: path.to_owned(), source })
}
