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

#[cfg(test)]
mod tests {
    use super::super::{Dominance, OneDraw, ScenarioComparison, Side};
    use crate::analysis::Comparison;
    use crate::model::Participants;
    use crate::random::Seed;
    use crate::scenario::Scenario;
    use crate::summary::Planned;

    /// A programme of ten adults a year who each cost 100 and save 150, and a team of 200 a year.
    const TEXT: &str = "title = \"T\"\nperspective = \"municipality\"\ntimeline = { start = 2020, years = 2 }\n\
        intake = { adults = 10 }\nemployment = { programme = 0.4, comparison = \"0.1 to 0.3\" }\n[lines]\n\
        course = { kind = \"cost\", payer = \"municipality\", per = \"adult\", amount = 100 }\n\
        saved = { kind = \"saving\", payer = \"municipality\", per = \"adult\", amount = 150 }\n\
        team = { kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 200 }\n";

    fn compared(variants: &str) -> Comparison {
        let scenario = Scenario::parse("t.toml", &format!("{TEXT}{variants}"), &[], &|_| Err("none".into()));
        let sides = Side::with_variants(&scenario.expect("sound")).expect("valid");
        let comparison = ScenarioComparison::new(&sides, None, OneDraw::default(), Seed::default(), Some(500));
        comparison.expect("possible").outcome(&()).expect("worked out").result
    }

    fn variant(id: &str, set: &str, choice: bool) -> String {
        format!("[[variants]]\nid = \"{id}\"\ntitle = \"{id}\"\nset = ['{set}']\nchoice = {choice}\n")
    }

    #[test]
    fn programmes_of_different_size_are_told_per_participant_and_per_krone() {
        let found =
            compared(&(variant("larger", "intake.adults=30", true) + &variant("dear", "lines.team.amount=900", true)));
        let efficiency = &found.efficiency;
        assert_eq!(efficiency.counted(), Some(Participants::Adults));
        let of = |i: usize| &efficiency.scenarios[i];
        let each = |i: usize| of(i).net_benefit.per_participant.expect("adults").value;
        // 20 adults: 3,000 saved and 2,400 paid; 60 adults: 9,000 and 6,400; the dear team: 3,000 and 3,800.
        assert_eq!([each(0), each(1), each(2)].map(|net| (net * 1e6).round() / 1e6), [30.0, 43.333_333, -40.0]);
        let per_krone = [0, 1, 2].map(|i| of(i).net_per_krone.found().expect("it costs").value);
        assert_eq!(per_krone, [600.0 / 2_400.0, 2_600.0 / 6_400.0, -800.0 / 3_800.0]);
        let frontier = efficiency.net_benefit.as_ref().expect("choices");
        assert_eq!(frontier.efficient.len(), 2);
        // 4,000 more paid, 2,000 more in the end.
        let step = &frontier.steps[0];
        assert_eq!((step.cost.value, step.effect.value, step.ratio.expect("certain").value), (4_000.0, 2_000.0, 0.5));
        assert_eq!(frontier.dominated[0].name, "dear");
        let why = &frontier.dominated[0].dominance;
        assert!(matches!(why, Dominance::Outright { cheaper: true, better: true, .. }), "{why:?}");
        let more = efficiency.person_years.as_ref().expect("employment").steps[0].clone();
        let ratio = more.ratio.expect("clear");
        assert!((ratio.value - 4_000.0 / more.effect.value).abs() < 1e-9 && ratio.mcse > 0.0);
        let best: f64 = found.ranking.iter().map(|of| of.probability_best.value).sum();
        assert_eq!((found.ranking[0].name.as_str(), best), ("larger", 1.0));
    }

    #[test]
    fn assumptions_are_no_options_to_choose_from() {
        let found = compared(&variant("larger", "intake.adults=30", false));
        assert!(found.ranking.is_empty() && found.efficiency.net_benefit.is_none());
        assert_eq!(found.efficiency.scenarios.len(), 2);
    }
}
