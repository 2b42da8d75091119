//! Reimbursement stairs: who pays for a week on support depends on how many came before it.
//!
//! In Denmark (law on municipal financing § 6, since 2016) the state refunds 80 % of the first four weeks on support, 40 %
//! of weeks 5–26, 30 % of weeks 27–52 and 20 % after. The count resumes after a relapse and restarts only after 52 whole
//! weeks of self-support within three years. So an adult who leaves support saves the municipality most, and one who
//! relapses after a long time costs it less at first.
//!
//! **The rule lives in [`Stairs::walk`] alone.** The simulation walks an adult's own spells; the expectation walks the
//! spells of a grid of moments and years of relapse, weighed by their exact probabilities.

use super::time::years_begun;
use super::{Draw, Number, PayerId, Quantity, Since, Spell};

/// Years per week.
pub(super) const WEEK: f64 = 7.0 / 365.25;

/// The stairs of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Stairs {
    /// Who refunds.
    pub payer: PayerId,
    /// The week after which each step ends; the last step has no end.
    pub weeks: Vec<f64>,
    /// The share refunded on each step, from a calendar year on: one more than there are ends, or one for all. Nothing is refunded
    /// before the first.
    pub shares: Vec<Since<Vec<Quantity>>>,
    /// Weeks on support that an adult has behind on 1 January of the planned year of leaving, or later by the delay of the intake.
    pub weeks_behind: f64,
    /// Weeks of self-support that start the count anew.
    pub restart_weeks: f64,
    /// Years within which they must lie.
    pub restart_within: f64,
}

/// The time over which weeks are counted, in years since 1 January of the planned year of leaving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// The time at which an adult has been on support for [`Stairs::weeks_behind`]: the delay of the intake.
    pub from: f64,
    /// Years left of the horizon.
    pub years: usize,
}

/// A spell off this support, and whether it counts as self-support.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OffSupport {
    /// When.
    pub spell: Spell,
    /// Whether it counts towards starting anew.
    pub self_support: bool,
}

impl Stairs {
    /// How many steps there are.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.weeks.len() + 1
    }

    /// The share refunded on a step in a calendar year.
    #[must_use]
    pub fn refunded<N: Number>(&self, step: usize, year: i32, draw: &Draw<N>) -> N {
        let shares = Since::holding(&self.shares, year).map_or(&[][..], |at| &self.shares[at].rule);
        shares.get(step).or(shares.last()).map_or(N::default(), |share| share.at(draw))
    }

    /// The first and the last week of each step but the last.
    pub fn stretches(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        std::iter::once(0.0).chain(self.weeks.iter().copied()).zip(self.weeks.iter().copied())
    }

    /// Walks through an adult's time on support, given the spells off it in order: `visit(step, from, to)` in years since 1 January
    /// of the planned year of leaving.
    pub fn walk(&self, off: &[OffSupport], over: Counted, mut visit: impl FnMut(usize, f64, f64)) {
        let horizon = over.years as f64;
        let (mut from, mut count) = (over.from, self.weeks_behind * WEEK);
        // Spells before this position have already started a count anew.
        let mut used = 0;
        for (n, OffSupport { spell, .. }) in off.iter().enumerate() {
            if spell.start >= horizon {
                break;
            }
            self.climb(count, from, spell.start, &mut visit);
            count += spell.start - from;
            from = spell.end;
            if from >= horizon {
                return;
            }
            let recent = |off: &OffSupport| {
                let since = off.spell.start.max(spell.end - self.restart_within);
                if off.self_support { (off.spell.end - since).max(0.0) } else { 0.0 }
            };
            if off[used..=n].iter().map(recent).sum::<f64>() >= self.restart_weeks * WEEK {
                count = 0.0;
                used = n + 1;
            }
        }
        self.climb(count, from, horizon, &mut visit);
    }

    /// The same as [`Stairs::add`] under a simpler rule that has a closed form: each spell is judged alone, a count is never
    /// resumed half way up, and only spells that reach into a later year count.
    pub fn add_alone(&self, off: &[OffSupport], over: Counted, sign: f64, time: &mut [f64]) {
        let (years, horizon) = (over.years, over.years as f64);
        let (mut from, mut count) = (over.from, self.weeks_behind * WEEK);
        let mut place = |step: usize, from: f64, to: f64| add(step, from, to, years, sign, time);
        for OffSupport { spell, self_support } in off.iter().take_while(|off| off.spell.start < horizon) {
            self.climb(count, from, spell.start, &mut place);
            from = spell.end;
            if from >= horizon {
                return;
            }
            let enough = *self_support
                && spell.end.floor() > spell.start.floor()
                && spell.end - spell.start >= self.restart_weeks * WEEK;
            count = if enough { 0.0 } else { f64::INFINITY };
        }
        self.climb(count, from, horizon, &mut place);
    }

    /// The steps of one unbroken time on support; `count` is the time on support before it.
    fn climb(&self, count: f64, from: f64, to: f64, visit: &mut impl FnMut(usize, f64, f64)) {
        let mut at = from;
        for (step, end) in self.weeks.iter().map(|&week| from + week * WEEK - count).chain([f64::INFINITY]).enumerate()
        {
            let until = end.min(to);
            if until > at {
                visit(step, at, until);
                at = until;
            }
        }
    }

    /// Adds `sign` × the time on each step in each year to `time`, steps by years; steps that it has no room for are left out.
    pub fn add(&self, off: &[OffSupport], over: Counted, sign: f64, time: &mut [f64]) {
        self.walk(off, over, |step, from, to| add(step, from, to, over.years, sign, time));
    }
}

/// Adds a stretch of time on a step to steps by years.
fn add(step: usize, from: f64, to: f64, years: usize, sign: f64, time: &mut [f64]) {
    let Some(time) = time.get_mut(step * years..(step + 1) * years) else { return };
    let spell = Spell { start: from, end: to };
    for k in from as usize..years_begun(to).min(years) {
        time[k] += sign * spell.in_year(k);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn danish(weeks_behind: f64) -> Stairs {
        Stairs {
            payer: PayerId(0),
            weeks: vec![4.0, 26.0, 52.0],
            shares: vec![Since { from: None, rule: [0.8, 0.4, 0.3, 0.2].map(Quantity::Fixed).to_vec() }],
            weeks_behind,
            restart_weeks: 52.0,
            restart_within: 3.0,
        }
    }

    fn off(spells: &[(f64, f64)], self_support: bool) -> Vec<OffSupport> {
        spells.iter().map(|&(start, end)| OffSupport { spell: Spell { start, end }, self_support }).collect()
    }

    /// Weeks on each step.
    fn weeks(stairs: &Stairs, off: &[OffSupport], years: usize) -> Vec<f64> {
        let mut total = vec![0.0; stairs.steps()];
        stairs.walk(off, Counted { from: 0.0, years }, |step, from, to| total[step] += (to - from) / WEEK);
        total.iter().map(|weeks| weeks.round()).collect()
    }

    #[test]
    fn a_new_adult_climbs_every_step_and_an_old_one_stands_on_the_last() {
        assert_eq!(weeks(&danish(0.0), &[], 2), [4.0, 22.0, 26.0, 52.0]);
        assert_eq!(weeks(&danish(53.0), &[], 2), [0.0, 0.0, 0.0, 104.0]);
    }

    #[test]
    fn a_short_time_off_support_resumes_the_count_and_a_long_one_restarts_it() {
        // Half a year off: back on the last step. Two years off: all steps again.
        assert_eq!(weeks(&danish(53.0), &off(&[(0.5, 1.0)], true), 3), [0.0, 0.0, 0.0, 130.0]);
        assert_eq!(weeks(&danish(53.0), &off(&[(0.5, 2.5)], true), 4), [4.0, 22.0, 26.0, 52.0]);
    }

    #[test]
    fn short_times_within_three_years_add_up() {
        let twice = [(0.0, 0.6), (1.0, 1.6)];
        assert_eq!(weeks(&danish(53.0), &off(&twice, true), 2), [4.0, 17.0, 0.0, 21.0]);
        let far_apart = [(0.0, 0.6), (3.5, 4.1)];
        assert_eq!(weeks(&danish(53.0), &off(&far_apart, true), 5)[0], 0.0);
    }

    #[test]
    fn subsidised_work_does_not_count_as_self_support() {
        assert_eq!(weeks(&danish(53.0), &off(&[(0.5, 2.5)], false), 4)[0], 0.0);
    }

    #[test]
    fn all_time_on_support_stands_on_some_step() {
        let stairs = danish(10.0);
        let spells = off(&[(0.3, 1.4), (2.2, 2.3), (3.9, f64::INFINITY)], true);
        let mut time = vec![0.0; stairs.steps() * 6];
        stairs.add(&spells, Counted { from: 0.0, years: 6 }, 1.0, &mut time);
        assert!((time.iter().sum::<f64>() - (0.3 + 0.8 + 1.6)).abs() < 1e-12);
        assert!((0..6).all(|k| (0..stairs.steps()).map(|step| time[step * 6 + k]).sum::<f64>() <= 1.0 + 1e-12));
    }
}
