//! The least that must go wrong, assumption by assumption.

use super::canvas::{Anchor, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::{MOST_ROWS, Rows};
use super::{Canvas, Caption, PlotError};
use crate::analysis::LeastAdverse;
use crate::report::number::{decimal, plain};

/// The nearest combination at which the sign changes, as SVG.
///
/// # Errors
/// When drawing fails.
pub fn least_adverse(found: &LeastAdverse, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let pays = found.at_medians > 0.0;
        let what = if pays { "The least that must go wrong for a loss" } else { "The least that must go right to pay" };
        let canvas = Canvas::new(&mut svg, &format!("{what}: {}", caption.whose()), caption)?;
        let scores = found.moved.iter().map(|moved| moved.score);
        let (low, high) = scores.fold((-0.05f64, 0.05f64), |(low, high), x| (low.min(x), high.max(x)));
        let room = (high - low) * 0.12;
        let rows = Rows::new(found.moved.len().min(MOST_ROWS), (low - room, high + room), (640, 440));
        let number =
            |tick: f64, step: f64| decimal(tick, usize::from(step < 1.0) + usize::from(step < 0.1 || step == 0.25));
        rows.axis(&canvas, &number, "standard deviations from the median")?;
        let distance = decimal(found.distance.unwrap_or(0.0), 2);
        let text = format!(
            "The nearest combination with an expected net benefit of zero: {distance} standard deviations from the medians in all"
        );
        canvas.text(&text, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
        canvas.text("from median to there", (SIZE.0 - 60, 234), SMALL, INK, Anchor::Right, true)?;
        let colour = if pays { LOSS } else { GAIN };
        for (row, moved) in rows.shown().zip(&found.moved) {
            let (from, to) = rows.bar(row, 0.0, moved.score);
            canvas.rectangle(from, (to.0.max(from.0 + 2), to.1), colour, 0.85)?;
        }
        rows.zero_line(&canvas)?;
        for (row, moved) in rows.shown().zip(&found.moved) {
            rows.label(&canvas, row, (&moved.path, &str::to_owned), moved.unit.as_deref().unwrap_or_default())?;
            let (from, to) = rows.bar(row, 0.0, moved.score);
            let y = rows.middle(row);
            let (x, anchor) = if moved.score < 0.0 { (from.0 - 14, Anchor::Right) } else { (to.0 + 14, Anchor::Left) };
            canvas.text_on_white(&decimal(moved.score, 2), (x, y), rows.size(), colour, anchor, true)?;
            let text = format!("{} to {}", plain(moved.median), plain(moved.value));
            canvas.text(&text, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)?;
        }
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}
