//! A group of families worked out at one draw.

use super::event::kind_shares;
use super::relapse::Course;
use super::saved_support::Terms;
use super::{
    Amount, Arms, Arrival, Bands, Circumstances, Draw, Driver, EachSpec, Effect, Entry, Event, Frequency, Group,
    Household, Model, Row, Rows, SettingError, Share, Stairs, Stay, Varying, Wait,
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

/// An event at one draw.
#[derive(Debug, Clone)]
pub struct EventSetting<'m> {
    /// The event.
    pub event: &'m Event,
    /// How often.
    pub frequency: Frequency,
    /// When it begins and how long it lasts.
    pub stay: Stay<'m>,
    /// The share of each kind.
    pub shares: Vec<f64>,
}

/// A line whose units count with an amount of their own, by a schedule, or both.
#[derive(Debug, Clone)]
pub struct OwnLine<'m> {
    /// What is counted.
    pub driver: Driver,
    /// Where it is counted.
    pub row: Row,
    /// The path of the amount, which names its luck, and its distribution between families.
    pub price: Option<(&'m str, Cow<'m, Distribution>)>,
    /// Factor by year since leaving.
    pub schedule: Option<Vec<f64>>,
}

/// A line reimbursed by weeks on support.
#[derive(Debug, Clone)]
pub struct StairsLine<'m> {
    /// The stairs.
    pub stairs: &'m Stairs,
    /// The row of the first step; the others follow.
    pub first: Row,
    /// Which of the group's tiers leave this support; all unless told.
    pub tier: Option<usize>,
    /// The tiers that leave it.
    pub tiers: Vec<TierOnStairs>,
}

/// A tier that leaves the support of a line, in one arm or in both where adults wait alike in both.
#[derive(Debug, Clone)]
pub struct TierOnStairs {
    /// Which tier of the group.
    pub tier: usize,
    /// The arms: 0 = programme, 1 = comparison.
    pub arms: Vec<usize>,
    /// Moments of entry of the paths of the correction.
    starts: Vec<f64>,
    /// What the full rule changes: one for all intake years, or one each where the labour market differs.
    corrections: Vec<Vec<f64>>,
}

impl TierOnStairs {
    /// What the full rule changes for an intake year; empty = nothing.
    #[must_use]
    pub fn correction(&self, year: usize) -> &[f64] {
        self.corrections.get(year.min(self.corrections.len().saturating_sub(1))).map_or(&[], Vec::as_slice)
    }
}

/// A line that refunds household costs.
#[derive(Debug, Clone)]
pub struct RefundLine {
    /// Where it is counted.
    pub row: Row,
    /// The event whose costs are refunded.
    pub event: usize,
    /// The bands.
    pub bands: Bands,
    /// What an event-year of each kind costs in each calendar year, kinds by years, flat.
    pub prices: Vec<f64>,
}

/// Most adults, and most events, of one intake year: far beyond any programme, and within what can be counted.
const MOST_PER_YEAR: f64 = 1e7;
/// Most events expected of one family or subject; each has an index of its own in the family's luck.
const MOST_PER_FAMILY: f64 = 1e3;

impl<'m> GroupSetting<'m> {
    /// A group's shape; values come with [`GroupSetting::update`].
    pub(super) fn new(model: &'m Model, index: usize, rows: &Rows) -> Self {
        let (group, years) = (&model.groups[index], model.calendar.years);
        let at_once = Arrival::of(group.intake.onset, None, years);
        let tiers = group.employment.iter().flat_map(|employment| &employment.tiers);
        let block = rows.group(index);
        let stairs = model.lines.iter().enumerate().filter_map(|(line, entry)| {
            let first = block.own(line)?.next()?;
            let Driver::PersonYear(tier) = entry.driver else { return None };
            let stairs = entry.stairs.as_ref()?;
            // A tier that this group does not have is never reached in it.
            let tier = tier.map(|tier| block.tier(tier).unwrap_or(usize::MAX));
            Some(StairsLine { stairs, first, tier, tiers: Vec::new() })
        });
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
            stairs: stairs.collect(),
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

    /// Works out what the full rule of the stairs changes, where it changes anything.
    fn update_stairs(&mut self, years: usize, first_time: bool) {
        let Some(course) = &self.course else { return };
        let certain = !self.has_uncertain_waits();
        let cohorts = if self.entry.len() > 1 { years } else { 1 };
        let mut lines = std::mem::take(&mut self.stairs);
        for line in &mut lines {
            if first_time {
                line.tiers = self.tiers_of(line);
            }
            for tier in &mut line.tiers {
                let terms = |cohort: usize| self.terms(line.stairs, tier.tier, tier.arms[0], course, cohort);
                tier.corrections.clear();
                if terms(0).are_simple() {
                    continue;
                }
                if first_time || !certain {
                    tier.starts = terms(0).starts();
                }
                // What nobody leaves in a year for is not worked out.
                let correction = |cohort: usize| match self.families[cohort] {
                    0.0 if cohorts > 1 => Vec::new(),
                    _ => terms(cohort).correction(&tier.starts),
                };
                tier.corrections.extend((0..cohorts).map(correction));
            }
        }
        self.stairs = lines;
    }

    /// The tiers that leave a line's support, each for both arms at once where adults wait alike in both.
    fn tiers_of(&self, line: &StairsLine<'m>) -> Vec<TierOnStairs> {
        let mut tiers = Vec::new();
        for tier in (0..self.tiers.len()).filter(|tier| line.tier.is_none_or(|only| only == *tier)) {
            let [programme, comparison] = &self.tiers[tier].waits;
            let arms = if programme == comparison { vec![vec![0, 1]] } else { vec![vec![0], vec![1]] };
            let of = |arms| TierOnStairs { tier, arms, starts: Vec::new(), corrections: Vec::new() };
            tiers.extend(arms.into_iter().map(of));
        }
        tiers
    }

    /// Whose saved time on the stairs is worked out: the adults of one tier and arm who leave in one year.
    #[must_use]
    pub fn terms<'a>(
        &'a self,
        stairs: &'a Stairs,
        tier: usize,
        arm: usize,
        course: &'a Course,
        cohort: usize,
    ) -> Terms<'a> {
        Terms {
            stairs,
            onset: self.group.intake.onset,
            wait: self.tiers[tier].waits[arm].as_ref(),
            self_support: self.self_support(tier),
            course,
            cohort,
            years: self.families.len() - cohort,
        }
    }

    fn update_events(&mut self, model: &'m Model, draw: &Draw) -> Result<(), SettingError> {
        self.events.clear();
        for event in &self.group.events {
            let setting = match event {
                Some(event) => Some(self.event(model, event, draw)?),
                None => None,
            };
            self.events.push(setting);
        }
        Ok(())
    }

    fn event(&self, model: &Model, event: &'m Event, draw: &Draw) -> Result<EventSetting<'m>, SettingError> {
        let scale_up = model.scale_up.at(draw);
        let path = || self.path(&model.event_path(&event.id));
        let scaled = |programme: f64, comparison: f64| {
            if scale_up == 1.0 { programme } else { comparison + scale_up * (programme - comparison) }
        };
        let frequency = match &event.arms {
            Arms::Difference(series) => {
                let planned = (0..model.calendar.years).map(|year| scale_up * series.at(draw, year)).collect();
                let starts = self.group.intake.postponed(planned, draw);
                self.check_starts(model, event, &starts)?;
                Frequency::Difference(starts)
            }
            Arms::Probability { programme, comparison } => {
                let comparison = comparison.at(draw);
                let programme = scaled(programme.at(draw), comparison);
                if !(0.0..=1.0).contains(&programme) {
                    return Err(SettingError::Probability { path: path(), scale_up });
                }
                Frequency::Probability([programme, comparison])
            }
            Arms::Number { programme, comparison } => {
                let at = |arm: &[super::Quantity], k: usize| arm.get(k).map_or(0.0, |quantity| quantity.at(draw));
                let arms: Vec<[f64; 2]> = (0..programme.len().max(comparison.len()))
                    .map(|k| [scaled(at(programme, k), at(comparison, k)), at(comparison, k)])
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
        let stay = Stay { onset: self.group.intake.onset, duration };
        Ok(EventSetting { event, frequency, stay, shares })
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

    fn update_own(&mut self, model: &'m Model, rows: &Rows, draw: &Draw) -> Result<(), SettingError> {
        let block = rows.group(self.index);
        self.own.clear();
        for (index, line) in model.lines.iter().enumerate() {
            if line.stairs.is_some() || line.refund.is_some() {
                continue;
            }
            let Some(row) = block.own(index).and_then(|mut rows| rows.next()) else { continue };
            let price = match &line.amount {
                Amount::Each(spec) => Some((spec.path.as_str(), each(spec, draw)?)),
                Amount::Shared(_) => None,
            };
            let schedule = line.schedule.as_ref().map(|factors| factors.iter().map(|f| f.at(draw)).collect());
            self.own.push(OwnLine { driver: line.driver, row, price, schedule });
        }
        Ok(())
    }

    fn update_refunds(
        &mut self,
        model: &'m Model,
        rows: &Rows,
        draw: &Draw,
        amounts: &[f64],
    ) -> Result<(), SettingError> {
        let years = model.calendar.years;
        self.refunds.clear();
        for (index, line) in model.lines.iter().enumerate().filter(|(_, line)| line.applies_to(self.index)) {
            let Some(refund) = &line.refund else { continue };
            let Some(Some(event)) = self.group.events.get(refund.event) else { continue };
            let Some(row) = rows.group(self.index).own(index).and_then(|mut rows| rows.next()) else { continue };
            let bands: Vec<(f64, f64)> = refund.bands.iter().map(|band| (band.0.at(draw), band.1.at(draw))).collect();
            if !bands.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(SettingError::Order { path: format!("lines.{}.refund", line.id), what: "thresholds" });
            }
            let mut prices = vec![0.0; event.kinds.len() * years];
            for &of in refund.of.iter().filter(|&&of| model.lines[of].applies_to(self.index)) {
                let Driver::EventYear(_, only) = model.lines[of].driver else { continue };
                for kind in (0..event.kinds.len()).filter(|&kind| only.is_none_or(|only| only == kind)) {
                    let target = &mut prices[kind * years..][..years];
                    target.iter_mut().zip(&amounts[of * years..]).for_each(|(price, amount)| *price += amount);
                }
            }
            self.refunds.push(RefundLine { row, event: refund.event, bands: Bands::new(bands), prices });
        }
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
    fn has_uncertain_waits(&self) -> bool {
        let tiers = self.group.employment.iter().flat_map(|employment| &employment.tiers);
        tiers.flat_map(|tier| tier.delay.iter().flatten()).any(|delay| !delay.is_certain())
    }

    /// Expected adults by intake year.
    pub fn adults(&self) -> impl Iterator<Item = f64> + '_ {
        let mean = self.group.household.adults.mean();
        self.families.iter().map(move |families| families * mean)
    }

    /// A path of this group in the scenario.
    fn path(&self, section: &str) -> String {
        if self.group.id.is_empty() { section.to_owned() } else { format!("subgroups.{}.{section}", self.group.id) }
    }

    /// Refuses counts that no loop over families should be asked to make.
    fn limit(&self, model: &Model, section: &str, what: &str, counts: &[f64], most: f64) -> Result<(), SettingError> {
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

fn each<'m>(spec: &'m EachSpec, draw: &Draw) -> Result<Cow<'m, Distribution>, SettingError> {
    spec.at(draw).map_err(|source| SettingError::NoDistribution { path: spec.path.clone(), source })
}

fn varying<'m>(varying: &'m Varying, draw: &Draw) -> Result<Cow<'m, Distribution>, SettingError> {
    let path = match varying {
        Varying::Shared(_) => "",
        Varying::Each(spec) => &spec.path,
    };
    varying.at(draw).map_err(|source| SettingError::NoDistribution { path: path.to_owned(), source })
}
