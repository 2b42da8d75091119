//! The least that must go wrong: the combination of assumptions nearest to what is believed at which the case loses.
//!
//! Each assumption is counted in standard deviations of its normal score, z = Φ⁻¹(F(x)), so that all are equally far from
//! their medians when they are equally unlikely. The nearest point to the medians on the surface where the value is zero is
//! the *design point* of first-order reliability, found by the recursion of Hasofer and Lind (1974) and Rackwitz and Fiessler
//! (1978), with the line search of Zhang and Der Kiureghian (1995). Its distance β says how unlikely the combination
//! is; for a function linear in the scores Φ(−β) is the probability that the value is on the other side.

use super::response::{Response, hold};
use crate::analysis::HeldInput;
use crate::distribution::{standard_normal_cdf, standard_normal_quantile};
use crate::model::Label;
use serde::Serialize;

/// Farther than this, in standard deviations, nothing is called possible.
const FARTHEST: f64 = 6.0;
/// Step of the finite differences, in standard deviations: the error of tabulated quantiles is far below what it moves.
const STEP: f64 = 1e-3;
const MOST_ROUNDS: usize = 200;
/// Steps in which the sign is looked at along a line, in standard deviations.
const LOOK: f64 = 0.5;
/// Of the points at which it changes, the nearest that the recursion starts from.
const STARTS: usize = 8;

/// The nearest combination of assumptions at which the sign of the value changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeastAdverse {
    /// Whether any assumption is uncertain, so that there are combinations at all.
    #[serde(skip)]
    pub uncertain: bool,
    /// The value with every uncertain assumption at its median.
    pub at_medians: f64,
    /// The distance β in standard deviations; `null` where no combination within six changes the sign.
    pub distance: Option<f64>,
    /// The value at the combination: zero but for rounding.
    pub value: Option<f64>,
    /// Φ(−β): the probability of being beyond, to first order.
    pub first_order_probability: Option<f64>,
    /// Each assumption at the combination, what moves most first; empty where there is none.
    pub moved: Vec<Moved>,
}

/// An assumption at the nearest combination.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The assumption.
    #[serde(flatten)]
    pub label: Label,
    /// Its median.
    pub median: f64,
    /// Its value there.
    pub value: f64,
    /// How far that is from the median, in standard deviations of its normal score.
    pub score: f64,
    /// Its part of the squared distance; parts sum to one. Of those that go together, what the later ones add to what the
    /// earlier ones already say.
    pub share: f64,
}

/// The response in normal scores of the inputs that can be moved smoothly; all others at base values, discrete ones at
/// their medians.
struct InScores<'r, R, F> {
    response: &'r R,
    value: F,
    moving: Vec<usize>,
    others: Vec<HeldInput>,
}

impl<R: Response, F: FnMut(&[f64]) -> Result<f64, R::Error>> InScores<'_, R, F> {
    /// The point of the unit cube at some scores.
    fn point(&self, scores: &[f64]) -> Vec<f64> {
        let mut point = vec![0.5; self.response.inputs().len()];
        for (input, score) in self.moving.iter().zip(scores) {
            point[*input] = standard_normal_cdf(*score).clamp(1e-15, 1.0 - 1e-15);
        }
        point
    }

    fn draw(&self, scores: &[f64]) -> Vec<f64> {
        let mut draw = self.response.draw(self.point(scores).into_iter());
        hold(&mut draw, &self.others);
        draw
    }

    fn at(&mut self, scores: &[f64]) -> Result<f64, R::Error> {
        let draw = self.draw(scores);
        (self.value)(&draw)
    }

    fn gradient(&mut self, scores: &[f64]) -> Result<Vec<f64>, R::Error> {
        let mut moved = scores.to_vec();
        let mut gradient = Vec::with_capacity(scores.len());
        for i in 0..scores.len() {
            let mut there = |score: f64| {
                moved[i] = score;
                self.at(&moved)
            };
            gradient.push((there(scores[i] + STEP)? - there(scores[i] - STEP)?) / (2.0 * STEP));
            moved[i] = scores[i];
        }
        Ok(gradient)
    }

    /// The nearest points at which the sign changes along straight lines from the medians: each assumption by itself both ways, all along
    /// the slopes both ways, and every one up or down by turns.
    fn crossings(&mut self, at_medians: f64, slopes: &[f64]) -> Result<Vec<Vec<f64>>, R::Error> {
        let count = slopes.len();
        let mut lines: Vec<Vec<f64>> =
            (0..count).map(|i| (0..count).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        lines.push(slopes.to_vec());
        // The bits of a counter turn assumptions up and down, so that any two go the same way in some line and apart in another.
        let turns = usize::BITS - count.leading_zeros();
        lines.extend((0..turns).map(|bit| (0..count).map(|i| if i >> bit & 1 == 0 { 1.0 } else { -1.0 }).collect()));
        let mut found: Vec<(f64, Vec<f64>)> = Vec::new();
        for line in lines {
            let length = dot(&line, &line).sqrt();
            if length == 0.0 || !length.is_finite() {
                continue;
            }
            for sign in [1.0, -1.0] {
                let at = |distance: f64| line.iter().map(|part| sign * distance * part / length).collect::<Vec<f64>>();
                for step in 1..=(FARTHEST / LOOK) as u32 {
                    let distance = f64::from(step) * LOOK;
                    let there = self.at(&at(distance))?;
                    if (there > 0.0) == (at_medians > 0.0) {
                        continue;
                    }
                    let (mut near, mut far) = (distance - LOOK, distance);
                    for _ in 0..30 {
                        let middle = f64::midpoint(near, far);
                        let same = (self.at(&at(middle))? > 0.0) == (at_medians > 0.0);
                        *(if same { &mut near } else { &mut far }) = middle;
                    }
                    found.push((far, at(far)));
                    break;
                }
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(found.into_iter().take(STARTS).map(|crossing| crossing.1).collect())
    }

    /// The nearest point where the value is zero, from a starting point; `None` where the recursion finds none.
    fn nearest(&mut self, mut scores: Vec<f64>, scale: f64) -> Result<Option<Vec<f64>>, R::Error> {
        let mut value = self.at(&scores)?;
        for _ in 0..MOST_ROUNDS {
            let gradient = self.gradient(&scores)?;
            let square = dot(&gradient, &gradient);
            if square == 0.0 || !square.is_finite() {
                return Ok(None);
            }
            let reach = (dot(&gradient, &scores) - value) / square;
            let step: Vec<f64> = gradient.iter().zip(&scores).map(|(slope, score)| reach * slope - score).collect();
            if value.abs() <= 1e-9 * scale && dot(&step, &step).sqrt() <= 1e-5 {
                return Ok(Some(scores));
            }
            // The merit ½z² + c·|g| falls along the step wherever c > |z|/|∇g|.
            let weight = 2.0 * (dot(&scores, &scores) / square).sqrt() + 1.0 / square.sqrt();
            let merit = |scores: &[f64], value: f64| dot(scores, scores) / 2.0 + weight * value.abs();
            let before = merit(&scores, value);
            let mut size = 1.0;
            loop {
                let moved: Vec<f64> = scores.iter().zip(&step).map(|(score, step)| score + size * step).collect();
                let there = self.at(&moved)?;
                let falls = merit(&moved, there) < before;
                if falls || size < 1e-4 {
                    // A point so good that rounding hides whether it is better is as good as any.
                    if !falls && value.abs() <= 1e-6 * scale {
                        return Ok(Some(scores));
                    }
                    (scores, value) = (moved, there);
                    break;
                }
                size /= 2.0;
            }
            if dot(&scores, &scores).sqrt() > 2.0 * FARTHEST {
                return Ok(None);
            }
        }
        Ok((value.abs() <= 1e-6 * scale).then_some(scores))
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The nearest combination of assumptions at which the value of a response changes its sign.
///
/// # Errors
/// When a value cannot be computed.
pub fn least_adverse<R: Response>(response: &R) -> Result<LeastAdverse, R::Error> {
    let inputs = response.inputs();
    let smooth = |i: &usize| !inputs[*i].shock && inputs[*i].distribution.atoms().is_none();
    let moving: Vec<usize> = (0..inputs.len()).filter(smooth).collect();
    let shocks = inputs.iter().enumerate().filter(|(_, input)| input.shock);
    let others = shocks.map(|(i, input)| HeldInput { input: i, value: input.base }).collect();
    let mut scores = InScores { response, value: response.begin()?, moving, others };
    let origin = vec![0.0; scores.moving.len()];
    let at_medians = scores.at(&origin)?;
    let medians = scores.draw(&origin);
    let uncertain = inputs.iter().any(|input| !input.shock && !input.distribution.is_fixed());
    let nothing = LeastAdverse {
        uncertain,
        at_medians,
        distance: None,
        value: None,
        first_order_probability: None,
        moved: Vec::new(),
    };
    let slopes = scores.gradient(&origin)?;
    let scale = at_medians.abs().max(dot(&slopes, &slopes).sqrt());
    // From the medians, from far out on the way down, and from where the sign changes in other directions: a curved surface may have
    // several points that look nearest.
    let down = |slope: &f64| if *slope == 0.0 { 0.0 } else { -2.0 * slope.signum() * at_medians.signum() };
    let mut nearest: Option<(f64, Vec<f64>)> = None;
    let mut starts = vec![origin, slopes.iter().map(down).collect()];
    starts.extend(scores.crossings(at_medians, &slopes)?);
    for start in starts {
        if let Some(found) = scores.nearest(start, scale)? {
            let distance = dot(&found, &found).sqrt();
            if distance <= FARTHEST && nearest.as_ref().is_none_or(|(least, _)| distance < *least * (1.0 - 1e-6)) {
                nearest = Some((distance, found));
            }
        }
    }
    let Some((distance, point)) = nearest else { return Ok(nothing) };
    let (value, draw) = (scores.at(&point)?, scores.draw(&point));
    let square = dot(&point, &point);
    let tied = response.tied(scores.point(&point));
    let each = scores.moving.iter().zip(&point).map(|(&i, &score)| Moved {
        label: inputs[i].label.clone(),
        median: medians[i],
        value: draw[i],
        score: if tied[i] == standard_normal_cdf(score) { score } else { standard_normal_quantile(tied[i]) },
        share: if square > 0.0 { score * score / square } else { 0.0 },
    });
    let mut moved: Vec<Moved> = each.collect();
    moved.sort_by(|a, b| b.share.total_cmp(&a.share));
    Ok(LeastAdverse {
        uncertain,
        at_medians,
        distance: Some(distance),
        value: Some(value),
        first_order_probability: Some(standard_normal_cdf(-distance)),
        moved,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Function, Input};
    use super::*;
    use crate::distribution::{Distribution, LogNormal, Normal, Points};
    use crate::random::Seed;

    fn seed() -> Seed {
        Seed::new(1).expect("in range")
    }

    fn normal(path: &str, mean: f64, sd: f64) -> Input {
        Input::new(path, Distribution::Normal(Normal::new(mean, sd).expect("a distribution")))
    }

    #[test]
    fn for_a_linear_function_of_normals_the_distance_is_its_mean_in_its_standard_deviations() {
        let inputs = vec![normal("a", 10.0, 2.0), normal("b", 4.0, 1.0), Input::new("c", Distribution::Fixed(1.0))];
        let response = Function::new(inputs, seed(), 2, |x: &[f64]| x[0] - 3.0 * x[1] + 12.0 * x[2]);
        let Ok(found) = least_adverse(&response);
        let sd = (4.0f64 + 9.0).sqrt();
        assert!((found.distance.expect("found") - 10.0 / sd).abs() < 1e-6, "{found:?}");
        assert!(found.value.expect("found").abs() < 1e-6);
        assert_eq!(found.moved.len(), 2, "what is certain does not move");
        assert_eq!(found.moved[0].label.path, "b");
        assert!((found.moved[0].share - 9.0 / 13.0).abs() < 1e-6 && found.moved[0].score > 0.0);
        assert!((found.moved[1].value - (10.0 - 2.0 * 2.0 * 10.0 / 13.0)).abs() < 1e-5);
    }

    /// 50 − x·y with lognormals is zero where ln x + ln y = ln 50, a plane in the scores.
    #[test]
    fn for_a_product_of_lognormals_the_distance_is_that_of_the_logarithms() {
        let input = |path, mean: f64, sd: f64| {
            Input::new(path, Distribution::LogNormal(LogNormal::new(mean, sd).expect("a distribution")).tabulated())
        };
        let inputs = vec![input("x", 1.0, 0.3), input("y", 2.0, 0.4)];
        let response = Function::new(inputs, seed(), 2, |x: &[f64]| 50.0 - x[0] * x[1]);
        let Ok(found) = least_adverse(&response);
        assert!((found.distance.expect("found") - (50f64.ln() - 3.0) / 0.5).abs() < 1e-4, "{found:?}");
        assert!((found.moved.iter().map(|moved| moved.share).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    /// 4x − 0.6x² − w is zero at x = 5/3 and x = 5: with x lognormal the farther root in x is the nearer one in its scores.
    #[test]
    fn of_two_sides_the_nearer_one_is_found() {
        let x = Distribution::LogNormal(LogNormal::new(1.163_150_81, 0.25).expect("a distribution")).tabulated();
        let inputs = vec![Input::new("x", x), normal("w", 5.0, 0.1)];
        let response = Function::new(inputs, seed(), 2, |x: &[f64]| 4.0 * x[0] - 0.6 * x[0] * x[0] - x[1]);
        let Ok(found) = least_adverse(&response);
        let alone = (5f64.ln() - 1.163_150_81) / 0.25;
        let distance = found.distance.expect("found");
        assert!(distance < alone && (distance - 1.784).abs() < 0.002, "{found:?}");
        assert!(found.moved[0].value > 4.9, "{found:?}");
    }

    #[test]
    fn a_case_that_loses_at_the_medians_is_asked_what_would_make_it_pay() {
        let response = Function::new(vec![normal("a", -3.0, 2.0)], seed(), 2, |x: &[f64]| x[0]);
        let Ok(found) = least_adverse(&response);
        assert!(found.at_medians < 0.0 && (found.moved[0].score - 1.5).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn where_nothing_within_reach_changes_the_sign_that_is_told() {
        let far = Function::new(vec![normal("a", 70.0, 10.0)], seed(), 2, |x: &[f64]| x[0]);
        let never = Function::new(vec![normal("a", 0.0, 1.0)], seed(), 2, |x: &[f64]| x[0] * x[0] + 1.0);
        let points = Points::discrete(&[1.0, 2.0], &[0.5, 0.5]).expect("a distribution");
        let steps = Function::new(vec![Input::new("a", Distribution::Points(points))], seed(), 2, |x: &[f64]| x[0]);
        let (Ok(far), Ok(never), Ok(steps)) = (least_adverse(&far), least_adverse(&never), least_adverse(&steps));
        assert_eq!([far.distance, never.distance, steps.distance], [None; 3]);
    }
}
