//! Which assumption of a scenario decides.

use super::{MEANS_NANOSECONDS, Question, Size};
use crate::analysis::tornado::{stress, swings, tornado};
use crate::analysis::{
    AnalysisError, Ends, HeldInput, NetBenefitResponse, Response, SharedPoints, Swing, Tornado, fixed_levels,
    is_movable,
};
use crate::simulate::{Effort, Monitor, Work};
use crate::summary::{Outcome, Planned};

/// Which fixed numbers are moved beside the uncertain ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fixed {
    /// The five that would move the expected net benefit most; none that is true by [definition](crate::model::Grade::Definition).
    #[default]
    Decisive,
    /// None.
    Nothing,
    /// All that can be moved, but for those that are true by definition.
    All,
    /// Those at these paths.
    Paths(Vec<String>),
}

/// How far assumptions are moved, and which.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoOptions {
    /// Probability below the lower and above the upper end of an uncertain assumption.
    pub tail: f64,
    /// Share of itself by which a fixed number is moved either way.
    pub share: f64,
    /// Whether every assumption is moved by that share, however uncertain it is.
    pub equal_shares: bool,
    /// Fixed numbers that are moved.
    pub fixed: Fixed,
    /// Whether everything goes wrong at once as well.
    pub stress: bool,
}

impl Default for TornadoOptions {
    /// 10 % tails, 20 % of the five most decisive fixed numbers.
    fn default() -> Self {
        Self { tail: 0.1, share: 0.2, equal_shares: false, fixed: Fixed::Decisive, stress: false }
    }
}

/// The tornado of a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioTornado<'s> {
    question: Question<'s>,
    options: TornadoOptions,
    fixed: FixedPaths,
    swings: Vec<Swing>,
    work: Work,
    size: Size,
}

/// Fixed numbers that are moved by default.
const DECISIVE: usize = 5;

impl<'s> ScenarioTornado<'s> {
    /// Looks at what is asked: which numbers are moved, and how far.
    ///
    /// # Errors
    /// When a number cannot be moved as far as asked, or there is none to move.
    pub fn new(question: Question<'s>, options: TornadoOptions) -> Result<Self, AnalysisError> {
        let scenario = question.scenario;
        let fixed = FixedPaths::of(&question, &options)?;
        let TornadoOptions { tail, share, .. } = options;
        let ends = if options.equal_shares { Ends::Share(share) } else { Ends::Quantiles { tail, share } };
        let trial = NetBenefitResponse::new(scenario, &fixed.moved, question.account, question.seed, &())?;
        let swings = swings(trial.inputs(), ends);
        if swings.is_empty() {
            return Err(AnalysisError::NothingUncertain);
        }
        let is_fixed = |swing: &&Swing| trial.inputs()[swing.input].distribution.is_fixed();
        for swing in swings.iter().filter(|swing| options.equal_shares || is_fixed(swing)) {
            for end in [swing.low, swing.high] {
                scenario.allows(&trial.inputs()[swing.input].label.path, end, &format!("share {share}"))?;
            }
        }
        let simulations = 1 + 2 * swings.len() + if options.stress { swings.len() + 1 } else { 0 };
        let work = trial.work();
        // What is moved beside the uncertain ones leaves their figures as they are.
        let beside = swings.iter().filter(is_fixed).count();
        let means = match options.fixed {
            Fixed::Decisive if beside < swings.len() => simulations - 2 * beside,
            _ => simulations,
        };
        let size = Size {
            simulations,
            replications: question.replications.unwrap_or_else(|| work.replications_among(simulations)),
            points: SharedPoints::points_within(MEANS_NANOSECONDS, means, work.expectation),
            means: simulations,
        };
        Ok(Self { question, options, fixed, swings, work, size })
    }
}

impl Planned for ScenarioTornado<'_> {
    type Found = Tornado;
    type Error = AnalysisError;

    fn effort(&self, threads: usize) -> Effort {
        self.size.effort(&self.work, threads)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<Tornado>, AnalysisError> {
        let Question { scenario, account, seed, .. } = self.question;
        let replications = self.size.replications;
        monitor.begins(replications * self.size.simulations as u64);
        let response = NetBenefitResponse::new(scenario, &self.fixed.moved, account, seed, monitor)?
            .with_replications(replications);
        let design = SharedPoints::new(&response, seed, self.size.points);
        let mut found = tornado(&response, &self.swings, &design)?;
        found.left_out.clone_from(&self.fixed.left_out);
        if self.options.stress {
            // Certain numbers go wrong with the others where they were asked for.
            let all = self.options.fixed != Fixed::Decisive;
            let bars: Vec<_> = found.bars.iter().filter(|bar| all || !bar.fixed).collect();
            found.stress = Some(stress(&response, &bars, &design)?);
        }
        Ok(self.question.outcome("tornado", replications, Some(design.size()), found))
    }
}

/// Fixed numbers, by path.
#[derive(Debug)]
struct FixedPaths {
    /// Those that are moved.
    moved: Vec<String>,
    /// Those that were asked for and cannot be moved.
    left_out: Vec<String>,
}

impl FixedPaths {
    fn of(question: &Question<'_>, options: &TornadoOptions) -> Result<Self, AnalysisError> {
        let scenario = question.scenario;
        let moved = match &options.fixed {
            Fixed::Decisive => decisive(question, options.share)?,
            Fixed::Nothing => Vec::new(),
            Fixed::All => {
                let all = fixed_levels(scenario).into_iter();
                let (moved, left_out) = all.partition(|path| is_movable(scenario, path, options.share));
                return Ok(Self { moved, left_out });
            }
            Fixed::Paths(paths) => {
                for path in paths {
                    scenario.level(path, "fixed")?;
                }
                paths.clone()
            }
        };
        Ok(Self { moved, left_out: Vec::new() })
    }
}

/// The fixed numbers and lists that would move the expected net benefit most if they were off by a share, the most first.
fn decisive(question: &Question<'_>, share: f64) -> Result<Vec<String>, AnalysisError> {
    let scenario = question.scenario;
    let paths = fixed_levels(scenario);
    let response = NetBenefitResponse::new(scenario, &paths, question.account, question.seed, &())?;
    let mut net = response.begin()?;
    let mut moved = Vec::new();
    for path in paths {
        let Some(input) = response.input(&path) else { continue };
        let base = response.inputs()[input].base;
        let ends =
            [1.0 - share, 1.0 + share].map(|factor| net(&response.base(&[HeldInput { input, value: base * factor }])));
        if let [Ok(low), Ok(high)] = ends
            && low != high
        {
            moved.push(((high - low).abs(), path));
        }
    }
    moved.sort_by(|a, b| b.0.total_cmp(&a.0));
    let paths = moved.into_iter().map(|known| known.1);
    Ok(paths.filter(|path| is_movable(scenario, path, share)).take(DECISIVE).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn what_is_true_by_definition_is_moved_only_where_it_is_asked_for() {
        let text = r#"
            title = "Months"
            perspective = "municipality"
            timeline = { start = 2020, years = 2 }
            intake = { adults = 40 }
            employment = { programme = { value = { events = 17, of = 57 } }, comparison = 0.15 }
            [lines.support]
            kind = "saving"
            payer = "municipality"
            per = "person_year"
            amount = 11660
            quantity = { value = 12, unit = "months a year", evidence = "GRADE" }
        "#;
        let moved = |grade: &str, fixed: Fixed| {
            let text = text.replace("GRADE", grade);
            let scenario = Scenario::parse("months.toml", &text, &[], &|_| Err("no data files".into())).expect("sound");
            let options = TornadoOptions { fixed, ..TornadoOptions::default() };
            let tornado = ScenarioTornado::new(Question::of(&scenario), options).expect("possible");
            tornado.fixed.moved.iter().any(|path| path == "lines.support.quantity")
        };
        let asked = Fixed::Paths(vec!["lines.support.quantity".to_owned()]);
        for (fixed, by_definition) in [(Fixed::Decisive, false), (Fixed::All, false), (asked, true)] {
            assert!(moved("registry", fixed.clone()), "{fixed:?}");
            assert_eq!(moved("definition", fixed.clone()), by_definition, "{fixed:?}");
        }
    }
}
