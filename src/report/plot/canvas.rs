//! The sheet a picture is drawn on: size, colours, fonts, title and footer.

use super::error::PlotError;
pub(super) use super::labelled::SIZE;
use super::labelled::{Shown, body, known_to_xml, labelled};
use super::measure::Fonts;
pub(super) use super::sheet::RGBColor;
use super::sheet::{Sheet, TextStyle, WHITE, dashes};
use crate::document::Language;
use crate::document::picture::Picture;
use crate::report::words;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plotters_backend::text_anchor::HPos;
use std::cell::{Cell, RefCell};

pub(super) const FAMILY: &str = "Open Sans";
pub(in crate::report) const REGULAR_WEB: &[u8] = include_bytes!("../fonts/OpenSans-Regular.woff2");
pub(in crate::report) const SEMIBOLD_WEB: &[u8] = include_bytes!("../fonts/OpenSans-Semibold.woff2");

pub(super) const INK: RGBColor = RGBColor(33, 37, 41);
pub(super) const MUTED: RGBColor = RGBColor(96, 103, 112);
pub(super) const GRID: RGBColor = RGBColor(226, 229, 233);
/// Gain and loss, told apart by people with any colour vision.
pub(super) const GAIN: RGBColor = RGBColor(31, 103, 155);
pub(super) const LOSS: RGBColor = RGBColor(207, 95, 43);
pub(super) const ACCENT: RGBColor = RGBColor(150, 40, 110);
/// All of them, and the sheet, by the names that a page gives them.
pub(super) const COLOURS: [(&str, RGBColor); 7] = [
    ("ink", INK),
    ("muted", MUTED),
    ("grid", GRID),
    ("gain", GAIN),
    ("loss", LOSS),
    ("accent", ACCENT),
    ("ground", WHITE),
];

/// Text sizes in pixels of the sheet.
pub(super) const TITLE: i32 = 56;
pub(super) const BODY: i32 = 36;
pub(super) const SMALL: i32 = 30;

/// What stays free at the edges of the sheet.
const EDGE: i32 = 20;

/// Which part of a text lies on the given point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Left,
    Centre,
    Right,
}

/// A sheet with its title and footer drawn.
pub(super) struct Canvas<'a> {
    area: Sheet<'a>,
    fonts: &'static Fonts,
    /// In which numbers are written.
    pub language: Language,
    tints: RefCell<Vec<Tint>>,
    spots: RefCell<Vec<Spot>>,
    reach: Cell<(i32, i32)>,
}

/// A picture as plotters leaves it.
pub(super) struct RawSvg {
    pub svg: String,
    /// The colours in it that are not pure.
    pub tints: Vec<Tint>,
    /// Where a row of the picture's table is shown.
    pub spots: Vec<Spot>,
    /// The highest and the lowest line of pixels that anything is drawn on, title and footer apart.
    pub reach: (i32, i32),
}

/// A rectangle of the sheet that shows a row of the picture's table.
pub(super) struct Spot {
    pub row: usize,
    pub from: (i32, i32),
    pub to: (i32, i32),
}

/// What surrounds a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Its title, the scenario and the footer.
    Titles,
    /// Nothing: a page says it beside the picture.
    Nothing,
}

/// So much of a colour on the sheet's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tint {
    pub mixed: RGBColor,
    pub colour: RGBColor,
    pub share: f64,
}

impl<'a> Canvas<'a> {
    /// A picture, its sheet filled by `draw`.
    pub fn drawn(
        picture: &Picture,
        around: Around,
        draw: impl FnOnce(&Canvas<'_>) -> Result<(), PlotError>,
    ) -> Result<RawSvg, PlotError> {
        let mut svg = String::new();
        let (tints, spots, reach) = {
            let canvas = Canvas::new(&mut svg, picture, around)?;
            draw(&canvas)?;
            canvas.area.finish()?;
            (canvas.tints.take(), canvas.spots.take(), canvas.reach.get())
        };
        Ok(RawSvg { svg, tints, spots, reach })
    }

    /// A fresh sheet writing to `svg`.
    fn new(svg: &'a mut String, picture: &Picture, around: Around) -> Result<Self, PlotError> {
        let area = Sheet::new(svg, SIZE)?;
        let (tints, spots, reach) = (RefCell::default(), RefCell::default(), Cell::new((SIZE.1, 0)));
        let canvas = Self { area, fonts: Fonts::embedded()?, language: picture.language, tints, spots, reach };
        if around == Around::Nothing {
            return Ok(canvas);
        }
        let title = canvas.fitted(&picture.title, TITLE, true, SIZE.0 - 160);
        canvas.text(&title, (80, 70), TITLE, INK, Anchor::Left, true)?;
        let scenario = canvas.fitted(&picture.scenario, BODY, false, SIZE.0 - 160);
        canvas.text(&scenario, (80, 136), BODY, MUTED, Anchor::Left, false)?;
        let footer = canvas.fitted(&picture.footer, SMALL - 4, false, SIZE.0 - 140);
        canvas.text(&footer, (SIZE.0 - 60, SIZE.1 - 34), SMALL - 4, MUTED, Anchor::Right, false)?;
        Ok(canvas)
    }

    /// Says that a rectangle shows a row of the picture's table.
    pub fn spot(&self, row: usize, from: (i32, i32), to: (i32, i32)) {
        self.spots.borrow_mut().push(Spot { row, from, to });
    }

    /// Remembers that something is drawn at a height, or half a size above and below it.
    fn reaches(&self, y: i32, half: i32) {
        let (top, bottom) = self.reach.get();
        self.reach.set((top.min(y - half), bottom.max(y + half)));
    }

    /// Writes a line of text, vertically centred on the point; what would not fit on the sheet is left out.
    pub fn text(
        &self,
        text: &str,
        at: (i32, i32),
        size: i32,
        colour: RGBColor,
        anchor: Anchor,
        bold: bool,
    ) -> Result<(), PlotError> {
        let (h, room) = match anchor {
            Anchor::Left => (HPos::Left, SIZE.0 - at.0),
            Anchor::Centre => (HPos::Center, 2 * at.0.min(SIZE.0 - at.0)),
            Anchor::Right => (HPos::Right, at.0),
        };
        let text = known_to_xml(&self.fitted(text, size, bold, room - EDGE));
        let style = TextStyle { family: FAMILY, size, colour, anchor: h, bold };
        if !text.is_empty() {
            self.reaches(at.1, size);
        }
        self.area.text(&text, at, &style)
    }

    /// Writes a line of text on a white ground, so that lines behind it do not run through it.
    pub fn text_on_white(
        &self,
        text: &str,
        at: (i32, i32),
        size: i32,
        colour: RGBColor,
        anchor: Anchor,
        bold: bool,
    ) -> Result<(), PlotError> {
        let width = self.width(text, size, bold);
        let left = match anchor {
            Anchor::Left => at.0,
            Anchor::Centre => at.0 - width / 2,
            Anchor::Right => at.0 - width,
        };
        let half = size * 6 / 10;
        if !text.is_empty() {
            self.rectangle((left - 6, at.1 - half), (left + width + 6, at.1 + half), WHITE, 1.0)?;
        }
        self.text(text, at, size, colour, anchor, bold)
    }

    /// Width of a line of text in pixels.
    pub fn width(&self, text: &str, size: i32, bold: bool) -> i32 {
        self.fonts.width(text, size, bold)
    }

    /// The text, shortened with an ellipsis to fit a width.
    pub fn fitted(&self, text: &str, size: i32, bold: bool, width: i32) -> String {
        if self.width(text, size, bold) <= width {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while !kept.is_empty() && self.width(&format!("{kept}…"), size, bold) > width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }

    /// The text on at most `most` lines of a width, broken between words; the last is cut with an ellipsis where more is left.
    pub fn wrapped(&self, text: &str, size: i32, width: i32, most: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in words(text) {
            let line = lines.last_mut().map(std::mem::take).unwrap_or_default();
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            lines.pop();
            if line.is_empty() || lines.len() + 1 >= most || self.width(&longer, size, true) <= width {
                lines.push(longer);
            } else {
                lines.extend([line, word.to_owned()]);
            }
        }
        lines.iter().map(|line| self.fitted(line, size, true, width)).collect()
    }

    /// A straight line.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor, width: u32) -> Result<(), PlotError> {
        self.path(&[from, to], colour, width)
    }

    /// A line through points.
    pub fn path(&self, points: &[(i32, i32)], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        for point in points {
            self.reaches(point.1, width as i32);
        }
        self.area.path(points, colour, width)
    }

    /// A dashed line through points.
    pub fn dashed(&self, points: &[(i32, i32)], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        for point in points {
            self.reaches(point.1, width as i32);
        }
        dashes(points, 22.0, 14.0).iter().try_for_each(|dash| self.area.path(dash, colour, width))
    }

    /// A filled shape, opaque: so much of a colour on white.
    pub fn fill(&self, points: &[(i32, i32)], colour: RGBColor, share: f64) -> Result<(), PlotError> {
        for point in points {
            self.reaches(point.1, 0);
        }
        self.area.polygon(points, self.tint(colour, share))
    }

    /// So much of a colour on white, which is remembered.
    fn tint(&self, colour: RGBColor, share: f64) -> RGBColor {
        let mixed = tint(colour, share);
        let mut tints = self.tints.borrow_mut();
        if mixed != colour && !tints.iter().any(|known| known.mixed == mixed) {
            tints.push(Tint { mixed, colour, share });
        }
        mixed
    }

    /// A filled rectangle, as [`Canvas::fill`].
    pub fn rectangle(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor, share: f64) -> Result<(), PlotError> {
        for point in [from, to] {
            self.reaches(point.1, 0);
        }
        self.area.rectangle(from, to, self.tint(colour, share))
    }
}

/// So much of a colour on white.
fn tint(RGBColor(red, green, blue): RGBColor, share: f64) -> RGBColor {
    let mix = |colour: u8| (255.0 - share * (255.0 - f64::from(colour))).round() as u8;
    RGBColor(mix(red), mix(green), mix(blue))
}

/// The finished SVG: shown at half the size it was drawn at, with its font inside.
pub(super) fn finished(picture: &Picture, svg: &str) -> String {
    let face = |weight: u32, font: &[u8]| {
        format!(
            "@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{}) format('woff2')}}",
            STANDARD.encode(font)
        )
    };
    let fonts = format!("<defs><style>{}{}</style></defs>\n", face(400, REGULAR_WEB), face(700, SEMIBOLD_WEB));
    // Everything is opaque.
    labelled(picture, Shown::Whole, &format!("{fonts}{}", body(svg).replace(" opacity=\"1\"", "")))
}
