//! What the files of a desk say of its units: which files hold the same report, who has reported, which
//! files could not be read, and who has copied from whom.

use report::desk::Row;
use report::expected::{Expected, Reported, RollCall, Seen, call};
use report::likeness::Alike;
use report::units::{Unit, taken};

use super::super::xlsx::sheet::{Sheet, Style, text};
use super::{count, file, list, value};

/// What is known of a file's report from the other files of the same report.
pub(super) struct Same {
    /// Whether this is the file that counts.
    pub is_taken: bool,
    /// In Chinese words, which of the files counts; empty if there is only one.
    pub words: String,
}

/// For each row what is known from others.
pub(super) fn same_reports(rows: &[Row]) -> Vec<Same> {
    let units: Vec<Unit> = rows.iter().map(Row::unit).collect();
    let taken = taken(&units);
    let mut files = vec![0; rows.len()];
    taken.iter().for_each(|at| files[*at] += 1);
    let same = |(i, at): (usize, &usize)| {
        let differs = rows[i].version.figures != rows[*at].version.figures;
        let differs = if differs { "，数字与它不同" } else { "" };
        let words = match files[*at] {
            1 => String::new(),
            n if i == *at => format!("共 {n} 个文件，采用这个"),
            _ => format!("采用 {}{differs}", rows[*at].place()),
        };
        Same { is_taken: i == *at, words }
    };
    taken.iter().enumerate().map(same).collect()
}

/// Who of the expected units has reported.
pub(super) fn roll_call(rows: &[Row], expected: &Expected) -> RollCall {
    let seen = rows.iter().map(|row| Seen {
        agency: &row.agency,
        year: row.year,
        file: &row.file,
        is_read: row.error.is_none(),
    });
    call(expected, &seen.collect::<Vec<Seen>>())
}

/// The sheet of units that should have reported: first those of the list, then those that are not on
/// it.
pub(super) fn handed_in(rows: &[Row], called: &RollCall) -> Sheet {
    let heads =
        [("应报送单位", 28), ("年度", 6), ("报送情况", 16), ("报告中的名称", 28), ("文件", 36)];
    let mut sheet = list("应报送", &heads);
    let year = called.year.map_or(String::new(), |year| year.to_string());
    let mut push = |listed: &str, words: &str, at: Option<usize>| {
        let agency = at.map_or("", |at| rows[at].agency.as_str());
        let file = at.map_or(String::new(), |at| file(&rows[at]));
        sheet.push([
            text(Style::ListText, listed),
            value(Style::ListMiddle, &year),
            text(Style::ListMiddle, words),
            text(Style::ListText, agency),
            text(Style::ListText, file),
        ]);
    };
    for one in &called.listed {
        match one.state {
            Reported::Yes(at) => push(&one.name, "已报送", Some(at)),
            Reported::Perhaps(at) => push(&one.name, "已报送，名称待核对", Some(at)),
            Reported::Unread(at) => push(&one.name, "文件读不了", Some(at)),
            Reported::No => push(&one.name, "未报送", None),
        }
    }
    called.unlisted.iter().for_each(|at| push("", "不在名单里", Some(*at)));
    sheet
}

/// The sheet of files in which no report could be read.
pub(super) fn unread(rows: &[Row]) -> Sheet {
    let mut sheet = list("读不了", &[("文件", 60), ("原因", 80), ("代码", 14)]);
    for row in rows {
        let Some(error) = &row.error else { continue };
        sheet.push([
            text(Style::ListText, row.file.as_str()),
            text(Style::ListText, error.message.as_str()),
            text(Style::ListMiddle, error.code.as_str()),
        ]);
    }
    sheet
}

/// The sheet of pairs of reports with much the same text.
pub(super) fn near_copies(rows: &[Row], alike: &[Alike]) -> Sheet {
    const HEADS: [(&str, u16); 8] = [
        ("单位", 28),
        ("年度", 6),
        ("另一单位", 28),
        ("年度", 6),
        ("相同约（%）", 10),
        ("各部分相同约（%）", 50),
        ("文件", 36),
        ("另一文件", 36),
    ];
    let mut sheet = list("相近", &HEADS);
    for pair in alike {
        let (Some(a), Some(b)) = (rows.get(pair.a), rows.get(pair.b)) else { continue };
        let year = |row: &Row| {
            let year = row.year.map_or(String::new(), |year| year.to_string());
            value(Style::ListMiddle, &year)
        };
        let section = |s: &report::likeness::AlikeSection| match s.heading.as_str() {
            "" => format!("前言 {}", s.percent),
            heading => format!("{heading} {}", s.percent),
        };
        let sections: Vec<String> = pair.sections.iter().map(section).collect();
        sheet.push([
            text(Style::ListText, a.agency.as_str()),
            year(a),
            text(Style::ListText, b.agency.as_str()),
            year(b),
            count(pair.percent.into()),
            text(Style::ListText, sections.join("；")),
            text(Style::ListText, a.place()),
            text(Style::ListText, b.place()),
        ]);
    }
    sheet
}
