//! SHA-256.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Read, Write};

/// SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of what a reader holds, a piece at a time; of kind `Interrupted` when it was `stopped` on the way.
pub(super) fn sha256_of_file(mut reader: impl Read, stopped: &dyn Fn() -> bool) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        if stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match reader.read(&mut piece) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(bytes) => hasher.update(&piece[..bytes]),
            // A signal that nobody minds.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
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
        (self.inner, hex(&self.hasher.finalize()), self.bytes)
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

    #[test]
    fn the_digest_of_abc() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn writing_through_gives_the_same_digest() {
        let mut through = Digesting::new(Vec::new());
        through.write_all(b"a").and_then(|()| through.write_all(b"bc")).expect("memory takes it");
        let (inner, digest, bytes) = through.finish();
        assert_eq!((inner.as_slice(), digest, bytes), (&b"abc"[..], sha256(b"abc"), 3));
    }
}
