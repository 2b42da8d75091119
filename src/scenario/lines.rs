//! Reading ledger lines.

use super::groups::Groups;
use super::node::Value;
use super::optional::Optional;
use super::reader::{Reader, Table};
use crate::model::{Adjustment, Amount, Driver, Frame, Kind, Line, Nature, Payer, Provenance, Quantity, Series};

impl Reader<'_> {
    /// The ledger lines.
    pub fn lines(&mut self, root: &Table<'_>, payers: &[Payer], groups: &Groups) -> Vec<Line> {
        let tables = self.named_tables(root, "lines");
        if tables.is_empty()
            && root.has("lines")
            && self.problems.is_empty()
            && let Some(node) = root.get("lines")
        {
            self.problem(node, "lines", "no lines; a ledger needs at least one [lines.some_id]");
        }
        let ids: Vec<&str> = tables.iter().map(|(entry, _)| entry.key.as_str()).collect();
        let mut lines: Vec<Option<Line>> =
            tables.iter().map(|(entry, table)| self.line(&entry.key, table, payers, groups, &ids)).collect();
        for (i, (_, table)) in tables.iter().enumerate() {
            let Some(Line { refund: Some(refund), .. }) = &lines[i] else { continue };
            let event = self.refunded_event(table, refund, &lines, groups);
            if let Some(Line { refund: Some(refund), .. }) = &mut lines[i] {
                refund.event = event.unwrap_or(0);
            }
        }
        lines.into_iter().flatten().collect()
    }

    fn line(&mut self, id: &str, table: &Table<'_>, payers: &[Payer], groups: &Groups, ids: &[&str]) -> Option<Line> {
        if id == "net" {
            self.problem(table.node, &table.path, "this id is taken: it names the total in the results");
        }
        let before = (self.uses.len(), self.assumptions.len());
        self.price_year = price_year(table);
        let title = self.title(table).unwrap_or_else(|| id.replace('_', " "));
        let kind = self.choice(table, "kind").map(|kind| if kind == "cost" { Kind::Cost } else { Kind::Saving });
        let shares = self.shares(table, payers);
        let nature = self.nature(table, payers);
        let frame = self.choice(table, "frame");
        let frame = frame.and_then(|name| Frame::ALL.iter().find(|known| known.0 == name)).map(|known| known.1);
        let driver = self.driver(table, groups);
        let stairs = self.stairs(table, payers, driver);
        let price_year = self.price_year(table);
        let refund = self.refund(table, driver, price_year, ids);
        if let (Some(Nature::Transfer { counterpart }), Some(shares)) = (nature, &shares) {
            let refunder = stairs.as_found().into_iter().map(|stairs| stairs.payer);
            if shares.iter().map(|share| share.0).chain(refunder).any(|payer| payer == counterpart) {
                let path = table.path("counterpart");
                let message = "the counterpart also has a share; a transfer is between different payers";
                self.problem(table.node, &path, message);
            }
        }
        let amount = self.amount(table, driver);
        let schedule = self.schedule(table, driver);
        let subgroup = self.subgroup(table, groups);
        let budget = self.budget(table);
        let cashable = self.cashable(table, kind);
        let continues = self.continues(table, driver);
        let one = || Series::constant(Quantity::Fixed(1.0));
        let quantity = if table.has("quantity") { self.series(table, "quantity") } else { Some(one()) };
        let factor = if table.has("factor") { self.series(table, "factor") } else { Some(one()) };
        let growth = if table.has("growth") { self.quantity(table, "growth") } else { Some(Quantity::Fixed(0.0)) };
        let realised = if table.has("realised") { self.series(table, "realised").map(Some) } else { Some(None) };
        for key in ["amount", "quantity", "factor", "growth", "schedule", "realised"] {
            self.inherit(table, key);
        }
        self.price_year = None;
        let price_basis = self.price_basis(table, driver, shares.as_deref().unwrap_or_default(), payers);
        let provenance = Provenance { price_year, price_basis, ..self.provenance(table, before) };
        let adjustment = self.adjustment(table, driver, kind, &provenance);
        if let (true, Some(node)) =
            (matches!((&amount, &stairs), (Some(Amount::Each(_)), Optional::Found(_))), table.get("amount"))
        {
            self.problem(
                node,
                &table.path("amount"),
                "`each` is not allowed beside `reimbursement`: one amount for all",
            );
        }
        if subgroup.is_refused() || schedule.is_refused() || stairs.is_refused() || refund.is_refused() {
            return None;
        }
        Some(Line {
            id: id.to_owned(),
            title,
            kind: kind?,
            nature: nature?,
            frame,
            provenance,
            shares: shares?,
            driver: driver?,
            amount: amount?,
            quantity: quantity?,
            factor: factor?,
            adjustment: adjustment?,
            growth: growth?,
            subgroup: subgroup.found(),
            schedule: schedule.found(),
            budget,
            cashable,
            realised: realised?,
            continues,
            stairs: stairs.found(),
            refund: refund.found(),
        })
    }

    /// Source and grade of a line's amount: as the line says, else as its amount or the parameter that it refers to.
    /// `uses` and `assumed` are the numbers of references and of assumptions that were read before the line.
    fn provenance(&mut self, table: &Table<'_>, (uses, assumed): (usize, usize)) -> Provenance {
        let (source, grade) = (self.text(table, "source"), self.grade(table));
        let path = table.path("amount");
        let used = self.uses[uses..].iter().find(|(_, place)| *place == path);
        let amount = match used.map(|(id, _)| format!("parameters.{id}")) {
            Some(parameter) => self.assumptions.iter().find(|assumption| assumption.path == parameter),
            None => self.assumptions[assumed..].iter().find(|assumption| assumption.path == path),
        };
        Provenance {
            source: source.or_else(|| amount?.source.clone()),
            grade: grade.or_else(|| amount?.grade),
            ..Provenance::default()
        }
    }

    /// The year whose prices an amount is in.
    pub fn price_year(&mut self, table: &Table<'_>) -> Option<i32> {
        self.integer(table, "price_year").and_then(|year| i32::try_from(year).ok())
    }

    /// What is done to a line's amount before it counts; `None` where a part of it is wrong. A refund follows from other amounts, and
    /// has nothing of its own.
    fn adjustment(
        &mut self,
        table: &Table<'_>,
        driver: Option<Driver>,
        kind: Option<Kind>,
        provenance: &Provenance,
    ) -> Option<Adjustment> {
        if driver == Some(Driver::Refund) {
            return Some(Adjustment::default());
        }
        let prices = self.price_step(table, table, provenance.price_year, "");
        let optimism = kind.and_then(|kind| self.optimism_of(kind, provenance.grade));
        (!prices.is_refused()).then(|| Adjustment { prices: prices.found(), optimism })
    }

    fn amount(&mut self, table: &Table<'_>, driver: Option<Driver>) -> Option<Amount> {
        let node = match (table.get("amount"), driver) {
            (None, Some(Driver::Refund)) => return Some(Amount::Shared(Series::constant(Quantity::Fixed(1.0)))),
            (None, _) => {
                self.problem(table.node, &table.path("amount"), "missing; it is required: money per unit");
                return None;
            }
            (Some(node), Some(Driver::Refund)) => {
                self.problem(node, &table.path("amount"), "a refund has no amount: it follows from the costs");
                return None;
            }
            (Some(node), _) => node,
        };
        match self.shared_or_each(table, "amount")? {
            Ok(series) => Some(Amount::Shared(series)),
            Err(_) if matches!(driver, Some(Driver::CalendarYear | Driver::Stop)) => {
                self.problem(
                    node,
                    &table.path("amount"),
                    "`each` needs families or events to differ; allowed with per = \"year\" and \"stop\": one `value` for all",
                );
                None
            }
            Err(each) => Some(Amount::Each(each)),
        }
    }

    fn schedule(&mut self, table: &Table<'_>, driver: Option<Driver>) -> Optional<Vec<Quantity>> {
        let Some(node) = table.get("schedule") else { return Optional::Absent };
        if driver.is_some_and(|driver| driver.subject().is_none()) {
            let message = "only lines per family, adult or child have a schedule by year since leaving";
            self.problem(node, &table.path("schedule"), message);
        }
        self.by_age(table, "schedule").into()
    }

    /// Whether an amount per year is paid on when a review has stopped the programme.
    fn continues(&mut self, table: &Table<'_>, driver: Option<Driver>) -> bool {
        let continues = self.flag(table, "continues").unwrap_or(false);
        if let (Some(node), Some(driver)) = (table.get("continues"), driver)
            && driver != Driver::CalendarYear
        {
            let message = "only what is paid per year ends with the programme; what is paid per family or outcome follows its families";
            self.problem(node, &table.path("continues"), message);
        }
        continues
    }

    fn cashable(&mut self, table: &Table<'_>, kind: Option<Kind>) -> Option<bool> {
        let cashable = self.flag(table, "cashable")?;
        if let (Some(node), Some(Kind::Cost)) = (table.get("cashable"), kind) {
            self.problem(
                node,
                &table.path("cashable"),
                "only a saving can be taken out of a budget; costs always count",
            );
        }
        Some(cashable)
    }
}

/// The year of the prices of a line, as far as it is a year at all.
fn price_year(table: &Table<'_>) -> Option<i32> {
    match table.get("price_year")?.value {
        Value::Integer(year) => i32::try_from(year).ok(),
        _ => None,
    }
}
