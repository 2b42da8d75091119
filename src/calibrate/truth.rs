//! Simulated truth: where the stated prior is how things are, intervals of 90 % hold the truth in 90 of 100, and its ranks are uniform
//! (Cook, Gelman and Rubin, *JCGS* 15(3), 2006).

use super::arms::BothArms;
use super::middle_and_spread::{MiddleAndSpread, share};
use super::*;
use crate::distribution::{Beta, Univariate, standard_normal_quantile};
use crate::random::{Address, Purpose, Seed};

/// The uniform number `index` of a truth.
fn uniform(what: &str, truth: u32, index: usize) -> f64 {
    Address::new(Seed::default(), Purpose::named("calibrate").extended(what), u64::from(truth), index).uniform()
}

/// The binomial count that carries a uniform number.
fn drawn(of: u32, p: f64, u: f64) -> EventCount {
    let count = |events: u32| EventCount { events: f64::from(events), of: f64::from(of) };
    let mut below = 0.0;
    for events in 0..of {
        below += counts::ln_binomial(count(events), p).exp();
        if u <= below {
            return count(events);
        }
    }
    count(of)
}

/// Holds ranks against the uniform distribution: 90 ± 3 % in the middle, and no further from it than one sample in a hundred
/// (Kolmogorov).
fn held_to_be_uniform(what: &str, mut ranks: Vec<f64>) {
    let number = ranks.len() as f64;
    let covered = ranks.iter().filter(|rank| (0.05..=0.95).contains(*rank)).count() as f64 / number;
    assert!((covered - 0.9).abs() <= 0.03, "{what}: {covered}");
    ranks.sort_by(f64::total_cmp);
    let far = ranks.iter().enumerate().map(|(k, rank)| (rank - (k as f64 + 0.5) / number).abs() + 0.5 / number);
    let most = far.fold(0.0, f64::max) * number.sqrt();
    assert!(most < 1.63, "{what}: {most}");
    println!("{what}: {covered:.3} of {number} covered, √n·D = {most:.2}");
}

#[test]
fn counts_under_their_prior_cover_90() {
    for (what, prior) in [("jeffreys", BetaPrior::JEFFREYS), ("uniform", BetaPrior::UNIFORM)] {
        let (alpha, beta) = prior.weights();
        let truths = Beta::new(alpha, beta).expect("weights");
        let ranks = (0..2_000).map(|truth| {
            let p = truths.quantile(uniform(what, truth, 0));
            let count = drawn(20, p, uniform(what, truth, 1));
            CountData { count, prior, weight: 1.0 }.beta().expect("a posterior").cdf(p)
        });
        held_to_be_uniform(what, ranks.collect());
    }
}

#[test]
fn without_a_prior_nothing_promises_90() {
    // At 3 of 20, what the house's convention covers, and what Jeffreys' prior does.
    let coverage = |prior| IntervalRule { prior, weight: 1.0 }.coverage(0.15, 20.0);
    let (none, jeffreys) = (coverage(BetaPrior::None), coverage(BetaPrior::JEFFREYS));
    println!("at p = 0.15, n = 20: Beta(x, n − x) covers {none:.4}, Jeffreys {jeffreys:.4}");
    assert!((none - 0.80).abs() < 0.02 && jeffreys > 0.87, "{none}, {jeffreys}");
}

#[test]
fn two_arms_under_their_prior_cover_90() {
    let prior = BetaPrior::UNIFORM;
    let ranks = |odds: bool| {
        (0..600).map(move |truth| {
            let p = [0, 1].map(|arm| uniform("arms", truth, arm));
            let [one, zero] = [(57, p[0], 2), (20, p[1], 3)].map(|(of, p, index)| {
                let count = drawn(of, p, uniform("arms", truth, index));
                CountData { count, prior, weight: 1.0 }.beta().expect("a posterior")
            });
            let both = BothArms::new(one, zero);
            let ratio = p[0] / (1.0 - p[0]) * (1.0 - p[1]) / p[1];
            if odds { both.log_odds_ratio(ratio.ln()) } else { both.difference(p[0] - p[1]) }
        })
    };
    held_to_be_uniform("difference", ranks(false).collect());
    held_to_be_uniform("odds ratio", ranks(true).collect());
}

#[test]
fn a_new_programme_under_its_prior_is_covered_in_90() {
    const TRUTHS: u32 = 300;
    let (mean, sd, spread_scale) = (-1.0, 1.0, 0.5);
    let normal = |truth, index| standard_normal_quantile(uniform("programmes", truth, index));
    let ranks = (0..TRUTHS).map(|truth| {
        let (mu, tau) = (mean + sd * normal(truth, 0), spread_scale * normal(truth, 1).abs());
        let programmes =
            (0..4).map(|k| drawn(30, share(mu + tau * normal(truth, 2 + k)), uniform("programmes", truth, 10 + k)));
        let middle = MiddlePrior::Normal { mean, sd };
        let data = ProgrammesData { programmes: programmes.collect(), middle, spread_scale };
        MiddleAndSpread::new(&data, spread_scale).cdf_of_new(mu + tau * normal(truth, 20))
    });
    held_to_be_uniform("new programme", ranks.collect());
}
