//! What it means for people, before the money.

use super::Report;
use crate::document::outcomes::event_label;
use crate::document::words::upper_first;
use crate::document::{Align, DataTable, Narrow, Section, TableCell};
use crate::model::{Measured, Movement};
use crate::summary::{CountedOutcome, quantile_at};

impl Report<'_> {
    pub(super) fn people(&self, section: &mut Section) {
        let (labels, all) = (self.language.report_labels(), self.language.labels());
        let run = self.run();
        let (summary, names) = (&run.result, &run.names);
        section.heading(labels.people);
        let mut table = DataTable::new(labels.people_columns);
        table.columns[2].narrow = Narrow::Stays;
        if names.employment {
            self.person(&mut table, all.additional_person_years, &summary.person_years);
        }
        for (event, (_, counted)) in names.events.iter().zip(&summary.events) {
            self.person(&mut table, &event_label(event, self.language), counted);
        }
        if table.rows.is_empty() {
            section.text(labels.no_people);
        } else {
            section.table(table);
        }
    }

    fn person(&self, table: &mut DataTable, name: &str, counted: &CountedOutcome) {
        let [low, high] =
            [0.05, 0.95].map(|p| quantile_at(&counted.quantiles, p).map_or(f64::NAN, |found| found.value));
        let digits = usize::from([low, high, counted.mean].into_iter().all(|value| value.abs() < 9.95));
        let number = |value: f64| self.language.trimmed(self.language.decimal(value, digits));
        let range = self.language.words().range_between(&number(low), &number(high));
        table.row(upper_first(name), [TableCell::number(number(counted.mean), counted.mean), range.into()]);
    }

    /// What was measured and has no price: before and after, who says so; getting worse as plainly as getting better.
    pub(super) fn measured(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let found = &self.run().names.measured;
        if found.is_empty() {
            return;
        }
        section.heading(labels.measured);
        let mut table = DataTable::new(labels.measured_columns);
        for column in &mut table.columns[3..] {
            column.align = Align::Left;
        }
        for of in found {
            table.row(
                TableCell { beneath: of.note.clone(), ..of.title.clone().into() },
                [
                    TableCell::maybe(of.before, |value| self.side(of, value, of.n_before)),
                    TableCell::number(self.side(of, of.after, of.n_after), of.after),
                    self.movement(of.movement()).into(),
                    self.language.words().measured_when(of.when_before.as_deref(), of.when_after.as_deref()).into(),
                    of.source.clone().into(),
                ],
            );
        }
        section.table(table).note(labels.measured_note);
    }

    /// A value with how many were measured.
    fn side(&self, of: &Measured, value: f64, n: Option<u64>) -> String {
        self.language.words().measured_of(&self.language.written(value, &of.form, &self.run().currency), n)
    }

    fn movement(&self, movement: Movement) -> &'static str {
        let labels = self.language.report_labels();
        match movement {
            Movement::Better => labels.better,
            Movement::Worse => labels.worse,
            Movement::Same => labels.unchanged,
            Movement::Unknown => "",
        }
    }
}
