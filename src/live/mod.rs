//! What a page in a browser asks of the core, and what it is told: a request as JSON, an answer as JSON.
//!
//! The page holds no rule, no text and no picture of its own: it says which scenario it is about and what is moved, and puts the HTML of
//! the answer in place. What runs here runs in a program too, so that both can be held against each other.
//!
//! ```
//! use provenu::live::Core;
//!
//! let text = include_str!("../../configs/silkeborg.toml");
//! let request = serde_json::json!({
//!     "ask": "quick",
//!     "source": { "name": "silkeborg.toml", "text": text, "language": "en" },
//!     "moves": [{ "path": "employment.programme", "typed": "25" }],
//!     "replications": 200,
//! });
//! let answer = Core::default().answer(&request.to_string());
//! assert!(answer.starts_with("{\"done\":") && answer.contains("25\u{a0}% instead of 30\u{a0}%"), "{answer}");
//! ```

mod answers;
mod asked;
mod moved;
mod programmes;
mod saved;
mod settings;
mod side_by_side;

pub use settings::settings;

use crate::analysis::{AnalysisError, CompareError};
use crate::report::page::problems;
use crate::report::plot::PlotError;
use crate::run::{Request, Run};
use crate::scenario::{Override, Problems, Scenario};
use crate::summary::{Outcome, Planned, Summary};
use asked::{Asked, Source};
use serde_json::{Value, json};

/// The core of a page. It remembers what it was asked last, so that the same need not be read or worked out again.
#[derive(Debug, Default)]
pub struct Core {
    opened: Option<(Source, Scenario)>,
    /// The last run of what is moved, and of what it is held against.
    runs: [Option<(RunKey, Outcome<Summary>)>; 2],
}

/// What a run is one of: a source with what is set in it, and a number of replications.
type RunKey = (Source, Vec<Override>, Option<u64>);

/// What messages call the text of actual figures, and that of a list of programmes.
const ACTUALS: &str = "actuals.toml";
const LIST: &str = "portfolio.toml";

/// Which of the runs that are remembered.
#[derive(Debug, Clone, Copy)]
enum Ran {
    Moved,
    Against,
}

/// Why there is no answer.
#[derive(Debug)]
enum Refusal {
    /// The scenario, or what is moved in it, has problems.
    Problems(Problems),
    /// Anything else, in a sentence.
    Told(String),
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

impl From<AnalysisError> for Refusal {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::Scenario(problems) => Self::Problems(problems),
            error => Self::Told(error.to_string()),
        }
    }
}

impl From<CompareError> for Refusal {
    fn from(error: CompareError) -> Self {
        Self::Told(error.to_string())
    }
}

impl From<PlotError> for Refusal {
    fn from(error: PlotError) -> Self {
        Self::Told(error.to_string())
    }
}

impl From<String> for Refusal {
    fn from(told: String) -> Self {
        Self::Told(told)
    }
}

impl Core {
    /// The answer to a request: `{"done": …}`, or `{"problems": …}` with what is wrong.
    pub fn answer(&mut self, request: &str) -> String {
        let asked = serde_json::from_str::<Asked>(request).map_err(|error| Refusal::Told(error.to_string()));
        let answer = match asked.and_then(|asked| self.done(asked)) {
            Ok(done) => json!({ "done": done }),
            Err(refusal) => json!({ "problems": refusal.told() }),
        };
        answer.to_string()
    }

    /// The scenario of a source.
    fn opened(&mut self, source: &Source) -> Result<Scenario, Refusal> {
        if let Some((known, scenario)) = &self.opened
            && known == source
        {
            return Ok(scenario.clone());
        }
        let scenario = source.opened()?;
        self.opened = Some((source.clone(), scenario.clone()));
        Ok(scenario)
    }

    /// The run of a scenario that a source has become.
    fn run(
        &mut self,
        which: Ran,
        source: &Source,
        scenario: &Scenario,
        request: Request,
    ) -> Result<Outcome<Summary>, Refusal> {
        let key = (source.clone(), scenario.overrides.clone(), request.replications);
        let slot = &mut self.runs[which as usize];
        if let Some((known, outcome)) = slot
            && *known == key
        {
            return Ok(outcome.clone());
        }
        let outcome = Run::new(scenario, request)?.outcome(&())?;
        *slot = Some((key, outcome.clone()));
        Ok(outcome)
    }
}

impl Refusal {
    fn told(&self) -> Value {
        match self {
            Self::Told(text) => json!({ "text": text, "html": problems(text, None), "list": [] }),
            Self::Problems(all) => {
                let list: Vec<Value> = all
                    .iter()
                    .map(|problem| {
                        let place = problem.place.map(|place| (place.line, place.column));
                        let (line, column) = place.unzip();
                        json!({ "origin": problem.origin, "line": line, "column": column, "path": problem.key, "message": problem.to_string() })
                    })
                    .collect();
                json!({ "text": all.to_string(), "html": problems("", Some(all)), "list": list })
            }
        }
    }
}

#[cfg(test)]
mod tests;
