//! The compiled plan: what is paid for once per run rather than once per replication.

use super::super::events::{NEIGHBOURS, purposes};
use super::super::luck::purpose_within;
use super::super::poisson::INVERSION_LIMIT;
use super::intervals::EmploymentPlan;
use super::market::MarketPlan;
use super::prices::PricePlan;
use super::worth::{Posting, Product, Side, Term, postings, sides};
use crate::distribution::Distribution;
use crate::model::{
    Arms, Discounting, EventSetting, GroupRows, GroupSetting, Model, Onset, Parameter, ParameterId, Quantity, Row,
    Series, Setting, Stay, Subject, Varying,
};
use crate::random::{Design, LaneAddress, Purpose, Seed};
use crate::vectorised::{Lanes, Numbers};
use std::borrow::Cow;

/// Beyond this many families or adults in an intake year, counts and sums of times in units of 2⁻³³ years would not fit in one whole
/// number.
pub const MOST_FAMILIES: f64 = 30_000.0;

/// Beyond this many events expected of a replication, sixteen go the plain way: they are all listed, and the time that they
/// take of a year stays exact below 2²⁰ years.
pub const MOST_EVENTS: f64 = 65_536.0;

/// Longer horizons go the plain way: a power of two, above every year and year of relapse.
pub const MOST_YEARS: usize = 16;

/// A model compiled for the lanes.
pub struct Plan<'m> {
    /// What each depends on, and its distribution.
    pub parameters: Vec<(LaneAddress, &'m Distribution)>,
    pub groups: Vec<GroupPlan<'m>>,
    /// Everything that is worth something, in the order of the tariff.
    pub sides: Vec<Side>,
    /// By account: gains, and payments.
    pub postings: Vec<[Vec<Posting>; 2]>,
    /// Rows of activity.
    pub rows: usize,
    /// The rows of person-years.
    pub person_years: Vec<usize>,
    /// The rows of each event.
    pub events: Vec<Vec<usize>>,
    pub discounting: &'m Discounting,
    pub market: Option<MarketPlan<'m>>,
}

/// A group of families.
pub struct GroupPlan<'m> {
    /// Families by intake year, not rounded.
    pub families: Vec<f64>,
    pub rounding: LaneAddress,
    /// Rows that count the intake: their number per family.
    pub counts: Vec<(usize, f64)>,
    /// Rows that count it by a schedule: their number per family, and the factor by year since leaving.
    pub schedules: Vec<(usize, f64, Vec<f64>)>,
    /// All these rows in expectation, by year.
    pub expected_counts: Vec<(usize, Vec<f64>)>,
    /// One for all intake years, or one for each; none where there is no employment.
    pub employment: Vec<EmploymentPlan<'m>>,
    pub events: Vec<EventPlan<'m>>,
}

/// An event given in total.
pub struct EventPlan<'m> {
    pub row: usize,
    pub time_row: usize,
    pub words: LaneAddress,
    pub courses: LaneAddress,
    /// Expected number by intake year; `None` = none in any replication.
    pub starts: Vec<Option<Product>>,
    pub onset: Onset,
    /// How long it lasts at base values, and the parameter that it lasts as long as, where there is one.
    pub stay: Stay<'m>,
    pub lasting: Option<ParameterId>,
    /// Expected part of each year since the year of leaving, at base values.
    pub profile: Vec<Numbers>,
    /// The lines that every one of them counts in with an amount of its own.
    pub prices: Vec<PricePlan<'m>>,
}

impl<'m> Plan<'m> {
    /// Compiles a model that has a fast path; `None` for any other. It has fewer than sixteen years, alike for all, and
    ///
    /// * a fixed intake of families that are all composed alike, up to [`MOST_FAMILIES`] of them and of adults in a year, who fare
    ///   alike in part or not at all;
    /// * up to [`MOST_TIERS`](super::intervals::MOST_TIERS) tiers with known delays, and where adults enter again no more than
    ///   `MOST_FAMILIES` of them in all; where the labour market differs from year to year neither delays nor re-entry;
    /// * events of one kind given in total, which last past the horizon, as long as one parameter says, or by a known
    ///   distribution; and what each of them is worth of itself comes from a known distribution too;
    /// * lines that are worth a product of fixed numbers and single parameters to payers with fixed shares, by a fixed schedule if
    ///   any: no stairs, no refunds.
    pub fn of(model: &'m Model, seed: Seed) -> Option<Self> {
        if model.calendar.years >= MOST_YEARS {
            return None;
        }
        // What does not depend on the draw is the same at base values.
        let base = Setting::of(model, &model.base_draw()).ok()?;
        let rows = &base.rows;
        let groups = (0..model.groups.len()).map(|index| GroupPlan::of(model, index, &base, seed));
        let sides = sides(model, rows)?;
        let parameter = |parameter: &'m Parameter| {
            (LaneAddress::new(seed, Purpose::PARAMETER.extended(&parameter.path)), &parameter.distribution)
        };
        let flat = |rows: &mut dyn Iterator<Item = Row>| rows.map(|row| row.0).collect();
        Some(Self {
            parameters: model.parameters.iter().map(parameter).collect(),
            groups: groups.collect::<Option<_>>()?,
            postings: postings(&sides, model.accounts.len()),
            sides,
            rows: rows.count(),
            person_years: flat(&mut rows.all_person_years()),
            events: (0..model.events.len()).map(|event| flat(&mut rows.all_events(event))).collect(),
            discounting: &model.discounting,
            market: MarketPlan::of(model),
        })
    }

    /// The same with each parameter under the seed that a design draws it under.
    pub fn drawn_under(mut self, design: &Design) -> Self {
        for (dimension, (address, _)) in self.parameters.iter_mut().enumerate() {
            let (seed, purpose) = design.luck(dimension);
            *address = LaneAddress::new(seed, purpose);
        }
        self
    }
}

impl<'m> GroupPlan<'m> {
    fn of(model: &'m Model, index: usize, base: &Setting<'m>, seed: Seed) -> Option<Self> {
        let (group, setting) = (&model.groups[index], &base.groups[index]);
        let household = &group.household;
        let adults: Vec<f64> = setting.adults().collect();
        // A moment that was not rounded makes sums of times inexact.
        let rounded = match group.intake.onset {
            Onset::Uniform => true,
            onset @ Onset::At(moment) => onset == Onset::at(moment),
        };
        let certain = rounded
            && matches!(group.intake.delay, Quantity::Fixed(0.0))
            && is_certain(&group.intake.families)
            && household.adults.is_certain()
            && household.children.is_certain()
            && setting.families.iter().chain(&adults).all(|&number| number <= MOST_FAMILIES);
        if !certain {
            return None;
        }
        let block = base.rows.group(index);
        let purpose = |purpose: Purpose| purpose_within(&group.id, purpose);
        let employment = match &group.employment {
            Some(employment) => EmploymentPlan::of_group(model, (setting, employment), block, purpose, seed)?,
            None => Vec::new(),
        };
        let years = model.calendar.years;
        let events = setting.events.iter().enumerate().filter_map(|(index, event)| {
            let event = event.as_ref()?;
            Some(EventPlan::of(model.scale_up, (setting, event), index, block, purpose, (seed, years)))
        });
        let subjects =
            [(block.families(), Subject::Family), (block.adults(), Subject::Adult), (block.children(), Subject::Child)];
        let expected = |subject: Subject| -> Vec<f64> {
            setting.families.iter().map(|families| families * household.mean(subject)).collect()
        };
        let mut expected_counts: Vec<_> = subjects.iter().map(|(row, of)| (row.0, expected(*of))).collect();
        let mut schedules = Vec::new();
        for own in &setting.own {
            let (subject, factors) = match (own.driver.subject(), &own.schedule, &own.price) {
                (Some(subject), Some(factors), None) => (subject, factors),
                // Events have theirs in their own plan.
                (None, None, Some(_)) => continue,
                _ => return None,
            };
            let mut units = vec![0.0; years];
            for (year, number) in expected(subject).into_iter().enumerate() {
                units[year..].iter_mut().zip(factors).for_each(|(sum, factor)| *sum += number * factor);
            }
            expected_counts.push((own.row.0, units));
            schedules.push((own.row.0, household.mean(subject), factors.clone()));
        }
        Some(Self {
            families: setting.families.clone(),
            rounding: LaneAddress::new(seed, purpose(Purpose::INTAKE)),
            counts: subjects.iter().map(|(row, subject)| (row.0, household.mean(*subject))).collect(),
            schedules,
            expected_counts,
            employment,
            events: events.collect::<Option<_>>()?,
        })
    }
}

fn is_certain(series: &Series) -> bool {
    let fixed = |quantity: &Quantity| matches!(quantity, Quantity::Fixed(_));
    fixed(&series.level) && series.profile.iter().all(fixed)
}

impl<'m> EventPlan<'m> {
    /// Nothing in any year.
    #[inline(always)]
    pub fn clear(&self, activity: &mut [Numbers], years: usize) {
        for year in 0..years {
            activity[self.row * years + year] = Lanes::all(0.0);
            activity[self.time_row * years + year] = Lanes::all(0.0);
        }
    }

    /// Expected part of each year since the year of leaving, where all last as long as a parameter says.
    #[inline(never)]
    pub fn profile_at(&self, lasting: &Numbers) -> Vec<Numbers> {
        let mut profile = vec![Lanes::all(0.0); self.profile.len()];
        for (lane, &years) in lasting.iter().enumerate() {
            let stay = Stay { leaving: self.stay.leaving, duration: Some(Cow::Owned(Distribution::Fixed(years))) };
            profile.iter_mut().zip(stay.expected_time(self.profile.len())).for_each(|(year, part)| year[lane] = part);
        }
        profile
    }

    fn of(
        scale_up: Quantity,
        (group, setting): (&GroupSetting<'m>, &EventSetting<'m>),
        index: usize,
        block: &GroupRows,
        purpose: impl Fn(Purpose) -> Purpose,
        (seed, years): (Seed, usize),
    ) -> Option<Self> {
        let event = setting.event;
        let Arms::Difference(series) = &event.arms else { return None };
        let lasting = match event.duration {
            Some(Varying::Shared(Quantity::Parameter(id))) => Some(id),
            _ => None,
        };
        let known = lasting.is_some() || event.duration.as_ref().is_none_or(Varying::is_certain);
        if !known || setting.shares != [1.0] {
            return None;
        }
        let starts = (0..years)
            .map(|year| {
                let planned = Product::new(Term::in_year(series, year)?, &[Term::of(scale_up)]);
                Some(Some(planned).filter(|starts| starts.fixed() != Some(0.0)))
            })
            .collect::<Option<Vec<_>>>()?;
        // Events in a year without families are an error, which the plain way tells; and too many every sixteen would decline.
        let mut total = 0.0;
        for (starts, families) in starts.iter().zip(&group.families) {
            let possible = match starts.as_ref().map(Product::fixed) {
                None => true,
                Some(None) => *families > 0.0,
                Some(Some(starts)) => {
                    total += starts.abs();
                    f64::from(NEIGHBOURS) * starts.abs() / families <= INVERSION_LIMIT
                }
            };
            if !possible || total > MOST_EVENTS {
                return None;
            }
        }
        let (counts, courses) = purposes(&event.id);
        let prices = group.own.iter().filter_map(|own| PricePlan::of(own, index, (&purpose, seed)));
        Some(Self {
            row: block.event(index, 0).0,
            time_row: block.event_year(index, 0).0,
            words: LaneAddress::new(seed, purpose(counts)),
            courses: LaneAddress::new(seed, purpose(courses)),
            starts,
            profile: setting.stay.of(0).expected_time(years).into_iter().map(Lanes::all).collect(),
            onset: group.group.intake.onset,
            stay: setting.stay.of(0).clone(),
            lasting,
            prices: prices.collect(),
        })
    }
}
