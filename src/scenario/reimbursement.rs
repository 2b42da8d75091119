//! Reading the rules of public finance that a line may follow: reimbursement by weeks on support, refund of household costs.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::Domain;
use crate::model::{
    Arms, Assumed, Driver, Event, Line, ListEntry, Payer, PriceBasis, PriceStep, Quantity, Refund, RefundRule,
    RefundUnit, Since, Stairs,
};

impl Reader<'_> {
    /// The reimbursement of a line by weeks on support.
    pub fn stairs(&mut self, line: &Table<'_>, payers: &[Payer], driver: Option<Driver>) -> Optional<Stairs> {
        let Some(table) = self.section(line, "reimbursement") else { return Optional::Absent };
        if driver.is_some_and(|driver| !matches!(driver, Driver::PersonYear(_))) {
            let message = "only lines per person_year are reimbursed by weeks on support";
            self.problem(table.node, &table.path, message);
        }
        self.stairs_in(line, &table, payers).into()
    }

    fn stairs_in(&mut self, line: &Table<'_>, table: &Table<'_>, payers: &[Payer]) -> Option<Stairs> {
        let payer = self.payer(table, "payer", payers);
        let weeks = table.get("weeks").and_then(|node| self.numbers(node, &table.path("weeks")));
        let shares = self.stairs_shares(line, table, weeks.as_ref().map(Vec::len));
        if let Some(weeks) = &weeks
            && (!weeks.is_sorted_by(|a, b| a < b) || weeks[0] <= 0.0)
        {
            self.problem(
                table.node,
                &table.path("weeks"),
                "weeks that do not rise; allowed: ascending numbers above 0",
            );
        }
        if let (Some(weeks), Some(node)) = (&weeks, table.get("weeks")) {
            let numbers = weeks.iter().map(|week| ListEntry::Number(*week)).collect();
            self.document_bare(node, &table.path("weeks"), Assumed::List(numbers));
        }
        let mut number = |key: &str, default: f64| {
            let number = match table.get(key) {
                None => Some(default),
                Some(node) => self.number(node, &table.path(key), Domain::NonNegative),
            };
            self.document_bare(table.node, &table.path(key), Assumed::Fixed(number.unwrap_or(default)));
            number
        };
        let weeks_behind = number("weeks_behind", 53.0);
        let restart_weeks = number("restart_weeks", 52.0);
        let restart_within = number("restart_within", 3.0);
        if let (Some(needed), Some(within)) = (restart_weeks, restart_within)
            && (needed <= 0.0 || within * 365.25 < needed * 7.0)
        {
            let message = format!("{needed} weeks within {within} years; allowed: above 0, and no more than fit");
            self.problem(table.get("restart_weeks").unwrap_or(table.node), &table.path("restart_weeks"), message);
        }
        Some(Stairs {
            payer: payer?,
            weeks: weeks?,
            shares: shares?,
            weeks_behind: weeks_behind?,
            restart_weeks: restart_weeks?,
            restart_within: restart_within?,
        })
    }

    /// The refund of household costs that a line brings; its event is not known yet.
    pub fn refund(
        &mut self,
        line: &Table<'_>,
        driver: Option<Driver>,
        price_year: Option<i32>,
        ids: &[&str],
    ) -> Optional<Refund> {
        let table = match (self.section(line, "refund"), driver) {
            (None, Some(Driver::Refund)) => {
                self.problem(line.node, &line.path("refund"), "missing; per = \"refund\" needs { of, above, shares }");
                return Optional::Refused;
            }
            (None, _) => return Optional::Absent,
            (Some(table), driver) => {
                if driver.is_some_and(|driver| driver != Driver::Refund) {
                    self.problem(table.node, &table.path, "only per = \"refund\" has a refund");
                }
                table
            }
        };
        self.refund_in(line, &table, price_year, ids).into()
    }

    fn refund_in(
        &mut self,
        line: &Table<'_>,
        table: &Table<'_>,
        price_year: Option<i32>,
        ids: &[&str],
    ) -> Option<Refund> {
        let of = table.get("of").and_then(|node| self.texts(node, &table.path("of")));
        let keys = ["unit", "above", "shares", "price_year", "price_factor"];
        let read = |reader: &mut Self, table: &Table<'_>| reader.refund_rule(line, table, price_year);
        let rules = self.since(table, &keys, &["above", "shares"], read);
        for key in ["refund.above", "refund.shares", "refund.price_factor"] {
            self.inherit(line, key);
        }
        for rule in rule_ids(table) {
            for key in ["above", "shares", "price_factor"] {
                self.inherit(line, &format!("refund.rules.{rule}.{key}"));
            }
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
        Some(Refund { event: 0, of: of?, rules: rules? })
    }

    /// The shares refunded on each step: one set for all years, or rules from a year on.
    fn stairs_shares(
        &mut self,
        line: &Table<'_>,
        table: &Table<'_>,
        weeks: Option<usize>,
    ) -> Option<Vec<Since<Vec<Quantity>>>> {
        let flat = table.has("rules");
        let shares = self.since(table, &["shares"], &["shares"], |reader, table| {
            let shares = reader.by_age(table, "shares")?;
            if let Some(weeks) = weeks
                && shares.len() != weeks + 1
                && !(flat && shares.len() == 1)
            {
                let message = format!("{} shares for {weeks} weeks; allowed: one share more", shares.len());
                reader.problem(table.node, &table.path("shares"), message);
            }
            Some(shares)
        });
        self.inherit(line, "reimbursement.shares");
        for rule in rule_ids(table) {
            self.inherit(line, &format!("reimbursement.rules.{rule}.shares"));
        }
        shares
    }

    /// A rule that always holds, given by the `keys` of a table, or its `rules`, each from a year on.
    fn since<T>(
        &mut self,
        table: &Table<'_>,
        keys: &[&str],
        needed: &[&str],
        mut read: impl FnMut(&mut Self, &Table<'_>) -> Option<T>,
    ) -> Option<Vec<Since<T>>> {
        let Some(node) = table.get("rules") else {
            let missing: Vec<&str> = needed.iter().copied().filter(|key| !table.has(key)).collect();
            for key in &missing {
                let message = "missing; it is required, or `rules` from a year on";
                self.problem(table.node, &table.path(key), message);
            }
            return if missing.is_empty() { Some(vec![Since { from: None, rule: read(self, table)? }]) } else { None };
        };
        for key in keys {
            if let Some(node) = table.get(key) {
                self.problem(node, &table.path(key), "not allowed beside `rules`: say one of the two");
            }
        }
        let mut rules = Vec::new();
        for (_, table) in self.named_tables(table, "rules") {
            let from = self.integer(&table, "from").map(|year| year as i32);
            let rule = read(self, &table);
            for key in keys {
                self.inherit(&table, key);
            }
            rules.push(from.zip(rule));
        }
        let mut rules: Vec<(i32, T)> = rules.into_iter().collect::<Option<_>>()?;
        rules.sort_by_key(|(from, _)| *from);
        if rules.is_empty() || rules.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            let message = "allowed: one rule or more, each from another year";
            self.problem(node, &table.path("rules"), message);
        }
        Some(rules.into_iter().map(|(from, rule)| Since { from: Some(from), rule }).collect())
    }

    fn refund_rule(&mut self, line: &Table<'_>, table: &Table<'_>, price_year: Option<i32>) -> Option<RefundRule> {
        let alone = table.has("unit") && self.choice(table, "unit")? == "child";
        let unit = if alone { RefundUnit::Child } else { RefundUnit::Household };
        let above = self.by_age(table, "above");
        let shares = self.by_age(table, "shares");
        if let (Some(above), Some(shares)) = (&above, &shares)
            && above.len() != shares.len()
        {
            let message = format!("{} shares for {} thresholds; allowed: as many", shares.len(), above.len());
            self.problem(table.node, &table.path("shares"), message);
        }
        let one = Some(Quantity::Fixed(1.0));
        let price_factor = if table.has("price_factor") { self.quantity(table, "price_factor") } else { one };
        let prices = self.limits_step(line, table, price_year);
        if prices.is_refused() {
            return None;
        }
        let bands = above?.into_iter().zip(shares?).collect();
        Some(RefundRule { unit, bands, price_factor: price_factor?, prices: prices.found() })
    }

    /// What brings the limits of a refund to the price level, unless `price_factor` does: from their own price year, else that of the
    /// line.
    fn limits_step(&mut self, line: &Table<'_>, table: &Table<'_>, line_year: Option<i32>) -> Optional<PriceStep> {
        let own = self.price_year(table);
        let (node, path) = (table.get("price_year"), table.path("price_year"));
        match (node, table.has("price_factor"), self.prices.is_absent()) {
            (Some(node), true, _) => {
                self.problem(node, &path, "not allowed beside `price_factor`: say one of the two");
                Optional::Refused
            }
            (Some(node), false, true) => {
                let message = "there is no price level that limits could be brought to; give [prices] a `level`, or write \
                               `price_factor`";
                self.problem(node, &path, message);
                Optional::Refused
            }
            (None, true, _) => Optional::Absent,
            (_, false, _) => {
                let year = if table.has("price_year") { own } else { line_year };
                self.price_step(line, table, year, ", or what its limits are multiplied by (`price_factor`)")
            }
        }
    }

    /// The event that causes the costs that are refunded.
    pub fn refunded_event(
        &mut self,
        line: &Table<'_>,
        refund: &Refund,
        lines: &[Option<Line>],
        groups: &Groups,
    ) -> Option<usize> {
        let repeated = (1..refund.of.len()).any(|i| refund.of[..i].contains(&refund.of[i]));
        if repeated {
            self.problem(line.node, &line.path("refund.of"), "names a line twice; allowed: each once");
        }
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
            if cost.provenance.price_basis == Some(PriceBasis::AfterRefund) {
                let message = format!(
                    "the price of `{}` is after refund, so the refund is deducted already; leave the refund out, or write the price \
                     before refund with price_basis = \"before_refund\"",
                    cost.id
                );
                self.problem(line.node, &line.path("refund.of"), message);
            }
            if cost.factor.range(&self.parameters).0 < 0.0 {
                let message =
                    format!("`{}` has a factor that may be negative; there is no refund of what is no cost", cost.id);
                self.problem(line.node, &line.path("refund.of"), message);
            }
            event = event.or(found);
        }
        let by_probability = |event: &Event| matches!(event.arms, Arms::Probability { .. });
        let wrong = groups.groups.iter().filter_map(|group| group.events.get(event?)?.as_ref());
        if wrong.into_iter().any(|event| !by_probability(event)) {
            let message = "a household's cost is known only where the event is given by `programme` and `comparison` as \
                           probabilities, so there is nothing to refund here";
            self.problem(line.node, &line.path("refund.of"), message);
        }
        event
    }

    /// A list of texts.
    pub fn texts(&mut self, node: &Node, path: &str) -> Option<Vec<String>> {
        let Value::List(items) = &node.value else {
            self.problem(node, path, format!("this is {}; allowed: a list of texts", node.kind()));
            return None;
        };
        let text = |item: &Node| if let Value::Text(text) = &item.value { Some(text.clone()) } else { None };
        let found: Option<Vec<String>> = items.iter().map(text).collect();
        if found.as_ref().is_none_or(Vec::is_empty) {
            self.problem(node, path, "allowed: a list of one text or more, in quotes");
        }
        let printable = found.iter().flatten().all(|text| self.printable(node, path, text));
        found.filter(|_| printable)
    }
}

/// The ids of the rules of a table.
fn rule_ids(table: &Table<'_>) -> Vec<String> {
    let entries = table.get("rules").and_then(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| entry.key.clone()).collect()
}
