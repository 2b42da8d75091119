//! Fits: the member of a family with a given mean and sd, or with given equal-tailed interval ends.

use crate::distribution::argument::short;
use crate::distribution::cumulative::rising;
use crate::distribution::error::positive;
use crate::distribution::invert::root;
use crate::distribution::normal::standard_quantile;
use crate::distribution::{
    Argument, Beta, Distribution, DistributionError, Gamma, LogLogistic, LogNormal, Normal, Univariate, Weibull,
};
use statrs::function::gamma::ln_gamma;

/// Largest gap, as a share of the interval's width, between the ends stated beside a mean and the ends implied.
const END_TOLERANCE: f64 = 0.15;

fn ordered(low: f64, high: f64) -> Result<(), DistributionError> {
    if low.is_finite() && high.is_finite() && low < high {
        Ok(())
    } else {
        Err(DistributionError::argument(Argument::High, high, format!("above `low` = {low}")))
    }
}

/// The half-width of a standard normal interval at a level: 1.645 at 90 %.
fn z(level: f64) -> f64 {
    standard_quantile(f64::midpoint(1.0, level))
}

pub(super) fn normal(low: f64, high: f64, level: f64) -> Result<Normal, DistributionError> {
    ordered(low, high)?;
    Normal::new(f64::midpoint(low, high), (high - low) / (2.0 * z(level)))
}

pub(super) fn lognormal(low: f64, high: f64, level: f64) -> Result<LogNormal, DistributionError> {
    positive(Argument::Low, low)?;
    ordered(low, high)?;
    LogNormal::new(f64::midpoint(low.ln(), high.ln()), (high / low).ln() / (2.0 * z(level)))
}

pub(super) fn gamma_mean_sd(mean: f64, sd: f64) -> Result<Gamma, DistributionError> {
    let ratio = positive(Argument::Mean, mean)? / positive(Argument::Sd, sd)?;
    Gamma::new(ratio * ratio, sd / ratio)
}

/// Shape from the ratio of the interval's ends, which falls as the shape grows; scale from the lower end.
pub(super) fn gamma(low: f64, high: f64, level: f64) -> Result<Gamma, DistributionError> {
    positive(Argument::Low, low)?;
    ordered(low, high)?;
    let tail = (1.0 - level) / 2.0;
    let unit = |log_shape: f64| Gamma::new(log_shape.exp(), 1.0);
    let gap = |log_shape: f64| {
        unit(log_shape).map_or(f64::NAN, |g| (g.quantile(1.0 - tail) / g.quantile(tail)).ln() - (high / low).ln())
    };
    let log_shape = root(-3.0, 11.5, gap).ok_or_else(|| no_interval("gamma", low, high))?;
    Gamma::new(log_shape.exp(), low / unit(log_shape)?.quantile(tail))
}

pub(super) fn events(events: f64, of: f64) -> Result<Beta, DistributionError> {
    positive(Argument::Of, of)?;
    if events > 0.0 && events < of {
        Beta::new(events, of - events)
    } else {
        Err(DistributionError::argument(
            Argument::Events,
            events,
            format!("above 0 and below `of` = {of} (for none or all of them write alpha and beta)"),
        ))
    }
}

pub(super) fn beta_mean_sd(mean: f64, sd: f64) -> Result<Beta, DistributionError> {
    if !(mean > 0.0 && mean < 1.0) {
        return Err(DistributionError::argument(Argument::Mean, mean, "between 0 and 1"));
    }
    let widest = (mean * (1.0 - mean)).sqrt();
    if positive(Argument::Sd, sd)? >= widest {
        return Err(DistributionError::argument(
            Argument::Sd,
            sd,
            format!("below √(mean(1 − mean)) = {}", short(widest)),
        ));
    }
    let n = mean * (1.0 - mean) / (sd * sd) - 1.0;
    Beta::new(mean * n, (1.0 - mean) * n)
}

/// For each total weight n the mean that puts the lower end right, then the n that puts the upper end right.
pub(super) fn beta(low: f64, high: f64, level: f64) -> Result<Beta, DistributionError> {
    for (argument, end) in [(Argument::Low, low), (Argument::High, high)] {
        if !(end > 0.0 && end < 1.0) {
            return Err(DistributionError::argument(argument, end, "between 0 and 1"));
        }
    }
    ordered(low, high)?;
    let tail = (1.0 - level) / 2.0;
    let with_lower_end = |log_n: f64| -> Option<Beta> {
        let n = log_n.exp();
        let member = |mean: f64| Beta::new(mean * n, (1.0 - mean) * n);
        let mean = root(1e-9, 1.0 - 1e-9, |mean| member(mean).map_or(f64::NAN, |b| b.cdf(low) - tail))?;
        member(mean).ok()
    };
    let gap = |log_n: f64| with_lower_end(log_n).map_or(f64::NAN, |b| b.cdf(high) - (1.0 - tail));
    root(-2.0, 9.9, gap).and_then(with_lower_end).ok_or_else(|| no_interval("beta", low, high))
}

/// Shape from the coefficient of variation, which falls as the shape grows.
pub(super) fn weibull_mean_sd(mean: f64, sd: f64) -> Result<Weibull, DistributionError> {
    let cv = positive(Argument::Sd, sd)? / positive(Argument::Mean, mean)?;
    let log_ratio = |shape: f64| ln_gamma(1.0 + 2.0 / shape) - 2.0 * ln_gamma(1.0 + 1.0 / shape);
    let shape = root(0.06, 1e4, |shape| log_ratio(shape) - (cv * cv).ln_1p())
        .ok_or_else(|| DistributionError::NoFit(format!("no weibull has mean {mean} and sd {sd}")))?;
    Weibull::new(shape, mean / ln_gamma(1.0 + 1.0 / shape).exp())
}

/// The log-odds of both ends are known and linear in ln x.
pub(super) fn loglogistic(low: f64, high: f64, level: f64) -> Result<LogLogistic, DistributionError> {
    positive(Argument::Low, low)?;
    ordered(low, high)?;
    let tail = (1.0 - level) / 2.0;
    LogLogistic::new(2.0 * ((1.0 - tail) / tail).ln() / (high / low).ln(), (low * high).sqrt())
}

pub(super) fn weibull(low: f64, high: f64, level: f64) -> Result<Weibull, DistributionError> {
    positive(Argument::Low, low)?;
    ordered(low, high)?;
    let tail = (1.0 - level) / 2.0;
    weibull_of_hazards([low, high], [-(-tail).ln_1p(), -tail.ln()])
}

/// The cumulative hazard at two times; its logarithm is linear in ln x.
fn weibull_of_hazards([low, high]: [f64; 2], hazards: [f64; 2]) -> Result<Weibull, DistributionError> {
    let [lower, upper] = hazards.map(f64::ln);
    let shape = (upper - lower) / (high / low).ln();
    Weibull::new(shape, low / (lower / shape).exp())
}

/// Checks that a family of two numbers goes through some points: two of them, both rising.
pub(super) fn two_points(family: &str, points: &[(f64, f64)]) -> Result<[(f64, f64); 2], DistributionError> {
    rising(points)?;
    let told = || {
        let told = points.iter().map(|(time, share)| format!("{} within {}", short(*share), short(*time)));
        told.collect::<Vec<_>>().join(", ")
    };
    match *points {
        [first @ (time, share), last @ (_, more)] if time > 0.0 && share > 0.0 && more > share && more < 1.0 => {
            Ok([first, last])
        }
        [_, _] => Err(DistributionError::NoFit(format!(
            "no {family} goes through {}; allowed: a time above 0, and shares that rise from above 0 to below 1",
            told()
        ))),
        _ => Err(DistributionError::Form(format!(
            "a {family} goes through two points, not {}; allowed: two times in `within`, or no family, for straight lines \
             between the points",
            points.len()
        ))),
    }
}

pub(super) fn weibull_through([(low, less), (high, more)]: [(f64, f64); 2]) -> Result<Weibull, DistributionError> {
    weibull_of_hazards([low, high], [less, more].map(|share| -(-share).ln_1p()))
}

/// The log-odds are linear in ln x.
pub(super) fn loglogistic_through(
    [(low, less), (high, more)]: [(f64, f64); 2],
) -> Result<LogLogistic, DistributionError> {
    let [lower, upper] = [less, more].map(|share| (share / (1.0 - share)).ln());
    let shape = (upper - lower) / (high / low).ln();
    LogLogistic::new(shape, low / (lower / shape).exp())
}

/// The normal scores are linear in ln x.
pub(super) fn lognormal_through([(low, less), (high, more)]: [(f64, f64); 2]) -> Result<LogNormal, DistributionError> {
    let [lower, upper] = [less, more].map(standard_quantile);
    let sdlog = (high / low).ln() / (upper - lower);
    LogNormal::new(low.ln() - lower * sdlog, sdlog)
}

/// The distribution of the family with exactly this mean, and with the level as its probability between the ends.
///
/// Three numbers overdetermine a family of two, so the implied equal-tailed ends are held against the stated ones and
/// refused when they are further off than 15 % of the interval's width.
pub(super) fn around_mean(
    mean: f64,
    low: f64,
    high: f64,
    level: f64,
    member: impl Fn(f64) -> Result<Distribution, DistributionError>,
) -> Result<Distribution, DistributionError> {
    ordered(low, high)?;
    if !(mean > low && mean < high) {
        return Err(DistributionError::argument(
            Argument::Mean,
            mean,
            format!("between `low` = {low} and `high` = {high}"),
        ));
    }
    let guess = (high - low) / (2.0 * z(level));
    member(guess)?;
    let coverage =
        |log_factor: f64| member(guess * log_factor.exp()).map_or(-level, |d| d.cdf(high) - d.cdf(low) - level);
    let fitted = match root(-2.0, 2.0, coverage) {
        Some(log_factor) => member(guess * log_factor.exp())?,
        None => return Err(apart(mean, low, high, "")),
    };
    let tail = (1.0 - level) / 2.0;
    let (implied_low, implied_high) = (fitted.quantile(tail), fitted.quantile(1.0 - tail));
    let off = (implied_low - low).abs().max((implied_high - high).abs()) / (high - low);
    if off > END_TOLERANCE {
        let implied =
            format!(" (with that mean the interval would be {} – {})", short(implied_low), short(implied_high));
        return Err(apart(mean, low, high, &implied));
    }
    Ok(fitted)
}

fn apart(mean: f64, low: f64, high: f64, implied: &str) -> DistributionError {
    DistributionError::NoFit(format!(
        "mean {mean} and interval {low} – {high} do not belong to one such distribution{implied}; leave out the mean, or \
         choose another distribution"
    ))
}

fn no_interval(family: &str, low: f64, high: f64) -> DistributionError {
    DistributionError::NoFit(format!("no {family} has the interval {low} – {high} at this level"))
}
