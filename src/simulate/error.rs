//! Why a run ended early.

use crate::model::SettingError;

/// The monitor stopped the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Why a run ended early.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RunError {
    /// A draw at which the model cannot be computed.
    #[error("replication {replication}: {source}")]
    Setting {
        /// The replication, from 1.
        replication: u64,
        /// Why.
        source: SettingError,
    },
    /// Draws at which the model cannot be computed, found before the first replication.
    #[error(
        "{refused} of {looked_at} draws ({:.2} %) leave what the model allows, first that of replication {replication}: {source}", 100.0 * *refused as f64 / *looked_at as f64
    )]
    Refused {
        /// The number of such draws.
        refused: u64,
        /// The number of draws checked.
        looked_at: u64,
        /// The replication of the first such draw, from 1.
        replication: u64,
        /// The reason at that draw.
        source: SettingError,
    },
    /// The monitor stopped the run.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}
