//! The neutral form between reports and files: paragraphs with a role, and grids.
//!
//! Readers produce a [`Document`], writers print one. Only [`crate::recognize`] and
//! [`crate::compose`] translate between a document and a report. Lists, images and fonts are
//! deliberately absent: no report needs them.

/// A document in reading order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Paragraphs and tables.
    pub blocks: Vec<Block>,
    /// The title in the file's properties, used for pages that print none.
    pub title: Option<String>,
    /// The report's own JSON, if the file contains it. It is used only if composing it gives the
    /// same blocks; otherwise the file was edited by another program.
    pub data: Option<String>,
}

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A table.
    Grid(Grid),
}

/// A paragraph of plain text; no line breaks inside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// What the paragraph is for.
    pub role: Role,
    /// The text in one line.
    pub text: String,
}

/// The purpose of a paragraph. Readers that do not know it use `Body`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The title of the document.
    Title,
    /// The heading of a section: 一、
    Heading,
    /// A （一） heading in a paragraph of its own.
    Subheading,
    /// Ordinary text.
    Body,
    /// The addressee of a letter, left-aligned.
    Addressee,
    /// Agency and date below the text, right-aligned.
    Signature,
    /// 附件, which begins a new page.
    Annex,
    /// The title of a table.
    TableTitle,
}

/// A table. A row holds only the cells that begin in it; a cell that spans several rows is absent
/// in the rows below.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grid {
    /// Column widths in per mille; empty if unknown.
    pub widths: Vec<u16>,
    /// The rows from the top.
    pub rows: Vec<Vec<GridCell>>,
    /// Number of head rows at the top, which are repeated on each page.
    pub head_rows: usize,
    /// Where the table was in its file, if the format has pages or worksheets.
    pub place: Option<Place>,
    /// Where each cell of `rows` begins in its file, in bytes, if the reader was asked; else empty.
    pub sources: Vec<Vec<usize>>,
    /// What the file hides of it. It is read like the rest.
    pub hidden: Hidden,
}

/// The hidden rows and columns of a grid, counted from 0.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hidden {
    /// The rows, in order.
    pub rows: Vec<usize>,
    /// The columns, in order.
    pub columns: Vec<usize>,
}

/// The place of a grid in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The page of its first row, counted from 1.
    Page(usize),
    /// A worksheet of a workbook.
    Sheet {
        /// The worksheet's name.
        name: String,
        /// The row of the grid's first cell, counted from 0.
        row: usize,
        /// The column of the grid's first cell, counted from 0.
        column: usize,
    },
    /// A file that consists of one table, such as csv.
    Rows {
        /// The row of the grid's first cell, counted from 0.
        row: usize,
        /// The column of the grid's first cell, counted from 0.
        column: usize,
    },
}

impl Place {
    /// The place of a cell in the document's `number`th grid, in Chinese words: `第 3 页，表 1，第
    /// 4 行第 5 列`, `工作表“表二”C7`, `第 7 行第 3 列`.
    pub fn spot(&self, number: usize, row: usize, column: usize) -> String {
        match self {
            Place::Page(page) => format!("第 {page} 页，{}", in_table(number, row, column)),
            Place::Sheet { name, row: top, column: left } => {
                format!("工作表“{name}”{}", reference(top + row, left + column))
            }
            Place::Rows { row: top, column: left } => {
                format!("第 {} 行第 {} 列", top + row + 1, left + column + 1)
            }
        }
    }
}

/// The place of a cell in its file, as [`Grid::spot`] words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot<'a> {
    /// In the document's `number`th grid, counted from 1; row and column are counted from 0.
    Table {
        /// The grid's number.
        number: usize,
        /// The row.
        row: usize,
        /// The column, spans counted in full.
        column: usize,
    },
    /// On the worksheet of this name, at a reference such as `C7`.
    Sheet {
        /// The worksheet's name.
        name: &'a str,
        /// The reference.
        cell: &'a str,
    },
}

impl Spot<'_> {
    /// The place that these words of [`Grid::spot`] name, in a grid without pages or on a worksheet.
    pub fn of(words: &str) -> Option<Spot<'_>> {
        if let Some(sheet) = words.strip_prefix("工作表“") {
            let (name, cell) = sheet.rsplit_once('”')?;
            return Some(Spot::Sheet { name, cell });
        }
        let (number, place) = words.strip_prefix("表 ")?.split_once("，第 ")?;
        let (row, column) = place.strip_suffix(" 列")?.split_once(" 行第 ")?;
        let before = |n: &str| n.parse::<usize>().ok()?.checked_sub(1);
        let (row, column) = (before(row)?, before(column)?);
        Some(Spot::Table { number: number.parse().ok()?, row, column })
    }
}

fn in_table(number: usize, row: usize, column: usize) -> String {
    format!("表 {number}，第 {} 行第 {} 列", row + 1, column + 1)
}

/// A cell of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridCell {
    /// Lines are separated by `\n`.
    pub text: String,
    /// Number of columns that it spans.
    pub columns: usize,
    /// Number of rows that it spans.
    pub rows: usize,
    /// What the cell is for.
    pub role: CellRole,
    /// The id of the report's cell here, if the document was composed from a report.
    pub cell: Option<String>,
    /// Depth for indenting a label.
    pub level: u8,
    /// What the file has in the cell besides its plain text. Readers only name it; the code that
    /// reads tables decides what it means.
    pub asides: Vec<Aside>,
}

/// Something in a cell that may not be part of its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Why it may not be part of the text.
    pub kind: AsideKind,
    /// The words. They are not in the cell's text unless the kind says so.
    pub text: String,
}

/// How a part of a cell differs from its plain text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsideKind {
    /// Superscript or subscript, as marks of notes are.
    Raised,
    /// Struck out.
    Struck,
    /// Hidden.
    Hidden,
    /// White, or moved up or down: not for the reader's eye, if the cell has other text.
    Unlike,
    /// The words of a drawing, or those that stand for a picture.
    Drawn,
    /// In much smaller type, directly behind a figure.
    Small,
    /// Printed over other words.
    Overlaid,
    /// In a text box that covers the cell.
    Boxed,
    /// In a table within the cell; the words are also in the cell's text.
    Nested,
    /// The value of a form field; the words are also in the cell's text.
    Field,
    /// The prompt of a form field without a value.
    Prompt,
    /// The cell has something of which it is not known what it shows, such as a style that moves
    /// words; this names it. The words themselves are in the cell's text.
    Doubt,
    /// The file ends within the cell, whose text may be incomplete.
    CutOff,
}

/// The purpose of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CellRole {
    /// The head of one or more columns.
    ColumnHead,
    /// The label of a row, or of a group of rows.
    RowHead,
    /// A unit or remark.
    Note,
    /// A value to read or fill in.
    #[default]
    Value,
}

impl Document {
    /// Appends a paragraph.
    pub fn push(&mut self, role: Role, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Paragraph { role, text: text.into() }));
    }

    /// The document's tables, in order.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
    }
}

impl GridCell {
    /// Adds an aside; successive words of the same kind become one aside.
    pub fn put_aside(&mut self, kind: AsideKind, text: &str) {
        match self.asides.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(text),
            None => self.asides.push(Aside { kind, text: text.to_string() }),
        }
    }

    /// A cell of one column and one row.
    pub fn new(role: CellRole, text: impl Into<String>) -> GridCell {
        GridCell {
            text: text.into(),
            columns: 1,
            rows: 1,
            role,
            cell: None,
            level: 0,
            asides: Vec::new(),
        }
    }
}

impl Grid {
    /// Most rows of a grid. Tables of reports are far shorter; a longer grid is another kind of
    /// list, and would take long to read.
    pub const MOST_ROWS: usize = 5_000;

    /// The place of a cell of this grid, the document's `number`th, in Chinese words.
    pub fn spot(&self, number: usize, row: usize, column: usize) -> String {
        match &self.place {
            Some(place) => place.spot(number, row, column),
            None => in_table(number, row, column),
        }
    }

    /// The grid with spans resolved: `[row][column]` holds the position in `rows[row]` of the cell
    /// that covers this place, and whether the cell begins here.
    ///
    /// Spans that overlap or reach outside are cut; a place without a cell is `None`. At most 64
    /// columns.
    pub fn cover(&self) -> Vec<Vec<Option<Covered>>> {
        self.cover_to(64)
    }

    /// The same for a grid of at most this many columns.
    pub fn cover_to(&self, columns: usize) -> Vec<Vec<Option<Covered>>> {
        let mut covered: Vec<Vec<Option<Covered>>> = vec![Vec::new(); self.rows.len()];
        for (r, row) in self.rows.iter().enumerate() {
            let mut c = 0;
            for (i, cell) in row.iter().enumerate() {
                while covered[r].get(c).is_some_and(Option::is_some) {
                    c += 1;
                }
                let right = c.saturating_add(cell.columns.max(1)).min(columns);
                let bottom = r.saturating_add(cell.rows.max(1)).min(self.rows.len());
                for (y, line) in covered.iter_mut().enumerate().take(bottom).skip(r) {
                    for x in c..right {
                        if line.len() <= x {
                            line.resize(x + 1, None);
                        }
                        line[x].get_or_insert(Covered {
                            row: r,
                            index: i,
                            begins: y == r && x == c,
                        });
                    }
                }
                c = right;
            }
        }
        covered
    }
}

/// The name of a worksheet's cell, such as `C7`; row and column are counted from 0.
pub fn reference(row: usize, column: usize) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

/// The name of a spreadsheet column: A to Z, AA, AB …
fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return letters.into_iter().collect();
        }
        column = column / 26 - 1;
    }
}

/// A place covered by a cell, see [`Grid::cover`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Covered {
    /// The row in which the cell begins.
    pub row: usize,
    /// The cell's index in that row.
    pub index: usize,
    /// Whether the cell begins at this place.
    pub begins: bool,
}

/// Something that a reader left out or guessed.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// How much it matters.
    pub level: NoteLevel,
    /// A Chinese sentence for the user.
    pub message: String,
    /// The place in the file, in words.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// How much a note matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteLevel {
    /// Something in the file is missing from the report.
    Lost,
    /// Something was decided that the file does not say.
    Guessed,
    /// Other information.
    Info,
}

/// Whether a note's `where` names a head: agency, year and the like, on which everything else
/// depends.
pub fn is_head(place: &str) -> bool {
    matches!(place, "机关名称" | "年度" | "格式" | "标题")
}

impl Note {
    /// A note without a place.
    pub fn new(level: NoteLevel, message: impl Into<String>) -> Note {
        Note { level, message: message.into(), place: None }
    }

    /// The same note with a place.
    pub fn at(mut self, place: impl Into<String>) -> Note {
        self.place = Some(place.into());
        self
    }
}
