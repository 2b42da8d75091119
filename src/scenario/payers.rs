//! Reading payers, and who pays or saves which share of a line.

use super::hint::did_you_mean;
use super::node::Node;
use super::reader::{Reader, Table, join};
use crate::model::{Line, Nature, Payer, PayerId, Share, Titles};

/// On whom a transfer falls unless the line says otherwise.
const CITIZEN: &str = "citizen";

/// Payers that every scenario knows.
fn usual(titles: &Titles) -> [Payer; 4] {
    let payer = |id: &str, name: &str, public| Payer { id: id.into(), name: name.into(), public, complete: true };
    [
        payer("municipality", titles.municipality, true),
        payer("region", titles.region, true),
        payer("state", titles.state, true),
        payer(CITIZEN, titles.citizens, false),
    ]
}

impl Reader<'_> {
    /// The payers that a scenario may name: the usual ones, renamed where it says so, and its own.
    /// Beside each, whether it says that it is complete.
    pub fn payers(&mut self, root: &Table<'_>) -> (Vec<Payer>, Vec<Option<bool>>) {
        let mut payers = usual(self.language.titles()).to_vec();
        let mut complete = vec![None; payers.len()];
        for (entry, table) in self.named_tables(root, "payers") {
            if ["public_sector", "society"].contains(&entry.key.as_str()) {
                self.problem(&entry.node, &table.path, "this id is taken: it names a sum of payers in the results");
            }
            let name = self.text(&table, "name");
            let public = self.flag(&table, "public");
            let stated = self.flag(&table, "complete");
            if let Some(known) = payers.iter().position(|payer| payer.id == entry.key) {
                let payer = &mut payers[known];
                payer.name = name.unwrap_or_else(|| payer.name.clone());
                payer.public = public.unwrap_or(payer.public);
                complete[known] = stated;
            } else {
                complete.push(stated);
                payers.push(Payer {
                    id: entry.key.clone(),
                    name: name.unwrap_or_else(|| entry.key.clone()),
                    public: public.unwrap_or(true),
                    complete: true,
                });
            }
        }
        (payers, complete)
    }

    /// What to know of payers that no line touches: a private one may have been meant where a transfer falls on the citizen
    /// by default.
    pub fn note_unused_payers(&mut self, root: &Table<'_>, payers: &[Payer], lines: &[Line]) {
        let untouched = |payer: usize| !lines.iter().any(|line| line.touched().any(|id| id.0 == payer));
        let by_default: Vec<String> = lines
            .iter()
            .filter(|line| matches!(line.nature, Nature::Transfer { .. }))
            .filter(|line| root.get("lines").and_then(|all| all.get(&line.id)?.get("counterpart")).is_none())
            .map(|line| format!("lines.{}", line.id))
            .collect();
        for (_, payer) in
            payers.iter().enumerate().filter(|(at, payer)| !payer.public && payer.id != CITIZEN && untouched(*at))
        {
            if let (false, Some(citizen)) = (by_default.is_empty(), payers.iter().find(|payer| payer.id == CITIZEN)) {
                let transfers = by_default.iter().map(String::as_str).collect::<Vec<_>>();
                let note = self.language.naming().unused_payer([&payer.name, &payer.id], &citizen.name, &transfers);
                self.notes.push(note);
            }
        }
    }

    pub fn payer(&mut self, table: &Table<'_>, key: &str, payers: &[Payer]) -> Option<PayerId> {
        let id = self.text(table, key)?;
        let found = payers.iter().position(|payer| payer.id == id).map(PayerId);
        if let (None, Some(node)) = (found, table.get(key)) {
            let hint = did_you_mean(&id, payers.iter().map(|payer| payer.id.as_str()));
            self.problem(node, &table.path(key), format!("no such payer; {hint} (others need an entry [payers.{id}])"));
        }
        found
    }

    pub fn shares(&mut self, table: &Table<'_>, payers: &[Payer]) -> Option<Vec<(PayerId, Share)>> {
        match (table.get("payer"), table.get("shares")) {
            (Some(_), None) => self.payer(table, "payer", payers).map(|payer| vec![(payer, Share::Rest)]),
            (None, Some(node)) => {
                let found = self.parts(table, node, payers);
                if let Some(shares) = &found {
                    let parts: Vec<Share> = shares.iter().map(|share| share.1).collect();
                    self.require_whole(node, &table.path("shares"), &parts);
                }
                found
            }
            (Some(_), Some(node)) => {
                self.problem(node, &table.path("shares"), "not allowed beside `payer`: say one of the two");
                None
            }
            (None, None) => {
                self.problem(
                    table.node,
                    &table.path("payer"),
                    "missing; say who pays: `payer`, or `shares` of several",
                );
                None
            }
        }
    }

    /// The shares as written: a number, uncertain or not, or `"rest"`.
    pub fn parts(&mut self, table: &Table<'_>, node: &Node, payers: &[Payer]) -> Option<Vec<(PayerId, Share)>> {
        let path = table.path("shares");
        let Some(entries) = node.entries() else {
            self.problem(node, &path, "allowed: shares by payer, such as { state = 0.2, municipality = \"rest\" }");
            return None;
        };
        let mut shares = Vec::new();
        for entry in entries {
            let path = join(&path, &entry.key);
            let payer = payers.iter().position(|payer| payer.id == entry.key).map(PayerId);
            if payer.is_none() {
                let hint = did_you_mean(&entry.key, payers.iter().map(|payer| payer.id.as_str()));
                self.problem(&entry.node, &path, format!("no such payer; {hint}"));
            }
            let share = self.share(&entry.node, &path);
            self.inherit(table, &format!("shares.{}", entry.key));
            shares.push(payer.zip(share));
        }
        shares.into_iter().collect()
    }

    pub fn nature(&mut self, table: &Table<'_>, payers: &[Payer]) -> Option<Nature> {
        let nature = if table.has("nature") { self.choice(table, "nature")? } else { "resource" };
        if nature == "resource" {
            if let Some(node) = table.get("counterpart") {
                self.problem(
                    node,
                    &table.path("counterpart"),
                    "only a transfer has a counterpart; write nature = \"transfer\"",
                );
            }
            return Some(Nature::Resource);
        }
        let counterpart = if table.has("counterpart") {
            self.payer(table, "counterpart", payers)?
        } else {
            PayerId(payers.iter().position(|payer| payer.id == CITIZEN)?)
        };
        Some(Nature::Transfer { counterpart })
    }
}
