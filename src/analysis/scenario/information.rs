//! What better evidence on a scenario is worth: of its assumptions, and of the studies that it names.

use super::studies::{BestStudy, StudyToValue, StudyWorth, guaranteed, study_question};
use super::variance::named;
use super::{AssumptionSet, Question};
use crate::analysis::information::{
    Decision, InformationValue, PerfectInformation, Points, information_of_one, information_of_pair,
    information_of_set, perfect_information, study_value,
};
use crate::analysis::{
    AnalysisError, InputSet, NamedSet, NetBenefitResponse, RANDOMISATIONS, Reason, Response, SharedPoints,
    independent_sets,
};
use crate::model::{Followed, Label, Study};
use crate::simulate::{Effort, Monitor, Work};
use crate::statistics::Estimate;
use crate::summary::{Outcome, Planned};
use serde::Serialize;

/// What better evidence is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceWorth {
    /// What is decided, and what each option brings.
    pub decision: DecisionFacts,
    /// What knowing everything beforehand would be worth.
    pub evpi: Estimate,
    /// What knowing some assumptions would be worth, the most first.
    pub evppi: Vec<KnownWorth>,
    /// Studies by size.
    pub studies: Vec<StudyWorth>,
    /// The best size of each study with a positive net benefit, for this municipality and for all that could use it.
    pub best_sizes: Vec<BestStudy>,
    /// The best of these for this municipality; `null` where no study is worth its cost, or there is none.
    pub best: Option<BestStudy>,
    /// Where a study is for several municipalities: what this one saves on income transfers in the business case, present value. They are
    /// under the budget guarantee: what all municipalities save there the state takes back through the block grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guaranteed: Option<f64>,
    /// How often all was computed again with four times the points, since an estimate broke what it must keep to.
    pub refined: u32,
}

/// The options of a decision: not to invest and to invest, or several scenarios.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionFacts {
    /// What each option brings on average.
    pub options: Vec<OptionFacts>,
    /// The option that is taken without more evidence, by position.
    pub taken: usize,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionFacts {
    /// Its name: `nothing`, `invest`; of several scenarios their names.
    pub id: String,
    /// The mean net benefit.
    pub mean: Estimate,
    /// How likely it is the best, by exact expectations.
    pub probability_best: f64,
}

/// What it would be worth to know an assumption, or several together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownWorth {
    /// Their paths.
    pub paths: Vec<String>,
    /// Their names.
    #[serde(skip)]
    pub labels: Vec<Label>,
    /// Why several are looked at together; absent for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The name that was given to them; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is worth.
    #[serde(flatten)]
    pub worth: InformationValue,
}

/// The worth of evidence on a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioEvidence<'s> {
    question: Question<'s>,
    sets: Vec<InputSet>,
    names: Vec<Option<String>>,
    work: Work,
    points: EvidencePoints,
}

/// Points of one randomisation.
#[derive(Debug, Clone, Copy)]
pub(super) struct EvidencePoints {
    /// At which everything is known.
    pub all: u32,
    /// Over which the rest is averaged, where one assumption or the shares of a study are known.
    pub inner: u32,
    /// The same where two are known.
    pub pair: u32,
    /// Values of several known assumptions, and points over which the rest is averaged at each of them.
    pub set: [u32; 2],
}

/// Time for all exact expectations.
const NANOSECONDS: f64 = 2e9;
/// Most points at which everything is known.
const MOST: u32 = 1 << 14;
/// Nodes of a score: those of one assumption.
const NODES: usize = 33;
/// Values of the inputs of a set, in each randomisation.
const OUTER: u32 = 64;
/// How often the points are multiplied at most.
const REFINED: u32 = 2;

impl<'s> ScenarioEvidence<'s> {
    /// Looks at what is asked: whether to invest, seen from the account of the question, and sets of assumptions beside each by itself.
    ///
    /// # Errors
    /// When nothing is uncertain, a set names what is not, or a study observes what is certain.
    pub fn new(question: Question<'s>, asked: &[AssumptionSet]) -> Result<Self, AnalysisError> {
        let trial = NetBenefitResponse::new(question.scenario, &[], question.account, question.seed, &())?;
        let mut sets = worth_knowing(&trial);
        if sets.is_empty() {
            return Err(AnalysisError::AllCertain);
        }
        let mut names = vec![None; sets.len()];
        for NamedSet { name, inputs } in
            asked.iter().map(|set| named(&trial, set, false)).collect::<Result<Vec<_>, _>>()?
        {
            let reason = Some(Reason::Asked).filter(|_| inputs.len() > 1);
            sets.push(InputSet { inputs, reason });
            names.push(Some(name));
        }
        for study in &question.scenario.model.studies {
            study_question(&question.scenario.model, &trial, study)?;
        }
        let work = trial.work();
        let points = EvidencePoints::of(work.expectation, counts(&sets, &question.scenario.model.studies));
        Ok(Self { question, sets, names, work, points })
    }
}

/// Draws of the uncertain assumptions with the exact net benefit at each: what programs for value of information in R read.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceSamples {
    /// The paths of the assumptions.
    pub paths: Vec<String>,
    /// Draw after draw, each with a value of every assumption.
    pub draws: Vec<Vec<f64>>,
    /// The net benefit of investing at each.
    pub nets: Vec<f64>,
}

impl EvidenceSamples {
    /// A number of independent draws: those of the replications of a run under the seed.
    ///
    /// # Errors
    /// When the net benefit cannot be computed at one.
    pub fn of(question: Question<'_>, draws: u64, monitor: &impl Monitor) -> Result<Self, AnalysisError> {
        let Question { scenario, account, seed, .. } = question;
        let response = NetBenefitResponse::new(scenario, &[], account, seed, monitor)?;
        let mut value = response.begin()?;
        let design = crate::simulate::random_design(&scenario.model, seed);
        let draws: Vec<Vec<f64>> = (0..draws).map(|draw| response.draw(design.point(draw).into_iter())).collect();
        let nets = draws.iter().map(|draw| value(draw)).collect::<Result<_, _>>()?;
        let paths = response.inputs().iter().map(|input| input.label.path.clone()).collect();
        Ok(Self { paths, draws, nets })
    }
}

/// The sets of inputs that are looked at: each that is independent of the others, and of those that go together each by itself too, since what
/// it says of its partners is part of what it is worth.
pub(super) fn worth_knowing(response: &impl Response) -> Vec<InputSet> {
    let mut sets = independent_sets(response);
    let tied = sets.iter().filter(|set| set.reason == Some(Reason::Correlated)).flat_map(|set| &set.inputs);
    let alone: Vec<InputSet> = tied.map(|input| InputSet { inputs: vec![*input], reason: None }).collect();
    sets.extend(alone);
    sets
}

/// How many single inputs, pairs and larger sets are looked at; a study knows one input, or, of both arms, two.
fn counts(sets: &[InputSet], studies: &[Study]) -> [usize; 3] {
    let of = |least: usize, most: usize| sets.iter().filter(|set| (least..=most).contains(&set.inputs.len())).count();
    let both = studies.iter().filter(|study| study.followed == Followed::Both).count();
    [of(1, 1) + studies.len() - both, of(2, 2) + both, of(3, usize::MAX)]
}

impl EvidencePoints {
    /// Those that fit the time, given the nanoseconds of a value and how many single inputs, pairs and larger sets there are.
    pub fn of(nanoseconds: f64, [singles, pairs, sets]: [usize; 3]) -> Self {
        let within = |means: usize| SharedPoints::points_within(NANOSECONDS, means.max(1), nanoseconds);
        let all = SharedPoints::points_within(NANOSECONDS / 4.0, 1, nanoseconds);
        Self {
            all: (all * 16).min(MOST),
            inner: within(NODES * singles),
            pair: within(NODES * NODES * pairs),
            set: [OUTER, within(sets * OUTER as usize * RANDOMISATIONS).min(256)],
        }
    }

    /// Four times as many; of sets twice the values and twice what the rest is averaged over.
    fn refined(self) -> Self {
        let Self { all, inner, pair, set: [outer, within] } = self;
        Self { all: all * 4, inner: inner * 4, pair: pair * 4, set: [outer * 2, within * 2] }
    }

    /// Values that these take.
    pub fn values(&self, [singles, pairs, sets]: [usize; 3]) -> usize {
        let [all, inner, pair, outer, within] =
            [self.all, self.inner, self.pair, self.set[0], self.set[1]].map(SharedPoints::size_of);
        all + NODES * singles * inner + NODES * NODES * pairs * pair + sets * outer * within
    }
}

/// What it is worth to know some sets of inputs, each with the name that was given, the most first. The points are those where one is known,
/// where two are, and of sets the values that they may have and those that the rest is averaged over.
pub(super) fn known_worths<R: Response>(
    decision: &Decision<'_, R>,
    overall: &[Estimate],
    sets: &[(InputSet, Option<String>)],
    [inner, pair, outer, within]: [&Points; 4],
) -> Result<Vec<KnownWorth>, R::Error> {
    let inputs = decision.inputs();
    let mut found = Vec::new();
    for (set, name) in sets {
        let worth = match set.inputs[..] {
            [one] => information_of_one(decision, overall, one, inner)?,
            [first, second] if !decision.has_tied_steps(&set.inputs) => {
                information_of_pair(decision, overall, [first, second], pair)?
            }
            _ => information_of_set(decision, overall, &set.inputs, outer, within)?,
        };
        let labels: Vec<Label> = set.inputs.iter().map(|input| inputs[*input].label.clone()).collect();
        let paths = labels.iter().map(|label| label.path.clone()).collect();
        found.push(KnownWorth { paths, labels, reason: set.reason, name: name.clone(), worth });
    }
    found.sort_by(|a, b| b.worth.value.value.total_cmp(&a.worth.value.value));
    Ok(found)
}

impl Planned for ScenarioEvidence<'_> {
    type Found = EvidenceWorth;
    type Error = AnalysisError;

    fn effort(&self, _threads: usize) -> Effort {
        let values = self.points.values(counts(&self.sets, &self.question.scenario.model.studies));
        Effort::of(&self.work, crate::simulate::Expectations::None, 0, 0).and_expectations(&self.work, values)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<EvidenceWorth>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let response = NetBenefitResponse::new(scenario, &[], account, seed, monitor)?;
        let mut points = self.points;
        let mut found = self.with_points(&response, points)?;
        while found.breaks_a_guarantee() && found.refined < REFINED {
            points = points.refined();
            found = EvidenceWorth { refined: found.refined + 1, ..self.with_points(&response, points)? };
        }
        Ok(self.question.outcome("voi", 0, Some(SharedPoints::size_of(points.all)), found))
    }
}

impl ScenarioEvidence<'_> {
    fn with_points<M: Monitor>(
        &self,
        response: &NetBenefitResponse<'_, M>,
        sizes: EvidencePoints,
    ) -> Result<EvidenceWorth, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let model = &scenario.model;
        let decision = Decision::invest_or_not(response);
        let points = |from: u32, points: u32| Points::new(response, seed, from, points);
        let (inner, pair) = (points(0, sizes.inner), points(0, sizes.pair));
        let [outer, within] = sizes.set;
        let (outer, within) = (points(RANDOMISATIONS as u32, outer), points(0, within));
        let perfect = perfect_information(&decision, &points(0, sizes.all))?;
        let named: Vec<(InputSet, Option<String>)> =
            self.sets.iter().cloned().zip(self.names.iter().cloned()).collect();
        let evppi = known_worths(&decision, &perfect.means, &named, [&inner, &pair, &outer, &within])?;
        let (mut studies, mut best_sizes) = (Vec::new(), Vec::new());
        for study in &model.studies {
            let question = study_question(model, response, study)?;
            let points = if question.known().len() > 1 { &pair } else { &inner };
            let value = study_value(&decision, &perfect.means, &question, points)?;
            let path = |input: &usize| decision.inputs()[*input].label.path.clone();
            let observes = question.known().iter().map(path).collect();
            let found = StudyToValue { model, study, value, observes, taken: perfect.taken }.sizes()?;
            studies.extend(found.0);
            best_sizes.extend(found.1);
        }
        let own = best_sizes.iter().filter(|best| best.municipalities == 1);
        let best = own.max_by(|a, b| a.size.net.value.total_cmp(&b.size.net.value)).cloned();
        let shared = model.studies.iter().any(|study| study.municipalities.is_some());
        let guaranteed = if shared { guaranteed(model, account)? } else { None };
        let (decision, evpi) = (facts(&perfect), perfect.value);
        Ok(EvidenceWorth { decision, evpi, evppi, studies, best_sizes, best, guaranteed, refined: 0 })
    }
}

fn facts(perfect: &PerfectInformation) -> DecisionFacts {
    let options = ["nothing", "invest"].into_iter().zip(&perfect.means).zip(&perfect.probability_best);
    let options =
        options.map(|((id, mean), best)| OptionFacts { id: id.to_owned(), mean: *mean, probability_best: *best });
    DecisionFacts { options: options.collect(), taken: perfect.taken }
}
