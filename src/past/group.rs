//! Pairs that may stand together.

use super::case::{PastBar, PastBaseline, PastCase, PastKind, PastOutcome};
use crate::statistics::OrderStatistics;
use serde::{Serialize, Serializer};

/// Pairs of one kind, one baseline and one bar: the only ones that may be taken together.
#[derive(Debug, Clone, PartialEq)]
pub struct PastGroup<'l> {
    /// What was forecast.
    pub kind: PastKind,
    /// What the outcomes are compared with.
    pub baseline: PastBaseline,
    /// What they are measured against.
    pub bar: PastBar,
    /// The pairs, of which there is at least one: those with a ratio first, the highest on top.
    pub cases: Vec<&'l PastCase>,
}

/// The groups of some pairs, by kind, baseline and bar.
#[must_use]
pub fn past_groups<'l>(cases: &[&'l PastCase]) -> Vec<PastGroup<'l>> {
    let of = |case: &PastCase| (case.kind, case.baseline, case.bar);
    let mut sorted: Vec<&PastCase> = cases.to_vec();
    let ratio = |case: &PastCase| case.ratio().unwrap_or(f64::NEG_INFINITY);
    sorted.sort_by(|a, b| of(a).cmp(&of(b)).then(ratio(b).total_cmp(&ratio(a))));
    let same = |a: &&PastCase, b: &&PastCase| of(a) == of(b);
    let group = |cases: &[&'l PastCase]| {
        let (kind, baseline, bar) = of(cases[0]);
        PastGroup { kind, baseline, bar, cases: cases.to_vec() }
    };
    sorted.chunk_by(same).map(group).collect()
}

impl PastGroup<'_> {
    /// Observed ÷ forecast of those that have both as numbers, ascending.
    #[must_use]
    pub fn ratios(&self) -> Vec<f64> {
        let mut ratios: Vec<f64> = self.cases.iter().filter_map(|case| case.ratio()).collect();
        ratios.sort_by(f64::total_cmp);
        ratios
    }

    /// How many could not be told from chance.
    #[must_use]
    pub fn not_significant(&self) -> usize {
        let is_word = |case: &&&PastCase| matches!(case.outcome, PastOutcome::NotSignificant { .. });
        self.cases.iter().filter(is_word).count()
    }

    /// The median ratio; `None` = some pair has none, and a median of the others would flatter.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let ratios = self.ratios();
        (ratios.len() == self.cases.len()).then(|| Sorted(&ratios).quantile(0.5).value)
    }
}

/// The machine's face of a group.
impl Serialize for PastGroup<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'g> {
            kind: PastKind,
            baseline: PastBaseline,
            bar: PastBar,
            cases: Vec<&'g str>,
            not_significant: usize,
            lowest: Option<f64>,
            median: Option<f64>,
            highest: Option<f64>,
        }
        let ratios = self.ratios();
        let shown = Shown {
            kind: self.kind,
            baseline: self.baseline,
            bar: self.bar,
            cases: self.cases.iter().map(|case| case.id.as_str()).collect(),
            not_significant: self.not_significant(),
            lowest: ratios.first().copied(),
            median: self.median(),
            highest: ratios.last().copied(),
        };
        shown.serialize(serializer)
    }
}

/// Values in ascending order.
struct Sorted<'v>(&'v [f64]);

impl OrderStatistics for Sorted<'_> {
    fn count(&self) -> u64 {
        self.0.len() as u64
    }

    fn at_rank(&self, rank: u64) -> f64 {
        self.0[rank as usize]
    }

    fn resolution(&self, _rank: u64) -> f64 {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::PastLedger;

    #[test]
    fn a_group_holds_one_kind_one_baseline_and_one_bar() {
        let ledger = PastLedger::shipped();
        let groups = past_groups(&ledger.search(&[]));
        assert_eq!(groups.iter().map(|group| group.cases.len()).sum::<usize>(), ledger.cases().len());
        for (i, group) in groups.iter().enumerate() {
            let of = (group.kind, group.baseline, group.bar);
            assert!(group.cases.iter().all(|case| (case.kind, case.baseline, case.bar) == of));
            assert!(groups[i + 1..].iter().all(|other| (other.kind, other.baseline, other.bar) > of));
        }
    }

    #[test]
    fn no_median_is_taken_over_what_is_not_significant() {
        let groups = past_groups(&PastLedger::shipped().search(&[]));
        let of = |bar| {
            let net = |group: &&PastGroup<'_>| group.kind == PastKind::Net && group.baseline == PastBaseline::Control;
            groups.iter().filter(net).find(|group| group.bar == bar).expect("there are some")
        };
        let thresholds = of(PastBar::Threshold);
        assert_eq!((thresholds.cases.len(), thresholds.not_significant(), thresholds.median()), (4, 3, None));
        assert_eq!(thresholds.ratios(), [1.2]);
        let one = of(PastBar::Forecast);
        assert_eq!((one.not_significant(), one.median()), (0, Some(27.0 / 35.0)));
    }

    #[test]
    fn the_median_of_five_targets_is_the_middle_one() {
        let ledger = PastLedger::shipped();
        let found = past_groups(&ledger.search(&[]));
        let targets = found.iter().find(|group| group.kind == PastKind::Gross && group.bar == PastBar::Target);
        let targets = targets.expect("gross outcomes");
        assert_eq!(targets.cases.len(), 5);
        let family = 116_000.0 / 120_000.0;
        assert_eq!(targets.median(), Some(family));
    }
}
