//! A model at one draw: the flat arrays that the simulation and the expectation read.

use super::{Activity, ActivityRows, Draw, GroupSetting, Model, Number, SettingError, Tariff};

/// A model at the draw of one replication, or of several side by side.
#[derive(Debug, Clone)]
pub struct Setting<'m, N = f64> {
    /// The model it belongs to.
    pub model: &'m Model,
    /// The rows of its activity.
    pub rows: ActivityRows,
    /// Each group of families.
    pub groups: Vec<GroupSetting<'m, N>>,
    /// The value of activity.
    pub tariff: Tariff<N>,
    /// Real discount rate.
    pub discount_rate: N,
    /// The weight of each year.
    pub discount: Vec<N>,
}

impl<'m, N: Number> Setting<'m, N> {
    /// Computes a model at a draw.
    ///
    /// # Errors
    /// When the draw takes a quantity out of the range that the model allows. With several replications side by side, the error is not
    /// always the first one's.
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

    /// Computes the same model at another draw.
    ///
    /// # Errors
    /// As [`Setting::of`].
    pub fn update(&mut self, draw: &Draw<N>) -> Result<(), SettingError> {
        let model = self.model;
        let first_time = self.discount.is_empty();
        model.parameters.check(draw)?;
        for line in model.lines.iter().filter(|line| first_time || !line.has_certain_stakes()) {
            let parts: N = line.parts(draw);
            if let Some(sum) = parts.first(|sum| sum > 1.0 + 1e-9) {
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
