//! The studies that a scenario names: what each size is worth, and at which outcomes to go ahead.

use crate::analysis::information::{Arm, BestSize, Rule, Stretch, StudyQuestion, StudyValue};
use crate::analysis::{AnalysisError, Response};
use crate::model::{Counted, Draw, Followed, Model, Setting, Study, Subject};
use crate::parallel;
use crate::statistics::Estimate;
use serde::Serialize;

/// Sizes of a study that names none.
const SIZES: [u64; 14] = [5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500];

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

/// What a study observes, as functions of a draw.
pub(super) fn study_question<'m>(
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
pub(super) fn of_study(
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
    let priced_at = parallel::map(looked_at.len(), |at| priced(looked_at[at]));
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
