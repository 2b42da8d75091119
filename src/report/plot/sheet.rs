//! A sheet that is drawn on: plotters' SVG backend, without what plotters builds on it for charts, which in a browser would bind to
//! the page.

use super::error::PlotError;
use super::measure::DRAWN_LINE_HEIGHT;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use plotters_svg::SVGBackend;
use std::cell::RefCell;
use std::convert::Infallible;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RGBColor(pub u8, pub u8, pub u8);

/// The sheet as it is filled.
pub(super) const WHITE: RGBColor = RGBColor(255, 255, 255);

impl RGBColor {
    fn opaque(self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (self.0, self.1, self.2) }
    }
}

/// A point of a sheet, in whole pixels from its upper left corner.
pub(super) type Point = (i32, i32);

/// The sheet. What lies beyond its edges is drawn at them.
pub(super) struct Sheet<'a> {
    backend: RefCell<SVGBackend<'a>>,
    size: Point,
}

impl<'a> Sheet<'a> {
    /// A white sheet writing to `svg`.
    pub fn new(svg: &'a mut String, size: Point) -> Result<Self, PlotError> {
        let backend = RefCell::new(SVGBackend::with_string(svg, (size.0 as u32, size.1 as u32)));
        let sheet = Self { backend, size };
        sheet.rectangle((0, 0), size, WHITE)?;
        Ok(sheet)
    }

    /// Ends the SVG.
    pub fn finish(&self) -> Result<(), PlotError> {
        Ok(self.backend.borrow_mut().present()?)
    }

    /// A line through points.
    pub fn path(&self, points: &[Point], colour: RGBColor, width: u32) -> Result<(), PlotError> {
        let points = points.iter().map(|point| self.within(*point));
        Ok(self.backend.borrow_mut().draw_path(points, &Stroke { colour, width })?)
    }

    /// A filled shape.
    pub fn polygon(&self, points: &[Point], colour: RGBColor) -> Result<(), PlotError> {
        let points = points.iter().map(|point| self.within(*point));
        Ok(self.backend.borrow_mut().fill_polygon(points, &colour.opaque())?)
    }

    /// A filled rectangle between two corners.
    pub fn rectangle(&self, from: Point, to: Point, colour: RGBColor) -> Result<(), PlotError> {
        let [from, to] = [from, to].map(|point| self.within(point));
        let (upper, lower) = ((from.0.min(to.0), from.1.min(to.1)), (from.0.max(to.0), from.1.max(to.1)));
        Ok(self.backend.borrow_mut().draw_rect(upper, lower, &colour.opaque(), true)?)
    }

    /// A line of text, vertically centred on a point.
    pub fn text(&self, text: &str, at: Point, style: &TextStyle) -> Result<(), PlotError> {
        Ok(self.backend.borrow_mut().draw_text(text, style, at)?)
    }

    fn within(&self, (x, y): Point) -> Point {
        (x.clamp(0, self.size.0), y.clamp(0, self.size.1))
    }
}

/// A line through points as dashes of a length, with gaps between them.
pub(super) fn dashes(points: &[Point], dash: f32, gap: f32) -> Vec<Vec<Point>> {
    let whole = |(x, y): (f32, f32)| (x.round() as i32, y.round() as i32);
    let Some((first, rest)) = points.split_first() else { return Vec::new() };
    let mut here = (first.0 as f32, first.1 as f32);
    let mut all = Vec::new();
    let mut open = vec![whole(here)];
    // How far the current dash or gap has come.
    let (mut solid, mut gone) = (true, 0.0f32);
    for point in rest {
        let end = (point.0 as f32, point.1 as f32);
        while here != end {
            let (dx, dy) = (end.0 - here.0, end.1 - here.1);
            let (ahead, length) = (dx.hypot(dy), if solid { dash } else { gap });
            let left = length - gone;
            if left < ahead {
                let share = left / ahead;
                here = (here.0 + dx * share, here.1 + dy * share);
                gone += left;
            } else {
                here = end;
                gone += ahead;
            }
            if solid {
                open.push(whole(here));
            }
            if gone >= length {
                if solid {
                    all.push(std::mem::take(&mut open));
                } else {
                    open.push(whole(here));
                }
                (solid, gone) = (!solid, 0.0);
            }
        }
    }
    if open.len() > 1 {
        all.push(open);
    }
    all
}

struct Stroke {
    colour: RGBColor,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.colour.opaque()
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How a text looks.
pub(super) struct TextStyle {
    /// Its font.
    pub family: &'static str,
    /// Its size in pixels.
    pub size: i32,
    /// Its colour.
    pub colour: RGBColor,
    /// Which part of it lies on its point.
    pub anchor: HPos,
    /// Whether it is bold.
    pub bold: bool,
}

impl BackendTextStyle for TextStyle {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.colour.opaque()
    }

    fn size(&self) -> f64 {
        f64::from(self.size) * DRAWN_LINE_HEIGHT
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.anchor, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    // An SVG holds text, which is neither laid out nor painted here.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _at: Point,
        _draw: D,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

impl<E: std::error::Error + Send + Sync> From<DrawingErrorKind<E>> for PlotError {
    fn from(error: DrawingErrorKind<E>) -> Self {
        Self(error.to_string())
    }
}
