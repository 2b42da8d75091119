//! CSV files of what is worth knowing better.

use super::rows::{Cell, CsvTarget, Rows, exact, number, text};
use crate::analysis::{EvidenceSamples, EvidenceWorth, GoAhead, GoAheadAt, Reason, Share, VarianceShares};
use crate::model::{Followed, Label, Municipalities};
use std::array::from_fn;
use std::io;

/// `sobol.csv`: one row for each assumption, each set of them, what they do only together, and chance between families, whose share is one
/// of all variance; the other shares are of the variance of the exact expectation.
///
/// # Errors
/// Those of the writer.
pub fn sobol(target: CsvTarget<'_>, found: &VarianceShares) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let of = ["first", "total"].map(|name| ["", "_mcse", "_low", "_high"].map(|part| format!("{name}{part}").into()));
    rows.write_record(["kind", "name", "paths"].map(Cell::from).into_iter().chain(of.into_iter().flatten()))?;
    let share = |share: &Share| [share.value, share.mcse, share.low, share.high].map(number);
    let paths = |inputs: &[Label]| text(&inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>().join(" "));
    for input in &found.inputs {
        let begin = ["assumption".into(), text(&input.label.title), text(&input.label.path)];
        let shares = [input.shares.first, input.shares.total];
        rows.write_record(begin.into_iter().chain(shares.iter().flat_map(share)))?;
    }
    for group in &found.groups {
        let kind = match group.reason {
            Reason::Correlated => "correlated",
            Reason::Years => "years",
            Reason::Asked => "asked",
        };
        let begin = [kind.into(), text(group.name.as_deref().unwrap_or_default()), paths(&group.inputs)];
        let shares = [group.shares.first, group.shares.total];
        rows.write_record(begin.into_iter().chain(shares.iter().flat_map(share)))?;
    }
    let blank = |n: usize| std::iter::repeat_n(Cell::default(), n);
    let begin = ["interactions".into(), Cell::default(), Cell::default()];
    rows.write_record(begin.into_iter().chain(share(&found.interactions)).chain(blank(4)))?;
    if let Some(chance) = found.chance {
        let begin = ["chance".into(), Cell::default(), Cell::default()];
        let known = [chance.value, chance.mcse].map(number);
        rows.write_record(begin.into_iter().chain(known).chain(blank(6)))?;
    }
    rows.flush()
}

/// `evppi.csv`: what it is worth to know everything, and each assumption or set of them, before deciding.
///
/// # Errors
/// Those of the writer.
pub fn evppi(target: CsvTarget<'_>, found: &EvidenceWorth) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["known", "paths", "value", "mcse", "lower", "upper", "p_other_decision"].map(Cell::from))?;
    let other = 1.0 - found.decision.options[found.decision.taken].probability_best;
    let all = [found.evpi.value, found.evpi.mcse].map(number);
    let begin = ["everything".into(), Cell::default()].into_iter().chain(all);
    rows.write_record(begin.chain([Cell::default(), Cell::default(), number(other)]))?;
    for known in &found.evppi {
        let worth = &known.worth;
        let numbers = [worth.value.value, worth.value.mcse, worth.lower, worth.upper, worth.decides_otherwise];
        let name = known.name.as_deref().unwrap_or("assumption");
        let begin = [text(name), text(&known.paths.join(" "))];
        rows.write_record(begin.into_iter().chain(numbers.map(number)))?;
    }
    rows.flush()
}

/// `studies.csv`: one row for each size of each study; of a study of both arms one for each stretch of the other arm's counts.
///
/// # Errors
/// Those of the writer.
pub fn studies(target: CsvTarget<'_>, found: &EvidenceWorth) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    let header = [
        "study",
        "arm",
        "n",
        "evsi",
        "evsi_mcse",
        "reaches",
        "worth",
        "cost",
        "net",
        "says_no",
        "municipalities",
        "between",
        "evsi_elsewhere",
        "worth_everywhere",
        "worth_everywhere_mcse",
        "net_everywhere",
        "other_from",
        "other_to",
        "go_ahead_if",
    ];
    rows.write_record(header.map(Cell::from))?;
    for study in &found.studies {
        let arm = Followed::ALL.iter().find(|known| known.1 == study.arm).map_or("", |known| known.0);
        let numbers = [
            study.evsi.value,
            study.evsi.mcse,
            study.reaches,
            study.worth.value,
            study.cost,
            study.net.value,
            study.says_no,
        ]
        .map(number);
        let everywhere = study.everywhere.map(|all| {
            let Municipalities { number, between } = all.municipalities;
            [f64::from(number), between, all.evsi_elsewhere.value, all.worth.value, all.worth.mcse, all.net.value]
        });
        let everywhere = everywhere.map_or_else(|| from_fn(|_| Cell::default()), |all| all.map(number));
        let begin = [text(&study.id), arm.into(), number(study.n as f64)].into_iter().chain(numbers).chain(everywhere);
        match &study.go_ahead_if {
            GoAhead::ByComparison(rule) | GoAhead::ByProgramme(rule) => {
                for GoAheadAt { other: [from, to], probability: _, go_ahead_if } in rule {
                    let end = [number(*from as f64), number(*to as f64), text(&condition(go_ahead_if))];
                    rows.write_record(begin.clone().chain(end))?;
                }
            }
            rule => rows.write_record(begin.chain([Cell::default(), Cell::default(), text(&condition(rule))]))?,
        }
    }
    rows.flush()
}

/// `parameters.csv`: a row for each draw, a column for each assumption, by its path.
///
/// # Errors
/// Those of the writer.
pub fn sampled_parameters(target: CsvTarget<'_>, samples: &EvidenceSamples) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(samples.paths.iter().map(|path| text(path)))?;
    for draw in &samples.draws {
        rows.write_record(draw.iter().copied().map(exact))?;
    }
    rows.flush()
}

/// `net_benefit.csv`, `costs.csv`, `effects.csv`: a row for each draw, a column for each option, investing last. Costs are the net benefit with
/// its sign changed and effects zero, for programs that ask for both.
///
/// # Errors
/// Those of the writer.
pub fn sampled_options(target: CsvTarget<'_>, samples: &EvidenceSamples, factor: f64) -> io::Result<()> {
    let mut rows = Rows::new(target)?;
    rows.write_record(["nothing", "invest"].map(Cell::from))?;
    for net in &samples.nets {
        // Not −0.
        rows.write_record([exact(0.0), exact(net * factor + 0.0)])?;
    }
    rows.flush()
}

/// When to go ahead, by the count x.
fn condition(rule: &GoAhead) -> String {
    match rule {
        GoAhead::Always => "always".to_owned(),
        GoAhead::Never | GoAhead::ByComparison(_) | GoAhead::ByProgramme(_) => "never".to_owned(),
        GoAhead::AtMost(most) => format!("x <= {most}"),
        GoAhead::AtLeast(least) => format!("x >= {least}"),
        GoAhead::Counts(counts) => {
            counts.iter().map(|of| format!("{} <= x <= {}", of.from, of.to)).collect::<Vec<_>>().join(" or ")
        }
    }
}
