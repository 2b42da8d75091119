//! Tables that scroll within themselves where the window is narrow.

use crate::document::{Align, DataTable, Narrow, RowKind, TableCell, TableColumn, TableRow};
use maud::{Markup, html};

/// Columns that continue side by side at most: more would not fit on paper.
const MOST: usize = 8;

/// A table, in several beneath one another where it has too many columns; `title` names it to those who do not see what stands above it.
pub(super) fn table(table: &DataTable, title: Option<&str>) -> Markup {
    let name = title.or_else(|| table.columns.first().map(|column| column.title.as_str())).unwrap_or_default();
    // An empty label would leave the region without a name.
    let name = Some(name).filter(|name| !name.is_empty());
    html! {
        @for shown in parts(&table.columns) {
            div.scroll tabindex="0" role="group" aria-label=[name] {
                table {
                    @if let Some(title) = title { caption.unseen { (title) } }
                    thead { tr { @for &i in &shown { (column_title(&table.columns[i])) } } }
                    tbody { @for of in &table.rows { (row(of, &table.columns, &shown)) } }
                }
            }
        }
    }
}

/// Which columns each table shows: all, or those that continue dealt out evenly, each with what follows it, after those that stay.
fn parts(columns: &[TableColumn]) -> Vec<Vec<usize>> {
    let mut stay = Vec::new();
    let mut continued: Vec<Vec<usize>> = Vec::new();
    for (i, column) in columns.iter().enumerate() {
        match (column.narrow, continued.last_mut()) {
            (Narrow::Continues, _) => continued.push(vec![i]),
            (Narrow::Follows, Some(before)) => before.push(i),
            _ => stay.push(i),
        }
    }
    if continued.len() <= MOST {
        return vec![(0..columns.len()).collect()];
    }
    let each = continued.len().div_ceil(continued.len().div_ceil(MOST));
    continued.chunks(each).map(|some| stay.iter().copied().chain(some.iter().flatten().copied()).collect()).collect()
}

fn column_title(column: &TableColumn) -> Markup {
    html! {
        @if column.title.is_empty() { td {} } @else {
            th scope="col" class=[(column.align == Align::Right).then_some("number")] { (column.title) }
        }
    }
}

fn row(row: &TableRow, columns: &[TableColumn], shown: &[usize]) -> Markup {
    let class = match row.kind {
        RowKind::Plain => None,
        RowKind::Heading => Some("heading"),
        RowKind::Total => Some("total"),
    };
    html! {
        tr class=[class] {
            @for &i in shown {
                @match row.cells.get(i) {
                    Some(of) if i == 0 => th scope="row" { (cell(of)) },
                    Some(of) => td class=[(columns[i].align == Align::Right).then_some("number")]
                        data-value=[of.value.map(|value| value.to_string())] { (cell(of)) },
                    None => td {},
                }
            }
        }
    }
}

fn cell(cell: &TableCell) -> Markup {
    html! {
        (cell.text)
        @if let Some(beneath) = &cell.beneath { span.beneath { (beneath) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_years_stand_on_eight_tables_and_the_total_with_the_last() {
        let mut table = DataTable::new(["kr."]);
        for year in 2021..2081 {
            table.column(year.to_string(), Narrow::Continues);
        }
        table.column("Total", Narrow::Follows);
        let parts = parts(&table.columns);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [9, 9, 9, 9, 9, 9, 9, 6]);
        assert!(parts.iter().all(|part| part[0] == 0));
        let mut others: Vec<usize> = parts.iter().flat_map(|part| part[1..].to_vec()).collect();
        others.dedup();
        assert_eq!(others, (1..62).collect::<Vec<_>>());
    }
}
