//! `provenu replay`.

use super::args::{Format, ReplayArgs};
use super::error::Failure;
use super::load::load;
use super::output::{print, print_json, width};
use provenu::model::Model;
use provenu::random::Seed;
use provenu::replay::{Family, Replay, replay as again};
use provenu::report::{json, text};

pub fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let model = load(&args.scenario)?.model;
    let seed = Seed::new(args.seed).map_err(|error| Failure::Usage(error.to_string()))?;
    let replayed = again(&model, seed, args.replication)?;
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

/// The family meant by `2018:7`, or by a number counted through the years.
fn find(model: &Model, replayed: &Replay<'_>, wanted: &str) -> Result<Family, Failure> {
    let sizes: Vec<String> = model
        .calendar
        .iter()
        .zip(&replayed.intake)
        .filter(|(_, adults)| **adults > 0)
        .map(|(year, adults)| format!("{year}:1 to {year}:{adults}"))
        .collect();
    let allowed = || {
        Failure::Usage(format!("--family {wanted}: no such family in this replication; allowed: {}", sizes.join(", ")))
    };
    if let Some((year, number)) = wanted.split_once(':') {
        let year: i32 = year.trim().parse().map_err(|_| allowed())?;
        let number: u32 = number.trim().parse().map_err(|_| allowed())?;
        let year = model.calendar.iter().position(|known| known == year).ok_or_else(allowed)?;
        return if (1..=replayed.intake[year]).contains(&number) {
            Ok(Family { year, number: number - 1 })
        } else {
            Err(allowed())
        };
    }
    let mut left: u32 = wanted.trim().parse::<u32>().ok().filter(|&number| number > 0).ok_or_else(allowed)? - 1;
    for (year, &adults) in replayed.intake.iter().enumerate() {
        if left < adults {
            return Ok(Family { year, number: left });
        }
        left -= adults;
    }
    Err(allowed())
}
