//! What a study is worth that counts how many of n families reach something, in one arm or in both: all outcomes are enumerated, for any
//! distribution of what is believed beforehand.
//!
//! With p(θ) the share that the study observes and x of n its outcome, E\[NB_d | x\] = ∫ E\[NB_d | θ\] f(x | n, p(θ)) f(θ) dθ over the one
//! or two inputs that p depends on, f(x | n, p) being binomial. The integrals are Gauss sums over the inputs' normal scores; where these
//! are correlated, under the density of both. A study of n families in each arm has (n + 1)² outcomes.

use super::InformationValue;
use super::decision::{Decision, best};
use super::functional::{RuleWeights, value_of};
use super::points::{Means, Points};
use super::surface::{Surface, dot, tied_steps};
use crate::analysis::response::Response;
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::distribution::standard_normal_cdf;
use crate::statistics::Estimate;
use serde::Serialize;
use statrs::function::gamma::ln_gamma;

/// How likely a family reaches something, at a draw of the inputs.
pub type ShareAt<'f> = Box<dyn Fn(&[f64]) -> f64 + Sync + 'f>;

/// What is observed in one arm.
pub struct Arm<'f> {
    /// What it is called.
    pub name: String,
    /// How likely a family reaches it, at a draw of the inputs.
    pub share: ShareAt<'f>,
}

/// A study: one arm, or two with as many families each.
pub struct StudyQuestion<'f> {
    arms: Vec<Arm<'f>>,
    /// The inputs that the shares depend on, one or two; of two arms the second depends on the last alone.
    known: Vec<usize>,
    /// Whether there are two arms, each of which depends on an input of its own.
    pub(super) apart: bool,
}

/// Why a study cannot be valued.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StudyRefused {
    /// There is nothing to learn.
    #[error("what it observes is certain in the scenario; give the share a distribution")]
    Certain,
    /// Too many assumptions at once.
    #[error("what it observes depends on {} assumptions ({}); allowed: one or two", .0.len(), .0.join(", "))]
    TooMany(Vec<String>),
    /// Both arms depend on the same two.
    #[error("both arms depend on both {0} and {1}; allowed: a study of one arm")]
    BothOnBoth(String, String),
    /// A distribution with steps that is tied to another.
    #[error("{0} has finitely many values and goes together with another assumption; allowed: independent")]
    Steps(String),
    /// Municipalities that differ by more than is not known.
    #[error(
        "`between` = {between}: municipalities cannot differ by more than is not known of the share, whose log-odds have a standard deviation \
         of {sd:.3}; allowed: up to that"
    )]
    Between {
        /// The standard deviation of the log-odds between municipalities.
        between: f64,
        /// That of all that is not known.
        sd: f64,
    },
    /// Municipalities that differ, and an input with finitely many values.
    #[error("`between`: what it observes has finitely many values; allowed: 0, all municipalities are alike")]
    StepsBetween,
    /// Municipalities that differ, and a share without log-odds.
    #[error(
        "`between`: the share may be 0 or 1, whose log-odds are infinite; allowed: 0, all municipalities are alike"
    )]
    NoLogOdds,
}

impl<'f> StudyQuestion<'f> {
    /// Looks which inputs the observed shares depend on.
    ///
    /// # Errors
    /// Where these are none, more than two, or both arms depend on both.
    pub fn new(response: &impl Response, mut arms: Vec<Arm<'f>>) -> Result<Self, StudyRefused> {
        let mut on: Vec<Vec<usize>> = arms.iter().map(|arm| depends_on(response, arm)).collect();
        let path = |input: usize| response.inputs()[input].label.path.clone();
        let mut known = on.concat();
        known.sort_unstable();
        known.dedup();
        if known.is_empty() {
            return Err(StudyRefused::Certain);
        }
        if known.len() > 2 {
            return Err(StudyRefused::TooMany(known.into_iter().map(path).collect()));
        }
        if let [_, second] = &on[..] {
            if second.len() > 1 {
                arms.swap(0, 1);
                on.swap(0, 1);
            }
            match on[1][..] {
                [] => {
                    arms.truncate(1);
                }
                [last] => known.sort_by_key(|input| *input == last),
                _ => return Err(StudyRefused::BothOnBoth(path(known[0]), path(known[1]))),
            }
        }
        let apart = matches!(&on[..], [first, second] if first.len() == 1 && second.len() == 1 && first != second);
        match tied_steps(response, &known) {
            Some(input) => Err(StudyRefused::Steps(path(input))),
            None => Ok(Self { arms, known, apart }),
        }
    }

    /// The inputs that the observed shares depend on.
    #[must_use]
    pub fn known(&self) -> &[usize] {
        &self.known
    }

    /// The names of the arms, in the order in which [rules](Rule) count them.
    pub fn arms(&self) -> impl ExactSizeIterator<Item = &str> {
        self.arms.iter().map(|arm| arm.name.as_str())
    }
}

/// The inputs whose values change the share, at some places.
fn depends_on(response: &impl Response, arm: &Arm<'_>) -> Vec<usize> {
    let inputs = response.inputs();
    let moves = |&input: &usize| {
        [0.5, 0.3, 0.8].iter().any(|rest| {
            let mut draw = response.draw_of(vec![*rest; inputs.len()]);
            let before = (arm.share)(&draw);
            [0.05, 0.35, 0.65, 0.95].iter().any(|u| {
                response.redraw(&mut draw, input, *u);
                (arm.share)(&draw) != before
            })
        })
    };
    (0..inputs.len()).filter(|input| !inputs[*input].distribution.is_fixed()).filter(moves).collect()
}

/// What a study of some size is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct StudySize {
    /// Families in each arm.
    pub n: u64,
    /// The expected value of its outcome.
    pub value: InformationValue,
}

/// The values of a study by size, under one set of means.
pub struct StudyValue<'q, 'f> {
    pub(super) question: &'q StudyQuestion<'f>,
    /// The mean of each option over everything.
    pub(super) overall: &'q [Estimate],
    pub(super) surface: Surface,
    pub(super) means: Means,
    /// The share of each arm at each pair of scores.
    pub(super) shares: Vec<Vec<f64>>,
}

/// Prepares the values of a study of any size.
///
/// # Errors
/// When a point has no value.
pub fn study_value<'q, 'f, R: Response>(
    decision: &Decision<'_, R>,
    overall: &'q [Estimate],
    question: &'q StudyQuestion<'f>,
    points: &Points,
) -> Result<StudyValue<'q, 'f>, R::Error> {
    let (surface, means) = Surface::of(decision, &question.known, points)?;
    let response = decision.response();
    let mut draw = response.draw_of(vec![0.5; response.inputs().len()]);
    let mut shares = vec![Vec::new(); question.arms.len()];
    for scores in surface.scores() {
        for (input, score) in question.known.iter().zip(scores) {
            response.redraw(&mut draw, *input, standard_normal_cdf(score));
        }
        shares.iter_mut().zip(&question.arms).for_each(|(shares, arm)| shares.push((arm.share)(&draw).clamp(0.0, 1.0)));
    }
    let means = means.shifted_to(overall, &surface.places());
    Ok(StudyValue { question, overall, surface, means, shares })
}

/// The probabilities of 0 to n events of n.
#[must_use]
pub(in crate::analysis) fn binomial(n: u64, p: f64) -> Vec<f64> {
    let mut probabilities = vec![0.0; n as usize + 1];
    if p <= 0.0 || p >= 1.0 {
        probabilities[if p >= 1.0 { n as usize } else { 0 }] = 1.0;
        return probabilities;
    }
    // From the most probable number on both ways, so that nothing is lost to rounding.
    let mode = (((n + 1) as f64 * p) as u64).min(n);
    let (of, at) = (n as f64, mode as f64);
    let ln = ln_gamma(of + 1.0) - ln_gamma(at + 1.0) - ln_gamma(of - at + 1.0) + at * p.ln() + (of - at) * (-p).ln_1p();
    probabilities[mode as usize] = ln.exp();
    let odds = p / (1.0 - p);
    for x in mode as usize..n as usize {
        probabilities[x + 1] = probabilities[x] * odds * (n as usize - x) as f64 / (x + 1) as f64;
    }
    for x in (1..=mode as usize).rev() {
        probabilities[x - 1] = probabilities[x] * x as f64 / (odds * (n as usize - x + 1) as f64);
    }
    probabilities
}

/// Which option is taken after each outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Families in each arm.
    pub n: u64,
    /// The option after each outcome: for each count of the last arm a row, with one option for each count of the first.
    pub options: Vec<Vec<usize>>,
    /// How likely each count of the last arm is (1 where there is one arm).
    pub chances: Vec<f64>,
}

/// Counts from and up to which the same option is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// The fewest.
    pub from: u64,
    /// The most.
    pub to: u64,
    /// The option.
    #[serde(skip)]
    pub option: usize,
}

impl Rule {
    /// The stretches of counts of the first arm, at a count of the last one (0 where there is one arm).
    #[must_use]
    pub fn stretches(&self, other: usize) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (count, &option) in self.options[other].iter().enumerate() {
            let count = count as u64;
            match stretches.last_mut().filter(|last| last.option == option) {
                Some(last) => last.to = count,
                None => stretches.push(Stretch { from: count, to: count, option }),
            }
        }
        stretches
    }
}

/// The likelihoods of a study of one size.
struct Likelihoods {
    /// Of the counts of the first arm, at each pair of scores.
    first: Vec<Vec<f64>>,
    /// Of those of the second, at each score of the second input.
    second: Vec<Vec<f64>>,
}

impl StudyValue<'_, '_> {
    fn likelihoods(&self, n: u64) -> Likelihoods {
        let width = self.surface.width();
        Likelihoods {
            first: self.shares[0].iter().map(|share| binomial(n, *share)).collect(),
            second: match self.shares.get(1) {
                Some(shares) => shares[..width].iter().map(|share| binomial(n, *share)).collect(),
                None => vec![vec![1.0]; width],
            },
        }
    }

    /// What values at all pairs of scores come to with each outcome: for each count of the last arm a row of those of the first.
    fn with_outcomes(&self, likelihoods: &Likelihoods, fine: &[f64]) -> Vec<f64> {
        let (width, counts) = (self.surface.width(), likelihoods.first[0].len());
        let mut sums = vec![0.0; likelihoods.second[0].len() * counts];
        let mut inner = vec![0.0; counts];
        for column in 0..width {
            inner.fill(0.0);
            for at in (column..fine.len()).step_by(width) {
                let value = fine[at] * self.surface.together[at];
                inner.iter_mut().zip(&likelihoods.first[at]).for_each(|(sum, likelihood)| *sum += value * likelihood);
            }
            for (row, likelihood) in sums.chunks_mut(counts).zip(&likelihoods.second[column]) {
                row.iter_mut().zip(&inner).for_each(|(sum, value)| *sum += likelihood * value);
            }
        }
        sums
    }

    /// The option with the highest mean after each outcome; after one that cannot happen that of the nearest that can.
    fn decided(&self, likelihoods: &Likelihoods, means: &[Vec<f64>]) -> Vec<Vec<usize>> {
        let counts = likelihoods.first[0].len();
        let sums: Vec<Vec<f64>> =
            means.iter().map(|means| self.with_outcomes(likelihoods, &self.surface.fine(means))).collect();
        let possible = self.with_outcomes(likelihoods, &vec![1.0; self.surface.together.len()]);
        let at = |outcome: usize| best(sums.iter().map(|sums| sums[outcome]));
        let of_row = |(row, chances): (usize, &[f64])| -> Option<Vec<usize>> {
            let near = nearest(&chances.iter().map(|chance| *chance > IMPOSSIBLE).collect::<Vec<_>>())?;
            Some(near.into_iter().map(|outcome| at(row * counts + outcome)).collect())
        };
        let rows: Vec<Option<Vec<usize>>> = possible.chunks(counts).enumerate().map(of_row).collect();
        let near = nearest(&rows.iter().map(Option::is_some).collect::<Vec<_>>()).unwrap_or_default();
        near.into_iter().filter_map(|row| rows[row].clone()).collect()
    }

    fn weights(&self, likelihoods: &Likelihoods, means: &[Vec<f64>]) -> RuleWeights {
        let decided = self.decided(likelihoods, means);
        let width = self.surface.width();
        let taken = (0..means.len()).map(|option| {
            let mut fine = vec![0.0; self.surface.together.len()];
            let mut inner = vec![0.0; decided[0].len()];
            for column in 0..width {
                inner.fill(0.0);
                for (row, likelihood) in decided.iter().zip(&likelihoods.second[column]) {
                    let hit =
                        |(sum, taken): (&mut f64, &usize)| *sum += if *taken == option { *likelihood } else { 0.0 };
                    inner.iter_mut().zip(row).for_each(hit);
                }
                for at in (column..fine.len()).step_by(width) {
                    fine[at] = self.surface.together[at] * dot(&likelihoods.first[at], &inner);
                }
            }
            self.surface.coarse(&fine)
        });
        RuleWeights { taken: taken.collect(), places: self.surface.places() }
    }

    /// What a study with n families in each arm is worth.
    #[must_use]
    pub fn of_size(&self, n: u64) -> StudySize {
        let likelihoods = self.likelihoods(n);
        let found = value_of(&self.means, self.overall, |means| self.weights(&likelihoods, means));
        StudySize { n, value: found }
    }

    /// What is decided after each of its outcomes.
    #[must_use]
    pub fn rule(&self, n: u64) -> Rule {
        let all = self.means.each(&(0..RANDOMISATIONS));
        let likelihoods = self.likelihoods(n);
        let possible = self.with_outcomes(&likelihoods, &vec![1.0; self.surface.together.len()]);
        let chances: Vec<f64> = possible.chunks(likelihoods.first[0].len()).map(|row| row.iter().sum()).collect();
        let all_told: f64 = chances.iter().sum();
        let chances = chances.into_iter().map(|chance| chance / all_told).collect();
        Rule { n, options: self.decided(&likelihoods, &all), chances }
    }

    /// The names of the arms, in the order in which [rules](Rule) count them.
    pub fn arms(&self) -> impl ExactSizeIterator<Item = &str> {
        self.question.arms()
    }
}

/// Outcomes less likely than this do not happen.
const IMPOSSIBLE: f64 = 1e-14;

/// For each position the nearest one that will do, that itself included; `None` where none does.
fn nearest(will_do: &[bool]) -> Option<Vec<usize>> {
    let first = will_do.iter().position(|will| *will)?;
    let (mut last, mut found) = (first, vec![first; will_do.len()]);
    for (position, will) in will_do.iter().enumerate() {
        if *will {
            // Half of what lies between belongs to either.
            found[(last.midpoint(position) + 1).min(position)..position].fill(position);
            last = position;
        }
        found[position] = last;
    }
    Some(found)
}

/// The size of a study with the highest net benefit, and the sizes that are nearly as good.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BestSize {
    /// Families in each arm.
    pub n: u64,
    /// What its outcome is worth less what it costs.
    pub net: Estimate,
    /// The smallest size whose net benefit is lower by no more than two hundredths of the value of the best, all between being so too.
    pub from: u64,
    /// The largest.
    pub to: u64,
}

/// What is lost at the ends of the flat region, of the value of the best size.
const FLAT: f64 = 0.02;

impl BestSize {
    /// The best of some sizes, ascending, each with the value of its outcome and its net benefit.
    #[must_use]
    pub fn of(sizes: &[(u64, f64, Estimate)]) -> Option<Self> {
        let at = best(sizes.iter().map(|size| size.2.value));
        let &(n, value, net) = sizes.get(at)?;
        let near = |size: &&(u64, f64, Estimate)| size.2.value >= net.value - FLAT * value;
        let from = sizes[..=at].iter().rev().take_while(near).last().map_or(n, |size| size.0);
        let to = sizes[at..].iter().take_while(near).last().map_or(n, |size| size.0);
        Some(Self { n, net, from, to })
    }
}

#[cfg(test)]
mod outcomes {
    use super::nearest;

    #[test]
    fn what_cannot_happen_takes_after_the_nearest_that_can() {
        let will_do = [false, true, false, false, false, true, true, false];
        assert_eq!(nearest(&will_do), Some(vec![1, 1, 1, 1, 5, 5, 6, 6]));
        assert_eq!(nearest(&[false; 3]), None);
    }
}
