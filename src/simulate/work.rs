//! What a run takes, counted before it starts.

use super::Expectations;
use super::Layout;
use super::engine::NEIGHBOURS;
use crate::distribution::Distribution;
use crate::model::{
    Amount, Arms, BetweenFamilies, Circumstances, Coupling, Draw, Driver, EachSpec, Employment, Entry, Event,
    EventDuration, Group, Model, Quantity, Refund, Subject, Tier, Together, Varying,
};
use crate::random::Sampling;

/// The work of one replication, counted rather than timed, so that the default number of replications is the same
/// on every machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Families of the whole intake.
    pub families: f64,
    /// Years that they are followed for, each from the year of leaving to the end of the horizon.
    pub family_years: f64,
    /// What is drawn: words of adults, children and families that are asked anything, and of what differs between the arms.
    pub draws: f64,
    /// Nanoseconds of the exact expectation at a draw of its own, roughly: the count weighed with what each sort of work took when
    /// this was written.
    pub expectation: f64,
    /// Nanoseconds of a replication without its exact expectation, and what that adds to a draw that is simulated too.
    simulation: f64,
    added: f64,
}

/// Nanoseconds of a parameter and of a cell of the ledger, at a draw of its own; sixteen side by side take no more.
const PARAMETER: f64 = 40.0;
const CELL: f64 = 8.0;
const SIDE_BY_SIDE: f64 = 1.0 / 16.0;
/// Nanoseconds of a subject with a top byte drawn, and of a family with sizes or a shared score drawn.
const ASKED: f64 = 0.5;
const FAMILY: f64 = 10.0;
/// Nanoseconds of an adult who differs between the arms, on each line reimbursed by weeks on support too; of an event that differs;
/// and of a duration or an amount of its own: from a table, or by its quantile where its distribution depends on the draw.
const ADULT: f64 = 20.0;
const ON_STAIRS: f64 = 400.0;
const EVENT: f64 = 50.0;
const TABLE: f64 = 20.0;
const QUANTILE: f64 = 1_500.0;
/// Nanoseconds of a year of one household, of those that a refund's expectation tells apart.
const HOUSEHOLD: f64 = 2_500.0;
/// Nanoseconds of one path through the reimbursement stairs in the expectation, where adults may enter again.
const WALK: f64 = 900.0;

/// The work of a run with the default number of replications: about a second on one core.
const BUDGET_NANOSECONDS: f64 = 1.2e9;
/// The fewest and the most default replications.
const FEWEST: f64 = 1_000.0;
const MOST: f64 = 100_000.0;

impl Work {
    /// What one replication of a model takes at base values.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let draw = model.base_draw();
        let years = model.calendar.years;
        let mut tally = WorkCount::default();
        for index in 0..model.groups.len() {
            tally.add(model, index, &draw);
        }
        let walks: f64 = model.groups.iter().map(|group| walks(model, group)).sum();
        let households: f64 = model.groups.iter().map(|group| households(model, group)).sum::<f64>() * years as f64;
        let layout = Layout::of(model);
        // What a layout keeps in detail is copied, and takes next to nothing.
        let cells = (layout.detail_start() * 4 + model.lines.len() * years * 2 + model.rows().count() * years) as f64;
        let parameters = model.parameters.len() as f64;
        let arithmetic = parameters * PARAMETER + cells * CELL;
        let added = walks * WALK + households * HOUSEHOLD + review(model, &draw);
        Self {
            families: tally.families,
            family_years: tally.family_years,
            draws: tally.asked + tally.drawn + tally.adults + tally.events + tally.tables + tally.quantiles,
            expectation: arithmetic + added,
            added,
            simulation: arithmetic * SIDE_BY_SIDE
                + tally.asked * ASKED
                + tally.drawn * FAMILY
                + tally.adults * ADULT
                + tally.on_stairs * ON_STAIRS
                + tally.events * EVENT
                + tally.tables * TABLE
                + tally.quantiles * QUANTILE,
        }
    }

    /// Nanoseconds of a replication on one core, roughly, where the exact expectation is computed at these.
    #[must_use]
    pub fn nanoseconds(&self, expectations: Expectations) -> f64 {
        self.simulation + expectations.share() * self.added
    }

    /// At which replications of a run its summary needs the exact expectation: at every one under `lhs` and `sobol`, where the mean of
    /// exact expectations gains most; under random sampling at every eighth where it would add more to a replication than the rest
    /// of it takes, else at every one. Counted, not timed, so that it is the same on every machine.
    #[must_use]
    pub fn expectations(&self, sampling: Sampling) -> Expectations {
        match sampling {
            Sampling::Random if self.added > self.simulation => Expectations::EveryEighth,
            Sampling::Random | Sampling::LatinHypercube | Sampling::Sobol => Expectations::Every,
        }
    }

    /// How many replications fit the budget: 1, 2 or 5 times a power of ten, from 1,000 to 100,000.
    #[must_use]
    pub fn replications(&self) -> u64 {
        rounded(BUDGET_NANOSECONDS / self.nanoseconds(self.expectations(Sampling::Random)), MOST)
    }

    /// Replications of each programme of a portfolio: eight times the budget for all of them together, at most those of a run.
    #[must_use]
    pub fn replications_of(&self, programmes: usize) -> u64 {
        let budget = 8.0 * BUDGET_NANOSECONDS / programmes.max(1) as f64;
        rounded(budget / self.nanoseconds(Expectations::EveryEighth), MOST)
    }

    /// Replications of each of several runs with common random numbers. Differences need fewer: half the budget for all runs together,
    /// at most 20,000 each.
    #[must_use]
    pub fn replications_among(&self, runs: usize) -> u64 {
        let budget = BUDGET_NANOSECONDS / 2.0 / runs.max(1) as f64;
        rounded(budget / self.nanoseconds(Expectations::None), MOST / 5.0)
    }
}

/// The most replications that fit: 1, 2 or 5 times a power of ten, from [`FEWEST`] on.
fn rounded(fitting: f64, most: f64) -> u64 {
    let fitting = fitting.clamp(FEWEST, most);
    let power = 10f64.powf(fitting.log10().floor());
    let step = [5.0, 2.0, 1.0].into_iter().find(|step| step * power <= fitting).unwrap_or(1.0);
    (step * power) as u64
}

/// The work of one replication, counted by the time that its parts take.
#[derive(Default)]
struct WorkCount {
    families: f64,
    family_years: f64,
    /// Subjects with a top byte drawn.
    asked: f64,
    /// Families with sizes or shared scores drawn.
    drawn: f64,
    /// Adults and events that differ between the arms, and such adults on lines reimbursed by weeks on support.
    adults: f64,
    on_stairs: f64,
    events: f64,
    /// Amounts and durations of single subjects, from tables and by quantiles.
    tables: f64,
    quantiles: f64,
}

impl WorkCount {
    fn add(&mut self, model: &Model, index: usize, draw: &Draw) {
        let group = &model.groups[index];
        let household = &group.household;
        let years = model.calendar.years;
        let intake = group.intake.at(draw, years);
        let families: f64 = intake.iter().sum();
        self.family_years += intake.iter().enumerate().map(|(year, n)| n * (years - year) as f64).sum::<f64>();
        self.families += families;
        let certain = household.adults.is_certain() && household.children.is_certain();
        if !certain || household.correlation.at(draw) != 0.0 {
            self.drawn += families;
        }
        if let Some(employment) = &group.employment {
            let adults = families * household.mean(Subject::Adult);
            self.asked += adults;
            let differ = adults * differing(employment, draw);
            self.adults += differ;
            let stairs = model.lines.iter().filter(|line| line.stairs.is_some() && line.applies_to(index)).count();
            self.on_stairs += differ * stairs as f64;
        }
        for event in group.events.iter().flatten() {
            self.add_event(event, &intake, families * household.mean(event.subject), draw);
        }
        let each = |driver: Driver| driver.subject().map_or(0.0, |subject| household.mean(subject));
        for line in model.lines.iter().filter(|line| line.applies_to(index)) {
            if let Amount::Each(spec) = &line.amount {
                *self.own(spec) += families * each(line.driver);
            }
        }
    }

    /// The counter for draws from a distribution between families.
    fn own(&mut self, spec: &EachSpec) -> &mut f64 {
        match spec.between {
            BetweenFamilies::Known(_) => &mut self.tables,
            BetweenFamilies::Uncertain { .. } => &mut self.quantiles,
        }
    }

    fn add_event(&mut self, event: &Event, intake: &[f64], subjects: f64, draw: &Draw) {
        let happens = match &event.arms {
            Arms::Difference(series) => {
                // Sixteens draw as a whole, though some of their families may not be present.
                let sixteens = |families: f64| (families / f64::from(NEIGHBOURS)).ceil();
                self.asked += intake.iter().map(|&families| sixteens(families)).sum::<f64>();
                let drawn = |(year, &families): (usize, &f64)| {
                    series.at(draw, year).abs() * (sixteens(families) * f64::from(NEIGHBOURS) / families)
                };
                intake.iter().enumerate().filter(|(_, families)| **families > 0.0).map(drawn).sum::<f64>()
            }
            Arms::Probability { programme, comparison } => {
                self.asked += subjects;
                subjects * (programme.at(draw) - comparison.at(draw)).abs()
            }
            Arms::Number { programme, comparison } => {
                let at = |arm: &[Quantity], k: usize| arm.get(k).map_or(0.0, |mean| mean.at(draw));
                let gaps = (0..programme.len().max(comparison.len()))
                    .map(|k| (at(programme, k) - at(comparison, k)).abs())
                    .filter(|gap| *gap > 0.0);
                self.asked += subjects * gaps.clone().count() as f64;
                subjects * gaps.sum::<f64>()
            }
        };
        self.events += happens;
        if let Some(spec) = event.delay.as_ref().and_then(Varying::each) {
            *self.own(spec) += happens;
        }
        // An event has one of the durations; the last stands for all.
        if let Some(spec) =
            event.durations.iter().flat_map(|duration| &duration.0).filter_map(Varying::each).next_back()
        {
            *self.own(spec) += happens;
        }
    }
}

/// The approximate share of adults that the engine looks at: the arms' difference, or all who reach a tier where waits differ or the
/// arms are independent.
fn differing(employment: &Employment, draw: &Draw) -> f64 {
    let entry: Entry = employment.entry(draw, Circumstances { scale_up: 1.0, odds: 1.0 });
    let last = entry.programme.len() - 1;
    if employment.coupling == Coupling::Independent || !employment.tiers.iter().all(Tier::waits_alike) {
        return entry.programme[last].max(entry.comparison[last]);
    }
    entry.programme.iter().zip(&entry.comparison).map(|(programme, comparison)| (programme - comparison).abs()).sum()
}

/// Paths that the expectation computes at every draw for lines reimbursed by weeks on support.
fn walks(model: &Model, group: &Group) -> f64 {
    let Some(employment) = &group.employment else { return 0.0 };
    let relapse = &employment.relapse;
    if relapse.reentry == Quantity::Fixed(0.0) {
        return 0.0;
    }
    let lines = model.lines.iter().filter_map(|line| line.stairs.as_ref());
    let paths: usize = lines.map(|stairs| stairs.paths(relapse.counted)).sum();
    let arms = |tier: &Tier| if tier.waits_alike() { 1.0 } else { 2.0 };
    let intake = group.intake.at(&model.base_draw(), model.calendar.years);
    let leaving = intake.iter().filter(|families| **families > 0.0).count() as f64;
    let cohorts = if model.labour_market.is_some() { leaving } else { 1.0 };
    paths as f64 * cohorts * employment.tiers.iter().map(arms).sum::<f64>()
}

/// Nanoseconds of how likely a review stops the programme: the count of what is observed, and the score that members of a family share.
fn review(model: &Model, draw: &Draw) -> f64 {
    const POINT: f64 = 60.0;
    const POINTS: f64 = 144.0;
    const PRODUCT: f64 = 0.3;
    let Some(rule) = model.stop_rule() else { return 0.0 };
    let years = rule.last_year() + 1;
    let of = |group: &Group| {
        let families: f64 = group.intake.at(draw, model.calendar.years)[..years].iter().sum();
        let most = rule.checkpoints.iter().map(|at| f64::from(at.at_least)).fold(0.0, f64::max).min(4.0 * families);
        let tied = group.household.correlation.at(draw) != 0.0;
        let points = if tied { years as f64 * POINTS * POINT } else { 0.0 };
        // Adults who fare alike are counted by the binomial; else counts are convolved, by repeated squaring.
        let products = if tied { 2.0 * families.max(2.0).log2() * most * most } else { most };
        points + products * PRODUCT
    };
    model.groups.iter().map(of).sum()
}

/// Household compositions that the expectation of a group's refunds enumerates: the ways to distribute the members over the kinds of
/// the event and none.
fn households(model: &Model, group: &Group) -> f64 {
    let of = |refund: &Refund| {
        let Some(Some(event)) = group.events.get(refund.event) else { return 0.0 };
        let members = group.household.sizes(event.subject).iter().map(|size| size.0).max().unwrap_or(0);
        let ways =
            (1..=event.kinds.len()).fold(1.0, |ways, kind| ways * (f64::from(members) + kind as f64) / kind as f64);
        ways * duration_points(group, event, model) as f64
    };
    model.lines.iter().filter_map(|line| line.refund.as_ref()).map(of).sum()
}

/// Points over which the expectation of a refund integrates durations, where it has no closed form.
fn duration_points(group: &Group, event: &Event, model: &Model) -> usize {
    if event.durations.len() == 1 && !matches!(event.delay, Some(Varying::Each(_))) {
        return 1;
    }
    let draw = model.base_draw();
    let first = |duration: &EventDuration| Some(duration.0.first()?.at(&draw).ok()?.of(0).clone().into_owned());
    let durations: Vec<Option<Distribution>> = event.durations.iter().map(first).collect();
    let durations: Vec<Option<&Distribution>> = durations.iter().map(Option::as_ref).collect();
    Together::points(*group.intake.leaving(&draw).of(0), &durations, model.calendar.years)
}
