//! The words of every language.
//!
//! Short texts are the fields of [`Labels`], sentences that change with the answer the methods of traits by topic. A language
//! gives a value of the one and implements the others, in a folder of its own: what it lacks does not compile, and what no
//! builder uses is told by the compiler, since nothing here is public.

mod adjustments;
mod analyses;
mod brief;
mod calibrate;
mod curves;
mod danish;
mod efficiency;
mod english;
mod evidence;
mod figures;
mod labels;
#[cfg(feature = "page")]
mod live;
mod participants;
mod past;
mod pictures;
mod portfolio;
mod ratios;
mod report;
mod results;
mod review;
mod stories;
mod update;
mod values;
mod workbook;

pub(super) use adjustments::AdjustmentWords;
pub(super) use analyses::{
    AnalysisWords, CompareWords, ComparisonNote, GapWords, PlanNote, SharedDraw, ThresholdWords,
};
pub(super) use brief::{BriefWords, OutOf100};
pub(super) use calibrate::{CalibrateLabels, CalibrateWords, FoundRow};
pub(super) use curves::{CurveLabels, CurveWords};
pub(super) use efficiency::{Brought, EfficiencyWords};
pub(super) use evidence::{Decided, DecidedNow, EvidenceLabels, EvidenceWords};
pub(super) use figures::FigureWords;
pub(super) use labels::Labels;
#[cfg(feature = "page")]
pub(crate) use live::LiveLabels;
#[cfg(feature = "page")]
pub(super) use live::{CountGap, KnobTold, LiveWords, Moved};
pub(super) use participants::ParticipantWords;
pub(super) use past::{PastLabels, PastWords, Reached};
pub(super) use pictures::{Beneath, PictureLabels, PictureWords, SharedLuck};
pub(super) use portfolio::{PortfolioLabels, PortfolioWords};
pub(super) use ratios::{PriceTold, RatioLabels, RatioWords};
pub use report::PageTexts;
pub(super) use report::{Advance, FrameSums, Headline, PaidBack, Ranking, ReportLabels, ReportWords, Subject, Weakest};
pub(super) use results::{
    Aim, AimedQuantile, AnswerWords, BreakEvenNote, CaseWords, CheckWords, CommonWords, Course, EvenPart, LastErrors,
    RunWords,
};
pub(super) use review::{BestReview, BestStop, CountedNoun, ReviewLabels, ReviewWords};
pub(super) use stories::{AdultStory, ArmStory, BenchWords, EventStory, FamilyName, Moment, SpellStory, StoryWords};
pub(super) use update::{ForecastTold, UpdateLabels, UpdateWords};

pub(super) use values::ValueWords;
pub(super) use workbook::{SheetNames, WorkbookLabels, WorkbookWords};

use super::Language;
use crate::analysis::GoAheadAt;
use crate::statistics::{Chance, Sample};

/// All sentences of a language.
pub(super) trait Wording:
    CommonWords
    + AnswerWords
    + RunWords
    + ParticipantWords
    + CaseWords
    + CheckWords
    + CurveWords
    + AdjustmentWords
    + AnalysisWords
    + CompareWords
    + EfficiencyWords
    + EvidenceWords
    + ReviewWords
    + UpdateWords
    + CalibrateWords
    + ThresholdWords
    + PictureWords
    + StoryWords
    + BenchWords
    + ValueWords
    + BriefWords
    + ReportWords
    + RatioWords
    + WorkbookWords
    + FigureWords
    + PastWords
    + PortfolioWords
{
}

impl Language {
    /// Its sentences.
    pub(super) fn words(self) -> &'static dyn Wording {
        match self {
            Self::English => &english::English,
            Self::Danish => &danish::Danish,
        }
    }

    /// `within 2017–2021`; a single year is told as `in 2023`.
    #[must_use]
    pub fn in_span(self, span: &str) -> String {
        self.words().in_span(span)
    }

    /// A payer's name, marked where the file does not hold its whole side.
    #[must_use]
    pub fn named(self, name: &str, complete: bool) -> String {
        self.words().named(name, complete)
    }

    /// The path of a number; of a list with what is moved.
    #[must_use]
    pub fn entries_of(self, path: &str, list: bool) -> String {
        self.words().entries_of(path, list)
    }

    /// A file that begins as a scenario that comes with the program, and what comes next.
    #[must_use]
    pub fn begins_as(self, file: &str, template: &str) -> String {
        self.words().begins_as(file, template)
    }

    /// Where results are, and where that went which stood there before.
    #[must_use]
    pub fn results_in(self, folder: &str, aside: Option<&str>) -> String {
        let words = self.words();
        let aside = aside.map_or_else(String::new, |aside| format!("\n{}", words.moved_to(aside)));
        format!("{}{aside}", words.results_in(folder))
    }

    /// What stands around a report on a page.
    #[must_use]
    pub fn page_texts(self) -> PageTexts {
        self.report_labels().page
    }

    /// Sentences of the live page.
    #[cfg(feature = "page")]
    pub(super) fn live_words(self) -> &'static dyn LiveWords {
        match self {
            Self::English => &english::English,
            Self::Danish => &danish::Danish,
        }
    }

    /// The short texts of the live page.
    #[cfg(feature = "page")]
    pub(crate) fn live_labels(self) -> &'static LiveLabels {
        match self {
            Self::English => &english::LIVE,
            Self::Danish => &danish::LIVE,
        }
    }

    /// The short texts of the council's report.
    pub(super) fn report_labels(self) -> &'static ReportLabels {
        match self {
            Self::English => &english::REPORT,
            Self::Danish => &danish::REPORT,
        }
    }

    /// Its short texts about data.
    pub(super) fn calibrate_labels(self) -> &'static CalibrateLabels {
        match self {
            Self::English => &english::CALIBRATE,
            Self::Danish => &danish::CALIBRATE,
        }
    }

    /// Its short texts about several programmes at once.
    pub(super) fn portfolio_labels(self) -> &'static PortfolioLabels {
        match self {
            Self::English => &english::PORTFOLIO,
            Self::Danish => &danish::PORTFOLIO,
        }
    }

    /// Its short texts about past forecasts.
    pub(super) fn past_labels(self) -> &'static PastLabels {
        match self {
            Self::English => &english::PAST,
            Self::Danish => &danish::PAST,
        }
    }

    /// Its short texts about what is worth knowing better.
    pub(super) fn evidence_labels(self) -> &'static EvidenceLabels {
        match self {
            Self::English => &english::EVIDENCE,
            Self::Danish => &danish::EVIDENCE,
        }
    }

    /// Its short texts about a review.
    pub(super) fn review_labels(self) -> &'static ReviewLabels {
        match self {
            Self::English => &english::REVIEW,
            Self::Danish => &danish::REVIEW,
        }
    }

    /// Its short texts about a forecast after actual figures.
    pub(super) fn update_labels(self) -> &'static UpdateLabels {
        match self {
            Self::English => &english::UPDATE,
            Self::Danish => &danish::UPDATE,
        }
    }

    /// Its short texts.
    pub(super) fn labels(self) -> &'static Labels {
        match self {
            Self::English => &english::LABELS,
            Self::Danish => &danish::LABELS,
        }
    }
}

/// Some entries of a long list, from end to end.
fn some_of<T>(list: &[T]) -> impl Iterator<Item = &T> {
    const MOST: usize = 5;
    super::thinned(list.len(), 0, MOST).into_iter().map(|at| &list[at])
}

/// The part of a long rule that nine in ten counts of the other arm fall into.
fn likely_of(rule: &[GoAheadAt]) -> &[GoAheadAt] {
    const TAIL: f64 = 0.05;
    let beyond = |tail: &mut f64, at: &GoAheadAt| {
        *tail += at.probability;
        (*tail <= TAIL).then_some(())
    };
    let from = rule.iter().scan(0.0, beyond).count();
    let after = rule.iter().rev().scan(0.0, beyond).count();
    &rule[from..(rule.len() - after).max(from)]
}

/// How well some probabilities are known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// The largest standard error of those that some of the sample saw and others did not.
    pub error: Option<f64>,
    /// The sample of one that all or none of it saw.
    pub extreme: Option<Sample>,
}

impl Known {
    /// Of these.
    pub fn of<'a>(chances: impl IntoIterator<Item = &'a Chance>) -> Self {
        chances.into_iter().fold(Self::default(), |known, chance| {
            if chance.is_mixed() {
                Self { error: Some(known.error.map_or(chance.mcse, |error| error.max(chance.mcse))), ..known }
            } else {
                Self { extreme: known.extreme.or(Some(chance.sample)), ..known }
            }
        })
    }
}

/// Sentences one after another; empty ones are left out.
pub(super) fn sentences(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A sentence with its full stop, which an abbreviated currency such as `kr.` already brings.
pub(super) fn sentence_end(text: &str) -> String {
    format!("{}.", text.strip_suffix('.').unwrap_or(text))
}

/// Text that goes on within a sentence: its first letter is small, unless it begins with an abbreviation such as `SU`.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let shouted = text.chars().nth(1).is_some_and(char::is_uppercase);
    let first = letters.next().filter(|_| !shouted);
    first.map_or_else(|| text.to_owned(), |first| first.to_lowercase().chain(letters).collect())
}

/// Text that begins with a capital letter.
pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels that are the same word, or no word at all, in both languages.
    const SAME: [&str; 3] = ["median", "P(> 0)", "ns"];

    #[test]
    fn every_label_is_translated() {
        let lines = |language: Language| format!("{:#?}", language.labels());
        let (english, danish) = (lines(Language::English), lines(Language::Danish));
        assert_eq!(english.lines().count(), danish.lines().count());
        let text = |line: &str| line.split_once('"').map(|(_, rest)| rest.trim_end_matches([',', '"']).to_owned());
        let pairs = english.lines().zip(danish.lines()).filter_map(|(english, danish)| text(english).zip(text(danish)));
        let (same, told): (Vec<_>, Vec<_>) = pairs.partition(|(english, danish)| english == danish);
        assert!(told.len() > 150, "{}", told.len());
        let forgotten: Vec<_> = same.iter().filter(|(english, _)| !SAME.contains(&english.as_str())).collect();
        assert!(forgotten.is_empty(), "{forgotten:?}");
        assert!(SAME.iter().all(|word| same.iter().any(|(english, _)| english == word)), "{same:?}");
    }
}
