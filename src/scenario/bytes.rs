//! From the bytes of a file to its text, and places in it.

/// The text of a file in UTF-8, without a byte order mark.
///
/// # Errors
/// With file, line, column and character of the first byte that is not UTF-8.
pub fn utf8<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, String> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(format!("{name} is UTF-16; save the file as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let (before, rest) = bytes.split_at(error.valid_up_to());
        let before = String::from_utf8_lossy(before);
        let (line, column) = place(&before, before.len());
        let byte = rest[0];
        let old = windows_1252(byte).map_or_else(String::new, |c| format!(" (`{c}` in Windows-1252)"));
        format!("{name}:{line}:{column}: the byte 0x{byte:02X}{old} is not UTF-8; save the file as UTF-8")
    })
}

/// The character that a byte beyond ASCII stands for in an older Windows.
fn windows_1252(byte: u8) -> Option<char> {
    const FROM_0X80: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
    match byte {
        0x80..0xA0 => FROM_0X80.chars().nth(usize::from(byte) - 0x80).filter(|c| *c != '\0'),
        _ => Some(char::from(byte)),
    }
}

/// Line and column of a byte offset, from 1; columns in characters. A line ends with LF, CRLF or CR.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let before = text.get(..offset).unwrap_or(text);
    let line = 1 + (0..before.len()).filter(|&at| ends(at)).count();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    (line, 1 + before[start..].chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_another_encoding_is_told_with_its_place_and_character() {
        assert_eq!(utf8("x", b"\xEF\xBB\xBF\xC3\xA6"), Ok("æ"));
        let told = |bytes: &[u8]| utf8("x.csv", bytes).expect_err("not UTF-8");
        assert!(told(b"a\r\nv\xE6rdi\r\n").starts_with("x.csv:2:2: the byte 0xE6 (`æ` in Windows-1252) is not UTF-8"));
        assert!(told(b"\x80").contains("0x80 (`€`") && told(b"\x81").contains("0x81 is not"));
        assert!(told(b"\xFF\xFEa\0").contains("UTF-16"));
    }

    #[test]
    fn lines_end_as_on_any_system() {
        let text = "a\r\nb\nc\rdæe\r\n";
        assert_eq!([0, 3, 5, 7, 10, 13].map(|at| place(text, at)), [(1, 1), (2, 1), (3, 1), (4, 1), (4, 3), (5, 1)]);
    }
}
