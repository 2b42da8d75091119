//! Formulas of a scenario, such as `"parameters.effect * (1 - parameters.loss)"`: numbers computed from named parameters.
//!
//! The grammar is closed: numbers, `parameters.ID`, `+ - * / ( )`, `odds(…)` and `probability(…)`.

use crate::model::{Formula, Function, Operation};
use winnow::ascii::{digit1, multispace0};
use winnow::combinator::{Infix, Prefix, alt, cut_err, delimited, dispatch, expression, fail, opt, preceded};
use winnow::error::{ContextError, ErrMode};
use winnow::token::{any, one_of, take_while};
use winnow::{ModalResult, Parser};

/// The prefix of a reference to a named parameter.
pub(super) const REFERENCE: &str = "parameters.";

/// Most characters of a formula.
const LONGEST: usize = 400;

/// What a formula is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    /// A number written in it.
    Number(f64),
    /// A named parameter, by id.
    Parameter(String),
}

/// Whether a text refers to named parameters other than as one alone.
pub(super) fn is_formula(text: &str) -> bool {
    let alone = |id: &str| id.chars().all(|c| c.is_alphanumeric() || c == '_');
    text.contains(REFERENCE) && !text.strip_prefix(REFERENCE).is_some_and(alone)
}

/// The formula that a text stands for.
///
/// # Errors
/// At which column it is none, and what is allowed there.
pub(super) fn parse(text: &str) -> Result<Formula<Term>, String> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(format!("a formula of more than {LONGEST} characters; allowed: up to that many"));
    }
    delimited(multispace0, sum, multispace0).parse(text).map_err(|error| {
        let column = text[..error.offset()].chars().count() + 1;
        let rest = text[error.offset()..].trim_start();
        let found = rest.chars().next().map_or_else(|| "the end".to_owned(), |c| format!("`{c}`"));
        format!(
            "in this formula {found} at column {column} is not expected; allowed: numbers, parameters.ID, + - * / ( ), odds(…) and \
             probability(…)"
        )
    })
}

fn sum(input: &mut &str) -> ModalResult<Formula<Term>> {
    expression(delimited(multispace0, operand, multispace0))
        .prefix(dispatch! {preceded(multispace0, any);
            '-' => Prefix(9, |_: &mut &str, of| Ok(Formula::two(Operation::Minus, Formula::Of(Term::Number(0.0)), of))),
            _ => fail,
        })
        .infix(dispatch! {any;
            '+' => Infix::Left(5, |_: &mut &str, a, b| Ok(Formula::two(Operation::Plus, a, b))),
            '-' => Infix::Left(5, |_: &mut &str, a, b| Ok(Formula::two(Operation::Minus, a, b))),
            '*' => Infix::Left(7, |_: &mut &str, a, b| Ok(Formula::two(Operation::Times, a, b))),
            '/' => Infix::Left(7, |_: &mut &str, a, b| Ok(Formula::two(Operation::Over, a, b))),
            _ => fail,
        })
        .parse_next(input)
}

fn operand(input: &mut &str) -> ModalResult<Formula<Term>> {
    let parameter = preceded(REFERENCE, take_while(1.., |c: char| c.is_alphanumeric() || c == '_'));
    alt((
        delimited('(', sum, cut_err(')')),
        function,
        parameter.map(|id: &str| Formula::Of(Term::Parameter(id.to_owned()))),
        number.map(|number| Formula::Of(Term::Number(number))),
    ))
    .parse_next(input)
}

fn function(input: &mut &str) -> ModalResult<Formula<Term>> {
    let name = take_while(1.., |c: char| c.is_ascii_lowercase());
    let known = name.verify_map(|name: &str| Function::ALL.iter().find(|known| known.0 == name).map(|known| known.1));
    (known, delimited((multispace0, '('), sum, cut_err(')')))
        .map(|(function, of)| Formula::One(function, Box::new(of)))
        .parse_next(input)
}

/// A number without a sign.
fn number(input: &mut &str) -> ModalResult<f64> {
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1);
    (digit1, opt(('.', digit1)), opt(exponent))
        .take()
        .parse_to::<f64>()
        .verify(|number: &f64| number.is_finite())
        .parse_next(input)
        .map_err(|error: ErrMode<ContextError>| error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Draw, Operand, Quantity};

    fn value(text: &str) -> f64 {
        let number = |term: &Term| match term {
            Term::Number(number) => Ok(Operand { quantity: Quantity::Fixed(*number), path: None }),
            Term::Parameter(id) => Err(format!("{id} in a sum of figures")),
        };
        parse(text).and_then(|formula| formula.try_map(&mut number.clone())).expect("a formula").at(&Draw::default())
    }

    #[test]
    fn sums_and_products_bind_as_in_school() {
        assert_eq!(value("1 + 2 * 3 - 4 / 2 / 2"), 6.0);
        assert_eq!(value("-(1 - 3) * 2.5e-1"), 0.5);
        assert_eq!(value(" 10 - 4 - 3 "), 3.0);
        assert_eq!(value("-2 * 3"), -6.0);
    }

    #[test]
    fn odds_and_probabilities_are_each_others_inverse() {
        assert_eq!(value("odds(0.75)"), 3.0);
        assert!((value("probability(2 * odds ( 0.15 ))") - 6.0 / 23.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_formula_is_told_by_its_column() {
        for (text, column) in [
            ("parameters.a * ", 16),
            ("parameters.a parameters.b", 14),
            ("2 * (parameters.a + 1", 22),
            ("parameters.a ^ 2", 14),
            ("exp(parameters.a)", 2),
            ("parameters.a * 1e999", 17),
        ] {
            let message = parse(text).expect_err("none");
            assert!(message.contains(&format!("at column {column} ")), "{text}: {message}");
        }
    }

    #[test]
    fn a_reference_alone_is_no_formula() {
        assert!(!is_formula("parameters.a") && is_formula("parameters.a / 2") && is_formula("1 - parameters.a"));
        assert!(!is_formula("0.1 to 0.2"));
    }
}
