//! The fan chart: cumulative net benefit with 50, 80 and 90 % bands.

use super::axis::{Frame, Money, money_axis, spread};
use super::canvas::{ACCENT, Anchor, BODY, GAIN, INK, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::summary::{YearSummary, quantile_at};

/// Bands from the widest to the narrowest: lower and upper quantile, how much of the colour, name.
pub(super) const BANDS: [(f64, f64, f64, &str); 3] =
    [(0.05, 0.95, 0.18, "90 % of cases"), (0.10, 0.90, 0.36, "80 %"), (0.25, 0.75, 0.6, "50 %")];

/// The fan chart as SVG. `expected` is the expected business case, cumulative by year.
///
/// # Errors
/// When drawing fails.
pub fn cumulative(years: &[YearSummary], expected: &[f64], caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("Cumulative net benefit: {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let at = |year: &YearSummary, p: f64| quantile_at(&year.quantiles, p).map_or(0.0, |quantile| quantile.value);
        let extremes = years.iter().flat_map(|year| [at(year, 0.05), at(year, 0.95)]).chain(expected.iter().copied());
        let (low, high) = extremes.fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
        let margin = if high > low { (high - low) * 0.06 } else { 1.0 };
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let frame = Frame {
            left: 220,
            right: SIZE.0 - 330,
            top: 300,
            bottom: SIZE.1 - 170,
            x: (0.0, years.len() as f64),
            y: (low - margin, high + margin),
        };
        // Every course starts at zero on 1 January of the first year.
        let course = |i, p| if i == 0 { 0.0 } else { at(&years[i - 1], p) };
        let grid = || {
            money_axis(&canvas, &frame, &money)?;
            year_axis(&canvas, &frame, years)
        };
        bands(&canvas, &frame, &course, years.len(), grid)?;
        let case = std::iter::once(frame.at((0.0, 0.0)));
        let ends = expected.iter().enumerate().map(|(i, value)| frame.at((i as f64 + 1.0, *value)));
        canvas.dashed(&case.chain(ends).collect::<Vec<_>>(), ACCENT, 6)?;
        end_labels(&canvas, &frame, &money, years, expected)?;
        legend(&canvas, &frame)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

/// The bands, the zero line and the median between the points 0 … `last` along the frame; `at` gives a point's quantile, and
/// `grid` draws what lies on the bands and below the lines.
pub(super) fn bands(
    canvas: &Canvas<'_>,
    frame: &Frame,
    at: &dyn Fn(usize, f64) -> f64,
    last: usize,
    grid: impl FnOnce() -> Result<(), PlotError>,
) -> Result<(), PlotError> {
    let first = frame.x.0.ceil() as usize;
    let course = |p: f64| (first..=last).map(move |i| frame.at((i as f64, at(i, p))));
    for (lower, upper, share, _) in BANDS {
        let outline: Vec<(i32, i32)> = course(upper).chain(course(lower).rev()).collect();
        canvas.fill(&outline, GAIN, share)?;
    }
    grid()?;
    let zero = frame.py(0.0);
    canvas.line((frame.left, zero), (frame.right, zero), INK, 4)?;
    canvas.path(&course(0.5).collect::<Vec<_>>(), GAIN, 8)
}

fn year_axis(canvas: &Canvas<'_>, frame: &Frame, years: &[YearSummary]) -> Result<(), PlotError> {
    let room = f64::from(frame.right - frame.left) / years.len() as f64;
    let every = (f64::from(canvas.width("2000", SMALL, false) + 30) / room).ceil().max(1.0) as usize;
    let last = years.len() - 1;
    for (i, year) in years.iter().enumerate() {
        if !(last - i).is_multiple_of(every) {
            continue;
        }
        let x = frame.px(i as f64 + 1.0);
        canvas.line((x, frame.bottom), (x, frame.bottom + 12), MUTED, 2)?;
        canvas.text(&year.year.to_string(), (x, frame.bottom + 44), SMALL, MUTED, Anchor::Centre, false)?;
    }
    canvas.text("end of", (frame.left - 22, frame.bottom + 44), SMALL, MUTED, Anchor::Right, false)
}

/// What the last year's lines and bands are worth, written to their right and moved apart.
fn end_labels(
    canvas: &Canvas<'_>,
    frame: &Frame,
    money: &Money,
    years: &[YearSummary],
    expected: &[f64],
) -> Result<(), PlotError> {
    let (Some(last), Some(&case)) = (years.last(), expected.last()) else { return Ok(()) };
    let at = |p: f64| quantile_at(&last.quantiles, p).map_or(0.0, |quantile| quantile.value);
    let labels = [
        (at(0.95), "95 %", GAIN, false),
        (at(0.5), "median", GAIN, true),
        (case, "expected", ACCENT, true),
        (at(0.05), "5 %", GAIN, false),
    ];
    let wanted: Vec<i32> = labels.iter().map(|label| frame.py(label.0)).collect();
    let placed = spread(&wanted, 46, (frame.top - 10, frame.bottom + 10));
    for ((value, name, colour, bold), (y, from)) in labels.into_iter().zip(placed.into_iter().zip(wanted)) {
        canvas.line((frame.right + 6, from), (frame.right + 34, y), colour, 2)?;
        let text = format!("{name}: {}", money.label(value));
        canvas.text(&text, (frame.right + 44, y), SMALL, colour, Anchor::Left, bold)?;
    }
    Ok(())
}

pub(super) fn legend(canvas: &Canvas<'_>, frame: &Frame) -> Result<(), PlotError> {
    let y = 212;
    let mut x = frame.left;
    for (_, _, share, name) in BANDS {
        canvas.rectangle((x, y - 20), (x + 56, y + 20), GAIN, share)?;
        canvas.text(name, (x + 70, y), BODY, INK, Anchor::Left, false)?;
        x += 70 + canvas.width(name, BODY, false) + 50;
    }
    canvas.line((x, y), (x + 70, y), GAIN, 8)?;
    canvas.text("median", (x + 84, y), BODY, INK, Anchor::Left, false)?;
    x += 84 + canvas.width("median", BODY, false) + 50;
    canvas.dashed(&[(x, y), (x + 92, y)], ACCENT, 6)?;
    canvas.text("expected business case", (x + 106, y), BODY, INK, Anchor::Left, false)
}
