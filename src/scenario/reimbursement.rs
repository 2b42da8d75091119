//! Reading the rules of public finance that a line may follow: reimbursement by weeks on support, refund of household costs.

use super::groups::Groups;
use super::hint::did_you_mean;
use super::node::{Node, Value};
use super::reader::{Reader, Table};
use super::shape::Domain;
use crate::model::{Arms, Assumed, Driver, Event, Line, ListEntry, Payer, Refund, Stairs};

impl Reader<'_> {
    #[allow(clippy::option_option)]
    pub fn stairs(&mut self, line: &Table<'_>, payers: &[Payer], driver: Option<Driver>) -> Option<Option<Stairs>> {
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
    pub fn refund(&mut self, line: &Table<'_>, driver: Option<Driver>, ids: &[&str]) -> Option<Option<Refund>> {
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
