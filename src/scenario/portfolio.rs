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

use super::node::Node;
use super::overrides::Override;
use super::portfolio_reader::PortfolioReader;
use super::problem::Problems;
use super::source::Source;
use super::values::EachLanguage;
use crate::model::Grade;

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
        let (root, syntax) = Node::parse(&source);
        PortfolioReader::new(&source, syntax).read(&root, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

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
