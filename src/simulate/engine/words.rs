//! The random words of listed subjects, drawn side by side.

use crate::random::{LaneAddress, SubjectId};
use crate::vectorised::{SideBySide, vectorised};
use fearless_simd::{Simd, prelude::*};

/// A buffer of subjects of any replications, years and indices, and the four words drawn for each.
#[derive(Default)]
pub struct Words {
    /// The number of subjects; the columns are longer.
    length: usize,
    /// By subject: its [number](crate::random::SubjectId::number), its [place](LaneAddress::place), and its replication.
    numbers: Vec<u32>,
    places: Vec<u32>,
    replications: Vec<u32>,
    /// The four words of each.
    words: [Vec<u32>; 4],
}

/// The most entries that are read or written at once.
const WIDEST: usize = 32;

impl Words {
    /// Removes all subjects.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// Makes room for `number` more subjects, and for vectors that reach beyond the last one. Returns the position of the first.
    #[inline]
    fn grow(&mut self, number: usize) -> usize {
        let from = self.length;
        self.length += number;
        if self.numbers.len() < self.length + WIDEST {
            let room = 2 * (self.length + WIDEST);
            let columns = [&mut self.numbers, &mut self.places, &mut self.replications].into_iter();
            columns.chain(&mut self.words).for_each(|column| column.resize(room, 0));
        }
        from
    }

    /// Adds a subject of an intake year at an index.
    #[inline]
    pub fn push(&mut self, subject: impl Into<SubjectId>, year: usize, index: u32, replication: u32) {
        let at = self.grow(1);
        self.numbers[at] = subject.into().number();
        self.places[at] = LaneAddress::place(year as u32, index);
        self.replications[at] = replication;
    }

    /// Adds subjects of one replication by their numbers and places.
    #[inline]
    pub fn extend(&mut self, subjects: impl ExactSizeIterator<Item = (u32, u32)>, replication: u32) {
        let from = self.grow(subjects.len());
        let added = from..self.length;
        self.replications[added.clone()].fill(replication);
        let targets = self.numbers[added.clone()].iter_mut().zip(&mut self.places[added]);
        targets.zip(subjects).for_each(|((number, place), subject)| (*number, *place) = subject);
    }

    /// Draws the words of all subjects for one purpose.
    pub fn draw(&mut self, address: &LaneAddress) {
        vectorised(DrawWords { words: self, address });
    }

    /// The four words of a subject.
    #[inline]
    pub fn at(&self, at: usize) -> [u32; 4] {
        [self.words[0][at], self.words[1][at], self.words[2][at], self.words[3][at]]
    }
}

impl Words {
    /// The words of `N` subjects from position `from` on; entries beyond the last subject are arbitrary.
    #[inline(always)]
    pub fn side_by_side<const N: usize>(&self, from: usize) -> [[u32; N]; 4] {
        let mut words = [[0; N]; 4];
        for (words, column) in words.iter_mut().zip(&self.words) {
            words.copy_from_slice(&column[from..from + N]);
        }
        words
    }

    /// The planned years of the same subjects.
    #[inline(always)]
    pub fn years_side_by_side<const N: usize>(&self, from: usize) -> [f64; N] {
        let mut years = [0.0; N];
        let places = &self.places[from..from + N];
        for i in 0..N {
            years[i] = f64::from(LaneAddress::year(places[i]));
        }
        years
    }
}

/// [`Words::draw`].
struct DrawWords<'a> {
    words: &'a mut Words,
    address: &'a LaneAddress,
}

impl SideBySide for DrawWords<'_> {
    /// Counters have 64 bits and words 32, so `N` vectors of counters fill `N / 2` vectors of words.
    #[inline(always)]
    fn side_by_side<S: Simd, const N: usize>(self, simd: S) {
        let Words { length, numbers, places, replications, words } = self.words;
        let width = S::u32s::LEN;
        for from in (0..*length).step_by(N / 2 * width) {
            let mut counters = [[S::u64s::simd_from(simd, 0); 3]; N];
            for n in 0..N / 2 {
                let some = from + n * width..from + (n + 1) * width;
                let numbers = S::u32s::from_slice(simd, &numbers[some.clone()]).widen();
                let places = S::u32s::from_slice(simd, &places[some.clone()]).widen();
                let replications = S::u32s::from_slice(simd, &replications[some]).widen();
                counters[2 * n] = [numbers.0, places.0, replications.0];
                counters[2 * n + 1] = [numbers.1, places.1, replications.1];
            }
            let drawn = self.address.words_of(simd, counters);
            for n in 0..N / 2 {
                let some = from + n * width..from + (n + 1) * width;
                for word in 0..4 {
                    let both = drawn[2 * n][word].narrow(drawn[2 * n + 1][word]);
                    both.store_slice(&mut words[word][some.clone()]);
                }
            }
        }
    }
}
