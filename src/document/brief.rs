//! Short forms for readers who are no economists: amounts in tenths of millions, counts of 100, words for probabilities.

use super::amount::Scale;
use super::number::Language;
use super::words::OutOf100;
use crate::statistics::Chance;

/// How likely a surplus is. Bounds but 45 and 55 are those of the IPCC (Mastrandrea et al. 2010); a bound belongs to the class
/// above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likelihood {
    /// Below 1 of 100.
    AlmostImpossible,
    /// From 1.
    VeryUnlikely,
    /// From 10.
    Unlikely,
    /// From 33.
    RatherNot,
    /// From 45, and whenever the error does not tell it from 50.
    AsLikelyAsNot,
    /// From 55.
    Rather,
    /// From 66.
    Likely,
    /// From 90.
    VeryLikely,
    /// From 99.
    AlmostCertain,
}

impl Likelihood {
    /// That of a probability, no more certain than its sample.
    #[must_use]
    pub fn of(chance: &Chance) -> Self {
        let value = surely(chance);
        if (value - 0.5).abs() < 2.0 * chance.mcse {
            return Self::AsLikelyAsNot;
        }
        match value {
            _ if value < 0.01 => Self::AlmostImpossible,
            _ if value < 0.10 => Self::VeryUnlikely,
            _ if value < 0.33 => Self::Unlikely,
            _ if value < 0.45 => Self::RatherNot,
            _ if value < 0.55 => Self::AsLikelyAsNot,
            _ if value < 0.66 => Self::Rather,
            _ if value < 0.90 => Self::Likely,
            _ if value < 0.99 => Self::VeryLikely,
            _ => Self::AlmostCertain,
        }
    }
}

/// A probability, or the bound of one that was seen never or always.
fn surely(chance: &Chance) -> f64 {
    match chance.bound() {
        Some(bound) if chance.value > 0.5 => 1.0 - bound,
        Some(bound) => bound,
        None => chance.value,
    }
}

/// A share in hundredths, without the last bits, so that both sides of a half see one.
fn hundredths(share: f64) -> f64 {
    (share * 1e11).round() / 1e9
}

/// A probability as a count of 100, such that both sides together are 100.
pub(super) fn counted(chance: &Chance) -> OutOf100 {
    if !chance.is_mixed() {
        let always = chance.value > 0.0;
        return match chance.bound().map(|bound| hundredths(bound).ceil() as u8) {
            Some(..=1) if always => OutOf100::MoreThan99,
            Some(..=1) => OutOf100::FewerThanOne,
            Some(bound) if always => OutOf100::AtLeast(100 - bound),
            Some(bound) => OutOf100::AtMost(bound),
            None if always => OutOf100::All,
            None => OutOf100::None,
        };
    }
    of_hundred(chance.value)
}

/// A share of cases as a count of 100, never all or none.
pub(super) fn of_hundred(share: f64) -> OutOf100 {
    match hundredths(share) {
        value if value < 1.0 => OutOf100::FewerThanOne,
        value if value > 99.0 => OutOf100::MoreThan99,
        value => OutOf100::Exactly(value.round_ties_even() as u8),
    }
}

/// A range in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefRange {
    /// Both ends are written alike: `DKK 5.0 million`.
    One(String),
    /// `between DKK −9.6 and +12.4 million`.
    Between(String),
}

/// What amounts are rounded to in sentences: tenths of billions and millions, whole thousands, single units below 10,000.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefMoney {
    scale: Scale,
    currency: String,
    language: Language,
}

impl BriefMoney {
    /// The unit that suits the largest of some amounts.
    pub fn covering(amounts: impl IntoIterator<Item = f64>, currency: &str, language: Language) -> Self {
        let largest = amounts.into_iter().fold(0.0, |most: f64, amount| most.max(amount.abs()));
        // What would be rounded up to one unit has that unit.
        let suits = |scale: &Scale| scale.holds >= 1e6 && largest >= scale.holds - scale.holds / 2000.0;
        let scale = language.scales().into_iter().find(suits).unwrap_or(Scale::ONE);
        Self { scale, currency: currency.to_owned(), language }
    }

    /// The unit, for the heading of a table: `DKK million`, `mio. kr.`.
    #[must_use]
    pub fn unit(&self) -> String {
        self.language.unit_of_money(self.scale, &self.currency)
    }

    /// An amount without its unit: `−9.6`. What rounds to zero is `0`.
    #[must_use]
    pub fn number(&self, amount: f64) -> String {
        let (value, digits) = match self.scale.holds {
            holds if holds > 1.0 => (amount / holds, 1),
            _ if amount.abs() >= 9_999.5 => ((amount / 1e3).round() * 1e3, 0),
            _ => (amount, 0),
        };
        let text = self.language.decimal(value, digits);
        if text.contains(|c: char| ('1'..='9').contains(&c)) || !value.is_finite() { text } else { "0".to_owned() }
    }

    /// The same with its sign always shown.
    #[must_use]
    pub fn signed_number(&self, amount: f64) -> String {
        let text = self.number(amount);
        if amount > 0.0 && text != "0" { format!("+{text}") } else { text }
    }

    /// An amount with its unit: `DKK −9.6 million`, `450.000 kr.`.
    #[must_use]
    pub fn amount(&self, amount: f64) -> String {
        self.with_unit(&self.number(amount))
    }

    /// The same with its sign always shown.
    #[must_use]
    pub fn signed(&self, amount: f64) -> String {
        self.with_unit(&self.signed_number(amount))
    }

    fn with_unit(&self, number: &str) -> String {
        self.language.placed(&if number == "0" { number.to_owned() } else { self.scale.of(number) }, &self.currency)
    }

    /// From one amount to another, the unit once, and signs where they differ.
    #[must_use]
    pub fn range(&self, ends: [f64; 2]) -> BriefRange {
        let [low, high] = ends;
        let number = |end| if low < 0.0 && high > 0.0 { self.signed_number(end) } else { self.number(end) };
        let [from, to] = ends.map(number);
        if from == to {
            return BriefRange::One(self.with_unit(&from));
        }
        let [from, to] = self.language.placed_ends([&from, &to], self.scale, &self.currency);
        BriefRange::Between(self.language.words().between(&from, &to))
    }
}

impl Language {
    /// An amount in a sentence, in the unit of its size: `DKK −9.6 million`, `450.000 kr.`.
    #[must_use]
    pub fn brief_money(self, amount: f64, currency: &str) -> String {
        BriefMoney::covering([amount], currency, self).amount(amount)
    }

    /// The same with its sign always shown: `+12,4 mio. kr.`.
    #[must_use]
    pub fn brief_signed(self, amount: f64, currency: &str) -> String {
        BriefMoney::covering([amount], currency, self).signed(amount)
    }

    /// A range in a sentence, in the unit of its larger end: `mellem −9,6 og +12,4 mio. kr.`.
    #[must_use]
    pub fn brief_range(self, ends: [f64; 2], currency: &str) -> BriefRange {
        BriefMoney::covering(ends, currency, self).range(ends)
    }

    /// A probability as a count of 100, never more certain than its sample: `52 out of 100`, `færre end 1 ud af 100`; `alle` or
    /// `ingen` where every or no randomisation of a design saw it.
    #[must_use]
    pub fn out_of_100(self, chance: &Chance) -> String {
        self.words().out_of_100(counted(chance))
    }

    /// The same with what is counted: `52 out of 100 simulated courses`, `alle beregnede forløb`.
    #[must_use]
    pub fn courses_out_of_100(self, chance: &Chance) -> String {
        self.words().courses(counted(chance))
    }

    /// How likely a surplus is, in a word that never stands without its number.
    #[must_use]
    pub fn likelihood_word(self, chance: &Chance) -> &'static str {
        self.words().likelihood(Likelihood::of(chance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Sample;
    use Language::{Danish, English};

    fn design(count: u64) -> Chance {
        Chance { sample: Sample::Randomisations(16), ..Chance::of(count, 4096) }
    }

    #[test]
    fn amounts_are_as_short_as_a_sentence_wants_them() {
        let brief = |amount| Danish.brief_money(amount, "kr.").replace('\u{a0}', " ");
        let all = [-9_612_345.0, 448_304.0, 999_600.0, 999_400.0, 7_512.4, 9_999.7, 1.23e9, 999.96e6, 0.3].map(brief);
        let short = "−9,6 mio. kr.; 448.000 kr.; 1,0 mio. kr.; 999.000 kr.; 7.512 kr.; 10.000 kr.; 1,2 mia. kr.; 1,0 mia. kr.; 0 kr.";
        assert_eq!(all.join("; "), short);
        let english = |amount, currency| English.brief_signed(amount, currency).replace('\u{a0}', " ");
        assert_eq!(
            [english(12_412_345.0, "kr."), english(-9.6e6, "kr."), english(-9.6e6, "£"), english(0.2, "£")],
            ["DKK +12.4 million", "DKK −9.6 million", "−£9.6 million", "£0"]
        );
    }

    #[test]
    fn a_range_has_its_unit_once_and_signs_where_they_differ() {
        let range = |language: Language, ends, currency| match language.brief_range(ends, currency) {
            BriefRange::One(text) => format!("one: {text}"),
            BriefRange::Between(text) => text,
        };
        let danish = |ends| range(Danish, ends, "kr.").replace('\u{a0}', " ");
        assert_eq!(danish([-9.6e6, 12.4e6]), "mellem −9,6 og +12,4 mio. kr.");
        assert_eq!(danish([3.1e6, 12.4e6]), "mellem 3,1 og 12,4 mio. kr.");
        assert_eq!(danish([-12.4e6, -20_000.0]), "mellem −12,4 og 0 mio. kr.");
        assert_eq!(danish([5.01e6, 5.02e6]), "one: 5,0 mio. kr.");
        let english = |currency| range(English, [-9.6e6, 12.4e6], currency).replace('\u{a0}', " ");
        assert_eq!(english("kr."), "between DKK −9.6 and +12.4 million");
        assert_eq!(english("£"), "between −£9.6 and +£12.4 million");
    }

    #[test]
    fn no_count_of_100_is_more_certain_than_its_sample() {
        let of = |count, n| Danish.out_of_100(&Chance::of(count, n));
        assert_eq!([of(52_000, 100_000), of(40, 100_000)], ["52 ud af 100", "færre end 1 ud af 100"]);
        assert_eq!(
            [of(994, 1000), of(990, 1000), of(10, 1000)],
            ["flere end 99 ud af 100", "99 ud af 100", "1 ud af 100"]
        );
        assert_eq!([of(0, 1000), of(1000, 1000)], ["færre end 1 ud af 100", "flere end 99 ud af 100"]);
        assert_eq!([of(0, 100), of(100, 100)], ["højst 3 ud af 100", "mindst 97 ud af 100"]);
        assert_eq!(
            [0, 4096].map(|count| Danish.courses_out_of_100(&design(count))),
            ["ingen beregnede forløb", "alle beregnede forløb"]
        );
        assert_eq!(English.courses_out_of_100(&design(0)), "none of the simulated courses");
    }

    #[test]
    fn both_sides_of_a_count_are_100() {
        for count in 1..1000 {
            let chance = Chance::of(count, 1000);
            let sides = [chance, chance.other_side()].map(|side| counted(&side));
            match sides {
                [OutOf100::Exactly(a), OutOf100::Exactly(b)] => assert_eq!(a + b, 100, "{count}"),
                [OutOf100::FewerThanOne, OutOf100::MoreThan99] => assert!(count < 10, "{count}"),
                [OutOf100::MoreThan99, OutOf100::FewerThanOne] => assert!(count > 990, "{count}"),
                _ => panic!("{count}"),
            }
        }
    }

    #[test]
    fn a_word_claims_no_side_that_the_error_cannot_carry() {
        let word = |count, n| Danish.likelihood_word(&Chance::of(count, n));
        assert_eq!(word(51_800, 100_000), "omtrent lige så sandsynligt som ikke");
        assert_eq!(
            [word(60_000, 100_000), word(12, 20)],
            ["snarere overskud end underskud", "omtrent lige så sandsynligt som ikke"]
        );
        assert_eq!([word(0, 1000), word(0, 20), word(20, 20)], ["næsten udelukket", "usandsynligt", "sandsynligt"]);
        assert_eq!(English.likelihood_word(&design(4096)), "almost certain");
        let bounds = [0.01, 0.10, 0.33, 0.45, 0.55, 0.66, 0.90, 0.99];
        let classes =
            bounds.map(|value| Likelihood::of(&Chance { value, mcse: 0.0, sample: Sample::Replications(1000) }));
        assert_eq!(
            classes,
            [
                Likelihood::VeryUnlikely,
                Likelihood::Unlikely,
                Likelihood::RatherNot,
                Likelihood::AsLikelyAsNot,
                Likelihood::Rather,
                Likelihood::Likely,
                Likelihood::VeryLikely,
                Likelihood::AlmostCertain
            ]
        );
    }
}
