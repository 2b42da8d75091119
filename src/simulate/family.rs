//! One family: how many it is, and what its members have in common.

use super::luck::{Common, GroupLuck};
use crate::model::{GroupSetting, Household, Subject};
use crate::random::{Address, Purpose, open_unit, open_unit_f64};

/// The families of one intake year.
pub struct Families<'s> {
    household: &'s Household,
    correlation: f64,
    address: Address,
}

/// A family.
#[derive(Debug, Clone, Copy)]
pub struct FamilyDraw {
    /// Its number in the intake year, from 0.
    pub number: u32,
    pub adults: u32,
    pub children: u32,
    pub common: Common,
}

impl<'s> Families<'s> {
    pub fn new(setting: &'s GroupSetting<'_>, luck: &GroupLuck<'_>, year: usize) -> Self {
        Self {
            household: &setting.group.household,
            correlation: setting.correlation,
            address: luck.address(Purpose::FAMILY, year),
        }
    }

    /// Whether every family is one adult whose luck is nobody else's.
    pub fn are_single_adults(&self) -> bool {
        self.household.adults.is(1) && self.correlation == 0.0
    }

    pub fn draw(&self, number: u32) -> FamilyDraw {
        let words = self.address.words(number, 0);
        FamilyDraw {
            number,
            adults: self.household.adults.draw(open_unit(words[0])),
            children: self.household.children.draw(open_unit(words[1])),
            common: Common::new(open_unit_f64(words[2], words[3]), self.correlation),
        }
    }

    /// The numbers under which the luck of a family's adults, children, or the family itself is found.
    pub fn subjects(&self, family: &FamilyDraw, subject: Subject) -> impl Iterator<Item = u32> + use<'s> {
        let (household, number) = (self.household, family.number);
        let members = match subject {
            Subject::Family => 1,
            Subject::Adult => family.adults,
            Subject::Child => family.children,
        };
        (0..members).map(move |member| match subject {
            Subject::Family => number,
            Subject::Adult => household.adult(number, member),
            Subject::Child => Household::child(number, member),
        })
    }

    /// How many of a kind all these families have together.
    pub fn count(&self, families: std::ops::Range<u32>, subject: Subject) -> u64 {
        let members = match subject {
            Subject::Family => return u64::from(families.end - families.start),
            Subject::Adult => &self.household.adults,
            Subject::Child => &self.household.children,
        };
        if members.sizes().count() == 1 {
            return u64::from(families.end - families.start) * members.mean() as u64;
        }
        families
            .map(|family| self.draw(family))
            .map(|f| u64::from(if subject == Subject::Adult { f.adults } else { f.children }))
            .sum()
    }
}
