//! Headings, paragraphs, pictures and lists.

use super::hundred::{figures, hundred, rows};
use super::tables::table;
use crate::document::picture::Picture;
use crate::document::{Element, Language, Role, Section};
use crate::report::plot::{PlotError, inline_svg};
use maud::{Markup, PreEscaped, html};

/// Headings of sections are of the second level.
const SECTION: u8 = 2;

/// What stands in a section; the first one is the answer.
pub(super) fn elements(section: &Section, position: usize, language: Language) -> Result<Markup, PlotError> {
    let mut shown = Vec::new();
    for (i, element) in section.0.iter().enumerate() {
        // The page's own heading is that of the first section.
        let level = if i == 0 || position == 0 { SECTION } else { SECTION + 1 };
        shown.push(element_at(element, level, language)?);
    }
    Ok(html! { @for element in shown { (element) } })
}

/// An element; a heading in it has a level from 2 to 4.
fn element_at(element: &Element, level: u8, language: Language) -> Result<Markup, PlotError> {
    Ok(match element {
        Element::Heading(text) => heading(text, level),
        Element::Paragraph { role, text } => paragraph(*role, text),
        Element::Facts(facts) => html! { ul.facts { @for fact in facts { li { (fact) } } } },
        Element::Table(of) => table(of, None),
        Element::Aligned(tables) => html! { @for of in tables { (table(of, None)) } },
        Element::Picture(picture) => figure(picture, language)?,
        Element::Entry { name, value, details } => {
            let mut shown = Vec::new();
            for detail in details {
                shown.push(element_at(detail, level, language)?);
            }
            html! {
                div.entry {
                    p.name { (name) @if !value.is_empty() { " " span.value { (value) } } }
                    @for detail in shown { (detail) }
                }
            }
        }
        Element::Hundred(of) => hundred(of),
        Element::HundredRows(of) => rows(of),
        Element::KeyFigures(of) => figures(of),
        Element::Folded { title, elements } => {
            let mut shown = Vec::new();
            for element in elements {
                shown.push(element_at(element, SECTION + 2, language)?);
            }
            html! {
                details.fold {
                    summary { (title) }
                    div { @for element in shown { (element) } }
                }
            }
        }
    })
}

fn heading(text: &str, level: u8) -> Markup {
    html! {
        @match level {
            2 => h2 { (text) },
            3 => h3 { (text) },
            _ => h4 { (text) },
        }
    }
}

fn paragraph(role: Role, text: &str) -> Markup {
    let class = match role {
        Role::Text => "text",
        Role::Answer => "answer",
        Role::Note => "note",
        Role::Caution => "caution",
        Role::Change => return html! { p.change { code { (text) } } },
    };
    html! { p class=(class) { (text) } }
}

/// A picture with its title, and its figures as a table on request.
fn figure(picture: &Picture, language: Language) -> Result<Markup, PlotError> {
    let svg = inline_svg(picture)?;
    Ok(html! {
        figure {
            figcaption { (picture.title) }
            div.sheet tabindex="0" role="group" aria-label=(picture.title) { (PreEscaped(svg)) }
            p.footer { (picture.footer) }
            @if let Some(of) = &picture.table {
                details.figures-table {
                    summary { (language.page_texts().as_table) }
                    (table(of, Some(&picture.title)))
                }
            }
        }
    })
}
