//! The plan of a group's entry and relapse: which adults count in which tier, and how.
//!
//! Under one word for both arms an adult counts in a tier in as far as the arms differ there. Let Pₜ and Cₜ be the thresholds
//! of reaching at least tier t with the programme and without it, best tier first. Exactly tier t is reached with the
//! programme by the words from Pₜ₋₁ up to Pₜ, and without it by those from Cₜ₋₁ up to Cₜ. The difference is that of the
//! words between Cₜ and Pₜ, less that of the words between Cₜ₋₁ and Pₜ₋₁: an [`Interval`] for every tier, whose adults count in
//! this tier and, the other way round, in the next one.
//!
//! Where the arms are drawn apart, or wait differently, nobody cancels so: the adults of each arm and tier count by
//! themselves, those of the comparison arm negative.

use super::plan::MOST_FAMILIES;
use super::ties::{TiesPlan, own_part};
use super::worth::Term;
use crate::model::employment::ARMS;
use crate::model::{
    Arrival, Coupling, Employment, GroupRows, GroupSetting, Onset, Quantity, TierSetting, Varying, Wait,
};
use crate::random::{LaneAddress, Purpose, Seed};
use crate::vectorised::{Numbers, Vector};
use fearless_simd::Simd;

/// More tiers go the plain way.
pub const MOST_TIERS: usize = 4;

/// Entry and relapse.
pub struct EmploymentPlan<'m> {
    /// Adults of every family.
    pub members: u32,
    /// Best first.
    pub tiers: Vec<TierPlan>,
    pub intervals: Vec<Interval<'m>>,
    /// What the words are drawn for; where the arms are drawn apart, those of the comparison arm too.
    pub words: Vec<LaneAddress>,
    pub courses: LaneAddress,
    /// What the members of a family have in common, if anything.
    pub ties: Option<TiesPlan>,
    pub onset: Onset,
    /// By year since entry; the last value carries on.
    hazard: Vec<Term>,
    pub counted: f64,
    /// Yearly probability of entering again, if anybody does.
    pub reentry: Option<Term>,
}

/// A tier of self-sufficiency.
pub struct TierPlan {
    pub row: usize,
    /// Probability by arm, given that no better tier is reached.
    conditional: [Term; 2],
    /// In which year adults come to it: in both arms alike, or in either of them.
    pub arrivals: Vec<Arrival>,
}

/// Adults whose words lie between two thresholds, each of an arm and a tier.
pub struct Interval<'m> {
    /// Words from `from` (none = zero) up to `to` count as told, those from `to` up to `from` the other way round.
    pub from: Option<Cut>,
    pub to: Cut,
    /// Which of [`EmploymentPlan::words`] are meant, by position.
    pub words: usize,
    /// The tiers where they count, and how.
    pub counts: Vec<(usize, f64)>,
    /// How long they wait for entry.
    pub wait: Option<Wait<'m>>,
}

/// An arm (0 = programme) and a tier: the probability of reaching at least this tier in this arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub arm: usize,
    pub tier: usize,
}

/// The probabilities of reaching at least each tier, by arm.
#[derive(Default)]
pub struct Reached([[Numbers; MOST_TIERS]; 2]);

impl Reached {
    #[inline(always)]
    pub fn at(&self, cut: Cut) -> &Numbers {
        &self.0[cut.arm][cut.tier]
    }

    /// The share of adults who reach exactly a tier.
    #[inline(always)]
    pub fn share<S: Simd>(&self, simd: S, Cut { arm, tier }: Cut) -> Vector<S> {
        let upto = Vector::load(simd, &self.0[arm][tier][..]);
        if tier == 0 { upto } else { upto - Vector::load(simd, &self.0[arm][tier - 1][..]) }
    }

    /// Whether every probability of some tiers is one, and better tiers are not likelier than worse ones or better.
    #[inline(always)]
    pub fn are_possible(&self, tiers: usize) -> bool {
        let mut possible = true;
        for arm in &self.0 {
            for tier in 0..tiers {
                for lane in 0..arm[tier].len() {
                    let least = if tier == 0 { 0.0 } else { arm[tier - 1][lane] };
                    possible &= (arm[tier][lane] >= least) & (arm[tier][lane] <= 1.0);
                }
            }
        }
        possible
    }
}

impl<'m> EmploymentPlan<'m> {
    /// That of a group; `None` for what only the plain way serves.
    pub fn of(
        (setting, employment): (&GroupSetting<'m>, &Employment),
        block: &GroupRows,
        purpose: impl Fn(Purpose) -> Purpose,
        seed: Seed,
    ) -> Option<Self> {
        let mut delays = employment.tiers.iter().flat_map(|tier| tier.delay.iter().flatten());
        let certain = delays.all(Varying::is_certain) && employment.tiers.len() <= MOST_TIERS;
        let reentry =
            (employment.relapse.reentry != Quantity::Fixed(0.0)).then(|| Term::of(employment.relapse.reentry));
        // Then everybody may enter in one year.
        let few = reentry.is_none() || setting.adults().sum::<f64>() <= MOST_FAMILIES;
        let correlation = setting.group.household.correlation;
        let tied = match correlation {
            Quantity::Fixed(correlation) => correlation == 0.0 || own_part(correlation).is_some(),
            Quantity::Parameter(_) => true,
        };
        if !certain || !few || !tied {
            return None;
        }
        let tiers = employment.tiers.iter().zip(&setting.tiers).enumerate().map(|(index, (tier, setting))| {
            let [programme, comparison] = &setting.arrivals;
            let alike = programme == comparison;
            TierPlan {
                row: block.person_years(index).0,
                conditional: [tier.programme, tier.comparison].map(Term::of),
                arrivals: setting.arrivals[..if alike { 1 } else { 2 }].to_vec(),
            }
        });
        let words = match employment.coupling {
            Coupling::Monotone => vec![Purpose::ENTRY],
            Coupling::Independent => vec![Purpose::ENTRY, Purpose::ENTRY_IN_COMPARISON],
        };
        let address = |of: Purpose| LaneAddress::new(seed, purpose(of));
        Some(Self {
            members: setting.group.household.adults.mean() as u32,
            tiers: tiers.collect(),
            intervals: intervals(&setting.tiers, employment.coupling),
            words: words.into_iter().map(address).collect(),
            courses: address(Purpose::COURSE),
            ties: (correlation != Quantity::Fixed(0.0)).then(|| TiesPlan::of(correlation, &purpose, seed)),
            onset: setting.group.intake.onset,
            hazard: employment.relapse.hazard.iter().map(|&hazard| Term::of(hazard)).collect(),
            counted: employment.relapse.counted,
            reentry,
        })
    }

    /// Works out how likely each tier or a better one is reached.
    #[inline(always)]
    pub fn reach<S: Simd>(&self, simd: S, parameters: &[Numbers], reached: &mut Reached) {
        for arm in 0..2 {
            let mut upto = Vector::all(simd, 0.0);
            for (tier, of_tier) in self.tiers.iter().enumerate() {
                upto += (Vector::all(simd, 1.0) - upto) * of_tier.conditional[arm].at(simd, parameters);
                reached.0[arm][tier] = upto.numbers();
            }
        }
    }

    /// Probability of still being self-sufficient at the end of a year since entry, from that at its beginning.
    #[inline(always)]
    pub fn survive<S: Simd>(&self, simd: S, year: usize, alive: Vector<S>, parameters: &[Numbers]) -> Vector<S> {
        let hazard = self.hazard[year.min(self.hazard.len() - 1)].at(simd, parameters);
        alive * (Vector::all(simd, 1.0) - hazard)
    }
}

/// Who counts in some tiers: one interval for each, or one for each arm and tier.
fn intervals<'m>(tiers: &[TierSetting<'m>], coupling: Coupling) -> Vec<Interval<'m>> {
    let alike = tiers.iter().all(|tier| tier.waits[0] == tier.waits[1]);
    let mut intervals: Vec<Interval<'m>> = Vec::new();
    if coupling == Coupling::Independent || !alike {
        for (arm, sign) in ARMS.into_iter().enumerate() {
            for (tier, setting) in tiers.iter().enumerate() {
                intervals.push(Interval {
                    from: tier.checked_sub(1).map(|tier| Cut { arm, tier }),
                    to: Cut { arm, tier },
                    words: if coupling == Coupling::Independent { arm } else { 0 },
                    counts: vec![(tier, sign)],
                    wait: setting.waits[arm].clone(),
                });
            }
        }
        return intervals;
    }
    for tier in 0..tiers.len() {
        let wait = |tier: usize| tiers.get(tier).map(|tier| tier.waits[0].clone());
        let [from, to] = [1, 0].map(|arm| Cut { arm, tier });
        let mut interval = |counts, wait| intervals.push(Interval { from: Some(from), to, words: 0, counts, wait });
        match wait(tier + 1) {
            Some(next) if Some(&next) == wait(tier).as_ref() => interval(vec![(tier, 1.0), (tier + 1, -1.0)], next),
            next => {
                interval(vec![(tier, 1.0)], wait(tier).flatten());
                if let Some(next) = next {
                    interval(vec![(tier + 1, -1.0)], next);
                }
            }
        }
    }
    intervals
}
