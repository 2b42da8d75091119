//! Lines of equal height over a grid of values, by marching squares.

/// The lines where a function of positions (column, row) on a grid has a level, linear between neighbours: pieces of lines in
/// units of columns and rows.
pub(super) fn contour(
    (columns, rows): (usize, usize),
    height: impl Fn(usize, usize) -> f64,
    level: f64,
) -> Vec<[(f64, f64); 2]> {
    let mut pieces = Vec::new();
    for j in 0..rows.saturating_sub(1) {
        for i in 0..columns.saturating_sub(1) {
            // The corners in a circle, each with its height above the level.
            let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
            let above = corners.map(|(i, j)| height(i, j) - level);
            let mut crossings = Vec::with_capacity(4);
            for (from, to) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
                if (above[from] > 0.0) != (above[to] > 0.0) {
                    let share = above[from] / (above[from] - above[to]);
                    let between = |a: usize, b: usize| a as f64 + share * (b as f64 - a as f64);
                    let (a, b) = (corners[from], corners[to]);
                    crossings.push((between(a.0, b.0), between(a.1, b.1)));
                }
            }
            match crossings[..] {
                [a, b] => pieces.push([a, b]),
                // A saddle: which pairs belong together shows in the middle.
                [a, b, c, d] => {
                    let middle = above.iter().sum::<f64>() > 0.0;
                    if middle == (above[0] > 0.0) {
                        pieces.extend([[a, b], [c, d]]);
                    } else {
                        pieces.extend([[d, a], [b, c]]);
                    }
                }
                _ => {}
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_crossed_along_a_straight_line() {
        let pieces = contour((5, 4), |i, j| i as f64 + 2.0 * j as f64, 4.5);
        assert!(!pieces.is_empty());
        for (x, y) in pieces.iter().flatten() {
            assert!((x + 2.0 * y - 4.5).abs() < 1e-12);
        }
    }

    #[test]
    fn a_hill_is_encircled_and_a_level_above_it_is_not_found() {
        let hill = |i: usize, j: usize| if (i, j) == (2, 2) { 1.0 } else { 0.0 };
        assert_eq!(contour((5, 5), hill, 0.5).len(), 4);
        assert!(contour((5, 5), hill, 2.0).is_empty());
    }

    #[test]
    fn a_saddle_is_crossed_twice() {
        assert_eq!(contour((2, 2), |i, j| if i == j { 1.0 } else { 0.0 }, 0.4).len(), 2);
    }
}
