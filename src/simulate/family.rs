//! One family: how many it is, and what its members have in common.

use super::luck::{Common, GroupLuck, MOMENT, Ties};
use crate::model::{GroupSetting, Household, Leaving, Subject};
use crate::random::{Address, Purpose, Who, open_unit, open_unit_f64};
use std::ops::Range;

/// The families planned for one year.
pub struct Families<'s> {
    household: &'s Household,
    ties: Ties,
    address: Address,
    /// When they leave, and where the moment of each lies: with the course of its first adult.
    leaving: Leaving,
    courses: Address,
    range: Range<u32>,
    /// Every family of the range, where they differ.
    drawn: Vec<FamilyDraw>,
}

/// A family.
#[derive(Debug, Clone, Copy)]
pub struct FamilyDraw {
    /// Its number among those planned for a year, from 0.
    pub number: u32,
    /// How many years after the planned one it leaves.
    pub later: usize,
    pub adults: u32,
    pub children: u32,
    pub common: Common,
}

impl FamilyDraw {
    /// Its adults, its children, or the family itself.
    pub fn subjects(&self, subject: Subject) -> impl Iterator<Item = Who> + use<> {
        let family = self.number;
        let members = match subject {
            Subject::Family => 1,
            Subject::Adult => self.adults,
            Subject::Child => self.children,
        };
        (0..members).map(move |member| Who { family, member })
    }
}

impl<'s> Families<'s> {
    /// The families of a range of numbers.
    pub fn new(setting: &'s GroupSetting<'_>, luck: &GroupLuck<'_>, year: usize, range: Range<u32>) -> Self {
        let household = &setting.group.household;
        let (ties, address) = (Ties::new(setting.correlation), luck.address(Purpose::FAMILY, year));
        let (leaving, courses) = (*setting.leaving.of(0), luck.address(Purpose::COURSE, year));
        let mut families = Self { household, ties, address, leaving, courses, range: range.clone(), drawn: Vec::new() };
        let alike = household.adults.is_certain() && household.children.is_certain() && ties.are_none();
        let alike = alike && setting.parts.of(0).len() == 1;
        if !alike {
            families.drawn = range.map(|number| families.draw(number)).collect();
        }
        families
    }

    /// All families of the range.
    pub fn iter(&self) -> impl Iterator<Item = FamilyDraw> + '_ {
        let alike = self.range.clone().map(|number| FamilyDraw {
            number,
            later: self.leaving.years_later(0.5),
            adults: self.household.adults.mean() as u32,
            children: self.household.children.mean() as u32,
            common: Common::none(),
        });
        let alike = alike.filter(|_| self.drawn.is_empty());
        self.drawn.iter().copied().chain(alike)
    }

    /// Whether every family is one adult whose luck is nobody else's.
    pub fn are_single_adults(&self) -> bool {
        self.household.adults.is(1) && self.ties.are_none()
    }

    fn draw(&self, number: u32) -> FamilyDraw {
        let words = self.address.words(number, 0);
        FamilyDraw {
            number,
            later: self.leaving.years_later(open_unit(self.courses.words(number, 0)[MOMENT])),
            adults: self.household.adults.draw(open_unit(words[0])),
            children: self.household.children.draw(open_unit(words[1])),
            common: Common::new(open_unit_f64(words[2], words[3]), self.ties),
        }
    }

    /// How many of a kind those of them have together who leave so many years after the planned one.
    pub fn count_leaving(&self, later: usize, subject: Subject) -> u64 {
        if self.drawn.is_empty() {
            // No families, or all alike.
            return if later == self.leaving.years_later(0.5) { self.count(subject) } else { 0 };
        }
        let leaving = self.drawn.iter().filter(|family| family.later == later);
        leaving.map(|family| family.subjects(subject).count() as u64).sum()
    }

    fn count(&self, subject: Subject) -> u64 {
        let families = u64::from(self.range.end - self.range.start);
        let each = match subject {
            Subject::Family => 1,
            Subject::Adult => self.household.adults.mean() as u64,
            Subject::Child => self.household.children.mean() as u64,
        };
        families * each
    }
}
