//! The fan chart: bands of a cumulative amount over the years.

use super::axis::{PlotArea, money_axis, padded, spread};
use super::canvas::{ACCENT, Anchor, BODY, Canvas, GAIN, INK, MUTED, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::{Fan, Spread, SpreadCourse, SpreadLegend};

/// How much of the colour each band has, from the widest to the narrowest.
pub(super) const SHADES: [f64; 3] = [0.18, 0.36, 0.6];

/// Pixels to the right of the last year at least.
const END_LABELS: i32 = 330;

pub(super) fn fan(canvas: &Canvas<'_>, fan: &Fan) -> Result<(), PlotError> {
    // The widest label of an end, to the right of the last year.
    let labels = fan.ends.iter().map(|end| canvas.width(end, SMALL, true)).max().unwrap_or(0);
    let frame = PlotArea {
        left: 220,
        right: SIZE.0 - END_LABELS.max(labels + 64),
        top: 300,
        bottom: SIZE.1 - 170,
        x: (0.0, fan.course.years.len() as f64),
        y: padded(&fan.money),
    };
    let grid = || {
        money_axis(canvas, &frame, &fan.money)?;
        year_axis(canvas, &frame, fan)
    };
    course(canvas, &frame, &fan.course, 6, grid)?;
    end_labels(canvas, &frame, fan)?;
    for i in 0..fan.course.years.len() {
        let at = |x: f64| frame.px(x).min(frame.right);
        canvas.spot(i, (at(i as f64 + 0.5), frame.top), (at(i as f64 + 1.5), frame.bottom));
    }
    legend(canvas, &fan.legend, frame.left)
}

/// The bands, the zero line, the median and the expected case of a course along the frame; `grid` draws what lies on the bands and
/// below the lines.
pub(super) fn course(
    canvas: &Canvas<'_>,
    frame: &PlotArea,
    course: &SpreadCourse,
    dashes: u32,
    grid: impl FnOnce() -> Result<(), PlotError>,
) -> Result<(), PlotError> {
    let first = frame.x.0.ceil() as usize;
    // Every course starts at zero on 1 January of the first year.
    let at = |i: usize, of: &dyn Fn(&Spread) -> f64| i.checked_sub(1).map_or(0.0, |i| of(&course.spreads[i]));
    let line = |of: &dyn Fn(&Spread) -> f64| -> Vec<(i32, i32)> {
        (first..=course.spreads.len()).map(|i| frame.at((i as f64, at(i, of)))).collect()
    };
    for (band, share) in SHADES.into_iter().enumerate() {
        let lower = line(&|spread| spread.bands[band].0);
        let outline: Vec<(i32, i32)> =
            line(&|spread| spread.bands[band].1).into_iter().chain(lower.into_iter().rev()).collect();
        canvas.fill(&outline, GAIN, share)?;
    }
    grid()?;
    let zero = frame.py(0.0);
    canvas.line((frame.left, zero), (frame.right, zero), INK, 4)?;
    canvas.path(&line(&|spread| spread.median), GAIN, 8)?;
    canvas.dashed(&line(&|spread| spread.expected), ACCENT, dashes)
}

fn year_axis(canvas: &Canvas<'_>, frame: &PlotArea, fan: &Fan) -> Result<(), PlotError> {
    let years = &fan.course.years;
    let room = f64::from(frame.right - frame.left) / years.len() as f64;
    let every = (f64::from(canvas.width("2000", SMALL, false) + 30) / room).ceil().max(1.0) as usize;
    for (i, year) in years.iter().enumerate().filter(|(i, _)| (years.len() - 1 - i).is_multiple_of(every)) {
        let x = frame.px(i as f64 + 1.0);
        canvas.line((x, frame.bottom), (x, frame.bottom + 12), MUTED, 2)?;
        canvas.text(&year.to_string(), (x, frame.bottom + 44), SMALL, MUTED, Anchor::Centre, false)?;
    }
    canvas.text(&fan.years_label, (frame.left - 22, frame.bottom + 44), SMALL, MUTED, Anchor::Right, false)
}

/// What the last year's lines and bands are worth, written to their right and moved apart.
fn end_labels(canvas: &Canvas<'_>, frame: &PlotArea, fan: &Fan) -> Result<(), PlotError> {
    let Some(Spread { bands, median, expected }) = fan.course.spreads.last() else { return Ok(()) };
    let (lowest, highest) = bands[0];
    let looks = [(highest, GAIN, false), (*median, GAIN, true), (*expected, ACCENT, true), (lowest, GAIN, false)];
    let wanted: Vec<i32> = looks.iter().map(|look| frame.py(look.0)).collect();
    let placed = spread(&wanted, 46, (frame.top - 10, frame.bottom + 10));
    for ((text, (_, colour, bold)), (y, from)) in fan.ends.iter().zip(looks).zip(placed.into_iter().zip(wanted)) {
        canvas.line((frame.right + 6, from), (frame.right + 34, y), colour, 2)?;
        canvas.text(text, (frame.right + 44, y), SMALL, colour, Anchor::Left, bold)?;
    }
    Ok(())
}

pub(super) fn legend(canvas: &Canvas<'_>, legend: &SpreadLegend, left: i32) -> Result<(), PlotError> {
    let y = 212;
    let mut x = left;
    for (name, share) in legend.bands.iter().zip(SHADES) {
        canvas.rectangle((x, y - 20), (x + 56, y + 20), GAIN, share)?;
        canvas.text(name, (x + 70, y), BODY, INK, Anchor::Left, false)?;
        x += 70 + canvas.width(name, BODY, false) + 50;
    }
    canvas.line((x, y), (x + 70, y), GAIN, 8)?;
    canvas.text(&legend.median, (x + 84, y), BODY, INK, Anchor::Left, false)?;
    x += 84 + canvas.width(&legend.median, BODY, false) + 50;
    canvas.dashed(&[(x, y), (x + 92, y)], ACCENT, 6)?;
    canvas.text(&legend.expected, (x + 106, y), BODY, INK, Anchor::Left, false)
}
