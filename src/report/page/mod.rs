//! A document as one HTML page that opens from disk: nothing from outside, its font and pictures inside it. A page that is
//! [live](LivePage) has the core of the program inside it too; where no script runs it says all the same.

mod controls;
mod elements;
mod hundred;
mod live;
mod script;
mod tables;

pub use controls::{Choices, controls, problems};
pub use live::LivePage;
pub use script::{script, worker};

use crate::document::{Document, Element, Language, Section};
use crate::report::plot::{PlotError, REGULAR_WEB, SEMIBOLD_WEB, inline_styles};
use crate::sha256::digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use elements::elements;
use live::{invitation, policy, scripts};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;

/// How the page looks.
const STYLE: &str = include_str!("style.css");

/// What of a page follows the answer, as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageParts {
    /// Its title.
    pub title: String,
    /// What stands in its header.
    pub head: String,
    /// Links to its sections; empty where there are few.
    pub contents: String,
    /// Its sections.
    pub sections: Vec<PageSection>,
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageSection {
    /// Its id.
    pub id: String,
    /// `front` or `part`.
    pub class: &'static str,
    /// Its heading; none of the first one, whose heading is that of the page.
    pub title: Option<String>,
    /// What stands in it.
    pub html: String,
}

impl PageParts {
    /// Those of a document; of a live page with a link to its controls.
    ///
    /// # Errors
    /// When a picture cannot be drawn.
    pub fn of(document: &Document, language: Language, live: bool) -> Result<Self, PlotError> {
        let shown: Vec<&Section> = document.sections.iter().filter(|section| !section.0.is_empty()).collect();
        let mut sections = Vec::new();
        for (i, of) in shown.iter().enumerate() {
            let html = elements(of, i, language)?.into_string();
            let (class, title) = if i == 0 { ("front", None) } else { ("part", of.title().map(str::to_owned)) };
            sections.push(PageSection { id: format!("s{i}"), class, title, html });
        }
        let named = sections.iter().filter_map(|section| Some((&*section.id, section.title.as_deref()?)));
        let named: Vec<(&str, &str)> = named.collect();
        let contents = if named.len() > 2 { contents(&named, language, live).into_string() } else { String::new() };
        Ok(Self {
            title: document.about.as_deref().unwrap_or(&document.title).to_owned(),
            head: head(document).into_string(),
            contents,
            sections,
        })
    }
}

/// What stands in the header: what the page is about, and the answer.
#[must_use]
pub fn head(document: &Document) -> Markup {
    html! {
        @if let Some(about) = &document.about { p.about { (about) } }
        h1 { (document.title) }
    }
}

/// Some elements as they stand in the first section of a page.
///
/// # Errors
/// When a picture cannot be drawn.
pub fn inside(shown: Vec<Element>, language: Language) -> Result<String, PlotError> {
    Ok(elements(&Section(shown), 0, language)?.into_string())
}

/// The page of a document, without a script.
///
/// # Errors
/// When a picture cannot be drawn.
pub fn page(document: &Document, language: Language) -> Result<String, PlotError> {
    whole(document, language, None)
}

/// The page of a report, with the core in it.
///
/// # Errors
/// When a picture cannot be drawn.
pub fn live_page(document: &Document, language: Language, live: &LivePage<'_>) -> Result<String, PlotError> {
    whole(document, language, Some(live))
}

fn whole(document: &Document, language: Language, live: Option<&LivePage<'_>>) -> Result<String, PlotError> {
    let style = style();
    let PageParts { title, head, contents, sections } = PageParts::of(document, language, live.is_some())?;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style, live));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "provenu " (env!("CARGO_PKG_VERSION")) };
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                a.skip href="#answer" { (language.page_texts().skip) }
                header #head { (PreEscaped(head)) }
                main #answer {
                    @for (i, PageSection { id, class, html, .. }) in sections.iter().enumerate() {
                        section class=(class) id=(id) { (PreEscaped(html)) }
                        @if i == 0 {
                            (PreEscaped(&contents))
                            @if live.is_some() { (invitation(language)) }
                        }
                    }
                }
                @if let Some(live) = live { (scripts(live)) }
            }
        }
    };
    Ok(page.into_string())
}

/// Links to the sections.
fn contents(named: &[(&str, &str)], language: Language, live: bool) -> Markup {
    let title = language.page_texts().contents;
    html! {
        nav.contents aria-label=(title) {
            p { (title) }
            ul {
                @if live { li { a href="#try" { (language.live_labels().title) } } }
                @for (id, title) in named { li { a href={ "#" (id) } { (title) } } }
            }
        }
    }
}

/// The style sheet with its fonts.
fn style() -> String {
    let face = |weight: u32, font: &[u8]| {
        format!(
            "@font-face{{font-family:'Open Sans';font-weight:{weight};src:url(data:font/woff2;base64,{}) format('woff2')}}\n",
            STANDARD.encode(font)
        )
    };
    face(400, REGULAR_WEB) + &face(700, SEMIBOLD_WEB) + STYLE + &inline_styles()
}

/// The SHA-256 of a style sheet or a script, as a policy of contents names it.
fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(digest(text.as_bytes())))
}
