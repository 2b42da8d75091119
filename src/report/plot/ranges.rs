//! Spreads in rows on one axis, a remark beside each.

use super::canvas::{ACCENT, Anchor, Canvas, GAIN, INK, SIZE, SMALL};
use super::error::PlotError;
use super::fan::{SHADES, legend};
use super::rows::Rows;
use crate::document::picture::{RangeAxis, RangeRow, RangeRows, Spread};

pub(super) fn ranges(canvas: &Canvas<'_>, ranges: &RangeRows) -> Result<(), PlotError> {
    let range = match &ranges.across {
        RangeAxis::Money(money) => (money.from, money.to),
        RangeAxis::Numbers { from, to, .. } => (*from, *to),
    };
    let rows = Rows::of_all(ranges.rows.len(), range, (560, 260));
    let rows = rows.fitted(canvas, ranges.rows.iter().map(|row| row.name.as_str()));
    match &ranges.across {
        RangeAxis::Money(money) => rows.money_axis(canvas, money)?,
        RangeAxis::Numbers { shares: true, unit, .. } => {
            rows.axis(canvas, &|tick, _| canvas.language.percent(tick, 0), unit)?;
        }
        RangeAxis::Numbers { unit, .. } => {
            rows.axis(canvas, &|tick, step| canvas.language.tick(tick, step), unit)?;
        }
    }
    for (row, RangeRow { name, spread, remark }) in ranges.rows.iter().enumerate() {
        let Spread { bands, median, expected } = spread;
        rows.label(canvas, row, name, "")?;
        for ((lower, upper), share) in bands.iter().zip(SHADES) {
            let (from, to) = rows.bar(row, *lower, *upper);
            canvas.rectangle(from, to, GAIN, share)?;
        }
        let (from, to) = rows.bar(row, *median, *median);
        canvas.line(from, to, GAIN, 6)?;
        let (from, to) = rows.bar(row, *expected, *expected);
        canvas.dashed(&[(from.0, from.1 - 4), (to.0, to.1 + 4)], ACCENT, 6)?;
        canvas.text(remark, (SIZE.0 - 60, rows.middle(row)), rows.size(), INK, Anchor::Right, true)?;
    }
    rows.zero_line(canvas)?;
    canvas.text(&ranges.heading, (SIZE.0 - 60, rows.frame.top - 30), SMALL, INK, Anchor::Right, false)?;
    legend(canvas, &ranges.legend, 80)
}
