//! How the program ends when something goes wrong.

use console::style;
use provenu::analysis::{AnalysisError, CompareError, QuickError};
use provenu::model::SettingError;
use provenu::report::plot::PlotError;
use provenu::report::workbook::WorkbookError;
use provenu::results::FolderError;
use provenu::scenario::{Problems, Visible};
use provenu::simulate::RunError;
use std::io::{self, Write};
use std::process::ExitCode;

/// The message when a signal ends the program.
pub const NOTHING: &str = "interrupted; nothing was written";

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
    /// The reader of our output has closed the pipe.
    ClosedPipe,
}

impl Failure {
    /// Says why on stderr and gives the exit code.
    pub fn report(self) -> ExitCode {
        let error = style("error").for_stderr().red().bold();
        match self {
            Self::Scenario(problems) => {
                for problem in problems.iter() {
                    say(&format!("{error}: {problem}"));
                }
                let count = problems.len();
                say(&format!("{count} problem{}; nothing was written", if count == 1 { "" } else { "s" }));
                ExitCode::from(2)
            }
            Self::Usage(message) => {
                say(&format!("{error}: {}", shown(&message)));
                ExitCode::from(2)
            }
            Self::Run(message) => {
                say(&format!("{error}: {}", shown(&message)));
                ExitCode::from(1)
            }
            Self::Interrupted(signal) => {
                say(NOTHING);
                ExitCode::from(128 + signal)
            }
            Self::ClosedPipe => ExitCode::SUCCESS,
        }
    }
}

/// A line on stderr; a closed stderr is no error.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A message that may quote a file or an argument: no character of theirs reaches the terminal unseen.
fn shown(message: &str) -> String {
    message.lines().map(|line| Visible(line).to_string()).collect::<Vec<_>>().join("\n")
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Scenario(problems)
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Io { .. } | FolderError::Beside { .. } | FolderError::Locked(_) | FolderError::Interrupted => {
                Self::Run(error.to_string())
            }
            _ => Self::Usage(error.to_string()),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            // A draw at which the scenario makes no sense is a wrong scenario.
            RunError::Setting { .. } | RunError::Refused { .. } => Self::Usage(error.to_string()),
            RunError::Interrupted(_) => Self::Run(error.to_string()),
        }
    }
}

impl From<QuickError> for Failure {
    fn from(error: QuickError) -> Self {
        match error {
            QuickError::Setting(error) => error.into(),
            QuickError::Run(error) => error.into(),
        }
    }
}

impl From<AnalysisError> for Failure {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::Setting(error) => error.into(),
            AnalysisError::Run(error) => error.into(),
            AnalysisError::Scenario(problems) => problems.as_options(&["share", "fixed", "x", "y"]).into(),
            AnalysisError::Compare(error) => error.into(),
            AnalysisError::Design(_)
            | AnalysisError::NotVaried(_)
            | AnalysisError::AllCertain
            | AnalysisError::Update(_)
            | AnalysisError::Study { .. }
            | AnalysisError::Programmes { .. }
            | AnalysisError::SameName(_)
            | AnalysisError::Resized { .. }
            | AnalysisError::Deviates { .. }
            | AnalysisError::First(_)
            | AnalysisError::NoAccount(..)
            | AnalysisError::TiedOtherwise(..)
            | AnalysisError::Ties(_)
            | AnalysisError::NothingObserved
            | AnalysisError::NothingToStop
            | AnalysisError::DoesNotVary(_) => Self::Usage(error.to_string()),
            AnalysisError::NotUncertain { .. } | AnalysisError::Divided { .. } => {
                Self::Usage(format!("--group {error}"))
            }
            AnalysisError::NothingUncertain => Self::Usage(format!("{error} with --fixed PATH, or --fixed all")),
            AnalysisError::SameAxes(path) => Self::Usage(format!("--x and --y are both {path}; give two assumptions")),
            AnalysisError::FixedAtZero { side, ref path } => Self::Usage(format!("--{side} {error}, {path}=LOW..HIGH")),
            AnalysisError::NoRange { side, .. } => Self::Usage(format!("--{side} {error}")),
            AnalysisError::NoPath => Self::Usage(
                "which assumption? Give its path as `check` prints it, or write `switching = \"PATH\"` in the scenario"
                    .to_owned(),
            ),
            AnalysisError::Withheld(payer) => Self::Usage(format!(
                "--target-p: P(net > 0) of {payer} is withheld, since the file does not hold its whole side of the case; allowed: \
                 --target-mcse"
            )),
        }
    }
}

impl From<CompareError> for Failure {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::Run { source: RunError::Interrupted(_), .. } => Self::Run(error.to_string()),
            CompareError::Number(_) => Self::Usage(format!(
                "{error}: give more scenario files, --vary PATH=VALUE,VALUE, --variant, or a file with [[variants]]"
            )),
            _ => Self::Usage(error.to_string()),
        }
    }
}

impl From<SettingError> for Failure {
    fn from(error: SettingError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<WorkbookError> for Failure {
    fn from(error: WorkbookError) -> Self {
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
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Run(error.to_string()) }
    }
}
