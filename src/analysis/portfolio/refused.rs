//! Why it cannot be asked which programme might begin.

/// Why it cannot be asked what it is worth to begin with a programme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FirstRefused {
    /// There are no others.
    #[error("there is one programme alone; allowed: two or more, one of which begins")]
    Alone,
    /// There is nothing to count.
    #[error("{0} has no [employment], so no entries are counted; allowed: a programme with employment")]
    NoEmployment(String),
}
