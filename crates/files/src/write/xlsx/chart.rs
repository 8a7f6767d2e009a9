//! The sheet of charts: the form's charts with their figures of this year and last year. The
//! program that opens the workbook draws them.

use std::fmt::Write;

use report::amount::Amount;
use report::form::Chart;

use super::formula::Places;
use super::lists::last_at;
use super::sheet::{Cell, Row, Sheet, Shown, Style, fixed, formula, quoted, text};

const CHARTS: &str = "图表";
/// Least number of rows that a chart takes next to its figures.
const ROWS: usize = 16;
/// Charts on a printed page.
const A_PAGE: usize = 3;
/// Colours of this year's and last year's bars.
const COLOURS: [&str; 2] = ["1F5FA8", "B4C7E0"];

/// The sheet with the figures, and the XML of the drawing on it and of its charts.
pub struct Charts {
    pub sheet: Sheet,
    pub drawing: String,
    pub charts: Vec<String>,
}

/// A bar: its label, and this year's and last year's figure.
type Bar = (&'static str, [Option<Amount>; 2]);

/// All charts of the form. Last year's bars are drawn if `compared`.
pub fn charts(places: &Places, compared: bool) -> Charts {
    let mut sheet =
        Sheet { name: CHARTS.into(), widths: vec![20, 12, 12, 3], drawn: true, ..Sheet::default() };
    let mut drawing = String::from(
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">",
    );
    let mut charts = Vec::new();
    for chart in places.form.charts.iter().copied().flatten() {
        let top = sheet.rows.len();
        if !charts.is_empty() && charts.len() % A_PAGE == 0 {
            sheet.breaks.push(top);
        }
        let bars = push_figures(&mut sheet, places, chart);
        let bottom = sheet.rows.len().max(top + ROWS);
        sheet.rows.resize_with(bottom + 1, Row::default);
        charts.push(draw(chart, &bars, top + 1, compared));
        push_anchor(&mut drawing, chart, charts.len(), top, bottom);
    }
    drawing.push_str("</xdr:wsDr>");
    Charts { sheet, drawing, charts }
}

/// Appends a chart's title, heads and figures, and gives its bars.
fn push_figures(sheet: &mut Sheet, places: &Places, chart: &Chart) -> Vec<Bar> {
    let title = format!("{}（{}）", chart.title, chart.unit);
    sheet.push([text(Style::Plain, title)]);
    sheet.push(["项目", "本年", "上年"].map(|head| text(Style::ListHead, head)));
    let mut bars = Vec::new();
    let count = places.form.all_cells().len();
    for (label, ids) in chart.bars {
        let ids = ids.iter().flat_map(|id| places.form.named(id));
        let cells: Vec<usize> = ids.filter_map(|id| places.form.position(&id)).collect();
        // Forms share charts, and not every form has the rows of every bar.
        if cells.is_empty() {
            continue;
        }
        let own = places.form.cells().len();
        let old: Vec<usize> = cells.iter().copied().filter(|&c| c < own).collect();
        let amount = |of: &[usize], shift: usize| {
            let numbers = of.iter().filter_map(|c| places.entries[c + shift].number());
            numbers.reduce(|sum, n| sum + n)
        };
        let now = figure(&places.list(&cells, CHARTS), amount(&cells, 0));
        let then = old.iter().map(|&c| last_at(c)).collect::<Vec<_>>().join(",");
        let then = figure(&then, amount(&old, count));
        sheet.push([text(Style::ListText, *label), now, then]);
        bars.push((*label, [amount(&cells, 0), amount(&old, count)]));
    }
    bars
}

/// A cell with a sum; blank if all its cells are blank.
fn figure(list: &str, amount: Option<Amount>) -> Cell {
    if list.is_empty() {
        return text(Style::ListMiddle, "");
    }
    let shown = match amount {
        Some(n) => Shown::Number(n.to_string()),
        None => Shown::Text(String::new()),
    };
    formula(Style::ListMiddle, format!("IF(COUNT({list})=0,\"\",SUM({list}))"), shown)
}

fn push_anchor(drawing: &mut String, chart: &Chart, number: usize, top: usize, bottom: usize) {
    let _ = write!(
        drawing,
        "<xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top}</xdr:row>\
         <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>14</xdr:col><xdr:colOff>0</xdr:colOff>\
         <xdr:row>{bottom}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=\"\">\
         <xdr:nvGraphicFramePr><xdr:cNvPr id=\"{id}\" name=\"{title}\" descr=\"{title}，数字见左侧\"/>\
         <xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/>\
         </xdr:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
         <c:chart r:id=\"rId{number}\"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>\
         </xdr:twoCellAnchor>",
        id = number + 1,
        title = chart.title,
    );
}

/// The XML of a chart; the heads of its figures are in row `head`.
fn draw(chart: &Chart, bars: &[Bar], head: usize, compared: bool) -> String {
    let mut xml = format!(
        "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <c:roundedCorners val=\"0\"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1400\"/>\
         </a:pPr><a:r><a:rPr lang=\"zh-CN\" sz=\"1400\"/><a:t>{}（{}）</a:t></a:r></a:p></c:rich></c:tx>\
         <c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/><c:barChart>\
         <c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>",
        chart.title, chart.unit
    );
    for (series, name) in ["本年", "上年"].iter().enumerate().take(if compared { 2 } else { 1 })
    {
        push_series(&mut xml, series, name, bars, head);
    }
    let legend = "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>";
    let _ = write!(
        xml,
        "<c:gapWidth val=\"60\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"l\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"low\"/><c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling>\
         <c:delete val=\"1\"/><c:axPos val=\"t\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"none\"/>\
         <c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/></c:valAx></c:plotArea>{}\
         <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>",
        if compared { legend } else { "" }
    );
    xml
}

/// Appends the bars of one year, whose figures are in the column of that year.
fn push_series(xml: &mut String, series: usize, name: &str, bars: &[Bar], head: usize) {
    let own = quoted(CHARTS);
    let column = series + 1;
    let range = |column: usize| {
        format!("{own}!{}:{}", fixed(head + 1, column), fixed(head + bars.len(), column))
    };
    let _ = write!(
        xml,
        "<c:ser><c:idx val=\"{series}\"/><c:order val=\"{series}\"/><c:tx><c:strRef><c:f>{own}!{}</c:f>\
         <c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>\
         <c:spPr><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill></c:spPr><c:invertIfNegative val=\"0\"/>\
         <c:dLbls><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>\
         <c:cat><c:strRef><c:f>{}</c:f><c:strCache><c:ptCount val=\"{}\"/>",
        fixed(head, column),
        COLOURS[series],
        range(0),
        bars.len()
    );
    for (i, (label, _)) in bars.iter().enumerate() {
        let _ = write!(xml, "<c:pt idx=\"{i}\"><c:v>{label}</c:v></c:pt>");
    }
    let _ = write!(
        xml,
        "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{}</c:f><c:numCache>\
         <c:formatCode>General</c:formatCode><c:ptCount val=\"{}\"/>",
        range(column),
        bars.len()
    );
    for (i, (_, amounts)) in bars.iter().enumerate() {
        if let Some(amount) = amounts[series] {
            let _ = write!(xml, "<c:pt idx=\"{i}\"><c:v>{amount}</c:v></c:pt>");
        }
    }
    xml.push_str("</c:numCache></c:numRef></c:val></c:ser>");
}
