//! What each of many scenarios brings over the horizon: bands in rows on one axis, the chance of a gain beside each.

use super::axis::{Frame, Money};
use super::canvas::{ACCENT, Anchor, GAIN, INK, SIZE, SMALL, finished};
use super::fan::{BANDS, legend};
use super::rows::Rows;
use super::{Canvas, Caption, PlotError};
use crate::analysis::Comparison;
use crate::report::number::chance;
use crate::summary::quantile_at;

/// The bands as SVG; `span` names the horizon.
///
/// # Errors
/// When drawing fails.
pub fn ranges(comparison: &Comparison, span: &str, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let canvas = Canvas::new(&mut svg, &format!("Net benefit {span}: {}", caption.account), caption)?;
        let all = comparison.scenarios.iter().filter_map(|scenario| Some((scenario, scenario.cumulative.last()?)));
        let all: Vec<_> = all.collect();
        let at = |row: usize, p| quantile_at(&all[row].1.quantiles, p).map_or(0.0, |quantile| quantile.value);
        let values = (0..all.len()).flat_map(|row| [at(row, 0.05), at(row, 0.95), all[row].1.expected]);
        let (low, high) = values.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let rows = Rows::of_all(all.len(), (low, high), (560, 260));
        rows.money_axis(&canvas, &money)?;
        for (row, (scenario, last)) in all.iter().enumerate() {
            rows.label(&canvas, row, &scenario.name, "")?;
            for (lower, upper, share, _) in BANDS {
                let (from, to) = rows.bar(row, at(row, lower), at(row, upper));
                canvas.rectangle(from, to, GAIN, share)?;
            }
            let (from, to) = rows.bar(row, at(row, 0.5), at(row, 0.5));
            canvas.line(from, to, GAIN, 6)?;
            let (from, to) = rows.bar(row, last.expected, last.expected);
            canvas.dashed(&[(from.0, from.1 - 4), (to.0, to.1 + 4)], ACCENT, 6)?;
            let odds = last.probability_positive.as_ref();
            let odds = odds.map_or_else(|| "withheld".to_owned(), |p| chance(p, 1));
            canvas.text(&odds, (SIZE.0 - 60, rows.middle(row)), rows.size(), INK, Anchor::Right, true)?;
        }
        rows.zero_line(&canvas)?;
        canvas.text("P(net > 0)", (SIZE.0 - 60, rows.frame.top - 30), SMALL, INK, Anchor::Right, false)?;
        legend(&canvas, &Frame { left: 80, right: SIZE.0, ..rows.frame })?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}
