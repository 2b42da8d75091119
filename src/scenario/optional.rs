//! What a scenario says under a key that may be left out.

/// The value of a key that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Optional<T> {
    /// The scenario says nothing.
    Absent,
    /// What it says is wrong; the problem has been reported.
    Refused,
    /// The value.
    Found(T),
}

impl<T> Optional<T> {
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused)
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, where there is a sound one.
    pub fn found(self) -> Option<T> {
        if let Self::Found(value) = self { Some(value) } else { None }
    }

    /// The same by reference.
    pub fn as_found(&self) -> Option<&T> {
        if let Self::Found(value) = self { Some(value) } else { None }
    }
}

/// The value of a key that is there; `None` = a problem has been reported.
impl<T> From<Option<T>> for Optional<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Refused, Self::Found)
    }
}
