//! The exact expectation of a ledger for one parameter draw, with no random number.
//!
//! It has five uses: the published table at base values, the split of the variance, analyses without Monte Carlo error, a much more
//! precise mean at the same cost, and the reference that the simulation is tested against.
//!
//! Let n_y be the families planned for year y, a the additional adults in a tier per family, s_k and o_k the expected self-sufficient
//! time and event time in the k-th year since the planned one, and m_y the expected events:
//!
//! * person-years in year t: Σ_{y ≤ t} n_y · a · s_{t−y}
//! * event-years in year t: Σ_{y ≤ t} m_y · o_{t−y}
//!
//! Waits, relapse with re-entry and durations are closed forms ([`Arrival`](crate::model::Arrival),
//! [`relapse`](crate::model::relapse), [`Stay`](crate::model::Stay)), and every linear line is the tariff times these
//! rows. Two rules are not linear and have files of their own: reimbursement by weeks on support (a closed form without re-entry, else
//! with a correction by quadrature; [`saved_support`](crate::model::saved_support) states its error) and the refund of household
//! costs (an enumeration of household compositions, in closed form over moment and duration).
//!
//! # Example
//!
//! ```
//! use provenu::{expected::business_case, scenario::Scenario};
//!
//! let text = r#"
//!     title = "Expected"
//!     perspective = "municipality"
//!     timeline = { start = 2024, years = 3 }
//!     intake = { adults = { value = 100, until = 2024 } }
//!     employment = { programme = 0.40, comparison = 0.10 }
//!     relapse = { hazard = 0.20 }
//!     [lines]
//!     support = { kind = "saving", payer = "municipality", per = "person_year", amount = 100000 }
//! "#;
//! let model = Scenario::parse("expected.toml", text, &[], &|_| Err("no data files".into()))?.model;
//! let case = business_case(&model, &model.base_draw())?;
//! // Thirty additional adults: half of the year of entry, then whole years, less a fifth each year.
//! let years = [30.0 * 0.5 * 0.8, 30.0 * 0.8 * 0.8, 30.0 * 0.8 * 0.8 * 0.8];
//! for (found, wanted) in case.person_years.iter().zip(years) {
//!     assert!((found - wanted).abs() < 1e-12);
//! }
//! assert!((case.net(model.perspective)[2] - 100_000.0 * years[2]).abs() < 1e-6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod count;
mod linear;
mod monthly_excess;
mod refund;
mod review;
mod stairs;

use crate::model::{Activity, BusinessCase, Draw, Model, Number, Setting, SettingError};
use linear::Linear;
use refund::Refunds;
use stairs::OnStairs;

/// Computes expectations at one draw after another, and keeps buffers and values that are the same at every draw.
#[derive(Debug, Clone)]
pub struct Expectation<N = f64> {
    groups: Vec<OfGroup<N>>,
    /// The probability that the programme takes families in and runs, by year.
    goes_on: Vec<N>,
}

/// The buffers of a group.
#[derive(Debug, Clone)]
struct OfGroup<N> {
    linear: Linear<N>,
    on_stairs: OnStairs,
    refunds: Refunds,
}

impl<N: Number> Expectation<N> {
    /// For draws of one model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let group =
            |_: &_| OfGroup { linear: Linear::new(), on_stairs: OnStairs::default(), refunds: Refunds::default() };
        let goes_on = vec![N::all(1.0); model.calendar.years];
        Self { groups: model.groups.iter().map(group).collect(), goes_on }
    }

    /// Writes the expected activity of a setting into `activity`. Rules that are not linear are computed replication by replication, for
    /// `wanted` lanes only.
    pub fn expect(&mut self, setting: &Setting<'_, N>, activity: &mut Activity<N>, wanted: impl Fn(usize) -> bool) {
        for (group, kept) in setting.groups.iter().zip(&mut self.groups) {
            kept.linear.update(group);
        }
        activity.clear();
        self.review(setting, activity, &wanted);
        let Self { groups, goes_on } = self;
        N::vectorised(
            #[inline(always)]
            || {
                for (group, kept) in setting.groups.iter().zip(&mut *groups) {
                    kept.linear.expect(group, goes_on, setting.rows.group(group.index), activity);
                }
            },
        );
        for (group, OfGroup { linear, on_stairs, refunds }) in setting.groups.iter().zip(groups) {
            if group.stairs.is_empty() && group.refunds.is_empty() {
                continue;
            }
            for lane in (0..N::LANES).filter(|lane| wanted(*lane)) {
                on_stairs.expect(group, (lane, goes_on), &linear.arrivals, activity);
                refunds.expect(group, (lane, goes_on), activity);
            }
        }
    }
}

impl<N: Number> Expectation<N> {
    /// Works out how likely the programme runs in each year, in `wanted` lanes.
    fn review(&mut self, setting: &Setting<'_, N>, activity: &mut Activity<N>, wanted: &impl Fn(usize) -> bool) {
        let (Some(review), Some(stopped)) = (setting.model.stop_rule(), setting.rows.stopped()) else { return };
        self.goes_on.fill(N::all(1.0));
        let alike = match (&setting.groups[..], &self.groups[..]) {
            ([group], [kept]) => review::stops_alike(review, group, kept),
            _ => None,
        };
        if let (Some(stops), &[checkpoint]) = (alike.filter(|stops| !stops.any(f64::is_nan)), &review.checkpoints[..]) {
            let ends = review.ends(&checkpoint);
            self.goes_on[ends..].fill(N::all(1.0) - stops);
            activity.row_mut(stopped)[ends] = stops;
            activity.row_mut(setting.rows.running()).copy_from_slice(&self.goes_on);
            return;
        }
        for lane in (0..N::LANES).filter(|lane| wanted(*lane)) {
            let mut left = 1.0;
            let known = alike.map(|stops| stops.lane(lane)).filter(|stops| !stops.is_nan());
            let stops = match known {
                Some(stops) => vec![stops],
                None => review::stops(review, &setting.groups, &self.groups, lane),
            };
            for (checkpoint, stops) in review.checkpoints.iter().zip(stops) {
                left -= stops;
                let ends = review.ends(checkpoint);
                self.goes_on[ends..].iter_mut().for_each(|on| *on.lane_mut(lane) = left);
                *activity.row_mut(stopped)[ends].lane_mut(lane) = stops;
            }
        }
        activity.row_mut(setting.rows.running()).copy_from_slice(&self.goes_on);
    }
}

/// Writes the expected activity of a setting into `activity`.
pub fn expect(setting: &Setting<'_>, activity: &mut Activity) {
    Expectation::new(setting.model).expect(setting, activity, |_| true);
}

/// The expected business case at a draw, line by line.
///
/// # Errors
/// When the draw takes a quantity out of the range that the model allows.
pub fn business_case(model: &Model, draw: &Draw) -> Result<BusinessCase, SettingError> {
    let setting = Setting::of(model, draw)?;
    let mut activity = setting.activity();
    expect(&setting, &mut activity);
    Ok(BusinessCase::new(model, draw, &activity))
}
