//! Money per participant: every sum of an account divided by the families or adults taken in.
//!
//! Over replications it is a ratio of means, all money over all participants, never a mean of ratios; its error is that of the
//! ratio. Where every draw has the same participants, that is the mean over their number.

use super::account_sums::AccountTally;
use super::flows::Flows;
use crate::model::{AccountId, BusinessCase, Model};
use crate::simulate::Batch;
use crate::statistics::{Estimate, PairSums};
use serde::Serialize;

/// Costs or savings over the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MoneySum {
    /// Mean over replications, discounted if asked: savings positive, costs negative.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub mcse: f64,
    /// The mean divided by the participants, a ratio of means; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_participant: Option<Estimate>,
}

/// The sums of the expected business case divided by the participants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PerParticipant {
    /// How many are taken in over the horizon, not rounded.
    pub participants: f64,
    /// Savings of one, discounted if asked.
    pub savings: f64,
    /// Costs of one, negative, discounted if asked.
    pub costs: f64,
    /// Net benefit of one, discounted if asked.
    pub net_benefit: f64,
}

impl PerParticipant {
    /// Those of an account; `None` where there are no participants.
    #[must_use]
    pub fn of(case: &BusinessCase, account: AccountId) -> Option<Self> {
        let participants = case.taken_in(account)?;
        let (savings, costs) = case.gains_and_payments(account);
        let net = case.cash_flow(account).total();
        let [savings, costs, net_benefit] = [savings, 0.0 - costs, net].map(|sum| sum / participants);
        Some(Self { participants, savings, costs, net_benefit })
    }
}

/// Sums of an account's money and its participants, where their number differs between replications.
#[derive(Debug, Clone)]
pub(super) struct ParticipantTally {
    /// Gains, payments and net benefit, each with the participants.
    sums: [PairSums; 3],
}

/// The numbers of a batch behind the sums.
fn columns<'b>(id: AccountId, batch: &'b Batch, flows: &'b Flows) -> [&'b [f64]; 3] {
    [batch.gains(id), batch.payments(id), flows.cumulative(flows.first.len() - 2)]
}

impl ParticipantTally {
    /// Empty sums about a batch's first replication; `None` where every draw has the same participants, or there are none.
    pub fn about(model: &Model, id: AccountId, first: &Batch, flows: &Flows) -> Option<Self> {
        model.participating(id).next()?;
        let participants = first.participants(model.participating(id))?[0];
        Some(Self { sums: columns(id, first, flows).map(|column| PairSums::about(column[0], participants)) })
    }

    /// Adds a batch.
    pub fn add(&mut self, model: &Model, id: AccountId, batch: &Batch, flows: &Flows) {
        let participants = batch.participants(model.participating(id)).unwrap_or_default();
        let columns = columns(id, batch, flows);
        self.sums.iter_mut().zip(columns).for_each(|(sums, column)| sums.add(column, &participants));
    }

    pub fn join(&mut self, next: &Self) {
        self.sums.iter_mut().zip(&next.sums).for_each(|(sums, next)| sums.join(next));
    }
}

/// What an account's results say of participants.
pub(super) struct Divided {
    pub participants: Option<Estimate>,
    pub savings: MoneySum,
    pub costs: MoneySum,
    pub net_benefit: Option<Estimate>,
}

impl Divided {
    /// From the sums of an account; `drawn` are those with participants, where their number differs between replications.
    pub fn of(case: &BusinessCase, account: AccountId, tally: &AccountTally, drawn: Option<&ParticipantTally>) -> Self {
        let [gains, payments] = tally.gains_by_payments.means();
        let net = tally.cumulative[tally.cumulative.len() - 1].sums.mean();
        let certain = case.taken_in(account).filter(|_| drawn.is_none());
        let ratios = match drawn {
            // In a draw without anybody there is no number; that there is a ratio depends on the scenario alone.
            Some(drawn) => drawn
                .sums
                .each_ref()
                .map(|sums| Some(sums.ratio_of_means().unwrap_or(Estimate { value: f64::NAN, mcse: f64::INFINITY }))),
            None => [gains, payments, net].map(|sum| certain.map(|number| sum.over(number))),
        };
        let [savings, costs, net_benefit] = ratios;
        let sum = |of: Estimate, per_participant| MoneySum { mean: of.value, mcse: of.mcse, per_participant };
        Self {
            participants: match drawn {
                Some(drawn) => Some(drawn.sums[0].means()[1]),
                None => certain.map(|value| Estimate { value, mcse: 0.0 }),
            },
            savings: sum(gains, savings),
            costs: sum(payments.negative(), costs.map(Estimate::negative)),
            net_benefit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Request, Run};
    use crate::scenario::Scenario;
    use crate::summary::{Outcome, Summary};

    fn run(text: &str, replications: u64) -> Outcome<Summary> {
        let scenario = Scenario::parse("test.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let request = Request { replications: Some(replications), ..Request::default() };
        Run::new(&scenario, request).expect("possible").sample(&()).expect("worked out").outcome
    }

    const HEAD: &str = "title = \"T\"\nperspective = \"municipality\"\ntimeline = { start = 2020, years = 2 }\n";

    #[test]
    fn the_published_case_costs_and_saves_this_much_per_adult() {
        let found = run(include_str!("../../configs/silkeborg.toml"), 1_000).result;
        let expected = found.expected.per_participant.expect("adults");
        // 10 / 0.30 and four times 12 / 0.30 adults.
        assert!((expected.participants - (100.0 / 3.0 + 160.0)).abs() < 1e-9);
        assert_eq!((expected.net_benefit * 580.0 / 3.0).round(), 1_092_118.0);
        assert!((expected.savings + expected.costs - expected.net_benefit).abs() < 1e-6);
        let net = &found.headline.net_benefit;
        let each = net.per_participant.expect("adults");
        assert!(
            (each.value * 580.0 / 3.0 - net.mean).abs() < 1e-6 && (each.mcse * 580.0 / 3.0 - net.mcse).abs() < 1e-6
        );
        assert_eq!(found.headline.participants, Some(Estimate { value: expected.participants, mcse: 0.0 }));
    }

    #[test]
    fn with_an_uncertain_intake_it_is_all_money_over_all_participants() {
        // 1,000 for each adult, 5,000 a year: (1,000 · 40 − 10,000) / 40 with 20 adults a year on average, but a mean of
        // ratios would be 1,000 − 10,000 · E(1/N) = 1,000 − 5,000 · ln(3)/20 a year.
        let lines = "intake = { adults = { value = { min = 10, max = 30 } } }\n[lines]\n\
             gain = { kind = \"saving\", payer = \"municipality\", per = \"adult\", amount = 1000 }\n\
             team = { kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 5000 }\n";
        let found = run(&format!("{HEAD}{lines}"), 20_000).result.headline;
        let z = |found: Estimate, exact: f64| (found.value - exact) / found.mcse;
        let net = found.net_benefit.per_participant.expect("adults");
        assert!(z(net, 750.0).abs() < 4.0, "{net:?}");
        assert!(z(found.costs.per_participant.expect("adults"), -250.0).abs() < 4.0);
        assert!(z(found.participants.expect("adults"), 40.0).abs() < 4.0);
        assert!((found.savings.per_participant.expect("adults").value - 1_000.0).abs() < 1e-9);
        assert!((1_000.0 - 250.0 * 3f64.ln() / 1.0 - net.value).abs() > 20.0 * net.mcse, "no mean of ratios");
    }

    #[test]
    fn those_who_are_delayed_past_the_horizon_are_not_counted() {
        let lines = "intake = { families = 10, delay = 6 }\n[lines]\n\
             gain = { kind = \"saving\", payer = \"municipality\", per = \"family\", amount = 1000 }\n";
        let found = run(&format!("{HEAD}{lines}"), 100).result.headline;
        assert_eq!(found.participants.expect("families").value, 15.0);
        let net = found.net_benefit.per_participant.expect("families");
        assert!((net.value - 1_000.0).abs() < 4.0 * net.mcse, "{net:?}");
    }

    #[test]
    fn subgroups_are_divided_by_their_own_and_what_is_common_by_nobody() {
        let text = format!(
            "{HEAD}[subgroups.mothers]\nintake = {{ adults = 30 }}\n[subgroups.couples]\nintake = {{ families = 10 }}\n\
             family = {{ adults = 2 }}\n[lines]\n\
             gain = {{ kind = \"saving\", payer = \"municipality\", per = \"adult\", amount = 1000 }}\n\
             team = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 20000 }}\n"
        );
        let found = run(&text, 100);
        assert_eq!(found.names.participants, Some(crate::model::Participants::FamiliesAndAdults));
        let of = |id: &str| &found.result.subgroups.iter().find(|part| part.0 == id).expect("a part").1;
        let each = |id: &str| of(id).net_benefit.per_participant.map(|found| found.value);
        assert_eq!((each("mothers"), each("couples"), each("common")), (Some(1_000.0), Some(2_000.0), None));
        // 100,000 saved and 40,000 paid for 60 mothers and 20 couples.
        assert_eq!(found.result.headline.net_benefit.per_participant.expect("both").value, 750.0);
    }

    #[test]
    fn an_intake_of_one_on_which_nothing_depends_has_no_participants() {
        let lines =
            "[lines]\ngain = { kind = \"saving\", payer = \"municipality\", per = \"year\", amount = \"1 to 3\" }\n";
        let none = run(&format!("{HEAD}intake = {{ families = 1 }}\n{lines}"), 100);
        assert_eq!((none.names.participants, none.result.expected.per_participant), (None, None));
        let json = serde_json::to_string(&none).expect("plain data");
        assert!(!json.contains("participant"), "{json}");
        let some = run(&format!("{HEAD}intake = {{ families = 50 }}\n{lines}"), 100);
        assert_eq!(some.result.expected.per_participant.expect("families").participants, 100.0);
    }
}
