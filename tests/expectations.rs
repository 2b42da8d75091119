//! At which replications the exact expectation is worked out, and what is made of a part of them.

mod common;

use common::agreement::{replications, seed};
use common::load;
use provenu::document::{self, Language};
use provenu::model::Model;
use provenu::parallel::with_threads;
use provenu::random::Sampling;
use provenu::report::csv::{self, CsvTarget};
use provenu::report::terminal::terminal;
use provenu::run::{Request, Run, Sampled};
use provenu::scenario::Scenario;
use provenu::simulate::{Batch, Expectations, Fold, Work, run};
use provenu::summary::{Stage, Targets};

/// A scenario whose exact expectation is most of the work.
const DEAR: &str = "gladsaxe.toml";

#[test]
fn only_scenarios_whose_exact_expectation_is_most_of_the_work_have_it_at_a_part() {
    for (name, wanted) in [
        ("silkeborg.toml", Expectations::Every),
        ("silkeborg-observed.toml", Expectations::Every),
        ("silkeborg-benchmark-relapse.toml", Expectations::Every),
        ("silkeborg-review.toml", Expectations::Every),
        ("assens.toml", Expectations::Every),
        ("trivsel-paa-tvaers.toml", Expectations::Every),
        ("vi-vil-mere.toml", Expectations::Every),
        ("gladsaxe.toml", Expectations::EveryEighth),
        ("helhedsindsats.toml", Expectations::EveryEighth),
    ] {
        let model = load(name, &[]).model;
        assert_eq!(Work::of(&model).expectations(Sampling::Random), wanted, "{name}: {:?}", Work::of(&model));
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            assert_eq!(Work::of(&model).expectations(sampling), Expectations::Every, "{name}");
        }
    }
}

/// The replications that have an exact expectation, with that of the last year of the perspective.
struct Seen<'m>(&'m Model, Expectations);

impl Fold for Seen<'_> {
    type Part = Vec<(u64, f64)>;

    fn expectations(&self) -> Expectations {
        self.1
    }

    fn begin(&self, _replications: usize) -> Self::Part {
        Vec::new()
    }

    fn add(&self, part: &mut Self::Part, batch: &Batch) {
        let numbers: Vec<f64> = (0..batch.len()).map(|position| (batch.first + position as u64) as f64).collect();
        let numbers = batch.with_expectation(&numbers);
        let expected = batch.expected(self.0.perspective, self.0.calendar.years - 1);
        assert_eq!(numbers.len(), expected.len());
        part.extend(numbers.iter().map(|number| *number as u64).zip(expected.iter().copied()));
    }

    fn join(&self, part: &mut Self::Part, next: Self::Part) {
        part.extend(next);
    }
}

#[test]
fn every_eighth_replication_has_the_expectation_it_would_have_among_all_in_any_range_and_on_any_threads() {
    let model = load(DEAR, &[]).model;
    let last = model.calendar.years - 1;
    let all = replications(&model, 600);
    for range in [0..600, 3..600, 8..9, 9..16, 250..270, 257..600] {
        let eighths = range.clone().filter(|replication| replication % 8 == 0);
        let wanted: Vec<(u64, f64)> =
            eighths.map(|number| (number, all.expected_yearly(number as usize, model.perspective)[last])).collect();
        for threads in [1, 3] {
            let seen = |expectations| {
                let fold = Seen(&model, expectations);
                with_threads(Some(threads), || run(&model, seed(1), range.clone(), &fold, &())).expect("threads")
            };
            assert_eq!(seen(Expectations::EveryEighth).expect("a run"), wanted, "{range:?}");
            assert_eq!(seen(Expectations::None).expect("a run"), [], "{range:?}");
        }
    }
}

/// A run of a scenario.
fn sampled(scenario: &Scenario, sampling: Sampling, replications: u64) -> Sampled<'_> {
    let request = Request { sampling, replications: Some(replications), ..Request::default() };
    Run::new(scenario, request).expect("possible").sample(&()).expect("a run")
}

/// The mean of some values, its standard error, and their variance (n).
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
    (mean, (variance / (n - 1.0)).sqrt(), variance)
}

#[test]
fn what_comes_from_expectations_comes_from_those_that_are_there_with_their_own_error() {
    // Drawn discount rates weigh every replication's years otherwise.
    for set in [&[][..], &["discounting.rate=\"0.01 to 0.06\""]] {
        let scenario = load(DEAR, set);
        let (model, n) = (&scenario.model, 1_001);
        let found = sampled(&scenario, Sampling::Random, n as u64).outcome.result;
        let all = replications(model, n);
        let eighths: Vec<usize> = (0..n).step_by(8).collect();
        assert_eq!(found.exact_expectations, Some(eighths.len() as u64));
        let (id, account) = (model.perspective, &found.headline);
        let expected: Vec<f64> = eighths.iter().map(|&i| all.expected_flow(i, id).total()).collect();
        let gaps = eighths.iter().map(|&i| (all.cash_flow(i, id).total() - all.expected_flow(i, id).total()).powi(2));
        let within = gaps.sum::<f64>() / eighths.len() as f64;
        let (mean, error, between) = moments(&expected);
        let net = &account.net_benefit;
        let near = |found: f64, wanted: f64| assert!((found / wanted - 1.0).abs() < 1e-9, "{found}, not {wanted}");
        near(net.mean_conditional.value, mean);
        near(net.mean_conditional.mcse, error);
        near(account.variance.expect("varies").parameters, between / (between + within));
        near(account.cumulative.last().expect("years").mean_conditional.mcse, error);
        let simulated: Vec<f64> = (0..n).map(|i| all.cash_flow(i, id).total()).collect();
        let (mean, plain, _) = moments(&simulated);
        near(net.mean, mean);
        near(net.mcse, plain);
        near(net.conditional_worth.expect("has an error"), (plain / error).powi(2) * n as f64);
    }
}

#[test]
fn the_smallest_runs_say_what_they_cannot_tell() {
    let scenario = load(DEAR, &[]);
    for replications in [2, 8, 9, 16, 17] {
        let Sampled { outcome, design, .. } = sampled(&scenario, Sampling::Random, replications);
        let found = &outcome.result;
        let expectations = replications.div_ceil(8);
        assert_eq!(found.exact_expectations, Some(expectations));
        let told = terminal(&document::run(&outcome, Language::English), 100);
        let sentence = format!("every 8th replication ({expectations} of them)");
        assert!(told.contains(&sentence), "{told}");
        let net = &found.headline.net_benefit;
        assert_eq!(net.mean_conditional.mcse.is_finite(), expectations > 1);
        assert_eq!(net.conditional_worth.is_some(), expectations > 1);
        assert_eq!(found.headline.variance.is_some(), expectations > 1);
        let json = serde_json::to_string(&outcome).expect("plain data");
        let mut stages = Vec::new();
        let target = CsvTarget { writer: &mut stages, language: Language::English };
        csv::convergence(target, [("random", &Stage::of(found, &design, Targets::default()))]).expect("written");
        for text in [told, json, String::from_utf8(stages).expect("text")] {
            assert!(!["NaN", "inf", "∞"].iter().any(|word| text.contains(word)), "{replications}: {text}");
        }
    }
}

#[test]
fn designs_have_every_expectation_and_say_nothing_of_a_part() {
    let scenario = load(DEAR, &[]);
    let outcome = sampled(&scenario, Sampling::Sobol, 64).outcome;
    assert_eq!(outcome.result.exact_expectations, None);
    assert!(!terminal(&document::run(&outcome, Language::English), 100).contains("8th"));
}
