//! How the program ends when something goes wrong.

use console::style;
use provenu::model::SettingError;
use provenu::report::plot::PlotError;
use provenu::results::FolderError;
use provenu::scenario::Problems;
use provenu::simulate::RunError;
use std::io;
use std::process::ExitCode;

/// Why the program ends early.
#[derive(Debug)]
pub enum Failure {
    /// The scenario has problems.
    Scenario(Problems),
    /// The command line asks for what cannot be.
    Usage(String),
    /// The run failed.
    Run(String),
    /// A signal stopped the run.
    Interrupted(u8),
    /// Whoever read our output has stopped reading.
    ClosedPipe,
}

impl Failure {
    /// Says why on stderr and gives the exit code.
    pub fn report(self) -> ExitCode {
        let error = style("error").for_stderr().red().bold();
        match self {
            Self::Scenario(problems) => {
                for problem in problems.iter() {
                    eprintln!("{error}: {problem}");
                }
                let count = problems.len();
                eprintln!("{count} problem{}; nothing was written", if count == 1 { "" } else { "s" });
                ExitCode::from(2)
            }
            Self::Usage(message) => {
                eprintln!("{error}: {message}");
                ExitCode::from(2)
            }
            Self::Run(message) => {
                eprintln!("{error}: {message}");
                ExitCode::from(1)
            }
            Self::Interrupted(signal) => {
                eprintln!("interrupted; nothing was written");
                ExitCode::from(128 + signal)
            }
            Self::ClosedPipe => ExitCode::SUCCESS,
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Scenario(problems)
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Io { .. } => Self::Run(error.to_string()),
            FolderError::Taken { .. } | FolderError::NotAFolder(_) => Self::Usage(error.to_string()),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Self::Run(error.to_string())
    }
}

impl From<SettingError> for Failure {
    fn from(error: SettingError) -> Self {
        Self::Run(error.to_string())
    }
}

impl From<PlotError> for Failure {
    fn from(error: PlotError) -> Self {
        Self::Run(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Run(format!("cannot write the output: {error}"))
        }
    }
}
