//! The luck of one replication.

use crate::distribution::{standard_normal_cdf, standard_normal_quantile};
use crate::model::spell::LaterLuck;
use crate::model::{Draw, Model};
use crate::random::{Address, Purpose, Seed, open_unit, open_unit_f64};

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

    /// The luck of a group of families.
    #[must_use]
    #[inline]
    pub fn group(self, group: &str) -> GroupLuck<'_> {
        GroupLuck { luck: self, group }
    }
}

/// The luck of a group of families in one replication; a subgroup's hangs on its id.
#[derive(Debug, Clone, Copy)]
pub struct GroupLuck<'m> {
    pub luck: Luck,
    group: &'m str,
}

impl GroupLuck<'_> {
    /// The luck of a purpose in an intake year.
    #[inline]
    pub fn address(&self, purpose: Purpose, year: usize) -> Address {
        self.luck.address(self.purpose(purpose), year)
    }

    /// A purpose within the group.
    #[inline]
    pub fn purpose(&self, purpose: Purpose) -> Purpose {
        if self.group.is_empty() { purpose } else { purpose.extended("@").extended(self.group) }
    }
}

/// The luck of one adult after the first relapse.
pub struct AfterRelapse<'a> {
    pub courses: &'a Address,
    pub subject: u32,
}

impl LaterLuck for AfterRelapse<'_> {
    fn reentry(&self, n: u32) -> [f64; 3] {
        let words = self.courses.words(self.subject, n);
        [open_unit(words[0]), open_unit(words[1]), open_unit(words[2])]
    }
}

/// What the members of a family have in common: a standard normal score, and how much of each member's it is.
#[derive(Debug, Clone, Copy)]
pub struct Common {
    score: f64,
    correlation: f64,
}

impl Common {
    /// From the family's own uniform.
    pub fn new(u: f64, correlation: f64) -> Self {
        Self { score: if correlation == 0.0 { 0.0 } else { standard_normal_quantile(u) }, correlation }
    }

    /// A member's word tied to the family's: Φ(√ρ z + √(1 − ρ) ε). `direction` −1 ties a misfortune, which low words
    /// stand for, to the good fortune that they stand for elsewhere.
    pub fn tie(self, word: u32, direction: f64) -> u32 {
        if self.correlation == 0.0 {
            return word;
        }
        let own = standard_normal_quantile(open_unit(word));
        let score = direction * self.correlation.sqrt() * self.score + (1.0 - self.correlation).sqrt() * own;
        (standard_normal_cdf(score) * 4_294_967_296.0) as u32
    }
}

/// Draws every parameter of a model, each from its own uniform that hangs on its path alone: an added parameter moves no
/// other number.
#[must_use]
pub fn draw(model: &Model, luck: Luck) -> Draw {
    let uniform = |path: &str| {
        let words = luck.address(Purpose::PARAMETER.extended(path), 0).words(0, 0);
        open_unit_f64(words[0], words[1])
    };
    Draw::at(&model.parameters, model.parameters.iter().map(|parameter| uniform(&parameter.path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tied_words_keep_their_own_distribution_and_correlate_as_asked() {
        let n = 20_000u32;
        let address = Luck { seed: Seed::new(5).expect("in range"), replication: 0 }.address(Purpose::FAMILY, 0);
        let (mut below, mut product, mut square) = (0, 0.0, 0.0);
        for family in 0..n {
            let words = address.words(family, 0);
            let common = Common::new(open_unit_f64(words[0], words[1]), 0.6);
            let [a, b] = [common.tie(words[2], 1.0), common.tie(words[3], 1.0)];
            below += u32::from(f64::from(a) < 0.3 * 4_294_967_296.0);
            let score = |word| standard_normal_quantile(open_unit(word));
            product += score(a) * score(b);
            square += score(a) * score(a);
            assert_eq!(Common::new(0.9, 0.0).tie(words[2], 1.0), words[2]);
        }
        assert!((f64::from(below) / f64::from(n) - 0.3).abs() < 0.01);
        assert!((square / f64::from(n) - 1.0).abs() < 0.03 && (product / f64::from(n) - 0.6).abs() < 0.03);
    }
}
