//! What the expected business case brings an account, by part of the municipal budget.

use crate::model::{AccountId, BusinessCase, Frame, Kind, Model};
use serde::Serialize;

/// What the lines of one part of a municipal budget bring an account in the expected business case: present values over the horizon,
/// which sum to its expected total.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FrameTotal {
    /// The part; `null` for lines that do not say.
    pub frame: Option<Frame>,
    /// What is gained there.
    pub savings: f64,
    /// What is paid there, negative.
    pub costs: f64,
    /// Both together.
    pub net: f64,
}

impl FrameTotal {
    /// Those of an account, in the order of [`Frame::ALL`], what is not stated last; none where no line says anything. A part without a
    /// line that touches the account is left out.
    pub(crate) fn of(model: &Model, case: &BusinessCase, account: AccountId) -> Vec<Self> {
        if model.lines.iter().all(|line| line.frame.is_none()) {
            return vec![];
        }
        let total = |frame: Option<Frame>| {
            let lines = model.lines.iter().zip(&case.lines).filter(|(line, _)| line.frame == frame);
            let moved = |(_, line): &(_, &crate::model::CaseLine)| line.accounts[account.0].iter().any(|v| *v != 0.0);
            let mut lines = lines.filter(moved).peekable();
            lines.peek()?;
            let (mut savings, mut costs) = (0.0, 0.0);
            for (_, line) in lines {
                let present = case.present(&line.accounts[account.0]);
                match line.kind_to(account) {
                    Kind::Saving => savings += present,
                    Kind::Cost => costs += present,
                }
            }
            Some(Self { frame, savings, costs, net: savings + costs })
        };
        Frame::ALL.iter().map(|known| Some(known.1)).chain([None]).filter_map(total).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::business_case;
    use crate::scenario::Scenario;

    const SCENARIO: &str = r#"
        title = "Parts of a budget"
        perspective = "municipality"
        timeline = { start = 2024, years = 3 }
        discounting = { rate = 0.035 }
        intake = { adults = 10 }
        employment = { programme = 0.3, comparison = 0.1 }
        [lines]
        team = { kind = "cost", frame = "service", payer = "municipality", per = "year", amount = 100000 }
        cases = { kind = "saving", frame = "service", payer = "municipality", per = "adult", amount = 4000 }
        benefit = { kind = "saving", nature = "transfer", frame = "transfer", shares = { state = 0.2, municipality = "rest" }, per = "person_year", amount = 150000 }
        rent = { kind = "cost", payer = "municipality", per = "year", amount = 5000 }
    "#;

    fn totals(text: &str) -> (Model, Vec<Vec<FrameTotal>>, BusinessCase) {
        let model = Scenario::parse("frames.toml", text, &[], &|_| Err("none".into())).expect("valid").model;
        let case = business_case(&model, &model.base_draw()).expect("exact");
        let all = (0..model.accounts.len()).map(|id| FrameTotal::of(&model, &case, AccountId(id))).collect();
        (model, all, case)
    }

    #[test]
    fn the_parts_sum_to_the_expected_total_of_every_account() {
        let (model, all, case) = totals(SCENARIO);
        for (id, parts) in all.iter().enumerate() {
            let sum: f64 = parts.iter().map(|part| part.net).sum();
            assert!((sum - case.cash_flow(AccountId(id)).total()).abs() < 1e-6, "{}", model.accounts[id].id);
        }
        let own = &all[model.perspective.0];
        assert_eq!(
            own.iter().map(|part| part.frame).collect::<Vec<_>>(),
            [Some(Frame::Service), Some(Frame::Transfer), None]
        );
        assert!(own[0].savings > 0.0 && own[0].costs < 0.0 && own[1].costs == 0.0 && own[2].savings == 0.0);
        let citizen = model.accounts.iter().position(|account| account.id == "citizen").expect("the counterpart");
        assert!(matches!(all[citizen][..], [FrameTotal { frame: Some(Frame::Transfer), net, .. }] if net < 0.0));
    }

    #[test]
    fn nothing_is_told_apart_where_no_line_says_anything() {
        let silent = SCENARIO.replace("frame = \"service\", ", "").replace("frame = \"transfer\", ", "");
        assert!(totals(&silent).1.iter().all(Vec::is_empty));
    }
}
