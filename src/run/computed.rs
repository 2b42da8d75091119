//! What the draws say of numbers that are computed from others.

use crate::model::{Computed, Draw, Model};
use crate::random::Seed;
use crate::simulate::{Luck, draw};
use crate::statistics::{Estimate, PowerSums};

/// Draws that are looked at: one more than a number of which 5, 50 and 95 % are whole.
pub const COMPUTED_DRAWS: usize = 4_001;

/// The distribution of a computed number.
#[derive(Debug, Clone, PartialEq)]
pub struct ComputedFacts {
    /// The path of the number; of several at one path, one for each year, the first.
    pub path: String,
    /// Mean over the draws.
    pub mean: Estimate,
    /// Standard deviation.
    pub sd: f64,
    /// 5, 50 and 95 % of the draws lie below.
    pub quantiles: [f64; 3],
}

/// What the first [`COMPUTED_DRAWS`] draws of the default seed make of every computed number that is uncertain.
#[must_use]
pub fn computed_facts(model: &Model) -> Vec<ComputedFacts> {
    let uncertain = |computed: &&Computed| !computed.formula.is_certain() && !model.parameters.is_empty();
    let mut wanted: Vec<&Computed> = model.parameters.all_computed().iter().filter(uncertain).collect();
    let mut seen = Vec::new();
    wanted.retain(|computed| {
        !seen.contains(&&computed.path) && {
            seen.push(&computed.path);
            true
        }
    });
    if wanted.is_empty() {
        return vec![];
    }
    let luck = |replication: usize| Luck { seed: Seed::default(), replication: replication as u64 };
    let draws: Vec<Draw> = (0..COMPUTED_DRAWS).map(|replication| draw(model, luck(replication))).collect();
    let facts = |computed: &&Computed| {
        let mut values: Vec<f64> = draws.iter().map(|draw| computed.formula.at(draw)).collect();
        values.sort_unstable_by(f64::total_cmp);
        let mut sums: PowerSums = PowerSums::about(values[COMPUTED_DRAWS / 2]);
        sums.add(&values);
        let quantiles = [5, 50, 95].map(|percent| values[(COMPUTED_DRAWS - 1) * percent / 100]);
        ComputedFacts { path: computed.path.clone(), mean: sums.mean(), sd: sums.standard_deviation().value, quantiles }
    };
    wanted.iter().map(facts).collect()
}
