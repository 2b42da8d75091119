//! From SVG to PNG.

use super::PlotError;
use super::canvas::{REGULAR, SEMIBOLD, SIZE};
use crate::parallel::Pool;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// Makes PNGs of our SVGs. Threads may use one together; it keeps its memory from picture to picture, since to get 10 MB
/// afresh takes longer than to paint them.
#[derive(Debug, Default)]
pub struct Rasteriser {
    sheets: Pool<Vec<u8>>,
}

impl Rasteriser {
    /// Rasterises one of our SVGs at twice the size it is shown at.
    ///
    /// # Errors
    /// When the SVG cannot be read or the picture not be encoded.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, PlotError> {
        let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PlotError(error.to_string()))?;
        let (width, height) = (SIZE.0 as u32, SIZE.1 as u32);
        let mut sheet = self.sheets.take(|| vec![0; 4 * width as usize * height as usize]);
        let mut pixels = tiny_skia::PixmapMut::from_bytes(&mut sheet, width, height)
            .ok_or_else(|| PlotError("a picture of no size".to_owned()))?;
        pixels.fill(tiny_skia::Color::WHITE);
        let scale = width as f32 / tree.size().width();
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels);
        let encoded = encode(&mut sheet, width, height);
        self.sheets.put_back(sheet);
        encoded.map_err(|error| PlotError(error.to_string()))
    }
}

/// The fonts of our SVGs, read once.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(SEMIBOLD.to_vec());
    Arc::new(fonts)
});

/// The pixels as PNG, without the alpha channel: our sheets are opaque. Fast compression suits flat areas of colour. Nothing
/// is left of the pixels.
fn encode(pixels: &mut [u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let count = pixels.len() / 4;
    for pixel in 0..count {
        pixels.copy_within(4 * pixel..4 * pixel + 3, 3 * pixel);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&pixels[..3 * count])?;
    Ok(bytes)
}
