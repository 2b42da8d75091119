//! The least that must go wrong, assumption by assumption.

use super::canvas::{Anchor, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::{MOST_ROWS, Rows};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{LeastAdverse, Moved};
use crate::model::Written;
use crate::report::number::{decimal, written};

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
        let there: Vec<String> = found.moved.iter().take(MOST_ROWS).map(|moved| way(moved, caption.currency)).collect();
        let widest = there.iter().map(|text| canvas.width(text, SMALL, false)).max().unwrap_or(0);
        let rows = Rows::new(there.len(), (low - room, high + room), (720, widest.clamp(300, 560) + 100));
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
        for (row, (moved, text)) in found.moved.iter().zip(&there).enumerate() {
            rows.label(&canvas, row, &moved.label.title, &moved.label.path)?;
            let (from, to) = rows.bar(row, 0.0, moved.score);
            let y = rows.middle(row);
            let (x, anchor) = if moved.score < 0.0 { (from.0 - 14, Anchor::Right) } else { (to.0 + 14, Anchor::Left) };
            canvas.text_on_white(&decimal(moved.score, 2), (x, y), rows.size(), colour, anchor, true)?;
            canvas.text(text, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)?;
        }
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

/// From the median to the value there, the unit once: `14,575 to 15,210 kr.`.
fn way(moved: &Moved, currency: &str) -> String {
    let form = moved.label.form.bare();
    let from = if matches!(form, Written::Money { .. }) { &Written::PLAIN } else { &form };
    format!("{} to {}", written(moved.median, from, currency), written(moved.value, &form, currency))
}
