//! Points in rows, in two columns with an axis each.

use super::axis::{PlotArea, ticks};
use super::canvas::{ACCENT, Anchor, Canvas, GAIN, GRID, INK, LOSS, MUTED, RGBColor, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::{PairGroup, PairRow, PairRows};

/// The first line of a panel, and where its last one ends.
const TOP: i32 = 250;
const BOTTOM: i32 = 1050;
/// The tallest that a line may be.
const TALLEST: i32 = 44;
const TEXT: i32 = 24;
/// Per cent of a panel for the names, and pixels for the remarks and between panels.
const NAMES: i32 = 56;
const REMARKS: i32 = 90;
const APART: i32 = 60;

pub(super) fn pairs(canvas: &Canvas<'_>, picture: &PairRows) -> Result<(), PlotError> {
    legend(canvas, &picture.legend)?;
    let lines = picture.panels.iter().map(|groups| lines(groups)).max().unwrap_or(1).max(1);
    let height = ((BOTTOM - TOP) / lines as i32).min(TALLEST);
    let filled = picture.panels.iter().filter(|groups| !groups.is_empty()).count().max(1) as i32;
    let width = (SIZE.0 - 140 + APART) / filled;
    for (at, groups) in picture.panels.iter().enumerate().filter(|(_, groups)| !groups.is_empty()) {
        let left = 80 + at as i32 * width;
        let frame = PlotArea {
            left: left + (width - APART) * NAMES / 100,
            right: left + width - APART - REMARKS,
            top: TOP,
            bottom: TOP + height * lines as i32,
            x: (0.0, picture.to),
            y: (0.0, 1.0),
        };
        panel(canvas, &frame, (left, left + width - APART), height, groups, &picture.across)?;
    }
    Ok(())
}

/// The lines that groups take: a heading and a row each.
fn lines(groups: &[PairGroup]) -> usize {
    groups.iter().map(|group| group.rows.len() + 1).sum()
}

fn panel(
    canvas: &Canvas<'_>,
    frame: &PlotArea,
    (left, right): (i32, i32),
    height: i32,
    groups: &[PairGroup],
    across: &str,
) -> Result<(), PlotError> {
    let bottom = TOP + height * lines(groups) as i32;
    let (step, found) = ticks(0.0, frame.x.1, 4.0);
    for tick in found {
        let x = frame.px(tick);
        canvas.line((x, frame.top), (x, bottom), GRID, 2)?;
        canvas.text(&canvas.language.tick(tick, step), (x, bottom + 26), TEXT, MUTED, Anchor::Centre, false)?;
    }
    let x = frame.px(1.0);
    canvas.line((x, frame.top), (x, bottom), INK, 3)?;
    let middle = i32::midpoint(frame.left, frame.right);
    canvas.text(across, (middle, bottom + 58), TEXT, MUTED, Anchor::Centre, false)?;
    let mut y = TOP + height / 2;
    for group in groups {
        let heading = canvas.fitted(&group.heading, TEXT, true, right - left);
        canvas.text_on_white(&heading, (left, y), TEXT, INK, Anchor::Left, true)?;
        y += height;
        for of in &group.rows {
            row(canvas, frame, (left, right), y, of)?;
            canvas.spot(of.row, (left, y - height / 2), (right, y + height / 2));
            y += height;
        }
    }
    Ok(())
}

fn row(
    canvas: &Canvas<'_>,
    frame: &PlotArea,
    (left, right): (i32, i32),
    y: i32,
    PairRow { name, value, remark, row: _ }: &PairRow,
) -> Result<(), PlotError> {
    let name = canvas.fitted(name, TEXT, false, frame.left - left - 30);
    canvas.text(&name, (left, y), TEXT, INK, Anchor::Left, false)?;
    match value {
        Some(value) => {
            let (from, to) = (frame.px(1.0), frame.px(*value));
            let colour = if *value < 1.0 { LOSS } else { GAIN };
            canvas.line((from, y), (to, y), colour, 4)?;
            dot(canvas, (to, y), colour)?;
            canvas.text(remark, (right, y), TEXT, INK, Anchor::Right, true)
        }
        None => cross(canvas, (right - 12, y)),
    }
}

/// A point.
fn dot(canvas: &Canvas<'_>, (x, y): (i32, i32), colour: RGBColor) -> Result<(), PlotError> {
    canvas.fill(&[(x - 11, y), (x, y - 11), (x + 11, y), (x, y + 11)], colour, 1.0)
}

/// A mark without a number.
fn cross(canvas: &Canvas<'_>, (x, y): (i32, i32)) -> Result<(), PlotError> {
    canvas.line((x - 9, y - 9), (x + 9, y + 9), ACCENT, 4)?;
    canvas.line((x - 9, y + 9), (x + 9, y - 9), ACCENT, 4)
}

fn legend(canvas: &Canvas<'_>, [point, mark, one]: &[String; 3]) -> Result<(), PlotError> {
    let y = 196;
    dot(canvas, (92, y), GAIN)?;
    let mut x = 120;
    canvas.text(point, (x, y), SMALL, INK, Anchor::Left, false)?;
    x += canvas.width(point, SMALL, false) + 50;
    cross(canvas, (x, y))?;
    x += 28;
    canvas.text(mark, (x, y), SMALL, INK, Anchor::Left, false)?;
    x += canvas.width(mark, SMALL, false) + 50;
    canvas.line((x, y - 18), (x, y + 18), INK, 3)?;
    canvas.text(one, (x + 18, y), SMALL, INK, Anchor::Left, false)
}
