//! Amounts with their currency, as each language writes them.

use super::number::Language;

/// Where a currency stands beside its amount.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before it, without a space: `£7,500`, `−US$7,500`.
    Symbol,
    /// Before it, with a space: `DKK 7,500`, `DKK −7,500`.
    Code,
    /// After it, with a space: `7.500 kr.`.
    After,
}

/// A unit of large amounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// From which amount on it suits an axis.
    from: f64,
    /// How many it holds.
    pub holds: f64,
    /// What it is called: `million`, `1,000`; empty for single units.
    pub name: &'static str,
}

/// Between a number and what belongs to it.
const SPACE: char = '\u{a0}';

const ENGLISH: [Scale; 3] = [
    Scale { from: 1e9, holds: 1e9, name: "billion" },
    Scale { from: 1e6, holds: 1e6, name: "million" },
    Scale { from: 1e4, holds: 1e3, name: "1,000" },
];

const DANISH: [Scale; 3] = [
    Scale { from: 1e9, holds: 1e9, name: "mia." },
    Scale { from: 1e6, holds: 1e6, name: "mio." },
    Scale { from: 1e4, holds: 1e3, name: "1.000" },
];

impl Scale {
    /// Single units.
    pub const ONE: Self = Self { from: 0.0, holds: 1.0, name: "" };

    /// A number of these units that is already text: `12.4 million`.
    pub fn of(self, number: &str) -> String {
        if self.name.is_empty() { number.to_owned() } else { format!("{number}{SPACE}{}", self.name) }
    }
}

impl Language {
    /// What a scenario's currency is called: Danish kroner are `DKK` in English and `kr.` in Danish.
    #[must_use]
    pub fn currency(self, currency: &str) -> &str {
        match (currency, self) {
            ("kr." | "kr" | "DKK", Self::English) => "DKK",
            ("kr." | "kr" | "DKK", Self::Danish) => "kr.",
            (other, _) => other,
        }
    }

    /// Where a currency stands that already has its name in this language.
    fn place(self, currency: &str) -> Place {
        let is_code = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
        match self {
            Self::English if currency.ends_with(['£', '$', '€', '¥', '₹']) => Place::Symbol,
            Self::English if is_code => Place::Code,
            Self::English | Self::Danish => Place::After,
        }
    }

    /// An amount in whole units of its currency: `DKK 1,092,118`, `−£7,500`; in Danish `1.092.118 kr.`.
    #[must_use]
    pub fn money(self, value: f64, currency: &str) -> String {
        self.placed(&self.whole(value), currency)
    }

    /// A number that is already text, with its currency.
    #[must_use]
    pub fn placed(self, number: &str, currency: &str) -> String {
        let currency = self.currency(currency);
        match self.place(currency) {
            Place::After => format!("{number}{SPACE}{currency}"),
            Place::Code => format!("{currency}{SPACE}{number}"),
            Place::Symbol => {
                let digits = number.trim_start_matches(['−', '+']);
                format!("{}{currency}{digits}", &number[..number.len() - digits.len()])
            }
        }
    }

    /// Two numbers that are already text, the ends of a range; of their unit and a currency of letters only one has it:
    /// `DKK −5` and `1,000`, `−5` and `1.000 kr.`.
    pub(super) fn placed_ends(self, [low, high]: [&str; 2], scale: Scale, currency: &str) -> [String; 2] {
        let whole = scale.of(high);
        match self.place(self.currency(currency)) {
            Place::Symbol => [self.placed(low, currency), self.placed(&whole, currency)],
            Place::Code => [self.placed(low, currency), whole],
            Place::After => [low.to_owned(), self.placed(&whole, currency)],
        }
    }

    /// The ends of a range of amounts in whole units.
    #[must_use]
    pub fn money_ends(self, ends: [f64; 2], currency: &str) -> [String; 2] {
        let [low, high] = ends.map(|end| self.whole(end));
        self.placed_ends([&low, &high], Scale::ONE, currency)
    }

    /// What amounts on an axis are written in: `DKK million`, `£1,000`, `mio. kr.`.
    pub(super) fn unit_of_money(self, scale: Scale, currency: &str) -> String {
        let currency = self.currency(currency);
        if scale.name.is_empty() {
            return currency.to_owned();
        }
        let is_word = scale.name.starts_with(char::is_alphabetic);
        match self.place(currency) {
            Place::Symbol if is_word => format!("{currency}{SPACE}{}", scale.name),
            _ => self.placed(scale.name, currency),
        }
    }

    /// The unit that suits an axis up to an amount.
    pub(super) fn scale_of_money(self, largest: f64) -> Scale {
        self.scales().into_iter().find(|scale| largest >= scale.from).unwrap_or(Scale::ONE)
    }

    /// Units of large amounts, the largest first.
    pub(super) const fn scales(self) -> [Scale; 3] {
        match self {
            Self::English => ENGLISH,
            Self::Danish => DANISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Danish, English};

    fn money(language: Language, value: f64, currency: &str) -> String {
        language.money(value, currency).replace(SPACE, "_")
    }

    #[test]
    fn currencies_are_written_as_each_language_does() {
        assert_eq!(money(English, 1_092_118.0, "kr."), "DKK_1,092,118");
        assert_eq!(money(English, -7_500.0, "kr."), "DKK_−7,500");
        assert_eq!([257_361.0, -7_500.0].map(|value| money(English, value, "US$")), ["US$257,361", "−US$7,500"]);
        assert_eq!(["SEK", "kroner"].map(|currency| money(English, 5.0, currency)), ["SEK_5", "5_kroner"]);
        assert_eq!(money(Danish, -1_092_118.0, "kr."), "−1.092.118_kr.");
        assert_eq!(["£", "DKK", "SEK"].map(|currency| money(Danish, 5.0, currency)), ["5_£", "5_kr.", "5_SEK"]);
    }

    #[test]
    fn a_currency_of_letters_stands_once_in_a_range() {
        let ends = |language: Language, currency| language.money_ends([-5.0, 1_000.0], currency).join(" to ");
        assert_eq!(
            ["kr.", "£", "kroner"].map(|currency| ends(English, currency).replace(SPACE, "_")),
            ["DKK_−5 to 1,000", "−£5 to £1,000", "−5 to 1,000_kroner"]
        );
        assert_eq!(ends(Danish, "kr."), "−5 to 1.000\u{a0}kr.");
    }
}
