//! Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Weyl sequence: the golden ratio and √3 − 1, as 32-bit fractions.
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Four uniform 32-bit words from a 128-bit counter and a 64-bit key.
#[must_use]
#[inline(always)]
pub fn philox4x32(counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    // Each word is the lower half of a number whose upper half is never looked at: so products need not be cut, and vector
    // instructions that multiply the lower halves do all the work.
    const WORD: u64 = u32::MAX as u64;
    let mut state = [u64::from(counter[0]), u64::from(counter[1]), u64::from(counter[2]), u64::from(counter[3])];
    for round in 0..ROUNDS {
        if round > 0 {
            key = [key[0].wrapping_add(KEY_STEPS[0]), key[1].wrapping_add(KEY_STEPS[1])];
        }
        let left = u64::from(MULTIPLIERS[0]) * (state[0] & WORD);
        let right = u64::from(MULTIPLIERS[1]) * (state[2] & WORD);
        state = [right >> 32 ^ state[1] ^ u64::from(key[0]), right, left >> 32 ^ state[3] ^ u64::from(key[1]), left];
    }
    [state[0] as u32, state[1] as u32, state[2] as u32, state[3] as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_known_answers() {
        assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}
