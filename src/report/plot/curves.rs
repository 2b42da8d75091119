//! What one assumption gives over a range: amounts above, a probability below, with the values at which they reach a level.

use super::axis::{PlotArea, money_axis, padded, ticks};
use super::canvas::{ACCENT, Anchor, Canvas, GAIN, GRID, INK, MUTED, RGBColor, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::{CrossingMarks, ProbabilityCurve, ValueAxis, ValueCurves};

pub(super) fn curves(canvas: &Canvas<'_>, curves: &ValueCurves) -> Result<(), PlotError> {
    let values = &curves.x.values;
    let ends = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
    let ends = if ends.0 < ends.1 { ends } else { (ends.0 - 1.0, ends.1 + 1.0) };
    // Without a probability the whole height is the amounts'.
    let bottom = if curves.probability.is_some() { 660 } else { 1020 };
    let above = PlotArea { left: 220, right: SIZE.0 - 100, top: 330, bottom, x: ends, y: padded(&curves.money) };
    money_axis(canvas, &above, &curves.money)?;
    let line = |frame: &PlotArea, heights: &[f64]| -> Vec<(i32, i32)> {
        values.iter().zip(heights).map(|(value, height)| frame.at((*value, *height))).collect()
    };
    canvas.path(&line(&above, &curves.means), GAIN, 7)?;
    canvas.dashed(&line(&above, &curves.expected), ACCENT, 6)?;
    let mut lowest = above;
    if let Some(probability) = &curves.probability {
        lowest = PlotArea { top: 740, bottom: 1020, y: (0.0, 1.0), ..above };
        share_axis(canvas, &lowest, probability)?;
        canvas.path(&line(&lowest, &probability.values), GAIN, 7)?;
    }
    value_axis(canvas, &lowest, &curves.x)?;
    let x = above.px(curves.x.base);
    canvas.dashed(&[(x, above.top), (x, lowest.bottom)], MUTED, 3)?;
    let zero = above.py(0.0);
    let [expected, mean] = &curves.zeros;
    marks(canvas, &above, expected, LineLook { y: zero, label: (80, 240), size: 13, colour: ACCENT })?;
    marks(canvas, &above, mean, LineLook { y: zero, label: (1000, 240), size: 8, colour: GAIN })?;
    if let Some(ProbabilityCurve { target, reached, .. }) = &curves.probability {
        let label = (lowest.left, lowest.top - 42);
        // What is reached lies on the line of the target; without one the label is that of the curve.
        let colour = if target.is_some() { INK } else { GAIN };
        marks(canvas, &above, reached, LineLook { y: lowest.py(target.unwrap_or(0.0)), label, size: 9, colour })?;
    }
    legend(canvas, &curves.legend)
}

fn share_axis(canvas: &Canvas<'_>, frame: &PlotArea, probability: &ProbabilityCurve) -> Result<(), PlotError> {
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = frame.py(tick);
        canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
        let share = canvas.language.percent(tick, 0);
        canvas.text(&share, (frame.left - 22, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    if let Some(target) = probability.target {
        let y = frame.py(target);
        canvas.line((frame.left, y), (frame.right, y), INK, 3)?;
    }
    canvas.text(&probability.name, (frame.left - 22, frame.top - 42), SMALL, MUTED, Anchor::Right, false)
}

fn value_axis(canvas: &Canvas<'_>, frame: &PlotArea, axis: &ValueAxis) -> Result<(), PlotError> {
    let (_, ticks) = ticks(frame.x.0, frame.x.1, 8.0);
    for tick in ticks {
        let x = frame.px(tick);
        canvas.line((x, frame.bottom), (x, frame.bottom + 10), MUTED, 2)?;
        let text = axis.tick(tick, canvas.language);
        canvas.text(&text, (x, frame.bottom + 34), SMALL, MUTED, Anchor::Centre, false)?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    let title = canvas.fitted(&axis.title, SMALL, true, frame.right - frame.left);
    canvas.text(&title, (middle, frame.bottom + 76), SMALL, INK, Anchor::Centre, true)?;
    canvas.text(&axis.beneath, (middle, frame.bottom + 110), SMALL - 8, MUTED, Anchor::Centre, false)
}

/// How marks look: their height, where their label stands, half their size, their colour.
#[derive(Clone, Copy)]
struct LineLook {
    y: i32,
    label: (i32, i32),
    size: i32,
    colour: RGBColor,
}

/// Marks where a curve reaches a level, and their values in a row of its own, where none can run into another.
fn marks(canvas: &Canvas<'_>, frame: &PlotArea, marks: &CrossingMarks, look: LineLook) -> Result<(), PlotError> {
    let LineLook { y, label: (left, row), size, colour } = look;
    for value in marks.values.iter().filter(|value| (frame.x.0..=frame.x.1).contains(value)) {
        let x = frame.px(*value);
        canvas.rectangle((x - size, y - size), (x + size, y + size), colour, 1.0)?;
    }
    let text = canvas.fitted(&marks.label, SMALL, true, 880);
    canvas.rectangle((left, row - 9), (left + 18, row + 9), colour, 1.0)?;
    canvas.text_on_white(&text, (left + 34, row), SMALL, colour, Anchor::Left, true)
}

fn legend(canvas: &Canvas<'_>, names: &[String; 3]) -> Result<(), PlotError> {
    let y = 196;
    let mut x = 80;
    for (name, (colour, dashed)) in names.iter().zip([(GAIN, false), (ACCENT, true), (MUTED, true)]) {
        if dashed {
            canvas.dashed(&[(x, y), (x + 64, y)], colour, 5)?;
        } else {
            canvas.line((x, y), (x + 60, y), colour, 7)?;
        }
        canvas.text(name, (x + 78, y), SMALL, INK, Anchor::Left, false)?;
        x += 78 + canvas.width(name, SMALL, false) + 40;
    }
    Ok(())
}
