//! How errors shrink as replications grow.

use super::frame::{Told, framed, listed, whose};
use crate::analysis::Plan;
use crate::document::number::Language;
use crate::document::picture::{Drawing, ErrorCurve, ErrorCurves, ErrorPanel, Picture};
use crate::document::table::DataTable;
use crate::statistics::Estimate;
use crate::summary::{Convergence, Outcome, Stage, Summary, Targets};

/// A way of sampling, and what it reached with more and more replications.
type SamplingErrors<'a> = (&'a str, &'a [Stage]);

/// The errors of a run with a target, stage by stage.
#[must_use]
pub fn convergence(outcome: &Outcome<Summary>, found: &Convergence, language: Language) -> Picture {
    picture(outcome, found.targets, &[(outcome.run.sampling, &found.stages)], language)
}

/// The errors of a plan's trials.
#[must_use]
pub fn planned(outcome: &Outcome<Plan>, language: Language) -> Picture {
    let ways: Vec<SamplingErrors<'_>> = outcome.result.ways.iter().map(|way| (way.sampling, &*way.trials)).collect();
    picture(outcome, outcome.result.targets, &ways, language)
}

fn picture<T>(outcome: &Outcome<T>, targets: Targets, ways: &[SamplingErrors<'_>], language: Language) -> Picture {
    let (words, labels) = (language.words(), &language.labels().pictures);
    let mut table = DataTable::new(labels.errors);
    for (name, stage) in ways.iter().flat_map(|(name, stages)| stages.iter().map(move |stage| (name, stage))) {
        let errors = [stage.mean, stage.mean_conditional].map(|estimate| language.cell(estimate.mcse));
        let [mean, exact] = errors;
        let replications = language.cell(stage.replications as f64);
        table.row((*name).to_owned(), [replications, mean, exact, language.points(stage.probability.mcse).into()]);
    }
    let last = ways.iter().filter_map(|(name, stages)| Some((name, stages.last()?)));
    let told = Told {
        name: "convergence",
        title: words.convergence_title(&whose(outcome, language)),
        description: listed(last.map(|(name, stage)| words.errors_at_end(name, stage, &outcome.currency))),
        table,
    };
    let panel = |about: String, wished: Option<f64>, scale: f64, of: Of, second: Option<Of>| ErrorPanel {
        about,
        curves: ways.iter().map(|(_, stages)| curve(stages, scale, of, second)).collect(),
        wished: wished.map(|wished| wished * scale),
        wished_label: labels.wished.to_owned(),
        empty: labels.no_error.to_owned(),
    };
    let mean = words.error_of_mean(language.currency(&outcome.currency));
    let probability = labels.error_of_probability.to_owned();
    let exact: Of = |stage| stage.mean_conditional;
    let drawing = Drawing::Errors(ErrorCurves {
        names: ways.iter().map(|(name, _)| (*name).to_owned()).collect(),
        dashed_name: labels.exact.to_owned(),
        across: labels.replications.to_owned(),
        panels: [
            panel(mean, targets.mcse, 1.0, |stage| stage.mean, Some(exact)),
            panel(probability, targets.probability, 100.0, |stage| stage.probability, None),
        ],
    });
    framed(outcome, language, told, drawing)
}

type Of = fn(&Stage) -> Estimate;

fn curve(stages: &[Stage], scale: f64, of: Of, second: Option<Of>) -> ErrorCurve {
    let points = |of: Of| -> Vec<(f64, f64)> {
        let known = stages.iter().map(|stage| (stage.replications as f64, of(stage).mcse * scale));
        known.filter(|point| point.1 > 0.0 && point.1.is_finite()).collect()
    };
    ErrorCurve { solid: points(of), dashed: second.map(points) }
}
