//! What a number is called and how its value is written: as the scenario says, else by where the number stands.

use crate::model::{
    Arms, Assumed, Assumption, Basis, Driver, Event, Grade, Group, Language, Line, PLACEMENT, Payer, Quantity, Series,
    Titles, Written,
};

/// What names the places of a scenario.
pub(super) struct Places<'m> {
    /// The language of titles that the scenario does not give.
    pub language: Language,
    pub currency: &'m str,
    pub groups: &'m [Group],
    pub lines: &'m [Line],
    pub payers: &'m [Payer],
    /// Named parameters with the path of each place that refers to them.
    pub uses: &'m [(String, String)],
}

impl Places<'_> {
    /// Settles title and form of an assumption as it was [registered](super::reader::Reader::document).
    pub fn settle(&self, assumption: &mut Assumption) {
        let stated = match &assumption.form {
            Written::Number { unit } => unit.clone(),
            _ => None,
        };
        let (title, form) = if let Some(id) = assumption.path.strip_prefix("parameters.") {
            (words(id), self.form_of_parameter(id, stated.as_deref()))
        } else {
            let (title, form) = self.at(&assumption.path);
            (title, self.with_unit(form, stated.as_deref()))
        };
        let is_list = matches!(assumption.value, Assumed::List(_));
        // Each entry of a list holds in a year of its own.
        assumption.form = if is_list && form == Written::YearlyShare { Written::Share } else { form };
        if assumption.title.is_empty() {
            let by_year = is_list && !tells_steps(&assumption.path);
            assumption.title = if by_year { self.language.naming().by_year(&title) } else { title };
        }
    }

    /// The unit decides, else the first place that refers to the parameter.
    fn form_of_parameter(&self, id: &str, unit: Option<&str>) -> Written {
        if let Some(form) = unit.and_then(|unit| share(unit).or_else(|| self.money(unit))) {
            return form;
        }
        let place = self.uses.iter().find(|(used, _)| used == id);
        self.with_unit(place.map_or(Written::PLAIN, |(_, path)| self.at(path).1), unit)
    }

    /// The form of a place with the unit that is stated there.
    fn with_unit(&self, form: Written, unit: Option<&str>) -> Written {
        let Some(unit) = unit else { return form };
        match form {
            Written::Money { .. } => {
                self.money(unit).unwrap_or_else(|| Written::Number { unit: Some(unit.to_owned()) })
            }
            Written::Factor => share(unit).unwrap_or(Written::Factor),
            Written::Number { .. } => share(unit).unwrap_or_else(|| Written::Number { unit: Some(unit.to_owned()) }),
            other => other,
        }
    }

    /// Money, where a unit begins with the currency.
    fn money(&self, unit: &str) -> Option<Written> {
        let rest = unit.strip_prefix(self.currency).filter(|rest| !rest.starts_with(char::is_alphanumeric))?.trim();
        Some(Written::Money { unit: (!rest.is_empty()).then(|| rest.to_owned()), per: None })
    }

    /// Title and form by where a number stands.
    fn at(&self, path: &str) -> (String, Written) {
        let titles = self.language.titles();
        let parts: Vec<&str> = path.split('.').collect();
        if let Some((arm, effect)) = path.rsplit_once('.')
            && let Some((title, form)) = of_effect(titles, effect)
        {
            return (format!("{title}: {}", self.at(arm).0), form);
        }
        match parts[..] {
            ["lines", id, ref rest @ ..] => {
                let found = self.lines.iter().find(|line| line.id == id).and_then(|line| self.of_line(line, rest));
                found.unwrap_or_else(|| unknown(path))
            }
            ["subgroups", id, ref rest @ ..] => {
                let name = self.groups.iter().find(|group| group.id == id).map_or(id, |group| &group.name);
                let (title, form) = self.of_group(rest, Some(id)).unwrap_or_else(|| unknown(path));
                (format!("{title}, {name}"), form)
            }
            ["scale_up"] => (titles.scale_up.to_owned(), Written::Share),
            ["net_tax_factor"] => (titles.net_tax_factor.to_owned(), Written::Factor),
            ["cost_of_public_funds"] => (titles.cost_of_public_funds.to_owned(), Written::Share),
            ["optimism_bias", side, grade] => {
                let side = if side == "costs" { titles.optimism_costs } else { titles.optimism_savings };
                (format!("{side}: {}", self.language.naming().grade(Grade::named(grade))), Written::Factor)
            }
            ["discounting", "rate"] => (titles.discount_rate.to_owned(), Written::YearlyShare),
            ["labour_market", "factor"] => (titles.labour_market.to_owned(), Written::Factor),
            ["labour_market", "entry"] => (titles.power_on_entry.to_owned(), Written::PLAIN),
            ["labour_market", "relapse"] => (titles.power_on_relapse.to_owned(), Written::PLAIN),
            _ => self.of_group(&parts, None).unwrap_or_else(|| unknown(path)),
        }
    }

    /// The same within a group of families, or of what all groups share.
    fn of_group(&self, parts: &[&str], group: Option<&str>) -> Option<(String, Written)> {
        let titles = self.language.titles();
        let (title, form) = match *parts {
            ["intake", "adults"] => (titles.adults, Written::PLAIN),
            ["intake", "families"] => (titles.families, Written::PLAIN),
            ["intake", "delay"] => (titles.delay, Written::Months),
            ["intake", "moment"] => (titles.moment, Written::PLAIN),
            ["family", "adults"] => (titles.adults_in_family, Written::PLAIN),
            ["family", "children"] => (titles.children_in_family, Written::PLAIN),
            ["family", "correlation"] => (titles.correlation, Written::PLAIN),
            ["relapse", "hazard"] => (titles.relapse, Written::YearlyShare),
            ["relapse", "curve", "share"] => (titles.relapsed_within, Written::Share),
            ["relapse", "curve", "survival"] => (titles.remaining_after, Written::Share),
            ["relapse", "curve", "after"] => (titles.relapse_after_curve, Written::YearlyShare),
            ["relapse", "reentry"] => (titles.reentry, Written::YearlyShare),
            ["employment", key] => return self.of_entry(titles.self_sufficiency, key),
            ["employment", "tiers", tier, key] => return self.of_entry(&self.language.naming().tier(tier), key),
            ["placements", ref rest @ ..] => return self.of_event(PLACEMENT, rest, group),
            ["events", id, ref rest @ ..] => return self.of_event(id, rest, group),
            _ => return None,
        };
        Some((title.to_owned(), form))
    }

    fn of_event(&self, id: &str, parts: &[&str], group: Option<&str>) -> Option<(String, Written)> {
        let groups = self.groups.iter().filter(|known| group.is_none_or(|id| known.id == id));
        let event: &Event = groups.flat_map(|group| group.events.iter().flatten()).find(|event| event.id == id)?;
        let title = &event.title;
        let titles = self.language.titles();
        let by_arm = if matches!(event.arms, Arms::Probability { .. }) { Written::Share } else { Written::PLAIN };
        Some(match *parts {
            ["programme"] => (format!("{title}: {}", titles.with_programme), by_arm),
            ["comparison"] => (format!("{title}: {}", titles.without_programme), by_arm),
            ["duration"] => (format!("{title}: {}", titles.lasting), Written::Years),
            ["delay"] => (format!("{title}: {}", titles.until_it_begins), Written::Months),
            ["avoided" | "gained"] => (format!("{title}: {}", titles.number), Written::PLAIN),
            ["types", kind, "share" | "share_of_rest"] => {
                (format!("{title}: {}", self.language.naming().share_of(&kind.replace('_', " "))), Written::Share)
            }
            ["types", kind, "duration"] => {
                (format!("{title} ({}): {}", kind.replace('_', " "), titles.lasting), Written::Years)
            }
            _ => return None,
        })
    }

    /// Of entry to a tier.
    fn of_entry(&self, tier: &str, key: &str) -> Option<(String, Written)> {
        let naming = self.language.naming();
        Some(match key {
            "programme" => (naming.probability_of(tier, true), Written::Share),
            "comparison" => (naming.probability_of(tier, false), Written::Share),
            "programme_delay" => (naming.months_until(tier, true), Written::Months),
            "comparison_delay" => (naming.months_until(tier, false), Written::Months),
            _ => return None,
        })
    }

    fn of_line(&self, line: &Line, parts: &[&str]) -> Option<(String, Written)> {
        let titles = self.language.titles();
        let payer = |id: &str| self.payers.iter().find(|payer| payer.id == id).map(|payer| payer.name.as_str());
        let (what, form) = match *parts {
            ["amount"] => return Some((line.title.clone(), Written::Money { unit: None, per: basis(line) })),
            ["quantity"] => (titles.quantity.to_owned(), Written::PLAIN),
            ["factor"] => (titles.factor.to_owned(), Written::Factor),
            ["growth"] => (titles.growth.to_owned(), Written::YearlyShare),
            ["realised"] => (titles.realised.to_owned(), Written::Share),
            ["schedule"] => (titles.schedule.to_owned(), Written::Factor),
            ["shares", id] => (self.language.naming().share_of(payer(id)?), Written::Share),
            ["reimbursement" | "refund", "rules", rule, key] => {
                let (what, form) = of_refund(titles, key)?;
                (format!("{what} ({})", rule.replace('_', " ")), form)
            }
            ["reimbursement" | "refund", key] => of_refund(titles, key).map(|(what, form)| (what.to_owned(), form))?,
            _ => return None,
        };
        Some((format!("{}: {what}", line.title), form))
    }
}

/// Of an effect that one arm is given by.
fn of_effect(titles: &Titles, key: &str) -> Option<(&'static str, Written)> {
    Some(match key {
        "relative_risk" => (titles.relative_risk, Written::Factor),
        "odds_ratio" => (titles.odds_ratio, Written::Factor),
        "hazard_ratio" => (titles.hazard_ratio, Written::Factor),
        "rate_ratio" => (titles.rate_ratio, Written::Factor),
        "points" => (titles.points, Written::Share),
        _ => return None,
    })
}

fn of_refund(titles: &Titles, key: &str) -> Option<(&'static str, Written)> {
    Some(match key {
        "shares" => (titles.refunded, Written::Share),
        "weeks" => (titles.last_week, Written::Weeks),
        "weeks_behind" => (titles.weeks_behind, Written::Weeks),
        "restart_weeks" => (titles.restart_weeks, Written::Weeks),
        "restart_within" => (titles.restart_within, Written::Years),
        "above" => (titles.yearly_limit, Written::Money { unit: None, per: Some(Basis::Year) }),
        "price_factor" => (titles.price_factor, Written::Factor),
        _ => return None,
    })
}

/// Whether a list says itself what its entries are by: steps, years since leaving, or months of a curve.
fn tells_steps(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("schedule" | "shares" | "weeks" | "above" | "share" | "survival"))
}

/// What an amount is paid per; of several units it is that of one of them, which only the scenario's unit can say.
fn basis(line: &Line) -> Option<Basis> {
    let one = line.quantity == Series::constant(Quantity::Fixed(1.0));
    let basis = match line.driver {
        Driver::CalendarYear => Basis::Year,
        Driver::Family => Basis::Family,
        Driver::Adult => Basis::Adult,
        Driver::Child => Basis::Child,
        Driver::PersonYear(_) => Basis::PersonYear,
        Driver::Event(..) => Basis::Event,
        Driver::EventYear(..) => Basis::EventYear,
        Driver::Stop | Driver::Refund => return None,
    };
    one.then_some(basis)
}

/// How a number with a unit is written that stands nowhere in the model.
pub(super) fn form_of_unit(unit: Option<&str>) -> Written {
    unit.and_then(share).unwrap_or_else(|| Written::Number { unit: unit.map(str::to_owned) })
}

/// A share, where a unit begins with one of these words.
fn share(unit: &str) -> Option<Written> {
    const SHARES: [&str; 4] = ["share", "probability", "andel", "sandsynlighed"];
    const YEARLY: [&str; 4] = ["a year", "per year", "om året", "pr. år"];
    let first = unit.split([' ', ',']).next()?;
    let yearly = YEARLY.iter().any(|end| unit.ends_with(end));
    SHARES.contains(&first).then_some(if yearly { Written::YearlyShare } else { Written::Share })
}

/// A path of a place that has no title of its own.
fn unknown(path: &str) -> (String, Written) {
    (words(&path.replace('.', " ")), Written::PLAIN)
}

/// An id as words: `case_year` → `Case year`.
fn words(id: &str) -> String {
    let text = id.replace('_', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    const SHIPPED: [(&str, &str); 9] = [
        ("assens", include_str!("../../configs/assens.toml")),
        ("gladsaxe", include_str!("../../configs/gladsaxe.toml")),
        ("helhedsindsats", include_str!("../../configs/helhedsindsats.toml")),
        ("silkeborg", include_str!("../../configs/silkeborg.toml")),
        ("silkeborg-benchmark-relapse", include_str!("../../configs/silkeborg-benchmark-relapse.toml")),
        ("silkeborg-observed", include_str!("../../configs/silkeborg-observed.toml")),
        ("silkeborg-review", include_str!("../../configs/silkeborg-review.toml")),
        ("trivsel-paa-tvaers", include_str!("../../configs/trivsel-paa-tvaers.toml")),
        ("vi-vil-mere", include_str!("../../configs/vi-vil-mere.toml")),
    ];

    fn parsed(name: &str, text: &str) -> Scenario {
        Scenario::parse(name, text, &[], &|_| Err("no data files".into())).expect("sound")
    }

    /// The rules of reimbursement and refund are named by their line; a moment is a plain number, which has no place for a title.
    fn is_named_by_its_place(path: &str) -> bool {
        path.contains(".reimbursement.") || path.contains(".refund.") || path == "intake.moment"
    }

    #[test]
    fn every_assumption_of_the_shipped_scenarios_has_a_short_title_of_its_own_in_every_language() {
        for ((name, text), language) in SHIPPED.iter().flat_map(|shipped| Language::ALL.map(|one| (shipped, one))) {
            let mut seen = std::collections::HashSet::new();
            let told = parsed(name, text).told_in(language).expect("sound");
            for Assumption { path, title, .. } in &told.model.assumptions {
                let given = [format!("{} = \"{title}\"", language.code()), format!("title = \"{title}\"")];
                let own = given.iter().any(|given| text.contains(given));
                assert!(own || is_named_by_its_place(path), "{name}: {path} is only called {title}");
                assert!(seen.insert(title.clone()), "{name}: {path} is not the only {title}");
                assert!(title.chars().count() <= 60 || is_named_by_its_place(path), "{name}: {title} is long");
            }
        }
    }

    #[test]
    fn the_shipped_scenarios_write_every_number_alike_in_every_language() {
        for (name, text) in SHIPPED {
            let english = parsed(name, text);
            let danish = english.told_in(Language::Danish).expect("sound").model;
            for (told, other) in danish.assumptions.iter().zip(&english.model.assumptions) {
                let kind = |form: &Written| std::mem::discriminant(form);
                assert_eq!((&told.path, kind(&told.form)), (&other.path, kind(&other.form)), "{name}");
                assert_eq!(told.unit.is_some(), other.unit.is_some(), "{name}: {}", told.path);
            }
        }
    }

    #[test]
    fn every_line_of_the_shipped_scenarios_says_where_it_stands_in_a_budget() {
        for (name, text) in SHIPPED {
            let scenario = parsed(name, text);
            let variants = scenario.variants.iter().map(|variant| scenario.in_variant(&variant.id).expect("sound"));
            for Line { id, frame, .. } in variants.chain([scenario.clone()]).flat_map(|scenario| scenario.model.lines) {
                assert!(frame.is_some(), "{name}: lines.{id}");
            }
        }
    }

    #[test]
    fn titles_and_forms_follow_from_where_a_number_stands() {
        let text = r#"
            title = "T"
            perspective = "municipality"
            timeline = { start = 2020, years = 2 }
            scale_up = 0.9
            discounting = { rate = 0.03 }
            labour_market = { factor = { min = 0.8, max = 1.2 } }
            intake = { adults = [40, 50], delay = 2 }
            employment = { programme = "parameters.with_help", comparison = 0.1, programme_delay = 6 }
            relapse = { hazard = [0.2, 0.1], reentry = 0.05 }
            [parameters]
            with_help = { value = { events = 3, of = 10 } }
            overrun = { value = { min = 1, max = 1.1 }, title = "Overrun" }
            case_price = { value = 900, unit = "kr. per case, net" }
            [events.case_closed]
            title = "Cases closed"
            subject = "adult"
            programme = 0.3
            comparison = 0.2
            duration = 3
            [events.stay]
            avoided = { value = 2, unit = "stays" }
            [lines.transport]
            kind = "cost"
            payer = "municipality"
            per = "year"
            amount = 100000
            factor = "parameters.overrun"
            growth = 0.01
            [lines.support]
            title = "Support saved"
            kind = "saving"
            shares = { state = 0.2, municipality = "rest" }
            per = "person_year"
            amount = 14575
            quantity = 12
            unit = "kr. per month"
            price_year = 2016
            [lines.tax]
            kind = "saving"
            payer = "municipality"
            per = "person_year"
            amount = 1000
            factor = { value = 0.25, unit = "share of pay" }
        "#;
        let model = parsed("t.toml", text).model;
        let unit = |unit: &str| Some(unit.to_owned());
        let number = |text: &str| Written::Number { unit: unit(text) };
        let money = |unit, per| Written::Money { unit, per };
        for (path, title, form) in [
            ("scale_up", "Share of the effect that remains in operation", Written::Share),
            ("discounting.rate", "Discount rate", Written::YearlyShare),
            ("labour_market.factor", "Good and bad years of the labour market", Written::Factor),
            ("labour_market.factor.2021", "Good and bad years of the labour market, 2021", Written::Factor),
            ("intake.adults", "Adults who begin, by year", Written::PLAIN),
            ("intake.delay", "Months by which all begin later", Written::Months),
            ("employment.comparison", "Probability of self-sufficiency without the programme", Written::Share),
            ("employment.programme_delay", "Months until self-sufficiency with the programme", Written::Months),
            ("relapse.hazard", "Relapse a year, by year", Written::Share),
            ("parameters.with_help", "With help", Written::Share),
            ("parameters.overrun", "Overrun", Written::Factor),
            ("parameters.case_price", "Case price", money(unit("per case, net"), None)),
            ("events.case_closed.programme", "Cases closed: with the programme", Written::Share),
            ("events.case_closed.duration", "Cases closed: years they last", Written::Years),
            ("events.stay.avoided", "stay: number", number("stays")),
            ("lines.transport.amount", "transport", money(None, Some(Basis::Year))),
            ("lines.transport.growth", "transport: growth a year", Written::YearlyShare),
            ("lines.support.amount", "Support saved", money(unit("per month"), None)),
            ("lines.support.shares.state", "Support saved: share of State", Written::Share),
            ("lines.tax.factor", "tax: factor", Written::Share),
        ] {
            let label = model.label(path);
            assert_eq!((label.title.as_str(), label.form), (title, form), "{path}");
        }
        let danish = parsed("t.toml", text).told_in(Language::Danish).expect("sound").model;
        for (path, title) in [
            ("scale_up", "Andel af effekten, der holder i varig drift"),
            ("labour_market.factor.2021", "Gode og dårlige år på arbejdsmarkedet, 2021"),
            ("intake.adults", "Voksne, der begynder, år for år"),
            ("employment.comparison", "Sandsynlighed for selvforsørgelse uden indsatsen"),
            ("events.stay.avoided", "stay: antal"),
            ("lines.support.shares.state", "Support saved: andel, Staten"),
        ] {
            let (told, english) = (danish.label(path), model.label(path));
            assert_eq!((told.title.as_str(), told.form), (title, english.form), "{path}");
        }
        let unit = danish.label("lines.support.amount").unit;
        assert_eq!(unit.as_deref(), Some("kr. per month, 2016-priser"));
        let names: Vec<&str> = danish.accounts.iter().map(|account| account.name.as_str()).collect();
        assert_eq!(names, ["Kommunen", "Staten", "Det offentlige i alt"]);
    }
}
