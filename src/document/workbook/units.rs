//! The units of activity of every group and line, as formulas that come to what the core finds.

use super::employment::person_years;
use super::events::{event_rows, kind_share};
use super::workings::{GroupUnits, Workings};
use super::{Expression, Inputs, NumberFormat, RowLook, Sheet, SheetCell, SheetKind};
use crate::document::words::WorkbookWords;
use crate::expected::expect;
use crate::model::{Driver, Line, Model, Participants, Setting, SettingError, Subject};

impl<'m, 'w> Workings<'m, 'w> {
    /// The workings of a model.
    ///
    /// # Errors
    /// When base values are not possible.
    pub fn of(model: &'m Model, words: &'w dyn WorkbookWords) -> Result<Self, SettingError> {
        let base = model.base_draw();
        let setting = Setting::of(model, &base)?;
        let mut activity = setting.activity();
        expect(&setting, &mut activity);
        let labels = words.workbook();
        let years = model.calendar.years;
        let widths = [54.0, 12.0].into_iter().chain(std::iter::repeat_n(11.0, years)).collect();
        let mut sheet = Sheet::new(SheetKind::Workings, labels.sheets.workings, widths);
        sheet.say(RowLook::Title, labels.sheets.workings).say(RowLook::Text, labels.workings_note);
        sheet.gap(1);
        let titles = ["", labels.constant].into_iter().map(str::to_owned);
        sheet.header = Some(sheet.titles(titles.chain(model.calendar.iter().map(|year| year.to_string()))));
        sheet.fixed_columns = 1;
        let (inputs, rows) = (Inputs::of(model), model.rows());
        let mut workings = Self { inputs, sheet, words, activity, rows, groups: Vec::new() };
        for (index, group) in setting.groups.iter().enumerate() {
            if model.groups.len() > 1 {
                workings.sheet.row(RowLook::Heading, [SheetCell::text(group.group.name.clone())]);
            }
            workings.groups.push(GroupUnits::default());
            for subject in [Subject::Family, Subject::Adult, Subject::Child] {
                if needed(model, index, subject) || participating(model, index) == Some(subject) {
                    let units = workings.intake(index, subject);
                    workings.groups[index].intake.push((subject, units));
                }
            }
            workings.groups[index].person_years = person_years(&mut workings, group);
            workings.groups[index].events = event_rows(&mut workings, group);
        }
        Ok(workings)
    }

    /// Families, adults or children by the calendar year in which they leave.
    fn intake(&mut self, index: usize, subject: Subject) -> Vec<Expression> {
        let group = &self.model().groups[index];
        let planned = self.planned(group, subject);
        let leaving = group.intake.leaving(&self.inputs.base);
        let parts = leaving.of(0).parts();
        let moved = |year: usize| {
            let of = |part: &crate::model::LeavingPart| {
                let planned = planned.get(year.checked_sub(part.later)?)?.clone();
                Some(Expression::product([planned, Expression::Number(part.share)]))
            };
            Expression::sum(parts.iter().filter_map(of))
        };
        let values = (0..planned.len()).map(moved).collect();
        let label = self.words.who_leave(subject);
        self.by_year(&label, NumberFormat::Decimals(2), values)
    }

    /// All who are taken in, as a cell; the number the core finds where it cannot be written as a formula.
    pub fn taken_in(&mut self, label: &str, found: f64) -> Expression {
        let model = self.model();
        let of = |index: usize| {
            let subject = participating(model, index);
            let known = self.groups[index].intake.iter().find(|known| Some(known.0) == subject);
            known.map_or(&[][..], |known| &known.1).to_vec()
        };
        let all = Expression::sum(model.participating(model.perspective).flat_map(of));
        let all = if same(std::slice::from_ref(&all), &[found]) { all } else { Expression::Number(found) };
        self.constant(label, NumberFormat::Decimals(2), all)
    }

    /// The units of a line in each year, all groups together; `None` where they cannot be written as formulas, or would come to
    /// something else than the core finds.
    pub fn units(&mut self, line: &Line) -> Option<Vec<Expression>> {
        let years = self.model().calendar.years;
        if let Driver::CalendarYear | Driver::Stop = line.driver {
            let index = self.model().lines.iter().position(|known| known.id == line.id)?;
            let row = line.rows(&self.rows, index).first().map(|priced| self.activity.row(priced.row));
            return Some((0..years).map(|year| Expression::Number(row.map_or(0.0, |row| row[year]))).collect());
        }
        let mut units = vec![Vec::new(); years];
        for index in (0..self.groups.len()).filter(|index| line.applies_to(*index)) {
            for row in self.group_units(index, line.driver)? {
                units.iter_mut().zip(row).for_each(|(terms, unit)| terms.push(unit));
            }
        }
        let units: Vec<Expression> = units.into_iter().map(Expression::sum).collect();
        let found = (0..self.groups.len())
            .filter(|index| line.applies_to(*index))
            .flat_map(|index| self.rows.group(index).of(line.driver));
        let found = self.activity.summed(found);
        same(&units, &found).then_some(units)
    }

    /// The rows of a group that a driver sums over.
    fn group_units(&mut self, index: usize, driver: Driver) -> Option<Vec<Vec<Expression>>> {
        let group = &self.model().groups[index];
        match driver {
            Driver::CalendarYear | Driver::Stop | Driver::Refund => None,
            Driver::Family | Driver::Adult | Driver::Child => {
                let known = self.groups[index].intake.iter().find(|known| Some(known.0) == driver.subject())?;
                Some(vec![known.1.clone()])
            }
            Driver::PersonYear(None) => self.groups[index].person_years.iter().cloned().collect(),
            Driver::PersonYear(Some(tier)) => match self.rows.group(index).tier(tier) {
                Some(tier) => Some(vec![self.groups[index].person_years[tier].clone()?]),
                None => Some(Vec::new()),
            },
            Driver::Event(event, kind) | Driver::EventYear(event, kind) => {
                let Some(of) = &group.events[event] else { return Some(Vec::new()) };
                let known = self.groups[index].events[event].as_ref()?;
                let row = match driver {
                    Driver::EventYear(..) if kind.is_none() && of.durations.len() > 1 => {
                        return Some(self.years_by_kind(index, event));
                    }
                    Driver::EventYear(..) => known.lasting[kind.map_or(0, |kind| of.kinds[kind].duration)].clone(),
                    _ => known.begun.clone(),
                };
                let share = kind_share(&mut self.inputs, group, of, kind);
                Some(vec![times(row, &share)])
            }
        }
    }

    /// Years of an event in a group, a row for each of its kinds.
    fn years_by_kind(&mut self, index: usize, event: usize) -> Vec<Vec<Expression>> {
        let group = &self.model().groups[index];
        let (Some(of), Some(known)) = (&group.events[event], &self.groups[index].events[event]) else {
            return Vec::new();
        };
        let row = |(kind, lasting): (usize, Vec<Expression>)| {
            times(lasting, &kind_share(&mut self.inputs, group, of, Some(kind)))
        };
        let lasting = of.kinds.iter().map(|kind| known.lasting[kind.duration].clone());
        lasting.enumerate().map(row).collect()
    }

    /// Years of an event by year, all groups; `None` where some cannot be written as formulas.
    pub fn all_event_years(&mut self, event: usize) -> Option<Vec<Expression>> {
        let mut units = vec![Vec::new(); self.model().calendar.years];
        for (index, group) in self.model().groups.iter().enumerate() {
            let Some(of) = &group.events[event] else { continue };
            let known = self.groups[index].events[event].as_ref()?;
            let rows = if of.durations.len() == 1 { known.lasting.clone() } else { self.years_by_kind(index, event) };
            for row in rows {
                units.iter_mut().zip(row).for_each(|(terms, unit)| terms.push(unit));
            }
        }
        let units: Vec<Expression> = units.into_iter().map(Expression::sum).collect();
        same(&units, &self.activity.summed(self.rows.all_event_years(event))).then_some(units)
    }

    /// Person-years by year, all groups and tiers; `None` where some cannot be written as formulas.
    pub fn all_person_years(&self) -> Option<Vec<Expression>> {
        let mut units = vec![Vec::new(); self.model().calendar.years];
        for row in self.groups.iter().flat_map(|group| &group.person_years) {
            units.iter_mut().zip(row.as_ref()?).for_each(|(terms, unit)| terms.push(unit.clone()));
        }
        let units: Vec<Expression> = units.into_iter().map(Expression::sum).collect();
        same(&units, &self.activity.summed(self.rows.all_person_years())).then_some(units)
    }
}

/// A row times a share.
fn times(row: Vec<Expression>, share: &Expression) -> Vec<Expression> {
    row.into_iter().map(|unit| Expression::product([unit, share.clone()])).collect()
}

/// Whether formulas come to what the core finds.
pub fn same(formulas: &[Expression], found: &[f64]) -> bool {
    let size = found.iter().fold(1e-9, |size: f64, value| size.max(value.abs()));
    formulas
        .iter()
        .zip(found)
        .all(|(formula, found)| (formula.value() - found).abs() <= 1e-6 * size.min(1.0).max(found.abs()))
}

/// What the participants of a group are counted as.
fn participating(model: &Model, group: usize) -> Option<Subject> {
    model.participants()?;
    match model.groups[group].intake.counted {
        Participants::Adults => Some(Subject::Adult),
        Participants::Families | Participants::FamiliesAndAdults => Some(Subject::Family),
    }
}

/// Whether some line counts those of a group who leave.
fn needed(model: &Model, group: usize, subject: Subject) -> bool {
    model.lines.iter().any(|line| line.applies_to(group) && line.driver.subject() == Some(subject))
}
