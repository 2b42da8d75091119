//! Integrals of a distribution function, in closed form from partial moments.
//!
//! They turn a random waiting time D ≥ 0 into expected time: ∫₀ˣ F = E\[(x − D)⁺\] is the expected time since the event by
//! x, and ∫₀ˣ∫₀ˢ F = ½E\[((x − D)⁺)²\] the same again averaged over a uniform start.

use super::{Distribution, Order, Univariate};

impl Distribution {
    /// E\[(x − D)⁺\] = x·F(x) − E\[D; D ≤ x\], for a quantity that is never negative.
    #[must_use]
    pub fn integrated_cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { x * self.cdf(x) - self.partial_moment(Order::First, x) }
    }

    /// ½E\[((x − D)⁺)²\] = ½x²F(x) − x·E\[D; D ≤ x\] + ½E\[D²; D ≤ x\], for a quantity that is never negative.
    #[must_use]
    pub fn twice_integrated_cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let (first, second) = (self.partial_moment(Order::First, x), self.partial_moment(Order::Second, x));
        x * (x / 2.0 * self.cdf(x) - first) + second / 2.0
    }
}
