//! The list of assumptions in Danish.

use super::{D, Danish, counted};
use crate::document::words::CheckWords;
use crate::scenario::{DataColumn, Decided, DecimalMark};
use crate::statistics::Estimate;

impl CheckWords for Danish {
    fn assumptions_count(&self, all: usize, uncertain: usize) -> String {
        let uncertain_ones = if uncertain == 1 { "usikker" } else { "usikre" };
        format!("{}, heraf {uncertain} {uncertain_ones}", counted(all, "forudsætning", "forudsætninger"))
    }

    fn undocumented(&self, count: usize) -> String {
        format!("{count} af tallene har hverken kilde eller vidensgrundlag.")
    }

    fn and(&self, first: &str, second: &str) -> String {
        format!("{first} og {second}")
    }

    fn data_column(&self, file: &str, column: &DataColumn) -> String {
        let DataColumn { name, rows, low, high, decimal, first_decided } = column;
        let decimal = decimal.map_or_else(String::new, |mark| format!(", decimaltegn {}", decimal_mark(mark)));
        let decided = first_decided.as_ref().map_or_else(String::new, |Decided { line, text, value }| {
            format!("; linje {line}: `{text}` læses som {value}")
        });
        format!("{file}, kolonne `{name}`: {rows} tal fra {low} til {high}{decimal}{decided}")
    }

    fn distribution_facts(&self, base: f64, mean: f64, sd: f64, quantiles: [f64; 3]) -> Vec<String> {
        vec![
            format!("basisværdi {}", D.plain(base)),
            format!("gennemsnit {}", D.plain(mean)),
            format!("standardafvigelse {}", D.plain(sd)),
            format!("5/50/95\u{a0}%: {}", quantiles.map(|quantile| D.plain(quantile)).join(" / ")),
        ]
    }

    fn computed(&self, formula: &str, base: f64) -> String {
        format!("beregnet: {formula}; basisværdi {}", D.plain(base))
    }

    fn computed_facts(&self, draws: usize, mean: Estimate, sd: f64, quantiles: [f64; 3]) -> Vec<String> {
        vec![
            format!(
                "i {} trækninger: gennemsnit {} ± {}",
                D.plain(draws as f64),
                D.plain(mean.value),
                D.plain(mean.mcse)
            ),
            format!("standardafvigelse {}", D.plain(sd)),
            format!("5/50/95\u{a0}%: {}", quantiles.map(|quantile| D.plain(quantile)).join(" / ")),
        ]
    }

    fn each_family(&self, what: &str) -> String {
        format!("hver familie sin egen: {what}")
    }

    fn each_year(&self, what: &str) -> String {
        format!("hvert kalenderår sin egen: {what}")
    }

    fn weight(&self, weight: f64) -> String {
        format!("[vægt {}]", D.percent(weight, 0))
    }
}

fn decimal_mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "punktum",
        DecimalMark::Comma => "komma",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_assumption_is_singular() {
        assert_eq!(Danish.assumptions_count(1, 1), "1 forudsætning, heraf 1 usikker");
        assert_eq!(Danish.assumptions_count(12, 3), "12 forudsætninger, heraf 3 usikre");
    }
}
