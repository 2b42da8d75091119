//! From SVG to PNG.

use super::PlotError;
use super::canvas::{REGULAR, SEMIBOLD, SIZE};
use resvg::{tiny_skia, usvg};

/// Rasterises one of our SVGs at twice the size it is shown at.
///
/// # Errors
/// When the SVG cannot be read or the picture not be encoded.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    let mut options = usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(SEMIBOLD.to_vec());
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PlotError(error.to_string()))?;
    let size = (SIZE.0 as u32, SIZE.1 as u32);
    let mut pixels =
        tiny_skia::Pixmap::new(size.0, size.1).ok_or_else(|| PlotError("a picture of no size".to_owned()))?;
    let scale = size.0 as f32 / tree.size().width();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels).map_err(|error| PlotError(error.to_string()))
}

/// The pixels as PNG, without the alpha channel: our sheets are opaque. Fast compression suits flat areas of colour.
fn encode(pixels: &tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let rgb: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(bytes)
}
