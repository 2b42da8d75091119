//! Reading a file that lists several programmes.

use super::hint::did_you_mean;
use super::id::{ID, is_id};
use super::node::{KeyValue, Node, Value};
use super::overrides::Override;
use super::portfolio::{CommonDraws, FirstProgramme, ListedProgramme, PortfolioFile, ProgrammeSize};
use super::problem::{Problem, Problems};
use super::source::Source;
use super::tables::{Keys, TableReader};
use super::values::EachLanguage;
use crate::model::{Grade, Language};

const TOP: [&str; 8] = ["title", "scenario", "payer", "common", "budget", "deviation", "first", "programmes"];
const FIRST: [&str; 3] = ["programme", "wait", "cost"];
const PROGRAMME: [&str; 10] =
    ["title", "scenario", "variant", "set", "participants", "factor", "budget", "deviation", "source", "evidence"];

pub(super) struct PortfolioReader<'s> {
    reader: TableReader<'s>,
}

impl<'s> PortfolioReader<'s> {
    pub fn new(source: &'s Source<'s>, syntax: Vec<Problem>) -> Self {
        Self { reader: TableReader::new(source, syntax) }
    }

    pub fn read(mut self, root: &Node, text: &str) -> Result<PortfolioFile, Problems> {
        let found = self.file(root, text);
        match found {
            Some(found) if self.reader.problems.is_empty() => Ok(found),
            _ => Err(Problems::new(self.reader.problems)),
        }
    }

    fn file(&mut self, root: &Node, text: &str) -> Option<PortfolioFile> {
        let table = self.reader.table(root, "", &TOP)?;
        let usual = self.reader.text(&table, "scenario");
        let everywhere = self.deviation(&table);
        let listed = root.get("programmes").and_then(Node::entries).unwrap_or_default();
        if listed.len() < 2 {
            let message = "allowed: two programmes or more, each a table [programmes.ID]";
            self.reader.problem(root.get("programmes").unwrap_or(root), "programmes", message);
        }
        let programmes: Vec<Option<ListedProgramme>> =
            listed.iter().map(|entry| self.programme(entry, usual.as_deref(), &everywhere)).collect();
        let ids: Vec<&str> = listed.iter().map(|entry| entry.key.as_str()).collect();
        let first = root.get("first").and_then(|node| self.first(node, &ids));
        let payer = self.reader.text(&table, "payer");
        let common = root.get("common").and_then(|node| self.common(node));
        let budget = self.amount(&table, "budget");
        let title = self.reader.told(&table, "title").unwrap_or_default();
        let programmes = programmes.into_iter().collect::<Option<Vec<_>>>()?;
        Some(PortfolioFile { text: text.to_owned(), title, payer, common, budget, first, programmes })
    }

    fn programme(
        &mut self,
        entry: &KeyValue,
        usual: Option<&str>,
        everywhere: &[(String, f64)],
    ) -> Option<ListedProgramme> {
        let path = format!("programmes.{}", entry.key);
        if !is_id(&entry.key) {
            self.reader.problem(&entry.node, &path, ID);
        }
        let table = self.reader.table(&entry.node, &path, &PROGRAMME)?;
        let scenario = match table.get("scenario") {
            Some(_) => self.reader.text(&table, "scenario"),
            None => usual.map(str::to_owned),
        };
        if scenario.is_none() && table.get("scenario").is_none() {
            let message = "missing; name a scenario here, or one for all at the top";
            self.reader.problem(table.node, &table.path("scenario"), message);
        }
        let named = EachLanguage(Language::ALL.map(|_| entry.key.clone()));
        let title = self.reader.told(&table, "title").unwrap_or(named);
        let [participants, factor, budget] = ["participants", "factor", "budget"].map(|key| self.amount(&table, key));
        let size = match (participants, factor) {
            (Some(participants), None) => Some(ProgrammeSize::Participants(participants)),
            (None, Some(factor)) => Some(ProgrammeSize::Factor(factor)),
            (None, None) => None,
            (Some(_), Some(_)) => {
                let message = "stands beside participants; allowed: one of them";
                self.reader.problem(table.node, &table.path("factor"), message);
                None
            }
        };
        let mut deviation = self.deviation(&table);
        let own: Vec<String> = deviation.iter().map(|(path, _)| path.clone()).collect();
        deviation.extend(everywhere.iter().filter(|(path, _)| !own.contains(path)).cloned());
        // 0 takes a deviation that all have away.
        deviation.retain(|(_, sd)| *sd > 0.0);
        let grades = Grade::ALL.map(|(name, _)| name);
        Some(ListedProgramme {
            id: entry.key.clone(),
            title,
            scenario: scenario?,
            variant: self.reader.text(&table, "variant"),
            set: self.set(&table),
            size,
            budget,
            deviation,
            source: self.reader.told(&table, "source").unwrap_or_default(),
            grade: self.reader.choice(&table, "evidence", &grades).and_then(Grade::named),
        })
    }

    fn first(&mut self, node: &Node, ids: &[&str]) -> Option<FirstProgramme> {
        let table = self.reader.table(node, "first", &FIRST)?;
        self.reader.needed(&table, "programme")?;
        let id = self.reader.text(&table, "programme")?;
        let [wait, cost] = ["wait", "cost"].map(|key| self.amount(&table, key).unwrap_or(0.0));
        let programme = ids.iter().position(|known| *known == id);
        if programme.is_none() {
            self.reader.problem(node, "first.programme", did_you_mean(&id, ids.iter().copied()));
        }
        Some(FirstProgramme { programme: programme?, wait, cost })
    }

    fn common(&mut self, node: &Node) -> Option<CommonDraws> {
        match &node.value {
            Value::Text(text) if text == "all" => Some(CommonDraws::All),
            Value::Text(text) if text == "none" => Some(CommonDraws::Nothing),
            Value::List(items) if !items.is_empty() => {
                let paths = items.iter().map(|item| self.reader.text_at(item, "common")).collect::<Option<Vec<_>>>();
                paths.map(CommonDraws::Paths)
            }
            _ => {
                self.reader.problem(node, "common", "allowed: \"all\", \"none\", or a list of paths");
                None
            }
        }
    }

    fn set(&mut self, table: &Keys<'_>) -> Vec<Override> {
        let Some(set) = table.get("set") else { return Vec::new() };
        let (path, allowed) = (table.path("set"), "allowed: a list of changes, [\"PATH=VALUE\"], as --set takes them");
        let Value::List(items) = &set.value else {
            self.reader.problem(set, &path, allowed);
            return Vec::new();
        };
        let mut changes = Vec::new();
        for item in items {
            match self.reader.text_at(item, &path).map(|text| text.parse()) {
                Some(Ok(change)) => changes.push(change),
                Some(Err(told)) => self.reader.problem(item, &path, told),
                None => {}
            }
        }
        changes
    }

    /// Paths with standard deviations.
    fn deviation(&mut self, table: &Keys<'_>) -> Vec<(String, f64)> {
        let Some(node) = table.get("deviation") else { return Vec::new() };
        let path = table.path("deviation");
        let Some(entries) = node.entries() else {
            let message = "allowed: a table of paths in quotes, each with a standard deviation";
            self.reader.problem(node, &path, message);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in entries {
            let own = format!("{path}.\"{}\"", entry.key);
            let Some(sd) = self.reader.number_at(&entry.node, &own) else { continue };
            if (0.0..=5.0).contains(&sd) {
                found.push((entry.key.clone(), sd));
            } else {
                let message = "allowed: a standard deviation from 0 to 5 (in log-odds, or logs)";
                self.reader.problem(&entry.node, &own, message);
            }
        }
        found
    }

    /// An amount of zero or more, where there is one.
    fn amount(&mut self, table: &Keys<'_>, key: &str) -> Option<f64> {
        let found = self.reader.optional(table, key)?;
        if (0.0..1e15).contains(&found) {
            return Some(found);
        }
        self.reader.problem(table.get(key)?, &table.path(key), "allowed: a number from 0 to 1e15");
        None
    }
}
