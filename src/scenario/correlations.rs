//! `[[correlations]]` between uncertain numbers.

use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::{CORRELATION, Domain};
use crate::model::{Assumed, Copula, Correlation, NotPositiveDefinite, RankCorrelation};
use std::collections::HashSet;

/// Most correlations that a message lists.
const MOST_OFFERED: usize = 12;

/// What the scenario says of correlations.
#[derive(Default)]
pub(super) struct Correlated {
    pub correlations: Vec<Correlation>,
    pub copula: Option<Copula>,
}

/// The paths that correlations name, whether they are sound or not.
pub(super) fn named(root: &Node) -> Vec<String> {
    let Some(Node { value: Value::List(items), .. }) = root.get("correlations") else { return Vec::new() };
    let between = items.iter().filter_map(|item| match item.get("between") {
        Some(Node { value: Value::List(paths), .. }) => Some(paths),
        _ => None,
    });
    let path = |node: &Node| if let Value::Text(path) = &node.value { Some(path.clone()) } else { None };
    between.flatten().filter_map(path).collect()
}

impl Reader<'_> {
    /// Reads all correlations, after every number has been read.
    pub fn correlations(&mut self, root: &Table<'_>) -> Correlated {
        const SECTION: &str = "correlations";
        let Some(node) = root.get(SECTION) else { return Correlated::default() };
        let Value::List(items) = &node.value else {
            let message = format!("this is {}; allowed: tables, each headed [[correlations]]", node.kind());
            self.problem(node, SECTION, message);
            return Correlated::default();
        };
        let before = self.problems.len();
        let mut correlations: Vec<Correlation> = Vec::new();
        let mut known = HashSet::new();
        for item in items {
            let Some(correlation) = self.correlation(item, SECTION) else { continue };
            let [first, second] = correlation.pair.between;
            if known.insert((first.min(second), first.max(second))) {
                correlations.push(correlation);
            } else {
                let [first, second] = [first, second].map(|id| self.parameters[id].path.clone());
                let message = format!("{first} and {second} are correlated twice; allowed: once");
                self.problem(item, SECTION, message);
            }
        }
        if self.problems.len() > before {
            return Correlated::default();
        }
        let pairs: Vec<RankCorrelation> = correlations.iter().map(|correlation| correlation.pair).collect();
        match Copula::new(&pairs) {
            Ok(copula) => {
                // A number that is set is correlated with none, but stays in the copula, so that the draws of the others do not change.
                let uncertain = |id: usize| !self.parameters[id].distribution.is_fixed();
                correlations.retain(|correlation| correlation.pair.between.into_iter().all(uncertain));
                Correlated { correlations, copula }
            }
            Err(error) => {
                let message = format!("{error}; {}", self.offered(&error));
                self.problem(node, SECTION, message);
                Correlated::default()
            }
        }
    }

    /// One correlation; `None` where it is wrong, or where an override has fixed one of the two numbers.
    fn correlation(&mut self, item: &Node, path: &str) -> Option<Correlation> {
        let table = self.table(item, path, &CORRELATION)?;
        let (source, note, grade) = (self.text(&table, "source"), self.text(&table, "note"), self.grade(&table));
        let (between, rank) = (table.get("between")?, table.get("rank")?);
        let (path, key) = (table.path("between"), table.path("rank"));
        let names = self.texts(between, &path)?;
        let rank_value = self.number(rank, &key, Domain::Real);
        let [first, second] = names.as_slice() else {
            self.problem(between, &path, format!("this names {}; allowed: two paths", names.len()));
            return None;
        };
        if first == second {
            self.problem(between, &path, "this names one number twice; allowed: two different ones");
            return None;
        }
        let (first, second) = (self.uncertain(between, &path, first), self.uncertain(between, &path, second));
        if first.is_refused() || second.is_refused() {
            return None;
        }
        let value = rank_value?;
        if !(value > -1.0 && value < 1.0) {
            let message = "allowed: above -1 and below 1; two numbers that are always in step are one parameter";
            self.problem(rank, &key, message);
            return None;
        }
        let pair = RankCorrelation { between: [first.found()?, second.found()?], rank: value };
        Some(Correlation { pair, source, grade, note })
    }

    /// The parameter at a path; absent where an override has fixed it.
    fn uncertain(&mut self, node: &Node, key: &str, path: &str) -> Optional<usize> {
        if let Some(at) = self.parameters.iter().position(|parameter| parameter.path == path) {
            return Optional::Found(at);
        }
        let overridden = self.is_overridden(path);
        let assumption = self.assumptions.iter().find(|assumption| assumption.path == path);
        let message = match assumption.map(|assumption| &assumption.value) {
            Some(Assumed::Fixed(_)) if overridden => return Optional::Absent,
            Some(Assumed::Fixed(value)) => format!("`{path}` is fixed at {value}; only uncertain numbers go together"),
            Some(_) => format!("`{path}` is not one number drawn once; correlate the parameters in it"),
            None => {
                let known: Vec<&str> = self.parameters.iter().map(|parameter| parameter.path.as_str()).collect();
                format!("no uncertain number has the path `{path}`; {}", did_you_mean(path, known))
            }
        };
        self.problem(node, key, message);
        Optional::Refused
    }

    fn offered(&self, error: &NotPositiveDefinite) -> String {
        let path = |parameter: usize| self.parameters[parameter].path.as_str();
        let pair = |pair: &RankCorrelation| {
            format!("{} with {}: rank = {}", path(pair.between[0]), path(pair.between[1]), pair.rank)
        };
        let factor = format!("multiply every rank by {} or less", error.factor);
        if error.nearest.is_empty() {
            return if error.factor > 0.0 {
                format!("{factor}, or leave some out")
            } else {
                "leave some out".to_owned()
            };
        }
        let nearest = error.nearest.iter().take(MOST_OFFERED).map(pair).collect::<Vec<_>>().join(", ");
        let more = error.nearest.len().saturating_sub(MOST_OFFERED);
        let more = if more > 0 { format!(", … and {more} more; or {factor}") } else { String::new() };
        format!("the nearest that are possible: {nearest}{more}")
    }
}
