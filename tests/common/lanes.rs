//! The model at the draws of sixteen replications side by side, held against each of them by itself.

use provenu::expected::Expectation;
use provenu::model::{AccountId, Activity, Draw, Model, Number, Setting};
use provenu::simulate::{Luck, draw};
use provenu::vectorised::Numbers;

/// So many replications are worked out at a time.
const LANES: usize = <Numbers as Number>::LANES;

/// Asserts that settings, expected activities and what they are worth are the same to the bit, at draws that the model does not
/// refuse. Of those expectations that are worked out one by one some are wanted.
pub fn agree(model: &Model) {
    let draws = (0..).map(|replication| draw(model, Luck { seed: super::agreement::seed(1), replication }));
    let draws: Vec<Draw> = draws.filter(|draw| Setting::of(model, draw).is_ok()).take(2 * LANES).collect();
    let mut together: Option<Setting<'_, Numbers>> = None;
    let (mut of_each, mut of_one) = (Expectation::<Numbers>::new(model), Expectation::<f64>::new(model));
    let costly = model.lines.iter().any(|line| line.stairs.is_some() || line.refund.is_some());
    let wanted = |lane: usize| !costly || lane % 5 == 3;
    for draws in draws.chunks(LANES) {
        let draw = Draw::side_by_side(|lane| draws[lane].clone());
        match &mut together {
            Some(setting) => setting.update(&draw).expect("no lane is refused"),
            empty => *empty = Some(Setting::of(model, &draw).expect("no lane is refused")),
        }
        let setting = together.as_ref().expect("just worked out");
        let mut activity = setting.activity();
        of_each.expect(setting, &mut activity, wanted);
        for (lane, draw) in draws.iter().enumerate() {
            let alone = Setting::of(model, draw).expect("not refused");
            assert_eq!(setting.discount_rate.lane(lane).to_bits(), alone.discount_rate.to_bits());
            assert!(same(&setting.discount, &alone.discount, lane), "lane {lane}: weights of years");
            if !wanted(lane) {
                continue;
            }
            let mut expected = alone.activity();
            of_one.expect(&alone, &mut expected, |_| true);
            let rows = (0..setting.rows.count()).map(provenu::model::Row);
            for row in rows {
                let (found, right) = (activity.row(row), expected.row(row));
                assert!(same(found, right, lane), "lane {lane}, {row:?}: {right:?} became {found:?}");
            }
            let ((gains, payments), right) = (worth(setting, &activity), worth(&alone, &expected));
            assert!(same(&gains, &right.0, lane) && same(&payments, &right.1, lane), "lane {lane}: worth");
            for account in (0..model.accounts.len()).map(AccountId) {
                for year in 0..model.calendar.years {
                    let own = setting.tariff.own_gain(account, &activity, year).lane(lane);
                    assert_eq!(own.to_bits(), alone.tariff.own_gain(account, &expected, year).to_bits());
                }
            }
        }
    }
}

fn same(found: &[Numbers], right: &[f64], lane: usize) -> bool {
    found.len() == right.len() && found.iter().zip(right).all(|(a, b)| a.lane(lane).to_bits() == b.to_bits())
}

fn worth<N: Number>(setting: &Setting<'_, N>, activity: &Activity<N>) -> (Vec<N>, Vec<N>) {
    let mut gains = vec![N::default(); setting.tariff.len()];
    let mut payments = gains.clone();
    setting.tariff.apply(activity, &mut gains, &mut payments);
    (gains, payments)
}
