//! Root finding: quantiles from distribution functions, and fits.

/// A distribution function with its density, for inversion.
pub(super) trait Invertible {
    /// F(x).
    fn distribution(&self, x: f64) -> f64;
    /// f(x) = F′(x).
    fn density(&self, x: f64) -> f64;
    /// f′(x)/f(x).
    fn log_slope(&self, x: f64) -> f64;
}

/// Inverts a distribution function on (`low`, `high`) by Halley steps kept inside a shrinking bracket.
///
/// The steps converge cubically, so a step below one millionth leaves nothing but rounding. A step that would leave the
/// bracket is replaced by its midpoint (geometric where both ends are positive, so that quantiles near zero are found to
/// full relative precision).
pub(super) fn invert(function: &impl Invertible, p: f64, start: f64, (mut low, mut high): (f64, f64)) -> f64 {
    let upper_end = high;
    let mut x = start.clamp(low, high);
    // From the least number there is to the largest it is two thousand doublings.
    for _ in 0..3_000 {
        let excess = function.distribution(x) - p;
        if excess == 0.0 {
            return x;
        }
        if excess > 0.0 {
            high = x
        } else {
            low = x
        }
        let newton = excess / function.density(x);
        let halley = x - newton / (1.0 - (newton * function.log_slope(x) / 2.0).clamp(-0.5, 0.5));
        let inside = halley > low && halley < high;
        let next = if inside { halley } else { midpoint(low, high) };
        if next == x || next <= low || next >= high {
            return next;
        }
        // Relative to the nearer end, so that quantiles close to 1 are as good as those close to 0.
        if inside && (next - x).abs() <= 1e-6 * x.min(upper_end - x) {
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
