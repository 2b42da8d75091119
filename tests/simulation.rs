//! The scenarios against their exact expectation, conservation across payers, and the promises about luck.

mod common;

use common::agreement::{families_add_up, replications, seed, with, z};
use common::{load, parse};
use provenu::expected::business_case;
use provenu::model::{AccountId, Model, Scope};
use provenu::parallel::with_threads;
use provenu::replay::replay;
use provenu::simulate::{Luck, Monitor, Replications, draw};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every scenario in `configs/`, with so many replications as it takes to see an error of a few per cent of its spread.
const SCENARIOS: [(&str, usize); 9] = [
    ("silkeborg.toml", 40_000),
    ("silkeborg-observed.toml", 20_000),
    ("silkeborg-benchmark-relapse.toml", 20_000),
    ("silkeborg-review.toml", 20_000),
    ("assens.toml", 40_000),
    ("gladsaxe.toml", 4_000),
    ("helhedsindsats.toml", 1_500),
    ("vi-vil-mere.toml", 40_000),
    ("trivsel-paa-tvaers.toml", 1_500),
];

#[test]
fn every_scenario_simulated_agrees_with_its_exact_expectation() {
    let all = std::fs::read_dir(common::config("")).expect("configs");
    let files =
        all.filter(|file| file.as_ref().is_ok_and(|file| file.path().extension().is_some_and(|e| e == "toml"))).count();
    assert_eq!(files, SCENARIOS.len(), "a scenario in configs/ is not tested");
    for (name, n) in SCENARIOS {
        for z in z(&load(name, &[]).model, n) {
            assert!(z.abs() < 4.0, "{name}: z = {z}");
        }
    }
}

#[test]
fn both_couplings_have_the_same_expectation_and_independence_has_more_chance() {
    let spread = |coupling: &str| {
        let model = load("silkeborg.toml", &[&format!("employment.coupling=\"{coupling}\"")]).model;
        let expected = business_case(&model, &model.base_draw()).expect("a case").cash_flow(model.perspective).total();
        let found = replications(&model, 4_000);
        let account = model.perspective;
        let chance: f64 = (0..found.len())
            .map(|i| (found.cash_flow(i, account).total() - found.expected_flow(i, account).total()).powi(2))
            .sum();
        (expected, chance)
    };
    let (monotone, independent) = (spread("monotone"), spread("independent"));
    assert_eq!(monotone.0, independent.0);
    assert!(independent.1 > 1.2 * monotone.1, "{independent:?} against {monotone:?}");
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let model = load("silkeborg.toml", &[]).model;
    let bits = |threads| {
        let found = with_threads(Some(threads), || replications(&model, 2_000)).expect("threads");
        (0..found.len())
            .flat_map(|i| [found.yearly(i, model.perspective), found.expected_yearly(i, model.perspective)].concat())
            .map(f64::to_bits)
            .collect::<Vec<u64>>()
    };
    let one = bits(1);
    for threads in [2, 3, 8] {
        assert_eq!(bits(threads), one, "{threads} threads");
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let model = load("silkeborg.toml", &[]).model;
    let (short, long) = (replications(&model, 1_000), replications(&model, 2_000));
    for i in 0..short.len() {
        assert_eq!(short.yearly(i, model.perspective), long.yearly(i, model.perspective), "replication {}", i + 1);
    }
}

#[test]
fn an_added_parameter_moves_no_other_number() {
    let before = load("silkeborg.toml", &[]).model;
    let after = load("silkeborg.toml", &["lines.transport.amount=\"90000 to 110000\""]).model;
    assert_eq!(after.parameters.len(), before.parameters.len() + 1);
    let luck = Luck { seed: seed(1), replication: 17 };
    let (old, new) = (draw(&before, luck), draw(&after, luck));
    for (parameter, value) in before.parameters.iter().zip(old.values()) {
        let at = after.parameters.iter().position(|known| known.path == parameter.path).expect("still there");
        assert_eq!(new.values()[at].to_bits(), value.to_bits(), "{}", parameter.path);
    }
}

#[test]
fn more_families_keep_the_luck_of_the_first_ones() {
    let few = load("silkeborg.toml", &["intake.adults=20"]).model;
    let many = load("silkeborg.toml", &["intake.adults=40"]).model;
    let (few, many) = (replay(&few, seed(1), 5).expect("drawn"), replay(&many, seed(1), 5).expect("drawn"));
    let first: Vec<_> = many.adults.iter().filter(|course| course.family < 20).collect();
    assert!(!first.is_empty());
    assert_eq!(few.adults.iter().collect::<Vec<_>>(), first);
}

#[test]
fn replay_shows_exactly_what_the_run_drew() {
    for change in ["employment.coupling=\"monotone\"", "employment.coupling=\"independent\"", "placements.duration=1.5"]
    {
        let model = load("silkeborg.toml", &[change]).model;
        let found = replications(&model, 300);
        for number in [1, 2, 257, 300] {
            let again = replay(&model, seed(1), number).expect("drawn");
            let net = again.case.net(model.perspective);
            let ran = found.yearly(number as usize - 1, model.perspective);
            assert!(net.iter().zip(ran).all(|(a, b)| (a - b).abs() < 1e-6), "replication {number}: {net:?} {ran:?}");
            let person_years: f64 = again.case.person_years.iter().sum();
            assert!((found.person_years(number as usize - 1) - person_years).abs() < 1e-9);
        }
    }
}

#[test]
fn each_family_has_events_of_its_own_though_neighbours_draw_together() {
    // Twenty families of one placement each on average, in both years that have any: sixteen neighbours, and four with nobody
    // beside them.
    let model = load("silkeborg.toml", &["intake.adults=20", "placements.avoided=20"]).model;
    let (families, years, runs) = (20, 2, 2_000);
    let (mut each, mut all) = (vec![], vec![]);
    for number in 1..=runs {
        let again = replay(&model, seed(1), number).expect("drawn");
        let mut counts = vec![0.0; families * years];
        for course in &again.events {
            assert!(course.family < 20 && course.sign == 1.0);
            counts[course.year * families + course.family as usize] += 1.0;
        }
        all.extend(counts.chunks(families).map(|year| year.iter().sum::<f64>()));
        each.extend(counts);
    }
    // Poisson: the variance is the mean, of each, and of all together where they have nothing in common.
    for (counts, mean) in [(&each, 1.0), (&all, 20.0)] {
        let n = counts.len() as f64;
        let average = counts.iter().sum::<f64>() / n;
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / n;
        assert!((average - mean).abs() < 4.0 * (mean / n).sqrt(), "{average} instead of {mean}");
        let error = ((mean + 2.0 * mean * mean) / n).sqrt();
        assert!((variance - mean).abs() < 4.0 * error, "{variance} ± {error} instead of {mean}");
    }
    // Each position among neighbours is as likely as any other.
    for family in 0..families {
        let (n, counts) = ((years * runs as usize) as f64, each.iter().skip(family).step_by(families));
        let average = counts.sum::<f64>() / n;
        assert!((average - 1.0).abs() < 4.5 * n.sqrt().recip(), "family {family}: {average}");
    }
}

#[test]
fn the_families_of_a_replication_add_up_to_its_savings() {
    let model = load("silkeborg.toml", &["placements.duration=2.5", "employment.coupling=\"independent\""]).model;
    families_add_up(&model);
}

#[test]
fn the_families_of_every_scenario_add_up_to_it() {
    for (name, _) in SCENARIOS {
        families_add_up(&load(name, &[]).model);
    }
}

/// The accounts of a kind, by position.
fn accounts(model: &Model, wanted: impl Fn(&Scope) -> bool) -> Vec<AccountId> {
    model.accounts_where(wanted).collect()
}

#[test]
fn transfers_sum_to_zero_across_payers_in_every_replication() {
    // Reimbursement by weeks, refunds, taxes, income support: nothing but transfers, so society gains nothing at all.
    let resources = [
        "lines.project.amount=0",
        "lines.production.amount=0",
        "lines.foster_care.quantity=0",
        "lines.institutions.quantity=0",
        "lines.measures.amount=0",
    ];
    let model = load("helhedsindsats.toml", &resources).model;
    let found = replications(&model, 300);
    let society = accounts(&model, |scope| *scope == Scope::Sum).pop().expect("society");
    assert_eq!(model.accounts[society.0].id, "society");
    let mut moved = 0.0f64;
    for i in 0..found.len() {
        for year in 0..model.calendar.years {
            let payers = accounts(&model, |scope| *scope == Scope::Payer);
            let each: Vec<f64> = payers.iter().map(|&payer| found.yearly(i, payer)[year]).collect();
            moved = each.iter().fold(moved, |most, value| most.max(value.abs()));
            assert!(each.iter().sum::<f64>().abs() < 1e-6, "replication {i}, year {year}: {each:?}");
            assert!(found.yearly(i, society)[year].abs() < 1e-6);
        }
    }
    assert!(moved > 1e6, "nothing moved");
}

#[test]
fn payers_sum_to_the_public_sector_and_to_society_in_every_replication() {
    let model = load("helhedsindsats.toml", &[]).model;
    let found = replications(&model, 100);
    for sum in accounts(&model, |scope| *scope == Scope::Sum) {
        let members = model.accounts[sum.0].members.clone();
        for i in 0..found.len() {
            let total: f64 = members.iter().map(|member| found.cash_flow(i, AccountId(member.0)).total()).sum();
            let whole = found.cash_flow(i, sum).total();
            assert!((whole - total).abs() <= 1e-9 * whole.abs().max(1e6), "{whole} against {total}");
        }
    }
}

#[test]
fn subgroups_and_budgets_sum_to_the_perspective_in_every_replication() {
    for name in ["gladsaxe.toml", "assens.toml"] {
        let model = load(name, &[]).model;
        let found = replications(&model, 200);
        let mut parts = accounts(&model, |scope| matches!(scope, Scope::Subgroup(_) | Scope::Budget(_)));
        // Other payers may have budgets of their own.
        let members = &model.accounts[model.perspective.0].members;
        parts.retain(|part| model.accounts[part.0].members == *members);
        assert!(parts.len() > 1, "{name} has parts");
        for i in 0..found.len() {
            let sum: f64 = parts.iter().map(|&part| found.cash_flow(i, part).total()).sum();
            let whole = found.cash_flow(i, model.perspective).total();
            assert!((sum - whole).abs() < 1e-6 * whole.abs().max(1.0), "{name}: {sum} against {whole}");
        }
    }
}

#[test]
fn cashable_savings_are_those_that_say_so_against_all_costs() {
    let model = load("assens.toml", &[]).model;
    let case = business_case(&model, &model.base_draw()).expect("a case");
    let cashable = accounts(&model, |scope| *scope == Scope::Cashable)[0];
    let of = |id: &str| {
        let line = case.lines.iter().find(|line| line.id == id).expect("a line");
        line.accounts[model.perspective.0].iter().sum::<f64>()
    };
    let by_hand = of("investment") + of("income_support") + of("income_support_part");
    assert!((case.net(cashable).iter().sum::<f64>() - by_hand).abs() < 1e-6);
}

#[test]
fn welfare_is_everybodys_resources_in_market_prices() {
    let model = load("helhedsindsats.toml", &["discounting.rate=0", "discounting.later=[]"]).model;
    let case = business_case(&model, &model.base_draw()).expect("a case");
    let society = accounts(&model, |scope| *scope == Scope::Sum).pop().expect("society");
    let welfare = accounts(&model, |scope| *scope == Scope::Welfare)[0];
    // Transfers cancel in society, so its whole net benefit is resources.
    let (society, welfare) = (case.cash_flow(society).total(), case.cash_flow(welfare).total());
    assert!((welfare - 1.28 * society).abs() < 1e-3, "{welfare} against {society}");
}

#[test]
fn a_horizon_of_sixty_years_and_thousands_of_families_works_and_skips_those_alike() {
    let change = "timeline = { start = 2020, years = 60 }\nintake = { adults = 4000 }\nplacements = { avoided = 3 }";
    let model = parse(&with(change), &[]).model;
    let work = provenu::simulate::Work::of(&model);
    assert!((1_000..100_000).contains(&work.replications()), "{work:?}");
    for z in z(&model, 40) {
        assert!(z.abs() < 4.0, "z = {z}");
    }
    let alike = parse(&with(&format!("{change}\nemployment = {{ programme = 0.3, comparison = 0.3 }}")), &[]).model;
    assert!(replay(&alike, seed(1), 1).expect("drawn").adults.is_empty());
}

#[test]
fn the_default_number_of_replications_follows_the_work() {
    let of = |name: &str| provenu::simulate::Work::of(&load(name, &[]).model).replications();
    assert_eq!(of("silkeborg.toml"), 100_000, "what the README shows");
    assert!(of("helhedsindsats.toml") < 50_000);
}

#[test]
fn harm_counts_negative_in_the_simulation_too() {
    let model =
        load("silkeborg.toml", &["employment.programme=0.05", "employment.comparison=0.15", "relapse.hazard=0"]).model;
    let found = replications(&model, 2_000);
    let years: Vec<f64> = (0..found.len()).map(|i| found.person_years(i)).collect();
    assert!(years.iter().all(|&years| years <= 0.0), "nobody is additional");
    let mean = years.iter().sum::<f64>() / years.len() as f64;
    // 10 percentage points below the comparison: 2/3 of the published no-relapse person-years, negative.
    assert!((mean + 70.5 * 2.0 / 3.0).abs() < 1.0, "{mean}");
}

#[test]
fn nothing_happens_when_the_arms_are_equal() {
    let model = load("silkeborg.toml", &["employment.programme=0.15", "employment.comparison=0.15"]).model;
    let found = replications(&model, 500);
    assert!((0..found.len()).all(|i| found.person_years(i) == 0.0));
}

#[test]
fn yearly_results_are_undiscounted_and_cumulative_ones_are_discounted() {
    let model = load("silkeborg.toml", &["discounting.rate=\"0.03 to 0.05\""]).model;
    let found = replications(&model, 50);
    for i in 0..found.len() {
        let flow = found.cash_flow(i, model.perspective);
        let yearly = found.yearly(i, model.perspective);
        let rate = draw(&model, Luck { seed: seed(1), replication: i as u64 });
        let by_hand: f64 = yearly.iter().enumerate().map(|(t, net)| net * model.discounting.factor(&rate, t)).sum();
        assert!((flow.total() - by_hand).abs() < 1e-6 && flow.total() != yearly.iter().sum::<f64>());
    }
}

#[test]
fn the_benefit_cost_ratio_means_the_same_in_table_and_run_under_harm_too() {
    let fixed = [
        "employment.programme=0.05",
        "employment.comparison=0.15",
        "relapse.hazard=0.1",
        "placements.avoided=-1",
        "parameters.cost_overrun=1",
        "parameters.casework_realised=1",
    ];
    let model = load("silkeborg.toml", &fixed).model;
    let case = business_case(&model, &model.base_draw()).expect("a case");
    let (gains, payments) = case.gains_and_payments(model.perspective);
    let found = replications(&model, 20_000);
    let sums: Vec<(f64, f64)> = (0..found.len()).map(|i| found.gains_and_payments(i, model.perspective)).collect();
    let mean = |part: fn(&(f64, f64)) -> f64| sums.iter().map(part).sum::<f64>() / sums.len() as f64;
    assert!((mean(|sums| sums.1) / payments - 1.0).abs() < 1e-9);
    assert!((mean(|sums| sums.0) / gains - 1.0).abs() < 0.02);
    let net = case.cash_flow(model.perspective).total();
    assert!((gains - payments - net).abs() < 1e-6);
}

#[test]
fn without_chance_simulated_and_expected_are_the_same_bits() {
    let text = with(
        "employment = { programme = 0.3, comparison = 0.3 }\nplacements = { avoided = 0 }\nintake = { adults = 7 }",
    );
    let model = parse(&text, &["lines.cost.amount=\"0.1 to 0.3\""]).model;
    let found = replications(&model, 200);
    for i in 0..found.len() {
        assert_eq!(found.yearly(i, model.perspective), found.expected_yearly(i, model.perspective));
    }
}

/// Counts the replications that are done.
struct Count(AtomicUsize);
impl Monitor for Count {
    fn advanced(&self, replications: usize) {
        self.0.fetch_add(replications, Ordering::Relaxed);
    }
}

#[test]
fn draws_that_leave_their_bounds_are_refused_before_the_first_replication() {
    let text = with(
        "placements = { avoided = 3, duration = { each = { distribution = \"uniform\", min = \"parameters.a\", max = 3 } } }\n\
         parameters = { a = { value = { distribution = \"normal\", mean = 1, sd = 1, max = 2 }, base = 1 } }",
    );
    let model = parse(&text, &[]).model;
    let fails = |threads| {
        let done = Count(AtomicUsize::new(0));
        let run = || Replications::run(&model, seed(1), 0..100_000, &done).expect_err("a negative duration");
        let error = with_threads(Some(threads), run).expect("threads").to_string();
        assert_eq!(done.0.load(Ordering::Relaxed), 0, "no replication is done");
        error
    };
    let error = fails(1);
    assert_eq!(error, fails(3), "the first replication that fails is told, whoever meets it");
    assert!(
        error.contains("`placements.duration` has no distribution") && error.contains("allowed: from 0"),
        "{error}"
    );
    // P(normal(1, 1) < 0 | below 2) = Φ(−1) / Φ(1) = 0.1886.
    let share: f64 = error.split(['(', '%']).nth(1).and_then(|share| share.trim().parse().ok()).expect("a share");
    assert!((share - 18.86).abs() < 0.5, "{error}");
}

#[test]
fn shares_that_may_exceed_one_are_refused_and_only_such_models_are_looked_through() {
    let types = |first: &str| {
        with(&format!(
            "placements = {{ avoided = 3, types = {{ foster = {{ share = {first} }}, inst = {{ share = {{ events = 2, of = 10 }} }}, own = {{ share = \"rest\" }} }} }}"
        ))
    };
    let refused = |text: &str| Replications::run(&parse(text, &[]).model, seed(1), 0..2_000, &()).err();
    let error = refused(&types("{ events = 7, of = 10 }")).expect("shares of more than one").to_string();
    assert!(error.contains("first that of replication 2: the shares of placements.types sum to 1."), "{error}");
    assert_eq!(refused(&types("{ min = 0.2, max = 0.3, mode = 0.25 }")), None, "looked through, and nothing is found");
    assert_eq!(refused(&types("0")), None, "no sum exceeds one");
    for (name, _) in SCENARIOS {
        assert!(!load(name, &[]).model.may_be_refused(), "{name}");
    }
    assert!(load("silkeborg.toml", &["scale_up={ min = 0.9, max = 1.1 }"]).model.may_be_refused());
    assert!(!load("silkeborg.toml", &["scale_up={ min = 0.5, max = 1 }"]).model.may_be_refused());
}

/// Results of seed 1, pinned: whoever moves them says so in the changelog.
#[test]
fn seeded_values_are_pinned() {
    // With casework realised as published: what a run gave before that share was uncertain.
    let model = load("silkeborg.toml", &["parameters.casework_realised=1"]).model;
    let found = replications(&model, 3);
    let totals: Vec<i64> = (0..3).map(|i| found.cash_flow(i, model.perspective).total().round() as i64).collect();
    let expected: Vec<i64> = (0..3).map(|i| found.expected_flow(i, model.perspective).total().round() as i64).collect();
    assert_eq!(totals, [5_481_892, 5_930_661, -1_687_403]);
    assert_eq!(expected, [101_024, 3_647_229, 1_523_757]);
}
