//! The receipt of a comparison (核对单), to be signed: which files were compared, when, and where they
//! differ.

use report::apart::{Difference, Kind, Value};
use report::copies::{Copies, Copy, in_words};
use report::document::{Block, CellRole, Document, Grid, GridCell, Role};
use report::likeness::Piece;

use super::{docx, html};
use crate::error::{Code, Error};

/// The receipt as the bytes of a docx or of a web page, or its result as plain text, line by line. `when` is the time of the comparison in words;
/// if empty, room is left for it.
///
/// # Errors
/// The format is another one, or nothing was compared.
pub fn write(all: &[Copies], format: &str, when: &str) -> Result<Vec<u8>, Error> {
    if all.is_empty() {
        return Err(Error::new(Code::Form, "没有核对过的文件，不用写核对单。"));
    }
    let document = document(all, when);
    match format {
        "docx" => Ok(docx::write(&document)),
        "html" => Ok(html::write(&document).into_bytes()),
        "txt" => Ok(all.iter().map(text).collect::<String>().into_bytes()),
        _ => Err(Error::new(Code::Unsupported, "核对单可以保存为 docx、html 或 txt。")),
    }
}

/// The files, where they differ, and the result.
fn text(copies: &Copies) -> String {
    let mut lines = Vec::new();
    for (i, copy) in copies.files.iter().enumerate() {
        let why = copy.error.as_ref().map_or(String::new(), |why| format!("（没有读出：{why}）"));
        lines.push(format!("{}：{}{why}", in_words(&[i]), name(copy)));
    }
    for one in &copies.differences {
        let stated = one.kind == Kind::Stated;
        let why = if stated { "（只有部分文件写明，不算不同）" } else { "" };
        lines.push(format!("{}{why}", one.place()));
        lines.extend(said(one).into_iter().map(|line| format!("  {line}")));
    }
    lines.push(format!("{}。\n", copies.verdict()));
    lines.join("\n")
}

/// The file, and which of its reports.
fn name(copy: &Copy) -> String {
    copy.part.as_ref().map_or(copy.file.clone(), |part| format!("{}：{part}", copy.file))
}

fn document(all: &[Copies], when: &str) -> Document {
    let mut page = Document::default();
    page.push(Role::Title, "政府信息公开工作年度报告核对单");
    let when =
        if when.trim().is_empty() { "　　　　年　　月　　日" } else { when.trim() };
    page.push(Role::Body, format!("核对时间：{when}"));
    page.push(
        Role::Body,
        "核对内容：机关、年度、发布日期、标题，各部分的标题和每一句正文，表格的每一格。只是排版不同的不算：\
         换行、空格、全角半角、引号和破折号的样式、千分位、页码、序号的样式。各份都与第 1 份比较；\
         【】里是不同的字句。",
    );
    if all.len() > 1 {
        page.push(Role::Heading, "总表");
        page.blocks.push(Block::Grid(summary(all)));
    }
    for (i, copies) in all.iter().enumerate() {
        if all.len() > 1 {
            page.push(Role::Heading, format!("{}　{}", i + 1, copies.name()));
        }
        push_copies(&mut page, copies);
    }
    page.push(Role::Signature, "核对人：　　　　　　　　复核人：　　　　　　　　");
    page.push(Role::Signature, "　　　　年　　月　　日");
    page
}

fn summary(all: &[Copies]) -> Grid {
    let rows = all.iter().enumerate().map(|(i, copies)| {
        let files = copies.files.len().to_string();
        vec![(i + 1).to_string(), copies.name(), files, copies.verdict()]
    });
    grid(&[80, 420, 100, 400], &["序号", "机关和年度", "份数", "结果"], rows.collect())
}

fn push_copies(page: &mut Document, copies: &Copies) {
    page.push(Role::TableTitle, "核对的文件");
    let rows = copies.files.iter().enumerate().map(|(i, copy)| {
        let Copy { sha256, agency, year, published, error, .. } = copy;
        let year = year.map_or(String::new(), |year| format!("{year}年度"));
        let read = match error {
            Some(error) => format!("没有读出：{error}"),
            None => lines(&[agency, &year, published]),
        };
        // Words and cells break anywhere only where there is a line end.
        let hash: Vec<&str> = sha256
            .as_bytes()
            .chunks(16)
            .filter_map(|four| std::str::from_utf8(four).ok())
            .collect();
        vec![in_words(&[i]), name(copy), read, hash.join("\n")]
    });
    let heads = ["份", "文件", "机关、年度、发布日期", "文件的 SHA-256 值"];
    page.blocks.push(Block::Grid(grid(&[110, 340, 270, 280], &heads, rows.collect())));
    for (i, copy) in copies.files.iter().enumerate().filter(|(_, copy)| !copy.notes.is_empty()) {
        page.push(Role::Body, format!("读取第 {} 份时：{}", i + 1, copy.notes.join("")));
    }
    page.push(Role::Body, format!("核对结果：{}。", copies.verdict()));
    let (stated, differ): (Vec<&Difference>, Vec<&Difference>) =
        copies.differences.iter().partition(|one| one.kind == Kind::Stated);
    if !differ.is_empty() {
        let row = |(i, one): (usize, &&Difference)| {
            vec![(i + 1).to_string(), one.place(), said(one).join("\n")]
        };
        page.push(Role::TableTitle, "不同的地方");
        let rows = differ.iter().enumerate().map(row).collect();
        page.blocks.push(Block::Grid(grid(&[80, 250, 670], &["序号", "位置", "各份的写法"], rows)));
    }
    for one in stated {
        let values = said(one).join("；");
        page.push(Role::Body, format!("{}只有部分文件写明，不算不同：{values}。", one.label));
    }
}

fn lines(all: &[&str]) -> String {
    all.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// What the copies say at a place, one line for those that say the same: `第 1、3 份：12`. In texts the
/// words that differ are marked.
fn said(one: &Difference) -> Vec<String> {
    let is_text = one.is_text();
    let piece = |piece: &Piece| match (piece.shared, piece.text.as_str()) {
        (false, "") => "【无】".to_string(),
        (false, text) if is_text => format!("【{text}】"),
        (_, text) => text.to_string(),
    };
    let line = |(copies, value): (Vec<usize>, &Value)| {
        let words: String = value.pieces.iter().map(piece).collect();
        format!("{}：{}", in_words(&copies), if words.is_empty() { "（空）" } else { &words })
    };
    one.said().into_iter().map(line).collect()
}

fn grid(widths: &[u16], heads: &[&str], rows: Vec<Vec<String>>) -> Grid {
    let head = heads.iter().map(|text| GridCell::new(CellRole::ColumnHead, *text)).collect();
    let row = |row: Vec<String>| {
        let cells = row.into_iter().enumerate();
        let role = |i| if i == 0 { CellRole::RowHead } else { CellRole::Note };
        cells.map(|(i, text)| GridCell::new(role(i), text)).collect()
    };
    let rows: Vec<Vec<GridCell>> = std::iter::once(head).chain(rows.into_iter().map(row)).collect();
    Grid { widths: widths.into(), rows, head_rows: 1, ..Grid::default() }
}
