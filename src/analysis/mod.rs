//! Questions about a scenario that are answered on the exact expectation, without chance noise.
//!
//! Each analysis takes a function of a number and returns data; what it is a function of, a scenario with one value
//! changed or a test function, is the caller's.

mod quick;
mod switching;

pub use quick::{Precise, Quick, QuickAccount, QuickError, quick};
pub use switching::{Switching, SwitchingValue, switching_value, switching_values};
