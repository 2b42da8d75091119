//! One replication after another: the plain way, which every model can go.

use super::batch::{Batch, Layout};
use super::run::RunError;
use super::{Luck, Unwatched, simulate};
use crate::expected::Expectation;
use crate::model::{AccountId, Activity, Model, Setting, SettingError};
use crate::random::Design;

/// The buffers one thread works with, reused from replication to replication.
pub(super) struct Desk<'m> {
    model: &'m Model,
    design: &'m Design,
    layout: Layout,
    setting: Option<Setting<'m>>,
    activity: Option<Activity>,
    expectation: Expectation,
    gains: Vec<f64>,
    payments: Vec<f64>,
}

impl<'m> Desk<'m> {
    pub fn new(model: &'m Model, design: &'m Design) -> Self {
        let layout = Layout::of(model);
        let flat = vec![0.0; layout.accounts * layout.years];
        Self {
            model,
            design,
            layout,
            setting: None,
            activity: None,
            expectation: Expectation::new(model),
            gains: flat.clone(),
            payments: flat,
        }
    }

    /// One replication of a batch, by position.
    pub fn replicate(&mut self, batch: &mut Batch, position: usize) -> Result<(), RunError> {
        let replication = batch.first + position as u64;
        self.work_out(Luck { seed: self.design.seed(), replication }, batch, position)
            .map_err(|source| RunError::Setting { replication: replication + 1, source })
    }

    /// A parameter draw, its exact expectation where it is to have one, and its simulated programme.
    fn work_out(&mut self, luck: Luck, batch: &mut Batch, position: usize) -> Result<(), SettingError> {
        let draw = self.model.draw_at(self.design.point(luck.replication));
        match &mut self.setting {
            Some(setting) => setting.update(&draw)?,
            empty => *empty = Some(Setting::of(self.model, &draw)?),
        }
        let Some(setting) = &self.setting else { return Ok(()) };
        let activity = self.activity.get_or_insert_with(|| setting.activity());
        let (gains, payments) = (&mut self.gains, &mut self.payments);
        let (layout, years) = (self.layout, self.layout.years);
        let place = batch.place_of_expectation(position);
        let mut finite = true;
        let mut keep = |at: usize, position: usize, value: f64| {
            finite &= value.is_finite();
            batch.set(at, position, value);
        };
        let of = |account: usize| account * years..(account + 1) * years;
        let present = |yearly: &[f64]| yearly.iter().zip(&setting.discount).map(|(x, weight)| x * weight).sum::<f64>();

        // Simulated and expected pass through the same arithmetic in the same order, so they are equal to the last bit
        // where chance plays no part.
        if let Some(place) = place {
            self.expectation.expect(setting, activity, |_| true);
            setting.tariff.apply(activity, gains, payments);
            for account in 0..layout.accounts {
                let net = setting.tariff.net(AccountId(account), gains, payments);
                net.enumerate().for_each(|(year, net)| keep(layout.expected(account) + year, place, net));
            }
        }

        let mut keep = |at: usize, value: f64| keep(at, position, value);
        simulate(setting, luck, activity, &mut Unwatched);
        setting.tariff.apply(activity, gains, payments);
        for account in 0..layout.accounts {
            let net = setting.tariff.net(AccountId(account), gains, payments);
            net.enumerate().for_each(|(year, net)| keep(layout.yearly(account) + year, net));
            let own = |year: usize| setting.tariff.own_gain(AccountId(account), activity, year);
            keep(layout.own_gains(account), present(&(0..years).map(own).collect::<Vec<_>>()));
            keep(layout.gains(account), present(&gains[of(account)]));
            keep(layout.payments(account), present(&payments[of(account)]));
        }
        let total = |rows: &mut dyn Iterator<Item = crate::model::Row>| -> f64 {
            // From zero: without any row a sum would begin, and end, at minus zero.
            rows.map(|row| activity.row(row).iter().fold(0.0, |sum, x| sum + x)).fold(0.0, |sum, x| sum + x)
        };
        keep(layout.person_years(), total(&mut setting.rows.all_person_years()));
        if layout.discounted {
            let activity = &*activity;
            let in_year = |year: usize| setting.rows.all_person_years().map(move |row| activity.row(row)[year]);
            let years = setting.discount.iter().enumerate();
            let weighed = years.map(|(year, weight)| in_year(year).fold(0.0, |sum, x| sum + x) * weight);
            keep(layout.present_person_years(), weighed.fold(0.0, |sum, x| sum + x));
        }
        for event in 0..layout.events {
            keep(layout.events(event), total(&mut setting.rows.all_events(event)));
        }
        keep(layout.discount_rate(), setting.discount_rate);
        if finite { Ok(()) } else { Err(SettingError::Overflow) }
    }
}
