//! All that a report needs, in one call.

use super::{Request, Run};
use crate::analysis::update::{ScenarioUpdate, Update};
use crate::analysis::{
    AnalysisError, Comparison, EvidenceWorth, OneDraw, Question, ReviewWorth, ScenarioComparison, ScenarioEvidence,
    ScenarioReview, ScenarioThreshold, ScenarioTornado, ScenarioVariance, Side, ThresholdAnswer, Tornado,
    TornadoOptions, VarianceShares,
};
use crate::expected::business_case;
use crate::model::BusinessCase;
use crate::scenario::Scenario;
use crate::simulate::{Effort, Monitor};
use crate::summary::{Outcome, Planned, Summary};
use serde::Serialize;

/// All that a report needs: the run, and what it depends on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// The expected business case, at base values.
    #[serde(skip)]
    pub case: BusinessCase,
    /// The run.
    pub run: Outcome<Summary>,
    /// The scenario beside each of its variants; none where it has none.
    pub variants: Option<Outcome<Comparison>>,
    /// Which assumption decides; none where there is nothing to move.
    pub tornado: Option<Outcome<Tornado>>,
    /// How far the scenario's `switching` may slip, else the assumption that decides most; none where there is neither.
    pub threshold: Option<Outcome<ThresholdAnswer>>,
    /// What of the variance goes with each assumption; none where nothing is uncertain.
    pub variance: Option<Outcome<VarianceShares>>,
    /// What better evidence is worth; none where nothing is uncertain, or it would take long.
    pub evidence: Option<Outcome<EvidenceWorth>>,
    /// What a review is worth; none where the scenario has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Outcome<ReviewWorth>>,
    /// The forecast after the programme's actual figures; none where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update: Option<Outcome<Update>>,
    /// The text of these figures.
    #[serde(skip)]
    pub actuals: Option<String>,
}

/// The probability of a net benefit above zero that a threshold is given for.
const LIKELY: f64 = 0.8;

impl Dossier {
    /// Runs a scenario, its variants, its tornado and its threshold under one seed, each with as many replications as fit its
    /// budget where the request names none.
    ///
    /// # Errors
    /// When the monitor stops it, or something cannot be computed.
    pub fn of(scenario: &Scenario, request: Request, monitor: &impl Monitor) -> Result<Self, AnalysisError> {
        let run = Run::new(scenario, request)?.outcome(monitor)?;
        Self::around(run, scenario, request, monitor)
    }

    /// The paths of the assumptions that were moved, the one that decides most first.
    pub fn order(&self) -> impl Iterator<Item = &str> {
        self.tornado.iter().flat_map(|tornado| &tornado.result.bars).map(|bar| bar.label.path.as_str())
    }

    /// What it takes beside the run, on a number of threads; before any work is done it tells what cannot be answered.
    ///
    /// # Errors
    /// When the tornado or the comparison with the variants cannot begin.
    pub fn effort_beside(scenario: &Scenario, request: Request, threads: usize) -> Result<Effort, AnalysisError> {
        let question = asked(scenario, request);
        let mut efforts = Vec::new();
        match ScenarioTornado::new(question, TornadoOptions::default()) {
            // A threshold takes about as long.
            Ok(tornado) => efforts.extend([tornado.effort(threads); 2]),
            Err(AnalysisError::NothingUncertain) => {}
            Err(error) => return Err(error),
        }
        efforts.extend(evidence(question)?.map(|evidence| evidence.effort(threads)));
        efforts.extend(review(question)?.map(|review| review.effort(threads)));
        if let Some(sides) = sides(scenario)? {
            efforts.push(comparison(&sides, request)?.effort(threads));
        }
        Ok(efforts.into_iter().fold(Run::new(scenario, request)?.effort(threads).none(), Effort::then))
    }

    /// The same around a run that has been made.
    ///
    /// # Errors
    /// When the monitor stops it, or something cannot be computed.
    pub fn around(
        run: Outcome<Summary>,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<Self, AnalysisError> {
        let mut dossier = Self::beside_variants(run, scenario, request, monitor)?;
        dossier.add_tornado(scenario, request, monitor)?;
        dossier.add_threshold(scenario, request, monitor)?;
        dossier.add_evidence(scenario, request, monitor)?;
        dossier.add_review(scenario, request, monitor)?;
        Ok(dossier)
    }

    /// A run that has been made, and the scenario beside its variants: what is worked out soonest.
    ///
    /// # Errors
    /// As for [`Self::around`].
    pub fn beside_variants(
        run: Outcome<Summary>,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<Self, AnalysisError> {
        Ok(Self { variants: variants(scenario, request, monitor)?, ..Self::alone(run, scenario)? })
    }

    /// A run that has been made, with nothing beside it.
    ///
    /// # Errors
    /// When the expected business case cannot be computed.
    pub fn alone(run: Outcome<Summary>, scenario: &Scenario) -> Result<Self, AnalysisError> {
        let case = business_case(&scenario.model, &scenario.model.base_draw())?;
        Ok(Self {
            case,
            run,
            variants: None,
            tornado: None,
            threshold: None,
            variance: None,
            evidence: None,
            review: None,
            update: None,
            actuals: None,
        })
    }

    /// Adds which assumption decides, where there is something to move.
    ///
    /// # Errors
    /// As for [`Self::around`].
    pub fn add_tornado(
        &mut self,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<(), AnalysisError> {
        self.tornado = match ScenarioTornado::new(asked(scenario, request), TornadoOptions::default()) {
            Ok(tornado) => Some(tornado.outcome(monitor)?),
            Err(AnalysisError::NothingUncertain) => None,
            Err(error) => return Err(error),
        };
        Ok(())
    }

    /// Adds how far an assumption may slip: the scenario's `switching`, else the one that the tornado says decides.
    ///
    /// # Errors
    /// As for [`Self::around`].
    pub fn add_threshold(
        &mut self,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<(), AnalysisError> {
        let decides = self.tornado.as_ref().and_then(|tornado| tornado.result.bars.iter().find(|bar| !bar.list));
        let path = scenario.model.switching.as_deref().or(decides.map(|bar| bar.label.path.as_str()));
        let question = asked(scenario, request);
        self.threshold = match path.map(|path| ScenarioThreshold::new(question, Some(path), LIKELY)) {
            Some(Ok(threshold)) => Some(threshold.outcome(monitor)?),
            // One of several numbers that are tied to each other.
            Some(Err(AnalysisError::NotVaried(_))) | None => None,
            Some(Err(error)) => return Err(error),
        };
        Ok(())
    }

    /// Adds what the risk comes from and what better evidence is worth, where something is uncertain.
    ///
    /// # Errors
    /// As for [`Self::around`].
    pub fn add_evidence(
        &mut self,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<(), AnalysisError> {
        let question = asked(scenario, request);
        let shares = ScenarioVariance::new(question, &[]).and_then(|shares| shares.outcome(monitor));
        self.variance = match shares {
            Ok(found) => Some(found),
            Err(AnalysisError::AllCertain | AnalysisError::DoesNotVary(_)) => None,
            Err(error) => return Err(error),
        };
        self.evidence = evidence(question)?.map(|evidence| evidence.outcome(monitor)).transpose()?;
        Ok(())
    }

    /// Adds what a review is worth, where the scenario has one.
    ///
    /// # Errors
    /// As for [`Self::around`].
    pub fn add_review(
        &mut self,
        scenario: &Scenario,
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<(), AnalysisError> {
        self.review = review(asked(scenario, request))?.map(|review| review.outcome(monitor)).transpose()?;
        Ok(())
    }

    /// Adds the forecast after the programme's actual figures, from their text; `name` is what messages call their file.
    ///
    /// # Errors
    /// All problems of the text at once, or as for [`Self::around`].
    pub fn add_update(
        &mut self,
        scenario: &Scenario,
        (name, text): (&str, &str),
        request: Request,
        monitor: &impl Monitor,
    ) -> Result<(), AnalysisError> {
        let actuals = scenario.actuals(name, text)?;
        let update = ScenarioUpdate::new(asked(scenario, request), &actuals, 0)?;
        self.update = Some(update.outcome(monitor)?);
        self.actuals = Some(text.to_owned());
        Ok(())
    }

    /// What that takes.
    ///
    /// # Errors
    /// As for [`Self::add_update`].
    pub fn effort_of_update(
        scenario: &Scenario,
        (name, text): (&str, &str),
        request: Request,
        threads: usize,
    ) -> Result<Effort, AnalysisError> {
        let actuals = scenario.actuals(name, text)?;
        Ok(ScenarioUpdate::new(asked(scenario, request), &actuals, 0)?.effort(threads))
    }
}

/// What a review is worth, where the scenario has one that can stop something.
fn review(question: Question<'_>) -> Result<Option<ScenarioReview<'_>>, AnalysisError> {
    if question.scenario.model.review.is_none() {
        return Ok(None);
    }
    match ScenarioReview::new(question) {
        Ok(review) => Ok(Some(review)),
        Err(AnalysisError::NothingToStop) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The most nanoseconds of one core that a report spends on what better evidence is worth.
const MOST_NANOSECONDS: f64 = 1e10;

/// What better evidence is worth, where something is uncertain and it does not take too long.
fn evidence(question: Question<'_>) -> Result<Option<ScenarioEvidence<'_>>, AnalysisError> {
    match ScenarioEvidence::new(question, &[]) {
        Ok(evidence) => Ok(Some(evidence).filter(|evidence| evidence.effort(1).nanoseconds <= MOST_NANOSECONDS)),
        Err(AnalysisError::AllCertain) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What all of it is asked of.
fn asked(scenario: &Scenario, request: Request) -> Question<'_> {
    Question { seed: request.seed, replications: request.replications, ..Question::of(scenario) }
}

/// The scenario and its variants, where it is not one of them and has any.
fn sides(scenario: &Scenario) -> Result<Option<Vec<Side>>, AnalysisError> {
    if scenario.variants.is_empty() || scenario.variant.is_some() {
        return Ok(None);
    }
    Ok(Some(Side::with_variants(scenario)?))
}

/// Their comparison, each seen by its own payer.
fn comparison(sides: &[Side], request: Request) -> Result<ScenarioComparison<'_>, AnalysisError> {
    Ok(ScenarioComparison::new(sides, None, OneDraw::default(), request.seed, request.replications)?)
}

/// The scenario beside its variants.
fn variants(
    scenario: &Scenario,
    request: Request,
    monitor: &impl Monitor,
) -> Result<Option<Outcome<Comparison>>, AnalysisError> {
    let Some(sides) = sides(scenario)? else { return Ok(None) };
    Ok(Some(comparison(&sides, request)?.outcome(monitor)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_holds_what_each_analysis_finds_by_itself() {
        let text = include_str!("../../configs/silkeborg.toml");
        let scenario = Scenario::parse("silkeborg.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let request = Request { replications: Some(2_000), ..Request::default() };
        let found = Dossier::of(&scenario, request, &()).expect("all worked out");
        let variants = found.variants.expect("variants").result;
        assert_eq!(variants.scenarios.len(), 1 + scenario.variants.len());
        let own = found.run.result.headline.cumulative.last().expect("a year").mean;
        let beside = variants.scenarios[0].cumulative.last().expect("a year").mean;
        assert!((beside / own - 1.0).abs() < 1e-9, "the same replications: {beside}, {own}");
        let question = Question { replications: request.replications, ..Question::of(&scenario) };
        let tornado = ScenarioTornado::new(question, TornadoOptions::default()).expect("possible");
        let tornado = tornado.outcome(&()).expect("worked out");
        let decides = tornado.result.bars.iter().find(|bar| !bar.list).expect("an assumption").label.path.clone();
        assert_eq!(
            (found.tornado, found.threshold.expect("a path").result.threshold.label.path),
            (Some(tornado), decides)
        );
    }
}
