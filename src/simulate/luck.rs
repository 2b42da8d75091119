//! The luck of one replication.

use crate::distribution::{NormalProbabilities, NormalScores};
use crate::model::spell::LaterLuck;
use crate::model::{Draw, Model};
use crate::random::{Address, Design, DesignError, Purpose, Sampling, Seed, Who, open_unit};

/// Which word of the block of an adult's course tells the moment of leaving; of a family's first adult, the family's.
pub(super) const MOMENT: usize = 0;
/// The word that tells the year of relapse.
pub(super) const RELAPSE: usize = 1;
/// That from which the lower bits of the adult's own word come.
pub(super) const OWN: usize = 2;
/// That which tells the wait for entry.
pub(super) const WAIT: usize = 3;

/// All luck of one replication: everything random in it is a function of this and of what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Luck {
    /// The seed of the run.
    pub seed: Seed,
    /// The replication, from 0.
    pub replication: u64,
}

impl Luck {
    /// The luck of a purpose in an intake year.
    #[must_use]
    #[inline]
    pub fn address(&self, purpose: Purpose, year: usize) -> Address {
        Address::new(self.seed, purpose, self.replication, year)
    }
}

/// A purpose within a group of families; a group without an id is all of them.
#[inline]
pub fn purpose_within(group: &str, purpose: Purpose) -> Purpose {
    if group.is_empty() { purpose } else { purpose.extended("@").extended(group) }
}

/// What amounts depend on that differ between families, of a line whose amount has this path.
pub(super) fn price_purpose(path: &str) -> Purpose {
    Purpose::named("each").extended(path)
}

/// The luck of one adult after the first relapse.
pub struct AfterRelapse {
    pub courses: Address,
    pub adult: Who,
}

impl LaterLuck for AfterRelapse {
    fn reentry(&self, n: u32) -> [f64; 3] {
        let words = self.courses.words(self.adult, n);
        [open_unit(words[0]), open_unit(words[1]), open_unit(words[2])]
    }
}

/// How strongly the members of families are tied: the roots of ρ and of 1 − ρ, ρ the correlation of their normal scores.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ties {
    shared: f64,
    own: f64,
}

impl Ties {
    /// From the correlation.
    pub fn new(correlation: f64) -> Self {
        Self { shared: correlation.sqrt(), own: (1.0 - correlation).sqrt() }
    }

    /// Whether members have nothing in common.
    #[inline]
    pub fn are_none(self) -> bool {
        self.shared == 0.0
    }

    /// What a family's normal score z adds to those of its members: √ρ z.
    #[inline]
    pub fn shared_part(self, score: f64) -> f64 {
        self.shared * score
    }
}

/// The probability of any member of any family, with its normal score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Marginal {
    p: f64,
    score: f64,
}

impl Marginal {
    /// Of a probability. Closer to 0 or 1 than any uniform, its score is that of the nearest there is.
    #[inline]
    pub fn new(p: f64) -> Self {
        Self { p, score: NormalScores::get().at(p.clamp(LEAST, 1.0 - LEAST)) }
    }

    /// The score of a member's own below which it lies, as [`CommonScore::given`] has its probability: without anything in common,
    /// and how much more it is for each unit of √ρ z.
    #[inline]
    pub fn score_line(self, ties: Ties, direction: f64) -> (f64, f64) {
        match self.p {
            p if p <= 0.0 => (f64::NEG_INFINITY, 0.0),
            p if p >= 1.0 => (f64::INFINITY, 0.0),
            // Where members have everything in common the score is beyond all others, on either side.
            _ => {
                const LEAST: f64 = 1e-30;
                (self.score / ties.own.max(LEAST), -direction / ties.own.max(LEAST))
            }
        }
    }
}

/// What the members of a family have in common: a standard normal score z, and how much of each member's it is.
///
/// A member with a score ε of its own has the uniform Φ(√ρ z + √(1 − ρ) ε). Since that is increasing in ε, it lies below p
/// exactly when the member's own uniform Φ(ε) lies below Φ((Φ⁻¹(p) − √ρ z)/√(1 − ρ)): so a family ties the thresholds
/// once, and its members keep their words.
#[derive(Debug, Clone, Copy)]
pub struct CommonScore {
    /// √ρ z.
    shared: f64,
    /// √(1 − ρ).
    own: f64,
}

impl CommonScore {
    /// From what a family's score adds to those of its members.
    #[inline]
    pub fn of(shared: f64, ties: Ties) -> Self {
        if ties.are_none() { Self::none() } else { Self { shared, own: ties.own } }
    }

    /// Nothing in common.
    #[inline]
    pub fn none() -> Self {
        Self { shared: 0.0, own: 1.0 }
    }

    /// The probability of a member of this family, given that of any. `direction` −1 ties a misfortune, which low uniforms
    /// stand for, to the good fortune that they stand for elsewhere.
    #[inline]
    pub fn given(self, Marginal { p, score }: Marginal, direction: f64) -> f64 {
        if self.is_none() || p <= 0.0 || p >= 1.0 {
            return p;
        }
        let shifted = score - direction * self.shared;
        if self.own == 0.0 {
            return f64::from(u8::from(shifted > 0.0));
        }
        NormalProbabilities::get().at(shifted / self.own)
    }

    /// A member's own uniform `u` tied to the family's.
    #[inline]
    pub fn tie(self, u: f64, direction: f64) -> f64 {
        if self.is_none() {
            return u;
        }
        let own = self.own * NormalScores::get().at(u);
        // Rounding must not reach 0 or 1.
        NormalProbabilities::get().at(direction * self.shared + own).clamp(LEAST, 1.0 - LEAST)
    }

    /// Whether members have nothing in common.
    #[inline]
    pub fn is_none(self) -> bool {
        self.own == 1.0
    }
}

/// The least probability told from 0, and the greatest from 1: 2⁻⁵³.
pub(super) const LEAST: f64 = f64::EPSILON / 2.0;

/// Independent draws of a model's parameters under a seed, each from its own uniform that depends on its path alone: an added
/// parameter moves no other number.
#[must_use]
pub fn random_design(model: &Model, seed: Seed) -> Design {
    Design::random(seed, model.parameters.iter().map(|parameter| parameter.path.as_str()))
}

/// A design for at least so many replications of a model.
///
/// # Errors
/// As [`Design::new`].
pub fn design(model: &Model, sampling: Sampling, seed: Seed, replications: u64) -> Result<Design, DesignError> {
    Design::new(sampling, seed, model.parameters.iter().map(|parameter| parameter.path.as_str()), replications)
}

/// Draws every parameter of a model independently, under the luck of a replication.
#[must_use]
pub fn draw(model: &Model, luck: Luck) -> Draw {
    model.draw_at(random_design(model, luck.seed).point(luck.replication))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::standard_normal_quantile;
    use crate::random::open_unit_f64;

    /// What members have in common, of a family with a uniform and a correlation.
    fn common(u: f64, correlation: f64) -> CommonScore {
        let ties = Ties::new(correlation);
        CommonScore::of(ties.shared_part(NormalScores::get().at(u)), ties)
    }

    #[test]
    fn tied_uniforms_keep_their_own_distribution_and_correlate_as_asked() {
        let n = 20_000u32;
        let address = Luck { seed: Seed::new(5).expect("in range"), replication: 0 }.address(Purpose::FAMILY, 0);
        let (mut below, mut product, mut square) = (0, 0.0, 0.0);
        for family in 0..n {
            let words = address.words(family, 0);
            let common = common(open_unit_f64(words[0], words[1]), 0.6);
            let [a, b] = [words[2], words[3]].map(|word| common.tie(open_unit(word), 1.0));
            below += u32::from(a < 0.3);
            product += standard_normal_quantile(a) * standard_normal_quantile(b);
            square += standard_normal_quantile(a).powi(2);
            for p in [0.01, 0.3, 0.9] {
                let same = (a < p) == (open_unit(words[2]) < common.given(Marginal::new(p), 1.0));
                assert!(same || (a - p).abs() < 1e-9, "tying the threshold is tying the uniform");
            }
        }
        assert!((f64::from(below) / f64::from(n) - 0.3).abs() < 0.01);
        assert!((square / f64::from(n) - 1.0).abs() < 0.03 && (product / f64::from(n) - 0.6).abs() < 0.03);
        assert_eq!(CommonScore::none().tie(0.25, 1.0), 0.25);
    }

    #[test]
    fn members_of_one_mind_do_all_the_same() {
        let common = common(0.2, 1.0);
        assert_eq!([0.3, 0.1].map(|p| common.given(Marginal::new(p), 1.0)), [1.0, 0.0]);
        assert!((common.tie(0.9, 1.0) - 0.2).abs() < 1e-9);
    }
}
