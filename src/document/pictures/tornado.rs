//! Pictures of the tornado and the stress test.

use super::frame::{Told, framed, whose};
use crate::analysis::{Level, Stress, StressStep, Tornado, TornadoBar};
use crate::document::analysis_tables::{bar_table, stress_table};
use crate::document::money::MoneyAxis;
use crate::document::number::Language;
use crate::document::picture::{Across, BarRow, BarRows, Drawing, MOST_ROWS, Marker, Picture, SwingRow, SwingRows};
use crate::document::words::{Beneath, sentences, upper_first};
use crate::summary::Outcome;

/// What each assumption moves, the most on top.
#[must_use]
pub fn tornado(outcome: &Outcome<Tornado>, language: Language) -> Picture {
    let (words, labels) = (language.words(), &language.labels().pictures);
    let Tornado { base, bars, .. } = &outcome.result;
    let centre = base.mean.value;
    let shown = &bars[..bars.len().min(MOST_ROWS)];
    let ends = shown.iter().flat_map(|bar| [bar.low.level.mean.value, bar.high.level.mean.value]);
    let money = MoneyAxis::covering(ends.chain([centre]), &outcome.currency, language);
    let now =
        words.tornado_now(&outcome.span(), &outcome.currency, base.expected, base.mean, base.probability.as_ref());
    let most = bars.first().map(|bar| {
        let [low, high] = [&bar.low, &bar.high].map(|end| end.level.mean.value);
        words.moves_most(&bar.label.title, [low, high], &outcome.currency)
    });
    let told = Told {
        name: "tornado",
        title: words.tornado_title(&outcome.span(), &whose(outcome, language)),
        description: sentences([now, most.unwrap_or_default()]),
        table: bar_table(bars, language),
    };
    let about = if bars.iter().any(|bar| bar.fixed) { labels.swings_some_pale } else { labels.swings };
    let drawing = Drawing::Swings(SwingRows {
        about: about.to_owned(),
        centre: Marker { value: centre, label: words.with_nothing_held(&money.amount(centre)) },
        heading: words.probability_now(base.probability.as_ref()),
        rows: shown.iter().map(|bar| swing(bar, &outcome.currency, language)).collect(),
        rest: (bars.len() > MOST_ROWS).then(|| words.more_that_move_less(bars.len() - MOST_ROWS)),
        money,
    });
    framed(outcome, language, told, drawing)
}

fn swing(bar: &TornadoBar, currency: &str, language: Language) -> SwingRow {
    let words = language.words();
    let (worse, better) = if bar.adverse == "high" { (&bar.high, &bar.low) } else { (&bar.low, &bar.high) };
    let odds = worse.level.probability.as_ref().zip(better.level.probability.as_ref());
    let value = (!bar.list).then(|| language.value_of(&bar.label, bar.base, currency));
    // The value of an end is without its unit, which stands beneath the title.
    let form = bar.label.form.bare();
    SwingRow {
        title: bar.label.title.clone(),
        beneath: words.beneath(&bar.label.path, Beneath::Base { value: value.as_deref(), fixed: bar.fixed }),
        ends: [&bar.low, &bar.high]
            .map(|end| Marker { value: end.level.mean.value, label: language.written(end.value, &form, currency) }),
        pale: bar.fixed,
        remark: odds.map(|(worse, better)| words.one_to_other(&language.chance(worse, 0), &language.chance(better, 0))),
    }
}

/// All assumptions at their adverse ends, one after another.
#[must_use]
pub fn stress(outcome: &Outcome<Tornado>, stress: &Stress, language: Language) -> Picture {
    let (words, labels) = (language.words(), language.labels());
    let nothing = (upper_first(labels.nothing_held), String::new(), &outcome.result.base);
    let all = (upper_first(labels.all_favourable), String::new(), &stress.favourable.level);
    let step = |StressStep { label, value, level, .. }: &StressStep| {
        let value = language.value_of(label, *value, &outcome.currency);
        (format!("+ {}", label.title), words.beneath(&label.path, Beneath::HeldAt(&value)), *level)
    };
    let steps: Vec<(String, String, Level)> = stress.adverse.iter().map(step).collect();
    let mut rows: Vec<(&str, &str, &Level)> = vec![(&nothing.0, &nothing.1, nothing.2)];
    rows.extend(steps.iter().map(|(title, beneath, level)| (title.as_str(), beneath.as_str(), level)));
    rows.push((&all.0, &all.1, all.2));
    let means = rows.iter().map(|(.., level)| level.mean.value);
    let money = MoneyAxis::covering(means, &outcome.currency, language);
    // With more steps than can be read, the first and, always, the last two.
    let skipped = rows.len().saturating_sub(MOST_ROWS);
    if skipped > 0 {
        rows.drain(MOST_ROWS - 2..MOST_ROWS - 2 + skipped);
    }
    let worst = stress.adverse.last().map_or(&outcome.result.base, |step| &step.level);
    let told = Told {
        name: "stress",
        title: words.stress_title(&outcome.span(), &whose(outcome, language)),
        description: words.worst_and_best([worst, &stress.favourable.level], &outcome.currency),
        table: stress_table(outcome, stress, language),
    };
    let row = |(title, beneath, level): (&str, &str, &Level)| BarRow {
        title: title.to_owned(),
        beneath: beneath.to_owned(),
        end: Marker { value: level.mean.value, label: money.label(level.mean.value) },
        part: None,
        remark: language.odds_cell(level.probability.as_ref()).text,
    };
    let drawing = Drawing::Rows(BarRows {
        about: labels.pictures.stress.to_owned(),
        heading: labels.probability_net_positive.to_owned(),
        rows: rows.into_iter().map(row).collect(),
        across: Across::Money(money),
    });
    framed(outcome, language, told, drawing)
}
