//! How each scenario differs from the reference, one distribution above the other on one axis.

use super::axis::Money;
use super::canvas::{Anchor, BODY, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::Rows;
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Comparison, Difference, Gap};
use crate::report::number::chance;

/// The distributions of the differences over the horizon as SVG; `span` names it.
///
/// # Errors
/// When drawing fails.
pub fn differences(comparison: &Comparison, span: &str, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("What the choice changes: net benefit {span}, {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let all = &comparison.differences;
        let ends = all.iter().flat_map(|difference| {
            let bars = &difference.histogram;
            [bars.from, bars.from + bars.width * bars.counts.len() as f64]
        });
        let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let rows = Rows::of_all(all.len(), (low, high), (560, 420));
        rows.money_axis(&canvas, &money)?;
        let reference = comparison.scenarios.first().map_or("", |scenario| &scenario.name);
        let text = format!("Difference from {reference}, replication by replication");
        let text = canvas.fitted(&text, SMALL, false, SIZE.0 - 160);
        canvas.text(&text, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
        legend(&canvas)?;
        for (row, difference) in all.iter().enumerate() {
            let account = difference.accounts.iter().find(|account| account.id == comparison.account);
            if let Some(gap) = account.and_then(|account| account.cumulative.last()) {
                draw(&canvas, &rows, row, difference, gap, &money)?;
            }
        }
        rows.zero_line(&canvas)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn legend(canvas: &Canvas<'_>) -> Result<(), PlotError> {
    let y = 240;
    canvas.rectangle((80, y - 16), (112, y + 16), LOSS, 0.85)?;
    canvas.text("worse", (126, y), SMALL, INK, Anchor::Left, false)?;
    let x = 126 + canvas.width("worse", SMALL, false) + 40;
    canvas.rectangle((x, y - 16), (x + 32, y + 16), GAIN, 0.85)?;
    canvas.text(
        "better; the line is the mean difference; what is exactly as good is not drawn",
        (x + 46, y),
        SMALL,
        INK,
        Anchor::Left,
        false,
    )
}

fn draw(
    canvas: &Canvas<'_>,
    rows: &Rows,
    row: usize,
    difference: &Difference,
    gap: &Gap,
    money: &Money,
) -> Result<(), PlotError> {
    let bars = &difference.histogram;
    let frame = &rows.frame;
    let bottom = frame.top + rows.height * (row as i32 + 1) - 6;
    let low = rows.height < 90;
    let tall = f64::from(rows.height - if low { 12 } else { 40 });
    let most = bars.counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    for (i, &count) in bars.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let edge = bars.from + i as f64 * bars.width;
        let (from, to) = (frame.px(edge), frame.px(edge + bars.width));
        let top = bottom - (tall * count as f64 / most).round() as i32;
        let colour = if edge < -bars.width / 2.0 { LOSS } else { GAIN };
        let colour = if gap.equal.value == 1.0 { MUTED } else { colour };
        canvas.rectangle((from + 1, top), ((to - 1).max(from + 3), bottom), colour, 0.85)?;
    }
    canvas.line((frame.left, bottom), (frame.right, bottom), MUTED, 2)?;
    let x = frame.px(gap.mean);
    canvas.line((x, bottom - tall as i32 - if low { 0 } else { 10 }), (x, bottom), INK, 5)?;
    let y = bottom - rows.height / 2;
    // A variant with several changes has a line for each.
    let room = frame.left - 80 - 24;
    let lines: Vec<&str> = difference.name.split("; ").collect();
    for (i, line) in lines.iter().enumerate() {
        let size = [BODY - 4, SMALL, SMALL - 6].into_iter().find(|&size| canvas.width(line, size, true) <= room);
        let size = size.unwrap_or(SMALL - 6);
        let at = y + (2 * i as i32 + 1 - lines.len() as i32) * 20;
        canvas.text(&canvas.fitted(line, size, true, room), (80, at), size, INK, Anchor::Left, true)?;
    }
    let mean = format!("{}{}", if gap.mean > 0.0 { "+" } else { "" }, money.amount(gap.mean));
    let mut better =
        gap.better.as_ref().map_or_else(|| "P(better) withheld".to_owned(), |p| format!("better in {}", chance(p, 1)));
    // One line where rows are low.
    if low {
        let mean = canvas.fitted(&mean, SMALL - 6, false, SIZE.0 - 290 - frame.right - 20);
        canvas.text(&mean, (SIZE.0 - 290, y), SMALL - 6, INK, Anchor::Right, false)?;
        return canvas.text(&better, (SIZE.0 - 60, y), SMALL - 6, GAIN, Anchor::Right, true);
    }
    if gap.equal.is_mixed() {
        better = format!("as good in {}, {better}", chance(&gap.equal, 1));
    }
    canvas.text(&better, (SIZE.0 - 60, y - 22), SMALL, GAIN, Anchor::Right, true)?;
    let mean = canvas.fitted(&format!("mean {mean}"), SMALL, false, SIZE.0 - 60 - frame.right - 20);
    canvas.text(&mean, (SIZE.0 - 60, y + 22), SMALL, INK, Anchor::Right, false)
}
