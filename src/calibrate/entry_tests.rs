//! Tests of entry by month: the pilot, long follow-up, and simulated truth.

use super::*;
use crate::calibrate::entry_curves::EntryPace;
use crate::random::{Address, Purpose, Seed};

fn data(rows: &[(f64, f64, bool)], of: f64) -> EntryData {
    let rows = rows.iter().map(|&(month, entered, observed)| EntryRow { month, entered, of, observed });
    EntryData { rows: rows.collect(), priors: EntryPriors::default(), count_expected: false, known_within: 0.2 }
}

/// Ordinary job or SU among the pilot's 57 adults (evidence.md, section 1).
const PILOT: [(f64, f64, bool); 4] =
    [(20.0, 10.0, true), (23.0, 17.0, false), (24.0, 18.0, false), (26.0, 18.0, false)];

#[test]
fn the_pilots_one_observation_does_not_say_where_entry_ends() {
    let fit = EntryFit::new(data(&PILOT, 57.0)).expect("a fit");
    for family in &fit.families {
        let Interval { low, high } = family.plateau.interval();
        println!(
            "{:>11} {:.2}: plateau {low:.3} to {high:.3}, median {:.3}",
            family.family.name(),
            family.probability,
            family.plateau.at(0.5)
        );
    }
    let interval = fit.plateau.interval();
    println!(
        "all: {:.3} to {:.3}; later median {:?}; Beta({:.2}, {:.2})",
        interval.low, interval.high, fit.plateau_with_later_median, fit.alpha, fit.beta
    );
    assert!(!fit.known && interval.low < 0.26 && interval.high > 0.8);
    let limits = fit.limits();
    assert!(limits.contains(&DataLimit::ExpectedLeftOut { months: vec![23.0, 24.0, 26.0] }));
    assert!(limits.iter().any(|limit| matches!(limit, DataLimit::PlateauUnknown { .. })));
    // Attached to work or education: 18 of 57 on the same day.
    let attached = EntryFit::new(data(&[(20.0, 18.0, true)], 57.0)).expect("a fit").plateau.interval();
    println!("attached: {:.3} to {:.3}", attached.low, attached.high);
    assert!((0.22..0.30).contains(&attached.low) && (0.85..0.95).contains(&attached.high));
    // Counted as if observed, the expectations still leave it open.
    let all = EntryFit::new(EntryData { count_expected: true, ..data(&PILOT, 57.0) }).expect("a fit");
    println!("with expectations: {:?}", all.plateau.interval());
    assert!(all.limits().contains(&DataLimit::ExpectedCounted { months: vec![23.0, 24.0, 26.0] }));
}

#[test]
fn a_curve_that_has_gone_flat_tells_its_plateau() {
    let rows = [(6.0, 90.0), (12.0, 130.0), (24.0, 149.0), (36.0, 150.0), (60.0, 150.0)]
        .map(|(month, entered)| (month, entered, true));
    let fit = EntryFit::new(data(&rows, 500.0)).expect("a fit");
    assert!(fit.known && fit.plateau.interval().covers(0.3), "{:?}", fit.plateau.interval());
    assert!((fit.plateau.at(0.5) - 0.3).abs() < 0.02);
    let likeliest = fit.likeliest().expect("four families");
    assert!((3.0..8.0).contains(&likeliest.median.at(0.5)), "{:?}", likeliest.median);
    // The plateau of a flat curve has the spread of a count.
    assert!((fit.plateau.sd - (0.3f64 * 0.7 / 500.0).sqrt()).abs() < 0.005);
}

#[test]
fn what_is_no_count_of_the_same_people_is_refused() {
    let told = |rows: &[(f64, f64, bool)]| EntryFit::new(data(rows, 57.0)).expect_err("refused").to_string();
    assert!(told(&[(20.0, 10.0, false)]).contains("nothing was observed"));
    assert!(told(&[(20.0, 10.0, true), (20.0, 11.0, true)]).contains("months that rise"));
    assert!(told(&[(20.0, 10.0, true), (23.0, 9.0, true)]).contains("from 10 to 57"));
    let mut others = data(&PILOT, 57.0);
    others.rows[1].of = 60.0;
    assert!(EntryFit::new(others).expect_err("refused").to_string().contains("the same people"));
}

#[test]
fn plateaus_under_the_stated_priors_are_covered_in_90() {
    const TRUTHS: u32 = 200;
    let priors = EntryPriors::default();
    let months = [6.0, 12.0, 24.0];
    let covered = (0..TRUTHS).filter(|&truth| {
        let uniform =
            |index| Address::new(Seed::default(), Purpose::named("calibrate entry"), u64::from(truth), index).uniform();
        let between = |(from, to): (f64, f64), u: f64| (from.ln() + (to / from).ln() * u).exp();
        let plateau = uniform(0);
        let pace = EntryPace { median: between(priors.median, uniform(1)), shape: between(priors.shape, uniform(2)) };
        let mut entered = [0.0; 3];
        for person in 0..60 {
            let u = uniform(3 + person);
            for (count, month) in entered.iter_mut().zip(months) {
                *count += f64::from(u8::from(u < plateau * EntryFamily::Weibull.by(month, pace)));
            }
        }
        let rows: Vec<EntryRow> = months
            .into_iter()
            .zip(entered)
            .map(|(month, entered)| EntryRow { month, entered, of: 60.0, observed: true })
            .collect();
        EntryGrid::new(EntryFamily::Weibull, &rows, &priors).plateau().posterior().interval().covers(plateau)
    });
    let share = covered.count() as f64 / f64::from(TRUTHS);
    println!("plateau: {share:.3} of {TRUTHS} covered");
    assert!((share - 0.9).abs() <= 0.03, "{share}");
}
