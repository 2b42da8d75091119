//! Scenarios under the same luck.

mod common;

use common::{load, parse};
use provenu::analysis::{Alternative, CompareError, Comparison, ComparisonOptions, Gap, OneDraw, compare};
use provenu::model::Model;
use provenu::random::Seed;
use provenu::simulate::Replications;
use provenu::statistics::Chance;

const REPLICATIONS: u64 = 2_000;

fn seed() -> Seed {
    Seed::new(1).expect("in range")
}

fn asked(one_draw: OneDraw, replications: u64) -> ComparisonOptions {
    ComparisonOptions { one_draw, weights: None, seed: seed(), replications }
}

fn compared(models: &[&Model]) -> Result<Comparison, CompareError> {
    let alternatives: Vec<Alternative<'_>> = models
        .iter()
        .map(|&model| Alternative { name: "one", model, programme: "one", account: "municipality" })
        .collect();
    compare(&alternatives, &asked(OneDraw::Programmes, REPLICATIONS), &())
}

/// The Silkeborg case as two programmes with these ids, with what is one draw.
fn twice(ids: [&str; 2], one_draw: &OneDraw) -> Result<Comparison, CompareError> {
    let model = load("silkeborg.toml", &[]).model;
    let alternative = |programme| Alternative { name: programme, model: &model, programme, account: "municipality" };
    compare(&ids.map(alternative), &asked(one_draw.clone(), REPLICATIONS), &())
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
    let alternatives =
        [&reference, &other].map(|model| Alternative { name: "one", model, programme: "one", account: "citizen" });
    let citizens = compare(&alternatives, &asked(OneDraw::Programmes, 100), &()).expect("comparable");
    assert!(
        citizens
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.cumulative)
            .all(|year| year.probability_positive.is_none())
    );
}

#[test]
fn different_programmes_share_no_luck_unless_asked() {
    let whole =
        |comparison: &Comparison| comparison.differences[0].accounts[0].cumulative.last().expect("five years").clone();
    let sd = twice(["a", "a"], &OneDraw::Nothing).map(|found| whole(&found).sd).expect("comparable") / 2_f64.sqrt();
    let apart = twice(["a", "b"], &OneDraw::Programmes).expect("comparable");
    // Two independent results: the variance of the difference is the sum of theirs, and each is better half the time.
    let gap = whole(&apart);
    assert!((gap.sd / (sd * 2_f64.sqrt()) - 1.0).abs() < 0.05, "{} against {sd}", gap.sd);
    let better = gap.better.expect("complete");
    assert!((better.value - 0.5).abs() < 4.0 * better.mcse, "{better:?}");
    assert!(gap.mean != 0.0 && gap.mean.abs() < 4.0 * gap.mcse, "{} ± {}", gap.mean, gap.mcse);
    let shared = &apart.differences[0].one_draw;
    assert!(!shared.families && shared.assumptions.is_empty());

    for (ids, one_draw) in [(["a", "b"], OneDraw::All), (["a", "a"], OneDraw::Programmes)] {
        let found = twice(ids, &one_draw).expect("comparable");
        assert_eq!(whole(&found).sd, 0.0, "{one_draw:?}");
        assert!(found.differences[0].one_draw.families && found.differences[0].one_draw.assumptions.len() > 5);
    }
    // What decides the case is one draw, the families are not: the difference is smaller than of two that share nothing.
    let paths = ["employment.programme", "employment.comparison"].map(str::to_owned).to_vec();
    let found = twice(["a", "b"], &OneDraw::Paths(paths.clone())).expect("comparable");
    let shared = &found.differences[0].one_draw;
    assert!(
        !shared.families
            && shared.assumptions.iter().all(|label| paths.contains(&label.path))
            && shared.assumptions.len() == 2
    );
    assert!(whole(&found).sd > 0.0 && whole(&found).sd < 0.8 * gap.sd, "{} against {}", whole(&found).sd, gap.sd);
}

#[test]
fn what_cannot_be_one_draw_is_refused() {
    let told = |path: &str| {
        let found = twice(["a", "b"], &OneDraw::Paths(vec![path.to_owned()]));
        found.expect_err("refused").to_string()
    };
    assert!(
        told("lines.transport.amount").contains("fewer than two of the scenarios have an uncertain number of this")
    );
    let tied = load("silkeborg.toml", &[TIED]).model;
    let alternative = |programme| Alternative { name: programme, model: &tied, programme, account: "municipality" };
    let paths = OneDraw::Paths(vec!["employment.programme".to_owned()]);
    let found = compare(&["a", "b"].map(alternative), &asked(paths, REPLICATIONS), &());
    assert!(found.expect_err("tied").to_string().contains("a ties it to employment.comparison; name both"));
}

const TIED: &str = "correlations=[{ between = [\"employment.programme\", \"employment.comparison\"], rank = 0.5 }]";

#[test]
fn more_than_two_are_ranked_and_weighted() {
    let worse = load("silkeborg.toml", &["parameters.cost_overrun=1.5"]).model;
    let [best, middle] = [
        load("silkeborg.toml", &["parameters.cost_overrun=1"]).model,
        load("silkeborg.toml", &["parameters.cost_overrun=1.2"]).model,
    ];
    let models = [("worse", &worse), ("best", &best), ("middle", &middle)];
    let alternatives = models.map(|(name, model)| Alternative { name, model, programme: "p", account: "municipality" });
    let weights = [0.5, 0.3, 0.2];
    let found = {
        let asked = ComparisonOptions { weights: Some(weights.to_vec()), ..asked(OneDraw::Programmes, REPLICATIONS) };
        compare(&alternatives, &asked, &()).expect("a result")
    };
    let ranks: Vec<_> =
        found.ranking.iter().map(|r| (r.name.as_str(), r.probability_best.value, r.mean_rank.value)).collect();
    assert_eq!(ranks, [("best", 1.0, 1.0), ("middle", 0.0, 2.0), ("worse", 0.0, 3.0)]);
    let last = |i: usize| found.scenarios[i].cumulative.last().expect("five years");
    let mixed: f64 = (0..3).map(|i| weights[i] * last(i).probability_positive.expect("complete").value).sum();
    let weighted = found.weighted.expect("weights are given");
    assert!((weighted.probability_positive.value - mixed).abs() < 1e-12);
}
