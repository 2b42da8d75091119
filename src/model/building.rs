//! Models built in code: constructors with the defaults of a scenario file. All fields are public, to be changed from there.
//!
//! A model from [`Scenario::parse`](crate::scenario::Scenario::parse) is validated; a model built in code is not. Its author ensures
//! shares and probabilities from 0 to 1, positions of payers and parameters that exist, hazards and profiles that are not empty.

use super::{
    Account, AccountId, Adjustment, Amount, Calendar, Discounting, Driver, Employment, Group, Household, Intake, Kind,
    Language, Line, Model, Nature, Onset, Participants, Payer, PayerId, Provenance, Quantity, Series, Share, Timing,
    UncertainNumbers,
};

const ONE: Quantity = Quantity::Fixed(1.0);
const NONE: Quantity = Quantity::Fixed(0.0);

impl Model {
    /// A model without events, subgroups, discounting and uncertain numbers. The first payer's net benefit heads the results.
    #[must_use]
    pub fn new(title: &str, calendar: Calendar, payers: Vec<Payer>, group: Group, lines: Vec<Line>) -> Self {
        let tiers = group.employment.iter().flat_map(|of| &of.tiers).map(|tier| tier.id.clone()).collect();
        Self {
            title: title.to_owned(),
            language: Language::default(),
            programme: None,
            currency: "kr.".to_owned(),
            price_level: None,
            calendar,
            groups: vec![group],
            tiers,
            events: vec![],
            scale_up: ONE,
            labour_market: None,
            lines,
            accounts: Account::of(&payers, false, Language::default()),
            payers,
            perspective: AccountId(0),
            review: None,
            discounting: Discounting { rate: NONE, later: vec![], timing: Timing::Mid },
            parameters: UncertainNumbers::default(),
            cuts: vec![],
            copula: None,
            correlations: vec![],
            assumptions: vec![],
            switching: None,
            measured: vec![],
            studies: vec![],
            notes: vec![],
        }
    }
}

impl Payer {
    /// A public payer; the ledger has all its costs and gains.
    #[must_use]
    pub fn public(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), public: true, complete: true }
    }
}

impl Group {
    /// A constant number of adults in each year, each standing for a family, who leave the programme at a random moment of it.
    #[must_use]
    pub fn of_adults(each_year: Series, employment: Option<Employment>) -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            intake: Intake { families: each_year, counted: Participants::Adults, delay: NONE, onset: Onset::Uniform },
            household: Household::single(),
            employment,
            events: vec![],
            seen: None,
        }
    }
}

impl Line {
    /// A line of one payer: an amount for each unit of its driver, the same in every year.
    #[must_use]
    pub fn new(id: &str, kind: Kind, payer: PayerId, driver: Driver, amount: Quantity) -> Self {
        Self {
            id: id.to_owned(),
            title: id.to_owned(),
            kind,
            nature: Nature::Resource,
            frame: None,
            provenance: Provenance::default(),
            shares: vec![(payer, Share::Rest)],
            driver,
            amount: Amount::Shared(Series::constant(amount)),
            quantity: Series::constant(ONE),
            factor: Series::constant(ONE),
            adjustment: Adjustment::default(),
            growth: NONE,
            subgroup: None,
            schedule: None,
            budget: None,
            cashable: None,
            realised: None,
            continues: false,
            stairs: None,
            refund: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Distribution, Uniform};
    use crate::model::{Coupling, Hazards, Parameter, ParameterId, Relapse, Tier};
    use crate::simulate::Replications;

    #[test]
    fn a_model_built_in_code_is_that_of_the_file_that_says_the_same() {
        let text = r#"
            title = "In code"
            perspective = "municipality"
            timeline = { start = 2024, years = 3 }
            intake = { adults = 40 }
            employment = { programme = "0.2 to 0.4", comparison = 0.15 }
            relapse = { hazard = [0.3, 0.1] }
            [lines]
            support = { kind = "saving", payer = "municipality", per = "person_year", amount = 139920 }
            cost = { kind = "cost", payer = "municipality", per = "adult", amount = 45000 }
        "#;
        let read = crate::scenario::Scenario::parse("same.toml", text, &[], &|_| Err("none".into())).expect("valid");
        let distribution = read.model.parameters[0].distribution.clone();
        let tier = Tier {
            id: read.model.tiers[0].clone(),
            programme: Quantity::Parameter(ParameterId(0)),
            comparison: Quantity::Fixed(0.15),
            delay: [None, None],
            self_support: true,
        };
        let hazard = Hazards::ByYear(vec![Quantity::Fixed(0.3), Quantity::Fixed(0.1)]);
        let relapse = Relapse { hazard, ..Relapse::default() };
        let employment = Employment { tiers: vec![tier], coupling: Coupling::Monotone, relapse };
        let line = |id, kind, driver, amount| Line::new(id, kind, PayerId(0), driver, Quantity::Fixed(amount));
        let mut built = Model::new(
            "In code",
            Calendar { first_year: 2024, years: 3 },
            vec![Payer::public("municipality", "Municipality")],
            Group::of_adults(Series::constant(Quantity::Fixed(40.0)), Some(employment)),
            vec![
                line("support", Kind::Saving, Driver::PersonYear(None), 139_920.0),
                line("cost", Kind::Cost, Driver::Adult, 45_000.0),
            ],
        );
        built.parameters = UncertainNumbers::from(vec![Parameter {
            path: "employment.programme".to_owned(),
            distribution,
            base: read.model.parameters[0].base,
        }]);
        let yearly = |model: &Model| {
            let seed = crate::random::Seed::new(1).expect("in range");
            let ran = Replications::run(model, seed, 0..200, &()).expect("a run");
            (0..200).map(|i| ran.yearly(i, model.perspective).to_vec()).collect::<Vec<_>>()
        };
        assert_eq!(yearly(&built), yearly(&read.model));
        let wide = Distribution::Uniform(Uniform::new(0.0, 1.0).expect("an interval"));
        built.parameters[0].distribution = wide;
        assert_ne!(yearly(&built), yearly(&read.model));
    }
}
