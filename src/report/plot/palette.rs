//! Pictures of few colours: a number for each pixel's colour instead of the colour.

/// The colours of a picture, at most 256, in the order they come in.
pub(super) struct Palette {
    colours: Vec<u32>,
    /// Where a colour is looked for first, and then in the places after it: its number, or [`FREE`].
    places: Box<[u16; PLACES]>,
}

/// Four times as many as there are colours, so that most are found at once.
const PLACES: usize = 1024;
const FREE: u16 = u16::MAX;
/// Pixels that are looked at together.
const ALIKE: usize = 16;

impl Palette {
    /// That of some pixels of four bytes each, which the number of each one's colour takes the place of, a byte each from the
    /// beginning on. None where they have too many colours: then nothing is changed.
    pub fn replace(pixels: &mut [u8]) -> Option<Self> {
        let mut palette = Self { colours: Vec::new(), places: Box::new([FREE; PLACES]) };
        let count = pixels.len() / 4;
        let mut last = u32::from_le_bytes(*pixels.as_chunks::<4>().0.first()?);
        let mut number = palette.number(last)?;
        for from in (0..count).step_by(ALIKE) {
            // A number never lies beyond its pixel, so those that are still to come are as they were.
            let some = from..count.min(from + ALIKE);
            let mut colours = [last; ALIKE];
            let whole = pixels[4 * some.start..4 * some.end].as_chunks::<4>().0;
            for (colour, pixel) in colours.iter_mut().zip(whole) {
                *colour = u32::from_le_bytes(*pixel);
            }
            // Most are of one colour: no branch for each of them.
            let differs = colours.iter().fold(0, |differs, colour| differs | (colour ^ last));
            if differs == 0 {
                pixels[some].fill(number);
                continue;
            }
            for (place, &colour) in some.zip(&colours) {
                if colour != last {
                    let Some(its) = palette.number(colour) else {
                        palette.undo(pixels, place);
                        return None;
                    };
                    (last, number) = (colour, its);
                }
                pixels[place] = number;
            }
        }
        Some(palette)
    }

    /// Puts the first pixels back in place of their numbers.
    fn undo(&self, pixels: &mut [u8], numbered: usize) {
        // Backwards, so that no number is written over before it is read.
        for place in (0..numbered).rev() {
            let colour = self.colours[usize::from(pixels[place])];
            pixels[4 * place..4 * place + 4].copy_from_slice(&colour.to_le_bytes());
        }
    }

    /// The number of a colour, which may be a new one; none where there are too many.
    fn number(&mut self, colour: u32) -> Option<u8> {
        let mut place = (colour.wrapping_mul(0x9E37_79B9) >> 22) as usize;
        while self.places[place] != FREE {
            let number = self.places[place];
            if self.colours[usize::from(number)] == colour {
                return u8::try_from(number).ok();
            }
            place = (place + 1) % PLACES;
        }
        let number = u8::try_from(self.colours.len()).ok()?;
        self.places[place] = u16::from(number);
        self.colours.push(colour);
        Some(number)
    }

    /// Three bytes a colour, red, green and blue.
    pub fn bytes(&self) -> Vec<u8> {
        self.colours.iter().flat_map(|colour| colour.to_le_bytes().into_iter().take(3)).collect()
    }
}
