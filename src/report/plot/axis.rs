//! Axes: from data to pixels, round ticks.

use super::canvas::{ACCENT, Anchor, Canvas, GRID, INK, MUTED, SMALL};
use super::error::PlotError;
use crate::document::MoneyAxis;
use crate::document::picture::Marker;
use crate::statistics::round_step;

/// The rectangle in which data are drawn, with the data's range.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlotArea {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl PlotArea {
    pub fn px(&self, x: f64) -> i32 {
        let share = (x - self.x.0) / (self.x.1 - self.x.0);
        self.left + (share * f64::from(self.right - self.left)).round() as i32
    }

    pub fn py(&self, y: f64) -> i32 {
        let share = (y - self.y.0) / (self.y.1 - self.y.0);
        self.bottom - (share * f64::from(self.bottom - self.top)).round() as i32
    }

    pub fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (self.px(x), self.py(y))
    }
}

/// Round ticks that cover a range, about `wanted` of them.
pub(super) fn ticks(low: f64, high: f64, wanted: f64) -> (f64, Vec<f64>) {
    let step = round_step((high - low) / wanted);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (step, (first..=last).map(|i| i as f64 * step).collect())
}

/// The range of an axis of money with room at both ends.
pub(super) fn padded(money: &MoneyAxis) -> (f64, f64) {
    let margin = if money.to > money.from { (money.to - money.from) * 0.06 } else { 1.0 };
    (money.from - margin, money.to + margin)
}

/// Horizontal grid lines with amounts, the zero line stronger.
pub(super) fn money_axis(canvas: &Canvas<'_>, frame: &PlotArea, money: &MoneyAxis) -> Result<(), PlotError> {
    let (step, ticks) = ticks(frame.y.0, frame.y.1, 6.0);
    for tick in ticks {
        let y = frame.py(tick);
        let zero = tick == 0.0;
        canvas.line((frame.left, y), (frame.right, y), if zero { INK } else { GRID }, if zero { 4 } else { 2 })?;
        canvas.text(&money.tick(tick, step), (frame.left - 22, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let unit = canvas.fitted(&money.unit, SMALL, false, frame.left - 42);
    canvas.text(&unit, (frame.left - 22, frame.top - 44), SMALL, MUTED, Anchor::Right, false)
}

/// Horizontal grid lines with shares from 0 to 100 %, and amounts beneath, with what they are.
pub(super) fn share_axes(
    canvas: &Canvas<'_>,
    area: &PlotArea,
    money: &MoneyAxis,
    across: &str,
) -> Result<(), PlotError> {
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = area.py(share);
        canvas.line((area.left, y), (area.right, y), GRID, 2)?;
        canvas.text(&canvas.language.percent(share, 0), (area.left - 22, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let (step, ticks) = ticks(area.x.0, area.x.1, 8.0);
    for tick in ticks {
        let x = area.px(tick);
        canvas.line((x, area.bottom), (x, area.bottom + 10), MUTED, 2)?;
        canvas.text(&money.tick(tick, step), (x, area.bottom + 36), SMALL, MUTED, Anchor::Centre, false)?;
    }
    let middle = i32::midpoint(area.left, area.right);
    canvas.text(across, (middle, area.bottom + 82), SMALL, MUTED, Anchor::Centre, false)
}

/// A dashed line at an amount, with its label above the area.
pub(super) fn marked_above(canvas: &Canvas<'_>, area: &PlotArea, amount: &Marker) -> Result<(), PlotError> {
    let at = area.px(amount.value);
    canvas.dashed(&[(at, area.top), (at, area.bottom)], ACCENT, 5)?;
    let half = canvas.width(&amount.label, SMALL, true) / 2;
    let centre = at.min(area.right - half + 20).max(area.left + half - 20);
    canvas.text(&amount.label, (centre, 282), SMALL, ACCENT, Anchor::Centre, true)
}

/// Labels moved apart vertically so that none overlaps: positions in, positions out, order kept.
pub(super) fn spread(positions: &[i32], gap: i32, (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by_key(|&i| positions[i]);
    let mut placed = positions.to_vec();
    let mut next = top;
    for &i in &order {
        placed[i] = placed[i].max(next);
        next = placed[i] + gap;
    }
    let mut limit = bottom;
    for &i in order.iter().rev() {
        placed[i] = placed[i].min(limit);
        limit = placed[i] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(-1.3, 4.9, 6.0), (2.0, vec![0.0, 2.0, 4.0]));
        let (step, found) = ticks(-7.1e6, 9.9e6, 6.0);
        assert_eq!((step, found.len()), (5e6, 3));
    }

    #[test]
    fn labels_never_overlap() {
        let placed = spread(&[100, 104, 500, 98], 40, (0, 600));
        let mut sorted = placed.clone();
        sorted.sort_unstable();
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 40), "{placed:?}");
        assert!(placed[3] < placed[0] && placed[0] < placed[1]);
    }
}
