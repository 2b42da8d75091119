//! A model built in code: the same programme under three relapse rules, each with its exact expectation.
//!
//! A scenario file is one way to a `Model`. Code is another, for studies that vary what a file cannot: here whole relapse rules.
//!
//! ```sh
//! cargo run --example model
//! ```

use provenu::expected::business_case;
use provenu::model::{
    Calendar, Coupling, Driver, Employment, Group, Hazards, Kind, Line, Model, Payer, PayerId, Quantity, Relapse,
    Series, Tier,
};

/// Forty adults a year over five years. 30 % become self-sufficient, where other help would bring 15 %.
fn model(relapse: Relapse) -> Model {
    let tier = Tier {
        id: "self_sufficient".to_owned(),
        programme: Quantity::Fixed(0.30),
        comparison: Quantity::Fixed(0.15),
        delay: [None, None],
        self_support: true,
    };
    let employment = Employment { tiers: vec![tier], coupling: Coupling::Monotone, relapse };
    let intake = Series::constant(Quantity::Fixed(40.0));
    let line = |id, kind, driver, amount| Line::new(id, kind, PayerId(0), driver, Quantity::Fixed(amount));
    Model::new(
        "A model built in code",
        Calendar { first_year: 2024, years: 5 },
        vec![Payer::public("municipality", "Municipality")],
        Group::of_adults(intake, Some(employment)),
        vec![
            line("cost of the programme", Kind::Cost, Driver::Adult, 38_000.0),
            line("support saved", Kind::Saving, Driver::PersonYear(None), 139_920.0),
        ],
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Yearly hazards from the year of entry; the last one carries on.
    let rules = [
        ("10 % every year", vec![0.10]),
        ("as in the country", vec![0.32, 0.27, 0.10]),
        ("nobody relapses", vec![0.0]),
    ];
    println!("{:<18} {:>12} {:>14} {:>11}", "relapse", "person-years", "net, kr.", "break-even");
    for (words, hazards) in rules {
        let hazard = Hazards::ByYear(hazards.into_iter().map(Quantity::Fixed).collect());
        let model = model(Relapse { hazard, ..Relapse::default() });
        let case = business_case(&model, &model.base_draw())?;
        let years: f64 = case.person_years.iter().sum();
        let flow = case.cash_flow(model.perspective);
        let even = flow.break_even().first.map_or("none".to_owned(), |year| model.calendar.year(year).to_string());
        println!("{words:<18} {years:>12.2} {:>14.0} {even:>11}", flow.total());
    }
    Ok(())
}
