//! A model worked out at one draw: the flat arrays that the simulation and the expectation run through.

use super::{Activity, Amount, Draw, Driver, Duration, EachSpec, Entry, Model, Rows, Stay, Tariff};
use crate::distribution::{Distribution, DistributionError};
use std::borrow::Cow;

/// A model at one draw.
#[derive(Debug, Clone)]
pub struct Setting<'m> {
    /// The model it belongs to.
    pub model: &'m Model,
    /// The rows of its activity.
    pub rows: Rows,
    /// Adults by intake year, not rounded.
    pub intake: Vec<f64>,
    /// Entry in both arms, where the scenario has employment.
    pub entry: Option<Entry>,
    /// Survival of self-sufficiency by years since entry.
    pub survival: Vec<f64>,
    /// Expected avoided placements that start, by intake year.
    pub placements: Vec<f64>,
    /// How long placements last.
    pub stay: Stay<'m>,
    /// The amounts that differ between families.
    pub own_prices: Vec<OwnPrice<'m>>,
    /// What activity is worth.
    pub tariff: Tariff,
    /// Real discount rate.
    pub discount_rate: f64,
    /// The weight of each year.
    pub discount: Vec<f64>,
}

/// A line's amount that differs between families, at one draw.
#[derive(Debug, Clone)]
pub struct OwnPrice<'m> {
    /// The line, by position.
    pub line: usize,
    /// The path of the amount, which names its luck.
    pub path: &'m str,
    /// What one amount is drawn for.
    pub driver: Driver,
    /// The distribution between families.
    pub distribution: Cow<'m, Distribution>,
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
    /// More adults or placements in one intake year than any programme has.
    #[error("{count:.0} {what} in the intake year {year}; allowed: at most {most:.0}")]
    TooMany {
        /// `adults`, `placements` or `placements per family`.
        what: &'static str,
        /// The calendar year.
        year: i32,
        /// How many.
        count: f64,
        /// How many there may be.
        most: f64,
    },
    /// The shares of a line sum to more than one.
    #[error("the shares of lines.{line} sum to {sum}; allowed: at most 1")]
    Shares {
        /// The line's id.
        line: String,
        /// Their sum.
        sum: f64,
    },
    /// Amounts so large that their sum cannot be computed.
    #[error("the net benefit at this draw is too large to compute with")]
    Overflow,
    /// Placements are avoided in an intake year that has no family to avoid them.
    #[error("{avoided} placements are avoided in the intake year {year}, which has no families")]
    NoFamilies {
        /// The calendar year.
        year: i32,
        /// Expected avoided placements.
        avoided: f64,
    },
}

/// Most adults, and most placements, of one intake year: far beyond any programme, and within what can be counted.
const MOST_PER_YEAR: f64 = 1e7;
/// Most placements expected of one family; each has an index of its own in the family's luck.
const MOST_PER_FAMILY: f64 = 1e4;

impl<'m> Setting<'m> {
    /// Works a model out at a draw.
    ///
    /// # Errors
    /// When an uncertain argument of a distribution between families takes a value it cannot have.
    pub fn of(model: &'m Model, draw: &Draw) -> Result<Self, SettingError> {
        let mut setting = Self {
            model,
            rows: model.rows(),
            intake: Vec::new(),
            entry: None,
            survival: Vec::new(),
            placements: Vec::new(),
            stay: Stay::PastHorizon,
            own_prices: Vec::new(),
            tariff: Tariff::new(model),
            discount_rate: 0.0,
            discount: Vec::new(),
        };
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
        self.intake.clear();
        self.intake.extend((0..years).map(|year| model.intake.at(draw, year)));
        limit(model, "adults", &self.intake)?;
        if let Some(employment) = &model.employment {
            self.entry = Some(employment.entry(draw));
            self.survival = employment.relapse.survival(draw, years);
        }
        if let Some(placements) = &model.placements {
            self.placements.clear();
            self.placements.extend((0..years).map(|year| placements.avoided.at(draw, year)));
            limit(model, "placements", &self.placements)?;
            let per_family: Vec<f64> = (0..years)
                .map(|t| if self.intake[t] > 0.0 { self.placements[t] / self.intake[t] } else { 0.0 })
                .collect();
            if let Some(year) = per_family.iter().position(|mean| mean.abs() > MOST_PER_FAMILY) {
                let (what, count) = ("placements per family", per_family[year]);
                return Err(SettingError::TooMany {
                    what,
                    year: model.calendar.year(year),
                    count,
                    most: MOST_PER_FAMILY,
                });
            }
            if let Some(year) = (0..years).find(|&t| self.intake[t] == 0.0 && self.placements[t] != 0.0) {
                let avoided = self.placements[year];
                return Err(SettingError::NoFamilies { year: model.calendar.year(year), avoided });
            }
            self.stay = match &placements.duration {
                Duration::PastHorizon => Stay::PastHorizon,
                Duration::Shared(quantity) => Stay::Years(Cow::Owned(Distribution::Fixed(quantity.at(draw)))),
                Duration::Each(spec) => Stay::Years(at(spec, draw)?),
            };
        }
        self.own_prices.clear();
        for (line, entry) in model.lines.iter().enumerate() {
            if let Amount::Each(spec) = &entry.amount {
                let distribution = at(spec, draw)?;
                self.own_prices.push(OwnPrice { line, path: &spec.path, driver: entry.driver, distribution });
            }
        }
        if let Some(line) = model.lines.iter().find(|line| line.parts(draw) > 1.0 + 1e-9) {
            return Err(SettingError::Shares { line: line.id.clone(), sum: line.parts(draw) });
        }
        self.tariff.update(model, draw);
        self.discount_rate = model.discounting.rate.at(draw);
        self.discount.clear();
        self.discount.extend((0..years).map(|year| model.discounting.factor(draw, year)));
        Ok(())
    }

    /// An empty activity of the right shape.
    #[must_use]
    pub fn activity(&self) -> Activity {
        Activity::new(&self.rows, self.model.calendar.years)
    }
}

/// Refuses counts that no loop over families should be asked to make.
fn limit(model: &Model, what: &'static str, counts: &[f64]) -> Result<(), SettingError> {
    match counts.iter().position(|count| count.abs() > MOST_PER_YEAR) {
        Some(year) => Err(SettingError::TooMany {
            what,
            year: model.calendar.year(year),
            count: counts[year],
            most: MOST_PER_YEAR,
        }),
        None => Ok(()),
    }
}

fn at<'m>(spec: &'m EachSpec, draw: &Draw) -> Result<Cow<'m, Distribution>, SettingError> {
    spec.at(draw).map_err(|source| SettingError::NoDistribution { path: spec.path.clone(), source })
}
