//! What is reported of all replications together.

use crate::{Replication, STATE_SHARE, YEARS};
use rayon::prelude::*;
use serde::Serialize;

const PROBABILITIES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];
const SHORTFALL: f64 = 0.05;

#[derive(Serialize)]
pub struct Summary {
    pub payers: Payers,
    person_years: Spread,
    placements: Spread,
}

#[derive(Serialize)]
pub struct Payers {
    pub municipality: Account,
    state: Account,
    citizen: Account,
    public_sector: Account,
}

#[derive(Serialize)]
pub struct Account {
    pub net_benefit: NetBenefit,
    yearly: Vec<Spread>,
    cumulative: Vec<Spread>,
    /// Share of replications by year; the last one is "not within the horizon".
    break_even: [f64; YEARS + 1],
    lasting_break_even: [f64; YEARS + 1],
    /// Quantiles of the years until break-even; `null` (infinite) = not within the horizon.
    payback: Vec<f64>,
    peak_funding: PeakFunding,
    benefit_cost_ratio: Option<f64>,
}

#[derive(Serialize)]
pub struct NetBenefit {
    #[serde(flatten)]
    pub spread: Spread,
    pub probability_positive: f64,
    pub probability_positive_mcse: f64,
    expected_shortfall_05: f64,
}

/// Mean and standard deviation with their Monte Carlo standard errors, and quantiles.
#[derive(Serialize)]
pub struct Spread {
    pub mean: f64,
    pub mean_mcse: f64,
    pub sd: f64,
    pub sd_mcse: f64,
    quantiles: Vec<f64>,
}

#[derive(Serialize)]
struct PeakFunding {
    mean: f64,
    quantiles: Vec<f64>,
}

/// What an account gains and pays in one year.
struct Flow {
    gain: f64,
    payment: f64,
}

impl Summary {
    pub fn new(replications: &[Replication]) -> Self {
        let municipality = |r: &Replication, year: usize| Flow { gain: r.municipality[year], payment: r.costs };
        let state = |r: &Replication, year: usize| Flow { gain: STATE_SHARE * r.support[year], payment: 0.0 };
        let citizen = |r: &Replication, year: usize| Flow { gain: 0.0, payment: r.support[year] };
        let public_sector = |r: &Replication, year: usize| Flow {
            gain: r.municipality[year] + STATE_SHARE * r.support[year],
            payment: r.costs,
        };
        Self {
            payers: Payers {
                municipality: Account::new(replications, municipality),
                state: Account::new(replications, state),
                citizen: Account::new(replications, citizen),
                public_sector: Account::new(replications, public_sector),
            },
            person_years: Spread::new(replications.iter().map(|r| r.person_years).collect()),
            placements: Spread::new(replications.iter().map(|r| r.placements).collect()),
        }
    }
}

impl Account {
    fn new(replications: &[Replication], flow: impl Fn(&Replication, usize) -> Flow) -> Self {
        let n = replications.len() as f64;
        let column = || Vec::with_capacity(replications.len());
        let mut yearly: [Vec<f64>; YEARS] = std::array::from_fn(|_| column());
        let mut cumulative: [Vec<f64>; YEARS] = std::array::from_fn(|_| column());
        let (mut payback, mut peak_funding) = (column(), column());
        let (mut break_even, mut lasting_break_even) = ([0; YEARS + 1], [0; YEARS + 1]);
        let (mut gains, mut payments) = (0.0, 0.0);
        for replication in replications {
            let mut running = [0.0; YEARS];
            let mut total = 0.0;
            // No year counts before money moves.
            let (mut moved, mut even) = (false, [false; YEARS]);
            for year in 0..YEARS {
                let Flow { gain, payment } = flow(replication, year);
                gains += gain;
                payments += payment;
                total += gain - payment;
                running[year] = total;
                moved |= gain != payment;
                even[year] = moved && total >= 0.0;
                yearly[year].push(gain - payment);
                cumulative[year].push(total);
            }
            let first = even.iter().position(|&even| even).unwrap_or(YEARS);
            let lasting = even.iter().rposition(|&even| !even).map_or(0, |last| last + 1);
            break_even[first] += 1;
            lasting_break_even[lasting] += 1;
            payback.push(match first {
                0 => 0.0,
                YEARS => f64::INFINITY,
                year => year as f64 + running[year - 1] / (running[year - 1] - running[year]),
            });
            peak_funding.push(running.iter().fold(0.0, |peak: f64, net| peak.max(-net)));
        }
        Self {
            net_benefit: NetBenefit::new(cumulative[YEARS - 1].clone()),
            yearly: yearly.into_par_iter().map(Spread::new).collect(),
            cumulative: cumulative.into_par_iter().map(Spread::new).collect(),
            break_even: break_even.map(|count| f64::from(count) / n),
            lasting_break_even: lasting_break_even.map(|count| f64::from(count) / n),
            payback: quantiles(&sorted(payback)),
            peak_funding: PeakFunding {
                mean: peak_funding.iter().sum::<f64>() / n,
                quantiles: quantiles(&sorted(peak_funding)),
            },
            benefit_cost_ratio: (payments != 0.0).then_some(gains / payments),
        }
    }
}

impl NetBenefit {
    fn new(totals: Vec<f64>) -> Self {
        let n = totals.len() as f64;
        let totals = sorted(totals);
        let positive = totals.iter().filter(|&&total| total > 0.0).count() as f64 / n;
        let worst = &totals[..(SHORTFALL * n) as usize];
        Self {
            probability_positive: positive,
            probability_positive_mcse: (positive * (1.0 - positive) / n).sqrt(),
            expected_shortfall_05: worst.iter().sum::<f64>() / worst.len() as f64,
            spread: Spread::new(totals),
        }
    }
}

impl Spread {
    fn new(values: Vec<f64>) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let fourth = values.iter().map(|x| (x - mean).powi(4)).sum::<f64>() / n;
        let sd = variance.sqrt();
        Self {
            mean,
            mean_mcse: sd / n.sqrt(),
            sd,
            sd_mcse: ((fourth - variance * variance) / n).sqrt() / (2.0 * sd),
            quantiles: quantiles(&sorted(values)),
        }
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Type 7, of a sorted sample.
fn quantiles(sorted: &[f64]) -> Vec<f64> {
    let at = |p: f64| {
        let position = p * (sorted.len() - 1) as f64;
        let (below, part) = (position as usize, position.fract());
        // Between two infinite values there is nothing to interpolate.
        if part == 0.0 || sorted[below] == sorted[below + 1] {
            sorted[below]
        } else {
            sorted[below] + part * (sorted[below + 1] - sorted[below])
        }
    };
    PROBABILITIES.into_iter().map(at).collect()
}
