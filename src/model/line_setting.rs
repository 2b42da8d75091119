//! Lines whose units are their own, worked out at one draw: amounts that differ between families, schedules by year since
//! leaving, refunds.

use super::group_setting::each;
use super::{Amount, Bands, Draw, Driver, GroupSetting, Model, RefundUnit, Row, Rows, SettingError, Since};
use crate::distribution::Distribution;
use std::borrow::Cow;

/// A line whose units count with an amount of their own, by a schedule, or both.
#[derive(Debug, Clone)]
pub struct OwnLine<'m> {
    /// What is counted.
    pub driver: Driver,
    /// Where it is counted.
    pub row: Row,
    /// The path of the amount, which names its luck, and its distribution between families.
    pub price: Option<(&'m str, Cow<'m, Distribution>)>,
    /// Factor by year since leaving.
    pub schedule: Option<Vec<f64>>,
}

/// A line that refunds household costs.
#[derive(Debug, Clone)]
pub struct RefundLine {
    /// Where it is counted.
    pub row: Row,
    /// The event whose costs are refunded.
    pub event: usize,
    /// The rules.
    pub rules: Vec<RefundTerms>,
    /// Which of them holds in each calendar year of the horizon, by position; none before the first.
    pub holding: Vec<Option<usize>>,
    /// What an event-year of each kind costs in each calendar year, kinds by years, flat.
    pub prices: Vec<f64>,
}

/// The limits and shares of some years at one draw, in the price level of the lines.
#[derive(Debug, Clone)]
pub struct RefundTerms {
    /// Whose cost is held against them.
    pub unit: RefundUnit,
    /// The bands.
    pub bands: Bands,
}

impl<'m> GroupSetting<'m> {
    pub(super) fn update_own(&mut self, model: &'m Model, rows: &Rows, draw: &Draw) -> Result<(), SettingError> {
        let block = rows.group(self.index);
        self.own.clear();
        for (index, line) in model.lines.iter().enumerate() {
            if line.stairs.is_some() || line.refund.is_some() {
                continue;
            }
            let Some(row) = block.own(index).and_then(|mut rows| rows.next()) else { continue };
            let price = match &line.amount {
                Amount::Each(spec) => Some((spec.path.as_str(), each(spec, draw)?)),
                Amount::Shared(_) => None,
            };
            let schedule = line.schedule.as_ref().map(|factors| factors.iter().map(|f| f.at(draw)).collect());
            self.own.push(OwnLine { driver: line.driver, row, price, schedule });
        }
        Ok(())
    }

    pub(super) fn update_refunds(
        &mut self,
        model: &'m Model,
        rows: &Rows,
        draw: &Draw,
        amounts: &[f64],
    ) -> Result<(), SettingError> {
        let years = model.calendar.years;
        self.refunds.clear();
        for (index, line) in model.lines.iter().enumerate().filter(|(_, line)| line.applies_to(self.index)) {
            let Some(refund) = &line.refund else { continue };
            let Some(Some(event)) = self.group.events.get(refund.event) else { continue };
            let Some(row) = rows.group(self.index).own(index).and_then(|mut rows| rows.next()) else { continue };
            let mut rules = Vec::new();
            for Since { rule, .. } in &refund.rules {
                let level = rule.price_factor.at(draw);
                let bands: Vec<(f64, f64)> = rule.bands.iter().map(|b| (b.0.at(draw) * level, b.1.at(draw))).collect();
                if !bands.is_sorted_by(|a, b| a.0 < b.0) {
                    return Err(SettingError::Order { path: format!("lines.{}.refund", line.id), what: "thresholds" });
                }
                rules.push(RefundTerms { unit: rule.unit, bands: Bands::new(bands) });
            }
            let holding = model.calendar.iter().map(|year| Since::holding(&refund.rules, year)).collect();
            let mut prices = vec![0.0; event.kinds.len() * years];
            for &of in refund.of.iter().filter(|&&of| model.lines[of].applies_to(self.index)) {
                let Driver::EventYear(_, only) = model.lines[of].driver else { continue };
                for kind in (0..event.kinds.len()).filter(|&kind| only.is_none_or(|only| only == kind)) {
                    let target = &mut prices[kind * years..][..years];
                    target.iter_mut().zip(&amounts[of * years..]).for_each(|(price, amount)| *price += amount);
                }
            }
            self.refunds.push(RefundLine { row, event: refund.event, rules, holding, prices });
        }
        Ok(())
    }
}
