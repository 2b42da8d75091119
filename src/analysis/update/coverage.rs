//! What updates are worth: truths are drawn, figures of each are drawn from it, and the update is asked whether it holds the truth.

use super::figures::{happens, hazard, observed, planned, tier_shares};
use super::moved::believed_of;
use super::{POINTS, weighed};
use crate::analysis::AnalysisError;
use crate::distribution::standard_normal_quantile;
use crate::model::{ActualCost, ActualEntries, ActualEvents, ActualRelapses, Actuals, Label, Model, Setting};
use crate::parallel;
use crate::random::{Purpose, Seed, Stream, open_unit_f64};
use crate::simulate::random_design;
use crate::statistics::Estimate;
use rand::Rng;
use serde::Serialize;

/// How often intervals held the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// Truths drawn.
    pub truths: u64,
    /// Of these the updates that were refused, whose weights could not be trusted.
    pub refused: u64,
    /// How often the intervals from 5 to 95 of 100 held the truth, for each assumption that figures inform.
    pub assumptions: Vec<CoveredAssumption>,
    /// The same over all of these.
    pub all: Estimate,
}

/// How often the intervals of an assumption held the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoveredAssumption {
    /// Its path.
    pub path: String,
    /// What people call it.
    #[serde(skip)]
    pub label: Label,
    /// The share of updates whose interval held it.
    pub covered: Estimate,
}

/// Draws truths from what is believed beforehand, and figures of as many families as the actual ones.
pub(super) fn coverage(
    model: &Model,
    actuals: &Actuals,
    informed: &[usize],
    truths: u64,
    seed: Seed,
) -> Result<Coverage, AnalysisError> {
    let design = random_design(model, seed);
    let each = |truth: usize| -> Result<Option<Vec<bool>>, AnalysisError> {
        let draw = model.draw_at(design.point(truth as u64));
        let setting = Setting::of(model, &draw)?;
        let mut luck = Stream::new(seed, Purpose::named("truth"), truth as u64, 0, 0);
        let mut uniform = || open_unit_f64(luck.next_u32(), luck.next_u32());
        let drawn = drawn(actuals, &setting, |cost| planned(model, cost, &draw), &mut uniform);
        let Ok(weights) = weighed(model, &observed(&drawn), POINTS / 8, seed) else { return Ok(None) };
        let holds = |at: &usize| {
            let believed = believed_of(model, &weights, *at);
            (believed.p05..=believed.p95).contains(&draw.values()[*at])
        };
        Ok(Some(informed.iter().map(holds).collect()))
    };
    let found = parallel::map(truths as usize, each).into_iter().collect::<Result<Vec<_>, _>>()?;
    let kept: Vec<Vec<bool>> = found.into_iter().flatten().collect();
    let share = |held: usize, of: usize| {
        let value = held as f64 / of.max(1) as f64;
        Estimate { value, mcse: (value * (1.0 - value) / of.max(1) as f64).sqrt() }
    };
    let assumption = |(place, at): (usize, &usize)| {
        let path = model.parameters[*at].path.clone();
        let covered = share(kept.iter().filter(|holds| holds[place]).count(), kept.len());
        CoveredAssumption { label: model.label(&path), path, covered }
    };
    let all = share(kept.iter().flatten().filter(|holds| **holds).count(), kept.len() * informed.len());
    Ok(Coverage {
        truths,
        refused: truths - kept.len() as u64,
        assumptions: informed.iter().enumerate().map(assumption).collect(),
        // Intervals of one truth go together: as few as there are truths.
        all: Estimate { mcse: all.mcse * (informed.len().max(1) as f64).sqrt(), ..all },
    })
}

/// Figures of as many families as the actual ones, drawn at a setting.
fn drawn(
    actuals: &Actuals,
    setting: &Setting<'_>,
    planned: impl Fn(&ActualCost) -> f64,
    uniform: &mut impl FnMut() -> f64,
) -> Actuals {
    let mut number = |n: u32, p: f64| (0..n).filter(|_| uniform() < p).count() as u32;
    let entries: Vec<ActualEntries> = actuals
        .entries
        .iter()
        .map(|told| {
            let (mut left, mut rest) = (told.of, 1.0);
            let each = tier_shares(setting, told.year).into_iter().map(|share| {
                let reached = number(left, if rest > 0.0 { (share / rest).min(1.0) } else { 0.0 });
                (left, rest) = (left - reached, rest - share);
                reached
            });
            ActualEntries { entered: each.collect(), ..told.clone() }
        })
        .collect();
    let relapses = actuals.relapses.iter().map(|told| {
        let entered = entries.iter().find(|entries| entries.year == told.cohort);
        let mut left = entered.map_or(0, |entries| entries.entered[told.tier]);
        let by_year = (0..told.by_year.len()).map(|year| {
            let relapsed = number(left, hazard(setting, told.cohort, year));
            left -= relapsed;
            relapsed
        });
        ActualRelapses { by_year: by_year.collect(), ..told.clone() }
    });
    let relapses = relapses.collect();
    let events = actuals
        .events
        .iter()
        .map(|told| ActualEvents { happened: number(told.of, happens(setting, told.event)), ..told.clone() });
    let events = events.collect();
    let costs = actuals.costs.iter().map(|told| {
        let (mean, sd) = (planned(told), told.amount * told.error);
        ActualCost { amount: (mean + sd * standard_normal_quantile(uniform())).max(0.0), ..told.clone() }
    });
    Actuals { costs: costs.collect(), events, relapses, entries, ..actuals.clone() }
}
