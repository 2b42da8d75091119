//! What can be said of a figure at the place that uses it.

use super::date::Day;

/// What is to be said of a figure at the place that uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CitedWarning {
    /// It is an estimate; what is noted of it.
    Estimate { note: String },
    /// It is some years older than the scenario.
    Older { year: i32, start: i32 },
    /// It is of another year than the line's prices.
    OtherPrices { year: i32, price_year: i32 },
    /// It holds in a part of the year.
    PartOfYear { year: i32, from: Day, until: Day },
    /// It is before refund where the line has none.
    BeforeRefund,
    /// It is after refund where the line takes it off.
    AfterRefund,
    /// It is before refund where the line says that its amount is after.
    WantedAfter,
    /// It is a transfer, and a wage index carries it to other years.
    IndexedWithWages { index: String },
}
