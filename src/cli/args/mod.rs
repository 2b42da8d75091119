//! What can be typed.

mod analyses;
mod report;
mod start;

pub use analyses::{
    CommonArgs, CompareArgs, GridArgs, PlanArgs, PortfolioArgs, ReviewArgs, SobolArgs, ThresholdArgs, TornadoArgs,
    UpdateArgs, VariantArg, VoiArgs,
};

pub use report::ReportArgs;
pub use start::{CalibrateArgs, NewArgs, PastArgs, ValuesArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};
use provenu::model::Language;
use provenu::scenario::{Override, typed_number};
use provenu::summary::{PercentileTarget, Targets};
use provenu::vectorised::Instructions;
use std::path::PathBuf;

/// Monte Carlo simulator for social investments.
///
/// From a scenario file to the published business case, to the krone, and its risk: how likely the investment pays, when,
/// how bad it can get.
#[derive(Debug, Parser)]
#[command(name = "provenu", version, max_term_width = 80, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate, print a summary, and write the results folder
    Run(RunArgs),
    /// Print the expected business case at base values, without simulation
    Table(ShowArgs),
    /// Validate a scenario and list every assumption with its path, distribution and source
    Check(ShowArgs),
    /// Show one replication, or one family's story, exactly as a run draws it
    Replay(ReplayArgs),
    /// Write the council's report (report.html) of a scenario, of results, or of several side by side
    Report(ReportArgs),
    /// Measure throughput, for people and (--format json) for trackers
    Bench(BenchArgs),
    /// Compare scenarios, or variants of one, under the same luck: differences by payer and year, P(better)
    Compare(CompareArgs),
    /// Move each assumption from end to end: which one decides
    Tornado(TornadoArgs),
    /// Two assumptions against each other: net benefit, break-even line and P(net > 0)
    Grid(GridArgs),
    /// Switching values of one assumption, and the least that must go wrong
    Threshold(ThresholdArgs),
    /// What the risk comes from: shares of the variance by assumption, and chance between families
    Sobol(SobolArgs),
    /// What a review on the way is worth, with the programme stopped where too few have left: by year and least number
    Review(ReviewArgs),
    /// What better evidence is worth: knowing assumptions, and studies with their best size and decision rule
    Voi(VoiArgs),
    /// From counts, curves, amounts, opinions or several programmes to distributions for a scenario
    Calibrate(CalibrateArgs),
    /// The forecast after the first years' actual figures: assumptions weighed by them, and the state reached
    Update(UpdateArgs),
    /// Several programmes at once, under shared assumptions: each, the total, and what it is worth to begin with one
    Portfolio(PortfolioArgs),
    /// How many replications a wished precision takes, by way of sampling
    Plan(PlanArgs),
    /// Recheck a results folder against its manifest
    Verify {
        /// Results folder written by provenu
        results: PathBuf,
    },
    /// Begin a scenario file: as one that comes with the program, or as a commented skeleton
    New(NewArgs),
    /// Search the Danish figures that come with the program: transfers, refund, prices, indices
    Values(ValuesArgs),
    /// Past forecasts of social investments and what came of them, by kind, baseline and bar
    Past(PastArgs),
    /// Print the JSON Schema of the scenario file
    Schema,
    /// Print the reference of the scenario file (Markdown): prose, a worked example, every key
    Reference {
        /// Print the page of the figures that come with the program instead
        #[arg(long)]
        values: bool,
    },
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Which scenario, with which changes.
#[derive(Debug, Clone, Args)]
pub struct ScenarioArgs {
    /// Scenario file (TOML)
    pub scenario: PathBuf,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// One of the scenario's [[variants]], by its id; --set and --shift then change the variant
    #[arg(long, value_name = "ID")]
    pub variant: Option<String>,
}

/// What is changed in a scenario, where its data files may lie, and which language it is told in.
#[derive(Debug, Clone, Args)]
pub struct ChangeArgs {
    /// Replace a value: a path as `check` prints it, and a number or a distribution; may be repeated
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<Override>,

    /// Move the base and mean of a number to a value and keep its spread, after every --set; may be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = Override::shift)]
    pub shift: Vec<Override>,

    /// A folder in or below which data files may lie, beside that of the scenario; may be repeated
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,

    /// Language of all that is told: en or da; the scenario's own by default
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<Language>,
}

/// Form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How parameters are sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SamplingArg {
    /// Independent draws
    Random,
    /// Latin hypercubes, in 64 independent randomisations
    Lhs,
    /// Scrambled Sobol points, in 64 independent randomisations or more
    Sobol,
}

impl From<SamplingArg> for provenu::random::Sampling {
    fn from(sampling: SamplingArg) -> Self {
        match sampling {
            SamplingArg::Random => Self::Random,
            SamplingArg::Lhs => Self::LatinHypercube,
            SamplingArg::Sobol => Self::Sobol,
        }
    }
}

/// Files beyond the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Keep {
    /// replications.csv: every replication's parameters and results
    Replications,
    /// The same with every payer's costs, savings and net benefit, person-years, events and participants, by year and in all
    Everything,
}

/// How precise.
#[derive(Debug, Args)]
pub struct TargetArgs {
    /// Monte Carlo standard error that the mean net benefit is to have, in kroner
    #[arg(long, value_name = "KRONER", value_parser = above_zero)]
    pub target_mcse: Option<f64>,

    /// Monte Carlo standard error that P(net benefit > 0) is to have, such as 0.005
    #[arg(long, value_name = "P", value_parser = above_zero)]
    pub target_p: Option<f64>,

    /// Monte Carlo standard error that a percentile of the net benefit is to have, in kroner: 5=100000
    #[arg(long, value_name = "PERCENTILE=KRONER", value_parser = percentile_target)]
    pub target_percentile: Option<PercentileTarget>,
}

impl TargetArgs {
    /// What is wished, if anything.
    pub fn wished(&self) -> Option<Targets> {
        let Self { target_mcse: mcse, target_p: probability, target_percentile: percentile } = *self;
        let any = mcse.is_some() || probability.is_some() || percentile.is_some();
        any.then_some(Targets { mcse, probability, percentile })
    }
}

/// A number of an option that fulfils a condition; where it is none, with what was probably meant.
pub fn number(text: &str, allowed: &str, fits: impl Fn(&f64) -> bool) -> Result<f64, String> {
    match typed_number(text) {
        Ok(value) if fits(&value) => Ok(value),
        Err(told) if !told.starts_with("allowed") => Err(format!("{told}; allowed: {allowed}")),
        _ => Err(format!("allowed: {allowed}")),
    }
}

/// A language by its code.
pub fn language(text: &str) -> Result<Language, String> {
    let allowed = Language::ALL.map(Language::code).join(", ");
    Language::of_code(text).ok_or_else(|| format!("allowed: {allowed}"))
}

fn zero_or_more(text: &str) -> Result<f64, String> {
    number(text, "a number of 0 or more", |value| *value >= 0.0)
}

fn above_zero(text: &str) -> Result<f64, String> {
    number(text, "a number above 0", |value| *value > 0.0)
}

/// A percentile between 0 and 100, as a probability.
fn percentile(text: &str) -> Result<f64, String> {
    let found =
        number(text, "a percentage above 0 and below 100, such as 2.5", |value| *value > 0.0 && *value < 100.0)?;
    Ok(found / 100.0)
}

/// A percentile with the error that it is to have.
fn percentile_target(text: &str) -> Result<PercentileTarget, String> {
    let (p, mcse) = text.split_once('=').ok_or("allowed: PERCENTILE=KRONER, such as 5=100000")?;
    Ok(PercentileTarget { p: percentile(p)?, mcse: above_zero(mcse)? })
}

/// A number of replications.
pub fn replications(text: &str) -> Result<u64, String> {
    let most = provenu::random::MAX_REPLICATIONS;
    written_whole(text)
        .filter(|count| (2..=most).contains(count))
        .ok_or_else(|| format!("allowed: a whole number from 2 to {most}, such as 100000 or 1e6"))
}

/// A seed, or another whole number of an option, from `LOW` to `HIGH`.
pub fn whole<const LOW: u64, const HIGH: u64>(text: &str) -> Result<u64, String> {
    let found = written_whole(text).filter(|value| (LOW..=HIGH).contains(value));
    found.ok_or_else(|| format!("allowed: a whole number from {LOW} to {HIGH}"))
}

/// Threads, or another small number from 1 to `HIGH`.
pub fn few<const HIGH: u16>(text: &str) -> Result<u16, String> {
    let found = written_whole(text).and_then(|value| u16::try_from(value).ok());
    found.filter(|value| (1..=HIGH).contains(value)).ok_or_else(|| format!("allowed: a whole number from 1 to {HIGH}"))
}

/// The largest seed that JSON holds exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;

/// A whole number, which may be written 1e6 or `1_000_000`.
fn written_whole(text: &str) -> Option<u64> {
    let plain = text.replace('_', "");
    let whole = |value: f64| (value.fract() == 0.0 && (0.0..1e15).contains(&value)).then_some(value as u64);
    plain.parse().ok().or_else(|| plain.parse().ok().and_then(whole))
}

/// Options of a run and of every analysis: under which luck, on what, where to.
#[derive(Debug, Args)]
pub struct JobArgs {
    /// Seed of all luck, 0 to 9007199254740991
    #[arg(long, default_value_t = 1, value_name = "S", value_parser = whole::<0, LARGEST_SEED>)]
    pub seed: u64,

    /// Threads; all cores by default. Results do not depend on it
    #[arg(long, value_name = "T", value_parser = few::<1024>)]
    pub threads: Option<u16>,

    /// Results folder; by default output/<scenario file stem>, of an analysis with -<command> after it
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Write even where the folder holds something else, which is moved aside
    #[arg(long)]
    pub overwrite: bool,

    /// Form of CSV files: en, or da for a double-click in a Danish spreadsheet (semicolons, decimal comma); en by default
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub csv: Option<Language>,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Replications: parameter draws, each with one simulated programme; by default as many as fit a budget of some
    /// seconds of work, at most 100,000. With a target, the most
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    #[command(flatten)]
    pub job: JobArgs,

    #[command(flatten)]
    pub instructions: InstructionArgs,

    /// Keep more files
    #[arg(long, value_enum, value_name = "WHAT")]
    pub keep: Vec<Keep>,

    /// Leave out the report, which takes as long as a comparison, a tornado and a threshold
    #[arg(long)]
    pub no_report: bool,

    /// How parameters are sampled
    #[arg(long, value_enum, default_value_t = SamplingArg::Random)]
    pub sampling: SamplingArg,

    #[command(flatten)]
    pub targets: TargetArgs,

    /// Percentiles beside the usual 5, 10, 25, 50, 75, 90 and 95: columns p01, p025 … of the files
    #[arg(long, value_name = "P,P", value_delimiter = ',', value_parser = percentile)]
    pub percentiles: Vec<f64>,

    /// Whose net benefit heads the results: the id of a payer, `public_sector`, `society`; the scenario's perspective by
    /// default. The same as --set perspective='"ID"'
    #[arg(long, value_name = "ID")]
    pub payer: Option<String>,

    /// Means with intervals and the share of parameters only, from up to 16,384 Sobol points and 1,024 simulated programmes, in some
    /// hundredths of a second; writes no folder. Takes --set, --shift, --payer, --seed, --threads and --format
    #[arg(long, conflicts_with_all = ["replications", "output", "overwrite", "keep", "quiet", "no_report", "csv", "sampling", "target_mcse", "target_p", "target_percentile", "percentiles"])]
    pub quick: bool,
}

/// The tracker whose JSON a benchmark is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tracker {
    /// Bencher Metric Format
    Bencher,
    /// github-action-benchmark, customBiggerIsBetter
    GithubAction,
}

#[derive(Debug, Args)]
pub struct InstructionArgs {
    /// Vector instructions to use at most; the best there are by default. Results do not depend on it
    #[arg(long, value_enum, value_name = "SET")]
    instructions: Option<InstructionSet>,
}

impl InstructionArgs {
    /// Limits the program to them from now on.
    pub fn limit(&self) {
        if let Some(set) = self.instructions {
            Instructions::from(set).limit();
        }
    }
}

/// Vector instructions that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InstructionSet {
    /// What every processor of the architecture has
    Portable,
    /// AVX2 at most
    Avx2,
    /// AVX-512 too
    Avx512,
}

impl From<InstructionSet> for Instructions {
    fn from(set: InstructionSet) -> Self {
        match set {
            InstructionSet::Portable => Self::Portable,
            InstructionSet::Avx2 => Self::Avx2,
            InstructionSet::Avx512 => Self::Avx512,
        }
    }
}

#[derive(Debug, Args)]
pub struct BenchArgs {
    /// Scenario file (TOML)
    #[arg(required_unless_present = "suite")]
    pub scenario: Option<PathBuf>,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// One of the scenario's [[variants]], by its id; --set and --shift then change the variant
    #[arg(long, value_name = "ID")]
    pub variant: Option<String>,

    /// The shipped scenarios instead, one workload that is the same everywhere: fixed replications and seed, and a version that
    /// changes when a scenario or its replications do. Also prints the SHA-256 of the results
    #[arg(long, conflicts_with_all = ["scenario", "variant", "set", "shift", "data", "replications", "seed"])]
    pub suite: bool,

    /// Numbers of threads to measure, in order; one of the suite
    #[arg(long, value_name = "T,T", value_delimiter = ',', default_value = "1", value_parser = few::<1024>)]
    pub threads: Vec<u16>,

    /// Replications of a run; by default as many as take about a second on one thread, at most a million
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    /// Runs with each number of threads, of which the median counts; least and most are told to trackers
    #[arg(long, value_name = "R", default_value_t = 3, value_parser = few::<1000>)]
    pub rounds: u16,

    /// Seed of all luck, 0 to 9007199254740991
    #[arg(long, default_value_t = 1, value_name = "S", value_parser = whole::<0, LARGEST_SEED>)]
    pub seed: u64,

    #[command(flatten)]
    pub instructions: InstructionArgs,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Which tracker reads the JSON
    #[arg(long, value_enum, default_value_t = Tracker::Bencher)]
    pub tracker: Tracker,
}

#[derive(Debug, Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,

    /// Which replication, from 1
    #[arg(short = 'k', long, value_name = "K", value_parser = whole::<1, { 1 << 32 }>)]
    pub replication: u64,

    /// How the run sampled its parameters
    #[arg(long, value_enum, default_value_t = SamplingArg::Random)]
    pub sampling: SamplingArg,

    /// How many replications the run had; needed unless it sampled at random
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Which family: year and number, 2018:7 (of a subgroup, mothers:2018:7), or a number counted through the years
    #[arg(short, long, value_name = "F")]
    pub family: Option<String>,

    /// Seed of the run
    #[arg(long, default_value_t = 1, value_name = "S", value_parser = whole::<0, LARGEST_SEED>)]
    pub seed: u64,
}
