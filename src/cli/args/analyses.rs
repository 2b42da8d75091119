//! What can be typed after `compare`, `tornado`, `grid` and `threshold`.

use super::{ChangeArgs, JobArgs, ScenarioArgs, TargetArgs, number, replications, zero_or_more};
use clap::Args;
use provenu::analysis::{AssumptionSet, OneDraw, Span};
use provenu::scenario::{Override, typed_number};
use std::path::PathBuf;
use std::str::FromStr;

/// Options that all comparisons and stress tests share.
#[derive(Debug, Args)]
pub struct CommonArgs {
    /// Whose net benefit: the id of a payer, `public_sector`, `society`; the scenario's perspective by default
    #[arg(long, value_name = "ID")]
    pub payer: Option<String>,

    /// Replications of each simulation; by default as many as fit a budget of some seconds of work (`compare`: as many as
    /// `run` takes)
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    #[command(flatten)]
    pub job: JobArgs,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Scenario files (TOML); the first is what the others are compared with
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// Variants of one scenario by the value of one assumption, such as employment.programme=0.15,0.30; the first is what the
    /// others are compared with
    #[arg(long, value_name = "PATH=VALUE,VALUE", conflicts_with = "variant")]
    pub vary: Option<Vary>,

    /// A variant of one scenario, compared with the scenario as it is: the id of one of its [[variants]], or changes separated by
    /// `;`; may be repeated. One file with [[variants]] and no --variant or --vary: all of them
    #[arg(long, value_name = "ID|PATH=VALUE;PATH=VALUE")]
    pub variant: Vec<VariantArg>,

    /// Which assumptions of several files are one draw: `all` (and the luck of families), `none`, or these paths; of files with
    /// the same `programme = "id"` all, of others none if not given
    #[arg(long = "common", value_name = "all|none|PATH,...", value_parser = one_draw)]
    pub one_draw: Option<OneDraw>,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct TornadoArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Probability below the lower and above the upper end of an uncertain assumption, 0.001 to 0.499
    #[arg(long, default_value_t = 0.1, value_name = "P", value_parser = between::<1, 499>)]
    pub tail: f64,

    /// Move a fixed number too, by its path as `check` prints it, `all` of them, or `none`; may be repeated. By default the five
    /// whose share would matter most. What is true by definition (`evidence = "definition"`) is moved by its path only
    #[arg(long, value_name = "PATH")]
    pub fixed: Vec<String>,

    /// Share of itself by which a fixed number is moved either way, 0.001 to 0.999
    #[arg(long, default_value_t = 0.2, value_name = "S", value_parser = between::<1, 999>)]
    pub share: f64,

    /// Move every assumption by the same share of its base value, however uncertain it is
    #[arg(long)]
    pub equal_shares: bool,

    /// All assumptions at their adverse ends at once, one after another, and all at their favourable ends
    #[arg(long)]
    pub stress: bool,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct ReviewArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct PortfolioArgs {
    /// Scenario files (TOML), two or more, or one file that lists programmes ([programmes.ID])
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// Which assumptions of the programmes are one draw: `all`, `none`, or these paths; of files with the same `programme = "id"` all,
    /// of others none if not given. Families are always each programme's own
    #[arg(long = "common", value_name = "all|none|PATH,...", value_parser = one_draw)]
    pub one_draw: Option<OneDraw>,

    /// Whose net benefit: the id of a payer, `public_sector`, `society`; the first programme's perspective by default
    #[arg(long, value_name = "ID")]
    pub payer: Option<String>,

    /// Money that may be advanced for all programmes together, in kroner
    #[arg(long, value_name = "KRONER", value_parser = zero_or_more)]
    pub budget: Option<f64>,

    /// What it is worth to begin with this programme alone and to decide on the others by its count of entries
    #[arg(long, value_name = "NAME")]
    pub first: Option<String>,

    /// Years that the others wait for it
    #[arg(long, value_name = "YEARS", value_parser = zero_or_more)]
    pub wait: Option<f64>,

    /// What waiting costs besides, in kroner
    #[arg(long, value_name = "KRONER", value_parser = zero_or_more)]
    pub delay_cost: Option<f64>,

    /// Write replications.csv too: the net benefit of every programme and of all together, replication by replication
    #[arg(long)]
    pub keep: bool,

    /// Replications of each programme; by default as many as fit a budget of some seconds of work
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    #[command(flatten)]
    pub job: JobArgs,
}

#[derive(Debug, Args)]
pub struct SobolArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// A set of assumptions whose share is told too, by paths as `check` prints them; may be repeated
    #[arg(long, value_name = "NAME=PATH,PATH")]
    pub group: Vec<GroupArg>,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct UpdateArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Actual figures (TOML): entries, relapses, events and costs up to the end of a year
    pub actuals: PathBuf,

    /// Try updates on this many drawn truths, and tell how often their intervals hold them
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=10_000))]
    pub check: u64,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct VoiArgs {
    /// Scenario files (TOML): one to invest in or not, or several to choose from
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// One of the [[variants]] of the only scenario, by its id; --set and --shift then change the variant
    #[arg(long, value_name = "ID")]
    pub variant: Option<String>,

    /// Write samples too, this many draws: parameters.csv, net_benefit.csv, costs.csv and effects.csv, as SAVI, BCEA and the R package
    /// voi read them
    #[arg(long, value_name = "N", value_parser = replications)]
    pub samples: Option<u64>,

    /// Of several scenarios: none of them is an option too
    #[arg(long)]
    pub or_nothing: bool,

    /// Of several scenarios: which assumptions are one draw: `all`, `none`, or these paths; of files with the same
    /// `programme = "id"` all, of others none if not given
    #[arg(long = "common", value_name = "all|none|PATH,...", value_parser = one_draw)]
    pub one_draw: Option<OneDraw>,

    /// A set of assumptions looked at together, by paths as `check` prints them; may be repeated
    #[arg(long, value_name = "NAME=PATH,PATH")]
    pub group: Vec<GroupArg>,

    /// Whose net benefit: the id of a payer, `public_sector`, `society`; the scenario's perspective by default
    #[arg(long, value_name = "ID")]
    pub payer: Option<String>,

    #[command(flatten)]
    pub job: JobArgs,
}

/// A set of assumptions with a name.
#[derive(Debug, Clone)]
pub struct GroupArg(pub AssumptionSet);

impl FromStr for GroupArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = || format!("`{text}` is no set; allowed: NAME=PATH,PATH, with paths as `check` prints them");
        let (name, paths) = text.split_once('=').ok_or_else(allowed)?;
        let paths: Vec<String> = paths.split(',').map(|path| path.trim().to_owned()).collect();
        if name.trim().is_empty() || paths.iter().any(String::is_empty) {
            return Err(allowed());
        }
        Ok(Self(AssumptionSet { name: name.trim().to_owned(), paths }))
    }
}

/// As it was typed, with its option.
impl std::fmt::Display for GroupArg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "--group={}={}", self.0.name, self.0.paths.join(","))
    }
}

#[derive(Debug, Args)]
pub struct PlanArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    #[command(flatten)]
    pub targets: TargetArgs,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
#[command(override_usage = "provenu grid [OPTIONS] --x <PATH=…> --y <PATH=…> <SCENARIO>")]
pub struct GridArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Assumption across with its range; of an uncertain one the 1 % to 99 % range and 21 steps by default
    #[arg(long, value_name = "PATH=LOW..HIGH:STEPS")]
    pub x: GridSide,

    /// Assumption from bottom to top, likewise
    #[arg(long, value_name = "PATH=LOW..HIGH:STEPS")]
    pub y: GridSide,

    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
pub struct ThresholdArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// The assumption, by its path as `check` prints it; the scenario's `switching` by default
    pub path: Option<String>,

    /// Probability of a net benefit above zero that is asked for, 0.001 to 0.999
    #[arg(long, default_value_t = 0.8, value_name = "P", value_parser = between::<1, 999>)]
    pub probability: f64,

    #[command(flatten)]
    pub common: CommonArgs,
}

/// A number between two bounds, both in thousandths.
fn between<const LOW: u32, const HIGH: u32>(text: &str) -> Result<f64, String> {
    let (low, high) = (f64::from(LOW) / 1000.0, f64::from(HIGH) / 1000.0);
    number(text, &format!("a number from {low} to {high}"), |value| (low..=high).contains(value))
}

/// An assumption with the values of its variants.
#[derive(Debug, Clone)]
pub struct Vary {
    pub path: String,
    /// TOML.
    pub values: Vec<String>,
}

impl FromStr for Vary {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Override { path, value, .. } = text.parse()?;
        let values: Vec<String> = split(&value, ',').into_iter().map(str::to_owned).collect();
        if values.iter().any(String::is_empty) {
            return Err("a value is missing between commas".to_owned());
        }
        if values.len() < 2 {
            return Err("give two values or more, separated by commas: employment.programme=0.15,0.30".to_owned());
        }
        Ok(Self { path, values })
    }
}

/// A variant that is compared.
#[derive(Debug, Clone)]
pub enum VariantArg {
    /// One that the scenario names.
    Named(String),
    /// Changes that make one.
    Changes(Vec<Override>),
}

impl std::fmt::Display for VariantArg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(id) => f.write_str(id),
            Self::Changes(changes) => {
                f.write_str(&changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

/// Which draws several scenarios have in common.
fn one_draw(text: &str) -> Result<OneDraw, String> {
    Ok(match text.trim() {
        "all" => OneDraw::All,
        "none" => OneDraw::Nothing,
        paths => {
            let paths: Vec<String> = paths.split(',').map(|path| path.trim().to_owned()).collect();
            if paths.iter().any(String::is_empty) {
                return Err("allowed: all, none, or paths of uncertain numbers separated by commas".to_owned());
            }
            OneDraw::Paths(paths)
        }
    })
}

impl FromStr for VariantArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !text.contains('=') {
            return Ok(Self::Named(text.trim().to_owned()));
        }
        split(text, ';').into_iter().map(str::parse).collect::<Result<_, _>>().map(Self::Changes)
    }
}

/// Parts between separators that stand outside brackets and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quote, mut from) = (0u32, None, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some(open) = quote {
            quote = quote.filter(|_| c != open);
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts
}

/// A side of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridSide(pub Span);

/// Values along a side by default, and at most.
const STEPS: usize = 21;
const MOST_STEPS: usize = 201;

impl FromStr for GridSide {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form =
            || "write PATH=LOW..HIGH or PATH=LOW..HIGH:STEPS, such as employment.programme=0.1..0.5:21".to_owned();
        let Some((path, range)) = text.split_once('=') else {
            return Ok(Self(Span { path: text.trim().to_owned(), ends: None, steps: STEPS }));
        };
        let (range, steps) = match range.split_once(':') {
            Some((range, steps)) => (range, steps.trim().parse().map_err(|_| form())?),
            None => (range, STEPS),
        };
        let (low, high) = range.split_once("..").ok_or_else(form)?;
        let number = |text: &str| typed_number(text).map_err(|told| format!("{told}; {}", form()));
        let (low, high) = (number(low)?, number(high)?);
        if low >= high {
            return Err(format!("from {low} to {high} is no range; allowed: a lower number first"));
        }
        if !(2..=MOST_STEPS).contains(&steps) {
            return Err(format!("{steps} steps; allowed: 2 to {MOST_STEPS}"));
        }
        Ok(Self(Span { path: path.trim().to_owned(), ends: Some((low, high)), steps }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_within_a_distribution_do_not_part_values() {
        let vary: Vary = "a.b=0.15,{ events = 10, of = 57 }, 0.3".parse().expect("three values");
        assert_eq!(vary.values, ["0.15", "{ events = 10, of = 57 }", "0.3"]);
        assert!("a.b=0.15".parse::<Vary>().is_err() && "a.b=0.15,,0.2".parse::<Vary>().is_err());
        let lists: Vary = "a=[1, 2],[3, 4]".parse().expect("two lists");
        assert_eq!(lists.values, ["[1, 2]", "[3, 4]"]);
    }

    #[test]
    fn a_variant_may_change_several_values() {
        let variant: VariantArg = "a=1; b={ x = \"; \", y = 2 }".parse().expect("two changes");
        let VariantArg::Changes(changes) = variant else { panic!("no name") };
        assert_eq!(changes[1].value, "{ x = \"; \", y = 2 }");
    }

    #[test]
    fn a_span_has_ends_and_steps() {
        let GridSide(span) = "a.b=0.1..0.5:5".parse().expect("a span");
        assert_eq!(span, Span { path: "a.b".into(), ends: Some((0.1, 0.5)), steps: 5 });
        assert_eq!("a.b".parse::<GridSide>().expect("a path").0.ends, None);
        let told = "a=−0.1..0.2:5".parse::<GridSide>().expect_err("no minus");
        assert!(told.contains("write -0.1"), "{told}");
        for wrong in ["a=0.5..0.1", "a=1..2:1", "a=1", "a=x..2", "a=1..inf"] {
            assert!(wrong.parse::<GridSide>().is_err(), "{wrong}");
        }
    }
}
