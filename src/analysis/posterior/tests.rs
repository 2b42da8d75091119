//! Against conjugate answers.

use super::*;
use crate::distribution::{Beta, Univariate};
use std::convert::Infallible;

/// Beta(12, 45) with 12 of 73 seen is Beta(24, 106); the second coordinate is not informed.
#[test]
fn a_share_with_a_beta_prior_is_the_conjugate_one() {
    let prior = Beta::new(12.0, 45.0).expect("a distribution");
    let of_point = || {
        Ok::<_, Infallible>(|point: &[f64]| {
            let p = prior.quantile(point[0]);
            Ok(12.0 * p.ln() + 61.0 * (-p).ln_1p())
        })
    };
    let Ok(found) = posterior(&of_point, 2, 512, Seed::default()) else { panic!("trusted") };
    assert_eq!(found.informed, [0]);
    let means: Vec<[f64; 3]> = found
        .iter()
        .map(|points| {
            points.iter().fold([0.0; 3], |[mean, square, other], (point, weight)| {
                let p = prior.quantile(point[0]);
                [mean + weight * p, square + weight * p * p, other + weight * point[1]]
            })
        })
        .collect();
    let over = |at: usize| means.iter().map(|means| means[at]).sum::<f64>() / means.len() as f64;
    let (a, b) = (24.0, 106.0);
    let variance: f64 = a * b / ((a + b) * (a + b) * (a + b + 1.0));
    assert!((over(0) - a / (a + b)).abs() < 2e-5, "{}", over(0));
    assert!(((over(1) - over(0) * over(0)) / variance - 1.0).abs() < 0.01);
    assert!((over(2) - 0.5).abs() < 1e-3);
    assert!(found.effective_sample > 0.7 * found.points as f64 && found.khat < 0.3, "{found:?}");
    // Resampled points have the same mean, within four standard errors of as many independent draws.
    let flat = found.resampled(256, Seed::default());
    let mean = flat.chunks(2).map(|point| prior.quantile(point[0])).sum::<f64>() / (flat.len() / 2) as f64;
    assert!((mean - a / (a + b)).abs() < 4.0 * (variance / (flat.len() / 2) as f64).sqrt(), "{mean}");
}

/// Two correlated coordinates far out: where points from beforehand alone would leave next to nothing.
#[test]
fn surprising_data_are_followed_and_the_impossible_is_refused() {
    let of_point = || {
        Ok::<_, Infallible>(|point: &[f64]| {
            let z = [score(point[0]), score(point[1])];
            Ok(-(z[0] + z[1] - 8.0).powi(2) / 0.02 - (z[0] - z[1]).powi(2) / 0.5)
        })
    };
    let Ok(found) = posterior(&of_point, 2, 512, Seed::default()) else { panic!("trusted") };
    let sums = found.iter().map(|points| points.iter().map(|(p, w)| w * (score(p[0]) + score(p[1]))).sum::<f64>());
    // The sum has prior variance 2 and is seen with variance .01.
    let mean = sums.sum::<f64>() / RANDOMISATIONS as f64;
    assert!((mean - 8.0 * 2.0 / 2.01).abs() < 5e-3, "{mean}");
    assert!(found.effective_sample > 0.3 * found.points as f64, "{}", found.effective_sample);
    let never = || Ok::<_, Infallible>(|_: &[f64]| Ok(f64::NEG_INFINITY));
    assert!(matches!(posterior(&never, 2, 512, Seed::default()), Err(PosteriorRefused::Impossible)));
}
