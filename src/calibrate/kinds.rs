//! The kinds of data, with the keys that each takes.

use super::relapse::{AfterLast, RelapseData, RelapseFit, RelapseRow};
use super::{
    AmountData, AmountFit, ArmsData, ArmsFit, BetaPrior, CalibrateError, Calibrated, CountData, CountFit, ElicitedData,
    ElicitedFit, EntryData, EntryFit, EntryPriors, EntryRow, EventCount, Expert, FittedName, MiddlePrior,
    ProgrammesData, ProgrammesFit, StatedQuantile, TierCount, TierData, TiersFit,
};
use crate::distribution::DistributionFamily;
use crate::scenario::{ID, Keys, Node, TableReader, Value, is_id};

/// Keys of every table.
pub(super) const COMMON: [&str; 6] = ["kind", "title", "unit", "source", "evidence", "note"];

/// A kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataKind {
    Events,
    Tiers,
    Arms,
    Programmes,
    Amount,
    Elicited,
    Entry,
    Relapse,
}

/// Every kind with its name and its own keys.
const KINDS: [(&str, DataKind, &[&str]); 8] = [
    ("events", DataKind::Events, &["events", "of", "prior", "weight"]),
    ("tiers", DataKind::Tiers, &["counts", "prior", "weight"]),
    ("arms", DataKind::Arms, &["programme", "comparison", "prior", "weight", "randomised"]),
    ("programmes", DataKind::Programmes, &["programmes", "middle", "spread_scale"]),
    ("amount", DataKind::Amount, &["mean", "sd", "n", "signed", "family"]),
    ("elicited", DataKind::Elicited, &["quartiles", "experts", "min", "max", "family"]),
    ("entry", DataKind::Entry, &["rows", "median", "shape", "count_expected", "known_within"]),
    ("relapse", DataKind::Relapse, &["rows", "prior", "weight", "after"]),
];

/// What a kind gives: a result, or why there is none; `None` = a key was refused.
type Read = Option<Result<Calibrated, CalibrateError>>;

/// The kind of a table.
pub(super) fn kind(reader: &mut TableReader<'_>, path: &str, node: &Node) -> Option<DataKind> {
    let names = KINDS.map(|kind| kind.0);
    if node.entries().is_none() {
        let message = format!("this is {}; allowed: a table with its kind: {}", node.kind(), names.join(", "));
        reader.problem(node, path, message);
        return None;
    }
    let table = Keys { path: path.to_owned(), node };
    if table.get("kind").is_none() {
        reader.problem(node, &table.path("kind"), format!("missing; allowed: {}", names.join(", ")));
    }
    let name = reader.choice(&table, "kind", &names)?;
    KINDS.iter().find(|kind| kind.0 == name).map(|kind| kind.1)
}

impl DataKind {
    /// All keys that its table takes.
    pub fn keys(self) -> Vec<&'static str> {
        let own = KINDS.iter().find(|kind| kind.1 == self).map_or(&[][..], |kind| kind.2);
        COMMON.into_iter().chain(own.iter().copied()).collect()
    }

    /// The result of its table.
    pub fn read(self, reader: &mut TableReader<'_>, table: &Keys<'_>) -> Read {
        Some(match self {
            Self::Events => {
                let known = (prior(reader, table), weight(reader, table));
                let data = count(reader, table, known)?;
                CountFit::new(data).map(Calibrated::Events)
            }
            Self::Tiers => TiersFit::new(tiers(reader, table)?).map(Calibrated::Tiers),
            Self::Arms => ArmsFit::new(arms(reader, table)?).map(|fit| Calibrated::Arms(Box::new(fit))),
            Self::Programmes => {
                ProgrammesFit::new(programmes(reader, table)?).map(|fit| Calibrated::Programmes(Box::new(fit)))
            }
            Self::Amount => AmountFit::new(amount(reader, table)?).map(Calibrated::Amount),
            Self::Elicited => ElicitedFit::new(elicited(reader, table)?).map(Calibrated::Elicited),
            Self::Entry => EntryFit::new(entry(reader, table)?).map(|fit| Calibrated::Entry(Box::new(fit))),
            Self::Relapse => {
                return match relapse(reader, table)? {
                    Ok(data) => Some(RelapseFit::new(data).map(Calibrated::Relapse)),
                    Err(error) => Some(Err(error)),
                };
            }
        })
    }
}

/// `prior`: a name, or the weights of a Beta.
fn prior(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<BetaPrior> {
    let Some(node) = table.get("prior") else { return Some(BetaPrior::None) };
    if node.entries().is_some() {
        let inner = reader.section(table, "prior", &["alpha", "beta"])?;
        let (alpha, beta) = (reader.number(&inner, "alpha"), reader.number(&inner, "beta"));
        return Some(BetaPrior::Beta { alpha: alpha?, beta: beta? });
    }
    match reader.choice(table, "prior", &["none", "jeffreys", "uniform"])? {
        "jeffreys" => Some(BetaPrior::JEFFREYS),
        "uniform" => Some(BetaPrior::UNIFORM),
        _ => Some(BetaPrior::None),
    }
}

fn weight(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<f64> {
    reader.number_or(table, "weight", 1.0)
}

/// `events` and `of` of a table, with the prior and the weight that hold for it.
fn count(
    reader: &mut TableReader<'_>,
    table: &Keys<'_>,
    (prior, weight): (Option<BetaPrior>, Option<f64>),
) -> Option<CountData> {
    let count = event_count(reader, table);
    Some(CountData { count: count?, prior: prior?, weight: weight? })
}

fn event_count(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<EventCount> {
    let (events, of) = (reader.number(table, "events"), reader.number(table, "of"));
    Some(EventCount { events: events?, of: of? })
}

fn tiers(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<TierData> {
    reader.needed(table, "counts")?;
    let (node, path) = (table.get("counts")?, table.path("counts"));
    let entries = node.entries().or_else(|| {
        reader.problem(
            node,
            &path,
            format!("this is {}; allowed: {{ full = 12, partial = 12, none = 30 }}", node.kind()),
        );
        None
    })?;
    let (mut found, mut none) = (Vec::new(), None);
    for (at, entry) in entries.iter().enumerate() {
        let own = format!("{path}.{}", entry.key);
        if !is_id(&entry.key) {
            reader.key_problem(entry, &own, ID);
        }
        let reached = reader.number_at(&entry.node, &own)?;
        if entry.key != "none" {
            found.push(TierCount { id: entry.key.clone(), reached });
        } else if at + 1 == entries.len() {
            none = Some(reached);
        } else {
            reader.key_problem(entry, &own, "allowed: last, after the tiers, best first");
            return None;
        }
    }
    if none.is_none() {
        reader.problem(node, &format!("{path}.none"), "missing; how many reached no tier, last");
    }
    let prior = match reader.choice(table, "prior", &["none", "jeffreys", "uniform"]) {
        Some("jeffreys") => Some(0.5),
        Some("uniform") => Some(1.0),
        _ => None,
    };
    Some(TierData { tiers: found, none: none?, prior, weight: weight(reader, table)? })
}

fn arms(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<ArmsData> {
    let (prior, shared) = (prior(reader, table), weight(reader, table));
    let randomised = reader.flag_or(table, "randomised", false);
    let [programme, comparison] = ["programme", "comparison"].map(|arm| {
        let inner = reader.section(table, arm, &["events", "of", "weight"])?;
        let own = reader.number_or(&inner, "weight", shared?);
        count(reader, &inner, (prior, own))
    });
    Some(ArmsData { programme: programme?, comparison: comparison?, randomised: randomised? })
}

fn programmes(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<ProgrammesData> {
    /// Of the half-normal prior of the spread, in log odds.
    const SCALE: f64 = 0.5;
    let rows = reader.rows(table, "programmes", &["name", "events", "of"])?;
    let counts: Vec<Option<EventCount>> = rows.iter().map(|row| event_count(reader, row)).collect();
    let middle = if table.get("middle").is_some() {
        let inner = reader.section(table, "middle", &["mean", "sd"])?;
        let (mean, sd) = (reader.number(&inner, "mean"), reader.number(&inner, "sd"));
        MiddlePrior::Normal { mean: mean?, sd: sd? }
    } else {
        MiddlePrior::Flat
    };
    let spread_scale = reader.number_or(table, "spread_scale", SCALE)?;
    Some(ProgrammesData { programmes: counts.into_iter().collect::<Option<_>>()?, middle, spread_scale })
}

fn amount(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<AmountData> {
    let [mean, sd, n] = ["mean", "sd", "n"].map(|key| reader.number(table, key));
    let signed = reader.flag_or(table, "signed", false);
    let family = reader.choice(table, "family", &["normal", "lognormal", "gamma"]);
    let family = DistributionFamily::ALL.iter().find(|known| Some(known.0) == family).map(|known| known.1);
    Some(AmountData { mean: mean?, sd: sd?, n: n?, signed: signed?, family })
}

fn elicited(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<ElicitedData> {
    let (min, max) = (reader.optional(table, "min"), reader.optional(table, "max"));
    let family = reader.choice(table, "family", &FittedName::ALL.map(FittedName::name));
    let family = FittedName::ALL.into_iter().find(|known| Some(known.name()) == family);
    let experts = match (table.get("quartiles"), table.get("experts")) {
        (Some(node), Some(_)) => {
            reader.problem(node, &table.path("quartiles"), "not allowed beside `experts`: say one of the two");
            return None;
        }
        (Some(_), None) => vec![Expert { name: "1".to_owned(), quantiles: quantiles(reader, table)?, weight: 1.0 }],
        (None, _) => {
            let rows = reader.rows(table, "experts", &["name", "quartiles", "p", "values", "weight"])?;
            let experts: Vec<Option<Expert>> =
                rows.iter().enumerate().map(|(at, row)| expert(reader, at, row)).collect();
            experts.into_iter().collect::<Option<_>>()?
        }
    };
    Some(ElicitedData { experts, min, max, family })
}

fn expert(reader: &mut TableReader<'_>, at: usize, row: &Keys<'_>) -> Option<Expert> {
    let name = reader.text(row, "name").unwrap_or_else(|| (at + 1).to_string());
    let (weight, quantiles) = (reader.number_or(row, "weight", 1.0), quantiles(reader, row));
    Some(Expert { name, quantiles: quantiles?, weight: weight? })
}

/// `quartiles`, or `p` with `values`.
fn quantiles(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<Vec<StatedQuantile>> {
    let (p, values, key) = if table.get("quartiles").is_some() {
        (vec![0.25, 0.5, 0.75], reader.numbers(table, "quartiles")?, "quartiles")
    } else if table.get("p").is_none() && table.get("values").is_none() {
        reader.problem(table.node, &table.path("quartiles"), "missing; allowed: quartiles = [ … ], or p and values");
        return None;
    } else {
        let (p, values) = (reader.numbers(table, "p"), reader.numbers(table, "values"));
        (p?, values?, "values")
    };
    if p.len() != values.len() {
        let message = format!("{} values; allowed: {}, one for each probability", values.len(), p.len());
        reader.problem(table.get(key)?, &table.path(key), message);
        return None;
    }
    Some(p.into_iter().zip(values).map(|(p, value)| StatedQuantile { p, value }).collect())
}

fn entry(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<EntryData> {
    let usual = EntryPriors::default();
    let rows = reader.rows(table, "rows", &["month", "entered", "of", "observed"])?;
    let rows: Vec<Option<EntryRow>> = rows
        .iter()
        .map(|row| {
            let [month, entered, of] = ["month", "entered", "of"].map(|key| reader.number(row, key));
            // That nobody says so must not make it observed.
            let observed = reader.needed(row, "observed").and_then(|()| reader.flag_or(row, "observed", true));
            Some(EntryRow { month: month?, entered: entered?, of: of?, observed: observed? })
        })
        .collect();
    let (median, shape) = (reader.pair_or(table, "median", usual.median), reader.pair_or(table, "shape", usual.shape));
    let count_expected = reader.flag_or(table, "count_expected", false);
    let known_within = reader.number_or(table, "known_within", 0.2);
    Some(EntryData {
        rows: rows.into_iter().collect::<Option<_>>()?,
        priors: EntryPriors { median: median?, shape: shape? },
        count_expected: count_expected?,
        known_within: known_within?,
    })
}

fn relapse(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<Result<RelapseData, CalibrateError>> {
    let (prior, weight, after) = (prior(reader, table), weight(reader, table), after(reader, table));
    let rows = reader.rows(table, "rows", &["within", "relapsed", "of", "at_risk"])?;
    let cohort = rows.iter().all(|row| row.get("of").is_some() && row.get("at_risk").is_none());
    let own = if cohort { "of" } else { "at_risk" };
    let mut found = Vec::new();
    for row in &rows {
        if let Some(node) = row.get("of").filter(|_| !cohort) {
            reader.problem(
                node,
                &row.path("of"),
                "allowed: `of` in every row (how many so far), or `at_risk` in every row",
            );
            return None;
        }
        let [within, relapsed, among] = ["within", "relapsed", own].map(|key| reader.number(row, key));
        found.push(RelapseRow { within: within?, relapsed: relapsed?, at_risk: among? });
    }
    let rows = match found.first() {
        Some(first) if cohort => {
            if let Some(other) = found.iter().position(|row| row.at_risk != first.at_risk) {
                let node = rows[other].get("of")?;
                let message =
                    format!("allowed: {}, the same people in every row (or `at_risk` instead)", first.at_risk);
                reader.problem(node, &rows[other].path("of"), message);
                return None;
            }
            let by_month: Vec<(f64, f64)> = found.iter().map(|row| (row.within, row.relapsed)).collect();
            match RelapseData::of_cohort(&by_month, first.at_risk) {
                Ok(rows) => rows,
                Err(error) => return Some(Err(error)),
            }
        }
        _ => found,
    };
    Some(Ok(RelapseData { rows, prior: prior?, weight: weight?, after: after? }))
}

/// What follows the last month, which must be said.
fn after(reader: &mut TableReader<'_>, table: &Keys<'_>) -> Option<AfterLast> {
    reader.needed(table, "after")?;
    let node = table.get("after")?;
    match &node.value {
        Value::Text(_) => {
            let name = reader.choice(table, "after", &["none", "continues"])?;
            Some(if name == "none" { AfterLast::Nobody } else { AfterLast::Continues })
        }
        _ => reader.number(table, "after").map(AfterLast::Yearly),
    }
}
