//! What one assumption gives over a range: net benefit above, P(net > 0) below, with the switching values.

use super::axis::{Frame, Money, money_axis, ticks};
use super::canvas::{ACCENT, Anchor, GAIN, GRID, INK, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Report, Root, Slip, Threshold};
use crate::report::number::{percent, plain};
use plotters::style::RGBColor;

/// The curves as SVG.
///
/// # Errors
/// When drawing fails.
pub fn threshold(report: &Report<Slip>, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let found = &report.result.threshold;
        let title = format!("How far may {} slip? {}", found.path, caption.account);
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let curve = &found.curve;
        let nets = curve.iter().flat_map(|point| [point.level.expected, point.level.mean.value]);
        let (low, high) = nets.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let margin = if high > low { (high - low) * 0.06 } else { 1.0 };
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let ends = (curve.first().map_or(0.0, |p| p.value), curve.last().map_or(1.0, |p| p.value));
        let ends = if ends.0 < ends.1 { ends } else { (ends.0 - 1.0, ends.1 + 1.0) };
        let above =
            Frame { left: 220, right: SIZE.0 - 100, top: 330, bottom: 660, x: ends, y: (low - margin, high + margin) };
        let below = Frame { top: 740, bottom: 1020, y: (0.0, 1.0), ..above };
        money_axis(&canvas, &above, &money)?;
        share_axis(&canvas, &below, found.probability.target)?;
        value_axis(&canvas, &below, found)?;
        let line = |frame: &Frame, value: &dyn Fn(usize) -> f64| -> Vec<(i32, i32)> {
            (0..curve.len()).map(|i| frame.at((curve[i].value, value(i)))).collect()
        };
        canvas.path(&line(&above, &|i| curve[i].level.mean.value), GAIN, 7)?;
        canvas.dashed(&line(&above, &|i| curve[i].level.expected), ACCENT, 6)?;
        canvas.path(&line(&below, &|i| curve[i].level.probability.value), GAIN, 7)?;
        crossings(&canvas, &above, &below, found)?;
        legend(&canvas, found, &report.span())?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn share_axis(canvas: &Canvas<'_>, frame: &Frame, target: f64) -> Result<(), PlotError> {
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = frame.py(tick);
        canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
        canvas.text(&percent(tick, 0), (frame.left - 22, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let y = frame.py(target);
    canvas.line((frame.left, y), (frame.right, y), INK, 3)?;
    canvas.text("P(net > 0)", (frame.left - 22, frame.top - 42), SMALL, MUTED, Anchor::Right, false)
}

fn value_axis(canvas: &Canvas<'_>, frame: &Frame, found: &Threshold) -> Result<(), PlotError> {
    let (_, ticks) = ticks(frame.x.0, frame.x.1, 8.0);
    for tick in ticks {
        let x = frame.px(tick);
        canvas.line((x, frame.bottom), (x, frame.bottom + 10), MUTED, 2)?;
        canvas.text(&plain(tick), (x, frame.bottom + 34), SMALL, MUTED, Anchor::Centre, false)?;
    }
    let name = found.unit.as_ref().map_or_else(|| found.path.clone(), |unit| format!("{}, {unit}", found.path));
    let middle = i32::midpoint(frame.left, frame.right);
    let name = canvas.fitted(&name, SMALL, true, frame.right - frame.left);
    canvas.text(&name, (middle, frame.bottom + 78), SMALL, INK, Anchor::Centre, true)
}

/// The switching values with their numbers, each on a row of its own.
fn crossings(canvas: &Canvas<'_>, above: &Frame, below: &Frame, found: &Threshold) -> Result<(), PlotError> {
    let zero = above.py(0.0);
    let target = below.py(found.probability.target);
    let inside = |value: &f64| (above.x.0..=above.x.1).contains(value);
    let mark = |(value, roots): (f64, &[Root]),
                from: i32,
                row: i32,
                colour: RGBColor,
                what: &str,
                anchor: Anchor|
     -> Result<(), PlotError> {
        let x = above.px(value);
        canvas.line((x, row + 24), (x, from), colour, 3)?;
        canvas.rectangle((x - 9, from - 9), (x + 9, from + 9), colour, 1.0)?;
        let others = roots.iter().map(|root| root.value).filter(|other| *other != value && inside(other));
        let text =
            others.clone().fold(format!("{what} {}", plain(value)), |text, other| format!("{text}, {}", plain(other)));
        for other in others {
            let x = above.px(other);
            canvas.rectangle((x - 9, from - 9), (x + 9, from + 9), colour, 1.0)?;
        }
        let width = canvas.width(&text, SMALL, true);
        let left = match anchor {
            Anchor::Left => x - 10,
            Anchor::Centre => x - width / 2,
            Anchor::Right => x + 10 - width,
        };
        let left = left.clamp(above.left, (above.right - width).max(above.left));
        canvas.text(&text, (left, row), SMALL, colour, Anchor::Left, true)
    };
    // The lower one is written to the left of its line and the higher one to the right, so that neither line runs through
    // the other's words.
    let zeros = [(&found.expected, ACCENT, "zero at base values at"), (&found.mean, GAIN, "zero on average at")];
    let mut zeros: Vec<_> = zeros
        .into_iter()
        .filter_map(|(found, colour, what)| Some((found.value.filter(inside)?, &found.roots[..], colour, what)))
        .collect();
    zeros.sort_by(|a, b| a.0.total_cmp(&b.0));
    for ((value, roots, colour, what), (row, anchor)) in
        zeros.into_iter().zip([(252, Anchor::Right), (294, Anchor::Left)])
    {
        mark((value, roots), zero, row, colour, what, anchor)?;
    }
    let what = format!("{} of cases at", percent(found.probability.target, 0));
    if let Some(value) = found.probability.crossing.value.filter(inside) {
        mark((value, &found.probability.crossing.roots), target, below.top - 42, INK, &what, Anchor::Centre)?;
    }
    let x = above.px(found.base);
    canvas.dashed(&[(x, above.top), (x, below.bottom)], MUTED, 3)
}

fn legend(canvas: &Canvas<'_>, found: &Threshold, span: &str) -> Result<(), PlotError> {
    let y = 196;
    let mut x = 80;
    let base = format!("the scenario: {}", plain(found.base));
    let mean = format!("mean net benefit {span}, the rest uncertain");
    for (name, colour, dashed) in
        [(mean.as_str(), GAIN, false), ("the rest at base values", ACCENT, true), (base.as_str(), MUTED, true)]
    {
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
