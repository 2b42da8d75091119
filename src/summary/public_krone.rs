//! What participants gain per krone that the public sector lays out.

use super::ratio::{NoRatio, Ratio, RatioOf};
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
        let KroneTally { sides: Sides { participants, public }, pairs, .. } = tally;
        let gain = Ratio::new(RatioOf::PublicKrone, pairs);
        Self {
            gain,
            expected: expected(model, case).and_then(Result::ok),
            complete: [participants, public].iter().all(|id| model.accounts[id.0].complete),
            no_ratio: gain.found().err(),
        }
    }
}

/// The same ratio in the expected business case; none where the participants are no payer.
pub(super) fn expected(model: &Model, case: &BusinessCase) -> Option<Result<f64, NoRatio>> {
    let sides = Sides::of(model)?;
    let total = |id| case.cash_flow(id).total();
    Some(RatioOf::PublicKrone.over(total(sides.participants), -total(sides.public)))
}
