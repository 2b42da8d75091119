//! Reading factors for optimism bias.

use super::price_level::OptimismFactor;
use super::reader::{Reader, Table};
use super::shape::Domain;
use crate::model::{Grade, Kind, Optimism};

impl Reader<'_> {
    /// Reads `[optimism_bias]`, so that lines can be adjusted for it.
    pub fn read_optimism(&mut self, root: &Table<'_>) {
        let Some(table) = self.section(root, "optimism_bias") else { return };
        for (key, kind) in [("costs", Kind::Cost), ("savings", Kind::Saving)] {
            let Some(factors) = self.section(&table, key) else { continue };
            for entry in factors.node.entries().into_iter().flatten() {
                let grade = Grade::named(&entry.key);
                // Other keys are unknown, which has been reported.
                if factors.shape.field(&entry.key).is_none() {
                    continue;
                }
                let path = factors.path(&entry.key);
                let Some(factor) = self.quantity_at(&entry.node, &path, Domain::NonNegative) else { continue };
                self.inherit(&table, &format!("{key}.{}", entry.key));
                self.optimism.push(OptimismFactor { kind, grade, factor: Optimism { path, factor } });
            }
        }
    }

    /// What a line is adjusted by.
    pub fn optimism_of(&self, kind: Kind, grade: Option<Grade>) -> Option<Optimism> {
        let found = self.optimism.iter().find(|known| (known.kind, known.grade) == (kind, grade));
        found.map(|known| known.factor.clone())
    }
}
