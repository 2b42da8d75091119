//! Studies that a council could make before it decides.

use super::{Arms, Circumstances, Draw, Grade, Model};

/// A study that counts how many of n families reach something.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// Which families it follows.
    pub followed: Followed,
    /// What it counts.
    pub counted: Counted,
    /// The group of families, by position.
    pub group: usize,
    /// Families in each arm, ascending; empty where the best size is looked for.
    pub sizes: Vec<u64>,
    /// What it costs whatever its size, in the currency of the scenario.
    pub fixed_cost: f64,
    /// What each family followed costs.
    pub cost_per_family: f64,
    /// Years until its result is there.
    pub delay: f64,
    /// The municipalities that could use its result, where there are more than this one.
    pub municipalities: Option<Municipalities>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How good the evidence for its costs is.
    pub grade: Option<Grade>,
    /// The reasoning behind it.
    pub note: Option<String>,
}

/// Municipalities before the same decision, as large as this one.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Municipalities {
    /// How many there are, this one included.
    pub number: u32,
    /// The standard deviation between them of the log-odds of what the study counts; 0 where all are alike.
    pub between: f64,
}

/// Which families a study follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Followed {
    /// Those with the programme.
    Programme,
    /// Those without it.
    Comparison,
    /// As many of either.
    Both,
}

impl Followed {
    /// Each with its name in a scenario file.
    pub const ALL: [(&'static str, Self); 3] =
        [("programme", Self::Programme), ("comparison", Self::Comparison), ("both", Self::Both)];

    /// The arms, by position: 0 with the programme, 1 without.
    #[must_use]
    pub fn arms(self) -> &'static [usize] {
        match self {
            Self::Programme => &[0],
            Self::Comparison => &[1],
            Self::Both => &[0, 1],
        }
    }
}

/// What a study counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Adults who reach at least a tier of self-sufficiency, by position in the group.
    Entry(usize),
    /// Subjects to whom an event happens, by position in the model.
    Event(usize),
}

impl Study {
    /// How likely one of those followed in an arm (0 with the programme, 1 without) reaches what is counted, at a draw of the parameters, in
    /// a labour market as usual.
    ///
    /// # Panics
    /// When the model is not the one of the study.
    #[must_use]
    pub fn share(&self, model: &Model, arm: usize, draw: &Draw) -> f64 {
        let group = &model.groups[self.group];
        match self.counted {
            Counted::Entry(tier) => {
                let circumstances = Circumstances { scale_up: model.scale_up.at(draw), odds: 1.0 };
                let employment = group.employment.as_ref().expect("a study of entry has a group with employment");
                let entry = employment.entry(draw, circumstances);
                [&entry.programme, &entry.comparison][arm][tier]
            }
            Counted::Event(event) => match group.events[event].as_ref().map(|event| &event.arms) {
                Some(Arms::Probability { programme, comparison }) => [programme, comparison][arm].at(draw),
                _ => unreachable!("a study counts events given by their probability"),
            },
        }
    }
}
