//! One replication again, exactly as a run drew it, with everything that happened in it.

use crate::expected;
use crate::model::{BusinessCase, CashFlow, Coupling, Draw, Model, Setting, SettingError, TierId};
use crate::random::{MAX_REPLICATIONS, Purpose, Seed};
use crate::simulate::{Course, Luck, PlacementCourse, Witness, draw, record, simulate};

/// A replication replayed.
#[derive(Debug, Clone)]
pub struct Replay<'m> {
    /// Its number, from 1.
    pub number: u64,
    /// The seed of the run it belongs to.
    pub seed: u64,
    /// The parameters drawn.
    pub draw: Draw,
    /// Adults by intake year.
    pub intake: Vec<u32>,
    /// Adults whose outcomes differ between the arms.
    pub courses: Vec<Course>,
    /// Placements avoided or caused.
    pub placements: Vec<PlacementCourse>,
    /// The ledger of what happened.
    pub case: BusinessCase,
    /// The exact expectation at the same parameters, of the perspective.
    pub expected: CashFlow,
    setting: Setting<'m>,
    luck: Luck,
}

/// One family of a replication: its intake year by position from 0 and its number in that year from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Intake year, by position.
    pub year: usize,
    /// Number in that year.
    pub number: u32,
}

/// Takes notes.
#[derive(Default)]
struct Recorder {
    intake: Vec<u32>,
    courses: Vec<Course>,
    placements: Vec<PlacementCourse>,
}

impl Witness for Recorder {
    fn intake(&mut self, _year: usize, adults: u32) {
        self.intake.push(adults);
    }
    fn entered(&mut self, course: &Course) {
        self.courses.push(*course);
    }
    fn placement(&mut self, placement: &PlacementCourse) {
        self.placements.push(*placement);
    }
}

/// Replays the replication with a number from 1.
///
/// # Errors
/// When the model cannot be worked out at this replication's draw.
///
/// # Panics
/// When `number` is 0 or above 2³².
pub fn replay(model: &Model, seed: Seed, number: u64) -> Result<Replay<'_>, SettingError> {
    assert!((1..=MAX_REPLICATIONS).contains(&number), "replications are numbered from 1 to 2³²");
    let luck = Luck { seed, replication: number - 1 };
    let draw = draw(model, luck);
    let setting = Setting::of(model, &draw)?;
    let mut activity = setting.activity();
    let mut recorder = Recorder::default();
    simulate(&setting, luck, &mut activity, &mut recorder);
    let case = BusinessCase::new(model, &draw, &activity);
    let expected = expected::business_case(model, &draw)?.cash_flow(model.perspective);
    let Recorder { intake, courses, placements } = recorder;
    Ok(Replay { number, seed: seed.get(), draw, intake, courses, placements, case, expected, setting, luck })
}

impl Replay<'_> {
    /// The adult of a family, where the programme changed the outcome.
    #[must_use]
    pub fn course(&self, family: Family) -> Option<&Course> {
        self.courses.iter().find(|course| (course.year, course.adult) == (family.year, family.number))
    }

    /// The placements avoided or caused in a family.
    #[must_use]
    pub fn placements(&self, family: Family) -> Vec<&PlacementCourse> {
        self.placements.iter().filter(|p| (p.year, p.family) == (family.year, family.number)).collect()
    }

    /// The ledger of what the programme changed for one family, without the costs of the programme.
    #[must_use]
    pub fn family_case(&self, family: Family) -> BusinessCase {
        let mut activity = self.setting.activity();
        record(&self.setting, self.luck, self.course(family), self.placements(family), &mut activity);
        BusinessCase::new(self.setting.model, &self.draw, &activity)
    }

    /// What one adult achieves with the programme and without it.
    #[must_use]
    pub fn outcomes(&self, family: Family) -> (Option<TierId>, Option<TierId>) {
        let Some(entry) = &self.setting.entry else { return (None, None) };
        let word = self.luck.address(Purpose::ENTRY, family.year).word(family.number);
        let other = match entry.coupling {
            Coupling::Monotone => word,
            Coupling::Independent => self.luck.address(Purpose::ENTRY_IN_COMPARISON, family.year).word(family.number),
        };
        entry.outcomes(word, other)
    }
}
