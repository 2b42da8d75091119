//! Known answers: the normal model, Brennan's model, a study of a share with a beta prior.

use super::*;
use crate::analysis::{Function, Input};
use crate::distribution::{Beta, Distribution, Normal, Points as Steps, Univariate};
use crate::model::{Copula, RankCorrelation, rank_from_normal};
use crate::random::Seed;

type Formula = Box<dyn Fn(&[f64]) -> f64 + Sync>;

fn normal(path: &str, mean: f64, sd: f64) -> Input {
    Input::new(path, Distribution::Normal(Normal::new(mean, sd).expect("a distribution")))
}

fn of(inputs: Vec<Input>, formula: impl Fn(&[f64]) -> f64 + Sync + 'static) -> Function<Formula> {
    Function::new(inputs, Seed::default(), 1, Box::new(formula))
}

fn points(response: &Function<Formula>, from: u32, points: u32) -> Points {
    Points::new(response, Seed::default(), from, points)
}

fn overall(decision: &Decision<'_, Function<Formula>>, all: &Points) -> Vec<crate::statistics::Estimate> {
    let Ok(found) = perfect_information(decision, all);
    found.means
}

fn near(found: crate::statistics::Estimate, expected: f64, least: f64) {
    let gap = (found.value - expected).abs();
    assert!(gap < 4.0 * found.mcse + least * 0.1 && found.mcse < least, "{found:?} for {expected}");
}

/// Net benefits 0 and p₁ − p₂ with p₁ ~ N(1, 1), p₂ ~ N(0, 2): s φ(μ/s) + μ Φ(μ/s) − max(0, μ), s being the sd of what is learnt.
#[test]
fn the_normal_model_has_the_values_of_its_closed_form() {
    let response = of(vec![normal("p1", 1.0, 1.0), normal("p2", 0.0, 2.0)], |p| p[0] - p[1]);
    let decision = Decision::invest_or_not(&response);
    let all = perfect_information(&decision, &points(&response, 0, 4096)).unwrap_or_else(|never| match never {});
    near(all.value, 0.479_810_7, 1e-3);
    assert_eq!(all.taken, 1);
    let inner = points(&response, 0, 256);
    let means = all.means;
    for (input, expected) in [(0, 0.083_315_5), (1, 0.395_593_1)] {
        let Ok(found) = information_of_one(&decision, &means, input, &inner);
        near(found.value, expected, 1e-3);
        assert!(found.lower <= found.upper + 1e-12 && found.value.value >= 0.0);
    }
    let Ok(both) =
        information_of_set(&decision, &means, &[0, 1], &points(&response, 16, 1024), &points(&response, 0, 2));
    near(both.value, 0.479_810_7, 5e-3);
}

/// Brennan's model of 19 parameters, four of them correlated (the reference numbers are exact).
#[test]
fn brennans_model_keeps_its_products_and_correlations() {
    let means =
        [1000.0, 0.1, 5.2, 400.0, 0.7, 0.3, 3.0, 0.25, -0.1, 0.5, 1500.0, 0.08, 6.1, 0.8, 0.3, 3.0, 0.2, -0.1, 0.5];
    let sds = [1.0, 0.02, 2.0, 200.0, 0.1, 0.1, 0.5, 0.1, 0.02, 0.2, 1.0, 0.02, 1.0, 0.1, 0.05, 1.0, 0.05, 0.02, 0.2];
    let inputs = || (0..19).map(|i| normal(&format!("t{}", i + 1), means[i], sds[i])).collect::<Vec<_>>();
    let tied = [4, 6, 13, 15];
    let rank = rank_from_normal(0.6);
    let pairs: Vec<_> =
        (0..4).flat_map(|b| (0..b).map(move |a| RankCorrelation { between: [tied[a], tied[b]], rank })).collect();
    let copula = Copula::new(&pairs).expect("possible");
    let t = |x: &[f64], i: usize| x[i - 1];
    let first = move |x: &[f64]| {
        1e4 * (t(x, 5) * t(x, 6) * t(x, 7) + t(x, 8) * t(x, 9) * t(x, 10)) - (t(x, 1) + t(x, 2) * t(x, 3) * t(x, 4))
    };
    let second = move |x: &[f64]| {
        1e4 * (t(x, 14) * t(x, 15) * t(x, 16) + t(x, 17) * t(x, 18) * t(x, 19))
            - (t(x, 11) + t(x, 12) * t(x, 13) * t(x, 4))
    };
    let options = [of(inputs(), first).tied_by(copula.clone()), of(inputs(), second).tied_by(copula)];
    let decision = Decision::between(&options, false);
    let inner = points(&options[0], 0, 512);
    let means = overall(&decision, &points(&options[0], 0, 8192));
    for (input, expected) in [(4, 22.460), (13, 230.813)] {
        let Ok(found) = information_of_one(&decision, &means, input, &inner);
        near(found.value, expected, 1.0);
    }
    let Ok(set) = information_of_set(&decision, &means, &[4, 13], &points(&options[0], 16, 64), &inner);
    near(set.value, 247.912, 6.0);
    assert!(set.lower < set.upper);
    let Ok(pair) = information_of_pair(&decision, &means, [4, 13], &points(&options[0], 0, 32));
    near(pair.value, 247.912, 1.0);
}

/// Net benefit 100 p − 30 with p ~ Beta(12, 45): x of n gives Beta(12 + x, 45 + n − x), beta-binomial beforehand.
fn conjugate(n: u64) -> (f64, Option<u64>) {
    let (a, b) = (12.0, 45.0);
    let net = |x: u64| 100.0 * (a + x as f64) / (a + b + n as f64) - 30.0;
    let ln_beta = |a: f64, b: f64| {
        statrs::function::gamma::ln_gamma(a) + statrs::function::gamma::ln_gamma(b)
            - statrs::function::gamma::ln_gamma(a + b)
    };
    let choose = |x: u64| -ln_beta(x as f64 + 1.0, (n - x) as f64 + 1.0) - (n as f64 + 1.0).ln();
    let chance = |x: u64| (choose(x) + ln_beta(a + x as f64, b + (n - x) as f64) - ln_beta(a, b)).exp();
    let value = (0..=n).map(|x| chance(x) * net(x).max(0.0)).sum::<f64>();
    (value, (0..=n).find(|x| net(*x) > 0.0))
}

fn share(path: &str, a: f64, b: f64) -> Input {
    Input::new(path, Distribution::Beta(Beta::new(a, b).expect("a distribution")))
}

#[test]
fn a_study_of_a_share_has_the_value_and_the_rule_of_the_conjugate_formula() {
    let response = of(vec![share("p", 12.0, 45.0), normal("noise", 0.0, 20.0)], |x| 100.0 * x[0] - 30.0 + x[1]);
    let decision = Decision::invest_or_not(&response);
    let inner = points(&response, 0, 64);
    let means = overall(&decision, &points(&response, 0, 8192));
    let arm = Arm { name: "programme".to_owned(), share: Box::new(|x: &[f64]| x[0]) };
    let question = StudyQuestion::new(&response, vec![arm]).expect("possible");
    assert_eq!(question.known(), [0]);
    let Ok(study) = study_value(&decision, &means, &question, &inner);
    let Ok(known) = information_of_one(&decision, &means, 0, &inner);
    let mut before = 0.0;
    for n in [1, 10, 57, 300, 2000] {
        let (expected, least) = conjugate(n);
        let StudySize { value, .. } = study.of_size(n);
        assert!((value.value.value - expected).abs() < 4.0 * value.value.mcse + 1e-5, "{n}: {value:?} for {expected}");
        assert!(value.value.value > before - 1e-9 && value.value.value < known.value.value + 1e-6, "{n}: {value:?}");
        before = value.value.value;
        let go = study.rule(n).stretches(0).into_iter().find(|stretch| stretch.option == 1);
        assert_eq!(go.map(|go| (go.from, go.to)), least.map(|least| (least, n)), "{n}");
    }
}

/// Where the log-odds of a share are normal, so are those of another municipality's given them: with net benefit 100 p − 30, many families
/// followed tell the other's mean net benefit exactly.
#[test]
fn a_study_is_worth_less_elsewhere_the_more_municipalities_differ() {
    let sd: f64 = 0.5;
    let share = move |score: f64| 1.0 / (1.0 + (1.0 - sd * score).exp());
    let response = of(vec![normal("z", 0.0, 1.0)], move |x| 100.0 * share(x[0]) - 30.0);
    let decision = Decision::invest_or_not(&response);
    let means = overall(&decision, &points(&response, 0, 8192));
    let arm = Arm { name: "programme".to_owned(), share: Box::new(move |x: &[f64]| share(x[0])) };
    let question = StudyQuestion::new(&response, vec![arm]).expect("possible");
    let Ok(here) = study_value(&decision, &means, &question, &points(&response, 0, 1));
    let worth = |study: &StudyValue<'_, '_>| study.of_size(5000).value.value.value;
    let at = |between: f64| worth(&here.elsewhere(between).expect("possible"));
    assert!((at(0.0) - worth(&here)).abs() < 1e-12);
    // Half of the variance is each municipality's own.
    let rho: f64 = 0.5;
    let over = |f: &dyn Fn(f64) -> f64| crate::statistics::integral(-8.0, 8.0, 1e-10, &|z| f(z) * (-z * z / 2.0).exp());
    let scale = over(&|_| 1.0);
    let other = |z: f64| over(&|e| 100.0 * share(rho * z + (1.0 - rho * rho).sqrt() * e) - 30.0) / scale;
    let (gains, mean) = (over(&|z| other(z).max(0.0)) / scale, over(&other) / scale);
    let perfect = gains - mean.max(0.0);
    let half = at(sd * 0.5f64.sqrt());
    assert!(half < perfect && half > 0.97 * perfect, "{half} of {perfect}");
    assert!(at(0.1) > half && half > at(0.45));
    // At the edge nothing is common.
    assert!(at(sd - 1e-4).abs() < 1e-6);
    let refused = here.elsewhere(0.6).err();
    assert!(matches!(refused, Some(StudyRefused::Between { between: 0.6, sd: all }) if (all - sd).abs() < 1e-6));
}

/// 100 (p − q) − 10: no arm is worth more than both.
#[test]
fn a_study_of_both_arms_is_worth_at_least_that_of_either() {
    let response = of(vec![share("q", 9.0, 48.0), share("p", 17.0, 40.0)], |x| 100.0 * (x[1] - x[0]) - 10.0);
    let decision = Decision::invest_or_not(&response);
    let inner = points(&response, 0, 4);
    let means = overall(&decision, &points(&response, 0, 8192));
    let arm = |at: usize| Arm { name: at.to_string(), share: Box::new(move |x: &[f64]| x[at]) };
    let value = |arms: Vec<Arm<'_>>| {
        let question = StudyQuestion::new(&response, arms).expect("possible");
        let Ok(study) = study_value(&decision, &means, &question, &inner);
        study.of_size(60).value.value.value
    };
    let (q, p, both) = (value(vec![arm(0)]), value(vec![arm(1)]), value(vec![arm(1), arm(0)]));
    assert!(both > q.max(p), "{q} {p} {both}");
    // Enumerated by hand over the same priors.
    let exact = two_arms(60);
    assert!((both - exact).abs() < 2e-3, "{both} for {exact}");
}

fn two_arms(n: u64) -> f64 {
    let posterior = |a: f64, b: f64, x: u64| (a + x as f64) / (a + b + n as f64);
    let ln = statrs::function::gamma::ln_gamma;
    let chance = |a: f64, b: f64, x: u64| {
        let (x, n) = (x as f64, n as f64);
        (ln(n + 1.0) - ln(x + 1.0) - ln(n - x + 1.0) + ln(a + x) + ln(b + n - x) - ln(a + b + n) + ln(a + b)
            - ln(a)
            - ln(b))
        .exp()
    };
    let mut value = 0.0;
    for x in 0..=n {
        for y in 0..=n {
            let net = 100.0 * (posterior(17.0, 40.0, x) - posterior(9.0, 48.0, y)) - 10.0;
            value += chance(17.0, 40.0, x) * chance(9.0, 48.0, y) * net.max(0.0);
        }
    }
    value - (100.0 * (17.0 / 57.0 - 9.0 / 57.0) - 10.0f64).max(0.0)
}

/// An effect that is good or bad with certain weights: knowing it is worth the loss it saves.
#[test]
fn an_assumption_with_two_values_is_worth_the_loss_that_knowing_it_saves() {
    let steps = Distribution::Points(Steps::discrete(&[-10.0, 20.0], &[0.3, 0.7]).expect("a distribution"));
    let inputs = vec![Input::new("effect", steps.clone()), normal("noise", 0.0, 1.0)];
    let response = of(inputs, |x| x[0] + x[1]);
    let decision = Decision::invest_or_not(&response);
    let means = overall(&decision, &points(&response, 0, 1024));
    let Ok(found) = information_of_one(&decision, &means, 0, &points(&response, 0, 64));
    assert!((found.value.value - 3.0).abs() < 4.0 * found.value.mcse, "{found:?}");
    assert!((found.decides_otherwise - 0.3).abs() < 1e-12 && steps.mean() == 11.0);
}

#[test]
fn a_study_that_observes_what_is_certain_or_too_much_is_refused() {
    let response = of(vec![share("a", 2.0, 3.0), share("b", 2.0, 3.0), share("c", 2.0, 3.0)], |x| x[0]);
    let arm = |share: fn(&[f64]) -> f64| Arm { name: String::new(), share: Box::new(share) };
    let of = |arms| StudyQuestion::new(&response, arms).err();
    assert_eq!(of(vec![arm(|_| 0.3)]), Some(StudyRefused::Certain));
    let all = StudyRefused::TooMany(["a", "b", "c"].map(str::to_owned).to_vec());
    assert_eq!(of(vec![arm(|x| x[0] * x[1] * x[2])]), Some(all));
    let both = StudyRefused::BothOnBoth("a".to_owned(), "b".to_owned());
    assert_eq!(of(vec![arm(|x| x[0] * x[1]), arm(|x| x[0] / (1.0 + x[1]))]), Some(both));
    let relative = StudyQuestion::new(&response, vec![arm(|x| x[0]), arm(|x| x[0] * x[1])]).expect("possible");
    assert_eq!(relative.known(), [1, 0], "the arm that the other is relative to comes last");
}

#[test]
fn the_best_size_has_a_flat_region_around_it() {
    let net = |value: f64| crate::statistics::Estimate { value, mcse: 1.0 };
    let sizes = [
        (10, 50.0, net(40.0)),
        (20, 80.0, net(69.0)),
        (30, 90.0, net(70.0)),
        (40, 95.0, net(68.5)),
        (50, 97.0, net(60.0)),
    ];
    let found = BestSize::of(&sizes).expect("sizes");
    assert_eq!((found.n, found.from, found.to), (30, 20, 40));
}
