//! Which lines of a table are applications (rules R03 and R17).

use report::text::key;

use crate::applicant::named;
use crate::contents::{Reader, is_tick, tells};
use crate::dates::{Written, written};
use crate::field::Field;
use crate::grid::{Line, Sheet};
use crate::head::{Column, Table};
use crate::index::{Index, key_of};
use crate::outcome::says_result;
use crate::period;
use crate::words::has;

/// An application, or a line that is none.
pub struct Row<'a> {
    /// The table.
    pub table: &'a Table,
    /// The sheet.
    pub sheet: &'a Sheet<'a>,
    /// Its lines; the first stands for it.
    pub lines: Vec<&'a Line<'a>>,
    /// The labels of the part of the table in which it stands: such as 上年结转, and of the month.
    pub part: Option<&'a str>,
    /// The label of the month in which it stands.
    pub month: Option<&'a str>,
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
        if field == Field::Kind {
            texts.extend(self.table.kind);
        }
        for column in self.table.with(field) {
            for line in lines {
                let no = field == Field::Result && column.leaf().contains("是否公开");
                let text = match column.said(line) {
                    None if no && column.value(line) == Some("否") => "不予公开",
                    None => continue,
                    Some(text) => text,
                };
                // 是否公开
                let asked = field == Field::Result && column.leaf().contains("公开");
                let words = match text {
                    _ if column.ticks => column.words.as_str(),
                    "是" if asked => "公开",
                    text => text,
                };
                // What stands in place of a tick may say more.
                let more =
                    Some(text).filter(|t| column.ticks && field == Field::Result && !is_tick(t));
                for text in [Some(words), more].into_iter().flatten() {
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
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

    /// The day that the columns with this meaning say; year, month and day may have one each.
    pub fn day(&self, field: Field) -> Option<Written> {
        if let Some(day) = self.text(field).and_then(written) {
            return Some(day);
        }
        let column = self.table.with(field).find(|c| c.leaf() == "日")?;
        let group = column.path.split_last()?.1;
        let number = |leaf: &str| -> Option<u16> {
            let of =
                |c: &&Column| c.leaf() == leaf && c.path.split_last().is_some_and(|p| p.1 == group);
            let at = self.table.columns.iter().find(of)?.at;
            self.lines
                .iter()
                .find_map(|line| line.text(at))?
                .trim_end_matches(['年', '月', '日'])
                .parse()
                .ok()
        };
        let day = number("日").and_then(|n| u8::try_from(n).ok())?;
        let month = number("月").and_then(|n| u8::try_from(n).ok());
        let year = number("年").map(|y| if y < 100 { 2000 + y } else { y });
        Some(Written { year, month, day })
    }

    /// Whether one of the columns of days has one.
    fn dated(&self) -> bool {
        [Field::Received, Field::Registered, Field::Filed, Field::Answered]
            .iter()
            .any(|field| self.day(*field).is_some())
    }

    /// The texts that say 上年结转, 本年新收 and the like.
    pub fn words_of_period(&self) -> Vec<&'a str> {
        let mut words = self.texts(Field::Period);
        words.extend(self.texts(Field::Note));
        words.extend(self.part);
        words
    }

    /// The first text of the columns with this meaning.
    #[inline(never)]
    pub fn text(&self, field: Field) -> Option<&'a str> {
        let mut columns = self.table.with(field);
        columns.find_map(|column| {
            let mut lines = self.lines.iter();
            lines.find(|line| column.value(line).is_some()).and_then(|line| column.said(line))
        })
    }
}

/// A line that looks like an application and is none.
pub struct Skipped<'a> {
    /// The sheet.
    pub sheet: &'a Sheet<'a>,
    /// The line's number.
    pub row: usize,
    /// Why, in a few Chinese words.
    pub why: &'static str,
}

/// The applications of all tables of applications. Every other line with some cells is told.
pub fn rows<'a>(
    sheets: &'a [Sheet<'a>],
    tables: &[&'a Table],
    reader: &mut Reader,
    skipped: &mut Vec<Skipped<'a>>,
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row> = Vec::new();
    for table in tables {
        let sheet = &sheets[table.sheet];
        let of_period = |text: &&str| has(text, "上年|去年|上一年") && has(text, "结转|转入|转来");
        let titles = [sheet.name.as_str(), &table.title];
        let (mut part, mut month) = (titles.into_iter().find(of_period), None);
        let begun = rows.len();
        for line in &sheet.lines[table.lines.clone()] {
            let row = Row { table, sheet, lines: vec![line], part, month, twin: false };
            let mut skip = |why| skipped.push(Skipped { sheet, row: line.number, why });
            if !row.dated() && is_total(line) {
                skip("合计、小计等汇总行");
                continue;
            }
            if let Some(label) = label(line).filter(|_| !row.dated()) {
                if of_part(label) {
                    part = Some(label);
                } else if period::month(label).is_some() {
                    month = Some(label);
                }
                continue;
            }
            match rows[begun..].last_mut() {
                Some(last) if goes_on(&row, last) => last.lines.push(line),
                _ if is_application(&row, reader) => rows.push(row),
                _ if line.begun().count() >= 3 && !is_note(line) => {
                    skip("没有申请人、日期等，看起来不是申请");
                }
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

/// Whether a text names a part of a list: 上年结转, 二〇二一年转来, 2022年.
fn of_part(text: &str) -> bool {
    let year = report::text::find_year(text).is_some();
    has(text, "结转|新收|转入|转来") || year && text.chars().count() <= 12
}

/// The text of a line that has no other, or that of a part with its number of applications.
fn label<'a>(line: &Line<'a>) -> Option<&'a str> {
    let mut begun = line.begun();
    let (_, first) = begun.next()?;
    let part = of_part(first.text);
    let more = begun.count();
    (more == 0 || part && more <= 2).then_some(first.text)
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
        && (!is_note(line) || item(row))
        && above.lines.len() < 100
        && (own(Field::Contents) || own(Field::Result) || own(Field::Detail))
}

/// Whether a line has a further item of an application, and what became of it: `第二项：某资料`.
fn item(row: &Row) -> bool {
    let results = [Field::Result, Field::Detail].map(|field| row.texts(field)).concat();
    row.text(Field::Contents).is_some() && results.iter().any(|text| says_result(text))
}

/// Whether a line is a remark or a signature: few cells, one of which has a colon.
fn is_note(line: &Line) -> bool {
    let colon = |text: &str| text.contains(['：', ':']) && written(text).is_none();
    line.begun().count() <= 4 && line.begun().any(|(_, cell)| colon(cell.text))
}

/// Whether a line has enough of what an application has.
fn is_application(row: &Row, reader: &mut Reader) -> bool {
    let dated = row.dated();
    if is_note(row.lines[0]) && !dated {
        return false;
    }
    let who = row.text(Field::Applicant).is_some() || !row.texts(Field::Kind).is_empty();
    let what = row.text(Field::Contents).is_some();
    let results = [Field::Result, Field::Detail, Field::Status];
    let result = results.iter().any(|f| {
        row.texts(*f).iter().any(|text| {
            is_tick(text) || tells(&reader.signs(text)) || row.text(Field::Applicant).is_some()
        })
    });
    let numbered = row.text(Field::Number).is_some();
    let found = [who, dated, what, result, numbered].iter().filter(|x| **x).count();
    let named = || row.text(Field::Applicant).is_some_and(|name| named(name).is_some());
    found >= 3 || found == 2 && who && (dated || what || named())
}

/// Why a line does not count that repeats another.
const REPEATED: &str = "与另一行编号、内容相同，重复登记";

/// Joins lines with one number, drops those that repeat another, and marks those that repeat it
/// under another number.
fn join_numbers<'a>(rows: Vec<Row<'a>>, skipped: &mut Vec<Skipped<'a>>) -> Vec<Row<'a>> {
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
                    let (sheet, line) = (row.sheet, row.lines[0].number);
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
