//! Events of n: what a count says of a probability.

use super::error::{CalibrateError, positive};
use super::limit::DataLimit;
use super::spread::{Interval, Posterior};
use crate::distribution::{Beta, Distribution, Univariate};
use serde::Serialize;
use statrs::function::gamma::ln_gamma;

/// x events among n; need not be whole, since figures are often derived.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EventCount {
    /// x, from 0 to n.
    pub events: f64,
    /// n, above 0.
    pub of: f64,
}

/// What is known of a probability before the count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BetaPrior {
    /// The house's convention: nothing is added, Beta(x, n − x).
    None,
    /// Beta(α, β), a proper prior.
    Beta {
        /// α, above 0.
        alpha: f64,
        /// β, above 0.
        beta: f64,
    },
}

impl BetaPrior {
    /// Beta(½, ½), which leaves the same whatever scale the probability is told on (Jeffreys, *Proc. R. Soc. A* 186, 1946).
    pub const JEFFREYS: Self = Self::Beta { alpha: 0.5, beta: 0.5 };
    /// Beta(1, 1): every probability is as likely as every other (Bayes 1763).
    pub const UNIFORM: Self = Self::Beta { alpha: 1.0, beta: 1.0 };

    /// α and β; both 0 where there is none.
    #[must_use]
    pub fn weights(self) -> (f64, f64) {
        match self {
            Self::None => (0.0, 0.0),
            Self::Beta { alpha, beta } => (alpha, beta),
        }
    }
}

/// A count with what it is worth here.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CountData {
    /// The count.
    pub count: EventCount,
    /// What was known before it.
    pub prior: BetaPrior,
    /// The part w of it that counts, in (0, 1]: 1 for evidence from here, less for evidence from elsewhere.
    pub weight: f64,
}

/// The probability of an event after a count.
///
/// With a prior Beta(α, β) and a weight w it is Beta(α + w·x, β + w·(n − x)); the effective size of the evidence is w·n. The weight is the
/// power of the likelihood, the power prior of Ibrahim and Chen (*Statistical Science* 15(1), 2000). Without a prior
/// it is the house's Beta(w·x, w·(n − x)), whose mean is the observed share. That one is Haldane's posterior: no proper prior stands behind it,
/// so that nothing promises its intervals to cover what they say.
///
/// ```
/// use provenu::calibrate::{BetaPrior, CountData, CountFit, EventCount};
///
/// // 12 of 57 adults elsewhere, at half weight: as 6 of 28.5 here.
/// let count = EventCount { events: 12.0, of: 57.0 };
/// let fit = CountFit::new(CountData { count, prior: BetaPrior::None, weight: 0.5 })?;
/// assert_eq!((fit.alpha, fit.beta, fit.effective), (6.0, 22.5, 28.5));
/// assert!((fit.posterior.mean - 12.0 / 57.0).abs() < 1e-15);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountFit {
    /// What it rests on.
    pub data: CountData,
    /// α of the posterior.
    pub alpha: f64,
    /// β of the posterior.
    pub beta: f64,
    /// How many observations the evidence is worth, w·n.
    pub effective: f64,
    /// The posterior in numbers: a probability.
    pub posterior: Posterior,
    /// The exact share of samples of this size whose 90 % interval holds the posterior mean, were it the true probability.
    pub coverage: f64,
    /// The same of Beta(x, n − x), to stand beside it.
    pub coverage_without_prior: f64,
}

impl CountFit {
    /// The posterior of a count.
    ///
    /// # Errors
    /// Unless 0 ≤ x ≤ n, n > 0, 0 < w ≤ 1, and the prior's weights are above 0; and where all or none had the event and there is no prior.
    pub fn new(data: CountData) -> Result<Self, CalibrateError> {
        let distribution = data.beta()?;
        let of = data.count.of;
        // Of evidence from elsewhere, samples of its own size, each at the same weight.
        let coverage = |prior| IntervalRule { prior, weight: data.weight }.coverage(distribution.mean(), of.round());
        Ok(Self {
            data,
            alpha: distribution.alpha(),
            beta: distribution.weight() - distribution.alpha(),
            effective: data.weight * of,
            posterior: Posterior::from(&Distribution::Beta(distribution)),
            coverage: coverage(data.prior),
            coverage_without_prior: coverage(BetaPrior::None),
        })
    }

    /// What the count cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let mut limits = vec![DataLimit::NoComparison];
        limits.extend(self.data.limits(self.coverage_without_prior));
        limits
    }
}

impl CountData {
    /// The posterior.
    pub(super) fn beta(self) -> Result<Beta, CalibrateError> {
        let EventCount { events, of } = self.count;
        positive("of", of)?;
        if !(0.0..=of).contains(&events) {
            return Err(CalibrateError::value("events", events, format!("from 0 to {of}, the number in `of`")));
        }
        if !(self.weight > 0.0 && self.weight <= 1.0) {
            return Err(CalibrateError::value("weight", self.weight, "above 0 and up to 1"));
        }
        let (alpha, beta) = self.prior.weights();
        if self.prior != BetaPrior::None && !(alpha > 0.0 && beta > 0.0 && (alpha + beta).is_finite()) {
            return Err(CalibrateError::value("prior", format!("{alpha}, {beta}"), "alpha and beta above 0"));
        }
        if self.prior == BetaPrior::None && (events == 0.0 || events == of) {
            let who = if events == 0.0 { "nobody" } else { "everybody" };
            return Err(CalibrateError::together(
                "prior",
                format!(
                    "{who} of {of} had the event: without a prior that would make it certain; allowed: prior = \"jeffreys\", \
                     \"uniform\", or {{ alpha = …, beta = … }}"
                ),
            ));
        }
        Ok(Beta::new(alpha + self.weight * events, beta + self.weight * (of - events))?)
    }

    /// What its prior and weight leave open.
    pub(super) fn limits(self, coverage: f64) -> Vec<DataLimit> {
        let (alpha, beta) = self.prior.weights();
        let prior = match self.prior {
            BetaPrior::None => DataLimit::NoPrior { coverage },
            BetaPrior::Beta { .. } => DataLimit::PriorAdded { observations: alpha + beta },
        };
        let elsewhere = (self.weight < 1.0)
            .then_some(DataLimit::FromElsewhere { weight: self.weight, effective: self.weight * self.count.of });
        [Some(prior), elsewhere].into_iter().flatten().collect()
    }
}

/// A way to make 90 % intervals from counts, to be held against truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalRule {
    /// The prior.
    pub prior: BetaPrior,
    /// The part of the count that counts.
    pub weight: f64,
}

impl IntervalRule {
    /// The interval after x of n. After none or all without a prior it is the point 0 or 1, the limit of Beta(ε, n).
    #[must_use]
    pub fn interval(self, count: EventCount) -> Interval {
        if let Ok(beta) = (CountData { count, prior: self.prior, weight: self.weight }).beta() {
            Interval { low: beta.quantile(0.05), high: beta.quantile(0.95) }
        } else {
            let point = count.events / count.of;
            Interval { low: point, high: point }
        }
    }

    /// The exact share of samples of `of` whose interval holds the true probability `p`:
    /// Σₓ Bin(x; n, p) · 1\[p in the interval after x\] (Brown, Cai and DasGupta, *Statistical Science* 16(2), 2001). `of` is a whole
    /// number, up to 2,000 of which are enumerated; above, samples are as those of 2,000.
    #[must_use]
    pub fn coverage(self, p: f64, of: f64) -> f64 {
        const MOST: f64 = 2_000.0;
        let of = of.clamp(1.0, MOST);
        let spread = 8.0 * (of * p * (1.0 - p)).sqrt() + 1.0;
        let (from, to) = ((of * p - spread).max(0.0).floor() as u32, (of * p + spread).min(of).ceil() as u32);
        let covered = (from..=to).map(f64::from).filter(|&events| self.interval(EventCount { events, of }).covers(p));
        covered.map(|events| ln_binomial(EventCount { events, of }, p).exp()).sum()
    }
}

/// ln Bin(x; n, p), with the coefficient continued to numbers that are not whole.
pub(super) fn ln_binomial(count: EventCount, p: f64) -> f64 {
    let EventCount { events, of } = count;
    let term = |number: f64, ln: f64| if number == 0.0 { 0.0 } else { number * ln };
    ln_gamma(of + 1.0) - ln_gamma(events + 1.0) - ln_gamma(of - events + 1.0)
        + term(events, p.ln())
        + term(of - events, (-p).ln_1p())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(events: f64, of: f64, prior: BetaPrior) -> CountData {
        CountData { count: EventCount { events, of }, prior, weight: 1.0 }
    }

    #[test]
    fn the_house_convention_adds_nothing() {
        let fit = CountFit::new(data(12.0, 57.0, BetaPrior::None)).expect("a fit");
        assert_eq!((fit.alpha, fit.beta, fit.effective), (12.0, 45.0, 57.0));
        assert!((fit.posterior.mean - 12.0 / 57.0).abs() < 1e-15);
        assert!(matches!(fit.limits()[..], [DataLimit::NoComparison, DataLimit::NoPrior { .. }]));
    }

    #[test]
    fn a_prior_adds_its_weights_and_a_weight_takes_its_part() {
        let half = CountData { weight: 0.5, ..data(12.0, 57.0, BetaPrior::JEFFREYS) };
        let fit = CountFit::new(half).expect("a fit");
        assert_eq!((fit.alpha, fit.beta, fit.effective), (6.5, 23.0, 28.5));
        assert!(fit.limits().contains(&DataLimit::FromElsewhere { weight: 0.5, effective: 28.5 }));
        // After 0 of n Jeffreys' prior leaves a mean of ½ / (n + 1).
        let none = CountFit::new(data(0.0, 9.0, BetaPrior::JEFFREYS)).expect("a fit");
        assert!((none.posterior.mean - 0.05).abs() < 1e-15);
        // After 0 of n with a uniform prior F(p) = 1 − (1 − p)ⁿ⁺¹.
        let none = CountFit::new(data(0.0, 9.0, BetaPrior::UNIFORM)).expect("a fit");
        assert!((none.posterior.at(0.95) - (1.0 - 0.05f64.powf(0.1))).abs() < 1e-12);
    }

    #[test]
    fn what_counts_cannot_be_is_refused_with_what_to_write() {
        let told = |data: CountData| CountFit::new(data).expect_err("refused");
        let none = told(data(0.0, 20.0, BetaPrior::None));
        assert!(none.key() == "prior" && none.to_string().contains("jeffreys"), "{none}");
        assert!(told(data(20.0, 20.0, BetaPrior::None)).to_string().contains("everybody of 20"));
        assert_eq!(told(data(21.0, 20.0, BetaPrior::None)).key(), "events");
        assert_eq!(told(data(0.0, 0.0, BetaPrior::UNIFORM)).key(), "of");
        assert_eq!(told(CountData { weight: 1.5, ..data(3.0, 20.0, BetaPrior::None) }).key(), "weight");
        assert_eq!(told(data(3.0, 20.0, BetaPrior::Beta { alpha: 0.0, beta: 1.0 })).key(), "prior");
    }

    #[test]
    fn without_a_prior_intervals_of_90_cover_80_at_3_of_20() {
        let fit = CountFit::new(data(3.0, 20.0, BetaPrior::None)).expect("a fit");
        assert!((0.78..0.83).contains(&fit.coverage), "{}", fit.coverage);
        assert_eq!(fit.coverage, fit.coverage_without_prior);
        let jeffreys = CountFit::new(data(3.0, 20.0, BetaPrior::JEFFREYS)).expect("a fit");
        assert!(jeffreys.coverage > 0.87, "{}", jeffreys.coverage);
    }

    #[test]
    fn the_binomial_sums_to_one() {
        let sum: f64 = (0..=57).map(|x| ln_binomial(EventCount { events: f64::from(x), of: 57.0 }, 0.21).exp()).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }
}
