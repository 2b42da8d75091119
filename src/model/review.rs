//! A review: what has been observed of the programme decides whether it goes on.
//!
//! A review stands at 31 December of its year. If fewer than its least number have been observed in the *programme arm* until then, the
//! programme stops: no family is taken in after the notice, and what is paid per year ends, unless the line continues. Families
//! already in keep their courses. What the programme changes against the comparison arm is never observed, so no review rests on it.

use super::{ActivityRows, Driver, Line, Model, Row};

/// When the programme is looked at again, and what lets it go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What is counted in the programme arm.
    pub observed: Observed,
    /// Calendar years after the year of a review in which a programme that stops still runs.
    pub notice: usize,
    /// The reviews in turn, by rising year.
    pub checkpoints: Vec<Checkpoint>,
}

/// One look at the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its year, by position: it stands at 31 December.
    pub year: usize,
    /// The programme goes on if at least as many have been observed since the start.
    pub at_least: u32,
}

/// What a review counts, under the programme and from the start on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observed {
    /// Adults who have become self-sufficient for the first time, whether or not they have relapsed since.
    Entries,
    /// Events of the model that have begun, by position; events given by arm only.
    Event(usize),
}

impl Review {
    /// Whether it can stop the programme at all: a least number of none lets everything go on.
    #[must_use]
    pub fn can_stop(&self) -> bool {
        self.checkpoints.iter().any(|checkpoint| checkpoint.at_least > 0)
    }

    /// The first calendar year without the programme where a review stops it, by position.
    #[must_use]
    pub fn ends(&self, checkpoint: &Checkpoint) -> usize {
        checkpoint.year + self.notice + 1
    }

    /// The last year that any of the reviews looks at, by position.
    #[must_use]
    pub fn last_year(&self) -> usize {
        self.checkpoints.last().map_or(0, |checkpoint| checkpoint.year)
    }

    /// The first review whose least number is not reached; `count` = what was observed until each, in turn.
    #[must_use]
    pub fn stops_at(&self, count: impl Fn(usize) -> u32) -> Option<usize> {
        (0..self.checkpoints.len()).find(|&at| count(at) < self.checkpoints[at].at_least)
    }
}

impl Model {
    /// The review, where it may stop the programme.
    #[must_use]
    pub fn stop_rule(&self) -> Option<&Review> {
        self.review.as_ref().filter(|review| review.can_stop())
    }
}

impl Line {
    /// The rows of a line that is paid whoever takes part: `None` for any other.
    pub(super) fn calendar_rows(&self, rows: &ActivityRows) -> Option<Vec<Row>> {
        match self.driver {
            Driver::CalendarYear if self.continues => Some(vec![ActivityRows::CALENDAR_YEARS]),
            Driver::CalendarYear => Some(vec![rows.running()]),
            Driver::Stop => Some(rows.stopped().into_iter().collect()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_review_that_falls_short_stops_the_programme() {
        let at = |year, at_least| Checkpoint { year, at_least };
        let review = Review { observed: Observed::Entries, notice: 1, checkpoints: vec![at(1, 5), at(3, 12)] };
        let stops = |counts: [u32; 2]| review.stops_at(|at| counts[at]);
        assert_eq!([stops([4, 20]), stops([5, 11]), stops([5, 12])], [Some(0), Some(1), None]);
        assert_eq!(review.ends(&review.checkpoints[0]), 3);
        let none = Review { checkpoints: vec![at(1, 0)], ..review.clone() };
        assert!(review.can_stop() && !none.can_stop());
    }
}
