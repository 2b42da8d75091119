//! The forecast after the first years' actual figures.
//!
//! The figures weigh the uncertain assumptions by how likely these make them ([`posterior()`]), and they fix the state that the programme has reached:
//! who is self-sufficient now, what happened, what was spent (`reached`). Both are needed: assumptions alone would forecast as if the years that
//! have passed could still come out otherwise. Nothing is seen of the comparison arm.

mod coverage;
mod figures;
mod moved;
mod reached;
#[cfg(test)]
mod tests;

pub use coverage::{Coverage, CoveredAssumption};
pub use moved::{Believed, MovedAssumption};

use super::posterior::{PosteriorPoints, PosteriorRefused, RANDOMISATIONS, posterior};
use super::{AnalysisError, Question};
use crate::expected::business_case;
use crate::model::{AccountId, Actuals, Model, Setting, SettingError};
use crate::random::{Design, Sampling, Seed};
use crate::scenario::Scenario;
use crate::simulate::{Effort, Expectations, Monitor, Work, design};
use crate::statistics::Estimate;
use crate::summary::{NetBenefit, Outcome, Percentiles, Planned, RunFacts, Summary, YearSummary};
use figures::{Figure, Foreseen, observed};
use reached::reached;
use serde::Serialize;

/// Points of each randomisation that the assumptions are weighed at.
const POINTS: u32 = 2048;

/// The forecasts before and after the actual figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Update {
    /// What the figures are called; empty where their file says nothing.
    pub title: String,
    /// The last year that they cover.
    pub through: i32,
    /// The forecast before them.
    pub before: Forecast,
    /// The forecast once they are seen.
    pub after: Forecast,
    /// Uncertain assumptions, those that moved most first.
    pub moved: Vec<MovedAssumption>,
    /// As many independent draws of the assumptions would say as much; `null` without figures.
    pub effective_sample: Option<f64>,
    /// The shape of the largest weights' tail: above 0.7 they cannot be trusted. `null` without figures, or where all large weights are equal.
    pub khat: Option<f64>,
    /// Each figure, with how surprising it was beforehand.
    pub surprise: Vec<Surprise>,
    /// What updates on drawn truths cover, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Coverage>,
}

/// A forecast of the net benefit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Over the horizon.
    #[serde(flatten)]
    pub net_benefit: NetBenefit,
    /// From the start to the end of each year.
    pub cumulative: Vec<YearSummary>,
}

/// How surprising a figure was beforehand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Surprise {
    /// What it is: `entries.2017`, `relapses.2017.2018`, `events.ID.2017`, `costs.ID.2017`.
    pub actual: String,
    /// The same for people.
    #[serde(skip)]
    pub name: ActualName,
    /// The figure.
    pub value: f64,
    /// Of how many; `null` where it is money.
    pub of: Option<u32>,
    /// What was expected.
    pub expected: Estimate,
    /// How likely a figure as far off in its direction, or farther, was.
    pub tail: Estimate,
    /// Whether it is lower than expected.
    #[serde(skip)]
    pub is_low: bool,
}

/// What a figure is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActualName {
    /// Those who became self-sufficient, of those who left in a year.
    Entries(i32),
    /// Relapses in a year of those who became self-sufficient in one.
    Relapses {
        /// When they entered.
        entered: i32,
        /// When they relapsed.
        year: i32,
    },
    /// An event, by title, of those who left in a year.
    Events(String, i32),
    /// A cost, by title, in a year.
    Cost(String, i32),
}

/// An update, ready to begin.
#[derive(Debug)]
pub struct ScenarioUpdate<'s> {
    question: Question<'s>,
    actuals: &'s Actuals,
    /// Seen from the account of the question.
    model: Model,
    truths: u64,
    replications: u64,
}

/// Why a forecast cannot be updated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(transparent)]
pub struct UpdateRefused(#[from] PosteriorRefused<SettingError>);

impl<'s> ScenarioUpdate<'s> {
    /// Looks at what is asked; `truths` is the number of drawn truths that updates are tried on.
    ///
    /// # Errors
    /// When the scenario allows no such design.
    pub fn new(question: Question<'s>, actuals: &'s Actuals, truths: u64) -> Result<Self, AnalysisError> {
        let mut model = question.scenario.model.clone();
        model.perspective = question.account;
        let wanted = question.replications.unwrap_or_else(|| Work::of(&model).replications());
        // Refused now, not after the work.
        let design = design(&model, Sampling::Sobol, question.seed, wanted)?;
        Ok(Self { question, actuals, model, truths, replications: design.replications() })
    }

    fn seed(&self) -> Seed {
        self.question.seed
    }

    fn before(&self) -> Result<Design, AnalysisError> {
        Ok(design(&self.model, Sampling::Sobol, self.seed(), self.replications)?)
    }

    /// The points that weights select, as many of each randomisation as before; the same where nothing is uncertain.
    fn after(&self, weights: &PosteriorPoints) -> Result<Design, AnalysisError> {
        let parameters = &self.model.parameters;
        if parameters.is_empty() {
            return self.before();
        }
        let each = (self.replications as usize).div_ceil(RANDOMISATIONS);
        let paths = parameters.iter().map(|parameter| parameter.path.as_str());
        Ok(Design::given(self.seed(), paths, RANDOMISATIONS, weights.resampled(each, self.seed())))
    }
}

/// The forecast of a model at the points of a design.
fn forecast(model: &Model, design: &Design, monitor: &impl Monitor) -> Result<Forecast, AnalysisError> {
    monitor.begins(design.replications());
    let case = business_case(model, &model.base_draw())?;
    let summary = Summary::sampled(model, &case, design, &Percentiles::default(), monitor)?;
    Ok(Forecast { net_benefit: summary.headline.net_benefit, cumulative: summary.headline.cumulative })
}

/// The assumptions of a model once figures are seen.
fn weighed(
    model: &Model,
    all: &[Figure<'_>],
    points: u32,
    seed: Seed,
) -> Result<PosteriorPoints, PosteriorRefused<SettingError>> {
    let begin = || {
        let mut setting = Setting::of(model, &model.base_draw())?;
        Ok(move |point: &[f64]| {
            let draw = model.draw_at(point.to_vec());
            setting.update(&draw)?;
            Ok(all.iter().map(|figure| figure.ln_probability(&setting, &draw)).sum())
        })
    };
    posterior(&begin, model.parameters.len(), points, seed)
}

/// How surprising figures were, over the points of a design of the assumptions as they were beforehand.
fn surprises(model: &Model, all: &[Figure<'_>], seed: Seed) -> Result<Vec<Surprise>, AnalysisError> {
    let points = design(model, Sampling::Sobol, seed, u64::from(POINTS) * RANDOMISATIONS as u64 / 8)?;
    let each = |randomisation: usize| -> Result<Vec<Foreseen>, SettingError> {
        let mut setting = Setting::of(model, &model.base_draw())?;
        let mut sums = vec![Foreseen::default(); all.len()];
        for index in 0..points.points() {
            let draw = model.draw_at(points.point(randomisation as u64 * points.points() + index));
            setting.update(&draw)?;
            for (sum, figure) in sums.iter_mut().zip(all) {
                let found = figure.foreseen(&setting, &draw);
                sum.mean += found.mean / points.points() as f64;
                sum.as_low += found.as_low / points.points() as f64;
                sum.as_high += found.as_high / points.points() as f64;
            }
        }
        Ok(sums)
    };
    let found = crate::parallel::map(points.randomisations() as usize, each);
    let found = found.into_iter().collect::<Result<Vec<_>, _>>()?;
    let over = |at: usize, of: fn(&Foreseen) -> f64| {
        crate::analysis::variance_shares::estimate(&found.iter().map(|sums| of(&sums[at])).collect::<Vec<f64>>())
    };
    let surprise = |(at, figure): (usize, &Figure<'_>)| {
        let [expected, low, high] = [over(at, |sum| sum.mean), over(at, |sum| sum.as_low), over(at, |sum| sum.as_high)];
        let is_low = low.value < high.value;
        let (name, actual, of) = told(model, figure);
        let tail = if is_low { low } else { high };
        Surprise { actual, name, value: figure.value(), of, expected, tail, is_low }
    };
    Ok(all.iter().enumerate().map(surprise).collect())
}

/// What a figure is called, for people and for programs, and of how many it is.
fn told(model: &Model, figure: &Figure<'_>) -> (ActualName, String, Option<u32>) {
    let year = |position: usize| model.calendar.year(position);
    match figure {
        Figure::Entries(entries) => {
            let year = year(entries.year);
            (ActualName::Entries(year), format!("entries.{year}"), Some(entries.of))
        }
        Figure::Relapses { cohort, tier, year: later, exposed, .. } => {
            let (entered, year) = (year(*cohort), year(cohort + later));
            let tiers = model.groups[0].employment.iter().flat_map(|employment| &employment.tiers);
            let of_tier = match tiers.clone().count() {
                0 | 1 => String::new(),
                _ => tiers.map(|known| format!(".{}", known.id)).nth(*tier).unwrap_or_default(),
            };
            (ActualName::Relapses { entered, year }, format!("relapses.{entered}{of_tier}.{year}"), Some(*exposed))
        }
        Figure::Events(events) => {
            let (event, year) = (&model.events[events.event], year(events.year));
            (ActualName::Events(event.title.clone(), year), format!("events.{}.{year}", event.id), Some(events.of))
        }
        Figure::Cost(cost) => {
            let (line, year) = (&model.lines[cost.line], year(cost.year));
            (ActualName::Cost(line.title.clone(), year), format!("costs.{}.{year}", line.id), None)
        }
    }
}

impl Planned for ScenarioUpdate<'_> {
    type Found = Update;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        let work = Work::of(&self.model);
        let bytes = crate::summary::Keeping::bytes(&self.model, self.replications, threads);
        Effort { bytes, ..Effort::of(&work, Expectations::Every, 2, self.replications) }
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Update>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let (model, design) = (&self.model, self.before()?);
        let before = forecast(model, &design, monitor)?;
        let all = observed(self.actuals);
        let weights =
            if all.is_empty() { None } else { Some(weighed(model, &all, POINTS, seed).map_err(UpdateRefused::from)?) };
        let after = match &weights {
            // Nothing is learnt of nothing.
            None => before.clone(),
            Some(weights) => {
                let reached = reached(model, self.actuals);
                forecast(&reached, &self.after(weights)?, monitor)?
            }
        };
        let check = match (self.truths, &weights) {
            (0, _) | (_, None) => None,
            (truths, Some(weights)) => Some(coverage::coverage(model, self.actuals, &weights.informed, truths, seed)?),
        };
        let found = Update {
            title: self.actuals.title.clone(),
            through: model.calendar.year(self.actuals.through),
            before,
            after,
            moved: moved::moved(model, weights.as_ref()),
            effective_sample: weights.as_ref().map(|weights| weights.effective_sample),
            khat: weights.as_ref().map(|weights| weights.khat).filter(|khat| khat.is_finite()),
            surprise: surprises(model, &all, seed)?,
            check,
        };
        Ok(of_account(scenario, account, RunFacts::of(model, &design), found))
    }
}

fn of_account(scenario: &Scenario, account: AccountId, run: RunFacts, found: Update) -> Outcome<Update> {
    Outcome::new("update", scenario, account, run, found)
}
