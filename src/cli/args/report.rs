//! What `report` takes.

use super::{ChangeArgs, JobArgs, replications};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Scenario files (TOML), or results folders, which are run again as they were; of several it is a comparison under one seed
    #[arg(required = true, value_name = "SCENARIO|RESULTS")]
    pub of: Vec<PathBuf>,

    #[command(flatten)]
    pub changes: ChangeArgs,

    /// One of the scenario's [[variants]], by its id
    #[arg(long, value_name = "ID")]
    pub variant: Option<String>,

    /// Replications; by default those of the results folder, else as many as fit a budget of some seconds
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    /// The programme's actual figures so far (TOML): the report tells how the forecast looks after them
    #[arg(long, value_name = "FILE")]
    pub actuals: Option<PathBuf>,

    #[command(flatten)]
    pub job: JobArgs,

    /// Half a page of plain text for a council paper instead of the summary, also written as agenda.txt
    #[arg(long)]
    pub agenda: bool,
}
