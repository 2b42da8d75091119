//! What assumptions give over their values.

use super::label::Marker;
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::model::{Label, Written};

/// Values of an assumption along an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueAxis {
    /// The assumption.
    pub title: String,
    /// Its unit and path.
    pub beneath: String,
    /// The values, ascending.
    pub values: Vec<f64>,
    /// That of the scenario: a reference.
    pub base: f64,
    form: Written,
}

impl ValueAxis {
    /// An axis of an assumption.
    pub fn new(label: &Label, values: Vec<f64>, base: f64) -> Self {
        let form = label.form.bare();
        let unit = label.unit.as_ref().filter(|_| form != Written::Share);
        let beneath = unit.map_or_else(|| label.path.clone(), |unit| format!("{unit} · {}", label.path));
        // The unit stands beneath the title.
        let form = if matches!(form, Written::Money { .. } | Written::Factor) { Written::PLAIN } else { form };
        Self { title: label.title.clone(), beneath, values, base, form }
    }

    /// A value on the axis; per cent where it is a share, else a number.
    #[must_use]
    pub fn tick(&self, value: f64, language: Language) -> String {
        language.written(value, &self.form, "")
    }
}

/// Mean amounts over two assumptions, with lines where they and probabilities reach a level; the scenario is a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct MapOfMeans {
    /// From left to right.
    pub x: ValueAxis,
    /// From bottom to top.
    pub y: ValueAxis,
    /// Of the colours, to both sides of zero.
    pub money: MoneyAxis,
    /// Above the scale of colours.
    pub scale_label: String,
    /// Means, row by row from the bottom, each from left to right.
    pub means: Vec<f64>,
    /// Amounts at base values, likewise.
    pub expected: Vec<f64>,
    /// Probabilities, likewise; empty where they are withheld.
    pub probabilities: Vec<f64>,
    /// Probabilities whose lines are drawn.
    pub levels: Vec<Marker>,
    /// What the lines are called where mean and expected amount are zero, and those of probabilities.
    pub legend: [String; 3],
    /// What the scenario's place is called.
    pub scenario: String,
}

/// What one assumption gives over a range: amounts above, a probability below; zero and the scenario are references.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueCurves {
    /// Along the bottom.
    pub x: ValueAxis,
    /// Upwards.
    pub money: MoneyAxis,
    /// Mean amounts.
    pub means: Vec<f64>,
    /// Amounts at base values: drawn dashed.
    pub expected: Vec<f64>,
    /// The probability, where it is known.
    pub probability: Option<ProbabilityCurve>,
    /// Where expected amounts and means are zero.
    pub zeros: [CrossingMarks; 2],
    /// What means, expected amounts and the scenario are called.
    pub legend: [String; 3],
}

/// A probability over values.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbabilityCurve {
    /// What it is of.
    pub name: String,
    /// A probability for each value.
    pub values: Vec<f64>,
    /// The probability asked for, where one is: a reference.
    pub target: Option<f64>,
    /// Where it is reached.
    pub reached: CrossingMarks,
}

/// Values at which a curve reaches a level.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossingMarks {
    /// The values.
    pub values: Vec<f64>,
    /// What they are.
    pub label: String,
}
