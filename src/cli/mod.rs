//! The command line: arguments, progress, exit codes, wiring. No arithmetic.

mod args;
mod bench;
mod check;
mod error;
mod extras;
mod load;
mod memory;
mod output;
mod progress;
mod replay;
mod run;
mod stress;
mod table;
mod verify;

use args::{Cli, Command};
use clap::Parser;
use error::Failure;
use std::process::ExitCode;

/// Runs the program and returns its exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => {
            // clap prints help to stdout (exit 0) and usage errors to stderr (exit 2); a closed pipe is no error.
            let _ = message.print();
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(args) => run::run(&args),
        Command::Table(args) => table::table(&args),
        Command::Check(args) => check::check(&args),
        Command::Replay(args) => replay::replay(&args),
        Command::Bench(args) => bench::bench(&args),
        Command::Compare(args) => stress::compare(&args),
        Command::Tornado(args) => stress::tornado(&args),
        Command::Grid(args) => stress::grid(&args),
        Command::Threshold(args) => stress::threshold(&args),
        Command::Plan(args) => stress::plan(&args),
        Command::Verify { results } => verify::verify(&results),
        Command::Schema => extras::schema(),
        Command::Reference => extras::reference(),
        Command::Completions { shell } => extras::completions(shell),
        Command::Man => extras::man(),
    }
}
