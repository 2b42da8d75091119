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
    /// That of some pixels, with the number of each one's colour; none where they have too many.
    pub fn of(pixels: &[u8], numbers: &mut [u8]) -> Option<Self> {
        let mut palette = Self { colours: Vec::new(), places: Box::new([FREE; PLACES]) };
        let (pixels, _) = pixels.as_chunks::<4>();
        let mut last = u32::from_le_bytes(*pixels.first()?);
        let mut number = palette.number(last)?;
        for (some, targets) in pixels.chunks(ALIKE).zip(numbers.chunks_mut(ALIKE)) {
            // Most are of one colour: no branch for each of them.
            let differs = some.iter().fold(0, |differs, &pixel| differs | (u32::from_le_bytes(pixel) ^ last));
            if differs == 0 {
                targets.fill(number);
                continue;
            }
            for (&pixel, target) in some.iter().zip(targets) {
                let colour = u32::from_le_bytes(pixel);
                if colour != last {
                    (last, number) = (colour, palette.number(colour)?);
                }
                *target = number;
            }
        }
        Some(palette)
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
