//! Files as nobody would write them: thousands of mutations of ours, none of which may panic, hang, or put a control character
//! on the terminal.
//!
//! `cargo test --test mutations` tries a thousand; `cargo test --test mutations -- --ignored --nocapture` ten thousand, and
//! `MUTATIONS=FROM..UNTIL` in the environment others.

mod common;

use common::config;
use provenu::document::{self, Language};
use provenu::expected::business_case;
use provenu::random::Seed;
use provenu::report::csv::CsvTarget;
use provenu::report::terminal::terminal;
use provenu::report::{csv, json};
use provenu::scenario::{Override, Scenario, guide};
use provenu::simulate::{Expectations, Replications, Work, look_through, random_design};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

const CSV: &[u8] = include_bytes!("data/stays.csv");

/// The scenarios that are mutated: those of `configs/`, the example of the reference, and one with what they leave out.
fn seeds() -> Vec<Vec<u8>> {
    let mut names: Vec<_> =
        std::fs::read_dir(config("")).expect("a folder").map(|entry| entry.expect("one").path()).collect();
    names.retain(|name| name.extension().is_some_and(|extension| extension == "toml"));
    names.sort();
    names.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stays.toml"));
    let mut seeds: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(name).expect("a scenario of ours")).collect();
    let guide = guide();
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the example");
    seeds.push(example.as_bytes().to_vec());
    // Half of all are the one with the data file.
    let stays = seeds[seeds.len() - 2].clone();
    seeds.extend(vec![stays; seeds.len()]);
    seeds
}

/// SplitMix64.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

const STRANGE: [&str; 16] = [
    "−",
    "€",
    "“",
    "æ",
    "\u{a0}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "💶",
    "\u{ffff}",
    "\t",
    "\r",
];
const NUMBERS: [&str; 32] = [
    "0",
    "-1",
    "1e308",
    "-1e308",
    "1e400",
    "5e-324",
    "1e-18",
    "1e18",
    "1e17",
    "0.1e-17",
    "9223372036854775807",
    "99999999999999999999",
    "0x7fffffffffffffff",
    "nan",
    "inf",
    "-inf",
    "-0.0",
    "1_000",
    "1.5",
    "0.5",
    "1",
    "2",
    "7",
    "365",
    "1000000",
    "0.9999999999999999",
    "1.0000000000000002",
    "2020",
    "1e9",
    "0,5",
    "1.500",
    "−5",
];
const VALUES: [&str; 30] = [
    "\"\"",
    "true",
    "[]",
    "{}",
    "[1, 2, 3]",
    "[0.5, \"parameters.later\"]",
    "\"5 to 9\"",
    "\"0 to 1\"",
    "\"9 to 5\"",
    "\"1/3\"",
    "\"1/0\"",
    "\"rest\"",
    "\"parameters.later\"",
    "1979-05-27T07:32:00Z",
    "{ each = { values = [1, 2] } }",
    "{ events = 1, of = 2 }",
    "{ events = 5e-324, of = 2 }",
    "{ min = 0, max = 1e17 }",
    "{ min = 1, max = 1 }",
    "{ distribution = \"gamma\", mean = 1, sd = 1e9 }",
    "{ distribution = \"normal\", mean = 0, sd = 1e-18 }",
    "{ distribution = \"beta\", alpha = 1e-9, beta = 1e9 }",
    "{ distribution = \"lognormal\", meanlog = 40, sdlog = 9 }",
    "{ distribution = \"weibull\", shape = 0.001, scale = 1 }",
    "{ distribution = \"loglogistic\", shape = 0.01, scale = 1e9 }",
    "{ file = \"stays.csv\", column = \"price\" }",
    "{ file = \"\\u0000\" }",
    "\"a\\u001b[31mb\"",
    "\"\\u202e\"",
    "\"municipality\"",
];

/// The bytes of a file with one to four things changed.
fn mutated(bytes: &[u8], luck: &mut Luck) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=luck.below(4) {
        change(&mut bytes, luck);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, luck: &mut Luck) {
    let at = luck.below(bytes.len());
    match luck.below(16) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << luck.below(8);
            }
        }
        1 => {
            let digit = bytes[at..].iter().position(u8::is_ascii_digit).map_or(at, |digit| at + digit);
            insert(bytes, digit, luck.one(&STRANGE).as_bytes());
        }
        2 => insert(bytes, at, luck.one(&STRANGE).as_bytes()),
        3 => {
            if let Some(quote) = bytes[at..].iter().position(|byte| *byte == b'"') {
                bytes.remove(at + quote);
            }
        }
        4 => lines(bytes, |lines| {
            let (i, j) = (luck.below(lines.len()), luck.below(lines.len()));
            lines.swap(i, j);
        }),
        5 => lines(bytes, |lines| lines.insert(luck.below(lines.len()), lines[luck.below(lines.len())].clone())),
        6 => lines(bytes, |lines| {
            lines.remove(luck.below(lines.len()));
        }),
        7 | 8 => {
            // A number in place of another.
            let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
            let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit) else { return };
            let until =
                bytes[from..].iter().position(|byte| !is_part(byte)).map_or(bytes.len(), |length| from + length);
            bytes.splice(from..until, luck.one(&NUMBERS).bytes());
        }
        9 | 10 => {
            // A value in place of another.
            let Some(from) = bytes[at..].iter().position(|byte| *byte == b'=').map(|sign| at + sign + 1) else {
                return;
            };
            let until =
                bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| from + length);
            bytes.splice(from..until, luck.one(&VALUES).bytes());
        }
        11 => {
            let deep = 1 + luck.below(3) * luck.below(2_000);
            let (open, close) = [("[", "]"), ("{a=", "}"), ("[{a=[", "]}]")][luck.below(3)];
            insert(bytes, at, (open.repeat(deep) + "1" + &close.repeat(luck.below(2) * deep)).as_bytes());
        }
        12 => bytes.truncate(at),
        13 => {
            let length = luck.below(200).min(bytes.len() - at);
            let part = bytes[at..at + length].to_vec();
            insert(bytes, luck.below(bytes.len()), &part.repeat(1 + luck.below(2) * luck.below(50)));
        }
        14 => {
            let length = luck.below(40).min(bytes.len() - at);
            bytes.drain(at..at + length);
        }
        _ => {
            let byte = luck.below(256) as u8;
            insert(bytes, at, &[byte]);
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    let at = at.min(bytes.len());
    bytes.splice(at..at, part.iter().copied());
}

fn lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut all: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut all);
    *bytes = all.join(&b'\n');
}

/// What a person would see is free of what a terminal would obey.
fn assert_visible(shown: &str) {
    let bad = shown
        .chars()
        .find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{ffff}'));
    assert!(bad.is_none(), "{bad:?} in {shown:?}");
}

/// Nanoseconds of a replication beyond which none is drawn here.
const MOST: f64 = 2e7;

/// Reads a file as the program does, and looks at what it prints; whether the file is a scenario.
fn tried(bytes: &[u8], data: &[u8], set: &[Override]) -> bool {
    let text = match provenu::scenario::utf8("mutated.toml", bytes) {
        Ok(text) => text,
        Err(told) => {
            assert_visible(&told);
            return false;
        }
    };
    let fetch =
        |name: &str| if name == "stays.csv" { Ok(data.to_vec()) } else { Err(format!("{name} does not exist")) };
    let scenario = match Scenario::parse("mutated.toml", text, set, &fetch) {
        Ok(scenario) => scenario,
        Err(problems) => {
            problems.iter().for_each(|problem| assert_visible(&problem.to_string()));
            return false;
        }
    };
    let model = &scenario.model;
    assert_visible(&terminal(&document::assumptions(&scenario, Language::English), 80));
    assert!(json::assumptions(&scenario).is_object());
    match business_case(model, &model.base_draw()) {
        Ok(case) => {
            assert_visible(&terminal(&document::business_case(model, &case, None, Language::English), 80));
            let target = CsvTarget { writer: &mut std::io::sink(), language: Language::English };
            csv::table(target, model, &case).expect("written");
        }
        Err(error) => assert_visible(&error.to_string()),
    }
    if Work::of(model).nanoseconds(Expectations::Every) < MOST {
        let seed = Seed::default();
        if let Err(error) = look_through(model, &random_design(model, seed), 0..10, &()) {
            assert_visible(&error.to_string());
        }
        if let Err(error) = Replications::run(model, seed, 0..2, &()) {
            assert_visible(&error.to_string());
        }
    }
    true
}

/// What came of a mutation.
struct Tried {
    number: u64,
    /// Whether it is a scenario; `None` = it panicked.
    sound: Option<bool>,
    took: Duration,
}

/// Tries a mutation.
fn attempt(seeds: &[Vec<u8>], number: u64, told: bool) -> Tried {
    let mut luck = Luck(number << 20);
    let seed = &seeds[luck.below(seeds.len())];
    let bytes = if luck.below(4) == 0 { seed.clone() } else { mutated(seed, &mut luck) };
    let data = if luck.below(2) == 0 { CSV.to_vec() } else { mutated(CSV, &mut luck) };
    let mut set: Vec<Override> = vec![];
    if luck.below(4) == 0 {
        let lines: Vec<&[u8]> = seed.split(|byte| *byte == b'\n').collect();
        let line = mutated(lines[luck.below(lines.len())], &mut luck);
        set.extend(String::from_utf8_lossy(&line).parse::<Override>());
    }
    let began = Instant::now();
    let sound = catch_unwind(AssertUnwindSafe(|| tried(&bytes, &data, &set))).ok();
    if told && sound.is_none() {
        let [bytes, data] = [&bytes, &data].map(|bytes| String::from_utf8_lossy(bytes));
        println!("mutation {number}: {bytes}\n{data}\n{set:?}");
    }
    Tried { number, sound, took: began.elapsed() }
}

/// Tries mutations by number, on all cores.
fn attempts(numbers: Range<u64>, told: bool) -> Vec<Tried> {
    let seeds = &seeds();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |core| numbers.clone().skip(core).step_by(cores).map(|number| attempt(seeds, number, told)).collect();
    std::thread::scope(|scope| {
        let shares: Vec<_> = (0..cores).map(|core| scope.spawn(move || share(core))).collect();
        shares.into_iter().flat_map(|share: ScopedJoinHandle<'_, Vec<Tried>>| share.join().expect("caught")).collect()
    })
}

/// The numbers of the mutations that panicked, and how many are scenarios.
fn outcome(all: &[Tried]) -> (Vec<u64>, usize) {
    let panicked = all.iter().filter(|tried| tried.sound.is_none()).map(|tried| tried.number).collect();
    (panicked, all.iter().filter(|tried| tried.sound == Some(true)).count())
}

#[test]
fn no_mutated_file_panics_hangs_or_reaches_the_terminal_unseen() {
    let (panicked, sound) = outcome(&attempts(0..1_000, false));
    assert!(panicked.is_empty(), "{panicked:?}; MUTATIONS=FROM..UNTIL and -- --ignored --nocapture show them");
    assert!(sound > 100, "only {sound} are scenarios: too much is refused at once to try what comes later");
}

#[test]
#[ignore = "minutes"]
fn nor_does_any_of_ten_thousand() {
    let wished = std::env::var("MUTATIONS").unwrap_or_else(|_| "1000..11000".to_owned());
    let (from, until) = wished.split_once("..").expect("FROM..UNTIL");
    let mut all = attempts(from.parse().expect("a number")..until.parse().expect("a number"), true);
    let (panicked, sound) = outcome(&all);
    all.sort_by_key(|tried| std::cmp::Reverse(tried.took));
    for Tried { number, took, .. } in all.iter().take(10) {
        println!("mutation {number} took {took:.1?}");
    }
    println!("{} mutations, {sound} of them scenarios, {} panicked: {panicked:?}", all.len(), panicked.len());
    assert!(panicked.is_empty());
}
