//! The Python package of provenu.
use pyo3::prelude::*;
#[pymodule]
fn _provenu(_m: &Bound<'_, PyModule>) -> PyResult<()> { let _ = provenu::random::Seed::default(); Ok(()) }
