//! A result with all that is needed to name and write its numbers: what was asked of which scenario, under which luck.

use super::adjustment::AdjustmentFacts;
use crate::model::{
    AccountId, Assumed, Assumption, Draw, Effect, Frame, Grade, Kind, Label, Line, Measured, Model, Nature,
    Participants, PayerId, PriceBasis,
};
use crate::random::{Design, Sampling, Seed};
use crate::scenario::Scenario;
use crate::sha256::sha256;
use crate::simulate::{Effort, Monitor};
use crate::summary::Keeping;
use serde::Serialize;

/// The result of a run or of an analysis, which describes itself: a renderer needs nothing else. Serialises to `summary.json` and to
/// the JSON files of analyses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome<T> {
    /// Version of the shape of these files.
    pub schema: u32,
    /// What was done: `run`, or the name of an analysis.
    pub analysis: &'static str,
    /// Which scenario; of several the first.
    pub scenario: ScenarioFacts,
    /// The others, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<ScenarioFacts>,
    /// Under which luck.
    pub run: RunFacts,
    /// Pairs of assumptions that go together; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlations: Option<usize>,
    /// Draws that each mean of exact expectations is taken over; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<usize>,
    /// Whose money it is, by id.
    pub account: String,
    /// Unit of money.
    pub currency: String,
    /// The calendar years counted.
    pub years: Vec<i32>,
    /// What was found.
    #[serde(flatten)]
    pub result: T,
    /// What ids stand for.
    pub names: Names,
}

/// A run or an analysis that has been looked at and can begin.
pub trait Planned: Sync {
    /// What it finds.
    type Found: Send;
    /// Why there is no outcome.
    type Error: Send;

    /// What it takes on a number of threads.
    fn effort(&self, threads: usize) -> Effort;

    /// Does the work on the current thread pool.
    ///
    /// # Errors
    /// When the monitor stops it, or something cannot be computed.
    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Self::Found>, Self::Error>;
}

/// Which scenario was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioFacts {
    /// Its title.
    pub title: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Which of its variants, by id; absent where it is the file as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Overrides from the command line, as given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
    /// What its author should know, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Which run it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunFacts {
    /// Seed.
    pub seed: u64,
    /// Replications.
    pub replications: u64,
    /// How parameters were sampled.
    pub sampling: &'static str,
    /// Independent randomisations; the errors come from their spread. Absent with random sampling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub randomisations: Option<u64>,
    /// How the arms were coupled; absent without employment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupling: Option<&'static str>,
    /// Whether quantiles are exact, where not all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<&'static str>,
    /// Version of the program.
    pub version: &'static str,
}

/// What the ids of a result stand for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Names {
    /// Every account, in the order of the results.
    pub accounts: Vec<AccountFacts>,
    /// Every line, in the order of the scenario.
    pub lines: Vec<LineFacts>,
    /// Every event.
    pub events: Vec<EventFacts>,
    /// Every assumption, in the order of the scenario.
    pub assumptions: Vec<AssumptionFacts>,
    /// What somebody measured, not in kroner; absent where the scenario tells of nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measured: Vec<Measured>,
    /// What sums per participant are per; absent where there are no participants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<Participants>,
    /// Whether anybody may become self-sufficient.
    pub employment: bool,
    /// Whether later years are discounted.
    pub discounted: bool,
    /// The rule by which the programme is stopped or goes on; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<super::ReviewFacts>,
    /// The year whose prices all amounts are brought to; absent where the scenario names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_level: Option<i32>,
}

/// An account as results name it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountFacts {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What part of the ledger it is: `payer` (also of sums), `budget`, `cashable`, `subgroup`, `welfare`.
    pub part: &'static str,
    /// The name of the first payer whose money it is.
    pub holder: String,
    /// Whether the scenario holds its whole side of the case; else how likely it gains is withheld.
    pub complete: bool,
    /// Of welfare, what a krone of public money costs beside itself at base values; absent where that is not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_of_public_funds: Option<f64>,
}

/// A line as results name it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineFacts {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Cost or saving.
    pub kind: Kind,
    /// `resource` or `transfer`: whether money only changes hands.
    pub nature: &'static str,
    /// Who pays or saves it, a refunding payer last.
    pub payers: Vec<LinePayer>,
    /// The other side of a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<LinePayer>,
    /// Which part of a municipal budget it belongs to; absent where the scenario does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
    /// The year whose prices its amount is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i32>,
    /// Whether that is before or after refund; absent where the scenario does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_basis: Option<PriceBasis>,
    /// What was done to it before it counted; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjustment: Option<AdjustmentFacts>,
    /// Where its amount comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How good the evidence is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<&'static str>,
}

/// A payer that a line touches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinePayer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its share of the amount at base values; absent where that depends on weeks on support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

impl LineFacts {
    fn of(model: &Model, line: &Line, base: &Draw) -> Self {
        let payer = |id: PayerId, share: Option<f64>| {
            let payer = &model.payers[id.0];
            LinePayer { id: payer.id.clone(), name: payer.name.clone(), share }
        };
        let refunder = line.stairs.as_ref().map(|stairs| payer(stairs.payer, None));
        let whole = |share| refunder.is_none().then(|| line.share(share, base));
        let (nature, counterpart) = match line.nature {
            Nature::Resource => ("resource", None),
            Nature::Transfer { counterpart } => ("transfer", Some(payer(counterpart, Some(1.0)))),
        };
        Self {
            id: line.id.clone(),
            title: line.title.clone(),
            kind: line.kind,
            nature,
            payers: line.shares.iter().map(|&(id, share)| payer(id, whole(share))).chain(refunder.clone()).collect(),
            counterpart,
            frame: line.frame,
            price_year: line.provenance.price_year,
            price_basis: line.provenance.price_basis,
            adjustment: AdjustmentFacts::of(line, base),
            source: line.provenance.source.clone(),
            evidence: line.provenance.grade.map(Grade::name),
        }
    }
}

/// An event as results name it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventFacts {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Which way round its numbers count.
    pub effect: Effect,
}

/// An assumption as results name it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionFacts {
    /// Path, title, unit and how its values are written.
    #[serde(flatten)]
    pub label: Label,
    /// Its value in the expected table; absent where it is not one number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<f64>,
    /// What is known of it, in words; absent where it is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How good the evidence is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<&'static str>,
    /// The reasoning behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl AssumptionFacts {
    fn of(model: &Model, assumption: &Assumption) -> Self {
        let distribution = match &assumption.value {
            Assumed::Fixed(_) | Assumed::List(_) => None,
            Assumed::Uncertain(id) => Some(model.parameters[id.0].distribution.to_string()),
            Assumed::Computed { formula, base: _ } => Some(formula.clone()),
            Assumed::Each(what) | Assumed::EachYear(what) => Some(what.clone()),
        };
        Self {
            label: model.label(&assumption.path),
            base: model.shown_value(assumption),
            distribution,
            source: assumption.source.clone(),
            evidence: assumption.grade.map(Grade::name),
            note: assumption.note.clone(),
        }
    }
}

impl<T> Outcome<T> {
    /// What was found about an account of a scenario.
    pub fn new(analysis: &'static str, scenario: &Scenario, account: AccountId, run: RunFacts, result: T) -> Self {
        let model = &scenario.model;
        Self {
            schema: 1,
            analysis,
            scenario: ScenarioFacts::of(scenario),
            further: Vec::new(),
            run,
            correlations: Some(model.correlations.len()).filter(|pairs| *pairs > 0),
            draws: None,
            account: model.accounts[account.0].id.clone(),
            currency: model.currency.clone(),
            years: model.calendar.iter().collect(),
            result,
            names: Names::of(model),
        }
    }

    /// Whose money it is.
    ///
    /// # Panics
    /// Where the outcome names an account that it does not describe.
    #[must_use]
    pub fn account(&self) -> &AccountFacts {
        let whole = |known: &&AccountFacts| known.id == self.account && known.part == "payer";
        let found = self.names.accounts.iter().find(whole);
        let found = found.or_else(|| self.names.accounts.iter().find(|known| known.id == self.account));
        found.expect("an account that is described")
    }

    /// The calendar years in words: `2017–2021`, or the only one.
    #[must_use]
    pub fn span(&self) -> String {
        match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            _ => String::new(),
        }
    }
}

impl ScenarioFacts {
    /// Those of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            title: scenario.model.title.clone(),
            sha256: sha256(scenario.text.as_bytes()),
            variant: scenario.variant.as_ref().map(|variant| variant.id.clone()),
            set: scenario.set_by_hand(),
            notes: scenario.model.notes.clone(),
        }
    }
}

impl RunFacts {
    /// Those of a run at the points of a design.
    #[must_use]
    pub fn of(model: &Model, design: &Design) -> Self {
        let keeping = Keeping::of(model, design.replications(), design.sampling());
        Self {
            sampling: design.sampling().name(),
            randomisations: (design.sampling() != Sampling::Random).then(|| design.randomisations()),
            quantiles: (keeping != Keeping::All).then(|| keeping.name()),
            ..Self::random(model, design.seed(), design.replications())
        }
    }

    /// Those of an analysis, whose replications are drawn independently.
    #[must_use]
    pub fn random(model: &Model, seed: Seed, replications: u64) -> Self {
        Self {
            seed: seed.get(),
            replications,
            sampling: Sampling::Random.name(),
            randomisations: None,
            coupling: model.coupling(),
            quantiles: None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl Names {
    /// Whether some results are those of subgroups of families.
    #[must_use]
    pub fn has_subgroups(&self) -> bool {
        self.accounts.iter().any(|account| account.part == "subgroup")
    }

    /// Those of a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let base = model.base_draw();
        let account = |account: &crate::model::Account| AccountFacts {
            id: account.id.clone(),
            name: account.name.clone(),
            part: account.scope.part(),
            holder: account.members.first().map_or_else(String::new, |holder| model.payers[holder.0].name.clone()),
            complete: account.complete,
            cost_of_public_funds: account.public_funds.as_ref().map(|funds| funds.cost.at(&base)),
        };
        let event = |event: &crate::model::EventName| EventFacts {
            id: event.id.clone(),
            title: event.title.clone(),
            effect: event.effect,
        };
        Self {
            accounts: model.accounts.iter().map(account).collect(),
            lines: model.lines.iter().map(|line| LineFacts::of(model, line, &base)).collect(),
            events: model.events.iter().map(event).collect(),
            assumptions: model.assumptions.iter().map(|assumption| AssumptionFacts::of(model, assumption)).collect(),
            measured: model.measured.clone(),
            participants: model.participants(),
            employment: model.has_employment(),
            discounted: model.discounting.is_active(),
            review: super::ReviewFacts::of(model),
            price_level: model.price_level,
        }
    }

    /// What an account of a part is called; its id where none is known.
    #[must_use]
    pub fn account<'n>(&'n self, part: &str, id: &'n str) -> &'n str {
        let found = self.accounts.iter().find(|account| account.id == id && account.part == part);
        found.map_or(id, |account| &account.name)
    }
}
