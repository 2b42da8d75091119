//! The random addresses of a group of families and of its events.

use crate::model::EventSetting;
use crate::random::{LaneAddress, Purpose, SubjectId, open_unit};
use crate::vectorised::Numbers;

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
    pub delays: LaneAddress,
    /// For counts with means too large to invert one word.
    pub many: Purpose,
}

/// Whose course an event has.
#[derive(Debug, Clone, Copy)]
pub struct CourseOwner {
    pub lane: usize,
    pub replication: u32,
    /// The planned year.
    pub year: usize,
    pub id: SubjectId,
    /// The index of its words.
    pub index: u32,
}

impl EventLuck {
    /// The wait for an event, in years; none where the setting has no wait that is drawn for each.
    pub fn wait(&self, setting: &EventSetting<'_, Numbers>, owner: CourseOwner) -> f64 {
        let CourseOwner { lane, replication, year, id, index } = owner;
        let Some(wait) = &setting.wait else { return 0.0 };
        let [word, ..] = self.delays.at(replication, year).words(id, index);
        wait.of(lane).years(open_unit(word))
    }
}
