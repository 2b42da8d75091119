//! A published cumulative curve: the share to whom something has happened by each of some times, in straight lines between them.
//! F(0) is 0 unless the first time is 0, which puts that share there at once; the last share is 1.

use super::argument::short;
use super::{DistributionError, Order, Univariate};

/// A time until something happens, by the points of its distribution function.
#[derive(Debug, Clone, PartialEq)]
pub struct Cumulative {
    /// Times from 0 up, each with F there; the first time is 0.
    points: Vec<(f64, f64)>,
}

impl Cumulative {
    /// The distribution through some points: a time and the share by then.
    ///
    /// ```
    /// use provenu::distribution::{Cumulative, Univariate};
    ///
    /// // A fifth enters within 3 months, all within 12.
    /// let months = Cumulative::new(&[(3.0, 0.2), (12.0, 1.0)])?;
    /// assert!((months.mean() - (0.2 * 1.5 + 0.8 * 7.5)).abs() < 1e-12);
    /// assert!((months.quantile(0.6) - 7.5).abs() < 1e-12);
    /// # Ok::<(), provenu::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless the times rise from 0 or above, the shares do not fall, and the last share is 1.
    pub fn new(points: &[(f64, f64)]) -> Result<Self, DistributionError> {
        rising(points)?;
        let Some(&(last, reached)) = points.last() else { return Err(no_points()) };
        if reached < 1.0 {
            let of_those = points.iter().map(|(_, share)| short(share / reached)).collect::<Vec<_>>().join(", ");
            let share = short(reached);
            let message = format!(
                "the last share is {share}, so it never happens to some; allowed: a curve of those to whom it happens, which \
                 ends at 1. Write share = [{of_those}], and {share} as the probability that it happens within {}",
                short(last)
            );
            return Err(DistributionError::Form(message));
        }
        let start = (points[0].0 > 0.0).then_some((0.0, 0.0));
        Ok(Self { points: start.into_iter().chain(points.iter().copied()).collect() })
    }

    /// The share at once, and the stretches between times: from, to, and the share that falls there.
    fn stretches(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let at_once = (0.0, 0.0, self.points[0].1);
        let between = self.points.windows(2).map(|ends| (ends[0].0, ends[1].0, ends[1].1 - ends[0].1));
        std::iter::once(at_once).chain(between)
    }
}

/// Refuses times that do not rise and shares that fall or are none.
pub(crate) fn rising(points: &[(f64, f64)]) -> Result<(), DistributionError> {
    let mut before: Option<(f64, f64)> = None;
    for &(time, share) in points {
        let wrong = if !(time.is_finite() && time >= 0.0) {
            format!("a share within {}; allowed: numbers from 0 up", short(time))
        } else if !(0.0..=1.0).contains(&share) {
            format!("the share within {} is {}; allowed: from 0 to 1", short(time), short(share))
        } else if let Some((earlier, _)) = before.filter(|(earlier, _)| *earlier >= time) {
            format!("{} comes after {}; allowed: times that rise", short(time), short(earlier))
        } else if let Some((earlier, more)) = before.filter(|(_, more)| *more > share) {
            let (earlier, more, time, share) = (short(earlier), short(more), short(time), short(share));
            format!("{share} within {time} is less than {more} within {earlier}; allowed: shares that do not fall")
        } else {
            before = Some((time, share));
            continue;
        };
        return Err(DistributionError::Form(wrong));
    }
    if before.is_none() { Err(no_points()) } else { Ok(()) }
}

fn no_points() -> DistributionError {
    DistributionError::Form("a curve without points; allowed: a share for each time in `within`".to_owned())
}

impl Univariate for Cumulative {
    fn cdf(&self, x: f64) -> f64 {
        let upto = self.points.partition_point(|point| point.0 <= x);
        match (upto.checked_sub(1).map(|before| self.points[before]), self.points.get(upto)) {
            (None, _) => 0.0,
            (Some(last), None) => last.1,
            (Some((from, less)), Some((to, more))) => less + (more - less) * (x - from) / (to - from),
        }
    }
    fn quantile(&self, p: f64) -> f64 {
        let upto = self.points.partition_point(|point| point.1 < p);
        let (Some(&(to, more)), Some(before)) = (self.points.get(upto), upto.checked_sub(1)) else {
            // The share at once.
            return self.points[0].0;
        };
        let (from, less) = self.points[before];
        from + (to - from) * (p - less) / (more - less)
    }
    fn mean(&self) -> f64 {
        self.partial_moment(Order::First, f64::INFINITY)
    }
    fn variance(&self) -> f64 {
        self.partial_moment(Order::Second, f64::INFINITY) - self.mean().powi(2)
    }
    fn support(&self) -> (f64, f64) {
        let (low, high) =
            (self.points.iter().rfind(|point| point.1 == 0.0), self.points.iter().find(|point| point.1 == 1.0));
        (low.map_or(0.0, |point| point.0), high.map_or(f64::INFINITY, |point| point.0))
    }
    fn partial_moment(&self, order: Order, x: f64) -> f64 {
        let upto = |(from, to, share): (f64, f64, f64)| {
            let end = to.min(x);
            if end <= from {
                return 0.0;
            }
            let density = share / (to - from);
            match order {
                Order::First => density * (end - from) * (end + from) / 2.0,
                Order::Second => density * (end - from) * (end * end + end * from + from * from) / 3.0,
            }
        };
        self.stretches().map(upto).sum()
    }
}

impl std::fmt::Display for Cumulative {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 8;
        let stated = self.points.iter().filter(|point| **point != (0.0, 0.0));
        let told: Vec<String> = stated
            .clone()
            .take(SHOWN)
            .map(|(time, share)| format!("{} within {}", short(*share), short(*time)))
            .collect();
        let more = if stated.count() > SHOWN { ", …" } else { "" };
        write!(f, "cumulative({}{more})", told.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, f64)]) -> Cumulative {
        Cumulative::new(points).expect("a curve")
    }

    #[test]
    fn a_straight_line_is_the_uniform_distribution() {
        let (line, uniform) = (curve(&[(6.0, 0.5), (12.0, 1.0)]), super::super::Uniform::new(0.0, 12.0).expect("ends"));
        assert!((line.mean() - 6.0).abs() < 1e-12 && (line.variance() - 12.0).abs() < 1e-12);
        for x in [-1.0, 0.0, 2.0, 6.0, 9.0, 12.0, 20.0] {
            assert!((line.cdf(x) - uniform.cdf(x)).abs() < 1e-15, "{x}");
            for order in [Order::First, Order::Second] {
                assert!((line.partial_moment(order, x) - uniform.partial_moment(order, x)).abs() < 1e-12, "{x}");
            }
        }
        assert!((line.quantile(0.25) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_curve_goes_through_its_points_and_back() {
        let points = [(0.0, 0.1), (3.0, 0.4), (6.0, 0.4), (24.0, 1.0)];
        let found = curve(&points);
        for (time, share) in points {
            assert!((found.cdf(time) - share).abs() < 1e-15);
        }
        // A tenth at once; nobody between 3 and 6 months.
        assert_eq!((found.cdf(-1e-9), found.quantile(0.05), found.quantile(0.1)), (0.0, 0.0, 0.0));
        assert_eq!((found.quantile(0.4), found.support()), (3.0, (0.0, 24.0)));
        for p in [0.11, 0.3, 0.41, 0.7, 0.99] {
            assert!((found.cdf(found.quantile(p)) - p).abs() < 1e-15, "{p}");
        }
        assert!((found.mean() - (0.3 * 1.5 + 0.6 * 15.0)).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_curve_is_refused_with_what_to_write() {
        let told = |points: &[(f64, f64)]| Cumulative::new(points).expect_err("no curve").to_string();
        assert!(told(&[]).contains("without points"));
        assert!(told(&[(3.0, 0.2), (3.0, 1.0)]).contains("times that rise"));
        assert!(told(&[(3.0, 0.4), (6.0, 0.3)]).contains("0.3 within 6 is less than 0.4 within 3"));
        assert!(told(&[(3.0, 1.2)]).contains("from 0 to 1"));
        let open = told(&[(12.0, 0.3), (24.0, 0.4)]);
        assert!(open.contains("share = [0.75, 1], and 0.4 as the probability"), "{open}");
    }
}
