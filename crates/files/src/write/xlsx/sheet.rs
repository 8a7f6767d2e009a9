//! A worksheet as plain data; [`xml`] writes it.

mod xml;

/// Longest text of a cell, in UTF-16 units, which Excel counts; its own limit.
pub const LONGEST_TEXT: usize = 32_767;

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
    /// One of the texts in this range of the workbook.
    Among(&'static str),
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
}

/// The height in points that a text needs in a column of `width` digits, roughly; at most 409,
/// Excel's limit.
pub fn height(text: &str, width: u16, size: usize) -> u16 {
    let length: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let room = (usize::from(width).saturating_sub(2) * 11 / size).max(2);
    let lines = length.div_ceil(room).clamp(1, 400);
    (lines * size * 14 / 10 + 5).min(409) as u16
}

/// For example `B7` for row 6 and column 1, both counted from 0.
pub fn reference(row: usize, column: usize) -> String {
    format!("{}{}", letters(column), row + 1)
}

/// For example `$B$7` for row 6 and column 1.
pub fn fixed(row: usize, column: usize) -> String {
    format!("${}${}", letters(column), row + 1)
}

/// A text in pieces of at most `most` UTF-16 units, which is how Excel measures texts.
pub fn pieces(text: &str, most: usize) -> Vec<&str> {
    let (mut pieces, mut begin, mut units) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            pieces.push(&text[begin..at]);
            (begin, units) = (at, c.len_utf16());
        }
    }
    pieces.push(&text[begin..]);
    pieces
}

/// Whether a text is as long as a cell may hold, so that it may go on in the next row. One that ends
/// before a character of two units is one unit shorter.
pub fn fills_cell(text: &str) -> bool {
    text.encode_utf16().count() + 1 >= LONGEST_TEXT
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
    fn names_of_cells_and_sheets() {
        assert_eq!(reference(0, 25), "Z1");
        assert_eq!([letters(26), letters(51), letters(702)], ["AA", "AZ", "AAA"]);
        assert_eq!(quoted("a'b"), "'a''b'");
    }

    #[test]
    fn pieces_are_measured_as_excel_does() {
        assert_eq!(pieces("", 4), [""]);
        assert_eq!(pieces("abcd", 4), ["abcd"]);
        assert_eq!(pieces("a𠀀𠀀b字", 4), ["a𠀀", "𠀀b字"]);
    }
}
