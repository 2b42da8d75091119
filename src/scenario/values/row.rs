//! One figure of a database of values.

use super::date::Day;
use super::kinds::{EachLanguage, FoundHow, RefundBasis, ValueKind, ValueSpread};
use crate::distribution::{Argument, DistributionFamily, Evidence};
use crate::model::{Grade, Language};

/// One figure: what it is, when it holds, where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRow {
    /// The series that it belongs to: its name in a scenario after `values.`.
    pub series: String,
    /// What kind of figure it is, where the file says.
    pub kind: Option<ValueKind>,
    /// The year that it is about.
    pub year: Option<i32>,
    /// The first day on which it holds.
    pub valid_from: Option<Day>,
    /// The last day on which it holds.
    pub valid_until: Option<Day>,
    /// As the file gives it: a share in per cent; `None` = a note, which is no number.
    pub stated: Option<f64>,
    /// Its lowest and highest, as the file gives them.
    pub ends: Option<(f64, f64)>,
    /// What these are.
    pub spread: ValueSpread,
    /// Its unit.
    pub unit: EachLanguage,
    /// What a note says in place of a number.
    pub text: EachLanguage,
    /// Which prices it is in.
    pub prices: EachLanguage,
    /// Before or after refund, where the file says.
    pub refund: Option<RefundBasis>,
    /// The same in words.
    pub basis: EachLanguage,
    /// Who pays.
    pub payer: EachLanguage,
    /// How it was come by, where the file says.
    pub found: Option<FoundHow>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// What it is called.
    pub name: EachLanguage,
    /// Who says so.
    pub source: EachLanguage,
    /// Where that is to be read.
    pub address: String,
    /// The day on which it was read.
    pub seen: String,
    /// What to know of it.
    pub note: EachLanguage,
}

/// The fewest days of a year that a row must hold for to be that of the year: some rates begin on its first Monday.
const A_WHOLE_YEAR: u16 = 335;

impl ValueRow {
    /// Whether the file gives a share in per cent, which stands in a scenario as the share: 80 per cent as 0.8.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        let unit = self.unit.told(Language::English);
        unit.split(' ')
            .next()
            .is_some_and(|first| ["percent", "percentage", "procent", "procentpoint"].contains(&first))
    }

    /// A number of the row as it stands in a scenario.
    #[must_use]
    pub fn in_scenario(&self, stated: f64) -> f64 {
        // Division would lose the last digit: 38.08 per cent is 0.3808 to the bit.
        let share = || format!("{stated}e-2").parse().unwrap_or(stated / 100.0);
        if self.is_percent() { share() } else { stated }
    }

    /// The figure as it stands in a scenario; `None` = a note.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.stated.map(|stated| self.in_scenario(stated))
    }

    /// What is known of the figure as evidence of a distribution, where it is uncertain.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        let (value, (low, high)) = (self.value()?, self.ends?);
        let (low, high) = (self.in_scenario(low), self.in_scenario(high));
        let (family, scalars) = match self.spread {
            ValueSpread::Range if low < high => {
                (DistributionFamily::Pert, vec![(Argument::Min, low), (Argument::Mode, value), (Argument::Max, high)])
            }
            ValueSpread::Certain | ValueSpread::Persons | ValueSpread::Range => return None,
            ValueSpread::Interval(level) => (
                DistributionFamily::Normal,
                vec![(Argument::Low, low), (Argument::High, high), (Argument::Level, level)],
            ),
        };
        Some(Evidence { family: Some(family), scalars, ..Evidence::default() })
    }

    /// The first and the last day on which it holds, as stated, else those of its year; `None` = without such an end.
    #[must_use]
    pub fn span(&self) -> (Option<Day>, Option<Day>) {
        match (self.valid_from, self.valid_until, self.year) {
            (None, None, Some(year)) => (Some(Day::first_of(year)), Some(Day::last_of(year))),
            (from, until, _) => (from, until),
        }
    }

    /// Whether it holds on some day from one to another.
    #[must_use]
    pub fn holds_within(&self, first: Day, last: Day) -> bool {
        let (from, until) = self.span();
        from.is_none_or(|from| from <= last) && until.is_none_or(|until| until >= first)
    }

    /// Whether both hold on some day.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (from, until) = other.span();
        self.holds_within(from.unwrap_or(Day::first_of(i32::MIN)), until.unwrap_or(Day::last_of(i32::MAX)))
    }

    /// The first and the last day of a year on which it holds, where it does not hold in nearly all of it.
    pub(super) fn part_of(&self, year: i32) -> Option<(Day, Day)> {
        let (from, until) = self.span();
        let first = from.unwrap_or(Day::first_of(year)).max(Day::first_of(year));
        let last = until.unwrap_or(Day::last_of(year)).min(Day::last_of(year));
        let days = (last.of_year() + 1).saturating_sub(first.of_year());
        (days < A_WHOLE_YEAR).then_some((first, last))
    }

    /// The last year that it is about or holds in; `None` = it still holds, or no year is told.
    #[must_use]
    pub fn last_year(&self) -> Option<i32> {
        match self.span() {
            (_, Some(until)) => Some(until.year),
            (_, None) => None,
        }
    }
}
