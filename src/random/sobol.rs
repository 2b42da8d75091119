//! Scrambled Sobol points: uniforms that fill the unit cube more evenly than independent ones do.
//!
//! Owen's nested scrambling by hashing (Burley, "Practical hash-based Owen scrambling", JCGT 2020) with the direction numbers
//! of Joe and Kuo, from `sobol_burley`. Each randomisation is unbiased by itself, and randomisations are independent; so the
//! error of a mean comes from the spread between them, never from the points of one.

use super::{Purpose, Seed, Stream, open_unit};
use rand::Rng;
use sobol_burley::parts::{hash, owen_scramble_rev, sobol_rev};

/// One randomisation of the sequence.
#[derive(Debug, Clone)]
pub struct Sobol {
    shuffle: u32,
    /// One scramble for each dimension.
    scrambles: Vec<u32>,
}

impl Sobol {
    /// Most points of one randomisation.
    pub const MOST_POINTS: u32 = 1 << 16;
    /// Most dimensions.
    pub const MOST_DIMENSIONS: usize = sobol_burley::NUM_DIMENSIONS as usize;

    /// A randomisation by number, in this number of dimensions; `None` beyond [`Sobol::MOST_DIMENSIONS`].
    #[must_use]
    pub fn new(seed: Seed, randomisation: u32, dimensions: usize) -> Option<Self> {
        if dimensions > Self::MOST_DIMENSIONS {
            return None;
        }
        let mut luck = Stream::new(seed, Purpose::SOBOL, u64::from(randomisation), 0, 0);
        let shuffle = hash(luck.next_u32());
        Some(Self { shuffle, scrambles: (0..dimensions).map(|_| hash(luck.next_u32())).collect() })
    }

    /// The point of an index below [`Sobol::MOST_POINTS`]: one uniform on the open unit interval for each dimension. Any
    /// 2ᵏ points that begin at a multiple of 2ᵏ fill every dimension evenly.
    pub fn point(&self, index: u32) -> impl Iterator<Item = f64> + '_ {
        debug_assert!(index < Self::MOST_POINTS);
        let shuffled = owen_scramble_rev(index.reverse_bits(), self.shuffle);
        let coordinate = move |(dimension, &scramble): (usize, &u32)| {
            open_unit(owen_scramble_rev(sobol_rev(shuffled, dimension as u32), scramble).reverse_bits())
        };
        self.scrambles.iter().enumerate().map(coordinate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sobol(randomisation: u32) -> Sobol {
        Sobol::new(Seed::new(1).expect("in range"), randomisation, 8).expect("few dimensions")
    }

    #[test]
    fn every_dimension_has_one_point_in_each_of_equal_cells() {
        for k in [4, 8] {
            let mut hit = vec![[false; 256]; 8];
            for index in 0..1u32 << k {
                for (dimension, u) in sobol(3).point(index).enumerate() {
                    hit[dimension][(u * f64::from(1 << k)) as usize] = true;
                }
            }
            assert!(hit.iter().all(|cells| cells[..1 << k].iter().all(|hit| *hit)), "{k}");
        }
    }

    /// Σ uᵢ over 8 dimensions has variance 8/12 per plain point; a mean over 256 scrambled points is far nearer to 4.
    #[test]
    fn the_mean_of_a_smooth_function_is_much_nearer_than_of_plain_points() {
        let means: Vec<f64> = (0..16)
            .map(|r| (0..256).map(|i| sobol(r).point(i).map(|u| u * u).sum::<f64>()).sum::<f64>() / 256.0)
            .collect();
        let mean = means.iter().sum::<f64>() / 16.0;
        let variance = means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / 15.0;
        let plain = 8.0 * (1.0 / 5.0 - 1.0 / 9.0) / 256.0;
        assert!(plain / variance > 100.0, "gain {}", plain / variance);
        assert!((mean - 8.0 / 3.0).abs() < 4.0 * (variance / 16.0).sqrt() + 1e-6);
    }

    #[test]
    fn randomisations_and_seeds_differ() {
        let first = |sobol: Sobol| sobol.point(0).collect::<Vec<_>>();
        assert_ne!(first(sobol(0)), first(sobol(1)));
        assert_ne!(first(sobol(0)), first(Sobol::new(Seed::new(2).expect("in range"), 0, 8).expect("few")));
        assert!(Sobol::new(Seed::new(1).expect("in range"), 0, 257).is_none());
    }
}
