//! One bar a year, and one for never.

use super::axis::{PlotArea, ticks};
use super::canvas::{ACCENT, Anchor, BODY, Canvas, GAIN, GRID, INK, LOSS, MUTED, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::{YearBar, YearBars};

/// Space between the last year's bar and the bar of never.
const GAP: f64 = 0.6;

pub(super) fn years(canvas: &Canvas<'_>, picture: &YearBars) -> Result<(), PlotError> {
    let years = &picture.years;
    let by_then = years.last().map_or(0.0, |year| year.reached);
    let tallest = years.iter().map(|year| year.share).fold(picture.never, f64::max).max(1e-9);
    // The bar of never is as wide as a year's, but never too narrow for its label.
    let never_width = (years.len() as f64 / 8.0).max(1.0);
    let mut frame = PlotArea {
        left: 120,
        right: SIZE.0 - 100,
        top: 350,
        bottom: SIZE.1 - 200,
        x: (0.0, years.len() as f64 + GAP + never_width),
        y: (0.0, tallest),
    };
    let slot = frame.px(1.0) - frame.px(0.0);
    let fit = label_fit(canvas, slot);
    if fit.is_none() {
        // Too many years for a figure on each bar: an axis, and the course of what has been reached by then.
        frame.y.1 = tallest.max(by_then) * 1.08;
        share_axis(canvas, &frame)?;
    }
    let bar = |from: f64, width: f64, share: f64| {
        let inset = 0.12;
        ((frame.px(from + inset), frame.py(share)), (frame.px(from + width - inset), frame.bottom))
    };
    for (i, year) in years.iter().enumerate() {
        let (from, to) = bar(i as f64, 1.0, year.share);
        canvas.rectangle(from, to, GAIN, 0.85)?;
        canvas.spot(i, (from.0, frame.top), to);
        if let Some((size, short)) = fit.filter(|_| year.share > 0.0) {
            let middle = i32::midpoint(from.0, to.0);
            let label = if short { &year.label.short } else { &year.label.long };
            canvas.text(label, (middle, from.1 - 30), size, GAIN, Anchor::Centre, true)?;
        }
    }
    if fit.is_none() {
        reached(canvas, &frame, years, slot)?;
    }
    year_axis(canvas, &frame, years, slot)?;
    let (from, to) = bar(years.len() as f64 + GAP, never_width, picture.never);
    canvas.rectangle(from, to, LOSS, 0.85)?;
    canvas.spot(years.len(), (from.0, frame.top), to);
    let middle = i32::midpoint(from.0, to.0);
    canvas.text(&picture.never_label, (middle, from.1 - 30), BODY, LOSS, Anchor::Centre, true)?;
    for (line, y) in picture.never_name.iter().zip([40, 80]) {
        canvas.text(line, (middle, frame.bottom + y), SMALL, INK, Anchor::Centre, true)?;
    }
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), MUTED, 2)?;
    legend(canvas, &frame, picture, fit.is_none())
}

/// The size at which a percentage fits above a bar, and whether only its short form does; none where neither does.
fn label_fit(canvas: &Canvas<'_>, slot: i32) -> Option<(i32, bool)> {
    let fits = |size: i32, digits: usize| {
        canvas.width(&canvas.language.percent(if digits > 0 { 0.888 } else { 0.88 }, digits), size, true) + 10 <= slot
    };
    let sizes = [(BODY, 1), (SMALL, 1), (SMALL - 4, 0)];
    sizes.into_iter().find(|&(size, digits)| fits(size, digits)).map(|(size, digits)| (size, digits == 0))
}

/// Grid lines with percentages, where the bars are too narrow to carry their own.
fn share_axis(canvas: &Canvas<'_>, frame: &PlotArea) -> Result<(), PlotError> {
    let (step, ticks) = ticks(0.0, frame.y.1, 5.0);
    for tick in ticks.into_iter().filter(|tick| *tick > 0.0) {
        let y = frame.py(tick);
        canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
        let share = canvas.language.percent(tick, usize::from(step < 0.01));
        canvas.text(&share, (frame.left - 12, y), SMALL - 4, MUTED, Anchor::Right, false)?;
    }
    Ok(())
}

/// The share reached by the end of each year, with figures at some of them.
fn reached(canvas: &Canvas<'_>, frame: &PlotArea, years: &[YearBar], slot: i32) -> Result<(), PlotError> {
    let at = |i: usize| (frame.px(i as f64 + 0.5), frame.py(years[i].reached));
    let count = years.len();
    canvas.path(&(0..count).map(at).collect::<Vec<_>>(), INK, 5)?;
    let widest = format!("> {}", canvas.language.percent(0.888, 1));
    let every = ((canvas.width(&widest, SMALL - 4, true) + 30) / slot.max(1) + 1) as usize;
    for i in (0..count).filter(|i| (count - 1 - i).is_multiple_of(every) && years[*i].reached > 0.0) {
        let (x, y) = at(i);
        let label = &years[i].reached_label;
        // To the left above: the curve only rises.
        if x - canvas.width(label, SMALL - 4, true) > frame.left {
            canvas.text_on_white(label, (x - 6, y - 30), SMALL - 4, INK, Anchor::Right, true)?;
        }
    }
    Ok(())
}

fn year_axis(canvas: &Canvas<'_>, frame: &PlotArea, years: &[YearBar], slot: i32) -> Result<(), PlotError> {
    let every = ((canvas.width("2000", SMALL, false) + 24) / slot.max(1) + 1) as usize;
    for (i, year) in years.iter().enumerate().step_by(every) {
        let x = frame.px(i as f64 + 0.5);
        canvas.text(&year.year.to_string(), (x, frame.bottom + 40), SMALL, MUTED, Anchor::Centre, false)?;
    }
    Ok(())
}

fn legend(canvas: &Canvas<'_>, frame: &PlotArea, picture: &YearBars, curve: bool) -> Result<(), PlotError> {
    canvas.text(&picture.about, (80, 206), SMALL, MUTED, Anchor::Left, false)?;
    if curve {
        let x = SIZE.0 - 100;
        let text = &picture.reached_legend;
        let width = canvas.width(text, SMALL, true);
        canvas.line((x - width - 90, 254), (x - width - 20, 254), INK, 5)?;
        canvas.text(text, (x, 254), SMALL, INK, Anchor::Right, true)?;
    }
    canvas.text(&picture.expected_label, (80, 254), SMALL, ACCENT, Anchor::Left, true)?;
    if let Some(position) = picture.expected {
        let (from, to) = (frame.px(position as f64 + 0.12), frame.px(position as f64 + 0.88));
        canvas.rectangle((from, frame.bottom + 4), (to, frame.bottom + 14), ACCENT, 1.0)?;
    }
    Ok(())
}
