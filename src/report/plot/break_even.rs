//! When the investment has paid for itself: one bar a year, and one for "not within the horizon".

use super::axis::{Frame, ticks};
use super::canvas::{ACCENT, Anchor, BODY, GAIN, GRID, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::report::number::{chance, percent, span_of};
use crate::summary::BreakEvenSummary;

/// Space between the last year's bar and the bar of "not within".
const GAP: f64 = 0.6;

/// The bar chart as SVG. `expected` is the break-even year of the expected business case.
///
/// # Errors
/// When drawing fails.
pub fn break_even(
    summary: &BreakEvenSummary,
    span: &str,
    expected: Option<i32>,
    caption: &Caption<'_>,
) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("When has the investment paid for itself? ({})", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let never = summary.not_within_horizon.probability();
        let years = summary.by_year.len();
        let by_then = summary.by_end_of.last().map_or(0.0, crate::summary::YearProbability::probability);
        let tallest =
            summary.by_year.iter().map(crate::summary::YearProbability::probability).fold(never, f64::max).max(1e-9);
        // The bar of "not within" is as wide as a year's, but never too narrow for its label.
        let never_width = (years as f64 / 8.0).max(1.0);
        let mut frame = Frame {
            left: 120,
            right: SIZE.0 - 100,
            top: 350,
            bottom: SIZE.1 - 200,
            x: (0.0, years as f64 + GAP + never_width),
            y: (0.0, tallest),
        };
        let slot = frame.px(1.0) - frame.px(0.0);
        let (size, digits) = label_fit(&canvas, slot);
        if size.is_none() {
            // Too many years for a figure on each bar: an axis, and the course of what has been reached by then.
            frame.y.1 = tallest.max(by_then) * 1.08;
            share_axis(&canvas, &frame)?;
        }
        let bar = |from: f64, width: f64, share: f64| {
            let inset = 0.12;
            ((frame.px(from + inset), frame.py(share)), (frame.px(from + width - inset), frame.bottom))
        };
        for (i, year) in summary.by_year.iter().enumerate() {
            let (from, to) = bar(i as f64, 1.0, year.probability());
            canvas.rectangle(from, to, GAIN, 0.85)?;
            if let Some(size) = size.filter(|_| year.probability() > 0.0) {
                let middle = i32::midpoint(from.0, to.0);
                canvas.text(&chance(&year.chance, digits), (middle, from.1 - 30), size, GAIN, Anchor::Centre, true)?;
            }
        }
        if size.is_none() {
            reached(&canvas, &frame, summary, slot)?;
        }
        year_axis(&canvas, &frame, summary, slot)?;
        let start = years as f64 + GAP;
        let (from, to) = bar(start, never_width, never);
        canvas.rectangle(from, to, LOSS, 0.85)?;
        let middle = i32::midpoint(from.0, to.0);
        canvas.text(
            &chance(&summary.not_within_horizon.chance, 1),
            (middle, from.1 - 30),
            BODY,
            LOSS,
            Anchor::Centre,
            true,
        )?;
        canvas.text("not", (middle, frame.bottom + 40), SMALL, INK, Anchor::Centre, true)?;
        canvas.text(&span_of(span), (middle, frame.bottom + 80), SMALL, INK, Anchor::Centre, true)?;
        canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), MUTED, 2)?;
        legend(&canvas, &frame, summary, span, expected)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

/// The size and decimals at which a percentage fits above a bar; no size where none does.
fn label_fit(canvas: &Canvas<'_>, slot: i32) -> (Option<i32>, usize) {
    for (size, digits, sample) in [(BODY, 1, "88.8 %"), (SMALL, 1, "88.8 %"), (SMALL - 4, 0, "88 %")] {
        if canvas.width(sample, size, true) + 10 <= slot {
            return (Some(size), digits);
        }
    }
    (None, 0)
}

/// Grid lines with percentages, where the bars are too narrow to carry their own.
fn share_axis(canvas: &Canvas<'_>, frame: &Frame) -> Result<(), PlotError> {
    let (step, ticks) = ticks(0.0, frame.y.1, 5.0);
    for tick in ticks.into_iter().filter(|tick| *tick > 0.0) {
        let y = frame.py(tick);
        canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
        canvas.text(
            &percent(tick, usize::from(step < 0.01)),
            (frame.left - 12, y),
            SMALL - 4,
            MUTED,
            Anchor::Right,
            false,
        )?;
    }
    Ok(())
}

/// The chance to have reached zero by the end of each year, with figures at some of them.
fn reached(canvas: &Canvas<'_>, frame: &Frame, summary: &BreakEvenSummary, slot: i32) -> Result<(), PlotError> {
    let at = |i: usize| (frame.px(i as f64 + 0.5), frame.py(summary.by_end_of[i].probability()));
    let count = summary.by_end_of.len();
    canvas.path(&(0..count).map(at).collect::<Vec<_>>(), INK, 5)?;
    let every = ((canvas.width("> 88.8 %", SMALL - 4, true) + 30) / slot.max(1) + 1) as usize;
    for i in (0..count).filter(|i| (count - 1 - i).is_multiple_of(every) && summary.by_end_of[*i].probability() > 0.0) {
        let (x, y) = at(i);
        let told = chance(&summary.by_end_of[i].chance, 1);
        // To the left above: the curve only rises.
        if x - canvas.width(&told, SMALL - 4, true) > frame.left {
            canvas.text_on_white(&told, (x - 6, y - 30), SMALL - 4, INK, Anchor::Right, true)?;
        }
    }
    Ok(())
}

fn year_axis(canvas: &Canvas<'_>, frame: &Frame, summary: &BreakEvenSummary, slot: i32) -> Result<(), PlotError> {
    let every = ((canvas.width("2000", SMALL, false) + 24) / slot.max(1) + 1) as usize;
    for (i, year) in summary.by_year.iter().enumerate() {
        if i % every == 0 {
            let x = frame.px(i as f64 + 0.5);
            canvas.text(&year.year.to_string(), (x, frame.bottom + 40), SMALL, MUTED, Anchor::Centre, false)?;
        }
    }
    Ok(())
}

fn legend(
    canvas: &Canvas<'_>,
    frame: &Frame,
    summary: &BreakEvenSummary,
    span: &str,
    expected: Option<i32>,
) -> Result<(), PlotError> {
    let text = "First year in which the cumulative net benefit is no longer negative; share of simulated programmes";
    canvas.text(text, (80, 206), SMALL, MUTED, Anchor::Left, false)?;
    if label_fit(canvas, frame.px(1.0) - frame.px(0.0)).0.is_none() {
        let x = SIZE.0 - 100;
        let text = "reached by the end of the year";
        let width = canvas.width(text, SMALL, true);
        canvas.line((x - width - 90, 254), (x - width - 20, 254), INK, 5)?;
        canvas.text(text, (x, 254), SMALL, INK, Anchor::Right, true)?;
    }
    let case = match expected {
        Some(year) => format!("Expected business case: {year}"),
        None => format!("Expected business case: not {}", span_of(span)),
    };
    canvas.text(&case, (80, 254), SMALL, ACCENT, Anchor::Left, true)?;
    let position = expected.and_then(|year| summary.by_year.iter().position(|entry| entry.year == year));
    if let Some(position) = position {
        let (from, to) = (frame.px(position as f64 + 0.12), frame.px(position as f64 + 0.88));
        canvas.rectangle((from, frame.bottom + 4), (to, frame.bottom + 14), ACCENT, 1.0)?;
    }
    Ok(())
}
