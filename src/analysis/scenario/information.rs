//! What better evidence on a scenario is worth: of its assumptions, and of the studies that it names.

use super::variance::named;
use super::{AssumptionSet, Question};
use crate::analysis::information::{
    Arm, BestSize, Decision, InformationValue, PerfectInformation, Points, Rule, Stretch, StudyQuestion, StudyValue,
    information_of_one, information_of_pair, information_of_set, perfect_information, study_value,
};
use crate::analysis::{
    AnalysisError, InputSet, NamedSet, NetBenefitResponse, RANDOMISATIONS, Reason, Response, SharedPoints,
    independent_sets,
};
use crate::model::{Counted, Draw, Followed, Label, Model, Setting, Study, Subject};
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
    /// The best size of each study with a positive net benefit.
    pub best_sizes: Vec<BestStudy>,
    /// The best of these; `null` where no study is worth its cost, or there is none.
    pub best: Option<BestStudy>,
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

/// What a study of some size is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StudyWorth {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    #[serde(skip)]
    pub title: String,
    /// Which families it follows.
    pub arm: Followed,
    /// Who is counted.
    #[serde(skip)]
    pub subject: Subject,
    /// The event counted, as results call it; `None` where it is entry to self-sufficiency.
    #[serde(skip)]
    pub event: Option<String>,
    /// Families (or adults, or children) in each arm.
    pub n: u64,
    /// The expected value of its outcome, if it reached every decision: how much better the decision gets on average.
    pub evsi: Estimate,
    /// The share of the planned families whose decision it reaches in time.
    pub reaches: f64,
    /// What it is worth: its expected value for those whose decision it reaches.
    pub worth: Estimate,
    /// What it costs.
    pub cost: f64,
    /// What its outcome is worth less what it costs.
    pub net: Estimate,
    /// At which outcomes to go ahead.
    pub go_ahead_if: GoAhead,
    /// How likely it says no.
    pub says_no: f64,
}

/// At which outcomes of a study to go ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GoAhead {
    /// At any.
    Always,
    /// At none.
    Never,
    /// At a count up to this one.
    AtMost(u64),
    /// At a count from this one on.
    AtLeast(u64),
    /// At these counts.
    Counts(Vec<Stretch>),
    /// Of two arms: by the count without the programme, when to go ahead by the count with it.
    ByComparison(Vec<GoAheadAt>),
    /// The same where the arm with the programme is the one that the other depends on.
    ByProgramme(Vec<GoAheadAt>),
}

/// When to go ahead at a count of the other arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoAheadAt {
    /// Counts of the other arm, from and up to which the same holds.
    pub other: [u64; 2],
    /// When to go ahead.
    pub go_ahead_if: Box<GoAhead>,
}

/// The best size of a study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BestStudy {
    /// Its id in the scenario.
    pub id: String,
    /// The size, and those that are nearly as good.
    #[serde(flatten)]
    pub size: BestSize,
}

const INVEST: usize = 1;

impl GoAhead {
    fn along(rule: &Rule, other: usize) -> Self {
        let go: Vec<Stretch> = rule.stretches(other).into_iter().filter(|stretch| stretch.option == INVEST).collect();
        match go[..] {
            [] => Self::Never,
            [Stretch { from: 0, to, .. }] if to == rule.n => Self::Always,
            [Stretch { from: 0, to, .. }] => Self::AtMost(to),
            [Stretch { from, to, .. }] if to == rule.n => Self::AtLeast(from),
            _ => Self::Counts(go),
        }
    }

    /// From a rule of one arm or of two; `by_comparison` says whether the last arm is the one without the programme.
    fn of(rule: &Rule, by_comparison: bool) -> Self {
        if rule.options.len() == 1 {
            return Self::along(rule, 0);
        }
        let mut at: Vec<GoAheadAt> = Vec::new();
        for other in 0..rule.options.len() {
            let (count, go) = (other as u64, Self::along(rule, other));
            match at.last_mut().filter(|last| *last.go_ahead_if == go) {
                Some(last) => last.other[1] = count,
                None => at.push(GoAheadAt { other: [count, count], go_ahead_if: Box::new(go) }),
            }
        }
        if by_comparison { Self::ByComparison(at) } else { Self::ByProgramme(at) }
    }
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
/// Sizes of a study that names none.
const SIZES: [u64; 14] = [5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500];

impl<'s> ScenarioEvidence<'s> {
    /// Looks at what is asked: whether to invest, seen from the account of the question, and sets of assumptions beside each by itself.
    ///
    /// # Errors
    /// When nothing is uncertain, a set names what is not, or a study observes what is certain.
    pub fn new(question: Question<'s>, asked: &[AssumptionSet]) -> Result<Self, AnalysisError> {
        let trial = NetBenefitResponse::new(question.scenario, &[], question.account, question.seed, &())?;
        let mut sets = independent_sets(&trial);
        if sets.is_empty() {
            return Err(AnalysisError::AllCertain);
        }
        // Of those that go together each by itself too: what it says of its partners is part of what it is worth.
        let alone = sets.iter().filter(|set| set.reason == Some(Reason::Correlated));
        let alone: Vec<InputSet> =
            alone.flat_map(|set| &set.inputs).map(|input| InputSet { inputs: vec![*input], reason: None }).collect();
        sets.extend(alone);
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
        let decision = Decision::invest_or_not(&response);
        let points = |from: u32, points: u32| Points::new(&response, seed, from, points);
        let (inner, pair) = (points(0, self.points.inner), points(0, self.points.pair));
        let [outer, within] = self.points.set;
        let (outer, within) = (points(RANDOMISATIONS as u32, outer), points(0, within));
        let all = points(0, self.points.all);
        let perfect = perfect_information(&decision, &all)?;
        let named: Vec<(InputSet, Option<String>)> =
            self.sets.iter().cloned().zip(self.names.iter().cloned()).collect();
        let evppi = known_worths(&decision, &perfect.means, &named, [&inner, &pair, &outer, &within])?;
        let (mut studies, mut best_sizes) = (Vec::new(), Vec::new());
        for study in &scenario.model.studies {
            let question = study_question(&scenario.model, &response, study)?;
            let points = if question.known().len() > 1 { &pair } else { &inner };
            let value = study_value(&decision, &perfect.means, &question, points)?;
            let found = of_study(&scenario.model, study, &value, perfect.taken)?;
            best_sizes.extend(found.1.map(|size| BestStudy { id: study.id.clone(), size }));
            studies.extend(found.0);
        }
        let best = best_sizes.iter().max_by(|a, b| a.size.net.value.total_cmp(&b.size.net.value)).cloned();
        let found = EvidenceWorth { decision: facts(&perfect), evpi: perfect.value, evppi, studies, best_sizes, best };
        Ok(self.question.outcome("voi", 0, Some(all.size()), found))
    }
}

fn facts(perfect: &PerfectInformation) -> DecisionFacts {
    let options = ["nothing", "invest"].into_iter().zip(&perfect.means).zip(&perfect.probability_best);
    let options =
        options.map(|((id, mean), best)| OptionFacts { id: id.to_owned(), mean: *mean, probability_best: *best });
    DecisionFacts { options: options.collect(), taken: perfect.taken }
}

/// What a study observes, as functions of a draw.
fn study_question<'m>(
    model: &'m Model,
    response: &impl Response,
    study: &'m Study,
) -> Result<StudyQuestion<'m>, AnalysisError> {
    let arm = |&arm: &usize| Arm {
        name: Followed::ALL[arm].0.to_owned(),
        share: Box::new(move |draw: &[f64]| {
            study.share(model, arm, &Draw::of(draw[..model.parameters.len()].to_vec(), &model.parameters))
        }),
    };
    let arms = study.followed.arms().iter().map(arm).collect();
    StudyQuestion::new(response, arms).map_err(|source| AnalysisError::Study { id: study.id.clone(), source })
}

/// Each size of a study, and the best one where one is worth its cost.
fn of_study(
    model: &Model,
    study: &Study,
    value: &StudyValue<'_, '_>,
    taken: usize,
) -> Result<(Vec<StudyWorth>, Option<BestSize>), AnalysisError> {
    let reaches = reaches(model, study)?;
    let arms = value.arms().len();
    let by_comparison = value.arms().last() == Some("comparison");
    let priced = |n: u64| {
        let found = value.of_size(n).value;
        let evsi = found.value;
        let worth = Estimate { value: evsi.value * reaches, mcse: evsi.mcse * reaches };
        let cost = study.fixed_cost + study.cost_per_family * (n * arms as u64) as f64;
        let net = Estimate { value: worth.value - cost, mcse: worth.mcse };
        let says_no = if taken == INVEST { found.decides_otherwise } else { 1.0 - found.decides_otherwise };
        (evsi, worth, cost, net, says_no)
    };
    let mut sizes: Vec<u64> = if study.sizes.is_empty() { SIZES.to_vec() } else { study.sizes.clone() };
    // Every size between the smallest and the largest is looked at where there is one arm, in which that takes little.
    let (least, most) = (sizes[0], sizes[sizes.len() - 1]);
    let step = if arms == 1 { (most - least).div_ceil(500).max(1) } else { (most - least).div_ceil(24).max(1) };
    let mut looked_at: Vec<u64> = (least..=most).step_by(step as usize).chain(sizes.iter().copied()).collect();
    looked_at.sort_unstable();
    looked_at.dedup();
    let priced_at = crate::parallel::map(looked_at.len(), |at| priced(looked_at[at]));
    let nets: Vec<(u64, f64, Estimate)> =
        looked_at.iter().zip(&priced_at).map(|(n, (_, worth, _, net, _))| (*n, worth.value, *net)).collect();
    let best = BestSize::of(&nets).filter(|best| best.net.value > 0.0);
    sizes.extend(best.map(|best| best.n));
    sizes.sort_unstable();
    sizes.dedup();
    let (subject, event) = match study.counted {
        Counted::Entry(_) => (Subject::Adult, None),
        Counted::Event(event) => {
            let subject =
                model.groups[study.group].events[event].as_ref().map_or(Subject::Family, |event| event.subject);
            (subject, Some(model.events[event].title.clone()))
        }
    };
    let row = |n: u64| {
        let at = looked_at.binary_search(&n).unwrap_or_else(|_| unreachable!("every size is looked at"));
        let (evsi, worth, cost, net, says_no) = priced_at[at];
        StudyWorth {
            id: study.id.clone(),
            title: study.title.clone(),
            arm: study.followed,
            subject,
            event: event.clone(),
            n,
            evsi,
            reaches,
            worth,
            cost,
            net,
            go_ahead_if: GoAhead::of(&value.rule(n), by_comparison),
            says_no,
        }
    };
    Ok((sizes.into_iter().map(row).collect(), best))
}

/// The share of the planned families who leave after the study's result is there: only their decision is another. Those who leave before
/// have what is best without it.
fn reaches(model: &Model, study: &Study) -> Result<f64, AnalysisError> {
    let setting = Setting::of(model, &model.base_draw())?;
    let families = &setting.groups[study.group].families;
    let all: f64 = families.iter().sum();
    let after = |year: usize| (1.0 - (study.delay - year as f64)).clamp(0.0, 1.0);
    let left: f64 = families.iter().enumerate().map(|(year, families)| after(year) * families).sum();
    Ok(if all > 0.0 { left / all } else { 0.0 })
}
