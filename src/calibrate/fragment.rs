//! What was calibrated as a piece of a scenario file.

use super::data::{Calibrated, CalibratedItem, Calibration};
use super::relapse::{AfterLast, RelapseFit};
use super::{
    AmountFit, ArmsFit, BetaPrior, CountData, CountFit, ElicitedFit, EntryFamily, EntryFit, FittedMember, Interval,
    Posterior, TiersFit,
};
use std::fmt::Write;

/// A parameter of the fragment.
struct Parameter {
    id: String,
    /// A distribution in TOML.
    value: String,
    /// What it may be, as `domain` says.
    domain: &'static str,
}

/// A share, as a Beta of weights.
fn beta(id: String, alpha: f64, beta: f64) -> Parameter {
    let value = format!("{{ distribution = \"beta\", alpha = {alpha}, beta = {beta} }}");
    Parameter { id, value, domain: "probability" }
}

/// A share after a count: as events of n where nothing was added.
fn counted(id: String, fit: &CountFit) -> Parameter {
    let CountData { count, prior, weight } = fit.data;
    match prior {
        BetaPrior::None => {
            let (events, of) = (weight * count.events, weight * count.of);
            Parameter { id, value: format!("{{ events = {events}, of = {of} }}"), domain: "probability" }
        }
        BetaPrior::Beta { .. } => beta(id, fit.alpha, fit.beta),
    }
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Calibration {
    /// All results as TOML that a scenario takes: tables `[parameters.ID]`, each with its distribution, source, grade and the data that it came
    /// from, and after them `[relapse]` where there is a curve. Comments show where a parameter goes.
    ///
    /// To be put behind the scenario's own tables; one that has `[relapse]` already must lose it.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut text = String::new();
        for item in &self.items {
            for parameter in item.named() {
                item.write(&mut text, &parameter);
            }
            for line in item.hints() {
                let _ = writeln!(text, "# {line}");
            }
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
        }
        // A table of its own ends the parameters.
        for item in &self.items {
            if let Calibrated::Relapse(fit) = &item.result {
                text.push_str(&relapse_table(&item.id, fit));
            }
        }
        text
    }
}

impl CalibratedItem {
    /// The ids of its parameters.
    pub(super) fn parameters(&self) -> Vec<String> {
        self.named().into_iter().map(|parameter| parameter.id).collect()
    }

    fn write(&self, text: &mut String, parameter: &Parameter) {
        let origin = &self.origin;
        let several = parameter.id != self.id;
        if let Calibrated::Entry(fit) = &self.result
            && !fit.known
        {
            let Interval { low, high } = fit.plateau.interval();
            let (low, high) = (100.0 * low, 100.0 * high);
            let _ = writeln!(
                text,
                "# Not known: 90 % of what is believed of this share lies from {low:.0} to {high:.0} %."
            );
        }
        let _ = writeln!(text, "[parameters.{}]", parameter.id);
        if let Some(title) = &origin.title {
            // Several parameters of one table are told apart by what follows its id.
            let part =
                parameter.id.strip_prefix(&self.id).unwrap_or_default().trim_start_matches('_').replace('_', " ");
            let title = if several { format!("{title}: {part}") } else { title.clone() };
            let _ = writeln!(text, "title = {}", quoted(&title));
        }
        let _ = writeln!(text, "value = {}", parameter.value);
        let _ = writeln!(text, "domain = \"{}\"", parameter.domain);
        if let Some(unit) = &origin.unit {
            let _ = writeln!(text, "unit = {}", quoted(unit));
        }
        let _ = writeln!(text, "source = {}", quoted(&origin.source));
        let _ = writeln!(text, "evidence = \"{}\"", origin.evidence.name());
        let data = format!("{{ {} }}", self.written);
        let note = origin.note.as_ref().map_or_else(|| data.clone(), |note| format!("{note} {data}"));
        let _ = writeln!(text, "note = {}\n", quoted(&note));
    }

    /// Its parameters.
    fn named(&self) -> Vec<Parameter> {
        let part = |name: &str| format!("{}_{name}", self.id);
        match &self.result {
            Calibrated::Events(fit) => vec![counted(self.id.clone(), fit)],
            Calibrated::Tiers(TiersFit { tiers, .. }) => {
                tiers.iter().map(|tier| beta(part(&tier.id), tier.alpha, tier.beta)).collect()
            }
            Calibrated::Arms(fit) => {
                let ArmsFit { programme, comparison, .. } = fit.as_ref();
                vec![counted(part("programme"), programme), counted(part("comparison"), comparison)]
            }
            Calibrated::Programmes(fit) => vec![beta(self.id.clone(), fit.stated.alpha, fit.stated.beta)],
            Calibrated::Amount(fit) => vec![amount(self.id.clone(), fit)],
            Calibrated::Elicited(fit) => vec![elicited(self.id.clone(), fit)],
            Calibrated::Entry(fit) => vec![beta(self.id.clone(), fit.alpha, fit.beta)],
            Calibrated::Relapse(fit) => {
                let each = fit
                    .intervals
                    .iter()
                    .map(|interval| counted(hazard_id(&self.id, interval.within), &interval.hazard));
                each.collect()
            }
        }
    }

    /// Where its parameters go, as lines of TOML.
    fn hints(&self) -> Vec<String> {
        let id = &self.id;
        match &self.result {
            Calibrated::Tiers(fit) => fit
                .tiers
                .iter()
                .map(|tier| format!("employment.tiers.{0}.programme = \"parameters.{id}_{0}\"", tier.id))
                .collect(),
            Calibrated::Arms(fit) => arms_hints(id, fit),
            Calibrated::Amount(AmountFit { data, each, .. }) => {
                let (family, mean, sd) = (each.family, data.mean, data.sd);
                vec![format!("{{ each = {{ distribution = \"{family}\", mean = {mean}, sd = {sd} }} }}")]
            }
            Calibrated::Entry(fit) => delay(fit).into_iter().collect(),
            _ => vec![],
        }
    }
}

fn amount(id: String, fit: &AmountFit) -> Parameter {
    let (family, told) = (fit.of_mean.family, &fit.of_mean.spread);
    let value = format!("{{ distribution = \"{family}\", mean = {}, sd = {} }}", told.mean, told.sd);
    Parameter { id, value, domain: if fit.data.signed { "real" } else { "nonnegative" } }
}

fn elicited(id: String, fit: &ElicitedFit) -> Parameter {
    let value = match fit.chosen().member {
        FittedMember::Normal { mean, sd } => format!("distribution = \"normal\", mean = {mean}, sd = {sd}"),
        FittedMember::LogNormal { meanlog, sdlog } => {
            format!("distribution = \"lognormal\", meanlog = {meanlog}, sdlog = {sdlog}")
        }
        FittedMember::Gamma { shape, scale } => format!("distribution = \"gamma\", shape = {shape}, scale = {scale}"),
        FittedMember::Beta { alpha, beta } => format!("distribution = \"beta\", alpha = {alpha}, beta = {beta}"),
        FittedMember::Pert { min, mode, max, shape } => {
            format!("distribution = \"pert\", min = {min}, mode = {mode}, max = {max}, shape = {shape}")
        }
    };
    Parameter { id, value: format!("{{ {value} }}"), domain: "real" }
}

/// Both arms as they are; and the programme relative to the comparison, tied to it as one count ties them.
fn arms_hints(id: &str, fit: &ArmsFit) -> Vec<String> {
    let Posterior { mean, sd, .. } = fit.difference;
    let rank = fit.difference_with_comparison.rank;
    vec![
        format!("employment.programme = \"parameters.{id}_programme\""),
        format!("employment.comparison = \"parameters.{id}_comparison\""),
        "or, instead of the first:".to_owned(),
        format!(
            "employment.programme = {{ points = {{ distribution = \"normal\", mean = {mean}, sd = {sd} }}, of = \"comparison\" }}"
        ),
        "[[correlations]]".to_owned(),
        format!("between = [\"employment.programme.points\", \"parameters.{id}_comparison\"]"),
        format!("rank = {rank}"),
    ]
}

/// The delay of those who enter, by the likeliest family at the middle of its pace.
fn delay(fit: &EntryFit) -> Option<String> {
    let likeliest = fit.likeliest()?;
    let (median, shape) = (likeliest.median.at(0.5), likeliest.shape.at(0.5));
    let told = match likeliest.family {
        EntryFamily::Exponential | EntryFamily::Weibull => {
            let scale = median / std::f64::consts::LN_2.powf(1.0 / shape);
            format!("\"weibull\", shape = {shape}, scale = {scale}")
        }
        EntryFamily::LogLogistic => format!("\"loglogistic\", shape = {shape}, scale = {median}"),
        EntryFamily::LogNormal => format!("\"lognormal\", meanlog = {}, sdlog = {}", median.ln(), 1.0 / shape),
    };
    Some(format!("employment.programme_delay = {{ each = {{ distribution = {told} }} }}"))
}

/// Months in an id.
fn hazard_id(id: &str, within: f64) -> String {
    format!("{id}_within_{}", within.to_string().replace('.', "_"))
}

/// The curve of a scenario: shares by month as formulas of the hazards.
fn relapse_table(id: &str, fit: &RelapseFit) -> String {
    let mut survival: Vec<String> = Vec::new();
    let (mut months, mut shares) = (Vec::new(), Vec::new());
    for interval in &fit.intervals {
        survival.push(format!("(1 - parameters.{})", hazard_id(id, interval.within)));
        months.push(interval.within.to_string());
        shares.push(format!("\"1 - {}\"", survival.join(" * ")));
    }
    let after = match fit.data.after {
        AfterLast::Nobody => "\"none\"".to_owned(),
        AfterLast::Continues => "\"continues\"".to_owned(),
        AfterLast::Yearly(share) => share.to_string(),
    };
    let (months, shares) = (months.join(", "), shares.join(", "));
    format!("[relapse]\ncurve = {{ within = [{months}], share = [{shares}], after = {after} }}\n")
}
