//! Reading `[[variants]]`, and a scenario in one of its variants.

use super::data_file::Fetch;
use super::hint::did_you_mean;
use super::id::{ID, is_id};
use super::node::{Node, Value};
use super::overrides::Override;
use super::parsed::{Reading, Scenario};
use super::problem::{Problem, Problems};
use super::reader::{Reader, Table};
use super::shape::{Domain, VARIANT};
use super::variant::Variant;

impl Scenario {
    /// The scenario in one of its variants, with further overrides. `fetch` is as in [`Scenario::parse`].
    ///
    /// # Errors
    /// When there is no such variant, or the scenario is not valid with its settings.
    pub fn variant(&self, id: &str, overrides: &[Override], fetch: Fetch<'_>) -> Result<Self, Problems> {
        let Some(variant) = self.variants.iter().find(|variant| variant.id == id) else {
            let known = self.variants.iter().map(|variant| variant.id.as_str());
            let message = if self.variants.is_empty() {
                "the scenario has no [[variants]]".to_owned()
            } else {
                format!("no such variant; {}", did_you_mean(id, known))
            };
            let origin = format!("--variant {id}");
            let problem = Problem { origin, place: None, key: String::new(), found: String::new(), message };
            return Err(Problems::new(vec![problem]));
        };
        Self::read(&Reading { variant: Some(variant), ..self.reading() }, overrides, fetch)
    }

    /// The scenario in one of its variants, with its own overrides and the data files that it was read with.
    ///
    /// # Errors
    /// As [`Scenario::variant`].
    pub fn in_variant(&self, id: &str) -> Result<Self, Problems> {
        let own = self.variant.as_ref().map_or(0, |variant| variant.settings.len());
        self.variant(id, &self.overrides[own..], &|name| self.data_file(name))
    }

    /// The overrides that are no settings of its variant.
    #[must_use]
    pub fn set_by_hand(&self) -> Vec<String> {
        let own = self.variant.as_ref().map_or(0, |variant| variant.settings.len());
        self.overrides[own..].iter().map(ToString::to_string).collect()
    }
}

impl Reader<'_> {
    /// Reads the variants. Whether the scenario is valid with their settings shows when one is asked for.
    pub fn read_variants(&mut self, root: &Table<'_>) {
        const SECTION: &str = "variants";
        let Some(node) = root.get(SECTION) else { return };
        let Value::List(items) = &node.value else {
            let message = format!("this is {}; allowed: tables, each headed [[variants]]", node.kind());
            self.problem(node, SECTION, message);
            return;
        };
        for item in items {
            let Some(variant) = self.one_variant(item, SECTION) else { continue };
            if self.variants.iter().any(|known| known.id == variant.id) {
                self.problem(item, SECTION, format!("`{}` is the id of two variants; allowed: of one", variant.id));
            }
            self.variants.push(variant);
        }
        let sum: f64 = self.variants.iter().filter_map(|variant| variant.weight).sum();
        if sum > 1.0 + 1e-9 {
            self.problem(node, SECTION, format!("the weights sum to {sum}; allowed: at most 1"));
        }
    }

    fn one_variant(&mut self, item: &Node, path: &str) -> Option<Variant> {
        let table = self.table(item, path, &VARIANT)?;
        let id = self.text(&table, "id")?;
        if !is_id(&id)
            && let Some(node) = table.get("id")
        {
            self.problem(node, &table.path("id"), ID);
        }
        let title = self.title(&table).unwrap_or_else(|| id.replace('_', " "));
        let weight = table.get("weight").and_then(|node| self.number(node, &table.path("weight"), Domain::Probability));
        let choice = self.flag(&table, "choice").unwrap_or(false);
        if let (true, Some(_), Some(node)) = (choice, weight, table.get("weight")) {
            let message = "not allowed beside choice = true: what one chooses is not more or less likely";
            self.problem(node, &table.path("weight"), message);
        }
        let (source, note, grade) = (self.text(&table, "source"), self.text(&table, "note"), self.grade(&table));
        let node = table.get("set")?;
        let place = self.place(node);
        let mut settings = Vec::new();
        for text in self.texts(node, &table.path("set"))? {
            match text.parse::<Override>() {
                Ok(change) => settings.push(change),
                Err(message) => self.problem(node, &table.path("set"), format!("`{text}`: {message}")),
            }
        }
        Some(Variant { id, title, settings, weight, choice, source, grade, note, place })
    }
}
