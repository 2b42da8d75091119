//! Several programmes at once: sums, shared and own luck, closed values.

mod common;

use common::config;
use provenu::analysis::{AnalysisError, OneDraw, Portfolio, PortfolioAsked, PortfolioSide, ScenarioPortfolio, Side};
use provenu::distribution::standard_normal_cdf;
use provenu::load;
use provenu::parallel::with_threads;
use provenu::scenario::{FirstProgramme, ProgrammeSize, Scenario};
use provenu::summary::Planned;

fn parsed(text: &str) -> Scenario {
    Scenario::parse("t.toml", text, &[], &|_| Err("no data files".into())).expect("sound")
}

fn silkeborg(set: &[&str]) -> Scenario {
    let set: Vec<_> = set.iter().map(|set| set.parse().expect("an override")).collect();
    load::scenario(&config("silkeborg.toml"), None, &set, &[]).expect("sound")
}

fn sides(scenario: &Scenario, names: &[&str]) -> Vec<PortfolioSide> {
    let side = |name: &&str| Side { name: (*name).to_owned(), scenario: scenario.clone(), weight: None };
    names.iter().map(|name| PortfolioSide::of(side(name))).collect()
}

fn copies(scenario: &Scenario, count: usize) -> Vec<PortfolioSide> {
    let names: Vec<String> = (1..=count).map(|i| format!("copy {i}")).collect();
    sides(scenario, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn asked(one_draw: OneDraw, replications: u64) -> PortfolioAsked {
    PortfolioAsked { one_draw, replications: Some(replications), ..PortfolioAsked::default() }
}

fn found(sides: &[PortfolioSide], asked: PortfolioAsked) -> Portfolio {
    ScenarioPortfolio::new(sides, asked).expect("possible").outcome(&()).expect("a portfolio").result
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (of_a, of_b) = (mean(a), mean(b));
    a.iter().zip(b).map(|(a, b)| (a - of_a) * (b - of_b)).sum::<f64>() / a.len() as f64
}

#[test]
fn the_total_is_the_sum_of_its_parts_in_every_replication() {
    let scenario = silkeborg(&[]);
    let mut three = sides(&scenario, &["a", "b", "c"]);
    three[1].size = Some(ProgrammeSize::Factor(0.5));
    three[2].deviation = vec![("employment.programme".to_owned(), 0.3)];
    let all = found(&three, asked(OneDraw::All, 500));
    let [a, b, c, total] = &all.replications[..] else { panic!("three and their total") };
    for k in 0..500 {
        assert_eq!(total[k], a[k] + b[k] + c[k], "replication {}", k + 1);
    }
    // What another programme is moves no number of this one.
    let two = found(&three[..2], asked(OneDraw::All, 500));
    assert_eq!(two.replications[..2], all.replications[..2]);
    let means: f64 = all.programmes.iter().map(|of| of.net_benefit.mean).sum();
    assert!((all.total.mean - means).abs() < 1e-6 * means.abs());
    let payer = all.payers.iter().find(|payer| payer.id == "municipality").expect("the perspective");
    assert_eq!(payer.net_benefit, all.total);
}

#[test]
fn ninety_eight_copies_with_one_draw_and_without() {
    // One normal amount and nothing else: P(> 0) of 98 copies is Φ(m/s) with one draw, and Φ(√98 m/s) with a draw each.
    let (m, s) = (94_800.0, 1_000_000.0);
    let scenario = parsed(&format!(
        "title = \"T\"\nperspective = \"municipality\"\ntimeline = {{ start = 2020, years = 1 }}\nintake = {{ adults = 1 }}\n[lines]\n\
         gain = {{ kind = \"saving\", payer = \"municipality\", per = \"year\", amount = {{ distribution = \"normal\", mean = {}, sd = {s} }} }}\n\
         team = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 10000000 }}\n",
        10_000_000.0 + m
    ));
    let copies = copies(&scenario, 98);
    let (n, ratio) = (20_000, m / s);
    let closed = [standard_normal_cdf(ratio), standard_normal_cdf(98f64.sqrt() * ratio)];
    assert_eq!(closed.map(|p| (p * 1000.0).round() / 1000.0), [0.538, 0.826], "the reference values");
    let [shared, apart] = [OneDraw::All, OneDraw::Nothing].map(|one_draw| found(&copies, asked(one_draw, n)));
    for (of, closed) in [(&shared, closed[0]), (&apart, closed[1])] {
        let chance = of.total.probability_positive.expect("complete");
        assert!((chance.value - closed).abs() < 4.0 * chance.mcse, "{} for {closed}", chance.value);
        // Whatever they share, the same programmes taken as independent are the same.
        let independent = of.diversification.positive_if_independent.expect("replications enough");
        assert!(
            (independent.value - standard_normal_cdf(98f64.sqrt() * ratio)).abs() < 4.0 * independent.mcse.max(0.02)
        );
    }
    let sd = |of: &Portfolio| of.diversification.sd.value;
    assert!((sd(&shared) / (98.0 * s) - 1.0).abs() < 0.02 && (sd(&apart) / (98f64.sqrt() * s) - 1.0).abs() < 0.02);
    assert_eq!(shared.shared.iter().map(|of| of.programmes).collect::<Vec<_>>(), [98]);
    assert!(apart.shared.is_empty());
    // All or none break even with one draw.
    let between: f64 = shared.break_even[1..98].iter().map(|of| of.probability.value).sum();
    assert_eq!(between, 0.0);
}

#[test]
fn many_copies_of_silkeborg_gain_as_often_as_its_expectation_does() {
    let scenario = silkeborg(&[]);
    let many = found(&copies(&scenario, 98), asked(OneDraw::All, 2_000));
    let one = found(&copies(&scenario, 2), asked(OneDraw::All, 2_000));
    // The variance that is left is that of the exact expectation, and what families add is evened out.
    let of_one = one.replications[0].clone();
    let own = covariance(&of_one, &of_one);
    let common = covariance(&of_one, &one.replications[1]);
    let found = many.diversification.correlation.expect("several");
    assert!((found - common / own).abs() < 0.06, "{found} and {}", common / own);
    assert!(found > 0.5 && found < 1.0);
    let sd = many.diversification.sd.value / 98.0;
    assert!((sd / common.sqrt() - 1.0).abs() < 0.06, "{sd} and {}", common.sqrt());
}

#[test]
fn families_are_each_programmes_own() {
    // Nothing is uncertain: what is left is luck, and that is independent.
    let scenario = parsed(
        "title = \"T\"\nperspective = \"municipality\"\ntimeline = { start = 2020, years = 3 }\nintake = { adults = 10 }\n\
         employment = { programme = 0.3, comparison = 0.15 }\n[lines]\n\
         support = { kind = \"saving\", payer = \"municipality\", per = \"person_year\", amount = 139920 }\n",
    );
    let both = found(&sides(&scenario, &["a", "b"]), asked(OneDraw::All, 4_000));
    let [a, b, _] = &both.replications[..] else { panic!("two and their total") };
    assert_ne!(a, b);
    let correlation = covariance(a, b) / (covariance(a, a) * covariance(b, b)).sqrt();
    assert!(correlation.abs() < 4.0 / 4_000f64.sqrt(), "{correlation}");
    let evened = both.diversification.sd.value / both.diversification.sd_if_together;
    assert!((evened - 0.5f64.sqrt()).abs() < 0.03, "{evened}");
}

#[test]
fn the_same_seed_gives_the_same_on_any_number_of_threads() {
    let scenario = silkeborg(&[]);
    let sides = sides(&scenario, &["a", "b"]);
    let first = Some(FirstProgramme { programme: 1, wait: 1.0, cost: 1e5 });
    let run = |threads| {
        let asked = PortfolioAsked { first: first.clone(), ..asked(OneDraw::All, 1_000) };
        let planned = ScenarioPortfolio::new(&sides, asked).expect("possible");
        let outcome = with_threads(Some(threads), || planned.outcome(&()).expect("a portfolio")).expect("threads");
        serde_json::to_string(&outcome).expect("JSON")
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn a_deviation_widens_a_programme_and_loosens_it_from_the_others() {
    let scenario = silkeborg(&[]);
    let plain = sides(&scenario, &["a", "b", "c"]);
    let mut deviating = plain.clone();
    for side in &mut deviating {
        side.deviation = vec![("employment.programme".to_owned(), 0.5)];
    }
    let [plain, wide] = [&plain, &deviating].map(|sides| found(sides, asked(OneDraw::All, 4_000)));
    let sd = |of: &Portfolio| of.programmes[0].net_benefit.sd;
    assert!(sd(&wide) > 1.05 * sd(&plain), "{} and {}", sd(&wide), sd(&plain));
    let correlation = |of: &Portfolio| of.diversification.correlation.expect("several");
    assert!(correlation(&wide) < correlation(&plain) - 0.05);
    // What is shared is the value of the median programme, and its expected case stays.
    assert_eq!(wide.programmes[0].expected, plain.programmes[0].expected);
    assert_eq!(wide.shared, plain.shared);
    assert_eq!(wide.programmes[2].deviates[0].sd, 0.5);
}

#[test]
fn the_ten_municipalities_have_348_families_and_91_point_3_million() {
    let listed = load::portfolio(&config("helhedsindsats/ten.toml"), &[], &[]).expect("read").expect("a list");
    assert_eq!(listed.file.programmes.len(), 10);
    let sides = PortfolioSide::all(&listed.file, &listed.scenarios);
    let found = found(
        &sides,
        PortfolioAsked { replications: Some(64), ..PortfolioAsked::of(&listed.file, &listed.scenarios[0]) },
    );
    let families: f64 = found.programmes.iter().map(|of| of.participants).sum();
    assert_eq!((families, found.programmes[0].participants), (348.0, 50.0));
    let cost: f64 = listed
        .scenarios
        .iter()
        .zip(&found.programmes)
        .map(|(scenario, of)| {
            let line = scenario.model.lines.iter().find(|line| line.id == "project").expect("the project");
            line.unit_amount::<f64>(&scenario.model.base_draw(), 0) * of.participants
        })
        .sum();
    assert!((cost - 91_300_000.0).abs() < 1.0, "{cost}");
    let budgets: f64 = found.programmes.iter().filter_map(|of| of.advance.budget).sum();
    assert!((budgets - 91_300_000.0).abs() < 5.0, "{budgets}");
    assert_eq!(found.programmes.iter().filter(|of| of.evidence == Some("assumed")).count(), 9);
    assert_eq!(found.first.expect("asked in the file").facts.programme, "Silkeborg");
}

#[test]
fn beginning_with_one_is_worth_most_where_much_is_not_known() {
    let scenario = silkeborg(&[]);
    let sides = copies(&scenario, 10);
    let first = |programme, wait, cost| Some(FirstProgramme { programme, wait, cost });
    let value = |first| found(&sides, PortfolioAsked { first, ..asked(OneDraw::All, 4_000) }).first.expect("asked");
    let free = value(first(0, 0.0, 0.0));
    assert!(free.gain_lower <= free.gain.value + 1e-6);
    assert!(free.gain.value + free.all_at_once.value.max(0.0) - free.first_then_others.value < 1e-3);
    let dear = value(first(0, 0.0, 1e6));
    assert!((free.gain.value - dear.gain.value - 1e6).abs() < 1e-3, "what waiting costs is paid in full");
    assert_eq!(free.others_follow_at, dear.others_follow_at);
}

#[test]
fn what_cannot_be_is_refused_with_what_is_allowed() {
    let scenario = silkeborg(&[]);
    let told = |sides: &[PortfolioSide], asked: PortfolioAsked| -> String {
        let planned = ScenarioPortfolio::new(sides, asked);
        planned.and_then(|planned| planned.outcome(&()).map(|_| ())).expect_err("refused").to_string()
    };
    let usual = || asked(OneDraw::All, 50);
    assert!(told(&sides(&scenario, &["a"]), usual()).contains("allowed: two to 200"));
    assert!(told(&sides(&scenario, &["a", "a"]), usual()).contains("two programmes are called a"));
    let mut two = sides(&scenario, &["a", "b"]);
    two[1].deviation = vec![("employment.programm".to_owned(), 0.3)];
    assert!(told(&two, usual()).starts_with("b: deviation: employment.programm is no uncertain number"));
    let paths = OneDraw::Paths(vec!["no.such.path".to_owned()]);
    assert!(told(&sides(&scenario, &["a", "b"]), asked(paths, 50)).contains("--common no.such.path"));
    let nobody = PortfolioAsked { payer: Some("nobody".to_owned()), ..usual() };
    assert!(told(&sides(&scenario, &["a", "b"]), nobody).contains("nobody"));
    let error = ScenarioPortfolio::new(&sides(&scenario, &["a"]), usual()).expect_err("one alone");
    assert!(matches!(error, AnalysisError::Programmes { found: 1, .. }));
}
