//! Relapse as it is published: by some months since entry, the share that has relapsed.
//!
//! The curve S(m), the share still self-sufficient m months after entry, is turned into hazards by calendar year for entry at a uniform
//! moment of the year. At the end of the k-th calendar year since entry somebody who entered at the moment u of the first one has been
//! self-sufficient for k + 1 − u years, so the share left is S_k = ∫S over the months 12k to 12(k + 1), divided by 12, and the hazard
//! h_k = 1 − S_k / S_{k−1}, with S_{−1} = 1.
//!
//! * Between stated points the hazard is constant: S falls as an exponential function, and the integrals are closed forms.
//! * A Weibull, log-logistic or lognormal curve goes through two points; its integrals are quadratures with an error of less than
//!   10⁻¹⁰ of a year.
//! * After the last month nobody relapses, or a share a year, or it goes on as it was.
//!
//! The time that the curve itself leaves in the k-th calendar year is ∫S(s)·(1 − |s − k|) ds over the years s from k − 1 to k + 1 and
//! from 0 on; by calendar year it is less or more, as the part of the year of relapse that [counts](super::Relapse::counted) says.

use super::time::MONTHS;
use super::{Draw, Number, Quantity};
use crate::distribution::{Distribution, DistributionError, DistributionFamily, Univariate, rising_shares};
use crate::statistics::integral;

const YEAR: f64 = MONTHS as f64;
/// To how much of a month the halves of a quadrature agree with the whole.
const TOLERANCE: f64 = 1e-12;

/// Shares by months since entry, and what is between and after them.
#[derive(Debug, Clone, PartialEq)]
pub struct RelapseCurve {
    /// Months since entry, ascending.
    pub months: Vec<f64>,
    /// The share by each of them.
    pub shares: Vec<Quantity>,
    /// Which share that is.
    pub told: Told,
    /// The curve between the points.
    pub between: Between,
    /// What follows the last month.
    pub after: After,
}

/// Which share a curve tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Those who have relapsed.
    Relapsed,
    /// Those who have not.
    Remaining,
}

/// The curve between points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// From point to point the hazard is constant.
    ConstantHazard,
    /// The member of a family through two points.
    Family(DistributionFamily),
}

/// What follows the last month of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum After {
    /// Nobody relapses any more.
    Nobody,
    /// The share of those left that relapses in each twelve months, at a constant hazard.
    Yearly(Quantity),
    /// The last hazard goes on, or the family.
    Continues,
}

impl RelapseCurve {
    /// The families that may go through two points.
    pub const FAMILIES: [DistributionFamily; 3] =
        [DistributionFamily::Weibull, DistributionFamily::LogLogistic, DistributionFamily::LogNormal];

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let Self { months: _, shares, told: _, between: _, after } = self;
        let tail = if let After::Yearly(share) = after { share.is_certain() } else { true };
        tail && shares.iter().all(Quantity::is_certain)
    }

    /// The hazard of each calendar year since entry.
    ///
    /// # Errors
    /// As [`RelapseCurve::at`].
    pub fn hazards<N: Number>(&self, draw: &Draw<N>, years: usize) -> Result<Vec<N>, DistributionError> {
        if self.is_certain() {
            return Ok(self.at(draw, 0)?.hazards(years).into_iter().map(N::all).collect());
        }
        let lanes: Vec<Vec<f64>> = (0..N::LANES)
            .map(|lane| Ok(self.at(draw, lane)?.hazards(years)))
            .collect::<Result<_, DistributionError>>()?;
        Ok((0..years).map(|year| N::each(|lane| lanes[lane][year])).collect())
    }

    /// The curve in one of the replications of a draw.
    ///
    /// # Errors
    /// Unless months and shares rise, and some are left at each of them; or no member of the family goes through the points.
    pub fn at<N: Number>(&self, draw: &Draw<N>, lane: usize) -> Result<Remaining, DistributionError> {
        let Self { months, shares, told, between, after } = self;
        let relapsed = |share: &Quantity| match told {
            Told::Relapsed => share.at(draw).lane(lane),
            Told::Remaining => 1.0 - share.at(draw).lane(lane),
        };
        let points: Vec<(f64, f64)> = months.iter().copied().zip(shares.iter().map(relapsed)).collect();
        rising_shares(&points)?;
        let (last, share) = points[points.len() - 1];
        if share >= 1.0 {
            let message = format!(
                "by month {last} all have relapsed, which no hazard reaches; allowed: a share below 1 (leave such points out, and \
                 say in `after` what follows)"
            );
            return Err(DistributionError::Form(message));
        }
        let (family, mut pieces) = match between {
            Between::ConstantHazard => (None, constant_hazards(&points)),
            Between::Family(family) => {
                (Some(family.through(&points).unwrap_or_else(|| Err(no_curve(*family)))?), vec![])
            }
        };
        let hazard = match after {
            After::Nobody => Some(0.0),
            After::Yearly(share) => Some(yearly(share.at(draw).lane(lane))?),
            After::Continues => pieces.last().map(|piece| piece.hazard),
        };
        match (hazard, &family) {
            (Some(hazard), _) => pieces.push(Piece { from: last, alive: 1.0 - share, hazard }),
            (None, Some(_)) => {}
            (None, None) => {
                let message = "there is no hazard yet at month 0 that could go on; allowed: a later month";
                return Err(DistributionError::Form(message.to_owned()));
            }
        }
        Ok(Remaining { family, pieces })
    }
}

/// The pieces from month 0 to the last point.
fn constant_hazards(points: &[(f64, f64)]) -> Vec<Piece> {
    let (mut from, mut alive) = (0.0, 1.0);
    let mut pieces = Vec::new();
    for &(month, share) in points {
        let left = 1.0 - share;
        if month > from {
            pieces.push(Piece { from, alive, hazard: (alive / left).ln() / (month - from) });
        }
        (from, alive) = (month, left);
    }
    pieces
}

/// The monthly hazard that takes a share of those left in a year.
fn yearly(share: f64) -> Result<f64, DistributionError> {
    if (0.0..1.0).contains(&share) {
        return Ok(-(-share).ln_1p() / YEAR);
    }
    let message = format!("a share of {share} relapses in each year after the last month; allowed: from 0 to below 1");
    Err(DistributionError::Form(message))
}

fn no_curve(family: DistributionFamily) -> DistributionError {
    DistributionError::Form(format!("no {} goes through points", family.name()))
}

/// A curve at one draw: the share that is still self-sufficient by months since entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Remaining {
    /// The time until relapse up to the first piece.
    family: Option<Distribution>,
    /// From where on which hazard is constant, ascending.
    pieces: Vec<Piece>,
}

/// A stretch of constant hazard.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    /// The month in which it begins.
    from: f64,
    /// The share left then.
    alive: f64,
    /// The hazard, per month.
    hazard: f64,
}

impl Remaining {
    /// The share that is left after some months.
    #[must_use]
    pub fn share(&self, months: f64) -> f64 {
        match (self.piece(months), &self.family) {
            (Some(Piece { from, alive, hazard }), _) => alive * (-hazard * (months - from)).exp(),
            (None, Some(family)) => 1.0 - family.cdf(months),
            (None, None) => 1.0,
        }
    }

    /// The hazard of each calendar year since entry, for entry at a uniform moment.
    #[must_use]
    pub fn hazards(&self, years: usize) -> Vec<f64> {
        let mut before = 1.0;
        let hazard = |k: usize| {
            // Where nearly nobody is left, rounding must not bring anybody back.
            let left = (self.months_left(YEAR * k as f64, YEAR * (k + 1) as f64) / YEAR).min(before);
            let hazard = if before > 0.0 { 1.0 - left / before } else { 1.0 };
            before = left;
            hazard
        };
        (0..years).map(hazard).collect()
    }

    /// Years of self-sufficiency of an entrant in each calendar year since entry by the curve itself, for entry at a uniform moment.
    #[must_use]
    pub fn time(&self, years: usize) -> Vec<f64> {
        let time = |k: usize| {
            let middle = YEAR * k as f64;
            let present = |month: f64| self.share(month) * (YEAR - (month - middle).abs());
            let within = |(from, to): (f64, f64)| quadrature(from, to, present);
            let (before, after) = ((middle - YEAR).max(0.0), middle + YEAR);
            let sum: f64 = self.stretches(before, middle).chain(self.stretches(middle, after)).map(within).sum();
            sum / (YEAR * YEAR)
        };
        (0..years).map(time).collect()
    }

    /// ∫S from one month to another.
    fn months_left(&self, from: f64, to: f64) -> f64 {
        let within = |(from, to): (f64, f64)| match self.piece(from) {
            Some(Piece { hazard: 0.0, alive, .. }) => alive * (to - from),
            Some(Piece { hazard, .. }) => self.share(from) * -(-hazard * (to - from)).exp_m1() / hazard,
            None => quadrature(from, to, |month| self.share(month)),
        };
        self.stretches(from, to).map(within).sum()
    }

    /// The parts of a stretch of months that pieces divide it into.
    fn stretches(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
        let inside = self.pieces.iter().map(|piece| piece.from).filter(move |at| *at > from && *at < to);
        let ends: Vec<f64> = std::iter::once(from).chain(inside).chain([to]).collect();
        (1..ends.len()).map(move |i| (ends[i - 1], ends[i])).filter(|(from, to)| to > from)
    }

    fn piece(&self, month: f64) -> Option<Piece> {
        let begun = self.pieces.partition_point(|piece| piece.from <= month);
        begun.checked_sub(1).map(|last| self.pieces[last])
    }
}

/// ∫f between two months. At entry the hazard of a family may be infinite, so that from month 0 on the integral is taken over the fourth
/// root of time, in which f is smooth.
fn quadrature(from: f64, to: f64, f: impl Fn(f64) -> f64) -> f64 {
    if from > 0.0 {
        return integral(from, to, TOLERANCE, &f);
    }
    integral(0.0, 1.0, TOLERANCE, &|root: f64| f(to * root.powi(4)) * 4.0 * to * root * root * root)
}
