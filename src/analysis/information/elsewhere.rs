//! What a study made in one municipality is worth to another that is like it but not the same.
//!
//! The log-odds of the observed share differ between municipalities with a standard deviation τ. Of all that is not known of them, with
//! variance σ² over what is believed beforehand, τ² is each municipality's own and the rest common to all, so two municipalities' log-odds have
//! correlation ρ = 1 − τ²/σ². It is taken as that of the normal scores of the input behind the share (which it is where the log-odds are
//! normal): what is learnt of z in one municipality says of the other's z' = ρ z + √(1 − ρ²) e as much, and all other inputs are as little known
//! there as here. With τ = 0 all are alike.

use super::study::{StudyRefused, StudyValue};

impl StudyValue<'_, '_> {
    /// The values of the same study to another municipality, `between` being the standard deviation of the log-odds between them.
    ///
    /// # Errors
    /// Where they differ by more than all that is not known of the share, or by anything while the input behind it has finitely many values.
    pub fn elsewhere(&self, between: f64) -> Result<Self, StudyRefused> {
        let means = if between > 0.0 {
            let correlations = self.between_municipalities(between)?;
            self.means.mapped(|means| self.surface.means_elsewhere(means, correlations))
        } else {
            self.means.clone()
        };
        Ok(Self {
            question: self.question,
            overall: self.overall,
            surface: self.surface.clone(),
            means,
            shares: self.shares.clone(),
        })
    }

    /// The correlation of the scores of each known input between two municipalities: that of the arm that depends on it, and the smallest where
    /// several arms or correlated inputs ask for one.
    fn between_municipalities(&self, between: f64) -> Result<[f64; 2], StudyRefused> {
        if self.surface.has_steps() {
            return Err(StudyRefused::StepsBetween);
        }
        let of_arm = |shares: &Vec<f64>| {
            let log_odds = |share: &f64| (share / (1.0 - share)).ln();
            let over = |of: &dyn Fn(f64) -> f64| {
                let each = shares.iter().zip(&self.surface.together);
                each.map(|(share, likely)| likely * of(log_odds(share))).sum::<f64>()
                    / self.surface.together.iter().sum::<f64>()
            };
            let mean = over(&|value| value);
            let sd = over(&|value| (value - mean).powi(2)).sqrt();
            if !sd.is_finite() {
                return Err(StudyRefused::NoLogOdds);
            }
            let correlation = 1.0 - (between / sd).powi(2);
            if correlation >= 0.0 { Ok(correlation) } else { Err(StudyRefused::Between { between, sd }) }
        };
        let arms = self.shares.iter().map(of_arm).collect::<Result<Vec<f64>, _>>()?;
        let smallest = arms.iter().copied().fold(1.0, f64::min);
        // The second arm depends on the last input alone.
        Ok(if self.question.apart && self.surface.correlation == 0.0 { [arms[0], arms[1]] } else { [smallest; 2] })
    }
}
