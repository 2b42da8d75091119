//! A model worked out at one draw: the flat arrays that the simulation and the expectation run through.

use super::{Activity, Draw, GroupSetting, Model, Rows, Tariff};
use crate::distribution::DistributionError;

/// A model at one draw.
#[derive(Debug, Clone)]
pub struct Setting<'m> {
    /// The model it belongs to.
    pub model: &'m Model,
    /// The rows of its activity.
    pub rows: Rows,
    /// Each group of families.
    pub groups: Vec<GroupSetting<'m>>,
    /// What a unit of each line is worth, lines by years, flat.
    pub amounts: Vec<f64>,
    /// What activity is worth.
    pub tariff: Tariff,
    /// Real discount rate.
    pub discount_rate: f64,
    /// The weight of each year.
    pub discount: Vec<f64>,
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

impl<'m> Setting<'m> {
    /// Works a model out at a draw.
    ///
    /// # Errors
    /// When the draw takes a quantity out of the range in which the model has a meaning.
    pub fn of(model: &'m Model, draw: &Draw) -> Result<Self, SettingError> {
        let rows = model.rows();
        let groups = (0..model.groups.len()).map(|index| GroupSetting::new(model, index, &rows)).collect();
        let amounts = vec![0.0; model.lines.len() * model.calendar.years];
        let tariff = Tariff::new(model);
        let mut setting = Self { model, rows, groups, amounts, tariff, discount_rate: 0.0, discount: Vec::new() };
        setting.update(draw)?;
        Ok(setting)
    }

    /// Works the same model out at another draw.
    ///
    /// # Errors
    /// As [`Setting::of`].
    pub fn update(&mut self, draw: &Draw) -> Result<(), SettingError> {
        let model = self.model;
        let years = model.calendar.years;
        if let Some(line) = model.lines.iter().find(|line| line.parts(draw) > 1.0 + 1e-9) {
            return Err(SettingError::Shares { path: format!("lines.{}.shares", line.id), sum: line.parts(draw) });
        }
        for (line, amounts) in model.lines.iter().zip(self.amounts.chunks_mut(years)) {
            amounts.iter_mut().enumerate().for_each(|(year, amount)| *amount = line.unit_amount(draw, year));
        }
        for group in &mut self.groups {
            group.update(model, &self.rows, draw, &self.amounts)?;
        }
        // Refunds above followed from whole amounts; what the payers feel is the realised share.
        for (line, amounts) in model.lines.iter().zip(self.amounts.chunks_mut(years)) {
            amounts.iter_mut().enumerate().for_each(|(year, amount)| *amount *= line.realised_share(draw, year));
        }
        self.tariff.update(model, draw, &self.amounts);
        self.discount_rate = model.discounting.rate.at(draw);
        self.discount.clear();
        self.discount.extend((0..years).map(|year| model.discounting.weight(self.discount_rate, year)));
        Ok(())
    }

    /// An empty activity of the right shape.
    #[must_use]
    pub fn activity(&self) -> Activity {
        Activity::new(&self.rows, self.model.calendar.years)
    }
}
