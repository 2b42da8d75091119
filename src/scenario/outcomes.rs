//! `[[outcomes]]`: results that somebody measured, not in kroner.

use super::label::form_of_unit;
use super::node::{Node, Value};
use super::reader::{Reader, Table};
use super::shape::{Domain, OUTCOME};
use crate::model::{Better, Measured, Written};

impl Reader<'_> {
    /// The measured results, in the order of the file.
    pub fn measured(&mut self, root: &Table<'_>) -> Vec<Measured> {
        const SECTION: &str = "outcomes";
        let Some(node) = root.get(SECTION) else { return vec![] };
        let Value::List(items) = &node.value else {
            let message = format!("this is {}; allowed: tables, each headed [[outcomes]]", node.kind());
            self.problem(node, SECTION, message);
            return vec![];
        };
        items.iter().filter_map(|item| self.one_measured(item, SECTION)).collect()
    }

    fn one_measured(&mut self, item: &Node, path: &str) -> Option<Measured> {
        let table = self.table(item, path, &OUTCOME)?;
        let title = self.title(&table);
        let unit = self.text(&table, "unit");
        let form = form_of_unit(unit.as_deref());
        // A share written per cent, 17 for 0.17, is refused.
        let domain = if form == Written::Share { Domain::Probability } else { Domain::Real };
        let [before, after] = ["before", "after"].map(|key| self.number(table.get(key)?, &table.path(key), domain));
        let [n_before, n_after] = ["n_before", "n_after"].map(|key| self.integer(&table, key)?.try_into().ok());
        let [when_before, when_after] = ["when_before", "when_after"].map(|key| self.text(&table, key));
        if !table.has("before") {
            for key in ["n_before", "when_before"] {
                if let Some(node) = table.get(key) {
                    self.problem(node, &table.path(key), "there is no value `before`, which this belongs to");
                }
            }
        }
        let better = self.choice(&table, "better");
        let (source, note) = (self.text(&table, "source"), self.text(&table, "note"));
        Some(Measured {
            title: title?,
            form,
            before,
            after: after?,
            better: if better? == "higher" { Better::Higher } else { Better::Lower },
            n_before,
            n_after,
            when_before,
            when_after,
            source: source?,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Better, Movement, Written};
    use crate::scenario::{Problems, Scenario};

    fn parse(outcome: &str) -> Result<Scenario, Problems> {
        let text = format!(
            "title = \"T\"\nperspective = \"municipality\"\ntimeline = {{ start = 2020, years = 1 }}\nintake = {{ adults = 10 }}\n\
             [lines]\nteam = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 1000 }}\n\
             [[outcomes]]\n{outcome}"
        );
        Scenario::parse("measured.toml", &text, &[], &|_| Err("none".into()))
    }

    const ABSENCE: &str = "title = \"Absence\"\nunit = \"share\"\nbefore = 0.17\nafter = 0.12\nbetter = \"lower\"\n\
                           n_before = 82\nn_after = 110\nwhen_after = \"March 2016\"\nsource = \"Silkeborg 2016\"\n";

    #[test]
    fn a_measure_knows_which_way_it_went() {
        let one = |text: &str| parse(text).expect("sound").model.measured.remove(0);
        let absence = one(ABSENCE);
        assert_eq!(
            (absence.form.clone(), absence.better, absence.movement()),
            (Written::Share, Better::Lower, Movement::Better)
        );
        assert_eq!(
            (absence.n_before, absence.n_after, absence.when_after.as_deref()),
            (Some(82), Some(110), Some("March 2016"))
        );
        assert_eq!(one(&ABSENCE.replace("lower", "higher")).movement(), Movement::Worse);
        assert_eq!(one(&ABSENCE.replace("0.12", "0.17")).movement(), Movement::Same);
        let after = one(&ABSENCE.replace("before = 0.17\n", "").replace("n_before = 82\n", ""));
        assert_eq!((after.before, after.movement()), (None, Movement::Unknown));
    }

    #[test]
    fn what_is_wrong_is_told_with_what_is_allowed() {
        for (from, to, told) in [
            ("0.12", "12", "a probability from 0 to 1"),
            ("\"lower\"", "\"less\"", "higher"),
            ("before = 0.17\n", "", "there is no value `before`"),
            ("source = \"Silkeborg 2016\"\n", "", "who says so"),
            ("n_after = 110", "n_after = 0", "a whole number from 1"),
            ("title = \"Absence\"\n", "", "missing"),
            ("after = 0.12\n", "", "missing"),
            ("n_after", "n_afterwards", "unknown key"),
        ] {
            let problems = parse(&ABSENCE.replace(from, to)).expect_err(told).to_string().to_lowercase();
            assert!(problems.contains(told) && problems.contains("outcomes"), "{to}: {problems}");
        }
        let list = parse("").expect_err("nothing in it").to_string();
        assert!(list.contains("outcomes.title"), "{list}");
    }

    #[test]
    fn no_measure_moves_a_figure() {
        let text = include_str!("../../configs/silkeborg.toml");
        let without: String = text.split_inclusive("\n\n").filter(|part| !part.contains("[[outcomes]]")).collect();
        assert!(without.len() < text.len() && !without.contains("[[outcomes]]"), "the file has some, each a paragraph");
        let parse = |text: &str| Scenario::parse("s.toml", text, &[], &|_| Err("none".into())).expect("sound").model;
        let [with, without] = [parse(text), parse(&without)];
        assert!(!with.measured.is_empty() && without.measured.is_empty());
        assert_eq!(
            (with.lines, with.assumptions, with.parameters),
            (without.lines, without.assumptions, without.parameters)
        );
    }
}
