//! Every estimate of a summary in one order, so that errors can be computed from independent randomisations. Every struct is
//! taken apart without `..`: a new estimate does not compile until it is shown here.
//!
//! Points of one randomisation of a design are not independent, so no formula for independent draws holds for them. The estimates
//! of each randomisation are independent of those of the others: the error of their mean is their standard deviation over
//! the root of their number, whatever the estimate is.

use super::{
    Acceptability, AccountSummary, AmountProbability, BenefitCost, BreakEvenSummary, CostPerPersonYear, CountedOutcome,
    ExceededAmount, HorizonEnds, HorizonProbability, JointProbability, LastingBreakEven, MoneySum, NetBenefit, Payback,
    PeakFunding, PublicKrone, QuantileEstimate, Ratio, Summary, YearProbability, YearSummary,
};
use crate::statistics::{Chance, Estimate, PowerSums, Sample, VarianceSplit};

/// Student's t for 95 % with 63 degrees of freedom, those of the fewest randomisations there are.
const T: f64 = 1.998_340_543;

/// Shows one estimate after another.
type Show<'a> = &'a mut dyn FnMut(Shown<'_>);

/// An estimate, and where its error goes.
enum Shown<'a> {
    /// A mean, a spread, a ratio, a share.
    Plain(f64, &'a mut f64),
    /// What is read off order statistics, of which sketches know no more than a bin.
    Ordered(f64, &'a mut f64),
    /// A quantile of whole numbers.
    Whole(f64, &'a mut [f64; 2]),
    /// A probability.
    Chance(&'a mut Chance),
    /// A probability that is read off order statistics too.
    OrderedChance(&'a mut Chance),
}

impl Shown<'_> {
    fn value(&self) -> f64 {
        match self {
            Self::Plain(value, _) | Self::Ordered(value, _) | Self::Whole(value, _) => *value,
            Self::Chance(chance) | Self::OrderedChance(chance) => chance.value,
        }
    }
}

/// A part of a summary that holds estimates. A missing estimate is shown as not a number, so that the order never shifts.
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

/// Which optional parts a summary has depends on the scenario alone, so all runs of it show the same estimates.
impl<T: Estimates> Estimates for Option<T> {
    fn each(&mut self, show: Show<'_>) {
        if let Some(found) = self {
            found.each(show);
        }
    }
}

impl Estimates for Estimate {
    fn each(&mut self, show: Show<'_>) {
        show(Shown::Plain(self.value, &mut self.mcse));
    }
}

impl Estimates for Chance {
    fn each(&mut self, show: Show<'_>) {
        show(Shown::Chance(self));
    }
}

impl Estimates for Ratio {
    fn each(&mut self, show: Show<'_>) {
        let Self { none: _, estimate } = self;
        estimate.each(show);
    }
}

impl Estimates for BenefitCost {
    fn each(&mut self, show: Show<'_>) {
        let Self { ratio, quantiles, above, without } = self;
        ratio.each(show);
        quantiles.each(show);
        each_counted(above.iter_mut().flatten(), show);
        without.each(show);
    }
}

impl Estimates for Acceptability {
    fn each(&mut self, show: Show<'_>) {
        let Self { outcome: _, discounted: _, curve, break_even_price, expected_price: _, no_price: _ } = self;
        each_counted(curve.iter_mut(), show);
        break_even_price.each(show);
    }
}

impl Estimates for PublicKrone {
    fn each(&mut self, show: Show<'_>) {
        let Self { gain, expected: _, complete: _, no_ratio: _ } = self;
        gain.each(show);
    }
}

/// Probabilities that are counted as replications pass, whatever is kept.
fn each_counted<'a>(points: impl Iterator<Item = &'a mut AmountProbability>, show: Show<'_>) {
    for AmountProbability { x: _, chance } in points {
        chance.each(show);
    }
}

impl Estimates for CostPerPersonYear<Ratio> {
    fn each(&mut self, show: Show<'_>) {
        let Self { programme, net, discounted: _ } = self;
        programme.each(show);
        net.each(show);
    }
}

/// Whether anything varies may depend on the randomisation.
fn each_split(split: &mut Option<VarianceSplit>, show: Show<'_>) {
    match split {
        Some(VarianceSplit { parameters, chance: _, mcse }) => show(Shown::Plain(*parameters, mcse)),
        None => show(Shown::Plain(f64::NAN, &mut 0.0)),
    }
}

impl Estimates for QuantileEstimate {
    fn each(&mut self, show: Show<'_>) {
        match &mut self.interval {
            Some(interval) => show(Shown::Whole(self.value, interval)),
            None => show(Shown::Ordered(self.value, &mut self.mcse)),
        }
    }
}

impl Estimates for YearProbability {
    fn each(&mut self, show: Show<'_>) {
        self.chance.each(show);
    }
}

impl Estimates for AmountProbability {
    fn each(&mut self, show: Show<'_>) {
        let Self { x: _, chance } = self;
        show(Shown::OrderedChance(chance));
    }
}

impl Estimates for ExceededAmount {
    fn each(&mut self, show: Show<'_>) {
        let Self { share: _, value, mcse } = self;
        show(Shown::Ordered(*value, mcse));
    }
}

impl Estimates for HorizonProbability {
    fn each(&mut self, show: Show<'_>) {
        self.chance.each(show);
    }
}

impl Estimates for NetBenefit {
    fn each(&mut self, show: Show<'_>) {
        let Self {
            mean,
            mcse,
            mean_conditional,
            conditional_worth: _,
            sd,
            sd_mcse,
            quantiles,
            probability_positive,
            expected_shortfall_05,
            histogram: _,
            exceedance,
            exceeded_in,
            per_participant,
        } = self;
        show(Shown::Plain(*mean, mcse));
        mean_conditional.each(show);
        show(Shown::Plain(*sd, sd_mcse));
        quantiles.each(show);
        probability_positive.each(show);
        let Estimate { value, mcse } = expected_shortfall_05;
        show(Shown::Ordered(*value, mcse));
        exceedance.each(show);
        exceeded_in.each(show);
        per_participant.each(show);
    }
}

impl Estimates for MoneySum {
    fn each(&mut self, show: Show<'_>) {
        let Self { mean, mcse, per_participant } = self;
        show(Shown::Plain(*mean, mcse));
        per_participant.each(show);
    }
}

impl Estimates for JointProbability {
    fn each(&mut self, show: Show<'_>) {
        let Self { payers: _, chance } = self;
        chance.each(show);
    }
}

impl Estimates for YearSummary {
    fn each(&mut self, show: Show<'_>) {
        let Self { year: _, mean, mcse, mean_conditional, sd, sd_mcse, probability_positive, quantiles } = self;
        show(Shown::Plain(*mean, mcse));
        mean_conditional.each(show);
        show(Shown::Plain(*sd, sd_mcse));
        probability_positive.each(show);
        quantiles.each(show);
    }
}

impl Estimates for PeakFunding {
    fn each(&mut self, show: Show<'_>) {
        let Self { mean, mcse, quantiles } = self;
        show(Shown::Plain(*mean, mcse));
        quantiles.each(show);
    }
}

impl Estimates for Payback {
    fn each(&mut self, show: Show<'_>) {
        let Self { within_horizon, quantiles } = self;
        within_horizon.each(show);
        quantiles.each(show);
    }
}

impl Estimates for CountedOutcome {
    fn each(&mut self, show: Show<'_>) {
        let Self { mean, mcse, sd, sd_mcse, quantiles } = self;
        show(Shown::Plain(*mean, mcse));
        show(Shown::Plain(*sd, sd_mcse));
        quantiles.each(show);
    }
}

impl Estimates for BreakEvenSummary {
    fn each(&mut self, show: Show<'_>) {
        let Self { by_year, not_within_horizon, by_end_of, lasting, ends } = self;
        by_year.each(show);
        not_within_horizon.each(show);
        by_end_of.each(show);
        let LastingBreakEven { by_year, not_within_horizon } = lasting;
        by_year.each(show);
        not_within_horizon.each(show);
        let HorizonEnds { above_zero, at_zero, lost_again, never } = ends;
        for end in [above_zero, at_zero, lost_again, never] {
            end.each(show);
        }
    }
}

impl Estimates for AccountSummary {
    fn each(&mut self, show: Show<'_>) {
        let Self {
            complete: _,
            expected_total: _,
            expected_by_frame: _,
            participants,
            savings,
            costs,
            net_benefit,
            yearly,
            cumulative,
            break_even,
            payback,
            variance,
            peak_funding,
            benefit_cost_ratio,
            cost_per_person_year,
            no_ratio: _,
            acceptability,
        } = self;
        participants.each(show);
        savings.each(show);
        costs.each(show);
        net_benefit.each(show);
        yearly.each(show);
        cumulative.each(show);
        break_even.each(show);
        payback.each(show);
        each_split(variance, show);
        peak_funding.each(show);
        benefit_cost_ratio.each(show);
        cost_per_person_year.each(show);
        acceptability.each(show);
    }
}

impl Estimates for Summary {
    fn each(&mut self, show: Show<'_>) {
        let Self {
            perspective: _,
            expected: _,
            cuts: _,
            switching: _,
            convergence: _,
            exact_expectations: _,
            probability_stopped,
            joint,
            headline,
            person_years,
            gain_per_public_krone,
            events,
            payers,
            budgets,
            cashable,
            subgroups,
            welfare,
        } = self;
        probability_stopped.each(show);
        joint.each(show);
        headline.each(show);
        person_years.each(show);
        gain_per_public_krone.each(show);
        events.each(show);
        for accounts in [payers, budgets, cashable, subgroups, welfare] {
            accounts.each(show);
        }
    }
}

/// The value of every estimate, in order.
pub(super) fn values(summary: &mut Summary) -> Vec<f64> {
    let mut values = Vec::new();
    summary.each(&mut |shown| values.push(shown.value()));
    values
}

/// Gives every estimate the error that follows from the spread of the same estimate over independent randomisations; infinite, and
/// so `null`, where a randomisation has none. All randomisations share the bins of a sketch, so their spread does not show the width
/// of a bin. Where quantiles may be `binned`, the error that they already have is added to that of the spread.
pub(super) fn set_errors(summary: &mut Summary, randomisations: &[Vec<f64>], binned: bool) {
    let mut at = 0;
    summary.each(&mut |shown| {
        let found: Vec<f64> = randomisations.iter().map(|values| values[at]).collect();
        at += 1;
        let spread = spread(shown.value(), &found);
        let ordered = |mcse: f64| if binned && spread > 0.0 { spread.hypot(mcse) } else { spread };
        match shown {
            Shown::Plain(_, mcse) => *mcse = spread,
            Shown::Ordered(_, mcse) => *mcse = ordered(*mcse),
            Shown::OrderedChance(chance) => {
                chance.mcse = ordered(chance.mcse);
                chance.sample = Sample::Randomisations(randomisations.len() as u64);
            }
            Shown::Whole(value, interval) => {
                *interval = [(value - T * spread).floor(), (value + T * spread).ceil()];
            }
            Shown::Chance(chance) => {
                chance.mcse = spread;
                chance.sample = Sample::Randomisations(randomisations.len() as u64);
            }
        }
    });
    settle(&mut summary.headline.net_benefit);
    let Summary { payers, budgets, cashable, subgroups, welfare, .. } = summary;
    for (_, account) in [payers, budgets, cashable, subgroups, welfare].into_iter().flatten() {
        settle(&mut account.net_benefit);
    }
}

/// Multiplies every error that comes from randomisations.
pub(super) fn scale_errors(summary: &mut Summary, factor: f64) {
    summary.each(&mut |shown| match shown {
        Shown::Plain(_, mcse) | Shown::Ordered(_, mcse) => *mcse *= factor,
        Shown::Whole(value, [low, high]) => {
            *low = (value - factor * (value - *low)).floor();
            *high = (value + factor * (*high - value)).ceil();
        }
        Shown::Chance(chance) | Shown::OrderedChance(chance) => chance.mcse *= factor,
    });
}

/// The error of a mean of independent randomisations that found these values; infinite where one found none.
fn spread(value: f64, found: &[f64]) -> f64 {
    if found.iter().all(|found| found.to_bits() == value.to_bits()) {
        0.0
    } else if found.iter().all(|found| found.is_finite()) {
        let mut sums = PowerSums::<2>::about(found[0]);
        sums.add(found);
        sums.mean().mcse
    } else {
        f64::INFINITY
    }
}

/// How many independent replications the conditional mean is worth, from its new error; and bins without the room that was left.
fn settle(net: &mut NetBenefit) {
    net.histogram = net.histogram.clone().trimmed();
    let edges: Vec<f64> = net.histogram.above_edges().map(|(edge, _)| edge).collect();
    net.exceedance.iter_mut().for_each(|curve| curve.retain(|point| edges.contains(&point.x)));
    let worth = (net.sd / net.mean_conditional.mcse).powi(2);
    net.conditional_worth = worth.is_finite().then_some(worth);
}
