//! Axes of money: their range, and the unit in which they are written.

use super::amount::Scale;
use super::number::Language;

/// The range of some amounts, zero included, and the unit that suits the largest of them.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyAxis {
    /// The lowest amount, zero or below.
    pub from: f64,
    /// The highest amount, zero or above.
    pub to: f64,
    /// The unit: `DKK million`, `£1,000`, `mio. kr.`.
    pub unit: String,
    scale: Scale,
    currency: String,
    language: Language,
}

impl MoneyAxis {
    /// An axis that covers some amounts.
    pub fn covering(amounts: impl IntoIterator<Item = f64>, currency: &str, language: Language) -> Self {
        let ends = |(from, to): (f64, f64), amount: f64| (from.min(amount), to.max(amount));
        let (from, to) = amounts.into_iter().fold((0.0, 0.0), ends);
        let scale = language.scale_of_money(from.abs().max(to));
        let unit = language.unit_of_money(scale, currency);
        Self { from, to, unit, scale, currency: currency.to_owned(), language }
    }

    /// An amount with its unit, for labels that stand alone: `DKK 1.09 million`, `£1,452`, `1,09 mio. kr.`.
    #[must_use]
    pub fn amount(&self, amount: f64) -> String {
        self.language.placed(&self.number(amount), &self.currency)
    }

    /// The same with its sign always shown.
    #[must_use]
    pub fn signed(&self, amount: f64) -> String {
        let sign = if amount > 0.0 { "+" } else { "" };
        self.language.placed(&format!("{sign}{}", self.number(amount)), &self.currency)
    }

    /// An amount with the name of its unit, without the currency; in thousands it is written out.
    fn number(&self, amount: f64) -> String {
        if self.scale.holds < 1e6 { self.language.whole(amount) } else { self.scale.of(&self.label(amount)) }
    }

    /// An amount in the unit with as many decimals as a step needs.
    #[must_use]
    pub fn tick(&self, amount: f64, step: f64) -> String {
        self.language.tick(amount / self.scale.holds, step / self.scale.holds)
    }

    /// An amount in the unit with three significant digits, for labels.
    #[must_use]
    pub fn label(&self, amount: f64) -> String {
        let value = amount / self.scale.holds;
        let digits = if value.abs() < 10.0 { 2 } else { 1 };
        self.language.decimal(value, if self.scale.holds == 1.0 { 0 } else { digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_the_unit_of_its_size() {
        let of = |largest: f64, currency: &str| MoneyAxis::covering([largest], currency, Language::English);
        let money = of(6.3e6, "kr.");
        assert_eq!((money.unit.as_str(), money.from, money.to), ("DKK\u{a0}million", 0.0, 6.3e6));
        assert_eq!((money.tick(2.5e6, 5e5), money.tick(2e6, 1e6)), ("2.5".to_owned(), "2".to_owned()));
        assert_eq!(of(900.0, "£").unit, "£");
        let pounds = of(-14_520.0, "£");
        assert_eq!((pounds.unit.as_str(), pounds.amount(-1_452.0)), ("£1,000", "−£1,452".to_owned()));
        let millions = of(2e6, "£");
        assert_eq!(
            (millions.unit.as_str(), millions.signed(1.5e6)),
            ("£\u{a0}million", "+£1.50\u{a0}million".to_owned())
        );
        assert_eq!(money.amount(-1_092_118.0), "DKK\u{a0}−1.09\u{a0}million");
        let danish = MoneyAxis::covering([6.3e6], "kr.", Language::Danish);
        assert_eq!(
            (danish.unit.as_str(), danish.signed(2e6)),
            ("mio.\u{a0}kr.", "+2,00\u{a0}mio.\u{a0}kr.".to_owned())
        );
        assert_eq!(MoneyAxis::covering([2e4], "kr.", Language::Danish).unit, "1.000\u{a0}kr.");
    }
}
