//! The expected business case: lines by years, as formulas where the model allows it.

use super::units::same;
use super::workings::Workings;
use super::{CellContent, CellPlace, Expression, Inputs, NumberFormat, RowLook, Sheet, SheetCell, SheetKind};
use crate::document::words::WorkbookWords;
use crate::document::{Language, break_even};
use crate::model::{
    Account, Adjustment, Amount, BusinessCase, CaseLine, Driver, Kind, Line, Model, Nature, Optimism, PLACEMENT,
    PriceStep, Quantity, Scope, Share, Timing,
};
use crate::summary::Expected;

const MONEY: NumberFormat = NumberFormat::Decimals(0);
/// The first column with a year.
const FIRST_YEAR: u16 = 1;

/// The sheet of the business case, and where its net benefit over the horizon stands.
pub struct CaseSheet {
    /// The sheet.
    pub sheet: Sheet,
    /// The net benefit over the horizon, discounted if asked.
    pub total: CellPlace,
}

/// What is written row by row.
struct Rows<'a, 'm, 'w> {
    sheet: Sheet,
    workings: &'a mut Workings<'m, 'w>,
    model: &'m Model,
    case: &'a BusinessCase,
    words: &'w dyn WorkbookWords,
    lines: [usize; 2],
    /// How many totals are divided by, where there are participants.
    participants: Option<Expression>,
}

/// The business case of the perspective.
pub fn case_sheet(workings: &mut Workings<'_, '_>, case: &BusinessCase, language: Language) -> CaseSheet {
    let (model, words) = (workings.model(), workings.words);
    let labels = words.workbook();
    let account = &model.accounts[model.perspective.0];
    let years = model.calendar.years;
    let widths = std::iter::once(46.0).chain(std::iter::repeat_n(13.0, years)).chain([15.0, 13.0, 13.0]).collect();
    let mut sheet = Sheet::new(SheetKind::Case, labels.sheets.case, widths);
    sheet.say(RowLook::Title, labels.sheets.case);
    sheet.say(RowLook::Subtitle, words.whose(&model.title, &model.calendar.span(), &account.name));
    sheet.say(RowLook::Text, words.in_currency(language.currency(&model.currency)));
    if let Some(level) = model.price_level {
        sheet.say(RowLook::Text, language.words().all_at_price_level(level));
    }
    let told = language.words();
    let participants = model.participants().zip(case.taken_in(model.perspective));
    let per = participants.map(|(of, _)| told.per(of));
    let participants = participants.map(|(of, number)| workings.taken_in(told.taken_in(of), number));
    let mut rows = Rows { sheet, workings, model, case, words, lines: [0; 2], participants };
    let told = rows.sheet.next();
    rows.sheet.say(RowLook::Note, "-").gap(1);
    let years = model.calendar.iter().map(|year| SheetCell::number(f64::from(year), NumberFormat::Plain));
    let ends = [language.labels().total].into_iter().chain(per).chain([labels.kind]).map(SheetCell::text);
    let header = rows.sheet.row(RowLook::Header, std::iter::once(SheetCell::default()).chain(years).chain(ends));
    rows.sheet.header = Some(header);
    rows.sheet.fixed_columns = 1;
    let totals = [Kind::Cost, Kind::Saving].map(|kind| rows.side(kind, language));
    let total = rows.result(totals, language);
    let expected = Expected::new(model, case);
    let even = break_even::expected(&expected, &model.calendar, account.complete, &model.currency, language);
    rows.sheet.gap(1).say(RowLook::Note, words.as_it_stands(&even));
    let Rows { mut sheet, lines, .. } = rows;
    sheet.rows[told as usize].cells = vec![SheetCell::text(words.lines_live(lines))];
    CaseSheet { sheet, total }
}

impl Rows<'_, '_, '_> {
    /// The lines of a side with their sum, of which the row is returned; `None` where there is none.
    fn side(&mut self, kind: Kind, language: Language) -> Option<u32> {
        let labels = language.labels();
        let account = self.model.perspective;
        let (title, total) = match kind {
            Kind::Cost => (self.words.workbook().costs, labels.costs_total),
            Kind::Saving => (self.words.workbook().savings, labels.savings_total),
        };
        let moves = |line: &CaseLine| line.accounts[account.0].iter().any(|value| *value != 0.0);
        let of_kind = self.case.lines.iter().enumerate();
        let lines: Vec<usize> =
            of_kind.filter(|(_, line)| line.kind_to(account) == kind && moves(line)).map(|(index, _)| index).collect();
        if lines.is_empty() {
            return None;
        }
        let last = lines.len() as u32;
        self.sheet.row(RowLook::Heading, [SheetCell::text(title)]);
        let from = self.sheet.next();
        for index in lines {
            self.line(index, kind);
        }
        let sums = |row: &Self, column: u16| {
            let place = |at: u32| row.sheet.place(at, column);
            let value = (from..from + last).map(|at| row.value(at, column)).sum();
            Expression::Total(place(from), place(from + last - 1), value)
        };
        let years = (0..self.years()).map(|year| sums(self, FIRST_YEAR + year)).collect();
        Some(self.amounts(RowLook::Total, total, years, ""))
    }

    /// A line: formulas where they come to what the core finds, else values.
    fn line(&mut self, index: usize, kind: Kind) {
        let (line, found) = (&self.model.lines[index], &self.case.lines[index]);
        let sign = if kind == Kind::Cost { -1.0 } else { 1.0 };
        let core: Vec<f64> = found.accounts[self.model.perspective.0].iter().map(|value| sign * value).collect();
        let formulas = line_formulas(self.workings, line, sign).filter(|formulas| same(formulas, &core));
        let labels = self.words.workbook();
        let (values, told) = match formulas {
            Some(formulas) if formulas.iter().any(Expression::is_live) => (formulas, labels.formula),
            _ => (core.into_iter().map(Expression::Number).collect(), labels.value),
        };
        self.lines[usize::from(told == labels.value)] += 1;
        self.amounts(RowLook::Plain, &found.title, values, told);
    }

    /// A row of amounts by year with their sum.
    fn amounts(&mut self, look: RowLook, label: &str, values: Vec<Expression>, told: &str) -> u32 {
        let row = self.sheet.next();
        let (first, last) = (self.sheet.place(row, FIRST_YEAR), self.sheet.place(row, FIRST_YEAR + self.years() - 1));
        let total = Expression::Total(first, last, values.iter().map(Expression::value).sum());
        self.cells(look, label, values, Some(total), told)
    }

    fn cells(
        &mut self,
        look: RowLook,
        label: &str,
        values: Vec<Expression>,
        total: Option<Expression>,
        told: &str,
    ) -> u32 {
        self.formatted(look, label, (values, total), MONEY, told)
    }

    fn formatted(
        &mut self,
        look: RowLook,
        label: &str,
        (values, total): (Vec<Expression>, Option<Expression>),
        format: NumberFormat,
        told: &str,
    ) -> u32 {
        let each = self.participants.clone().map(|number| {
            let place = self.sheet.place(self.sheet.next(), FIRST_YEAR + self.years());
            let divided = |total: &Expression| {
                let total = Expression::Cell(place, total.value());
                SheetCell::formula(Expression::product([total, Expression::power(number, -1.0)]), format)
            };
            total.as_ref().map_or_else(SheetCell::default, divided)
        });
        let total = total.map_or_else(SheetCell::default, |total| SheetCell::formula(total, format));
        let values = values.into_iter().map(|value| SheetCell::formula(value, format));
        let cells = std::iter::once(SheetCell::text(label))
            .chain(values)
            .chain([total])
            .chain(each)
            .chain([SheetCell::text(told)]);
        self.sheet.row(look, cells)
    }

    fn years(&self) -> u16 {
        self.model.calendar.years as u16
    }

    /// The value of a cell that stands already.
    fn value(&self, row: u32, column: u16) -> f64 {
        match &self.sheet.rows[row as usize].cells[column as usize].content {
            CellContent::Formula(expression) => expression.value(),
            CellContent::Number(value) => *value,
            CellContent::Empty | CellContent::Text(_) => 0.0,
        }
    }

    fn cell(&self, row: u32, column: u16) -> Expression {
        Expression::Cell(self.sheet.place(row, column), self.value(row, column))
    }

    /// What both sides come to; returns where the net benefit over the horizon stands.
    fn result(&mut self, totals: [Option<u32>; 2], language: Language) -> CellPlace {
        let labels = language.labels();
        let columns = FIRST_YEAR..FIRST_YEAR + self.years();
        self.sheet.row(RowLook::Heading, [SheetCell::text(self.words.workbook().result)]);
        let side = |row: &Self, side: usize, column: u16| {
            totals[side].map_or(Expression::Number(0.0), |total| row.cell(total, column))
        };
        let nets = columns.clone().map(|column| match side(self, 1, column) {
            Expression::Number(0.0) => Expression::product([Expression::Number(-1.0), side(self, 0, column)]),
            savings => Expression::minus(savings, side(self, 0, column)),
        });
        let nets = nets.collect();
        let mut flow = self.amounts(RowLook::Total, labels.net_benefit, nets, "");
        if self.model.discounting.is_active() {
            let factors = self.factors();
            let format = NumberFormat::Decimals(4);
            let factor = self.formatted(RowLook::Plain, labels.discount_factor, (factors, None), format, "");
            let present =
                columns.clone().map(|column| Expression::product([self.cell(flow, column), self.cell(factor, column)]));
            let present = present.collect();
            flow = self.amounts(RowLook::Total, labels.present_value_of_net, present, "");
        }
        let row = self.sheet.next();
        let mut running: Vec<Expression> = Vec::new();
        for column in columns.clone() {
            let net = self.cell(flow, column);
            let before =
                running.last().map(|before| Expression::Cell(self.sheet.place(row, column - 1), before.value()));
            running.push(Expression::sum(before.into_iter().chain([net])));
        }
        self.cells(RowLook::Plain, labels.cumulative, running, None, "");
        let total = self.sheet.place(flow, columns.end);
        self.outcomes(language);
        self.sheet.gap(1);
        self.change(total);
        total
    }

    /// How far a reader's changes have moved the result.
    fn change(&mut self, total: CellPlace) {
        let labels = self.words.workbook();
        let core = self.case.cash_flow(self.model.perspective).total();
        let empty = || (FIRST_YEAR..total.column).map(|_| SheetCell::default());
        let stored =
            std::iter::once(SheetCell::text(labels.as_computed)).chain(empty()).chain([SheetCell::money(core)]);
        let row = self.sheet.row(RowLook::Plain, stored);
        let moved = Expression::minus(
            Expression::Cell(total, self.value(total.row, total.column)),
            Expression::Cell(self.sheet.place(row, total.column), core),
        );
        let cells = std::iter::once(SheetCell::text(labels.change)).chain(empty());
        self.sheet.row(RowLook::Total, cells.chain([SheetCell::formula(moved, NumberFormat::Signed)]));
    }

    /// The weight of each year.
    fn factors(&mut self) -> Vec<Expression> {
        let discounting = &self.model.discounting;
        let plain = |year: usize| Expression::Number(self.case.discount[year]);
        let rate = self.workings.inputs.quantity(&["discounting.rate", "discounting"], discounting.rate);
        let growth = Expression::sum([Expression::Number(1.0), rate]);
        let within = match discounting.timing {
            Timing::Start => 0.0,
            Timing::Mid => 0.5,
            Timing::End => 1.0,
        };
        let formula = |year: usize| Expression::power(growth.clone(), -(year as f64 + within));
        let years = 0..self.model.calendar.years;
        let formulas: Vec<Expression> = years.clone().map(formula).collect();
        if discounting.later.is_empty() && same(&formulas, &self.case.discount) {
            formulas
        } else {
            years.map(plain).collect()
        }
    }

    /// Person-years and event-years beneath the money.
    fn outcomes(&mut self, language: Language) {
        let labels = language.labels();
        let format = NumberFormat::Decimals(2);
        if self.model.has_employment() {
            let numbers = || self.case.person_years.iter().map(|value| Expression::Number(*value)).collect();
            let values = self.workings.all_person_years().unwrap_or_else(numbers);
            self.counted(labels.person_years, values, format);
        }
        let priced = |event: usize| {
            self.model.lines.iter().any(|line| matches!(line.driver, Driver::EventYear(of, _) if of == event))
        };
        for (event, lasting) in self.case.event_years.iter().enumerate().filter(|(event, _)| priced(*event)) {
            let name = &self.model.events[event];
            let label = if name.id == PLACEMENT {
                labels.placement_years.to_owned()
            } else {
                language.words().years_of(&name.title)
            };
            let values = self.workings.all_event_years(event);
            let values = values.unwrap_or_else(|| lasting.iter().map(|value| Expression::Number(*value)).collect());
            self.counted(&label, values, format);
        }
    }

    fn counted(&mut self, label: &str, values: Vec<Expression>, format: NumberFormat) {
        let row = self.sheet.next();
        let (first, last) = (self.sheet.place(row, FIRST_YEAR), self.sheet.place(row, FIRST_YEAR + self.years() - 1));
        let total = Expression::Total(first, last, values.iter().map(Expression::value).sum());
        self.formatted(RowLook::Plain, label, (values, Some(total)), format, "");
    }
}

/// A line's amounts by year for the perspective, times a sign; `None` where it cannot be written as formulas.
fn line_formulas(workings: &mut Workings<'_, '_>, line: &Line, sign: f64) -> Option<Vec<Expression>> {
    let model = workings.model();
    let account = &model.accounts[model.perspective.0];
    if line.stairs.is_some() || line.refund.is_some() || !matches!(account.scope, Scope::Payer | Scope::Sum) {
        return None;
    }
    let units = scheduled(workings, line)?;
    let stake = stake(workings, line, account, sign);
    let of = |(year, unit): (usize, Expression)| {
        let [amount, growth] = unit_amount(workings, line, year)?;
        let share = line.realised.as_ref().map_or(Expression::Number(1.0), |realised| {
            workings.inputs.series(&[key(line, "realised")], realised, year)
        });
        Some(Expression::product([unit, amount, growth, share, stake.clone()]))
    };
    units.into_iter().enumerate().map(of).collect()
}

fn key(line: &Line, key: &str) -> String {
    format!("lines.{}.{key}", line.id)
}

/// The units of a line by year, by its schedule where it has one.
fn scheduled(workings: &mut Workings<'_, '_>, line: &Line) -> Option<Vec<Expression>> {
    let units = workings.units(line)?;
    let Some(schedule) = &line.schedule else { return Some(units) };
    let paths = [key(line, "schedule")];
    let factor =
        |k: usize| schedule.get(k).map_or(Expression::Number(0.0), |factor| workings.inputs.entry(&paths, k, *factor));
    let factors: Vec<Expression> = (0..units.len()).map(factor).collect();
    Some(super::workings::convolved(&units, &factors))
}

/// Kroner per unit, and their growth.
fn unit_amount(workings: &mut Workings<'_, '_>, line: &Line, year: usize) -> Option<[Expression; 2]> {
    let inputs = &mut workings.inputs;
    let amount = match &line.amount {
        Amount::Shared(series) => inputs.series(&[key(line, "amount")], series, year),
        Amount::Each(spec) if spec.is_certain() => {
            let price = spec.at(&inputs.base).ok()?;
            Expression::Number(crate::distribution::Univariate::mean(&**price.of(0)))
        }
        Amount::Each(_) => return None,
    };
    let quantity = inputs.series(&[key(line, "quantity")], &line.quantity, year);
    let factor = inputs.series(&[key(line, "factor")], &line.factor, year);
    let growth = if line.growth == Quantity::Fixed(0.0) {
        Expression::Number(1.0)
    } else {
        let rate = inputs.quantity(&[key(line, "growth")], line.growth);
        Expression::power(Expression::sum([Expression::Number(1.0), rate]), year as f64)
    };
    let [prices, optimism] = adjustment(inputs, line);
    Some([Expression::product([amount, quantity, factor, prices, optimism]), growth])
}

/// What brings a line to the price level, and its factor for optimism bias.
fn adjustment(inputs: &mut Inputs<'_>, line: &Line) -> [Expression; 2] {
    let Adjustment { prices, optimism } = &line.adjustment;
    let step = |inputs: &mut Inputs<'_>, PriceStep { index, title: _, from, to }: &PriceStep| {
        let [to, from] = [to, from].map(|(year, number)| inputs.quantity(&[format!("{index}.{year}")], *number));
        Expression::product([to, Expression::power(from, -1.0)])
    };
    let one = || Expression::Number(1.0);
    [
        prices.as_ref().map_or_else(one, |prices| step(inputs, prices)),
        optimism.as_ref().map_or_else(one, |Optimism { path, factor }| inputs.quantity(&[path], *factor)),
    ]
}

/// The part of a line that an account gains, times a sign; negative where it pays.
fn stake(workings: &mut Workings<'_, '_>, line: &Line, account: &Account, sign: f64) -> Expression {
    let model = workings.model();
    let mut part = |(payer, share): &(crate::model::PayerId, Share)| match share {
        Share::Part(part) => {
            Some(workings.inputs.quantity(&[key(line, &format!("shares.{}", model.payers[payer.0].id))], *part))
        }
        Share::Rest => None,
    };
    let parts: Vec<Option<Expression>> = line.shares.iter().map(&mut part).collect();
    let rest = || Expression::sum(parts.iter().flatten().cloned()).complement();
    let members = line.shares.iter().zip(&parts).filter(|((payer, _), _)| account.members.contains(payer));
    let held = Expression::sum(members.map(|(_, part)| part.clone().unwrap_or_else(rest)));
    let sign = sign * if line.kind == Kind::Cost { -1.0 } else { 1.0 };
    let one = Expression::Number(1.0);
    let gained = match line.nature {
        Nature::Transfer { counterpart } if account.members.contains(&counterpart) && sign < 0.0 => held.complement(),
        Nature::Transfer { counterpart } if account.members.contains(&counterpart) => Expression::minus(held, one),
        _ => Expression::product([Expression::Number(sign), held]),
    };
    let weight = workings.inputs.quantity::<&str>(&[], account.weight);
    Expression::product([gained, weight])
}
