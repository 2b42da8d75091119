//! Two assumptions against each other: a map of the mean net benefit with the break-even line and lines of P(net > 0).

use super::axis::{Frame, Money, ticks, value_remark, value_tick};
use super::canvas::{ACCENT, Anchor, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::contour::contour;
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Axis, Grid};
use crate::report::number::percent;
use crate::summary::Outcome;
use plotters::style::RGBColor;

/// The probabilities whose lines are drawn.
const LINES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
/// Steps of the colour scale.
const SHADES: i32 = 60;

/// The map as SVG.
///
/// # Errors
/// When drawing fails.
pub fn grid(report: &Outcome<Grid>, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("Two assumptions: net benefit {}, {}", report.span(), caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let grid = &report.result;
        let largest = grid.cells.iter().map(|cell| cell.mean.value.abs()).fold(1.0, f64::max);
        let money = Money::suiting(largest, caption.currency);
        let half = |axis: &Axis| (axis.values[1] - axis.values[0]) / 2.0;
        let range = |axis: &Axis| (axis.values[0] - half(axis), axis.values[axis.values.len() - 1] + half(axis));
        let frame = Frame {
            left: 300,
            right: SIZE.0 - 420,
            top: 270,
            bottom: SIZE.1 - 200,
            x: range(&grid.x),
            y: range(&grid.y),
        };
        cells(&canvas, &frame, grid, largest)?;
        axes(&canvas, &frame, grid)?;
        scale(&canvas, &frame, &money, largest)?;
        let lines = lines(&canvas, &frame, grid)?;
        let scenario = scenario(&canvas, &frame, grid)?;
        legend(&canvas, lines, scenario)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn shade(value: f64, largest: f64) -> (RGBColor, f64) {
    (if value < 0.0 { LOSS } else { GAIN }, (value / largest).abs().clamp(0.0, 1.0).powf(0.7) * 0.9)
}

fn cells(canvas: &Canvas<'_>, frame: &Frame, grid: &Grid, largest: f64) -> Result<(), PlotError> {
    let edge = |axis: &Axis, i: usize| axis.values[0] + (i as f64 - 0.5) * (axis.values[1] - axis.values[0]);
    for j in 0..grid.y.values.len() {
        for i in 0..grid.x.values.len() {
            let (colour, share) = shade(grid.at(i, j).mean.value, largest);
            let from = (frame.px(edge(&grid.x, i)), frame.py(edge(&grid.y, j + 1)));
            let to = (frame.px(edge(&grid.x, i + 1)), frame.py(edge(&grid.y, j)));
            canvas.rectangle(from, to, colour, share)?;
        }
    }
    Ok(())
}

fn axes(canvas: &Canvas<'_>, frame: &Frame, grid: &Grid) -> Result<(), PlotError> {
    for tick in ticks(frame.x.0, frame.x.1, 8.0).1 {
        let x = frame.px(tick);
        canvas.line((x, frame.bottom), (x, frame.bottom + 10), MUTED, 2)?;
        let text = value_tick(tick, &grid.x.label.form);
        canvas.text(&text, (x, frame.bottom + 34), SMALL, MUTED, Anchor::Centre, false)?;
    }
    for tick in ticks(frame.y.0, frame.y.1, 8.0).1 {
        let y = frame.py(tick);
        canvas.line((frame.left - 10, y), (frame.left, y), MUTED, 2)?;
        let text = value_tick(tick, &grid.y.label.form);
        canvas.text(&text, (frame.left - 20, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    let title = canvas.fitted(&grid.x.label.title, SMALL, true, frame.right - frame.left);
    canvas.text(&title, (middle, frame.bottom + 78), SMALL, INK, Anchor::Centre, true)?;
    let remark = value_remark(&grid.x.label);
    canvas.text(&remark, (middle, frame.bottom + 112), SMALL - 8, MUTED, Anchor::Centre, false)?;
    let title = canvas.fitted(&grid.y.label.title, SMALL, true, frame.right - 80);
    canvas.text(&title, (80, frame.top - 30), SMALL, INK, Anchor::Left, true)?;
    let x = 80 + canvas.width(&title, SMALL, true) + 24;
    let remark = canvas.fitted(&value_remark(&grid.y.label), SMALL - 8, false, frame.right - x);
    canvas.text(&remark, (x, frame.top - 29), SMALL - 8, MUTED, Anchor::Left, false)
}

/// What the colours mean.
fn scale(canvas: &Canvas<'_>, frame: &Frame, money: &Money, largest: f64) -> Result<(), PlotError> {
    let (left, right) = (frame.right + 60, frame.right + 110);
    let bar = Frame { left, right, top: frame.top + 30, y: (-largest, largest), ..*frame };
    for step in 0..SHADES {
        let at = |step: i32| -largest + 2.0 * largest * f64::from(step) / f64::from(SHADES);
        let (colour, share) = shade(f64::midpoint(at(step), at(step + 1)), largest);
        canvas.rectangle((left, bar.py(at(step + 1))), (right, bar.py(at(step))), colour, share)?;
    }
    let (step, ticks) = ticks(-largest, largest, 6.0);
    for tick in ticks {
        canvas.text(&money.format(tick, step), (right + 16, bar.py(tick)), SMALL, MUTED, Anchor::Left, false)?;
    }
    let unit = canvas.fitted(&format!("mean, {}", money.unit), SMALL, false, SIZE.0 - 30 - left);
    canvas.text(&unit, (left, frame.top - 10), SMALL, MUTED, Anchor::Left, false)
}

/// Break-even in the mean, at base values, and the lines of the probabilities; gives which of the three there are.
fn lines(canvas: &Canvas<'_>, frame: &Frame, grid: &Grid) -> Result<[bool; 3], PlotError> {
    let size = (grid.x.values.len(), grid.y.values.len());
    let place = |(i, j): (f64, f64)| {
        let along = |axis: &Axis, at: f64| axis.values[0] + at * (axis.values[1] - axis.values[0]);
        frame.at((along(&grid.x, i), along(&grid.y, j)))
    };
    let mut labels = Vec::new();
    let known = grid.cells.iter().all(|cell| cell.probability.is_some());
    for (nth, level) in LINES.into_iter().enumerate().filter(|_| known) {
        let chance = |i, j| grid.at(i, j).probability.map_or(f64::NAN, |p| p.value);
        let pieces = contour(size, chance, level);
        for piece in &pieces {
            canvas.line(place(piece[0]), place(piece[1]), MUTED, 3)?;
        }
        // Labels of neighbouring lines at different heights, so that they do not meet.
        let wanted = (nth as f64 + 1.0) / (LINES.len() as f64 + 1.0) * size.1 as f64;
        let near = |piece: &&[(f64, f64); 2]| (piece[0].1 - wanted).abs();
        let nearest = pieces.iter().min_by(|a, b| near(a).total_cmp(&near(b)));
        labels.extend(nearest.map(|piece| (format!("P {}", percent(level, 0)), place(piece[0]))));
    }
    let expected = contour(size, |i, j| grid.at(i, j).expected, 0.0);
    for piece in &expected {
        canvas.line(place(piece[0]), place(piece[1]), ACCENT, 5)?;
    }
    let mean = contour(size, |i, j| grid.at(i, j).mean.value, 0.0);
    for piece in &mean {
        canvas.line(place(piece[0]), place(piece[1]), INK, 8)?;
    }
    let drawn = [!mean.is_empty(), !expected.is_empty(), !labels.is_empty()];
    for (text, (x, y)) in labels {
        let half = canvas.width(&text, SMALL - 4, true) / 2 + 8;
        let at = (x.clamp(frame.left + half, frame.right - half), y.clamp(frame.top + 20, frame.bottom - 20));
        canvas.text_on_white(&text, at, SMALL - 4, MUTED, Anchor::Centre, true)?;
    }
    Ok(drawn)
}

/// Where the scenario lies; `false` where that is not in the picture.
fn scenario(canvas: &Canvas<'_>, frame: &Frame, grid: &Grid) -> Result<bool, PlotError> {
    let inside = |range: (f64, f64), x: f64| (range.0..=range.1).contains(&x);
    if !inside(frame.x, grid.x.base) || !inside(frame.y, grid.y.base) {
        return Ok(false);
    }
    let (x, y) = frame.at((grid.x.base, grid.y.base));
    canvas.line((x - 22, y), (x + 22, y), INK, 6)?;
    canvas.line((x, y - 22), (x, y + 22), INK, 6)?;
    Ok(true)
}

/// What is drawn, and nothing that is not.
fn legend(canvas: &Canvas<'_>, lines: [bool; 3], scenario: bool) -> Result<(), PlotError> {
    let y = 196;
    let mut x = 80;
    let all = [
        ("break-even on average", INK, 8),
        ("break-even of the expected business case", ACCENT, 5),
        ("P(net > 0)", MUTED, 3),
    ];
    for ((name, colour, width), _) in all.into_iter().zip(lines).filter(|(_, drawn)| *drawn) {
        canvas.line((x, y), (x + 60, y), colour, width)?;
        canvas.text(name, (x + 74, y), SMALL, INK, Anchor::Left, false)?;
        x += 74 + canvas.width(name, SMALL, false) + 40;
    }
    if !scenario {
        return Ok(());
    }
    canvas.line((x, y), (x + 36, y), INK, 6)?;
    canvas.line((x + 18, y - 18), (x + 18, y + 18), INK, 6)?;
    canvas.text("the scenario", (x + 52, y), SMALL, INK, Anchor::Left, false)
}
