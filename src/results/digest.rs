//! SHA-256.

use crate::model::Model;
use crate::random::Seed;
use crate::sha256::hexadecimal;
use crate::simulate::{Replications, RunError};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// SHA-256 of every number of replications 0 … n − 1 in order, of each its bits, lowest byte first.
///
/// # Errors
/// As [`run()`](crate::simulate::run()).
pub fn sha256_of_replications(model: &Model, seed: Seed, replications: u64) -> Result<String, RunError> {
    let mut hasher = Sha256::new();
    for first in (0..replications).step_by(PIECE) {
        let some = Replications::run(model, seed, first..replications.min(first + PIECE as u64), &())?;
        for number in (0..some.len()).flat_map(|replication| some.record(replication)) {
            hasher.update(number.to_le_bytes());
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}

/// Replications that are held at once to be hashed.
const PIECE: usize = 1 << 13;

/// SHA-256 of all bytes of a reader, read piece by piece; an error of kind `Interrupted` when it was `stopped`.
pub(super) fn sha256_of_file(mut reader: impl Read, stopped: &dyn Fn() -> bool) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        if stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match reader.read(&mut piece) {
            Ok(0) => return Ok(hexadecimal(&hasher.finalize())),
            Ok(bytes) => hasher.update(&piece[..bytes]),
            // A signal that does not end the program.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A writer that hashes and counts what goes through it.
pub(super) struct Digesting<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Digesting<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: Sha256::new(), bytes: 0 }
    }

    /// The inner writer, the digest and the number of bytes.
    pub fn finish(self) -> (W, String, u64) {
        (self.inner, hexadecimal(&self.hasher.finalize()), self.bytes)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::sha256::sha256;

    #[test]
    fn the_digest_of_abc() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn the_digest_of_replications_is_of_their_numbers_in_order() {
        let text = include_str!("../../configs/silkeborg.toml");
        let model = Scenario::parse("silkeborg", text, &[], &|_| Err(String::new())).expect("sound").model;
        let seed = Seed::default();
        let n = PIECE + 3;
        let all = Replications::run(&model, seed, 0..n as u64, &()).expect("no draw is refused");
        let numbers = (0..n).flat_map(|replication| all.record(replication));
        let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        assert_eq!(sha256_of_replications(&model, seed, n as u64), Ok(sha256(&bytes)));
    }

    #[test]
    fn writing_through_gives_the_same_digest() {
        let mut through = Digesting::new(Vec::new());
        through.write_all(b"a").and_then(|()| through.write_all(b"bc")).expect("memory takes it");
        let (inner, digest, bytes) = through.finish();
        assert_eq!((inner.as_slice(), digest, bytes), (&b"abc"[..], sha256(b"abc"), 3));
    }
}
