//! Probabilities as counts out of a hundred, which people read better than per cent.

/// A hundred cases as a hundred dots, in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Hundred {
    /// From the best to the worst; their dots sum to a hundred.
    pub groups: Vec<HundredGroup>,
    /// The same in one sentence, for those who do not see the dots.
    pub description: String,
}

/// Cases that end alike.
#[derive(Debug, Clone, PartialEq)]
pub struct HundredGroup {
    /// How they end.
    pub end: Ending,
    /// How many dots they have.
    pub dots: usize,
    /// How many they are, in words: `52 out of 100`, `fewer than 1 in 100`.
    pub count: String,
    /// What becomes of them.
    pub told: String,
}

/// How a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With a gain.
    Gain,
    /// At exactly zero.
    Zero,
    /// With a loss.
    Loss,
}

/// A row with a bar, of which the full length is a hundred.
#[derive(Debug, Clone, PartialEq)]
pub struct HundredRow {
    /// What it is about.
    pub name: String,
    /// Said beneath the name.
    pub beneath: Option<String>,
    /// Which share of the bar is filled; none where the figure is withheld.
    pub share: Option<f64>,
    /// What stands beside it.
    pub told: String,
    /// Whether it is the case that all is about.
    pub own: bool,
}

/// A figure that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    /// What it is.
    pub name: String,
    /// The figure with its unit.
    pub figure: String,
    /// What it means.
    pub told: String,
    /// Whether it is a loss, a gain, or neither.
    pub end: Ending,
}

/// Dots of a hundred for some shares that sum to one: each is rounded so that they sum to a hundred, by the largest remainder.
///
/// ```
/// assert_eq!(provenu::document::dots(&[0.518, 0.0, 0.482]), [52, 0, 48]);
/// assert_eq!(provenu::document::dots(&[0.9999, 0.0001]), [100, 0]);
/// ```
#[must_use]
pub fn dots(shares: &[f64]) -> Vec<usize> {
    let mut dots: Vec<usize> = shares.iter().map(|share| (share * 100.0).floor().max(0.0) as usize).collect();
    let rest = |i: usize| shares[i] * 100.0 - (shares[i] * 100.0).floor();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)));
    let missing = 100usize.saturating_sub(dots.iter().sum());
    for i in order.into_iter().take(missing) {
        dots[i] += 1;
    }
    dots
}
