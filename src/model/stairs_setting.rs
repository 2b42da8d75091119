//! Lines reimbursed by weeks on support.

use super::{Driver, GroupRows, Line, Model, Row, Stairs};

/// A line reimbursed by weeks on support.
#[derive(Debug, Clone)]
pub struct StairsLine<'m> {
    /// The stairs.
    pub stairs: &'m Stairs,
    /// The row of the first step; the others follow.
    pub first: Row,
    /// Which of the group's tiers leave this support; all by default.
    pub tier: Option<usize>,
}

impl<'m> StairsLine<'m> {
    /// The lines of a model that are reimbursed by weeks on support and apply to a group.
    pub(super) fn of(model: &'m Model, block: &GroupRows) -> Vec<Self> {
        let line = |(line, entry): (usize, &'m Line)| {
            let first = block.own(line)?.next()?;
            let Driver::PersonYear(tier) = entry.driver else { return None };
            let stairs = entry.stairs.as_ref()?;
            // A tier that this group does not have is never reached in it.
            let tier = tier.map(|tier| block.tier(tier).unwrap_or(usize::MAX));
            Some(Self { stairs, first, tier })
        };
        model.lines.iter().enumerate().filter_map(line).collect()
    }

    /// The row of each step.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let first = self.first;
        (0..self.stairs.steps()).map(move |step| first.after(step))
    }
}
