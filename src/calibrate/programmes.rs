//! Several programmes: what they say of a new one, whose probability differs from theirs as theirs do from each other.

use super::counts::EventCount;
use super::error::{CalibrateError, positive};
use super::limit::DataLimit;
use super::middle_and_spread::{MiddleAndSpread, share};
use super::spread::{Interval, Posterior, inverse};
use crate::distribution::{Argument, Distribution, DistributionFamily, Evidence, Univariate};
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

    fn data(counts: &[(f64, f64)]) -> ProgrammesData {
        let programmes = counts.iter().map(|&(events, of)| EventCount { events, of }).collect();
        ProgrammesData { programmes, middle: MiddlePrior::Flat, spread_scale: 0.5 }
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
    fn the_prediction_is_that_of_plain_sums() {
        // Sums over 62 values of τ, 126 of μ and 61 of each score, in another language and without any of what is used here.
        let fit = ProgrammesFit::new(data(&[(17.0, 57.0), (16.0, 72.0), (22.0, 50.0)])).expect("a fit");
        for (p, plain) in [(0.05, 0.148_25), (0.5, 0.309_29), (0.95, 0.538_13)] {
            assert!((fit.stated.prediction.at(p) - plain).abs() < 1e-3, "{p}: {}", fit.stated.prediction.at(p));
        }
        assert!((fit.stated.spread.mean - 0.4226).abs() < 2e-3 && (fit.stated.spread.sd - 0.2535).abs() < 2e-3);
        assert!((fit.stated.middle.mean - 0.3139).abs() < 1e-3);
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
