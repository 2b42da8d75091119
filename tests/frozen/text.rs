//! A choice of features written as a scenario.

use super::chance::Chance;
use super::features::FACTORS;
use super::pairs::Choice;
use std::fmt::Write;

/// The scenario of a choice, its numbers drawn from a seed.
pub fn scenario(choice: &Choice, seed: u64) -> String {
    let mut writer =
        Writer { choice, chance: Chance(seed), years: 1, families: 0.0, planned: vec![], text: String::new() };
    writer.years = writer.number("years").parse().expect("whole");
    writer.families = writer.chance.between(25.0, 120.0) / writer.years as f64;
    writer.head();
    writer.groups();
    writer.lines();
    writer.text
}

/// Writes a scenario, section by section.
pub struct Writer<'c> {
    choice: &'c Choice,
    chance: Chance,
    pub years: usize,
    /// Families a year, on average.
    families: f64,
    /// Whether the group at hand has an intake in each year.
    planned: Vec<bool>,
    text: String,
}

impl Writer<'_> {
    /// The level of a factor, as it stands in the table.
    pub fn level(&self, name: &str) -> &'static str {
        let at = FACTORS.iter().position(|factor| factor.name == name).expect("a factor");
        FACTORS[at].levels[self.choice[at]]
    }

    pub fn has(&self, name: &str) -> bool {
        self.level(name) != "none"
    }

    /// The level of a factor with its numbers drawn.
    pub fn number(&mut self, name: &str) -> String {
        self.filled(self.level(name))
    }

    /// A text with every number in angle brackets drawn.
    pub fn filled(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            let (drawn, after) = after.split_once('>').expect("closed");
            let number = self.drawn(drawn);
            filled.push_str(before);
            filled.push_str(&number);
            rest = after;
        }
        filled + rest
    }

    pub fn drawn(&mut self, what: &str) -> String {
        if what == "n" {
            return format!("{:.4}", self.families * self.chance.between(0.5, 1.5));
        }
        let (each, range) = match what.strip_prefix("by year ") {
            Some(range) => (true, range),
            None => (false, what),
        };
        if each {
            let planned = self.planned.clone();
            let number = |planned: bool| if planned { self.drawn(range) } else { "0".into() };
            return format!("[{}]", planned.into_iter().map(number).collect::<Vec<_>>().join(", "));
        }
        let (low, high) = range.split_once("..").expect("a range");
        let [from, to] = [low, high].map(|end| end.parse::<f64>().expect("a number"));
        if low.contains('.') {
            format!("{:.4}", self.chance.between(from, to))
        } else {
            format!("{}", from as usize + self.chance.below((to - from) as usize + 1))
        }
    }

    /// A line `key = level` where the factor is there.
    pub fn key(&mut self, key: &str, factor: &str) {
        if self.has(factor) {
            let level = self.number(factor);
            writeln!(self.text, "{key} = {level}").expect("written");
        }
    }

    pub fn line(&mut self, line: &str) {
        let line = self.filled(line);
        writeln!(self.text, "{line}").expect("written");
    }

    fn head(&mut self) {
        let accounts = self.level("accounts");
        self.line("title = \"Generated\"");
        let perspective = if accounts == "public_sector" { accounts } else { "municipality" };
        self.line(&format!("perspective = \"{perspective}\""));
        if accounts.starts_with("payers_complete") {
            self.line(accounts);
        }
        self.line(&format!("timeline = {{ start = 2020, years = {} }}", self.years));
        self.key("discounting", "discounting");
        self.key("scale_up", "scale-up");
        if self.has("labour market") {
            self.line(&format!("labour_market = {{ {} }}", self.level("labour market")));
        }
        if self.has("rank correlation") {
            let rank = self.number("rank correlation");
            self.line("[[correlations]]\nbetween = [\"parameters.price\", \"parameters.level\"]");
            self.line(&format!("rank = {rank}"));
        }
        for (id, value) in [
            ("price", r#"{ distribution = "gamma", mean = 90, sd = 20 }"#),
            ("level", r#"{ distribution = "normal", mean = 1, sd = 0.2 }"#),
            ("mean_wait", r#""5 to 12""#),
            ("wait", "{ min = 0, max = 15 }"),
            ("number", r#"{ distribution = "gamma", mean = 1.2, sd = 0.4 }"#),
            ("mean_price", r#""20 to 40""#),
            ("later", r#"{ distribution = "normal", mean = -0.3, sd = 0.3 }"#),
        ] {
            let used = FACTORS
                .iter()
                .zip(self.choice)
                .any(|(factor, level)| factor.levels[*level].contains(&format!("\"parameters.{id}\"")));
            if used || matches!(id, "price" | "level") {
                self.line(&format!("[parameters.{id}]\nvalue = {value}"));
            }
        }
    }

    fn groups(&mut self) {
        let groups: usize = self.level("groups").parse().expect("whole");
        for group in 0..groups {
            let inside = if groups == 1 { String::new() } else { format!("subgroups.{}.", ["a", "b", "c"][group]) };
            // In the third group nobody is followed into employment.
            self.group(&inside, group < 2);
        }
    }

    fn group(&mut self, inside: &str, followed: bool) {
        self.intake(inside);
        if ["adults", "children", "correlation"].iter().any(|factor| self.has(factor)) {
            self.line(&format!("[{inside}family]"));
            self.key("adults", "adults");
            self.key("children", "children");
            self.key("correlation", "correlation");
        }
        if self.has("tiers") && followed {
            self.employment(inside);
        }
        if self.has("placements") {
            let arms = self.level("placements").replace(", comp", "\ncomp");
            self.line(&format!("[{inside}placements]\n{arms}"));
            self.key("duration", "stay");
            self.key("types", "types");
        }
        if self.has("event") {
            let event = self.level("event").replace(", comp", "\ncomp").replace(", prog", "\nprog");
            self.line(&format!("[{inside}events.stay]\n{event}"));
            if self.has("subject") {
                self.line(&format!("subject = \"{}\"", self.level("subject")));
            }
            self.key("duration", "event's stay");
            self.key("types", "event's types");
        }
    }

    fn intake(&mut self, inside: &str) {
        let level = self.level("intake");
        let (gaps, until) = (level.ends_with("half of the years"), level.contains("until"));
        self.planned = (0..self.years)
            .map(|year| if gaps { year == 0 || self.chance.below(2) == 0 } else { year == 0 || !until })
            .collect();
        let families = match level {
            "[<n>]" => {
                let years: Vec<String> = (0..self.years).map(|_| self.filled("<n>")).collect();
                format!("[{}]", years.join(", "))
            }
            _ => self.filled(level.trim_end_matches(" in half of the years")),
        };
        let adults_alone = !self.has("adults") && !self.has("children");
        self.line(&format!("[{inside}intake]\n{} = {families}", if adults_alone { "adults" } else { "families" }));
        self.key("moment", "moment");
        self.key("delay", "intake delay");
    }

    fn employment(&mut self, inside: &str) {
        self.line(&format!("[{inside}employment]"));
        if self.has("coupling") {
            self.line("coupling = \"independent\"");
        }
        let tiers: usize = self.number("tiers").parse().expect("whole");
        let mut probabilities = |last: bool| {
            let wait = if self.has("wait") && (last || self.chance.below(2) == 0) { self.level("wait") } else { "" };
            let own = if last && self.has("subsidised") { self.level("subsidised") } else { "" };
            let parts = [self.level("effect"), wait, own];
            let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            self.filled(&given.join(", "))
        };
        let tables: Vec<String> = (1..=tiers).map(|tier| probabilities(tier == tiers)).collect();
        if tiers == 1 {
            let keys = tables[0].replace(", comp", "\ncomp").replace(", prog", "\nprog");
            self.line(&keys);
        } else {
            for (tier, table) in tables.iter().enumerate() {
                self.line(&format!("tiers.tier_{tier} = {{ {table} }}"));
            }
        }
        if self.has("relapse") {
            self.line(&format!("[{inside}relapse]"));
            self.key("hazard", "relapse");
            self.key("counted", "counted");
            self.key("reentry", "reentry");
        }
    }
}
