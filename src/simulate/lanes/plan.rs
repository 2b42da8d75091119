//! The compiled plan: what is paid for once per run rather than once per replication.

use super::super::events::purposes;
use crate::distribution::{Distribution, Normal, Table};
use crate::model::{
    Amount, Arms, Coupling, Driver, Event, Group, GroupRows, Line, Model, Onset, Quantity, Relapse, Rows, Series,
    Setting, Stay, Subject, Tier,
};
use crate::random::{LANES, LaneAddress, Numbers, Purpose, Seed, each_lane};

/// Beyond this many families in an intake year, counts and sums of times in units of 2⁻³³ years would not fit in one whole
/// number.
pub const MOST_FAMILIES: f64 = 30_000.0;

/// Longer horizons go the plain way: a power of two, above every year and year of relapse.
pub const MOST_YEARS: usize = 16;

/// A model compiled for the lanes.
pub struct Plan<'m> {
    pub parameters: Vec<(LaneAddress, Sampler<'m>)>,
    pub groups: Vec<GroupPlan>,
    /// Everything that is worth something, in the order of the tariff.
    pub sides: Vec<Side>,
    /// Rows of activity.
    pub rows: usize,
    /// The rows of person-years.
    pub person_years: Vec<usize>,
    /// The rows of each event.
    pub events: Vec<Vec<usize>>,
    pub discount_rate: f64,
    pub discount: Vec<f64>,
}

/// How a parameter is drawn from its uniform.
pub enum Sampler<'m> {
    Table(&'m Table),
    Normal(&'m Normal),
    Other(&'m Distribution),
}

/// A number that is the same in every replication, or a multiple of one parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term {
    Fixed(f64),
    Parameter { index: usize, times: f64 },
}

/// The product of a line's terms in one year, multiplied from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Product(Vec<Term>);

/// What an account gains, or pays, per unit of a row of activity.
pub struct Side {
    pub account: usize,
    pub row: usize,
    pub gains: bool,
    /// The lines behind it: the account's stake, and the line's worth by year (one entry = alike in all years).
    wires: Vec<(f64, Vec<Product>)>,
}

/// A group of families.
pub struct GroupPlan {
    /// Families by intake year, not rounded.
    pub families: Vec<f64>,
    /// Adults by intake year, not rounded.
    pub adults: Vec<f64>,
    pub rounding: LaneAddress,
    /// Rows that count the intake: their number per family.
    pub counts: Vec<(usize, f64)>,
    /// The same in expectation, by year.
    pub expected_counts: Vec<(usize, Vec<f64>)>,
    pub employment: Option<EmploymentPlan>,
    pub events: Vec<EventPlan>,
}

/// Entry and relapse.
pub struct EmploymentPlan {
    pub row: usize,
    pub words: LaneAddress,
    pub courses: LaneAddress,
    pub programme: Term,
    pub comparison: Term,
    /// By year since entry; the last value carries on.
    pub hazard: Vec<Term>,
    pub counted: f64,
}

/// An event given in total, which lasts past the horizon.
pub struct EventPlan {
    pub row: usize,
    pub time_row: usize,
    pub words: LaneAddress,
    pub courses: LaneAddress,
    /// Expected number by intake year; `None` = none in any replication.
    pub starts: Vec<Option<Term>>,
    /// Expected part of each year since the year of leaving.
    pub profile: Vec<f64>,
}

impl<'m> Plan<'m> {
    /// Compiles a model that has a fast path: families of one adult each, one tier without a delay under monotone coupling,
    /// relapse for good, events given in total that last past the horizon, lines that are worth a product of fixed numbers
    /// and single parameters to payers with fixed shares, a fixed discount rate and fewer than sixteen years. `None` for any other.
    pub fn of(model: &'m Model, seed: Seed) -> Option<Self> {
        let short = model.calendar.years < MOST_YEARS;
        let plain = short && model.labour_market.is_none() && model.scale_up == Quantity::Fixed(1.0);
        let rate = model.discounting.certain_rate().filter(|_| plain)?;
        // What does not hang on the draw is the same at base values.
        let base = Setting::of(model, &model.base_draw()).ok()?;
        let rows = &base.rows;
        let groups = (0..model.groups.len()).map(|index| GroupPlan::of(model, index, &base, seed));
        let flat = |rows: &mut dyn Iterator<Item = crate::model::Row>| rows.map(|row| row.0).collect();
        Some(Self {
            parameters: model.parameters.iter().map(|parameter| Sampler::of(parameter, seed)).collect(),
            groups: groups.collect::<Option<_>>()?,
            sides: sides(model, rows)?,
            rows: rows.count(),
            person_years: flat(&mut rows.all_person_years()),
            events: (0..model.events.len()).map(|event| flat(&mut rows.all_events(event))).collect(),
            discount_rate: rate,
            discount: base.discount.clone(),
        })
    }
}

impl<'m> Sampler<'m> {
    fn of(parameter: &'m crate::model::Parameter, seed: Seed) -> (LaneAddress, Self) {
        let address = LaneAddress::new(seed, Purpose::PARAMETER.extended(&parameter.path));
        let sampler = match &parameter.distribution {
            Distribution::Tabulated(tabulated) => match tabulated.table() {
                Some(table) => Self::Table(table),
                None => Self::Other(&parameter.distribution),
            },
            Distribution::Normal(normal) => Self::Normal(normal),
            other => Self::Other(other),
        };
        (address, sampler)
    }
}

impl Term {
    fn of(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Fixed(value) => Self::Fixed(value),
            Quantity::Parameter(id) => Self::Parameter { index: id.0, times: 1.0 },
        }
    }

    /// A series in one year; `None` where two parameters meet in it.
    fn in_year(series: &Series, year: usize) -> Option<Self> {
        let profile = series.profile[year.min(series.profile.len() - 1)];
        match (series.level, profile) {
            (Quantity::Fixed(level), Quantity::Fixed(times)) => Some(Self::Fixed(level * times)),
            (Quantity::Parameter(id), Quantity::Fixed(times)) => Some(Self::Parameter { index: id.0, times }),
            (Quantity::Fixed(level), Quantity::Parameter(id)) => Some(Self::Parameter { index: id.0, times: level }),
            (Quantity::Parameter(_), Quantity::Parameter(_)) => None,
        }
    }

    /// The value in every lane.
    #[inline(always)]
    pub fn at(&self, parameters: &[Numbers]) -> Numbers {
        match *self {
            Self::Fixed(value) => [value; LANES],
            Self::Parameter { index, times } => each_lane(|lane| parameters[index][lane] * times),
        }
    }

    fn is(&self, value: f64) -> bool {
        *self == Self::Fixed(value) || matches!(*self, Self::Parameter { times, .. } if times == 0.0 && value == 0.0)
    }
}

impl Product {
    /// What a unit of a line is worth in a year, as [`Line::unit_amount`] multiplies it.
    fn of(line: &Line, year: usize) -> Option<Self> {
        let Amount::Shared(amount) = &line.amount else { return None };
        let Quantity::Fixed(growth) = line.growth else { return None };
        let grown = if growth == 0.0 { 1.0 } else { (1.0 + growth).powi(year as i32) };
        let factors = [Term::in_year(&line.quantity, year)?, Term::in_year(&line.factor, year)?, Term::Fixed(grown)];
        let mut terms = vec![Term::in_year(amount, year)?];
        // A factor of one changes no bit, and fixed numbers at the head are multiplied here and now.
        for factor in factors.into_iter().filter(|factor| !factor.is(1.0)) {
            match (terms.as_mut_slice(), factor) {
                ([Term::Fixed(head)], Term::Fixed(factor)) => *head *= factor,
                _ => terms.push(factor),
            }
        }
        Some(Self(terms))
    }

    #[inline(always)]
    fn at(&self, parameters: &[Numbers]) -> Numbers {
        let mut product = self.0[0].at(parameters);
        for factor in &self.0[1..] {
            let factor = factor.at(parameters);
            for lane in 0..LANES {
                product[lane] *= factor[lane];
            }
        }
        product
    }
}

impl Side {
    /// Whether a unit is worth the same in every year.
    #[inline(always)]
    pub fn alike(&self) -> bool {
        self.wires.iter().all(|(_, products)| products.len() == 1)
    }

    /// What a unit is worth in a year.
    #[inline(always)]
    pub fn value(&self, year: usize, parameters: &[Numbers]) -> Numbers {
        let mut value = [0.0; LANES];
        for (stake, products) in &self.wires {
            let worth = products[if products.len() == 1 { 0 } else { year }].at(parameters);
            for lane in 0..LANES {
                value[lane] += stake * worth[lane];
            }
        }
        value
    }
}

/// The sides of the tariff, in its own order: entry by entry, gains before payments.
fn sides(model: &Model, rows: &Rows) -> Option<Vec<Side>> {
    let draw = model.base_draw();
    let years = model.calendar.years;
    let (mut sides, mut reached): (Vec<Side>, Vec<(usize, usize)>) = Default::default();
    for (index, line) in model.lines.iter().enumerate() {
        let certain = line.shares.iter().all(|(_, share)| match share {
            crate::model::Share::Part(part) => matches!(part, Quantity::Fixed(_)),
            crate::model::Share::Rest => true,
        });
        if !certain || line.own_rows().is_some() || line.driver == Driver::Refund {
            return None;
        }
        let mut products = (0..years).map(|year| Product::of(line, year)).collect::<Option<Vec<_>>>()?;
        products.dedup();
        let priced = line.rows(rows, index);
        for (account, view) in model.accounts.iter().enumerate().filter(|(_, view)| view.covers(line)) {
            let Quantity::Fixed(weight) = view.weight else { return None };
            let stake = line.stake(&view.members, None, &draw) * weight;
            let gains = stake >= 0.0;
            for unit in priced.iter().filter(|unit| view.covers_group(unit.group)) {
                // All years or one: a list that happens to have fewer distinct entries is spelled out.
                let products = if products.len() == 1 {
                    products.clone()
                } else {
                    (0..years).map(|year| Product::of(line, year)).collect::<Option<Vec<_>>>()?
                };
                let wire = (stake.abs(), products);
                if !reached.contains(&(account, unit.row.0)) {
                    reached.push((account, unit.row.0));
                }
                let known = |side: &Side| side.account == account && side.row == unit.row.0 && side.gains == gains;
                match sides.iter_mut().find(|side| known(side)) {
                    Some(side) => side.wires.push(wire),
                    None => sides.push(Side { account, row: unit.row.0, gains, wires: vec![wire] }),
                }
            }
        }
    }
    // Within an account, rows add up in the order in which the lines first reach them.
    let first = |side: &Side| reached.iter().position(|known| *known == (side.account, side.row));
    sides.sort_by_key(first);
    Some(sides)
}

impl GroupPlan {
    fn of(model: &Model, index: usize, base: &Setting<'_>, seed: Seed) -> Option<Self> {
        let (group, setting) = (&model.groups[index], &base.groups[index]);
        let household = &group.household;
        let certain = matches!(group.intake.delay, Quantity::Fixed(0.0))
            && is_certain(&group.intake.families)
            && group.intake.onset == Onset::Uniform
            && household.adults.is(1)
            && household.children.is_certain()
            && household.correlation == Quantity::Fixed(0.0)
            && setting.families.iter().all(|&families| families <= MOST_FAMILIES);
        if !certain {
            return None;
        }
        let block = base.rows.group(index);
        let purpose = |purpose: Purpose| setting_purpose(group, purpose);
        let employment = match &group.employment {
            Some(employment) => {
                let [tier] = employment.tiers.as_slice() else { return None };
                let simple = employment.coupling == Coupling::Monotone;
                Some(EmploymentPlan::of(tier, &employment.relapse, block, purpose, seed).filter(|_| simple)?)
            }
            None => None,
        };
        let years = model.calendar.years;
        let events = group.events.iter().enumerate().filter_map(|(index, event)| {
            let event = event.as_ref()?;
            Some(EventPlan::of(event, index, block, purpose, (seed, years, &setting.families)))
        });
        let subjects =
            [(block.families(), Subject::Family), (block.adults(), Subject::Adult), (block.children(), Subject::Child)];
        let expected =
            |subject: Subject| setting.families.iter().map(|families| families * household.mean(subject)).collect();
        Some(Self {
            families: setting.families.clone(),
            adults: setting.adults().collect(),
            rounding: LaneAddress::new(seed, purpose(Purpose::INTAKE)),
            counts: subjects.iter().map(|(row, subject)| (row.0, household.mean(*subject))).collect(),
            expected_counts: subjects.iter().map(|(row, subject)| (row.0, expected(*subject))).collect(),
            employment,
            events: events.collect::<Option<_>>()?,
        })
    }
}

fn setting_purpose(group: &Group, purpose: Purpose) -> Purpose {
    super::super::luck::purpose_within(&group.id, purpose)
}

fn is_certain(series: &Series) -> bool {
    let fixed = |quantity: &Quantity| matches!(quantity, Quantity::Fixed(_));
    fixed(&series.level) && series.profile.iter().all(fixed)
}

impl EmploymentPlan {
    fn of(
        tier: &Tier,
        relapse: &Relapse,
        block: &GroupRows,
        purpose: impl Fn(Purpose) -> Purpose,
        seed: Seed,
    ) -> Option<Self> {
        if tier.delay.iter().any(Option::is_some) || relapse.reentry != Quantity::Fixed(0.0) {
            return None;
        }
        Some(Self {
            row: block.person_years(0).0,
            words: LaneAddress::new(seed, purpose(Purpose::ENTRY)),
            courses: LaneAddress::new(seed, purpose(Purpose::COURSE)),
            programme: Term::of(tier.programme),
            comparison: Term::of(tier.comparison),
            hazard: relapse.hazard.iter().map(|&hazard| Term::of(hazard)).collect(),
            counted: relapse.counted,
        })
    }

    /// Expected additional adults per adult of the intake.
    #[inline(always)]
    pub fn additional(&self, parameters: &[Numbers]) -> Numbers {
        let (programme, comparison) = (self.programme.at(parameters), self.comparison.at(parameters));
        each_lane(|lane| programme[lane] - comparison[lane])
    }

    /// Probability of still being self-sufficient at the end of a year since entry, from that at its beginning.
    #[inline(always)]
    pub fn survive(&self, year: usize, alive: &Numbers, parameters: &[Numbers]) -> Numbers {
        let hazard = self.hazard[year.min(self.hazard.len() - 1)].at(parameters);
        each_lane(|lane| alive[lane] * (1.0 - hazard[lane]))
    }

    /// Expected self-sufficient time in each year since leaving, as [`Course`](crate::model::relapse::Course) computes it.
    #[inline(always)]
    pub fn expected_times(&self, parameters: &[Numbers], years: usize) -> Vec<Numbers> {
        let mut before = [1.0; LANES];
        let mut times = vec![[0.0; LANES]; years];
        for (age, time) in times.iter_mut().enumerate() {
            let alive = self.survive(age, &before, parameters);
            let whole = if age == 0 { 0.5 } else { 1.0 };
            *time = each_lane(|lane| whole * (alive[lane] + (before[lane] - alive[lane]) * self.counted));
            before = alive;
        }
        times
    }
}

impl EventPlan {
    fn of(
        event: &Event,
        index: usize,
        block: &GroupRows,
        purpose: impl Fn(Purpose) -> Purpose,
        (seed, years, families): (Seed, usize, &[f64]),
    ) -> Option<Self> {
        let Arms::Difference(series) = &event.arms else { return None };
        if event.duration.is_some() || event.kinds.len() != 1 {
            return None;
        }
        let starts = (0..years)
            .map(|year| Some(Some(Term::in_year(series, year)?).filter(|starts| !starts.is(0.0))))
            .collect::<Option<Vec<_>>>()?;
        // Events in a year without families are an error, which the plain way tells.
        if starts.iter().zip(families).any(|(starts, families)| starts.is_some() && *families == 0.0) {
            return None;
        }
        let (counts, courses) = purposes(&event.id);
        Some(Self {
            row: block.event(index, 0).0,
            time_row: block.event_year(index, 0).0,
            words: LaneAddress::new(seed, purpose(counts)),
            courses: LaneAddress::new(seed, purpose(courses)),
            starts,
            profile: Stay { onset: Onset::Uniform, duration: None }.expected_time(years),
        })
    }
}
