//! The tornado: what each assumption moves, the most on top.

use super::axis::Money;
use super::canvas::{ACCENT, Anchor, GAIN, INK, LOSS, MUTED, SIZE, SMALL, finished};
use super::rows::{MOST_ROWS, Rows};
use super::{Canvas, Caption, PlotError};
use crate::analysis::{End, Tornado, TornadoBar};
use crate::report::number::{chance, written};
use crate::summary::Outcome;

/// The tornado as SVG.
///
/// # Errors
/// When drawing fails.
pub fn tornado(report: &Outcome<Tornado>, caption: &Caption<'_>) -> Result<String, PlotError> {
    let mut svg = String::new();
    {
        let title = format!("Which assumption decides? Net benefit {}: {}", report.span(), caption.whose());
        let canvas = Canvas::new(&mut svg, &title, caption)?;
        let Tornado { base, bars, .. } = &report.result;
        let centre = base.mean.value;
        let ends = bars.iter().take(MOST_ROWS).flat_map(|bar| [bar.low.level.mean.value, bar.high.level.mean.value]);
        let (low, high) = ends.fold((centre.min(0.0), centre.max(0.0)), |(low, high), x| (low.min(x), high.max(x)));
        // Room for the values at the ends of the longest bars.
        let value = |bar: &TornadoBar, end: &End| canvas.width(&end_value(bar, end, caption.currency), SMALL, false);
        let widest = bars.iter().take(MOST_ROWS).flat_map(|bar| [value(bar, &bar.low), value(bar, &bar.high)]).max();
        let room = (high - low) * f64::from(widest.unwrap_or(0).clamp(100, 300) + 28) / 660.0;
        let money = Money::suiting(low.abs().max(high), caption.currency);
        let rows = Rows::new(bars.len(), (low - room, high + room), (720, 330));
        rows.money_axis(&canvas, &money)?;
        legend(&canvas, report, &money)?;
        for row in rows.shown() {
            // The longer bar first, and where both lie on one side the shorter on it in full colour.
            let mut means = [&bars[row].low, &bars[row].high].map(|end| end.level.mean.value);
            means.sort_by(|a, b| (b - centre).abs().total_cmp(&(a - centre).abs()));
            let one_side = (means[0] < centre) == (means[1] < centre);
            for (mean, share) in means.into_iter().zip([0.85, if one_side { 1.0 } else { 0.85 }]) {
                let (from, to) = rows.bar(row, centre, mean);
                let share = if bars[row].fixed { share * 0.45 } else { share };
                canvas.rectangle(from, to, if mean < centre { LOSS } else { GAIN }, share)?;
            }
        }
        rows.zero_line(&canvas)?;
        let x = rows.frame.px(centre);
        canvas.dashed(&[(x, rows.frame.top - 10), (x, rows.frame.bottom)], ACCENT, 4)?;
        for row in rows.shown() {
            labels(&canvas, &rows, row, &bars[row], (centre, caption.currency))?;
        }
        rows.rest(&canvas, bars.len())?;
        canvas.area.present()?;
    }
    Ok(finished(&svg))
}

fn legend(canvas: &Canvas<'_>, report: &Outcome<Tornado>, money: &Money) -> Result<(), PlotError> {
    let base = &report.result.base;
    let pale = if report.result.bars.iter().any(|bar| bar.fixed) { "; pale: fixed in the scenario" } else { "" };
    let text = format!("Mean net benefit with one assumption at each end of its range, the others uncertain{pale}");
    canvas.text(&text, (80, 190), SMALL, MUTED, Anchor::Left, false)?;
    let text = format!("With nothing held: {}", money.amount(base.mean.value));
    let text = canvas.fitted(&text, SMALL, true, SIZE.0 - 560);
    canvas.text(&text, (80, 234), SMALL, ACCENT, Anchor::Left, true)?;
    let text = base
        .probability
        .as_ref()
        .map_or_else(|| "P(net > 0) withheld".to_owned(), |p| format!("P(net > 0), now {}", chance(p, 1)));
    canvas.text(&text, (SIZE.0 - 60, 234), SMALL, INK, Anchor::Right, true)
}

fn labels(
    canvas: &Canvas<'_>,
    rows: &Rows,
    row: usize,
    bar: &TornadoBar,
    (centre, currency): (f64, &str),
) -> Result<(), PlotError> {
    let base = written(bar.base, &bar.label.form, currency);
    let base = if bar.list { "all entries".to_owned() } else { base };
    let remark = format!("{}{base} · {}", if bar.fixed { "fixed: " } else { "" }, bar.label.path);
    rows.label(canvas, row, &bar.label.title, &remark)?;
    let ends = [&bar.low, &bar.high];
    // Each end's value outside its bar; where both lie on one side the further one outside, the other not.
    let y = rows.middle(row);
    let size = rows.size() - 2;
    let least = ends.iter().map(|end| end.level.mean.value).fold(centre, f64::min);
    let most = ends.iter().map(|end| end.level.mean.value).fold(centre, f64::max);
    let mut left = Vec::new();
    let mut right = Vec::new();
    for end in ends {
        if end.level.mean.value < centre { &mut left } else { &mut right }.push(end_value(bar, end, currency));
    }
    // A value that would lie on the zero line stands beyond it.
    let zero = rows.frame.px(0.0);
    let (left, right) = (left.join(" · "), right.join(" · "));
    let (mut from, mut to) = (rows.frame.px(least) - 14, rows.frame.px(most) + 14);
    if (from - canvas.width(&left, size, false) - 14..from + 14).contains(&zero) {
        from = from.min(zero - 14);
    }
    if (to - 14..to + canvas.width(&right, size, false) + 14).contains(&zero) {
        to = to.max(zero + 14);
    }
    canvas.text_on_white(&left, (from, y), size, LOSS, Anchor::Right, false)?;
    canvas.text_on_white(&right, (to, y), size, GAIN, Anchor::Left, false)?;
    let (worse, better) = if bar.adverse == "high" { (&bar.high, &bar.low) } else { (&bar.low, &bar.high) };
    let (Some(worse), Some(better)) = (&worse.level.probability, &better.level.probability) else { return Ok(()) };
    let text = format!("{} to {}", chance(worse, 0), chance(better, 0));
    canvas.text(&text, (SIZE.0 - 60, y), rows.size(), INK, Anchor::Right, false)
}

/// The value of an end without its unit, which stands beside the title.
fn end_value(bar: &TornadoBar, end: &End, currency: &str) -> String {
    written(end.value, &bar.label.form.bare(), currency)
}
