//! From evidence, in the form it is found, to a distribution.
//!
//! | form | families |
//! |---|---|
//! | the family's own parameters | all |
//! | `mean`, `sd` | uniform, normal, lognormal, gamma, beta, weibull |
//! | `low`, `high`, `level` (equal-tailed interval, 0.9 by default) | uniform, normal, lognormal, gamma, beta, weibull, loglogistic |
//! | `mean`, `low`, `high`, `level` | normal, lognormal, gamma, beta, weibull |
//! | `events`, `of` | beta: Beta(x, n − x) |
//! | `min`, `mode`, `max` | pert, triangular |
//! | `values`, `weights` | discrete; `values` alone: empirical |
//! | shares by some times (`within`, `share`) | cumulative; two of them: lognormal, weibull, loglogistic |
//!
//! `min` and `max` beside normal, lognormal, gamma, beta, weibull or loglogistic cut the distribution there.

mod fit;

use super::argument::short;
use super::{
    Argument, Beta, Cumulative, Distribution, DistributionError, Gamma, LogLogistic, LogNormal, Normal, Pert, Points,
    Triangular, Uniform, Weibull,
};

/// The families a scenario can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DistributionFamily {
    Uniform,
    Triangular,
    Pert,
    Normal,
    LogNormal,
    Gamma,
    Beta,
    Weibull,
    LogLogistic,
    Cumulative,
    Discrete,
    Empirical,
}

impl DistributionFamily {
    /// Every family with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 12] = [
        ("uniform", Self::Uniform),
        ("triangular", Self::Triangular),
        ("pert", Self::Pert),
        ("normal", Self::Normal),
        ("lognormal", Self::LogNormal),
        ("gamma", Self::Gamma),
        ("beta", Self::Beta),
        ("weibull", Self::Weibull),
        ("loglogistic", Self::LogLogistic),
        ("cumulative", Self::Cumulative),
        ("discrete", Self::Discrete),
        ("empirical", Self::Empirical),
    ];

    /// The name in a scenario file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.1 == self).map_or("", |entry| entry.0)
    }

    /// The ways this family can be given, for messages.
    #[must_use]
    pub fn forms(self) -> &'static str {
        match self {
            Self::Uniform => "min + max, mean + sd, or low + high",
            Self::Triangular => "min + mode + max",
            Self::Pert => "min + mode + max (and shape)",
            Self::Normal => "mean + sd, low + high, or mean + low + high",
            Self::LogNormal => "meanlog + sdlog, mean + sd, low + high, mean + low + high, or within + share",
            Self::Gamma => "shape + scale, shape + rate, mean + sd, low + high, or mean + low + high",
            Self::Beta => "alpha + beta, events + of, mean + sd, low + high, or mean + low + high",
            Self::Weibull => "shape + scale, mean + sd, low + high, mean + low + high, or within + share",
            Self::LogLogistic => "shape + scale (the median), low + high, or within + share",
            Self::Cumulative => "within + share",
            Self::Discrete => "values + weights",
            Self::Empirical => "values, or file + column",
        }
    }

    /// The member through two points of its distribution function, a time and the share by then; `None` = the family is not given so.
    ///
    /// # Errors
    /// Unless there are two points, times and shares rise from above 0, and the shares stay below 1.
    #[must_use]
    pub fn through(self, points: &[(f64, f64)]) -> Option<Result<Distribution, DistributionError>> {
        let two = || fit::two_points(self.name(), points);
        match self {
            Self::Weibull => Some(two().and_then(fit::weibull_through).map(Distribution::Weibull)),
            Self::LogLogistic => Some(two().and_then(fit::loglogistic_through).map(Distribution::LogLogistic)),
            Self::LogNormal => Some(two().and_then(fit::lognormal_through).map(Distribution::LogNormal)),
            _ => None,
        }
    }

    /// The ends that no member of the family reaches beyond.
    fn limits(self) -> (f64, f64) {
        match self {
            Self::Beta => (0.0, 1.0),
            Self::LogNormal | Self::Gamma | Self::Weibull | Self::LogLogistic => (0.0, f64::INFINITY),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    fn can_be_cut(self) -> bool {
        matches!(self, Self::Normal | Self::LogNormal | Self::Gamma | Self::Beta | Self::Weibull | Self::LogLogistic)
    }
}

/// Evidence as written: a family (or none, where the arguments tell it) and named arguments of type `N`.
///
/// `N` is a number, or a reference to an uncertain parameter that is known only at a draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence<N = f64> {
    /// The family where named.
    pub family: Option<DistributionFamily>,
    /// Scalar arguments, each at most once, in any order.
    pub scalars: Vec<(Argument, N)>,
    /// The values of a discrete or empirical distribution.
    pub values: Vec<f64>,
    /// The weights of a discrete distribution.
    pub weights: Vec<f64>,
    /// Some times, each with the share to whom it has happened by then.
    pub curve: Vec<(f64, N)>,
}

/// Nothing is known.
impl<N> Default for Evidence<N> {
    fn default() -> Self {
        Self { family: None, scalars: vec![], values: vec![], weights: vec![], curve: vec![] }
    }
}

impl<N> Evidence<N> {
    /// The same evidence with every scalar argument turned into a number.
    pub fn resolve(&self, mut number: impl FnMut(&N) -> f64) -> Evidence<f64> {
        Evidence {
            family: self.family,
            scalars: self.scalars.iter().map(|(argument, n)| (*argument, number(n))).collect(),
            values: self.values.clone(),
            weights: self.weights.clone(),
            curve: self.curve.iter().map(|(time, n)| (*time, number(n))).collect(),
        }
    }

    /// The named family, or the one that the arguments stand for.
    #[must_use]
    pub fn family(&self) -> Option<DistributionFamily> {
        let has = |argument| self.scalars.iter().any(|entry| entry.0 == argument);
        self.family.or_else(|| match () {
            () if has(Argument::Events) || has(Argument::Alpha) => Some(DistributionFamily::Beta),
            () if has(Argument::Meanlog) => Some(DistributionFamily::LogNormal),
            () if has(Argument::Mode) => Some(DistributionFamily::Pert),
            () if !self.weights.is_empty() => Some(DistributionFamily::Discrete),
            () if !self.values.is_empty() => Some(DistributionFamily::Empirical),
            () if !self.curve.is_empty() => Some(DistributionFamily::Cumulative),
            () if self.scalars.len() == 2 && has(Argument::Min) && has(Argument::Max) => {
                Some(DistributionFamily::Uniform)
            }
            () => None,
        })
    }
}

impl Evidence<f64> {
    /// The distribution that this evidence stands for.
    ///
    /// # Errors
    /// When the arguments are not a way of giving the family, one is out of range, or no member of the family fits.
    pub fn distribution(&self) -> Result<Distribution, DistributionError> {
        let Some(family) = self.family() else {
            let names: Vec<&str> = DistributionFamily::ALL.iter().map(|entry| entry.0).collect();
            return Err(DistributionError::Form(format!("say which `distribution`: {}", names.join(", "))));
        };
        let level = self.level()?;
        if family.can_be_cut() {
            self.interval_within_cut(family, level)?;
        }
        let core = self.core(family);
        let has_lists = !self.values.is_empty() || !self.weights.is_empty();
        let whole = match family {
            _ if !self.curve.is_empty() && (has_lists || !core.is_empty()) => Err(self.misfit(family)),
            DistributionFamily::Cumulative => Cumulative::new(&self.curve).map(Distribution::Cumulative),
            _ if !self.curve.is_empty() => family.through(&self.curve).unwrap_or_else(|| Err(self.misfit(family))),
            DistributionFamily::Discrete | DistributionFamily::Empirical if !self.scalars.is_empty() => {
                Err(self.misfit(family))
            }
            DistributionFamily::Discrete => Points::discrete(&self.values, &self.weights).map(Distribution::Points),
            DistributionFamily::Empirical if self.weights.is_empty() => {
                Points::empirical(&self.values).map(Distribution::Points)
            }
            _ if has_lists => Err(self.misfit(family)),
            DistributionFamily::Uniform => self.uniform(&core, level),
            DistributionFamily::Triangular | DistributionFamily::Pert => self.peaked(family, &core),
            DistributionFamily::Normal => self.normal(&core, level),
            DistributionFamily::LogNormal => self.lognormal(&core, level),
            DistributionFamily::Gamma => self.gamma(&core, level),
            DistributionFamily::Beta => self.beta(&core, level),
            DistributionFamily::Weibull => self.weibull(&core, level),
            DistributionFamily::LogLogistic => self.loglogistic(&core, level),
            DistributionFamily::Empirical => Err(self.misfit(family)),
        }?;
        if !family.can_be_cut() {
            return Ok(whole);
        }
        let lower = self.get(Argument::Min).unwrap_or(f64::NEG_INFINITY);
        let upper = self.get(Argument::Max).unwrap_or(f64::INFINITY);
        whole.truncated(lower, upper)
    }

    fn get(&self, argument: Argument) -> Option<f64> {
        self.scalars.iter().find(|entry| entry.0 == argument).map(|entry| entry.1)
    }

    /// Refuses an interval of which an end is cut off: what is left would have another interval and another mean.
    fn interval_within_cut(&self, family: DistributionFamily, level: f64) -> Result<(), DistributionError> {
        let (Some(low), Some(high)) = (self.get(Argument::Low), self.get(Argument::High)) else { return Ok(()) };
        let (least, most) = family.limits();
        let min = self.get(Argument::Min).unwrap_or(least).max(least);
        let max = self.get(Argument::Max).unwrap_or(most).min(most);
        if (low > min && high < max) || low >= high {
            return Ok(());
        }
        let (end, limit) = if low <= min { (low, min) } else { (high, max) };
        let (from, to) = (short(low.max(min)), short(high.min(max)));
        let instead = if low.max(min) < high.min(max) {
            format!("; write {{ min = {from}, max = {to} }}, with a mode = … between where one is likeliest")
        } else {
            String::new()
        };
        Err(DistributionError::NoFit(format!(
            "an interval leaves {} % beyond each end, but its end {} leaves nothing up to the limit {}{instead}",
            short(50.0 * (1.0 - level)),
            short(end),
            short(limit)
        )))
    }

    /// The level of an interval, checked.
    fn level(&self) -> Result<f64, DistributionError> {
        let level = self.get(Argument::Level).unwrap_or(0.9);
        if level > 0.0 && level < 1.0 {
            Ok(level)
        } else {
            Err(DistributionError::argument(Argument::Level, level, "between 0 and 1, such as 0.9"))
        }
    }

    /// The arguments that choose the form, with their numbers, in the order of [`Argument`].
    fn core(&self, family: DistributionFamily) -> Vec<(Argument, f64)> {
        let interval = self.get(Argument::Low).is_some();
        let mut core: Vec<(Argument, f64)> = self
            .scalars
            .iter()
            .copied()
            .filter(|(argument, _)| match argument {
                Argument::Level => !interval,
                Argument::Min | Argument::Max => !family.can_be_cut(),
                _ => true,
            })
            .collect();
        core.sort_by_key(|entry| entry.0);
        core
    }

    fn misfit(&self, family: DistributionFamily) -> DistributionError {
        let mut given: Vec<String> = self.core(family).iter().map(|entry| entry.0.to_string()).collect();
        for (list, argument) in [(&self.values, Argument::Values), (&self.weights, Argument::Weights)] {
            if !list.is_empty() {
                given.push(argument.to_string());
            }
        }
        if !self.curve.is_empty() {
            given.push("within + share".to_owned());
        }
        let given = if given.is_empty() { "nothing".to_owned() } else { given.join(" + ") };
        DistributionError::Form(format!("{} cannot be given by {given}; give {}", family.name(), family.forms()))
    }

    fn uniform(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Max, Mean, Min, Sd};
        let (min, max) = match *core {
            [(Min, min), (Max, max)] => (min, max),
            [(Mean, mean), (Sd, sd)] => {
                let half = super::error::positive(Sd, sd)? * 3f64.sqrt();
                (mean - half, mean + half)
            }
            [(Low, low), (High, high)] => {
                let margin = (high - low) / level * (1.0 - level) / 2.0;
                (low - margin, high + margin)
            }
            _ => return Err(self.misfit(DistributionFamily::Uniform)),
        };
        Uniform::new(min, max).map(Distribution::Uniform)
    }

    fn peaked(&self, family: DistributionFamily, core: &[(Argument, f64)]) -> Result<Distribution, DistributionError> {
        use Argument::{Max, Min, Mode, Shape};
        match (family, core) {
            (DistributionFamily::Triangular, &[(Min, min), (Mode, mode), (Max, max)]) => {
                Triangular::new(min, mode, max).map(Distribution::Triangular)
            }
            (DistributionFamily::Pert, &[(Min, min), (Mode, mode), (Max, max)]) => {
                Pert::new(min, mode, max, 4.0).map(Distribution::Pert)
            }
            (DistributionFamily::Pert, &[(Min, min), (Mode, mode), (Max, max), (Shape, shape)]) => {
                Pert::new(min, mode, max, shape).map(Distribution::Pert)
            }
            _ => Err(self.misfit(family)),
        }
    }

    fn normal(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Mean, Sd};
        match *core {
            [(Mean, mean), (Sd, sd)] => Normal::new(mean, sd).map(Distribution::Normal),
            [(Low, low), (High, high)] => fit::normal(low, high, level).map(Distribution::Normal),
            [(Mean, mean), (Low, low), (High, high)] => {
                fit::around_mean(mean, low, high, level, |sd| Normal::new(mean, sd).map(Distribution::Normal))
            }
            _ => Err(self.misfit(DistributionFamily::Normal)),
        }
    }

    fn lognormal(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Mean, Meanlog, Sd, Sdlog};
        let by_mean_sd = |mean, sd| LogNormal::from_mean_sd(mean, sd).map(Distribution::LogNormal);
        match *core {
            [(Meanlog, m), (Sdlog, s)] => LogNormal::new(m, s).map(Distribution::LogNormal),
            [(Mean, mean), (Sd, sd)] => by_mean_sd(mean, sd),
            [(Low, low), (High, high)] => fit::lognormal(low, high, level).map(Distribution::LogNormal),
            [(Mean, mean), (Low, low), (High, high)] => {
                fit::around_mean(mean, low, high, level, |sd| by_mean_sd(mean, sd))
            }
            _ => Err(self.misfit(DistributionFamily::LogNormal)),
        }
    }

    fn gamma(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Mean, Rate, Scale, Sd, Shape};
        let by_mean_sd = |mean, sd| fit::gamma_mean_sd(mean, sd).map(Distribution::Gamma);
        match *core {
            [(Shape, shape), (Scale, scale)] => Gamma::new(shape, scale).map(Distribution::Gamma),
            [(Shape, shape), (Rate, rate)] => {
                Gamma::new(shape, 1.0 / super::error::positive(Rate, rate)?).map(Distribution::Gamma)
            }
            [(Mean, mean), (Sd, sd)] => by_mean_sd(mean, sd),
            [(Low, low), (High, high)] => fit::gamma(low, high, level).map(Distribution::Gamma),
            [(Mean, mean), (Low, low), (High, high)] => {
                fit::around_mean(mean, low, high, level, |sd| by_mean_sd(mean, sd))
            }
            _ => Err(self.misfit(DistributionFamily::Gamma)),
        }
    }

    fn beta(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{Alpha, Events, High, Low, Mean, Of, Sd};
        let by_mean_sd = |mean, sd| fit::beta_mean_sd(mean, sd).map(Distribution::Beta);
        match *core {
            [(Alpha, alpha), (Argument::Beta, beta)] => Beta::new(alpha, beta).map(Distribution::Beta),
            [(Events, events), (Of, of)] => fit::events(events, of).map(Distribution::Beta),
            [(Mean, mean), (Sd, sd)] => by_mean_sd(mean, sd),
            [(Low, low), (High, high)] => fit::beta(low, high, level).map(Distribution::Beta),
            [(Mean, mean), (Low, low), (High, high)] => {
                fit::around_mean(mean, low, high, level, |sd| by_mean_sd(mean, sd))
            }
            _ => Err(self.misfit(DistributionFamily::Beta)),
        }
    }

    fn weibull(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Mean, Scale, Sd, Shape};
        let by_mean_sd = |mean, sd| fit::weibull_mean_sd(mean, sd).map(Distribution::Weibull);
        match *core {
            [(Shape, shape), (Scale, scale)] => Weibull::new(shape, scale).map(Distribution::Weibull),
            [(Mean, mean), (Sd, sd)] => by_mean_sd(mean, sd),
            [(Low, low), (High, high)] => fit::weibull(low, high, level).map(Distribution::Weibull),
            [(Mean, mean), (Low, low), (High, high)] => {
                fit::around_mean(mean, low, high, level, |sd| by_mean_sd(mean, sd))
            }
            _ => Err(self.misfit(DistributionFamily::Weibull)),
        }
    }

    fn loglogistic(&self, core: &[(Argument, f64)], level: f64) -> Result<Distribution, DistributionError> {
        use Argument::{High, Low, Scale, Shape};
        match *core {
            [(Shape, shape), (Scale, scale)] => LogLogistic::new(shape, scale).map(Distribution::LogLogistic),
            [(Low, low), (High, high)] => fit::loglogistic(low, high, level).map(Distribution::LogLogistic),
            _ => Err(self.misfit(DistributionFamily::LogLogistic)),
        }
    }
}
