//! Axes of money: their range, and the unit in which they are written.

use super::number::Language;

/// The range of some amounts, zero included, and the unit that suits the largest of them.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyAxis {
    /// The lowest amount, zero or below.
    pub from: f64,
    /// The highest amount, zero or above.
    pub to: f64,
    /// The unit: `mio. kr.`, `£1,000`.
    pub unit: String,
    scale: f64,
    currency: String,
    language: Language,
}

impl MoneyAxis {
    /// An axis that covers some amounts.
    pub fn covering(amounts: impl IntoIterator<Item = f64>, currency: &str, language: Language) -> Self {
        let ends = |(from, to): (f64, f64), amount: f64| (from.min(amount), to.max(amount));
        let (from, to) = amounts.into_iter().fold((0.0, 0.0), ends);
        let (scale, before, after) = language.scale_of_money(from.abs().max(to));
        let unit =
            if language.stands_before(currency) { format!("{currency}{after}") } else { format!("{before}{currency}") };
        Self { from, to, unit, scale, currency: currency.to_owned(), language }
    }

    /// An amount with its unit, for labels that stand alone: `1.09 mio. kr.`, `£1.09 million`, `£1,452`.
    #[must_use]
    pub fn amount(&self, amount: f64) -> String {
        if self.scale < 1e6 {
            return self.language.money(amount, &self.currency);
        }
        match self.unit.strip_prefix(&self.currency).filter(|_| self.language.stands_before(&self.currency)) {
            Some(word) => format!("{}{word}", self.language.placed(&self.label(amount), &self.currency)),
            None => format!("{} {}", self.label(amount), self.unit),
        }
    }

    /// The same with its sign always shown.
    #[must_use]
    pub fn signed(&self, amount: f64) -> String {
        format!("{}{}", if amount > 0.0 { "+" } else { "" }, self.amount(amount))
    }

    /// An amount in the unit with as many decimals as a step needs.
    #[must_use]
    pub fn tick(&self, amount: f64, step: f64) -> String {
        self.language.tick(amount / self.scale, step / self.scale)
    }

    /// An amount in the unit with three significant digits, for labels.
    #[must_use]
    pub fn label(&self, amount: f64) -> String {
        let value = amount / self.scale;
        let digits = if value.abs() < 10.0 { 2 } else { 1 };
        self.language.decimal(value, if self.scale == 1.0 { 0 } else { digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_in_the_unit_of_its_size() {
        let of = |largest: f64, currency: &str| MoneyAxis::covering([largest], currency, Language::English);
        let money = of(6.3e6, "kr.");
        assert_eq!((money.unit.as_str(), money.from, money.to), ("mio. kr.", 0.0, 6.3e6));
        assert_eq!((money.tick(2.5e6, 5e5), money.tick(2e6, 1e6)), ("2.5".to_owned(), "2".to_owned()));
        assert_eq!(of(900.0, "£").unit, "£");
        let pounds = of(-14_520.0, "£");
        assert_eq!((pounds.unit.as_str(), pounds.amount(-1_452.0)), ("£1,000", "−£1,452".to_owned()));
        let millions = of(2e6, "£");
        assert_eq!((millions.unit.as_str(), millions.amount(1.5e6)), ("£ million", "£1.50 million".to_owned()));
        assert_eq!((money.amount(1_092_118.0), money.signed(2e6)), ("1.09 mio. kr.".into(), "+2.00 mio. kr.".into()));
    }
}
