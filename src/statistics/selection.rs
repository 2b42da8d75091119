//! Exact order statistics of a large sample without sorting it.
//!
//! A [`Sketch`] shows in which bins the wanted ranks lie. One pass over the sample picks the values in those bins, a few per
//! cent, and only these are partly sorted.

use super::scale::{BINS, Scale};
use super::sieve::{Picked, Sieve};
use super::sketch::Sketch;
use super::{OrderStatistics, PowerSums, Wanted};

/// A pass over a sample that finds the wanted order statistics.
#[derive(Debug, Clone)]
pub struct Selection {
    count: u64,
    scale: Scale,
    ranks: Vec<u64>,
    /// The bins that hold them, in order: bin, how many values lie before it, how many in it.
    bins: Vec<(usize, u64, u64)>,
    sieve: Sieve,
    /// The rank that ends the tail, and its bin; none where nothing is asked of the tail.
    edge: Option<(u64, usize)>,
}

/// The wanted order statistics.
#[derive(Debug, Clone)]
pub struct Selected {
    count: u64,
    /// Ranks in ascending order with their values.
    found: Vec<(u64, f64)>,
    tail: PowerSums,
}

impl Selection {
    /// A pass that finds what is wanted of the sample that a sketch was made of.
    #[must_use]
    pub fn new(sketch: &Sketch, wanted: &Wanted) -> Self {
        let (ranks, edge) = (wanted.ranks(), wanted.edge());
        let mut bins: Vec<(usize, u64, u64)> = ranks.iter().map(|&rank| sketch.bin_of_rank(rank)).collect();
        bins.dedup();
        let edge = edge.map(|rank| (rank, sketch.bin_of_rank(rank).0));
        let scale = sketch.scale();
        let mut held = Box::new([false; BINS]);
        for bin in &bins {
            held[bin.0] = true;
        }
        let sieve = Sieve::new(scale, held, Vec::new(), edge.map(|edge| edge.1));
        Self { count: sketch.count(), scale, ranks, bins, sieve, edge }
    }

    /// Looks through some values of the sample.
    pub fn pick(&self, values: &[f64], picked: &mut Picked) {
        self.sieve.pick(values, picked);
    }

    pub(super) fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// The bins that hold the wanted ranks, in order.
    pub(super) fn bins(&self) -> impl Iterator<Item = usize> {
        self.bins.iter().map(|bin| bin.0)
    }

    /// The bin with the rank that ends the tail.
    pub(super) fn edge_bin(&self) -> Option<usize> {
        self.edge.map(|edge| edge.1)
    }

    /// Puts together what all parts have found.
    ///
    /// # Panics
    /// Where the parts are not the sample that the sketch was made of.
    #[must_use]
    pub fn finish<'p>(&self, parts: impl IntoIterator<Item = &'p Picked>) -> Selected {
        let mut parts = parts.into_iter();
        let mut all = parts.next().expect("a sample has at least one part").clone();
        parts.for_each(|part| all.join(part));
        self.finish_with(all, &[])
    }

    /// The same where frequent values were counted, not picked, at most one value in a bin: the missing count of a bin is theirs.
    /// The tail must not be wanted then, since its sum would lack them.
    pub(super) fn finish_with(&self, Picked { mut values, mut tail }: Picked, atoms: &[f64]) -> Selected {
        debug_assert!(atoms.is_empty() || self.edge.is_none());
        // By bin: its only value, where that was counted and not picked.
        let mut pure = vec![None; self.bins.len()];
        for &atom in atoms {
            let own = self.scale.bin(atom);
            let Some(at) = self.bins.iter().position(|bin| bin.0 == own as usize) else { continue };
            let picked = values.iter().filter(|value| self.scale.bin(**value) == own).count();
            if picked == 0 {
                pure[at] = Some(atom);
            } else {
                values.extend(std::iter::repeat_n(atom, self.bins[at].2 as usize - picked));
            }
        }
        // The place of each wanted rank among the picked values, which lack whole bins in between.
        let mut missing = 0;
        let mut end = 0;
        let mut places = Vec::with_capacity(self.ranks.len());
        for (&(_, before, count), _) in self.bins.iter().zip(&pure).filter(|(_, pure)| pure.is_none()) {
            missing += before - end;
            end = before + count;
            // The first of each bin as well, so that values of different bins are not mixed.
            places
                .extend([before].into_iter().chain(self.ranks_in(before, count)).map(|rank| (rank - missing) as usize));
        }
        places.dedup();
        put_in_place(&mut values, 0, &places);
        let mut found = Vec::with_capacity(self.ranks.len());
        let mut from = 0;
        for (&(bin, before, count), pure) in self.bins.iter().zip(&pure) {
            if let Some(atom) = pure {
                found.extend(self.ranks_in(before, count).map(|rank| (rank, *atom)));
                continue;
            }
            let inside = &values[from..from + count as usize];
            found.extend(self.ranks_in(before, count).map(|rank| (rank, inside[(rank - before) as usize])));
            if let Some((rank, edge)) = self.edge
                && bin == edge
            {
                for &value in &inside[..(rank - before) as usize] {
                    tail.add_repeated(value, 1);
                }
            }
            from += inside.len();
        }
        Selected { count: self.count, found, tail }
    }

    /// The wanted ranks among those of a bin.
    fn ranks_in(&self, before: u64, count: u64) -> impl Iterator<Item = u64> {
        self.ranks.iter().copied().filter(move |rank| (before..before + count).contains(rank))
    }
}

/// Partly sorts values so that each given place holds the value it would hold after sorting, with smaller values before and larger
/// ones after. `first` is the place of the first value; places ascend.
fn put_in_place(values: &mut [f64], first: usize, places: &[usize]) {
    let Some(&place) = places.get(places.len() / 2) else { return };
    let (before, _, after) = values.select_nth_unstable_by(place - first, f64::total_cmp);
    put_in_place(before, first, &places[..places.len() / 2]);
    put_in_place(after, place + 1, &places[places.len() / 2 + 1..]);
}

impl Selected {
    /// The same from a sample that is small enough to be sorted.
    #[must_use]
    pub fn sorting(mut values: Vec<f64>, wanted: &Wanted) -> Self {
        let mut tail = PowerSums::about(values[0]);
        values.sort_unstable_by(f64::total_cmp);
        for &value in &values[..wanted.edge().unwrap_or(0) as usize] {
            tail.add_repeated(value, 1);
        }
        let count = values.len() as u64;
        let mut ranks: Vec<u64> = wanted.ranks().into_iter().chain([0, count - 1]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        Self { count, found: ranks.into_iter().map(|rank| (rank, values[rank as usize])).collect(), tail }
    }

    /// The least and the greatest of the values that were asked for.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        (self.found[0].1, self.found[self.found.len() - 1].1)
    }

    /// The sums of all values below the rank that ends the tail.
    #[must_use]
    pub fn tail(&self) -> &PowerSums {
        &self.tail
    }
}

impl OrderStatistics for Selected {
    fn count(&self) -> u64 {
        self.count
    }

    /// # Panics
    /// On a rank that was not asked for.
    fn at_rank(&self, rank: u64) -> f64 {
        let at = self.found.binary_search_by_key(&rank, |found| found.0).expect("a rank that was asked for");
        self.found[at].1
    }

    fn resolution(&self, _rank: u64) -> f64 {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::Scale;
    use super::super::order::{edge_of_tail, shortfall};
    use super::*;

    fn wanted(values: &[f64], probabilities: &[f64], alpha: f64) -> Wanted {
        Wanted { probabilities: probabilities.to_vec(), shortfall: Some(alpha), count: values.len() as u64 }
    }

    fn selected(values: &[f64], probabilities: &[f64], alpha: f64) -> Selected {
        let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        let mut sums = PowerSums::about(finite[0]);
        sums.add(&finite);
        let mut sketch = Sketch::new(Scale::of(&sums));
        sketch.add(values);
        let selection = Selection::new(&sketch, &wanted(values, probabilities, alpha));
        let pick = |part: &[f64]| {
            let mut picked = Picked::about(finite[0]);
            selection.pick(part, &mut picked);
            picked
        };
        selection.finish(&values.chunks(97).map(pick).collect::<Vec<Picked>>())
    }

    #[test]
    fn selected_ranks_are_those_of_the_sorted_sample() {
        let mut values: Vec<f64> =
            (0..30_000).map(|i| (f64::from(i) * 0.61).sin().powi(3) * 1e7 + f64::from(i % 3)).collect();
        values.extend([1e14, -3e12]);
        let n = values.len() as u64;
        let probabilities = [0.05, 0.1, 0.5, 0.95];
        let found = selected(&values, &probabilities, 0.05);
        values.sort_by(f64::total_cmp);
        for rank in wanted(&values, &probabilities, 0.05).ranks() {
            assert_eq!(found.at_rank(rank), values[rank as usize]);
        }
        let edge = edge_of_tail(0.05, n) as usize;
        let mean = values[..edge].iter().sum::<f64>() / edge as f64;
        assert!((found.tail().mean().value / mean - 1.0).abs() < 1e-12);
        assert_eq!(found.tail().count(), edge as u64);
    }

    #[test]
    fn the_tail_is_that_of_the_sorted_sample_when_ranks_crowd_around_its_edge() {
        let values: Vec<f64> = (0..200_000u32).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 8)).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let probabilities: Vec<f64> = (1..200).map(|i| f64::from(i) / 1_000.0).collect();
        for alpha in [0.0301, 0.0504, 0.0708, 0.0902] {
            let edge = edge_of_tail(alpha, values.len() as u64) as usize;
            let mean = sorted[..edge].iter().sum::<f64>() / edge as f64;
            let found = selected(&values, &probabilities, alpha).tail().mean().value;
            assert!((found / mean - 1.0).abs() < 1e-12, "{alpha}: {found} against {mean}");
        }
    }

    #[test]
    fn type_seven_quantiles_match_r() {
        // R: quantile(c(1, 3, 7, 10), c(.05, .25, .5, .9))
        let probabilities = [0.05, 0.25, 0.5, 0.9];
        let found = selected(&[10.0, 1.0, 3.0, 7.0], &probabilities, 0.0);
        for (p, expected) in probabilities.into_iter().zip([1.3, 2.5, 5.0, 9.1]) {
            assert!((found.quantile(p).value - expected).abs() < 1e-12, "p = {p}");
        }
    }

    #[test]
    fn shortfall_weighs_the_edge() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let of = |alpha: f64| {
            let found = selected(&values, &[], alpha);
            let edge = edge_of_tail(alpha, 10);
            shortfall(alpha, 10, found.tail(), found.at_rank(edge))
        };
        assert!((of(0.25).value - (1.0 + 2.0 + 0.5 * 3.0) / 2.5).abs() < 1e-12);
        let variance = ((1.0f64 - 1.8).powi(2) + 0.2f64.powi(2) + 0.5 * 1.2f64.powi(2)) / 2.5;
        assert!((of(0.25).mcse - ((variance + 0.75 * 1.2f64.powi(2)) / 2.5).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn quantile_error_of_a_uniform_sample_is_the_binomial_one() {
        let n = 100_001;
        let values: Vec<f64> = (0..n).map(|i| f64::from(i) / f64::from(n - 1)).collect();
        let expected = (0.05f64 * 0.95 / f64::from(n)).sqrt();
        assert!((selected(&values, &[0.05], 0.0).quantile(0.05).mcse / expected - 1.0).abs() < 1e-3);
    }

    #[test]
    fn never_is_a_quantile_too() {
        let sample = selected(&[1.0, 2.0, f64::INFINITY, f64::INFINITY], &[0.9], 0.0);
        assert_eq!(sample.quantile(0.9).value, f64::INFINITY);
        let at_a_number = selected(&[1.0, 2.0, 3.0, f64::INFINITY, f64::INFINITY], &[0.5], 0.0);
        assert_eq!(at_a_number.quantile(0.5).value, 3.0, "not NaN");
    }
}
