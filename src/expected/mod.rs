//! The exact expectation of a ledger for one parameter draw, with no random number.
//!
//! One piece of code with five uses: the published table at base values, the variance split, analyses without chance
//! noise, a much more precise mean at the same cost, and the oracle that the simulation is tested against.
//!
//! With n_y families planned for a year, the share a of adults whom the programme brings to a tier, expected self-sufficient
//! time s_k and event time o_k in the k-th year since the planned one, and expected events m_y:
//!
//! * person-years in year t: Σ_{y ≤ t} n_y · a · s_{t−y}
//! * event-years in year t: Σ_{y ≤ t} m_y · o_{t−y}
//!
//! Waits, relapse with re-entry and durations are closed forms ([`Arrival`](crate::model::Arrival),
//! [`relapse`](crate::model::relapse), [`Stay`](crate::model::Stay)), and every linear line is the tariff times these
//! rows. Two rules are not linear and have files of their own: reimbursement by weeks on support (closed form where nobody
//! enters again, else with a correction by quadrature whose error [`saved_support`](crate::model::saved_support) states)
//! and the refund of what a household costs (an enumeration of who is placed, in closed form over moment and duration).

mod linear;
mod monthly_excess;
mod refund;
mod stairs;

use crate::model::{
    Activity, BusinessCase, Draw, GroupRows, GroupSetting, Model, Number, Row, Setting, SettingError, StairsLine,
};
use linear::Linear;
use refund::Refunds;
use stairs::OnStairs;

/// Works out what is expected at one draw after another, and keeps what is the same at every draw.
#[derive(Debug, Clone)]
pub struct Expectation<N = f64> {
    groups: Vec<OfGroup<N>>,
}

/// What is kept of a group.
#[derive(Debug, Clone)]
struct OfGroup<N> {
    linear: Linear<N>,
    /// For what is worked out one replication after another.
    alone: Option<Box<Alone>>,
}

/// What is kept of a group whose replications are worked out one after another.
#[derive(Debug, Clone)]
struct Alone {
    linear: Linear<f64>,
    on_stairs: OnStairs,
    refunds: Refunds,
    activity: Activity,
}

impl<N: Number> Expectation<N> {
    /// For draws of one model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let group = |_: &_| OfGroup { linear: Linear::new(), alone: None };
        Self { groups: model.groups.iter().map(group).collect() }
    }

    /// Writes the expected activity of a setting into `activity`, for those of the replications at least that are `wanted`.
    pub fn expect(&mut self, setting: &Setting<'_, N>, activity: &mut Activity<N>, wanted: impl Fn(usize) -> bool) {
        for (group, kept) in setting.groups.iter().zip(&mut self.groups) {
            if group.leaving.is_alike() {
                kept.linear.update(group);
            }
        }
        N::vectorised(
            #[inline(always)]
            || {
                activity.clear();
                for (group, kept) in setting.groups.iter().zip(&mut self.groups) {
                    if group.leaving.is_alike() {
                        kept.linear.expect(group, setting.rows.group(group.index), activity);
                    }
                }
            },
        );
        for (group, kept) in setting.groups.iter().zip(&mut self.groups) {
            let block = setting.rows.group(group.index);
            let rows = rows_worked_out_alone(group, block);
            if rows.is_empty() {
                continue;
            }
            let alone = kept.alone.get_or_insert_with(|| Box::new(Alone::new(setting)));
            for lane in (0..N::LANES).filter(|lane| wanted(*lane)) {
                let found = alone.expect(&group.lane(lane), block);
                for &row in &rows {
                    let found = activity.row_mut(row).iter_mut().zip(found.row(row));
                    found.for_each(|(value, found)| *value.lane_mut(lane) = *found);
                }
            }
        }
    }
}

/// The rows of a group that are worked out one replication after another: those of rules that are not linear, or all where families
/// leave at other times in each replication.
fn rows_worked_out_alone<N: Number>(group: &GroupSetting<'_, N>, block: &GroupRows) -> Vec<Row> {
    if !group.leaving.is_alike() {
        return block.all().collect();
    }
    let refunds = group.refunds.iter().map(|line| line.row);
    group.stairs.iter().flat_map(StairsLine::rows).chain(refunds).collect()
}

impl Alone {
    fn new<N: Number>(setting: &Setting<'_, N>) -> Self {
        Self {
            linear: Linear::new(),
            on_stairs: OnStairs::default(),
            refunds: Refunds::default(),
            activity: Activity::new(&setting.rows, setting.model.calendar.years),
        }
    }

    /// What is expected of a group.
    fn expect(&mut self, group: &GroupSetting<'_>, block: &GroupRows) -> &Activity {
        let Self { linear, on_stairs, refunds, activity } = self;
        activity.clear();
        linear.update(group);
        linear.expect(group, block, activity);
        on_stairs.expect(group, &linear.arrivals, activity);
        refunds.expect(group, activity);
        activity
    }
}

/// Writes the expected activity of a setting into `activity`.
pub fn expect(setting: &Setting<'_>, activity: &mut Activity) {
    Expectation::new(setting.model).expect(setting, activity, |_| true);
}

/// The expected business case at a draw, line by line.
///
/// # Errors
/// When the draw takes a quantity out of the range in which the model has a meaning.
pub fn business_case(model: &Model, draw: &Draw) -> Result<BusinessCase, SettingError> {
    let setting = Setting::of(model, draw)?;
    let mut activity = setting.activity();
    expect(&setting, &mut activity);
    Ok(BusinessCase::new(model, draw, &activity))
}
