//! The steps of a run and of every analysis: the place for its results, the work, the output.

use super::args::{CommonArgs, Format, JobArgs};
use super::error::{Failure, say};
use super::memory::{estimate, refuse_hopeless, refuse_memory, refuse_threads};
use super::output::{LANGUAGE, print, print_json, shown};
use super::place::{ResultsPlace, commit, shown_path};
use super::progress::Progress;
use super::signals::Signals;
use provenu::analysis::Question;
use provenu::document::Document;
use provenu::document::picture::Picture;
use provenu::model::AccountId;
use provenu::parallel::Threads;
use provenu::random::Seed;
use provenu::report::csv::{CsvFile, CsvTarget};
use provenu::report::page::page;
use provenu::report::plot::{self, PlotError};
use provenu::results::{Manifest, Staged};
use provenu::scenario::Scenario;
use provenu::simulate::Effort;
use provenu::summary::Outcome;
use serde::Serialize;
use std::path::Path;

impl JobArgs {
    /// Threads that will work.
    pub fn cores(&self) -> usize {
        self.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
    }
}

/// A run or an analysis under way, with a place for its results.
pub struct Job<'a> {
    args: &'a JobArgs,
    threads: Threads,
    staged: Staged,
}

/// Everything that a run or an analysis leaves behind beside its JSON file.
pub struct Results<'a> {
    pub document: Document,
    pub files: Vec<CsvFile<'a>>,
    /// Files that take work of their own, made after the answer has been printed.
    pub later: Option<Later<'a>>,
}

/// Makes files with their content.
pub type Later<'a> = Box<dyn FnOnce(&Progress) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> + Send + 'a>;

impl<'a> Results<'a> {
    /// An answer with its files.
    pub fn new(document: Document, files: Vec<CsvFile<'a>>) -> Self {
        Self { document, files, later: None }
    }
}

impl<'a> Job<'a> {
    /// Checks that the work fits in memory and ends, and makes the place for the results, before any work is done. The first of the
    /// scenario files names the folder, with the suffix; none may lie in it.
    pub fn begin(
        args: &'a JobArgs,
        suffix: &str,
        scenarios: &[(&Path, &Scenario)],
        effort: &Effort,
    ) -> Result<Self, Failure> {
        refuse_hopeless(effort)?;
        refuse_memory(effort.bytes, effort.replications)?;
        let staged =
            ResultsPlace { output: args.output.as_ref(), overwrite: args.overwrite, scenarios, suffix }.stage()?;
        refuse_threads(args.threads.map(usize::from))?;
        let threads = Threads::new(args.threads.map(usize::from))?;
        Ok(Self { args, threads, staged })
    }

    /// Does the work on as many threads as asked and shows a progress bar.
    pub fn work<T: Send, E: Send + Into<Failure>>(
        &self,
        work: impl FnOnce(&Progress) -> Result<T, E> + Send,
    ) -> Result<T, Failure> {
        let progress = Progress::new(self.args.quiet);
        let found = self.threads.run(|| work(&progress));
        progress.finish();
        match Signals::received() {
            Some(signal) => Err(Failure::Interrupted(signal)),
            None => found.map_err(Into::into),
        }
    }

    /// Says beforehand what an analysis takes.
    pub fn foretell(&self, effort: &Effort) {
        let time = estimate(effort.nanoseconds, self.args.cores()).filter(|_| !self.args.quiet);
        let Some(time) = time else { return };
        if effort.replications == 0 {
            return say(&time);
        }
        let simulated = match effort.simulations {
            1 => "1 simulation".to_owned(),
            simulations => format!("about {} simulations", LANGUAGE.whole(simulations as f64)),
        };
        let [replications, families] = [effort.replications as f64, effort.families].map(|n| LANGUAGE.whole(n));
        say(&format!("{simulated} of {replications} replications of {families} families:\n{time}"));
    }

    /// Prints the answer, draws the pictures and puts the folder in its place. `name` is that of the JSON file and, of an analysis, its
    /// command; `options` are those that the answer of an analysis depends on.
    pub fn deliver<T: Serialize + Sync>(
        self,
        outcome: &Outcome<T>,
        scenarios: &[&Scenario],
        name: &str,
        options: Option<Vec<String>>,
        results: Results<'_>,
    ) -> Result<(), Failure> {
        let Results { document, files, later } = results;
        // The answer comes first: pictures and files take longer than a small run. The folder is written even where nobody reads the
        // answer.
        let wanted = self.args.format == Format::Text && !self.args.quiet;
        let told = if wanted { print(&shown(&document)) } else { Ok(()) };
        let drawn = self.threads.run(|| draw(&document))?;
        let made = match later {
            Some(later) => self.work(later)?,
            // An analysis leaves its answer as a page too.
            None if options.is_some() => {
                vec![("report.html", page(&document, scenarios[0].model.language)?.into_bytes())]
            }
            None => Vec::new(),
        };
        let csv = self.args.csv.unwrap_or_default();
        let mut staged = self.staged;
        let written = self.threads.run(|| -> Result<Staged, Failure> {
            staged.write(&format!("{name}.json"), |writer| {
                serde_json::to_writer_pretty(&mut *writer, outcome)?;
                writer.write_all(b"\n")
            })?;
            for (name, write) in files {
                staged.write(name, |writer| write(CsvTarget { writer, language: csv }))?;
            }
            for (name, content) in made {
                staged.write(name, |writer| writer.write_all(&content))?;
            }
            for Drawn { name, svg, png } in drawn {
                staged.write(&format!("{name}.svg"), |writer| writer.write_all(svg.as_bytes()))?;
                staged.write(&format!("{name}.png"), |writer| writer.write_all(&png))?;
            }
            Ok(staged)
        });
        if let Some(signal) = Signals::received() {
            return Err(Failure::Interrupted(signal));
        }
        let placed = commit(written?, |files| {
            let csv = self.args.csv.map(|csv| csv.code().to_owned());
            Manifest { csv, ..Manifest::of(scenarios, options.map(|options| (name, options)), &outcome.run, files) }
        })?;
        told?;
        match self.args.format {
            _ if self.args.quiet => Ok(()),
            Format::Json => print_json(outcome),
            Format::Text => {
                let aside = placed.moved_aside.as_deref().map(shown_path);
                let language = scenarios[0].model.language;
                print(&format!("\n{}\n", language.results_in(&shown_path(&placed.path), aside.as_deref())))
            }
        }
    }
}

/// A picture in both forms; its name has no ending.
struct Drawn {
    name: &'static str,
    svg: String,
    png: Vec<u8>,
}

/// Draws the pictures of a document side by side.
fn draw(document: &Document) -> Result<Vec<Drawn>, PlotError> {
    let rasteriser = plot::Rasteriser::default();
    let pictures: Vec<&Picture> = document.pictures().collect();
    let drawn = provenu::parallel::map(pictures.len(), |i| {
        let svg = plot::svg(pictures[i])?;
        let png = rasteriser.png(&svg)?;
        Ok(Drawn { name: pictures[i].name, svg, png })
    });
    drawn.into_iter().collect()
}

/// The question that the options of an analysis ask of a scenario.
pub fn question<'s>(args: &CommonArgs, scenario: &'s Scenario) -> Result<Question<'s>, Failure> {
    let account = account(scenario, args.payer.as_ref())?;
    Ok(Question { scenario, account, seed: seed(args.job.seed)?, replications: args.replications })
}

/// A seed that was given.
pub fn seed(seed: u64) -> Result<Seed, Failure> {
    Seed::new(seed).map_err(|error| Failure::Usage(error.to_string()))
}

/// The account whose id was given, else the perspective.
pub fn account(scenario: &Scenario, payer: Option<&String>) -> Result<AccountId, Failure> {
    let Some(id) = payer else { return Ok(scenario.model.perspective) };
    scenario.model.account(id).map_err(|error| Failure::Usage(format!("--payer {error}")))
}
