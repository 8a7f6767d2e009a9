//! A worksheet as plain data, and its XML. Elements are in the order that the schema asks for.
//! Strings are written inline in their cells, without a table of shared strings.

use std::fmt::Write;

use crate::write::escape;

/// Longest text of a cell, in characters; Excel's own limit.
pub const MOST_CHARACTERS: usize = 32_767;

/// A worksheet.
#[derive(Default)]
pub struct Sheet {
    /// The sheet's name on its tab.
    pub name: String,
    /// Widths of the columns, in digits of the normal font.
    pub widths: Vec<u16>,
    /// The rows from the top, without gaps.
    pub rows: Vec<Row>,
    /// Merged ranges, such as `A1:C1`.
    pub merges: Vec<String>,
    /// Number of rows at the top that stay in view and are printed on each page.
    pub heads: usize,
    /// Number of columns that are printed; 0 means all.
    pub printed: usize,
    /// Whether the columns have filters; `heads` must be 1 then.
    pub filtered: bool,
    /// Number of columns on the left that stay in view.
    pub kept: usize,
    /// Conditional formats.
    pub conditions: Vec<Condition>,
    /// Rules on what may be typed.
    pub validations: Vec<Validation>,
    /// For each link the cell and the place in the workbook it leads to.
    pub links: Vec<(String, String)>,
    /// Whether charts are drawn on the sheet.
    pub drawn: bool,
    /// Rows before which a new printed page begins.
    pub breaks: Vec<usize>,
    /// Whether the sheet is printed in landscape.
    pub landscape: bool,
    /// Hidden even from the program's list of hidden sheets.
    pub hidden: bool,
}

/// A row of a sheet.
#[derive(Default)]
pub struct Row {
    /// Height in points. The program that opens the workbook may change it unless it is `fixed`.
    pub height: u16,
    /// Whether the height is kept as it is.
    pub fixed: bool,
    /// The cells with their columns, ascending.
    pub cells: Vec<(usize, Cell)>,
}

/// A cell of a sheet.
pub struct Cell {
    /// Its format.
    pub style: Style,
    /// Its content.
    pub value: Value,
}

/// The content of a cell.
#[derive(Clone)]
pub enum Value {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A number in plain decimal notation.
    Number(String),
    /// A formula and its result, for programs that do not calculate.
    Formula(String, Shown),
}

/// The result of a formula.
#[derive(Clone)]
pub enum Shown {
    /// A text.
    Text(String),
    /// A number in plain decimal notation.
    Number(String),
}

/// Cell formats; the order is that of `styles.xml`.
#[derive(Clone, Copy)]
pub enum Style {
    /// No format.
    Plain,
    /// The report's title.
    Title,
    /// A section heading.
    Heading,
    /// A subheading.
    Subheading,
    /// A paragraph of text.
    Body,
    /// Agency and date below the text.
    Signature,
    /// The word 附件 above an annex.
    Annex,
    /// The title of a table.
    TableTitle,
    /// A head of columns.
    ColumnHead,
    /// The label of a group of rows.
    Group,
    /// The label of a row.
    Label,
    /// The label of a row, indented once.
    Label1,
    /// The label of a row, indented twice.
    Label2,
    /// The label of a row, indented three times.
    Label3,
    /// A unit or remark.
    Unit,
    /// A value of a table.
    Value,
    /// A total that is a formula.
    Total,
    /// A message of a broken relation.
    Message,
    /// The head of a list.
    ListHead,
    /// A text in a list.
    ListText,
    /// A centred text in a list.
    ListMiddle,
    /// A link to another sheet.
    Link,
    /// A cell of a list that the user may fill in.
    Input,
}

impl Style {
    /// Size of the style's font in points.
    fn size(self) -> usize {
        match self {
            Style::Title => 22,
            Style::Heading | Style::Subheading | Style::Annex | Style::TableTitle => 16,
            Style::Body | Style::Signature => 14,
            _ => 11,
        }
    }
}

/// A range of cells and the formula while which they are marked as wrong.
pub struct Condition {
    /// The range of cells, such as `C5:C9`.
    pub cells: String,
    /// The condition as a formula.
    pub formula: String,
}

/// A rule on what may be typed into cells.
pub struct Validation {
    /// The cells, ranges separated by spaces.
    pub cells: String,
    /// What may be typed.
    pub kind: Allowed,
    /// The title and the text of the hint that appears at the cell.
    pub prompt: (String, String),
}

/// What may be typed into a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// A non-negative integer.
    Count,
    /// An integer with a sign.
    Change,
    /// A non-negative decimal number.
    Amount,
    /// Anything; only the hint is shown.
    Anything,
}

impl Sheet {
    /// Appends a row with these cells, beginning in the first column.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let cells: Vec<(usize, Cell)> = cells.into_iter().enumerate().collect();
        let needed = |(column, cell): &(usize, Cell)| match &cell.value {
            Value::Text(text) | Value::Formula(_, Shown::Text(text)) => {
                height(text, self.widths.get(*column).copied().unwrap_or(60), cell.style.size())
            }
            _ => 0,
        };
        let height = cells.iter().map(needed).max().unwrap_or(0).max(18);
        self.rows.push(Row { height, fixed: false, cells });
    }

    /// The worksheet as XML. `first` says whether this is the sheet shown when the workbook is
    /// opened.
    pub fn xml(&self, header: &str, first: bool) -> String {
        let mut xml = format!(
            "{header}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
        );
        let selected = if first { " tabSelected=\"1\"" } else { "" };
        let _ = write!(xml, "<sheetViews><sheetView{selected} workbookViewId=\"0\">");
        if self.heads > 0 {
            let (heads, kept, top) = (self.heads, self.kept, reference(self.heads, self.kept));
            let left = if kept > 0 { format!(" xSplit=\"{kept}\"") } else { String::new() };
            let pane = if kept > 0 { "bottomRight" } else { "bottomLeft" };
            let _ = write!(
                xml,
                "<pane{left} ySplit=\"{heads}\" topLeftCell=\"{top}\" activePane=\"{pane}\" \
                 state=\"frozen\"/><selection pane=\"{pane}\"/>"
            );
        }
        xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"18\"/>");
        if !self.widths.is_empty() {
            xml.push_str("<cols>");
            for (i, width) in self.widths.iter().enumerate() {
                let n = i + 1;
                let _ = write!(
                    xml,
                    "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
                );
            }
            xml.push_str("</cols>");
        }
        xml.push_str("<sheetData>");
        for (r, row) in self.rows.iter().enumerate() {
            push_row(&mut xml, r, row);
        }
        xml.push_str("</sheetData>");
        self.push_rest(&mut xml);
        xml.push_str("</worksheet>");
        xml
    }

    /// Appends the elements that follow the cells in the schema.
    fn push_rest(&self, xml: &mut String) {
        if let Some(columns) = self.widths.len().checked_sub(1).filter(|_| self.filtered) {
            let end = reference(self.rows.len().max(1) - 1, columns);
            let _ = write!(xml, "<autoFilter ref=\"A1:{end}\"/>");
        }
        if !self.merges.is_empty() {
            let _ = write!(xml, "<mergeCells count=\"{}\">", self.merges.len());
            for merge in &self.merges {
                let _ = write!(xml, "<mergeCell ref=\"{merge}\"/>");
            }
            xml.push_str("</mergeCells>");
        }
        for (i, Condition { cells, formula }) in self.conditions.iter().enumerate() {
            let _ = write!(
                xml,
                "<conditionalFormatting sqref=\"{cells}\"><cfRule type=\"expression\" dxfId=\"0\" \
                 priority=\"{}\"><formula>{}</formula></cfRule></conditionalFormatting>",
                i + 1,
                escape(formula)
            );
        }
        if !self.validations.is_empty() {
            let _ = write!(xml, "<dataValidations count=\"{}\">", self.validations.len());
            self.validations.iter().for_each(|v| push_validation(xml, v));
            xml.push_str("</dataValidations>");
        }
        if !self.links.is_empty() {
            xml.push_str("<hyperlinks>");
            for (cell, place) in &self.links {
                let place = escape(place);
                let _ = write!(xml, "<hyperlink ref=\"{cell}\" location=\"{place}\"/>");
            }
            xml.push_str("</hyperlinks>");
        }
        let orientation = if self.landscape { "landscape" } else { "portrait" };
        let _ = write!(
            xml,
            "<printOptions horizontalCentered=\"1\"/>\
             <pageMargins left=\"0.7\" right=\"0.7\" top=\"0.9\" bottom=\"0.9\" header=\"0.4\" footer=\"0.5\"/>\
             <pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToHeight=\"0\"/>\
             <headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>"
        );
        if !self.breaks.is_empty() {
            let n = self.breaks.len();
            let _ = write!(xml, "<rowBreaks count=\"{n}\" manualBreakCount=\"{n}\">");
            for row in &self.breaks {
                let _ = write!(xml, "<brk id=\"{row}\" max=\"16383\" man=\"1\"/>");
            }
            xml.push_str("</rowBreaks>");
        }
        if self.drawn {
            xml.push_str("<drawing r:id=\"rId1\"/>");
        }
    }
}

fn push_row(xml: &mut String, r: usize, row: &Row) {
    let _ = write!(xml, "<row r=\"{}\"", r + 1);
    if row.height > 0 {
        let _ = write!(xml, " ht=\"{}\"", row.height);
    }
    xml.push_str(if row.fixed { " customHeight=\"1\">" } else { ">" });
    for (column, cell) in &row.cells {
        let (place, style) = (reference(r, *column), cell.style as u8);
        let _ = match &cell.value {
            Value::Blank => write!(xml, "<c r=\"{place}\" s=\"{style}\"/>"),
            Value::Text(text) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                string(text)
            ),
            Value::Number(n) => write!(xml, "<c r=\"{place}\" s=\"{style}\"><v>{n}</v></c>"),
            Value::Formula(formula, Shown::Number(n)) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\"><f>{}</f><v>{n}</v></c>",
                escape(formula)
            ),
            Value::Formula(formula, Shown::Text(text)) => write!(
                xml,
                "<c r=\"{place}\" s=\"{style}\" t=\"str\"><f>{}</f><v>{}</v></c>",
                escape(formula),
                string(text)
            ),
        };
    }
    xml.push_str("</row>");
}

fn push_validation(xml: &mut String, validation: &Validation) {
    let (kind, operator, bounds, words) = match validation.kind {
        Allowed::Count => ("whole", "greaterThanOrEqual", &["0"][..], "请填写非负整数。"),
        Allowed::Change => {
            ("whole", "between", &["-999999999", "999999999"][..], "请填写整数，减少的写负数。")
        }
        Allowed::Amount => {
            ("decimal", "greaterThanOrEqual", &["0"][..], "请填写非负数，以万元计，最多六位小数。")
        }
        Allowed::Anything => ("none", "between", &[][..], ""),
    };
    let (title, prompt) = &validation.prompt;
    let _ = write!(
        xml,
        "<dataValidation type=\"{kind}\" operator=\"{operator}\" allowBlank=\"1\" showInputMessage=\"1\" \
         showErrorMessage=\"1\" errorTitle=\"请核对\" error=\"{words}\" promptTitle=\"{}\" prompt=\"{}\" \
         sqref=\"{}\">",
        escape(&cut(title, 32)),
        escape(&cut(prompt, 255)),
        validation.cells
    );
    for (i, bound) in bounds.iter().enumerate() {
        let n = i + 1;
        let _ = write!(xml, "<formula{n}>{bound}</formula{n}>");
    }
    xml.push_str("</dataValidation>");
}

/// The height in points that a text needs in a column of `width` digits, roughly; at most 409,
/// Excel's limit.
pub fn height(text: &str, width: u16, size: usize) -> u16 {
    let length: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let room = (usize::from(width).saturating_sub(2) * 11 / size).max(2);
    let lines = length.div_ceil(room).clamp(1, 400);
    (lines * size * 14 / 10 + 5).min(409) as u16
}

/// The first `most` characters of a text.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A string as a workbook stores it: cut to the longest text of a cell, and with `_x0041_` (which
/// would be read as a character's number) escaped.
fn string(text: &str) -> String {
    let text = cut(text, MOST_CHARACTERS);
    let mut kept = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let rest = &text.as_bytes()[i..];
        let numbered = rest.len() >= 7
            && rest.starts_with(b"_x")
            && rest[2..6].iter().all(u8::is_ascii_hexdigit)
            && rest[6] == b'_';
        if numbered {
            kept.push_str("_x005F");
        }
        kept.push(c);
    }
    escape(&kept)
}

/// For example `B7` for row 6 and column 1, both counted from 0.
pub fn reference(row: usize, column: usize) -> String {
    format!("{}{}", letters(column), row + 1)
}

/// For example `$B$7` for row 6 and column 1.
pub fn fixed(row: usize, column: usize) -> String {
    format!("${}${}", letters(column), row + 1)
}

/// A column's name: A to Z, AA, AB …
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// A sheet's name in quotes, as references write it.
pub fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// A cell with text.
pub fn text(style: Style, text: impl Into<String>) -> Cell {
    Cell { style, value: Value::Text(text.into()) }
}

/// A cell with a formula.
pub fn formula(style: Style, formula: impl Into<String>, shown: Shown) -> Cell {
    Cell { style, value: Value::Formula(formula.into(), shown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_and_strings() {
        assert_eq!(reference(0, 25), "Z1");
        assert_eq!([letters(26), letters(51), letters(702)], ["AA", "AZ", "AAA"]);
        assert_eq!(string("a_x0041_b_xyz_"), "a_x005F_x0041_b_xyz_");
        assert_eq!(quoted("a'b"), "'a''b'");
        assert_eq!(string(&"字".repeat(MOST_CHARACTERS + 9)).chars().count(), MOST_CHARACTERS);
    }
}
