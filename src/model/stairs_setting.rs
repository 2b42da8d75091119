//! Lines reimbursed by weeks on support, worked out at one draw.

use super::relapse::Course;
use super::saved_support::Terms;
use super::{Driver, GroupRows, GroupSetting, Leaving, Model, Row, Stairs};
use std::sync::OnceLock;

/// A line reimbursed by weeks on support.
#[derive(Debug, Clone)]
pub struct StairsLine<'m> {
    /// The stairs.
    pub stairs: &'m Stairs,
    /// The row of the first step; the others follow.
    pub first: Row,
    /// Which of the group's tiers leave this support; all by default.
    pub tier: Option<usize>,
    /// The tiers that leave it.
    pub tiers: Vec<TierOnStairs>,
}

/// A tier that leaves the support of a line, in one arm or in both where adults wait alike in both.
#[derive(Debug, Clone)]
pub struct TierOnStairs {
    /// Which tier of the group.
    pub tier: usize,
    /// The arms: 0 = programme, 1 = comparison.
    pub arms: Vec<usize>,
    /// Moments of entry of the paths of the correction, of each [cohort](GroupSetting::cohorts) of the group, once asked for.
    starts: Vec<OnceLock<Vec<f64>>>,
}

impl TierOnStairs {
    /// What the full rule changes for those of a cohort, steps by years; empty = nothing.
    #[must_use]
    pub fn correction(&self, cohort: usize, terms: &Terms<'_>) -> Vec<f64> {
        if terms.are_simple() {
            return Vec::new();
        }
        terms.correction(self.starts[cohort].get_or_init(|| terms.starts()))
    }
}

impl<'m> StairsLine<'m> {
    /// The lines of a model that are reimbursed by weeks on support and apply to a group.
    pub(super) fn of(model: &'m Model, block: &GroupRows) -> Vec<Self> {
        let line = |(line, entry): (usize, &'m super::Line)| {
            let first = block.own(line)?.next()?;
            let Driver::PersonYear(tier) = entry.driver else { return None };
            let stairs = entry.stairs.as_ref()?;
            // A tier that this group does not have is never reached in it.
            let tier = tier.map(|tier| block.tier(tier).unwrap_or(usize::MAX));
            Some(Self { stairs, first, tier, tiers: Vec::new() })
        };
        model.lines.iter().enumerate().filter_map(line).collect()
    }
}

impl<'m> GroupSetting<'m> {
    /// Finds who leaves the support of each line, and forgets when they enter where that depends on the draw.
    pub(super) fn update_stairs(&mut self, first_time: bool) {
        let uncertain = self.has_uncertain_starts();
        let cohorts = self.cohorts().count();
        let mut lines = std::mem::take(&mut self.stairs);
        for line in &mut lines {
            if first_time {
                line.tiers = self.tiers_of(line);
            }
            for tier in &mut line.tiers {
                if first_time || uncertain {
                    tier.starts = vec![OnceLock::new(); cohorts];
                }
            }
        }
        self.stairs = lines;
    }

    /// The tiers that leave a line's support, each for both arms at once where adults wait alike in both.
    fn tiers_of(&self, line: &StairsLine<'m>) -> Vec<TierOnStairs> {
        let mut tiers = Vec::new();
        for tier in (0..self.tiers.len()).filter(|tier| line.tier.is_none_or(|only| only == *tier)) {
            let alike = self.group.employment.as_ref().is_some_and(|e| e.tiers[tier].waits_alike());
            let arms = if alike { vec![vec![0, 1]] } else { vec![vec![0], vec![1]] };
            let of = |arms| TierOnStairs { tier, arms, starts: Vec::new() };
            tiers.extend(arms.into_iter().map(of));
        }
        tiers
    }

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
            wait: self.tiers[tier].waits[arm].as_ref(),
            self_support: self.self_support(tier),
            course,
            cohort,
            years: self.families.len() - cohort,
        }
    }
}
