//! The first screen: how likely it pays, how bad and how good it can get, what if an assumption fails.

use super::{Report, grade};
use crate::document::words::{Advance, Headline, Subject, Weakest, sentences, upper_first};
use crate::document::{
    Element, Ending, Hundred, HundredGroup, HundredRow, KeyFigure, Likelihood, Section, adjustments, dots,
};
use crate::model::Grade;
use crate::statistics::Chance;
use crate::summary::{AccountSummary, AssumptionFacts, Outcome, Summary, quantile_at};

/// Variants on the first screen at most: the first ones of the file.
const MOST_VARIANTS: usize = 5;
/// From how many courses that end at exactly zero on a deficit is not the other side of a surplus.
const SOME: f64 = 0.01;
/// How many of the assumptions that move most are looked through for the least well known.
const DECISIVE: usize = 3;

impl Report<'_> {
    pub(super) fn run(&self) -> &Outcome<Summary> {
        &self.dossier.run
    }

    pub(super) fn account(&self) -> &AccountSummary {
        &self.run().result.headline
    }

    /// What the report is about.
    pub(super) fn subject(&self) -> String {
        let run = self.run();
        let mut years = run.names.lines.iter().map(|line| line.price_year);
        let first = years.next().flatten();
        self.language.words().report_subject(&Subject {
            title: &run.scenario.title,
            span: &run.span(),
            whose: &run.account().name,
            price_year: run.names.price_level.or(first.filter(|_| years.all(|year| year == first))),
            discounted: run.names.discounted,
        })
    }

    /// The answer.
    pub(super) fn headline(&self) -> String {
        let years = self.run().years.len();
        let headline = match self.ends() {
            None => Headline::Withheld,
            Some(_) if self.nothing_moves() => Headline::Nothing { years },
            Some([_, zero, _]) if zero.value == 1.0 => Headline::AtZero { years },
            Some([gain, zero, _]) => match Likelihood::of(&gain) {
                Likelihood::RatherNot | Likelihood::AsLikelyAsNot | Likelihood::Rather if zero.value >= SOME => {
                    Headline::Open { years }
                }
                surplus => Headline::Likely { years, surplus },
            },
        };
        self.language.words().report_headline(&headline)
    }

    /// Whether no money moves in the expected case, nor in any replication.
    pub(super) fn nothing_moves(&self) -> bool {
        let at_zero = self.ends().is_some_and(|[_, zero, _]| zero.value == 1.0);
        at_zero && self.run().result.expected.net.iter().all(|net| *net == 0.0)
    }

    /// How likely a surplus, exactly zero and a deficit are; none where that is withheld.
    fn ends(&self) -> Option<[Chance; 3]> {
        let account = self.account();
        let gain = account.net_benefit.probability_positive?;
        let zero = account.break_even.as_ref()?.ends.at_zero.chance;
        let loss = if zero.value == 0.0 {
            gain.other_side()
        } else {
            let loss = (1.0 - gain.value - zero.value).max(0.0);
            Chance { value: if loss < 1e-12 { 0.0 } else { loss }, ..gain }
        };
        Some([gain, zero, loss])
    }

    pub(super) fn front(&self, section: &mut Section) {
        if let Some(hundred) = self.hundred() {
            section.push(Element::Hundred(hundred));
        }
        section.push(Element::KeyFigures(self.key_figures()));
        section.text(self.spread());
        if let Some(told) = self.before_figures() {
            section.caution(told);
        }
        self.what_if(section);
        section.caution(self.caution());
        if let Some(note) = adjustments::rests_on_adjusted(&self.run().names, self.language) {
            section.note(note);
        }
    }

    /// Where results lie, how bad the worst are, and what has to be found on the way.
    pub(super) fn spread(&self) -> String {
        if self.account().net_benefit.never_varies() {
            return self.advance();
        }
        let worst = self.money(self.account().net_benefit.expected_shortfall_05.value);
        sentences([self.nine_of_ten(), self.language.words().worst_five(&worst), self.advance()])
    }

    /// The one caution.
    pub(super) fn caution(&self) -> String {
        let weakest = self.weakest();
        let weakest = weakest.as_ref().map(|(facts, value)| Weakest {
            title: &facts.label.title,
            value,
            grade: grade(facts.evidence),
        });
        self.language.words().caution(weakest.as_ref())
    }

    /// A surplus is told first, then exactly zero, then a deficit; the first says what is counted.
    pub(super) fn hundred(&self) -> Option<Hundred> {
        let words = self.language.words();
        let year = *self.run().years.last()?;
        let ends = self.ends()?;
        let shares = dots(&ends.map(|chance| chance.value));
        let kinds = [Ending::Gain, Ending::Zero, Ending::Loss];
        let told = kinds.into_iter().zip(ends).zip(shares).filter(|((_, chance), _)| chance.value > 0.0);
        let groups: Vec<HundredGroup> = told
            .enumerate()
            .map(|(i, ((end, chance), dots))| HundredGroup {
                end,
                dots,
                count: self.language.out_of_100(&chance),
                told: words.courses_end(end, year, i == 0),
            })
            .collect();
        let parts: Vec<String> = groups.iter().map(|group| format!("{} {}", group.count, group.told)).collect();
        Some(Hundred { groups, description: format!("{}.", parts.join(", ")) })
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        let labels = self.language.report_labels();
        let net = &self.account().net_benefit;
        let at = |p| quantile_at(&net.quantiles, p).map_or(f64::NAN, |found| found.value);
        let figure = |name: &str, value: f64, figure: String, told: &str| KeyFigure {
            name: name.to_owned(),
            figure,
            told: told.to_owned(),
            end: ending(value),
        };
        let told = |p: f64, [alone, tied]: [&'static str; 2]| if net.is_tied(p) { tied } else { alone };
        let spread = if net.never_varies() {
            vec![(labels.always, net.mean, labels.always_told)]
        } else {
            vec![
                (labels.bad, at(0.05), told(0.05, labels.bad_told)),
                (labels.middle, at(0.5), told(0.5, labels.middle_told)),
                (labels.good, at(0.95), told(0.95, labels.good_told)),
            ]
        };
        let single = self.run().result.expected.total;
        let whole = self.language.placed(&self.language.signed(single), &self.run().currency);
        spread
            .into_iter()
            .map(|(name, value, told)| figure(name, value, self.money(value), told))
            .chain([figure(labels.single_figure, single, whole, labels.single_figure_told)])
            .collect()
    }

    /// An amount for a sentence, with its sign.
    pub(super) fn money(&self, amount: f64) -> String {
        self.language.brief_signed(amount, &self.run().currency)
    }

    /// An amount for a sentence that says itself what it is.
    fn plain_money(&self, amount: f64) -> String {
        self.language.brief_money(amount, &self.run().currency)
    }

    fn nine_of_ten(&self) -> String {
        let net = &self.account().net_benefit;
        let ends = [0.05, 0.95].map(|p| quantile_at(&net.quantiles, p).map_or(f64::NAN, |found| found.value));
        self.language.words().nine_of_ten_briefly(&self.language.brief_range(ends, &self.run().currency))
    }

    fn advance(&self) -> String {
        let peak = &self.account().peak_funding;
        let [median, high] = [0.5, 0.95].map(|p| quantile_at(&peak.quantiles, p).map_or(0.0, |found| found.value));
        let told = [median, high].map(|amount| self.plain_money(amount));
        self.language.words().advance(&if high <= 0.0 {
            Advance::Nothing
        } else if median <= 0.0 {
            Advance::Rarely { high: &told[1] }
        } else {
            Advance::Usual { median: &told[0], high: &told[1] }
        })
    }

    /// The scenario's own chance of a surplus, and those of its variants in the order of the file; none where there are none.
    fn variants(&self) -> Option<(Chance, Vec<(&str, Chance)>)> {
        // What one may choose does not put the answer in doubt.
        let variants = self.dossier.variants.as_ref().filter(|variants| !variants.result.are_choices())?;
        let (_, variants) = variants.result.scenarios.split_first()?;
        let variants =
            variants.iter().filter_map(|variant| Some((variant.name.as_str(), variant.probability_positive()?)));
        let variants: Vec<(&str, Chance)> = variants.collect();
        Some((self.account().net_benefit.probability_positive?, variants)).filter(|(_, variants)| !variants.is_empty())
    }

    /// Rows of the scenario and its first variants; without any, of the assumptions that move most.
    fn what_if(&self, section: &mut Section) {
        let labels = self.language.report_labels();
        let Some((here, variants)) = self.variants() else { return self.at_adverse_ends(section) };
        let shown = variants.iter().take(MOST_VARIANTS).map(|(name, chance)| self.row_of_hundred(name, *chance));
        let own = HundredRow { own: true, ..self.row_of_hundred(labels.as_calculated, here) };
        let rows = std::iter::once(own).chain(shown).collect();
        section.heading(labels.what_if).push(Element::HundredRows(rows));
        if variants.len() > MOST_VARIANTS {
            section.note(self.language.words().shown_variants(MOST_VARIANTS, variants.len()));
        }
    }

    /// Without variants: rows of the assumptions that move most, each held at its adverse end.
    fn at_adverse_ends(&self, section: &mut Section) {
        let (words, labels) = (self.language.words(), self.language.report_labels());
        let Some(tornado) = &self.dossier.tornado else { return };
        let Some(here) = self.account().net_benefit.probability_positive else { return };
        let bars = tornado.result.bars.iter().filter(|bar| !bar.list).take(DECISIVE);
        let rows = bars.filter_map(|bar| {
            let end = match bar.adverse {
                "low" => &bar.low,
                "high" => &bar.high,
                _ => return None,
            };
            let [held, base] =
                [end.value, bar.base].map(|value| self.language.value_of(&bar.label, value, &tornado.currency));
            Some(self.row_of_hundred(&words.held_instead(&bar.label.title, &held, &base), end.level.probability?))
        });
        let rows: Vec<HundredRow> = rows.collect();
        if !rows.is_empty() {
            let own = HundredRow { own: true, ..self.row_of_hundred(labels.as_calculated, here) };
            section.heading(labels.what_if).push(Element::HundredRows(std::iter::once(own).chain(rows).collect()));
        }
    }

    fn row_of_hundred(&self, name: &str, chance: Chance) -> HundredRow {
        let told = self.language.out_of_100(&chance);
        HundredRow { name: upper_first(name), beneath: None, share: Some(chance.value), told, own: false }
    }

    /// The worst and the best variant in a sentence; empty where there are none.
    pub(super) fn variants_in_words(&self) -> String {
        let Some((_, mut variants)) = self.variants() else { return String::new() };
        variants.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        let (Some(best), Some(worst)) = (variants.first(), variants.last()) else { return String::new() };
        let told = [best, worst].map(|(name, chance)| (*name, self.language.out_of_100(chance)));
        let [best, worst] = [&told[0], &told[1]].map(|(name, count)| (*name, count.as_str()));
        self.language.words().variants(best, (variants.len() > 1).then_some(worst))
    }

    /// Among the assumptions that move most the one that is known least, with its value.
    fn weakest(&self) -> Option<(&AssumptionFacts, String)> {
        let tornado = &self.dossier.tornado.as_ref()?.result;
        let run = self.run();
        let facts = |path: &str| run.names.assumptions.iter().find(|known| known.label.path == path);
        let decisive: Vec<&AssumptionFacts> = tornado
            .bars
            .iter()
            .filter(|bar| !bar.list)
            .take(DECISIVE)
            .filter_map(|bar| facts(&bar.label.path))
            .collect();
        let known = |facts: &&&AssumptionFacts| match grade(facts.evidence) {
            Some(Grade::Illustrative) => 0,
            Some(Grade::Assumed) | None => 1,
            Some(Grade::Expert) => 2,
            Some(Grade::BeforeAfter) => 3,
            Some(Grade::Trial | Grade::Registry | Grade::Definition) => 4,
        };
        // Of several known as badly it is the one that moves most.
        let weakest = decisive.iter().min_by_key(known)?;
        let value = self.language.value_of(&weakest.label, weakest.base?, &run.currency);
        Some((weakest, value))
    }
}

pub(super) fn ending(amount: f64) -> Ending {
    if amount > 0.0 {
        Ending::Gain
    } else if amount < 0.0 {
        Ending::Loss
    } else {
        Ending::Zero
    }
}
