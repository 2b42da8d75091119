//! The simulation held against the exact expectation.

use provenu::model::{AccountId, Driver, Model};
use provenu::random::Seed;
use provenu::replay::{Family, replay};
use provenu::simulate::Replications;

/// A seed.
pub fn seed(number: u64) -> Seed {
    Seed::new(number).expect("in range")
}

/// So many replications of seed 1.
pub fn replications(model: &Model, n: usize) -> Replications {
    Replications::run(model, seed(1), 0..n as u64, &()).expect("a run")
}

/// How many standard errors the mean of simulated − expected lies from zero, for every account and for every year of the
/// perspective; where chance plays no part the two must be equal.
pub fn z(model: &Model, n: usize) -> Vec<f64> {
    let replications = replications(model, n);
    let score = |what: &str, gap: &dyn Fn(usize) -> f64| {
        let gaps: Vec<f64> = (0..n).map(gap).collect();
        let mean = gaps.iter().sum::<f64>() / n as f64;
        let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / (n - 1) as f64;
        if variance < 1e-9 {
            assert!(mean.abs() < 1e-6, "{what}: no chance, yet simulated and expected differ by {mean}");
            return 0.0;
        }
        mean / (variance / n as f64).sqrt()
    };
    let totals = (0..model.accounts.len()).map(AccountId).map(|account| {
        score(&model.accounts[account.0].id, &|i| {
            replications.cash_flow(i, account).total() - replications.expected_flow(i, account).total()
        })
    });
    let years = (0..model.calendar.years).map(|year| {
        let account = model.perspective;
        score(&year.to_string(), &|i| {
            replications.yearly(i, account)[year] - replications.expected_yearly(i, account)[year]
        })
    });
    let scores: Vec<f64> = totals.chain(years).collect();
    assert!(scores.iter().any(|z| *z != 0.0), "chance plays no part at all");
    scores
}

/// A replication again is what the run drew, and every family alone, added up, is that without what is paid each year whoever takes
/// part.
pub fn families_add_up(model: &Model) {
    let again = replay(model, seed(1), 3).expect("drawn");
    let ran = Replications::run(model, seed(1), 2..3, &()).expect("a run");
    for account in (0..model.accounts.len()).map(AccountId) {
        for (again, ran) in again.case.net(account).iter().zip(ran.yearly(0, account)) {
            assert!((again - ran).abs() < 1e-6 * ran.abs().max(1.0), "{again} again, {ran} in the run");
        }
    }
    let years = model.calendar.years;
    let mut sum = vec![0.0; model.accounts.len() * years];
    for (group, intake) in again.intake.iter().enumerate() {
        for (year, &families) in intake.iter().enumerate() {
            for number in 0..families {
                let case = again.family_case(Family { group, year, number });
                for account in 0..model.accounts.len() {
                    let net = case.net(AccountId(account));
                    sum[account * years..].iter_mut().zip(net).for_each(|(sum, net)| *sum += net);
                }
            }
        }
    }
    for (i, sum) in sum.iter().enumerate() {
        let (account, year) = (i / years, i % years);
        let lines = again
            .case
            .lines
            .iter()
            .zip(&model.lines)
            .filter(|(_, line)| !matches!(line.driver, Driver::CalendarYear | Driver::Stop));
        let all: f64 = lines.map(|(line, _)| line.accounts[account][year]).sum();
        assert!((sum - all).abs() < 1e-6 * all.abs().max(1.0), "{}: {sum} against {all}", model.accounts[account].id);
    }
}

/// A scenario with every part in its simplest form; `change` replaces or adds.
pub fn with(change: &str) -> String {
    let defaults = [
        ("payers_complete", "payers_complete = true"),
        ("employment", "employment = { programme = 0.4, comparison = 0.1 }"),
        ("relapse", "relapse = { hazard = 0.2 }"),
        ("timeline", "timeline = { start = 2020, years = 3 }"),
        (
            "placements",
            if change.contains("timeline") {
                "placements = { avoided = 1 }"
            } else {
                "placements = { avoided = [2, 0, 1] }"
            },
        ),
        (
            "intake",
            if change.contains("timeline") {
                "intake = { adults = 20.4 }"
            } else {
                "intake = { adults = [10.4, 20, 30] }"
            },
        ),
        ("discounting", "discounting = { rate = 0 }"),
    ];
    let mut text = String::from("title = \"t\"\nperspective = \"municipality\"\n");
    for (key, default) in defaults {
        // Subgroups have an intake each.
        let replaced = key == "intake" && change.contains("subgroups");
        let starts = |line: &str| line.starts_with(&format!("{key} =")) || line.starts_with(&format!("{key}."));
        if !replaced && !change.lines().any(starts) {
            text.push_str(default);
            text.push('\n');
        }
    }
    text.push_str(change);
    text.push_str(
        r#"
[lines.support]
kind = "saving"
nature = "transfer"
shares = { municipality = 0.8, state = 0.2 }
per = "person_year"
amount = 100
[lines.placements]
kind = "saving"
payer = "municipality"
per = "placement_year"
amount = 300
[lines.cost]
kind = "cost"
payer = "state"
per = "adult"
amount = 7
"#,
    );
    text
}
