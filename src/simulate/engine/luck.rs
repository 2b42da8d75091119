//! The random addresses of a group of families and of its events.

use crate::random::{LaneAddress, Purpose};

/// The random addresses of a group.
pub struct GroupLuck {
    pub intake: LaneAddress,
    pub families: LaneAddress,
    pub courses: LaneAddress,
    /// By line of the model; `None` unless each unit has an amount of its own.
    pub prices: Vec<Option<LaneAddress>>,
}

/// The random addresses of one event of the model.
pub struct EventLuck {
    pub counts: LaneAddress,
    pub courses: LaneAddress,
    pub kinds: LaneAddress,
    /// For counts with means too large to invert one word.
    pub many: Purpose,
}
