//! The command line: arguments, progress, exit codes, wiring. No arithmetic.

mod args;
mod bench;
mod calibrate;
mod check;
mod compare;
mod error;
mod extras;
mod grid;
mod job;
mod limits;
mod load;
mod memory;
mod new;
mod output;
mod past;
mod place;
mod plan;
mod portfolio;
mod progress;
mod replay;
mod report;
mod review;
mod run;
mod signals;
mod sobol;
mod table;
mod threshold;
mod tornado;
mod update;
mod values;
mod verify;
mod voi;

use args::{Cli, Command};
use clap::Parser;
use error::Failure;
use output::print;
use provenu::scenario::is_invisible;
use signals::Signals;
use std::process::ExitCode;

/// Runs the program and returns its exit code.
pub fn main() -> ExitCode {
    if let Err(failure) = refuse_unseen() {
        return failure.report();
    }
    let ended = match Cli::try_parse() {
        Ok(cli) => Signals::watch().map_err(Failure::from).and_then(|()| dispatch(cli.command)),
        Err(message) if message.use_stderr() => {
            // A closed stderr is no error.
            let _ = message.print();
            return ExitCode::from(2);
        }
        Err(help) => show(&help),
    };
    Signals::last_word();
    match (ended, Signals::received()) {
        (Ok(()), _) => ExitCode::SUCCESS,
        (Err(_), Some(signal)) => Failure::Interrupted(signal).report(),
        (Err(failure), None) => failure.report(),
    }
}

/// Refuses arguments with control or invisible characters, since messages, results and file names repeat them.
fn refuse_unseen() -> Result<(), Failure> {
    for argument in std::env::args_os().skip(1) {
        let argument = argument.to_string_lossy();
        let unseen = argument.chars().find(|&c| is_invisible(c) && !matches!(c, '\n' | '\r' | '\t'));
        if let Some(c) = unseen {
            let message =
                format!("{argument}: holds a character that nobody sees ({}); leave it out", c.escape_unicode());
            return Err(Failure::Usage(message));
        }
    }
    Ok(())
}

/// Prints help, or the version.
fn show(help: &clap::Error) -> Result<(), Failure> {
    let text = help.render();
    print(&if console::colors_enabled() { text.ansi().to_string() } else { text.to_string() })
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(args) => run::run(&args),
        Command::Table(args) => table::table(&args),
        Command::Check(args) => check::check(&args),
        Command::Replay(args) => replay::replay(&args),
        Command::Report(args) => report::report(&args),
        Command::Bench(args) => bench::bench(&args),
        Command::Compare(args) => compare::compare(&args),
        Command::Tornado(args) => tornado::tornado(&args),
        Command::Grid(args) => grid::grid(&args),
        Command::Threshold(args) => threshold::threshold(&args),
        Command::Sobol(args) => sobol::sobol(&args),
        Command::Review(args) => review::review(&args),
        Command::Voi(args) => voi::voi(&args),
        Command::Calibrate(args) => calibrate::calibrate(&args),
        Command::Update(args) => update::update(&args),
        Command::Plan(args) => plan::plan(&args),
        Command::Portfolio(args) => portfolio::portfolio(&args),
        Command::Verify { results } => verify::verify(&results),
        Command::Schema => extras::schema(),
        Command::New(args) => new::new(&args),
        Command::Values(args) => values::values(&args),
        Command::Past(args) => past::past(&args),
        Command::Reference { values } => extras::reference(values),
        Command::Completions { shell } => extras::completions(shell),
        Command::Man => extras::man(),
    }
}
