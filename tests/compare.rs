//! Scenarios under the same luck.

mod common;

use common::{load, parse};
use provenu::analysis::{Alternative, CompareError, Comparison, Gap, compare};
use provenu::model::Model;
use provenu::random::Seed;
use provenu::simulate::Replications;
use provenu::statistics::Chance;

const REPLICATIONS: u64 = 2_000;

fn seed() -> Seed {
    Seed::new(1).expect("in range")
}

fn compared(models: &[&Model]) -> Result<Comparison, CompareError> {
    let alternatives: Vec<Alternative<'_>> = models.iter().map(|&model| Alternative { name: "one", model }).collect();
    compare(&alternatives, "municipality", (seed(), REPLICATIONS), &())
}

fn gaps(comparison: &Comparison) -> Vec<&Gap> {
    let accounts = comparison.differences.iter().flat_map(|difference| &difference.accounts);
    accounts.flat_map(|account| account.yearly.iter().chain(&account.cumulative)).collect()
}

/// A share that is told, since the payer is complete.
fn seen(share: Option<Chance>) -> f64 {
    share.expect("complete").value
}

#[test]
fn identical_scenarios_differ_by_exactly_nothing() {
    for name in ["silkeborg.toml", "assens.toml"] {
        let model = load(name, &[]).model;
        let comparison = compared(&[&model, &model.clone()]).expect("comparable");
        let gaps = gaps(&comparison);
        assert!(gaps.len() >= 20);
        for gap in gaps {
            assert_eq!((gap.mean, gap.mcse, gap.sd, gap.expected), (0.0, 0.0, 0.0, 0.0), "{name}");
            assert!([gap.better, gap.worse].into_iter().flatten().all(|share| share.value == 0.0));
            assert_eq!(gap.equal.value, 1.0);
            assert!(gap.quantiles.iter().all(|quantile| quantile.value == 0.0));
        }
    }
}

#[test]
fn the_difference_is_that_of_the_replications_one_by_one() {
    let (reference, other) = (load("silkeborg.toml", &[]).model, load("silkeborg.toml", &["relapse.hazard=0.2"]).model);
    let comparison = compared(&[&reference, &other]).expect("comparable");
    let run = |model: &Model| Replications::run(model, seed(), 0..REPLICATIONS, &()).expect("a run");
    let (a, b) = (run(&reference), run(&other));
    let account = reference.perspective;
    let total = |i: usize| b.cash_flow(i, account).total() - a.cash_flow(i, account).total();
    let mean = (0..REPLICATIONS as usize).map(total).sum::<f64>() / REPLICATIONS as f64;
    let better = (0..REPLICATIONS as usize).filter(|i| total(*i) > 0.0).count() as f64 / REPLICATIONS as f64;
    let found = comparison.differences[0].accounts[account.0].cumulative.last().expect("five years").clone();
    assert!((found.mean - mean).abs() < 1e-3 && (seen(found.better) - better).abs() < 1e-12);
    assert!((seen(found.better) + seen(found.worse) + found.equal.value - 1.0).abs() < 1e-12);
    // Common luck makes the difference much better known than either mean.
    assert!(found.mcse < comparison.scenarios[0].cumulative.last().expect("five years").mcse / 2.0);
    let yearly: f64 = comparison.differences[0].accounts[account.0].yearly.iter().map(|gap| gap.mean).sum();
    assert!((yearly - found.mean).abs() < 1e-3, "without discounting years add up");
}

#[test]
fn a_cost_that_is_certain_is_the_whole_difference() {
    let (reference, other) = (
        load("silkeborg.toml", &["parameters.cost_overrun=1"]).model,
        load("silkeborg.toml", &["parameters.cost_overrun=1", "lines.transport.amount=130000"]).model,
    );
    let comparison = compared(&[&reference, &other]).expect("comparable");
    let municipality = &comparison.differences[0].accounts[0];
    for (position, gap) in municipality.cumulative.iter().enumerate() {
        let extra = -30_000.0 * (position + 1) as f64;
        assert!((gap.mean - extra).abs() < 1e-6 && gap.sd < 1e-6 && (gap.expected - extra).abs() < 1e-6);
        assert_eq!(seen(gap.worse), 1.0);
    }
}

/// A horizon, payers and money of its own.
fn small(start: i32, years: i32, payer: &str, currency: &str) -> Model {
    let text = format!(
        "title = \"t\"\nperspective = \"{payer}\"\ncurrency = \"{currency}\"\n\
         timeline = {{ start = {start}, years = {years} }}\nintake = {{ adults = 10 }}\n\
         employment = {{ programme = 0.4, comparison = 0.1 }}\n\
         [lines.support]\nkind = \"saving\"\npayer = \"{payer}\"\nper = \"person_year\"\namount = 100\n"
    );
    parse(&text, &[]).model
}

#[test]
fn horizons_are_compared_as_far_as_both_reach() {
    let (long, short) = (small(2020, 5, "municipality", "kr."), small(2020, 2, "municipality", "kr."));
    let comparison = compared(&[&long, &short]).expect("two years in common");
    assert_eq!((comparison.years.as_slice(), comparison.cut), (&[2020, 2021][..], true));
    // Over the years that both count they are the same.
    let account = &comparison.differences[0].accounts[0];
    for gap in account.yearly.iter().chain(&account.cumulative) {
        assert_eq!((gap.expected, gap.mean, gap.equal.value), (0.0, 0.0, 1.0), "{}", gap.year);
    }
}

#[test]
fn scenarios_without_a_start_a_payer_or_money_in_common_are_refused() {
    let ours = small(2020, 2, "municipality", "kr.");
    let told = |theirs: Model| compared(&[&ours, &theirs]).expect_err("not comparable").to_string();
    assert!(
        told(small(2030, 2, "municipality", "kr.")).contains("only scenarios that start in the same year are compared")
    );
    assert!(told(small(2020, 2, "state", "kr.")).contains("no account `municipality`"));
    assert!(told(small(2020, 2, "municipality", "£")).contains("counts in"));
}

#[test]
fn how_likely_an_incomplete_payer_is_better_off_is_withheld() {
    let (reference, other) = (load("silkeborg.toml", &[]).model, load("silkeborg.toml", &["relapse.hazard=0.2"]).model);
    let comparison = compared(&[&reference, &other]).expect("comparable");
    for account in &comparison.differences[0].accounts {
        let told = account.cumulative.iter().chain(&account.yearly).any(|gap| gap.better.is_some());
        assert_eq!((account.complete, told), (account.id != "citizen", account.id != "citizen"), "{}", account.id);
    }
    let alternatives = [&reference, &other].map(|model| Alternative { name: "one", model });
    let citizens = compare(&alternatives, "citizen", (seed(), 100), &()).expect("comparable");
    assert!(
        citizens
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.cumulative)
            .all(|year| year.probability_positive.is_none())
    );
}
