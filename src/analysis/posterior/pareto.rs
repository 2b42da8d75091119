//! The shape of the largest weights' tail.

/// k̂ of the largest weights: the shape of a generalised Pareto distribution fitted to what they exceed the next one by (Zhang and Stephens,
/// *Technometrics* 51(3), 2009; the prior towards 0.5 as Vehtari et al. 2024). Negative infinity where all large weights are equal.
pub(super) fn khat(weights: &mut [f64]) -> f64 {
    weights.sort_unstable_by(f64::total_cmp);
    let n = weights.len();
    let tail = ((0.2 * n as f64) as usize).min((3.0 * (n as f64).sqrt()) as usize).min(n.saturating_sub(1));
    if tail < 5 {
        return f64::INFINITY;
    }
    let threshold = weights[n - tail - 1];
    let exceeds: Vec<f64> = weights[n - tail..].iter().map(|weight| weight - threshold).collect();
    let (largest, quarter) = (exceeds[tail - 1], exceeds[(tail as f64 / 4.0 + 0.5) as usize - 1]);
    if largest <= 0.0 || quarter <= 0.0 {
        return f64::NEG_INFINITY;
    }
    shape(&exceeds, largest, quarter)
}

/// The posterior mean of the shape over a grid of scales.
fn shape(exceeds: &[f64], largest: f64, quarter: f64) -> f64 {
    let n = exceeds.len() as f64;
    let grid = 30 + n.sqrt() as usize;
    let shape_at = |theta: f64| exceeds.iter().map(|x| (-theta * x).ln_1p()).sum::<f64>() / n;
    let thetas: Vec<f64> =
        (1..=grid).map(|j| 1.0 / largest + (1.0 - (grid as f64 / (j as f64 - 0.5)).sqrt()) / (3.0 * quarter)).collect();
    let logs: Vec<f64> = thetas
        .iter()
        .map(|theta| {
            let k = shape_at(*theta);
            n * ((-theta / k).ln() - k - 1.0)
        })
        .collect();
    let most = logs.iter().copied().filter(|log| log.is_finite()).fold(f64::NEG_INFINITY, f64::max);
    let (mut all, mut theta) = (0.0, 0.0);
    for (at, log) in thetas.iter().zip(&logs).filter(|(_, log)| log.is_finite()) {
        let weight = (log - most).exp();
        all += weight;
        theta += weight * at;
    }
    let k = shape_at(theta / all);
    (k * n + 0.5 * 10.0) / (n + 10.0)
}

#[cfg(test)]
mod tests {
    use super::khat;

    #[test]
    fn the_shape_of_a_pareto_tail_comes_out() {
        for wanted in [0.2, 0.5, 0.9] {
            let n = 40_000;
            let mut weights: Vec<f64> =
                (0..n).map(|i| (1.0 - (f64::from(i) + 0.5) / f64::from(n)).powf(-wanted)).collect();
            let found = khat(&mut weights);
            assert!((found - wanted).abs() < 0.06, "{found} for {wanted}");
        }
        assert_eq!(khat(&mut vec![1.0; 1000]), f64::NEG_INFINITY);
    }
}
