//! A picture as part of a page, which decides on its colours and its font.

use super::canvas::{Around, COLOURS, FAMILY, RGBColor, RawSvg, SIZE, Spot, Tint};
use super::error::PlotError;
use super::labelled::{Shown, body, escaped, labelled};
use super::merged::merged;
use crate::document::DataTable;
use crate::document::picture::Picture;
use std::fmt::Write;

/// A picture as SVG to stand in an HTML page: as wide as its place, without a ground, its colours those of the page's
/// [`inline_styles`], its font the page's 'Open Sans'. Its ids begin with the picture's name.
///
/// # Errors
/// When drawing fails.
pub fn inline_svg(picture: &Picture) -> Result<String, PlotError> {
    let RawSvg { svg, tints, spots, reach: (top, bottom) } = super::drawn(picture, Around::Nothing)?;
    let ground = format!("<rect x=\"0\" y=\"0\" width=\"{}\" height=\"{}\" ", SIZE.0, SIZE.1);
    let mut shapes = String::with_capacity(svg.len());
    let mut lines = body(&svg).lines();
    if let Some(first) = lines.next().filter(|line| !line.starts_with(&ground)) {
        classed(first, &tints, &mut shapes);
    }
    lines.for_each(|line| classed(line, &tints, &mut shapes));
    let mut shapes = merged(&shapes);
    let table = picture.table.as_ref().filter(|_| !spots.is_empty());
    if let (Some(table), Some(end)) = (table, shapes.rfind("</svg>")) {
        shapes.truncate(end);
        for spot in &spots {
            tip(spot, table, (top, bottom), spots.len() <= MOST_IN_FOCUS, &mut shapes);
        }
        shapes.push_str("</svg>\n");
    }
    Ok(labelled(picture, Shown::Part { top, bottom }, &shapes))
}

/// Parts that take the focus one after another at most; of more each shows its figures under the pointer, and all are in the table.
const MOST_IN_FOCUS: usize = 16;
/// Between the lines of a tip, and its letters, about.
const TIP_LINE: i32 = 40;
const TIP_LETTER: i32 = 17;
/// Lines of a tip at most.
const MOST_LINES: usize = 9;

/// A part of a picture that shows a row of its table under the pointer or in focus.
fn tip(spot: &Spot, table: &DataTable, (top, bottom): (i32, i32), focus: bool, shapes: &mut String) {
    let Some(row) = table.rows.get(spot.row) else { return };
    let mut cells =
        row.cells.iter().zip(&table.columns).map(|(cell, column)| (cell.text.as_str(), column.title.as_str()));
    let name = cells.next().map_or("", |(name, _)| name);
    let told = cells.filter(|(text, _)| !text.is_empty()).map(|(text, title)| format!("{title}: {text}"));
    let lines: Vec<String> = std::iter::once(name.to_owned()).chain(told).take(MOST_LINES).collect();
    let ((left, from), (right, to)) = (spot.from, spot.to);
    let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) as i32;
    let (wide, tall) = (widest * TIP_LETTER + 40, lines.len() as i32 * TIP_LINE + 24);
    let middle = i32::midpoint(left, right);
    // Beside the part, on the side where there is room.
    let x = if middle < SIZE.0 / 2 { middle + 30 } else { middle - 30 - wide }.clamp(0, (SIZE.0 - wide).max(0));
    let y = (i32::midpoint(from, to) - tall / 2).clamp(top, (bottom - tall).max(top));
    let (width, height) = (right - left, to - from);
    let label = escaped(&lines.join("; "));
    let focus = if focus { " tabindex=\"0\"" } else { "" };
    let _ = write!(
        shapes,
        "<g class=\"spot\" role=\"img\" aria-label=\"{label}\"{focus}>\
         <rect class=\"place\" x=\"{left}\" y=\"{from}\" width=\"{width}\" height=\"{height}\"/>\
         <g class=\"tip\"><rect class=\"f-ground s-muted\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\"/>"
    );
    for (i, line) in lines.iter().enumerate() {
        let weight = if i == 0 { " font-weight=\"bold\"" } else { "" };
        let baseline = y + 44 + i as i32 * TIP_LINE;
        let _ = write!(
            shapes,
            "<text class=\"f-ink\" x=\"{}\" y=\"{baseline}\" font-size=\"30\"{weight}>{}</text>",
            x + 20,
            escaped(line)
        );
    }
    shapes.push_str("</g></g>\n");
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
    styles += ".spot .place{fill:transparent}.spot .tip{visibility:hidden;pointer-events:none}\
               .spot:hover .tip,.spot:focus .tip{visibility:visible}.spot .tip rect{stroke-width:2}\n";
    styles
}

/// A line of an SVG, its colour turned into a class. What is drawn in a tint is drawn in the ground's colour and, with that
/// opacity, in its own, so that nothing beneath shows through.
fn classed(line: &str, tints: &[Tint], shapes: &mut String) {
    let line = line.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
    let line = line.replace(&format!(" font-family=\"{FAMILY}\""), "").replace("30.000000000000004", "30");
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
        // Bars side by side share one shape of ground.
        assert!(tinted >= 4 && ground >= 2, "{ground} under {tinted}");
        let styles = inline_styles();
        for class in svg.lines().filter(is_tag).filter_map(|line| line.split_once("class=\"")?.1.split_once('"')) {
            assert!(class.0 == "chart" || styles.contains(&format!(".{}{{", class.0)), "{}", class.0);
        }
    }

    #[test]
    fn both_kinds_say_what_they_show_and_are_well_formed() {
        let alone = super::super::svg(&picture()).expect("drawn");
        // Parts of an inline picture take the focus, which those of an image may not.
        for (svg, role) in [(inline_svg(&picture()).expect("drawn"), "group"), (alone, "img")] {
            let read = resvg::usvg::roxmltree::Document::parse(&svg).expect("XML");
            let root = read.root_element();
            let labels = root.attribute("aria-labelledby").expect("labelled");
            let told: Vec<&str> = labels
                .split(' ')
                .filter_map(|id| read.descendants().find(|node| node.attribute("id") == Some(id))?.text())
                .collect();
            assert_eq!(told, ["<script>alert(1)</script> & \"more\" ", "Tab ]]> & <desc>"]);
            assert_eq!((root.attribute("role"), root.attribute("lang")), (Some(role), Some("da")));
        }
    }
}
