//! The studies that a scenario names: what each size is worth, and at which outcomes to go ahead.

use crate::analysis::information::{Arm, BestSize, Rule, Stretch, StudyQuestion, StudyValue};
use crate::analysis::{AnalysisError, Response};
use crate::expected::business_case;
use crate::model::{AccountId, Counted, Draw, Followed, Frame, Model, Municipalities, Setting, Study, Subject};
use crate::parallel;
use crate::statistics::Estimate;
use crate::summary::FrameTotal;
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
    /// The paths of the uncertain assumptions that it observes.
    pub observes: Vec<String>,
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
    /// What it is worth to all municipalities that could use it, where the scenario says how many these are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub everywhere: Option<Everywhere>,
}

/// What a study made in one municipality is worth to all that could use it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Everywhere {
    /// How many these are, and how much they differ.
    #[serde(flatten)]
    pub municipalities: Municipalities,
    /// The expected value of its outcome to each of the others, if it reached every decision.
    pub evsi_elsewhere: Estimate,
    /// What it is worth to all of them together; its error is the sum of theirs, which rest on the same points.
    pub worth: Estimate,
    /// The same less what it costs, once.
    pub net: Estimate,
}

/// At which outcomes of a study to go ahead.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoAheadAt {
    /// Counts of the other arm, from and up to which the same holds.
    pub other: [u64; 2],
    /// How likely the other arm has such a count.
    pub probability: f64,
    /// When to go ahead.
    pub go_ahead_if: Box<GoAhead>,
}

/// The best size of a study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BestStudy {
    /// Its id in the scenario.
    pub id: String,
    /// For how many municipalities together: this one alone, or all that could use it.
    pub municipalities: u32,
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
                Some(last) => {
                    last.other[1] = count;
                    last.probability += rule.chances[other];
                }
                None => at.push(GoAheadAt {
                    other: [count, count],
                    probability: rule.chances[other],
                    go_ahead_if: Box::new(go),
                }),
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

/// What is known of one size of a study before it is written down.
struct Priced {
    evsi: Estimate,
    worth: Estimate,
    cost: f64,
    net: Estimate,
    says_no: f64,
    everywhere: Option<Everywhere>,
}

/// A study that is to be valued.
pub(super) struct StudyToValue<'v, 'q, 'f> {
    pub model: &'v Model,
    pub study: &'v Study,
    pub value: StudyValue<'q, 'f>,
    /// The paths of the assumptions that it observes.
    pub observes: Vec<String>,
    /// The option that is taken without it.
    pub taken: usize,
}

impl StudyToValue<'_, '_, '_> {
    /// Each size of a study, and the best one where one is worth its cost: for this municipality, and for all that could use it.
    pub fn sizes(&self) -> Result<(Vec<StudyWorth>, Vec<BestStudy>), AnalysisError> {
        let Self { model, study, value, .. } = self;
        let refused = |source| AnalysisError::Study { id: study.id.clone(), source };
        let elsewhere = match study.municipalities {
            Some(among) => Some((among, value.elsewhere(among.between).map_err(refused)?)),
            None => None,
        };
        let reaches = reaches(model, study)?;
        let mut sizes: Vec<u64> = if study.sizes.is_empty() { SIZES.to_vec() } else { study.sizes.clone() };
        let looked_at = looked_at(&sizes, value.arms().len());
        let priced_at = parallel::map(looked_at.len(), |at| self.priced(looked_at[at], reaches, elsewhere.as_ref()));
        let best_among = |municipalities: u32, of: &dyn Fn(&Priced) -> Option<(Estimate, Estimate)>| {
            let nets = looked_at.iter().zip(&priced_at);
            let nets = nets.map(|(n, priced)| of(priced).map(|(worth, net)| (*n, worth.value, net)));
            let size = BestSize::of(&nets.collect::<Option<Vec<_>>>()?).filter(|best| best.net.value > 0.0)?;
            Some(BestStudy { id: study.id.clone(), municipalities, size })
        };
        let own = best_among(1, &|priced| Some((priced.worth, priced.net)));
        let all = study
            .municipalities
            .and_then(|among| best_among(among.number, &|priced| priced.everywhere.map(|all| (all.worth, all.net))));
        let best: Vec<BestStudy> = own.into_iter().chain(all).collect();
        sizes.extend(best.iter().map(|best| best.size.n));
        sizes.sort_unstable();
        sizes.dedup();
        let row = |n: u64| {
            let at = looked_at.binary_search(&n).unwrap_or_else(|_| unreachable!("every size is looked at"));
            self.written(n, reaches, &priced_at[at])
        };
        Ok((sizes.into_iter().map(row).collect(), best))
    }

    fn priced(&self, n: u64, reaches: f64, elsewhere: Option<&(Municipalities, StudyValue<'_, '_>)>) -> Priced {
        let Self { study, value, taken, .. } = self;
        let found = value.of_size(n).value;
        let evsi = found.value;
        let worth = Estimate { value: evsi.value * reaches, mcse: evsi.mcse * reaches };
        let cost = study.fixed_cost + study.cost_per_family * (n * value.arms().len() as u64) as f64;
        let less_cost = |worth: Estimate| Estimate { value: worth.value - cost, mcse: worth.mcse };
        let everywhere = elsewhere.map(|(municipalities, value)| {
            let others = f64::from(municipalities.number - 1);
            let evsi_elsewhere = value.of_size(n).value.value;
            let all = |own: f64, other: f64| reaches * (own + others * other);
            let worth =
                Estimate { value: all(evsi.value, evsi_elsewhere.value), mcse: all(evsi.mcse, evsi_elsewhere.mcse) };
            Everywhere { municipalities: *municipalities, evsi_elsewhere, worth, net: less_cost(worth) }
        });
        let says_no = if *taken == INVEST { found.decides_otherwise } else { 1.0 - found.decides_otherwise };
        Priced { evsi, worth, cost, net: less_cost(worth), says_no, everywhere }
    }

    fn written(&self, n: u64, reaches: f64, priced: &Priced) -> StudyWorth {
        let Self { model, study, value, .. } = self;
        let (subject, event) = match study.counted {
            Counted::Entry(_) => (Subject::Adult, None),
            Counted::Event(event) => {
                let subject =
                    model.groups[study.group].events[event].as_ref().map_or(Subject::Family, |event| event.subject);
                (subject, Some(model.events[event].title.clone()))
            }
        };
        let &Priced { evsi, worth, cost, net, says_no, everywhere } = priced;
        let by_comparison = value.arms().last() == Some("comparison");
        let go_ahead_if = GoAhead::of(&value.rule(n), by_comparison);
        StudyWorth {
            id: study.id.clone(),
            title: study.title.clone(),
            arm: study.followed,
            subject,
            event,
            observes: self.observes.clone(),
            n,
            evsi,
            reaches,
            worth,
            cost,
            net,
            go_ahead_if,
            says_no,
            everywhere,
        }
    }
}

/// The sizes that are looked at, between the smallest and the largest: every one where there is one arm, in which that takes little.
fn looked_at(sizes: &[u64], arms: usize) -> Vec<u64> {
    let (least, most) = (sizes[0], sizes[sizes.len() - 1]);
    let apart = (most - least).div_ceil(if arms == 1 { 500 } else { 24 }).max(1);
    let mut looked_at: Vec<u64> = (least..=most).step_by(apart as usize).chain(sizes.iter().copied()).collect();
    looked_at.sort_unstable();
    looked_at.dedup();
    looked_at
}

/// What a municipality saves on income transfers in the business case, seen from it. The budget guarantee meets what all municipalities together
/// spend on these: what all save the state takes back through the block grant. `None` seen from others, or where nothing is saved there.
pub(super) fn guaranteed(model: &Model, account: AccountId) -> Result<Option<f64>, AnalysisError> {
    let [payer] = model.accounts[account.0].members[..] else { return Ok(None) };
    let payer = &model.payers[payer.0];
    if !payer.public || ["state", "region"].contains(&payer.id.as_str()) {
        return Ok(None);
    }
    let case = business_case(model, &model.base_draw())?;
    let totals = FrameTotal::of(model, &case, account);
    let transfers = totals.into_iter().find(|total| total.frame == Some(Frame::Transfer));
    Ok(transfers.map(|total| total.net).filter(|net| *net > 0.0))
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
