//! Events that the programme prevents or brings about: placements avoided, child cases closed, reconvictions prevented.
//!
//! An event happens to an adult, a child or a family, at a moment of the year of leaving (or of a later year), and lasts for a
//! duration, which may depend on its kind. The programme's effect is given in one of three ways, [`Arms`]. With one uniform for both arms most families have the
//! same events in both and cancel; the others count with the sign of the difference, never clipped.

use super::{Draw, EventDuration, Number, Quantity, Series, Share, Varying};

/// An event and the programme's effect on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// Whether avoided or gained events count.
    pub effect: Effect,
    /// To whom it happens.
    pub subject: Subject,
    /// How often, by arm.
    pub arms: Arms,
    /// Months by which it begins later than at the moment of leaving, or than at any time of a later year; `None` = at once.
    pub delay: Option<Varying>,
    /// The durations of its kinds, one at least, which each kind names by position.
    pub durations: Vec<EventDuration>,
    /// Its kinds with their shares, such as foster family and institution; one without a name where it has none.
    pub kinds: Vec<EventKind>,
}

/// A kind of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventKind {
    /// Its id in the scenario.
    pub id: String,
    /// The share of events of this kind.
    pub share: Share,
    /// How long they last: the position of its duration among the event's.
    pub duration: usize,
}

impl Event {
    /// Whether delay and durations are the same at every draw.
    #[must_use]
    pub fn has_certain_times(&self) -> bool {
        let Self { id: _, title: _, effect: _, subject: _, arms: _, delay, durations, kinds: _ } = self;
        delay.as_ref().is_none_or(Varying::is_certain) && durations.iter().all(EventDuration::is_certain)
    }

    /// The distributions behind its times: its delay and its durations.
    pub fn times(&self) -> impl Iterator<Item = &Varying> {
        self.delay.iter().chain(self.durations.iter().flat_map(|duration| &duration.0))
    }
}

/// Whether avoided or gained events count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Avoided events count: comparison arm less programme.
    Avoided,
    /// Gained events count: programme less comparison arm.
    Gained,
}

impl Effect {
    /// The sign of an event under the programme: +1 = gained events count, −1 = avoided events count.
    #[must_use]
    pub fn sign(self) -> f64 {
        match self {
            Self::Avoided => -1.0,
            Self::Gained => 1.0,
        }
    }
}

/// To whom an event happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The family as a whole.
    Family,
    /// Each adult.
    Adult,
    /// Each child.
    Child,
}

impl Subject {
    /// Every subject with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 3] =
        [("family", Self::Family), ("adult", Self::Adult), ("child", Self::Child)];
}

/// How often an event happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Arms {
    /// The expected number that the programme avoids (or gains) in each intake year. Each family's number is Poisson with mean
    /// starts ÷ unrounded number of families; a negative mean counts with the opposite sign.
    Difference(Series),
    /// At most once, in the year of leaving: probability per subject under the programme and in the comparison arm.
    Probability {
        /// Under the programme.
        programme: Quantity,
        /// What would have happened anyway.
        comparison: Quantity,
    },
    /// Any number of times: expected number per subject in each year since leaving (none after the last), Poisson.
    Number {
        /// Under the programme.
        programme: Vec<Quantity>,
        /// What would have happened anyway.
        comparison: Vec<Quantity>,
    },
}

impl Arms {
    /// Whether each subject draws its own word. Events given in total are drawn for neighbouring families together.
    #[must_use]
    pub fn ask_subjects(&self) -> bool {
        match self {
            Self::Difference(_) => false,
            Self::Probability { .. } | Self::Number { .. } => true,
        }
    }
}

/// The arms at one draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Frequency<N = f64> {
    /// Expected difference in each intake year.
    Difference(Vec<N>),
    /// Probability per subject: programme, comparison.
    Probability([N; 2]),
    /// Expected number per subject and year since leaving: programme, comparison.
    Number(Vec<[N; 2]>),
}

/// Nothing happens.
impl<N> Default for Frequency<N> {
    fn default() -> Self {
        Self::Difference(Vec::new())
    }
}

/// Shares of kinds at a draw; a rest is what the others leave.
#[must_use]
pub fn kind_shares<N: Number>(kinds: &[EventKind], draw: &Draw<N>) -> Vec<N> {
    let part = |kind: &EventKind| if let Share::Part(part) = kind.share { Some(part.at(draw)) } else { None };
    let parts = kinds.iter().filter_map(part).fold(N::default(), |sum, part| sum + part);
    let rest = N::all(1.0) - parts;
    kinds.iter().map(|kind| part(kind).unwrap_or(rest)).collect()
}
