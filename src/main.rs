//! `provenu`: how likely a social investment pays, when, and how bad it can get.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
