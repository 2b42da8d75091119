//! The Silkeborg programme in plain Rust: a struct for every person, a generator for every chunk of replications.
//!
//! Every adult carries one uniform for both arms, and those whose arms differ become [`Entrant`]s. Only placements are
//! drawn for the families of a year at once: Poisson numbers add up to a Poisson number. [`simulate`] is one
//! replication, [`summary`] what is made of all of them.

mod summary;

use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Gamma, LogNormal, Normal, Pert, Poisson, Triangular};
use rayon::prelude::*;
use serde::Serialize;
use std::error::Error;
use std::time::Instant;
use summary::Summary;

const YEARS: usize = 5;
const INTAKE: [f64; YEARS] = [100.0 / 3.0, 40.0, 40.0, 40.0, 40.0];
const PLACEMENT_PROFILE: [f64; YEARS] = [1.0, 1.0, 0.0, 0.0, 0.0];
/// Project manager, five case managers, training, follow-up, IT workplaces, licences, transport.
const COSTS_A_YEAR: f64 = 580_000.0 + 5.0 * 465_000.0 + 100_000.0 + 80_000.0 + 40_000.0 + 32_000.0 + 100_000.0;
const POSTS_SAVED: f64 = 0.75 + 2.0;
const STATE_SHARE: f64 = 0.2;

/// Replications that share a generator; small enough that every thread gets its part of them.
const CHUNK: usize = 1_000;

/// How uncertain each parameter is.
struct Uncertainty {
    programme: Beta<f64>,
    comparison: Beta<f64>,
    hazard: Beta<f64>,
    placement_starts: Gamma<f64>,
    income_support: Normal<f64>,
    placement_year: LogNormal<f64>,
    caseworker_post: Normal<f64>,
    casework_realised: Triangular<f64>,
    overrun: Pert<f64>,
}

/// One draw of the parameters.
struct Parameters {
    programme: f64,
    comparison: f64,
    hazard: f64,
    placement_starts: f64,
    /// Kroner a month.
    income_support: f64,
    placement_year: f64,
    caseworker_post: f64,
    /// The share of the posts that are in fact cut.
    casework_realised: f64,
    overrun: f64,
}

/// An adult who is self-sufficient in one arm only.
struct Entrant {
    year: usize,
    /// The part of the year of entry that had passed.
    moment: f64,
    /// The first year that no longer counts.
    relapse: usize,
}

/// A placement avoided, which would have lasted past the horizon.
struct Placement {
    year: usize,
    moment: f64,
}

/// What one replication leaves behind.
#[derive(Clone, Default)]
struct Replication {
    person_years: f64,
    placements: f64,
    /// Income support that the citizens lose, by year.
    support: [f64; YEARS],
    /// What the municipality saves, its share of the income support included, by year.
    municipality: [f64; YEARS],
    /// The programme's costs in each year.
    costs: f64,
}

impl Uncertainty {
    fn silkeborg() -> Result<Self, Box<dyn Error>> {
        // The lognormal is known by mean and standard deviation of the price itself, not of its logarithm.
        let (mean, sd) = (450_000.0f64, 90_000.0f64);
        let variance = (sd / mean).powi(2).ln_1p();
        Ok(Self {
            programme: Beta::new(17.1, 57.0 - 17.1)?,
            comparison: Beta::new(3.0, 20.0 - 3.0)?,
            hazard: Beta::new(2.0, 20.0 - 2.0)?,
            placement_starts: Gamma::new(2.0, 0.5)?,
            income_support: Normal::new(14_575.0, 440.0)?,
            placement_year: LogNormal::new(mean.ln() - variance / 2.0, variance.sqrt())?,
            caseworker_post: Normal::new(450_000.0, 22_500.0)?,
            casework_realised: Triangular::new(0.0, 1.0, 1.0)?,
            overrun: Pert::new(0.95, 1.25).with_shape(4.0).with_mode(1.0)?,
        })
    }

    fn draw(&self, rng: &mut impl Rng) -> Parameters {
        Parameters {
            programme: self.programme.sample(rng),
            comparison: self.comparison.sample(rng),
            hazard: self.hazard.sample(rng),
            placement_starts: self.placement_starts.sample(rng),
            income_support: nonnegative(&self.income_support, rng),
            placement_year: self.placement_year.sample(rng),
            caseworker_post: nonnegative(&self.caseworker_post, rng),
            casework_realised: self.casework_realised.sample(rng),
            overrun: self.overrun.sample(rng),
        }
    }
}

/// A distribution truncated at zero, by rejection.
fn nonnegative(distribution: &impl Distribution<f64>, rng: &mut impl Rng) -> f64 {
    loop {
        let draw = distribution.sample(rng);
        if draw >= 0.0 {
            return draw;
        }
    }
}

impl Entrant {
    fn new(year: usize, hazard: f64, rng: &mut impl Rng) -> Self {
        let relapse = (year..YEARS).find(|_| rng.random_bool(hazard)).unwrap_or(YEARS);
        Self { year, moment: rng.random(), relapse }
    }

    fn add_years(&self, sign: f64, person_years: &mut [f64; YEARS]) {
        if let [first, later @ ..] = &mut person_years[self.year..self.relapse] {
            *first += sign * (1.0 - self.moment);
            later.iter_mut().for_each(|time| *time += sign);
        }
    }
}

impl Placement {
    fn add_years(&self, placement_years: &mut [f64; YEARS]) {
        placement_years[self.year] += 1.0 - self.moment;
        placement_years[self.year + 1..].iter_mut().for_each(|time| *time += 1.0);
    }
}

/// One replication: the parameters, then every adult and every family.
fn simulate(uncertainty: &Uncertainty, rng: &mut impl Rng) -> Replication {
    let parameters = uncertainty.draw(rng);
    let Parameters { programme, comparison, .. } = parameters;
    let (sign, differs) =
        if programme >= comparison { (1.0, comparison..programme) } else { (-1.0, programme..comparison) };

    let mut entrants = Vec::new();
    let mut placements = Vec::new();
    for (year, intake) in INTAKE.into_iter().enumerate() {
        // Rounded at random, so that the mean is kept.
        let adults = intake as u32 + u32::from(rng.random::<f64>() < intake.fract());
        for _ in 0..adults {
            if differs.contains(&rng.random()) {
                entrants.push(Entrant::new(year, parameters.hazard, rng));
            }
        }
        let starts = parameters.placement_starts * PLACEMENT_PROFILE[year];
        if starts > 0.0 {
            let mean = starts * f64::from(adults) / intake;
            let number = Poisson::new(mean).expect("a positive mean").sample(rng) as usize;
            placements.extend((0..number).map(|_| Placement { year, moment: rng.random() }));
        }
    }

    let mut person_years = [0.0; YEARS];
    let mut placement_years = [0.0; YEARS];
    entrants.iter().for_each(|entrant| entrant.add_years(sign, &mut person_years));
    placements.iter().for_each(|placement| placement.add_years(&mut placement_years));

    let support = person_years.map(|years| years * 12.0 * parameters.income_support);
    let casework = POSTS_SAVED * parameters.casework_realised * parameters.caseworker_post;
    Replication {
        person_years: person_years.iter().sum(),
        placements: placements.len() as f64,
        support,
        municipality: std::array::from_fn(|year| {
            (1.0 - STATE_SHARE) * support[year] + placement_years[year] * parameters.placement_year + casework
        }),
        costs: COSTS_A_YEAR * parameters.overrun,
    }
}

fn simulate_all(replications: usize, seed: u64) -> Result<Vec<Replication>, Box<dyn Error>> {
    let uncertainty = Uncertainty::silkeborg()?;
    let mut results = vec![Replication::default(); replications];
    // Seeds by chunk, so that the numbers do not depend on the threads.
    let seeds: Vec<u64> = SmallRng::seed_from_u64(seed).random_iter().take(replications.div_ceil(CHUNK)).collect();
    results.par_chunks_mut(CHUNK).zip(seeds).for_each(|(chunk, seed)| {
        let mut rng = SmallRng::seed_from_u64(seed);
        chunk.fill_with(|| simulate(&uncertainty, &mut rng));
    });
    Ok(results)
}

/// The one JSON object that every peer prints.
#[derive(Serialize)]
struct Report {
    peer: &'static str,
    versions: Versions,
    replications: usize,
    threads: usize,
    seconds: f64,
    mean: f64,
    mean_mcse: f64,
    sd: f64,
    sd_mcse: f64,
    probability_positive: f64,
    probability_positive_mcse: f64,
    summary: Summary,
}

#[derive(Serialize)]
struct Versions {
    rand: &'static str,
    rand_distr: &'static str,
}

/// The version of a dependency that the package was built with.
fn locked(name: &str) -> &'static str {
    let mut lines = include_str!("../Cargo.lock").lines();
    lines.find(|line| *line == format!("name = \"{name}\""));
    lines.next().and_then(|line| line.split('"').nth(1)).unwrap_or("unknown")
}

struct Arguments {
    replications: usize,
    seed: u64,
    threads: usize,
}

impl Arguments {
    fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut arguments = Self { replications: 100_000, seed: 1, threads: 1 };
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--replications" => arguments.replications = value.parse()?,
                "--seed" => arguments.seed = value.parse()?,
                "--threads" => arguments.threads = value.parse()?,
                _ => return Err(format!("unknown argument {name}").into()),
            }
        }
        Ok(arguments)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { replications, seed, threads } = Arguments::parse(std::env::args().skip(1))?;
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;

    let start = Instant::now();
    let summary = Summary::new(&simulate_all(replications, seed)?);
    let seconds = start.elapsed().as_secs_f64();

    let net = &summary.payers.municipality.net_benefit;
    let report = Report {
        peer: "rust",
        versions: Versions { rand: locked("rand"), rand_distr: locked("rand_distr") },
        replications,
        threads,
        seconds,
        mean: net.spread.mean,
        mean_mcse: net.spread.mean_mcse,
        sd: net.spread.sd,
        sd_mcse: net.spread.sd_mcse,
        probability_positive: net.probability_positive,
        probability_positive_mcse: net.probability_positive_mcse,
        summary,
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}
