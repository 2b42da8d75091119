//! How likely an outcome is worth its price: a curve from left to right.

use super::axis::{PlotArea, marked_above, share_axes};
use super::canvas::{Anchor, Canvas, GAIN, INK, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::AcceptabilityCurve;

pub(super) fn acceptability(canvas: &Canvas<'_>, picture: &AcceptabilityCurve) -> Result<(), PlotError> {
    let AcceptabilityCurve { money, across, about, points, even } = picture;
    let x = (money.from, money.to);
    let area = PlotArea { left: 220, right: SIZE.0 - 100, top: 330, bottom: SIZE.1 - 190, x, y: (0.0, 1.0) };
    canvas.text(about, (80, 200), SMALL, INK, Anchor::Left, false)?;
    share_axes(canvas, &area, money, across)?;
    if let Some(even) = even {
        marked_above(canvas, &area, even)?;
    }
    let path: Vec<(i32, i32)> = points.iter().map(|point| area.at(*point)).collect();
    canvas.path(&path, GAIN, 8)?;
    let half = path.windows(2).next().map_or(20, |two| (two[1].0 - two[0].0) / 2);
    for (row, (x, _)) in path.iter().enumerate() {
        canvas.spot(row, (x - half, area.top), (x + half, area.bottom));
    }
    Ok(())
}
