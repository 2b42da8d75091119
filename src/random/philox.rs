//! Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).

use fearless_simd::{Simd, prelude::*};

/// The lower 32 bits.
pub const WORD: u64 = u32::MAX as u64;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Weyl sequence: the golden ratio and √3 − 1, as 32-bit fractions.
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Four uniform 32-bit words from a 128-bit counter and a 64-bit key.
#[must_use]
#[inline(always)]
pub fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut state = counter;
    for round in 0..ROUNDS {
        let key = round_key(key, round);
        let left = u64::from(MULTIPLIERS[0]) * u64::from(state[0]);
        let right = u64::from(MULTIPLIERS[1]) * u64::from(state[2]);
        state = [
            (right >> 32) as u32 ^ state[1] ^ key[0],
            right as u32,
            (left >> 32) as u32 ^ state[3] ^ key[1],
            left as u32,
        ];
    }
    state
}

/// The keys of all rounds, for [`philox4x32_vectors`].
#[must_use]
pub fn round_keys(key: [u32; 2]) -> RoundKeys {
    std::array::from_fn(|round| round_key(key, round).map(|key| [u64::from(key); 2]))
}

/// The two keys of each round, each as often as the narrowest vector has lanes.
pub type RoundKeys = [[[u64; 2]; 2]; ROUNDS];

/// The same for a vector of counters, each word in the lower half of a lane. The upper halves are never read, so products need not
/// be masked: the instructions that multiply lower halves suffice.
///
/// Several vectors are computed side by side, since one alone waits for its own products most of the time.
#[must_use]
#[inline(always)]
pub fn philox4x32_vectors<S: Simd, const N: usize>(
    simd: S,
    counters: [[S::u64s; 4]; N],
    keys: [&RoundKeys; N],
) -> [[S::u64s; 4]; N] {
    let mut states = counters;
    if S::u64s::LEN > 2 {
        for number in 0..ROUNDS {
            states = round(simd, states, keys, number);
        }
    } else {
        // Written out: where the compiler does not unroll a loop, states and keys stay in memory.
        const { assert!(ROUNDS == 10) };
        states = round(simd, states, keys, 0);
        states = round(simd, states, keys, 1);
        states = round(simd, states, keys, 2);
        states = round(simd, states, keys, 3);
        states = round(simd, states, keys, 4);
        states = round(simd, states, keys, 5);
        states = round(simd, states, keys, 6);
        states = round(simd, states, keys, 7);
        states = round(simd, states, keys, 8);
        states = round(simd, states, keys, 9);
    }
    states
}

/// One round of [`philox4x32_vectors`].
#[inline(always)]
fn round<S: Simd, const N: usize>(
    simd: S,
    mut states: [[S::u64s; 4]; N],
    keys: [&RoundKeys; N],
    number: usize,
) -> [[S::u64s; 4]; N] {
    for n in 0..N {
        let state = states[n];
        let left = (state[0] & WORD) * u64::from(MULTIPLIERS[0]);
        let right = (state[2] & WORD) * u64::from(MULTIPLIERS[1]);
        let left_key = round_key_vector(simd, &keys[n][number][0]);
        let right_key = round_key_vector(simd, &keys[n][number][1]);
        states[n] = [right >> 32 ^ state[1] ^ left_key, right, left >> 32 ^ state[3] ^ right_key, left];
    }
    states
}

/// One key in every lane. Wide vectors have an instruction that fills them with a number from memory; the narrowest is
/// loaded as it is.
#[inline(always)]
fn round_key_vector<S: Simd>(simd: S, key: &[u64; 2]) -> S::u64s {
    if S::u64s::LEN == key.len() { S::u64s::from_slice(simd, key) } else { S::u64s::simd_from(simd, key[0]) }
}

#[inline(always)]
fn round_key(key: [u32; 2], round: usize) -> [u32; 2] {
    let steps = round as u32;
    [key[0].wrapping_add(KEY_STEPS[0].wrapping_mul(steps)), key[1].wrapping_add(KEY_STEPS[1].wrapping_mul(steps))]
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
