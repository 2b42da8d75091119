//! Reproducible luck: every random number is a function of what it is for, never of when it was drawn.
//!
//! A number's address is (seed, purpose, replication, intake year, subject, index). The address is the counter and key of
//! Philox4x32-10, so any replication and any family can be replayed alone, results are the same for any number
//! of threads, scenarios under the same seed share their luck, and a new purpose moves no other number.

mod design;
mod lanes;
mod philox;
mod purpose;
mod sobol;
mod stream;
mod unit;

pub use design::{Design, DesignError, RANDOMISATIONS, Sampling};
pub(crate) use lanes::{LaneAddress, top_bytes};
pub use purpose::Purpose;
pub use sobol::Sobol;
pub use stream::{Address, MAX_REPLICATIONS, Seed, SeedError, Stream, Who};
pub(crate) use stream::{PLACE_SHIFT, SHARING, WORDS, complete};
pub use unit::{open_unit, open_unit_f64};
