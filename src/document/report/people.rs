//! What it means for people, before the money.

use super::Report;
use crate::document::outcomes::event_label;
use crate::document::words::upper_first;
use crate::document::{DataTable, Narrow, Section, TableCell};
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

    /// What was measured and has no price.
    pub(super) fn measured(&self, _section: &mut Section) {}
}
