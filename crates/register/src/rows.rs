//! Which lines of a table are applications (rules R03 and R17).

use report::text::key;

use crate::contents::{Reader, is_tick, tells};
use crate::dates::written;
use crate::field::Field;
use crate::grid::{Line, Sheet};
use crate::head::Table;
use crate::index::{Index, key_of};
use crate::outcome::is_blank;

/// An application, or a line that is none.
pub struct Row<'a> {
    /// The table.
    pub table: &'a Table,
    /// The sheet.
    pub sheet: &'a Sheet<'a>,
    /// Its lines; the first stands for it.
    pub lines: Vec<&'a Line<'a>>,
    /// The label of the part of the table in which it stands, such as 上年结转.
    pub part: Option<&'a str>,
    /// The number of the row that has the same applicant, day and contents under another number.
    pub twin: bool,
}

impl<'a> Row<'a> {
    /// The texts of the columns with this meaning, from the left; those of a ticked column are its
    /// head.
    pub fn texts(&self, field: Field) -> Vec<&'a str> {
        self.texts_of(&self.lines, field)
    }

    #[inline(never)]
    fn texts_of(&self, lines: &[&'a Line<'a>], field: Field) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for column in self.table.with(field) {
            for line in lines {
                let no = field == Field::Result && column.leaf().contains("是否公开");
                let text =
                    line.text(column.at).map(|t| if no && t == "否" { "不予公开" } else { t });
                let text = text.filter(|text| !is_blank(text));
                let Some(text) = text else { continue };
                // 是否公开
                let asked = field == Field::Result && column.leaf().contains("公开");
                let text = match text {
                    _ if column.ticks => column.words.as_str(),
                    "是" if asked => "公开",
                    text => text,
                };
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
        texts
    }

    /// What its first line says became of it, and when.
    fn answer(&self) -> [Vec<&'a str>; 3] {
        let fields = [Field::Result, Field::Detail, Field::Answered];
        fields.map(|field| self.texts_of(&self.lines[..1], field))
    }

    /// The first text of the columns with this meaning.
    #[inline(never)]
    pub fn text(&self, field: Field) -> Option<&'a str> {
        let mut columns = self.table.with(field);
        let real =
            |at: usize| self.lines.iter().find_map(|line| line.text(at)).filter(|t| !is_blank(t));
        columns.find_map(|column| real(column.at))
    }
}

/// A line that looks like an application and is none.
pub struct Skipped {
    /// The name of the sheet.
    pub sheet: String,
    /// The line's number.
    pub row: usize,
    /// Why, in a few Chinese words.
    pub why: &'static str,
}

/// The applications of all tables of applications.
pub fn rows<'a>(
    sheets: &'a [Sheet<'a>],
    tables: &[&'a Table],
    reader: &mut Reader,
    skipped: &mut Vec<Skipped>,
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row> = Vec::new();
    for table in tables {
        let sheet = &sheets[table.sheet];
        let mut part = None;
        let begun = rows.len();
        for line in &sheet.lines[table.lines.clone()] {
            if is_total(line) {
                continue;
            }
            if let Some(label) = label(line) {
                part = if label.contains("结转") || label.contains("新收") {
                    Some(label)
                } else {
                    part
                };
                continue;
            }
            let row = Row { table, sheet, lines: vec![line], part, twin: false };
            match rows[begun..].last_mut() {
                Some(last) if goes_on(&row, last) => last.lines.push(line),
                _ if is_application(&row, reader) => rows.push(row),
                _ => {}
            }
        }
    }
    join_numbers(rows, skipped)
}

/// Whether a line is a sum: 合计, 本月收到8件.
fn is_total(line: &Line) -> bool {
    const SUMS: &[&str] = &["合计", "总计", "小计", "累计", "共计", "汇总"];
    const COUNTS: &[&str] = &[
        "本月",
        "本季",
        "本页",
        "全年",
        "本年",
        "上半年",
        "下半年",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
    ];
    line.begun().take(3).any(|(_, cell)| {
        let text = key(cell.text);
        let short = text.chars().count() <= 16;
        short && SUMS.iter().any(|sum| text.starts_with(sum) || text.ends_with(sum))
            || COUNTS.iter().any(|word| text.starts_with(word))
                && (text.contains('件') || text.contains('计') || text.contains('共'))
    })
}

/// The text of a line that has no other.
fn label<'a>(line: &Line<'a>) -> Option<&'a str> {
    let mut begun = line.begun();
    let (_, first) = begun.next()?;
    begun.next().is_none().then_some(first.text)
}

/// Whether a line belongs to the application above it: its number is merged with that above, or it
/// names no number, applicant or day of its own.
fn goes_on(row: &Row, above: &Row) -> bool {
    let line = row.lines[0];
    let merged = |field| {
        row.table
            .with(field)
            .any(|c| line.cells.get(c.at).copied().flatten().is_some_and(|cell| !cell.top))
    };
    if merged(Field::Number) || merged(Field::Serial) {
        return true;
    }
    let own = |field| row.table.with(field).any(|c| line.own(c.at).is_some());
    let head = [
        Field::Serial,
        Field::Number,
        Field::Applicant,
        Field::Received,
        Field::Registered,
        Field::Filed,
    ];
    let mut known = head.iter().filter(|f| row.table.has(**f));
    let blank = known.by_ref().all(|f| !own(*f));
    let identified = row.table.has(Field::Number) || row.table.has(Field::Serial);
    blank
        && identified
        && row.table.has(Field::Applicant)
        && !is_note(line)
        && above.lines.len() < 100
        && (own(Field::Contents) || own(Field::Result) || own(Field::Detail))
}

/// Whether a line is a remark or a signature: few cells, one of which has a colon.
fn is_note(line: &Line) -> bool {
    let colon = |text: &str| text.contains(['：', ':']) && written(text).is_none();
    line.begun().count() <= 4 && line.begun().any(|(_, cell)| colon(cell.text))
}

/// Whether a line has enough of what an application has.
fn is_application(row: &Row, reader: &mut Reader) -> bool {
    if is_note(row.lines[0]) {
        return false;
    }
    let who = row.text(Field::Applicant).is_some() || !row.texts(Field::Kind).is_empty();
    let dates = [Field::Received, Field::Registered, Field::Filed, Field::Answered];
    let dated = dates.iter().any(|f| row.text(*f).is_some_and(|text| written(text).is_some()));
    let what = row.text(Field::Contents).is_some();
    let results = [Field::Result, Field::Detail, Field::Status];
    let result = results.iter().any(|f| {
        row.texts(*f).iter().any(|text| {
            is_tick(text) || tells(&reader.signs(text)) || row.text(Field::Applicant).is_some()
        })
    });
    let numbered = row.text(Field::Number).is_some();
    let found = [who, dated, what, result, numbered].iter().filter(|x| **x).count();
    found >= 3 || found == 2 && who && (dated || what)
}

/// Why a line does not count that repeats another.
const REPEATED: &str = "与另一行编号、内容相同，重复登记";

/// Joins lines with one number, drops those that repeat another, and marks those that repeat it
/// under another number.
fn join_numbers<'a>(rows: Vec<Row<'a>>, skipped: &mut Vec<Skipped>) -> Vec<Row<'a>> {
    let number = |row: &Row| row.text(Field::Number).map(key);
    let numbers: Vec<String> = rows.iter().filter_map(number).collect();
    let mut distinct = Index::default();
    numbers.iter().for_each(|number| distinct.add(number.clone()));
    let unique = distinct.0.len() * 10 >= numbers.len() * 8;
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    let (mut by_number, mut by_content) = (Index::default(), Index::default());
    for mut row in rows {
        let who = row.text(Field::Applicant).map(key).unwrap_or_default();
        let dates = [Field::Received, Field::Registered, Field::Filed];
        let day = dates.iter().find_map(|f| row.text(*f)).map(key).unwrap_or_default();
        let what = row.text(Field::Contents).map(key).unwrap_or_default();
        let same = number(&row).filter(|_| unique).and_then(|n| by_number.get(&n));
        if let Some(n) = same {
            let first: &mut Row = &mut kept[n];
            let first_who = first.text(Field::Applicant).map(key).unwrap_or_default();
            let first_day = dates.iter().find_map(|f| first.text(*f)).map(key).unwrap_or_default();
            if who == first_who && (day == first_day || day.is_empty()) {
                let repeats = first.text(Field::Contents).map(key).unwrap_or_default() == what;
                if repeats && first.answer() == row.answer() {
                    let (sheet, line) = (row.sheet.name.clone(), row.lines[0].number);
                    skipped.push(Skipped { sheet, row: line, why: REPEATED });
                } else if !repeats && std::ptr::eq(first.table, row.table) {
                    first.lines.append(&mut row.lines);
                } else {
                    row.twin = true;
                    kept.push(row);
                }
                continue;
            }
            row.twin = true;
        } else if let Some(n) = number(&row) {
            by_number.put(n, kept.len());
        }
        if !who.is_empty() && !day.is_empty() && !what.is_empty() {
            let place = key_of(&[&who, &day, &what]);
            row.twin |= by_content.get(&place).is_some();
            by_content.put(place, kept.len());
        }
        kept.push(row);
    }
    kept
}
