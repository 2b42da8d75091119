//! What a run takes, counted before it starts.

use super::Layout;
use crate::model::{Arms, Driver, Model, Subject};

/// Work and memory of one replication, counted rather than timed, so that the default number of replications is the same
/// on every machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Families of the whole intake.
    pub families: f64,
    /// Adults, children, families and events that are drawn one by one.
    pub draws: f64,
    /// Nanoseconds on one core, roughly: the count weighed with what each sort of draw took when this was written.
    pub nanoseconds: f64,
    /// Bytes kept, the summary's copies included.
    pub bytes: f64,
}

/// Nanoseconds of a parameter, of an adult found four at a time, of anything else drawn alone, and of a cell of the ledger.
const PARAMETER: f64 = 450.0;
const SCANNED: f64 = 6.0;
const ALONE: f64 = 40.0;
const CELL: f64 = 3.0;

/// The work a run takes where nobody says how many replications: some seconds on one core, and this much memory.
const BUDGET_NANOSECONDS: f64 = 6e9;
const BUDGET_BYTES: f64 = 1.5e9;
/// However small or large a replication is.
const FEWEST: f64 = 1_000.0;
const MOST: f64 = 100_000.0;

impl Work {
    /// What one replication of a model takes at base values.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let draw = model.base_draw();
        let years = model.calendar.years;
        let (mut all, mut scanned, mut alone) = (0.0, 0.0, 0.0);
        for (index, group) in model.groups.iter().enumerate() {
            let families: f64 = group.intake.at(&draw, years).iter().sum();
            all += families;
            let household = &group.household;
            let members = |subject| match subject {
                Subject::Family => 1.0,
                Subject::Adult => household.adults.mean(),
                Subject::Child => household.children.mean(),
            };
            let single = household.adults.is(1) && household.correlation.at(&draw) == 0.0;
            if group.employment.is_some() {
                *(if single { &mut scanned } else { &mut alone }) += families * members(Subject::Adult);
            }
            for event in group.events.iter().flatten() {
                match &event.arms {
                    Arms::Difference(series) => {
                        scanned += families;
                        alone += (0..years).map(|year| series.at(&draw, year).abs()).sum::<f64>();
                    }
                    Arms::Probability { .. } => alone += families * members(event.subject),
                    Arms::Number { programme, comparison } => {
                        let means = programme.iter().chain(comparison).map(|mean| mean.at(&draw)).sum::<f64>();
                        alone += families * members(event.subject) * (programme.len() as f64 + means);
                    }
                }
            }
            let each = |driver: Driver| match driver {
                Driver::Family => members(Subject::Family),
                Driver::Adult => members(Subject::Adult),
                Driver::Child => members(Subject::Child),
                _ => 0.0,
            };
            let own = model.lines.iter().filter(|line| line.applies_to(index) && line.has_own_amounts());
            alone += families * own.map(|line| each(line.driver)).sum::<f64>();
        }
        let layout = Layout::of(model);
        let cells = (layout.width() * 4 + model.lines.len() * years * 2 + model.rows().count() * years) as f64;
        let parameters = model.parameters.len() as f64;
        Self {
            families: all,
            draws: scanned + alone,
            nanoseconds: parameters * PARAMETER + scanned * SCANNED + alone * ALONE + cells * CELL,
            bytes: layout.bytes(1) as f64,
        }
    }

    /// How many replications fit the budget: 1, 2 or 5 times a power of ten, from 1,000 to 100,000.
    #[must_use]
    pub fn replications(&self) -> u64 {
        let fitting = (BUDGET_NANOSECONDS / self.nanoseconds).min(BUDGET_BYTES / self.bytes).clamp(FEWEST, MOST);
        let power = 10f64.powf(fitting.log10().floor());
        let step = [5.0, 2.0, 1.0].into_iter().find(|step| step * power <= fitting).unwrap_or(1.0);
        (step * power) as u64
    }
}
