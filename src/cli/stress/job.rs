//! What every comparison and stress test goes through: the place for its results, the work, the telling.

use super::args::CommonArgs;
use crate::cli::args::Format;
use crate::cli::error::{Failure, say};
use crate::cli::memory::{estimate, refuse_hopeless, refuse_memory};
use crate::cli::output::{print, print_json};
use crate::cli::place::{Place, commit, shown_path};
use crate::cli::progress::Progress;
use crate::cli::signals::Signals;
use provenu::analysis::Report;
use provenu::model::{Account, AccountId, Model};
use provenu::parallel::Threads;
use provenu::random::Seed;
use provenu::report::number::whole;
use provenu::report::plot::{self, Caption, PlotError};
use provenu::results::{AnalysisFacts, FileFacts, FurtherScenario, Manifest, NamedDigest, Staged, sha256};
use provenu::scenario::Scenario;
use provenu::simulate::{Expectations, Work};
use provenu::summary::{RunFacts, ScenarioFacts};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// A file of the results folder, written by a function that is given the writer.
pub type File<'a> = (&'static str, Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'a>);
/// A picture: its name without ending, and the function that draws it.
pub type Picture<'a> = (&'static str, Box<dyn Fn() -> Result<String, PlotError> + Sync + 'a>);

/// An analysis under way, with a place for its results.
pub struct Job<'a> {
    command: &'static str,
    args: &'a CommonArgs,
    /// Options that the answer depends on.
    options: Vec<String>,
    threads: Threads,
    staged: Staged,
    pub seed: Seed,
    pub replications: u64,
}

/// Everything that an analysis leaves behind.
pub struct Results<'a> {
    pub text: String,
    pub files: Vec<File<'a>>,
    pub pictures: Vec<Picture<'a>>,
}

impl<'a> Job<'a> {
    /// Checks that the work fits in memory and makes the place for the results, before any work is done. The first of the scenario files names the
    /// folder; none may lie in it.
    pub fn begin(
        command: &'static str,
        args: &'a CommonArgs,
        (scenarios, options): (&[(&Path, &Scenario)], Vec<String>),
        replications: u64,
        bytes_a_replication: u64,
    ) -> Result<Self, Failure> {
        refuse_memory(bytes_a_replication.saturating_mul(replications), replications)?;
        let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
        let suffix = format!("-{command}");
        let place = Place { output: args.output.as_ref(), overwrite: args.overwrite, scenarios, suffix: &suffix };
        let staged = place.stage()?;
        let threads = Threads::new(args.threads.map(usize::from))?;
        Ok(Self { command, args, options, threads, staged, seed, replications })
    }

    /// Does the work on as many threads as asked: some simulations, with exact expectations worked out in them, and exact values alone.
    /// Says beforehand what it takes, refuses what would take days, and shows a progress bar.
    pub fn work<T: Send, E: Send + Into<Failure>>(
        &self,
        (one, (simulations, expectations), values): (&Work, (usize, Expectations), usize),
        work: impl FnOnce(&Progress) -> Result<T, E> + Send,
    ) -> Result<T, Failure> {
        refuse_hopeless(one.draws * simulations as f64, self.replications)?;
        let replication = one.nanoseconds(expectations);
        let nanoseconds = replication * simulations as f64 * self.replications as f64 + one.expectation * values as f64;
        if let Some(time) = estimate(nanoseconds, cores(self.args)).filter(|_| !self.args.quiet) {
            let simulated = if simulations == 1 {
                "1 simulation"
            } else {
                &format!("about {} simulations", whole(simulations as f64))
            };
            let [replications, families] = [self.replications as f64, one.families].map(whole);
            say(&format!("{simulated} of {replications} replications of {families} families:\n{time}"));
        }
        let progress = Progress::new(self.replications * simulations as u64, self.args.quiet);
        let found = self.threads.run(|| work(&progress));
        progress.finish();
        match Signals::received() {
            Some(signal) => Err(Failure::Interrupted(signal)),
            None => found.map_err(Into::into),
        }
    }

    /// Facts of the run for a report.
    pub fn facts(&self, model: &Model) -> RunFacts {
        RunFacts {
            seed: self.seed.get(),
            replications: self.replications,
            sampling: "random",
            randomisations: None,
            coupling: model.coupling(),
            quantiles: None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// What stands at the foot of every picture.
    pub fn footer<T>(report: &Report<T>) -> String {
        let RunFacts { seed, replications, version, .. } = &report.run;
        let many = whole(*replications as f64);
        format!("{many} simulated programmes each, same luck · seed {seed} · provenu {version}")
    }

    /// What every picture of a report says about itself; `footer` is what [`Job::footer`] gives.
    pub fn caption<'r, T>(report: &'r Report<T>, footer: &'r str) -> Caption<'r> {
        Caption {
            scenario: &report.scenario.title,
            account: &report.account_name,
            complete: report.complete,
            currency: &report.currency,
            footer,
        }
    }

    /// Prints the answer, draws the pictures and puts the folder in its place.
    pub fn deliver<T: Serialize>(
        self,
        report: &Report<T>,
        scenarios: &[&Scenario],
        results: Results<'_>,
    ) -> Result<(), Failure> {
        let Results { text, files, pictures } = results;
        // Should nobody be there to read the answer, the folder is written all the same.
        let wanted = self.args.format == Format::Text && !self.args.quiet;
        let told = if wanted { print(&text) } else { Ok(()) };
        let rasteriser = plot::Rasteriser::default();
        let drawn = self.threads.run(|| {
            provenu::parallel::map(pictures.len(), |i| {
                let (name, draw) = &pictures[i];
                let svg = draw()?;
                let png = rasteriser.png(&svg)?;
                Ok::<_, PlotError>((*name, svg, png))
            })
        });
        let drawn = drawn.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut staged = self.staged;
        staged.write(&format!("{}.json", self.command), |writer| {
            serde_json::to_writer_pretty(&mut *writer, report)?;
            writer.write_all(b"\n")
        })?;
        for (name, write) in files {
            staged.write(name, |writer| write(writer))?;
        }
        for (name, svg, png) in drawn {
            staged.write(&format!("{name}.svg"), |writer| writer.write_all(svg.as_bytes()))?;
            staged.write(&format!("{name}.png"), |writer| writer.write_all(&png))?;
        }
        if let Some(signal) = Signals::received() {
            return Err(Failure::Interrupted(signal));
        }
        let asked = (self.command, self.options);
        let placed = commit(staged, |files| manifest(scenarios, asked, &report.run, files))?;
        told?;
        match self.args.format {
            _ if self.args.quiet => Ok(()),
            Format::Json => print_json(report),
            Format::Text => {
                let mut shown = String::new();
                let _ = writeln!(shown, "\nResults: {}", shown_path(&placed.path));
                if let Some(aside) = &placed.moved_aside {
                    let _ = writeln!(shown, "What was there before: {}", shown_path(aside));
                }
                print(&shown)
            }
        }
    }
}

/// Threads that will work.
pub fn cores(args: &CommonArgs) -> usize {
    args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Bytes for each replication of a stress test: the outcomes at both ends on every thread, and those with nothing held.
pub fn bytes_of_outcomes(args: &CommonArgs) -> u64 {
    (size_of::<f64>() * (2 * cores(args) + 1)) as u64
}

/// Which scenario it was, for a report.
pub fn scenario_facts(scenario: &Scenario) -> ScenarioFacts {
    ScenarioFacts {
        title: scenario.model.title.clone(),
        sha256: sha256(scenario.text.as_bytes()),
        variant: scenario.variant.as_ref().map(|variant| variant.id.clone()),
        set: scenario.set_by_hand(),
    }
}

/// The account whose id was given, else the perspective.
pub fn account(model: &Model, payer: Option<&String>) -> Result<AccountId, Failure> {
    let Some(id) = payer else { return Ok(model.perspective) };
    let found = model.accounts.iter().position(|account| account.id == *id);
    found.map(AccountId).ok_or_else(|| {
        let known: Vec<&str> = model.accounts.iter().map(|account| account.id.as_str()).collect();
        Failure::Usage(format!("--payer {id}: there is no such account; allowed: {}", known.join(", ")))
    })
}

/// Refuses a target of a probability that is withheld.
pub fn refuse_withheld(account: &Account, target_p: Option<f64>) -> Result<(), Failure> {
    if account.complete || target_p.is_none() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "--target-p: P(net > 0) of {} is withheld, since the file does not hold its whole side of the case; allowed: --target-mcse",
        account.name
    )))
}

fn data_files(scenario: &Scenario) -> Vec<NamedDigest> {
    let digest =
        |file: &provenu::scenario::DataFile| NamedDigest { name: file.name.clone(), sha256: sha256(&file.content) };
    scenario.data_files.iter().map(digest).collect()
}

fn manifest(
    scenarios: &[&Scenario],
    (command, options): (&str, Vec<String>),
    run: &RunFacts,
    files: Vec<FileFacts>,
) -> Manifest {
    let variant = |scenario: &Scenario| scenario.variant.as_ref().map(|variant| variant.id.clone());
    let further = scenarios[1..].iter().map(|scenario| FurtherScenario {
        scenario: scenario.text.clone(),
        scenario_sha256: sha256(scenario.text.as_bytes()),
        variant: variant(scenario),
        set: scenario.set_by_hand(),
        data_files: data_files(scenario),
    });
    let scenario = scenarios[0];
    Manifest {
        program: "provenu".to_owned(),
        version: run.version.to_owned(),
        schema: 1,
        seed: run.seed,
        replications: run.replications,
        sampling: run.sampling.to_owned(),
        scenario: scenario.text.clone(),
        scenario_sha256: sha256(scenario.text.as_bytes()),
        variant: variant(scenario),
        set: scenario.set_by_hand(),
        data_files: data_files(scenario),
        analysis: Some(AnalysisFacts { command: command.to_owned(), options, further: further.collect() }),
        files,
    }
}
