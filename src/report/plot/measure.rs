//! How wide a text is in the embedded font.

use super::error::PlotError;
use ab_glyph::{Font, FontRef, GlyphId, ScaleFont};
use std::sync::OnceLock;

/// The fonts without the outlines of their letters.
const REGULAR: &[u8] = include_bytes!("../fonts/OpenSans-Regular.metrics.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/OpenSans-Semibold.metrics.ttf");

/// Line height over the size of the text, in Open Sans.
const LINE_HEIGHT: f64 = 1.362;
/// plotters takes a line height and draws text at 1/1.24 of it.
pub(super) const DRAWN_LINE_HEIGHT: f64 = 1.24;

/// Both weights of the embedded font.
#[derive(Debug)]
pub(super) struct Fonts {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

impl Fonts {
    /// The embedded ones, read once.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn embedded() -> Result<&'static Self, PlotError> {
        static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
        let read = || {
            let [regular, bold] = [REGULAR, SEMIBOLD].map(|bytes| FontRef::try_from_slice(bytes).ok());
            Some(Self { regular: regular?, bold: bold? })
        };
        FONTS.get_or_init(read).as_ref().ok_or_else(|| PlotError("the embedded font is damaged".into()))
    }

    /// Width of a line of text of a size, in pixels, rounded up.
    pub fn width(&self, text: &str, size: i32, bold: bool) -> i32 {
        let font = if bold { &self.bold } else { &self.regular };
        let font = font.as_scaled((f64::from(size) * DRAWN_LINE_HEIGHT) as f32);
        let mut before: Option<GlyphId> = None;
        let mut pixels = 0.0f32;
        for letter in text.chars() {
            let glyph = font.glyph_id(letter);
            pixels += font.h_advance(glyph);
            pixels += before.map_or(0.0, |before| font.kern(before, glyph));
            before = Some(glyph);
        }
        (f64::from(pixels as i32) * (LINE_HEIGHT / DRAWN_LINE_HEIGHT)).ceil() as i32
    }
}
