//! Reading payers and ledger lines.

use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::reader::{Reader, Table, join};
use super::shape::Domain;
use crate::model::{Amount, Driver, Kind, Line, Nature, Payer, PayerId, Quantity, Series, Share, Tier};

/// Payers that every scenario knows, with whether they are public.
const USUAL: [(&str, &str, bool); 4] = [
    ("municipality", "Municipality", true),
    ("region", "Region", true),
    ("state", "State", true),
    ("citizen", "Citizens", false),
];

impl Reader<'_> {
    /// The payers that a scenario may name: the usual ones, renamed where it says so, and its own.
    pub fn payers(&mut self, root: &Table<'_>) -> Vec<Payer> {
        let mut payers: Vec<Payer> =
            USUAL.iter().map(|&(id, name, public)| Payer { id: id.into(), name: name.into(), public }).collect();
        for (entry, table) in self.named_tables(root, "payers") {
            if ["public_sector", "society"].contains(&entry.key.as_str()) {
                self.problem(&entry.node, &table.path, "this id is taken: it names a sum of payers in the results");
            }
            let name = self.text(&table, "name");
            let public = self.flag(&table, "public");
            match payers.iter_mut().find(|payer| payer.id == entry.key) {
                Some(payer) => {
                    payer.name = name.unwrap_or_else(|| payer.name.clone());
                    payer.public = public.unwrap_or(payer.public);
                }
                None => payers.push(Payer {
                    id: entry.key.clone(),
                    name: name.unwrap_or_else(|| entry.key.clone()),
                    public: public.unwrap_or(true),
                }),
            }
        }
        payers
    }

    /// The ledger lines.
    pub fn lines(&mut self, root: &Table<'_>, payers: &[Payer], tiers: Option<&[Tier]>) -> Vec<Line> {
        let tables = self.named_tables(root, "lines");
        if tables.is_empty()
            && root.has("lines")
            && self.problems.is_empty()
            && let Some(node) = root.get("lines")
        {
            self.problem(node, "lines", "no lines; a ledger needs at least one [lines.some_id]");
        }
        tables.into_iter().filter_map(|(entry, table)| self.line(&entry.key, &table, payers, tiers)).collect()
    }

    fn line(&mut self, id: &str, table: &Table<'_>, payers: &[Payer], tiers: Option<&[Tier]>) -> Option<Line> {
        if id == "net" {
            self.problem(table.node, &table.path, "this id is taken: it names the total in the results");
        }
        let title = self.text(table, "title").unwrap_or_else(|| id.replace('_', " "));
        let kind = self.choice(table, "kind").map(|kind| if kind == "cost" { Kind::Cost } else { Kind::Saving });
        let shares = self.shares(table, payers);
        let nature = self.nature(table, payers);
        if let (Some(Nature::Transfer { counterpart }), Some(shares)) = (nature, &shares)
            && shares.iter().any(|share| share.0 == counterpart)
        {
            let path = table.path("counterpart");
            self.problem(table.node, &path, "the counterpart also has a share; a transfer is between different payers");
        }
        let driver = self.driver(table, tiers);
        let amount = match self.shared_or_each(table, "amount") {
            Some(Ok(series)) => Some(Amount::Shared(series)),
            Some(Err(each)) => Some(Amount::Each(each)),
            None => None,
        };
        if let (Some(Amount::Each(_)), Some(Driver::CalendarYear)) = (&amount, driver)
            && let Some(node) = table.get("amount")
        {
            self.problem(
                node,
                &table.path("amount"),
                "`each` needs families or placements to differ; allowed with per = \"year\": one `value` for all",
            );
        }
        let one = || Series::constant(Quantity::Fixed(1.0));
        let quantity = if table.has("quantity") { self.series(table, "quantity") } else { Some(one()) };
        let factor = if table.has("factor") { self.series(table, "factor") } else { Some(one()) };
        let growth = if table.has("growth") { self.quantity(table, "growth") } else { Some(Quantity::Fixed(0.0)) };
        for key in ["amount", "quantity", "factor", "growth"] {
            self.inherit(table, key);
        }
        Some(Line {
            id: id.to_owned(),
            title,
            kind: kind?,
            nature: nature?,
            shares: shares?,
            driver: driver?,
            amount: amount?,
            quantity: quantity?,
            factor: factor?,
            growth: growth?,
        })
    }

    fn payer(&mut self, table: &Table<'_>, key: &str, payers: &[Payer]) -> Option<PayerId> {
        let id = self.text(table, key)?;
        let found = payers.iter().position(|payer| payer.id == id).map(PayerId);
        if let (None, Some(node)) = (found, table.get(key)) {
            let hint = did_you_mean(&id, payers.iter().map(|payer| payer.id.as_str()));
            self.problem(node, &table.path(key), format!("no such payer; {hint} (others need an entry [payers.{id}])"));
        }
        found
    }

    fn shares(&mut self, table: &Table<'_>, payers: &[Payer]) -> Option<Vec<(PayerId, Share)>> {
        match (table.get("payer"), table.get("shares")) {
            (Some(_), None) => self.payer(table, "payer", payers).map(|payer| vec![(payer, Share::Rest)]),
            (None, Some(node)) => {
                let found = self.parts(table, node, payers);
                if let Some(shares) = &found {
                    self.require_whole(node, &table.path("shares"), shares);
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
    fn parts(&mut self, table: &Table<'_>, node: &Node, payers: &[Payer]) -> Option<Vec<(PayerId, Share)>> {
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
            let share = if entry.node.value == Value::Text("rest".to_owned()) {
                Some(Share::Rest)
            } else {
                let part = self.quantity_at(&entry.node, &path, Domain::Probability).map(Share::Part);
                self.inherit(table, &format!("shares.{}", entry.key));
                part
            };
            shares.push(payer.zip(share));
        }
        shares.into_iter().collect()
    }

    /// Shares must make a whole: fixed ones that sum to 1, or one payer that takes the rest.
    fn require_whole(&mut self, node: &Node, path: &str, shares: &[(PayerId, Share)]) {
        let rests = shares.iter().filter(|share| share.1 == Share::Rest).count();
        let fixed = |share: &(PayerId, Share)| match share.1 {
            Share::Part(Quantity::Fixed(part)) => Some(part),
            _ => None,
        };
        let fixed: Option<Vec<f64>> = shares.iter().map(fixed).collect();
        match (rests, fixed) {
            (1, _) => {}
            (0, Some(parts)) if (parts.iter().sum::<f64>() - 1.0).abs() <= 1e-9 => {}
            (0, Some(parts)) => {
                let total: f64 = parts.iter().sum();
                self.problem(
                    node,
                    path,
                    format!("the shares sum to {total}; allowed: shares that sum to 1, or one \"rest\""),
                );
            }
            (0, None) => self.problem(node, path, "with an uncertain share, one payer must take the \"rest\""),
            _ => self.problem(node, path, "only one payer can take the \"rest\""),
        }
    }

    fn nature(&mut self, table: &Table<'_>, payers: &[Payer]) -> Option<Nature> {
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
            PayerId(payers.iter().position(|payer| payer.id == "citizen")?)
        };
        Some(Nature::Transfer { counterpart })
    }

    fn driver(&mut self, table: &Table<'_>, tiers: Option<&[Tier]>) -> Option<Driver> {
        let per = self.choice(table, "per")?;
        if let (Some(node), true) = (table.get("tier"), per != "person_year") {
            self.problem(node, &table.path("tier"), "only per = \"person_year\" has a tier");
        }
        if let (Some(node), true) = (table.get("per"), per == "person_year" && tiers.is_some_and(<[Tier]>::is_empty)) {
            self.problem(node, &table.path("per"), "there are no person-years without [employment]");
        }
        Some(match per {
            "year" => Driver::CalendarYear,
            "adult" => Driver::Adult,
            "placement" => Driver::Placement,
            "placement_year" => Driver::PlacementYear,
            _ => Driver::PersonYear(match table.get("tier") {
                None => None,
                Some(node) => {
                    let Value::Text(id) = &node.value else {
                        self.problem(node, &table.path("tier"), "allowed: the id of a tier, in quotes");
                        return None;
                    };
                    let tiers = tiers?;
                    let found = tiers.iter().position(|tier| tier.id == *id);
                    if found.is_none() {
                        let hint = did_you_mean(id, tiers.iter().map(|tier| tier.id.as_str()));
                        self.problem(node, &table.path("tier"), format!("no such tier; {hint}"));
                        return None;
                    }
                    found
                }
            }),
        })
    }
}
