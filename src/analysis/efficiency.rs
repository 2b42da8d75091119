//! What programmes of different size bring per participant and per krone, and what each step from one to a dearer one brings.

use super::frontier::{Frontier, FrontierOption, IncrementalRatio};
use super::ranking::mean;
use crate::model::Participants;
use crate::statistics::{Estimate, PairSums};
use crate::summary::{MoneySum, Ratio, RatioOf};
use serde::Serialize;

/// Scenarios compared per participant and per krone, over the years compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Efficiency {
    /// Each by itself.
    pub scenarios: Vec<ScenarioEfficiency>,
    /// Which are worth their cost by the net benefit that they bring, with what a krone more of cost brings; `null` where the
    /// scenarios are assumptions, not options to choose from.
    pub net_benefit: Option<Frontier>,
    /// The same by person-years, with what one more costs; `null` where some scenario has none.
    pub person_years: Option<Frontier>,
}

/// What one scenario brings per participant and per krone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioEfficiency {
    /// The scenario's name.
    pub name: String,
    /// What participants are counted as; `null` where there are none.
    pub counted: Option<Participants>,
    /// How many leave the programme within the years compared.
    pub participants: Option<Estimate>,
    /// What the account gains before payments, in all and per participant.
    pub savings: MoneySum,
    /// What it pays, negative.
    pub costs: MoneySum,
    /// Their sum.
    pub net_benefit: MoneySum,
    /// Net benefit per krone paid, a ratio of means; `null` where nothing is paid.
    pub net_per_krone: Ratio,
}

/// The numbers of one scenario behind it, replication by replication.
pub(super) struct EfficiencyColumns<'a> {
    pub name: &'a str,
    pub counted: Option<Participants>,
    /// Present values over the years compared.
    pub payments: Vec<f64>,
    /// Person-years, discounted like money; none without employment.
    pub person_years: Option<Vec<f64>>,
    /// Those who leave the programme; none where there are no participants.
    pub participants: Option<Vec<f64>>,
}

fn ratio_sums(top: &[f64], bottom: &[f64]) -> PairSums {
    let mut sums = PairSums::about(top[0], bottom[0]);
    sums.add(top, bottom);
    sums
}

impl ScenarioEfficiency {
    fn of(columns: &EfficiencyColumns<'_>, nets: &[f64]) -> Self {
        let EfficiencyColumns { name, counted, payments, person_years: _, participants } = columns;
        let savings: Vec<f64> = nets.iter().zip(payments).map(|(net, payment)| net + payment).collect();
        let costs: Vec<f64> = payments.iter().map(|payment| 0.0 - payment).collect();
        let sum = |values: &[f64]| {
            let Estimate { value, mcse } = mean(values);
            let per_participant = participants.as_ref().and_then(|number| ratio_sums(values, number).ratio_of_means());
            MoneySum { mean: value, mcse, per_participant }
        };
        Self {
            name: (*name).to_owned(),
            counted: *counted,
            participants: participants.as_deref().map(mean),
            savings: sum(&savings),
            costs: sum(&costs),
            net_benefit: sum(nets),
            net_per_krone: Ratio::new(RatioOf::NetPerKrone, &ratio_sums(nets, payments)),
        }
    }
}

impl Efficiency {
    /// That of some scenarios, with their net benefits.
    pub(super) fn of(all: &[EfficiencyColumns<'_>], nets: &[Vec<f64>]) -> Self {
        let frontier = |effects: Option<Vec<&[f64]>>, told| {
            let each = all.iter().zip(effects?);
            let options: Vec<FrontierOption<'_>> =
                each.map(|(of, effects)| FrontierOption { name: of.name, costs: &of.payments, effects }).collect();
            Some(Frontier::of(&options, told))
        };
        Self {
            scenarios: all.iter().zip(nets).map(|(of, nets)| ScenarioEfficiency::of(of, nets)).collect(),
            net_benefit: frontier(Some(nets.iter().map(Vec::as_slice).collect()), IncrementalRatio::EffectPerCost),
            person_years: frontier(
                all.iter().map(|of| of.person_years.as_deref()).collect(),
                IncrementalRatio::CostPerEffect,
            ),
        }
    }

    /// What participants are counted as in all scenarios; none where some have none.
    #[must_use]
    pub fn counted(&self) -> Option<Participants> {
        let mut all = self.scenarios.iter().map(|scenario| scenario.counted);
        let first = all.next()??;
        all.try_fold(first, |known, next| Some(if next? == known { known } else { Participants::FamiliesAndAdults }))
    }
}
