//! Several programmes at once: shared assumptions are one draw, each programme has families of its own.
//!
//! In replication k the net benefit of programme i is N_i(θ_k, ε_ik): θ holds what is shared, ε_i its own assumptions, its own deviations
//! and the luck of its own families. The portfolio's is Σ_i N_i in every replication, so that whatever is said of the total follows from
//! the same draws as what is said of the parts.
//!
//! Diversification evens out what the programmes have of their own, and nothing else: with σ_i the standard deviations and ρ̄ the mean
//! correlation that makes Var(ΣN) = Σσ_i² + ρ̄ ((Σσ_i)² − Σσ_i²), a portfolio of ever more like these keeps the share √ρ̄ of Σσ_i.

mod first;
mod found;
mod members;
mod refused;
mod spread;

pub use first::{FirstFacts, FirstQuestion, FirstThenOthers};
pub use found::{
    BudgetFacts, CountProbability, DeviatingAssumption, PayerTotal, Portfolio, PortfolioProgramme, SharedAssumption,
};
pub use members::{PortfolioMember, PortfolioOptions, portfolio};
pub use refused::FirstRefused;
pub use spread::Diversification;
