//! `--set PATH=VALUE`: a value from the command line in place of the one in the file.

use super::hint::typed_number;
use super::shape::SHIFT_KEY;

/// A value that replaces one of the scenario's.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The path, as `check` prints it.
    pub path: String,
    /// The value, TOML.
    pub value: String,
    /// The same as numbers, where an analysis gives it and it is not typed.
    pub(super) figures: Option<Figures>,
}

/// Numbers that an analysis gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Figures {
    One(f64),
    List(Vec<f64>),
}

impl Override {
    /// A value for the number, text, list or table at a path.
    #[must_use]
    pub fn new(path: &str, value: &str) -> Self {
        Self { path: path.to_owned(), value: value.to_owned(), figures: None }
    }

    /// Numbers for a path, to the last bit.
    pub(super) fn figures(path: &str, figures: Figures) -> Self {
        let value = match &figures {
            Figures::One(number) => format!("{number:?}"),
            Figures::List(numbers) => format!("{numbers:?}"),
        };
        Self { path: path.to_owned(), value, figures: Some(figures) }
    }

    /// A change that moves base and mean of a number and keeps its spread, from `PATH=VALUE` as `--shift` takes it.
    ///
    /// # Errors
    /// Unless the value is a number.
    pub fn shift(text: &str) -> Result<Self, String> {
        let Self { path, value, .. } = text.parse()?;
        let path = path.strip_suffix(".value").unwrap_or(&path).to_owned();
        let number = typed_number(&value)
            .map_err(|told| format!("{told}; the form is PATH=NUMBER, such as employment.programme=0.15"))?;
        Ok(Self::new(&path, &format!("{{ {SHIFT_KEY} = {number:?} }}")))
    }
}

impl Override {
    /// What to type for a change as it is printed.
    #[must_use]
    pub fn argument(change: &str) -> String {
        let shift =
            change.split_once('=').and_then(|(path, value)| Some(format!("--shift {path}={}", shifted(value)?)));
        shift.unwrap_or_else(|| format!("--set {change}"))
    }

    /// The value as it was typed: of a shift, the number.
    pub(super) fn typed(&self) -> &str {
        shifted(&self.value).unwrap_or(&self.value)
    }
}

/// The number that a shift moves to; `None` where the value is no shift.
fn shifted(value: &str) -> Option<&str> {
    let number = value.strip_prefix("{ ")?.strip_suffix(" }")?.strip_prefix(SHIFT_KEY)?.strip_prefix(" = ")?;
    Some(number.strip_suffix(".0").unwrap_or(number))
}

impl std::fmt::Display for Override {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.path, self.value)
    }
}

impl std::str::FromStr for Override {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((path, value)) if !path.trim().is_empty() && !value.trim().is_empty() => {
                Ok(Self::new(path.trim(), value.trim()))
            }
            _ => Err("write PATH=VALUE, such as employment.programme=0.15".to_owned()),
        }
    }
}
