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

use super::market::MarketPlan;
use super::plan::MOST_FAMILIES;
use super::ties::{TiesPlan, own_part};
use super::worth::Term;
use crate::model::employment::{ARMS, in_operation};
use crate::model::relapse::scaled_odds;
use crate::model::{
    Arrival, Coupling, Employment, GroupRows, GroupSetting, Model, Onset, Quantity, TierSetting, Varying, Wait,
};
use crate::random::{LaneAddress, Purpose, Seed};
use crate::vectorised::{Numbers, Vector, each_lane};
use fearless_simd::Simd;

/// More tiers go the plain way.
pub const MOST_TIERS: usize = 4;

/// Entry and relapse of the adults of all intake years, or of one where the labour market differs from year to year.
pub struct EmploymentPlan<'m> {
    /// Families by intake year, not rounded; none of those whose adults have another plan.
    pub families: Vec<f64>,
    /// Their adults.
    pub adults: Vec<f64>,
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
    /// The part of the programme's effect that remains in operation, where it is not all of it.
    scale_up: Option<Term>,
    /// What the labour market multiplies the odds of entry with; and those of relapse, by year since entry.
    entry_odds: Option<Term>,
    relapse_odds: Vec<Term>,
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
    /// Those of a group, one for all intake years or one for each; `None` for what only the plain way serves.
    pub fn of_group(
        model: &'m Model,
        (setting, employment): (&GroupSetting<'m>, &Employment),
        block: &GroupRows,
        purpose: impl Fn(Purpose) -> Purpose,
        seed: Seed,
    ) -> Option<Vec<Self>> {
        let of = || Self::of(model.scale_up, (setting, employment), block, &purpose, seed);
        let Some(market) = MarketPlan::of(model) else { return Some(vec![of()?]) };
        // All adults of an intake year are to enter in it.
        let at_once = employment.tiers.iter().all(|tier| tier.delay.iter().all(Option::is_none));
        if !at_once || employment.relapse.reentry != Quantity::Fixed(0.0) {
            return None;
        }
        let of_year = |year: usize| {
            let only = |all: Vec<f64>| all.iter().enumerate().map(|(i, &n)| if i == year { n } else { 0.0 }).collect();
            let plan = of()?;
            Some(Self {
                families: only(plan.families),
                adults: only(plan.adults),
                entry_odds: Some(market.entry_odds(year)),
                relapse_odds: (year..model.calendar.years).map(|year| market.relapse_odds(year)).collect(),
                ..plan
            })
        };
        (0..model.calendar.years).filter(|&year| setting.families[year] > 0.0).map(of_year).collect()
    }

    fn of(
        scale_up: Quantity,
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
        let (leaving, years) = (setting.leaving.of(0), setting.families.len());
        let tiers = employment.tiers.iter().zip(&setting.tiers).enumerate().map(|(index, (tier, setting))| {
            let arrivals = setting.waits.each_ref().map(|wait| Arrival::lanewise(*leaving, wait.as_ref(), years));
            let [programme, comparison] = &arrivals;
            let alike = programme == comparison;
            TierPlan {
                row: block.person_years(index).0,
                conditional: [tier.programme, tier.comparison].map(Term::of),
                arrivals: arrivals[..if alike { 1 } else { 2 }].to_vec(),
            }
        });
        let words = match employment.coupling {
            Coupling::Monotone => vec![Purpose::ENTRY],
            Coupling::Independent => vec![Purpose::ENTRY, Purpose::ENTRY_IN_COMPARISON],
        };
        let address = |of: Purpose| LaneAddress::new(seed, purpose(of));
        Some(Self {
            families: setting.families.clone(),
            adults: setting.adults().collect(),
            members: setting.group.household.adults.mean() as u32,
            tiers: tiers.collect(),
            intervals: intervals(&setting.tiers, employment.coupling),
            words: words.into_iter().map(address).collect(),
            courses: address(Purpose::COURSE),
            ties: (correlation != Quantity::Fixed(0.0)).then(|| TiesPlan::of(correlation, &purpose, seed)),
            onset: setting.group.intake.onset,
            scale_up: (scale_up != Quantity::Fixed(1.0)).then(|| Term::of(scale_up)),
            entry_odds: None,
            relapse_odds: Vec::new(),
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
        if let Some(scale_up) = &self.scale_up {
            let scale_up = scale_up.at(simd, parameters).numbers();
            let [programme, comparison] = &mut reached.0;
            for (programme, comparison) in programme.iter_mut().zip(comparison).take(self.tiers.len()) {
                remain(programme, comparison, &scale_up);
            }
        }
        if let Some(odds) = &self.entry_odds {
            let odds = odds.at(simd, parameters).numbers();
            for reached in reached.0.iter_mut().flat_map(|arm| &mut arm[..self.tiers.len()]) {
                multiply_odds(reached, &odds);
            }
        }
    }

    /// Probability of still being self-sufficient at the end of a year since entry, from that at its beginning.
    #[inline(always)]
    pub fn survive<S: Simd>(&self, simd: S, year: usize, alive: Vector<S>, parameters: &[Numbers]) -> Vector<S> {
        let mut hazard = self.hazard[year.min(self.hazard.len() - 1)].at(simd, parameters);
        if let Some(odds) = self.relapse_odds.get(year) {
            let mut hazards = hazard.numbers();
            multiply_odds(&mut hazards, &odds.at(simd, parameters).numbers());
            hazard = Vector::load(simd, &hazards[..]);
        }
        alive * (Vector::all(simd, 1.0) - hazard)
    }
}

/// [`in_operation`] in every lane. Few scenarios need it: the others are not to be slower for it.
#[inline(never)]
fn remain(programme: &mut Numbers, comparison: &Numbers, scale_up: &Numbers) {
    *programme = each_lane(|lane| in_operation(programme[lane], comparison[lane], scale_up[lane]));
}

/// [`scaled_odds`] in every lane, likewise.
#[inline(never)]
fn multiply_odds(probabilities: &mut Numbers, odds: &Numbers) {
    *probabilities = each_lane(|lane| scaled_odds(probabilities[lane], odds[lane]));
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
                    wait: setting.waits[arm].as_ref().map(|wait| wait.of(0).clone()),
                });
            }
        }
        return intervals;
    }
    for tier in 0..tiers.len() {
        let wait = |tier: usize| tiers.get(tier).map(|tier| tier.waits[0].as_ref().map(|wait| wait.of(0).clone()));
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
