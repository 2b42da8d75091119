//! Numbers computed from others: sums, products and ratios of them, odds, and the relative effects of one arm on another.

use super::{Draw, Number, Quantity, UncertainNumbers};
use std::fmt;

/// A number that others are computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// The number.
    pub quantity: Quantity,
    /// Its path in the scenario; none of a number written in the formula itself.
    pub path: Option<String>,
}

/// The path of an entry of a list, counted from 0: its number, from 1, after that of the list.
#[must_use]
pub fn entry_path(list: &str, index: usize) -> String {
    format!("{list}.{}", index + 1)
}

impl Operand {
    /// Of an entry of a list, the path of the list and the entry, counted from 0.
    #[must_use]
    pub fn entry(&self) -> Option<(&str, usize)> {
        let (list, number) = self.path.as_deref()?.rsplit_once('.')?;
        Some((list, number.parse::<usize>().ok()?.checked_sub(1)?))
    }
}

/// A number computed from others. `T` is what stands for one of them: an [`Operand`], or a text that names one.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula<T = Operand> {
    /// One of the numbers.
    Of(T),
    /// A function of one formula.
    One(Function, Box<Self>),
    /// Two formulas, left and right of an operation.
    Two(Operation, Box<[Self; 2]>),
}

/// A function of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The odds p / (1 − p) of a probability.
    Odds,
    /// The probability o / (1 + o) that odds stand for.
    Probability,
}

/// What is done to two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Their sum.
    Plus,
    /// The first less the second.
    Minus,
    /// Their product.
    Times,
    /// The first over the second.
    Over,
    /// A probability p whose odds are multiplied by a ratio r: r p / (1 − p + r p). It stays from 0 to 1.
    OddsRatio,
    /// A probability p of an event whose hazard is multiplied by a ratio r: 1 − (1 − p)ʳ. It stays from 0 to 1.
    HazardRatio,
}

impl Function {
    /// Every function with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 2] = [("odds", Self::Odds), ("probability", Self::Probability)];

    fn of(self, x: f64) -> f64 {
        match self {
            Self::Odds => x / (1.0 - x),
            Self::Probability => x / (1.0 + x),
        }
    }

    /// The value at which it has none.
    fn pole(self) -> f64 {
        match self {
            Self::Odds => 1.0,
            Self::Probability => -1.0,
        }
    }
}

impl Operation {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Plus => a + b,
            Self::Minus => a - b,
            Self::Times => a * b,
            Self::Over => a / b,
            Self::OddsRatio if a == 1.0 => 1.0,
            Self::OddsRatio => b * a / (1.0 - a + b * a),
            Self::HazardRatio => 1.0 - libm::pow(1.0 - a, b),
        }
    }
}

impl<T> Formula<T> {
    /// Two formulas, left and right of an operation.
    pub fn two(operation: Operation, left: Self, right: Self) -> Self {
        Self::Two(operation, Box::new([left, right]))
    }

    /// The same of other numbers.
    ///
    /// # Errors
    /// The first that the function returns.
    pub fn try_map<U, E>(&self, number: &mut impl FnMut(&T) -> Result<U, E>) -> Result<Formula<U>, E> {
        Ok(match self {
            Self::Of(known) => Formula::Of(number(known)?),
            Self::One(function, of) => Formula::One(*function, Box::new(of.try_map(number)?)),
            Self::Two(operation, of) => {
                Formula::Two(*operation, Box::new([of[0].try_map(number)?, of[1].try_map(number)?]))
            }
        })
    }
}

impl Formula {
    /// The value at a draw.
    #[must_use]
    pub fn at<N: Number>(&self, draw: &Draw<N>) -> N {
        match self {
            Self::Of(operand) => operand.quantity.at(draw),
            Self::One(function, of) => {
                let of = of.at(draw);
                N::each(|lane| function.of(of.lane(lane)))
            }
            Self::Two(operation, of) => {
                let [a, b] = [of[0].at(draw), of[1].at(draw)];
                N::each(|lane| operation.of(a.lane(lane), b.lane(lane)))
            }
        }
    }

    /// Whether it is the same at every draw.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Of(operand) => operand.quantity.is_certain(),
            Self::One(_, of) => of.is_certain(),
            Self::Two(_, of) => of.iter().all(Self::is_certain),
        }
    }

    /// Ends between which all its values lie; wider than need be where one number stands in it twice.
    pub(super) fn range(&self, numbers: &UncertainNumbers) -> (f64, f64) {
        const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
        // Every function and operation rises or falls with each of its numbers, between poles: the extremes lie at the ends.
        let among = |values: &[f64]| {
            if values.iter().any(|value| value.is_nan()) {
                return ANY;
            }
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)))
        };
        match self {
            Self::Of(operand) => operand.quantity.range(numbers),
            Self::One(function, of) => match of.range(numbers) {
                (low, high) if (low..=high).contains(&function.pole()) => ANY,
                (low, high) => among(&[low, high].map(|x| function.of(x))),
            },
            Self::Two(operation, of) => {
                let [(a, b), (low, high)] = [of[0].range(numbers), of[1].range(numbers)];
                if *operation == Operation::Over && (low..=high).contains(&0.0) {
                    return ANY;
                }
                among(&[(a, low), (a, high), (b, low), (b, high)].map(|(x, y)| operation.of(x, y)))
            }
        }
    }
}

/// As a scenario writes it; hazard ratios, which it writes as such, with a power.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A sum or difference in a product stands in brackets, and so does what is taken away or divided by.
        let binding = |of: &Self| match of {
            Self::Two(Operation::Plus | Operation::Minus, _) => 1,
            Self::Two(Operation::Times | Operation::Over, _) => 2,
            _ => 3,
        };
        let within = |of: &Self, least: u8| if binding(of) < least { format!("({of})") } else { of.to_string() };
        match self {
            Self::Of(Operand { path: Some(path), .. }) => f.write_str(path),
            Self::Of(Operand { quantity: Quantity::Fixed(value), .. }) => write!(f, "{value}"),
            Self::Of(Operand { quantity, .. }) => write!(f, "{quantity:?}"),
            Self::One(function, of) => {
                let name = Function::ALL.iter().find(|known| known.1 == *function).map_or("", |known| known.0);
                write!(f, "{name}({of})")
            }
            Self::Two(operation, of) => {
                let [a, b] = &**of;
                match operation {
                    Operation::Plus => write!(f, "{} + {}", within(a, 1), within(b, 1)),
                    Operation::Minus => write!(f, "{} - {}", within(a, 1), within(b, 2)),
                    Operation::Times => write!(f, "{} * {}", within(a, 2), within(b, 2)),
                    Operation::Over => write!(f, "{} / {}", within(a, 2), within(b, 3)),
                    Operation::OddsRatio => write!(f, "probability({} * odds({a}))", within(b, 2)),
                    Operation::HazardRatio => write!(f, "1 - (1 - {})^{}", within(a, 2), within(b, 3)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Formula {
        Formula::Of(Operand { quantity: Quantity::Fixed(value), path: None })
    }

    fn of(operation: Operation, a: f64, b: f64) -> f64 {
        let [a, b] = [a, b].map(number);
        Formula::two(operation, a, b).at(&Draw::of(vec![], &UncertainNumbers::default()))
    }

    #[test]
    fn odds_and_hazard_ratios_stay_probabilities() {
        for ratio in [0.0, 0.4, 1.0, 3.0, 1e6] {
            for p in [0.0, 1e-9, 0.15, 0.999, 1.0] {
                for operation in [Operation::OddsRatio, Operation::HazardRatio] {
                    assert!((0.0..=1.0).contains(&of(operation, p, ratio)), "{operation:?} {p} {ratio}");
                }
            }
        }
    }

    #[test]
    fn ratios_are_those_of_the_textbook() {
        // Odds of 15 % are 3/17; twice that, 6/17, is a probability of 6/23.
        assert!((of(Operation::OddsRatio, 0.15, 2.0) - 6.0 / 23.0).abs() < 1e-15);
        // Twice the hazard leaves the square of the survival.
        assert!((of(Operation::HazardRatio, 0.15, 2.0) - (1.0 - 0.85 * 0.85)).abs() < 1e-15);
        assert_eq!(of(Operation::HazardRatio, 0.15, 1.0), 1.0 - 0.85);
    }

    #[test]
    fn a_range_holds_what_its_formula_can_be() {
        let none = UncertainNumbers::default();
        let quotient = Formula::two(Operation::Over, number(6.0), number(4.0));
        assert_eq!(quotient.range(&none), (1.5, 1.5));
        let by_zero = Formula::two(Operation::Over, number(6.0), number(0.0));
        assert_eq!(by_zero.range(&none), (f64::NEG_INFINITY, f64::INFINITY));
        let odds = Formula::One(Function::Odds, Box::new(number(0.75)));
        assert_eq!(odds.range(&none), (3.0, 3.0));
        assert_eq!(Formula::One(Function::Probability, Box::new(odds)).range(&none), (0.75, 0.75));
    }

    #[test]
    fn a_formula_is_written_with_the_brackets_it_needs() {
        use Operation::{Minus, Over, Plus, Times};
        let [a, b, c] = [1.0, 2.5, 3.0].map(number);
        let difference = Formula::two(Minus, a.clone(), Formula::two(Plus, b.clone(), c.clone()));
        assert_eq!(difference.to_string(), "1 - (2.5 + 3)");
        let product = Formula::two(Times, difference, Formula::two(Over, b, c));
        assert_eq!(product.to_string(), "(1 - (2.5 + 3)) * 2.5 / 3");
        assert_eq!(Formula::two(Over, a, product).to_string(), "1 / ((1 - (2.5 + 3)) * 2.5 / 3)");
    }
}
