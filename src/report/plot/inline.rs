//! A picture as part of a page, which decides on its colours and its font.

use super::canvas::{COLOURS, Drawn, FAMILY, SIZE, Tint};
use super::error::PlotError;
use super::labelled::{body, labelled};
use crate::document::picture::Picture;
use plotters::style::RGBColor;
use std::fmt::Write;

/// A picture as SVG to stand in an HTML page: as wide as its place, without a ground, its colours those of the page's
/// [`inline_styles`], its font the page's 'Open Sans'. Its ids begin with the picture's name.
///
/// # Errors
/// When drawing fails.
pub fn inline_svg(picture: &Picture) -> Result<String, PlotError> {
    let Drawn { svg, tints } = super::drawn(picture)?;
    let ground = format!("<rect x=\"0\" y=\"0\" width=\"{}\" height=\"{}\" ", SIZE.0, SIZE.1);
    let mut shapes = String::with_capacity(svg.len());
    let mut lines = body(&svg).lines();
    if let Some(first) = lines.next().filter(|line| !line.starts_with(&ground)) {
        classed(first, &tints, &mut shapes);
    }
    lines.for_each(|line| classed(line, &tints, &mut shapes));
    Ok(labelled(picture, false, &shapes))
}

/// The style sheet of inline pictures: a class for each colour as fill (`f-gain`) and as stroke (`s-gain`). A page sets the custom
/// properties `--ink`, `--muted`, `--grid`, `--gain`, `--loss`, `--accent` and `--ground`, for a dark ground or for print; without them
/// the colours are those of the pictures on disk.
#[must_use]
pub fn inline_styles() -> String {
    let mut styles = String::new();
    for (name, colour) in COLOURS {
        let value = format!("var(--{name},{})", hex(colour));
        let _ = writeln!(styles, ".f-{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}");
    }
    styles
}

/// A line of an SVG, its colour turned into a class. What is drawn in a tint is drawn in the ground's colour and, with that
/// opacity, in its own, so that nothing beneath shows through.
fn classed(line: &str, tints: &[Tint], shapes: &mut String) {
    let line = line.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
    let line = line.replace(&format!(" font-family=\"{FAMILY}\""), "");
    // Text is escaped, so that a quoted colour can only stand in a tag.
    let found = [("fill=\"", 'f'), ("stroke=\"", 's')].into_iter().find_map(|(attribute, class)| {
        let (before, rest) = line.split_once(attribute)?;
        let (colour, after) = rest.split_once('"').filter(|(colour, _)| colour.starts_with('#'))?;
        Some((before, class, colour, after))
    });
    let Some((before, class, colour, after)) = found else {
        let _ = writeln!(shapes, "{line}");
        return;
    };
    let mut shape = |name: &str, more: &str| {
        let _ = writeln!(shapes, "{before}class=\"{class}-{name}\"{more}{after}");
    };
    let named = |is: &dyn Fn(RGBColor) -> bool| COLOURS.iter().find(|known| is(known.1)).map_or("ink", |known| known.0);
    match tints.iter().find(|tint| hex(tint.mixed) == colour && tint.share > 0.0) {
        Some(tint) => {
            shape("ground", "");
            shape(named(&|known| known == tint.colour), &format!(" fill-opacity=\"{:.3}\"", tint.share));
        }
        None => shape(named(&|known| hex(known) == colour), ""),
    }
}

fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::picture::{AmountHistogram, Bars, Drawing, Marker};
    use crate::document::{Language, MoneyAxis};

    fn picture() -> Picture {
        let marker = |value: f64| Marker { value, label: "<b>fill=\"#CF5F2B\"</b>\u{7}".into() };
        Picture {
            name: "net_benefit",
            language: Language::Danish,
            title: "<script>alert(1)</script> & \"more\"\u{1}".into(),
            scenario: "x</title>".into(),
            footer: String::new(),
            description: "Tab ]]> & <desc>".into(),
            table: None,
            drawing: Drawing::Histogram(AmountHistogram {
                money: MoneyAxis::covering([-2e6, 3e6], "kr.", Language::Danish),
                bars: Bars { from: -2e6, width: 1e6, heights: vec![0.1, 0.2, 0.3, 0.3, 0.1] },
                odds: Ok(["loss".into(), "gain".into()]),
                median: marker(4e5),
                expected: marker(1e6),
                beyond: [None, None],
            }),
        }
    }

    #[test]
    fn an_inline_picture_has_its_colours_from_the_page_and_its_texts_as_text() {
        let svg = inline_svg(&picture()).expect("drawn");
        let is_tag = |line: &&str| line.starts_with('<');
        assert!(
            svg.lines().filter(is_tag).all(|line| !line.contains("=\"#") && line.matches("class=").count() <= 1),
            "{svg}"
        );
        for missing in ["<script", "font-family", "<rect x=\"0\" y=\"0\"", "width=\"1000\"", "<b>", "\u{1}", "\u{7}"] {
            assert!(!svg.contains(missing), "{missing}");
        }
        let (ground, tinted) =
            (svg.matches("class=\"f-ground\"").count(), svg.matches("fill-opacity=\"0.850\"").count());
        assert!(tinted >= 5 && ground >= tinted, "{ground} of {tinted}");
        let styles = inline_styles();
        for class in svg.lines().filter(is_tag).filter_map(|line| line.split_once("class=\"")?.1.split_once('"')) {
            assert!(class.0 == "chart" || styles.contains(&format!(".{}{{", class.0)), "{}", class.0);
        }
    }

    #[test]
    fn both_kinds_say_what_they_show_and_are_well_formed() {
        for svg in [inline_svg(&picture()).expect("drawn"), super::super::svg(&picture()).expect("drawn")] {
            let read = resvg::usvg::roxmltree::Document::parse(&svg).expect("XML");
            let root = read.root_element();
            let labels = root.attribute("aria-labelledby").expect("labelled");
            let told: Vec<&str> = labels
                .split(' ')
                .filter_map(|id| read.descendants().find(|node| node.attribute("id") == Some(id))?.text())
                .collect();
            assert_eq!(told, ["<script>alert(1)</script> & \"more\" ", "Tab ]]> & <desc>"]);
            assert_eq!((root.attribute("role"), root.attribute("lang")), (Some("img"), Some("da")));
        }
    }
}
