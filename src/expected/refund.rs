//! Lines that refund household costs: the rule is not linear, so who is placed is enumerated.
//!
//! For each number of children, and each way in which they can be spread over the kinds and none, the household's cost is
//! known up to the covered part of each month, whose expected excess over any threshold is a closed form
//! ([`Stay::excess`](crate::model::Stay::excess)), taken from a table with a checked error where the duration is known
//! ([`MonthlyExcess`]).

use super::monthly_excess::MonthlyExcess;
use crate::model::costly_household::{Costly, CostlyHousehold};
use crate::model::number::lane_of;
use crate::model::{Activity, EventSetting, Frequency, GroupSetting, Number, RefundLine, Varying};

/// What the expectation of a group keeps from draw to draw, by line: the covered parts of months, where the duration is known and
/// a table serves.
#[derive(Debug, Clone, Default)]
pub(super) struct Refunds(Vec<Option<MonthlyExcess>>);

impl Refunds {
    /// Adds what is expected of a group in one replication.
    pub fn expect<N: Number>(&mut self, group: &GroupSetting<'_, N>, lane: usize, activity: &mut Activity<N>) {
        let events = group.refunds.iter().filter_map(|line| Some((line, group.events[line.event].as_ref()?)));
        if self.0.is_empty() {
            let late = !group.group.intake.delay.is_certain();
            let table = |(_, event): (&RefundLine<N>, &EventSetting<'_, N>)| {
                let certain = !late && event.event.duration.as_ref().is_none_or(Varying::is_certain);
                if certain { MonthlyExcess::of(event.stay.of(0), group.families.len()) } else { None }
            };
            self.0 = events.clone().map(table).collect();
        }
        for ((line, event), months) in events.zip(&self.0) {
            expect(group, lane, &RefundedEvent { line, event, months: months.as_ref() }, activity);
        }
    }
}

/// A line that refunds the costs of an event.
struct RefundedEvent<'a, N> {
    line: &'a RefundLine<N>,
    event: &'a EventSetting<'a, N>,
    /// The covered parts of months, where a table serves.
    months: Option<&'a MonthlyExcess>,
}

fn expect<N: Number>(
    group: &GroupSetting<'_, N>,
    lane: usize,
    refunded: &RefundedEvent<'_, N>,
    activity: &mut Activity<N>,
) {
    let &RefundedEvent { line, event, months } = refunded;
    let Frequency::Probability(arms) = event.frequency else { return };
    let (arms, shares) = (arms.map(|arm| arm.lane(lane)), lane_of(&event.shares, lane));
    let prices = lane_of(&line.prices, lane);
    let effect = event.event.effect.sign();
    let years = group.families.len();
    let (subject, correlation) = (event.event.subject, group.correlation.lane(lane));
    let costly = Costly { subject, shares: &shares, arms, correlation };
    let placed: Vec<Vec<CostlyHousehold>> =
        line.rules.iter().map(|terms| terms.households(&group.group.household, &costly)).collect();
    let stay = event.stay.of(lane);
    let excess = |k: usize, x: f64| months.map_or_else(|| stay.monthly_excess(k, x), |months| months.at(k, x));
    let refund = |rule: usize, k: usize, t: usize| -> f64 {
        let of = |household: &CostlyHousehold| {
            let cost = household.cost(&prices, years, t);
            household.difference * line.rules[rule].bands.of(lane).expected(cost, |x| excess(k, x))
        };
        placed[rule].iter().map(of).sum()
    };
    // Where prices are the same every year, what is refunded depends on the rule and the years since leaving alone.
    let steady = prices.chunks_exact(years).all(|prices| prices.iter().all(|price| *price == prices[0]));
    let mut known = vec![None; line.rules.len() * years];
    let row = activity.row_mut(line.row);
    let families = group.families.iter().map(|families| families.lane(lane)).enumerate();
    for (year, families) in families.filter(|(_, families)| *families != 0.0) {
        for (k, value) in row[year..].iter_mut().enumerate() {
            let Some(rule) = line.holding[year + k] else { continue };
            let refunded = match &mut known[rule * years + k] {
                Some(refunded) if steady => *refunded,
                refunded => *refunded.insert(refund(rule, k, year + k)),
            };
            *value.lane_mut(lane) += effect * families * refunded;
        }
    }
}
