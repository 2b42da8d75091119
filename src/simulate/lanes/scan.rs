//! Looking through the subjects of sixteen replications for the few whose arms differ.

use crate::random::{LANES, LaneAddress, Sums, Words, each_lane};

/// Subjects that share a block of half words.
pub const BLOCK: usize = 8;

/// Looks at one word per family, eight families to a block, for those with low ≤ word < high; both ends are at most 2³².
///
/// Tells of every block: its number, in each lane one bit for each of its families, the first lowest, set where the word
/// lies inside, and the upper halves of the words.
#[inline(always)]
pub fn scan(
    (address, year): (&LaneAddress, usize),
    replications: Words,
    families: &Words,
    (low, high): (&Sums, &Sums),
    mut tell: impl FnMut(usize, &Words, &[Words; BLOCK]),
) {
    let mut most = 0;
    for &families in families {
        most = families.max(most);
    }
    // The upper half of the first word inside, and how far from it that of the last one is; where there is none, no half is
    // that far.
    let first: Words = each_lane(|lane| if low[lane] < high[lane] { (low[lane] >> 16) as u32 } else { 1 });
    let span: Words = each_lane(|lane| {
        let last = (high[lane].wrapping_sub(1) >> 16) as u32;
        if low[lane] < high[lane] { last - first[lane] } else { u32::MAX }
    });
    let place = LaneAddress::place(year as u32, 0);
    for block in 0..most.div_ceil(BLOCK as u32) {
        let mut uppers = [[0; LANES]; BLOCK];
        let mut inside = [0; LANES];
        let mut doubts = false;
        for lane in 0..LANES {
            let halves = address.halves(block, place, replications[lane]);
            let missing = ((block + 1) * BLOCK as u32).saturating_sub(families[lane]).min(BLOCK as u32);
            let mut bits = 0;
            for i in 0..BLOCK {
                uppers[i][lane] = halves[i];
                // Both are below 2¹⁷ in size.
                let from_first = halves[i].wrapping_sub(first[lane]) as i32;
                let to_last = (span[lane] as i32).wrapping_sub(from_first);
                bits |= if (from_first | to_last) >= 0 { 1 << i } else { 0 };
                doubts |= (from_first == 0) | (to_last == 0);
            }
            inside[lane] = bits & (0xFF >> missing);
        }
        if doubts {
            decide(address, (block, place, &replications, &uppers), (low, high), &mut inside);
        }
        tell(block as usize, &inside, &uppers);
    }
}

/// Looks at the whole words of those of a block that seem inside: the upper half of some is that of an end.
#[cold]
#[inline(never)]
fn decide(
    address: &LaneAddress,
    (block, place, replications, uppers): (u32, u32, &Words, &[Words; BLOCK]),
    (low, high): (&Sums, &Sums),
    inside: &mut Words,
) {
    for lane in 0..LANES {
        let lowers = address.halves(block, place | 1, replications[lane]);
        for i in 0..BLOCK {
            let word = u64::from(uppers[i][lane] << 16 | lowers[i]);
            if !(low[lane]..high[lane]).contains(&word) {
                inside[lane] &= !(1 << i);
            }
        }
    }
}
