//! The answer in words: sentences that follow the figures at every corner.

use crate::report::number::{chance, chance_error, money, of_cases, percent, span_of, whole};
use crate::statistics::{Chance, Sample};
use crate::summary::{BreakEvenSummary, CostPerPersonYear, Expected, NoRatio, Summary, YearProbability, quantile_at};

/// How likely the investment pays within a span, and within which limits the result lies.
pub(super) fn pays(summary: &Summary, name: &str, span: &str, currency: &str) -> String {
    let headline = &summary.headline;
    let Some(probability) = headline.net_benefit.probability_positive else {
        return format!(
            "{name} is incomplete: the file does not hold its whole side of the case, so how likely its net benefit is above zero, \
             and when, is withheld."
        );
    };
    let odds = format!("{} in {} ({}).", pays_within(span), of_cases(&probability), chance_error(&probability));
    let ends = [0.05, 0.95].map(|p| quantile_at(&headline.net_benefit.quantiles, p).map_or(f64::NAN, |q| q.value));
    format!("{odds} {}", range(ends, currency))
}

/// `The investment pays within 2017–2021`; of a single year `in 2023`.
fn pays_within(span: &str) -> String {
    format!("The investment pays {}", span_of(span))
}

/// Where nine results of ten lie.
fn range([low, high]: [f64; 2], currency: &str) -> String {
    if low.round() == high.round() {
        format!("In nine cases of ten the result is {}.", amount_end(&money(low, currency)))
    } else {
        let text = format!(
            "In nine cases of ten the result lies from {} to {}",
            whole_of(low, currency),
            money(high, currency)
        );
        format!("{}.", amount_end(&text))
    }
}

/// The lower of two amounts, of which only the second carries a currency that stands after it.
fn whole_of(value: f64, currency: &str) -> String {
    if crate::report::number::stands_before(currency) { money(value, currency) } else { whole(value) }
}

/// Text without the full stop that a currency such as `kr.` brings.
fn amount_end(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}

/// When: the most likely year, what was reached and lost again, what is never reached, and what ends at zero.
pub(super) fn when(even: &BreakEvenSummary, span: &str) -> String {
    let ends = &even.ends;
    let never = even.not_within_horizon.chance;
    let seen = even.by_year.iter().filter(|year| year.probability() > 0.0);
    let best = seen.max_by(|a, b| a.probability().total_cmp(&b.probability()).then(b.year.cmp(&a.year)));
    let Some(best) = best else {
        return if ends.at_zero.probability() == 1.0 {
            format!("No money moves {} in any of the cases.", span_of(span))
        } else {
            format!("It never breaks even {}: {}.", span_of(span), in_none(&never.other_side()))
        };
    };
    let mut sentences = vec![if even.by_year.len() == 1 {
        String::new()
    } else if never.value > 0.5 {
        format!(
            "Most likely it does not break even {} ({}); if it does, most likely in {} ({}).",
            span_of(span),
            chance(&never, 1),
            best.year,
            chance(&best.chance, 1)
        )
    } else {
        format!("The most likely break-even year is {} ({}).", best.year, chance(&best.chance, 1))
    }];
    let mut apart = Vec::new();
    if ends.lost_again.probability() > 0.0 {
        apart.push(format!("in {} it reaches zero and loses it again", chance(&ends.lost_again.chance, 1)));
    }
    // Where that is most of all cases it has been said.
    let said = never.value > 0.5 && never.value == ends.never.probability();
    if ends.never.probability() > 0.0 && even.by_year.len() > 1 && !said {
        apart.push(format!("in {} it never reaches zero", chance(&ends.never.chance, 1)));
    }
    if ends.at_zero.probability() > 0.0 {
        let zero = chance(&ends.at_zero.chance, 1);
        apart.push(format!("in {zero} it ends at exactly zero, neither gain nor loss"));
    }
    // A design says nothing of what it never saw.
    let told = never.is_mixed() || never.bound().is_some();
    if apart.is_empty() && even.by_year.len() > 1 && !said && told {
        apart.push(format!("not {} in {}", span_of(span), chance(&never, 1)));
    }
    if !apart.is_empty() {
        sentences.push(super::upper_first(&apart.join("; ")) + ".");
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// What is said of something that no replication saw.
fn in_none(chance: &Chance) -> String {
    match chance.sample {
        Sample::Replications(n) => {
            format!("in none of {} cases, which leaves {}", whole(n as f64), super::super::number::chance(chance, 2))
        }
        Sample::Randomisations(n) => format!("in none of {n} randomisations"),
    }
}

/// From when break-even and payback count, where that is not from the start.
pub(super) fn counts_from(years: &[i32], net: &[f64]) -> Option<String> {
    let first = net.iter().position(|net| *net != 0.0)?;
    (first > 0).then(|| {
        let year = years[first];
        format!("In the expected case no money moves before {year}: no earlier year counts as break-even.")
    })
}

/// The break-even of one course of money, in words: three different things, and exactly zero.
pub(super) fn break_even(expected: &Expected, years: &[i32], complete: bool, span: &str, currency: &str) -> String {
    if !complete {
        return "Break-even: withheld, since the file does not hold this payer's whole side of the case.".to_owned();
    }
    let late = counts_from(years, &expected.net).map_or_else(String::new, |told| format!(" {told}"));
    let total = expected.total;
    match (expected.break_even_year, expected.lasting_break_even_year) {
        _ if expected.net.iter().all(|net| *net == 0.0) => {
            format!("Break-even: none, since no money moves {}.", span_of(span))
        }
        (Some(first), Some(_)) if total == 0.0 => {
            format!("Break-even: {first}; it ends at exactly zero, neither gain nor loss.{late}")
        }
        (Some(first), Some(lasting)) if first == lasting => format!("Break-even: {first}.{late}"),
        (Some(first), Some(lasting)) => format!("Break-even: {first}, for good from {lasting}.{late}"),
        (Some(first), None) => {
            let end = money(total, currency);
            format!("Break-even: reached in {first}, lost again; it ends at {}.{late}", amount_end(&end))
        }
        (None, _) => format!("Break-even: not {}.{late}", span_of(span)),
    }
}

/// Why there is no ratio.
pub(super) fn no_ratio(reason: NoRatio) -> &'static str {
    match reason {
        NoRatio::NoPersonYears => "the programme brings no more person-years than without it",
        NoRatio::FewerPersonYears => "the programme brings fewer person-years than without it",
        NoRatio::PersonYearsUnclear => "the additional person-years cannot be told from zero",
        NoRatio::NothingCosts => "nothing is paid",
        NoRatio::CostsNegative => "the costs come out negative",
        NoRatio::CostsUnclear => "what it costs cannot be told from zero",
        NoRatio::NothingSaved => "nothing is saved",
        NoRatio::SavingsNegative => "what it should save comes out negative",
        NoRatio::SavingsUnclear => "what is saved cannot be told from zero",
        NoRatio::CostsCovered => "savings that are not per person-year already cover the costs",
    }
}

/// What a cost per person-year is called: in which kind, and whether it is discounted.
pub(super) fn cost_names<T>(cost: &CostPerPersonYear<T>) -> [&'static str; 2] {
    if cost.discounted {
        ["programme cost per person-year, both discounted", "net cost per person-year, both discounted"]
    } else {
        ["programme cost per person-year", "net cost per person-year"]
    }
}

/// Which years of a break-even table are shown: all of a short horizon, every fifth and the last of a long one.
pub(super) fn since(by_year: &[YearProbability], from: usize, to: usize, sample: Sample) -> Chance {
    let value = by_year[from..=to].iter().map(YearProbability::probability).sum::<f64>();
    // Shares that make up the whole are all there is, whatever rounding leaves.
    let value = if value > 1.0 - 1e-12 { 1.0 } else { value };
    Chance { value, mcse: f64::NAN, sample }
}

/// The error of a share for a note: the largest of some, in percentage points; `None` where each was seen never or always.
pub(super) fn largest_error<'a>(chances: impl Iterator<Item = &'a Chance>) -> Option<String> {
    let errors = chances.filter(|chance| chance.is_mixed()).map(|chance| chance.mcse);
    errors.reduce(f64::max).map(crate::report::number::points)
}

/// What stands for something seen never or always, for a note.
pub(super) fn extremes(sample: Sample) -> String {
    match sample {
        Sample::Replications(n) => {
            let bound = crate::statistics::bound_of_none(n);
            let digits = if bound < 0.001 { 3 } else { 2 };
            format!(
                "what none of {} cases shows is below {} (one-sided 95 %)",
                whole(n as f64),
                percent((bound * 100.0 * 10f64.powi(digits)).ceil() / 10f64.powi(digits) / 100.0, digits as usize)
            )
        }
        Sample::Randomisations(n) => format!("none and all: of {n} independent randomisations"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::{HorizonEnds, HorizonProbability, LastingBreakEven};

    /// Of 1,000 replications: how many first break even by year, and how many end above, at zero, lost again, never.
    fn even(first: &[u64], ends: [u64; 4]) -> BreakEvenSummary {
        let of = |count: &u64| HorizonProbability { chance: Chance::of(*count, 1000) };
        let by_year: Vec<YearProbability> =
            (2025..).zip(first).map(|(year, n)| YearProbability { year, chance: Chance::of(*n, 1000) }).collect();
        let never = of(&(1000 - first.iter().sum::<u64>()));
        let [above_zero, at_zero, lost_again, never_reached] = ends.each_ref().map(of);
        BreakEvenSummary {
            by_end_of: by_year.clone(),
            lasting: LastingBreakEven { by_year: by_year.clone(), not_within_horizon: never },
            by_year,
            not_within_horizon: never,
            ends: HorizonEnds { above_zero, at_zero, lost_again, never: never_reached },
        }
    }

    #[test]
    fn when_tells_three_things_apart_and_zero() {
        let mixed = when(&even(&[0, 400, 200], [460, 0, 140, 400]), "2025–2027");
        assert_eq!(
            mixed,
            "The most likely break-even year is 2026 (40.0 %). In 14.0 % it reaches zero and loses it again; in 40.0 % it never reaches zero."
        );
        let gain = when(&even(&[1000, 0], [1000, 0, 0, 0]), "2025–2026");
        assert_eq!(gain, "The most likely break-even year is 2025 (> 99.7 %). Not within 2025–2026 in < 0.3 %.");
        let loss = when(&even(&[0, 0], [0, 0, 0, 1000]), "2025–2026");
        assert_eq!(loss, "It never breaks even within 2025–2026: in none of 1,000 cases, which leaves < 0.30 %.");
        let rare = when(&even(&[0, 100], [100, 0, 0, 900]), "2025–2026");
        assert_eq!(
            rare,
            "Most likely it does not break even within 2025–2026 (90.0 %); if it does, most likely in 2026 (10.0 %)."
        );
        let nothing = when(&even(&[0, 0], [0, 1000, 0, 0]), "2025–2026");
        assert_eq!(nothing, "No money moves within 2025–2026 in any of the cases.");
        let zero = when(&even(&[0, 1000], [0, 1000, 0, 0]), "2025–2026");
        assert!(zero.ends_with("In > 99.7 % it ends at exactly zero, neither gain nor loss."), "{zero}");
        let one_year = when(&even(&[600], [500, 100, 0, 400]), "2025");
        assert_eq!(one_year, "In 10.0 % it ends at exactly zero, neither gain nor loss.");
        assert_eq!(when(&even(&[600], [600, 0, 0, 400]), "2025"), "");
        assert_eq!(
            when(&even(&[0], [0, 0, 0, 1000]), "2025"),
            "It never breaks even in 2025: in none of 1,000 cases, which leaves < 0.30 %."
        );
    }

    fn expected(net: &[f64]) -> Expected {
        let flow = crate::model::CashFlow::new(net.iter().copied());
        let even = flow.break_even();
        let year = |year: usize| 2025 + year as i32;
        Expected {
            lines: vec![],
            savings: vec![],
            costs: vec![],
            net: net.to_vec(),
            cumulative: flow.cumulative().to_vec(),
            total: flow.total(),
            break_even_year: even.first.map(year),
            lasting_break_even_year: even.lasting.map(year),
            person_years: vec![],
            event_years: vec![],
            benefit_cost_ratio: None,
            cost_per_person_year: None,
            no_ratio: crate::summary::NoRatios::default(),
        }
    }

    #[test]
    fn the_expected_case_tells_the_same_things_apart() {
        let told = |net: &[f64]| break_even(&expected(net), &[2025, 2026, 2027], true, "2025–2027", "kr.");
        assert_eq!(told(&[1.0, 1.0, 1.0]), "Break-even: 2025.");
        assert_eq!(told(&[-1.0, 2.0, 1.0]), "Break-even: 2026.");
        assert_eq!(told(&[2.0, -3.0, 2.0]), "Break-even: 2025, for good from 2027.");
        assert_eq!(told(&[-1.0, 2.0, -3.0]), "Break-even: reached in 2026, lost again; it ends at −2 kr.");
        assert_eq!(told(&[-1.0, 0.0, 0.0]), "Break-even: not within 2025–2027.");
        assert_eq!(told(&[-1.0, 0.0, 1.0]), "Break-even: 2027; it ends at exactly zero, neither gain nor loss.");
        assert_eq!(told(&[0.0, 0.0, 0.0]), "Break-even: none, since no money moves within 2025–2027.");
        assert_eq!(
            told(&[0.0, -1.0, 2.0]),
            "Break-even: 2027. In the expected case no money moves before 2026: no earlier year counts as break-even."
        );
        let one = break_even(&expected(&[-1.0]), &[2025], true, "2025", "£");
        assert_eq!(one, "Break-even: not in 2025.");
    }

    #[test]
    fn ranges_name_the_currency_as_its_language_writes_it() {
        assert_eq!(range([-5.0, 1000.0], "kr."), "In nine cases of ten the result lies from −5 to 1,000 kr.");
        assert_eq!(range([-5.0, 1000.0], "£"), "In nine cases of ten the result lies from −£5 to £1,000.");
        assert_eq!(range([7.0, 7.2], "£"), "In nine cases of ten the result is £7.");
    }
}
