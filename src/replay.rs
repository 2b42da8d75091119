//! One replication again, exactly as a run drew it, with everything that happened in it.

use crate::expected;
use crate::model::{Activity, BusinessCase, CashFlow, Draw, Model, SettingError, Spell};
use crate::random::{Design, DesignError, MAX_REPLICATIONS, Sampling, Seed};
use crate::simulate::{AdultCourse, EventCourse, Outcomes, SimulationScope, Simulator, Witness, design, random_design};

/// A replication replayed.
#[derive(Debug, Clone)]
pub struct Replay<'m> {
    /// Its number, from 1.
    pub number: u64,
    /// The seed of the run it belongs to.
    pub seed: u64,
    /// The parameters drawn.
    pub draw: Draw,
    /// Families by group and planned year.
    pub intake: Vec<Vec<u32>>,
    /// Adults with outcomes that differ between the arms.
    pub adults: Vec<AdultCourse>,
    /// Events avoided, gained, or the opposite.
    pub events: Vec<EventCourse>,
    /// What was observed until each review that may stop the programme.
    pub observed: Vec<u32>,
    /// The ledger of what happened.
    pub case: BusinessCase,
    /// The exact expectation at the same parameters, of the perspective.
    pub expected: CashFlow,
    /// By adult: the spells of self-sufficiency in each arm.
    spells: Vec<[Vec<Spell>; 2]>,
    model: &'m Model,
}

/// One family of a replication: its group, the year planned for its leaving by position from 0 and its number in that year from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The group, by position.
    pub group: usize,
    /// Planned year, by position.
    pub year: usize,
    /// Number in that year.
    pub number: u32,
}

/// Which replication of which run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReplayRequest {
    /// The seed of the run.
    pub seed: Seed,
    /// How the run sampled its parameters.
    pub sampling: Sampling,
    /// Replications of the run; the points of lhs and sobol depend on them.
    pub replications: Option<u64>,
    /// The replication, from 1.
    pub number: u64,
}

/// Why a replication cannot be replayed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReplayError {
    /// The number of replications of the run is missing.
    #[error("{} sampling: its points depend on how many replications the run had; say how many", .0.name())]
    ReplicationsMissing(Sampling),
    /// The run had no such replication.
    #[error("{number}: the run had {replications}")]
    NoReplication {
        /// The number asked for.
        number: u64,
        /// Replications of the run.
        replications: u64,
    },
    /// There is no such design.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The model cannot be computed at this replication's draw.
    #[error(transparent)]
    Setting(#[from] SettingError),
}

/// No family of a replication has the name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{wanted}: no such family in this replication; allowed: {allowed}")]
pub struct NoFamily {
    /// The name.
    pub wanted: String,
    /// The names there are.
    pub allowed: String,
}

/// The families of a group that are planned for a year.
struct PlannedFamilies {
    /// The first part of their names: `2018`, after the subgroup where there are any.
    name: String,
    group: usize,
    year: usize,
    families: u32,
}

/// Takes notes.
#[derive(Default)]
struct Recorder {
    intake: Vec<Vec<u32>>,
    adults: Vec<AdultCourse>,
    spells: Vec<[Vec<Spell>; 2]>,
    events: Vec<EventCourse>,
    later: usize,
    outcomes: Vec<Outcomes>,
}

impl Witness for Recorder {
    fn intake(&mut self, group: usize, _year: usize, families: u32) {
        self.intake.resize(self.intake.len().max(group + 1), Vec::new());
        self.intake[group].push(families);
    }
    fn leaves(&mut self, later: usize) {
        self.later = later;
    }
    fn achieves(&mut self, outcomes: Outcomes) {
        self.outcomes.push(outcomes);
    }
    fn entered(&mut self, course: &AdultCourse, spells: [Vec<Spell>; 2]) {
        self.adults.push(*course);
        self.spells.push(spells);
    }
    fn event(&mut self, course: &EventCourse) {
        self.events.push(*course);
    }
}

/// Replays the replication of random sampling with a number from 1.
///
/// # Errors
/// When the model cannot be computed at this replication's draw.
///
/// # Panics
/// When `number` is 0 or above 2³².
pub fn replay(model: &Model, seed: Seed, number: u64) -> Result<Replay<'_>, SettingError> {
    replay_design(model, &random_design(model, seed), number)
}

/// Replays the replication of a design with a number from 1.
///
/// # Errors
/// When the model cannot be computed at this replication's draw.
///
/// # Panics
/// When `number` is 0 or above 2³².
pub fn replay_design<'m>(model: &'m Model, design: &Design, number: u64) -> Result<Replay<'m>, SettingError> {
    assert!((1..=MAX_REPLICATIONS).contains(&number), "replications are numbered from 1 to 2³²");
    let draw = model.draw_at(design.point(number - 1));
    let mut recorder = Recorder::default();
    let Simulated { activity, observed } =
        simulate(model, &draw, (design.seed(), number), SimulationScope::All, &mut recorder)?;
    let case = BusinessCase::new(model, &draw, &activity);
    let expected = expected::business_case(model, &draw)?.cash_flow(model.perspective);
    let Recorder { intake, adults, spells, events, .. } = recorder;
    let seed = design.seed().get();
    Ok(Replay { number, seed, draw, intake, adults, events, observed, case, expected, spells, model })
}

/// What happens, and what was observed until each review.
struct Simulated {
    activity: Activity,
    observed: Vec<u32>,
}

/// What happens in a replication with a number from 1, or to one family in it.
fn simulate(
    model: &Model,
    draw: &Draw,
    (seed, number): (Seed, u64),
    scope: SimulationScope,
    recorder: &mut Recorder,
) -> Result<Simulated, SettingError> {
    let mut simulator = Simulator::new(model, seed);
    simulator.set(&Draw::side_by_side(|_| draw.clone()))?;
    simulator.simulate(number - 1, scope, recorder);
    Ok(Simulated { activity: simulator.activity(0), observed: simulator.observed(0).collect() })
}

impl<'m> Replay<'m> {
    /// Replays a replication of a run.
    ///
    /// # Errors
    /// When there is none, or the request does not tell it.
    pub fn of(model: &'m Model, asked: ReplayRequest) -> Result<Self, ReplayError> {
        let ReplayRequest { seed, sampling, replications, number } = asked;
        let design = match (sampling, replications) {
            (Sampling::Random, _) => random_design(model, seed),
            (_, Some(replications)) => design(model, sampling, seed, replications)?,
            (_, None) => return Err(ReplayError::ReplicationsMissing(sampling)),
        };
        if !(1..=design.replications()).contains(&number) {
            return Err(ReplayError::NoReplication { number, replications: design.replications() });
        }
        Ok(replay_design(model, &design, number)?)
    }
}

impl Replay<'_> {
    /// The family meant by `2018:7`, with its subgroup before it where there are any: `mothers:2018:7`; or by a number counted
    /// through groups and years.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, wanted: &str) -> Result<Family, NoFamily> {
        let cohorts = self.cohorts();
        let number = |text: &str| text.trim().parse::<u32>().ok().and_then(|number| number.checked_sub(1));
        let found = match wanted.trim().rsplit_once(':') {
            Some((cohort, text)) => cohorts.iter().find(|known| known.name == cohort.trim()).and_then(|known| {
                let number = number(text).filter(|number| *number < known.families)?;
                Some(Family { group: known.group, year: known.year, number })
            }),
            None => number(wanted).and_then(|number| counted(&cohorts, number)),
        };
        found.ok_or_else(|| {
            let inhabited = cohorts.iter().filter(|cohort| cohort.families > 0);
            let names =
                inhabited.map(|PlannedFamilies { name, families, .. }| format!("{name}:1 to {name}:{families}"));
            NoFamily { wanted: wanted.to_owned(), allowed: names.collect::<Vec<_>>().join(", ") }
        })
    }

    /// All families, by group and year.
    fn cohorts(&self) -> Vec<PlannedFamilies> {
        let of_group = |(group, intake): (usize, &Vec<u32>)| {
            let id = &self.model.groups[group].id;
            let prefix = if id.is_empty() { String::new() } else { format!("{id}:") };
            let cohort = |(year, &families): (usize, &u32)| {
                let name = format!("{prefix}{}", self.model.calendar.year(year));
                PlannedFamilies { name, group, year, families }
            };
            intake.iter().enumerate().map(cohort).collect::<Vec<_>>()
        };
        self.intake.iter().enumerate().flat_map(of_group).collect()
    }

    /// The adults of a family with an outcome that the programme changed.
    pub fn adults(&self, family: Family) -> impl Iterator<Item = &AdultCourse> {
        self.adults.iter().filter(move |course| course.belongs_to(family))
    }

    /// The events avoided, gained, or the opposite in a family.
    pub fn events(&self, family: Family) -> impl Iterator<Item = &EventCourse> {
        self.events.iter().filter(move |course| course.belongs_to(family))
    }

    /// The ledger of one family: what it costs by itself and what the programme changes for it, without what is paid each
    /// year whoever takes part.
    #[must_use]
    pub fn family_case(&self, family: Family) -> BusinessCase {
        BusinessCase::new(self.model, &self.draw, &self.alone(family).0)
    }

    /// The tiers that each adult of a family reaches with and without the programme.
    #[must_use]
    pub fn outcomes(&self, family: Family) -> Vec<Outcomes> {
        self.alone(family).1.outcomes
    }

    /// How many years after the planned one a family leaves: none without a delay of the intake.
    #[must_use]
    pub fn years_later(&self, family: Family) -> usize {
        self.alone(family).1.later
    }

    /// What happens to a family.
    fn alone(&self, Family { group, year, number }: Family) -> (Activity, Recorder) {
        let mut recorder = Recorder::default();
        let seed = Seed::new(self.seed).expect("that of the run");
        let scope = SimulationScope::Family { group, year, number };
        let simulated = simulate(self.model, &self.draw, (seed, self.number), scope, &mut recorder);
        (simulated.expect("a draw that was replayed").activity, recorder)
    }

    /// The spells of self-sufficiency of one of the [adults](Replay::adults) in an arm (0 = programme, 1 = comparison), in years
    /// since 1 January of the planned year.
    #[must_use]
    pub fn spells(&self, course: &AdultCourse, arm: usize) -> &[Spell] {
        let adult = self.adults.iter().position(|known| known == course);
        adult.map_or(&[], |adult| &self.spells[adult][arm])
    }
}

/// The family with a number from 0, counted through all cohorts.
fn counted(cohorts: &[PlannedFamilies], mut number: u32) -> Option<Family> {
    for cohort in cohorts {
        if number < cohort.families {
            return Some(Family { group: cohort.group, year: cohort.year, number });
        }
        number -= cohort.families;
    }
    None
}

impl Family {
    fn position(self) -> (usize, usize, u32) {
        (self.group, self.year, self.number)
    }
}

impl AdultCourse {
    /// Whether it is the course of an adult of this family.
    #[must_use]
    pub fn belongs_to(&self, family: Family) -> bool {
        (self.group, self.year, self.family) == family.position()
    }
}

impl EventCourse {
    /// Whether it is an event of this family.
    #[must_use]
    pub fn belongs_to(&self, family: Family) -> bool {
        (self.group, self.year, self.family) == family.position()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn a_request_says_which_replication_of_which_run() {
        let text = include_str!("../configs/silkeborg.toml");
        let model =
            Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound").model;
        let random = ReplayRequest { seed: Seed::default(), sampling: Sampling::Random, replications: None, number: 7 };
        let replayed = Replay::of(&model, random).expect("a replication");
        assert_eq!(replayed.draw, replay(&model, Seed::default(), 7).expect("the same").draw);
        let sobol = ReplayRequest { sampling: Sampling::Sobol, ..random };
        let told = |asked| Replay::of(&model, asked).expect_err("refused");
        assert_eq!(told(sobol), ReplayError::ReplicationsMissing(Sampling::Sobol));
        let sobol = ReplayRequest { replications: Some(4_096), ..sobol };
        let designed = Replay::of(&model, sobol).expect("a replication");
        assert_ne!(designed.draw, replayed.draw);
        for number in [0, 4_097] {
            assert_eq!(
                told(ReplayRequest { number, ..sobol }),
                ReplayError::NoReplication { number, replications: 4_096 }
            );
        }
    }
}
