//! Ratios councils ask for, and the reasons for which there is none.

use crate::statistics::{Estimate, PairSums};
use serde::{Serialize, Serializer};

/// Person-years nearer to zero than this count as none: rounding leaves as much of a difference.
pub(super) const NOTHING: f64 = 1e-9;
/// A mean's sign is clear this number of standard errors from zero.
const CLEAR: f64 = 3.0;

/// Why there is no ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRatio {
    /// The programme brings no person-years beyond those without it.
    NoPersonYears,
    /// It brings fewer person-years than without it.
    FewerPersonYears,
    /// The sample does not tell whether it brings more or fewer.
    PersonYearsUnclear,
    /// Nothing is paid.
    NothingCosts,
    /// What is paid comes out negative.
    CostsNegative,
    /// The sample does not tell whether what is paid is above or below zero.
    CostsUnclear,
    /// Nothing is saved or gained.
    NothingSaved,
    /// What it should save comes out negative.
    SavingsNegative,
    /// The sample does not tell whether it saves more or less than nothing.
    SavingsUnclear,
    /// The savings that are not the outcome's own already cover the costs.
    CostsCovered,
    /// The programme brings no outcome beyond those without it.
    NoOutcomes,
    /// It brings fewer outcomes than without it.
    FewerOutcomes,
    /// The sample does not tell whether it brings more or fewer.
    OutcomesUnclear,
    /// It pays without any price on the outcome.
    PaysWithout,
    /// The sample does not tell whether it pays without one.
    PayingUnclear,
    /// The public sector lays out nothing.
    NothingLaidOut,
    /// The public sector gains.
    PublicGains,
    /// The sample does not tell whether the public sector gains or pays.
    OutlayUnclear,
    /// Participants gain nothing.
    NothingGained,
    /// Participants lose.
    ParticipantsLose,
    /// The sample does not tell whether participants gain or lose.
    GainUnclear,
}

impl NoRatio {
    /// The name in `summary.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoPersonYears => "no_person_years",
            Self::FewerPersonYears => "fewer_person_years",
            Self::PersonYearsUnclear => "person_years_unclear",
            Self::NothingCosts => "nothing_costs",
            Self::CostsNegative => "costs_negative",
            Self::CostsUnclear => "costs_unclear",
            Self::NothingSaved => "nothing_saved",
            Self::SavingsNegative => "savings_negative",
            Self::SavingsUnclear => "savings_unclear",
            Self::CostsCovered => "costs_covered",
            Self::NoOutcomes => "no_outcomes",
            Self::FewerOutcomes => "fewer_outcomes",
            Self::OutcomesUnclear => "outcomes_unclear",
            Self::PaysWithout => "pays_without",
            Self::PayingUnclear => "paying_unclear",
            Self::NothingLaidOut => "nothing_laid_out",
            Self::PublicGains => "public_gains",
            Self::OutlayUnclear => "outlay_unclear",
            Self::NothingGained => "nothing_gained",
            Self::ParticipantsLose => "participants_lose",
            Self::GainUnclear => "gain_unclear",
        }
    }
}

impl Serialize for NoRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Which ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatioOf {
    /// What is gained per krone paid.
    BenefitCost,
    /// What is gained beyond the payments per krone paid; may be negative.
    NetPerKrone,
    /// All costs per additional person-year.
    ProgrammeCost,
    /// Costs less all savings that are not the outcome's own, per additional person-year.
    NetCost,
    /// What is missing for a payer to break even, per additional outcome.
    Price,
    /// What participants gain per krone that the public sector lays out.
    PublicKrone,
}

impl RatioOf {
    /// The ratio of two sums, or of two means; none where the effect or the cost is zero or negative.
    ///
    /// # Errors
    /// Why there is none.
    pub fn over(self, top: f64, bottom: f64) -> Result<f64, NoRatio> {
        let none = match self {
            Self::BenefitCost | Self::NetPerKrone if bottom == 0.0 => Some(NoRatio::NothingCosts),
            Self::BenefitCost | Self::NetPerKrone if bottom < 0.0 => Some(NoRatio::CostsNegative),
            Self::BenefitCost if top == 0.0 => Some(NoRatio::NothingSaved),
            Self::BenefitCost if top < 0.0 => Some(NoRatio::SavingsNegative),
            Self::Price if bottom.abs() < NOTHING => Some(NoRatio::NoOutcomes),
            Self::Price if bottom < 0.0 => Some(NoRatio::FewerOutcomes),
            Self::Price if top <= 0.0 => Some(NoRatio::PaysWithout),
            Self::PublicKrone if bottom == 0.0 => Some(NoRatio::NothingLaidOut),
            Self::PublicKrone if bottom < 0.0 => Some(NoRatio::PublicGains),
            Self::PublicKrone if top == 0.0 => Some(NoRatio::NothingGained),
            Self::PublicKrone if top < 0.0 => Some(NoRatio::ParticipantsLose),
            Self::BenefitCost | Self::NetPerKrone | Self::Price | Self::PublicKrone => None,
            _ if bottom.abs() < NOTHING => Some(NoRatio::NoPersonYears),
            _ if bottom < 0.0 => Some(NoRatio::FewerPersonYears),
            Self::ProgrammeCost if top == 0.0 => Some(NoRatio::NothingCosts),
            Self::ProgrammeCost if top < 0.0 => Some(NoRatio::CostsNegative),
            Self::NetCost if top <= 0.0 => Some(NoRatio::CostsCovered),
            Self::ProgrammeCost | Self::NetCost => None,
        };
        none.map_or_else(|| Ok(top / bottom), Err)
    }
}

/// A ratio of means over replications. Serialises as its value and error, or as `null`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// Why there is none.
    pub(super) none: Option<NoRatio>,
    /// The quotient, whether or not it means anything; not a number where there is none.
    pub(super) estimate: Estimate,
}

impl Ratio {
    /// From sums over replications.
    pub(crate) fn new(of: RatioOf, sums: &PairSums) -> Self {
        let [top, bottom] = sums.means();
        let estimate = sums.ratio_of_means().unwrap_or(Estimate { value: f64::NAN, mcse: f64::INFINITY });
        // A sample is certain of a reason only where that is clear of its error.
        let clear = |mean: Estimate| mean.value.abs() > CLEAR * mean.mcse;
        let none = of.over(top.value, bottom.value).err().map(|reason| match reason {
            NoRatio::FewerPersonYears if !clear(bottom) => NoRatio::PersonYearsUnclear,
            NoRatio::SavingsNegative if !clear(top) => NoRatio::SavingsUnclear,
            NoRatio::CostsNegative => {
                let cost = match of {
                    RatioOf::BenefitCost | RatioOf::NetPerKrone => bottom,
                    RatioOf::ProgrammeCost | RatioOf::NetCost | RatioOf::Price | RatioOf::PublicKrone => top,
                };
                if clear(cost) { reason } else { NoRatio::CostsUnclear }
            }
            NoRatio::FewerOutcomes if !clear(bottom) => NoRatio::OutcomesUnclear,
            NoRatio::PaysWithout if top.value != 0.0 && !clear(top) => NoRatio::PayingUnclear,
            NoRatio::PublicGains if !clear(bottom) => NoRatio::OutlayUnclear,
            NoRatio::ParticipantsLose if !clear(top) => NoRatio::GainUnclear,
            reason => reason,
        });
        Self { none, estimate }
    }

    /// The ratio with its error.
    ///
    /// # Errors
    /// Why there is none.
    pub fn found(&self) -> Result<Estimate, NoRatio> {
        self.none.map_or(Ok(self.estimate), Err)
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.found().ok().serialize(serializer)
    }
}

/// A ratio in the expected business case, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExpectedRatio {
    /// The ratio; `null` where there is none.
    pub value: Option<f64>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ratio: Option<NoRatio>,
}

impl From<Result<f64, NoRatio>> for ExpectedRatio {
    fn from(found: Result<f64, NoRatio>) -> Self {
        Self { value: found.ok(), no_ratio: found.err() }
    }
}

/// What an additional self-sufficient person-year costs, in two kinds. Where costs are discounted, so are the person-years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CostPerPersonYear<T> {
    /// All costs per additional person-year; `null` where there is no such ratio.
    pub programme: T,
    /// Costs less all savings that are not the outcome's own (per person-year); `null` where there is no such ratio.
    pub net: T,
    /// Whether costs and person-years are both present values.
    pub discounted: bool,
}

/// The reasons for which ratios are missing, by ratio; `null` for those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct NoRatios {
    /// Of the benefit-cost ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefit_cost_ratio: Option<NoRatio>,
    /// Of the programme cost per person-year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme_cost_per_person_year: Option<NoRatio>,
    /// Of the net cost per person-year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_cost_per_person_year: Option<NoRatio>,
}

impl NoRatios {
    /// Whether all ratios are there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_ratio_where_effect_or_cost_is_zero_or_negative() {
        use RatioOf::{BenefitCost, NetCost, ProgrammeCost};
        assert_eq!(BenefitCost.over(3.0, 2.0), Ok(1.5));
        assert_eq!(BenefitCost.over(3.0, 0.0), Err(NoRatio::NothingCosts));
        assert_eq!(BenefitCost.over(0.0, 2.0), Err(NoRatio::NothingSaved));
        assert_eq!(BenefitCost.over(-1.0, 2.0), Err(NoRatio::SavingsNegative));
        assert_eq!(ProgrammeCost.over(100.0, 4.0), Ok(25.0));
        assert_eq!(ProgrammeCost.over(100.0, -4.0), Err(NoRatio::FewerPersonYears));
        assert_eq!(ProgrammeCost.over(100.0, 1e-15), Err(NoRatio::NoPersonYears));
        assert_eq!(ProgrammeCost.over(0.0, 4.0), Err(NoRatio::NothingCosts));
        assert_eq!(ProgrammeCost.over(-1.0, 4.0), Err(NoRatio::CostsNegative));
        assert_eq!(BenefitCost.over(3.0, -2.0), Err(NoRatio::CostsNegative));
        assert_eq!(NetCost.over(-5.0, 4.0), Err(NoRatio::CostsCovered));
    }

    #[test]
    fn a_sample_claims_no_sign_that_its_error_leaves_open() {
        let none = |of, top: &[f64], bottom: &[f64]| {
            let mut sums = PairSums::about(top[0], bottom[0]);
            sums.add(top, bottom);
            Ratio::new(of, &sums).found().err()
        };
        let (paid, noise, fewer) = ([5.0; 4], [-2.0, 1.0, -1.0, 1.0], [-2.0, -2.1, -1.9, -2.0]);
        assert_eq!(none(RatioOf::ProgrammeCost, &paid, &noise), Some(NoRatio::PersonYearsUnclear));
        assert_eq!(none(RatioOf::ProgrammeCost, &paid, &fewer), Some(NoRatio::FewerPersonYears));
        assert_eq!(none(RatioOf::BenefitCost, &paid, &noise), Some(NoRatio::CostsUnclear));
        assert_eq!(none(RatioOf::BenefitCost, &paid, &fewer), Some(NoRatio::CostsNegative));
        assert_eq!(none(RatioOf::BenefitCost, &noise, &paid), Some(NoRatio::SavingsUnclear));
    }
}
