//! The tornado: what each assumption moves, in rows.

use super::canvas::{ACCENT, Anchor, Canvas, GAIN, INK, LOSS, MUTED, SIZE, SMALL};
use super::error::PlotError;
use super::rows::Rows;
use crate::document::picture::{SwingRow, SwingRows};

pub(super) fn swings(canvas: &Canvas<'_>, swings: &SwingRows) -> Result<(), PlotError> {
    let (low, high) = (swings.money.from, swings.money.to);
    let centre = swings.centre.value;
    // Room for the values at the ends of the longest bars.
    let ends = swings.rows.iter().flat_map(|row| &row.ends);
    let widest = ends.map(|end| canvas.width(&end.label, SMALL, false)).max();
    let room = (high - low) * f64::from(widest.unwrap_or(0).clamp(100, 300) + 28) / 660.0;
    let rows = Rows::new(swings.rows.len(), (low - room, high + room), (720, 330));
    let rows = rows.fitted(canvas, swings.rows.iter().map(|row| row.title.as_str()));
    rows.money_axis(canvas, &swings.money)?;
    canvas.text(&swings.about, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
    let text = canvas.fitted(&swings.centre.label, SMALL, true, SIZE.0 - 560);
    canvas.text(&text, (80, 234), SMALL, ACCENT, Anchor::Left, true)?;
    canvas.text(&swings.heading, (SIZE.0 - 60, 234), SMALL, INK, Anchor::Right, true)?;
    for (row, swing) in swings.rows.iter().enumerate() {
        // The longer bar first, and where both lie on one side the shorter on it in full colour.
        let mut amounts = swing.ends.each_ref().map(|end| end.value);
        amounts.sort_by(|a, b| (b - centre).abs().total_cmp(&(a - centre).abs()));
        let one_side = (amounts[0] < centre) == (amounts[1] < centre);
        for (amount, share) in amounts.into_iter().zip([0.85, if one_side { 1.0 } else { 0.85 }]) {
            let (from, to) = rows.bar(row, centre, amount);
            let share = if swing.pale { share * 0.45 } else { share };
            canvas.rectangle(from, to, if amount < centre { LOSS } else { GAIN }, share)?;
        }
    }
    rows.zero_line(canvas)?;
    let x = rows.frame.px(centre);
    canvas.dashed(&[(x, rows.frame.top - 10), (x, rows.frame.bottom)], ACCENT, 4)?;
    for (row, swing) in swings.rows.iter().enumerate() {
        labels(canvas, &rows, row, swing, centre)?;
    }
    if let Some(rest) = &swings.rest {
        canvas.text(rest, (80, rows.frame.bottom + 36), SMALL - 4, MUTED, Anchor::Left, false)?;
    }
    Ok(())
}

fn labels(canvas: &Canvas<'_>, rows: &Rows, row: usize, swing: &SwingRow, centre: f64) -> Result<(), PlotError> {
    rows.label(canvas, row, &swing.title, &swing.beneath)?;
    // Each end's value outside its bar; where both lie on one side the further one outside, the other not.
    let y = rows.middle(row);
    let size = rows.size() - 2;
    let least = swing.ends.iter().map(|end| end.value).fold(centre, f64::min);
    let most = swing.ends.iter().map(|end| end.value).fold(centre, f64::max);
    let (left, right): (Vec<_>, Vec<_>) = swing.ends.iter().partition(|end| end.value < centre);
    let [left, right] =
        [left, right].map(|ends| ends.iter().map(|end| end.label.as_str()).collect::<Vec<_>>().join(" · "));
    // A value that would lie on the zero line stands beyond it.
    let zero = rows.frame.px(0.0);
    let (mut from, mut to) = (rows.frame.px(least) - 14, rows.frame.px(most) + 14);
    if (from - canvas.width(&left, size, false) - 14..from + 14).contains(&zero) {
        from = from.min(zero - 14);
    }
    if (to - 14..to + canvas.width(&right, size, false) + 14).contains(&zero) {
        to = to.max(zero + 14);
    }
    canvas.text_on_white(&left, (from, y), size, LOSS, Anchor::Right, false)?;
    canvas.text_on_white(&right, (to, y), size, GAIN, Anchor::Left, false)?;
    let Some(remark) = &swing.remark else { return Ok(()) };
    canvas.text(remark, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)
}
