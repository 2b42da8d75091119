//! A distribution of amounts, loss and gain told apart.

use super::axis::{PlotArea, ticks};
use super::canvas::{ACCENT, Anchor, BODY, Canvas, GAIN, GRID, INK, LOSS, MUTED, SIZE, SMALL};
use super::error::PlotError;
use crate::document::MoneyAxis;
use crate::document::picture::{AmountHistogram, Marker};

pub(super) fn histogram(canvas: &Canvas<'_>, picture: &AmountHistogram) -> Result<(), PlotError> {
    let AmountHistogram { money, bars, .. } = picture;
    let tallest = bars.heights.iter().copied().reduce(f64::max).unwrap_or(1.0).max(1e-9);
    let x = (money.from, money.to);
    let frame = PlotArea { left: 100, right: SIZE.0 - 100, top: 430, bottom: SIZE.1 - 190, x, y: (0.0, tallest) };
    money_ticks(canvas, &frame, money)?;
    for (i, &height) in bars.heights.iter().enumerate().filter(|(_, height)| **height > 0.0) {
        let colour = if bars.is_loss(i) { LOSS } else { GAIN };
        let (from, to) = (frame.px(bars.edge(i)), frame.px(bars.edge(i + 1)));
        canvas.rectangle((from + 1, frame.py(height)), ((to - 1).max(from + 2), frame.bottom), colour, 0.85)?;
        canvas.spot(i, (from, frame.top), (to, frame.bottom));
    }
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), MUTED, 2)?;
    let zero = frame.px(0.0);
    canvas.line((zero, frame.top - 24), (zero, frame.bottom), INK, 4)?;
    odds(canvas, &picture.odds)?;
    marker(canvas, &frame, &picture.median, 300)?;
    marker(canvas, &frame, &picture.expected, 350)?;
    let y = frame.bottom + 82;
    let [left, right] = &picture.beyond;
    for (text, x, colour, anchor) in [(left, frame.left, LOSS, Anchor::Left), (right, frame.right, GAIN, Anchor::Right)]
    {
        if let Some(text) = text {
            canvas.text(text, (x, y), SMALL, colour, anchor, false)?;
        }
    }
    Ok(())
}

fn money_ticks(canvas: &Canvas<'_>, frame: &PlotArea, money: &MoneyAxis) -> Result<(), PlotError> {
    let (step, ticks) = ticks(frame.x.0, frame.x.1, 8.0);
    for tick in ticks {
        let x = frame.px(tick);
        canvas.line((x, frame.top), (x, frame.bottom), GRID, 2)?;
        canvas.text(&money.tick(tick, step), (x, frame.bottom + 36), SMALL, MUTED, Anchor::Centre, false)?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    canvas.text(&money.unit, (middle, frame.bottom + 82), SMALL, MUTED, Anchor::Centre, false)
}

/// The odds in words above the picture, loss to the left and gain to the right.
fn odds(canvas: &Canvas<'_>, odds: &Result<[String; 2], String>) -> Result<(), PlotError> {
    let y = 222;
    let [loss, gain] = match odds {
        Ok(odds) => odds,
        Err(withheld) => {
            let fits = canvas.width(withheld, BODY, true) <= SIZE.0 - 100;
            return canvas.text(withheld, (80, y), if fits { BODY } else { SMALL }, INK, Anchor::Left, fits);
        }
    };
    canvas.rectangle((80, y - 22), (124, y + 22), LOSS, 0.85)?;
    canvas.text(loss, (140, y), BODY, INK, Anchor::Left, true)?;
    let x = SIZE.0 - 80 - canvas.width(gain, BODY, true);
    canvas.rectangle((x - 60, y - 22), (x - 16, y + 22), GAIN, 0.85)?;
    canvas.text(gain, (x, y), BODY, INK, Anchor::Left, true)
}

/// A line at an amount, with a label at a height of its own; the lower one is dashed.
fn marker(canvas: &Canvas<'_>, frame: &PlotArea, Marker { value, label }: &Marker, y: i32) -> Result<(), PlotError> {
    let x = frame.px(*value);
    let points = [(x, 378), (x, frame.bottom)];
    let colour = if y > 300 { ACCENT } else { GAIN };
    if y > 300 {
        canvas.dashed(&points, colour, 5)?;
    } else {
        canvas.path(&points, colour, 5)?;
    }
    let half = canvas.width(label, SMALL, true) / 2;
    let centre = x.min(frame.right - half + 20).max(frame.left + half - 20);
    canvas.text(label, (centre, y), SMALL, colour, Anchor::Centre, true)
}
