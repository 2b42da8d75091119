//! Lines that refund household costs: the rule is not linear, so who is placed is enumerated.
//!
//! For each number of children, and each way in which they can be spread over the kinds and none, the household's cost is
//! known up to the covered part of each month ([`Covered`]).

use super::monthly_excess::MonthlyExcess;
use crate::model::costly_household::{Costly, CostlyHousehold};
use crate::model::number::lane_of;
use crate::model::{Activity, EventSetting, Frequency, GroupSetting, Number, RefundLine, Stay, Together};

/// What the expectation of a group keeps from draw to draw, by line: the covered parts of months, where every draw has the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Refunds(Vec<Option<Covered<'static>>>);

impl Refunds {
    /// Adds what is expected of a group in one replication.
    pub fn expect<N: Number>(
        &mut self,
        group: &GroupSetting<'_, N>,
        (lane, goes_on): (usize, &[N]),
        activity: &mut Activity<N>,
    ) {
        let events = group.refunds.iter().filter_map(|line| Some((line, group.events[line.event].as_ref()?)));
        let years = group.families.len();
        if self.0.is_empty() {
            let late = !group.group.intake.delay.is_certain();
            let kept = |(_, event): (&RefundLine<N>, &EventSetting<'_, N>)| {
                if late || !event.event.has_certain_times() { None } else { Covered::kept(event, years) }
            };
            self.0 = events.clone().map(kept).collect();
        }
        for ((line, event), kept) in events.zip(&self.0) {
            let drawn = kept.is_none().then(|| Covered::of(event, lane, years));
            let Some(covered) = kept.as_ref().or(drawn.as_ref()) else { continue };
            expect(group, (lane, goes_on), &RefundedEvent { line, event, covered }, activity);
        }
    }
}

/// The covered parts of months.
#[derive(Debug, Clone)]
enum Covered<'m> {
    /// Of one duration for all kinds, by a table with a checked error.
    Table(MonthlyExcess),
    /// Of one duration for all kinds, in [closed form](Stay::excess).
    One(Stay<'m>),
    /// Of durations that differ between the kinds, or after a wait.
    Several(Together),
}

impl<'m> Covered<'m> {
    /// In one replication.
    fn of<N: Number>(event: &EventSetting<'m, N>, lane: usize, years: usize) -> Self {
        // Whoever has refunded costs has an event at most once, in the year of leaving.
        let stays: Vec<&Stay<'m>> = event.stays.iter().map(|stays| stays.of_year(0).of(lane)).collect();
        match (&stays[..], &event.wait) {
            ([stay], None) => Self::One((*stay).clone()),
            (stays, wait) => {
                let durations: Vec<_> = stays.iter().map(|stay| stay.duration.as_deref()).collect();
                let wait = wait.as_ref().map(|wait| wait.of(lane));
                Self::Several(Together::of(stays[0].leaving, wait, &durations, years))
            }
        }
    }

    /// In every replication, where that is worth keeping.
    fn kept<N: Number>(event: &EventSetting<'_, N>, years: usize) -> Option<Covered<'static>> {
        match Covered::of(event, 0, years) {
            Covered::Table(table) => Some(Covered::Table(table)),
            Covered::One(stay) => MonthlyExcess::of(&stay, years).map(Covered::Table),
            Covered::Several(together) => Some(Covered::Several(together)),
        }
    }
}

/// A line that refunds the costs of an event.
struct RefundedEvent<'a, N> {
    line: &'a RefundLine<N>,
    event: &'a EventSetting<'a, N>,
    covered: &'a Covered<'a>,
}

fn expect<N: Number>(
    group: &GroupSetting<'_, N>,
    (lane, goes_on): (usize, &[N]),
    refunded: &RefundedEvent<'_, N>,
    activity: &mut Activity<N>,
) {
    let &RefundedEvent { line, event, covered } = refunded;
    let Frequency::Probability(arms) = event.frequency else { return };
    let (arms, shares) = (arms.map(|arm| arm.lane(lane)), lane_of(&event.shares, lane));
    let prices = lane_of(&line.prices, lane);
    let effect = event.event.effect.sign();
    let years = group.families.len();
    let (subject, correlation) = (event.event.subject, group.correlation.lane(lane));
    let costly = Costly { subject, shares: &shares, arms, correlation };
    let placed: Vec<Vec<CostlyHousehold>> =
        line.rules.iter().map(|terms| terms.households(&group.group.household, &costly)).collect();
    let refund = |rule: usize, k: usize, t: usize| -> f64 {
        let bands = line.rules[rule].bands.of(lane);
        let of = |household: &CostlyHousehold| {
            let cost = || household.cost(&prices, years, t);
            let expected = match covered {
                Covered::Table(months) => bands.expected(cost(), |x| months.at(k, x)),
                Covered::One(stay) => bands.expected(cost(), |x| stay.monthly_excess(k, x)),
                Covered::Several(together) => {
                    let mut costs = vec![0.0; event.stays.len()];
                    let by_kind = household.costs(&prices, years, t);
                    by_kind.for_each(|(kind, cost)| costs[event.event.kinds[kind].duration] += cost);
                    bands.expected_above(|threshold| together.monthly_excess(&costs, k, threshold))
                }
            };
            household.difference * expected
        };
        placed[rule].iter().map(of).sum()
    };
    // Where prices are the same every year, what is refunded depends on the rule and the years since leaving alone.
    let steady = prices.chunks_exact(years).all(|prices| prices.iter().all(|price| *price == prices[0]));
    let mut known = vec![None; line.rules.len() * years];
    let row = activity.row_mut(line.row);
    let families = group.families.iter().zip(goes_on).map(|(families, on)| (*families * *on).lane(lane)).enumerate();
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
