//! Past forecasts and what came of them, in English.

use super::{E, English, counted};
use crate::document::words::past::{PastLabels, PastWords, Reached};
use crate::past::{PastBar, PastBaseline, PastConfidence, PastDirection, PastInterval, PastKind};

pub(in crate::document) const PAST: PastLabels = PastLabels {
    columns: ["", "forecast", "observed", "observed ÷ forecast"],
    not_significant: "not significant",
    conclusion: "Owners forecast the gross outcome well and the comparison badly: uncertainty belongs on the comparison arm at least as much as \
                 on the programme arm.",
    reading: "A median is taken only within one kind, baseline and bar, and only where every pair has a number: to leave out those that found \
              nothing would flatter. “Not significant” is a word and no 0. A payment threshold lies below a best estimate. The pairs are \
              few, famous failures are over-represented, and programmes of many kinds stand together.",
    no_scenario: "No number of this ledger goes into a scenario by itself. Who takes one into account writes an assumption of their own and \
                  says that it is judgement.",
    how_to_look: "Method, sources and notes of some: provenu past WORDS, such as provenu past IPS Denmark, or provenu past threshold",
    title: "Past forecasts and what came of them",
    across: "observed ÷ forecast",
    legend: ["observed ÷ forecast", "not significant: no number", "as forecast"],
};

impl PastWords for English {
    fn past_found(&self, count: usize, words: &str) -> String {
        let found = counted(count, "past forecast", "past forecasts");
        match (count, words) {
            (_, "") => format!("{found}, and what came of them"),
            (0, words) => format!(
                "No past forecast with “{words}”. Try fewer words, in Danish or English; without words all are listed."
            ),
            (_, words) => format!("{found} with “{words}”"),
        }
    }

    fn past_kind(&self, kind: PastKind) -> &'static str {
        match kind {
            PastKind::Net => "Net effect",
            PastKind::Persistence => "How long an effect lasts",
            PastKind::Gross => "Gross outcome",
            PastKind::Money => "Money",
            PastKind::Volume => "People served",
        }
    }

    fn past_bar(&self, bar: PastBar) -> &'static str {
        match bar {
            PastBar::Forecast => "best estimate",
            PastBar::PriorTrial => "mean of earlier trials",
            PastBar::Target => "target",
            PastBar::Threshold => "payment threshold",
        }
    }

    fn past_baseline(&self, baseline: PastBaseline) -> &'static str {
        match baseline {
            PastBaseline::Control => "against a control group",
            PastBaseline::Weak => "against an earlier or assumed level",
            PastBaseline::None => "without comparison",
        }
    }

    fn past_confidence(&self, confidence: PastConfidence) -> &'static str {
        match confidence {
            PastConfidence::Sure => "both sides read",
            PastConfidence::Partly => "one side derived or partial",
            PastConfidence::Weak => "forecast weakly founded",
        }
    }

    fn past_group(&self, pairs: usize, ends: Option<(f64, f64)>, not_significant: usize, median: bool) -> String {
        let ends = ends.map(|(low, high)| format!("{} to {}", E.decimal(low, 2), E.decimal(high, 2)));
        let mut parts = Vec::new();
        match ends {
            Some(ends) if median => parts.push(format!("median, from {ends}")),
            Some(ends) if not_significant + 1 < pairs => parts.push(ends),
            _ => {}
        }
        if not_significant > 0 {
            parts.push(format!("{not_significant} of {pairs} not significant: no median"));
        }
        parts.join("; ")
    }

    fn past_reached(&self, gross: Reached, net: Reached) -> String {
        format!(
            "Counted without a comparison, {} of {} gross outcomes came to at least nine tenths of what was expected. Against a control or \
             matched group {} of {} net effects did, and {} could not be told from chance.",
            gross.reached, gross.of, net.reached, net.of, net.not_significant
        )
    }

    fn past_direction(&self, direction: PastDirection) -> &'static str {
        match direction {
            PastDirection::Benefit => "its estimate points to benefit",
            PastDirection::Harm => "its estimate points to harm",
        }
    }

    fn past_interval(&self, PastInterval { low, high, level }: PastInterval) -> String {
        format!("{} interval {} to {}", E.percent(level, 0), E.plain(low), E.plain(high))
    }

    fn past_method(&self, method: &str) -> String {
        format!("measured by: {method}")
    }

    fn past_paid(&self, paid: &str) -> String {
        format!("paid: {paid}")
    }

    fn past_sources(&self, forecast: &str, observed: &str) -> String {
        if forecast.is_empty() {
            return format!("Forecast: not found; outcome: {observed}");
        }
        format!("Forecast: {forecast} ; outcome: {observed}")
    }
}
