//! From SVG to PNG.

use super::PlotError;
use super::canvas::{REGULAR, SEMIBOLD, SIZE};
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// Rasterises one of our SVGs at twice the size it is shown at.
///
/// # Errors
/// When the SVG cannot be read or the picture not be encoded.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PlotError(error.to_string()))?;
    let size = (SIZE.0 as u32, SIZE.1 as u32);
    let mut pixels =
        tiny_skia::Pixmap::new(size.0, size.1).ok_or_else(|| PlotError("a picture of no size".to_owned()))?;
    let scale = size.0 as f32 / tree.size().width();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(pixels).map_err(|error| PlotError(error.to_string()))
}

/// The fonts of our SVGs, read once.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(SEMIBOLD.to_vec());
    Arc::new(fonts)
});

/// The pixels as PNG, without the alpha channel: our sheets are opaque. Fast compression suits flat areas of colour.
fn encode(pixels: tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (pixels.width(), pixels.height());
    // In their own place: fresh memory takes longer than the work.
    let mut rgb = pixels.take();
    for pixel in 0..rgb.len() / 4 {
        rgb.copy_within(4 * pixel..4 * pixel + 3, 3 * pixel);
    }
    rgb.truncate(rgb.len() / 4 * 3);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(bytes)
}
