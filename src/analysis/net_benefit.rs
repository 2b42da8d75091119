//! A scenario's net benefit over the horizon as a function of its assumptions.

use super::error::AnalysisError;
use super::fixed::{FixedNumber, Structural};
use super::repricing::{Repricing, only_prices};
use super::response::{HeldInput, Input, Response};
use crate::distribution::Distribution;
use crate::expected::Expectation;
use crate::model::{AccountId, Assumed, Balance, Copula, Draw, Label, Model, Setting, SettingError, Written};
use crate::random::Seed;
use crate::scenario::{Problems, Scenario};
use crate::simulate::{BATCH, Batch, Expectations, Fold, Interrupted, Monitor, RunError, Work, run};

/// Net benefit of one account over the horizon, discounted as the scenario asks: exactly expected at a draw, or simulated.
#[derive(Debug, Clone)]
pub struct NetBenefitResponse<'a, M> {
    model: Model,
    /// The last inputs, which decide how the model is built: each value of theirs has a model of its own.
    structural: Structural,
    account: AccountId,
    inputs: Vec<Input>,
    seed: Seed,
    replications: u64,
    monitor: &'a M,
    /// The replications, for inputs that change prices alone.
    repricing: Option<Repricing>,
}

/// Nanoseconds of a replication from which on it is worth keeping to be priced again.
const WORTH_KEEPING: f64 = 20_000.0;
/// Most bytes that are kept.
const MOST_KEPT: u64 = 1 << 26;

impl<'a, M: Monitor> NetBenefitResponse<'a, M> {
    /// The net benefit of an account as a function of the scenario's uncertain assumptions, and of the fixed numbers at
    /// `paths`. Outcomes are simulated programmes under a seed.
    ///
    /// # Errors
    /// When a fixed number is not one that may vary.
    pub fn new(
        scenario: &Scenario,
        paths: &[String],
        account: AccountId,
        seed: Seed,
        monitor: &'a M,
    ) -> Result<Self, Problems> {
        let mut fixed = Vec::new();
        for path in paths {
            let number = scenario.level(path, "")?;
            if number.parameter.is_none() {
                fixed.push(FixedNumber { path: path.clone(), base: number.base });
            }
        }
        let (structural, model) = Structural::of(scenario, fixed);
        let inputs =
            model.parameters.iter().map(|parameter| (&parameter.path, parameter.distribution.clone(), parameter.base));
        let others =
            structural.numbers.iter().map(|FixedNumber { path, base }| (path, Distribution::Fixed(*base), *base));
        let inputs = inputs.chain(others).map(|(path, distribution, base)| {
            let known = model.assumptions.iter().find(|assumption| assumption.path == *path);
            let list = known.is_some_and(|assumption| matches!(assumption.value, Assumed::List(_)));
            let label = model.label(path);
            let label = if list { Label { unit: None, form: Written::Change, ..label } } else { label };
            Input { label, distribution, base, shock: known.is_none(), list }
        });
        Ok(Self {
            inputs: inputs.collect(),
            model,
            structural,
            account,
            seed,
            replications: 1,
            monitor,
            repricing: None,
        })
    }

    /// With this number of simulated programmes as outcomes.
    #[must_use]
    pub fn with_replications(self, replications: u64) -> Self {
        Self { replications, ..self }
    }

    /// Whether replications, of this number, are simulated once for all values of some inputs: where these change prices alone, and
    /// pricing takes far less time.
    #[must_use]
    pub fn is_repriced(&self, inputs: &[usize], replications: u64) -> bool {
        let only_prices = |&input: &usize| only_prices(&self.model, &self.inputs[input].label.path);
        inputs.iter().all(only_prices)
            && self.work().nanoseconds(Expectations::None) > WORTH_KEEPING
            && Repricing::bytes(&self.model, replications) <= MOST_KEPT
    }

    /// With the replications simulated now, where that [serves](NetBenefitResponse::is_repriced) all values of some inputs.
    ///
    /// # Errors
    /// When a replication cannot be computed, or the monitor stops it.
    pub fn simulated_once(self, inputs: &[usize]) -> Result<Self, RunError> {
        if !self.is_repriced(inputs, self.replications) {
            return Ok(self);
        }
        let repricing = Repricing::simulate(&self.model, self.seed, self.replications, self.monitor)?;
        Ok(Self { repricing: Some(repricing), ..self })
    }

    /// What a replication and an exact value take.
    #[must_use]
    pub fn work(&self) -> Work {
        Work::of(&self.model)
    }

    /// The input at a path.
    #[must_use]
    pub fn input(&self, path: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.label.path == path)
    }

    /// The exact net benefits of some accounts at a draw, with buffers of its own.
    #[expect(clippy::type_complexity, reason = "a function whose type nobody can name")]
    pub(super) fn nets(
        &self,
    ) -> Result<impl FnMut(&[f64], &[AccountId], &mut [f64]) -> Result<(), AnalysisError>, AnalysisError> {
        let parameters = self.model.parameters.len();
        let years = self.model.calendar.years;
        let mut gains = vec![0.0; self.model.accounts.len() * years];
        let mut payments = gains.clone();
        let begin = |structural: &[f64]| {
            let model = self.structural.model(&self.model, structural)?;
            let setting = Setting::of(model, &model.base_draw())?;
            Ok::<_, AnalysisError>((structural.to_vec(), setting.activity(), Expectation::new(model), setting))
        };
        let mut state = begin(&self.base(&[])[parameters..])?;
        Ok(move |draw: &[f64], accounts: &[AccountId], nets: &mut [f64]| {
            if self.monitor.stopped() {
                return Err(RunError::from(Interrupted).into());
            }
            let (draw, structural) = draw.split_at(parameters);
            if state.0 != structural {
                state = begin(structural)?;
            }
            let (_, activity, expectation, setting) = &mut state;
            setting.update(&Draw::of(draw.to_vec(), &setting.model.parameters))?;
            expectation.expect(setting, activity, |_| true);
            setting.tariff.apply(activity, &mut gains, &mut payments);
            for (account, net) in accounts.iter().zip(nets) {
                let yearly = setting.tariff.net(*account, &gains, &payments);
                *net = Balance::of(yearly.zip(&setting.discount).map(|(net, weight)| net * weight));
                if !net.is_finite() {
                    return Err(SettingError::Overflow.into());
                }
            }
            Ok(())
        })
    }

    /// The model with some inputs held.
    fn with_held(&self, held: &[HeldInput]) -> Result<Model, AnalysisError> {
        let (parameters, structural) =
            held.iter().partition::<Vec<&HeldInput>, _>(|held| held.input < self.model.parameters.len());
        let values = self.base(&structural.into_iter().copied().collect::<Vec<_>>());
        let mut model = self.structural.model(&self.model, &values[self.model.parameters.len()..])?.clone();
        for held in parameters {
            let parameter = &mut model.parameters[held.input];
            (parameter.distribution, parameter.base) = (Distribution::Fixed(held.value), held.value);
        }
        Ok(model)
    }
}

impl<M: Monitor> Response for NetBenefitResponse<'_, M> {
    type Error = AnalysisError;

    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn draw_of(&self, mut uniforms: Vec<f64>) -> Vec<f64> {
        uniforms.truncate(self.model.parameters.len());
        let mut draw = self.model.draw_of(uniforms).values().to_vec();
        draw.extend(self.structural.numbers.iter().map(|number| number.base));
        draw
    }

    fn copula(&self) -> Option<&Copula> {
        self.model.copula.as_ref()
    }

    fn begin(&self) -> Result<impl FnMut(&[f64]) -> Result<f64, AnalysisError>, AnalysisError> {
        let mut nets = self.nets()?;
        Ok(move |draw: &[f64]| {
            let mut net = [0.0];
            nets(draw, &[self.account], &mut net)?;
            Ok(net[0])
        })
    }

    fn complete(&self) -> bool {
        self.model.accounts[self.account.0].complete
    }

    fn effort(&self, held: &[HeldInput]) -> f64 {
        // A value that cannot be is refused where it is computed.
        let nanoseconds = |work: Work| work.nanoseconds(Expectations::None);
        self.with_held(held).map_or(1.0, |model| nanoseconds(Work::of(&model)) / nanoseconds(self.work()))
    }

    fn outcomes(&self, held: &[HeldInput]) -> Result<Vec<f64>, AnalysisError> {
        let model = self.with_held(held)?;
        let prices = |held: &HeldInput| only_prices(&self.model, &self.inputs[held.input].label.path);
        if let Some(repricing) = self.repricing.as_ref().filter(|_| held.iter().all(prices)) {
            return Ok(repricing.nets(&model, self.account, self.monitor)?);
        }
        let totals = NetTotals { model: &model, account: self.account };
        Ok(run(&model, self.seed, 0..self.replications, &totals, self.monitor)?)
    }
}

/// Keeps the net benefit over the horizon of one account.
struct NetTotals<'m> {
    model: &'m Model,
    account: AccountId,
}

impl Fold for NetTotals<'_> {
    type Part = Vec<f64>;

    fn expectations(&self) -> Expectations {
        Expectations::None
    }

    fn begin(&self, replications: usize) -> Vec<f64> {
        Vec::with_capacity(replications)
    }

    fn add(&self, part: &mut Vec<f64>, batch: &Batch) {
        let discounting = &self.model.discounting;
        let mut totals = [Balance::default(); BATCH];
        for year in 0..self.model.calendar.years {
            let certain = discounting.certain_rate().map(|rate| discounting.weight(rate, year));
            let weight = |rate: f64| certain.unwrap_or_else(|| discounting.weight(rate, year));
            let nets = batch.yearly(self.account, year).iter().zip(batch.discount_rates());
            totals.iter_mut().zip(nets).for_each(|(total, (net, rate))| _ = total.add(net * weight(*rate)));
        }
        part.extend(totals[..batch.len()].iter().map(|balance| balance.total));
    }

    fn join(&self, part: &mut Vec<f64>, next: Vec<f64>) {
        part.extend(next);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Ends, swings};
    use super::*;
    use crate::model::CashFlow;
    use crate::scenario::Override;
    use crate::simulate::Replications;

    const REPLICATIONS: u64 = 300;

    fn seed() -> Seed {
        Seed::new(1).expect("in range")
    }

    fn silkeborg(set: &[&str]) -> Scenario {
        let text = include_str!("../../configs/silkeborg.toml");
        let set: Vec<Override> = set.iter().map(|set| set.parse().expect("an override")).collect();
        Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into())).expect("sound")
    }

    fn totals(scenario: &Scenario) -> Vec<f64> {
        let model = &scenario.model;
        let runs = Replications::run(model, seed(), 0..REPLICATIONS, &()).expect("a run");
        (0..runs.len()).map(|i| CashFlow::total(&runs.cash_flow(i, model.perspective))).collect()
    }

    fn of(scenario: &Scenario, paths: &[&str]) -> NetBenefitResponse<'static, ()> {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let account = scenario.model.perspective;
        let response = NetBenefitResponse::new(scenario, &paths, account, seed(), &()).expect("a net benefit");
        response.with_replications(REPLICATIONS)
    }

    /// What is held in the analysis is what `--set` would make of it, replication by replication and in expectation.
    #[test]
    fn holding_an_assumption_is_setting_it() {
        for (path, value) in [
            ("employment.programme", 0.25),
            ("relapse.hazard", 0.3),
            ("parameters.cost_overrun", 1.2),
            ("placements.avoided", 0.0),
            ("lines.transport.amount", 180_000.0),
            ("lines.casework_family_section.quantity", 1.0),
            ("discounting.rate", 0.035),
            ("intake.adults", 0.8),
            ("lines.casework_job_centre.realised", 0.5),
            ("intake.moment", 0.25),
        ] {
            let base = match path {
                "discounting.rate" => silkeborg(&["discounting.rate=0.02"]),
                "intake.moment" => silkeborg(&["intake.moment=0.5"]),
                "lines.casework_job_centre.realised" => {
                    silkeborg(&["lines.casework_job_centre.realised=[1, 0.5, 1, 1, 0]"])
                }
                _ => silkeborg(&[]),
            };
            let response = of(&base, &[path]);
            let inputs = [HeldInput { input: response.input(path).expect("an input"), value }];
            let changed = base.with(base.change(path, value)).expect("allowed");
            for (held, set) in response.outcomes(&inputs).expect("a run").into_iter().zip(totals(&changed)) {
                assert!((held - set).abs() < 1e-5, "{path}: {held} held, {set} set");
            }
            let model = &changed.model;
            let case = crate::expected::business_case(model, &model.base_draw()).expect("a case");
            let held = response.begin().expect("a function")(&response.base(&inputs)).expect("a value");
            assert!((held - case.cash_flow(model.perspective).total()).abs() < 1e-5, "{path}");
        }
    }

    /// An assumption that goes together with others leaves their draws as they are, however it is held.
    #[test]
    fn holding_an_assumption_that_is_tied_is_setting_it_and_its_partners_keep_their_draws() {
        let ties = "[[correlations]]\nbetween = [\"employment.programme\", \"employment.comparison\"]\nrank = 0.6\n\
                    [[correlations]]\nbetween = [\"employment.programme\", \"relapse.hazard\"]\nrank = -0.4\n";
        let text = format!("{}\n{ties}", include_str!("../../configs/silkeborg.toml"));
        let parsed = |set: &str| {
            let set: Vec<Override> = if set.is_empty() { vec![] } else { vec![set.parse().expect("an override")] };
            Scenario::parse("tied.toml", &text, &set, &|_| Err("no data files".into())).expect("sound")
        };
        for (path, value) in [("employment.programme", 0.35), ("employment.comparison", 0.2), ("relapse.hazard", 0.2)] {
            let response = of(&parsed(""), &[]);
            let inputs = [HeldInput { input: response.input(path).expect("an input"), value }];
            let held = response.outcomes(&inputs).expect("a run");
            let narrow =
                format!("{path}={{ distribution = \"uniform\", min = {}, max = {} }}", value - 1e-9, value + 1e-9);
            for set in [format!("{path}={value}"), narrow] {
                let changed = totals(&parsed(&set));
                let gap = |(a, b): (&f64, &f64)| (a - b).abs();
                assert!(held.iter().zip(&changed).map(gap).fold(0.0, f64::max) < 1.0, "{set}");
            }
        }
    }

    #[test]
    fn a_fixed_number_that_is_let_go_changes_nothing_by_itself() {
        let scenario = silkeborg(&[]);
        let response = of(&scenario, &["lines.transport.amount", "lines.training.amount"]);
        assert_eq!(response.inputs().len(), 11);
        for (held, run) in response.outcomes(&[]).expect("a run").into_iter().zip(totals(&scenario)) {
            assert!((held - run).abs() < 1e-5, "{held} against {run}");
        }
        let swings = swings(response.inputs(), Ends::Quantiles { tail: 0.1, share: 0.1 });
        let transport = response.input("lines.transport.amount").expect("an input");
        let swing = swings.iter().find(|swing| swing.input == transport).expect("it moves");
        assert_eq!((swing.low, swing.high), (90_000.0, 110_000.0));
    }

    #[test]
    fn replications_simulated_once_are_priced_as_if_simulated_for_each_value() {
        let text = include_str!("../../tests/data/many_events.toml");
        let scenario = Scenario::parse("many.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let paths = ["lines.exercise.amount", "discounting.rate"];
        let each = of(&scenario, &paths);
        let [amount, rate] = paths.map(|path| each.input(path).expect("an input"));
        let once = each.clone().simulated_once(&[amount, rate]).expect("a run");
        assert!(once.repricing.is_some());
        for held in
            [vec![], vec![HeldInput { input: amount, value: 500.0 }], vec![HeldInput { input: rate, value: 0.1 }]]
        {
            assert_eq!(once.outcomes(&held).expect("outcomes"), each.outcomes(&held).expect("outcomes"));
        }
        let programme = each.input("events.stent.programme").expect("an input");
        assert!(!each.is_repriced(&[amount, programme], 300));
        let held = [HeldInput { input: programme, value: 0.5 }];
        assert_eq!(once.outcomes(&held).expect("outcomes"), each.outcomes(&held).expect("outcomes"));
    }

    struct Stopped;

    impl Monitor for Stopped {
        fn stopped(&self) -> bool {
            true
        }
    }

    #[test]
    fn an_analysis_that_is_stopped_works_nothing_out_any_more() {
        let scenario = silkeborg(&[]);
        let response = NetBenefitResponse::new(&scenario, &[], scenario.model.perspective, seed(), &Stopped);
        let response = response.expect("a net benefit").with_replications(REPLICATIONS);
        let interrupted = |error: AnalysisError| assert_eq!(error, RunError::from(Interrupted).into());
        interrupted(response.outcomes(&[]).expect_err("stopped"));
        interrupted(response.begin().expect("a function")(&response.base(&[])).expect_err("stopped"));
    }
}
