//! The least value of a function of a few numbers, without its slopes.

/// The smallest value found, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Least<const N: usize> {
    /// Where.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
}

/// The downhill simplex of Nelder and Mead (*Computer Journal* 7, 1965) from `start` with first steps of `step`; started again where it ended
/// until that gains nothing. What is no number counts as infinite. The same start gives the same end.
pub(super) fn least<const N: usize>(start: [f64; N], step: f64, f: impl Fn(&[f64; N]) -> f64) -> Least<N> {
    let value = |at: &[f64; N]| Some(f(at)).filter(|value| !value.is_nan()).unwrap_or(f64::INFINITY);
    let mut best = Least { at: start, value: value(&start) };
    for _ in 0..8 {
        let found = downhill(best.at, step, &value);
        let gained = best.value - found.value;
        if found.value < best.value {
            best = found;
        }
        if gained <= 1e-12 * (1e-12 + best.value.abs()) {
            break;
        }
    }
    best
}

fn downhill<const N: usize>(start: [f64; N], step: f64, f: &impl Fn(&[f64; N]) -> f64) -> Least<N> {
    let corner = |at: [f64; N]| Least { value: f(&at), at };
    let mut corners: Vec<Least<N>> = vec![corner(start)];
    for axis in 0..N {
        let mut moved = start;
        moved[axis] += step;
        corners.push(corner(moved));
    }
    for _ in 0..400 {
        corners.sort_by(|a, b| a.value.total_cmp(&b.value));
        let (worst, first) = (corners[N].clone(), corners[0].clone());
        let size = corners
            .iter()
            .flat_map(|c| (0..N).map(|k| (c.at[k] - first.at[k]).abs()).collect::<Vec<_>>())
            .fold(0.0, f64::max);
        if size < 1e-10 {
            break;
        }
        let mut centre = [0.0; N];
        for corner in &corners[..N] {
            for axis in 0..N {
                centre[axis] += corner.at[axis] / N as f64;
            }
        }
        // From the worst corner through the centre of the others.
        let towards = |by: f64| {
            let mut at = centre;
            for axis in 0..N {
                at[axis] += by * (centre[axis] - worst.at[axis]);
            }
            corner(at)
        };
        let reflected = towards(1.0);
        if reflected.value < first.value {
            let further = towards(2.0);
            corners[N] = if further.value < reflected.value { further } else { reflected };
        } else if reflected.value < corners[N - 1].value {
            corners[N] = reflected;
        } else {
            let nearer = towards(if reflected.value < worst.value { 0.5 } else { -0.5 });
            if nearer.value < worst.value.min(reflected.value) {
                corners[N] = nearer;
            } else {
                for other in &mut corners[1..] {
                    let mut at = first.at;
                    for axis in 0..N {
                        at[axis] += (other.at[axis] - first.at[axis]) / 2.0;
                    }
                    *other = corner(at);
                }
            }
        }
    }
    corners.into_iter().min_by(|a, b| a.value.total_cmp(&b.value)).unwrap_or(Least { at: start, value: f64::INFINITY })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_is_followed_to_its_end() {
        let found = least([-1.2, 1.0], 0.5, |[x, y]| 100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2));
        assert!(found.at.iter().all(|x| (x - 1.0).abs() < 1e-6), "{found:?}");
    }

    #[test]
    fn what_is_no_number_is_not_gone_to() {
        let found = least([2.0], 1.0, |[x]| x.sqrt() - x.ln());
        assert!((found.at[0] - 4.0).abs() < 1e-4, "{found:?}");
    }
}
