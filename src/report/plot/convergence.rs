//! How errors shrink as replications grow, on logarithmic axes.

use super::axis::Frame;
use super::canvas::{ACCENT, Anchor, BODY, GAIN, GRID, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::{Canvas, Caption, PlotError};
use crate::report::number::{decimal, shortened, whole};
use crate::statistics::Estimate;
use crate::summary::Stage;
use plotters::style::RGBColor;

/// The errors of one way of sampling.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Its name.
    pub name: &'a str,
    /// Fewest replications first.
    pub stages: &'a [Stage],
}

/// What is known how well: which estimate, and the error that was wished.
#[derive(Debug, Clone, Copy)]
pub struct Wished {
    /// Of the mean net benefit, kroner.
    pub mean: Option<f64>,
    /// Of P(net benefit > 0).
    pub probability: Option<f64>,
}

const COLOURS: [RGBColor; 3] = [GAIN, LOSS, ACCENT];

/// The errors as SVG: those of the mean to the left, those of the probability to the right.
///
/// # Errors
/// When drawing fails.
pub fn convergence(series: &[Series<'_>], wished: Wished, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("How precise after how many replications? {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let left = Panel {
            about: format!("Standard error of the mean, {} (log scale)", shortened(caption.currency, 16)),
            wished: wished.mean,
            scale: 1.0,
            left: 210,
        };
        let right = Panel {
            about: "Standard error of P(net > 0), percentage points (log scale)".to_owned(),
            wished: wished.probability,
            scale: 100.0,
            left: 1170,
        };
        left.draw(&canvas, series, &|stage| stage.mean, Some(&|stage| stage.mean_conditional))?;
        right.draw(&canvas, series, &|stage| stage.probability, None)?;
        legend(&canvas, series)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

/// One of the two.
struct Panel {
    about: String,
    wished: Option<f64>,
    scale: f64,
    left: i32,
}

type Of<'a> = &'a dyn Fn(&Stage) -> Estimate;

impl Panel {
    fn draw(
        &self,
        canvas: &Canvas<'_>,
        series: &[Series<'_>],
        of: Of<'_>,
        exact: Option<Of<'_>>,
    ) -> Result<(), PlotError> {
        let points = |series: &Series<'_>, of: Of<'_>| -> Vec<(f64, f64)> {
            let known = series.stages.iter().map(|stage| (stage.replications as f64, of(stage).mcse * self.scale));
            known.filter(|point| point.1 > 0.0 && point.1.is_finite()).map(|(n, e)| (n.log10(), e.log10())).collect()
        };
        let shown: Vec<Of<'_>> = std::iter::once(of).chain(exact).collect();
        let all: Vec<(f64, f64)> =
            series.iter().flat_map(|series| shown.iter().flat_map(move |of| points(series, *of))).collect();
        let about = canvas.fitted(&self.about, SMALL, false, 890);
        canvas.text(&about, (self.left - 130, 290), SMALL, MUTED, Anchor::Left, false)?;
        if all.is_empty() {
            return canvas.text("no error at all", (self.left + 100, 600), BODY, MUTED, Anchor::Left, false);
        }
        let wished = self.wished.map(|wished| (wished * self.scale).log10());
        let range = |values: &mut dyn Iterator<Item = f64>| {
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
            // A single stage lies in the middle of a range that has ticks.
            let margin = ((high - low) * 0.06).max(0.05).max((0.6 - (high - low)) / 2.0);
            (low - margin, high + margin)
        };
        let frame = Frame {
            left: self.left,
            right: self.left + 770,
            top: 340,
            bottom: SIZE.1 - 170,
            x: range(&mut all.iter().map(|point| point.0)),
            y: range(&mut all.iter().map(|point| point.1).chain(wished)),
        };
        axes(canvas, &frame)?;
        for (series, colour) in series.iter().zip(COLOURS) {
            for (i, of) in shown.iter().enumerate() {
                let line: Vec<(i32, i32)> = points(series, *of).into_iter().map(|point| frame.at(point)).collect();
                for &(x, y) in &line {
                    canvas.rectangle((x - 9, y - 9), (x + 9, y + 9), colour, 1.0)?;
                    if i > 0 {
                        canvas.rectangle((x - 4, y - 4), (x + 4, y + 4), colour, 0.0)?;
                    }
                }
                if i == 0 {
                    canvas.path(&line, colour, 7)?;
                } else {
                    canvas.dashed(&line, colour, 5)?;
                }
            }
        }
        if let Some(wished) = wished {
            let y = frame.py(wished);
            canvas.line((frame.left, y), (frame.right, y), INK, 4)?;
            // Errors fall from left to right, so below the line there is room to the left.
            canvas.text("wished", (frame.left + 10, y + 30), SMALL, INK, Anchor::Left, true)?;
        }
        Ok(())
    }
}

/// Grid lines at 1, 2 and 5 times powers of ten, those with room labelled.
fn axes(canvas: &Canvas<'_>, frame: &Frame) -> Result<(), PlotError> {
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
        canvas.text(&short(tick), (frame.left - 18, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let mut free = i32::MIN;
    for tick in ticks(frame.x, steps(frame.x)) {
        let x = frame.px(tick.log10());
        canvas.line((x, frame.top), (x, frame.bottom), GRID, 2)?;
        let half = canvas.width(&short(tick), SMALL, false) / 2;
        if x - half > free {
            canvas.text(&short(tick), (x, frame.bottom + 40), SMALL, MUTED, Anchor::Centre, false)?;
            free = x + half + 20;
        }
    }
    canvas.text("replications (log scale)", (frame.right, frame.bottom + 86), SMALL, MUTED, Anchor::Right, false)
}

fn short(tick: f64) -> String {
    let digits = (0..6).find(|&d| ((tick * 10f64.powi(d)).round() / 10f64.powi(d) - tick).abs() < 1e-9 * tick);
    if tick >= 100.0 { whole(tick) } else { decimal(tick, digits.unwrap_or(6) as usize) }
}

fn legend(canvas: &Canvas<'_>, series: &[Series<'_>]) -> Result<(), PlotError> {
    let y = 212;
    let mut x = 80;
    for (series, colour) in series.iter().zip(COLOURS) {
        canvas.line((x, y), (x + 70, y), colour, 8)?;
        canvas.text(series.name, (x + 84, y), BODY, INK, Anchor::Left, false)?;
        x += 84 + canvas.width(series.name, BODY, false) + 50;
    }
    canvas.dashed(&[(x, y), (x + 92, y)], MUTED, 5)?;
    canvas.text("the mean of exact expectations", (x + 106, y), BODY, INK, Anchor::Left, false)
}
