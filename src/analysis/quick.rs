//! The quick answer: means and the share of parameters, in milliseconds.
//!
//! A mean over simulated programmes carries the chance of every family. The exact expectation has none of it, and
//! [scrambled Sobol points](Sobol) for the parameters leave little of the rest: the mean over a few thousand points is as
//! precise as that over millions of plain replications. What it cannot tell is a distribution: for probabilities and
//! quantiles there is the run itself.

use super::shared_points::STUDENT;
use crate::expected::{Expectation, business_case};
use crate::model::{AccountId, Model, Setting, SettingError};
use crate::parallel;
use crate::random::{Sampling, Seed, Sobol};
use crate::scenario::Scenario;
use crate::simulate::{RunError, Work, look_through, random_design};
use crate::statistics::{Estimate, PowerSums, VarianceSplit};
use crate::summary::{Outcome, RunFacts, Tally};
use serde::Serialize;

/// Independent randomisations; their spread gives the error of the mean.
const RANDOMISATIONS: u32 = 16;
/// Student's t for 95 % with 15 degrees of freedom.
/// Work on the expectations, and on the simulated programmes: some milliseconds on one core each.
const BUDGET_NANOSECONDS: f64 = 2.5e7;

/// The quick answer of a scenario. Serialises as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quick {
    /// Seed.
    pub seed: u64,
    /// Randomisations of the Sobol points.
    pub randomisations: u32,
    /// Points of each.
    pub points: u32,
    /// Simulated programmes, for the variance.
    pub replications: u64,
    /// How many of them have their exact expectation computed, from which the shares of the variance come; absent where all have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact_expectations: Option<u64>,
    /// Each account, in the model's order.
    pub accounts: Vec<QuickAccount>,
}

impl Quick {
    /// The quick answer of a scenario, seen from its perspective.
    ///
    /// # Errors
    /// When a draw cannot be worked out.
    pub fn of(scenario: &Scenario, seed: Seed) -> Result<Outcome<Self>, QuickError> {
        let model = &scenario.model;
        let found = quick(model, seed)?;
        let run = RunFacts {
            sampling: Sampling::Sobol.name(),
            randomisations: Some(u64::from(found.randomisations)),
            ..RunFacts::random(model, seed, found.replications)
        };
        Ok(Outcome::new("quick", scenario, model.perspective, run, found))
    }
}

/// One account's means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuickAccount {
    /// Its id.
    pub id: String,
    /// Net benefit over the horizon at base values.
    pub expected_total: f64,
    /// Mean net benefit over the horizon.
    pub mean: Precise,
    /// Mean cumulative net benefit at the end of each year.
    pub cumulative: Vec<Precise>,
    /// Standard deviation of the simulated net benefit over the horizon.
    pub sd: Estimate,
    /// Parameters against chance; `null` when nothing varies.
    pub variance: Option<VarianceSplit>,
    /// How many plain replications would give the mean as precisely; `null` where the mean has no error.
    pub worth_replications: Option<f64>,
}

/// A mean with its error and an interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Precise {
    /// The mean.
    pub value: f64,
    /// Its standard error, from independent randomisations.
    pub mcse: f64,
    /// 95 % interval: lower end.
    pub lower: f64,
    /// 95 % interval: upper end.
    pub upper: f64,
}

impl Precise {
    fn new(Estimate { value, mcse }: Estimate) -> Self {
        Self { value, mcse, lower: value - STUDENT * mcse, upper: value + STUDENT * mcse }
    }
}

/// Why there is no quick answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QuickError {
    /// A Sobol point at which the model cannot be computed.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// A simulated programme that cannot be.
    #[error(transparent)]
    Run(#[from] RunError),
}

/// Works out the quick answer.
///
/// # Errors
/// When a draw cannot be computed.
pub fn quick(model: &Model, seed: Seed) -> Result<Quick, QuickError> {
    let work = Work::of(model);
    let within = |nanoseconds: f64, least: f64, most: f64| (BUDGET_NANOSECONDS / nanoseconds).clamp(least, most);
    let points = within(work.expectation * f64::from(RANDOMISATIONS), 16.0, 1024.0);
    let points = 1 << points.log2().floor() as u32;
    let replications = within(work.nanoseconds(work.expectations(Sampling::Random)), 64.0, 1024.0) as u64;
    let means = parallel::map(RANDOMISATIONS as usize, |randomisation| {
        means_of_expectation(model, seed, randomisation as u32, points)
    });
    let means = match means.into_iter().collect::<Result<Vec<_>, _>>() {
        Ok(means) => means,
        // As a run tells it: with the share of such draws and the first.
        Err(error) => {
            look_through(model, &random_design(model, seed), 0..work.replications(), &())?;
            return Err(error.into());
        }
    };
    let tally = Tally::run(model, seed, replications, &())?;
    let years = model.calendar.years;
    let case = business_case(model, &model.base_draw())?;
    let account = |index: usize| {
        let across = |year: usize| {
            let mut sums = PowerSums::<2>::about(means[0][index * years + year]);
            for means in &means {
                sums.add(&[means[index * years + year]]);
            }
            Precise::new(sums.mean())
        };
        let cumulative: Vec<Precise> = (0..years).map(across).collect();
        let mean = cumulative[years - 1];
        let sd = tally.standard_deviation(AccountId(index));
        QuickAccount {
            id: model.accounts[index].id.clone(),
            expected_total: case.cash_flow(AccountId(index)).total(),
            mean,
            cumulative,
            sd,
            variance: tally.variance(AccountId(index)),
            worth_replications: (mean.mcse > 0.0).then(|| (sd.value / mean.mcse).powi(2)),
        }
    };
    let accounts = (0..model.accounts.len()).map(account).collect();
    Ok(Quick {
        seed: seed.get(),
        randomisations: RANDOMISATIONS,
        points,
        replications,
        exact_expectations: tally.exact_expectations(),
        accounts,
    })
}

/// Mean expected cumulative net benefit over the points of one randomisation, accounts by years, flat. Beyond the dimensions
/// that Sobol points have, they are independent.
fn means_of_expectation(model: &Model, seed: Seed, randomisation: u32, points: u32) -> Result<Vec<f64>, SettingError> {
    let (years, accounts) = (model.calendar.years, model.accounts.len());
    let sobol = Sobol::new(seed, randomisation, model.parameters.len());
    let draw = |index: u32| {
        if let Some(sobol) = &sobol {
            return model.draw_at(sobol.point(index).collect());
        }
        let replication = u64::from(randomisation * points + index);
        crate::simulate::draw(model, crate::simulate::Luck { seed, replication })
    };
    let mut setting = Setting::of(model, &draw(0))?;
    let (mut activity, mut expectation) = (setting.activity(), Expectation::new(model));
    let (mut gains, mut payments) = (vec![0.0; accounts * years], vec![0.0; accounts * years]);
    let mut sums = vec![0.0; accounts * years];
    for index in 0..points {
        setting.update(&draw(index))?;
        expectation.expect(&setting, &mut activity, |_| true);
        setting.tariff.apply(&activity, &mut gains, &mut payments);
        for account in 0..accounts {
            let mut total = 0.0;
            for year in 0..years {
                let at = account * years + year;
                total += (gains[at] - payments[at]) * setting.discount[year];
                sums[at] += total;
            }
        }
    }
    Ok(sums.into_iter().map(|sum| sum / f64::from(points)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn refused_draws_are_told_as_a_run_tells_them() {
        let text = "title = \"t\"\nperspective = \"m\"\ntimeline = { start = 2020, years = 1 }\nintake = { families = 1 }\n\
                    family = { children = 1 }\nparameters.k = { value = { min = 0.2, max = 0.6 } }\n\
                    [payers.m]\nname = \"M\"\n\
                    [placements]\nprogramme = 0.1\ncomparison = 0.2\ntypes.x.share = \"parameters.k\"\n\
                    types.y.share = 0.5\ntypes.z.share = \"rest\"\n\
                    [lines.s]\nkind = \"saving\"\npayer = \"m\"\nper = \"placement\"\namount = 1\n";
        let model = Scenario::parse("t.toml", text, &[], &|_| Err(String::new())).expect("sound").model;
        let seed = Seed::new(1).expect("in range");
        let told = quick(&model, seed).expect_err("shares of more than 1").to_string();
        let run = Tally::run(&model, seed, Work::of(&model).replications(), &()).map(|_| ()).expect_err("likewise");
        assert!(told.contains("first that of replication") && told == run.to_string(), "{told}");
    }

    #[test]
    fn the_quick_mean_is_that_of_the_run_with_less_error() {
        let text = include_str!("../../configs/silkeborg.toml");
        for set in ["discounting.rate=0", "discounting.rate=0.035"] {
            let set = [set.parse().expect("an override")];
            let parsed = Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into()));
            let model = parsed.expect("sound").model;
            let seed = Seed::new(3).expect("in range");
            let (found, tally) =
                (quick(&model, seed).expect("worked out"), Tally::run(&model, seed, 40_000, &()).expect("a run"));
            for (index, account) in found.accounts.iter().enumerate() {
                let plain = tally.mean_conditional(AccountId(index));
                let gap = account.mean.value - plain.value;
                assert!(gap.abs() < 4.0 * account.mean.mcse.hypot(plain.mcse), "{}: {gap}", account.id);
                assert!(account.mean.mcse < plain.mcse / 3.0, "4,096 points tell more than 40,000 draws");
            }
        }
    }
}
