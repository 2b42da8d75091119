//! Tables that scroll within themselves where the window is narrow.

use crate::document::{Align, DataTable, RowKind, TableCell, TableColumn, TableRow};
use maud::{Markup, html};

/// A table; `title` names it to those who do not see what stands above it.
pub(super) fn table(table: &DataTable, title: Option<&str>) -> Markup {
    let name = title.or_else(|| table.columns.first().map(|column| column.title.as_str())).unwrap_or_default();
    // An empty label would leave the region without a name.
    let name = Some(name).filter(|name| !name.is_empty());
    html! {
        div.scroll tabindex="0" role="group" aria-label=[name] {
            table {
                @if let Some(title) = title { caption.unseen { (title) } }
                thead { tr { @for column in &table.columns { (column_title(column)) } } }
                tbody { @for of in &table.rows { (row(of, &table.columns)) } }
            }
        }
    }
}

fn column_title(column: &TableColumn) -> Markup {
    html! {
        @if column.title.is_empty() { td {} } @else {
            th scope="col" class=[(column.align == Align::Right).then_some("number")] { (column.title) }
        }
    }
}

fn row(row: &TableRow, columns: &[TableColumn]) -> Markup {
    let class = match row.kind {
        RowKind::Plain => None,
        RowKind::Heading => Some("heading"),
        RowKind::Total => Some("total"),
    };
    let missing = columns.len().saturating_sub(row.cells.len());
    html! {
        tr class=[class] {
            @for (i, of) in row.cells.iter().enumerate() {
                @if i == 0 { th scope="row" { (cell(of)) } } @else {
                    td class=[columns.get(i).filter(|column| column.align == Align::Right).map(|_| "number")]
                        data-value=[of.value.map(|value| value.to_string())] { (cell(of)) }
                }
            }
            @for _ in 0..missing { td {} }
        }
    }
}

fn cell(cell: &TableCell) -> Markup {
    html! {
        (cell.text)
        @if let Some(beneath) = &cell.beneath { span.beneath { (beneath) } }
    }
}
