//! A group of families computed at one draw.

use super::event_setting::EventFamilies;
use super::relapse::Course;
use super::setting_error::{MOST_PER_YEAR, limit};
use super::{
    ActivityRows, Circumstances, Draw, Employment, Entry, Event, EventSetting, Group, Household, Intake, Lanewise,
    Leaving, LeavingPart, Model, Number, OwnLine, RefundLine, SettingError, StairsLine, Tier, Wait,
};

/// A group at the draw of one replication, or of several side by side.
#[derive(Debug, Clone)]
pub struct GroupSetting<'m, N = f64> {
    /// The group it belongs to.
    pub group: &'m Group,
    /// Its position in the model.
    pub index: usize,
    /// Families by planned year of leaving, not rounded.
    pub families: Vec<N>,
    /// When those planned for a year leave.
    pub leaving: Lanewise<Leaving>,
    /// The calendar years in which they leave.
    pub parts: Lanewise<Vec<LeavingPart>>,
    /// The same by calendar year, and all of them.
    pub by_year: Vec<Cohort<N>>,
    whole: Cohort<N>,
    /// Correlation of the normal scores within a family.
    pub correlation: N,
    /// Entry in both arms: one for all calendar years of leaving where the labour market is the same every year, else one each;
    /// none where the group has no employment.
    pub entry: Vec<Entry<N>>,
    /// The relapse rule.
    pub course: Option<Course<N>>,
    /// The group's tiers.
    pub tiers: Vec<TierSetting<'m>>,
    /// Events, in the order of the model's.
    pub events: Vec<Option<EventSetting<'m, N>>>,
    /// Lines on which each unit has its own amount, or that follow a schedule.
    pub own: Vec<OwnLine<'m, N>>,
    /// Lines reimbursed by weeks on support.
    pub stairs: Vec<StairsLine<'m>>,
    /// Lines that refund household costs.
    pub refunds: Vec<RefundLine<N>>,
}

/// The part of the families planned for a year that leaves in one calendar year.
#[derive(Debug, Clone)]
pub struct Cohort<N> {
    /// How many calendar years after the planned one their entry probability holds.
    pub later: usize,
    /// Their share.
    pub share: N,
    /// When they leave; at any time where their share is zero.
    pub leaving: Lanewise<Leaving>,
}

impl<N: Number> Cohort<N> {
    /// All families.
    fn whole(leaving: Lanewise<Leaving>) -> Self {
        Self { later: 0, share: N::all(1.0), leaving }
    }

    /// One cohort for each calendar year in which families leave in some replication.
    fn by_year(parts: &Lanewise<Vec<LeavingPart>>) -> Vec<Self> {
        let years = parts.iter().flatten().map(|part| part.later);
        let (Some(first), Some(last)) = (years.clone().min(), years.max()) else { return Vec::new() };
        let cohort = |later: usize| {
            let of = |parts: &Vec<LeavingPart>| parts.iter().find(|part| part.later == later).copied();
            let share = parts.number(|parts| of(parts).map_or(0.0, |part| part.share));
            let leaving = parts.map(|parts| of(parts).unwrap_or(parts[0]).leaving);
            Self { later, share, leaving }
        };
        (first..=last).map(cohort).collect()
    }
}

/// A tier at one draw.
#[derive(Debug, Clone)]
pub struct TierSetting<'m> {
    /// The wait until entry in each arm (programme, comparison); none = at once.
    pub waits: [Option<Lanewise<Wait<'m>>>; 2],
}

impl<'m, N: Number> GroupSetting<'m, N> {
    /// The setting of a group without values; [`GroupSetting::update`] writes them.
    pub(super) fn new(model: &'m Model, index: usize) -> Self {
        let group = &model.groups[index];
        let tiers = group.employment.iter().flat_map(|employment| &employment.tiers);
        let leaving = Leaving::of(group.intake.onset, 0.0);
        Self {
            group,
            index,
            families: Vec::new(),
            parts: Lanewise::alike(leaving.parts()),
            by_year: Vec::new(),
            whole: Cohort::whole(Lanewise::alike(leaving)),
            leaving: Lanewise::alike(leaving),
            correlation: N::default(),
            entry: Vec::new(),
            course: None,
            tiers: tiers.map(|_| TierSetting { waits: [None, None] }).collect(),
            events: Vec::new(),
            own: Vec::new(),
            stairs: StairsLine::of(model, model.rows().group(index)),
            refunds: Vec::new(),
        }
    }

    /// Computes the group at a draw. Values that no draw changes are computed the first time only.
    pub(super) fn update(&mut self, model: &'m Model, rows: &ActivityRows, draw: &Draw<N>) -> Result<(), SettingError> {
        let Group { id: _, name: _, intake, household, employment, events: _, seen: _ } = self.group;
        let Intake { families, counted: _, delay, onset: _ } = intake;
        let Household { adults: _, children: _, correlation } = household;
        let first_time = self.families.is_empty();
        if first_time || !families.is_certain() {
            self.families = intake.at(draw, model.calendar.years);
            let what = if *household == Household::single() { "adults" } else { "families" };
            limit(&model.calendar, || self.group.path("intake"), what, &self.families, MOST_PER_YEAR)?;
        }
        if first_time || !delay.is_certain() {
            self.leaving = intake.leaving(draw);
            self.parts = self.leaving.map(|leaving| leaving.parts());
            self.by_year = Cohort::by_year(&self.parts);
            self.whole = Cohort::whole(self.leaving.clone());
        }
        self.correlation = correlation.at(draw);
        if let Some(employment) = employment {
            self.update_employment(model, employment, draw, first_time)?;
        }
        if first_time {
            let block = rows.group(self.index);
            let event = |event: &'m Option<Event>| event.as_ref().map(EventSetting::new);
            self.events = self.group.events.iter().map(event).collect();
            self.own = OwnLine::of(model, block);
            self.refunds = RefundLine::of(model, self.group, block);
        }
        let of = EventFamilies { model, group: self.group, families: &self.families, leaving: &self.leaving };
        self.events.iter_mut().flatten().try_for_each(|event| event.update(&of, draw, first_time))?;
        self.own.iter_mut().try_for_each(|own| own.update(model, draw, first_time))?;
        self.refunds.iter_mut().try_for_each(|refund| refund.update(model, self.index, draw))
    }

    fn update_employment(
        &mut self,
        model: &'m Model,
        employment: &'m Employment,
        draw: &Draw<N>,
        first_time: bool,
    ) -> Result<(), SettingError> {
        let Employment { tiers, coupling: _, relapse } = employment;
        let seen = self.group.seen;
        let scale_up: N = model.scale_up.at(draw);
        let market = model.labour_market.as_ref();
        let entry_odds = market.map(|market| market.entry_odds(draw));
        let relapse_odds = market.map_or_else(Vec::new, |market| market.relapse_odds(draw));
        let entry_odds = entry_odds.as_deref().unwrap_or(&[]);
        if first_time {
            let none = Entry { programme: Vec::new(), comparison: Vec::new() };
            self.entry.resize(entry_odds.len().max(1), none);
        }
        let course = self.course.get_or_insert_with(Course::default);
        let possible = N::vectorised(
            #[inline(always)]
            || {
                let mut possible = true;
                for (year, entry) in self.entry.iter_mut().enumerate() {
                    let odds = if entry_odds.is_empty() { N::all(1.0) } else { entry_odds[year] };
                    entry.update(tiers, draw, Circumstances { scale_up, odds });
                    possible &= entry.is_possible();
                    if let Some(seen) = seen {
                        entry.seen(seen);
                    }
                }
                relapse.update(draw, model.calendar.years, &relapse_odds, course).map(|()| possible)
            },
        );
        let possible = possible
            .map_err(|source| SettingError::NoDistribution { path: self.group.path("relapse.curve"), source })?;
        if !possible {
            let scale_up = scale_up.first(|scale_up| scale_up != 1.0).unwrap_or(1.0);
            return Err(SettingError::Probability { path: self.group.path("employment"), scale_up });
        }
        for (setting, tier) in self.tiers.iter_mut().zip(tiers) {
            let Tier { id: _, programme: _, comparison: _, delay, self_support: _ } = tier;
            for (wait, delay) in setting.waits.iter_mut().zip(delay) {
                let Some(delay) = delay else { continue };
                if first_time || !delay.is_certain() {
                    *wait = Some(delay.at(draw)?.into_map(Wait));
                }
            }
        }
        Ok(())
    }

    /// The families planned for a year by entry probability: all together, or by calendar year of leaving where the labour market differs
    /// from year to year.
    #[must_use]
    pub fn cohorts(&self) -> &[Cohort<N>] {
        if self.entry.len() > 1 { &self.by_year } else { std::slice::from_ref(&self.whole) }
    }

    /// The entry probabilities of families who leave `later` years after a planned year; `None` beyond the horizon.
    #[must_use]
    #[inline(always)]
    pub fn entry(&self, planned: usize, later: usize) -> Option<&Entry<N>> {
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

    /// Expected adults by planned year.
    pub fn adults(&self) -> impl Iterator<Item = N> + '_ {
        let mean = self.group.household.adults.mean();
        self.families.iter().map(move |families| *families * mean)
    }
}
