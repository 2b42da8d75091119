//! Columns of CSV files.

/// The numbers of one column. Columns are separated by commas, or by semicolons as a Danish Excel writes them, in which
/// case numbers may have decimal commas.
pub(super) fn column(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Vec<f64>, String> {
    let head = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let semicolons = head.contains(&b';');
    let delimiter = if semicolons { b';' } else { b',' };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(format!("{name} is empty"));
    }
    let headers = table.headers().map_err(|error| format!("{name} is not a CSV file: {error}"))?.clone();
    let index = match column {
        Some(wanted) => headers.iter().position(|header| header == wanted).ok_or_else(|| {
            format!("{name} has no column `{wanted}`; {}", super::hint::did_you_mean(wanted, headers.iter()))
        })?,
        None if headers.len() == 1 => 0,
        None => {
            return Err(format!(
                "{name} has {} columns; say which `column`: {}",
                headers.len(),
                headers.iter().collect::<Vec<_>>().join(", ")
            ));
        }
    };
    let mut values = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| format!("{name}: {error}"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.get(index).unwrap_or_default();
        let plain = if semicolons { text.replace(',', ".") } else { text.to_owned() };
        match plain.parse::<f64>() {
            Ok(value) if value.is_finite() => values.push(value),
            _ => return Err(format!("{name}:{line}: `{text}` is not a number")),
        }
    }
    if values.is_empty() { Err(format!("{name} has no rows")) } else { Ok(values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_english_and_danish_files() {
        assert_eq!(column("x.csv", b"years\n1.5\n2\n", None), Ok(vec![1.5, 2.0]));
        assert_eq!(column("x.csv", "\u{feff}id;år\n1;1,5\n2;2\n".as_bytes(), Some("år")), Ok(vec![1.5, 2.0]));
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        assert_eq!(column("x.csv", b"years\n1.5\nmany\n", None), Err("x.csv:3: `many` is not a number".to_owned()));
        assert!(column("x.csv", b"a,b\n1,2\n", Some("c")).expect_err("no such column").contains("allowed: a, b"));
    }
}
