//! From the tree to the [`Model`].

use super::groups::Groups;
use super::hint::did_you_mean;
use super::label::Places;
use super::node::{Node, Value};
use super::optional::Optional;
use super::reader::{Reader, Table};
use super::shape::{Domain, ROOT};
use crate::distribution::{Distribution, Univariate};
use crate::model::{
    Account, AccountId, Assumed, Calendar, Discounting, Group, LabourMarket, Line, Model, Nature, Parameter,
    ParameterId, PartNames, Payer, PayerId, PublicFunds, Quantity, Scope, Timing,
};

/// The model of a scenario; `None` when a part of it cannot be read. Problems are gathered in the reader.
pub(super) fn read(reader: &mut Reader<'_>, root: &Node) -> Option<Model> {
    let root = reader.table(root, "", &ROOT)?;
    reader.settle_language(&root);
    let title = reader.title(&root);
    reader.text(&root, "description");
    let programme = reader.text(&root, "programme");
    reader.read_variants(&root);
    let currency = reader.currency(&root).unwrap_or_else(|| "kr.".to_owned());
    let calendar = calendar(reader, &root);
    reader.years = calendar.map(|calendar| calendar.years);
    reader.calendar = calendar;
    reader.read_values(&root);
    reader.read_named(&root);
    reader.read_prices(&root);
    reader.read_optimism(&root);
    reader.document_all_cited();
    let groups = reader.groups(&root);
    let scale_up = if root.has("scale_up") { reader.quantity(&root, "scale_up") } else { Some(Quantity::Fixed(1.0)) };
    let labour_market = labour_market(reader, &root, calendar);
    let discounting = discounting(reader, &root);
    let (mut all_payers, stated) = reader.payers(&root);
    let before = reader.problems.len();
    let lines = reader.lines(&root, &all_payers, &groups);
    let lines_read = reader.is_whole() && reader.problems.len() == before;
    let complete = reader.flag(&root, "payers_complete").unwrap_or(false);
    let welfare = welfare(reader, &root, complete);
    let switching = reader.text(&root, "switching");
    let correlated = reader.correlations(&root);
    let measured = reader.measured(&root);
    let studies = reader.studies(&root, &groups);
    let review = reader.review(&root, &groups, &lines);
    if let (true, true, Some(node)) = (complete, stated.contains(&Some(false)), root.get("payers_complete")) {
        let message = "a payer says complete = false; allowed: true only where all payers are complete";
        reader.problem(node, "payers_complete", message);
    }
    settle_complete(&mut all_payers, &stated, &lines, complete);
    reader.note_unused_payers(&root, &all_payers, &lines);
    reader.note_price_years(&root, &lines);
    reader.document_all_cited();
    reader.note_cited(&root);
    let (payers, lines) = only_touched(&all_payers, lines);
    let mut accounts = Account::of(&payers, complete, reader.language);
    // The payers of a line that could not be read are unknown.
    let perspective = if lines_read { perspective(reader, &root, &accounts) } else { None };
    if !reader.problems.is_empty() || labour_market.is_refused() || review.is_refused() {
        return None;
    }
    let Groups { groups, tiers, events, .. } = groups;
    let uses = std::mem::take(&mut reader.uses);
    let places = Places {
        language: reader.language,
        currency: &currency,
        groups: &groups,
        lines: &lines,
        payers: &all_payers,
        uses: &uses,
    };
    reader.assumptions.iter_mut().for_each(|assumption| places.settle(assumption));
    let perspective = perspective?;
    let ledger = Ledger { groups: &groups, lines: &lines, payers: &payers };
    add_parts(reader, &root, &mut accounts, perspective, welfare, ledger)?;
    let model = Model {
        title: title?,
        language: reader.language,
        programme,
        currency,
        price_level: reader.prices.as_found().map(|prices| prices.level),
        calendar: calendar?,
        groups,
        tiers,
        events,
        scale_up: scale_up?,
        labour_market: labour_market.found(),
        lines,
        payers,
        accounts,
        perspective,
        review: review.found(),
        discounting: discounting?,
        parameters: std::mem::take(&mut reader.parameters),
        cuts: std::mem::take(&mut reader.cuts),
        copula: correlated.copula,
        correlations: correlated.correlations,
        assumptions: std::mem::take(&mut reader.assumptions),
        switching,
        measured,
        studies,
        notes: std::mem::take(&mut reader.notes),
    };
    super::whole::is_sound(reader, &root, &model).then_some(model)
}

/// The parts of a model that its accounts are made from.
#[derive(Clone, Copy)]
struct Ledger<'a> {
    groups: &'a [Group],
    lines: &'a [Line],
    payers: &'a [Payer],
}

/// Adds the accounts beyond payers: welfare, and the parts of ledgers; `None` where their ids collide.
fn add_parts(
    reader: &mut Reader<'_>,
    root: &Table<'_>,
    accounts: &mut Vec<Account>,
    perspective: AccountId,
    welfare: Option<Welfare>,
    Ledger { groups, lines, payers }: Ledger<'_>,
) -> Option<()> {
    if let Some(Welfare { market_prices, public_funds }) = welfare {
        let members = (0..payers.len()).map(PayerId).collect();
        let public = (0..payers.len()).filter(|&payer| payers[payer].public).map(PayerId).collect();
        accounts.push(Account {
            weight: market_prices,
            public_funds: public_funds.map(|cost| PublicFunds { payers: public, cost }),
            ..Account::new("welfare", reader.language.titles().welfare, members, Scope::Welfare)
        });
    }
    let named = groups.iter().filter(|group| !group.id.is_empty());
    let subgroups: Vec<(String, String)> = named.map(|group| (group.id.clone(), group.name.clone())).collect();
    let taken = subgroups.iter().find(|(id, _)| accounts.iter().any(|account| account.id == *id));
    if let (Some((id, _)), Some(node)) = (taken, root.get("subgroups")) {
        reader.problem(node, "subgroups", format!("`{id}` is also a payer; give the subgroup another id"));
        return None;
    }
    let named = PartNames { language: reader.language, subgroups: &subgroups, budgets: &reader.budgets };
    let parts = Account::parts(payers, &accounts[perspective.0], lines, named);
    accounts.extend(parts);
    Some(())
}

fn labour_market(reader: &mut Reader<'_>, root: &Table<'_>, calendar: Option<Calendar>) -> Optional<LabourMarket> {
    match reader.section(root, "labour_market") {
        None => Optional::Absent,
        Some(table) => labour_market_in(reader, &table, calendar).into(),
    }
}

fn labour_market_in(reader: &mut Reader<'_>, table: &Table<'_>, calendar: Option<Calendar>) -> Option<LabourMarket> {
    let entry = if table.has("entry") { reader.quantity(table, "entry") } else { Some(Quantity::Fixed(1.0)) };
    let relapse = if table.has("relapse") { reader.quantity(table, "relapse") } else { Some(Quantity::Fixed(-1.0)) };
    let (node, path) = (table.get("factor")?, table.path("factor"));
    let factor = reader.each_year(node, &path, calendar?)?;
    Some(LabourMarket { factor, entry: entry?, relapse: relapse? })
}

/// Words in a currency that say that amounts are in thousands or more.
const SCALES: [&str; 17] = [
    "mio",
    "mill",
    "million",
    "millions",
    "millioner",
    "mia",
    "mrd",
    "milliard",
    "milliarder",
    "billion",
    "billions",
    "bn",
    "t.kr",
    "tkr",
    "tusind",
    "thousand",
    "thousands",
];

impl Reader<'_> {
    /// The unit of money. Amounts are whole units; tables and pictures scale them.
    fn currency(&mut self, root: &Table<'_>) -> Option<String> {
        let text = self.text(root, "currency")?;
        let is_scale = |word: &str| SCALES.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
        let message = if text.to_lowercase().split_whitespace().any(is_scale) || text.contains("000") {
            "amounts are in whole units, and tables and pictures write millions by themselves; allowed: the unit, such as kr."
        } else if text.starts_with(|c: char| c.is_ascii_digit() || "=+-@%".contains(c)) {
            "no unit of money begins so; allowed: the unit, such as kr. or €"
        } else {
            return Some(text);
        };
        if let Some(node) = root.get("currency") {
            self.problem(node, "currency", message);
        }
        None
    }

    /// A quantity that is drawn for each calendar year: one parameter for each, named by its year.
    fn each_year(&mut self, node: &Node, path: &str, calendar: Calendar) -> Option<Vec<Quantity>> {
        let (distribution, base) = self.stated(node, path, Domain::NonNegative)?;
        if let Distribution::Fixed(factor) = distribution {
            let fixed = self.assume_at(node, path, distribution, None);
            if factor == 0.0 {
                self.problem(
                    node,
                    path,
                    "a factor of 0 leaves no labour market; allowed: above 0, 1 = as in the evidence",
                );
            }
            return Some(vec![fixed; calendar.years]);
        }
        if self.written(node).contains("parameters.") {
            self.problem(
                node,
                path,
                "each year is drawn by itself, so a reference says too little; give a distribution",
            );
            return None;
        }
        if distribution.cdf(0.0) > 0.0 {
            self.problem(
                node,
                path,
                format!("{distribution} can be 0, which leaves no labour market; allowed: above 0"),
            );
        }
        let base = base.unwrap_or_else(|| distribution.mean());
        let described = format!("{distribution}, base {base}");
        self.assume_each_year(node, path, Assumed::EachYear(described));
        let first = self.parameters.len();
        let distribution = distribution.tabulated();
        for year in calendar.iter() {
            let distribution = distribution.clone();
            self.parameters.push(Parameter { path: format!("{path}.{year}"), distribution, base });
        }
        Some((first..self.parameters.len()).map(|id| Quantity::Parameter(ParameterId(id))).collect())
    }
}

/// What welfare is computed with.
#[derive(Clone, Copy)]
struct Welfare {
    /// The factor from factor prices to market prices.
    market_prices: Quantity,
    public_funds: Option<Quantity>,
}

fn welfare(reader: &mut Reader<'_>, root: &Table<'_>, complete: bool) -> Option<Welfare> {
    for key in ["net_tax_factor", "cost_of_public_funds"] {
        if let (Some(node), false) = (root.get(key), complete) {
            let message = "needs payers_complete = true: welfare is the gains and losses of everybody";
            reader.problem(node, key, message);
        }
    }
    if let (Some(node), false) = (root.get("cost_of_public_funds"), root.has("net_tax_factor")) {
        let message = "is a part of welfare in market prices, so it needs net_tax_factor too; where all amounts already are in \
                       market prices, write net_tax_factor = 1";
        reader.problem(node, "cost_of_public_funds", message);
    }
    let public_funds = reader.quantity(root, "cost_of_public_funds");
    Some(Welfare { market_prices: reader.quantity(root, "net_tax_factor")?, public_funds })
}

fn calendar(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Calendar> {
    let table = reader.section(root, "timeline")?;
    let start = reader.integer(&table, "start");
    let years = reader.integer(&table, "years");
    Some(Calendar { first_year: i32::try_from(start?).ok()?, years: usize::try_from(years?).ok()? })
}

fn discounting(reader: &mut Reader<'_>, root: &Table<'_>) -> Option<Discounting> {
    let Some(table) = reader.section(root, "discounting") else {
        return Some(Discounting { rate: Quantity::Fixed(0.0), later: vec![], timing: Timing::Mid });
    };
    match table.get("basis") {
        Some(node) if node.value == Value::Text("nominal".to_owned()) => reader.problem(
            node,
            &table.path("basis"),
            "amounts are in fixed prices, so the rate is real: (1 + nominal) / (1 + inflation) - 1, such as 0.0245 for a \
             nominal 4.5 % at 2 % inflation",
        ),
        _ => _ = reader.choice(&table, "basis"),
    }
    let rate = reader.quantity(&table, "rate");
    let later = match table.get("later") {
        None => Some(vec![]),
        Some(node) => reader.steps(node, &table.path("later")),
    };
    let timing = if table.has("timing") { reader.choice(&table, "timing") } else { Some("mid-year") };
    let timing = Timing::ALL.iter().find(|known| Some(known.0) == timing).map(|known| known.1);
    Some(Discounting { rate: rate?, later: later?, timing: timing? })
}

impl Reader<'_> {
    /// Rates by years after the start, ascending.
    fn steps(&mut self, node: &Node, path: &str) -> Option<Vec<(f64, f64)>> {
        const ALLOWED: &str = "allowed: a list such as [{ after = 35, rate = 0.025 }, { after = 70, rate = 0.015 }]";
        let Value::List(items) = &node.value else {
            self.problem(node, path, format!("this is {}; {ALLOWED}", node.kind()));
            return None;
        };
        let mut steps: Vec<(f64, f64)> = Vec::new();
        for item in items {
            let two = item.entries().is_some_and(|entries| entries.len() == 2);
            let (Some(after), Some(rate), true) = (item.get("after"), item.get("rate"), two) else {
                self.problem(item, path, ALLOWED);
                return None;
            };
            let after = self.number(after, path, Domain::NonNegative)?;
            let rate = self.number(rate, path, Domain::Rate)?;
            if steps.last().is_some_and(|last| last.0 >= after) {
                self.problem(item, path, "the years do not rise");
            }
            steps.push((after, rate));
        }
        Some(steps)
    }
}

fn perspective(reader: &mut Reader<'_>, root: &Table<'_>, accounts: &[Account]) -> Option<AccountId> {
    let wanted = reader.text(root, "perspective")?;
    let found = accounts.iter().position(|account| account.id == wanted).map(AccountId);
    if let (None, Some(node), true) = (found, root.get("perspective"), !accounts.is_empty()) {
        let hint = did_you_mean(&wanted, accounts.iter().map(|account| account.id.as_str()));
        let why = match wanted.as_str() {
            "society" => "society is reported only where payers_complete = true",
            "public_sector" => "the public sector is reported only where several public payers have a part",
            _ => "no line touches this payer",
        };
        reader.problem(node, "perspective", format!("{why}; {hint}"));
    }
    found
}

/// Sets which payers are complete, so that the file has all their costs and gains: as stated, else public payers and payers that a
/// line names. A private payer that is only a counterpart is not complete.
fn settle_complete(payers: &mut [Payer], stated: &[Option<bool>], lines: &[Line], all: bool) {
    for (at, (payer, stated)) in payers.iter_mut().zip(stated).enumerate() {
        let named = lines.iter().any(|line| line.names(PayerId(at)));
        payer.complete = stated.unwrap_or(all || payer.public || named);
    }
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
        if let Some(stairs) = &mut line.stairs
            && let Some(payer) = renumber(stairs.payer)
        {
            stairs.payer = payer;
        }
    }
    let payers = kept.iter().map(|&payer| all[payer].clone()).collect();
    (payers, lines)
}
