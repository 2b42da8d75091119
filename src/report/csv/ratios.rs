//! Ratios with their distribution, and what an outcome must be worth.

use super::rows::{Cell, Rows, number, text};
use super::{CsvTarget, of_chance, quantile_columns};
use crate::summary::{AmountProbability, Summary};
use std::io;

/// `ratios.csv`: of every payer and sum of payers the benefit-cost ratio, quantiles of the ratios of single replications, how likely a ratio is
/// above round numbers, and the share of replications without one; then the amounts exceeded in 95, 90 and 80 of 100.
/// Empty what is withheld or does not exist.
///
/// # Errors
/// Those of the writer.
pub fn ratios(target: CsvTarget<'_>, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let headline = &summary.headline;
    let quantiles = quantile_columns(Some(&headline.benefit_cost_ratio.quantiles));
    let round: Vec<f64> = summary
        .payers
        .iter()
        .find_map(|(_, payer)| payer.benefit_cost_ratio.above.as_ref())
        .map_or_else(Vec::new, |above| above.iter().map(|point| point.x).collect());
    let above = round.iter().flat_map(|x| ["", "_mcse", "_bound"].map(|ending| format!("p_above_{x}{ending}")));
    let shares: Vec<f64> = summary
        .payers
        .iter()
        .find_map(|(_, payer)| payer.net_benefit.exceeded_in.as_ref())
        .map_or_else(Vec::new, |exceeded| exceeded.iter().map(|amount| amount.share).collect());
    let exceeded = shares.iter().flat_map(|share| {
        let of_100 = (share * 100.0).round();
        ["", "_mcse"].map(|ending| format!("exceeded_in_{of_100}{ending}"))
    });
    let begin = ["payer", "ratio", "mcse"].map(str::to_owned).into_iter();
    rows.write_record(begin.chain(quantiles).chain(above).chain(["without_ratio".to_owned()]).chain(exceeded))?;
    let known = |value: f64| if value.is_finite() { number(value) } else { Cell::default() };
    for (id, payer) in &summary.payers {
        let ratio = &payer.benefit_cost_ratio;
        let found = ratio.ratio.found().ok();
        let mut row = vec![text(id)];
        row.extend(
            [found.map(|found| found.value), found.map(|found| found.mcse)].map(|x| known(x.unwrap_or(f64::NAN))),
        );
        let there = found.is_some();
        row.extend(ratio.quantiles.iter().map(|quantile| if there { known(quantile.value) } else { Cell::default() }));
        for i in 0..round.len() {
            row.extend(of_chance(ratio.above.as_ref().filter(|_| there).map(|above| &above[i].chance)));
        }
        row.push(number(ratio.without.value));
        for i in 0..shares.len() {
            let amount = payer.net_benefit.exceeded_in.as_ref().map(|exceeded| exceeded[i]);
            row.extend([amount.map(|of| of.value), amount.map(|of| of.mcse)].map(|x| known(x.unwrap_or(f64::NAN))));
        }
        rows.write_record(row)?;
    }
    rows.flush()
}

/// `acceptability.csv`: how likely net benefit and outcomes at a price are together above zero, by complete payer, outcome and price.
///
/// # Errors
/// Those of the writer.
pub fn acceptability(target: CsvTarget<'_>, summary: &Summary) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["payer", "outcome", "price", "probability", "mcse", "bound"])?;
    for (id, payer) in &summary.payers {
        for found in &payer.acceptability {
            for AmountProbability { x, chance } in &found.curve {
                let begin = [text(id), text(&found.outcome), number(*x)];
                rows.write_record(begin.into_iter().chain(of_chance(Some(chance))))?;
            }
        }
    }
    rows.flush()
}
