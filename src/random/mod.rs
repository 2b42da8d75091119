//! Reproducible luck: every random number is a function of what it is for, never of when it was drawn.
//!
//! A number's address is (seed, purpose, replication, intake year, subject, index). The address is the counter and key of
//! Philox4x32-10, so any replication and any family can be replayed alone, results are the same for any number
//! of threads, scenarios under the same seed share their luck, and a new purpose moves no other number.
//!
//! Sixty-four bits u of a block become a number on the open unit interval, (⌊u / 2¹²⌋ + ½) / 2⁵², so that no quantile is infinite.
//! Philox4x32-10 is that of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11, 2011).
//!
//! # Example
//!
//! ```
//! use provenu::random::{Address, Design, Purpose, Sampling, Seed};
//!
//! // The luck of a parameter in replication 7 depends on its path and the seed, on nothing that was drawn before.
//! let seed = Seed::new(1)?;
//! let purpose = Purpose::PARAMETER.extended("employment.programme");
//! let first = Address::new(seed, purpose, 7, 0).uniform();
//! assert_eq!(first, Address::new(seed, purpose, 7, 0).uniform());
//! assert_ne!(first, Address::new(seed, purpose, 8, 0).uniform());
//!
//! // A Latin hypercube: in each of 64 randomisations each parameter has one value in each of 64 equal cells.
//! let design = Design::new(Sampling::LatinHypercube, seed, ["a", "b"], 4_096)?;
//! let mut cells: Vec<u32> = (0..64).map(|k| (design.point(k)[0] * 64.0) as u32).collect();
//! cells.sort_unstable();
//! assert!(cells.into_iter().eq(0..64));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
pub use stream::{Address, MAX_REPLICATIONS, Seed, SeedError, Stream, SubjectId};
pub(crate) use stream::{PLACE_SHIFT, SHARING, WORDS, complete};
pub use unit::{open_unit, open_unit_f64};
