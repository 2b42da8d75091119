//! Probabilities as dots and bars out of a hundred, and figures that stand alone.

use crate::document::{Ending, Hundred, HundredRow, KeyFigure};
use maud::{Markup, html};

/// Distance between the centres of dots.
const STEP: usize = 22;
/// Dots in a row.
const ROW: usize = 10;

/// A hundred dots in groups, with what each group is.
pub(super) fn hundred(hundred: &Hundred) -> Markup {
    let dots = hundred.groups.iter().flat_map(|group| std::iter::repeat_n(group.end, group.dots));
    let size = STEP * ROW;
    html! {
        figure.hundred {
            svg.dots viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(hundred.description) {
                @for (i, end) in dots.enumerate() {
                    (dot(end, i % ROW * STEP + STEP / 2, i / ROW * STEP + STEP / 2))
                }
            }
            ul.legend {
                @for group in &hundred.groups {
                    li {
                        svg.dot viewBox={ "0 0 " (STEP) " " (STEP) } aria-hidden="true" {
                            (dot(group.end, STEP / 2, STEP / 2))
                        }
                        strong { (group.count) } " " (group.told)
                    }
                }
            }
        }
    }
}

/// A dot: how it ends is told by its shape as well as by its colour.
fn dot(end: Ending, x: usize, y: usize) -> Markup {
    html! {
        @match end {
            Ending::Gain => circle.gain cx=(x) cy=(y) r="8" {},
            Ending::Zero => rect.zero x=(x - 6) y=(y - 2) width="12" height="4" {},
            Ending::Loss => circle.loss cx=(x) cy=(y) r="6.5" {},
        }
    }
}

/// A bar of a hundred for each row.
pub(super) fn rows(rows: &[HundredRow]) -> Markup {
    html! {
        ul.rows {
            @for row in rows {
                li class=[row.own.then_some("own")] {
                    span.name { (row.name) @if let Some(beneath) = &row.beneath { span.beneath { (beneath) } } }
                    @if let Some(share) = row.share {
                        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                            rect.ground x="0" y="0" width="100" height="10" {}
                            rect.filled x="0" y="0" width=(format!("{:.1}", share * 100.0)) height="10" {}
                            rect.half x="49.8" y="0" width="0.4" height="10" {}
                        }
                    }
                    span.told { (row.told) }
                }
            }
        }
    }
}

/// Figures of the same size.
pub(super) fn figures(figures: &[KeyFigure]) -> Markup {
    html! {
        dl.figures {
            @for figure in figures {
                div {
                    dt { (figure.name) }
                    dd class={ "figure " (class(figure.end)) } { (figure.figure) }
                    dd.told { (figure.told) }
                }
            }
        }
    }
}

fn class(end: Ending) -> &'static str {
    match end {
        Ending::Gain => "gain",
        Ending::Zero => "zero",
        Ending::Loss => "loss",
    }
}
