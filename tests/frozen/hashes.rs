//! Columns of numbers as hashes, in a file and against it.

use super::numbers::Columns;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// FNV-1a of 64 bits (Fowler, Noll and Vo), over the numbers' bits, lowest byte first.
fn fnv(numbers: impl IntoIterator<Item = u64>) -> u64 {
    let bytes = numbers.into_iter().flat_map(u64::to_le_bytes);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What is kept of some columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hash {
    /// Of all of them.
    whole: String,
    /// Two digits of each, to find the first that differs.
    each: String,
}

impl Hash {
    /// That of some columns.
    pub fn of(columns: &Columns) -> Self {
        let each: Vec<u64> = columns.iter().map(|column| fnv(column.1.iter().map(|value| value.to_bits()))).collect();
        Self {
            whole: format!("{:016x}", fnv(each.iter().copied())),
            each: each.iter().fold(String::new(), |digits, hash| digits + &format!("{:02x}", hash >> 56)),
        }
    }

    /// What differs first from another, by the names of its columns.
    pub fn first_difference(&self, other: &Self, columns: &Columns) -> String {
        if self.each.len() != other.each.len() {
            return format!("{} columns instead of {}", self.each.len() / 2, other.each.len() / 2);
        }
        let digits = |hash: &Self, i: usize| hash.each[2 * i..2 * i + 2].to_owned();
        let differ: Vec<usize> = (0..columns.len()).filter(|&i| digits(self, i) != digits(other, i)).collect();
        match differ.first() {
            Some(&first) => format!("{} of {} columns, first {}", differ.len(), columns.len(), columns[first].0),
            None => "a column that its two digits do not tell".into(),
        }
    }
}

/// Hashes by model, sampling and part.
pub type File = BTreeMap<[String; 3], Hash>;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/frozen.csv")
}

/// The hashes in the file; none where there is no file.
pub fn read() -> File {
    let Ok(mut reader) = csv::Reader::from_path(path()) else { return File::new() };
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let field = |i: usize| row[i].to_owned();
        ([field(0), field(1), field(2)], Hash { whole: field(3), each: field(4) })
    })
    .collect()
}

/// Writes the file anew.
pub fn write(file: &File) {
    let mut writer = csv::Writer::from_path(path()).expect("a file to write");
    writer.write_record(["model", "sampling", "part", "hash", "two digits of each column"]).expect("written");
    for ([model, sampling, part], hash) in file {
        writer.write_record([model, sampling, part, &hash.whole, &hash.each]).expect("written");
    }
    writer.flush().expect("written");
}
