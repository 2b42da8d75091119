//! Whether what is simulated has the mean that is expected.

use provenu::model::AccountId;
use provenu::simulate::Replications;

/// How far the mean of some gaps between simulated and expected lies from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gap {
    /// Chance plays no part, and there is none.
    None,
    /// In standard errors.
    Errors(f64),
    /// So few cases decide it that its standard error is unknown.
    Rare,
}

/// So many cases make a mean that is nearly normal.
const ENOUGH: f64 = 16.0;

/// The gap of an account in each year, and in the end of all years together.
///
/// Rare events make sums skewed, where a mean below the true one comes with too small an error. Hall's transformation takes
/// that away (Hall 1992, "On the removal of skewness by transformation"). Where hardly any of the rare cases came, nearly all gaps
/// have one sign: that is told from an error only where as many cases are missing as [`ENOUGH`], each at most as large as the
/// account's largest gap.
pub fn gaps(found: &Replications, account: AccountId) -> Vec<Gap> {
    let mut columns: Vec<Vec<f64>> = vec![];
    let mut size = 1.0f64;
    for i in 0..found.len() {
        let (simulated, expected) = (found.yearly(i, account), found.expected_yearly(i, account));
        let by_year = || simulated.iter().zip(expected).map(|(simulated, expected)| simulated - expected);
        columns.resize_with(simulated.len() + 1, Vec::new);
        columns.iter_mut().zip(by_year().chain([by_year().sum()])).for_each(|(column, gap)| column.push(gap));
        size = simulated.iter().chain(expected).fold(size, |most, value| most.max(value.abs()));
    }
    let one_case = columns.iter().flatten().fold(0.0, |most: f64, gap| most.max(gap.abs()));
    let of = |gaps: &Vec<f64>| {
        if gaps.iter().all(|gap| gap.abs() < 1e-9 * size) {
            return Gap::None;
        }
        let n = gaps.len() as f64;
        let power = |k: i32| gaps.iter().map(|gap| gap.powi(k)).sum::<f64>();
        let above = gaps.iter().filter(|gap| **gap > 0.0).count() as f64;
        let one_sided = above.min(n - above) < n / 10.0;
        if power(2).powi(2) < ENOUGH * power(4) || one_sided && power(1).abs() < ENOUGH * one_case {
            return Gap::Rare;
        }
        let mean = power(1) / n;
        let central = |k: i32| gaps.iter().map(|gap| (gap - mean).powi(k)).sum::<f64>() / n;
        let deviation = central(2).sqrt();
        let z = mean / deviation * n.sqrt();
        let skewness = central(3) / deviation.powi(3) / n.sqrt();
        Gap::Errors(z + skewness * (z * z / 3.0 + 1.0 / 6.0) + skewness.powi(2) * z.powi(3) / 27.0)
    };
    columns.iter().map(of).collect()
}
