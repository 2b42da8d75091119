//! The list of assumptions in English.

use super::{E, English};
use crate::document::words::CheckWords;
use crate::scenario::{DataColumn, Decided};
use crate::statistics::Estimate;

impl CheckWords for English {
    fn assumptions_count(&self, all: usize, uncertain: usize) -> String {
        format!("{all} assumptions, {uncertain} of them uncertain")
    }

    fn undocumented(&self, count: usize) -> String {
        format!("{count} of the numbers have neither source nor evidence grade.")
    }

    fn and(&self, first: &str, second: &str) -> String {
        format!("{first} and {second}")
    }

    fn data_column(&self, file: &str, column: &DataColumn) -> String {
        let DataColumn { name, rows, low, high, decimal, first_decided } = column;
        let numbers = if *rows == 1 { "number" } else { "numbers" };
        let decimal = decimal.map_or_else(String::new, |mark| format!(", decimal {}", mark.name()));
        let decided = first_decided.as_ref().map_or_else(String::new, |Decided { line, text, value }| {
            format!("; line {line}: `{text}` is read as {value}")
        });
        format!("{file}, column `{name}`: {rows} {numbers} from {low} to {high}{decimal}{decided}")
    }

    fn distribution_facts(&self, base: f64, mean: f64, sd: f64, quantiles: [f64; 3]) -> Vec<String> {
        vec![
            format!("base {}", E.plain(base)),
            format!("mean {}", E.plain(mean)),
            format!("sd {}", E.plain(sd)),
            format!("5/50/95\u{a0}%: {}", quantiles.map(|quantile| E.plain(quantile)).join(" / ")),
        ]
    }

    fn computed(&self, formula: &str, base: f64) -> String {
        format!("computed: {formula}; base {}", E.plain(base))
    }

    fn computed_facts(&self, draws: usize, mean: Estimate, sd: f64, quantiles: [f64; 3]) -> Vec<String> {
        vec![
            format!("in {} draws: mean {} ± {}", E.plain(draws as f64), E.plain(mean.value), E.plain(mean.mcse)),
            format!("sd {}", E.plain(sd)),
            format!("5/50/95\u{a0}%: {}", quantiles.map(|quantile| E.plain(quantile)).join(" / ")),
        ]
    }

    fn each_family(&self, what: &str) -> String {
        format!("each family its own: {what}")
    }

    fn each_year(&self, what: &str) -> String {
        format!("each calendar year its own: {what}")
    }

    fn weight(&self, weight: f64) -> String {
        format!("[weight {}]", E.percent(weight, 0))
    }
}
