//! A bar from zero in each row: amounts of money, shares, or how far assumptions go.

use super::canvas::{Anchor, Canvas, GAIN, INK, LOSS, MUTED, RGBColor, SIZE, SMALL};
use super::error::PlotError;
use super::rows::Rows;
use crate::document::picture::{Across, BarRow, BarRows};

pub(super) fn bars(canvas: &Canvas<'_>, picture: &BarRows) -> Result<(), PlotError> {
    let rows = match &picture.across {
        Across::Money(money) => {
            let room = (money.to - money.from) * 0.1;
            let rows = Rows::new(picture.rows.len(), (money.from - room, money.to + room), (780, 260));
            rows.money_axis(canvas, money)?;
            rows
        }
        Across::Shares { unit } => {
            let most = picture.rows.iter().map(|row| row.end.value).fold(0.05, f64::max);
            let rows = Rows::new(picture.rows.len(), (0.0, most * 1.12), (780, 320));
            rows.axis(canvas, &|tick, _| canvas.language.percent(tick, 0), unit)?;
            rows
        }
        Across::Steps { unit, .. } => steps(canvas, &picture.rows, unit)?,
    };
    let rows = rows.fitted(canvas, picture.rows.iter().map(|row| row.title.as_str()));
    canvas.text(&picture.about, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
    canvas.text(&picture.heading, (SIZE.0 - 60, 234), SMALL, INK, Anchor::Right, true)?;
    for (row, BarRow { end, part, .. }) in picture.rows.iter().enumerate() {
        let (from, mut to) = rows.bar(row, 0.0, end.value);
        if matches!(picture.across, Across::Steps { .. }) {
            to.0 = to.0.max(from.0 + 2);
        }
        let colour = colour(&picture.across, end.value);
        canvas.rectangle(from, to, colour, if part.is_some() { 0.35 } else { 0.85 })?;
        if let Some(part) = part {
            let (from, to) = rows.bar(row, 0.0, *part);
            canvas.rectangle(from, to, colour, 0.85)?;
        }
    }
    rows.zero_line(canvas)?;
    for (row, BarRow { title, beneath, end, remark, part: _ }) in picture.rows.iter().enumerate() {
        rows.label(canvas, row, title, beneath)?;
        let (from, to) = rows.bar(row, 0.0, end.value);
        let y = rows.middle(row);
        let (x, anchor) = if end.value < 0.0 { (from.0 - 14, Anchor::Right) } else { (to.0 + 14, Anchor::Left) };
        canvas.text_on_white(&end.label, (x, y), rows.size(), colour(&picture.across, end.value), anchor, true)?;
        canvas.text(remark, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)?;
    }
    Ok(())
}

fn colour(across: &Across, value: f64) -> RGBColor {
    let loss = match across {
        Across::Money(_) | Across::Shares { .. } => value < 0.0,
        Across::Steps { adverse, .. } => *adverse,
    };
    if loss { LOSS } else { GAIN }
}

/// Rows on an axis of steps.
fn steps(canvas: &Canvas<'_>, bars: &[BarRow], unit: &str) -> Result<Rows, PlotError> {
    let ends = bars.iter().map(|bar| bar.end.value);
    let (low, high) = ends.fold((-0.05f64, 0.05f64), |(low, high), x| (low.min(x), high.max(x)));
    let room = (high - low) * 0.12;
    let widest = bars.iter().map(|bar| canvas.width(&bar.remark, SMALL, false)).max().unwrap_or(0);
    let rows = Rows::new(bars.len(), (low - room, high + room), (720, widest.clamp(300, 560) + 100));
    rows.axis(canvas, &|tick, step| canvas.language.tick(tick, step), unit)?;
    Ok(rows)
}
