//! What a review of a scenario's programme is worth.

use super::Question;
use crate::analysis::AnalysisError;
use crate::analysis::review::{
    AlwaysStopped, Best, LongerHorizon, ProgrammeNets, ReviewWorth, StatedRule, StopRule, Stoppable, least_numbers,
    mean,
};
use crate::model::{AccountId, Checkpoint, Model, Observed, Review, net};
use crate::simulate::{Batch, Effort, Expectations, Fold, Monitor, Work, random_design, run_design};
use crate::statistics::Estimate;
use crate::summary::{Outcome, Planned, ReviewAt, observed};

/// The review of a scenario, ready to begin.
#[derive(Debug)]
pub struct ScenarioReview<'s> {
    question: Question<'s>,
    /// What is observed, and the notice.
    observed: Observed,
    notice: usize,
    /// The years that are looked at, by position.
    years: Vec<usize>,
    work: Work,
    replications: u64,
}

/// Years more that are counted where always stopping is best.
const MORE_YEARS: usize = 5;

impl<'s> ScenarioReview<'s> {
    /// Looks at what is asked. What is observed, and the notice, are those of the scenario's `[review]`; without one, entries without
    /// notice.
    ///
    /// # Errors
    /// Where there is nothing to observe, or no year in which anything is left to stop.
    pub fn new(question: Question<'s>) -> Result<Self, AnalysisError> {
        let model = &question.scenario.model;
        let (observed, notice) = match &model.review {
            Some(review) => (review.observed, review.notice),
            None if model.has_employment() => (Observed::Entries, 0),
            None => return Err(AnalysisError::NothingObserved),
        };
        // A review is of use while somebody is still to be taken in after it.
        let last = last_intake(model);
        let years: Vec<usize> = (0..model.calendar.years).take_while(|year| year + notice < last).collect();
        if years.is_empty() {
            return Err(AnalysisError::NothingToStop);
        }
        let work = Work::of(model);
        let simulations = years.len() + 2;
        let replications = question.replications.unwrap_or_else(|| work.replications_among(simulations));
        Ok(Self { question, observed, notice, years, work, replications })
    }

    /// The programme with a review, or without any.
    fn with(&self, checkpoints: Vec<Checkpoint>) -> Model {
        let Self { observed, notice, .. } = *self;
        let review = (!checkpoints.is_empty()).then_some(Review { observed, notice, checkpoints });
        Model { review, ..self.question.scenario.model.clone() }
    }

    fn simulate(&self, model: &Model, monitor: &impl Monitor) -> Result<Vec<Vec<f64>>, AnalysisError> {
        let Question { account, seed, .. } = self.question;
        let reviews = model.stop_rule().map_or(0, |review| review.checkpoints.len());
        let design = random_design(model, seed);
        Ok(run_design(model, &design, 0..self.replications, &KeepObserved { account, reviews }, monitor)?)
    }

    /// Net benefits and what was observed until the review, where it stops whatever that is.
    fn stopped(&self, model: &Model, monitor: &impl Monitor) -> Result<StoppedOutcomes, AnalysisError> {
        let mut columns = self.simulate(model, monitor)?;
        let counts = columns.pop().unwrap_or_default();
        Ok(StoppedOutcomes { nets: columns.pop().unwrap_or_default(), counts })
    }
}

/// The last planned year in which anybody is taken in at base values, by position.
fn last_intake(model: &Model) -> usize {
    let draw = model.base_draw();
    let of = |group: &crate::model::Group| {
        let families: Vec<f64> = group.intake.at(&draw, model.calendar.years);
        families.iter().rposition(|families| *families > 0.0).unwrap_or(0)
    };
    model.groups.iter().map(of).max().unwrap_or(0)
}

/// A programme that stops at a review.
struct StoppedOutcomes {
    nets: Vec<f64>,
    counts: Vec<f64>,
}

/// Keeps an account's net benefits, and what was observed until each review.
struct KeepObserved {
    account: AccountId,
    reviews: usize,
}

impl Fold for KeepObserved {
    type Part = Vec<Vec<f64>>;

    fn expectations(&self) -> Expectations {
        Expectations::None
    }

    fn begin(&self, replications: usize) -> Self::Part {
        (0..=self.reviews).map(|_| Vec::with_capacity(replications)).collect()
    }

    fn add(&self, part: &mut Self::Part, batch: &Batch) {
        let money = batch.gains(self.account).iter().zip(batch.payments(self.account));
        part[0].extend(money.map(|(gain, payment)| net(*gain, *payment)));
        for review in 0..self.reviews {
            part[1 + review].extend_from_slice(batch.observed(review));
        }
    }

    fn join(&self, part: &mut Self::Part, next: Self::Part) {
        part.iter_mut().zip(next).for_each(|(column, next)| column.extend(next));
    }
}

impl Planned for ScenarioReview<'_> {
    type Found = ReviewWorth;
    type Error = AnalysisError;

    fn effort(&self, _threads: usize) -> Effort {
        let simulations = self.years.len() + 2;
        let bytes = (size_of::<f64>() * 2 * (simulations + 2)) as u64;
        Effort::of(&self.work, Expectations::None, simulations, self.replications).holding(bytes)
    }

    fn outcome(&self, monitor: &impl Monitor) -> Result<Outcome<ReviewWorth>, AnalysisError> {
        monitor.begins(self.replications * (self.years.len() + 2) as u64);
        let found = self.search(monitor)?;
        Ok(self.question.outcome("review", self.replications, None, found))
    }
}

impl ScenarioReview<'_> {
    fn search(&self, monitor: &impl Monitor) -> Result<ReviewWorth, AnalysisError> {
        let model = &self.question.scenario.model;
        let complete = model.accounts[self.question.account.0].complete;
        let go_on = self.simulate(&self.with(Vec::new()), monitor)?.remove(0);
        let certain = |year: usize| self.with(vec![Checkpoint { year, at_least: u32::MAX }]);
        let stopped = self.years.iter().map(|year| self.stopped(&certain(*year), monitor));
        let stopped: Vec<StoppedOutcomes> = stopped.collect::<Result<_, _>>()?;
        let mut stops = Vec::new();
        let mut thresholds = Vec::new();
        for (year, StoppedOutcomes { nets, counts }) in self.years.iter().zip(&stopped) {
            let year = model.calendar.year(*year);
            stops.push(AlwaysStopped { year, net: ProgrammeNets { nets, complete }.facts() });
            let programme = Stoppable { go_on: &go_on, stop: nets, complete };
            let rules = crate::parallel::map(self.least_numbers(year, counts).len(), |at| {
                let at_least = self.least_numbers(year, counts)[at];
                let under = programme.under(counts, at_least);
                StopRule { year, at_least, worth: programme.worth(&under, |i| counts[i] < f64::from(at_least)) }
            });
            thresholds.extend(rules);
        }
        let stated = self.stated(&go_on, &stopped, complete, monitor)?;
        let (observed, title) = observed(model, self.observed);
        let mut found = ReviewWorth {
            observed,
            title,
            notice: self.notice,
            last_intake: model.calendar.year(last_intake(model)),
            best: Best::GoOn,
            worth: Estimate { value: 0.0, mcse: 0.0 },
            stated,
            go_on: ProgrammeNets { nets: &go_on, complete }.facts(),
            stops,
            thresholds,
            longer: None,
        };
        Self::judge(&mut found, &go_on, &stopped);
        if let Best::Stop { year } = found.best {
            found.longer = self.longer(year, monitor)?;
        }
        Ok(found)
    }

    /// The least numbers that are looked at in a year: that of the scenario among them.
    fn least_numbers(&self, year: i32, counts: &[f64]) -> Vec<u32> {
        let model = &self.question.scenario.model;
        let stated = model.review.iter().flat_map(|review| &review.checkpoints);
        let stated = stated.filter(|checkpoint| model.calendar.year(checkpoint.year) == year);
        let mut numbers: Vec<u32> =
            least_numbers(counts).into_iter().chain(stated.map(|checkpoint| checkpoint.at_least)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The rule that the scenario states, where it can stop anything.
    fn stated(
        &self,
        go_on: &[f64],
        stopped: &[StoppedOutcomes],
        complete: bool,
        monitor: &impl Monitor,
    ) -> Result<Option<StatedRule>, AnalysisError> {
        let model = &self.question.scenario.model;
        let Some(rule) = model.stop_rule() else { return Ok(None) };
        let columns = self.simulate(model, monitor)?;
        let Some((nets, counts)) = columns.split_first() else { return Ok(None) };
        let first = self.years.iter().position(|year| *year == rule.checkpoints[0].year);
        let Some(first) = first.and_then(|at| stopped.get(at)) else { return Ok(None) };
        let programme = Stoppable { go_on, stop: &first.nets, complete };
        let at = |at: &Checkpoint| ReviewAt { year: model.calendar.year(at.year), at_least: at.at_least };
        let reviews = rule.checkpoints.iter().map(at).collect();
        let stops = |i: usize| rule.stops_at(|at| counts[at][i] as u32).is_some();
        Ok(Some(StatedRule { reviews, worth: programme.worth(nets, stops) }))
    }

    /// What is best on average: a rule only where it is worth more than twice its error beyond what needs no review.
    fn judge(found: &mut ReviewWorth, go_on: &[f64], stopped: &[StoppedOutcomes]) {
        let of_year = |year: i32| found.stops.iter().position(|stop| stop.year == year);
        let best_stop = found.stops.iter().max_by(|a, b| a.net.mean.value.total_cmp(&b.net.mean.value));
        let constant = match best_stop {
            Some(stop) if stop.net.mean.value > found.go_on.mean.value => Best::Stop { year: stop.year },
            _ => Best::GoOn,
        };
        let base = match constant {
            Best::Stop { year } => of_year(year).map_or(go_on, |at| &stopped[at].nets[..]),
            _ => go_on,
        };
        let Some(rule) = found.best_rule() else {
            found.best = constant;
            return;
        };
        let (year, at_least) = (rule.year, rule.at_least);
        let Some(at) = of_year(year) else { return };
        let StoppedOutcomes { nets, counts } = &stopped[at];
        let programme = Stoppable { go_on, stop: nets, complete: true };
        let best = programme.under(counts, at_least);
        let against = |other: &[f64]| mean(best.iter().zip(other).map(|(net, base)| net - base));
        let worth = against(base);
        let as_well = |rule: &&StopRule| {
            let less = against(&programme.under(counts, rule.at_least));
            rule.year == year && less.value <= 2.0 * less.mcse
        };
        let alike: Vec<u32> = found.thresholds.iter().filter(as_well).map(|rule| rule.at_least).collect();
        let ends = [alike.iter().min(), alike.iter().max()].map(|end| end.copied().unwrap_or(at_least));
        found.best =
            if worth.value > 2.0 * worth.mcse { Best::Review { year, at_least, as_well: ends } } else { constant };
        found.worth = worth;
    }

    /// Going on and stopping after a year, counted for some years more.
    fn longer(&self, year: i32, monitor: &impl Monitor) -> Result<Option<LongerHorizon>, AnalysisError> {
        let model = &self.question.scenario.model;
        let at = self.years.iter().copied().find(|at| model.calendar.year(*at) == year);
        let models = at.and_then(|year| {
            let stop = self.with(vec![Checkpoint { year, at_least: u32::MAX }]);
            Some([self.with(Vec::new()).longer(MORE_YEARS)?, stop.longer(MORE_YEARS)?])
        });
        let Some([going, stopping]) = models else { return Ok(None) };
        let (on, stop) = (self.simulate(&going, monitor)?.remove(0), self.simulate(&stopping, monitor)?.remove(0));
        Ok(Some(LongerHorizon {
            until: going.calendar.year(going.calendar.years - 1),
            go_on: mean(on.iter().copied()),
            stop: mean(stop.iter().copied()),
            difference: mean(on.iter().zip(&stop).map(|(on, stop)| on - stop)),
        }))
    }
}
