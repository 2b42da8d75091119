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
    drop_alpha(pixels);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&pixels[..3 * count])?;
    Ok(bytes)
}

const _: () = assert!(SIZE.0 * SIZE.1 % 4 == 0, "pixels are packed four at a time");

/// Moves the colours of all pixels to the front, three bytes each; the number of pixels is a multiple of four.
fn drop_alpha(pixels: &mut [u8]) {
    for four in 0..pixels.len() / 16 {
        // Four at a time, as words: byte by byte takes longer.
        let words = pixels[16 * four..16 * four + 16].as_chunks::<4>().0;
        let [a, b, c, d] = [words[0], words[1], words[2], words[3]].map(u32::from_le_bytes);
        let colours = [a & 0xFF_FFFF | b << 24, b >> 8 & 0xFFFF | c << 16, c >> 16 & 0xFF | d << 8];
        let target = &mut pixels[12 * four..12 * four + 12];
        target[..4].copy_from_slice(&colours[0].to_le_bytes());
        target[4..8].copy_from_slice(&colours[1].to_le_bytes());
        target[8..].copy_from_slice(&colours[2].to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_alpha_goes() {
        let mut pixels: Vec<u8> = (0..64).collect();
        drop_alpha(&mut pixels);
        let colours: Vec<u8> = (0..64).filter(|byte| byte % 4 != 3).collect();
        assert_eq!(pixels[..48], colours);
    }
}
