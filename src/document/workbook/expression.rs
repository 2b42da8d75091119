//! A formula with two faces: text for a spreadsheet, and its value.

use super::{CellPlace, SheetKind};

/// A formula of a workbook.
///
/// ```
/// use provenu::document::workbook::{Expression, SheetKind};
///
/// let share = Expression::named("employment_programme", 0.3);
/// let additional = Expression::minus(share, Expression::Number(0.15));
/// let adults = Expression::product([Expression::Number(40.0), additional]);
/// assert_eq!(adults.text(SheetKind::Case, &|_| String::new()), "40*(employment_programme-0.15)");
/// assert!((adults.value() - 6.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// A cell with a name of its own, and its value.
    Name(String, f64),
    /// A cell, and its value.
    Cell(CellPlace, f64),
    /// All terms together.
    Sum(Vec<Self>),
    /// The first less the second.
    Difference(Box<[Self; 2]>),
    /// All factors together.
    Product(Vec<Self>),
    /// The first over the second.
    Quotient(Box<[Self; 2]>),
    /// The first to the power of the second.
    Power(Box<[Self; 2]>),
    /// The sum of a stretch of cells, first to last, and its value.
    Total(CellPlace, CellPlace, f64),
}

impl Expression {
    /// A cell with a name of its own.
    #[must_use]
    pub fn named(name: &str, value: f64) -> Self {
        Self::Name(name.to_owned(), value)
    }

    /// A sum, without terms that are zero.
    pub fn sum(terms: impl IntoIterator<Item = Self>) -> Self {
        let mut terms: Vec<Self> = terms.into_iter().filter(|term| *term != Self::Number(0.0)).collect();
        match terms.len() {
            0 => Self::Number(0.0),
            1 => terms.remove(0),
            _ => Self::Sum(terms),
        }
    }

    /// A product, without factors that are one; zero where one of them is.
    pub fn product(factors: impl IntoIterator<Item = Self>) -> Self {
        let mut factors: Vec<Self> = factors.into_iter().filter(|factor| *factor != Self::Number(1.0)).collect();
        if factors.contains(&Self::Number(0.0)) {
            return Self::Number(0.0);
        }
        match factors.len() {
            0 => Self::Number(1.0),
            1 => factors.remove(0),
            _ => Self::Product(factors),
        }
    }

    /// A difference; the first alone where the second is zero.
    #[must_use]
    pub fn minus(first: Self, second: Self) -> Self {
        if second == Self::Number(0.0) { first } else { Self::Difference(Box::new([first, second])) }
    }

    /// The first over the second.
    #[must_use]
    pub fn quotient(first: Self, second: Self) -> Self {
        Self::Quotient(Box::new([first, second]))
    }

    /// One less it.
    #[must_use]
    pub fn complement(self) -> Self {
        Self::minus(Self::Number(1.0), self)
    }

    /// A power; one where the exponent is zero.
    #[must_use]
    pub fn power(base: Self, exponent: f64) -> Self {
        if exponent == 0.0 { Self::Number(1.0) } else { Self::Power(Box::new([base, Self::Number(exponent)])) }
    }

    /// What it comes to.
    #[must_use]
    pub fn value(&self) -> f64 {
        match self {
            Self::Number(value) | Self::Name(_, value) | Self::Cell(_, value) | Self::Total(_, _, value) => *value,
            Self::Sum(terms) => terms.iter().map(Self::value).sum(),
            Self::Difference(pair) => pair[0].value() - pair[1].value(),
            Self::Product(factors) => factors.iter().map(Self::value).product(),
            Self::Quotient(pair) => pair[0].value() / pair[1].value(),
            Self::Power(pair) => pair[0].value().powf(pair[1].value()),
        }
    }

    /// Whether it refers to a cell.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self {
            Self::Number(_) => false,
            Self::Name(..) | Self::Cell(..) | Self::Total(..) => true,
            Self::Sum(parts) | Self::Product(parts) => parts.iter().any(Self::is_live),
            Self::Difference(pair) | Self::Quotient(pair) | Self::Power(pair) => pair.iter().any(Self::is_live),
        }
    }

    /// As a spreadsheet writes it on one of its sheets, without the sign of equality; `name` is what a sheet is called.
    #[must_use]
    pub fn text(&self, sheet: SheetKind, name: &dyn Fn(SheetKind) -> String) -> String {
        let text = |part: &Self| part.text(sheet, name);
        let factor = |part: &Self| if part.is_factor() { text(part) } else { format!("({})", text(part)) };
        // What stands after a division, or on either side of a power.
        let operand = |part: &Self| match part {
            Self::Product(_) | Self::Quotient(_) | Self::Power(_) => format!("({})", text(part)),
            _ => factor(part),
        };
        match self {
            Self::Number(value) => number(*value),
            Self::Name(name, _) => name.clone(),
            Self::Cell(place, _) => place.text(sheet, name),
            Self::Total(first, last, _) => format!("SUM({}:{})", first.text(sheet, name), last.cell()),
            Self::Sum(terms) => terms.iter().map(text).collect::<Vec<_>>().join("+"),
            Self::Difference(pair) => format!("{}-{}", text(&pair[0]), factor(&pair[1])),
            Self::Product(factors) => factors.iter().map(factor).collect::<Vec<_>>().join("*"),
            Self::Quotient(pair) => format!("{}/{}", factor(&pair[0]), operand(&pair[1])),
            Self::Power(pair) => format!("{}^{}", operand(&pair[0]), operand(&pair[1])),
        }
    }

    /// Whether it may stand beside a multiplication sign.
    fn is_factor(&self) -> bool {
        match self {
            Self::Sum(_) | Self::Difference(_) => false,
            Self::Number(value) => *value >= 0.0,
            Self::Name(..)
            | Self::Cell(..)
            | Self::Total(..)
            | Self::Product(_)
            | Self::Quotient(_)
            | Self::Power(_) => true,
        }
    }
}

/// A number as formulas have it, in all digits.
fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-9..1e15).contains(&size) { format!("{value:E}") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(expression: &Expression) -> String {
        expression.text(SheetKind::Case, &|_| "Mellemregninger".to_owned())
    }

    #[test]
    fn both_faces_say_the_same() {
        let cell =
            |column: u16, value| Expression::Cell(CellPlace { sheet: SheetKind::Workings, row: 3, column }, value);
        let (a, b) = (cell(2, 3.0), cell(27, 0.1));
        let power = Expression::power(b.clone().complement(), 2.0);
        assert_eq!((text(&power), power.value()), ("(1-'Mellemregninger'!AB4)^2".into(), 0.81));
        let mixed = Expression::minus(a.clone(), Expression::sum([a.clone(), b.clone()]));
        assert_eq!(text(&mixed), "'Mellemregninger'!C4-('Mellemregninger'!C4+'Mellemregninger'!AB4)");
        assert!((mixed.value() + 0.1).abs() < 1e-15);
        let negative = Expression::product([Expression::Number(-2.0), a]);
        assert_eq!((text(&negative), negative.value()), ("(-2)*'Mellemregninger'!C4".into(), -6.0));
        let discount = Expression::power(Expression::sum([Expression::Number(1.0), b]), -0.5);
        assert_eq!(text(&discount), "(1+'Mellemregninger'!AB4)^(-0.5)");
    }

    #[test]
    fn what_changes_nothing_is_left_out() {
        let name = || Expression::named("x_y", 5.0);
        assert_eq!(Expression::product([Expression::Number(1.0), name()]), name());
        assert_eq!(Expression::product([Expression::Number(0.0), name()]), Expression::Number(0.0));
        assert_eq!(Expression::sum([Expression::Number(0.0), name()]), name());
        assert!(!Expression::product([Expression::Number(0.0), name()]).is_live());
    }
}
