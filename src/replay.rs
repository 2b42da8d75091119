//! One replication again, exactly as a run drew it, with everything that happened in it.

use crate::expected;
use crate::model::{BusinessCase, CashFlow, Draw, Model, Setting, SettingError, Spell, TierId};
use crate::random::{Design, MAX_REPLICATIONS, Seed};
use crate::simulate::{
    AdultCourse, EventCourse, Luck, Outcomes, Unwatched, Witness, outcomes, random_design, simulate, simulate_family,
    spells, years_later,
};

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
    /// Adults whose outcomes differ between the arms.
    pub adults: Vec<AdultCourse>,
    /// Events avoided, gained, or the opposite.
    pub events: Vec<EventCourse>,
    /// The ledger of what happened.
    pub case: BusinessCase,
    /// The exact expectation at the same parameters, of the perspective.
    pub expected: CashFlow,
    setting: Setting<'m>,
    luck: Luck,
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

/// Takes notes.
struct Recorder {
    intake: Vec<Vec<u32>>,
    adults: Vec<AdultCourse>,
    events: Vec<EventCourse>,
}

impl Witness for Recorder {
    fn intake(&mut self, group: usize, _year: usize, families: u32) {
        self.intake[group].push(families);
    }
    fn entered(&mut self, course: &AdultCourse) {
        self.adults.push(*course);
    }
    fn event(&mut self, course: &EventCourse) {
        self.events.push(*course);
    }
}

/// Replays the replication of random sampling with a number from 1.
///
/// # Errors
/// When the model cannot be worked out at this replication's draw.
///
/// # Panics
/// When `number` is 0 or above 2³².
pub fn replay(model: &Model, seed: Seed, number: u64) -> Result<Replay<'_>, SettingError> {
    replay_design(model, &random_design(model, seed), number)
}

/// Replays the replication of a design with a number from 1.
///
/// # Errors
/// When the model cannot be worked out at this replication's draw.
///
/// # Panics
/// When `number` is 0 or above 2³².
pub fn replay_design<'m>(model: &'m Model, design: &Design, number: u64) -> Result<Replay<'m>, SettingError> {
    assert!((1..=MAX_REPLICATIONS).contains(&number), "replications are numbered from 1 to 2³²");
    let luck = Luck { seed: design.seed(), replication: number - 1 };
    let draw = model.draw_at(design.point(luck.replication));
    let setting = Setting::of(model, &draw)?;
    let mut activity = setting.activity();
    let mut recorder = Recorder { intake: vec![vec![]; model.groups.len()], adults: vec![], events: vec![] };
    simulate(&setting, luck, &mut activity, &mut recorder);
    let case = BusinessCase::new(model, &draw, &activity);
    let expected = expected::business_case(model, &draw)?.cash_flow(model.perspective);
    let Recorder { intake, adults, events } = recorder;
    Ok(Replay { number, seed: design.seed().get(), draw, intake, adults, events, case, expected, setting, luck })
}

impl Replay<'_> {
    /// The adults of a family whose outcome the programme changed.
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
        let mut activity = self.setting.activity();
        simulate_family(&self.setting, self.luck, family.position(), &mut activity, &mut Unwatched);
        BusinessCase::new(self.setting.model, &self.draw, &activity)
    }

    /// What each adult of a family achieves with the programme and without it.
    #[must_use]
    pub fn outcomes(&self, family: Family) -> Vec<Outcomes> {
        outcomes(&self.setting, self.luck, family.position())
    }

    /// How many years after the planned one a family leaves: none without a delay of the intake.
    #[must_use]
    pub fn years_later(&self, family: Family) -> usize {
        years_later(&self.setting, self.luck, family.position())
    }

    /// The spells of self-sufficiency of an adult who reaches a tier in an arm (0 = programme, 1 = comparison), in years
    /// since 1 January of the planned year.
    #[must_use]
    pub fn spells(&self, course: &AdultCourse, tier: TierId, arm: usize) -> Vec<Spell> {
        spells(&self.setting, self.luck, course, (tier, arm))
    }
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
