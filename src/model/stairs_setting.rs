//! Lines reimbursed by weeks on support, worked out at one draw.

use super::relapse::Course;
use super::saved_support::Terms;
use super::{Driver, GroupRows, GroupSetting, Leaving, Model, Row, Stairs};

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
    /// Of each [cohort](GroupSetting::cohorts) of the group.
    cohorts: Vec<CohortOnStairs>,
}

/// The correction of those who leave in one calendar year after the planned one, or of all.
#[derive(Debug, Clone)]
struct CohortOnStairs {
    /// Moments of entry of the paths of the correction.
    starts: Vec<f64>,
    /// What the full rule changes: one for all planned years, or one each where the labour market differs.
    corrections: Vec<Vec<f64>>,
}

impl TierOnStairs {
    /// What the full rule changes for those of a cohort planned for a year; empty = nothing.
    #[must_use]
    pub fn correction(&self, cohort: usize, year: usize) -> &[f64] {
        let corrections = self.cohorts.get(cohort).map_or(&[][..], |cohort| &cohort.corrections);
        corrections.get(year.min(corrections.len().saturating_sub(1))).map_or(&[], Vec::as_slice)
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
    /// Works out what the full rule of the stairs changes, where it changes anything.
    pub(super) fn update_stairs(&mut self, years: usize, first_time: bool) {
        let Some(course) = &self.course else { return };
        let certain = !self.has_uncertain_starts();
        let planned = if self.entry.len() > 1 { years } else { 1 };
        let cohorts: Vec<Leaving> = self.cohorts().map(|cohort| cohort.leaving).collect();
        let mut lines = std::mem::take(&mut self.stairs);
        for line in &mut lines {
            if first_time {
                line.tiers = self.tiers_of(line);
            }
            for tier in &mut line.tiers {
                if first_time || !certain {
                    let none = CohortOnStairs { starts: Vec::new(), corrections: Vec::new() };
                    tier.cohorts = vec![none; cohorts.len()];
                }
                for (&leaving, cohort) in cohorts.iter().zip(&mut tier.cohorts) {
                    let terms =
                        |year: usize| self.terms(line.stairs, (tier.tier, tier.arms[0]), course, (leaving, year));
                    cohort.corrections.clear();
                    if terms(0).are_simple() {
                        continue;
                    }
                    if cohort.starts.is_empty() {
                        cohort.starts = terms(0).starts();
                    }
                    // What nobody leaves in a year for is not worked out.
                    let correction = |year: usize| match self.families[year] {
                        0.0 if planned > 1 => Vec::new(),
                        _ => terms(year).correction(&cohort.starts),
                    };
                    cohort.corrections.extend((0..planned).map(correction));
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
            let of = |arms| TierOnStairs { tier, arms, cohorts: Vec::new() };
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
