//! Schema, reference, completions, manual.

use super::args::Cli;
use super::error::Failure;
use super::output::{print, print_json};
use clap::CommandFactory;

pub fn schema() -> Result<(), Failure> {
    print_json(&provenu::scenario::schema())
}

/// The reference of the scenario file, or of the figures that come with the program.
pub fn reference(values: bool) -> Result<(), Failure> {
    print(&if values { provenu::scenario::catalogue() } else { provenu::scenario::guide() })
}

pub fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "provenu", &mut script);
    print(&String::from_utf8_lossy(&script))
}

pub fn man() -> Result<(), Failure> {
    let mut pages = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut pages)?;
    for subcommand in command.get_subcommands().filter(|known| known.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut pages)?;
    }
    print(&String::from_utf8_lossy(&pages))
}
