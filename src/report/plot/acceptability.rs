//! How likely an outcome is worth its price: a curve from left to right.

use super::axis::{PlotArea, ticks};
use super::canvas::{ACCENT, Anchor, Canvas, GAIN, GRID, INK, MUTED, SIZE, SMALL};
use super::error::PlotError;
use crate::document::picture::AcceptabilityCurve;

pub(super) fn acceptability(canvas: &Canvas<'_>, picture: &AcceptabilityCurve) -> Result<(), PlotError> {
    let AcceptabilityCurve { money, across, about, points, even } = picture;
    let x = (money.from, money.to);
    let area = PlotArea { left: 220, right: SIZE.0 - 100, top: 330, bottom: SIZE.1 - 190, x, y: (0.0, 1.0) };
    canvas.text(about, (80, 200), SMALL, INK, Anchor::Left, false)?;
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
    canvas.text(across, (middle, area.bottom + 82), SMALL, MUTED, Anchor::Centre, false)?;
    if let Some(even) = even {
        let at = area.px(even.value);
        canvas.dashed(&[(at, area.top), (at, area.bottom)], ACCENT, 5)?;
        let half = canvas.width(&even.label, SMALL, true) / 2;
        let centre = at.min(area.right - half + 20).max(area.left + half - 20);
        canvas.text(&even.label, (centre, 282), SMALL, ACCENT, Anchor::Centre, true)?;
    }
    let path: Vec<(i32, i32)> = points.iter().map(|point| area.at(*point)).collect();
    canvas.path(&path, GAIN, 8)?;
    let half = path.windows(2).next().map_or(20, |two| (two[1].0 - two[0].0) / 2);
    for (row, (x, _)) in path.iter().enumerate() {
        canvas.spot(row, (x - half, area.top), (x + half, area.bottom));
    }
    Ok(())
}
