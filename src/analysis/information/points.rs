//! Points at which net benefits are taken, and their means with some inputs known.

use super::decision::Decision;
use crate::analysis::response::{Response, uniform};
use crate::analysis::shared_points::RANDOMISATIONS;
use crate::distribution::{NormalScores, standard_normal_cdf};
use crate::parallel;
use crate::random::{Seed, Sobol};
use crate::statistics::Estimate;

/// Scrambled Sobol points in independent randomisations: the uniforms of every input, tied already, and the draws at them.
pub struct Points {
    inputs: usize,
    /// Of one randomisation.
    pub(super) points: usize,
    uniforms: Vec<f64>,
    draws: Vec<f64>,
}

impl Points {
    /// A number of points, a power of two, of each randomisation; `from` is the number of the first randomisation, so that other points are
    /// independent of these.
    #[must_use]
    pub fn new(response: &impl Response, seed: Seed, from: u32, points: u32) -> Self {
        let inputs = response.inputs();
        let (mut uniforms, mut draws) = (Vec::new(), Vec::new());
        for randomisation in from..from + RANDOMISATIONS as u32 {
            let sobol = Sobol::new(seed, randomisation, inputs.len());
            for index in 0..points {
                let number = u64::from(randomisation) * u64::from(Sobol::MOST_POINTS) + u64::from(index);
                let point: Vec<f64> = match &sobol {
                    Some(sobol) => sobol.point(index).collect(),
                    None => inputs.iter().map(|input| uniform(&input.label.path, seed, number)).collect(),
                };
                let tied = response.tied(point);
                draws.extend(response.draw_of(tied.clone()));
                uniforms.extend(tied);
            }
        }
        Self { inputs: inputs.len(), points: points as usize, uniforms, draws }
    }

    /// All points of all randomisations.
    #[must_use]
    pub fn size(&self) -> usize {
        self.points * RANDOMISATIONS
    }

    /// The uniforms of a point, tied.
    pub(super) fn uniforms(&self, point: usize) -> &[f64] {
        &self.uniforms[point * self.inputs..(point + 1) * self.inputs]
    }

    /// The draw at a point.
    pub(super) fn draw(&self, point: usize) -> &[f64] {
        &self.draws[point * self.inputs..(point + 1) * self.inputs]
    }
}

/// Means of the options' net benefits with some inputs known: for each place (values of the known inputs) one of each randomisation.
#[derive(Debug, Clone)]
pub(super) struct Means {
    options: usize,
    places: usize,
    /// By option, randomisation and place.
    means: Vec<f64>,
}

impl Means {
    /// The means of an option in a randomisation, place after place.
    pub fn of(&self, option: usize, randomisation: usize) -> &[f64] {
        let from = (option * RANDOMISATIONS + randomisation) * self.places;
        &self.means[from..from + self.places]
    }

    /// The means of an option over some randomisations.
    pub fn over(&self, option: usize, randomisations: impl Iterator<Item = usize> + Clone) -> Vec<f64> {
        let count = randomisations.clone().count() as f64;
        let mut mean = vec![0.0; self.places];
        for randomisation in randomisations {
            mean.iter_mut().zip(self.of(option, randomisation)).for_each(|(mean, value)| *mean += value / count);
        }
        mean
    }

    /// How many options there are.
    pub fn options(&self) -> usize {
        self.options
    }

    /// The same, the means of each option shifted by one amount in each randomisation, so that over all places (each as likely as given) they
    /// come to a mean that is known better from more points: most of what the shared points miss is such a shift.
    pub fn shifted_to(mut self, overall: &[Estimate], places: &[f64]) -> Self {
        for (at, means) in self.means.chunks_mut(self.places).enumerate() {
            let over: f64 = means.iter().zip(places).map(|(mean, share)| mean * share).sum();
            let shift = overall[at / RANDOMISATIONS].value - over / places.iter().sum::<f64>();
            for mean in means {
                *mean += shift;
            }
        }
        self
    }

    /// The same, with what lies at the places of each option and randomisation worked on together; as many places come out.
    pub fn mapped(&self, at_places: impl Fn(&[f64]) -> Vec<f64> + Sync) -> Self {
        let rows: Vec<&[f64]> = self.means.chunks(self.places).collect();
        let means = parallel::map(rows.len(), |row| at_places(rows[row])).concat();
        Self { options: self.options, places: self.places, means }
    }

    /// The means of each option over some randomisations.
    pub fn each(&self, randomisations: &(impl Iterator<Item = usize> + Clone)) -> Vec<Vec<f64>> {
        (0..self.options).map(|option| self.over(option, randomisations.clone())).collect()
    }
}

/// The means at places, each the normal scores of the known inputs. All places share their points, and what goes together with the known
/// follows them.
pub(super) fn means_given<R: Response>(
    decision: &Decision<'_, R>,
    points: &Points,
    known: &[usize],
    places: &[Vec<f64>],
) -> Result<Means, R::Error> {
    let (response, options) = (decision.response(), decision.options());
    let given = response.copula().map(|copula| copula.given(known)).unwrap_or_default();
    let scores = NormalScores::get();
    let at_place = |place: usize| -> Result<Vec<f64>, R::Error> {
        let mut values = decision.begin()?;
        let (mut sums, mut nets) = (vec![0.0; options * RANDOMISATIONS], vec![0.0; options]);
        let uniforms: Vec<f64> = places[place].iter().map(|score| standard_normal_cdf(*score)).collect();
        let (mut draw, mut tied) = (points.draw(0).to_vec(), points.uniforms(0).to_vec());
        let mut differences = vec![0.0; known.len()];
        for point in 0..points.size() {
            draw.copy_from_slice(points.draw(point));
            if !given.is_empty() {
                tied.copy_from_slice(points.uniforms(point));
                for ((difference, input), score) in differences.iter_mut().zip(known).zip(&places[place]) {
                    *difference = score - scores.at(tied[*input]);
                }
                given.follow(&mut tied, &differences);
                given.followers().for_each(|input| response.redraw(&mut draw, input, tied[input]));
            }
            known.iter().zip(&uniforms).for_each(|(input, u)| response.redraw(&mut draw, *input, *u));
            values(&draw, &mut nets)?;
            let sums = &mut sums[point / points.points * options..][..options];
            sums.iter_mut().zip(&nets).for_each(|(sum, net)| *sum += net);
        }
        Ok(sums)
    };
    let found = parallel::map(places.len(), at_place).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut means = vec![0.0; options * RANDOMISATIONS * places.len()];
    for (place, sums) in found.iter().enumerate() {
        for (at, sum) in sums.iter().enumerate() {
            let (randomisation, option) = (at / options, at % options);
            means[(option * RANDOMISATIONS + randomisation) * places.len() + place] = sum / points.points as f64;
        }
    }
    Ok(Means { options, places: places.len(), means })
}
