//! Many replications, on as many threads as there are, with the same result for any number.

use super::{Layout, Luck, Replications, Unwatched, draw, simulate};
use crate::expected::expect;
use crate::model::{Activity, Model, Rows, Setting, SettingError};
use crate::parallel;
use crate::random::Seed;

/// Replications per unit of work. Fixed, so that nothing hangs on the number of threads.
const CHUNK: usize = 256;

/// Follows a run and may stop it.
pub trait Monitor: Sync {
    /// So many more replications are done. Return `false` to stop the run.
    fn advanced(&self, replications: usize) -> bool;
}

impl Monitor for () {
    fn advanced(&self, _replications: usize) -> bool {
        true
    }
}

/// The monitor stopped the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Why a run ended early.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RunError {
    /// A draw at which the model cannot be worked out.
    #[error("replication {replication}: {source}")]
    Setting {
        /// The replication, from 1.
        replication: u64,
        /// Why.
        source: SettingError,
    },
    /// There is not enough memory for the records.
    #[error("not enough memory for {replications} replications ({bytes} bytes)")]
    Memory {
        /// Replications asked for.
        replications: usize,
        /// Bytes their records take.
        bytes: usize,
    },
    /// The monitor stopped the run.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

/// Runs replications 0 … n − 1 of a model under a seed.
///
/// # Errors
/// When the monitor stops it, memory is short, or a draw cannot be worked out.
pub fn run(model: &Model, seed: Seed, replications: usize, monitor: &impl Monitor) -> Result<Replications, RunError> {
    let layout = Layout::of(model);
    let width = layout.width();
    let mut records: Vec<f64> = Vec::new();
    records
        .try_reserve_exact(replications * width)
        .map_err(|_| RunError::Memory { replications, bytes: replications * width * 8 })?;
    records.resize(replications * width, 0.0);
    parallel::try_for_each_chunk(&mut records, CHUNK * width, |chunk, records| {
        let mut desk = Desk::new(model, layout);
        for (i, record) in records.chunks_exact_mut(width).enumerate() {
            let replication = (chunk * CHUNK + i) as u64;
            desk.replicate(Luck { seed, replication }, record)
                .map_err(|source| RunError::Setting { replication: replication + 1, source })?;
        }
        if monitor.advanced(records.len() / width) { Ok(()) } else { Err(RunError::Interrupted(Interrupted)) }
    })?;
    Ok(Replications::new(layout, records))
}

/// The buffers one thread works with, reused from replication to replication.
struct Desk<'m> {
    model: &'m Model,
    layout: Layout,
    setting: Option<Setting<'m>>,
    activity: Option<Activity>,
    gains: Vec<f64>,
    payments: Vec<f64>,
}

impl<'m> Desk<'m> {
    fn new(model: &'m Model, layout: Layout) -> Self {
        let flat = layout.accounts * layout.years;
        Self { model, layout, setting: None, activity: None, gains: vec![0.0; flat], payments: vec![0.0; flat] }
    }

    /// One replication: a parameter draw, its exact expectation, and its simulated programme.
    fn replicate(&mut self, luck: Luck, record: &mut [f64]) -> Result<(), SettingError> {
        let draw = draw(self.model, luck);
        match &mut self.setting {
            Some(setting) => setting.update(&draw)?,
            empty => *empty = Some(Setting::of(self.model, &draw)?),
        }
        let Some(setting) = &self.setting else { return Ok(()) };
        let activity = self.activity.get_or_insert_with(|| setting.activity());
        let (gains, payments) = (&mut self.gains, &mut self.payments);
        let (layout, years) = (self.layout, self.layout.years);

        expect(setting, activity);
        setting.tariff.apply(activity, gains, payments);
        for account in 0..layout.accounts {
            let range = account * years..(account + 1) * years;
            let total = |flat: &[f64]| flat[range.clone()].iter().sum::<f64>();
            record[layout.expected(account)] = total(gains) - total(payments);
        }

        simulate(setting, luck, activity, &mut Unwatched);
        setting.tariff.apply(activity, gains, payments);
        for account in 0..layout.accounts {
            let range = account * years..(account + 1) * years;
            let yearly = &mut record[layout.account(account)..][..years];
            for (net, (gain, payment)) in
                yearly.iter_mut().zip(gains[range.clone()].iter().zip(&payments[range.clone()]))
            {
                *net = gain - payment;
            }
            record[layout.gains(account)] = gains[range.clone()].iter().sum();
            record[layout.payments(account)] = payments[range].iter().sum();
        }
        record[layout.person_years()] =
            setting.rows.all_person_years().map(|row| activity.row(row).iter().sum::<f64>()).sum();
        record[layout.placements()] = activity.row(Rows::PLACEMENTS).iter().sum();
        Ok(())
    }
}
