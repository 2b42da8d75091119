//! What one assumption gives over a range: net benefit above, P(net > 0) below, with the switching values.

use super::axis::{Frame, Money, money_axis, ticks, value_remark, value_tick};
use super::canvas::{ACCENT, Anchor, GAIN, GRID, INK, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Level, Root, Slip, Target, Threshold};
use crate::report::number::{percent, shortened, written};
use crate::summary::Outcome;

/// The curves as SVG.
///
/// # Errors
/// When drawing fails.
pub fn threshold(report: &Outcome<Slip>, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let found = &report.result.threshold;
        let whose = caption.whose();
        // The title of the assumption is cut before whose money it is.
        let room = 56_usize.saturating_sub(whose.chars().count()).max(20);
        let title = format!("{}: {whose}", shortened(&found.label.title, room));
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let curve = &found.curve;
        let nets = curve.iter().flat_map(|point| [point.level.expected, point.level.mean.value]);
        let (low, high) = nets.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let margin = if high > low { (high - low) * 0.06 } else { 1.0 };
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let ends = (curve.first().map_or(0.0, |p| p.value), curve.last().map_or(1.0, |p| p.value));
        let ends = if ends.0 < ends.1 { ends } else { (ends.0 - 1.0, ends.1 + 1.0) };
        // Without a probability the whole height is the net benefit's.
        let bottom = if found.probability.is_some() { 660 } else { 1020 };
        let above =
            Frame { left: 220, right: SIZE.0 - 100, top: 330, bottom, x: ends, y: (low - margin, high + margin) };
        money_axis(&canvas, &above, &money)?;
        let line = |frame: &Frame, value: &dyn Fn(&Level) -> f64| -> Vec<(i32, i32)> {
            curve.iter().map(|point| frame.at((point.value, value(&point.level)))).collect()
        };
        canvas.path(&line(&above, &|level| level.mean.value), GAIN, 7)?;
        canvas.dashed(&line(&above, &|level| level.expected), ACCENT, 6)?;
        let mut lowest = above;
        if let Some(probability) = &found.probability {
            lowest = Frame { top: 740, bottom: 1020, y: (0.0, 1.0), ..above };
            share_axis(&canvas, &lowest, probability.target)?;
            canvas.path(&line(&lowest, &|level| level.probability.map_or(0.0, |p| p.value)), GAIN, 7)?;
        }
        value_axis(&canvas, &lowest, found)?;
        let x = above.px(found.base);
        canvas.dashed(&[(x, above.top), (x, lowest.bottom)], MUTED, 3)?;
        crossings(&canvas, (&above, &lowest), found, caption.currency)?;
        legend(&canvas, found, &report.span(), caption.currency)?;
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
        canvas.text(
            &value_tick(tick, &found.label.form),
            (x, frame.bottom + 34),
            SMALL,
            MUTED,
            Anchor::Centre,
            false,
        )?;
    }
    let middle = i32::midpoint(frame.left, frame.right);
    let title = canvas.fitted(&found.label.title, SMALL, true, frame.right - frame.left);
    canvas.text(&title, (middle, frame.bottom + 76), SMALL, INK, Anchor::Centre, true)?;
    let remark = value_remark(&found.label);
    canvas.text(&remark, (middle, frame.bottom + 110), SMALL - 8, MUTED, Anchor::Centre, false)
}

/// The switching values: marks where they lie, and their numbers in rows of their own, where none can run into another.
fn crossings(
    canvas: &Canvas<'_>,
    (above, below): (&Frame, &Frame),
    found: &Threshold,
    currency: &str,
) -> Result<(), PlotError> {
    let value = |value: f64| written(value, &found.label.form.bare(), currency);
    let rows = [
        (&found.expected, above.py(0.0), (80, 240), 13, ACCENT, "zero with the rest at base values".to_owned()),
        (&found.mean, above.py(0.0), (1000, 240), 8, GAIN, "zero on average".to_owned()),
    ];
    let probability = found.probability.as_ref().map(|Target { target, crossing, .. }| {
        let what = format!("{} of cases", percent(*target, 0));
        (crossing, below.py(*target), (below.left, below.top - 42), 9, INK, what)
    });
    for (crossing, y, (left, row), size, colour, what) in rows.into_iter().chain(probability) {
        let inside = |root: &&Root| (above.x.0..=above.x.1).contains(&root.value);
        for root in crossing.roots.iter().filter(inside) {
            let x = above.px(root.value);
            canvas.rectangle((x - size, y - size), (x + size, y + size), colour, 1.0)?;
        }
        let values: Vec<String> = crossing.roots.iter().map(|root| value(root.value)).collect();
        let told = match crossing.pays {
            "always" => "at every value".to_owned(),
            _ if values.is_empty() => "at no value".to_owned(),
            _ => format!("at {}", values.join(", ")),
        };
        let text = canvas.fitted(&format!("{what}: {told}"), SMALL, true, 880);
        canvas.rectangle((left, row - 9), (left + 18, row + 9), colour, 1.0)?;
        canvas.text_on_white(&text, (left + 34, row), SMALL, colour, Anchor::Left, true)?;
    }
    Ok(())
}

fn legend(canvas: &Canvas<'_>, found: &Threshold, span: &str, currency: &str) -> Result<(), PlotError> {
    let y = 196;
    let mut x = 80;
    let base = format!("the scenario: {}", written(found.base, &found.label.form.bare(), currency));
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
