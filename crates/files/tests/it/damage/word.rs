//! Documents as docx files, with cells that are formatted in unusual ways.

use report::document::{Grid, GridCell};

use super::formats::{Marked, blocks, marked, relation, types};
use super::ways::{Damaged, Mark};

pub fn docx(damaged: &Damaged) -> Option<Vec<u8>> {
    let other = |(mark, _): &(Mark, String)| matches!(mark, Mark::Drawn | Mark::Styled);
    if damaged.cut.is_some() || damaged.marks.values().any(other) {
        return None;
    }
    let body = blocks(damaged, |text| format!("<w:p>{}</w:p>", run("", text)), table)?;
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}</w:body></w:document>"
    );
    Some(files::pack(&[
        ("[Content_Types].xml", &types("/word/document.xml", "wordprocessingml.document.main")),
        ("_rels/.rels", &relation("officeDocument", "word/document.xml")),
        ("word/document.xml", &document),
    ]))
}

/// A run of text with one look.
fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A text box with a text.
fn text_box(text: &str) -> String {
    format!(
        "<w:r><w:pict><v:shape style=\"width:40pt;height:20pt\"><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent>\
        </v:textbox></v:shape></w:pict></w:r>",
        run("", text)
    )
}

/// A list to choose from, with this value chosen.
fn field(value: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/>\
        <w:listEntry w:val=\"0\"/><w:listEntry w:val=\"{value}\"/></w:ddList></w:ffData></w:fldChar></w:r>\
        <w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

fn cell(cell: &GridCell, mark: Marked, merge: &str) -> String {
    let text = run("", &cell.text.replace('\n', "</w:t><w:br/><w:t>"));
    let inner = match mark {
        None => text,
        Some((Mark::Raised, n)) => text + &run("<w:vertAlign w:val=\"superscript\"/>", n),
        Some((Mark::Struck, n)) => run("<w:strike/>", n) + &text,
        Some((Mark::Faint, n)) => text + &run("<w:color w:val=\"FDFDFD\"/>", n),
        Some((Mark::Hidden, n)) => text + &run("<w:vanish/>", n),
        Some((Mark::Boxed, n)) => text + &text_box(n),
        Some((Mark::Small, n)) => text + &run("<w:sz w:val=\"12\"/>", n),
        Some((Mark::Blank, _)) => "<w:fldSimple w:instr=\"=SUM(LEFT)\"/>".into(),
        Some((Mark::Field | Mark::Drawn | Mark::Styled, _)) => field(&cell.text),
        Some((Mark::Nested, n)) => {
            let c = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run("", text));
            let row = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", c(&cell.text), c(n));
            return format!("<w:tc>{row}<w:p/></w:tc>");
        }
    };
    let span = format!("<w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>", cell.columns);
    format!("<w:tc>{span}<w:p>{inner}</w:p></w:tc>")
}

fn table(grid: &Grid, mark: &dyn Fn(usize, usize) -> Option<(Mark, String)>) -> Option<String> {
    let columns = grid.cover().iter().map(Vec::len).max().unwrap_or(1);
    let mut text = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"9600\" w:type=\"dxa\"/><w:tblBorders>{}</w:tblBorders></w:tblPr>\
        <w:tblGrid>{}</w:tblGrid>",
        ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\"/>"))
            .concat(),
        format!("<w:gridCol w:w=\"{}\"/>", 9600 / columns).repeat(columns)
    );
    for (r, line) in grid.cover().iter().enumerate() {
        text += "<w:tr>";
        for (x, covered) in line.iter().enumerate() {
            let Some(c) = covered else { continue };
            let own = &grid.rows[c.row][c.index];
            let left = x == 0 || line[x - 1].is_none_or(|l| (l.row, l.index) != (c.row, c.index));
            match (c.begins, left) {
                (true, _) if own.rows > 1 => {
                    text += &cell(own, marked(&mark(r, c.index)), "<w:vMerge w:val=\"restart\"/>");
                }
                (true, _) => text += &cell(own, marked(&mark(r, c.index)), ""),
                (false, true) if c.row < r => {
                    let blank = GridCell { text: String::new(), ..own.clone() };
                    text += &cell(&blank, None, "<w:vMerge/>");
                }
                _ => {}
            }
        }
        text += "</w:tr>";
    }
    Some(text + "</w:tbl>")
}
