//! How likely each amount is exceeded: a curve that falls from left to right.

use super::axis::{PlotArea, marked_above, share_axes};
use super::canvas::{Anchor, Canvas, GAIN, INK, LOSS, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::{ExceedanceCurve, PointOfCurve};

pub(super) fn exceedance(canvas: &Canvas<'_>, picture: &ExceedanceCurve) -> Result<(), PlotError> {
    let ExceedanceCurve { money, about, points, amounts, told, expected } = picture;
    let x = (money.from, money.to);
    let area = PlotArea { left: 220, right: SIZE.0 - 100, top: 330, bottom: SIZE.1 - 190, x, y: (0.0, 1.0) };
    canvas.text(about, (80, 200), SMALL, INK, Anchor::Left, false)?;
    axes(canvas, picture, &area)?;
    marked_above(canvas, &area, expected)?;
    // Losses and gains told apart, as in the distribution.
    let side = |points: Vec<(f64, f64)>| points.into_iter().map(|point| area.at(point)).collect::<Vec<_>>();
    let [losses, gains] = parted(points);
    canvas.path(&side(losses), LOSS, 8)?;
    canvas.path(&side(gains), GAIN, 8)?;
    let half = amounts.windows(2).next().map_or(20, |two| (area.px(two[1]) - area.px(two[0])) / 2);
    for (row, x) in amounts.iter().map(|amount| area.px(*amount)).enumerate() {
        canvas.spot(row, (x - half, area.top), (x + half, area.bottom));
    }
    marks(canvas, &area, told)
}

/// The curve up to zero and from there on.
fn parted(points: &[(f64, f64)]) -> [Vec<(f64, f64)>; 2] {
    let split = points.partition_point(|point| point.0 <= 0.0);
    let (losses, gains) = points.split_at(split);
    let between =
        losses.last().zip(gains.first()).map(|(&(x, y), &(next, lower))| (0.0, y - (y - lower) * x / (x - next)));
    let gains = between.into_iter().chain(gains.iter().copied()).collect();
    [losses.iter().copied().chain(between).collect(), gains]
}

fn axes(canvas: &Canvas<'_>, picture: &ExceedanceCurve, area: &PlotArea) -> Result<(), PlotError> {
    share_axes(canvas, area, &picture.money, &picture.money.unit)?;
    let zero = area.px(0.0);
    canvas.line((zero, area.top - 10), (zero, area.bottom), INK, 4)
}

/// Points of the curve with what each says: to the right, above the falling curve, or to the left beneath it. One that has no
/// room on the left stands on the right, and those on the right make way for each other upwards, where the curve never is.
fn marks(canvas: &Canvas<'_>, area: &PlotArea, points: &[PointOfCurve]) -> Result<(), PlotError> {
    let (mut right, mut left) = (Vec::new(), Vec::new());
    for point in points {
        let (x, y) = area.at(point.at);
        canvas.rectangle((x - 9, y - 9), (x + 9, y + 9), INK, 1.0)?;
        let width = canvas.width(&point.label, SMALL, true);
        let fits_right = x + 30 + width < area.right + 60;
        let fits_left = x - 30 >= area.left + width + 10;
        if fits_right && (point.above || !fits_left) {
            right.push((x + 30, y - 18, point));
        } else {
            let at = ((x - 30).max(area.left + width + 10), (y + 20).min(area.bottom - 30));
            left.push((at.0, at.1, point));
        }
    }
    right.sort_by_key(|&(x, y, _)| (x, y));
    let heights = risen(&right.iter().map(|(_, y, _)| *y).collect::<Vec<_>>());
    for ((x, _, point), y) in right.into_iter().zip(heights) {
        canvas.text_on_white(&point.label, (x, y), SMALL, INK, Anchor::Left, true)?;
    }
    left.into_iter()
        .try_for_each(|(x, y, point)| canvas.text_on_white(&point.label, (x, y), SMALL, INK, Anchor::Right, true))
}

/// Heights of labels from left to right, each raised above the next one where they would overlap.
fn risen(heights: &[i32]) -> Vec<i32> {
    let mut limit = i32::MAX;
    let raised = heights.iter().rev().map(|height| {
        let at = (*height).min(limit);
        limit = at - LABEL;
        at
    });
    let mut raised: Vec<i32> = raised.collect();
    raised.reverse();
    raised
}

/// Between labels beneath one another.
const LABEL: i32 = 42;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_parted_at_zero_where_it_passes_it() {
        let [losses, gains] = parted(&[(-2.0, 0.9), (2.0, 0.5), (3.0, 0.1)]);
        assert_eq!((losses, gains), (vec![(-2.0, 0.9), (0.0, 0.7)], vec![(0.0, 0.7), (2.0, 0.5), (3.0, 0.1)]));
        let [losses, gains] = parted(&[(0.0, 0.6), (2.0, 0.5)]);
        assert_eq!((losses, gains), (vec![(0.0, 0.6), (0.0, 0.6)], vec![(0.0, 0.6), (2.0, 0.5)]));
        assert_eq!(parted(&[(1.0, 0.5)]), [vec![], vec![(1.0, 0.5)]]);
    }

    #[test]
    fn labels_make_way_upwards_and_only_where_they_would_overlap() {
        assert_eq!(risen(&[100, 300, 320, 600]), [100, 278, 320, 600]);
        assert_eq!(risen(&[500, 510, 520]), [436, 478, 520]);
    }
}
