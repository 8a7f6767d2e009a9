//! The neutral middle between reports and files: paragraphs with a role, and grids.
//!
//! Readers make a [`Document`], writers print one, the paper on the screen is one; only
//! [`crate::recognize`] and [`crate::compose`] translate between a document and a report. Lists,
//! images and fonts are deliberately absent: a report has none that matter here.

/// A document in reading order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// The title in the file's properties, for pages that print none.
    pub title: Option<String>,
    /// The report's own JSON, where the file carries it. It is believed only if composing it gives
    /// these same blocks; otherwise the file was edited elsewhere.
    pub data: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    Paragraph(Paragraph),
    Grid(Grid),
}

/// A paragraph of plain text; no line breaks inside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    pub role: Role,
    pub text: String,
}

/// What a paragraph is for. Readers that cannot tell say `Body`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Title,
    /// 一、
    Heading,
    /// （一）as a paragraph of its own
    Subheading,
    Body,
    /// Whom a letter is for, set to the left.
    Addressee,
    /// Agency and date under the text, set to the right.
    Signature,
    /// 附件, which begins a new page.
    Annex,
    TableTitle,
}

/// A table. Rows hold only the cells that begin in them; a cell that spans rows is absent below.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grid {
    /// Column widths in per mille; empty if unknown.
    pub widths: Vec<u16>,
    pub rows: Vec<Vec<GridCell>>,
    /// How many rows at the top are heads, repeated on each page.
    pub head_rows: usize,
    /// Where it stood in its file, where the format has pages or worksheets.
    pub place: Option<Place>,
}

/// Where a grid stood in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The page its first row is on, counted from 1.
    Page(usize),
    /// The worksheet, and the row and column of its first cell, counted from 0.
    Sheet { name: String, row: usize, column: usize },
    /// A file that is one table: the row and column of its first cell, counted from 0.
    Rows { row: usize, column: usize },
}

impl Place {
    /// Where a cell of the document's `number`th grid stands, in words: `第 3 页，表 1，第 4 行第 5 列`,
    /// `工作表“表二”C7`, `第 7 行第 3 列`.
    pub fn spot(&self, number: usize, row: usize, column: usize) -> String {
        match self {
            Place::Page(page) => format!("第 {page} 页，{}", in_table(number, row, column)),
            Place::Sheet { name, row: top, column: left } => {
                format!("工作表“{name}”{}{}", column_letters(left + column), top + row + 1)
            }
            Place::Rows { row: top, column: left } => {
                format!("第 {} 行第 {} 列", top + row + 1, left + column + 1)
            }
        }
    }
}

fn in_table(number: usize, row: usize, column: usize) -> String {
    format!("表 {number}，第 {} 行第 {} 列", row + 1, column + 1)
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridCell {
    /// Lines are separated by `\n`.
    pub text: String,
    pub columns: usize,
    pub rows: usize,
    pub role: CellRole,
    /// The report's cell that stands here, where the document was composed from one.
    pub cell: Option<String>,
    /// Depth for indenting a label.
    pub level: u8,
    /// What the file has in the cell beside its plain text. Readers only name it; what becomes of it
    /// is decided where tables are read.
    pub asides: Vec<Aside>,
}

/// Something in a cell that is not plainly its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    pub kind: AsideKind,
    /// Its words, which are not in the cell's text unless the kind says so.
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsideKind {
    /// Set above or below the line, as marks of notes are.
    Raised,
    /// Struck out.
    Struck,
    /// Not shown.
    Hidden,
    /// In a text box that lies over the cell.
    Boxed,
    /// A table of several cells within the cell; its words are in the cell's text as well.
    Nested,
    /// The content of a form field; its words are in the cell's text as well.
    Field,
    /// What a form field shows until somebody fills it in.
    Prompt,
    /// The file breaks off in the cell, whose text may be cut short.
    CutOff,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CellRole {
    /// Head of columns.
    ColumnHead,
    /// Label of a row, or a group of rows.
    RowHead,
    /// Unit or remark.
    Note,
    #[default]
    Value,
}

impl Document {
    /// Appends a paragraph.
    pub fn push(&mut self, role: Role, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Paragraph { role, text: text.into() }));
    }

    /// Its tables, in order.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
    }
}

impl GridCell {
    /// Adds words that stand beside the text; those of one kind that follow each other are one.
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
    /// Tables of reports are far shorter, and reading one takes its time; longer grids are lists of
    /// something else.
    pub const MOST_ROWS: usize = 5_000;

    /// Where a cell of this grid, the document's `number`th, stands in the file, in words.
    pub fn spot(&self, number: usize, row: usize, column: usize) -> String {
        match &self.place {
            Some(place) => place.spot(number, row, column),
            None => in_table(number, row, column),
        }
    }

    /// The grid with every cell at its own row and column, spans resolved: `[row][column]` holds the
    /// position in `rows[row]` of the cell that covers it and whether it begins there.
    ///
    /// Spans that overlap or reach outside are cut; missing cells are `None`. At most 64 columns.
    pub fn cover(&self) -> Vec<Vec<Option<Covered>>> {
        const COLUMNS: usize = 64;
        let mut covered: Vec<Vec<Option<Covered>>> = vec![Vec::new(); self.rows.len()];
        for (r, row) in self.rows.iter().enumerate() {
            let mut c = 0;
            for (i, cell) in row.iter().enumerate() {
                while covered[r].get(c).is_some_and(Option::is_some) {
                    c += 1;
                }
                let right = c.saturating_add(cell.columns.max(1)).min(COLUMNS);
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

/// A column's name in a spreadsheet: A to Z, AA, AB …
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

/// See [`Grid::cover`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Covered {
    pub row: usize,
    pub index: usize,
    pub begins: bool,
}

/// What a reader could not place or had to guess.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Note {
    pub level: NoteLevel,
    pub message: String,
    /// Where it stood, in words.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteLevel {
    /// Something of the file is not in the report.
    Lost,
    /// Something was decided that the file does not say.
    Guessed,
    /// Worth knowing.
    Info,
}

impl Note {
    pub fn new(level: NoteLevel, message: impl Into<String>) -> Note {
        Note { level, message: message.into(), place: None }
    }

    /// The same with a place.
    pub fn at(mut self, place: impl Into<String>) -> Note {
        self.place = Some(place.into());
        self
    }
}
