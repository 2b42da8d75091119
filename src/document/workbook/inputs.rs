//! The assumptions that formulas refer to.

use super::Expression;
use crate::model::{
    Assumed, Draw, Formula, Function, ListEntry, Model, Operand, Operation, ParameterId, Quantity, Series,
};
use std::collections::{BTreeSet, HashMap};

/// The cells of assumptions that some formula refers to, by their names.
#[derive(Debug, Clone)]
pub struct Inputs<'m> {
    /// What they are assumptions of.
    pub model: &'m Model,
    /// The values of the expected business case.
    pub base: Draw,
    /// The name of every number that may be referred to: its path, and of an entry of a list its position.
    names: HashMap<(String, Option<usize>), String>,
    used: BTreeSet<(String, Option<usize>)>,
}

impl<'m> Inputs<'m> {
    /// Those of a model, of which no formula speaks yet.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let mut names = HashMap::new();
        let mut taken = BTreeSet::new();
        let mut give = |key: (String, Option<usize>)| {
            let position = key.1.map_or_else(String::new, |index| format!("_{}", index + 1));
            let mut name = name_of(&format!("{}{position}", key.0));
            while !taken.insert(name.to_lowercase()) {
                name.push('_');
            }
            names.insert(key, name);
        };
        for assumption in &model.assumptions {
            match &assumption.value {
                Assumed::Fixed(_) | Assumed::Uncertain(_) => give((assumption.path.clone(), None)),
                Assumed::List(entries) => {
                    (0..entries.len()).for_each(|index| give((assumption.path.clone(), Some(index))));
                }
                Assumed::Computed { .. } | Assumed::Each(_) | Assumed::EachYear(_) => {}
            }
        }
        Self { model, base: model.base_draw(), names, used: BTreeSet::new() }
    }

    /// The name of a number, where some formula refers to it.
    #[must_use]
    pub fn used(&self, path: &str, entry: Option<usize>) -> Option<&str> {
        let key = (path.to_owned(), entry);
        self.used.contains(&key).then(|| self.names[&key].as_str())
    }

    /// The computed number at a path, where the formulas refer to all that it is computed from.
    #[must_use]
    pub fn computed(&self, path: &str) -> Option<Expression> {
        let computed = self.model.parameters.all_computed().iter().find(|computed| computed.path == path)?;
        let mut same = self.clone();
        let expression = same.formula(&computed.formula);
        (expression.is_live() && same.used == self.used).then_some(expression)
    }

    /// A number; `paths` are where the scenario may have written one that is fixed.
    pub fn quantity<T: AsRef<str>>(&mut self, paths: &[T], quantity: Quantity) -> Expression {
        match quantity {
            Quantity::Parameter(id) => self.parameter(id),
            Quantity::Computed(id) => self.formula(&self.model.parameters.computed(id).formula),
            Quantity::Fixed(value) => {
                let here = |path: &&T| {
                    let found = self.model.assumptions.iter().find(|known| known.path == path.as_ref());
                    found.is_some_and(|known| known.value == Assumed::Fixed(value))
                };
                match paths.iter().find(here) {
                    Some(path) => self.refer(path.as_ref().to_owned(), None, value),
                    None => Expression::Number(value),
                }
            }
        }
    }

    /// An entry of a list.
    pub fn entry<T: AsRef<str>>(&mut self, paths: &[T], index: usize, quantity: Quantity) -> Expression {
        let Quantity::Fixed(value) = quantity else { return self.quantity(paths, quantity) };
        let here = |path: &&T| {
            let found = self.model.assumptions.iter().find(|known| known.path == path.as_ref());
            let Some(Assumed::List(entries)) = found.map(|known| &known.value) else { return false };
            entries.get(index) == Some(&ListEntry::Number(value))
        };
        match paths.iter().find(here) {
            Some(path) => self.refer(path.as_ref().to_owned(), Some(index), value),
            None => Expression::Number(value),
        }
    }

    /// A series in the year at a position from 0.
    pub fn series<T: AsRef<str>>(&mut self, paths: &[T], series: &Series, year: usize) -> Expression {
        let Series { level, profile } = series;
        let index = year.min(profile.len() - 1);
        if profile[index] == Quantity::Fixed(0.0) {
            return Expression::Number(0.0);
        }
        Expression::product([self.quantity(paths, *level), self.entry(paths, index, profile[index])])
    }

    /// A computed number, by what it is computed from.
    fn formula(&mut self, formula: &Formula) -> Expression {
        match formula {
            Formula::Of(operand @ Operand { quantity, path }) => match operand.entry() {
                Some((list, index)) => self.entry(&[list], index, *quantity),
                None => self.quantity(path.as_slice(), *quantity),
            },
            Formula::One(function, of) => {
                let of = self.formula(of);
                match function {
                    Function::Odds => Expression::quotient(of.clone(), of.complement()),
                    Function::Probability => {
                        Expression::quotient(of.clone(), Expression::sum([Expression::Number(1.0), of]))
                    }
                }
            }
            Formula::Two(operation, of) => {
                let [a, b] = [self.formula(&of[0]), self.formula(&of[1])];
                match operation {
                    Operation::Plus => Expression::sum([a, b]),
                    Operation::Minus => Expression::minus(a, b),
                    Operation::Times => Expression::product([a, b]),
                    Operation::Over => Expression::quotient(a, b),
                    Operation::OddsRatio => {
                        let odds = Expression::product([b, a.clone()]);
                        Expression::quotient(odds.clone(), Expression::sum([a.complement(), odds]))
                    }
                    Operation::HazardRatio => Expression::Power(Box::new([a.complement(), b])).complement(),
                }
            }
        }
    }

    fn parameter(&mut self, id: ParameterId) -> Expression {
        let value = self.base.get(id);
        let path = &self.model.parameters[id.0].path;
        let known = |path: &str| self.names.contains_key(&(path.to_owned(), None));
        if known(path) { self.refer(path.clone(), None, value) } else { Expression::Number(value) }
    }

    fn refer(&mut self, path: String, entry: Option<usize>, value: f64) -> Expression {
        let key = (path, entry);
        let expression = Expression::named(&self.names[&key], value);
        self.used.insert(key);
        expression
    }
}

/// A path as spreadsheets take names: letters, digits and underscores, and nothing that could be a cell.
fn name_of(path: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = path.chars().map(letter).collect();
    let first = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if first && name.contains('_') { name } else { format!("_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_a_cell() {
        assert_eq!(name_of("employment.programme"), "employment_programme");
        assert_eq!((name_of("ab12"), name_of("r"), name_of("9.x")), ("_ab12".into(), "_r".into(), "_9_x".into()));
    }
}
