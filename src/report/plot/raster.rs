//! From SVG to PNG.

use super::canvas::SIZE;
use super::error::PlotError;
use super::palette::Palette;
use crate::parallel::Pool;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// Makes PNGs of our SVGs. Threads may use one together; it keeps its memory from picture to picture, since to get 10 MB
/// afresh takes longer than to paint them.
#[derive(Debug, Default)]
pub struct Rasteriser {
    /// Room for the pixels of a picture, four bytes each.
    sheets: Pool<Vec<u8>>,
}

impl Rasteriser {
    /// Rasterises one of our SVGs at twice the size it is shown at.
    ///
    /// # Errors
    /// When the SVG cannot be read or the picture not be encoded.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, PlotError> {
        let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
        // Rectangles lie on whole pixels: smoothing their edges would take its time and change nothing.
        let svg = svg.replace("<rect ", "<rect shape-rendering=\"crispEdges\" ");
        let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| PlotError(error.to_string()))?;
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

const REGULAR: &[u8] = include_bytes!("../fonts/OpenSans-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/OpenSans-Semibold.ttf");

/// The fonts of our SVGs, read once.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(SEMIBOLD.to_vec());
    Arc::new(fonts)
});

/// The pixels as PNG: by palette where they have few colours, as most of our pictures do, else without the alpha channel, our
/// sheets being opaque. Fast compression suits flat areas of colour. Nothing is left of the pixels.
fn encode(pixels: &mut [u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::with_capacity(ROOM);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let data = if let Some(palette) = Palette::replace(pixels) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.bytes());
        // A row is mostly what the row above it is.
        encoder.set_filter(png::Filter::Up);
        &pixels[..pixels.len() / 4]
    } else {
        encoder.set_color(png::ColorType::Rgb);
        drop_alpha(pixels)
    };
    encoder.write_header()?.write_image_data(data)?;
    Ok(bytes)
}

/// What a PNG of ours may take, about. Growing into it would take memory afresh, step by step.
const ROOM: usize = 1 << 18;

const _: () = assert!(SIZE.0 * SIZE.1 % 4 == 0, "pixels are packed four at a time");

/// Moves the colours of all pixels to the front, three bytes each; the number of pixels is a multiple of four.
fn drop_alpha(pixels: &mut [u8]) -> &[u8] {
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
    &pixels[..pixels.len() / 4 * 3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_alpha_goes() {
        let mut pixels: Vec<u8> = (0..64).collect();
        let colours: Vec<u8> = (0..64).filter(|byte| byte % 4 != 3).collect();
        assert_eq!(drop_alpha(&mut pixels), colours);
    }

    /// What a PNG shows, three bytes a pixel.
    fn shown(png: &[u8]) -> (png::ColorType, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        let stored = decoder.read_header_info().expect("a PNG").color_type;
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("of a size")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        bytes.truncate(info.buffer_size());
        (stored, bytes)
    }

    #[test]
    fn few_colours_become_a_palette_and_many_stay_as_they_are() {
        let (width, height) = (100, 40);
        for (colours, stored) in
            [(1, png::ColorType::Indexed), (256, png::ColorType::Indexed), (257, png::ColorType::Rgb)]
        {
            // Runs of all lengths, in which every colour comes up.
            let colour = |i: u32| (i / 7 % colours * 0x01_3579).to_le_bytes();
            let mut pixels: Vec<u8> =
                (0..width * height).flat_map(|i| [colour(i)[0], colour(i)[1], colour(i)[2], 255]).collect();
            let wanted: Vec<u8> = pixels.chunks(4).flat_map(|pixel| pixel[..3].to_vec()).collect();
            let png = encode(&mut pixels, width, height).expect("encoded");
            assert_eq!(shown(&png), (stored, wanted), "{colours}");
        }
    }
}
