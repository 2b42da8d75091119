//! Two arms: the programme's people and others, each counted, with what follows of the difference.

use super::counts::{CountData, CountFit};
use super::error::CalibrateError;
use super::limit::DataLimit;
use super::spread::{Interval, Posterior};
use crate::distribution::{Beta, Univariate};
use crate::statistics::gauss_legendre_points;
use serde::Serialize;

/// The counts of two arms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ArmsData {
    /// Those with the programme.
    pub programme: CountData,
    /// Those without.
    pub comparison: CountData,
    /// Whether lots decided who came into which arm.
    pub randomised: bool,
}

/// Two arms after their counts, together.
///
/// The arms are independent, p₁ ~ Beta(α₁, β₁) and p₀ ~ Beta(α₀, β₀). What is made of both is not independent of either: a scenario
/// that gives the programme as the comparison plus an effect must tie the two together. With d = p₁ − p₀
///
/// * P(d ≤ t) = E\[F₁(p₀ + t)\], and the same of the odds ratio with F₁ at odds·e^t: the expectation is a sum of Gauss-Legendre points over the
///   quantiles of the better known arm,
/// * corr(d, p₀) = −sd(p₀) / sd(d), and of the log odds ratio with the log odds of p₀ the same with their standard deviations,
/// * the rank correlation that a scenario takes is (6/π)·asin(ρ/2), as of normal quantities (Pearson 1907).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArmsFit {
    /// Those with the programme.
    pub programme: CountFit,
    /// Those without.
    pub comparison: CountFit,
    /// Whether lots decided.
    pub randomised: bool,
    /// p₁ − p₀, in points of probability.
    pub difference: Posterior,
    /// The odds of p₁ over those of p₀.
    pub odds_ratio: Posterior,
    /// P(p₁ > p₀).
    pub better: f64,
    /// Of the difference with p₀.
    pub difference_with_comparison: Correlation,
    /// Of the log odds ratio with the log odds of p₀.
    pub odds_ratio_with_comparison: Correlation,
}

/// How two numbers that rest on one count go together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Correlation {
    /// The linear one.
    pub linear: f64,
    /// The rank correlation, which a scenario's `[correlations]` take.
    pub rank: f64,
}

impl Correlation {
    fn of(linear: f64) -> Self {
        Self { linear, rank: 6.0 / std::f64::consts::PI * (linear / 2.0).asin() }
    }
}

/// Expectations over one arm of what the other's distribution function gives.
pub(super) struct BothArms {
    programme: Beta,
    comparison: Beta,
    /// Values of the arm that is better known, with weights that sum to 1.
    points: Vec<(f64, f64)>,
    /// Whether these are of the programme.
    of_programme: bool,
}

/// Ends of the stretches of probability that the points lie in: closer towards 0 and 1, where quantiles are steep.
const STRETCHES: [f64; 9] = [0.0, 1e-4, 1e-2, 0.15, 0.5, 0.85, 0.99, 0.9999, 1.0];

/// The quantiles of a distribution at Gauss-Legendre points with their weights.
fn quantile_points(distribution: &Beta) -> Vec<(f64, f64)> {
    let points = STRETCHES.windows(2).flat_map(|ends| gauss_legendre_points(ends[0], ends[1]));
    points.map(|(u, weight)| (distribution.quantile(u), weight)).collect()
}

fn logit(p: f64) -> f64 {
    p.ln() - (-p).ln_1p()
}

fn of_logit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl BothArms {
    pub fn new(programme: Beta, comparison: Beta) -> Self {
        let of_programme = programme.variance() < comparison.variance();
        let points = quantile_points(if of_programme { &programme } else { &comparison });
        Self { programme, comparison, points, of_programme }
    }

    /// P(p₁ ≤ `moved`(p₀)), where `moved` rises and `back` undoes it.
    fn below(&self, moved: impl Fn(f64) -> f64, back: impl Fn(f64) -> f64) -> f64 {
        let each = |&(value, weight): &(f64, f64)| {
            let below = if self.of_programme {
                1.0 - self.comparison.cdf(back(value))
            } else {
                self.programme.cdf(moved(value))
            };
            weight * below
        };
        self.points.iter().map(each).sum()
    }

    /// P(p₁ − p₀ ≤ t).
    pub fn difference(&self, t: f64) -> f64 {
        self.below(|p| p + t, |p| p - t)
    }

    /// P(ln(odds₁/odds₀) ≤ t).
    pub fn log_odds_ratio(&self, t: f64) -> f64 {
        self.below(|p| of_logit(logit(p) + t), |p| of_logit(logit(p) - t))
    }
}

/// Mean and variance of the log odds, by the same points.
fn log_odds_moments(distribution: &Beta) -> (f64, f64) {
    let points = quantile_points(distribution);
    let mean: f64 = points.iter().map(|(p, weight)| weight * logit(*p)).sum();
    (mean, points.iter().map(|(p, weight)| weight * (logit(*p) - mean).powi(2)).sum())
}

impl ArmsFit {
    /// Both arms with their joint posterior.
    ///
    /// # Errors
    /// As [`CountFit::new`], of either arm.
    pub fn new(data: ArmsData) -> Result<Self, CalibrateError> {
        let of_arm = |arm: &'static str| {
            move |error: CalibrateError| match error {
                // The key of an arm is the arm, but for what stands beside both.
                CalibrateError::Value { key, found, allowed } if key != "prior" => {
                    CalibrateError::together(arm, format!("{key} = {found} is not allowed; allowed: {allowed}"))
                }
                other => other,
            }
        };
        let programme = CountFit::new(data.programme).map_err(of_arm("programme"))?;
        let comparison = CountFit::new(data.comparison).map_err(of_arm("comparison"))?;
        let (one, zero) = (data.programme.beta()?, data.comparison.beta()?);
        let both = BothArms::new(one, zero);
        let sd = (one.variance() + zero.variance()).sqrt();
        let everything = Interval { low: -1.0, high: 1.0 };
        let difference = Posterior::of_cdf(one.mean() - zero.mean(), sd, everything, |t| both.difference(t));
        let ((mean_one, var_one), (mean_zero, var_zero)) = (log_odds_moments(&one), log_odds_moments(&zero));
        let log_sd = (var_one + var_zero).sqrt();
        Ok(Self {
            odds_ratio: odds_ratio(&both, [one, zero], (mean_one - mean_zero, log_sd)),
            better: 1.0 - both.difference(0.0),
            difference_with_comparison: Correlation::of(-zero.variance().sqrt() / sd),
            odds_ratio_with_comparison: Correlation::of(-var_zero.sqrt() / log_sd),
            randomised: data.randomised,
            difference,
            programme,
            comparison,
        })
    }

    /// What the counts cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let mut limits = Vec::new();
        if !self.randomised {
            limits.push(DataLimit::NotRandomised);
        }
        for arm in [&self.programme, &self.comparison] {
            limits.extend(
                arm.data
                    .limits(arm.coverage_without_prior)
                    .into_iter()
                    .filter(|limit| !limits.contains(limit))
                    .collect::<Vec<_>>(),
            );
        }
        limits
    }
}

/// The odds ratio: quantiles by its distribution function; moments E\[odds₁\]·E\[1/odds₀\] in closed form, infinite where β₁ or α₀ is too
/// small to have them.
fn odds_ratio(both: &BothArms, [one, zero]: [Beta; 2], (mean, sd): (f64, f64)) -> Posterior {
    let weights = |beta: Beta| (beta.alpha(), beta.weight() - beta.alpha());
    // E[(p/(1 − p))ᵏ] of Beta(a, b) for k = 1 and 2.
    let first = |(a, b): (f64, f64)| if b > 1.0 { a / (b - 1.0) } else { f64::INFINITY };
    let second = |(a, b): (f64, f64)| if b > 2.0 { a * (a + 1.0) / ((b - 1.0) * (b - 2.0)) } else { f64::INFINITY };
    let ((a1, b1), (a0, b0)) = (weights(one), weights(zero));
    let expected = first((a1, b1)) * first((b0, a0));
    let square = second((a1, b1)) * second((b0, a0));
    let spread = if square.is_finite() { (square - expected * expected).max(0.0).sqrt() } else { f64::INFINITY };
    let within = Interval { low: mean - 12.0 * sd, high: mean + 12.0 * sd };
    Posterior::of(expected, spread, |p| super::spread::inverse(p, within, |t| both.log_odds_ratio(t)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::{BetaPrior, EventCount};
    use statrs::function::gamma::ln_gamma;

    fn data(programme: (f64, f64), comparison: (f64, f64), prior: BetaPrior) -> ArmsData {
        let count = |(events, of)| CountData { count: EventCount { events, of }, prior, weight: 1.0 };
        ArmsData { programme: count(programme), comparison: count(comparison), randomised: false }
    }

    /// P(p₁ > p₀) of whole weights in closed form (Miller, *Evan's awesome A/B tools*, 2014):
    /// Σ_{i < α₁} B(α₀ + i, β₀ + β₁) / ((β₁ + i) B(1 + i, β₁) B(α₀, β₀)).
    fn better(a1: u32, b1: f64, a0: f64, b0: f64) -> f64 {
        let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        let term = |i: f64| (ln_beta(a0 + i, b0 + b1) - (b1 + i).ln() - ln_beta(1.0 + i, b1) - ln_beta(a0, b0)).exp();
        (0..a1).map(|i| term(f64::from(i))).sum()
    }

    #[test]
    fn the_chance_of_being_better_is_that_of_the_closed_form() {
        for (programme, comparison) in
            [((17.0, 57.0), (3.0, 20.0)), ((3.0, 20.0), (170.0, 570.0)), ((40.0, 80.0), (40.0, 80.0))]
        {
            let fit = ArmsFit::new(data(programme, comparison, BetaPrior::None)).expect("a fit");
            let exact =
                better(programme.0 as u32, programme.1 - programme.0, comparison.0, comparison.1 - comparison.0);
            assert!((fit.better - exact).abs() < 1e-6, "{} against {exact}", fit.better);
        }
    }

    #[test]
    fn the_joint_posterior_has_the_moments_of_its_parts() {
        let fit = ArmsFit::new(data((17.0, 57.0), (3.0, 20.0), BetaPrior::None)).expect("a fit");
        let variance = |fit: &CountFit| fit.posterior.sd.powi(2);
        assert!((fit.difference.mean - (17.0 / 57.0 - 0.15)).abs() < 1e-15);
        assert!((fit.difference.sd.powi(2) - variance(&fit.programme) - variance(&fit.comparison)).abs() < 1e-15);
        let linear = -fit.comparison.posterior.sd / fit.difference.sd;
        assert_eq!(fit.difference_with_comparison.linear, linear);
        assert!(fit.difference_with_comparison.rank < 0.0 && fit.difference_with_comparison.rank > linear);
        // Twice the same arm: the difference lies about 0 and the odds ratio about 1, each half of the time.
        let same = ArmsFit::new(data((10.0, 40.0), (10.0, 40.0), BetaPrior::UNIFORM)).expect("a fit");
        assert!((same.better - 0.5).abs() < 1e-9);
        assert!(same.difference.at(0.5).abs() < 1e-7 && (same.odds_ratio.at(0.5) - 1.0).abs() < 1e-7);
        assert!((same.odds_ratio_with_comparison.linear + 0.5f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn an_error_names_its_arm() {
        let told = ArmsFit::new(data((17.0, 57.0), (21.0, 20.0), BetaPrior::None)).expect_err("refused");
        assert!(told.key() == "comparison" && told.to_string().contains("events = 21"), "{told}");
        assert_eq!(ArmsFit::new(data((0.0, 57.0), (2.0, 20.0), BetaPrior::None)).expect_err("refused").key(), "prior");
    }
}
