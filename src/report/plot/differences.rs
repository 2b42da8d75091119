//! How each scenario differs from the reference, one distribution above the other on one axis.

use super::axis::Money;
use super::canvas::{Anchor, BODY, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::{Rows, height};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{Comparison, Difference, Gap};
use crate::report::number::chance;

/// The distributions of the differences over the horizon as SVG; `span` names it.
///
/// # Errors
/// When drawing fails.
pub fn differences(comparison: &Comparison, span: &str, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("What each changes: net benefit {span}, {}", caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let all = &comparison.differences;
        let ends = all.iter().flat_map(|difference| {
            let bars = &difference.histogram;
            [bars.from, bars.from + bars.width * bars.counts.len() as f64]
        });
        let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let shown: Vec<(&Difference, &Gap)> = all
            .iter()
            .filter_map(|difference| {
                let account = difference.accounts.iter().find(|account| account.id == comparison.account)?;
                Some((difference, account.cumulative.last()?))
            })
            .collect();
        let remarks: Vec<Remark> = shown.iter().map(|(_, gap)| Remark::of(gap, &money, is_low(shown.len()))).collect();
        let better_width = remarks.iter().map(|remark| remark.better_width(&canvas)).max().unwrap_or(0);
        let right = remarks.iter().map(|remark| remark.width(&canvas, better_width)).max().unwrap_or(0);
        let rows = Rows::of_all(shown.len(), (low, high), (560, right.max(400) + 80));
        rows.money_axis(&canvas, &money)?;
        let reference = comparison.scenarios.first().map_or("", |scenario| &scenario.name);
        let text = format!("Difference from {reference}, replication by replication");
        let text = canvas.fitted(&text, SMALL, false, SIZE.0 - 160);
        canvas.text(&text, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
        legend(&canvas)?;
        for (row, ((difference, gap), remark)) in shown.into_iter().zip(&remarks).enumerate() {
            draw(&canvas, &rows, row, difference, gap)?;
            remark.draw(&canvas, rows.middle(row) - 6, better_width)?;
        }
        rows.zero_line(&canvas)?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn legend(canvas: &Canvas<'_>) -> Result<(), PlotError> {
    let y = 240;
    canvas.rectangle((80, y - 16), (112, y + 16), LOSS, 0.85)?;
    canvas.text("worse", (126, y), SMALL, INK, Anchor::Left, false)?;
    let x = 126 + canvas.width("worse", SMALL, false) + 40;
    canvas.rectangle((x, y - 16), (x + 32, y + 16), GAIN, 0.85)?;
    canvas.text(
        "better; the line is the mean difference; what is exactly as good is not drawn",
        (x + 46, y),
        SMALL,
        INK,
        Anchor::Left,
        false,
    )
}

fn draw(canvas: &Canvas<'_>, rows: &Rows, row: usize, difference: &Difference, gap: &Gap) -> Result<(), PlotError> {
    let bars = &difference.histogram;
    let frame = &rows.frame;
    let bottom = frame.top + rows.height * (row as i32 + 1) - 6;
    let low = is_low(rows.shown().len());
    let tall = f64::from(rows.height - if low { 12 } else { 40 });
    let most = bars.counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    // What is exactly as good is not drawn.
    let counts = if gap.equal.value == 1.0 { &[][..] } else { &bars.counts };
    for (i, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let edge = bars.from + i as f64 * bars.width;
        let (from, to) = (frame.px(edge), frame.px(edge + bars.width));
        let top = bottom - (tall * count as f64 / most).round() as i32;
        let colour = if edge < -bars.width / 2.0 { LOSS } else { GAIN };
        canvas.rectangle((from + 1, top), ((to - 1).max(from + 3), bottom), colour, 0.85)?;
    }
    canvas.line((frame.left, bottom), (frame.right, bottom), MUTED, 2)?;
    let x = frame.px(gap.mean);
    canvas.line((x, bottom - tall as i32 - if low { 0 } else { 10 }), (x, bottom), INK, 5)?;
    let y = rows.middle(row) - 6;
    // A variant with several changes has a line for each.
    let room = frame.left - 80 - 24;
    let lines: Vec<&str> = difference.name.split("; ").collect();
    for (i, line) in lines.iter().enumerate() {
        let size = [BODY - 4, SMALL, SMALL - 6].into_iter().find(|&size| canvas.width(line, size, true) <= room);
        let size = size.unwrap_or(SMALL - 6);
        let at = y + (2 * i as i32 + 1 - lines.len() as i32) * 20;
        canvas.text(&canvas.fitted(line, size, true, room), (80, at), size, INK, Anchor::Left, true)?;
    }
    Ok(())
}

/// Whether so many rows leave each room for one line of text only.
fn is_low(rows: usize) -> bool {
    height(rows) < 90
}

/// What stands to the right of a row: the mean difference and how often it is better, on one line where rows are low.
struct Remark {
    mean: String,
    better: String,
    on_one_line: bool,
}

impl Remark {
    /// What is free between two texts on one line.
    const APART: i32 = 24;

    fn of(gap: &Gap, money: &Money, on_one_line: bool) -> Self {
        let mean = format!("{}{}", if gap.mean > 0.0 { "+" } else { "" }, money.amount(gap.mean));
        let better = gap
            .better
            .as_ref()
            .map_or_else(|| "P(better) withheld".to_owned(), |p| format!("better in {}", chance(p, 1)));
        if on_one_line {
            return Self { mean, better, on_one_line };
        }
        let equal =
            if gap.equal.is_mixed() { format!("as good in {}, ", chance(&gap.equal, 1)) } else { String::new() };
        Self { mean: format!("mean {mean}"), better: format!("{equal}{better}"), on_one_line }
    }

    fn size(&self) -> i32 {
        if self.on_one_line { SMALL - 6 } else { SMALL }
    }

    fn better_width(&self, canvas: &Canvas<'_>) -> i32 {
        canvas.width(&self.better, self.size(), true)
    }

    /// `column` is the width of the widest `better`.
    fn width(&self, canvas: &Canvas<'_>, column: i32) -> i32 {
        let mean = canvas.width(&self.mean, self.size(), false);
        if self.on_one_line { mean + Self::APART + column } else { mean.max(column) }
    }

    /// Draws it at the height of the middle of a row; `column` as for [`Remark::width`].
    fn draw(&self, canvas: &Canvas<'_>, y: i32, column: i32) -> Result<(), PlotError> {
        let right = SIZE.0 - 60;
        let (mean, better) =
            if self.on_one_line { ((right - column - Self::APART, y), y) } else { ((right, y + 22), y - 22) };
        canvas.text(&self.better, (right, better), self.size(), GAIN, Anchor::Right, true)?;
        canvas.text(&self.mean, mean, self.size(), INK, Anchor::Right, false)
    }
}
