//! The same programme with another number of participants.

use super::{Model, Quantity, Series};

/// Why an intake cannot be scaled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ResizeRefused {
    /// There is nothing to scale.
    #[error("nobody is taken in, so there is no intake to scale")]
    Nobody,
    /// Level and profile are both uncertain.
    #[error("the intake's level and its years are both uncertain; allowed: `set` with numbers of its own")]
    Uncertain,
}

impl Model {
    /// Participants over all years, at base values.
    #[must_use]
    pub fn planned_participants(&self) -> f64 {
        let draw = self.base_draw();
        self.groups.iter().flat_map(|group| group.intake.at(&draw, self.calendar.years)).sum()
    }

    /// The same programme with every intake multiplied by a factor. What is paid per year stays.
    ///
    /// # Errors
    /// When the intake's level and years are both uncertain.
    pub fn scaled_intake(mut self, factor: f64) -> Result<Self, ResizeRefused> {
        for group in &mut self.groups {
            let Series { level, profile } = &mut group.intake.families;
            if let Quantity::Fixed(level) = level {
                *level *= factor;
                continue;
            }
            for entry in profile {
                let Quantity::Fixed(entry) = entry else { return Err(ResizeRefused::Uncertain) };
                *entry *= factor;
            }
        }
        Ok(self)
    }

    /// The same programme with another number of participants over all years. A whole number is spread over groups and years in whole
    /// participants, each as near to its share as those before it allow, so that none is rounded at random; where the intake is uncertain, or
    /// the number not whole, every intake is scaled.
    ///
    /// # Errors
    /// When nobody is taken in, or the intake cannot be scaled.
    pub fn with_participants(mut self, participants: f64) -> Result<Self, ResizeRefused> {
        let planned = self.planned_participants();
        if planned <= 0.0 {
            return Err(ResizeRefused::Nobody);
        }
        let certain = self.groups.iter().all(|group| group.intake.families.is_certain());
        if !certain || participants.fract() != 0.0 {
            return self.scaled_intake(participants / planned);
        }
        let (draw, years) = (self.base_draw(), self.calendar.years);
        let (mut share, mut taken) = (0.0, 0.0);
        for group in &mut self.groups {
            let planned_for = group.intake.at(&draw, years);
            let whole = planned_for.into_iter().map(|families| {
                share += families / planned;
                // Rounding errors of the sum must not move a half.
                let upto = (share * participants - 1e-9).round();
                let own = upto - taken;
                taken = upto;
                Quantity::Fixed(own)
            });
            let profile = whole.collect();
            group.intake.families = Series { level: Quantity::Fixed(1.0), profile };
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::scenario::Scenario;

    fn model(intake: &str) -> Model {
        let text = format!(
            "title = \"T\"\nperspective = \"municipality\"\ntimeline = {{ start = 2020, years = 4 }}\nintake = {intake}\n[lines]\n\
             team = {{ kind = \"cost\", payer = \"municipality\", per = \"family\", amount = 1 }}\n"
        );
        Scenario::parse("t.toml", &text, &[], &|_| Err("none".into())).expect("sound").model
    }

    fn by_year(model: &Model) -> Vec<f64> {
        model.groups[0].intake.at(&model.base_draw(), model.calendar.years)
    }

    #[test]
    fn whole_participants_are_spread_in_whole_numbers() {
        let resized = model("{ families = { value = 116, until = 2022 } }").with_participants(50.0).expect("resized");
        assert_eq!(by_year(&resized), [17.0, 16.0, 17.0, 0.0]);
        let odd = model("{ families = { value = 116, until = 2022 } }").with_participants(49.5).expect("resized");
        assert_eq!(by_year(&odd), [16.5, 16.5, 16.5, 0.0]);
    }

    #[test]
    fn an_uncertain_intake_is_scaled() {
        let resized = model("{ families = { value = \"80 to 120\", until = 2022 } }");
        let years = by_year(&resized);
        let resized = resized.with_participants(30.0).expect("resized");
        assert!((resized.planned_participants() - 30.0).abs() < 1e-9);
        // Every year by the same factor, whatever is drawn.
        assert!(
            by_year(&resized)
                .iter()
                .zip(years)
                .all(|(new, old)| (3.0 * new - 30.0 * f64::from(old > 0.0)).abs() < 1e-9)
        );
    }
}
