//! Stays that begin together, held against averages over a grid and against the closed form of one alone.

use provenu::distribution::{Distribution, Gamma, Univariate, Weibull};
use provenu::model::time::MONTHS;
use provenu::model::{Leaving, Onset, Period, Spell, Stay, Together, Wait};
use std::borrow::Cow;

/// The averages over a grid of moments, waits and durations: by year and threshold, of a year and of its months.
fn averaged(leaving: Leaving, wait: Option<&Wait<'_>>, durations: &[Option<&Distribution>], x: f64) -> [[f64; 2]; 3] {
    let (moments, waits, lengths) = (40, if wait.is_some() { 40 } else { 1 }, 200);
    let mut total = [[0.0; 2]; 3];
    let weight = 1.0 / (moments * waits * lengths) as f64;
    let at = |i: usize, n: usize| (i as f64 + 0.5) / n as f64;
    for (i, j, l) in (0..moments).flat_map(|i| (0..waits).flat_map(move |j| (0..lengths).map(move |l| (i, j, l)))) {
        let start = leaving.begin(at(i, moments), wait.map_or(0.0, |wait| wait.years(at(j, waits))));
        let spells: Vec<Spell> = durations
            .iter()
            .map(|d| Spell { start, end: start + d.map_or(f64::INFINITY, |d| d.quantile(at(l, lengths))) })
            .collect();
        for (k, [year, month]) in total.iter_mut().enumerate() {
            let cost = |part: &dyn Fn(&Spell) -> f64| {
                (COSTS.iter().zip(&spells).map(|(cost, spell)| cost * part(spell)).sum::<f64>() - x).max(0.0)
            };
            *year += weight * cost(&|spell| spell.in_year(k));
            let months = (0..MONTHS).map(|m| cost(&|spell| spell.months(k)[m])).sum::<f64>();
            *month += weight * months / MONTHS as f64;
        }
    }
    total
}

const COSTS: [f64; 2] = [1.0, 0.6];

#[test]
fn what_lies_above_a_limit_is_the_average_over_moments_waits_and_durations() {
    let gamma = Distribution::Gamma(Gamma::new(1.5, 0.6).expect("valid"));
    let fixed = Distribution::Fixed(0.8);
    let weibull = Wait(Cow::Owned(Distribution::Weibull(Weibull::new(1.2, 8.0).expect("valid"))));
    let leaving = [Leaving::of(Onset::Uniform, 0.25), Leaving::of(Onset::At(0.3), 0.0)];
    for (leaving, wait) in [(leaving[0], None), (leaving[1], None), (leaving[0], Some(&weibull))] {
        for durations in [[Some(&gamma), Some(&fixed)], [Some(&fixed), None]] {
            let together = Together::of(leaving, wait, &durations, 3);
            for x in [0.0, 0.5, 1.2] {
                for (k, [year, month]) in averaged(leaving, wait, &durations, x).into_iter().enumerate() {
                    let found = [together.excess(&COSTS, Period::year(k), x), together.monthly_excess(&COSTS, k, x)];
                    assert!((found[0] - year).abs() < 4e-3, "{leaving:?} year {k} above {x}: {found:?}, {year}");
                    assert!((found[1] - month).abs() < 4e-3, "{leaving:?} year {k} above {x}: {found:?}, {month}");
                }
            }
            assert_eq!(together.excess(&COSTS, Period::year(1), 1.6), 0.0);
        }
    }
}

#[test]
fn one_alone_is_the_closed_form() {
    let gamma = Distribution::Gamma(Gamma::new(0.7, 1.6).expect("valid"));
    for (leaving, within) in [
        (Leaving::of(Onset::Uniform, 0.0), 1e-5),
        (Leaving::of(Onset::Uniform, 0.37), 1e-5),
        (Leaving::of(Onset::At(0.3), 0.0), 1e-4),
    ] {
        let stay = Stay { leaving, duration: Some(Cow::Borrowed(&gamma)) };
        let alone = Together::of(leaving, None, &[Some(&gamma)], 5);
        for (k, x) in (0..5).flat_map(|k| [0.0, 0.2, 0.55, 0.9].map(|x| (k, x))) {
            let month = Period { start: k as f64 + 0.25, length: 1.0 / 12.0 };
            let (found, right) = (alone.excess(&[1.0], month, x), stay.excess(month, x));
            assert!((found - right).abs() < within, "{leaving:?}, {k} above {x}: {found}, {right}");
            let (found, right) = (alone.excess(&[1.0], Period::year(k), 0.0), stay.excess(Period::year(k), 0.0));
            assert!((found - right).abs() < 1e-5, "{leaving:?}, {k}: {found}, {right}");
        }
    }
}
