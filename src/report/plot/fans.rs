//! Fans side by side on one scale: the cumulative net benefit of each scenario.

use super::axis::{Frame, Money, money_axis, ticks};
use super::canvas::{ACCENT, Anchor, BODY, GRID, INK, MUTED, SIZE, SMALL, finished};
use super::fan::{bands, legend};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{AlternativeResult, Comparison};
use crate::report::number::chance;
use crate::summary::quantile_at;

/// Fans in one row before a second is begun.
const ONE_ROW: usize = 4;

/// The fans as SVG.
///
/// # Errors
/// When drawing fails.
pub fn fans(comparison: &Comparison, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("Cumulative net benefit: {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let all = &comparison.scenarios;
        let years = all.iter().flat_map(|scenario| &scenario.cumulative);
        let at = |quantiles, p| quantile_at(quantiles, p).map_or(0.0, |quantile| quantile.value);
        let values = years.flat_map(|year| [at(&year.quantiles, 0.05), at(&year.quantiles, 0.95), year.expected]);
        let (low, high) = values.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let margin = if high > low { (high - low) * 0.06 } else { 1.0 };
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let rows = all.len().div_ceil(ONE_ROW);
        let across = all.len().div_ceil(rows);
        let (left, gap) = (220, 96);
        let width = (SIZE.0 - left - 80 - gap * (across as i32 - 1)) / across as i32;
        let height = (SIZE.1 - 250 - 90) / rows as i32;
        // A course starts at zero on 1 January of its first year; where horizons differ that lies outside.
        let start = if comparison.cut { 1.0 } else { 0.0 };
        for (i, scenario) in all.iter().enumerate() {
            let (column, row) = ((i % across) as i32, (i / across) as i32);
            let from = left + column * (width + gap);
            let top = 250 + row * height;
            let frame = Frame {
                left: from,
                right: from + width,
                top: top + 110,
                bottom: top + height - 70,
                x: (start, (comparison.years.len() as f64).max(start + 0.5)),
                y: (low - margin, high + margin),
            };
            let grid = || {
                if column == 0 {
                    return money_axis(&canvas, &frame, &money);
                }
                for tick in ticks(frame.y.0, frame.y.1, 6.0).1.into_iter().filter(|tick| *tick != 0.0) {
                    let y = frame.py(tick);
                    canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
                }
                Ok(())
            };
            panel(&canvas, &frame, scenario, grid)?;
        }
        let whole = Frame { left: 80, right: SIZE.0, top: 0, bottom: 0, x: (0.0, 1.0), y: (0.0, 1.0) };
        legend(&canvas, &whole)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn panel(
    canvas: &Canvas<'_>,
    frame: &Frame,
    scenario: &AlternativeResult,
    grid: impl FnOnce() -> Result<(), PlotError>,
) -> Result<(), PlotError> {
    let years = &scenario.cumulative;
    let at = |i: usize, p: f64| match i.checked_sub(1) {
        None => 0.0,
        Some(i) => quantile_at(&years[i].quantiles, p).map_or(0.0, |quantile| quantile.value),
    };
    bands(canvas, frame, &at, years.len(), grid)?;
    let first = frame.x.0.ceil() as usize;
    let expected = |i: usize| i.checked_sub(1).map_or(0.0, |i| years[i].expected);
    let case: Vec<(i32, i32)> = (first..=years.len()).map(|i| frame.at((i as f64, expected(i)))).collect();
    canvas.dashed(&case, ACCENT, 5)?;
    let middle = i32::midpoint(frame.left, frame.right);
    let room = frame.right - frame.left + 30;
    let size = [SMALL, SMALL - 4, SMALL - 8].into_iter().find(|&size| canvas.width(&scenario.name, size, true) <= room);
    let size = size.unwrap_or(SMALL - 8);
    let name = canvas.fitted(&scenario.name, size, true, room);
    canvas.text(&name, (middle, frame.top - 72), size, INK, Anchor::Centre, true)?;
    if let Some(last) = years.last() {
        let odds = last.probability_positive.as_ref();
        let text = odds.map_or_else(|| "P(net > 0) withheld".to_owned(), |p| format!("P(net > 0) {}", chance(p, 1)));
        canvas.text(&text, (middle, frame.top - 28), SMALL, INK, Anchor::Centre, false)?;
    }
    let labels = if frame.right - frame.left > 700 { years.len().min(6) } else { 2 };
    let step = (years.len().saturating_sub(1)).div_ceil(labels.max(2) - 1).max(1);
    for (i, year) in years.iter().enumerate().filter(|(i, _)| (years.len() - 1 - i).is_multiple_of(step)) {
        let x = frame.px(i as f64 + 1.0);
        canvas.line((x, frame.bottom), (x, frame.bottom + 12), MUTED, 2)?;
        canvas.text(&year.year.to_string(), (x, frame.bottom + 40), BODY - 8, MUTED, Anchor::Centre, false)?;
    }
    Ok(())
}
