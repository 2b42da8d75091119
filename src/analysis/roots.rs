//! Where a function of one number is above zero: looked at over all that the number may be, never extrapolated.
//!
//! The function is computed at values near the base, through what the number is likely to be, and far out on both sides. Between two
//! values where its sign differs the root is narrowed down; where it comes near zero and turns back, the turning point is looked at too.

use serde::Serialize;

/// Values of a number between two ends. At a root the function is zero, which does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end; `null` where it goes on as far as the number may go.
    pub from: Option<f64>,
    /// Upper end; `null` likewise.
    pub to: Option<f64>,
}

impl Interval {
    /// All values.
    pub const ALL: Self = Self { from: None, to: None };
}

/// The intervals in which something holds, given where it does at some ascending values, and the roots between neighbours that differ.
pub(super) fn intervals(holds: &[bool], roots: &[f64]) -> Vec<Interval> {
    let mut found: Vec<Interval> = Vec::new();
    let mut roots = roots.iter();
    for (i, here) in holds.iter().enumerate() {
        let before = i > 0 && holds[i - 1];
        match (before, *here) {
            (false, true) => {
                let from = if i == 0 { None } else { roots.next().copied() };
                found.push(Interval { from, to: None });
            }
            (true, false) => {
                if let (Some(last), Some(root)) = (found.last_mut(), roots.next()) {
                    last.to = Some(*root);
                }
            }
            _ => {}
        }
    }
    found
}

/// How far from the base a root is looked for, in powers of two of the base.
const FARTHEST: i32 = 30;
/// Turning points near zero that are looked at, at most.
const TURNS: usize = 4;

/// The size of a number's steps: its own, or 1 where it is zero.
pub(super) fn scale(base: f64) -> f64 {
    if base == 0.0 { 1.0 } else { base.abs() }
}

/// The least and the greatest value that a number may have, looked for as far as roots are; `allowed` is taken to hold between them.
pub(super) fn limits(base: f64, allowed: &impl Fn(f64) -> bool) -> (f64, f64) {
    let side = |direction: f64| {
        let farthest = base + direction * scale(base) * 2f64.powi(FARTHEST);
        if allowed(farthest) {
            return farthest;
        }
        // Most limits come from probabilities and amounts.
        let beside = |end: f64| end + direction * scale(end) * 1e-9;
        let natural = [0.0, 1.0, -1.0].into_iter().filter(|end| direction * (end - base) >= 0.0);
        if let Some(end) = natural.into_iter().find(|end| allowed(*end) && !allowed(beside(*end))) {
            return end;
        }
        let (mut inside, mut outside) = (base, farthest);
        for _ in 0..100 {
            // Far out by the geometric mean, which finds the size first.
            let (near, far) = ((inside - base).abs().max(scale(base) * 1e-9), (outside - base).abs());
            let middle =
                base + direction * if far > 4.0 * near { (near * far).sqrt() } else { f64::midpoint(near, far) };
            if (far - near) <= 1e-12 * scale(base).max(far) {
                break;
            }
            *(if allowed(middle) { &mut inside } else { &mut outside }) = middle;
        }
        inside
    };
    (side(-1.0), side(1.0))
}

/// Values at which to look: ascending, within the limits. `likely` are those that the number probably has.
pub(super) fn places(base: f64, likely: &[f64], (low, high): (f64, f64)) -> Vec<f64> {
    let size = scale(base);
    let multiples = (0..=32).map(|k| base * f64::from(k) / 8.0);
    let away = (-12..=2 * FARTHEST).filter(|half| *half <= 20 || half % 4 == 0);
    let away = away.flat_map(|half| [1.0, -1.0].map(|sign| sign * size * 2f64.powf(f64::from(half) / 2.0)));
    let evenly =
        (0..=32).map(|k| if high - low <= 64.0 * size { low + (high - low) * f64::from(k) / 32.0 } else { base });
    let all = multiples.chain(away).chain(evenly).chain(likely.iter().copied()).chain([base, 0.0, 1.0, low, high]);
    let mut all: Vec<f64> = all.filter(|value| (low..=high).contains(value)).collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|a, b| (*a - *b).abs() <= 1e-12 * size.min(b.abs().max(1e-3 * size)));
    all
}

/// Where a function is above zero, and every root found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signs {
    /// Ascending.
    pub roots: Vec<f64>,
    /// In which the function is above zero.
    pub intervals: Vec<Interval>,
}

/// The signs of a function known at ascending values; at others it is asked for (`None`: no value there).
pub(super) fn signs(mut known: Vec<(f64, f64)>, base: f64, mut function: impl FnMut(f64) -> Option<f64>) -> Signs {
    for turn in turns(&known) {
        if let Some(found) = beyond_the_turn(turn, &mut function) {
            let at = known.partition_point(|point| point.0 < found.0);
            known.insert(at, found);
        }
    }
    let crossings = known.windows(2).filter(|pair| (pair[0].1 > 0.0) != (pair[1].1 > 0.0));
    let roots: Vec<f64> = crossings.map(|pair| narrowed(pair[0], pair[1], base, &mut function)).collect();
    let holds: Vec<bool> = known.iter().map(|point| point.1 > 0.0).collect();
    Signs { intervals: intervals(&holds, &roots), roots }
}

/// Three neighbouring points; the middle one is nearest to zero without reaching it.
type SignChange = [(f64, f64); 3];

fn turns(known: &[(f64, f64)]) -> Vec<SignChange> {
    let near = |three: &&[(f64, f64)]| {
        let [a, b, c] = [three[0].1, three[1].1, three[2].1];
        let same = (a > 0.0) == (b > 0.0) && (b > 0.0) == (c > 0.0);
        same && b != 0.0 && b.abs() < a.abs() && b.abs() <= c.abs()
    };
    let mut turns: Vec<SignChange> =
        known.windows(3).filter(near).map(|three| [three[0], three[1], three[2]]).collect();
    // Which way it could still reach zero shows in how much it moves beside how far it is away.
    let reach = |turn: &SignChange| turn[1].1.abs() / (turn[0].1 - turn[1].1).abs().max((turn[2].1 - turn[1].1).abs());
    turns.sort_by(|a, b| reach(a).total_cmp(&reach(b)));
    turns.truncate(TURNS);
    turns
}

/// A value near a turning point where the sign has changed, if there is one: golden sections towards zero.
fn beyond_the_turn(turn: SignChange, function: &mut impl FnMut(f64) -> Option<f64>) -> Option<(f64, f64)> {
    const GOLDEN: f64 = 0.381_966_011_250_105_1;
    let [mut a, mut b, mut c] = turn;
    let above = b.1 > 0.0;
    for _ in 0..40 {
        let left = b.0 - a.0 > c.0 - b.0;
        let value = b.0 + GOLDEN * if left { a.0 - b.0 } else { c.0 - b.0 };
        let there = (value, function(value)?);
        if (there.1 > 0.0) != above {
            return Some(there);
        }
        if there.1.abs() < b.1.abs() {
            *(if left { &mut c } else { &mut a }) = b;
            b = there;
        } else {
            *(if left { &mut a } else { &mut c }) = there;
        }
        if c.0 - a.0 <= 1e-9 * (a.0.abs() + c.0.abs()) {
            break;
        }
    }
    None
}

/// The root between two values, one of which has the function above zero: by secants (the Illinois rule), by halves where they are slow.
/// Where the function jumps over zero it is the side that is above. A root this near zero beside the base is zero.
fn narrowed(one: (f64, f64), two: (f64, f64), base: f64, function: &mut impl FnMut(f64) -> Option<f64>) -> f64 {
    let ((mut pays, mut above), (mut not, mut below)) = if one.1 > 0.0 { (one, two) } else { (two, one) };
    let settled = |root: f64| {
        let zero = one.0 <= 0.0 && two.0 >= 0.0 && root.abs() <= 1e-9 * scale(base);
        if zero { 0.0 } else { root }
    };
    let nothing = 1e-15 * above.max(-below);
    // Rounds since the width was last halved, and which end was moved last.
    let (mut width, mut slow, mut last) = ((pays - not).abs(), 0, None);
    for _ in 0..300 {
        let secant = (not * above - pays * below) / (above - below);
        let within = pays.min(not) < secant && secant < pays.max(not);
        let value = if slow < 3 && within { secant } else { f64::midpoint(pays, not) };
        if value == pays || value == not {
            break;
        }
        let Some(there) = function(value) else { break };
        if there != 0.0 && there.abs() <= nothing {
            return settled(value);
        }
        if there > 0.0 {
            (pays, above) = (value, there);
            below *= if last == Some(true) { 0.5 } else { 1.0 };
        } else {
            (not, below) = (value, there);
            above *= if last == Some(false) { 0.5 } else { 1.0 };
            // Exactly zero: the root, where it is above zero at once beside it; a flat stretch of zeros goes on.
            let beside = value + (pays - value) * 1e-9;
            if there == 0.0 && function(beside).is_some_and(|beside| beside > 0.0) {
                return settled(value);
            }
        }
        last = Some(there > 0.0);
        let now = (pays - not).abs();
        if slow >= 3 || now <= width / 2.0 {
            (width, slow) = (now, 0);
        } else {
            slow += 1;
        }
        if now <= 4.0 * f64::EPSILON * pays.abs().max(not.abs()) {
            break;
        }
    }
    settled(pays)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(base: f64, limits: (f64, f64), function: impl Fn(f64) -> f64) -> Signs {
        let known = places(base, &[], limits).into_iter().map(|value| (value, function(value))).collect();
        signs(known, base, |value| Some(function(value)))
    }

    const ANY: (f64, f64) = (-1e9, 1e9);

    #[test]
    fn every_root_is_found_with_the_intervals_between() {
        let signs = found(2.0, ANY, |x| -(x - 1.0) * (x - 3.0) * (x - 7.5));
        for (root, wanted) in signs.roots.iter().zip([1.0, 3.0, 7.5]) {
            assert!((root - wanted).abs() < 1e-12, "{signs:?}");
        }
        assert_eq!(signs.roots.len(), 3);
        let [below, between] = signs.intervals[..] else { panic!("{signs:?}") };
        assert_eq!((below.from, below.to), (None, Some(signs.roots[0])));
        assert_eq!((between.from, between.to), (Some(signs.roots[1]), Some(signs.roots[2])));
    }

    /// A hill of which no value looked at beforehand is above zero.
    #[test]
    fn a_narrow_hill_between_the_places_is_found() {
        let signs = found(1.0, (0.0, 4.0), |x| 1e-5 - (x - 0.7037).powi(2));
        assert_eq!(signs.roots.len(), 2, "{signs:?}");
        for (root, wanted) in signs.roots.iter().zip([0.7037 - 1e-5f64.sqrt(), 0.7037 + 1e-5f64.sqrt()]) {
            assert!((root - wanted).abs() < 1e-9, "{signs:?}");
        }
    }

    #[test]
    fn kinks_jumps_and_flat_stretches_are_met_where_they_are() {
        let kinked = found(500_000.0, (0.0, 1e15), |x| if x < 800_000.0 { x - 1e6 } else { 10.0 * (x - 8.2e5) });
        assert!((kinked.roots[0] - 8.2e5).abs() < 1e-6, "{kinked:?}");
        let jump = found(1.0, ANY, |x| if x >= 1.3 { 5.0 } else { -5.0 });
        assert!((jump.roots[0] - 1.3).abs() < 1e-12 && jump.roots[0] >= 1.3, "{jump:?}");
        // Zero is not above zero.
        let flat = found(1.0, ANY, |x| (x - 2.0).max(0.0));
        assert!((flat.roots[0] - 2.0).abs() < 1e-8, "{flat:?}");
        assert_eq!(found(1.0, ANY, |_| 0.0), Signs { roots: vec![], intervals: vec![] });
        assert_eq!(found(1.0, ANY, |x| x * x + 1.0), Signs { roots: vec![], intervals: vec![Interval::ALL] });
        assert_eq!(found(1.0, ANY, |x| 1.0 - (x - 3.0).powi(2) - 2.0).intervals, []);
    }

    #[test]
    fn limits_are_found_wherever_they_lie() {
        for wanted in [(0.0, 1.0), (-1.0, 1.0), (0.0, 64.0), (-0.999, 17.25), (0.29, 0.31)] {
            let (low, high) = limits(0.3, &|value| (wanted.0..=wanted.1).contains(&value));
            assert!((low - wanted.0).abs() < 1e-9 && (high - wanted.1).abs() < 1e-9, "{wanted:?}: {low}, {high}");
            assert!(low >= wanted.0 && high <= wanted.1);
        }
        let (low, high) = limits(2.0, &|_| true);
        assert!(low < -1e9 && high > 1e9);
    }
}
