//! Several programmes: what they say of a new one, whose probability differs from theirs as theirs do from each other.

use super::counts::EventCount;
use super::error::{CalibrateError, positive};
use super::hermite::normal_mean;
use super::limit::DataLimit;
use super::spread::{Interval, Posterior, inverse};
use crate::distribution::{Argument, Distribution, DistributionFamily, Evidence, Univariate, standard_normal_cdf};
use crate::statistics::gauss_legendre_points;
use serde::Serialize;

/// What is known of the middle of all programmes, on the log-odds scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MiddlePrior {
    /// Every log odds is as likely as every other: nothing is known.
    Flat,
    /// A normal distribution of the log odds.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation, above 0.
        sd: f64,
    },
}

/// Counts of several programmes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammesData {
    /// The count of each.
    pub programmes: Vec<EventCount>,
    /// Prior of the middle μ.
    pub middle: MiddlePrior,
    /// Scale of the half-normal prior of the spread τ, in log odds. 0.5 holds most of what is seen between programmes of one kind, and 1 is
    /// wide (Röver and others, *Research Synthesis Methods* 12(4), 2021).
    pub spread_scale: f64,
}

/// What a scale of the prior of the spread gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewProgramme {
    /// Scale of the half-normal prior of the spread, in log odds.
    pub spread_scale: f64,
    /// The probability of a new programme.
    pub prediction: Posterior,
    /// The probability in the middle of all programmes, 1/(1 + e^−μ): what would be said if the new one were certain to be as they are on average.
    pub middle: Posterior,
    /// Standard deviation τ of the log odds between programmes.
    pub spread: Posterior,
    /// α of the Beta with the mean and standard deviation of the prediction.
    pub alpha: f64,
    /// β of it.
    pub beta: f64,
    /// That Beta, to be held against the prediction.
    pub fitted: Posterior,
    /// The largest distance between the distribution functions of both, at the quantiles that are told.
    pub distance: f64,
}

/// The prediction for a new programme from several others.
///
/// The binomial-normal model: xᵢ ~ Bin(nᵢ, pᵢ), logit pᵢ ~ N(μ, τ²), with μ flat or normal and τ half-normal. The
/// prediction is logit p ~ N(μ, τ²) over the posterior of (μ, τ): wider than what is known of μ, since a new programme is one more draw.
/// (Smith, Spiegelhalter and Thomas, *Statistics in Medicine* 14, 1995; the prediction is that of Higgins, Thompson and Spiegelhalter,
/// *JRSS A* 172, 2009.)
///
/// The posterior is a grid: Gauss-Legendre points of τ, and for each of them even steps of μ as far as its density is seen. The integral over each pᵢ
/// is Gauss-Hermite with twenty points around the mode of its integrand (Naylor and Smith, *Applied Statistics* 31, 1982).
///
/// ```
/// use provenu::calibrate::{EventCount, MiddlePrior, ProgrammesData, ProgrammesFit};
///
/// let programmes = [(17.0, 57.0), (16.0, 72.0), (22.0, 50.0)].map(|(events, of)| EventCount { events, of }).to_vec();
/// let fit = ProgrammesFit::new(ProgrammesData { programmes, middle: MiddlePrior::Flat, spread_scale: 0.5 })?;
/// let width = |new: &provenu::calibrate::NewProgramme| new.prediction.interval().width();
/// assert!(width(&fit.halved) < width(&fit.stated) && width(&fit.stated) < width(&fit.doubled));
/// assert!(fit.stated.middle.interval().width() < width(&fit.stated));
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammesFit {
    /// What it rests on.
    pub data: ProgrammesData,
    /// With the stated scale.
    pub stated: NewProgramme,
    /// With half of it.
    pub halved: NewProgramme,
    /// With twice of it.
    pub doubled: NewProgramme,
}

impl ProgrammesFit {
    /// The prediction for a new programme.
    ///
    /// # Errors
    /// With fewer than two programmes, counts that are none, a scale that is not above 0, or all events or none in all programmes together
    /// under a flat prior.
    pub fn new(data: ProgrammesData) -> Result<Self, CalibrateError> {
        data.check()?;
        let with = |factor: f64| NewProgramme::new(&data, factor * data.spread_scale);
        Ok(Self { stated: with(1.0)?, halved: with(0.5)?, doubled: with(2.0)?, data })
    }

    /// What the programmes cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        // With more, the spread begins to be the data's.
        const FEW: usize = 3;
        let programmes = self.data.programmes.len();
        // √Var of a half-normal with scale 1.
        let of_prior = self.stated.spread.sd / (self.data.spread_scale * (1.0 - 2.0 / std::f64::consts::PI).sqrt());
        let few = (programmes <= FEW).then_some(DataLimit::FewProgrammes { programmes, of_prior });
        let poor = (self.stated.distance > 0.05).then_some(DataLimit::PoorFit { distance: self.stated.distance });
        [Some(DataLimit::NoComparison), Some(DataLimit::ProgrammesAsFound), few, poor].into_iter().flatten().collect()
    }
}

impl ProgrammesData {
    fn check(&self) -> Result<(), CalibrateError> {
        let count = self.programmes.len();
        if count < 2 {
            let message = format!(
                "{count} of them; allowed: two or more, since one says nothing of how programmes differ (kind = \"events\" with a \
                 weight takes one from elsewhere)"
            );
            return Err(CalibrateError::together("programmes", message));
        }
        for EventCount { events, of } in &self.programmes {
            if !(*of > 0.0 && of.is_finite() && (0.0..=*of).contains(events)) {
                let found = format!("events = {events}, of = {of}");
                return Err(CalibrateError::value("programmes", found, "events from 0 to `of`, and `of` above 0"));
            }
        }
        positive("spread_scale", self.spread_scale)?;
        match self.middle {
            MiddlePrior::Normal { mean, sd } if mean.is_finite() && sd.is_finite() && sd > 0.0 => Ok(()),
            MiddlePrior::Normal { mean, sd } => {
                let found = format!("mean = {mean}, sd = {sd}");
                Err(CalibrateError::value("middle", found, "a mean in log odds and an sd above 0"))
            }
            MiddlePrior::Flat => {
                let mixed = |all: fn(&EventCount) -> bool| !self.programmes.iter().all(all);
                if mixed(|count| count.events == 0.0) && mixed(|count| count.events == count.of) {
                    return Ok(());
                }
                let message = "all or none had the event in every programme: that leaves no end to how certain it is; allowed: \
                               middle = { mean = …, sd = … } in log odds";
                Err(CalibrateError::together("middle", message))
            }
        }
    }
}

/// ln ∫ Bin(x; n, 1/(1 + e^−θ)) N(θ; μ, τ²) dθ, but for the binomial coefficient.
pub(super) fn ln_marginal(count: EventCount, mu: f64, tau: f64) -> f64 {
    let EventCount { events, of } = count;
    let precision = 1.0 / (tau * tau);
    // ln of the integrand but for what does not depend on θ.
    let log = |theta: f64| {
        events * theta - of * (theta.max(0.0) + (-theta.abs()).exp().ln_1p()) - (theta - mu).powi(2) * precision / 2.0
    };
    let mut mode = mu;
    let mut curvature = precision;
    for _ in 0..100 {
        let p = 1.0 / (1.0 + (-mode).exp());
        curvature = of * p * (1.0 - p) + precision;
        // It is concave; short steps keep a poor start from leaving.
        let step = ((events - of * p - (mode - mu) * precision) / curvature).clamp(-1.0, 1.0);
        mode += step;
        if step.abs() < 1e-9 {
            break;
        }
    }
    let (sd, top) = (1.0 / curvature.sqrt(), log(mode));
    let ratio = normal_mean(|z| (log(mode + sd * z) - top + z * z / 2.0).exp());
    top + (ratio * sd / tau).ln()
}

/// A point of the posterior of (μ, τ).
#[derive(Debug, Clone, Copy)]
struct Cell {
    mu: f64,
    tau: f64,
    weight: f64,
}

/// The posterior of (μ, τ), its weights summing to 1.
#[derive(Debug)]
pub(super) struct MiddleAndSpread(Vec<Cell>);

/// Standard deviations of the prior of τ that are looked at: 6·10⁻⁷ of it lies beyond.
const WIDTHS: f64 = 5.0;
/// Steps of μ for each τ.
const STEPS: u32 = 48;
/// By how much the log density may fall before it is no longer seen.
const SEEN: f64 = 18.0;

impl MiddleAndSpread {
    pub fn new(data: &ProgrammesData, spread_scale: f64) -> Self {
        let mut rows = Vec::new();
        for ends in [0.0, 1.0, WIDTHS].windows(2) {
            for (at, weight) in gauss_legendre_points(ends[0], ends[1]) {
                let tau = at * spread_scale;
                // Half-normal, but for its constant.
                let prior = weight.ln() - at * at / 2.0;
                rows.push((tau, prior));
            }
        }
        let logs: Vec<(f64, f64, f64)> = rows
            .into_iter()
            .flat_map(|(tau, prior)| data.row(tau).map(move |(mu, log)| (mu, tau, log + prior)))
            .collect();
        let top = logs.iter().map(|cell| cell.2).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|cell| (cell.2 - top).exp()).sum();
        // What no sum sees need not be in it.
        let cells = logs.into_iter().map(|(mu, tau, log)| Cell { mu, tau, weight: (log - top).exp() / total });
        Self(cells.filter(|cell| cell.weight > 1e-12).collect())
    }

    /// P(logit p ≤ x) of a new programme.
    pub fn cdf_of_new(&self, x: f64) -> f64 {
        self.0.iter().map(|cell| cell.weight * standard_normal_cdf((x - cell.mu) / cell.tau)).sum()
    }

    /// Mean and standard deviation of the probability of a new programme.
    fn moments_of_new(&self) -> (f64, f64) {
        let mean_of = |f: &dyn Fn(f64) -> f64| -> f64 {
            self.0.iter().map(|cell| cell.weight * normal_mean(|z| f(share(cell.mu + cell.tau * z)))).sum()
        };
        let mean = mean_of(&|p| p);
        (mean, mean_of(&|p| (p - mean).powi(2)).sqrt())
    }

    /// The posterior of what follows from a cell.
    fn of(&self, value: impl Fn(&Cell) -> f64) -> Posterior {
        let mut values: Vec<(f64, f64)> = self.0.iter().map(|cell| (value(cell), cell.weight)).collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mean: f64 = values.iter().map(|(value, weight)| value * weight).sum();
        let variance: f64 = values.iter().map(|(value, weight)| weight * (value - mean).powi(2)).sum();
        // The distribution function reaches the middle of its step at each value.
        Posterior::of(mean, variance.sqrt(), |p| {
            let (mut below, mut before) = (0.0, (values[0].0, 0.0));
            for &(value, weight) in &values {
                let here = (value, below + weight / 2.0);
                if here.1 >= p {
                    let part = if here.1 > before.1 { (p - before.1) / (here.1 - before.1) } else { 1.0 };
                    return before.0 + part * (here.0 - before.0);
                }
                below += weight;
                before = here;
            }
            before.0
        })
    }
}

fn share(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl ProgrammesData {
    /// The log density at even steps of μ for one τ, each with the ln of its step in it.
    fn row(&self, tau: f64) -> impl Iterator<Item = (f64, f64)> + use<> {
        let log = |mu: f64| {
            let prior = match self.middle {
                MiddlePrior::Flat => 0.0,
                MiddlePrior::Normal { mean, sd } => -((mu - mean) / sd).powi(2) / 2.0,
            };
            prior + self.programmes.iter().map(|count| ln_marginal(*count, mu, tau)).sum::<f64>()
        };
        let (from, to) = seen(&log, self.start());
        let step = (to - from) / f64::from(STEPS);
        let row: Vec<(f64, f64)> =
            (0..STEPS).map(|k| from + step * (f64::from(k) + 0.5)).map(|mu| (mu, log(mu) + step.ln())).collect();
        row.into_iter()
    }

    /// Log odds of all programmes together, where the search for the mode begins.
    fn start(&self) -> f64 {
        let (events, of) = self.programmes.iter().fold((0.5, 1.0), |(x, n), count| (x + count.events, n + count.of));
        (events / (of - events)).ln()
    }
}

/// The stretch within which a concave log density lies less than [`SEEN`] below its top.
fn seen(log: &impl Fn(f64) -> f64, start: f64) -> (f64, f64) {
    // A top within a hundredth of the stretch is near enough.
    let (mut low, mut high) = (start - 15.0, start + 15.0);
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (log(left), log(right));
    for _ in 0..16 {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = log(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = log(right);
        }
    }
    let (top, best) = if at_left > at_right { (left, at_left) } else { (right, at_right) };
    let end = |sign: f64| {
        let mut reach = 0.1;
        while reach < 64.0 && log(top + sign * reach) > best - SEEN {
            reach *= 1.6;
        }
        top + sign * reach
    };
    (end(-1.0), end(1.0))
}

impl NewProgramme {
    fn new(data: &ProgrammesData, spread_scale: f64) -> Result<Self, CalibrateError> {
        let grid = MiddleAndSpread::new(data, spread_scale);
        let (mean, sd) = grid.moments_of_new();
        let within = Interval { low: -40.0, high: 40.0 };
        let prediction = Posterior::of(mean, sd, |p| share(inverse(p, within, |x| grid.cdf_of_new(x))));
        let scalars = vec![(Argument::Mean, mean), (Argument::Sd, sd)];
        let fitted =
            Evidence { family: Some(DistributionFamily::Beta), scalars, ..Evidence::default() }.distribution()?;
        let distance =
            prediction.quantiles.iter().map(|told| (fitted.cdf(told.value) - told.p).abs()).fold(0.0, f64::max);
        let (alpha, beta) = match &fitted {
            Distribution::Beta(beta) => (beta.alpha(), beta.weight() - beta.alpha()),
            _ => (f64::NAN, f64::NAN),
        };
        Ok(Self {
            spread_scale,
            prediction,
            middle: grid.of(|cell| share(cell.mu)),
            spread: grid.of(|cell| cell.tau),
            alpha,
            beta,
            fitted: Posterior::from(&fitted),
            distance,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::counts::ln_binomial;
    use crate::statistics::integral;

    fn data(counts: &[(f64, f64)]) -> ProgrammesData {
        let programmes = counts.iter().map(|&(events, of)| EventCount { events, of }).collect();
        ProgrammesData { programmes, middle: MiddlePrior::Flat, spread_scale: 0.5 }
    }

    #[test]
    fn the_integral_over_each_probability_is_that_of_a_fine_quadrature() {
        for (count, mu, tau) in [
            (EventCount { events: 3.0, of: 20.0 }, -1.0, 0.5),
            (EventCount { events: 0.0, of: 20.0 }, -1.0, 1.5),
            (EventCount { events: 170.0, of: 570.0 }, 1.0, 0.3),
            (EventCount { events: 20.0, of: 20.0 }, 0.0, 0.02),
        ] {
            let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let exact = integral(-9.0, 9.0, 1e-16, &|z| density(z) * ln_binomial(count, share(mu + tau * z)).exp());
            let coefficient = ln_binomial(count, 0.5) + count.of * std::f64::consts::LN_2;
            let found = ln_marginal(count, mu, tau) + coefficient;
            assert!((found - exact.ln()).abs() < 1e-4, "{count:?}: {found} against {}", exact.ln());
        }
    }

    #[test]
    fn programmes_that_agree_leave_the_spread_small_and_the_middle_theirs() {
        let fit = ProgrammesFit::new(data(&[(60.0, 200.0); 8])).expect("a fit");
        assert!((fit.stated.middle.at(0.5) - 0.3).abs() < 0.005, "{}", fit.stated.middle.at(0.5));
        let (spread, distance) = (fit.stated.spread.at(0.5), fit.stated.distance);
        assert!(spread < 0.2 && distance < 0.06, "{spread}, {distance}");
        // As all of them together, a little wider.
        let together = Distribution::Beta(crate::distribution::Beta::new(480.0, 1120.0).expect("weights"));
        assert!(fit.stated.middle.sd > together.variance().sqrt());
        assert!(!fit.limits().iter().any(|limit| matches!(limit, DataLimit::FewProgrammes { .. })));
    }

    #[test]
    fn with_two_programmes_the_spread_is_mostly_the_priors() {
        let fit = ProgrammesFit::new(data(&[(17.0, 57.0), (16.0, 72.0)])).expect("a fit");
        let Some(DataLimit::FewProgrammes { programmes: 2, of_prior }) =
            fit.limits().into_iter().find(|limit| matches!(limit, DataLimit::FewProgrammes { .. }))
        else {
            panic!("two are few")
        };
        assert!((0.6..1.05).contains(&of_prior), "{of_prior}");
        let widths = [&fit.halved, &fit.stated, &fit.doubled].map(|new| new.prediction.interval().width());
        assert!(widths[0] < widths[1] && widths[1] < widths[2]);
    }

    #[test]
    fn what_says_nothing_of_a_spread_is_refused() {
        let told = |data: ProgrammesData| ProgrammesFit::new(data).expect_err("refused");
        assert!(told(data(&[(17.0, 57.0)])).to_string().contains("two or more"));
        assert_eq!(told(data(&[(0.0, 57.0), (0.0, 20.0)])).key(), "middle");
        let normal = MiddlePrior::Normal { mean: -1.0, sd: 1.0 };
        assert!(ProgrammesFit::new(ProgrammesData { middle: normal, ..data(&[(0.0, 57.0), (0.0, 20.0)]) }).is_ok());
        assert_eq!(told(ProgrammesData { spread_scale: 0.0, ..data(&[(1.0, 5.0), (2.0, 9.0)]) }).key(), "spread_scale");
    }
}
