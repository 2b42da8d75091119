//! Whom a programme takes in, counted as the scenario counts them: every sum may be divided by their number.

use super::{AccountId, Activity, ActivityRows, Group, Model};
use serde::Serialize;

/// What those who are taken in are counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Participants {
    /// Families, where the scenario gives families.
    Families,
    /// Adults, where it gives adults.
    Adults,
    /// Families of some subgroups and adults of others.
    FamiliesAndAdults,
}

impl Model {
    /// What participants are; `None` where there are none: an intake of at most one a year on which no figure depends stands for
    /// the programme as a whole.
    #[must_use]
    pub fn participants(&self) -> Option<Participants> {
        let per_head = self.lines.iter().any(|line| line.driver.subject().is_some());
        if !(per_head || self.has_employment() || !self.events.is_empty() || self.groups.iter().any(|g| self.many(g))) {
            return None;
        }
        let first = self.groups.first()?.intake.counted;
        let same = self.groups.iter().all(|group| group.intake.counted == first);
        Some(if same { first } else { Participants::FamiliesAndAdults })
    }

    /// Whether more than one is taken in in some year.
    fn many(&self, group: &Group) -> bool {
        group.intake.at(&self.base_draw(), self.calendar.years).iter().any(|families| *families > 1.0)
    }

    /// Whether every draw has the same participants.
    #[must_use]
    pub fn has_certain_intake(&self) -> bool {
        self.stop_rule().is_none()
            && self.groups.iter().all(|group| group.intake.families.is_certain() && group.intake.delay.is_certain())
    }

    /// The groups whose participants an account is divided by: those whose activity it covers; none where there are no participants.
    pub fn participating(&self, account: AccountId) -> impl Iterator<Item = usize> + '_ {
        let account = &self.accounts[account.0];
        let all = if self.participants().is_some() { self.groups.len() } else { 0 };
        // Who has been seen counts in the group that they are from.
        (0..all).filter(|group| self.groups[*group].seen.is_none() && account.covers_group(Some(*group)))
    }

    /// Participants by account and year: those who leave the programme in it, as an activity has them.
    pub(super) fn participants_in(&self, rows: &ActivityRows, activity: &Activity) -> Vec<Vec<f64>> {
        let of = |account| {
            let families = self.participating(AccountId(account)).map(|group| rows.group(group).families());
            activity.summed(families)
        };
        (0..self.accounts.len()).map(of).collect()
    }
}
