//! What happens in each replication, simulated once for all values of assumptions that only price it.

use crate::model::{AccountId, Activity, Model, Setting, SettingError};
use crate::parallel;
use crate::random::Seed;
use crate::simulate::{Interrupted, Luck, Monitor, OnlyPriced, RunError, look_through, random_design, simulate};

/// Replications that a thread works on at a time.
const CHUNK: u64 = 16;

/// The activity of every replication under a seed.
#[derive(Debug, Clone)]
pub(super) struct Happened {
    seed: Seed,
    /// By replication.
    activities: Vec<Activity>,
}

/// Whether the number at a path only prices what happens: an amount, a quantity, a share or the growth of a line that is paid per
/// unit of what is counted for all, or a discount rate.
#[must_use]
pub(super) fn only_prices(model: &Model, path: &str) -> bool {
    if path.starts_with("discounting.") {
        return true;
    }
    // A refund looks at what other lines cost.
    let counts = model.lines.iter().any(|line| line.refund.is_some());
    let line = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next());
    let line = line.and_then(|id| model.lines.iter().find(|line| line.id == id));
    !counts && line.is_some_and(|line| line.own_rows().is_none())
}

impl Happened {
    /// Bytes that so many replications take.
    pub fn bytes(model: &Model, replications: u64) -> u64 {
        let numbers = model.rows().count() * model.calendar.years;
        replications.saturating_mul((numbers * size_of::<f64>() + size_of::<Activity>()) as u64)
    }

    /// Simulates every replication.
    pub fn simulate(model: &Model, seed: Seed, replications: u64, monitor: &impl Monitor) -> Result<Self, RunError> {
        let design = random_design(model, seed);
        look_through(model, &design, 0..replications, monitor)?;
        let activities = in_chunks(replications, |replication, setting, done: &mut Vec<Activity>| {
            if monitor.stopped() {
                return Err(Interrupted.into());
            }
            let setting = at(model, setting, &model.draw_at(design.point(replication)), replication)?;
            let mut activity = setting.activity();
            simulate(setting, Luck { seed, replication }, &mut activity, &mut OnlyPriced);
            done.push(activity);
            monitor.advanced(1);
            Ok(())
        })?;
        Ok(Self { seed, activities })
    }

    /// The net benefit of an account over the horizon in every replication, at the prices of a model of which nothing else has
    /// changed.
    pub fn nets(&self, model: &Model, account: AccountId, monitor: &impl Monitor) -> Result<Vec<f64>, RunError> {
        let design = random_design(model, self.seed);
        let replications = self.activities.len() as u64;
        look_through(model, &design, 0..replications, monitor)?;
        in_chunks(replications, |replication, setting, nets: &mut Vec<f64>| {
            if monitor.stopped() {
                return Err(Interrupted.into());
            }
            let setting = at(model, setting, &model.draw_at(design.point(replication)), replication)?;
            let (mut gains, mut payments) = (vec![0.0; setting.tariff.len()], vec![0.0; setting.tariff.len()]);
            setting.tariff.apply(&self.activities[replication as usize], &mut gains, &mut payments);
            let yearly = setting.tariff.net(account, &gains, &payments);
            let net: f64 = yearly.zip(&setting.discount).map(|(net, weight)| net * weight).sum();
            let overflow = || RunError::Setting { replication: replication + 1, source: SettingError::Overflow };
            nets.push(Some(net).filter(|net| net.is_finite()).ok_or_else(overflow)?);
            Ok(())
        })
    }
}

/// The setting at another draw.
fn at<'s, 'm>(
    model: &'m Model,
    setting: &'s mut Option<Setting<'m>>,
    draw: &crate::model::Draw,
    replication: u64,
) -> Result<&'s Setting<'m>, RunError> {
    let failed = |source| RunError::Setting { replication: replication + 1, source };
    if let Some(setting) = setting {
        setting.update(draw).map_err(failed)?;
    } else {
        *setting = Some(Setting::of(model, draw).map_err(failed)?);
    }
    Ok(setting.as_ref().expect("it has just been made"))
}

/// Works replication by replication, on all threads, and joins what they bring in order.
fn in_chunks<'m, T: Send>(
    replications: u64,
    work: impl Fn(u64, &mut Option<Setting<'m>>, &mut Vec<T>) -> Result<(), RunError> + Sync + Send,
) -> Result<Vec<T>, RunError> {
    let chunk = |chunk: usize| -> Result<Vec<T>, RunError> {
        let from = chunk as u64 * CHUNK;
        let (mut setting, mut done) = (None, Vec::new());
        for replication in from..(from + CHUNK).min(replications) {
            work(replication, &mut setting, &mut done)?;
        }
        Ok(done)
    };
    let done = parallel::map(replications.div_ceil(CHUNK) as usize, chunk);
    Ok(done.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
