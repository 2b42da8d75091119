//! Root finding: quantiles from distribution functions, and fits.

/// Inverts a distribution function on (`low`, `high`) by Newton steps kept inside a shrinking bracket.
///
/// Converges to the last few bits of x: the step that would leave the bracket is replaced by its midpoint (geometric
/// where both ends are positive, so that quantiles near zero are found to full relative precision).
pub(super) fn invert_cdf(
    p: f64,
    start: f64,
    (mut low, mut high): (f64, f64),
    cdf: impl Fn(f64) -> f64,
    density: impl Fn(f64) -> f64,
) -> f64 {
    let mut x = start.clamp(low, high);
    for _ in 0..200 {
        let excess = cdf(x) - p;
        if excess == 0.0 {
            return x;
        }
        if excess > 0.0 {
            high = x
        } else {
            low = x
        }
        let newton = x - excess / density(x);
        let next = if newton > low && newton < high { newton } else { midpoint(low, high) };
        if (next - x).abs() <= 4.0 * f64::EPSILON * x.abs() || next == x {
            return next;
        }
        x = next;
    }
    x
}

fn midpoint(low: f64, high: f64) -> f64 {
    if high.is_infinite() {
        2.0 * low.max(f64::MIN_POSITIVE)
    } else if low > 0.0 && high / low > 4.0 {
        (low * high).sqrt()
    } else if low == 0.0 && high > f64::MIN_POSITIVE {
        high / 1024.0
    } else {
        low + (high - low) / 2.0
    }
}

/// The root of an increasing (or decreasing) function between `low` and `high` by bisection; `None` without a sign
/// change. Used once per fit, where certainty counts for more than speed.
pub(super) fn root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> Option<f64> {
    let rising = f(low) < 0.0;
    if rising == (f(high) < 0.0) {
        return None;
    }
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if (f(middle) < 0.0) == rising { low = middle } else { high = middle }
    }
    Some(low + (high - low) / 2.0)
}
