//! From the tree to the [`Model`].

use super::node::Node;
use super::reader::{Reader, Table};
use super::shape::ROOT;
use crate::expected;
use crate::model::{
    Account, AccountId, Calendar, Coupling, Discounting, Duration, Employment, Intake, Line, Model, Nature, Payer,
    PayerId, Placements, Quantity, Relapse, SettingError, Tier, Timing,
};

/// The model of a scenario; `None` when a part of it cannot be read. Problems are gathered in the reader.
pub(super) fn read(reader: &mut Reader<'_>, root: &Node) -> Option<Model> {
    let root = reader.table(root, "", &ROOT)?;
    let title = reader.text(&root, "title");
    reader.text(&root, "description");
    let currency = reader.text(&root, "currency").unwrap_or_else(|| "kr.".to_owned());
    let calendar = calendar(reader, &root);
    reader.years = calendar.map(|calendar| calendar.years);
    reader.read_named(&root);
    let intake = reader.section(&root, "intake").and_then(|table| reader.series(&table, "adults"));
    let employment = employment(reader, &root);
    let placements = placements(reader, &root);
    let discounting = discounting(reader, &root);
    let all_payers = reader.payers(&root);
    // Lines may name tiers; where employment could not be read, nobody knows which there are.
    let tiers: Option<&[Tier]> = match &employment {
        Some(employment) => Some(&employment.tiers),
        None if root.has("employment") => None,
        None => Some(&[]),
    };
    let lines = reader.lines(&root, &all_payers, tiers);
    let complete = reader.flag(&root, "payers_complete").unwrap_or(false);
    let (payers, lines) = only_touched(&all_payers, lines);
    let accounts = Account::of(&payers, complete);
    let perspective = perspective(reader, &root, &accounts);
    if !reader.problems.is_empty() {
        return None;
    }
    let model = Model {
        title: title?,
        currency,
        calendar: calendar?,
        intake: Intake { adults: intake? },
        employment,
        placements,
        lines,
        payers,
        accounts,
        perspective: perspective?,
        discounting: discounting?,
        parameters: std::mem::take(&mut reader.parameters),
        assumptions: std::mem::take(&mut reader.assumptions),
    };
    // What only shows when everything is put together, such as placements in a year without families.
    let case = expected::business_case(&model, &model.base_draw()).and_then(|case| {
        let finite = (0..model.accounts.len()).all(|account| case.cash_flow(AccountId(account)).total().is_finite());
        if finite { Ok(()) } else { Err(SettingError::Overflow) }
    });
    if let Err(error) = case {
        let key = match &error {
            SettingError::TooMany { what: "adults", .. } => "intake.adults",
            SettingError::TooMany { .. } | SettingError::NoFamilies { .. } => "placements.avoided",
            SettingError::NoDistribution { path, .. } => path,
            SettingError::Shares { line, .. } => &format!("lines.{line}.shares"),
            SettingError::Overflow => "lines",
        };
        let (section, rest) = key.split_once('.').unwrap_or((key, ""));
        let node = root.node.get(section).map_or(root.node, |section| section.get(rest).unwrap_or(section));
        reader.problem(node, key, error.to_string());
        return None;
    }
    Some(model)
}

fn calendar(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Calendar> {
    let table = reader.section(root, "timeline")?;
    let start = reader.integer(&table, "start");
    let years = reader.integer(&table, "years");
    Some(Calendar { first_year: i32::try_from(start?).ok()?, years: usize::try_from(years?).ok()? })
}

fn employment(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Employment> {
    let relapse = relapse(reader, root);
    let table = reader.section(root, "employment")?;
    let coupling = if table.has("coupling") { reader.choice(&table, "coupling") } else { Some("monotone") };
    let tiers = if table.has("tiers") { several_tiers(reader, &table) } else { single_tier(reader, &table) };
    let coupling = if coupling? == "monotone" { Coupling::Monotone } else { Coupling::Independent };
    Some(Employment { tiers: tiers?, coupling, relapse: relapse? })
}

fn several_tiers(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<Vec<Tier>> {
    for single in ["programme", "comparison"] {
        if let Some(node) = table.get(single) {
            reader.problem(node, &table.path(single), "not allowed beside `tiers`: each tier has its own");
        }
    }
    let named = reader.named_tables(table, "tiers");
    if named.is_empty() {
        let path = table.path("tiers");
        reader.problem(table.node, &path, "no tiers; allowed: [employment.tiers.some_id], best first");
    }
    // Every tier is read before any is given up, so that all their problems are told.
    let tiers: Vec<Option<Tier>> = named.iter().map(|(entry, tier)| arms(reader, tier, &entry.key)).collect();
    tiers.into_iter().collect()
}

fn single_tier(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<Vec<Tier>> {
    for arm in ["programme", "comparison"] {
        if !table.has(arm) {
            reader.problem(table.node, &table.path(arm), "missing; give `programme` and `comparison`, or `tiers`");
        }
    }
    arms(reader, table, "full").map(|tier| vec![tier])
}

fn arms(reader: &mut Reader<'_>, table: &Table<'_>, id: &str) -> Option<Tier> {
    let programme = reader.quantity(table, "programme");
    let comparison = reader.quantity(table, "comparison");
    Some(Tier { id: id.to_owned(), programme: programme?, comparison: comparison? })
}

fn relapse(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Relapse> {
    let Some(table) = reader.section(root, "relapse") else {
        return Some(Relapse { hazard: vec![Quantity::Fixed(0.0)], counted: 0.0 });
    };
    let hazard = reader.by_age(&table, "hazard");
    let counted = if table.has("counted") { reader.one_of(&table, "counted") } else { Some(0.0) };
    Some(Relapse { hazard: hazard?, counted: counted? })
}

fn placements(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Placements> {
    let table = reader.section(root, "placements")?;
    let avoided = reader.series(&table, "avoided");
    let duration = match table.get("duration") {
        None => Some(Duration::PastHorizon),
        Some(node) if node.get("each").is_none() => reader.quantity(&table, "duration").map(Duration::Shared),
        Some(_) => reader.shared_or_each(&table, "duration").and_then(Result::err).map(Duration::Each),
    };
    Some(Placements { avoided: avoided?, duration: duration? })
}

fn discounting(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Discounting> {
    let Some(table) = reader.section(root, "discounting") else {
        return Some(Discounting { rate: Quantity::Fixed(0.0), timing: Timing::Mid });
    };
    reader.choice(&table, "basis");
    let rate = reader.quantity(&table, "rate");
    let timing = if table.has("timing") { reader.choice(&table, "timing") } else { Some("mid-year") };
    let timing = Timing::ALL.iter().find(|known| Some(known.0) == timing).map(|known| known.1);
    Some(Discounting { rate: rate?, timing: timing? })
}

fn perspective(reader: &mut Reader<'_>, root: &Table<'_>, accounts: &[Account]) -> Option<AccountId> {
    let wanted = reader.text(root, "perspective")?;
    let found = accounts.iter().position(|account| account.id == wanted).map(AccountId);
    if let (None, Some(node), true) = (found, root.get("perspective"), !accounts.is_empty()) {
        let hint = super::hint::did_you_mean(&wanted, accounts.iter().map(|account| account.id.as_str()));
        let why = match wanted.as_str() {
            "society" => "society is reported only where payers_complete = true",
            "public_sector" => "the public sector is reported only where several public payers have a part",
            _ => "no line touches this payer",
        };
        reader.problem(node, "perspective", format!("{why}; {hint}"));
    }
    found
}

/// The payers that some line touches, and the lines renumbered to them.
fn only_touched(all: &[Payer], mut lines: Vec<Line>) -> (Vec<Payer>, Vec<Line>) {
    let touched = |payer: usize| lines.iter().any(|line| line.touched().any(|id| id.0 == payer));
    let kept: Vec<usize> = (0..all.len()).filter(|&payer| touched(payer)).collect();
    let renumber = |id: PayerId| kept.iter().position(|&payer| payer == id.0).map(PayerId);
    for line in &mut lines {
        line.shares = line.shares.iter().filter_map(|&(id, share)| Some((renumber(id)?, share))).collect();
        if let Nature::Transfer { counterpart } = line.nature
            && let Some(counterpart) = renumber(counterpart)
        {
            line.nature = Nature::Transfer { counterpart };
        }
    }
    let payers = kept.iter().map(|&payer| all[payer].clone()).collect();
    (payers, lines)
}
