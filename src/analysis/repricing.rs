//! Replications simulated once and priced again for each value of an assumption that changes nothing but prices.

use crate::model::{AccountId, Activity, Balance, Draw, Model, Setting, SettingError};
use crate::parallel;
use crate::random::{Design, Seed};
use crate::simulate::{
    Interrupted, Monitor, RunError, SimulationScope, Simulator, Unwatched, look_through, random_design,
};

/// Replications that a thread works on at a time, side by side where they are simulated.
const CHUNK: u64 = 16;

/// The activity of every replication under a seed.
#[derive(Debug, Clone)]
pub(super) struct Repricing {
    seed: Seed,
    /// By replication.
    activities: Vec<Activity>,
}

/// Whether the number at a path changes prices alone: a discount rate, or any number of a line that is paid per unit of what is
/// counted for all lines.
#[must_use]
pub(super) fn only_prices(model: &Model, path: &str) -> bool {
    // A refund depends on the prices of other lines, and enters as activity.
    if model.lines.iter().any(|line| line.refund.is_some()) {
        return path.starts_with("discounting.");
    }
    let line = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next());
    let line = line.and_then(|id| model.lines.iter().find(|line| line.id == id));
    path.starts_with("discounting.") || line.is_some_and(|line| line.own_rows().is_none())
}

impl Repricing {
    /// Bytes that a number of replications take.
    pub fn bytes(model: &Model, replications: u64) -> u64 {
        let numbers = model.rows().count() * model.calendar.years;
        replications.saturating_mul((numbers * size_of::<f64>() + size_of::<Activity>()) as u64)
    }

    /// Simulates every replication.
    pub fn simulate(model: &Model, seed: Seed, replications: u64, monitor: &impl Monitor) -> Result<Self, RunError> {
        let design = random_design(model, seed);
        look_through(model, &design, 0..replications, monitor)?;
        let chunk = |chunk: usize| -> Result<Vec<Activity>, RunError> {
            let from = chunk as u64 * CHUNK;
            let number = CHUNK.min(replications - from);
            let mut simulator = Simulator::new(model, seed);
            let draw = |lane: usize| model.draw_at(design.point(from + (lane as u64).min(number - 1)));
            let refused = |source| RunError::Setting { replication: from + 1, source };
            simulator.set(&Draw::side_by_side(draw)).map_err(refused)?;
            if monitor.stopped() {
                return Err(Interrupted.into());
            }
            simulator.simulate(from, SimulationScope::All, &mut Unwatched);
            monitor.advanced(number as usize);
            Ok((0..number as usize).map(|lane| simulator.activity(lane)).collect())
        };
        let chunks = parallel::map(replications.div_ceil(CHUNK) as usize, chunk);
        Ok(Self {
            seed,
            activities: chunks.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect(),
        })
    }

    /// The net benefit of an account over the horizon in every replication, at the prices of a model that differs in nothing
    /// else.
    pub fn nets(&self, model: &Model, account: AccountId, monitor: &impl Monitor) -> Result<Vec<f64>, RunError> {
        of_each(model, self.seed, self.activities.len() as u64, monitor, |setting, replication| {
            let (mut gains, mut payments) = (vec![0.0; setting.tariff.len()], vec![0.0; setting.tariff.len()]);
            setting.tariff.apply(&self.activities[replication as usize], &mut gains, &mut payments);
            let yearly = setting.tariff.net(account, &gains, &payments);
            let net = Balance::of(yearly.zip(&setting.discount).map(|(net, weight)| net * weight));
            if net.is_finite() { Ok(net) } else { Err(SettingError::Overflow) }
        })
    }
}

/// What a function makes of the setting of every replication, in order, on all threads.
fn of_each<T: Send>(
    model: &Model,
    seed: Seed,
    replications: u64,
    monitor: &impl Monitor,
    function: impl Fn(&Setting<'_>, u64) -> Result<T, SettingError> + Sync + Send,
) -> Result<Vec<T>, RunError> {
    let design: Design = random_design(model, seed);
    look_through(model, &design, 0..replications, monitor)?;
    let chunk = |chunk: usize| -> Result<Vec<T>, RunError> {
        let from = chunk as u64 * CHUNK;
        let mut setting = None;
        let of_one = |replication: u64| {
            if monitor.stopped() {
                return Err(Interrupted.into());
            }
            let draw = model.draw_at(design.point(replication));
            let found = match &mut setting {
                Some(setting) => Setting::update(setting, &draw).and_then(|()| function(setting, replication)),
                empty => Setting::of(model, &draw).and_then(|new| function(empty.insert(new), replication)),
            };
            found.map_err(|source| RunError::Setting { replication: replication + 1, source })
        };
        (from..(from + CHUNK).min(replications)).map(of_one).collect()
    };
    let chunks = parallel::map(replications.div_ceil(CHUNK) as usize, chunk);
    Ok(chunks.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
