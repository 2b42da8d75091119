//! A programme as a whole: its families, its ledger, and what is uncertain about them.

use super::{
    Account, AccountId, Assumed, Assumption, Calendar, Copula, Correlation, Cut, Discounting, Draw, Effect, Group,
    Label, LabourMarket, Language, Line, Measured, Payer, Quantity, Review, Scope, Study, UncertainNumbers,
};

/// A validated scenario: everything that is computed follows from it, a seed and a number of replications.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the scenario is called in results.
    pub title: String,
    /// The language that it is told in: titles and names are.
    pub language: Language,
    /// Which programme it is about: scenarios of one programme share their luck when they are compared.
    pub programme: Option<String>,
    /// The unit of money in results, such as `kr.`.
    pub currency: String,
    /// The year whose prices all amounts are brought to, where the scenario names one.
    pub price_level: Option<i32>,
    /// Which years are counted.
    pub calendar: Calendar,
    /// The groups of families, each with numbers of its own; one without a name where there are no subgroups.
    pub groups: Vec<Group>,
    /// The ids of the tiers of self-sufficiency that some group has, best first.
    pub tiers: Vec<String>,
    /// What else may happen to families.
    pub events: Vec<EventName>,
    /// The part of the pilot's effect that remains in operation.
    pub scale_up: Quantity,
    /// Good and bad years, where the scenario has any.
    pub labour_market: Option<LabourMarket>,
    /// The ledger lines in the order of the file.
    pub lines: Vec<Line>,
    /// The payers that some line touches, in the order declared.
    pub payers: Vec<Payer>,
    /// Whose results are reported: each payer, sums of payers, and parts of the perspective's ledger.
    pub accounts: Vec<Account>,
    /// The account whose figures head the results.
    pub perspective: AccountId,
    /// What is looked at on the way, and may stop the programme.
    pub review: Option<Review>,
    /// How later years are weighed.
    pub discounting: Discounting,
    /// The uncertain numbers: drawn once per replication, or computed from those.
    pub parameters: UncertainNumbers,
    /// Distributions with a mean that a limit moves, drawn once per replication or between families.
    pub cuts: Vec<Cut>,
    /// Which of them go together, where the scenario says so.
    pub copula: Option<Copula>,
    /// What the scenario says of it, between the parameters that are uncertain.
    pub correlations: Vec<Correlation>,
    /// Every number of the scenario with its documentation, uncertain or not, in the order of the file.
    pub assumptions: Vec<Assumption>,
    /// The path of the number for which the table shows the switching value, where the scenario names one.
    pub switching: Option<String>,
    /// What somebody measured, not in kroner; no figure depends on it.
    pub measured: Vec<Measured>,
    /// What could be found out before the decision; no figure of a run depends on it.
    pub studies: Vec<Study>,
    /// What the author should know of the scenario, in sentences; shown wherever its results are.
    pub notes: Vec<String>,
}

/// An event as the whole model knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventName {
    /// Its id in the scenario; `placement` for the placements of children.
    pub id: String,
    /// What results call it.
    pub title: String,
    /// Which way round its numbers count.
    pub effect: Effect,
    /// The ids of its kinds; one without a name where it has none.
    pub kinds: Vec<String>,
}

/// The event that `[placements]` declares.
pub const PLACEMENT: &str = "placement";

impl Model {
    /// The draw in which every parameter has its base value: what the expected table rests on.
    #[must_use]
    pub fn base_draw(&self) -> Draw {
        self.parameters.base_draw()
    }

    /// The draw at a point of the unit cube, one uniform for each parameter: tied by the copula, then each through its
    /// parameter's quantile function. Random, Latin hypercube and Sobol designs differ only in the points they choose.
    #[must_use]
    pub fn draw_at(&self, mut point: Vec<f64>) -> Draw {
        if let Some(copula) = &self.copula {
            copula.tie(&mut point);
        }
        self.draw_of(point)
    }

    /// The draw whose parameters carry these uniforms, tied already.
    #[must_use]
    pub fn draw_of(&self, mut uniforms: Vec<f64>) -> Draw {
        for (u, parameter) in uniforms.iter_mut().zip(self.parameters.iter()) {
            *u = parameter.distribution.sample(*u);
        }
        Draw::of(uniforms, &self.parameters)
    }

    /// The path of an event's section in the scenario.
    #[must_use]
    pub fn event_path(&self, id: &str) -> String {
        if id == PLACEMENT { "placements".to_owned() } else { format!("events.{id}") }
    }

    /// Whether any group has employment.
    #[must_use]
    pub fn has_employment(&self) -> bool {
        self.groups.iter().any(|group| group.employment.is_some())
    }

    /// The one number that an assumption stands for at base values, where it is one that may be set or moved by itself.
    #[must_use]
    pub fn base_value(&self, assumption: &Assumption) -> Option<f64> {
        match &assumption.value {
            Assumed::Fixed(value) => Some(*value),
            Assumed::Uncertain(id) => Some(self.parameters[id.0].base),
            Assumed::Computed { .. } | Assumed::List(_) | Assumed::Each(_) | Assumed::EachYear(_) => None,
        }
    }

    /// The one number that results show for an assumption, where there is one.
    #[must_use]
    pub fn shown_value(&self, assumption: &Assumption) -> Option<f64> {
        if let Assumed::Computed { formula: _, base } = assumption.value {
            Some(base)
        } else {
            self.base_value(assumption)
        }
    }

    /// How the arms are coupled, where any group has employment; `mixed` where groups differ.
    #[must_use]
    pub fn coupling(&self) -> Option<&'static str> {
        let mut names = self.groups.iter().filter_map(|group| Some(group.employment.as_ref()?.coupling.name()));
        let first = names.next()?;
        Some(if names.all(|name| name == first) { first } else { "mixed" })
    }

    /// The name of an account of a part of the results.
    #[must_use]
    pub fn account_name<'m>(&'m self, part: &str, id: &'m str) -> &'m str {
        let found = self.accounts.iter().find(|account| account.id == id && account.scope.part() == part);
        found.map_or(id, |account| &account.name)
    }

    /// The accounts of one kind, by position.
    pub fn accounts_where(&self, wanted: impl Fn(&Scope) -> bool) -> impl Iterator<Item = AccountId> {
        let found = self.accounts.iter().enumerate().filter(move |(_, account)| wanted(&account.scope));
        found.map(|(i, _)| AccountId(i))
    }
}

impl Model {
    /// The label of the assumption or parameter at a path. One of a series that is drawn for each calendar year is named by its year.
    #[must_use]
    pub fn label(&self, path: &str) -> Label {
        let known = |path: &str| self.assumptions.iter().find(|assumption| assumption.path == path);
        let label = |Assumption { title, unit, form, .. }: &Assumption| Label {
            path: path.to_owned(),
            title: title.clone(),
            unit: unit.clone(),
            form: form.clone(),
        };
        if let Some(assumption) = known(path) {
            return label(assumption);
        }
        let series = path.rsplit_once('.').and_then(|(series, year)| Some((label(known(series)?), year)));
        series.map_or_else(
            || Label::of_path(path),
            |(label, year)| Label { title: format!("{}, {year}", label.title), ..label },
        )
    }
}
