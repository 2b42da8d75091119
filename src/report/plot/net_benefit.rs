//! The distribution of the net benefit over the horizon, loss and gain told apart.

use super::axis::{Frame, Money, ticks};
use super::canvas::{ACCENT, Anchor, BODY, GAIN, GRID, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::report::number::{chance, percent};
use crate::summary::{NetBenefit, quantile_at};

/// The histogram as SVG. `span` names the horizon, `expected` is the expected business case's total.
///
/// # Errors
/// When drawing fails.
pub fn net_benefit(net: &NetBenefit, span: &str, expected: f64, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("Net benefit {span}: {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let bars = &net.histogram;
        let n: u64 = bars.counts.iter().sum::<u64>() + bars.below + bars.above;
        let share = |count: u64| count as f64 / n as f64;
        let tallest = bars.counts.iter().copied().max().map_or(1.0, share).max(1e-9);
        let edge = |i: usize| bars.from + i as f64 * bars.width;
        let end = edge(bars.counts.len());
        let low = bars.from.min(expected).min(0.0) - bars.width;
        let high = end.max(expected).max(0.0) + bars.width;
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let frame =
            Frame { left: 100, right: SIZE.0 - 100, top: 430, bottom: SIZE.1 - 190, x: (low, high), y: (0.0, tallest) };
        money_ticks(&canvas, &frame, &money)?;
        for (i, &count) in bars.counts.iter().enumerate() {
            let colour = if edge(i) < -bars.width / 2.0 { LOSS } else { GAIN };
            let (from, to) = (frame.px(edge(i)), frame.px(edge(i + 1)));
            if count > 0 {
                canvas.rectangle(
                    (from + 1, frame.py(share(count))),
                    ((to - 1).max(from + 2), frame.bottom),
                    colour,
                    0.85,
                )?;
            }
        }
        canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), MUTED, 2)?;
        let zero = frame.px(0.0);
        canvas.line((zero, frame.top - 24), (zero, frame.bottom), INK, 4)?;
        odds(&canvas, net)?;
        let median = quantile_at(&net.quantiles, 0.5).map_or(0.0, |quantile| quantile.value);
        markers(&canvas, &frame, &money, median, expected)?;
        tails(&canvas, &frame, share(bars.below), share(bars.above))?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn money_ticks(canvas: &Canvas<'_>, frame: &Frame, money: &Money) -> Result<(), PlotError> {
    let (step, ticks) = ticks(frame.x.0, frame.x.1, 8.0);
    for tick in ticks {
        let x = frame.px(tick);
        canvas.line((x, frame.top), (x, frame.bottom), GRID, 2)?;
        canvas.text(&money.format(tick, step), (x, frame.bottom + 36), SMALL, MUTED, Anchor::Centre, false)?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    canvas.text(&money.unit, (middle, frame.bottom + 82), SMALL, MUTED, Anchor::Centre, false)
}

/// The odds in words above the picture, loss to the left and gain to the right.
fn odds(canvas: &Canvas<'_>, net: &NetBenefit) -> Result<(), PlotError> {
    let y = 222;
    let Some(gain) = net.probability_positive else {
        let text = "Incomplete: the file does not hold the whole side of the case; how likely a gain is, is withheld";
        return canvas.text(text, (80, y), BODY, INK, Anchor::Left, true);
    };
    canvas.rectangle((80, y - 22), (124, y + 22), LOSS, 0.85)?;
    canvas.text(
        &format!("Loss or nothing: {} of cases", chance(&gain.other_side(), 1)),
        (140, y),
        BODY,
        INK,
        Anchor::Left,
        true,
    )?;
    let text = format!("Gain: P(net > 0) = {}", chance(&gain, 1)).replace("= >", ">").replace("= <", "<");
    let x = SIZE.0 - 80 - canvas.width(&text, BODY, true);
    canvas.rectangle((x - 60, y - 22), (x - 16, y + 22), GAIN, 0.85)?;
    canvas.text(&text, (x, y), BODY, INK, Anchor::Left, true)
}

/// Median and expected business case, each with a line and a label on a row of its own.
fn markers(canvas: &Canvas<'_>, frame: &Frame, money: &Money, median: f64, expected: f64) -> Result<(), PlotError> {
    let rows = [(median, "median", GAIN, 300, false), (expected, "expected business case", ACCENT, 350, true)];
    for (value, name, colour, y, dashed) in rows {
        let x = frame.px(value);
        let points = [(x, 378), (x, frame.bottom)];
        if dashed {
            canvas.dashed(&points, colour, 5)?;
        } else {
            canvas.path(&points, colour, 5)?;
        }
        let text = format!("{name} {}", money.amount(value));
        let half = canvas.width(&text, SMALL, true) / 2;
        let centre = x.min(frame.right - half + 20).max(frame.left + half - 20);
        canvas.text(&text, (centre, y), SMALL, colour, Anchor::Centre, true)?;
    }
    Ok(())
}

/// A share that may be too small for its decimals.
fn small_share(share: f64) -> String {
    if share < 1e-4 { "less than 0.01 %".to_owned() } else { percent(share, 2) }
}

/// What lies outside the picture is said, not dropped.
fn tails(canvas: &Canvas<'_>, frame: &Frame, below: f64, above: f64) -> Result<(), PlotError> {
    let y = frame.bottom + 82;
    if below > 0.0 {
        let text = format!("{} lie further left", small_share(below));
        canvas.text(&text, (frame.left, y), SMALL, LOSS, Anchor::Left, false)?;
    }
    if above > 0.0 {
        let text = format!("{} lie further right", small_share(above));
        canvas.text(&text, (frame.right, y), SMALL, GAIN, Anchor::Right, false)?;
    }
    Ok(())
}
