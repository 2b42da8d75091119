//! Pictures in rows: a label to the left, a bar on a common axis, a remark to the right.

use super::axis::{PlotArea, ticks};
use super::canvas::{Anchor, Canvas, GRID, INK, MUTED, SIZE, SMALL};
use super::error::PlotError;
use crate::document::MoneyAxis;
use crate::document::picture::MOST_ROWS;

const TALLEST: i32 = 84;
/// From this height on a row has room for three lines of text.
const TALL: i32 = 70;
/// Height of the space for rows.
const HEIGHT: i32 = 740;
const TOP: i32 = 280;

/// The height of a row where this number of rows fills the space.
pub(super) fn height(rows: usize) -> i32 {
    HEIGHT / rows.max(1) as i32
}

/// Rows between a left and a right column.
pub(super) struct Rows {
    pub frame: PlotArea,
    pub height: i32,
    shown: usize,
    /// Text size of every label.
    label_size: i32,
}

impl Rows {
    /// A number of rows over a range of values; the columns to the left and the right in pixels.
    pub fn new(count: usize, (low, high): (f64, f64), (left, right): (i32, i32)) -> Self {
        let shown = count.min(MOST_ROWS);
        let height = (HEIGHT / shown.max(1) as i32).min(TALLEST);
        let margin = if high > low { (high - low) * 0.02 } else { 1.0 };
        let frame = PlotArea {
            left,
            right: SIZE.0 - right,
            top: TOP,
            bottom: TOP + height * shown as i32 + 10,
            x: (low - margin, high + margin),
            y: (0.0, 1.0),
        };
        let label_size = if height >= TALL { SMALL } else { SMALL - 6 };
        Self { frame, height, shown, label_size }
    }

    /// The same, however many they are, as tall as all of them can be.
    pub fn of_all(count: usize, range: (f64, f64), columns: (i32, i32)) -> Self {
        let mut rows = Self::new(count, range, columns);
        (rows.shown, rows.height) = (count, height(count));
        rows.frame.bottom = rows.frame.top + rows.height * count as i32 + 10;
        rows.label_size = if rows.height >= TALL { SMALL } else { SMALL - 6 };
        rows
    }

    /// The same with all labels in the size at which the longest of these titles still fits, if there is one.
    pub fn fitted<'t>(mut self, canvas: &Canvas<'_>, titles: impl Iterator<Item = &'t str>) -> Self {
        let widest = titles.take(self.shown).map(|title| canvas.width(title, self.label_size, true)).max().unwrap_or(0);
        if widest > self.room() {
            self.label_size = SMALL - 6;
        }
        self
    }

    /// Pixels for a label.
    fn room(&self) -> i32 {
        self.frame.left - 80 - 30
    }

    /// Positions of the rows that are shown.
    pub fn shown(&self) -> std::ops::Range<usize> {
        0..self.shown
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> i32 {
        self.frame.top + self.height * row as i32 + self.height / 2
    }

    /// Text size that suits the height.
    pub fn size(&self) -> i32 {
        if self.height < 46 { SMALL - 6 } else { SMALL }
    }

    /// The title of a row, and below it a remark in small type. A title that is too long goes on two lines where the row is tall, and is cut
    /// with an ellipsis where it is not.
    pub fn label(&self, canvas: &Canvas<'_>, row: usize, title: &str, remark: &str) -> Result<(), PlotError> {
        let (room, size) = (self.room(), self.label_size);
        let lines = canvas.wrapped(title, size, room, if self.height >= TALL { 2 } else { 1 });
        let tiny = if self.height >= 60 { SMALL - 9 } else { SMALL - 12 };
        let below = if remark.is_empty() { 0 } else { tiny + 2 };
        let mut y = self.middle(row) - (lines.len() as i32 * size + below) / 2 + size / 2;
        for line in &lines {
            canvas.text(line, (80, y), size, INK, Anchor::Left, true)?;
            y += size;
        }
        let remark = canvas.fitted(remark, tiny, false, room);
        canvas.text(&remark, (80, y + (below - size) / 2 + 1), tiny, MUTED, Anchor::Left, false)
    }

    /// A bar of a row between two values.
    pub fn bar(&self, row: usize, from: f64, to: f64) -> ((i32, i32), (i32, i32)) {
        let half = (self.height * 3 / 10).max(6);
        let (from, to) = (self.frame.px(from), self.frame.px(to));
        ((from.min(to), self.middle(row) - half), (from.max(to), self.middle(row) + half))
    }

    /// Amounts of money along the bottom, with lines.
    pub fn money_axis(&self, canvas: &Canvas<'_>, money: &MoneyAxis) -> Result<(), PlotError> {
        let format = |tick: f64, step: f64| money.tick(tick, step);
        self.axis(canvas, &format, &money.unit)
    }

    /// The strong line at zero, on top of bars that end at it or cross it.
    pub fn zero_line(&self, canvas: &Canvas<'_>) -> Result<(), PlotError> {
        let x = self.frame.px(0.0);
        canvas.line((x, self.frame.top - 10), (x, self.frame.bottom), INK, 4)
    }

    /// Numbers along the bottom, with lines.
    pub fn axis(&self, canvas: &Canvas<'_>, format: &dyn Fn(f64, f64) -> String, unit: &str) -> Result<(), PlotError> {
        let frame = &self.frame;
        for row in self.shown() {
            let half = self.height / 2;
            canvas.spot(row, (80, self.middle(row) - half), (SIZE.0 - 60, self.middle(row) + half));
        }
        let (step, ticks) = ticks(frame.x.0, frame.x.1, 6.0);
        for tick in ticks {
            let x = frame.px(tick);
            canvas.line((x, frame.top - 10), (x, frame.bottom), GRID, 2)?;
            canvas.text(&format(tick, step), (x, frame.bottom + 34), SMALL, MUTED, Anchor::Centre, false)?;
        }
        let middle = i32::midpoint(frame.left, frame.right);
        canvas.text(unit, (middle, frame.bottom + 76), SMALL, MUTED, Anchor::Centre, false)
    }
}
