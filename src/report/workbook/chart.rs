//! Native charts.

use super::looks::{MAIN, OTHER, number_format};
use crate::document::workbook::{ChartKind, ChartPart, ChartSeries, NumberFormat, Sheet, SheetChart, Stretch};
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartRange, ChartSolidFill, ChartType, Color,
};

/// Half of the courses, and nine of ten.
const BAND: Color = Color::RGB(0x7F_A8C4);
const PALE_BAND: Color = Color::RGB(0xC9_DBE8);
/// Lines behind what is shown.
const GRID: Color = Color::RGB(0xDD_E3E8);
const TEXT: Color = Color::RGB(0x3E_4C59);

/// A chart of cells of a sheet.
pub fn chart(of: &SheetChart, sheet: &Sheet) -> Chart {
    let first = &of.series[0];
    let one_year = of.categories.first == of.categories.last;
    let kind = match of.kind {
        // Bands of a single year would have no width.
        ChartKind::Fan if one_year => ChartType::ColumnStacked,
        ChartKind::Fan => ChartType::AreaStacked,
        ChartKind::Curve => ChartType::ScatterStraight,
        ChartKind::Columns => ChartType::Column,
        ChartKind::Bars => ChartType::Bar,
    };
    let mut chart = Chart::new(kind);
    let (lines, others): (Vec<&ChartSeries>, Vec<&ChartSeries>) =
        of.series.iter().partition(|series| of.kind == ChartKind::Fan && series.part == ChartPart::Line);
    for series in &others {
        add(&mut chart, series, of, sheet);
    }
    if !lines.is_empty() {
        let mut over = Chart::new(ChartType::Line);
        for series in &lines {
            add(&mut over, series, of, sheet);
        }
        chart.combine(&over);
    }
    chart.title().set_name(&of.title).set_font(&font(12).set_bold().clone()).set_overlay(false);
    chart.set_alt_text(&of.description).set_width(of.size.0).set_height(of.size.1);
    axes(&mut chart, of, one_year);
    if others.len() + lines.len() == 1 || first.name.is_empty() && of.series.len() == 1 {
        chart.legend().set_hidden();
    } else {
        let hidden = of
            .series
            .iter()
            .enumerate()
            .filter(|(_, series)| matches!(series.part, ChartPart::Floor | ChartPart::Band { mirror: true, .. }));
        let hidden: Vec<usize> = hidden.map(|(index, _)| index).collect();
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9)).delete_entries(&hidden);
    }
    chart
}

/// The axis of names and the axis of numbers; of bars the library has them the other way round.
fn axes(chart: &mut Chart, of: &SheetChart, one_year: bool) {
    let bars = of.kind == ChartKind::Bars;
    let names = if bars { chart.y_axis() } else { chart.x_axis() };
    // Names stand at the edge, not at zero, where columns would cover them.
    names.set_label_position(ChartAxisLabelPosition::Low).set_font(&font(9)).set_major_gridlines(false);
    if bars {
        names.set_reverse();
    }
    if of.kind == ChartKind::Curve {
        let amounts = number_format(NumberFormat::Decimals(0)).unwrap_or_default();
        names.set_num_format(amounts).set_name(&of.unit).set_name_font(&font(9));
    }
    if of.kind == ChartKind::Fan && !one_year {
        names.set_position_between_ticks(false);
    }
    let numbers = if bars { chart.x_axis() } else { chart.y_axis() };
    let format = number_format(of.format).unwrap_or_default();
    numbers.set_num_format(format).set_font(&font(9));
    numbers.set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(GRID));
    if bars {
        // With the order turned round the numbers would stand at the top.
        numbers.set_label_position(ChartAxisLabelPosition::High);
    }
    if of.kind == ChartKind::Curve {
        // The axis stands at zero, its labels beside the chart.
        numbers.set_min(0.0).set_max(1.0).set_label_position(ChartAxisLabelPosition::Low);
    } else if !of.unit.is_empty() && !bars {
        numbers.set_name(&of.unit).set_name_font(&font(9));
    }
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(TEXT);
    font
}

fn range(stretch: Stretch, sheet: &Sheet) -> ChartRange {
    ChartRange::new_from_range(&sheet.name, stretch.first, stretch.column, stretch.last, stretch.column)
}

fn add(chart: &mut Chart, of: &ChartSeries, whole: &SheetChart, sheet: &Sheet) {
    let series = chart.add_series();
    series.set_categories(&range(whole.categories, sheet)).set_values(&range(of.values, sheet)).set_name(&of.name);
    let mut format = ChartFormat::new();
    let filled = |format: &mut ChartFormat, color: Color| {
        format.set_solid_fill(ChartSolidFill::new().set_color(color)).set_no_line();
    };
    match of.part {
        ChartPart::Floor => {
            format.set_no_fill().set_no_line();
        }
        ChartPart::Band { pale, .. } => filled(&mut format, if pale { PALE_BAND } else { BAND }),
        ChartPart::Line => {
            format.set_line(ChartLine::new().set_color(MAIN).set_width(2.25));
            let mut marker = ChartMarker::new();
            // The points of a curve are where it was looked at, no more.
            if whole.kind == ChartKind::Curve {
                marker.set_none();
            } else {
                let mut dot = ChartFormat::new();
                dot.set_solid_fill(ChartSolidFill::new().set_color(MAIN)).set_no_line();
                marker.set_type(ChartMarkerType::Circle).set_size(5).set_format(&mut dot);
            }
            series.set_marker(&marker);
        }
        ChartPart::Main => filled(&mut format, MAIN),
        ChartPart::Other => filled(&mut format, OTHER),
    }
    series.set_format(&mut format);
    match whole.kind {
        ChartKind::Bars if whole.series.len() > 1 => {
            series.set_overlap(100).set_gap(40);
        }
        ChartKind::Bars | ChartKind::Columns => {
            series.set_gap(60);
        }
        ChartKind::Fan | ChartKind::Curve => {}
    }
    if matches!(whole.kind, ChartKind::Bars | ChartKind::Columns) && whole.format == NumberFormat::Percent(0) {
        let mut labels = rust_xlsxwriter::ChartDataLabel::new();
        labels.show_value().set_num_format("0\u{a0}%").set_font(&font(9));
        series.set_data_label(&labels);
    }
}
