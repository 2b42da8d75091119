//! Pairs from CSV.

use super::case::{
    PastBar, PastBaseline, PastCase, PastConfidence, PastDirection, PastInterval, PastKind, PastOutcome,
};
use crate::model::Language;
use crate::scenario::{CsvTable, EachLanguage, ID, did_you_mean, is_id};
use csv::StringRecord;

/// The columns of the ledger; those that people read stand for each language.
const PLAIN: [&str; 15] = [
    "id",
    "country",
    "kind",
    "bar",
    "baseline",
    "forecast",
    "finding",
    "observed",
    "low",
    "high",
    "level",
    "direction",
    "source_forecast",
    "source_observed",
    "confidence",
];
const TOLD: [&str; 6] = ["programme", "quantity", "unit", "method", "paid", "note"];
/// What may stand in `finding`.
const FINDINGS: [(&str, bool); 2] = [("number", true), ("not_significant", false)];
/// What to do about a number that may be two.
const ADVICE: &str = "Write all numbers without marks between thousands";

/// The pairs of a file.
///
/// # Errors
/// All that is wrong with it, each as a sentence with its line.
pub(super) fn cases(name: &str, bytes: &[u8]) -> Result<Vec<PastCase>, Vec<String>> {
    let alone = |told: String| vec![told];
    let table = CsvTable::open(name, bytes, None, ADVICE).map_err(alone)?;
    let names = columns(&table)?;
    let position = |key: &str| names.iter().position(|name| name == key).unwrap_or(0);
    let numbers = ["forecast", "observed", "low", "high", "level"].map(|key| table.numbers(position(key)));
    let numbers: Vec<_> = numbers.into_iter().collect::<Result<_, _>>().map_err(alone)?;
    let (mut found, mut problems): (Vec<PastCase>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, record) in table.records().map_err(alone)?.iter().enumerate() {
        let stated = [0, 1, 2, 3, 4].map(|column: usize| numbers[column][at]);
        let mut row = Row { table: &table, names: &names, record, problems: &mut problems };
        if found.iter().any(|known| known.id == row.text("id")) {
            row.wrong("id", "stands twice; each pair needs its own");
        }
        found.extend(row.case(stated));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// The names of the columns: all of them, and no other.
fn columns(table: &CsvTable<'_>) -> Result<Vec<String>, Vec<String>> {
    let names = table.names().map_err(|told| vec![told])?;
    let each = |key: &&str| Language::ALL.map(|language| format!("{key}_{}", language.code()));
    let allowed: Vec<String> = PLAIN.iter().map(ToString::to_string).chain(TOLD.iter().flat_map(each)).collect();
    let unknown = names.iter().filter(|name| !allowed.contains(name)).map(|name| {
        let hint = did_you_mean(name, allowed.iter().map(String::as_str));
        format!("{}: unknown column `{name}`; {hint}", table.file())
    });
    let missing = allowed.iter().filter(|key| !names.contains(key));
    let missing = missing.map(|key| format!("{}: the column `{key}` is missing", table.file()));
    let problems: Vec<String> = unknown.chain(missing).collect();
    if problems.is_empty() { Ok(names) } else { Err(problems) }
}

/// One row.
struct Row<'r> {
    table: &'r CsvTable<'r>,
    names: &'r [String],
    record: &'r StringRecord,
    problems: &'r mut Vec<String>,
}

impl Row<'_> {
    fn case(&mut self, [forecast, observed, low, high, level]: [Option<f64>; 5]) -> Option<PastCase> {
        let before = self.problems.len();
        let id = self.text("id").to_owned();
        if !is_id(&id) {
            self.wrong("id", ID);
        }
        if forecast.is_some_and(|forecast| forecast <= 0.0) {
            self.wrong("forecast", "is no forecast to divide by; allowed: a number above 0, or nothing");
        }
        if self.text("source_observed").is_empty() {
            self.wrong("source_observed", "is empty; allowed: where the outcome is to be read");
        }
        let interval = self.interval([low, high, level]);
        let outcome = self.outcome(observed, interval);
        let (kind, bar) = (self.word("kind", PastKind::ALL), self.word("bar", PastBar::ALL));
        let (baseline, confidence) =
            (self.word("baseline", PastBaseline::ALL), self.word("confidence", PastConfidence::ALL));
        let case = PastCase {
            id,
            programme: self.told("programme"),
            country: self.text("country").to_owned(),
            kind: kind?,
            bar: bar?,
            baseline: baseline?,
            quantity: self.told("quantity"),
            unit: self.told("unit"),
            forecast,
            outcome: outcome?,
            method: self.told("method"),
            paid: self.told("paid"),
            source_forecast: self.text("source_forecast").to_owned(),
            source_observed: self.text("source_observed").to_owned(),
            confidence: confidence?,
            note: self.told("note"),
        };
        (self.problems.len() == before).then_some(case)
    }

    /// A number, or the word that stands in its place.
    fn outcome(&mut self, observed: Option<f64>, interval: Option<PastInterval>) -> Option<PastOutcome> {
        let direction =
            if self.text("direction").is_empty() { None } else { self.word("direction", PastDirection::ALL) };
        match (self.word("finding", &FINDINGS)?, observed) {
            (true, Some(observed)) => {
                if direction.is_some() {
                    self.wrong("direction", "is for what is not_significant; a number has its sign");
                }
                if interval.is_some_and(|ends| observed < ends.low || observed > ends.high) {
                    self.wrong("observed", "lies outside `low` and `high`");
                }
                Some(PastOutcome::Number { observed, interval })
            }
            (false, None) => Some(PastOutcome::NotSignificant { direction }),
            (true, None) => {
                self.wrong("observed", "is empty; allowed: a number, or finding = not_significant");
                None
            }
            (false, Some(_)) => {
                self.wrong(
                    "observed",
                    "is a number, and the finding not_significant; a word is no number: leave it empty",
                );
                None
            }
        }
    }

    fn interval(&mut self, ends: [Option<f64>; 3]) -> Option<PastInterval> {
        match ends {
            [Some(low), Some(high), Some(level)] if low < high && level > 0.0 && level < 1.0 => {
                Some(PastInterval { low, high, level })
            }
            [None, None, None] => None,
            _ => {
                self.wrong(
                    "low",
                    "with `high` and `level` is no interval; allowed: low below high, and a level such as 0.95",
                );
                None
            }
        }
    }

    fn text(&self, key: &str) -> &str {
        &self.record[self.position(key)]
    }

    fn told(&self, key: &str) -> EachLanguage {
        EachLanguage(Language::ALL.map(|language| self.text(&format!("{key}_{}", language.code())).to_owned()))
    }

    fn word<T: Copy>(&mut self, key: &str, all: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key);
        let found = all.iter().find(|known| known.0 == text).map(|known| known.1);
        if found.is_none() {
            let hint = did_you_mean(text, all.iter().map(|known| known.0));
            self.wrong(key, &format!("is not known; {hint}"));
        }
        found
    }

    fn position(&self, key: &str) -> usize {
        self.names.iter().position(|name| name == key).unwrap_or(0)
    }

    fn wrong(&mut self, key: &str, message: &str) {
        self.problems.push(self.table.wrong_at(self.record, self.position(key), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::PastLedger;

    /// The shipped ledger with some text replaced in the row of a pair.
    fn changed(id: &str, from: &str, to: &str) -> String {
        let change =
            |line: &str| if line.starts_with(&format!("{id},")) { line.replacen(from, to, 1) } else { line.to_owned() };
        PastLedger::shipped_text().lines().map(|line| change(line) + "\n").collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (id, from, to, told) in [
            ("rikers", "not_significant,,", "not_significant,0,", "a word is no number"),
            ("rikers", "not_significant,", "nothing,", "is not known; allowed: number, not_significant"),
            ("pet_all", "number,9,", "number,,", "is empty; allowed: a number, or finding"),
            ("pet_all", "number,9,,,,", "number,9,,,,harm", "a number has its sign"),
            ("pet_all", ",net,", ",nett,", "did you mean `net`?"),
            ("ips_dk", ",4.6,22.2,", ",22.2,4.6,", "is no interval"),
            ("ips_dk", ",4.6,22.2,", ",14,22.2,", "lies outside `low` and `high`"),
            ("pet_all", "7.5,number", "0,number", "is no forecast to divide by"),
            ("essex", "essex,", "newpin,", "stands twice"),
        ] {
            let problems = cases("x.csv", changed(id, from, to).as_bytes()).expect_err(told);
            assert!(
                problems.iter().any(|problem| problem.starts_with("x.csv:") && problem.contains(told)),
                "{problems:?}"
            );
        }
        let renamed = PastLedger::shipped_text().replacen("finding", "findings", 1);
        let problems = cases("x.csv", renamed.as_bytes()).expect_err("a wrong column");
        assert!(
            problems[0].contains("did you mean `finding`?") && problems[1].contains("`finding` is missing"),
            "{problems:?}"
        );
    }
}
