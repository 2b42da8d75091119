//! Every estimate of a summary in one order, so that errors can be told from independent randomisations.
//!
//! Points of one randomisation of a design hang together, so no formula for independent draws holds for them. The estimates
//! of each randomisation are independent of those of the others: the error of their mean is their standard deviation over
//! the root of their number, whatever the estimate is.

use super::{
    AccountSummary, BreakEvenSummary, NetBenefit, NotWithin, Outcome, Payback, PeakFunding, QuantileEstimate, Summary,
    YearProbability, YearSummary,
};
use crate::statistics::{Estimate, PowerSums, VarianceSplit};

/// Shows an estimate, its error, and whether it is a quantile.
type Show<'a> = &'a mut dyn FnMut(f64, &mut f64, bool);

/// What is made of estimates. A missing one is shown as not a number, so that the order never shifts.
trait Estimates {
    fn each(&mut self, show: Show<'_>);
}

impl<T: Estimates> Estimates for Vec<T> {
    fn each(&mut self, show: Show<'_>) {
        for entry in self {
            entry.each(show);
        }
    }
}

impl<T: Estimates> Estimates for (String, T) {
    fn each(&mut self, show: Show<'_>) {
        self.1.each(show);
    }
}

impl Estimates for Estimate {
    fn each(&mut self, show: Show<'_>) {
        show(self.value, &mut self.mcse, false);
    }
}

impl Estimates for Option<Estimate> {
    fn each(&mut self, show: Show<'_>) {
        match self {
            Some(estimate) => estimate.each(show),
            None => show(f64::NAN, &mut 0.0, false),
        }
    }
}

impl Estimates for Option<VarianceSplit> {
    fn each(&mut self, show: Show<'_>) {
        match self {
            Some(split) => show(split.parameters, &mut split.mcse, false),
            None => show(f64::NAN, &mut 0.0, false),
        }
    }
}

impl Estimates for QuantileEstimate {
    fn each(&mut self, show: Show<'_>) {
        show(self.value, &mut self.mcse, true);
    }
}

impl Estimates for YearProbability {
    fn each(&mut self, show: Show<'_>) {
        show(self.probability, &mut self.mcse, false);
    }
}

impl Estimates for NetBenefit {
    fn each(&mut self, show: Show<'_>) {
        show(self.mean, &mut self.mcse, false);
        self.mean_conditional.each(show);
        show(self.sd, &mut self.sd_mcse, false);
        self.quantiles.each(show);
        self.probability_positive.each(show);
        self.expected_shortfall_05.each(show);
    }
}

impl Estimates for YearSummary {
    fn each(&mut self, show: Show<'_>) {
        show(self.mean, &mut self.mcse, false);
        self.mean_conditional.each(show);
        show(self.sd, &mut self.sd_mcse, false);
        self.probability_positive.each(show);
        self.quantiles.each(show);
    }
}

impl Estimates for PeakFunding {
    fn each(&mut self, show: Show<'_>) {
        show(self.mean, &mut self.mcse, false);
        self.quantiles.each(show);
    }
}

impl Estimates for Payback {
    fn each(&mut self, show: Show<'_>) {
        self.within_horizon.each(show);
        self.quantiles.each(show);
    }
}

impl Estimates for Outcome {
    fn each(&mut self, show: Show<'_>) {
        show(self.mean, &mut self.mcse, false);
        show(self.sd, &mut self.sd_mcse, false);
        self.quantiles.each(show);
    }
}

impl Estimates for NotWithin {
    fn each(&mut self, show: Show<'_>) {
        show(self.probability, &mut self.mcse, false);
    }
}

impl Estimates for BreakEvenSummary {
    fn each(&mut self, show: Show<'_>) {
        self.by_year.each(show);
        self.not_within_horizon.each(show);
        self.lasting.by_year.each(show);
        self.lasting.not_within_horizon.each(show);
    }
}

impl Estimates for AccountSummary {
    fn each(&mut self, show: Show<'_>) {
        self.net_benefit.each(show);
        self.yearly.each(show);
        self.cumulative.each(show);
        self.break_even.each(show);
        self.payback.each(show);
        self.variance.each(show);
        self.peak_funding.each(show);
        self.benefit_cost_ratio.each(show);
        self.cost_per_person_year.each(show);
    }
}

impl Estimates for Summary {
    fn each(&mut self, show: Show<'_>) {
        self.headline.each(show);
        self.person_years.each(show);
        self.events.each(show);
        for accounts in
            [&mut self.payers, &mut self.budgets, &mut self.cashable, &mut self.subgroups, &mut self.welfare]
        {
            accounts.each(show);
        }
    }
}

/// The value of every estimate, in order.
pub(super) fn values(summary: &mut Summary) -> Vec<f64> {
    let mut values = Vec::new();
    summary.each(&mut |value, _, _| values.push(value));
    values
}

/// Gives every estimate the error that the same estimates of independent randomisations tell; infinite, and so `null`,
/// where a randomisation has none. All randomisations share the bins of a sketch, so their spread cannot show how wide
/// these are: the error of a quantile that may be `binned` is what was told of it on top of the spread.
pub(super) fn set_errors(summary: &mut Summary, randomisations: &[Vec<f64>], binned: bool) {
    let mut at = 0;
    summary.each(&mut |value, mcse, is_quantile| {
        let found: Vec<f64> = randomisations.iter().map(|values| values[at]).collect();
        at += 1;
        if found.iter().all(|found| found.to_bits() == value.to_bits()) {
            *mcse = 0.0;
        } else if found.iter().all(|found| found.is_finite()) {
            let mut sums = PowerSums::<2>::about(found[0]);
            sums.add(&found);
            let spread = sums.mean().mcse;
            *mcse = if binned && is_quantile { spread.hypot(*mcse) } else { spread };
        } else {
            *mcse = f64::INFINITY;
        }
    });
    set_worth(&mut summary.headline);
    let Summary { payers, budgets, cashable, subgroups, welfare, .. } = summary;
    for (_, account) in [payers, budgets, cashable, subgroups, welfare].into_iter().flatten() {
        set_worth(account);
    }
}

/// How many independent replications the conditional mean is worth, from its new error.
fn set_worth(account: &mut AccountSummary) {
    let net = &mut account.net_benefit;
    let worth = (net.sd / net.mean_conditional.mcse).powi(2);
    net.conditional_worth = worth.is_finite().then_some(worth);
}
