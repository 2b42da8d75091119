//! The values of a run that are kept for exact quantiles, depending on their size.

use crate::model::{AccountId, Model};
use crate::random::Sampling;

/// What is kept of a run for exact quantiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Every account's yearly net benefits, where that takes at most 64 MiB: all quantiles are exact.
    All,
    /// The perspective's, person-years and events, where that takes at most 640 MiB; the quantiles of other accounts are read
    /// off sketches.
    Perspective,
    /// Of the same numbers only the values that may be a reported quantile, judged by the beginning of the run: as exact, in a fraction
    /// of the memory. Only for independent draws. Where the beginning misleads, or more would be picked than kept, the run is repeated
    /// and keeps [`Keeping::Perspective`].
    Picked,
    /// Nothing: all quantiles are read off sketches.
    Nothing,
}

impl Keeping {
    const ALL_BYTES: u64 = 64 << 20;
    const PERSPECTIVE_BYTES: u64 = 640 << 20;

    /// What is kept of a number of replications of a model.
    #[must_use]
    pub fn of(model: &Model, replications: u64, sampling: Sampling) -> Self {
        match Self::kept(model, replications) {
            Self::Perspective if sampling == Sampling::Random => Self::Picked,
            keeping => keeping,
        }
    }

    /// What is kept where nothing is picked.
    fn kept(model: &Model, replications: u64) -> Self {
        let bytes = |keeping: Self| replications.saturating_mul(8 * keeping.width(model) as u64);
        if bytes(Self::All) <= Self::ALL_BYTES {
            Self::All
        } else if bytes(Self::Perspective) <= Self::PERSPECTIVE_BYTES {
            Self::Perspective
        } else {
            Self::Nothing
        }
    }

    /// Most bytes that a run takes, sketches included, by replications and threads.
    #[must_use]
    pub fn bytes(model: &Model, replications: u64, threads: usize) -> u64 {
        // No more is picked than would be kept, and what is picked may turn out to be too little.
        let keeping = Self::kept(model, replications);
        let ratios = (0..model.accounts.len()).filter(|id| keeping.keeps(model, AccountId(*id))).count();
        let kept = replications.saturating_mul(8 * (keeping.width(model) + ratios) as u64);
        let columns = (model.accounts.len() * (2 * model.calendar.years + 3) + 1 + model.events.len()) as u64;
        // One set of sketches a thread and, wider, two of what they are joined to; what is picked for exact quantiles is a
        // small part of what is kept.
        kept + kept / 4 + columns * (8 << 10) * (threads as u64 + 6) + (16 << 20)
    }

    /// The name in `summary.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "exact",
            Self::Perspective | Self::Picked => "exact for the perspective, others binned",
            Self::Nothing => "binned",
        }
    }

    /// Numbers kept of a replication: yearly net benefits, the discount rate where it is drawn, outcomes.
    pub(super) fn width(self, model: &Model) -> usize {
        let years = model.calendar.years;
        let rate = usize::from(model.discounting.certain_rate().is_none());
        match self {
            Self::All => model.accounts.len() * years + rate + 1 + model.events.len(),
            Self::Perspective => years + rate + 1 + model.events.len(),
            Self::Picked | Self::Nothing => 0,
        }
    }

    /// Whether an account's are kept.
    #[must_use]
    pub fn keeps(self, model: &Model, account: AccountId) -> bool {
        match self {
            Self::All => true,
            Self::Perspective => account == model.perspective,
            Self::Picked | Self::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn a_run_of_ten_million_keeps_sixty_four_bytes_a_replication_and_less_than_a_gibibyte() {
        let text = include_str!("../../configs/silkeborg.toml");
        let model =
            Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model;
        let keeping = |replications| Keeping::of(&model, replications, Sampling::Random);
        assert_eq!(keeping(100_000), Keeping::All);
        assert_eq!(keeping(10_000_000), Keeping::Picked);
        assert_eq!(Keeping::of(&model, 10_000_000, Sampling::Sobol), Keeping::Perspective);
        assert_eq!(keeping(1_000_000_000), Keeping::Nothing);
        assert!(8 * Keeping::Perspective.width(&model) <= 64);
        assert!([10_000_000, 1_000_000_000].iter().all(|&n| Keeping::bytes(&model, n, 2) < 1 << 30));
    }
}
