//! Two assumptions against each other: a map of mean amounts with the break-even line and lines of probabilities.

use super::axis::{PlotArea, ticks};
use super::canvas::{ACCENT, Anchor, Canvas, GAIN, INK, LOSS, MUTED, RGBColor, SIZE, SMALL};
use super::contour::contour;
use super::error::PlotError;
use crate::document::picture::{MapOfMeans, ValueAxis};

/// Steps of the colour scale.
const SHADES: i32 = 60;

pub(super) fn map(canvas: &Canvas<'_>, map: &MapOfMeans) -> Result<(), PlotError> {
    let half = |axis: &ValueAxis| (axis.values[1] - axis.values[0]) / 2.0;
    let range = |axis: &ValueAxis| (axis.values[0] - half(axis), axis.values[axis.values.len() - 1] + half(axis));
    let frame =
        PlotArea { left: 300, right: SIZE.0 - 420, top: 270, bottom: SIZE.1 - 200, x: range(&map.x), y: range(&map.y) };
    cells(canvas, &frame, map)?;
    axes(canvas, &frame, map)?;
    scale(canvas, &frame, map)?;
    let lines = lines(canvas, &frame, map)?;
    let scenario = scenario(canvas, &frame, map)?;
    legend(canvas, map, lines, scenario)
}

fn shade(value: f64, largest: f64) -> (RGBColor, f64) {
    (if value < 0.0 { LOSS } else { GAIN }, (value / largest).abs().clamp(0.0, 1.0).powf(0.7) * 0.9)
}

fn cells(canvas: &Canvas<'_>, frame: &PlotArea, map: &MapOfMeans) -> Result<(), PlotError> {
    let edge = |axis: &ValueAxis, i: usize| axis.values[0] + (i as f64 - 0.5) * (axis.values[1] - axis.values[0]);
    for j in 0..map.y.values.len() {
        for i in 0..map.x.values.len() {
            let (colour, share) = shade(map.means[j * map.x.values.len() + i], map.money.to);
            let from = (frame.px(edge(&map.x, i)), frame.py(edge(&map.y, j + 1)));
            let to = (frame.px(edge(&map.x, i + 1)), frame.py(edge(&map.y, j)));
            canvas.rectangle(from, to, colour, share)?;
        }
    }
    Ok(())
}

fn axes(canvas: &Canvas<'_>, frame: &PlotArea, map: &MapOfMeans) -> Result<(), PlotError> {
    for tick in ticks(frame.x.0, frame.x.1, 8.0).1 {
        let x = frame.px(tick);
        canvas.line((x, frame.bottom), (x, frame.bottom + 10), MUTED, 2)?;
        let text = map.x.tick(tick, canvas.language);
        canvas.text(&text, (x, frame.bottom + 34), SMALL, MUTED, Anchor::Centre, false)?;
    }
    for tick in ticks(frame.y.0, frame.y.1, 8.0).1 {
        let y = frame.py(tick);
        canvas.line((frame.left - 10, y), (frame.left, y), MUTED, 2)?;
        let text = map.y.tick(tick, canvas.language);
        canvas.text(&text, (frame.left - 20, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    let title = canvas.fitted(&map.x.title, SMALL, true, frame.right - frame.left);
    canvas.text(&title, (middle, frame.bottom + 78), SMALL, INK, Anchor::Centre, true)?;
    canvas.text(&map.x.beneath, (middle, frame.bottom + 112), SMALL - 8, MUTED, Anchor::Centre, false)?;
    let title = canvas.fitted(&map.y.title, SMALL, true, frame.right - 80);
    canvas.text(&title, (80, frame.top - 30), SMALL, INK, Anchor::Left, true)?;
    let x = 80 + canvas.width(&title, SMALL, true) + 24;
    let remark = canvas.fitted(&map.y.beneath, SMALL - 8, false, frame.right - x);
    canvas.text(&remark, (x, frame.top - 29), SMALL - 8, MUTED, Anchor::Left, false)
}

/// What the colours mean.
fn scale(canvas: &Canvas<'_>, frame: &PlotArea, map: &MapOfMeans) -> Result<(), PlotError> {
    let largest = map.money.to;
    let (left, right) = (frame.right + 60, frame.right + 110);
    let bar = PlotArea { left, right, top: frame.top + 30, y: (-largest, largest), ..*frame };
    for step in 0..SHADES {
        let at = |step: i32| -largest + 2.0 * largest * f64::from(step) / f64::from(SHADES);
        let (colour, share) = shade(f64::midpoint(at(step), at(step + 1)), largest);
        canvas.rectangle((left, bar.py(at(step + 1))), (right, bar.py(at(step))), colour, share)?;
    }
    let (step, ticks) = ticks(-largest, largest, 6.0);
    for tick in ticks {
        canvas.text(&map.money.tick(tick, step), (right + 16, bar.py(tick)), SMALL, MUTED, Anchor::Left, false)?;
    }
    let unit = canvas.fitted(&map.scale_label, SMALL, false, SIZE.0 - 30 - left);
    canvas.text(&unit, (left, frame.top - 10), SMALL, MUTED, Anchor::Left, false)
}

/// Break-even in the mean, at base values, and the lines of the probabilities; gives which of the three there are.
fn lines(canvas: &Canvas<'_>, frame: &PlotArea, map: &MapOfMeans) -> Result<[bool; 3], PlotError> {
    let size = (map.x.values.len(), map.y.values.len());
    let place = |(i, j): (f64, f64)| {
        let along = |axis: &ValueAxis, at: f64| axis.values[0] + at * (axis.values[1] - axis.values[0]);
        frame.at((along(&map.x, i), along(&map.y, j)))
    };
    let at = |values: &[f64], i: usize, j: usize| values[j * size.0 + i];
    let mut labels = Vec::new();
    for (nth, level) in map.levels.iter().enumerate() {
        let pieces = contour(size, |i, j| at(&map.probabilities, i, j), level.value);
        for piece in &pieces {
            canvas.line(place(piece[0]), place(piece[1]), MUTED, 3)?;
        }
        // Labels of neighbouring lines at different heights, so that they do not meet.
        let wanted = (nth as f64 + 1.0) / (map.levels.len() as f64 + 1.0) * size.1 as f64;
        let near = |piece: &&[(f64, f64); 2]| (piece[0].1 - wanted).abs();
        let nearest = pieces.iter().min_by(|a, b| near(a).total_cmp(&near(b)));
        labels.extend(nearest.map(|piece| (&level.label, place(piece[0]))));
    }
    let expected = contour(size, |i, j| at(&map.expected, i, j), 0.0);
    for piece in &expected {
        canvas.line(place(piece[0]), place(piece[1]), ACCENT, 5)?;
    }
    let mean = contour(size, |i, j| at(&map.means, i, j), 0.0);
    for piece in &mean {
        canvas.line(place(piece[0]), place(piece[1]), INK, 8)?;
    }
    let drawn = [!mean.is_empty(), !expected.is_empty(), !labels.is_empty()];
    for (text, (x, y)) in labels {
        let half = canvas.width(text, SMALL - 4, true) / 2 + 8;
        let at = (x.clamp(frame.left + half, frame.right - half), y.clamp(frame.top + 20, frame.bottom - 20));
        canvas.text_on_white(text, at, SMALL - 4, MUTED, Anchor::Centre, true)?;
    }
    Ok(drawn)
}

/// Where the scenario lies; `false` where that is not in the picture.
fn scenario(canvas: &Canvas<'_>, frame: &PlotArea, map: &MapOfMeans) -> Result<bool, PlotError> {
    let inside = |range: (f64, f64), x: f64| (range.0..=range.1).contains(&x);
    if !inside(frame.x, map.x.base) || !inside(frame.y, map.y.base) {
        return Ok(false);
    }
    let (x, y) = frame.at((map.x.base, map.y.base));
    canvas.line((x - 22, y), (x + 22, y), INK, 6)?;
    canvas.line((x, y - 22), (x, y + 22), INK, 6)?;
    Ok(true)
}

/// What is drawn, and nothing that is not.
fn legend(canvas: &Canvas<'_>, map: &MapOfMeans, lines: [bool; 3], scenario: bool) -> Result<(), PlotError> {
    let y = 196;
    let mut x = 80;
    let all = map.legend.iter().zip([(INK, 8), (ACCENT, 5), (MUTED, 3)]);
    for ((name, (colour, width)), _) in all.zip(lines).filter(|(_, drawn)| *drawn) {
        canvas.line((x, y), (x + 60, y), colour, width)?;
        canvas.text(name, (x + 74, y), SMALL, INK, Anchor::Left, false)?;
        x += 74 + canvas.width(name, SMALL, false) + 40;
    }
    if !scenario {
        return Ok(());
    }
    canvas.line((x, y), (x + 36, y), INK, 6)?;
    canvas.line((x + 18, y - 18), (x + 18, y + 18), INK, 6)?;
    canvas.text(&map.scenario, (x + 52, y), SMALL, INK, Anchor::Left, false)
}
