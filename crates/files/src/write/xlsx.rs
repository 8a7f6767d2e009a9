//! The workbook: the report's text, each official table in its layout with totals as formulas,
//! every relation as formulas, the findings, last year's figures, and charts. An office can send a
//! blank one to its agencies and read it back filled in.
//!
//! A total is a formula wherever the formula gives what the report states, and the stated value
//! where it does not, so that a wrong total stays visible. The report's JSON is in a hidden sheet.
//! The XML is printed from plain data (for rust_xlsxwriter see Decisions in ARCHITECTURE).
//! Deliberately absent: macros, protection, themes, dates.

mod chart;
mod checks;
mod formula;
mod lists;
mod pages;
pub mod sheet;

use std::fmt::Write;

use report::Report;
use report::checks as rules;
use report::compose::compose;

use super::{With, escape, title};
use crate::archive::pack;
use checks::Judgement;
use formula::{Places, last_cells, last_name};
use sheet::{Sheet, letters, quoted};

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const STYLES: &str = include_str!("xlsx/styles.xml");
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// The report as the bytes of an xlsx; `last` is last year's report.
pub fn file(report: &Report, With { last, .. }: With) -> Vec<u8> {
    let last = last.filter(|last| rules::is_year_before(last, report));
    let document = compose(report);
    let entries: Vec<_> =
        report.entries_with_last(last).into_iter().map(pages::calculable).collect();
    let (mut pages, stand) = pages::pages(report, &document);
    let all = report.form.all_cells();
    let cells = all.iter().map(|cell| stand.get(&cell.id).cloned()).collect();
    let places = Places { form: report.form, entries: &entries, cells };
    let judgement = Judgement::of(&places);
    pages.iter_mut().for_each(|page| page.fill(report, &places, &judgement));
    let data = lists::data(report, &pages);
    let mut sheets: Vec<Sheet> = pages.into_iter().map(|page| page.sheet).collect();
    sheets.push(checks::checks(report, &places, &judgement));
    sheets.push(lists::findings(report, &rules::check(report, last)));
    sheets.push(lists::last_year(report, &places, last));
    let charts = chart::charts(&places, last.is_some());
    sheets.push(charts.sheet);
    sheets.push(data);
    let mut names = String::new();
    for cell in last_cells(report.form) {
        let (name, at) = (last_name(report.form, cell), escape(&lists::last_at(cell)));
        let _ = write!(names, "<definedName name=\"{name}\">{at}</definedName>");
    }
    let workbook = Workbook { title: title(&document), names: &names, sheets: &sheets };
    parts(&workbook, &charts.drawing, &charts.charts)
}

/// Sheets as the bytes of an xlsx; `title` is the workbook's own title.
pub fn book(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    parts(&Workbook { title, names: "", sheets }, "", &[])
}

struct Workbook<'a> {
    title: &'a str,
    /// XML of defined names besides those for printing.
    names: &'a str,
    sheets: &'a [Sheet],
}

/// The container's parts. Only the sheet of charts has a drawing.
fn parts(workbook: &Workbook, drawing: &str, charts: &[String]) -> Vec<u8> {
    let Workbook { title, sheets, .. } = workbook;
    let relation = |n: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: String| {
        format!("{HEADER}<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
    };
    let mut parts: Vec<(String, String)> = vec![
        ("[Content_Types].xml".into(), content_types(sheets.len(), charts.len())),
        (
            "_rels/.rels".into(),
            relations(format!(
                "{}<Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
                 Target=\"docProps/core.xml\"/>",
                relation(1, "officeDocument", "xl/workbook.xml")
            )),
        ),
        (
            "docProps/core.xml".into(),
            super::docx::plain(super::docx::CORE).replace("{title}", &escape(title)),
        ),
        ("xl/workbook.xml".into(), workbook.xml()),
        ("xl/styles.xml".into(), super::docx::plain(STYLES)),
    ];
    let mut inner = String::new();
    for n in 1..=sheets.len() {
        inner.push_str(&relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    }
    inner.push_str(&relation(sheets.len() + 1, "styles", "styles.xml"));
    parts.push(("xl/_rels/workbook.xml.rels".into(), relations(inner)));
    for (i, sheet) in sheets.iter().enumerate() {
        let n = i + 1;
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet.xml(HEADER, i == 0)));
        if sheet.drawn {
            let drawing = relation(1, "drawing", "../drawings/drawing1.xml");
            parts.push((format!("xl/worksheets/_rels/sheet{n}.xml.rels"), relations(drawing)));
        }
    }
    if !charts.is_empty() {
        parts.push(("xl/drawings/drawing1.xml".into(), format!("{HEADER}{drawing}")));
    }
    let mut inner = String::new();
    for (i, chart) in charts.iter().enumerate() {
        let n = i + 1;
        inner.push_str(&relation(n, "chart", &format!("../charts/chart{n}.xml")));
        parts.push((format!("xl/charts/chart{n}.xml"), format!("{HEADER}{chart}")));
    }
    if !charts.is_empty() {
        parts.push(("xl/drawings/_rels/drawing1.xml.rels".into(), relations(inner)));
    }
    let parts: Vec<(&str, String)> =
        parts.iter_mut().map(|(name, xml)| (name.as_str(), std::mem::take(xml))).collect();
    pack(&parts)
}

fn content_types(sheets: usize, charts: usize) -> String {
    let mut xml = format!(
        "{HEADER}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    let mut push = |part: String, kind: &str| {
        let _ = write!(
            xml,
            "<Override PartName=\"/xl/{part}.xml\" ContentType=\"{SHEET_TYPE}.{kind}+xml\"/>"
        );
    };
    push("workbook".into(), "spreadsheetml.sheet.main");
    push("styles".into(), "spreadsheetml.styles");
    if charts > 0 {
        push("drawings/drawing1".into(), "drawing");
    }
    for n in 1..=sheets {
        push(format!("worksheets/sheet{n}"), "spreadsheetml.worksheet");
    }
    for n in 1..=charts {
        push(format!("charts/chart{n}"), "drawingml.chart");
    }
    xml.push_str("</Types>");
    xml
}

impl Workbook<'_> {
    /// The XML with the list of sheets, their printed areas, and the defined names.
    fn xml(&self) -> String {
        let mut xml = format!(
            "{HEADER}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews>\
             <workbookView activeTab=\"0\"/></bookViews><sheets>"
        );
        let mut names = String::new();
        for (i, sheet) in self.sheets.iter().enumerate() {
            let (n, name) = (i + 1, escape(&sheet.name));
            let state = if sheet.hidden { " state=\"veryHidden\"" } else { "" };
            let _ = write!(xml, "<sheet name=\"{name}\" sheetId=\"{n}\"{state} r:id=\"rId{n}\"/>");
            push_names(&mut names, i, sheet);
        }
        names.push_str(self.names);
        xml.push_str("</sheets>");
        if !names.is_empty() {
            let _ = write!(xml, "<definedNames>{names}</definedNames>");
        }
        xml.push_str("<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/></workbook>");
        xml
    }
}

/// Appends the names for the printed area of a sheet and the rows repeated on each page.
fn push_names(names: &mut String, i: usize, sheet: &Sheet) {
    let own = escape(&quoted(&sheet.name));
    if sheet.printed > 0 {
        let (last, rows) = (letters(sheet.printed - 1), sheet.rows.len().max(1));
        let _ = write!(
            names,
            "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"{i}\">{own}!$A$1:${last}${rows}</definedName>"
        );
    }
    if sheet.heads > 0 {
        let _ = write!(
            names,
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i}\">{own}!$1:${}</definedName>",
            sheet.heads
        );
    }
}
