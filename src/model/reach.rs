//! Whether draws can take a model out of the range in which it has a meaning.
//!
//! Each rule here says of one that [`Setting::update`](super::Setting::update) refuses whether the ranges of the parameters reach it.
//! A model that may be refused has its draws looked through before a run; any other is spared that.

use super::setting_error::{MOST_PER_FAMILY, MOST_PER_YEAR};
use super::{
    Amount, Arms, BetweenFamilies, Event, Group, Hazards, Line, Model, Quantity, Relapse, Share, UncertainNumbers,
    Varying,
};

impl Model {
    /// Whether some draw of the parameters may be refused, other than for sums too large to compute.
    #[must_use]
    pub fn may_be_refused(&self) -> bool {
        let scale_up = self.scale_up.range(&self.parameters).1;
        scale_up > 1.0
            || self.parameters.may_leave()
            || self.lines.iter().any(|line| line.may_be_refused(&self.parameters))
            || self.groups.iter().any(|group| group.may_be_refused(self, scale_up))
    }
}

impl Line {
    fn may_be_refused(&self, parameters: &UncertainNumbers) -> bool {
        let thresholds_may_fall = self.refund.iter().flat_map(|refund| &refund.rules).any(|since| {
            let (bands, level) = (&since.rule.bands, since.rule.price_factor.range(parameters).0);
            level <= 0.0 || bands.windows(2).any(|two| two[0].0.range(parameters).1 >= two[1].0.range(parameters).0)
        });
        let own =
            matches!(&self.amount, Amount::Each(spec) if matches!(spec.between, BetweenFamilies::Uncertain { .. }));
        own || thresholds_may_fall || exceeds_one(self.shares.iter().map(|(_, share)| *share), parameters)
    }
}

impl Group {
    fn may_be_refused(&self, model: &Model, scale_up: f64) -> bool {
        let delays = self.employment.iter().flat_map(|employment| &employment.tiers).flat_map(|tier| &tier.delay);
        self.intake.families.range(&model.parameters).1 > MOST_PER_YEAR
            || delays.flatten().any(has_uncertain_arguments)
            || self.employment.as_ref().is_some_and(|employment| has_uncertain_curve(&employment.relapse))
            || self.events.iter().flatten().any(|event| self.event_may_be_refused(event, model, scale_up))
    }

    fn event_may_be_refused(&self, event: &Event, model: &Model, scale_up: f64) -> bool {
        let parameters = &model.parameters;
        let highest = |quantity: &Quantity| quantity.range(parameters).1;
        let frequency = match &event.arms {
            Arms::Difference(series) => (0..model.calendar.years).any(|year| {
                let (low, high) = series.range_in(parameters, year);
                let (starts, families) =
                    (scale_up * low.abs().max(high.abs()), self.intake.families.range_in(parameters, year).0);
                starts > MOST_PER_YEAR || (starts > 0.0 && (families <= 0.0 || starts > MOST_PER_FAMILY * families))
            }),
            Arms::Probability { .. } => false,
            Arms::Number { programme, comparison } => {
                programme.iter().chain(comparison).any(|n| highest(n) > MOST_PER_FAMILY)
            }
        };
        let times = event.times().any(has_uncertain_arguments);
        frequency || times || exceeds_one(event.kinds.iter().map(|kind| kind.share), parameters)
    }
}

/// Whether shares may sum to more than one.
fn exceeds_one(shares: impl Iterator<Item = Share>, parameters: &UncertainNumbers) -> bool {
    let highest = |share| if let Share::Part(part) = share { part.range(parameters).1 } else { 0.0 };
    shares.map(highest).sum::<f64>() > 1.0 + 1e-9
}

/// Whether a curve depends on the draw, and may then fall.
fn has_uncertain_curve(relapse: &Relapse) -> bool {
    matches!(&relapse.hazard, Hazards::Curve(curve) if !curve.is_certain())
}

/// Whether a distribution between families depends on the draw, and may then not exist.
fn has_uncertain_arguments(varying: &Varying) -> bool {
    matches!(varying, Varying::Each(spec) if matches!(spec.between, BetweenFamilies::Uncertain { .. }))
}
