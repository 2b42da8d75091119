//! A file that lists several programmes: which scenario each is of, how large it is, what differs in it.
//!
//! ```toml
//! title = "Ten municipalities"
//! scenario = "../helhedsindsats.toml"      # of every programme that names none
//! common = "all"                           # or "none", or a list of paths
//! budget = 91_300_000                      # of all together
//!
//! [deviation]                              # of every programme, as a standard deviation in log-odds (shares) or logs
//! "employment.programme" = 0.2
//!
//! [first]                                  # begin with this one, and decide on the others by its count
//! programme = "silkeborg"
//! wait = 2
//!
//! [programmes.silkeborg]
//! title = "Silkeborg"
//! participants = 50
//! budget = 8_900_000
//! set = ["lines.project.amount = 178000"]
//! ```

use super::hint::did_you_mean;
use super::id::{ID, is_id};
use super::node::{KeyValue, Node, Origin, Value};
use super::overrides::Override;
use super::problem::{Problem, Problems};
use super::source::Source;
use super::values::EachLanguage;
use super::visible::is_invisible;
use crate::model::{Grade, Language};

/// Programmes that a file lists.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioFile {
    /// Its text.
    pub text: String,
    /// What results call it.
    pub title: EachLanguage,
    /// Whose money is counted, by id; the first programme's perspective where none is named.
    pub payer: Option<String>,
    /// Which assumptions are one draw; as the programmes say where none is told.
    pub common: Option<CommonDraws>,
    /// The money that may be advanced for all together.
    pub budget: Option<f64>,
    /// Which programme might begin.
    pub first: Option<FirstProgramme>,
    /// The programmes, in the order of the file.
    pub programmes: Vec<ListedProgramme>,
}

/// Which assumptions of several programmes are one draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommonDraws {
    /// Those of the same path.
    All,
    /// None.
    Nothing,
    /// Those of these paths.
    Paths(Vec<String>),
}

/// The programme that might begin.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstProgramme {
    /// Its position.
    pub programme: usize,
    /// Years that the others wait.
    pub wait: f64,
    /// What waiting costs besides.
    pub cost: f64,
}

/// How large a programme is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProgrammeSize {
    /// This many participants over all years.
    Participants(f64),
    /// This many times the scenario's.
    Factor(f64),
}

/// One programme of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedProgramme {
    /// Its id.
    pub id: String,
    /// What results call it.
    pub title: EachLanguage,
    /// The file of its scenario, from the folder of the portfolio.
    pub scenario: String,
    /// The variant that is asked for.
    pub variant: Option<String>,
    /// What differs in it.
    pub set: Vec<Override>,
    /// How large it is, where that differs.
    pub size: Option<ProgrammeSize>,
    /// The money that may be advanced for it.
    pub budget: Option<f64>,
    /// The paths that deviate in it, with their standard deviations.
    pub deviation: Vec<(String, f64)>,
    /// Where its size comes from.
    pub source: EachLanguage,
    /// How good the evidence for it is.
    pub grade: Option<Grade>,
}

const TOP: [&str; 8] = ["title", "scenario", "payer", "common", "budget", "deviation", "first", "programmes"];
const FIRST: [&str; 3] = ["programme", "wait", "cost"];
const PROGRAMME: [&str; 10] =
    ["title", "scenario", "variant", "set", "participants", "factor", "budget", "deviation", "source", "evidence"];

impl PortfolioFile {
    /// Whether a text is one, and no scenario: it has `[programmes]`.
    #[must_use]
    pub fn is_one(name: &str, text: &str) -> bool {
        Node::parse(&Source::new(name, text)).0.get("programmes").is_some()
    }

    /// Reads a file from its text. `name` is what messages call it.
    ///
    /// # Errors
    /// All problems of the text at once.
    pub fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let source = Source::new(name, text);
        let (root, problems) = Node::parse(&source);
        let mut reader = PortfolioReader { source: &source, problems };
        let found = reader.file(&root, text);
        match found {
            Some(found) if reader.problems.is_empty() => Ok(found),
            _ => Err(Problems::new(reader.problems)),
        }
    }
}

/// What is read, and what is wrong with it.
struct PortfolioReader<'s> {
    source: &'s Source<'s>,
    problems: Vec<Problem>,
}

impl PortfolioReader<'_> {
    fn file(&mut self, root: &Node, text: &str) -> Option<PortfolioFile> {
        self.keys(root, "", &TOP);
        let usual = root.get("scenario").and_then(|node| self.text(node, "scenario"));
        let everywhere = self.deviation(root, "");
        let listed = root.get("programmes").and_then(Node::entries).unwrap_or_default();
        if listed.len() < 2 {
            let message = "allowed: two programmes or more, each a table [programmes.ID]";
            self.problem(root.get("programmes").unwrap_or(root), "programmes", message);
        }
        let programmes: Vec<Option<ListedProgramme>> =
            listed.iter().map(|entry| self.programme(entry, usual.as_deref(), &everywhere)).collect();
        let ids: Vec<&str> = listed.iter().map(|entry| entry.key.as_str()).collect();
        let first = root.get("first").and_then(|node| self.first(node, &ids));
        let payer = root.get("payer").and_then(|node| self.text(node, "payer"));
        let common = root.get("common").and_then(|node| self.common(node));
        let budget = self.amount(root, "", "budget");
        let title = self.told(root, "", "title").unwrap_or_default();
        let programmes = programmes.into_iter().collect::<Option<Vec<_>>>()?;
        Some(PortfolioFile { text: text.to_owned(), title, payer, common, budget, first, programmes })
    }

    fn programme(
        &mut self,
        entry: &KeyValue,
        usual: Option<&str>,
        everywhere: &[(String, f64)],
    ) -> Option<ListedProgramme> {
        let (node, path) = (&entry.node, format!("programmes.{}", entry.key));
        if !is_id(&entry.key) {
            self.problem(node, &path, ID);
        }
        self.keys(node, &path, &PROGRAMME);
        let at = |key: &str| format!("{path}.{key}");
        let scenario = match node.get("scenario") {
            Some(named) => self.text(named, &at("scenario")),
            None => usual.map(str::to_owned),
        };
        if scenario.is_none() && node.get("scenario").is_none() {
            self.problem(node, &at("scenario"), "missing; name a scenario here, or one for all at the top");
        }
        let named = EachLanguage(Language::ALL.map(|_| entry.key.clone()));
        let title = self.told(node, &path, "title").unwrap_or(named);
        let [participants, factor, budget] =
            ["participants", "factor", "budget"].map(|key| self.amount(node, &path, key));
        let size = match (participants, factor) {
            (Some(participants), None) => Some(ProgrammeSize::Participants(participants)),
            (None, Some(factor)) => Some(ProgrammeSize::Factor(factor)),
            (None, None) => None,
            (Some(_), Some(_)) => {
                self.problem(node, &at("factor"), "stands beside participants; allowed: one of them");
                None
            }
        };
        let mut deviation = self.deviation(node, &path);
        let own: Vec<String> = deviation.iter().map(|(path, _)| path.clone()).collect();
        deviation.extend(everywhere.iter().filter(|(path, _)| !own.contains(path)).cloned());
        // 0 takes a deviation that all have away.
        deviation.retain(|(_, sd)| *sd > 0.0);
        let grade = node.get("evidence").and_then(|node| self.grade(node, &at("evidence")));
        Some(ListedProgramme {
            id: entry.key.clone(),
            title,
            scenario: scenario?,
            variant: node.get("variant").and_then(|node| self.text(node, &at("variant"))),
            set: self.set(node, &path),
            size,
            budget,
            deviation,
            source: self.told(node, &path, "source").unwrap_or_default(),
            grade,
        })
    }

    fn first(&mut self, node: &Node, ids: &[&str]) -> Option<FirstProgramme> {
        self.keys(node, "first", &FIRST);
        let named = node.get("programme").and_then(|node| self.text(node, "first.programme"));
        let Some(id) = named else {
            self.problem(node, "first.programme", "missing; it is required");
            return None;
        };
        let [wait, cost] = ["wait", "cost"].map(|key| self.amount(node, "first", key).unwrap_or(0.0));
        let programme = ids.iter().position(|known| *known == id);
        if programme.is_none() {
            self.problem(node, "first.programme", did_you_mean(&id, ids.iter().copied()));
        }
        Some(FirstProgramme { programme: programme?, wait, cost })
    }

    fn common(&mut self, node: &Node) -> Option<CommonDraws> {
        match &node.value {
            Value::Text(text) if text == "all" => Some(CommonDraws::All),
            Value::Text(text) if text == "none" => Some(CommonDraws::Nothing),
            Value::List(items) if !items.is_empty() => {
                let paths = items.iter().map(|item| self.text(item, "common")).collect::<Option<Vec<_>>>();
                paths.map(CommonDraws::Paths)
            }
            _ => {
                self.problem(node, "common", "allowed: \"all\", \"none\", or a list of paths");
                None
            }
        }
    }

    fn set(&mut self, node: &Node, path: &str) -> Vec<Override> {
        let Some(set) = node.get("set") else { return Vec::new() };
        let (path, allowed) =
            (format!("{path}.set"), "allowed: a list of changes, [\"PATH=VALUE\"], as --set takes them");
        let Value::List(items) = &set.value else {
            self.problem(set, &path, allowed);
            return Vec::new();
        };
        let mut changes = Vec::new();
        for item in items {
            match self.text(item, &path).map(|text| text.parse()) {
                Some(Ok(change)) => changes.push(change),
                Some(Err(told)) => self.problem(item, &path, told),
                None => {}
            }
        }
        changes
    }

    /// Paths with standard deviations.
    fn deviation(&mut self, node: &Node, path: &str) -> Vec<(String, f64)> {
        let Some(table) = node.get("deviation") else { return Vec::new() };
        let path = if path.is_empty() { "deviation".to_owned() } else { format!("{path}.deviation") };
        let Some(entries) = table.entries() else {
            self.problem(table, &path, "allowed: a table of paths in quotes, each with a standard deviation");
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in entries {
            let own = format!("{path}.\"{}\"", entry.key);
            if let Some(sd) = self.number(&entry.node, &own) {
                if (0.0..=5.0).contains(&sd) {
                    found.push((entry.key.clone(), sd));
                } else {
                    self.problem(&entry.node, &own, "allowed: a standard deviation from 0 to 5 (in log-odds, or logs)");
                }
            }
        }
        found
    }

    fn grade(&mut self, node: &Node, path: &str) -> Option<Grade> {
        let text = self.text(node, path)?;
        let found = Grade::named(&text);
        if found.is_none() {
            self.problem(node, path, did_you_mean(&text, Grade::ALL.iter().map(|known| known.0)));
        }
        found
    }

    /// An amount of zero or more, where there is one.
    fn amount(&mut self, node: &Node, path: &str, key: &str) -> Option<f64> {
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let of = node.get(key)?;
        let found = self.number(of, &path)?;
        if (0.0..1e15).contains(&found) {
            return Some(found);
        }
        self.problem(of, &path, "allowed: a number from 0 to 1e15");
        None
    }

    fn number(&mut self, node: &Node, path: &str) -> Option<f64> {
        match node.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) if value.is_finite() => Some(value),
            _ => {
                self.problem(node, path, format!("this is {}; allowed: a number", node.kind()));
                None
            }
        }
    }

    fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() && !text.chars().any(is_invisible) => Some(text.clone()),
            _ => {
                self.problem(node, path, format!("this is {}; allowed: some text on one line", node.kind()));
                None
            }
        }
    }

    /// A text, or one for each language.
    fn told(&mut self, node: &Node, path: &str, key: &str) -> Option<EachLanguage> {
        let of = node.get(key)?;
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        if of.entries().is_none() {
            let text = self.text(of, &path)?;
            return Some(EachLanguage(Language::ALL.map(|_| text.clone())));
        }
        self.keys(of, &path, &Language::ALL.map(Language::code));
        let texts = Language::ALL.map(|language| {
            let own = of.get(language.code()).and_then(|node| self.text(node, &path));
            if own.is_none() && of.get(language.code()).is_none() {
                self.problem(of, &path, format!("no `{}`; allowed: a text, or one for each language", language.code()));
            }
            own.unwrap_or_default()
        });
        Some(EachLanguage(texts))
    }

    /// Refuses keys that are not known.
    fn keys(&mut self, node: &Node, path: &str, allowed: &[&str]) {
        let Some(entries) = node.entries() else {
            self.problem(node, path, format!("this is {}; allowed: a table with {}", node.kind(), allowed.join(", ")));
            return;
        };
        for entry in entries.iter().filter(|entry| !allowed.contains(&entry.key.as_str())) {
            let key = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
            let at = Node { value: Value::Table(vec![]), origin: entry.key_origin.clone() };
            self.problem(&at, &key, format!("unknown key; {}", did_you_mean(&entry.key, allowed.iter().copied())));
        }
    }

    fn problem(&mut self, node: &Node, path: &str, message: impl Into<String>) {
        let range = match &node.origin {
            Origin::File(range) => range.clone(),
            Origin::Override(_) => 0..0,
        };
        let found = if matches!(node.value, Value::Table(_)) { String::new() } else { self.source.excerpt(&range) };
        self.problems.push(Problem {
            origin: self.source.name.to_owned(),
            place: Some(self.source.place(range.start)),
            key: path.to_owned(),
            found,
            message: message.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
title = { da = "To", en = "Two" }
scenario = "one.toml"
common = ["employment.programme"]
[deviation]
"employment.programme" = 0.2
[first]
programme = "b"
wait = 2
[programmes.a]
participants = 50
set = ["lines.team.amount=5"]
[programmes.b]
scenario = "two.toml"
factor = 0.5
deviation = { "employment.programme" = 0 }
evidence = "assumed"
"#;

    #[test]
    fn a_file_is_read_with_what_all_have_and_what_one_has() {
        assert!(PortfolioFile::is_one("two.toml", TWO) && !PortfolioFile::is_one("x.toml", "title = \"x\"\n"));
        let file = PortfolioFile::read("two.toml", TWO).expect("sound");
        let [a, b] = &file.programmes[..] else { panic!("two") };
        assert_eq!((a.scenario.as_str(), b.scenario.as_str()), ("one.toml", "two.toml"));
        assert_eq!((a.size, b.size), (Some(ProgrammeSize::Participants(50.0)), Some(ProgrammeSize::Factor(0.5))));
        assert_eq!((&a.deviation[..], &b.deviation[..]), (&[("employment.programme".to_owned(), 0.2)][..], &[][..]));
        assert_eq!(file.first, Some(FirstProgramme { programme: 1, wait: 2.0, cost: 0.0 }));
        assert_eq!(file.title.told(Language::Danish), "To");
        assert_eq!(a.set[0].to_string(), "lines.team.amount=5");
        assert_eq!(file.common, Some(CommonDraws::Paths(vec!["employment.programme".to_owned()])));
    }

    #[test]
    fn what_is_wrong_is_told_with_place_key_and_what_is_allowed() {
        for (from, to, told) in [
            (
                "common = [\"employment.programme\"]",
                "common = \"some\"",
                "two.toml:4:10: common = \"some\": allowed: \"all\"",
            ),
            ("participants = 50", "participants = -1", "programmes.a.participants = -1: allowed: a number from 0"),
            ("factor = 0.5", "factor = 0.5\nparticipants = 3", "allowed: one of them"),
            ("programme = \"b\"", "programme = \"c\"", "first.programme"),
            ("= 0.2", "= 7", "allowed: a standard deviation from 0 to 5"),
            ("wait = 2", "wayt = 2", "first.wayt: unknown key; did you mean `wait`?"),
            ("\"lines.team.amount=5\"", "\"lines.team.amount\"", "write PATH=VALUE"),
            ("evidence = \"assumed\"", "evidence = \"guess\"", "programmes.b.evidence"),
            ("scenario = \"one.toml\"", "", "programmes.a.scenario"),
            ("{ da = \"To\", en = \"Two\" }", "{ da = \"To\" }", "no `en`"),
        ] {
            let problems = PortfolioFile::read("two.toml", &TWO.replacen(from, to, 1)).expect_err(told).to_string();
            assert!(problems.contains(told), "{told}: {problems}");
        }
        let one = "scenario = \"one.toml\"\n[programmes.a]\n";
        let told = PortfolioFile::read("one.toml", one).expect_err("one alone").to_string();
        assert!(told.contains("two programmes or more"), "{told}");
    }
}
