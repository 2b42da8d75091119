//! Lines reimbursed by weeks on support.

use super::relapse::Course;
use super::saved_support::Terms;
use super::{Driver, GroupRows, GroupSetting, Leaving, Line, Model, Row, Stairs};

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

impl GroupSetting<'_> {
    /// Whose saved time on the stairs is worked out: the adults of one tier and arm who leave at some time after one planned year.
    #[must_use]
    pub fn terms<'a>(
        &'a self,
        stairs: &'a Stairs,
        (tier, arm): (usize, usize),
        course: &'a Course,
        (leaving, cohort): (Leaving, usize),
    ) -> Terms<'a> {
        Terms {
            stairs,
            leaving,
            wait: self.tiers[tier].waits[arm].as_ref().map(|wait| wait.of(0)),
            self_support: self.self_support(tier),
            course,
            cohort,
            years: self.families.len() - cohort,
        }
    }
}
