//! Applying overrides to the tree of a scenario.

use super::hint::did_you_mean;
use super::node::{KeyValue, Node, Origin, Value};
use super::overrides::{Figures, Override};
use super::problem::Problem;
use super::relative::is_relative;
use super::shape::SHIFT_KEY;

/// The node at a path; for a documented number, its value.
pub(super) fn find<'n>(root: &'n Node, path: &str) -> Option<&'n Node> {
    let node = path.split('.').try_fold(root, |node, key| node.get(key))?;
    Some(node.get("value").unwrap_or(node))
}

/// Replaces the value at the override's path. Where a documented number stands there, its `value` is replaced and its
/// `base` dropped, and unit and source stay.
pub(super) fn apply(root: &mut Node, change: &Override, index: usize) -> Result<(), Problem> {
    let problem = |message: String| Problem {
        origin: Override::argument(&change.to_string()),
        place: None,
        key: change.path.clone(),
        found: change.typed().to_owned(),
        message,
    };
    let new = new_value(change, index).map_err(|message| {
        let bare_word = change.value.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
        let quotes = format!("text needs quotes of its own: '{}=\"{}\"'", change.path, change.value);
        problem(if bare_word { quotes } else { message })
    })?;
    let keys: Vec<&str> = change.path.split('.').map(str::trim).collect();
    let mut node = root;
    // The ids that counts name have a place under `types` or `tiers`, whether the file says more of them or not.
    let mut counted: Vec<String> = Vec::new();
    for (depth, key) in keys.iter().enumerate() {
        let here = keys[..depth].join(".");
        let Some(entries) = node.entries_mut() else {
            return Err(problem(format!("`{here}` is a single value and has nothing below it")));
        };
        if let Some(counts) = entries.iter().find(|entry| entry.key == "counts") {
            counted = counted_ids(&counts.node);
        }
        let position = entries.iter().position(|entry| entry.key == *key);
        let last = depth + 1 == keys.len();
        let is_counted = match depth.checked_sub(1).map(|above| keys[above]) {
            Some("types" | "tiers") => counted.iter().any(|id| id == key),
            _ => !counted.is_empty() && matches!(*key, "types" | "tiers"),
        };
        let position = match position {
            Some(position) => position,
            // A key that may stand but does not: the reader judges whether it may. Ids are never invented.
            // A new line is one that says what kind it is.
            None if last
                && (!keys[..depth].last().is_some_and(|parent| NAMED.contains(parent))
                    || keys[..depth] == ["lines"] && new.get("kind").is_some()) =>
            {
                let value = Value::Table(vec![]);
                let node = Node { value, origin: Origin::Override(index) };
                entries.push(KeyValue { key: (*key).to_owned(), key_origin: Origin::Override(index), node });
                entries.len() - 1
            }
            None if SECTIONS.contains(key) && depth == 0 || is_counted => {
                let node = Node { value: Value::Table(vec![]), origin: Origin::Override(index) };
                entries.push(KeyValue { key: (*key).to_owned(), key_origin: Origin::Override(index), node });
                entries.len() - 1
            }
            None => {
                let mut known: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
                if matches!(keys[..depth].last(), Some(&("types" | "tiers"))) {
                    known.extend(counted);
                }
                let hint = did_you_mean(key, known.iter().map(String::as_str));
                let place = if here.is_empty() { "the scenario".to_owned() } else { format!("`{here}`") };
                return Err(problem(format!("{place} has no `{key}`; {hint} (`provenu check` lists every path)")));
            }
        };
        if last && *key == "value" {
            // The stated base belonged to the value that goes.
            entries.retain(|entry| entry.key != "base" && entry.key != SHIFT_KEY);
        }
        let position = entries.iter().position(|entry| entry.key == *key).unwrap_or(position);
        node = &mut entries[position].node;
    }
    match new.entries() {
        Some([KeyValue { key, .. }]) if key == SHIFT_KEY => {
            if node.entries().is_some_and(<[KeyValue]>::is_empty) {
                return Err(problem("there is no number to shift; allowed: a path that `check` prints".to_owned()));
            }
            shift(node, &new);
        }
        _ => replace(node, new),
    }
    Ok(())
}

/// The ids that counts name, of events or of either arm.
fn counted_ids(counts: &Node) -> Vec<String> {
    let inner = counts.get("value").unwrap_or(counts);
    let mut ids = Vec::new();
    for entry in inner.entries().into_iter().flatten() {
        match entry.node.entries() {
            Some(_) => ids.extend(counted_ids(&entry.node)),
            None => ids.push(entry.key.clone()),
        }
    }
    ids
}

/// The value that an override brings.
fn new_value(change: &Override, index: usize) -> Result<Node, String> {
    let number = |number: f64| Node { value: Value::Float(number), origin: Origin::Override(index) };
    match &change.figures {
        None => Node::parse_value(&change.value, index),
        Some(Figures::One(figure)) => Ok(number(*figure)),
        Some(Figures::List(figures)) => {
            let value = Value::List(figures.iter().copied().map(number).collect());
            Ok(Node { value, origin: Origin::Override(index) })
        }
    }
}

/// Tables with ids of the scenario as keys.
const NAMED: [&str; 7] = ["lines", "parameters", "payers", "tiers", "events", "subgroups", "types"];
/// Tables that an override may bring in.
const SECTIONS: [&str; 5] = ["discounting", "relapse", "family", "labour_market", "optimism_bias"];

/// Puts the new base beside the value, in a table.
fn shift(node: &mut Node, new: &Node) {
    if node.get("value").is_none() && node.get("each").is_none() {
        let old = std::mem::replace(node, Node { value: Value::Table(vec![]), origin: new.origin.clone() });
        if let Some(entries) = node.entries_mut() {
            entries.push(KeyValue { key: "value".to_owned(), key_origin: new.origin.clone(), node: old });
        }
    }
    if let (Some(entries), Some(added)) = (node.entries_mut(), new.entries()) {
        entries.retain(|entry| entry.key != SHIFT_KEY);
        entries.extend(added.iter().cloned());
    }
}

fn replace(node: &mut Node, mut new: Node) {
    if is_relative(&new) {
        // What the arm is called stays; where the number came from does not.
        let title = node.entries().into_iter().flatten().find(|entry| entry.key == "title").cloned();
        if let Some(entries) = new.entries_mut().filter(|entries| entries.iter().all(|entry| entry.key != "title")) {
            entries.extend(title);
        }
        *node = new;
        return;
    }
    let has_content = |node: &Node| node.get("value").is_some() || node.get("each").is_some();
    let documented = has_content(node) && !has_content(&new);
    let list = matches!(new.value, Value::List(_));
    match node.entries_mut() {
        Some(entries) if documented => {
            let replaced = |key: &str| {
                matches!(key, "value" | "each" | "base" | SHIFT_KEY)
                    || (list && matches!(key, "profile" | "from" | "until"))
            };
            entries.retain(|entry| !replaced(&entry.key));
            entries.push(KeyValue { key: "value".to_owned(), key_origin: new.origin.clone(), node: new });
        }
        _ => *node = new,
    }
}
