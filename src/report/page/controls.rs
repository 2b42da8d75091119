//! The controls of a live page.

use crate::document::{Knob, Knobs, Language, LiveLabels};
use crate::scenario::{Problems, Template, Variant};
use maud::{Markup, html};

/// What one may choose between.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    /// The numbers that may be moved.
    pub knobs: &'a Knobs,
    /// The variants of the scenario.
    pub variants: &'a [Variant],
    /// Its text.
    pub text: &'a str,
    /// What messages call actual figures, and their text: its own or some to begin with; none where the scenario has no figure that can
    /// be seen.
    pub actuals: Option<(&'a str, &'a str)>,
    /// What messages call a list of programmes, and the text of one to begin with.
    pub list: (&'a str, &'a str),
    /// Whether a number that is moved becomes certain.
    pub exact: bool,
}

/// The controls as HTML.
#[must_use]
pub fn controls(of: &Choices<'_>, language: Language) -> String {
    let labels = language.live_labels();
    let Choices { knobs, variants, text, actuals, list, exact } = *of;
    let shown = html! {
        fieldset.exactness {
            legend { (labels.exactness) }
            (exactness("yes", labels.exactly, exact))
            (exactness("no", labels.as_uncertain, !exact))
        }
        div.knobs { @for (i, knob) in knobs.first.iter().enumerate() { (slider(knob, i, labels)) } }
        p #said {}
        p #status role="status" aria-live="polite" {}
        @if !knobs.more.is_empty() {
            details.fold #more {
                summary { (labels.more) }
                div.knobs {
                    @for (i, knob) in knobs.more.iter().enumerate() { (slider(knob, knobs.first.len() + i, labels)) }
                }
            }
        }
        p.buttons {
            button type="button" id="reset-all" { (labels.reset_all) }
            button type="button" id="copy-link" { (labels.copy_link) }
            label { (labels.language) " " select #language { @for one in Language::ALL {
                option value=(one.code()) selected[one == language] lang=(one.code()) { (one.name()) }
            } } }
        }
        p #link-told role="status" {}
        (other_scenario(text, labels))
        (side_by_side(variants, labels))
        @if let Some(actuals) = actuals { (actual_figures(actuals, labels)) }
        (together(list, labels))
        (downloads(labels))
        p.note { (labels.private) }
    };
    shown.into_string()
}

fn exactness(value: &str, told: &str, checked: bool) -> Markup {
    html! { label { input type="radio" name="exact" value=(value) checked[checked]; " " (told) } }
}

/// A slider with its box.
fn slider(knob: &Knob, i: usize, labels: &LiveLabels) -> Markup {
    let id = format!("k{i}");
    // The track is a thousand wide.
    let mark = (knob.at - knob.from) / (knob.to - knob.from) * 1000.0;
    html! {
        div.knob data-path=(knob.path) {
            label for=(id) { (knob.title) }
            span.track {
                input type="range" id=(id) min=(knob.from) max=(knob.to) step=(knob.step) value=(knob.at)
                    aria-describedby={ (id) "-told" };
                svg.ticks viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect.base x=(format!("{mark:.1}")) y="0" width="4" height="10" {}
                    rect.switch x="-10" y="0" width="4" height="10" {}
                }
            }
            span.box {
                input type="text" inputmode="decimal" id={ (id) "-box" } value=(knob.base) autocomplete="off"
                    aria-label={ (knob.title) " (" (knob.unit) ")" };
                " " span.unit { (knob.unit) }
            }
            button.reset type="button" disabled aria-label={ (labels.reset) ": " (knob.title) } title=(labels.reset) { (labels.reset_short) }
            p.told id={ (id) "-told" } { (knob.told) }
            p.wrong role="alert" hidden {}
        }
    }
}

fn other_scenario(text: &str, labels: &LiveLabels) -> Markup {
    html! {
        details.fold #tool {
            summary { (labels.tool) }
            div {
                p { label { (labels.template) " " select #template {
                    option value="" { (labels.this_page) }
                    @for template in Template::ALL {
                        option value=(template.name) {
                            @if template.name == Template::NEW { (labels.new_file) } @else { (template.name) }
                        }
                    }
                } } }
                p { label { (labels.open) " " input type="file" id="open" multiple accept=".toml,.csv,.txt"; } " " (labels.drop) }
                p { label for="text" { (labels.text) } }
                (text_box("text", 24, ("", text)))
                div #text-problems role="alert" {}
                p { button type="button" id="use" { (labels.use_text) } }
            }
        }
    }
}

fn side_by_side(variants: &[Variant], labels: &LiveLabels) -> Markup {
    let side = |id: &str, told: &str, chosen: &str| {
        html! {
            label { (told) " " select id=(id) {
                option value="" selected[chosen.is_empty()] { (labels.as_moved) }
                option value="@" selected[chosen == "@"] { (labels.as_written) }
                @for variant in variants { option value=(variant.id) { (variant.title) } }
            } }
        }
    };
    html! {
        details.fold #beside {
            summary { (labels.beside) }
            div {
                p.buttons {
                    (side("left", labels.left, "@")) (side("right", labels.right, ""))
                    button type="button" id="compare" { (labels.compare) }
                }
                div #compared aria-live="polite" {}
            }
        }
    }
}

/// A text that may be edited, with the name of the file that it stands for; none for the scenario.
fn text_box(id: &str, rows: u32, (file, text): (&str, &str)) -> Markup {
    html! {
        textarea.editor id=(id) data-of=(file) spellcheck="false" autocomplete="off" rows=(rows) { (text) }
    }
}

fn actual_figures(file: (&str, &str), labels: &LiveLabels) -> Markup {
    html! {
        details.fold #actual {
            summary { (labels.actual) }
            div {
                p { label for="actuals" { (labels.actual_told) } }
                (text_box("actuals", 14, file))
                div #actuals-problems role="alert" {}
                p.buttons {
                    button type="button" id="use-actuals" { (labels.use_actuals) }
                    button type="button" id="drop-actuals" { (labels.drop_actuals) }
                }
            }
        }
    }
}

fn together(list: (&str, &str), labels: &LiveLabels) -> Markup {
    html! {
        details.fold #together {
            summary { (labels.together) }
            div {
                p { label for="list" { (labels.together_told) } }
                (text_box("list", 14, list))
                p { button type="button" id="work-together" { (labels.work_together) } }
                div #programmes aria-live="polite" {}
            }
        }
    }
}

/// What can be saved, by the names that the core knows.
const FILES: [&str; 6] = ["report", "workbook", "scenario", "csv", "pictures", "summary"];

fn downloads(labels: &LiveLabels) -> Markup {
    html! {
        details.fold #downloads {
            summary { (labels.downloads) }
            div {
                p.buttons {
                    @for (file, told) in FILES.iter().zip(labels.files) {
                        button type="button" data-file=(file) { (told) }
                    }
                }
                p #download-told role="status" {}
            }
        }
    }
}

/// What is wrong: a sentence, or the problems of a scenario, of which those of its text lead to their lines.
#[must_use]
pub fn problems(told: &str, of: Option<&Problems>) -> String {
    let shown = html! {
        ul.problems {
            @if !told.is_empty() { li { (told) } }
            @for problem in of.iter().flat_map(|problems| problems.iter()) { li {
                @match problem.place {
                    Some(place) => button type="button" data-line=(place.line) data-origin=(problem.origin) { (problem) },
                    None => (problem),
                }
            } }
        }
    };
    shown.into_string()
}
