//! From a TOML scenario file to a validated [`Model`](crate::model::Model), with every problem of the file found at once.
//!
//! The text becomes a tree of nodes that know where they were written. One declaration, `shape.rs`, says which keys
//! exist, what they take and what they mean; the reader checks against it, the JSON Schema is generated from it. Files are
//! not opened here: the caller hands in the text, and a function that fetches data files named in it.
//!
//! # Example
//!
//! ```
//! use provenu::scenario::{Override, Scenario};
//!
//! let text = r#"
//!     title = "Two years"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 2 }
//!     intake = { adults = 10 }
//!     employment = { programme = { events = 12, of = 57 }, comparison = 0.15 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
//! "#;
//! let files = |name: &str| Err(format!("{name} does not exist"));
//! let scenario = Scenario::parse("two-years.toml", text, &[], &files)?;
//! assert_eq!(scenario.model.parameters[0].path, "employment.programme");
//!
//! // The same with one assumption changed, as `--set` does.
//! let change: Override = "employment.programme=0.3".parse()?;
//! assert!(scenario.with(change)?.model.parameters.is_empty(), "nothing is uncertain any more");
//!
//! // Problems are reported with line, column, key, the value found and what is allowed.
//! let wrong = text.replace("years = 2", "years = 0").replace("0.15", "1.5");
//! let problems = Scenario::parse("two-years.toml", &wrong, &[], &files).expect_err("two mistakes").to_string();
//! assert!(problems.contains("timeline.years") && problems.contains("employment.comparison"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actuals;
mod apply;
mod assumption;
mod bytes;
mod correlations;
mod counted_tiers;
mod counts;
mod curve;
mod data;
mod data_file;
mod decimal;
mod driver;
mod employment;
mod events;
mod evidence;
mod formula;
mod groups;
mod guide;
mod hint;
mod id;
mod label;
mod limits;
mod lines;
mod list;
mod model;
mod node;
mod number;
mod numbers;
mod optimism;
mod optional;
mod outcomes;
mod overrides;
mod parsed;
mod payers;
mod perspective;
mod portfolio;
mod portfolio_reader;
mod price_basis;
mod price_level;
mod prices;
mod problem;
mod quantity;
mod reader;
mod reference;
mod reimbursement;
mod relative;
mod review;
mod schema;
mod shape;
mod source;
mod studies;
mod tables;
mod templates;
mod told;
mod values;
mod variant;
mod variants;
mod visible;
mod whole;

pub use bytes::utf8;
pub(crate) use data::CsvTable;
pub use data::{DataColumn, Decided};
pub use data_file::{DataFile, Fetch};
pub use decimal::DecimalMark;
pub use guide::guide;
pub(crate) use hint::did_you_mean;
pub use hint::typed_number;
pub(crate) use id::{ID, is_id};
pub(crate) use node::{KeyValue, Node, Origin, Value};
pub use numbers::ScenarioNumber;
pub use overrides::Override;
pub use parsed::Scenario;
pub use perspective::PerspectiveError;
pub use portfolio::{CommonDraws, FirstProgramme, ListedProgramme, PortfolioFile, ProgrammeSize};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub(crate) use source::Source;
pub(crate) use tables::{Keys, TableReader};
pub use templates::Template;
pub use values::{
    Day, EachLanguage, FoundHow, RefundBasis, ValueDate, ValueKind, ValueLibrary, ValueRow, ValueSeries, ValueSpread,
    catalogue,
};
pub use variant::Variant;
pub use visible::{Visible, is_invisible};

#[cfg(test)]
mod tests;
