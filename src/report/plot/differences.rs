//! One distribution above the other on one axis.

use super::canvas::{Anchor, BODY, Canvas, GAIN, INK, LOSS, MUTED, SIZE, SMALL};
use super::error::PlotError;
use super::rows::{Rows, height};
use crate::document::picture::{DifferenceRow, DifferenceRows};

/// What is free between two texts on one line.
const APART: i32 = 24;

pub(super) fn differences(canvas: &Canvas<'_>, picture: &DifferenceRows) -> Result<(), PlotError> {
    let count = picture.rows.len();
    let remarks: Vec<Remark<'_>> = picture.rows.iter().map(|row| Remark::of(row, is_low(count))).collect();
    let better_width = remarks.iter().map(|remark| remark.better_width(canvas)).max().unwrap_or(0);
    let right = remarks.iter().map(|remark| remark.width(canvas, better_width)).max().unwrap_or(0);
    let rows = Rows::of_all(count, (picture.money.from, picture.money.to), (560, right.max(400) + 80));
    rows.money_axis(canvas, &picture.money)?;
    let about = canvas.fitted(&picture.about, SMALL, false, SIZE.0 - 160);
    canvas.text(&about, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
    legend(canvas, &picture.legend)?;
    let size = name_size(canvas, &rows, &picture.rows);
    for (row, (difference, remark)) in picture.rows.iter().zip(&remarks).enumerate() {
        draw(canvas, &rows, row, difference, size)?;
        remark.draw(canvas, rows.middle(row) - 6, better_width)?;
    }
    rows.zero_line(canvas)
}

fn legend(canvas: &Canvas<'_>, [worse, better]: &[String; 2]) -> Result<(), PlotError> {
    let y = 240;
    canvas.rectangle((80, y - 16), (112, y + 16), LOSS, 0.85)?;
    canvas.text(worse, (126, y), SMALL, INK, Anchor::Left, false)?;
    let x = 126 + canvas.width(worse, SMALL, false) + 40;
    canvas.rectangle((x, y - 16), (x + 32, y + 16), GAIN, 0.85)?;
    canvas.text(better, (x + 46, y), SMALL, INK, Anchor::Left, false)
}

/// Pixels for a name.
fn room(rows: &Rows) -> i32 {
    rows.frame.left - 80 - 24
}

/// The text size at which the longest name fits, of all names.
fn name_size(canvas: &Canvas<'_>, rows: &Rows, all: &[DifferenceRow]) -> i32 {
    let fits =
        |size: &i32| all.iter().flat_map(|row| &row.name).all(|line| canvas.width(line, *size, true) <= room(rows));
    [BODY - 4, SMALL].into_iter().find(fits).unwrap_or(SMALL - 6)
}

fn draw(canvas: &Canvas<'_>, rows: &Rows, row: usize, difference: &DifferenceRow, size: i32) -> Result<(), PlotError> {
    let bars = &difference.bars;
    let frame = &rows.frame;
    let bottom = frame.top + rows.height * (row as i32 + 1) - 6;
    let low = is_low(rows.shown().len());
    let tall = f64::from(rows.height - if low { 12 } else { 40 });
    let most = bars.heights.iter().copied().fold(1.0, f64::max);
    for (i, &count) in bars.heights.iter().enumerate().filter(|(_, count)| **count > 0.0) {
        let (from, to) = (frame.px(bars.edge(i)), frame.px(bars.edge(i) + bars.width));
        let top = bottom - (tall * count / most).round() as i32;
        let colour = if bars.is_loss(i) { LOSS } else { GAIN };
        canvas.rectangle((from + 1, top), ((to - 1).max(from + 3), bottom), colour, 0.85)?;
    }
    canvas.line((frame.left, bottom), (frame.right, bottom), MUTED, 2)?;
    let x = frame.px(difference.mean);
    canvas.line((x, bottom - tall as i32 - if low { 0 } else { 10 }), (x, bottom), INK, 5)?;
    let y = rows.middle(row) - 6;
    let lines = &difference.name;
    for (i, line) in lines.iter().enumerate() {
        let at = y + (2 * i as i32 + 1 - lines.len() as i32) * 20;
        canvas.text(&canvas.fitted(line, size, true, room(rows)), (80, at), size, INK, Anchor::Left, true)?;
    }
    Ok(())
}

/// Whether each row has room for one line of text only.
fn is_low(rows: usize) -> bool {
    height(rows) < 90
}

/// What stands to the right of a row: the mean difference and how often it is better, on one line where rows are low.
struct Remark<'a> {
    mean: &'a str,
    better: &'a str,
    on_one_line: bool,
}

impl<'a> Remark<'a> {
    fn of(DifferenceRow { mean_label: mean, better, .. }: &'a DifferenceRow, on_one_line: bool) -> Self {
        let (mean, better) = if on_one_line { (&mean.short, &better.short) } else { (&mean.long, &better.long) };
        Self { mean, better, on_one_line }
    }

    fn size(&self) -> i32 {
        if self.on_one_line { SMALL - 6 } else { SMALL }
    }

    fn better_width(&self, canvas: &Canvas<'_>) -> i32 {
        canvas.width(self.better, self.size(), true)
    }

    /// `column` is the width of the widest `better`.
    fn width(&self, canvas: &Canvas<'_>, column: i32) -> i32 {
        let mean = canvas.width(self.mean, self.size(), false);
        if self.on_one_line { mean + APART + column } else { mean.max(column) }
    }

    /// Draws it at the height of the middle of a row; `column` as for [`Remark::width`].
    fn draw(&self, canvas: &Canvas<'_>, y: i32, column: i32) -> Result<(), PlotError> {
        let right = SIZE.0 - 60;
        let (mean, better) =
            if self.on_one_line { ((right - column - APART, y), y) } else { ((right, y + 22), y - 22) };
        canvas.text(self.better, (right, better), self.size(), GAIN, Anchor::Right, true)?;
        canvas.text(self.mean, mean, self.size(), INK, Anchor::Right, false)
    }
}
