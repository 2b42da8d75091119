//! Reading payers and ledger lines.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::reader::{Reader, Table, join};
use super::shape::Domain;
use crate::model::{
    Amount, Driver, Kind, Line, Nature, PLACEMENT, Payer, PayerId, Quantity, Refund, Series, Share, Stairs,
};

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
    pub fn lines(&mut self, root: &Table<'_>, payers: &[Payer], groups: &Groups) -> Vec<Line> {
        let tables = self.named_tables(root, "lines");
        if tables.is_empty()
            && root.has("lines")
            && self.problems.is_empty()
            && let Some(node) = root.get("lines")
        {
            self.problem(node, "lines", "no lines; a ledger needs at least one [lines.some_id]");
        }
        let ids: Vec<&str> = tables.iter().map(|(entry, _)| entry.key.as_str()).collect();
        let mut lines: Vec<Option<Line>> =
            tables.iter().map(|(entry, table)| self.line(&entry.key, table, payers, groups, &ids)).collect();
        for (i, (_, table)) in tables.iter().enumerate() {
            let Some(Line { refund: Some(refund), .. }) = &lines[i] else { continue };
            let event = self.refunded_event(table, refund, &lines);
            if let Some(Line { refund: Some(refund), .. }) = &mut lines[i] {
                refund.event = event.unwrap_or(0);
            }
        }
        lines.into_iter().flatten().collect()
    }

    fn line(&mut self, id: &str, table: &Table<'_>, payers: &[Payer], groups: &Groups, ids: &[&str]) -> Option<Line> {
        if id == "net" {
            self.problem(table.node, &table.path, "this id is taken: it names the total in the results");
        }
        let title = self.text(table, "title").unwrap_or_else(|| id.replace('_', " "));
        let kind = self.choice(table, "kind").map(|kind| if kind == "cost" { Kind::Cost } else { Kind::Saving });
        let shares = self.shares(table, payers);
        let nature = self.nature(table, payers);
        let driver = self.driver(table, groups);
        let stairs = self.stairs(table, payers, driver);
        let refund = self.refund(table, driver, ids);
        if let (Some(Nature::Transfer { counterpart }), Some(shares)) = (nature, &shares) {
            let refunder = stairs.iter().flatten().map(|stairs| stairs.payer);
            if shares.iter().map(|share| share.0).chain(refunder).any(|payer| payer == counterpart) {
                let path = table.path("counterpart");
                let message = "the counterpart also has a share; a transfer is between different payers";
                self.problem(table.node, &path, message);
            }
        }
        let amount = self.amount(table, driver);
        let schedule = self.schedule(table, driver);
        let subgroup = self.subgroup(table, groups);
        let budget = self.text(table, "budget");
        let cashable = self.cashable(table, kind);
        let one = || Series::constant(Quantity::Fixed(1.0));
        let quantity = if table.has("quantity") { self.series(table, "quantity") } else { Some(one()) };
        let factor = if table.has("factor") { self.series(table, "factor") } else { Some(one()) };
        let growth = if table.has("growth") { self.quantity(table, "growth") } else { Some(Quantity::Fixed(0.0)) };
        for key in ["amount", "quantity", "factor", "growth", "schedule"] {
            self.inherit(table, key);
        }
        if let (true, Some(node)) =
            (matches!((&amount, &stairs), (Some(Amount::Each(_)), Some(Some(_)))), table.get("amount"))
        {
            self.problem(
                node,
                &table.path("amount"),
                "`each` is not allowed beside `reimbursement`: one amount for all",
            );
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
            subgroup: subgroup?,
            schedule: schedule?,
            budget,
            cashable,
            stairs: stairs?,
            refund: refund?,
        })
    }

    fn amount(&mut self, table: &Table<'_>, driver: Option<Driver>) -> Option<Amount> {
        let node = match (table.get("amount"), driver) {
            (None, Some(Driver::Refund)) => return Some(Amount::Shared(Series::constant(Quantity::Fixed(1.0)))),
            (None, _) => {
                self.problem(table.node, &table.path("amount"), "missing; it is required: money per unit");
                return None;
            }
            (Some(node), Some(Driver::Refund)) => {
                self.problem(node, &table.path("amount"), "a refund has no amount: it follows from the costs");
                return None;
            }
            (Some(node), _) => node,
        };
        match self.shared_or_each(table, "amount")? {
            Ok(series) => Some(Amount::Shared(series)),
            Err(_) if driver == Some(Driver::CalendarYear) => {
                self.problem(
                    node,
                    &table.path("amount"),
                    "`each` needs families or events to differ; allowed with per = \"year\": one `value` for all",
                );
                None
            }
            Err(each) => Some(Amount::Each(each)),
        }
    }

    /// `Some(None)` where there is none.
    #[allow(clippy::option_option)]
    fn schedule(&mut self, table: &Table<'_>, driver: Option<Driver>) -> Option<Option<Vec<Quantity>>> {
        let Some(node) = table.get("schedule") else { return Some(None) };
        if driver.is_some_and(|driver| !driver.is_intake()) {
            let message = "only lines per family, adult or child have a schedule by year since leaving";
            self.problem(node, &table.path("schedule"), message);
        }
        self.by_age(table, "schedule").map(Some)
    }

    #[allow(clippy::option_option)]
    fn subgroup(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Option<usize>> {
        let Some(node) = table.get("subgroup") else { return Some(None) };
        let id = self.text(table, "subgroup")?;
        let found = groups.groups.iter().position(|group| group.id == id);
        if found.is_none() && groups.complete {
            let hint =
                did_you_mean(&id, groups.groups.iter().map(|group| group.id.as_str()).filter(|id| !id.is_empty()));
            self.problem(node, &table.path("subgroup"), format!("no such subgroup; {hint}"));
        }
        found.map(Some)
    }

    fn cashable(&mut self, table: &Table<'_>, kind: Option<Kind>) -> Option<bool> {
        let cashable = self.flag(table, "cashable")?;
        if let (Some(node), Some(Kind::Cost)) = (table.get("cashable"), kind) {
            self.problem(
                node,
                &table.path("cashable"),
                "only a saving can be taken out of a budget; costs always count",
            );
        }
        Some(cashable)
    }

    #[allow(clippy::option_option)]
    fn stairs(&mut self, line: &Table<'_>, payers: &[Payer], driver: Option<Driver>) -> Option<Option<Stairs>> {
        let Some(table) = self.section(line, "reimbursement") else { return Some(None) };
        if driver.is_some_and(|driver| !matches!(driver, Driver::PersonYear(_))) {
            let message = "only lines per person_year are reimbursed by weeks on support";
            self.problem(table.node, &table.path, message);
        }
        let payer = self.payer(&table, "payer", payers);
        let weeks = table.get("weeks").and_then(|node| self.numbers(node, &table.path("weeks")));
        let shares = self.by_age(&table, "shares");
        if let Some(weeks) = &weeks
            && (!weeks.is_sorted_by(|a, b| a < b) || weeks[0] <= 0.0)
        {
            self.problem(
                table.node,
                &table.path("weeks"),
                "weeks that do not rise; allowed: ascending numbers above 0",
            );
        }
        if let (Some(weeks), Some(shares)) = (&weeks, &shares)
            && shares.len() != weeks.len() + 1
        {
            let message = format!("{} shares for {} weeks; allowed: one share more", shares.len(), weeks.len());
            self.problem(table.node, &table.path("shares"), message);
        }
        let mut number = |key: &str, default: f64| match table.get(key) {
            None => Some(default),
            Some(node) => self.number(node, &table.path(key), Domain::NonNegative),
        };
        let weeks_behind = number("weeks_behind", 53.0);
        let restart_weeks = number("restart_weeks", 52.0);
        let restart_within = number("restart_within", 3.0);
        self.inherit(line, "reimbursement.shares");
        Some(Some(Stairs {
            payer: payer?,
            weeks: weeks?,
            shares: shares?,
            weeks_behind: weeks_behind?,
            restart_weeks: restart_weeks?,
            restart_within: restart_within?,
        }))
    }

    #[allow(clippy::option_option)]
    fn refund(&mut self, line: &Table<'_>, driver: Option<Driver>, ids: &[&str]) -> Option<Option<Refund>> {
        let table = match (self.section(line, "refund"), driver) {
            (None, Some(Driver::Refund)) => {
                self.problem(line.node, &line.path("refund"), "missing; per = \"refund\" needs { of, above, shares }");
                return None;
            }
            (None, _) => return Some(None),
            (Some(table), driver) => {
                if driver.is_some_and(|driver| driver != Driver::Refund) {
                    self.problem(table.node, &table.path, "only per = \"refund\" has a refund");
                }
                table
            }
        };
        let of = table.get("of").and_then(|node| self.texts(node, &table.path("of")));
        let above = self.by_age(&table, "above");
        let shares = self.by_age(&table, "shares");
        if let (Some(above), Some(shares)) = (&above, &shares)
            && above.len() != shares.len()
        {
            let message = format!("{} shares for {} thresholds; allowed: as many", shares.len(), above.len());
            self.problem(table.node, &table.path("shares"), message);
        }
        for key in ["refund.above", "refund.shares"] {
            self.inherit(line, key);
        }
        let mut lines = Vec::new();
        for id in of? {
            let found = ids.iter().position(|known| *known == id);
            if let (None, Some(node)) = (found, table.get("of")) {
                let hint = did_you_mean(&id, ids.iter().copied());
                self.problem(node, &table.path("of"), format!("no line `{id}`; {hint}"));
            }
            lines.push(found);
        }
        let of: Option<Vec<usize>> = lines.into_iter().collect();
        Some(Some(Refund { event: 0, of: of?, bands: above?.into_iter().zip(shares?).collect() }))
    }

    /// The one event by arm whose costs a refund is of.
    fn refunded_event(&mut self, line: &Table<'_>, refund: &Refund, lines: &[Option<Line>]) -> Option<usize> {
        let mut event = None;
        for &of in &refund.of {
            let Some(Some(cost)) = lines.get(of) else { continue };
            let found = match cost.driver {
                Driver::EventYear(event, _) if !cost.has_own_amounts() => Some(event),
                _ => None,
            };
            if found.is_none() || event.is_some_and(|known| Some(known) != found) {
                let message = format!(
                    "`{}` does not fit; allowed: lines per placement_year or event_year of one event, with one amount for all",
                    cost.id
                );
                self.problem(line.node, &line.path("refund.of"), message);
            }
            event = event.or(found);
        }
        event
    }

    /// A list of texts.
    fn texts(&mut self, node: &Node, path: &str) -> Option<Vec<String>> {
        let Value::List(items) = &node.value else {
            self.problem(node, path, format!("this is {}; allowed: a list of texts", node.kind()));
            return None;
        };
        let text = |item: &Node| if let Value::Text(text) = &item.value { Some(text.clone()) } else { None };
        let found: Option<Vec<String>> = items.iter().map(text).collect();
        if found.as_ref().is_none_or(Vec::is_empty) {
            self.problem(node, path, "allowed: a list of one text or more, in quotes");
        }
        found
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
            let share = self.share(&entry.node, &path);
            self.inherit(table, &format!("shares.{}", entry.key));
            shares.push(payer.zip(share));
        }
        shares.into_iter().collect()
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

    fn driver(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Driver> {
        let per = self.choice(table, "per")?;
        for (key, allowed) in [
            ("tier", &["person_year"][..]),
            ("event", &["event", "event_year"]),
            ("type", &["placement", "placement_year", "event", "event_year"]),
        ] {
            if let (Some(node), false) = (table.get(key), allowed.contains(&per)) {
                let message = format!("only per = \"{}\" has a {key}", allowed.join("\" or \""));
                self.problem(node, &table.path(key), message);
            }
        }
        Some(match per {
            "year" => Driver::CalendarYear,
            "family" => Driver::Family,
            "adult" => Driver::Adult,
            "child" => Driver::Child,
            "refund" => Driver::Refund,
            "person_year" => Driver::PersonYear(self.tier_named(table, groups)?),
            "placement" => self.event_driver(table, PLACEMENT, groups, Driver::Event)?,
            "placement_year" => self.event_driver(table, PLACEMENT, groups, Driver::EventYear)?,
            "event" | "event_year" => {
                let wrap = if per == "event" { Driver::Event } else { Driver::EventYear };
                if !table.has("event") {
                    let message = format!("missing; per = \"{per}\" needs the id of an event in [events]");
                    self.problem(table.node, &table.path("event"), message);
                }
                let id = self.text(table, "event")?;
                self.event_driver(table, &id, groups, wrap)?
            }
            _ => return None,
        })
    }

    /// The tier that a line names, by position among the model's; `Some(None)` = all.
    #[allow(clippy::option_option)]
    fn tier_named(&mut self, table: &Table<'_>, groups: &Groups) -> Option<Option<usize>> {
        if let (Some(node), true, true) = (table.get("per"), groups.tiers.is_empty(), groups.complete) {
            self.problem(node, &table.path("per"), "there are no person-years without [employment]");
        }
        if !table.has("tier") {
            return Some(None);
        }
        self.named_one(table, "tier", &groups.tiers, groups.complete).map(Some)
    }

    fn event_driver(
        &mut self,
        table: &Table<'_>,
        id: &str,
        groups: &Groups,
        wrap: fn(usize, Option<usize>) -> Driver,
    ) -> Option<Driver> {
        let Some(event) = groups.events.iter().position(|event| event.id == id) else {
            if let (true, Some(node)) = (groups.complete, table.get("event").or(table.get("per"))) {
                let known = groups.events.iter().map(|event| event.id.as_str()).filter(|id| *id != PLACEMENT);
                let message = if id == PLACEMENT {
                    "there are no placements without [placements]".to_owned()
                } else {
                    format!("no such event; {}", did_you_mean(id, known))
                };
                self.problem(node, &table.path(if id == PLACEMENT { "per" } else { "event" }), message);
            }
            return None;
        };
        let kind = match table.get("type") {
            None => None,
            Some(_) => Some(self.named_one(table, "type", &groups.events[event].kinds, groups.complete)?),
        };
        Some(wrap(event, kind))
    }

    /// The position of the id that a key names.
    fn named_one(&mut self, table: &Table<'_>, key: &str, known: &[String], complete: bool) -> Option<usize> {
        let id = self.text(table, key)?;
        let found = known.iter().position(|known| *known == id);
        if let (None, Some(node), true) = (found, table.get(key), complete) {
            let hint = did_you_mean(&id, known.iter().map(String::as_str).filter(|id| !id.is_empty()));
            self.problem(node, &table.path(key), format!("no such {key}; {hint}"));
        }
        found
    }
}
