//! All assumptions of all programmes at scrambled Sobol points, and the exact expectations there.

use crate::analysis::comparable::Alternative;
use crate::analysis::error::AnalysisError;
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::expected::Expectation;
use crate::model::{AccountId, Activity, Balance, Draw, Model, Setting, SettingError, Subject};
use crate::parallel;
use crate::random::{Address, Design, Purpose, Seed, Sobol};
use crate::simulate::{Interrupted, Monitor, RunError, Work};
use crate::statistics::{Estimate, PowerSums};

/// Nanoseconds of one core for all exact expectations.
const BUDGET_NANOSECONDS: f64 = 3e9;
/// The fewest and the most points of a randomisation.
const POINTS: (u32, u32) = (16, 1024);

/// How many points each randomisation has, by what the expectations of all programmes take: a power of two.
pub(in crate::analysis) fn joint_points<'m>(models: impl Iterator<Item = &'m Model>) -> u32 {
    let nanoseconds: f64 = models.map(|model| Work::of(model).expectation).sum();
    let fitting = BUDGET_NANOSECONDS / (RANDOMISATIONS as f64 * nanoseconds.max(1.0));
    let (fewest, most) = POINTS;
    (fewest..=most).rev().filter(|points| points.is_power_of_two()).find(|p| f64::from(*p) <= fitting).unwrap_or(fewest)
}

/// Programmes whose shared assumptions are one coordinate each.
pub(super) struct JointDraws<'a> {
    pub alternatives: &'a [Alternative<'a>],
    /// Which luck each assumption has: those of the same luck are one draw.
    pub designs: &'a [Design],
    /// Whose net benefit, in each programme.
    pub accounts: &'a [AccountId],
    /// How many years count.
    pub years: usize,
    pub seed: Seed,
}

/// What programmes bring at each point, randomisation after randomisation.
pub(super) struct JointValues {
    /// The exact expectation of the programme that begins.
    pub own: Vec<f64>,
    /// That of all others together.
    pub others: Vec<f64>,
    /// How likely an adult enters in the programme that begins, in its programme arm.
    pub shares: Vec<f64>,
}

impl JointValues {
    /// The randomisation of a point.
    pub fn randomisation(&self, point: usize) -> usize {
        point * RANDOMISATIONS / self.own.len()
    }
}

/// A mean over all points; its error is that of the mean over randomisations.
pub(super) fn mean(values: &[f64]) -> Estimate {
    let points = (values.len() / RANDOMISATIONS).max(1);
    let means: Vec<f64> = values.chunks(points).map(|of| of.iter().sum::<f64>() / of.len() as f64).collect();
    let mut sums = PowerSums::<2>::about(means[0]);
    sums.add(&means);
    sums.mean()
}

impl JointDraws<'_> {
    /// What the programmes bring where `first` begins.
    pub fn values(&self, first: usize, monitor: &impl Monitor) -> Result<JointValues, AnalysisError> {
        let points = joint_points(self.alternatives.iter().map(|of| of.model));
        let (lucks, places) = self.coordinates();
        let adults = adults(self.alternatives[first].model)?;
        let all: f64 = adults.iter().flatten().sum();
        let of = |randomisation: usize| -> Result<Vec<[f64; 3]>, AnalysisError> {
            let sobol = Sobol::new(self.seed, randomisation as u32, lucks.len());
            let members = self.alternatives.iter().zip(self.accounts);
            let mut nets = members
                .map(|(of, account)| ExactNet::new(of.model, *account, self.years))
                .collect::<Result<Vec<_>, SettingError>>()?;
            let mut found = Vec::new();
            for index in 0..points {
                if monitor.stopped() {
                    return Err(RunError::from(Interrupted).into());
                }
                // With more dimensions than Sobol points have: independent draws.
                let number = randomisation as u64 * u64::from(points) + u64::from(index);
                let apart = |(seed, purpose): &(Seed, Purpose)| Address::new(*seed, *purpose, number, 0).uniform();
                let uniforms: Vec<f64> = sobol
                    .as_ref()
                    .map_or_else(|| lucks.iter().map(apart).collect(), |sobol| sobol.point(index).collect());
                let mut values = [0.0; 3];
                for (i, net) in nets.iter_mut().enumerate() {
                    let model = self.alternatives[i].model;
                    let own = places[i].iter().map(|place| uniforms[*place]).collect();
                    values[usize::from(i != first)] += net.at(&model.draw_at(own))?;
                }
                values[2] = entry_share(&nets[first].setting, &adults, all);
                found.push(values);
            }
            Ok(found)
        };
        let found = parallel::map(RANDOMISATIONS, of).into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        let column = |at: usize| found.iter().map(|values| values[at]).collect();
        Ok(JointValues { own: column(0), others: column(1), shares: column(2) })
    }

    /// The lucks of all assumptions, each once, and where each programme's are among them.
    fn coordinates(&self) -> (Vec<(Seed, Purpose)>, Vec<Vec<usize>>) {
        let mut lucks: Vec<(Seed, Purpose)> = Vec::new();
        let mut place = |luck: (Seed, Purpose)| {
            lucks.iter().position(|known| *known == luck).unwrap_or_else(|| {
                lucks.push(luck);
                lucks.len() - 1
            })
        };
        let of = |(of, design): (&Alternative<'_>, &Design)| {
            (0..of.model.parameters.len()).map(|dimension| place(design.luck(dimension))).collect()
        };
        let places = self.alternatives.iter().zip(self.designs).map(of).collect();
        (lucks, places)
    }
}

/// The exact expectation of a programme's net benefit, with its buffers.
struct ExactNet<'m> {
    setting: Setting<'m>,
    activity: Activity,
    expectation: Expectation,
    gains: Vec<f64>,
    payments: Vec<f64>,
    account: AccountId,
    years: usize,
}

impl<'m> ExactNet<'m> {
    fn new(model: &'m Model, account: AccountId, years: usize) -> Result<Self, SettingError> {
        let setting = Setting::of(model, &model.base_draw())?;
        let cells = vec![0.0; model.accounts.len() * model.calendar.years];
        let (activity, expectation) = (setting.activity(), Expectation::new(model));
        Ok(Self { setting, activity, expectation, gains: cells.clone(), payments: cells, account, years })
    }

    fn at(&mut self, draw: &Draw) -> Result<f64, SettingError> {
        self.setting.update(draw)?;
        self.expectation.expect(&self.setting, &mut self.activity, |_| true);
        self.setting.tariff.apply(&self.activity, &mut self.gains, &mut self.payments);
        let yearly = self.setting.tariff.net(self.account, &self.gains, &self.payments);
        let net = Balance::of(yearly.zip(&self.setting.discount).take(self.years).map(|(net, weight)| net * weight));
        if net.is_finite() { Ok(net) } else { Err(SettingError::Overflow) }
    }
}

/// Adults by group and planned year at base values, of the groups in which some may enter.
pub(super) fn adults(model: &Model) -> Result<Vec<Vec<f64>>, SettingError> {
    let setting = Setting::of(model, &model.base_draw())?;
    let of = |group: &crate::model::GroupSetting<'_>| {
        let each = group.group.employment.as_ref().map_or(0.0, |_| group.group.household.mean(Subject::Adult));
        group.families.iter().map(|families| families * each).collect()
    };
    Ok(setting.groups.iter().map(of).collect())
}

/// The mean probability that an adult enters in the programme arm.
fn entry_share(setting: &Setting<'_>, adults: &[Vec<f64>], all: f64) -> f64 {
    let mut entered = 0.0;
    for (group, adults) in setting.groups.iter().zip(adults) {
        for (year, adults) in adults.iter().enumerate().filter(|(_, adults)| **adults > 0.0) {
            let entry = group.entry.get(year).or(group.entry.last());
            entered += adults * entry.and_then(|entry| entry.programme.last()).copied().unwrap_or(0.0);
        }
    }
    if all > 0.0 { (entered / all).clamp(0.0, 1.0) } else { 0.0 }
}
