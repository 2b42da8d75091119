//! Lines in which every event counts with an amount of its own.

use super::super::programme::price_purpose;
use super::events::EventTimes;
use super::plan::EventPlan;
use crate::distribution::{Distribution, Univariate};
use crate::model::{Driver, OwnLine};
use crate::random::{LaneAddress, Purpose, Seed, open_unit_f64};
use crate::vectorised::{LANES, Lanes, Numbers, Vector, Words, each_lane};
use fearless_simd::Simd;
use std::borrow::Cow;

/// Such a line.
pub struct PricePlan<'m> {
    row: usize,
    /// Whether the amount is for every year that the event takes, and not for the event.
    by_year: bool,
    luck: LaneAddress,
    amount: Cow<'m, Distribution>,
    mean: f64,
}

impl<'m> PricePlan<'m> {
    /// That of a line, if it counts an event and its amounts are its own.
    pub fn of(own: &OwnLine<'m>, event: usize, (purpose, seed): (impl Fn(Purpose) -> Purpose, Seed)) -> Option<Self> {
        let by_year = match own.driver {
            Driver::Event(of, _) if of == event => false,
            Driver::EventYear(of, _) if of == event => true,
            _ => return None,
        };
        let (path, amount) = own.price.as_ref()?;
        let amount = amount.of(0).clone();
        let luck = LaneAddress::new(seed, purpose(price_purpose(path)));
        Some(Self { row: own.row.0, by_year, luck, mean: amount.mean(), amount })
    }

    /// Writes what is expected, once the event's own expected activity is written.
    #[inline(always)]
    pub fn expect<S: Simd>(&self, simd: S, event: &EventPlan<'_>, activity: &mut [Numbers], years: usize) {
        let of = if self.by_year { event.time_row } else { event.row };
        for year in 0..years {
            let units = Vector::load(simd, &activity[of * years + year][..]);
            activity[self.row * years + year] = (units * self.mean).numbers();
        }
    }

    /// Writes what the listed events come to, one after another as the plain way adds them.
    #[inline(always)]
    pub fn write<S: Simd>(
        &self,
        simd: S,
        (plan, events): (&EventPlan<'_>, &EventTimes),
        parameters: &[Numbers],
        (first, families): (u32, &[Words]),
        activity: &mut [Numbers],
    ) {
        let row = &mut activity[self.row * families.len()..][..families.len()];
        row.fill(Lanes::all(0.0));
        for from in (0..events.len()).step_by(LANES) {
            let words = events.words_of(simd, &self.luck, from, first);
            let uniforms = each_lane(|i| open_unit_f64(words[0][i], words[1][i]));
            let amounts = self.amount.sample_lanes(simd, &uniforms);
            for i in 0..LANES.min(events.len() - from) {
                let Some((year, lane)) = events.happens(from + i, families) else { continue };
                let amount = events.sign(year, lane) * amounts[i];
                if !self.by_year {
                    row[year][lane] += amount;
                    continue;
                }
                let spell = events.spell(from + i, plan, parameters);
                for (k, sum) in row[year..].iter_mut().enumerate() {
                    sum[lane] += amount * spell.in_year(k);
                }
            }
        }
    }
}
