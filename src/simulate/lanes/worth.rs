//! What activity is worth, compiled: products of fixed numbers and parameters, and the side of each account that they count on.

use crate::model::{Amount, BetweenFamilies, Driver, Line, Model, Quantity, Rows, Series, Share};
use crate::vectorised::{Numbers, Vector};
use fearless_simd::Simd;

/// A number that is the same in every replication, or a multiple of one parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term {
    Fixed(f64),
    Parameter { index: usize, times: f64 },
}

/// A product of terms, multiplied from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Product(Vec<Term>);

/// What an account gains, or pays, per unit of a row of activity.
pub struct Side {
    pub account: usize,
    pub row: usize,
    pub gains: bool,
    /// Whether its row is one of person-years.
    pub own: bool,
    /// The lines behind it: the account's stake, and the line's worth by year (one entry = alike in all years).
    wires: Vec<(f64, Vec<Product>)>,
}

/// What an account gains, or pays: so many units of a row of activity, at a tariff.
pub struct Posting {
    /// The row of activity.
    pub row: usize,
    /// Whether that is one of person-years.
    pub own: bool,
    /// The first year's place in the tariff.
    tariff: usize,
    /// From year to year in the tariff; none where a unit is worth the same in every year.
    step: usize,
}

impl Posting {
    /// Where a year's worth of a unit lies in the tariff.
    #[inline(always)]
    pub fn tariff(&self, year: usize) -> usize {
        self.tariff + self.step * year
    }
}

/// The postings of every account, gains and payments, to a tariff that has the sides one after another.
pub fn postings(sides: &[Side], accounts: usize) -> Vec<[Vec<Posting>; 2]> {
    let mut postings: Vec<[Vec<Posting>; 2]> = (0..accounts).map(|_| Default::default()).collect();
    let mut tariff = 0;
    for side in sides {
        let posting = Posting { row: side.row, own: side.own, tariff, step: usize::from(side.years() > 1) };
        postings[side.account][usize::from(!side.gains)].push(posting);
        tariff += side.years();
    }
    postings
}

impl Term {
    pub fn of(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Fixed(value) => Self::Fixed(value),
            Quantity::Parameter(id) => Self::drawn(id.0),
        }
    }

    /// A parameter, or what follows from some and lies behind them.
    pub fn drawn(index: usize) -> Self {
        Self::Parameter { index, times: 1.0 }
    }

    /// A series in one year; `None` where two parameters meet in it.
    pub fn in_year(series: &Series, year: usize) -> Option<Self> {
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
    pub fn at<S: Simd>(&self, simd: S, parameters: &[Numbers]) -> Vector<S> {
        match *self {
            Self::Fixed(value) => Vector::all(simd, value),
            Self::Parameter { index, times } => Vector::load(simd, &parameters[index][..]) * times,
        }
    }

    /// Whether it is this number in every replication.
    pub fn is(&self, value: f64) -> bool {
        *self == Self::Fixed(value) || matches!(*self, Self::Parameter { times, .. } if times == 0.0 && value == 0.0)
    }
}

impl Product {
    /// What a unit of a line is worth in a year, as [`Line::unit_amount`] multiplies it, then the realised share.
    fn of(line: &Line, year: usize) -> Option<Self> {
        let amount = match &line.amount {
            Amount::Shared(amount) => Term::in_year(amount, year)?,
            Amount::Each(_) => Term::Fixed(1.0),
        };
        let Quantity::Fixed(growth) = line.growth else { return None };
        let grown = if growth == 0.0 { 1.0 } else { (1.0 + growth).powi(year as i32) };
        let realised = line.realised.as_ref().map_or(Some(Term::Fixed(1.0)), |share| Term::in_year(share, year))?;
        let factors =
            [Term::in_year(&line.quantity, year)?, Term::in_year(&line.factor, year)?, Term::Fixed(grown), realised];
        Some(Self::new(amount, &factors))
    }

    /// A term times some factors.
    pub fn new(head: Term, factors: &[Term]) -> Self {
        let mut terms = vec![head];
        // A factor of one changes no bit, and fixed numbers at the head are multiplied here and now.
        for &factor in factors.iter().filter(|factor| !factor.is(1.0)) {
            match (terms.as_mut_slice(), factor) {
                ([Term::Fixed(head)], Term::Fixed(factor)) => *head *= factor,
                _ => terms.push(factor),
            }
        }
        Self(terms)
    }

    /// The number that it is in every replication, where there is one.
    pub fn fixed(&self) -> Option<f64> {
        match self.0[..] {
            [Term::Fixed(value)] => Some(value),
            _ if self.0.iter().any(|term| term.is(0.0)) => Some(0.0),
            _ => None,
        }
    }

    /// The value in every lane.
    #[inline(always)]
    pub fn at<S: Simd>(&self, simd: S, parameters: &[Numbers]) -> Vector<S> {
        let mut product = self.0[0].at(simd, parameters);
        for factor in &self.0[1..] {
            product *= factor.at(simd, parameters);
        }
        product
    }
}

impl Side {
    /// How many years the tariff tells apart: one where a unit is worth the same in all of them.
    #[inline(always)]
    pub fn years(&self) -> usize {
        self.wires.iter().map(|(_, products)| products.len()).max().unwrap_or(1)
    }

    /// What a unit is worth in a year.
    #[inline(always)]
    pub fn value<S: Simd>(&self, simd: S, year: usize, parameters: &[Numbers]) -> Vector<S> {
        let mut value = Vector::all(simd, 0.0);
        for (stake, products) in &self.wires {
            value += products[if products.len() == 1 { 0 } else { year }].at(simd, parameters) * *stake;
        }
        value
    }
}

/// The sides of the tariff, in its own order: entry by entry, gains before payments.
pub fn sides(model: &Model, rows: &Rows) -> Option<Vec<Side>> {
    let draw = model.base_draw();
    let years = model.calendar.years;
    let (mut sides, mut reached): (Vec<Side>, Vec<(usize, usize)>) = Default::default();
    for (index, line) in model.lines.iter().enumerate() {
        let certain = line.shares.iter().all(|(_, share)| match share {
            Share::Part(part) => matches!(part, Quantity::Fixed(_)),
            Share::Rest => true,
        });
        let schedule = line.schedule.iter().flatten().all(|factor| matches!(factor, Quantity::Fixed(_)));
        // Amounts of their own only events have.
        let own = match (&line.amount, line.driver) {
            (Amount::Shared(_), _) => true,
            (Amount::Each(spec), Driver::Event(..) | Driver::EventYear(..)) => {
                matches!(spec.between, BetweenFamilies::Known(_))
            }
            _ => false,
        };
        if !certain || !schedule || !own || line.stairs.is_some() || line.driver == Driver::Refund {
            return None;
        }
        let mut products = (0..years).map(|year| Product::of(line, year)).collect::<Option<Vec<_>>>()?;
        if products.iter().all(|product| *product == products[0]) {
            products.truncate(1);
        }
        let priced = line.rows(rows, index);
        for (account, view) in model.accounts.iter().enumerate().filter(|(_, view)| view.covers(line)) {
            let Quantity::Fixed(weight) = view.weight else { return None };
            let stake = line.stake(&view.members, None, (&draw, model.calendar.first_year)) * weight;
            let gains = stake >= 0.0;
            for unit in priced.iter().filter(|unit| view.covers_group(unit.group)) {
                let wire = (stake.abs(), products.clone());
                if !reached.contains(&(account, unit.row.0)) {
                    reached.push((account, unit.row.0));
                }
                let known = |side: &Side| side.account == account && side.row == unit.row.0 && side.gains == gains;
                if let Some(side) = sides.iter_mut().find(|side| known(side)) {
                    side.wires.push(wire);
                } else {
                    let own = line.is_per_person_year();
                    sides.push(Side { account, row: unit.row.0, gains, own, wires: vec![wire] });
                }
            }
        }
    }
    // Within an account, rows add up in the order in which the lines first reach them.
    let first = |side: &Side| reached.iter().position(|known| *known == (side.account, side.row));
    sides.sort_by_key(first);
    Some(sides)
}
