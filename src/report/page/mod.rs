//! A document as one HTML page that opens from disk: no script, nothing from outside, its font and pictures inside it.

mod elements;
mod hundred;
mod tables;

use crate::document::{Document, Language, Section};
use crate::report::plot::{PlotError, REGULAR_WEB, SEMIBOLD_WEB, inline_styles};
use crate::sha256::digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use elements::section;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// How the page looks.
const STYLE: &str = include_str!("style.css");

/// The page of a document.
///
/// # Errors
/// When a picture cannot be drawn.
pub fn page(document: &Document, language: Language) -> Result<String, PlotError> {
    let texts = language.page_texts();
    let style = style();
    // Nothing but this style sheet, and what the page brings itself, is ever used.
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'",
        STANDARD.encode(digest(style.as_bytes()))
    );
    let sections: Vec<&Section> = document.sections.iter().filter(|section| !section.0.is_empty()).collect();
    let mut shown = Vec::new();
    for (i, of) in sections.iter().enumerate() {
        shown.push(section(of, i, language)?);
    }
    let named: Vec<(usize, &str)> = sections
        .iter()
        .enumerate()
        .filter_map(|(i, section)| Some((i, section.title()?)))
        .skip_while(|(i, _)| *i == 0)
        .collect();
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "provenu " (env!("CARGO_PKG_VERSION")) };
                title { (document.about.as_deref().unwrap_or(&document.title)) }
                style { (PreEscaped(style)) }
            }
            body {
                a.skip href="#answer" { (texts.skip) }
                header {
                    @if let Some(about) = &document.about { p.about { (about) } }
                    h1 { (document.title) }
                }
                main #answer {
                    @for (i, section) in shown.iter().enumerate() {
                        (section)
                        @if i == 0 && named.len() > 2 { (contents(&named, texts.contents)) }
                    }
                }
            }
        }
    };
    Ok(page.into_string())
}

/// Links to the sections.
fn contents(named: &[(usize, &str)], title: &str) -> Markup {
    html! {
        nav.contents aria-label=(title) {
            p { (title) }
            ul { @for (i, title) in named { li { a href={ "#s" (i) } { (title) } } } }
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
