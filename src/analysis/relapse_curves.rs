//! What becomes of a relapse curve: the hazards by calendar year that follow from it, what they leave out, and what another curve through
//! the same points would give.

use crate::distribution::DistributionError;
use crate::model::{
    After, Arrival, Between, Draw, Employment, Hazards, Leaving, Model, Onset, Quantity, Relapse, RelapseCurve,
    SeenSpell,
};
use serde::Serialize;

/// A curve at base values as hazards by calendar year since entry, for entry at a uniform moment of the year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurveReading {
    /// The groups of families that it holds for, by id; that of a scenario without subgroups is empty.
    pub groups: Vec<String>,
    /// The part of the year of relapse that counts.
    pub counted: f64,
    /// The curve as it is computed with.
    pub curve: CurveFigures,
    /// Self-sufficient years of 1,000 entrants in each calendar year since entry by the curve itself.
    pub person_years_of_the_curve: Vec<f64>,
    /// Other curves through the same two points, which go on after the last; none where there are not two.
    pub others: Vec<CurveFigures>,
}

/// What one curve gives in each calendar year since entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurveFigures {
    /// `constant` hazard between points, or the family.
    pub between: &'static str,
    /// The share of those left that relapses in the year.
    pub hazards: Vec<f64>,
    /// Self-sufficient years of 1,000 entrants as the model counts them, without re-entry.
    pub person_years: Vec<f64>,
}

/// The relapse curves of a model, each once.
///
/// # Errors
/// When a curve does not exist at base values, which no model of a valid scenario has.
pub fn relapse_curves(model: &Model) -> Result<Vec<CurveReading>, DistributionError> {
    let mut found: Vec<(&RelapseCurve, CurveReading)> = Vec::new();
    let (base, years) = (model.base_draw(), model.calendar.years);
    for group in &model.groups {
        let Some(Employment { relapse: Relapse { hazard: Hazards::Curve(curve), counted, .. }, .. }) =
            &group.employment
        else {
            continue;
        };
        if let Some((_, reading)) = found.iter_mut().find(|(known, of)| *known == curve && of.counted == *counted) {
            reading.groups.push(group.id.clone());
            continue;
        }
        let reading = CurveReading {
            groups: vec![group.id.clone()],
            counted: *counted,
            curve: figures(curve, *counted, &base, years)?,
            person_years_of_the_curve: thousand(curve.at(&base, 0)?.time(years)),
            others: others(curve, *counted, &base, years),
        };
        found.push((curve, reading));
    }
    Ok(found.into_iter().map(|(_, reading)| reading).collect())
}

fn figures(curve: &RelapseCurve, counted: f64, base: &Draw, years: usize) -> Result<CurveFigures, DistributionError> {
    let relapse = Relapse {
        hazard: Hazards::Curve(curve.clone()),
        counted,
        reentry: Quantity::Fixed(0.0),
        seen: SeenSpell::Nothing,
    };
    let arrival = Arrival::of(Leaving::of(Onset::Uniform, 0.0), None, years);
    let time = relapse.at(base, years, &[])?.expected_time(&arrival, 0, years);
    Ok(CurveFigures {
        between: name(curve.between),
        hazards: curve.hazards(base, years)?,
        person_years: thousand(time),
    })
}

/// That of a thousand.
fn thousand(of_one: Vec<f64>) -> Vec<f64> {
    of_one.into_iter().map(|time| 1e3 * time).collect()
}

/// Constant hazards and the families through two points, other than the curve itself; a family that does not go through them is left out.
fn others(curve: &RelapseCurve, counted: f64, base: &Draw, years: usize) -> Vec<CurveFigures> {
    if curve.months.len() != 2 {
        return Vec::new();
    }
    let all = std::iter::once(Between::ConstantHazard).chain(RelapseCurve::FAMILIES.map(Between::Family));
    let through = |between| RelapseCurve { between, after: After::Continues, ..curve.clone() };
    let other = all.map(through).filter(|other| (other.between, other.after) != (curve.between, curve.after));
    other.filter_map(|other| figures(&other, counted, base, years).ok()).collect()
}

fn name(between: Between) -> &'static str {
    match between {
        Between::ConstantHazard => "constant",
        Between::Family(family) => family.name(),
    }
}
