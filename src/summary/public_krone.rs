//! What participants gain per krone that the public sector lays out.

use super::ratio::{ExpectedRatio, NoRatio, Ratio, RatioOf};
use crate::model::{AccountId, BusinessCase, Model, Scope};
use crate::statistics::PairSums;
use serde::Serialize;

/// The payer whose gain is that of the participants.
const PARTICIPANTS: &str = "citizen";
/// The sum of public payers, where there are several.
const PUBLIC: &str = "public_sector";

/// Whose gain is divided by whose outlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sides {
    participants: AccountId,
    public: AccountId,
}

impl Sides {
    /// Those of a model that has the participants as a payer, and a public one.
    fn of(model: &Model) -> Option<Self> {
        let account = |id: &str, scope: &Scope| {
            model.accounts.iter().position(|account| account.id == id && account.scope == *scope).map(AccountId)
        };
        let mut public = model.payers.iter().filter(|payer| payer.public);
        let only = public.next().filter(|_| public.next().is_none());
        Some(Self {
            participants: account(PARTICIPANTS, &Scope::Payer)?,
            public: account(PUBLIC, &Scope::Sum).or_else(|| account(&only?.id, &Scope::Payer))?,
        })
    }
}

impl Sides {
    fn are_complete(self, model: &Model) -> bool {
        [self.participants, self.public].iter().all(|id| model.accounts[id.0].complete)
    }
}

/// Sums of the participants' net benefit and the public sector's outlay, its negative net benefit.
#[derive(Debug, Clone)]
pub(super) struct KroneTally {
    sides: Sides,
    pairs: PairSums,
    /// Of the batch that passes: what has been seen of it.
    gains: Vec<f64>,
    outlays: Vec<f64>,
}

impl KroneTally {
    /// Empty sums, about the first replication's net benefit of each account.
    pub fn about(model: &Model, total: impl Fn(AccountId) -> f64) -> Option<Self> {
        let sides = Sides::of(model)?;
        let pairs = PairSums::about(total(sides.participants), -total(sides.public));
        Some(Self { sides, pairs, gains: Vec::new(), outlays: Vec::new() })
    }

    /// Sees the net benefits of an account in a batch; those of one batch come together.
    pub fn see(&mut self, id: AccountId, totals: &[f64]) {
        let Self { sides, pairs, gains, outlays } = self;
        if id == sides.participants {
            gains.extend_from_slice(totals);
        } else if id == sides.public {
            outlays.extend(totals.iter().map(|total| -total));
        }
        if !gains.is_empty() && gains.len() == outlays.len() {
            pairs.add(gains, outlays);
            gains.clear();
            outlays.clear();
        }
    }

    /// Adds the sums of the part that follows.
    pub fn join(&mut self, next: &Self) {
        self.pairs.join(&next.pairs);
    }
}

/// What participants gain per krone that the public sector lays out, over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicKrone {
    /// Their gain over its net outlay, a ratio of means; `null` where there is none.
    pub gain: Ratio,
    /// The same in the expected business case, at base values.
    pub expected: Option<f64>,
    /// Whether the file holds both whole sides of the case.
    pub complete: bool,
    /// Why the simulation finds no such ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ratio: Option<NoRatio>,
}

impl PublicKrone {
    pub(super) fn new(model: &Model, case: &BusinessCase, tally: &KroneTally) -> Self {
        let KroneTally { sides, pairs, .. } = tally;
        let gain = Ratio::new(RatioOf::PublicKrone, pairs);
        Self {
            gain,
            expected: ExpectedKrone::of(model, case).and_then(|expected| expected.ratio.value),
            complete: sides.are_complete(model),
            no_ratio: gain.found().err(),
        }
    }
}

/// The same ratio in the expected business case, at base values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExpectedKrone {
    /// The ratio, or why there is none.
    #[serde(flatten)]
    pub ratio: ExpectedRatio,
    /// Whether the file holds both whole sides of the case.
    pub complete: bool,
}

impl ExpectedKrone {
    /// That of a business case; none where the participants are no payer.
    pub(super) fn of(model: &Model, case: &BusinessCase) -> Option<Self> {
        let sides = Sides::of(model)?;
        let total = |id| case.cash_flow(id).total();
        let ratio = RatioOf::PublicKrone.over(total(sides.participants), -total(sides.public));
        Some(Self { ratio: ratio.into(), complete: sides.are_complete(model) })
    }
}
