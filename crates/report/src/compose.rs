//! Report → Document: the report as it is printed, in the layout of its form.
//!
//! The other direction is [`crate::recognize`]; `recognize(compose(r)) = r` for every report.

use crate::document::{Block as Printed, CellRole, Document, Grid, GridCell, Role};
use crate::form::{Block, Kind, Row, Table, cell_id};
use crate::report::{ExtraRow, Report};
use crate::text;

/// The document of a report: title, preface, sections with their tables, signature, annexes.
pub fn compose(report: &Report) -> Document {
    let mut document = Document { data: Some(crate::draft::print(report)), ..Document::default() };
    if !report.title.trim().is_empty() {
        document.push(Role::Title, report.title.trim());
    }
    body(&mut document, &report.preface);
    for (i, section) in report.sections.iter().enumerate() {
        document.push(Role::Heading, section.heading.trim());
        body(&mut document, &section.text);
        // The section's place is the form's id only for the first section with that id.
        let place = report.place(i);
        for table in report.form.tables.iter().filter(|t| t.section == Some(place.as_str())) {
            push_table(&mut document, report, table);
        }
    }
    if let Some(date) = text::parse_date(&report.published) {
        if !report.agency.is_empty() {
            document.push(Role::Signature, report.agency.trim());
        }
        document.push(Role::Signature, text::chinese_date(date));
    }
    for table in report.form.tables.iter().filter(|t| is_annex(report, t)) {
        document.push(Role::Annex, "附件");
        push_table(&mut document, report, table);
    }
    if report.form.tables.is_empty() && !report.extra_rows.is_empty() {
        document.push(Role::Annex, "附件");
        document.blocks.push(Printed::Grid(own_table(&report.extra_rows)));
    }
    document
}

/// The table of an agency's own rows, used if the form has no table to which they could be added.
fn own_table(rows: &[ExtraRow]) -> Grid {
    let head = |text: &str| GridCell::new(CellRole::ColumnHead, text);
    let mut grid = Grid { widths: vec![600, 150, 250], head_rows: 1, ..Grid::default() };
    grid.rows.push(vec![head("指标名称"), head("单位"), head("数值")]);
    grid.rows.extend(rows.iter().map(|row| {
        vec![
            GridCell::new(CellRole::RowHead, row.label.trim()),
            GridCell::new(CellRole::Note, row.unit.trim()),
            GridCell::new(CellRole::Value, row.values.join(" ").trim()),
        ]
    }));
    grid
}

/// Whether a table is printed as an annex: the form says so, or the report lacks the table's
/// section.
fn is_annex(report: &Report, table: &Table) -> bool {
    table.section.is_none_or(|id| !report.sections.iter().any(|s| s.id.as_deref() == Some(id)))
}

fn body(document: &mut Document, text: &str) {
    for paragraph in text::paragraphs(text) {
        let sub = matches!(text::split_numeral(paragraph), Some((text::Numeral::Subsection(_), _)));
        let alone = text::length(paragraph) <= 40 && !paragraph.ends_with(['。', '；', '：', '，']);
        document.push(if sub && alone { Role::Subheading } else { Role::Body }, paragraph);
    }
}

/// The title printed above a table; empty if the form has none.
pub fn table_title(report: &Report, table: &Table) -> String {
    let year = report.year.map_or_else(String::new, |y| y.to_string());
    table.title.replace("{agency}", report.agency.trim()).replace("{year}", &year)
}

/// The name of a table: its title, or the heading of the section that contains it.
pub fn table_name(report: &Report, table: &Table) -> String {
    let heading = || table.section.and_then(|id| report.form.section(id));
    match table_title(report, table) {
        title if title.is_empty() => heading().map_or("", |s| s.heading).to_string(),
        title => title,
    }
}

/// The name of the attachment with the report's JSON in our PDF files.
pub const ATTACHMENT: &str = "nianbao.json";
/// The key in the attachment's file specification of the [`digest`] of the contents of all pages,
/// without white space at their ends, and of the JSON.
pub const PAGES: &str = "NianbaoPages";

/// A number that tells contents apart (FNV-1a).
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// The character that pages show for one of the text; `None` for those that nobody sees: control
/// characters, those that only steer the layout, and what Unicode keeps free.
pub fn as_drawn(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => None,
        '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' => None,
        '\u{e0000}'..='\u{e0fff}' => None,
        c if u32::from(c) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c) => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The byte at which a title that needs two lines of `line` Chinese characters is broken: before the
/// year, since a line must not end inside a word. `None` if the title fits on one line or a half would
/// still be too long.
pub fn title_break(text: &str, line: usize) -> Option<usize> {
    // Width in Chinese characters; a Latin character is half as wide.
    let width = |s: &str| s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() / 2;
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.find('年').filter(|_| width(text) > line)?;
    let (first, second) = text.split_at(text[..end].trim_end_matches(is_digit).len());
    let fits = width(first) <= line && width(second) <= line;
    // Between two Latin letters the line end would be read as a space.
    let last =
        first.trim_end_matches(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let parts = second.starts_with(is_digit) && !last.ends_with(|c: char| c.is_ascii());
    (fits && parts && !first.is_empty()).then_some(first.len())
}

fn push_table(document: &mut Document, report: &Report, table: &'static Table) {
    if !table.title.is_empty() {
        document.push(Role::TableTitle, table_title(report, table));
    }
    let filled = |row: &Row, block: &Block| {
        block.columns.iter().any(|c| !report.cell(&cell_id(row.id, c.id)).is_empty())
    };
    let mut grid = layout(table, &filled);
    for cell in grid.rows.iter_mut().flatten() {
        if let Some(id) = &cell.cell {
            cell.text = report.cell(id).trim().to_string();
        }
    }
    if report.form.tables.last().is_some_and(|last| last.id == table.id) {
        for extra in &report.extra_rows {
            grid.rows.push(extra_row(extra, table));
        }
    }
    document.blocks.push(Printed::Grid(grid));
}

/// A row of the report that the form does not have, printed at the end of the last table.
fn extra_row(extra: &ExtraRow, table: &Table) -> Vec<GridCell> {
    let columns = table.widths.len();
    let mut row = vec![GridCell::new(CellRole::RowHead, extra.label.trim())];
    if table.units.is_some() {
        row.push(GridCell::new(CellRole::Note, extra.unit.trim()));
    }
    let values = extra.values.iter().map(|v| GridCell::new(CellRole::Value, v.trim()));
    row.extend(values.take(columns.saturating_sub(row.len())));
    while row.len() < columns {
        row.push(GridCell::new(CellRole::Value, ""));
    }
    row
}

/// A table in the official layout. The cells are empty, but [`GridCell::cell`] has their ids.
pub fn grid(table: &'static Table) -> Grid {
    layout(table, &|_, _| false)
}

/// Like [`grid`], with the rows of filled variants in place of the blank rows they replace.
fn layout(table: &'static Table, filled: &dyn Fn(&Row, &Block) -> bool) -> Grid {
    let labels = match table.stub {
        None => 0,
        Some(_) => {
            1 + table.blocks.iter().flat_map(|b| b.rows).map(|r| r.groups.len()).max().unwrap_or(0)
        }
    };
    let lead = labels + usize::from(table.units.is_some());
    let values = table.widths.len() - lead;
    let mut grid = Grid { widths: table.widths.to_vec(), ..Grid::default() };
    for (i, block) in table.blocks.iter().enumerate() {
        if let Some(title) = block.title {
            grid.rows.push(vec![GridCell {
                columns: lead + values,
                ..GridCell::new(CellRole::ColumnHead, title)
            }]);
        }
        push_heads(&mut grid, table, block, labels, values);
        if i == 0 && table.blocks.len() == 1 {
            grid.head_rows = grid.rows.len();
        }
        push_rows(&mut grid, table, block, &rows(block, filled), labels, values);
    }
    grid
}

/// How many grid columns each column of a block spans; the first ones get the remainder.
fn shares(block: &Block, values: usize) -> Vec<usize> {
    let n = block.columns.len().max(1);
    (0..n).map(|i| values / n + usize::from(i < values % n)).collect()
}

/// Appends the head rows of a block. Equal neighbours in a row are merged, and the last head of a
/// column spans the rows below it.
fn push_heads(grid: &mut Grid, table: &Table, block: &Block, labels: usize, values: usize) {
    let depth = block.columns.iter().map(|c| c.heads.len()).max().unwrap_or(0);
    let shares = shares(block, values);
    for level in 0..depth {
        let mut row = Vec::new();
        if level == 0 {
            let corner = |text, columns| GridCell {
                columns,
                rows: depth,
                ..GridCell::new(CellRole::ColumnHead, text)
            };
            row.extend(table.stub.map(|stub| corner(stub, labels)));
            row.extend(table.units.map(|units| corner(units, 1)));
        }
        let mut i = 0;
        while i < block.columns.len() {
            let path = |k: usize| block.columns[k].heads.get(..=level);
            let Some(here) = path(i) else {
                i += 1;
                continue;
            };
            let same = (i..block.columns.len()).take_while(|&k| path(k) == Some(here)).count();
            let last = block.columns[i].heads.len() == level + 1;
            row.push(GridCell {
                columns: shares[i..i + same].iter().sum(),
                rows: if last { depth - level } else { 1 },
                ..GridCell::new(CellRole::ColumnHead, here[level])
            });
            i += same;
        }
        grid.rows.push(row);
    }
}

/// The rows of a block that are printed.
fn rows(block: &'static Block, filled: &dyn Fn(&Row, &Block) -> bool) -> Vec<&'static Row> {
    let used = || block.variants.iter().filter(|v| filled(v, block));
    let mut rows = Vec::new();
    for row in block.rows {
        rows.extend(used().filter(|v| block.replaced_by(v).next() == Some(row)));
        if filled(row, block) || !used().any(|v| block.replaced_by(v).any(|r| r == row)) {
            rows.push(row);
        }
    }
    rows
}

/// Appends the rows of a block: groups are merged downwards, and labels span the columns without a
/// group.
fn push_rows(
    grid: &mut Grid,
    table: &Table,
    block: &Block,
    rows: &[&Row],
    labels: usize,
    values: usize,
) {
    let shares = shares(block, values);
    for (i, row) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        for level in 0..row.groups.len() {
            let group = |r: &Row| r.groups.get(..=level).map(<[_]>::to_vec);
            let here = group(row);
            if i > 0 && group(rows[i - 1]) == here {
                continue;
            }
            let rows = rows[i..].iter().take_while(|r| group(r) == here).count();
            cells.push(GridCell { rows, ..GridCell::new(CellRole::RowHead, row.groups[level]) });
        }
        if labels > 0 {
            cells.push(GridCell {
                columns: labels - row.groups.len(),
                level: row.level,
                ..GridCell::new(CellRole::RowHead, row.label)
            });
        }
        if table.units.is_some() {
            cells.push(GridCell::new(CellRole::Note, row.unit));
        }
        if row.kind == Kind::Heading {
            cells.push(GridCell { columns: values, ..GridCell::new(CellRole::Note, "") });
        } else {
            for (column, &columns) in block.columns.iter().zip(&shares) {
                let value = GridCell::new(CellRole::Value, "");
                cells.push(GridCell { columns, cell: Some(cell_id(row.id, column.id)), ..value });
            }
        }
        grid.rows.push(cells);
    }
}
