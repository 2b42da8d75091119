//! What a programme's first years have shown: figures of the arm with the programme, and money spent.

/// The actual figures of a programme up to the end of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Actuals {
    /// What results call them; empty where the file says nothing.
    pub title: String,
    /// The last year that they cover, by position in the horizon.
    pub through: usize,
    /// Adults who left the programme in a year, and how many of them became self-sufficient.
    pub entries: Vec<ActualEntries>,
    /// Relapses of those who became self-sufficient.
    pub relapses: Vec<ActualRelapses>,
    /// Events with the programme.
    pub events: Vec<ActualEvents>,
    /// Money spent.
    pub costs: Vec<ActualCost>,
}

/// Those who left the programme in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActualEntries {
    /// The year of leaving.
    pub year: usize,
    /// How many left.
    pub of: u32,
    /// How many of them reached each tier.
    pub entered: Vec<u32>,
}

/// How many of those who became self-sufficient in a year relapsed, year after year up to the last one covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActualRelapses {
    /// The year of leaving.
    pub cohort: usize,
    /// The tier.
    pub tier: usize,
    /// Relapses in the year of entry and each year after it.
    pub by_year: Vec<u32>,
}

/// How often an event happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActualEvents {
    /// The event, by position in the model.
    pub event: usize,
    /// The year in which its subjects left the programme.
    pub year: usize,
    /// Subjects.
    pub of: u32,
    /// Those to whom it happened.
    pub happened: u32,
}

/// What was spent on a line in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct ActualCost {
    /// The line, by position in the model.
    pub line: usize,
    /// The year.
    pub year: usize,
    /// The amount, at the price level of the results.
    pub amount: f64,
    /// The standard error of its measurement, as a share of it.
    pub error: f64,
}

impl Actuals {
    /// Whether nothing is told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { title: _, through: _, entries, relapses, events, costs } = self;
        entries.is_empty() && relapses.is_empty() && events.is_empty() && costs.is_empty()
    }

    /// The entries of a cohort, where they are told.
    #[must_use]
    pub fn entries_of(&self, cohort: usize) -> Option<&ActualEntries> {
        self.entries.iter().find(|entries| entries.year == cohort)
    }
}

impl ActualRelapses {
    /// For each year from that of entry how many could relapse and how many did.
    pub fn exposures(&self, entered: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.by_year.iter().scan(entered, |left, relapsed| {
            let exposed = *left;
            *left -= relapsed;
            Some((exposed, *relapsed))
        })
    }
}
