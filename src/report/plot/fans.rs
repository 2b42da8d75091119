//! Fans side by side on one scale.

use super::axis::{PlotArea, money_axis, padded, ticks};
use super::canvas::{Anchor, BODY, Canvas, GRID, INK, MUTED, SIZE, SMALL};
use super::error::PlotError;
use super::fan::{course, legend};
use crate::document::picture::{FanPanel, Fans};

/// Fans in one row before a second is begun.
const ONE_ROW: usize = 4;

pub(super) fn fans(canvas: &Canvas<'_>, fans: &Fans) -> Result<(), PlotError> {
    let rows = fans.panels.len().div_ceil(ONE_ROW);
    let across = fans.panels.len().div_ceil(rows);
    let (left, gap) = (220, 96);
    let width = (SIZE.0 - left - 80 - gap * (across as i32 - 1)) / across as i32;
    let height = (SIZE.1 - 250 - 90) / rows as i32;
    let start = if fans.from_zero { 0.0 } else { 1.0 };
    for (i, scenario) in fans.panels.iter().enumerate() {
        let (column, row) = ((i % across) as i32, (i / across) as i32);
        let from = left + column * (width + gap);
        let top = 250 + row * height;
        let frame = PlotArea {
            left: from,
            right: from + width,
            top: top + 110,
            bottom: top + height - 70,
            x: (start, (fans.years as f64).max(start + 0.5)),
            y: padded(&fans.money),
        };
        let grid = || {
            if column == 0 {
                return money_axis(canvas, &frame, &fans.money);
            }
            for tick in ticks(frame.y.0, frame.y.1, 6.0).1.into_iter().filter(|tick| *tick != 0.0) {
                let y = frame.py(tick);
                canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
            }
            Ok(())
        };
        course(canvas, &frame, &scenario.course, 5, grid)?;
        labels(canvas, &frame, scenario)?;
    }
    legend(canvas, &fans.legend, 80)
}

fn labels(
    canvas: &Canvas<'_>,
    frame: &PlotArea,
    FanPanel { name, remark, course }: &FanPanel,
) -> Result<(), PlotError> {
    let middle = i32::midpoint(frame.left, frame.right);
    let room = frame.right - frame.left + 30;
    let size = [SMALL, SMALL - 4, SMALL - 8].into_iter().find(|&size| canvas.width(name, size, true) <= room);
    let size = size.unwrap_or(SMALL - 8);
    let name = canvas.fitted(name, size, true, room);
    canvas.text(&name, (middle, frame.top - 72), size, INK, Anchor::Centre, true)?;
    canvas.text(remark, (middle, frame.top - 28), SMALL, INK, Anchor::Centre, false)?;
    let years = &course.years;
    let labels = if frame.right - frame.left > 700 { years.len().min(6) } else { 2 };
    let step = (years.len().saturating_sub(1)).div_ceil(labels.max(2) - 1).max(1);
    for (i, year) in years.iter().enumerate().filter(|(i, _)| (years.len() - 1 - i).is_multiple_of(step)) {
        let x = frame.px(i as f64 + 1.0);
        canvas.line((x, frame.bottom), (x, frame.bottom + 12), MUTED, 2)?;
        canvas.text(&year.to_string(), (x, frame.bottom + 40), BODY - 8, MUTED, Anchor::Centre, false)?;
    }
    Ok(())
}
