//! All assumptions at their adverse ends, one after another.

use super::axis::Money;
use super::canvas::{Anchor, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::Rows;
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Level, Stress, StressStep, Tornado};
use crate::report::number::{chance, written};
use crate::summary::Outcome;

/// The stress test as SVG.
///
/// # Errors
/// When drawing fails.
pub fn stress(report: &Outcome<Tornado>, stress: &Stress, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("If everything goes wrong: net benefit {}, {}", report.span(), caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let mut all: Vec<(String, String, &Level)> =
            vec![("Nothing held".to_owned(), String::new(), &report.result.base)];
        all.extend(stress.adverse.iter().map(|StressStep { label, value, level, .. }| {
            let value = written(*value, &label.form, caption.currency);
            (format!("+ {}", label.title), format!("at {value} · {}", label.path), level)
        }));
        all.push(("All favourable".to_owned(), String::new(), &stress.favourable.level));
        let means = all.iter().map(|(.., level)| level.mean.value);
        let (low, high) = means.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let room = (high - low) * 0.1;
        let money = Money::suiting(low.abs().max(high), caption.currency);
        // With more steps than can be read, the first and, always, the last two.
        let most = super::rows::MOST_ROWS;
        let skipped = all.len().saturating_sub(most);
        if skipped > 0 {
            all.drain(most - 2..most - 2 + skipped);
        }
        let rows = Rows::new(all.len(), (low - room, high + room), (780, 260));
        rows.money_axis(&canvas, &money)?;
        let text = "Mean net benefit with this assumption and all above it at their adverse ends, the rest uncertain";
        canvas.text(text, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
        canvas.text("P(net > 0)", (SIZE.0 - 60, 234), SMALL, INK, Anchor::Right, true)?;
        let bar = |row: usize, mean: f64| (rows.bar(row, 0.0, mean), if mean < 0.0 { LOSS } else { GAIN });
        for (row, (.., level)) in all.iter().enumerate() {
            let ((from, to), colour) = bar(row, level.mean.value);
            canvas.rectangle(from, to, colour, 0.85)?;
        }
        rows.zero_line(&canvas)?;
        for (row, (title, remark, level)) in all.into_iter().enumerate() {
            let mean = level.mean.value;
            rows.label(&canvas, row, &title, &remark)?;
            let ((from, to), colour) = bar(row, mean);
            let y = rows.middle(row);
            let (x, anchor) = if mean < 0.0 { (from.0 - 14, Anchor::Right) } else { (to.0 + 14, Anchor::Left) };
            canvas.text_on_white(&money.label(mean), (x, y), rows.size(), colour, anchor, true)?;
            let odds = level.probability.as_ref().map_or_else(|| "withheld".to_owned(), |p| chance(p, 1));
            canvas.text(&odds, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)?;
        }
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}
