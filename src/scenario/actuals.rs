//! Reads a programme's actual figures: what `update` takes.

use super::{Keys, Node, Problems, Scenario, Source, TableReader};
use crate::model::{
    ActualCost, ActualEntries, ActualEvents, ActualRelapses, Actuals, Amounts, Arms, Driver, Employment,
};
use crate::model::{Group, Household, Kind, Quantity};
use std::fmt::Write;

/// What a scenario must be for figures of families to say where each of them stands.
const ENTRIES: &str = "figures of adults need a scenario without subgroups that counts adults, who leave at once and enter at once, without \
                       re-entry";

impl Actuals {
    /// Whether a text holds actual figures, and is no scenario: it has `through`.
    #[must_use]
    pub fn are_told(name: &str, text: &str) -> bool {
        Node::parse(&Source::new(name, text)).0.get("through").is_some()
    }
}

impl Scenario {
    /// Reads the actual figures of the programme from their text. `name` is what messages call the file.
    ///
    /// # Errors
    /// All problems of the text at once: where figures contradict each other or the scenario, or say what they cannot.
    pub fn actuals(&self, name: &str, text: &str) -> Result<Actuals, Problems> {
        let source = Source::new(name, text);
        let (root, syntax) = Node::parse(&source);
        let mut reading = ActualsReader { scenario: self, reader: TableReader::new(&source, syntax), through: 0 };
        let found = reading.file(&root);
        match (found, reading.reader.problems) {
            (Some(actuals), problems) if problems.is_empty() => Ok(actuals),
            (_, problems) => Err(Problems::new(problems)),
        }
    }

    /// Actual figures to write one's own over: those of the first year, had it gone as the scenario's own numbers say. None where no
    /// figure of the scenario can be seen.
    #[must_use]
    pub fn actuals_example(&self) -> Option<String> {
        let model = &self.model;
        let (draw, year) = (model.base_draw(), model.calendar.first_year);
        let mut text = String::new();
        if let Some((employment, [group])) = followed(&model.groups).zip(model.groups.first_chunk()) {
            let adults = group.intake.families.at(&draw, 0).round().max(0.0);
            let mut left = adults;
            let entered = employment.tiers.iter().map(|tier| {
                let entered = (left * tier.programme.at(&draw)).round();
                left -= entered;
                format!("{} = {entered}", tier.id)
            });
            let entered = entered.collect::<Vec<_>>().join(", ");
            let _ = writeln!(text, "\n[[entries]]\nyear = {year}\nof = {adults}\nentered = {{ {entered} }}");
        }
        let amounts = Amounts::<f64>::new(model);
        let yearly =
            |line: &&(usize, &crate::model::Line)| line.1.kind == Kind::Cost && line.1.driver == Driver::CalendarYear;
        if let Some((position, line)) = model.lines.iter().enumerate().collect::<Vec<_>>().iter().find(yearly) {
            let (id, amount) = (&line.id, amounts.at(*position, 0).round());
            let _ = writeln!(text, "\n[[costs]]\nline = \"{id}\"\nyear = {year}\namount = {amount}\nerror = 0.02");
        }
        (!text.is_empty()).then(|| format!("through = {year}\n{text}"))
    }
}

struct ActualsReader<'s> {
    scenario: &'s Scenario,
    reader: TableReader<'s>,
    /// The last year covered.
    through: usize,
}

impl ActualsReader<'_> {
    fn file(&mut self, root: &Node) -> Option<Actuals> {
        const KEYS: [&str; 9] =
            ["title", "through", "entries", "relapses", "events", "costs", "savings", "source", "note"];
        let table = self.reader.table(root, "", &KEYS)?;
        let _ = (self.reader.text(&table, "source"), self.reader.text(&table, "note"));
        let title = self.reader.text(&table, "title").unwrap_or_default();
        if let Some(node) = table.get("savings") {
            let message = "savings in kroner are no observation: they are counts times a price; give the counts";
            self.reader.problem(node, "savings", message);
        }
        let calendar = self.scenario.model.calendar;
        let last = calendar.year(calendar.years - 1);
        self.reader.needed(&table, "through")?;
        self.through = self.year(&table, "through", last)?;
        let entries = self.each(&table, "entries", &["year", "of", "entered"], Self::entries);
        let entries = entries.unwrap_or_default();
        let relapses = self.relapses(&table, &entries).unwrap_or_default();
        let events = self.each(&table, "events", &["event", "year", "of", "happened"], Self::events);
        let costs = self.each(&table, "costs", &["line", "year", "amount", "error"], Self::cost);
        let (events, costs) = (events.unwrap_or_default(), costs.unwrap_or_default());
        self.each_once(&table, &entries, &events, &costs);
        Some(Actuals { title, through: self.through, entries, relapses, events, costs })
    }

    /// The rows of a list, where there is one.
    fn each<T>(
        &mut self,
        table: &Keys<'_>,
        key: &str,
        keys: &[&str],
        read: impl Fn(&mut Self, &Keys<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        table.get(key)?;
        let rows = self.reader.rows(table, key, keys)?;
        Some(rows.iter().filter_map(|row| read(self, row)).collect())
    }

    /// A calendar year up to a last one, by position.
    fn year(&mut self, table: &Keys<'_>, key: &str, last: i32) -> Option<usize> {
        let first = self.scenario.model.calendar.first_year;
        let found = self.reader.number(table, key)?;
        if found.fract() == 0.0 && (f64::from(first)..=f64::from(last)).contains(&found) {
            return Some((found - f64::from(first)) as usize);
        }
        let node = table.get(key)?;
        self.reader.problem(node, &table.path(key), format!("allowed: a year from {first} to {last}"));
        None
    }

    fn covered(&mut self, table: &Keys<'_>, key: &str) -> Option<usize> {
        let last = self.scenario.model.calendar.year(self.through);
        self.year(table, key, last)
    }

    /// A whole number from 0 to a largest one.
    fn count(&mut self, table: &Keys<'_>, key: &str, most: u32) -> Option<u32> {
        let found = self.reader.number(table, key)?;
        if found.fract() == 0.0 && (0.0..=f64::from(most)).contains(&found) {
            return Some(found as u32);
        }
        let node = table.get(key)?;
        self.reader.problem(node, &table.path(key), format!("allowed: a whole number from 0 to {most}"));
        None
    }

    /// The group and its employment, where figures of adults say where each of them stands.
    fn employment(&mut self, at: &Keys<'_>) -> Option<&Employment> {
        let found = followed(&self.scenario.model.groups);
        if found.is_none() {
            self.reader.problem(at.node, &at.path, ENTRIES);
        }
        found
    }

    fn entries(&mut self, row: &Keys<'_>) -> Option<ActualEntries> {
        const MOST: u32 = 10_000;
        let tiers: Vec<String> = self.employment(row)?.tiers.iter().map(|tier| tier.id.clone()).collect();
        let year = self.covered(row, "year");
        let of = self.count(row, "of", MOST);
        self.reader.needed(row, "entered")?;
        let node = row.get("entered")?;
        let most = of.unwrap_or(MOST);
        let entered = if node.entries().is_some() {
            let ids: Vec<&str> = tiers.iter().map(String::as_str).collect();
            let by_tier = self.reader.table(node, &row.path("entered"), &ids)?;
            let each: Vec<Option<u32>> = ids.iter().map(|tier| self.count(&by_tier, tier, most)).collect();
            each.into_iter().collect::<Option<Vec<u32>>>()?
        } else if tiers.len() > 1 {
            let message = format!("there are several tiers; allowed: a number for each of {}", tiers.join(", "));
            self.reader.problem(node, &row.path("entered"), message);
            return None;
        } else {
            vec![self.count(row, "entered", most)?]
        };
        let (year, of) = (year?, of?);
        if entered.iter().sum::<u32>() > of {
            let message = format!("more entered than left the programme ({of})");
            self.reader.problem(node, &row.path("entered"), message);
            return None;
        }
        Some(ActualEntries { year, of, entered })
    }

    /// The relapses of each cohort and tier, from rows by year.
    fn relapses(&mut self, table: &Keys<'_>, entries: &[ActualEntries]) -> Option<Vec<ActualRelapses>> {
        table.get("relapses")?;
        let rows = self.reader.rows(table, "relapses", &["entered", "tier", "year", "relapsed"])?;
        let mut found: Vec<ActualRelapses> = Vec::new();
        for row in &rows {
            self.relapse(row, entries, &mut found);
        }
        for relapses in &found {
            let last = relapses.cohort + relapses.by_year.len() - 1;
            if last < self.through {
                let calendar = self.scenario.model.calendar;
                let [cohort, next, through] = [relapses.cohort, last + 1, self.through].map(|year| calendar.year(year));
                let message = format!(
                    "of those who entered in {cohort} the relapses of {next} are missing; every year up to {through} is needed, 0 too"
                );
                self.reader.problem(table.get("relapses")?, "relapses", message);
            }
        }
        Some(found)
    }

    fn relapse(&mut self, row: &Keys<'_>, entries: &[ActualEntries], found: &mut Vec<ActualRelapses>) -> Option<()> {
        let tiers: Vec<String> = self.employment(row)?.tiers.iter().map(|tier| tier.id.clone()).collect();
        let (cohort, year) = (self.covered(row, "entered")?, self.covered(row, "year")?);
        let tier = match self.reader.text(row, "tier") {
            None if tiers.len() == 1 => 0,
            named => {
                let at = named.and_then(|named| tiers.iter().position(|tier| *tier == named));
                if at.is_none() {
                    let node = row.get("tier").unwrap_or(row.node);
                    self.reader.problem(node, &row.path("tier"), format!("allowed: one of {}", tiers.join(", ")));
                }
                at?
            }
        };
        let calendar = self.scenario.model.calendar;
        let Some(told) = entries.iter().find(|entries| entries.year == cohort) else {
            let message =
                format!("there are no entries of {}; they tell how many could relapse", calendar.year(cohort));
            self.reader.problem(row.get("entered")?, &row.path("entered"), message);
            return None;
        };
        let at = found.iter().position(|known| (known.cohort, known.tier) == (cohort, tier));
        let at = at.unwrap_or_else(|| {
            found.push(ActualRelapses { cohort, tier, by_year: Vec::new() });
            found.len() - 1
        });
        let next = cohort + found[at].by_year.len();
        if year != next {
            let message = format!("allowed: {}, one year after another from that of entry", calendar.year(next));
            self.reader.problem(row.get("year")?, &row.path("year"), message);
            return None;
        }
        let left = told.entered[tier] - found[at].by_year.iter().sum::<u32>();
        let relapsed = self.count(row, "relapsed", left)?;
        found[at].by_year.push(relapsed);
        Some(())
    }

    fn events(&mut self, row: &Keys<'_>) -> Option<ActualEvents> {
        const MOST: u32 = 100_000;
        let model = &self.scenario.model;
        let of_one: Option<&Group> = if let [group] = &model.groups[..] { Some(group) } else { None };
        self.reader.needed(row, "event")?;
        let (id, node) = (self.reader.text(row, "event")?, row.get("event")?);
        let known = model.events.iter().position(|event| event.id == id);
        let followed = of_one.filter(|group| group.household == Household::single()).and_then(|group| {
            let event = group.events[known?].as_ref()?;
            matches!(event.arms, Arms::Probability { .. }).then_some(())
        });
        if followed.is_none() {
            let message = if known.is_some() {
                "allowed: an event with programme and comparison as probabilities, in a scenario without subgroups that counts adults; what is \
                 avoided or gained was never seen"
                    .to_owned()
            } else {
                let ids: Vec<&str> = model.events.iter().map(|event| event.id.as_str()).collect();
                format!("there is no such event; allowed: {}", ids.join(", "))
            };
            self.reader.problem(node, &row.path("event"), message);
            return None;
        }
        let (year, of) = (self.covered(row, "year"), self.count(row, "of", MOST)?);
        let happened = self.count(row, "happened", of)?;
        Some(ActualEvents { event: known?, year: year?, of, happened })
    }

    fn cost(&mut self, row: &Keys<'_>) -> Option<ActualCost> {
        let lines = &self.scenario.model.lines;
        self.reader.needed(row, "line")?;
        let (id, node) = (self.reader.text(row, "line")?, row.get("line")?);
        let Some(line) = lines.iter().position(|line| line.id == id) else {
            let yearly = lines.iter().filter(|line| line.driver == Driver::CalendarYear && line.kind == Kind::Cost);
            let ids: Vec<&str> = yearly.map(|line| line.id.as_str()).collect();
            self.reader.problem(node, &row.path("line"), format!("there is no such line; allowed: {}", ids.join(", ")));
            return None;
        };
        let refused = match (lines[line].kind, lines[line].driver) {
            (Kind::Saving, _) => {
                Some("savings in kroner are no observation: they are counts times a price; give the counts")
            }
            (Kind::Cost, Driver::CalendarYear) => None,
            _ => Some("allowed: a cost line per year; what is paid per head follows from the counts"),
        };
        if let Some(message) = refused {
            self.reader.problem(node, &row.path("line"), message);
            return None;
        }
        let year = self.covered(row, "year");
        let amount = self.positive(row, "amount", true);
        let error = self.positive(row, "error", false);
        Some(ActualCost { line, year: year?, amount: amount?, error: error? })
    }

    /// A number that is not negative, or is above zero.
    fn positive(&mut self, row: &Keys<'_>, key: &str, zero: bool) -> Option<f64> {
        let found = self.reader.number(row, key)?;
        if found > 0.0 || zero && found == 0.0 {
            return Some(found);
        }
        let allowed = if zero { "allowed: 0 or more" } else { "allowed: above 0, as a share of the amount" };
        self.reader.problem(row.get(key)?, &row.path(key), allowed);
        None
    }

    /// Refuses what is told twice.
    fn each_once(
        &mut self,
        table: &Keys<'_>,
        entries: &[ActualEntries],
        events: &[ActualEvents],
        costs: &[ActualCost],
    ) {
        let calendar = self.scenario.model.calendar;
        let twice = |keys: Vec<(usize, usize)>| {
            keys.iter().enumerate().find(|(at, key)| keys[..*at].contains(key)).map(|(_, key)| calendar.year(key.1))
        };
        let events = events.iter().map(|event| (event.event, event.year)).collect();
        let costs = costs.iter().map(|cost| (cost.line, cost.year)).collect();
        let entries = entries.iter().map(|entries| (0, entries.year)).collect();
        for (key, keys) in [("entries", entries), ("events", events), ("costs", costs)] {
            if let (Some(year), Some(node)) = (twice(keys), table.get(key)) {
                self.reader.problem(node, key, format!("{year} is told twice; allowed: once"));
            }
        }
    }
}

/// The employment of the only group, where figures of adults say where each of them stands.
fn followed(groups: &[Group]) -> Option<&Employment> {
    let [group] = groups else { return None };
    let employment = group.employment.as_ref()?;
    let at_once = employment.tiers.iter().all(|tier| tier.delay.iter().all(Option::is_none));
    let steady = group.intake.delay == Quantity::Fixed(0.0) && employment.relapse.reentry == Quantity::Fixed(0.0);
    (group.household == Household::single() && at_once && steady).then_some(employment)
}
