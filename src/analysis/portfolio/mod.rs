//! Several programmes at once: shared assumptions are one draw, each programme has families of its own.
//!
//! In replication k the net benefit of programme i is N_i(θ_k, ε_ik): θ holds what is shared, ε_i its own assumptions, its own deviations
//! and the luck of its own families. The portfolio's is Σ_i N_i in every replication, so that whatever is said of the total follows from
//! the same draws as what is said of the parts.
//!
//! Diversification evens out what the programmes have of their own, and nothing else: with σ_i the standard deviations and ρ̄ the mean
//! correlation that makes Var(ΣN) = Σσ_i² + ρ̄ ((Σσ_i)² − Σσ_i²), a portfolio of ever more like these keeps the share √ρ̄ of Σσ_i.
//!
//! ```
//! use provenu::analysis::{OneDraw, PortfolioAsked, PortfolioSide, ScenarioPortfolio, Side};
//! use provenu::scenario::{ProgrammeSize, Scenario};
//! use provenu::summary::Planned;
//!
//! let text = r#"
//!     title = "One town"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 3 }
//!     intake = { adults = 20 }
//!     employment = { programme = "0.2 to 0.4", comparison = 0.15 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
//!     team = { kind = "cost", payer = "municipality", per = "family", amount = 40000 }
//! "#;
//! let scenario = Scenario::parse("town.toml", text, &[], &|_| Err("no data files".into()))?;
//! let town = |name: &str| PortfolioSide::of(Side { name: name.into(), scenario: scenario.clone(), weight: None });
//! let towns = [town("north"), PortfolioSide { size: Some(ProgrammeSize::Participants(30.0)), ..town("south") }];
//! let asked = PortfolioAsked { one_draw: OneDraw::All, replications: Some(1_000), ..PortfolioAsked::default() };
//! let found = ScenarioPortfolio::new(&towns, asked)?.outcome(&())?.result;
//! let spread = &found.diversification;
//! assert!(spread.sd_if_independent < spread.sd.value && spread.sd.value < spread.sd_if_together);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod first;
mod found;
mod joint;
mod members;
mod refused;
mod spread;

pub use first::{FirstFacts, FirstQuestion, FirstThenOthers};
pub use found::{
    BudgetFacts, CountProbability, DeviatingAssumption, PayerTotal, Portfolio, PortfolioProgramme, SharedAssumption,
};
pub(in crate::analysis) use joint::joint_points;
pub use members::{PortfolioMember, PortfolioOptions, portfolio};
pub use refused::FirstRefused;
pub use spread::Diversification;
