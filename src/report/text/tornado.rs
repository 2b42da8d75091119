//! The tornado and the stress test in tables.

use super::stress::{breakable, by_label, errors, heading, largest, odds};
use super::{columns, wrapped};
use crate::analysis::{Level, Stress, Tornado};
use crate::report::number::{chance_error, level_at, money, of_cases, points, whole, whole_list};
use crate::summary::Outcome;
use std::fmt::Write as _;

/// What each assumption moves, the most first.
#[must_use]
pub fn tornado(report: &Outcome<Tornado>, left_out: &[String], width: usize) -> String {
    let Tornado { base, bars, stress } = &report.result;
    let mut text = heading(report, &report.scenario.set, width);
    let now = format!(
        "Net benefit {}: {} at base values, {} ± {} on average over the uncertain assumptions{}.",
        report.span(),
        money(base.expected, &report.currency),
        whole(base.mean.value),
        whole(base.mean.mcse),
        base.probability
            .as_ref()
            .map_or_else(String::new, |p| { format!(", above zero in {} ({})", of_cases(p), chance_error(p)) })
    );
    text.push_str(&wrapped(&now, width, "  "));
    text.push('\n');
    let mut table = columns(width);
    table.set_header(["ASSUMPTION", "from", "to", "mean at from", "mean at to", "P at from", "P at to"]);
    for bar in bars {
        let probability = |level: &Level| odds(level.probability.as_ref());
        table.add_row([
            breakable(&format!("{}{}", whole_list(&bar.path, bar.list), if bar.fixed { " (fixed)" } else { "" })),
            level_at(bar.low.value, bar.list),
            level_at(bar.high.value, bar.list),
            whole(bar.low.level.mean.value),
            whole(bar.high.level.mean.value),
            probability(&bar.low.level),
            probability(&bar.high.level),
        ]);
    }
    text.push_str(&by_label(table));
    let levels = bars.iter().flat_map(|bar| [&bar.low.level, &bar.high.level]);
    let changes = bars.iter().flat_map(|bar| [bar.low, bar.high]);
    let of_mean = largest(changes.clone().map(|end| end.change));
    let of_probability = largest(changes.filter_map(|end| end.probability_change));
    // No error is told where it rounds to nothing, or where probabilities change between never and always alone.
    let known = [(of_mean.round(), money(of_mean, &report.currency)), (of_probability, points(of_probability))];
    let known =
        known.into_iter().filter(|(error, _)| *error > 0.0).map(|(_, told)| format!("± {told}")).collect::<Vec<_>>();
    let note = format!(
        "Each assumption by itself at one end and the other, the rest as uncertain as they are; what moves the mean most \
         comes first. P: how likely the net benefit is above zero, with nothing held that of `run -n {}`. {}.{}",
        report.run.replications,
        errors(levels, &report.currency),
        if known.is_empty() {
            String::new()
        } else {
            format!(" What an end changes is known to {}, since all share their luck.", known.join(" and "))
        }
    );
    text.push_str(&wrapped(&note, width, ""));
    if bars.iter().any(|bar| bar.fixed) {
        let note = "(fixed): the scenario has it as certain; moved by a share of itself, of a list all entries at once: by default the \
                    five that would matter most, of those that may be moved so far either way (--fixed names others, --fixed \
                    none leaves them out).";
        text.push_str(&wrapped(note, width, ""));
    }
    let both: Vec<&str> = bars.iter().filter(|bar| bar.bad_at_both_ends()).map(|bar| bar.path.as_str()).collect();
    if !both.is_empty() {
        let note = format!(
            "Bad at both ends: {}. All adverse has the worse end, all favourable leaves it as uncertain as it is.",
            both.join(", ")
        );
        text.push_str(&wrapped(&note, width, ""));
    }
    if !left_out.is_empty() {
        let note = format!("Fixed numbers that may not be moved so far are left out: {}.", left_out.join(", "));
        text.push_str(&wrapped(&note, width, ""));
    }
    if let Some(stress) = stress {
        text.push('\n');
        text.push_str(&stressed(report, stress, width));
    }
    text
}

fn stressed(report: &Outcome<Tornado>, stress: &Stress, width: usize) -> String {
    let mut table = columns(width);
    table.set_header(["ALL ADVERSE, ONE AFTER ANOTHER", "at", "at base", "mean", "P(> 0)"]);
    let mut row = |label: &str, value: String, level: &Level| {
        let odds = odds(level.probability.as_ref());
        table.add_row([label.to_owned(), value, whole(level.expected), whole(level.mean.value), odds]);
    };
    row("nothing held", String::new(), &report.result.base);
    for step in &stress.adverse {
        let label = breakable(&whole_list(&step.path, step.list));
        row(&format!("+ {label}"), level_at(step.value, step.list), &step.level);
    }
    row("all favourable", String::new(), &stress.favourable.level);
    let levels = stress.adverse.iter().map(|step| &step.level).chain([&stress.favourable.level]);
    let mut note = format!(
        "Each row holds its assumption and all above it at their adverse ends; at base: the rest at base values; mean: the rest \
         uncertain. {}.",
        errors(levels, &report.currency)
    );
    let relieving = relieving(&report.result.base, stress);
    if !relieving.is_empty() {
        let _ = write!(
            note,
            " Adverse by itself, yet a relief once those above are adverse: {}. What an assumption does may depend on the others.",
            relieving.join(", ")
        );
    }
    by_label(table) + &wrapped(&note, width, "")
}

/// The steps after which the mean is higher than before.
fn relieving<'a>(base: &Level, stress: &'a Stress) -> Vec<&'a str> {
    let before = std::iter::once(base).chain(stress.adverse.iter().map(|step| &step.level));
    let pairs = before.zip(&stress.adverse).filter(|(before, step)| step.level.mean.value > before.mean.value);
    pairs.map(|(_, step)| step.path.as_str()).collect()
}
