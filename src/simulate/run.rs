//! Many replications, on as many threads as there are, with the same result for any number.

use super::{Layout, Luck, Replications, Unwatched, draw, simulate};
use crate::expected::expect;
use crate::model::{Activity, Model, Setting, SettingError};
use crate::parallel;
use crate::random::{MAX_REPLICATIONS, Seed};

/// Replications per unit of work. Fixed, so that nothing hangs on the number of threads.
const CHUNK: usize = 256;

/// Follows a run and may stop it.
pub trait Monitor: Sync {
    /// So many more replications are done.
    fn advanced(&self, _replications: usize) {}

    /// Whether the run is to stop; asked before every replication.
    fn stopped(&self) -> bool {
        false
    }
}

/// Nobody follows, nobody stops.
impl Monitor for () {}

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
///
/// # Panics
/// On more than 2³² replications, which is as far as a seed's luck reaches.
pub fn run(model: &Model, seed: Seed, replications: usize, monitor: &impl Monitor) -> Result<Replications, RunError> {
    assert!(replications as u64 <= MAX_REPLICATIONS, "a seed has luck for 2³² replications");
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
            if monitor.stopped() {
                return Err(RunError::Interrupted(Interrupted));
            }
            let replication = (chunk * CHUNK + i) as u64;
            desk.replicate(Luck { seed, replication }, record)
                .map_err(|source| RunError::Setting { replication: replication + 1, source })?;
        }
        monitor.advanced(records.len() / width);
        Ok(())
    })?;
    Ok(Replications::new(layout, model.discounting.clone(), records))
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

        // Simulated and expected pass through the same arithmetic in the same order, so they are equal to the last bit
        // where chance plays no part.
        let net = |gains: &[f64], payments: &[f64], target: &mut [f64]| {
            for (net, (gain, payment)) in target.iter_mut().zip(gains.iter().zip(payments)) {
                *net = gain - payment;
            }
        };
        let present = |yearly: &[f64]| yearly.iter().zip(&setting.discount).map(|(x, weight)| x * weight).sum::<f64>();
        let of = |account: usize| account * years..(account + 1) * years;

        expect(setting, activity);
        setting.tariff.apply(activity, gains, payments);
        for account in 0..layout.accounts {
            let target = &mut record[layout.expected(account)..][..years];
            net(&gains[of(account)], &payments[of(account)], target);
        }

        simulate(setting, luck, activity, &mut Unwatched);
        setting.tariff.apply(activity, gains, payments);
        for account in 0..layout.accounts {
            let target = &mut record[layout.yearly(account)..][..years];
            net(&gains[of(account)], &payments[of(account)], target);
            record[layout.gains(account)] = present(&gains[of(account)]);
            record[layout.payments(account)] = present(&payments[of(account)]);
        }
        record[layout.person_years()] =
            setting.rows.all_person_years().map(|row| activity.row(row).iter().sum::<f64>()).sum();
        for event in 0..layout.events {
            let rows = setting.rows.all_events(event);
            record[layout.events(event)] = rows.map(|row| activity.row(row).iter().sum::<f64>()).sum();
        }
        record[layout.discount_rate()] = setting.discount_rate;
        if record.iter().all(|value| value.is_finite()) { Ok(()) } else { Err(SettingError::Overflow) }
    }
}
