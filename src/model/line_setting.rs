//! Lines with their own rows of activity at one draw: amounts that differ between families, schedules by year since leaving, refunds.

use super::{
    Amount, Draw, Driver, Group, GroupRows, Lanewise, Line, Model, Number, Quantity, Refund, RefundTerms, Row,
    SettingError, Since,
};
use crate::distribution::{Distribution, Univariate};
use std::borrow::Cow;

/// A line on which each unit has its own amount, or that follows a schedule, or both.
#[derive(Debug, Clone)]
pub struct OwnLine<'m, N = f64> {
    /// The line, by position.
    pub line: usize,
    /// What is counted.
    pub driver: Driver,
    /// Where it is counted.
    pub row: Row,
    /// The path of the amount, which identifies its random numbers, and its distribution between families.
    pub price: Option<(&'m str, Lanewise<Cow<'m, Distribution>>)>,
    /// Whether that is the same at every draw.
    pub certain: bool,
    /// Factor by year since leaving.
    pub schedule: Option<Vec<N>>,
}

/// A line that refunds household costs.
#[derive(Debug, Clone)]
pub struct RefundLine<N = f64> {
    /// The line, by position.
    pub line: usize,
    /// Where it is counted.
    pub row: Row,
    /// The event that causes the refunded costs.
    pub event: usize,
    /// The rules.
    pub rules: Vec<RefundTerms>,
    /// The position of the rule that holds in each calendar year of the horizon; `None` before the first.
    pub holding: Vec<Option<usize>>,
    /// The cost of an event-year by kind and calendar year, flat.
    pub prices: Vec<N>,
}

impl<'m, N: Number> OwnLine<'m, N> {
    /// The amount of a unit with the uniform `u`, in one replication.
    #[must_use]
    #[inline]
    pub fn amount(&self, lane: usize, u: f64) -> f64 {
        self.price.as_ref().map_or(1.0, |(_, price)| price.of(lane).sample(u))
    }

    /// The mean amount of a unit.
    #[must_use]
    pub fn mean_amount(&self) -> N {
        self.price.as_ref().map_or(N::all(1.0), |(_, price)| price.number(|distribution| distribution.mean()))
    }

    /// The lines of a model with own rows in a group, without values; [`OwnLine::update`] writes them.
    pub(super) fn of(model: &Model, block: &GroupRows) -> Vec<Self> {
        let own = |(line, of): (usize, &Line)| {
            let row = block.own(line).filter(|_| of.stairs.is_none() && of.refund.is_none())?.next()?;
            let certain = if let Amount::Each(spec) = &of.amount { spec.is_certain() } else { true };
            Some(Self { line, driver: of.driver, row, price: None, certain, schedule: None })
        };
        model.lines.iter().enumerate().filter_map(own).collect()
    }

    /// Works the line out at a draw.
    pub(super) fn update(&mut self, model: &'m Model, draw: &Draw<N>, first_time: bool) -> Result<(), SettingError> {
        let Line { amount, schedule, .. } = &model.lines[self.line];
        if let Amount::Each(spec) = amount
            && (first_time || !self.certain)
        {
            self.price = Some((&spec.path, spec.at(draw)?));
        }
        if let Some(factors) = schedule
            && (first_time || !factors.iter().all(Quantity::is_certain))
        {
            self.schedule = Some(factors.iter().map(|factor| factor.at(draw)).collect());
        }
        Ok(())
    }
}

impl<N: Number> RefundLine<N> {
    /// The lines of a model that refund a group's household costs; values come with [`RefundLine::update`].
    pub(super) fn of(model: &Model, group: &Group, block: &GroupRows) -> Vec<Self> {
        let refund = |(line, of): (usize, &Line)| {
            let Refund { event, of: _, rules } = of.refund.as_ref()?;
            let kinds = group.events.get(*event)?.as_ref()?.kinds.len();
            let row = block.own(line)?.next()?;
            let holding = model.calendar.iter().map(|year| Since::holding(rules, year)).collect();
            let prices = vec![N::default(); kinds * model.calendar.years];
            Some(Self { line, row, event: *event, rules: Vec::new(), holding, prices })
        };
        model.lines.iter().enumerate().filter_map(refund).collect()
    }

    /// Works the line out at a draw, for the group at a position.
    pub(super) fn update(&mut self, model: &Model, group: usize, draw: &Draw<N>) -> Result<(), SettingError> {
        let line = &model.lines[self.line];
        let Some(Refund { event: _, of, rules }) = &line.refund else { return Ok(()) };
        self.rules.clear();
        for Since { rule, .. } in rules {
            let path = || format!("lines.{}.refund", line.id);
            self.rules.push(rule.at(draw).map_err(|what| SettingError::Order { path: path(), what })?);
        }
        self.prices.fill(N::default());
        for of in of.iter().map(|&of| &model.lines[of]).filter(|of| of.applies_to(group)) {
            let Driver::EventYear(_, only) = of.driver else { continue };
            let kinds = self.prices.chunks_exact_mut(model.calendar.years).enumerate();
            for (_, prices) in kinds.filter(|(kind, _)| only.is_none_or(|only| only == *kind)) {
                // A household's cost is the whole amount, not the realised share.
                prices.iter_mut().enumerate().for_each(|(year, price)| *price += of.unit_amount(draw, year));
            }
        }
        Ok(())
    }
}
