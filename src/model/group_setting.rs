//! A group of families worked out at one draw.

use super::relapse::Course;
use super::{
    Arrival, Circumstances, Draw, EachSpec, Entry, EventSetting, Group, Household, Model, OwnLine, RefundLine, Rows,
    SettingError, StairsLine, Varying, Wait,
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
    /// Families by intake year, not rounded.
    pub families: Vec<f64>,
    /// Correlation of the normal scores within a family.
    pub correlation: f64,
    /// Entry in both arms: one for all intake years where the labour market is the same every year, else one each; none
    /// where the group has no employment.
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
    /// When adults enter, in each arm.
    pub arrivals: [Arrival; 2],
}

/// Most adults, and most events, of one intake year: far beyond any programme, and within what can be counted.
pub(super) const MOST_PER_YEAR: f64 = 1e7;
/// Most events expected of one family or subject; each has an index of its own in the luck of the family or its neighbours.
pub(super) const MOST_PER_FAMILY: f64 = 1e3;

impl<'m> GroupSetting<'m> {
    /// A group's shape; values come with [`GroupSetting::update`].
    pub(super) fn new(model: &'m Model, index: usize, rows: &Rows) -> Self {
        let (group, years) = (&model.groups[index], model.calendar.years);
        let at_once = Arrival::of(group.intake.onset, None, years);
        let tiers = group.employment.iter().flat_map(|employment| &employment.tiers);
        Self {
            group,
            index,
            families: Vec::new(),
            correlation: 0.0,
            entry: Vec::new(),
            course: None,
            tiers: tiers
                .map(|_| TierSetting { waits: [None, None], arrivals: [at_once.clone(), at_once.clone()] })
                .collect(),
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
        for (setting, tier) in self.tiers.iter_mut().zip(&employment.tiers) {
            for (arm, delay) in tier.delay.iter().enumerate() {
                let Some(delay) = delay.as_ref().filter(|delay| first_time || !delay.is_certain()) else { continue };
                let wait = Wait(varying(delay, draw)?);
                setting.arrivals[arm] = Arrival::of(self.group.intake.onset, Some(&wait), years);
                setting.waits[arm] = Some(wait);
            }
        }
        self.update_stairs(years, first_time);
        Ok(())
    }

    /// The entry probabilities of an intake year.
    #[must_use]
    #[inline]
    pub fn entry(&self, year: usize) -> Option<&Entry> {
        self.entry.get(year.min(self.entry.len().saturating_sub(1)))
    }

    /// Whether a tier counts as self-support when weeks on support are counted.
    #[must_use]
    pub fn self_support(&self, tier: usize) -> bool {
        self.group.employment.as_ref().is_some_and(|employment| employment.tiers[tier].self_support)
    }

    /// Whether the waits of the adults of some tier hang on the draw.
    pub(super) fn has_uncertain_waits(&self) -> bool {
        let tiers = self.group.employment.iter().flat_map(|employment| &employment.tiers);
        tiers.flat_map(|tier| tier.delay.iter().flatten()).any(|delay| !delay.is_certain())
    }

    /// Expected adults by intake year.
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
