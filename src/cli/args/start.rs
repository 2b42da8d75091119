//! What a new scenario is begun with: a file to start from, and figures.

use super::{Format, language};
use clap::Args;
use provenu::model::Language;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct NewArgs {
    /// The file to write (TOML)
    #[arg(required_unless_present = "list")]
    pub file: Option<PathBuf>,

    /// What it begins as: a scenario that --list names, or skeleton
    #[arg(long, value_name = "NAME", default_value = "skeleton")]
    pub from: String,

    /// Language that its results are told in: en or da
    #[arg(long, value_name = "CODE", value_parser = language, default_value = "en")]
    pub language: Language,

    /// Replace a file that is there
    #[arg(long)]
    pub overwrite: bool,

    /// List what a file can begin as, and write nothing
    #[arg(long, conflicts_with_all = ["file", "overwrite"])]
    pub list: bool,
}

#[derive(Debug, Args)]
pub struct ValuesArgs {
    /// Words to look for in names and notes, in Danish or English; all series where there are none
    pub words: Vec<String>,

    /// All figures of one series
    #[arg(long, value_name = "ID", conflicts_with = "words")]
    pub series: Option<String>,

    /// Figures of a file of your own, before those of the program
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Language of what is told: en or da
    #[arg(long, value_name = "CODE", value_parser = language, default_value = "en")]
    pub language: Language,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct PastArgs {
    /// Words to look for in names, quantities, methods and notes, in Danish or English, or words of the ledger such as net, gross,
    /// control, threshold; all pairs where there are none
    pub words: Vec<String>,

    /// Folder for the table (CSV, JSON), the page and the picture; by default output/past
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Replace a folder that holds something else, or results that somebody changed
    #[arg(long)]
    pub overwrite: bool,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Form of CSV files: en, or da for a double-click in a Danish spreadsheet; en by default
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub csv: Option<Language>,

    /// Print nothing
    #[arg(short, long)]
    pub quiet: bool,

    /// Language of what is told: en or da
    #[arg(long, value_name = "CODE", value_parser = language, default_value = "en")]
    pub language: Language,
}

#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// Data file (TOML): a table for each number, with its kind: events, tiers, arms, programmes, amount, elicited, entry, relapse
    pub data: PathBuf,

    /// Folder for the results; by default output/<file stem>-calibrate
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Replace a folder that holds something else, or results that somebody changed
    #[arg(long)]
    pub overwrite: bool,

    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Print nothing
    #[arg(short, long)]
    pub quiet: bool,

    /// Language of all that is told: en or da
    #[arg(long, value_name = "CODE", value_parser = super::language)]
    pub language: Option<Language>,
}
