//! Reading the price level, and the indices that bring amounts to it.

use super::decimal::DecimalMark;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::optional::Optional;
use super::price_level::{PriceIndex, Prices};
use super::reader::{Reader, Table, join};
use super::shape::{Domain, INDEX_FILE};
use super::values::ValueIndex;
use crate::model::{Assumed, Assumption, Grade, Line, PriceStep, Quantity, Written};
use std::collections::{BTreeMap, BTreeSet};

/// Calendar years that may have an index number.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl Reader<'_> {
    /// Reads `[prices]`, so that lines can be brought to its level. Of an index the numbers that lines need are assumptions.
    pub fn read_prices(&mut self, root: &Table<'_>) {
        let Some(table) = self.section(root, "prices") else { return };
        let level = self.integer(&table, "level").and_then(|year| i32::try_from(year).ok());
        let mut indices = Vec::new();
        if table.has("index") {
            let used = years_used(root.node, None);
            let title = self.title(&table).unwrap_or_else(|| self.language.titles().price_index.to_owned());
            indices.push(self.price_index(&table, (None, title), &used, level));
        } else if let Some(node) = table.get("title") {
            self.problem(node, &table.path("title"), "there is no `index` that it could be the title of");
        }
        for (entry, table) in self.named_tables(&table, "indices") {
            let used = years_used(root.node, Some(&entry.key));
            let title = self.title(&table).unwrap_or_else(|| entry.key.replace('_', " "));
            indices.push(self.price_index(&table, (Some(entry.key.clone()), title), &used, level));
        }
        self.prices = level.map(|level| Prices { level, indices }).into();
    }

    fn price_index(
        &mut self,
        table: &Table<'_>,
        (id, title): (Option<String>, String),
        used: &BTreeSet<i32>,
        level: Option<i32>,
    ) -> PriceIndex {
        let path = table.path("index");
        let of_values = table.get("index").map_or(Optional::Absent, |node| self.index_of_values(node, &path));
        let numbers = match &of_values {
            Optional::Found(index) => Some(index.numbers.clone()),
            Optional::Refused => None,
            Optional::Absent => table.get("index").and_then(|node| self.index_numbers(node, &path)),
        };
        let of_values = of_values.found();
        let title = match &of_values {
            Some(index) if !table.has("title") => index.title.clone(),
            _ => title,
        };
        if let (Some(numbers), Some(level), Some(node)) = (&numbers, level, table.get("index"))
            && !numbers.contains_key(&level)
        {
            let message = format!("has no number for {level}, the price level; it has {}", spans(numbers.keys()));
            self.problem(node, &path, message);
        }
        let (source, grade, note) = (self.text(table, "source"), self.grade(table), self.text(table, "note"));
        let of_year = |year: i32| source.clone().or_else(|| of_values.as_ref()?.sources.get(&year).cloned());
        let grade = grade.or(of_values.as_ref().map(|_| Grade::Registry));
        // An index that no line needs is no assumption of the results.
        let wanted =
            |year: i32| used.iter().any(|used| Some(*used) != level) && (used.contains(&year) || level == Some(year));
        let quantity = |(year, value): (i32, f64)| {
            if !wanted(year) {
                return (year, Quantity::Fixed(value));
            }
            let path = format!("{path}.{year}");
            self.assumptions.push(Assumption {
                path: path.clone(),
                title: format!("{title}, {year}"),
                form: Written::PLAIN,
                value: Assumed::Fixed(value),
                unit: None,
                source: of_year(year),
                grade,
                note: note.clone(),
            });
            (year, self.certain(&path, value))
        };
        let numbers = numbers.map(|numbers| numbers.into_iter().map(quantity).collect());
        let cited = of_values.map(|ValueIndex { reference, kind, .. }| (reference, kind));
        PriceIndex { id, path, title, numbers, cited }
    }

    /// Index numbers by year: of a data file, and as written.
    fn index_numbers(&mut self, node: &Node, path: &str) -> Option<BTreeMap<i32, f64>> {
        const ALLOWED: &str = "allowed: numbers by year, { 2014 = 98.4, 2016 = 100 }, { file = …, years = …, column = … }, or \"values.SERIES\"";
        let Some(entries) = node.entries() else {
            self.problem(node, path, format!("this is {}; {ALLOWED}", node.kind()));
            return None;
        };
        let of_file = |key: &str| INDEX_FILE.field(key).is_some();
        let mut sound = true;
        let mut numbers = BTreeMap::new();
        if entries.iter().any(|entry| of_file(&entry.key)) {
            match self.index_of_file(node, path) {
                Some(read) => numbers = read,
                None => sound = false,
            }
        }
        for entry in entries.iter().filter(|entry| !of_file(&entry.key)) {
            let path = join(path, &entry.key);
            let year = entry.key.parse().ok().filter(|year| YEARS.contains(year) && entry.key.len() == 4);
            if year.is_none() {
                self.key_problem(entry, &path, format!("no year from {} to {}; {ALLOWED}", YEARS.start(), YEARS.end()));
            }
            let value = self.number(&entry.node, &path, Domain::NonNegative);
            if value == Some(0.0) {
                self.problem(&entry.node, &path, "out of range; allowed: a number above 0");
                sound = false;
            }
            match year.zip(value) {
                Some((year, value)) => _ = numbers.insert(year, value),
                None => sound = false,
            }
        }
        if sound && numbers.is_empty() {
            self.problem(node, path, format!("empty; {ALLOWED}"));
            sound = false;
        }
        sound.then_some(numbers)
    }

    /// An index in two columns of a data file.
    fn index_of_file(&mut self, node: &Node, path: &str) -> Option<BTreeMap<i32, f64>> {
        let table = Table { path: path.to_owned(), node, shape: &INDEX_FILE };
        for field in INDEX_FILE.fields.iter().filter(|field| field.required && !table.has(field.key)) {
            self.problem(node, &table.path(field.key), format!("missing; it is required: {}", field.about));
        }
        let [file, years, column] = ["file", "years", "column"].map(|key| self.text(&table, key));
        let decimal = self.choice(&table, "decimal").and_then(DecimalMark::named);
        let (file, years, column) = (file?, years?, column?);
        let read = self.data_column(&file, Some(&years), None).and_then(|read_years| {
            let numbers = self.data_column(&file, Some(&column), decimal)?;
            let mut index = BTreeMap::new();
            for (year, number) in read_years.into_iter().zip(numbers) {
                let whole = YEARS.clone().find(|known| f64::from(*known) == year);
                let whole = whole.ok_or_else(|| format!("{file}, column `{years}`: {year} is no year"))?;
                if number <= 0.0 {
                    return Err(format!("{file}, column `{column}`: {number} in {whole}; allowed: numbers above 0"));
                }
                if index.insert(whole, number).is_some() {
                    return Err(format!("{file}, column `{years}`: {whole} stands there twice"));
                }
            }
            Ok(index)
        });
        read.map_err(|message| self.problem(table.get("file").unwrap_or(node), &table.path("file"), message)).ok()
    }

    /// What brings amounts in the prices of a year to the price level, by the index of a line; absent where the scenario has no price
    /// level, or the year is it. `place` has the price year; `instead` are other ways to say it there.
    pub fn price_step(
        &mut self,
        line: &Table<'_>,
        place: &Table<'_>,
        year: Option<i32>,
        instead: &str,
    ) -> Optional<PriceStep> {
        let level = match &self.prices {
            Optional::Refused => return Optional::Refused,
            Optional::Absent => {
                if let Some(node) = line.get("index") {
                    self.problem(
                        node,
                        &line.path("index"),
                        "there is no price level; it needs [prices] with a `level`",
                    );
                }
                return Optional::Absent;
            }
            Optional::Found(prices) => prices.level,
        };
        let wanted = self.text(line, "index");
        if line.has("index") && wanted.is_none() {
            return Optional::Refused;
        }
        let Some(year) = year else {
            if !place.has("price_year") {
                let message = format!(
                    "missing; [prices] brings every amount to the prices of {level}, so say the year whose prices this one is in{instead}"
                );
                self.problem(place.node, &place.path("price_year"), message);
            }
            return Optional::Refused;
        };
        match self.price_step_by(wanted.as_deref(), year) {
            Ok(Some(step)) => Optional::Found(step),
            Ok(None) => Optional::Absent,
            Err(None) => Optional::Refused,
            Err(Some((key, message))) => {
                let at = if key == "index" { line } else { place };
                self.problem(at.get(key).unwrap_or(at.node), &at.path(key), message);
                Optional::Refused
            }
        }
    }

    /// The same for an index by its id; `Err` = the key that is wrong and why, unless that was reported.
    fn price_step_by(&self, id: Option<&str>, year: i32) -> Result<Option<PriceStep>, Option<(&'static str, String)>> {
        let Optional::Found(Prices { level, indices }) = &self.prices else { return Ok(None) };
        let index = indices.iter().find(|index| index.id.as_deref() == id);
        match (index, id) {
            (None, Some(id)) => {
                let hint = did_you_mean(id, indices.iter().filter_map(|index| index.id.as_deref()));
                Err(Some(("index", format!("there is no [prices.indices.{id}]; {hint}"))))
            }
            _ if year == *level => Ok(None),
            (None, None) => {
                let message = format!(
                    "{year} is not the price level, {level}, and there is no prices.index; give it, or name one of \
                     [prices.indices] in `index`"
                );
                Err(Some(("price_year", message)))
            }
            (Some(PriceIndex { path, title, numbers, .. }), _) => {
                let numbers = numbers.as_ref().ok_or(None)?;
                let to = *numbers.get(level).ok_or(None)?;
                let from = numbers.get(&year).ok_or_else(|| {
                    let has = spans(numbers.keys());
                    Some(("price_year", format!("{path} has no number for {year}; it has {has}")))
                })?;
                let (index, title) = (path.clone(), title.clone());
                Ok(Some(PriceStep { index, title, from: (year, *from), to: (*level, to) }))
            }
        }
    }

    /// What to know of lines in the prices of several years where no price level is wanted.
    pub fn note_price_years(&mut self, root: &Table<'_>, lines: &[Line]) {
        let years: BTreeSet<i32> = lines.iter().filter_map(|line| line.provenance.price_year).collect();
        if years.len() > 1 && !root.has("prices") {
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            self.notes.push(self.language.naming().several_price_years(&years));
        }
    }
}

/// The price years of the lines that take an index.
fn years_used(root: &Node, id: Option<&str>) -> BTreeSet<i32> {
    let mut years = BTreeSet::new();
    for line in root.get("lines").and_then(Node::entries).into_iter().flatten() {
        let index = match line.node.get("index").map(|node| &node.value) {
            Some(Value::Text(id)) => Some(id.as_str()),
            _ => None,
        };
        if index == id {
            gather(&line.node, &mut years);
        }
    }
    years
}

/// The price years anywhere below a node.
fn gather(node: &Node, years: &mut BTreeSet<i32>) {
    for entry in node.entries().into_iter().flatten() {
        if let ("price_year", Value::Integer(year)) = (entry.key.as_str(), &entry.node.value) {
            years.extend(i32::try_from(*year));
        }
        gather(&entry.node, years);
    }
}

/// Years in words: `2014, 2016–2024`.
fn spans<'y>(years: impl Iterator<Item = &'y i32>) -> String {
    let mut spans: Vec<(i32, i32)> = Vec::new();
    for &year in years {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => spans.push((year, year)),
        }
    }
    let told = |(first, last): &(i32, i32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    spans.iter().map(told).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_row_are_told_by_their_ends() {
        assert_eq!(spans([2014, 2016, 2017, 2018, 2020].iter()), "2014, 2016–2018, 2020");
    }
}
