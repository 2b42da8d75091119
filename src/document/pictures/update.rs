//! The forecast before and after the first years' figures.

use super::frame::{Told, framed, whose};
use super::spread::table as spread_table;
use crate::analysis::update::{Forecast, Update};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Drawing, FanPanel, Fans, Picture, Spread, SpreadCourse, SpreadLegend};
use crate::document::update::answer;
use crate::summary::{Outcome, YearSummary};

/// The cumulative net benefit by year, before and after the figures.
#[must_use]
pub fn update(outcome: &Outcome<Update>, language: Language) -> Picture {
    let (words, found) = (language.words(), &outcome.result);
    let [_, before, after] = language.update_labels().forecasts;
    let spread = |year: &YearSummary| Spread::of(&year.quantiles, year.mean_conditional.value);
    let panel = |(name, forecast): (&str, &Forecast)| FanPanel {
        name: name.to_owned(),
        remark: words.probability_net(forecast.net_benefit.probability_positive.as_ref()),
        course: SpreadCourse {
            years: forecast.cumulative.iter().map(|year| year.year).collect(),
            spreads: forecast.cumulative.iter().map(spread).collect(),
        },
    };
    let both = [(before, &found.before), (after, &found.after)];
    let panels: Vec<FanPanel> = both.into_iter().map(panel).collect();
    let all = panels.iter().flat_map(|panel| &panel.course.spreads).flat_map(Spread::reach);
    let money = MoneyAxis::covering(all, &outcome.currency, language);
    let last = |(name, forecast): (&str, &Forecast)| Some((name.to_owned(), spread(forecast.cumulative.last()?)));
    let ends: Vec<(String, Spread)> = both.into_iter().filter_map(last).collect();
    let told = Told {
        name: "update",
        title: words.update_title(&whose(outcome, language)),
        description: answer(found, &outcome.span(), &outcome.currency, language),
        table: spread_table(
            &words.net_benefit_of(&outcome.span()),
            ends.iter().map(|(name, spread)| (name.clone(), spread)),
            language,
        ),
    };
    let drawing = Drawing::Fans(Fans {
        money,
        years: found.before.cumulative.len(),
        from_zero: true,
        panels,
        legend: SpreadLegend { expected: language.update_labels().rows[0].to_owned(), ..SpreadLegend::of(language) },
    });
    framed(outcome, language, told, drawing)
}
