//! Cells of probabilities.

use super::{NumberFormat, SheetCell};
use crate::document::Language;
use crate::statistics::Chance;

impl SheetCell {
    /// A probability, never more certain than its sample; that of an incomplete payer is withheld.
    pub(super) fn chance(chance: Option<&Chance>, language: Language) -> Self {
        match chance {
            None => Self::in_place(language.labels().withheld),
            Some(chance) if chance.is_mixed() || chance.value.is_nan() => {
                Self::number(chance.value, NumberFormat::Percent(1))
            }
            Some(chance) => Self::in_place(language.chance(chance, 1)),
        }
    }
}
