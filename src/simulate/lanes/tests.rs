//! The fast path against the plain way, bit by bit.

use super::*;
use crate::expected::business_case;
use crate::random::Seed;
use crate::scenario::{Override, Scenario};
use crate::simulate::desk::Desk;
use crate::simulate::{BATCH, design, random_design};
use crate::summary::{Keeping, RunFacts, ScenarioFacts, Summary, Tally};
use crate::vectorised::Instructions;

fn model(set: &[&str]) -> Model {
    let text = include_str!("../../../configs/silkeborg.toml");
    let set: Vec<Override> = set.iter().map(|set| set.parse().expect("an override")).collect();
    Scenario::parse("silkeborg.toml", text, &set, &|_| Err("no data files".into())).expect("sound").model
}

/// A second tier of self-sufficiency.
const TIERS: &str = "employment={ tiers = { full = { programme = 0.3, comparison = 0.15 }, partial = { programme = 0.2, comparison = 0.15 } } }";

fn bits(batch: &Batch, len: usize) -> Vec<Vec<u64>> {
    batch.columns().map(|column| column[..len].iter().map(|value| value.to_bits()).collect()).collect()
}

fn plain(model: &Model, design: &Design, first: u64) -> Vec<Vec<u64>> {
    let (mut desk, mut batch) = (Desk::new(model, design), Batch::new(Layout::of(model)));
    batch.begin(&(first..first + BATCH as u64));
    for position in 0..BATCH {
        desk.replicate(&mut batch, position).expect("worked out");
    }
    bits(&batch, BATCH)
}

fn fast(model: &Model, design: &Design, first: u64) -> Vec<Vec<u64>> {
    let plan = Plan::of(model, design.seed()).expect("a model with a fast path").drawn_under(design);
    let mut lanes = Lanes::new(&plan, model, design);
    let mut batch = Batch::new(Layout::of(model));
    batch.begin(&(first..first + BATCH as u64));
    assert!(lanes.fill(&mut batch).is_empty());
    bits(&batch, BATCH)
}

/// What changes of the Silkeborg case, so that every number is computed in every way.
const CHANGES: &[&[&str]] = &[
    &[],
    // Harm, and placements caused.
    &["employment.programme=0.05", "placements.avoided=-1.5"],
    &["employment.programme={ distribution = \"uniform\", min = 0, max = 1 }", "employment.comparison=0.4"],
    &["relapse.counted=0.5", "relapse.hazard=[0.5, 0.3, 0.1]"],
    &["relapse.counted=1", "relapse.hazard=0.4"],
    &["relapse.hazard=0", "employment.comparison=0", "employment.programme=1"],
    // Nobody differs; everybody who may is in doubt; up to the last word there is.
    &["employment.programme=0.3", "employment.comparison=0.3"],
    &["employment.programme=0.3", "employment.comparison=0.2999"],
    &["employment.programme=1", "employment.comparison=0.5"],
    &["discounting.rate=0.035", "lines.transport.growth=0.02", "intake.adults=[10.4, 7.9, 300.1, 0, 1]"],
    &["correlations=[{ between = [\"employment.programme\", \"relapse.hazard\"], rank = -0.5 }]"],
    &["placements.avoided=40", "lines.training.amount=[1, 2, 3, 4, 5]"],
    &["placements.duration=1.5", "placements.avoided=-3"],
    &["employment.programme_delay=30", "employment.comparison_delay=30", "employment.programme=0.8"],
    &[
        "employment.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "employment.comparison_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "relapse.hazard=[0.5, 0.3, 0.1]",
        "relapse.counted=0.5",
    ],
    // Never; far beyond the horizon and any whole number; some years without anybody, and some of one adult more or less.
    &["employment.programme_delay=1e18", "employment.comparison_delay=1e18"],
    &[
        "employment.programme_delay={ each = { values = [6, 7.5, 1e12] } }",
        "employment.comparison_delay={ each = { values = [6, 7.5, 1e12] } }",
        "intake.adults=[10.4, 0, 300.1, 7.9, 1]",
        "placements.avoided={ value = 2, profile = [1, 0, 1, 0, 0] }",
        "placements.duration=0.3",
    ],
    &[
        "employment.programme_delay={ each = { distribution = \"loglogistic\", shape = 0.3, scale = 9 } }",
        "employment.comparison_delay={ each = { distribution = \"loglogistic\", shape = 0.3, scale = 9 } }",
        "placements.duration={ each = { distribution = \"weibull\", shape = 0.4, scale = 1 } }",
    ],
    &[
        "timeline.years=1",
        "intake.adults=40",
        "placements={ avoided = 2, duration = 1 }",
        "employment.programme_delay=2",
        "employment.comparison_delay=2",
    ],
    &[
        "timeline.years=15",
        "intake.adults=40",
        "placements={ avoided = 20, duration = 3 }",
        "employment.programme_delay={ each = { distribution = \"gamma\", mean = 90, sd = 60 } }",
        "employment.comparison_delay={ each = { distribution = \"gamma\", mean = 90, sd = 60 } }",
    ],
    &["placements.duration={ each = { distribution = \"gamma\", mean = 2, sd = 1.5 } }", "placements.avoided=30"],
    &["placements.duration={ distribution = \"uniform\", min = 0, max = 4 }"],
    // Savings of which an uncertain share is realised, of one line by year.
    &[
        "lines.placements.realised={ distribution = \"uniform\", min = 0, max = 1 }",
        "lines.income_support.realised=[0, 0.5, 1, 1, 1]",
    ],
    // Several tiers; better ones and worse ones likelier with the programme, or less likely, or never.
    &[TIERS],
    &[
        TIERS,
        "employment.tiers.full.programme={ distribution = \"uniform\", min = 0, max = 0.6 }",
        "employment.tiers.partial.comparison={ distribution = \"uniform\", min = 0, max = 0.6 }",
        "relapse.counted=0.5",
    ],
    &[TIERS, "employment.tiers.full.programme=0", "employment.tiers.partial.comparison=1"],
    &[
        "employment={ tiers = { a = { programme = 0.1, comparison = 0.2 }, b = { programme = 0.2, comparison = 0.1 }, c = { programme = 1, comparison = 0.5 } } }",
    ],
    // Delays that differ between tiers, between arms, and both.
    &[
        TIERS,
        "employment.tiers.partial.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "employment.tiers.partial.comparison_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "intake.adults=[100, 50, 0.5, 0, 7]",
    ],
    &[
        "employment.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "employment.programme={ distribution = \"uniform\", min = 0, max = 0.4 }",
    ],
    &[TIERS, "employment.tiers.partial.programme_delay=7", "employment.tiers.full.comparison_delay=3"],
    // Families of several adults, or none.
    &["intake={ families = [16, 20.3, 0, 200, 7.9] }", "family={ adults = 2 }"],
    &[
        "intake={ families = [16, 20.3, 0, 20, 7.9] }",
        "family={ adults = 5 }",
        TIERS,
        "employment.coupling=\"independent\"",
    ],
    &["intake={ families = 3 }", "family={ adults = 0 }"],
    // Families that fare alike, more or less so.
    &["family.correlation=0.3"],
    &["intake={ families = [16, 20.3, 0, 200, 7.9] }", "family={ adults = 2, correlation = 0.3 }"],
    &[
        "intake={ families = [16, 20.3, 0, 20, 7.9] }",
        "family={ adults = 3, correlation = \"0.001 to 0.999\" }",
        "employment.programme={ distribution = \"uniform\", min = 0, max = 1 }",
        "employment.comparison=0.4",
    ],
    &["family.correlation=0.5", TIERS, "employment.tiers.full.programme=0", "employment.tiers.partial.comparison=1"],
    &["family.correlation=0.5", TIERS, "employment.coupling=\"independent\"", "employment.tiers.full.comparison=0"],
    &["family.correlation=0.5", TIERS, "employment.tiers.full.programme_delay=7"],
    // Whoever has relapsed may enter again, and again.
    &["relapse.reentry=0.2"],
    &[
        "relapse.reentry={ distribution = \"uniform\", min = 0, max = 1 }",
        "relapse.hazard=[0.5, 0.3, 0.1]",
        "relapse.counted=0.5",
        "intake.moment=0.5",
        TIERS,
        "timeline.years=15",
        "intake.adults=40",
        "placements={ avoided = 2 }",
    ],
    &[
        "relapse.reentry=1",
        "relapse.hazard=1",
        "relapse.counted=1",
        "employment.programme_delay={ each = { distribution = \"gamma\", mean = 8, sd = 5 } }",
        "intake={ families = [16, 20.3, 0, 200, 7.9] }",
        "family={ adults = 2, correlation = 0.3 }",
    ],
    // A wait after which rounding leaves no mass of some years, and something of the rest.
    &["relapse.reentry=0.2", "relapse.hazard=0", "employment.programme_delay=0.4", "employment.comparison_delay=0.4"],
    &[
        "relapse.reentry={ values = [0, 0.2] }",
        "employment.programme_delay=7",
        "employment.comparison_delay=7",
        "timeline.years=10",
        "intake.adults=40",
        "placements={ avoided = 2 }",
    ],
    // Many at once: the shortest and a long horizon, the largest families, four tiers of which each waits in its own way.
    &[
        "timeline.years=1",
        "intake={ families = 40.5 }",
        "family={ adults = 2, correlation = 0.3 }",
        "placements={ avoided = 2, duration = { distribution = \"uniform\", min = 0, max = 4 } }",
        "intake.moment=0.75",
        "employment.coupling=\"independent\"",
        "employment.programme_delay=1",
        "lines.transport={ kind = \"cost\", payer = \"municipality\", per = \"family\", amount = 3000, schedule = [0.3] }",
    ],
    &[
        "timeline.years=15",
        "intake={ families = 9.5 }",
        "family={ adults = 32, children = 3, correlation = 0.9 }",
        "placements={ avoided = 2 }",
        "intake.moment=0.25",
        "employment={ coupling = \"independent\", programme = 0.3, comparison = 0.2, programme_delay = 30 }",
        "relapse.reentry=0.1",
        "lines.transport={ kind = \"cost\", payer = \"municipality\", per = \"child\", amount = 3000, schedule = 0.3 }",
    ],
    &[
        "employment={ tiers = { a = { programme = 0.1, comparison = 0.2, programme_delay = 3 }, b = { programme = 0.2, comparison = 0.1, comparison_delay = 4 }, c = { programme = 0.1, comparison = 0.5, programme_delay = 9, comparison_delay = 9 }, d = { programme = 0.3, comparison = 0.3 } } }",
        "relapse.hazard=[0.5, 0.3, 0.1]",
    ],
    // A price each, for events and for the years that they take.
    &["lines.placements.amount={ each = { distribution = \"gamma\", mean = 450000, sd = 90000 } }"],
    &[
        "lines.placements.amount={ each = { distribution = \"normal\", mean = 450000, sd = 90000 } }",
        "lines.placements.factor=0.7",
        "lines.transport={ kind = \"cost\", payer = \"municipality\", per = \"placement\", amount = { each = { values = [1000.1, 2000.7] } }, growth = 0.02 }",
        "placements.avoided=-30",
        "placements.duration=1.5",
        "intake.moment=0.3",
        "intake.adults=[10.4, 7.9, 300.1, 100, 1]",
    ],
    // An effect that may be negative.
    &["lines.placements.factor={ distribution = \"normal\", mean = 0.3, sd = 0.5 }", "lines.transport.factor=-0.2"],
    // Counted by a schedule.
    &[
        "lines.transport={ kind = \"cost\", payer = \"municipality\", per = \"adult\", amount = 3000, schedule = [0.7, -0.2, 0.1] }",
        "intake.adults=[10.4, 7.9, 300.1, 0, 1]",
    ],
    // All leave at one moment.
    &["intake.moment=0.3"],
    &["intake.moment=0", TIERS, "placements.duration=1.5"],
    &[
        "intake.moment=\"11/12\"",
        "employment.programme_delay={ each = { values = [1, 2, 7.5] } }",
        "employment.comparison_delay={ each = { values = [1, 2, 7.5] } }",
        "placements.duration={ each = { distribution = \"gamma\", mean = 2, sd = 1.5 } }",
    ],
    // Arms drawn apart.
    &["employment.coupling=\"independent\""],
    &[
        TIERS,
        "employment.coupling=\"independent\"",
        "employment.tiers.full.programme_delay=6",
        "employment.tiers.full.programme={ distribution = \"uniform\", min = 0, max = 1 }",
        "intake.adults=[10.4, 7.9, 300.1, 0, 1]",
    ],
    // Good and bad years, and an effect of which a part remains.
    &["labour_market={ factor = { distribution = \"lognormal\", mean = 1.02, sd = 0.2 } }"],
    &[
        "labour_market={ factor = { values = [0.5, 1, 2] }, entry = { distribution = \"uniform\", min = 0, max = 2 }, relapse = -0.5 }",
        TIERS,
        "relapse.hazard=[0.5, 0.3, 0.1]",
        "relapse.counted=0.5",
        "intake.adults=[10.4, 0, 300.1, 7.9, 1]",
        "placements={ avoided = { value = 2, profile = [1, 0, 1, 0, 0] } }",
        "scale_up={ distribution = \"uniform\", min = 0.5, max = 1.5 }",
    ],
    &[
        "labour_market={ factor = { distribution = \"lognormal\", mean = 1, sd = 0.5 }, relapse = 0 }",
        "intake={ families = [16, 20.3, 1, 200, 7.9], moment = 0.4 }",
        "family={ adults = 2, correlation = 0.3 }",
        "employment.coupling=\"independent\"",
    ],
    &["labour_market={ factor = 1.2 }", "timeline.years=15", "intake.adults=40", "placements={ avoided = 2 }"],
    &["scale_up=0.7"],
    &["scale_up={ values = [0, 1, 1.1] }", TIERS, "employment.tiers.full.programme_delay=7"],
    &[
        "discounting.rate={ distribution = \"uniform\", min = 0.01, max = 0.06 }",
        "discounting.later=[{ after = 2, rate = 0.01 }]",
    ],
];

#[test]
fn every_number_is_that_of_the_plain_way_to_the_last_bit() {
    for (i, set) in CHANGES.iter().enumerate() {
        let (model, seed) = (model(set), Seed::new(i as u64).expect("in range"));
        let random = random_design(&model, seed);
        for first in [0, 5, 1 << 31] {
            let wanted = plain(&model, &random, first);
            for instructions in Instructions::ALL {
                let found = instructions.limited(|| fast(&model, &random, first));
                assert_eq!(found, wanted, "{set:?} from {first}, {}", instructions.name());
            }
        }
        // Some parameters under the seed of another programme.
        let other = seed.of_programme("other");
        let paths = model.parameters.iter().enumerate();
        let shared = Design::random_under(
            other,
            paths.map(|(i, known)| (known.path.as_str(), if i % 2 == 0 { seed } else { other })),
        );
        assert_eq!(fast(&model, &shared, 3), plain(&model, &shared, 3), "{set:?}, parameters of two seeds");
        for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
            let design = design(&model, sampling, seed, 1_000).expect("possible");
            assert_eq!(fast(&model, &design, 256), plain(&model, &design, 256), "{set:?}, {sampling:?}");
        }
    }
}

#[test]
fn the_largest_intakes_are_counted_alike() {
    let largest: [&[&str]; 2] = [
        // Many whose top byte leaves a doubt that their other bits settle against them, replication after replication.
        &["intake.adults=[30000, 30000, 30000, 1, 1]"],
        // All of the year is left to everybody.
        &[
            "intake={ families = [15000, 0, 15000, 0.5, 1], moment = 0 }",
            "family={ adults = 2, correlation = 0.3 }",
            "employment={ programme = 1, comparison = 0 }",
            "placements={ avoided = [2, 0, 0, 0, 0] }",
            "relapse.hazard=0",
        ],
    ];
    for set in largest {
        let model = model(set);
        let design = random_design(&model, Seed::new(2).expect("in range"));
        let found = fast(&model, &design, 0);
        let (mut desk, mut batch) = (Desk::new(&model, &design), Batch::new(Layout::of(&model)));
        batch.begin(&(0..BATCH as u64));
        for position in [0, 100, BATCH - 1] {
            desk.replicate(&mut batch, position).expect("worked out");
            let wanted = batch.columns().map(|column| column[position].to_bits());
            assert!(found.iter().zip(wanted).all(|(found, wanted)| found[position] == wanted), "{set:?}, {position}");
        }
    }
}

#[test]
fn groups_of_families_are_worked_out_alike() {
    let text = r#"
title = "Two groups, and one whose adults nobody follows"
perspective = "municipality"
timeline = { start = 2020, years = 4 }
[subgroups.couples]
intake = { families = [20, 10.5, 0, 3] }
family = { adults = 2, correlation = 0.4 }
employment = { programme = { events = 12, of = 40 }, comparison = 0.2, coupling = "independent" }
[subgroups.singles]
intake = { adults = 30, moment = 0.5 }
[subgroups.singles.employment.tiers]
full = { programme = 0.3, comparison = { events = 4, of = 20 }, programme_delay = 8 }
partial = { programme = 0.1, comparison = 0.1 }
[subgroups.singles.placements]
avoided = { distribution = "uniform", min = -9, max = 9 }
duration = { each = { distribution = "gamma", mean = 2, sd = 1.5 } }
[subgroups.others]
intake = { families = 12 }
[subgroups.others.placements]
avoided = 3
duration = { distribution = "uniform", min = 0, max = 4 }
[relapse]
hazard = 0.1
reentry = 0.2
[lines.cost]
kind = "cost"
payer = "municipality"
per = "adult"
amount = 10000
[lines.saving]
kind = "saving"
payer = "municipality"
per = "person_year"
amount = { distribution = "normal", mean = 150000, sd = 20000 }
[lines.couples]
kind = "saving"
payer = "state"
per = "person_year"
subgroup = "couples"
amount = 30000
[lines.placements]
kind = "saving"
payer = "municipality"
per = "placement_year"
subgroup = "others"
amount = { each = { distribution = "lognormal", mean = 450000, sd = 90000 } }
factor = { distribution = "uniform", min = 0.8, max = 1.2 }
[lines.beginnings]
kind = "saving"
payer = "region"
per = "placement"
amount = { each = { values = [1000.1, 2000.7, 5000.3] } }
"#;
    let scenario = Scenario::parse("groups.toml", text, &[], &|_| Err("no data files".into()));
    let model = scenario.unwrap_or_else(|problems| panic!("{problems}")).model;
    let design = random_design(&model, Seed::new(4).expect("in range"));
    assert_eq!(fast(&model, &design, 0), plain(&model, &design, 0));
}

#[test]
fn a_model_without_employment_is_worked_out_alike() {
    let mut keep = true;
    let left_out = ["[employment", "[relapse", "[parameters.income_support", "[lines.income_support"];
    let lines = include_str!("../../../configs/silkeborg.toml").lines().filter(|line| {
        if line.starts_with('[') {
            keep = !left_out.iter().any(|section| line.starts_with(section));
        }
        keep && !line.starts_with("switching")
    });
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let scenario = Scenario::parse("none.toml", &text, &[], &|_| Err("no data files".into()));
    let model = scenario.expect("sound").model;
    assert!(!model.has_employment());
    let design = random_design(&model, Seed::new(3).expect("in range"));
    assert_eq!(fast(&model, &design, 0), plain(&model, &design, 0));
}

#[test]
fn every_instruction_set_gives_the_same_summary() {
    let model = model(&[]);
    let seed = Seed::new(9).expect("in range");
    // Sums, sketches, selections and cash flows, whatever is kept; the last batch is not whole.
    for keeping in [Keeping::All, Keeping::Perspective, Keeping::Picked, Keeping::Nothing] {
        let summary = || {
            let tally = Tally::keeping(&model, seed, 9_003, keeping, &()).expect("a run");
            let case = business_case(&model, &model.base_draw()).expect("a case");
            let scenario = ScenarioFacts { title: String::new(), sha256: String::new(), variant: None, set: vec![] };
            let run = RunFacts {
                seed: 9,
                replications: 9_003,
                sampling: "random",
                randomisations: None,
                coupling: None,
                quantiles: None,
                version: "",
            };
            serde_json::to_string(&Summary::new(&model, &case, &tally, scenario, run)).expect("plain data")
        };
        let wanted = summary();
        for instructions in Instructions::ALL {
            let found = instructions.limited(summary);
            assert!(found == wanted, "{}, {keeping:?}", instructions.name());
        }
    }
}

#[test]
fn what_a_lane_cannot_do_it_declines() {
    let declined = model(&["placements.avoided={ distribution = \"normal\", mean = 0, sd = 500 }"]);
    let seed = Seed::new(1).expect("in range");
    let plan = Plan::of(&declined, seed).expect("a fast path");
    let design = random_design(&declined, seed);
    let mut lanes = Lanes::new(&plan, &declined, &design);
    let mut batch = Batch::new(Layout::of(&declined));
    batch.begin(&(0..BATCH as u64));
    assert!(!lanes.fill(&mut batch).is_empty());
    // What was noted before a lane declined must not reach the next sixteen; where ties decline nothing is noted yet.
    let mixed: [&[&str]; 4] = [
        &["intake.adults=[200, 1, 1, 1, 1]", "placements.avoided={ distribution = \"normal\", mean = 7, sd = 3 }"],
        &[
            "intake.adults=[200, 1, 1, 1, 1]",
            "placements={ avoided = { distribution = \"normal\", mean = 7, sd = 3 }, duration = 1.5 }",
            "lines.placements.amount={ each = { distribution = \"gamma\", mean = 450000, sd = 90000 } }",
            "employment.programme_delay=7",
            "employment.comparison_delay=7",
            "relapse.reentry=0.2",
        ],
        &["family.correlation={ values = [0.3, 1], weights = [97, 3] }", TIERS],
        &["family.correlation={ values = [0.3, 1e-17], weights = [97, 3] }"],
    ];
    for set in mixed {
        let mixed = model(set);
        let plan = Plan::of(&mixed, seed).expect("a fast path");
        let design = random_design(&mixed, seed);
        let mut lanes = Lanes::new(&plan, &mixed, &design);
        let mut batch = Batch::new(Layout::of(&mixed));
        batch.begin(&(0..BATCH as u64));
        let (mut desk, mut alone) = (Desk::new(&mixed, &design), Batch::new(Layout::of(&mixed)));
        alone.begin(&(0..BATCH as u64));
        let declined = lanes.fill(&mut batch);
        let some = 1..BATCH / LANES;
        assert!(some.contains(&declined.len()), "{set:?}: some sixteens are done and some declined: {declined:?}");
        for from in (0..BATCH).step_by(LANES).filter(|from| !declined.contains(from)) {
            for position in from..from + LANES {
                desk.replicate(&mut alone, position).expect("worked out");
                let pairs = batch.columns().zip(alone.columns());
                assert!(pairs.into_iter().all(|(a, b)| a[position].to_bits() == b[position].to_bits()), "{position}");
            }
        }
    }
    let none = "{ programme = 0, comparison = 0 }";
    let tiers = format!("employment={{ tiers = {{ a = {none}, b = {none}, c = {none}, d = {none}, e = {none} }} }}");
    let without: [&[&str]; 10] = [
        &["placements.avoided=600"],
        &["placements={ avoided = 2, types = { foster = { share = 0.9999999999 } } }"],
        &[
            "placements.duration={ each = { distribution = \"gamma\", mean = \"parameters.income_support\", sd = 5000 } }",
        ],
        &[&tiers],
        &["employment.programme_delay={ distribution = \"uniform\", min = 1, max = 2 }"],
        &["intake={ families = 20 }", "family.adults=1.4"],
        &["family.correlation=1"],
        &["timeline.years=16", "intake.adults=40", "placements={ avoided = 2 }"],
        &["relapse.reentry=0.1", "intake.adults=[30000, 1, 0, 0, 0]", "placements.avoided=[1, 1, 0, 0, 0]"],
        &["lines.income_support.amount={ each = { distribution = \"gamma\", mean = 3000, sd = 500 } }"],
    ];
    for set in without {
        assert!(Plan::of(&model(set), seed).is_none(), "{set:?}");
    }
}
