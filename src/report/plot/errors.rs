//! How errors shrink as replications grow, on logarithmic axes.

use super::axis::PlotArea;
use super::canvas::{ACCENT, Anchor, BODY, Canvas, GAIN, GRID, INK, LOSS, MUTED, RGBColor, SIZE, SMALL};
use super::error::PlotError;
use crate::document::Language;
use crate::document::picture::{ErrorCurves, ErrorPanel};

const COLOURS: [RGBColor; 3] = [GAIN, LOSS, ACCENT];

/// Logarithms of replications and errors.
type ErrorPoints = Vec<(f64, f64)>;

pub(super) fn errors(canvas: &Canvas<'_>, errors: &ErrorCurves) -> Result<(), PlotError> {
    for (errors_of, left) in errors.panels.iter().zip([210, 1170]) {
        panel(canvas, errors_of, &errors.across, left)?;
    }
    legend(canvas, errors)
}

fn panel(canvas: &Canvas<'_>, panel: &ErrorPanel, across: &str, left: i32) -> Result<(), PlotError> {
    let logarithms =
        |points: &[(f64, f64)]| points.iter().map(|(n, error)| (n.log10(), error.log10())).collect::<Vec<_>>();
    let curves: Vec<[Option<ErrorPoints>; 2]> = panel
        .curves
        .iter()
        .map(|curve| [Some(logarithms(&curve.solid)), curve.dashed.as_deref().map(logarithms)])
        .collect();
    let all: Vec<(f64, f64)> = curves.iter().flatten().flatten().flatten().copied().collect();
    let about = canvas.fitted(&panel.about, SMALL, false, 890);
    canvas.text(&about, (left - 130, 290), SMALL, MUTED, Anchor::Left, false)?;
    if all.is_empty() {
        return canvas.text(&panel.empty, (left + 100, 600), BODY, MUTED, Anchor::Left, false);
    }
    let wished = panel.wished.map(f64::log10);
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        // A single stage lies in the middle of a range that has ticks.
        let margin = ((high - low) * 0.06).max(0.05).max((0.6 - (high - low)) / 2.0);
        (low - margin, high + margin)
    };
    let frame = PlotArea {
        left,
        right: left + 770,
        top: 340,
        bottom: SIZE.1 - 170,
        x: range(&mut all.iter().map(|point| point.0)),
        y: range(&mut all.iter().map(|point| point.1).chain(wished)),
    };
    axes(canvas, &frame, across)?;
    for (both, colour) in curves.iter().zip(COLOURS) {
        for (dashed, points) in
            [false, true].into_iter().zip(both).filter_map(|(d, points)| Some((d, points.as_ref()?)))
        {
            let line: Vec<(i32, i32)> = points.iter().map(|point| frame.at(*point)).collect();
            for &(x, y) in &line {
                canvas.rectangle((x - 9, y - 9), (x + 9, y + 9), colour, 1.0)?;
                if dashed {
                    canvas.rectangle((x - 4, y - 4), (x + 4, y + 4), colour, 0.0)?;
                }
            }
            if dashed {
                canvas.dashed(&line, colour, 5)?;
            } else {
                canvas.path(&line, colour, 7)?;
            }
        }
    }
    if let Some(wished) = wished {
        let y = frame.py(wished);
        canvas.line((frame.left, y), (frame.right, y), INK, 4)?;
        // Errors fall from left to right, so below the line there is room to the left.
        canvas.text(&panel.wished_label, (frame.left + 10, y + 30), SMALL, INK, Anchor::Left, true)?;
    }
    Ok(())
}

/// Grid lines at 1, 2 and 5 times powers of ten, those with room labelled.
fn axes(canvas: &Canvas<'_>, frame: &PlotArea, across: &str) -> Result<(), PlotError> {
    let ticks = |(low, high): (f64, f64), steps: &[f64]| -> Vec<f64> {
        let powers = low.floor() as i32..=high.ceil() as i32;
        let all = powers.flat_map(|power| steps.iter().map(move |step| step * 10f64.powi(power)));
        all.filter(|tick| (low..=high).contains(&tick.log10())).collect()
    };
    let steps = |(low, high): (f64, f64)| match high - low {
        wide if wide > 2.5 => &[1.0][..],
        wide if wide > 1.0 => &[1.0, 2.0, 5.0][..],
        _ => &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0][..],
    };
    for tick in ticks(frame.y, steps(frame.y)) {
        let y = frame.py(tick.log10());
        canvas.line((frame.left, y), (frame.right, y), GRID, 2)?;
        canvas.text(&short(canvas.language, tick), (frame.left - 18, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let mut free = i32::MIN;
    for tick in ticks(frame.x, steps(frame.x)) {
        let x = frame.px(tick.log10());
        canvas.line((x, frame.top), (x, frame.bottom), GRID, 2)?;
        let half = canvas.width(&short(canvas.language, tick), SMALL, false) / 2;
        if x - half > free {
            canvas.text(&short(canvas.language, tick), (x, frame.bottom + 40), SMALL, MUTED, Anchor::Centre, false)?;
            free = x + half + 20;
        }
    }
    canvas.text(across, (frame.right, frame.bottom + 86), SMALL, MUTED, Anchor::Right, false)
}

fn short(language: Language, tick: f64) -> String {
    let digits = (0..6).find(|&d| ((tick * 10f64.powi(d)).round() / 10f64.powi(d) - tick).abs() < 1e-9 * tick);
    if tick >= 100.0 { language.whole(tick) } else { language.decimal(tick, digits.unwrap_or(6) as usize) }
}

fn legend(canvas: &Canvas<'_>, errors: &ErrorCurves) -> Result<(), PlotError> {
    let y = 212;
    let mut x = 80;
    for (name, colour) in errors.names.iter().zip(COLOURS) {
        canvas.line((x, y), (x + 70, y), colour, 8)?;
        canvas.text(name, (x + 84, y), BODY, INK, Anchor::Left, false)?;
        x += 84 + canvas.width(name, BODY, false) + 50;
    }
    canvas.dashed(&[(x, y), (x + 92, y)], MUTED, 5)?;
    canvas.text(&errors.dashed_name, (x + 106, y), BODY, INK, Anchor::Left, false)
}
