//! Axes: from data to pixels, round ticks, units of money.

use super::PlotError;
use super::canvas::{Anchor, Canvas, GRID, INK, MUTED, SMALL};
use crate::model::{Label, Written};
use crate::report::number::{decimal, money, placed, stands_before, written};
use crate::statistics::round_step;

/// The rectangle in which data are drawn, with the data's range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Frame {
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

/// A tick on an axis of values of an assumption; per cent where it is a share, else a number whose unit stands beside the axis.
pub(super) fn value_tick(tick: f64, form: &Written) -> String {
    let form = form.bare();
    written(tick, if matches!(form, Written::Money { .. } | Written::Factor) { &Written::PLAIN } else { &form }, "")
}

/// What stands beside the title of such an axis: unit and path.
pub(super) fn value_remark(label: &Label) -> String {
    let unit = label.unit.as_ref().filter(|_| label.form.bare() != Written::Share);
    unit.map_or_else(|| label.path.clone(), |unit| format!("{unit} · {}", label.path))
}

/// The unit in which money is written on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    pub scale: f64,
    pub unit: String,
    currency: String,
}

impl Money {
    /// The unit that suits the largest amount.
    pub fn suiting(largest: f64, currency: &str) -> Self {
        let (scale, prefix, suffix) = match largest {
            x if x >= 1e9 => (1e9, "mia. ", " billion"),
            x if x >= 1e6 => (1e6, "mio. ", " million"),
            x if x >= 1e4 => (1e3, "1,000 ", "1,000"),
            _ => (1.0, "", ""),
        };
        let unit = if stands_before(currency) { format!("{currency}{suffix}") } else { format!("{prefix}{currency}") };
        Self { scale, unit, currency: currency.to_owned() }
    }

    /// An amount with its unit, for labels that stand alone: `1.09 mio. kr.`, `£1.09 million`, `£1,452`.
    pub fn amount(&self, amount: f64) -> String {
        if self.scale < 1e6 {
            return money(amount, &self.currency);
        }
        match self.unit.strip_prefix(&self.currency).filter(|_| stands_before(&self.currency)) {
            Some(word) => format!("{}{word}", placed(&self.label(amount), &self.currency)),
            None => format!("{} {}", self.label(amount), self.unit),
        }
    }

    /// An amount in the unit with as many decimals as a step needs.
    pub fn format(&self, amount: f64, step: f64) -> String {
        let step = step / self.scale;
        let digits =
            (0..6).find(|&d| ((step * 10f64.powi(d)).round() - step * 10f64.powi(d)).abs() < 1e-6).unwrap_or(6);
        decimal(amount / self.scale, digits as usize)
    }

    /// An amount with three significant digits, for labels.
    pub fn label(&self, amount: f64) -> String {
        let value = amount / self.scale;
        let digits = if value.abs() < 10.0 { 2 } else { 1 };
        decimal(value, if self.scale == 1.0 { 0 } else { digits })
    }
}

/// Horizontal grid lines with amounts, the zero line stronger.
pub(super) fn money_axis(canvas: &Canvas<'_>, frame: &Frame, money: &Money) -> Result<(), PlotError> {
    let (step, ticks) = ticks(frame.y.0, frame.y.1, 6.0);
    for tick in ticks {
        let y = frame.py(tick);
        let zero = tick == 0.0;
        canvas.line((frame.left, y), (frame.right, y), if zero { INK } else { GRID }, if zero { 4 } else { 2 })?;
        canvas.text(&money.format(tick, step), (frame.left - 22, y), SMALL, MUTED, Anchor::Right, false)?;
    }
    let unit = canvas.fitted(&money.unit, SMALL, false, frame.left - 42);
    canvas.text(&unit, (frame.left - 22, frame.top - 44), SMALL, MUTED, Anchor::Right, false)
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

    #[test]
    fn money_is_written_in_the_unit_of_its_size() {
        let money = Money::suiting(6.3e6, "kr.");
        assert_eq!(money.unit, "mio. kr.");
        assert_eq!((money.format(2.5e6, 5e5), money.format(2e6, 1e6)), ("2.5".to_owned(), "2".to_owned()));
        assert_eq!(Money::suiting(900.0, "£").unit, "£");
        let pounds = Money::suiting(14_520.0, "£");
        assert_eq!((pounds.unit.as_str(), pounds.amount(-1_452.0)), ("£1,000", "−£1,452".to_owned()));
        let millions = Money::suiting(2e6, "£");
        assert_eq!((millions.unit.as_str(), millions.amount(1.5e6)), ("£ million", "£1.50 million".to_owned()));
        assert_eq!(money.amount(1_092_118.0), "1.09 mio. kr.");
    }
}
