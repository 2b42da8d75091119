//! The published figures, to the krone, and the reference numbers of the model.

mod common;

use common::{load, parse};
use provenu::distribution::Univariate;
use provenu::expected::business_case;
use provenu::model::{BusinessCase, Draw, Kind, Model};

fn at_base(model: &Model) -> BusinessCase {
    business_case(model, &model.base_draw()).expect("a business case")
}

fn whole(values: &[f64]) -> Vec<i64> {
    values.iter().map(|value| value.round() as i64).collect()
}

#[test]
fn silkeborg_comes_out_as_published_line_by_line() {
    let model = load("silkeborg.toml", &[]).model;
    let case = at_base(&model);
    let line = |id: &str| {
        let line = case.lines.iter().find(|line| line.id == id).expect("a line");
        whole(&line.accounts[model.perspective.0])
    };
    assert_eq!(line("project_manager"), [-580_000; 5]);
    assert_eq!(line("case_managers"), [-2_325_000; 5]);
    assert_eq!(line("training"), [-100_000; 5]);
    assert_eq!(line("follow_up"), [-80_000; 5]);
    assert_eq!(line("it_workplaces"), [-40_000; 5]);
    assert_eq!(line("licences"), [-32_000; 5]);
    assert_eq!(line("transport"), [-100_000; 5]);
    assert_eq!(line("income_support"), [314_820, 944_460, 1_567_804, 2_128_813, 2_633_721]);
    assert_eq!(line("placements"), [225_000, 675_000, 900_000, 900_000, 900_000]);
    assert_eq!(line("casework_job_centre"), [337_500; 5]);
    assert_eq!(line("casework_family_section"), [900_000; 5]);

    let savings = case.total(model.perspective, Kind::Saving);
    assert_eq!(whole(&savings), [1_777_320, 2_856_960, 3_705_304, 4_266_313, 4_771_221]);
    assert_eq!(savings.iter().sum::<f64>().round() as i64, 17_377_118);
    assert_eq!(whole(&case.total(model.perspective, Kind::Cost)), [-3_257_000; 5]);
    assert_eq!(whole(&case.net(model.perspective)), [-1_479_680, -400_040, 448_304, 1_009_313, 1_514_221]);
}

#[test]
fn silkeborg_pays_back_in_2021_with_the_published_person_years() {
    let model = load("silkeborg.toml", &[]).model;
    let case = at_base(&model);
    let flow = case.cash_flow(model.perspective);
    assert_eq!(flow.total().round() as i64, 1_092_118);
    assert_eq!(flow.break_even().first.map(|year| model.calendar.year(year)), Some(2021));
    for (found, published) in case.person_years.iter().zip([2.25, 6.75, 11.205, 15.2145, 18.82305]) {
        assert!((found - published).abs() < 1e-9, "{found} against {published}");
    }
    assert_eq!(case.event_years, [[0.5, 1.5, 2.0, 2.0, 2.0]]);
}

#[test]
fn the_state_saves_its_twenty_percent_and_payers_sum_to_zero_on_transfers() {
    let model = load("silkeborg.toml", &[]).model;
    let case = at_base(&model);
    let support = case.lines.iter().find(|line| line.id == "income_support").expect("a line");
    let account = |id: &str| model.accounts.iter().position(|account| account.id == id).expect("an account");
    for year in 0..5 {
        let of = |id: &str| support.accounts[account(id)][year];
        assert!((of("state") - of("municipality") / 4.0).abs() < 1e-6, "20 % is a quarter of 80 %");
        assert!((of("municipality") + of("state") + of("citizen")).abs() < 1e-6, "a transfer sums to zero");
    }
}

#[test]
fn without_relapse_the_person_years_are_the_published_ones() {
    let case = at_base(&load("silkeborg.toml", &["relapse.hazard=0"]).model);
    for (found, published) in case.person_years.iter().zip([2.5, 8.0, 14.0, 20.0, 26.0]) {
        assert!((found - published).abs() < 1e-9, "{found} against {published}");
    }
}

#[test]
fn discounting_weighs_the_published_net_benefits() {
    let model = load("silkeborg.toml", &["discounting.rate=0.035"]).model;
    let case = at_base(&model);
    let by_hand: f64 =
        case.net(model.perspective).iter().enumerate().map(|(t, net)| net / 1.035f64.powf(t as f64 + 0.5)).sum();
    assert!((case.cash_flow(model.perspective).total() - by_hand).abs() < 1e-6);
    assert!(by_hand < 1_092_118.0, "the savings come later than the costs");
}

/// `model.md` §6: one uncertain hazard shared by all years does not average out.
#[test]
fn an_uncertain_hazard_gives_the_reference_person_years() {
    let text = r#"
title = "Reference"
perspective = "municipality"
timeline = { start = 2017, years = 5 }
intake = { adults = [5, 6, 6, 6, 6] }
employment = { programme = 1, comparison = 0 }
relapse = { hazard = [0, "parameters.later"] }
parameters = { later = { value = { alpha = 8, beta = 32 } } }
lines = { support = { kind = "saving", payer = "municipality", per = "person_year", amount = 1 } }
"#;
    let model = parse(text, &[]).model;
    let steps = 4_000;
    let mut average = [0.0; 5];
    for i in 0..steps {
        let draw = Draw::at(&model.parameters, [(f64::from(i) + 0.5) / f64::from(steps)]);
        let case = business_case(&model, &draw).expect("a business case");
        average.iter_mut().zip(case.person_years).for_each(|(sum, years)| *sum += years / f64::from(steps));
    }
    let reference = [2.5, 7.0, 11.019_512_2, 14.269_686_4, 16.912_324_8];
    assert!(average.iter().zip(reference).all(|(a, b)| (a - b).abs() < 2e-5), "{average:?}");
    let at_mean: f64 = at_base(&model).person_years.iter().sum();
    assert!((at_mean - 51.46).abs() < 5e-3, "at the mean hazard {at_mean}");
    assert!((model.parameters[0].distribution.mean() - 0.2).abs() < 1e-15);
}
