//! A model worked out at one draw: the flat arrays that the simulation and the expectation run through.

use super::{Activity, Draw, GroupSetting, Model, Number, Rows, Tariff};
use crate::distribution::DistributionError;

/// A model at one draw, or at those of several replications side by side.
#[derive(Debug, Clone)]
pub struct Setting<'m, N = f64> {
    /// The model it belongs to.
    pub model: &'m Model,
    /// The rows of its activity.
    pub rows: Rows,
    /// Each group of families.
    pub groups: Vec<GroupSetting<'m, N>>,
    /// What activity is worth.
    pub tariff: Tariff<N>,
    /// Real discount rate.
    pub discount_rate: N,
    /// The weight of each year.
    pub discount: Vec<N>,
}

/// A draw at which the model cannot be worked out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingError {
    /// An uncertain argument of a distribution between families took a value it cannot have.
    #[error("at this draw of the parameters `{path}` has no distribution: {source}")]
    NoDistribution {
        /// The path of the quantity.
        path: String,
        /// Why.
        source: DistributionError,
    },
    /// More families, adults or events in one intake year than any programme has.
    #[error("{count:.0} {what} in the intake year {year}; allowed: at most {most:.0}")]
    TooMany {
        /// The path of the number.
        path: String,
        /// `adults`, `families`, `placements` or `placements per family`.
        what: String,
        /// The calendar year.
        year: i32,
        /// How many.
        count: f64,
        /// How many there may be.
        most: f64,
    },
    /// Shares that sum to more than one.
    #[error("the shares of {path} sum to {sum:.4}; allowed: at most 1 in every draw")]
    Shares {
        /// What they are shares of.
        path: String,
        /// Their sum.
        sum: f64,
    },
    /// A scale-up that pushes a probability out of its range.
    #[error(
        "scale_up = {scale_up} makes what {path} says of the programme impossible: a probability outside 0 to 1, or a number below 0"
    )]
    Probability {
        /// The section.
        path: String,
        /// The factor.
        scale_up: f64,
    },
    /// Thresholds or steps that do not rise.
    #[error("the {what} of {path} do not rise; allowed: ascending numbers")]
    Order {
        /// The line.
        path: String,
        /// What does not rise.
        what: &'static str,
    },
    /// Amounts so large that their sum cannot be computed.
    #[error("the net benefit at this draw is too large to compute with")]
    Overflow,
    /// Events are avoided in an intake year that has no family to avoid them.
    #[error("{count} {what} are counted in the intake year {year}, which has no families")]
    NoFamilies {
        /// The path of the number.
        path: String,
        /// What.
        what: String,
        /// The calendar year.
        year: i32,
        /// Expected number.
        count: f64,
    },
}

impl SettingError {
    /// The path in the scenario that the error is about.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::NoDistribution { path, .. }
            | Self::TooMany { path, .. }
            | Self::Shares { path, .. }
            | Self::Probability { path, .. }
            | Self::Order { path, .. }
            | Self::NoFamilies { path, .. } => path,
            Self::Overflow => "lines",
        }
    }
}

impl<'m, N: Number> Setting<'m, N> {
    /// Works a model out at a draw.
    ///
    /// # Errors
    /// When the draw takes a quantity out of the range in which the model has a meaning: that of some replication, not always the
    /// first, where several are worked out side by side.
    pub fn of(model: &'m Model, draw: &Draw<N>) -> Result<Self, SettingError> {
        let mut setting = Self {
            model,
            rows: model.rows(),
            groups: (0..model.groups.len()).map(|index| GroupSetting::new(model, index)).collect(),
            tariff: Tariff::new(model),
            discount_rate: N::default(),
            discount: Vec::new(),
        };
        setting.update(draw)?;
        Ok(setting)
    }

    /// Works the same model out at another draw.
    ///
    /// # Errors
    /// As [`Setting::of`].
    pub fn update(&mut self, draw: &Draw<N>) -> Result<(), SettingError> {
        let model = self.model;
        let first_time = self.discount.is_empty();
        for line in model.lines.iter().filter(|line| first_time || !line.has_certain_stakes()) {
            let parts: N = line.parts(draw);
            if let Some(sum) = refused(&parts, |sum| sum > 1.0 + 1e-9) {
                return Err(SettingError::Shares { path: format!("lines.{}.shares", line.id), sum });
            }
        }
        for group in &mut self.groups {
            group.update(model, &self.rows, draw)?;
        }
        self.tariff.update(model, draw);
        if first_time || !model.discounting.rate.is_certain() {
            self.discount_rate = model.discounting.rate.at(draw);
            let weight = |year: usize, lane: usize| model.discounting.weight(self.discount_rate.lane(lane), year);
            self.discount.clear();
            self.discount.extend((0..model.calendar.years).map(|year| N::each(|lane| weight(year, lane))));
        }
        Ok(())
    }

    /// An empty activity of the right shape.
    #[must_use]
    pub fn activity(&self) -> Activity<N> {
        Activity::new(&self.rows, self.model.calendar.years)
    }
}

/// The first of some replications' values that a test refuses, if it does any.
#[inline(always)]
pub(super) fn refused<N: Number>(number: &N, test: impl Fn(f64) -> bool) -> Option<f64> {
    if number.any(&test) { (0..N::LANES).map(|lane| number.lane(lane)).find(|value| test(*value)) } else { None }
}
