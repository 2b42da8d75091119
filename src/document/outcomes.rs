//! What else a run tells: outcomes other than the net benefit.

use super::words::lower_first;
use super::{DataTable, Language, Section, TableCell};
use crate::model::Effect;
use crate::statistics::Estimate;
use crate::summary::{AccountSummary, EventFacts, Outcome, QuantileEstimate, Ratio, Summary, quantile_at};

/// Peak funding, person-years, events, payback and ratios, with their spread.
pub(super) fn outcomes(section: &mut Section, outcome: &Outcome<Summary>, language: Language) {
    let (words, labels) = (language.words(), language.labels());
    let (summary, names) = (&outcome.result, &outcome.names);
    let headline = &summary.headline;
    let [low, high] = [0.05, 0.95].map(|p| language.percent(p, 0));
    let mut table = DataTable::new(["", labels.mean, "±", &low, labels.middle, &high]);
    let whole = |value| language.whole(value);
    let decimals = |value| language.decimal(value, 2);
    // Of whole numbers the number, with its interval where that has more than one.
    let spread = |quantiles: &[QuantileEstimate], text: &dyn Fn(f64) -> String| {
        [0.05, 0.5, 0.95].map(|p| {
            let TableCell { text: plain, value, beneath } = at(quantiles, p, text);
            let interval = quantile_at(quantiles, p).and_then(|quantile| quantile.interval);
            let counted = value.zip(interval).map(|(value, interval)| words.counted(value, interval));
            TableCell { text: counted.unwrap_or(plain), value, beneath }
        })
    };
    let peak = &headline.peak_funding;
    let cells = estimate(peak.mean, peak.mcse, &whole).into_iter().chain(spread(&peak.quantiles, &whole));
    table.row(labels.peak_funding, cells);
    let employed = names.employment.then(|| (labels.additional_person_years.to_owned(), &summary.person_years));
    let events = names.events.iter().zip(&summary.events);
    let events = events.map(|(event, (_, count))| (event_label(event, language), count));
    for (label, count) in employed.into_iter().chain(events) {
        let cells = estimate(count.mean, count.mcse, &decimals);
        table.row(label, cells.into_iter().chain(spread(&count.quantiles, &decimals)));
    }
    if let Some(payback) = &headline.payback {
        let years = |years: f64| {
            if years.is_finite() { language.decimal(years, 1) } else { labels.not_within.to_owned() }
        };
        let cells = [0.05, 0.5, 0.95].map(|p| at(&payback.quantiles, p, &years));
        let none = TableCell::default;
        table.row(words.payback(outcome.years[0]), [none(), none()].into_iter().chain(cells));
    }
    let missing = ratios(&mut table, headline, language);
    section.table(table);
    if headline.cost_per_person_year.as_ref().is_some_and(|cost| cost.net.found().is_ok()) {
        section.note(labels.net_cost_note);
    }
    for told in missing {
        section.note(told);
    }
}

/// A value and its error.
fn estimate(value: f64, mcse: f64, text: &dyn Fn(f64) -> String) -> [TableCell; 2] {
    [TableCell::number(text(value), value), TableCell::number(text(mcse), mcse)]
}

/// Rows of the ratios that can be told, and why the others cannot.
fn ratios(table: &mut DataTable, headline: &AccountSummary, language: Language) -> Vec<String> {
    let (words, labels) = (language.words(), language.labels());
    let mut missing = Vec::new();
    let mut ratio = |label: &str, ratio: &Ratio, text: &dyn Fn(f64) -> String| match determined(ratio, language) {
        Ok(Estimate { value, mcse }) => {
            table.row(label, estimate(value, mcse, text));
        }
        Err(reason) => missing.push(words.no_ratio(label, reason)),
    };
    ratio(labels.benefit_cost_ratio, &headline.benefit_cost_ratio.ratio, &|value| language.decimal(value, 3));
    if let Some(cost) = &headline.cost_per_person_year {
        let [programme, net] = if cost.discounted { labels.costs_per_year_discounted } else { labels.costs_per_year };
        ratio(programme, &cost.programme, &|value| language.whole(value));
        ratio(net, &cost.net, &|value| language.whole(value));
    }
    missing
}

/// A ratio, or why none is told. With an effect that is not clearly above zero it says nothing; the files hold it all the same.
pub(super) fn determined(ratio: &Ratio, language: Language) -> Result<Estimate, &'static str> {
    let found = ratio.found().map_err(|reason| language.words().why_no_ratio(reason))?;
    if found.mcse < found.value / 2.0 { Ok(found) } else { Err(language.labels().large_error) }
}

/// What an event is called where its number is shown: `placements avoided`, `child cases closed, gained`.
pub(super) fn event_label(event: &EventFacts, language: Language) -> String {
    let labels = language.labels();
    let title = lower_first(&event.title);
    let [direction, said] = match event.effect {
        Effect::Avoided => labels.avoided,
        Effect::Gained => labels.gained,
    };
    if title.contains(said) { title } else { format!("{title}, {direction}") }
}

/// A quantile; empty where there is none.
pub(super) fn at(quantiles: &[QuantileEstimate], p: f64, text: &dyn Fn(f64) -> String) -> TableCell {
    let Some(quantile) = quantile_at(quantiles, p) else { return TableCell::default() };
    TableCell::number(text(quantile.value), quantile.value)
}
