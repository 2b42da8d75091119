//! How likely a review stops the programme, given the parameters.
//!
//! Given the parameters families are independent of each other. So the number observed until a review is a sum over families, and its
//! distribution a convolution: of one family given the score that its members share, integrated over that score and mixed over its
//! sizes, then of all of them, with the random rounding of the intake mixed in ([`Count`]). Later families are independent of what was
//! observed of earlier ones, so each counts with the probability that it is taken in. Of several reviews, each stops what falls short
//! of its number; the rest of the distribution is carried on to the next, to which the families of the years between are added.

use super::OfGroup;
use super::count::{self, Count};
use super::linear::Arrivals;
use crate::model::intake::Rounding;
use crate::model::{
    Checkpoint, EventSetting, Frequency, Group, GroupSetting, Number, Observed, Review, SharedScore, Subject,
};
use std::ops::Range;

/// A group with its arrivals, in one lane.
struct ObservedFamilies<'a, N> {
    group: &'a GroupSetting<'a, N>,
    kept: &'a OfGroup<N>,
    lane: usize,
    limit: usize,
}

/// AlikeMembers of families of one planned year, as many in each family and independent of each other: a family is one such member where its
/// own members are not, or where families differ in size.
#[derive(PartialEq)]
struct AlikeMembers {
    law: Count,
    each: u32,
}

/// The probability that the only review stops the programme, in every lane at once, where that is a binomial sum: adults who enter in
/// the year of leaving with one probability, each independent of the others, and an intake that is the same at every draw. `None` where
/// it is not; NaN in a lane in which the sum would begin with nothing.
pub(super) fn stops_alike<N: Number>(review: &Review, group: &GroupSetting<'_, N>, kept: &OfGroup<N>) -> Option<N> {
    let (&[checkpoint], Observed::Entries) = (&review.checkpoints[..], review.observed) else { return None };
    let Group { intake, household, employment, .. } = group.group;
    let at_once = |tier: &Vec<Arrivals<N>>| tier.len() == 1 && tier[0].arms[0].mass[0] == N::all(1.0);
    let alike = employment.is_some()
        && intake.families.is_certain()
        && household.adults.is(1)
        && group.entry.len() == 1
        && kept.linear.arrivals.iter().all(at_once);
    if !alike {
        return None;
    }
    let roundings = group.families[..=checkpoint.year].iter().map(|families| Rounding::of(families.lane(0)));
    let number: u32 = roundings.clone().map(|rounding| rounding.certain).sum();
    let mut partial = roundings.map(|rounding| rounding.chance).filter(|chance| *chance > 0.0);
    let (chance, none) = (partial.next().unwrap_or(0.0), partial.next().is_none());
    let last = number + u32::from(chance > 0.0);
    if !none || checkpoint.at_least > last {
        return None;
    }
    let enters = *group.entry[0].programme.last()?;
    Some(N::vectorised(
        #[inline(always)]
        || below(checkpoint.at_least, number, chance, enters),
    ))
}

/// P(N < least) for the successes N among a number of trials and, with a chance, one more.
#[inline(always)]
fn below<N: Number>(least: u32, number: u32, chance: f64, success: N) -> N {
    let failure = N::all(1.0) - success;
    let odds = N::each(|lane| success.lane(lane) / failure.lane(lane));
    let (mut mass, mut power, mut left) = (N::all(1.0), failure, number);
    while left > 0 {
        if left % 2 == 1 {
            mass *= power;
        }
        power *= power;
        left /= 2;
    }
    mass = N::each(|lane| if mass.lane(lane) > count::NOTHING { mass.lane(lane) } else { f64::NAN });
    let (mut sum, mut last) = (N::default(), N::default());
    for k in 0..least {
        sum += mass;
        last = mass;
        mass *= odds * (f64::from(number.saturating_sub(k)) / f64::from(k + 1));
    }
    // One more trial may lift the last count that falls short.
    sum - last * (success * chance)
}

/// The probability that each review in turn stops the programme, in one lane.
pub(super) fn stops<N: Number>(
    review: &Review,
    groups: &[GroupSetting<'_, N>],
    kept: &[OfGroup<N>],
    lane: usize,
) -> Vec<f64> {
    let limit = review.checkpoints.iter().map(|checkpoint| checkpoint.at_least as usize).max().unwrap_or(0);
    let (mut count, mut left, mut from) = (Count::none(), 1.0, 0);
    let mut stop = |checkpoint: &Checkpoint| {
        for (group, kept) in groups.iter().zip(kept) {
            let seen = ObservedFamilies { group, kept, lane, limit };
            count = seen.families(review.observed, from..checkpoint.year + 1, checkpoint.year).plus(&count, limit);
        }
        from = checkpoint.year + 1;
        let certain = count.surely_below(checkpoint.at_least);
        let stopped = if certain { left } else { count.below(checkpoint.at_least).min(left) };
        count = std::mem::replace(&mut count, Count::none()).at_least(checkpoint.at_least);
        left -= stopped;
        stopped
    };
    review.checkpoints.iter().map(&mut stop).collect()
}

impl<N: Number> ObservedFamilies<'_, N> {
    /// What is observed until the end of a year of the families planned for some years.
    fn families(&self, observed: Observed, planned: Range<usize>, until: usize) -> Count {
        let mut alike: Vec<(AlikeMembers, u32)> = Vec::new();
        let mut count = Count::none();
        for year in planned {
            let rounding = Rounding::of(self.group.families[year].lane(self.lane));
            let Some(members) = self.members(observed, year, until) else { continue };
            if rounding.chance > 0.0 {
                let family = members.law.times(members.each, self.limit);
                count = count.plus(&family.one_more(rounding), self.limit);
            }
            let number = rounding.certain * members.each;
            match alike.last_mut().filter(|(known, _)| *known == members) {
                Some((_, known)) => *known += number,
                None => alike.push((members, number)),
            }
        }
        alike.iter().fold(count, |sum, (members, number)| sum.plus(&members.law.times(*number, self.limit), self.limit))
    }

    /// The members of a family of a planned year by what is observed of them until a year; `None` where nothing can be.
    fn members(&self, observed: Observed, planned: usize, until: usize) -> Option<AlikeMembers> {
        match observed {
            Observed::Entries => {
                self.group.group.employment.as_ref()?;
                let cohorts = self.group.cohorts().iter();
                let entries = cohorts.filter_map(|cohort| self.group.entry(planned, cohort.later));
                let reached: Vec<f64> = entries.flat_map(|entry| &entry.programme).map(|p| p.lane(self.lane)).collect();
                let enters = |reached: &[f64]| Count::one(self.entered(planned, until, reached));
                Some(if self.members_are_apart(Subject::Adult) {
                    self.apart(Subject::Adult, enters(&reached))
                } else {
                    self.together(Subject::Adult, &reached, enters)
                })
            }
            Observed::Event(index) => self.events(self.group.events[index].as_ref()?, index, planned, until),
        }
    }

    /// The probability that an adult has entered by the end of a year; `reached` = that of reaching at least each tier, cohort by cohort.
    fn entered(&self, planned: usize, until: usize, reached: &[f64]) -> f64 {
        let tiers = self.kept.linear.arrivals.len();
        let mut entered = 0.0;
        let there = |later: usize| self.group.entry(planned, later).is_some();
        let cohorts = self.group.cohorts().iter().enumerate().filter(|(_, cohort)| there(cohort.later));
        for ((at, cohort), reached) in cohorts.zip(reached.chunks_exact(tiers.max(1))) {
            let mut better = 0.0;
            for (tier, upto) in reached.iter().enumerate() {
                let mass = &self.kept.linear.arrivals[tier][at].arms[0].mass;
                let in_time: f64 = mass[..=until - planned].iter().map(|mass| mass.lane(self.lane)).sum();
                entered += cohort.share.lane(self.lane) * (upto - better) * in_time;
                better = *upto;
            }
        }
        entered.clamp(0.0, 1.0)
    }

    fn events(
        &self,
        setting: &EventSetting<'_, N>,
        index: usize,
        planned: usize,
        until: usize,
    ) -> Option<AlikeMembers> {
        let (subject, limit) = (setting.event.subject, self.limit);
        let begun = |k: usize| -> f64 {
            let begins = &self.kept.linear.begins(index, k)[..=until - planned - k];
            begins.iter().map(|mass| mass.lane(self.lane)).sum::<f64>().min(1.0)
        };
        match &setting.frequency {
            Frequency::Difference(_) => None,
            Frequency::Probability([programme, _]) => {
                let happens = |p: &[f64]| Count::one(p[0]);
                let p = [programme.lane(self.lane)];
                let members = if self.members_are_apart(subject) {
                    self.apart(subject, happens(&p))
                } else {
                    self.together(subject, &p, happens)
                };
                let begun = begun(0);
                if begun == 1.0 {
                    return Some(members);
                }
                // The events of a household begin together.
                let all = members.law.times(members.each, limit);
                Some(AlikeMembers { law: Count::mixture([(begun, all), (1.0 - begun, Count::none())]), each: 1 })
            }
            Frequency::Number(arms) => {
                let years = (0..arms.len().min(until - planned + 1)).map(|k| (arms[k][0].lane(self.lane), begun(k)));
                if self.group.correlation.lane(self.lane) == 0.0 {
                    let mean = years.map(|(mean, begun)| mean * begun).sum();
                    return Some(self.apart(subject, Count::poisson(mean, limit)));
                }
                // The score ties the numbers of a member's years too.
                let years: Vec<(Vec<f64>, f64)> = years.map(|(mean, begun)| (upto_each(mean), begun)).collect();
                let upto: Vec<f64> = years.iter().flat_map(|(upto, _)| upto).copied().collect();
                Some(self.together(subject, &upto, |upto| {
                    let mut rest = upto;
                    years.iter().fold(Count::none(), |sum, (year, begun)| {
                        let (upto, later) = rest.split_at(year.len());
                        rest = later;
                        sum.plus(&Count::of_cumulative(upto).thinned(*begun, limit), limit)
                    })
                }))
            }
        }
    }

    /// Whether members of a family are independent of each other, or there is one at most.
    fn members_are_apart(&self, subject: Subject) -> bool {
        let alone = || self.group.group.household.sizes(subject).iter().all(|size| size.0 <= 1);
        self.group.correlation.lane(self.lane) == 0.0 || alone()
    }

    /// Independent members of a family.
    fn apart(&self, subject: Subject, member: Count) -> AlikeMembers {
        match self.group.group.household.sizes(subject)[..] {
            [(size, _)] => AlikeMembers { law: member, each: size },
            ref sizes => AlikeMembers { law: self.of_all_sizes(sizes, &member), each: 1 },
        }
    }

    /// AlikeMembers who share a score; `one` is what is observed of a member, from `probabilities` moved by the score.
    fn together(&self, subject: Subject, probabilities: &[f64], one: impl Fn(&[f64]) -> Count) -> AlikeMembers {
        let sizes = self.group.group.household.sizes(subject);
        let score = SharedScore::of(self.group.correlation.lane(self.lane), probabilities);
        let given: Vec<_> = probabilities.iter().map(|p| score.given(*p)).collect();
        let law = Count::mixture(score.points().map(|(z, weight)| {
            let moved: Vec<f64> = given.iter().map(|given| given(z)).collect();
            (weight, self.of_all_sizes(&sizes, &one(&moved)))
        }));
        AlikeMembers { law, each: 1 }
    }

    /// A family's members, independent of each other, with the family's size mixed in.
    fn of_all_sizes(&self, sizes: &[(u32, f64)], member: &Count) -> Count {
        Count::mixture(sizes.iter().map(|&(size, share)| (share, member.times(size, self.limit))))
    }
}

/// P(N ≤ n) for each n of a Poisson number, as far as more may happen.
fn upto_each(mean: f64) -> Vec<f64> {
    const ALL: f64 = 1.0 - 1e-15;
    let mut upto = 0.0;
    let mut known: Vec<f64> = Count::poisson(mean, usize::MAX)
        .masses()
        .iter()
        .map(|mass| {
            upto += mass;
            upto
        })
        .take_while(|upto| *upto < ALL)
        .collect();
    known.push(1.0);
    known
}
