//! `provenu run`.

use super::args::{Format, Keep, RunArgs};
use super::error::{Failure, say};
use super::load::load;
use super::memory::{estimate, refuse_absurd};
use super::output::{print, print_json, width};
use super::place::{Place, commit, shown_path};
use super::progress::Progress;
use super::signals::Signals;
use super::stress::{account, refuse_withheld};
use provenu::analysis::{Switching, quick, switching_values};
use provenu::expected::business_case;
use provenu::model::{BusinessCase, CashFlow, Model, Scope};
use provenu::parallel::{Threads, with_threads};
use provenu::random::{Design, MAX_REPLICATIONS, Sampling, Seed};
use provenu::report::number::{decimal, whole};
use provenu::report::plot::{self, Caption, PlotError, Series, Wished};
use provenu::report::{csv, text};
use provenu::results::{FileFacts, Manifest, NamedDigest, Staged, sha256};
use provenu::scenario::{Override, Scenario};
use provenu::simulate::{Expectations, Replications, RunError, Work, design};
use provenu::summary::{Convergence, FIRST_STAGE, Keeping, RunFacts, ScenarioFacts, Summary};
use std::fmt::Write as _;

/// Everything a run has computed.
struct Outcome<'m> {
    model: &'m Model,
    design: Design,
    case: BusinessCase,
    summary: Summary,
    switching: Option<Switching>,
}

pub fn run(args: &RunArgs) -> Result<(), Failure> {
    args.instructions.limit();
    if args.quick {
        return quickly(args);
    }
    let scenario = opened(args)?;
    let perspective = &scenario.model.accounts[scenario.model.perspective.0];
    refuse_withheld(perspective, args.targets.target_p)?;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let replications = match (args.targets.wished(), args.replications) {
        (None, wished) => wished.unwrap_or_else(|| Work::of(&scenario.model).replications()),
        (Some(_), most) => most.unwrap_or(FIRST_STAGE).min(FIRST_STAGE),
    };
    let design = design_of(args, &scenario.model, seed, replications)?;
    let replications = design.replications();
    let cores = cores(args);
    refuse_absurd(&scenario.model, replications, cores)?;
    if !args.quiet && args.targets.wished().is_none() {
        foretell(args, &scenario.model, replications, cores);
    }
    let place = Place {
        output: args.output.as_ref(),
        overwrite: args.overwrite,
        scenarios: &[(&args.scenario.scenario, &scenario)],
        suffix: "",
    };
    let staged = place.stage()?;
    let threads = Threads::new(args.threads.map(usize::from))?;
    let outcome = threads.run(|| compute(args, &scenario, design))?;
    // The answer comes first: pictures and files take longer than a small run. Should nobody be there to read it, the folder
    // is written all the same.
    let told = match args.format {
        Format::Text if !args.quiet => {
            print(&text::run(outcome.model, &outcome.summary, outcome.switching.as_ref(), width()))
        }
        _ => Ok(()),
    };
    let pictures = threads.run(|| draw(&outcome))?;
    let written = threads.run(|| write(args, &outcome, pictures, staged));
    if let Some(signal) = Signals::received() {
        return Err(Failure::Interrupted(signal));
    }
    let placed = commit(written?, |files| manifest(&scenario, &outcome, files))?;
    told?;
    match args.format {
        _ if args.quiet => {}
        Format::Json => print_json(&outcome.summary)?,
        Format::Text => {
            let mut shown = String::new();
            let _ = writeln!(shown, "\nResults: {}", shown_path(&placed.path));
            if let Some(aside) = &placed.moved_aside {
                let _ = writeln!(shown, "What was there before: {}", shown_path(aside));
            }
            print(&shown)?;
        }
    }
    Ok(())
}

/// The scenario, seen from the payer that was asked for.
fn opened(args: &RunArgs) -> Result<Scenario, Failure> {
    let scenario = load(&args.scenario)?;
    let Some(payer) = &args.payer else { return Ok(scenario) };
    let seen_from = account(&scenario.model, Some(payer))?;
    let found = &scenario.model.accounts[seen_from.0];
    if !matches!(found.scope, Scope::Payer | Scope::Sum) {
        return Err(Failure::Usage(format!(
            "--payer {payer}: this is a part of a payer's ledger; allowed: a payer or a sum of payers"
        )));
    }
    Ok(scenario.with(Override { path: "perspective".to_owned(), value: format!("\"{payer}\"") })?)
}

/// `--quick`: means alone, on the exact expectation.
fn quickly(args: &RunArgs) -> Result<(), Failure> {
    let scenario = opened(args)?;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let found = with_threads(args.threads.map(usize::from), || quick(&scenario.model, seed))??;
    match args.format {
        Format::Json => print_json(&found),
        Format::Text => print(&text::quick(&scenario.model, &found, width())),
    }
}

/// What a number takes in a CSV file, about.
const BYTES_OF_A_NUMBER: usize = 18;

/// Says on stderr what the run will take, before it starts.
fn foretell(args: &RunArgs, model: &Model, replications: u64, cores: usize) {
    let work = Work::of(model);
    let written = args.keep.contains(&Keep::Replications);
    let mut nanoseconds = work.nanoseconds(Work::of(model).expectations(args.sampling.into()));
    if written {
        // To be written, replications are simulated once more.
        nanoseconds += work.nanoseconds(Expectations::Every);
    }
    let Some(time) = estimate(nanoseconds * replications as f64, cores) else { return };
    let gigabytes = Keeping::bytes(model, replications, cores) as f64 / 1e9;
    say(&format!(
        "{} replications of {} families over {} years:\n{time}, {} GB of memory",
        whole(replications as f64),
        whole(work.families),
        model.calendar.years,
        decimal(gigabytes, 2)
    ));
    if written {
        let columns = model.parameters.len() + model.calendar.years + 3;
        let gigabytes = replications as f64 * (columns * BYTES_OF_A_NUMBER) as f64 / 1e9;
        say(&format!("replications.csv: about {} GB, written on one core", decimal(gigabytes, 2)));
    }
}

/// The points at which parameters are drawn.
fn design_of(args: &RunArgs, model: &Model, seed: Seed, replications: u64) -> Result<Design, Failure> {
    design(model, args.sampling.into(), seed, replications).map_err(|error| Failure::Usage(error.to_string()))
}

fn compute<'m>(args: &RunArgs, scenario: &'m Scenario, design: Design) -> Result<Outcome<'m>, Failure> {
    let model = &scenario.model;
    let case = business_case(model, &model.base_draw())?;
    let facts = ScenarioFacts {
        title: model.title.clone(),
        sha256: sha256(scenario.text.as_bytes()),
        variant: scenario.variant.as_ref().map(|variant| variant.id.clone()),
        set: scenario.set_by_hand(),
    };
    let switching = switching_values(scenario)?;
    let sample = |design: &Design| -> Result<Summary, Failure> {
        let replications = design.replications();
        let keeping = Keeping::of(model, replications, design.sampling());
        let run = RunFacts {
            seed: design.seed().get(),
            replications,
            sampling: design.sampling().name(),
            randomisations: (design.sampling() != Sampling::Random).then(|| design.randomisations()),
            coupling: model.coupling(),
            quantiles: (keeping != Keeping::All).then(|| keeping.name()),
            version: env!("CARGO_PKG_VERSION"),
        };
        let progress = Progress::new(replications, args.quiet);
        let sampled = Summary::sampled(model, &case, design, (facts.clone(), run), &progress);
        progress.finish();
        if let Some(signal) = Signals::received() {
            return Err(Failure::Interrupted(signal));
        }
        Ok(sampled?)
    };
    let mut design = design;
    let mut summary = sample(&design)?;
    if let Some(targets) = args.targets.wished() {
        let most = args.replications.unwrap_or(MAX_REPLICATIONS);
        summary = summary.until(targets, most, |replications| {
            let next = design_of(args, model, design.seed(), replications)?;
            // What has been found so far is worth telling where no more can be done.
            if refuse_absurd(model, next.replications(), cores(args)).is_err() {
                return Ok(None);
            }
            design = next;
            sample(&design).map(Some)
        })?;
    }
    summary.switching = switching.as_ref().map(|switching| switching.facts(scenario));
    Ok(Outcome { model, design, case, summary, switching })
}

fn cores(args: &RunArgs) -> usize {
    args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// A picture in both forms; its name has no ending.
struct Picture {
    name: &'static str,
    svg: String,
    png: Vec<u8>,
}

/// The pictures.
fn draw(outcome: &Outcome<'_>) -> Result<Vec<Picture>, PlotError> {
    let Outcome { model, summary, .. } = outcome;
    let footer = format!(
        "{} simulated programmes · seed {} · provenu {}",
        whole(summary.run.replications as f64),
        summary.run.seed,
        summary.run.version
    );
    let caption = Caption {
        scenario: &model.title,
        account: &model.accounts[model.perspective.0].name,
        complete: model.accounts[model.perspective.0].complete,
        currency: &model.currency,
        footer: &footer,
    };
    let (span, expected) = (model.calendar.span(), &summary.expected);
    let headline = &summary.headline;
    let even = headline.break_even.as_ref();
    let names = [
        Some("cumulative"),
        Some("net_benefit"),
        even.map(|_| "break_even"),
        summary.convergence.as_ref().map(|_| "convergence"),
    ];
    let names: Vec<&'static str> = names.into_iter().flatten().collect();
    let rasteriser = plot::Rasteriser::default();
    let drawn = provenu::parallel::map(names.len(), |i| {
        let name = names[i];
        let svg = match (name, even) {
            ("cumulative", _) => plot::cumulative(&headline.cumulative, &expected.cumulative, &caption),
            ("net_benefit", _) => plot::net_benefit(&headline.net_benefit, &span, expected.total, &caption),
            ("break_even", Some(even)) => plot::break_even(even, &span, expected.break_even_year, &caption),
            _ => convergence(summary, &caption),
        }?;
        let png = rasteriser.png(&svg)?;
        Ok(Picture { name, svg, png })
    });
    drawn.into_iter().collect()
}

fn convergence(summary: &Summary, caption: &Caption<'_>) -> Result<String, PlotError> {
    let Some(Convergence { targets, stages, .. }) = &summary.convergence else { return Ok(String::new()) };
    let wished = Wished { mean: targets.mcse, probability: targets.probability };
    plot::convergence(&[Series { name: summary.run.sampling, stages }], wished, caption)
}

fn write(args: &RunArgs, outcome: &Outcome<'_>, pictures: Vec<Picture>, mut staged: Staged) -> Result<Staged, Failure> {
    let Outcome { model, design, case, summary, .. } = outcome;
    let headline = &summary.headline;
    staged.write("summary.json", |writer| {
        serde_json::to_writer_pretty(&mut *writer, summary)?;
        writer.write_all(b"\n")
    })?;
    staged.write("table.csv", |writer| csv::table(writer, model, case))?;
    staged.write("cumulative.csv", |writer| csv::years(writer, &headline.cumulative))?;
    staged.write("yearly.csv", |writer| csv::years(writer, &headline.yearly))?;
    staged.write("accounts.csv", |writer| csv::accounts(writer, model, summary))?;
    if let Some(even) = &headline.break_even {
        staged.write("break_even.csv", |writer| csv::break_even(writer, even))?;
    }
    if args.keep.contains(&Keep::Replications) {
        staged.write("replications.csv", |writer| {
            let draws = (0..summary.run.replications).map(|replication| model.draw_at(design.point(replication)));
            let progress = Progress::new(summary.run.replications, args.quiet);
            let written = csv::replications(writer, model, draws, flows(outcome, &progress));
            progress.finish();
            written
        })?;
    }
    if let Some(convergence) = &summary.convergence {
        let stages = convergence.stages.iter().map(|stage| (summary.run.sampling, stage));
        staged.write("convergence.csv", |writer| csv::convergence(writer, stages))?;
    }
    for Picture { name, svg, png } in pictures {
        staged.write(&format!("{name}.svg"), |writer| writer.write_all(svg.as_bytes()))?;
        staged.write(&format!("{name}.png"), |writer| writer.write_all(&png))?;
    }
    Ok(staged)
}

/// Replications that are simulated once more at a time, to be written one by one.
const WRITTEN_AT_ONCE: usize = 1 << 10;

/// Yearly net benefits and the cash flow of the perspective in each replication. A run keeps no replication, but luck can be
/// had again.
fn flows(
    Outcome { model, design, summary, .. }: &Outcome<'_>,
    progress: &Progress,
) -> impl Iterator<Item = Result<(Vec<f64>, CashFlow), RunError>> {
    let count = summary.run.replications;
    let chunk = move |from: u64| {
        let range = from..count.min(from + WRITTEN_AT_ONCE as u64);
        Replications::of_design(model, design, range, progress)
    };
    let one = |all: &Replications, i| (all.yearly(i, model.perspective).to_vec(), all.cash_flow(i, model.perspective));
    (0..count).step_by(WRITTEN_AT_ONCE).flat_map(move |from| match chunk(from) {
        Ok(all) => (0..all.len()).map(|i| Ok(one(&all, i))).collect(),
        Err(error) => vec![Err(error)],
    })
}

fn manifest(scenario: &Scenario, outcome: &Outcome<'_>, files: Vec<FileFacts>) -> Manifest {
    let run = &outcome.summary.run;
    Manifest {
        program: "provenu".to_owned(),
        version: run.version.to_owned(),
        schema: 1,
        seed: run.seed,
        replications: run.replications,
        sampling: run.sampling.to_owned(),
        scenario: scenario.text.clone(),
        scenario_sha256: outcome.summary.scenario.sha256.clone(),
        variant: outcome.summary.scenario.variant.clone(),
        set: outcome.summary.scenario.set.clone(),
        data_files: scenario
            .data_files
            .iter()
            .map(|file| NamedDigest { name: file.name.clone(), sha256: sha256(&file.content) })
            .collect(),
        analysis: None,
        files,
    }
}
