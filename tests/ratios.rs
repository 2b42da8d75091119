//! Ratios with their distribution, and what an outcome must be worth: against closed forms.

use provenu::analysis::AnalysisError;
use provenu::document::{self, Language};
use provenu::expected::business_case;
use provenu::random::Sampling;
use provenu::report::csv::{self, CsvTarget};
use provenu::report::terminal::terminal;
use provenu::run::{Request, Run};
use provenu::scenario::Scenario;
use provenu::statistics::Chance;
use provenu::summary::{
    Acceptability, AccountSummary, NoRatio, Outcome, Planned, QuantileEstimate, Summary, quantile_at,
};
use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal};

fn found(text: &str, request: Request) -> Result<Outcome<Summary>, AnalysisError> {
    let scenario = Scenario::parse("ratios.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
    Run::new(&scenario, request)?.outcome(&())
}

fn run(text: &str, replications: u64) -> Outcome<Summary> {
    found(text, Request { replications: Some(replications), ..Request::default() }).expect("a run")
}

/// One year with a cost and a saving by year, and whatever else.
fn case(saving: &str, cost: &str, more: &str) -> String {
    format!(
        "title = \"T\"\nperspective = \"municipality\"\ntimeline = {{ start = 2024, years = 1 }}\n{more}\n[lines]\n\
         saved = {{ kind = \"saving\", payer = \"municipality\", per = \"year\", amount = {saving} }}\n\
         team = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = {cost} }}\n"
    )
}

const ADULTS: &str = "intake = { adults = 10 }";
/// Each of 40 adults enters with probability 0.25, in the programme alone: five person-years on average.
const ENTERING: &str = "intake = { adults = 40 }\nemployment = { programme = 0.25, comparison = 0.0 }";

/// Each of 40 adults gets a job with these probabilities.
fn jobs(programme: f64, comparison: f64) -> String {
    format!(
        "intake = {{ adults = 40 }}\n[events.job]\neffect = \"gained\"\nsubject = \"adult\"\nprogramme = {programme:?}\n\
         comparison = {comparison:?}"
    )
}

fn within(found: f64, mcse: f64, exact: f64, what: &str) {
    assert!((found - exact).abs() <= 4.0 * mcse, "{what}: {found} ± {mcse}, exactly {exact}");
}

fn near(chance: Chance, exact: f64, what: &str) {
    // What no replication, or each, has seen is known to a bound.
    within(chance.value, chance.bound().unwrap_or(chance.mcse).max(1e-9), exact, what);
}

#[test]
fn the_ratio_of_a_lognormal_saving_to_a_fixed_cost_is_lognormal() {
    // Median 1.2 million with σ = 0.5, over a cost of a million.
    let (median, sigma) = (1.2f64, 0.5f64);
    let mean = 1e6 * median * (sigma * sigma / 2.0).exp();
    let sd = mean * (sigma * sigma).exp_m1().sqrt();
    let saving = format!("{{ distribution = \"lognormal\", mean = {mean}, sd = {sd} }}");
    let text = case(&saving, "1000000", ADULTS);
    let normal = Normal::standard();
    for (sampling, replications) in [(Sampling::Random, 20_000), (Sampling::LatinHypercube, 16_384)] {
        let request = Request { sampling, replications: Some(replications), ..Request::default() };
        let outcome = found(&text, request).expect("a run");
        let ratio = &outcome.result.headline.benefit_cost_ratio;
        let means = ratio.ratio.found().expect("costs something");
        within(means.value, means.mcse, mean / 1e6, "the ratio of means");
        for QuantileEstimate { p, value, mcse, .. } in &ratio.quantiles {
            within(*value, *mcse, median * (sigma * normal.inverse_cdf(*p)).exp(), "a quantile");
        }
        for point in ratio.above.as_ref().expect("complete") {
            near(point.chance, 1.0 - normal.cdf((point.x / median).ln() / sigma), "above");
        }
        assert_eq!(ratio.without.value, 0.0, "all pay");
        let gain = outcome.result.headline.net_benefit.probability_positive.expect("complete");
        assert_eq!(ratio.above_one().expect("complete").value, gain.value, "above one where it gains");
    }
}

#[test]
fn replications_that_pay_nothing_have_no_ratio_and_the_others_are_counted() {
    // The cost is 0 in 30 %, half a million in 50 %, two million in 20 % of cases; a million is saved.
    let cost = "{ values = [0, 500000, 2000000], weights = [3, 5, 2] }";
    let outcome = run(&case("1000000", cost, ADULTS), 20_000);
    let ratio = &outcome.result.headline.benefit_cost_ratio;
    near(ratio.without, 0.3, "none");
    near(ratio.above_one().expect("complete"), 5.0 / 7.0, "of those with a ratio, which is 2 or a half");
    let at = |p| quantile_at(&ratio.quantiles, p).expect("reported").value;
    assert_eq!((at(0.05), at(0.25), at(0.5), at(0.95)), (0.5, 0.5, 2.0, 2.0));
    let above = |x: f64| ratio.above.iter().flatten().find(|point| point.x == x).expect("told").chance.value;
    assert_eq!((above(0.5), above(2.0)), (above(1.0), 0.0), "strictly");
    // Where nobody pays there is no ratio at all.
    let free = run(&case("1000000", "0", ADULTS), 100);
    let ratio = &free.result.headline.benefit_cost_ratio;
    assert_eq!(ratio.ratio.found(), Err(NoRatio::NothingCosts));
    assert!(ratio.without.value == 1.0 && ratio.quantiles.iter().all(|quantile| quantile.value.is_nan()));
    assert!(serde_json::to_value(&free.result).expect("json")["benefit_cost_ratio"].is_null());
}

#[test]
fn what_is_gained_and_paid_alike_is_no_gain_in_any_unit() {
    // 0.1 + 0.2 millions are not quite 0.3 in binary; the ratio is one, and not above it.
    let text = case("300000", "100000", ADULTS)
        + "more = { kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 200000 }\n";
    let outcome = run(&text, 100);
    let headline = &outcome.result.headline;
    assert_eq!(headline.benefit_cost_ratio.above_one().expect("complete").value, 0.0);
    assert_eq!(headline.net_benefit.probability_positive.expect("complete").value, 0.0);
}

fn the_only(account: &AccountSummary) -> &Acceptability {
    let [found] = account.acceptability.as_slice() else { panic!("one outcome: {:?}", account.acceptability) };
    found
}

#[test]
fn a_fixed_cost_is_worth_it_at_a_price_as_often_as_enough_adults_enter() {
    // Nothing is saved, a million is paid, and Binomial(40, 1/4) adults get a job.
    let outcome = run(&case("0", "1000000", &jobs(0.25, 0.0)), 20_000);
    let found = the_only(&outcome.result.headline);
    let entering = Binomial::new(0.25, 40).expect("sound");
    assert_eq!(found.curve.len(), 21);
    assert_eq!((found.curve[0].x, found.curve[0].chance.value), (0.0, 0.0));
    for point in &found.curve[1..] {
        // More than a million at this price each.
        let enough = (1e6 / point.x + 1e-9).floor() as u64;
        near(point.chance, 1.0 - entering.cdf(enough), "at a price");
    }
    let reach = found.curve[20].x;
    assert!(
        (150_000.0..=300_000.0).contains(&reach),
        "half as much again as the programme cost of a job, or rounded up: {reach}"
    );
    let price = found.break_even_price.found().expect("a price");
    within(price.value, price.mcse, 100_000.0, "a million over ten jobs");
    assert!((found.expected_price.expect("a price") - 100_000.0).abs() < 1e-6);
    assert_eq!(outcome.result.expected.prices[0].price.value, found.expected_price);
    assert!(price.mcse > 0.0 && found.no_price.is_none());
}

#[test]
fn a_price_is_told_only_where_an_outcome_is_missing_it() {
    let reason = |saving, cost, (programme, comparison)| {
        let outcome = run(&case(saving, cost, &jobs(programme, comparison)), 2_000);
        let found = the_only(&outcome.result.headline).clone();
        assert_eq!(found.break_even_price.found().err(), found.no_price);
        (found.no_price, found.expected_price)
    };
    assert_eq!(reason("2000000", "1000000", (0.25, 0.0)), (Some(NoRatio::PaysWithout), None));
    assert_eq!(reason("0", "1000000", (0.0, 0.25)), (Some(NoRatio::FewerOutcomes), None));
    assert_eq!(reason("0", "1000000", (0.25, 0.25)), (Some(NoRatio::NoOutcomes), None));
    let doubtful = "{ distribution = \"uniform\", min = 510000, max = 1510000 }";
    assert_eq!(reason(doubtful, "1000000", (0.25, 0.0)).0, Some(NoRatio::PayingUnclear));
    // Fewer outcomes are worth less the higher their price.
    let outcome = run(&case("1000000", "0", &jobs(0.0, 0.25)), 2_000);
    let curve = &the_only(&outcome.result.headline).curve;
    assert!(curve.is_sorted_by(|a, b| a.chance.value >= b.chance.value));
    assert!(curve[0].chance.value == 1.0 && curve[20].chance.value < 0.5);
}

#[test]
fn the_curve_is_the_same_whatever_is_kept_and_its_error_is_that_of_a_design() {
    let saving = "{ distribution = \"normal\", mean = 600000, sd = 300000 }";
    let text = case(saving, "1000000", &jobs(0.25, 0.0));
    let random = run(&text, 20_000);
    for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
        let request = Request { sampling, replications: Some(16_384), ..Request::default() };
        let outcome = found(&text, request).expect("a run");
        let [one, other] = [&outcome, &random].map(|outcome| the_only(&outcome.result.headline));
        for (a, b) in one.curve.iter().zip(&other.curve) {
            assert_eq!(a.x, b.x);
            within(a.chance.value, a.chance.mcse.hypot(b.chance.mcse) + 1e-3, b.chance.value, "at a price");
        }
        let [a, b] = [one, other].map(|found| found.break_even_price.found().expect("a price"));
        within(a.value, a.mcse.hypot(b.mcse), b.value, "the price");
    }
    // The first point is the probability of a gain.
    let headline = &random.result.headline;
    let gain = headline.net_benefit.probability_positive.expect("complete");
    assert_eq!(the_only(headline).curve[0].chance, gain);
}

#[test]
fn participants_gain_what_the_public_krone_brings_them() {
    // A team of half a million, of which taxes bring back 10,000 a job; wages bring citizens 150,000.
    let text = format!(
        "title = \"T\"\nperspective = \"public_sector\"\ntimeline = {{ start = 2024, years = 1 }}\n{}\n\
         [payers]\ncitizen = {{ complete = true }}\n\
         [lines]\n\
         team = {{ kind = \"cost\", payer = \"municipality\", per = \"year\", amount = 500000 }}\n\
         tax = {{ kind = \"saving\", payer = \"state\", per = \"event\", event = \"job\", amount = 10000 }}\n\
         wage = {{ kind = \"saving\", payer = \"citizen\", per = \"event\", event = \"job\", amount = 150000 }}\n",
        jobs(0.25, 0.0)
    );
    let outcome = run(&text, 5_000);
    let found = outcome.result.gain_per_public_krone.as_ref().expect("citizens are a payer");
    // Ten jobs: 1.5 million for citizens, 400,000 laid out.
    let gain = found.gain.found().expect("an outlay");
    within(gain.value, gain.mcse, 1_500_000.0 / 400_000.0, "per krone");
    assert!((found.expected.expect("an outlay") - 3.75).abs() < 1e-9 && found.complete && gain.mcse > 0.0);
    let without = run(&case("0", "1000000", &jobs(0.25, 0.0)), 100);
    assert!(without.result.gain_per_public_krone.is_none());
    let rich = run(&text.replace("amount = 10000 ", "amount = 100000 "), 2_000);
    assert_eq!(rich.result.gain_per_public_krone.expect("a payer").no_ratio, Some(NoRatio::PublicGains));
}

#[test]
fn amounts_exceeded_in_so_many_of_a_hundred_are_quantiles_from_the_other_side() {
    let saving = "{ distribution = \"normal\", mean = 1000000, sd = 300000 }";
    let outcome = run(&case(saving, "800000", ADULTS), 10_000);
    let headline = &outcome.result.headline;
    let told = headline.net_benefit.exceeded_in.as_ref().expect("complete");
    assert_eq!(told.iter().map(|amount| amount.share).collect::<Vec<_>>(), [0.95, 0.9, 0.8]);
    for amount in told {
        let exact = 200_000.0 - 300_000.0 * Normal::standard().inverse_cdf(amount.share);
        within(amount.value, amount.mcse, exact, "exceeded");
    }
    assert!((told[0].value - headline.quantile(0.05).expect("reported").value).abs() < 1e-6);
}

/// What a terminal shows, in both languages.
fn told(text: &str) -> [String; 2] {
    [Language::English, Language::Danish].map(|language| {
        let scenario = Scenario::parse("ratios.toml", text, &[], &|_| Err("no data files".into())).expect("sound");
        let scenario = scenario.told_in(language).expect("in any language");
        let request = Request { replications: Some(2_000), ..Request::default() };
        let outcome = Run::new(&scenario, request).expect("possible").outcome(&()).expect("a run");
        let model = &scenario.model;
        let case = business_case(model, &model.base_draw()).expect("a case");
        let table = document::business_case(model, &case, None, language);
        let shown = terminal(&document::run(&outcome, language), 120) + &terminal(&table, 120);
        let spaces: Vec<&str> = shown.split_whitespace().collect();
        spaces.join(" ").replace('\u{a0}', " ")
    })
}

#[test]
fn prices_and_present_values_are_told_in_both_languages() {
    let [english, danish] = told(&case("0", "1000000", ENTERING));
    assert!(english.contains("BREAK-EVEN PRICE of each"), "{english}");
    assert!(english.contains("It breaks even where additional person-years are worth DKK 200,000 each."), "{english}");
    assert!(danish.contains("BREAK-EVEN-PRIS PR. RESULTAT"), "{danish}");
    assert!(danish.contains("hver er 200.000 kr. værd."), "{danish}");
    assert!(english.contains("NET BENEFIT") && !english.contains("NET PRESENT VALUE"), "{english}");
    let discounted = case("2000000", "1000000", &format!("discounting = {{ rate = 0.03 }}\n{ENTERING}"));
    let [english, danish] = told(&discounted);
    assert!(english.contains("NET PRESENT VALUE") && danish.contains("NETTONUTIDSVÆRDI"), "{english} {danish}");
    assert!(english.contains("at least breaks even without any price on the outcomes"), "{english}");
    assert!(danish.contains("går det mindst lige op uden nogen pris på resultaterne"), "{danish}");
    assert!(english.contains("Outcomes are discounted like the money"), "{english}");
}

#[test]
fn files_hold_ratios_and_the_curve_of_every_complete_payer() {
    let outcome = run(&case("0", "1000000", ENTERING), 2_000);
    let written = |write: &dyn Fn(CsvTarget<'_>)| {
        let mut bytes = Vec::new();
        write(CsvTarget { writer: &mut bytes, language: Language::English });
        String::from_utf8(bytes).expect("text")
    };
    let ratios = written(&|target| csv::ratios(target, &outcome.result).expect("written"));
    let curve = written(&|target| csv::acceptability(target, &outcome.result).expect("written"));
    let header = ratios.lines().next().expect("a header");
    assert!(header.starts_with("payer,ratio,mcse,p05,p10,"), "{header}");
    assert!(
        header.contains(",p_above_1,p_above_1_mcse,p_above_1_bound,") && header.contains(",exceeded_in_95,"),
        "{header}"
    );
    assert!(ratios.lines().all(|line| line.split(',').count() == header.split(',').count()), "{ratios}");
    assert_eq!(curve.lines().count(), 1 + 21, "one payer, one outcome: {curve}");
    assert!(
        curve.starts_with("payer,outcome,price,probability,mcse,bound\nmunicipality,person_years,0,0,,"),
        "{curve}"
    );
}

#[test]
fn events_are_discounted_like_the_money_that_they_are_paid_with() {
    // Two events for certain in each of two years, counted at their year; a million is paid in the first.
    let text = r#"
        title = "Events"
        perspective = "municipality"
        timeline = { start = 2024, years = 2 }
        discounting = { rate = 0.1, timing = "start" }
        intake = { adults = 4, moment = 0 }
        [events.case]
        subject = "adult"
        comparison = 1
        programme = 0.5
        [lines.team]
        kind = "cost"
        payer = "municipality"
        per = "year"
        amount = { value = 1000000, until = 2024 }
    "#;
    let outcome = run(text, 20_000);
    let found = the_only(&outcome.result.headline);
    let price = 1e6 / (2.0 + 2.0 / 1.1);
    let expected = found.expected_price.expect("a price");
    assert!((expected - price).abs() < 1e-6, "{expected}");
    let simulated = found.break_even_price.found().expect("a price");
    within(simulated.value, simulated.mcse, price, "the price of break-even");
    assert!(found.discounted);
}
