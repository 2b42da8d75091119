//! What data cannot say, without words: a renderer makes sentences of it, in a language.

use super::spread::Interval;
use serde::Serialize;

/// One thing that the data of a result cannot say.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DataLimit {
    /// Counts of one arm do not say what would have happened without the programme.
    NoComparison,
    /// The arms were not drawn by lot: their difference holds the difference of their people too.
    NotRandomised,
    /// Beta(x, n − x) rests on no stated prior, and its 90 % intervals cover less than 90 %.
    NoPrior {
        /// The exact share of samples of this size whose interval holds the posterior mean, were it the true probability.
        coverage: f64,
    },
    /// A prior was added, which counts as a number of observations.
    PriorAdded {
        /// α + β of the prior.
        observations: f64,
    },
    /// Evidence from elsewhere counts in part; how much is a judgement, not data.
    FromElsewhere {
        /// The part that counts.
        weight: f64,
        /// How many observations are left of it.
        effective: f64,
    },
    /// With so few programmes the spread between them is mostly the prior's.
    FewProgrammes {
        /// How many there are.
        programmes: usize,
        /// Posterior over prior standard deviation of the spread: near 1, the data said nothing of it.
        of_prior: f64,
    },
    /// The programmes are those that somebody measured and published: a new one may be unlike them.
    ProgrammesAsFound,
    /// Mean and standard deviation do not tell the shape of the spread between units.
    ShapeUnknown,
    /// What people expect was never observed.
    Opinion {
        /// How many people were asked.
        experts: usize,
    },
    /// Nobody said anything of what lies outside of these quantiles: the family decides.
    TailsUnstated {
        /// The lowest probability that was asked for.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// The experts disagree by more than they are unsure: the pool hides two camps.
    ExpertsDisagree {
        /// The standard deviation of their means over the mean of their standard deviations.
        ratio: f64,
    },
    /// No family goes near the stated quantiles.
    PoorFit {
        /// The largest distance between a stated and a fitted cumulative probability.
        distance: f64,
    },
    /// The share that ever enters is not known: its 90 % interval is wider than the limit.
    PlateauUnknown {
        /// The interval over all families.
        interval: Interval,
        /// The widest interval that would have been called known.
        limit: f64,
    },
    /// The families of curves disagree on the share that ever enters.
    FamiliesDisagree {
        /// The lowest of their medians.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// The share that ever enters and how fast they do are known only together.
    PlateauWithPace {
        /// Linear correlation of the share with ln of the median time.
        correlation: f64,
    },
    /// Rows that are expected, not observed, were left out.
    ExpectedLeftOut {
        /// Their months.
        months: Vec<f64>,
    },
    /// Rows that are expected, not observed, were counted as if they had been.
    ExpectedCounted {
        /// Their months.
        months: Vec<f64>,
    },
    /// Nothing was observed after this month.
    BeyondLastMonth {
        /// Months since the start.
        month: f64,
    },
    /// Nothing is known of when within an interval something happened.
    WithinIntervals {
        /// The longest interval, in months.
        longest: f64,
    },
}
