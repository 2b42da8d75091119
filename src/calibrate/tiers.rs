//! Tiers of which each person reaches one: counts, best tier first, to conditional probabilities.

use super::counts::{BetaPrior, CountData, EventCount};
use super::error::{CalibrateError, positive};
use super::limit::DataLimit;
use super::spread::Posterior;
use crate::distribution::{Beta, Distribution};
use serde::Serialize;

/// How many reached a tier, and no better one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierCount {
    /// The tier's id.
    pub id: String,
    /// How many.
    pub reached: f64,
}

/// Counts of tiers with what they are worth here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierData {
    /// The tiers, best first.
    pub tiers: Vec<TierCount>,
    /// How many reached no tier.
    pub none: f64,
    /// α of the Dirichlet prior, the same for each tier and for none; `None` = nothing is added.
    pub prior: Option<f64>,
    /// The part of the counts that counts, in (0, 1].
    pub weight: f64,
}

/// One tier after the counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierFit {
    /// The tier's id.
    pub id: String,
    /// α of its probability given that no better tier is reached.
    pub alpha: f64,
    /// β of it.
    pub beta: f64,
    /// That probability.
    pub conditional: Posterior,
    /// The share of all who reach this tier and no better one.
    pub share: Posterior,
}

/// The tiers after their counts.
///
/// Breaking a stick: with cₖ in tier k (best first) and rₖ in all worse ones and none, the probability of tier k given that no better one is
/// reached is Beta(α + w·cₖ, α·mₖ + w·rₖ), where mₖ counts the worse tiers and none. These are independent of each other, and together a
/// Dirichlet of the shares (Connor and Mosimann, *JASA* 64, 1969). The share of tier k in all is Beta(α + w·cₖ, the rest).
///
/// ```
/// use provenu::calibrate::{TierCount, TierData, TiersFit};
///
/// let tiers = [("full", 12.0), ("partial", 12.0)].map(|(id, reached)| TierCount { id: id.into(), reached }).to_vec();
/// let fit = TiersFit::new(TierData { tiers, none: 30.0, prior: None, weight: 1.0 })?;
/// // 12 of 54, then 12 of the 42 that are left.
/// assert!((fit.tiers[1].conditional.mean - 12.0 / 42.0).abs() < 1e-15);
/// assert!((fit.tiers[1].share.mean - 12.0 / 54.0).abs() < 1e-15);
/// # Ok::<(), provenu::calibrate::CalibrateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TiersFit {
    /// What they rest on.
    pub data: TierData,
    /// Each tier, best first.
    pub tiers: Vec<TierFit>,
    /// The share who reach none.
    pub none: Posterior,
    /// How many observations the counts are worth, w·n.
    pub effective: f64,
}

impl TiersFit {
    /// The posterior of tiers.
    ///
    /// # Errors
    /// Unless there is a tier, no count is below 0, and 0 < w ≤ 1; and where a count is 0 and there is no prior.
    pub fn new(data: TierData) -> Result<Self, CalibrateError> {
        data.check()?;
        let (added, weight) = (data.prior.unwrap_or(0.0), data.weight);
        let all: f64 = data.counts().sum();
        let groups = data.tiers.len() + 1;
        let total = added * groups as f64 + weight * all;
        let share = |count: f64| -> Result<Posterior, CalibrateError> {
            let own = added + weight * count;
            Ok(Posterior::from(&Distribution::Beta(Beta::new(own, total - own)?)))
        };
        let mut tiers = Vec::new();
        let mut worse = all;
        for (position, tier) in data.tiers.iter().enumerate() {
            worse -= tier.reached;
            let later = (groups - position - 1) as f64;
            let (alpha, beta) = (added + weight * tier.reached, added * later + weight * worse);
            let conditional = Posterior::from(&Distribution::Beta(Beta::new(alpha, beta)?));
            tiers.push(TierFit { id: tier.id.clone(), alpha, beta, conditional, share: share(tier.reached)? });
        }
        Ok(Self { none: share(data.none)?, effective: weight * all, tiers, data })
    }

    /// What the counts cannot say.
    #[must_use]
    pub fn limits(&self) -> Vec<DataLimit> {
        let prior = match self.data.prior {
            None => BetaPrior::None,
            Some(each) => BetaPrior::Beta { alpha: each, beta: each * self.tiers.len() as f64 },
        };
        let count = EventCount { events: self.data.tiers.first().map_or(0.0, |tier| tier.reached), of: self.all() };
        let first = CountData { count, prior, weight: self.data.weight };
        let rule = super::IntervalRule { prior: BetaPrior::None, weight: self.data.weight };
        let coverage = rule.coverage(count.events / count.of, count.of.round());
        std::iter::once(DataLimit::NoComparison).chain(first.limits(coverage)).collect()
    }

    fn all(&self) -> f64 {
        self.data.counts().sum()
    }
}

impl TierData {
    /// Every count, that of none last.
    fn counts(&self) -> impl Iterator<Item = f64> {
        self.tiers.iter().map(|tier| tier.reached).chain([self.none])
    }

    fn check(&self) -> Result<(), CalibrateError> {
        if self.tiers.is_empty() {
            return Err(CalibrateError::together(
                "counts",
                "no tier; allowed: counts = { full = 12, partial = 12, none = 30 }",
            ));
        }
        if let Some(wrong) = self.counts().find(|count| !(count.is_finite() && *count >= 0.0)) {
            return Err(CalibrateError::value("counts", wrong, "numbers from 0 up"));
        }
        if !(self.weight > 0.0 && self.weight <= 1.0) {
            return Err(CalibrateError::value("weight", self.weight, "above 0 and up to 1"));
        }
        if let Some(each) = self.prior {
            positive("prior", each)?;
        } else if self.counts().any(|count| count == 0.0) {
            let message = "a count of 0: without a prior nobody ever could be there; allowed: prior = \"jeffreys\" or \"uniform\"";
            return Err(CalibrateError::together("prior", message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(counts: &[f64], none: f64, prior: Option<f64>) -> TierData {
        let tiers = counts.iter().enumerate().map(|(k, &reached)| TierCount { id: format!("tier_{k}"), reached });
        TierData { tiers: tiers.collect(), none, prior, weight: 1.0 }
    }

    #[test]
    fn the_stick_is_that_of_the_dirichlet() {
        let fit = TiersFit::new(data(&[12.0, 9.0, 6.0], 30.0, Some(1.0))).expect("a fit");
        // Shares of Dirichlet(13, 10, 7, 31) from the conditional means: E[p₂] = (1 − E[v₁]) E[v₂], by independence.
        let mut left = 1.0;
        for (tier, own) in fit.tiers.iter().zip([13.0, 10.0, 7.0]) {
            assert!((tier.share.mean - own / 61.0).abs() < 1e-14);
            assert!((left * tier.conditional.mean - own / 61.0).abs() < 1e-14);
            left *= 1.0 - tier.conditional.mean;
        }
        assert!((fit.none.mean - left).abs() < 1e-14);
        // Var(p₂) of the Dirichlet from the second moments of the stick.
        let square = |p: &Posterior| p.sd * p.sd + p.mean * p.mean;
        let stays = 1.0 - 2.0 * fit.tiers[0].conditional.mean + square(&fit.tiers[0].conditional);
        let second = stays * square(&fit.tiers[1].conditional);
        assert!((second - square(&fit.tiers[1].share)).abs() < 1e-14);
    }

    #[test]
    fn an_empty_tier_needs_a_prior() {
        let told = TiersFit::new(data(&[12.0, 0.0], 30.0, None)).expect_err("refused");
        assert_eq!(told.key(), "prior");
        assert!(TiersFit::new(data(&[12.0, 0.0], 30.0, Some(0.5))).is_ok());
        assert_eq!(TiersFit::new(data(&[], 30.0, None)).expect_err("refused").key(), "counts");
        assert_eq!(TiersFit::new(data(&[-1.0], 30.0, None)).expect_err("refused").key(), "counts");
    }

    #[test]
    fn a_weight_is_told_with_its_effective_size() {
        let fit = TiersFit::new(TierData { weight: 0.25, ..data(&[12.0, 12.0], 30.0, None) }).expect("a fit");
        assert_eq!(fit.effective, 13.5);
        assert!(fit.limits().contains(&DataLimit::FromElsewhere { weight: 0.25, effective: 13.5 }));
    }
}
