//! `provenu replay`.

use super::args::{Format, ReplayArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::model::Model;
use provenu::random::{Sampling, Seed};
use provenu::replay::{Family, Replay, replay_design};
use provenu::report::{json, text};
use provenu::simulate::{design, random_design};

pub fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let design = match (args.sampling.into(), args.replications) {
        (Sampling::Random, _) => random_design(&model, seed),
        (sampling, Some(replications)) => {
            design(&model, sampling, seed, replications).map_err(|error| Failure::Usage(error.to_string()))?
        }
        (sampling, None) => {
            let message = format!(
                "--sampling {} needs -n: its points depend on how many replications the run had",
                sampling.name()
            );
            return Err(Failure::Usage(message));
        }
    };
    if args.replication > design.replications() {
        let message = format!("--replication {}: the run had {}", args.replication, design.replications());
        return Err(Failure::Usage(message));
    }
    let replayed = replay_design(&model, &design, args.replication)?;
    let family = match &args.family {
        None => None,
        Some(wanted) => Some(find(&model, &replayed, wanted)?),
    };
    match (args.format, family) {
        (Format::Json, family) => print_json(&json::replay(&model, &replayed, family)),
        (Format::Text, None) => print(&text::replication(&model, &replayed, width())),
        (Format::Text, Some(family)) => print(&text::family(&model, &replayed, family, width())),
    }
}

/// The family meant by `2018:7`, with its subgroup before it where there are any: `mothers:2018:7`; or by a number counted
/// through groups and years.
fn find(model: &Model, replayed: &Replay<'_>, wanted: &str) -> Result<Family, Failure> {
    let every = || {
        replayed.intake.iter().enumerate().flat_map(|(group, intake)| {
            let prefix =
                if model.groups[group].id.is_empty() { String::new() } else { format!("{}:", model.groups[group].id) };
            let year = move |(year, &families): (usize, &u32)| (group, year, families, prefix.clone());
            intake.iter().enumerate().map(year)
        })
    };
    let refused = || {
        let sizes: Vec<String> = every()
            .filter(|(_, _, families, _)| *families > 0)
            .map(|(_, year, families, prefix)| {
                let year = model.calendar.year(year);
                format!("{prefix}{year}:1 to {prefix}{year}:{families}")
            })
            .collect();
        let allowed = sizes.join(", ");
        Failure::Usage(format!("--family {wanted}: no such family in this replication; allowed: {allowed}"))
    };
    if let Some((place, number)) = wanted.trim().rsplit_once(':') {
        let number: u32 = number.trim().parse().map_err(|_| refused())?;
        let meant = |year: usize, prefix: &str| format!("{prefix}{}", model.calendar.year(year)) == place.trim();
        let (group, year, families, _) =
            every().find(|(_, year, _, prefix)| meant(*year, prefix)).ok_or_else(refused)?;
        return if (1..=families).contains(&number) {
            Ok(Family { group, year, number: number - 1 })
        } else {
            Err(refused())
        };
    }
    let mut left: u32 = wanted.trim().parse::<u32>().ok().filter(|&number| number > 0).ok_or_else(refused)? - 1;
    for (group, year, families, _) in every() {
        if left < families {
            return Ok(Family { group, year, number: left });
        }
        left -= families;
    }
    Err(refused())
}
