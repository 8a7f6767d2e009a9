//! All rows of a desk as one file: a workbook for people, csv for other programs, JSON lines for
//! scripts. Every file handed in appears, also clean reports and files that could not be read.

mod units;

use std::collections::{BTreeMap, BTreeSet};

use report::amount::Amount;
use report::checks::catalogue;
use report::desk::Row;
use report::expected::Expected;
use report::finding::{Finding, Progress, RuleLine, Severity};
use report::formats::ROW_FORMATS;
use report::likeness::Alike;
use report::{FORMS, Form};

use self::units::{Same, handed_in, near_copies, roll_call, same_reports, unread};
use super::csv::field;
use super::xlsx::book;
use super::xlsx::sheet::{Cell, Sheet, Style, Value, text};
use crate::error::{Code, Error};

/// Lines on a worksheet, below the 1,048,576 that programs can hold; further lines go on another
/// sheet.
const MOST_LINES: usize = 1_000_000;

/// How many columns of the list of findings are printed: what says which file it was has no room.
const PRINTED: usize = 15;

/// The heads of the list of findings with the widths of their columns in characters. The printed ones
/// together are not wider than is still readable on a page.
const FINDINGS: [(&str, u16); 17] = [
    ("单位", 18),
    ("年度", 6),
    ("格式", 6),
    ("级别", 6),
    ("规则", 6),
    ("位置", 18),
    ("在文件中的位置", 12),
    ("相关数据", 40),
    ("填报", 8),
    ("应为", 8),
    ("相差", 8),
    ("问题", 40),
    ("依据", 14),
    ("建议核对", 22),
    ("说明（已核实的理由）", 14),
    ("文件", 36),
    ("同一报告", 36),
];

/// The rows as a file of this format: `xlsx`, `csv` or `jsonl`. `alike` lists the pairs of
/// near-copies among them; `expected` the units that should have reported, if there is a list.
///
/// # Errors
/// The format is another one.
pub fn write(
    rows: &[Row],
    alike: &[Alike],
    expected: &Expected,
    format: &str,
) -> Result<Vec<u8>, Error> {
    match format {
        "xlsx" => Ok(workbook(rows, alike, expected)),
        "csv" => Ok(csv(rows, expected).into_bytes()),
        "jsonl" => Ok(lines(rows).into_bytes()),
        _ => {
            let known = ROW_FORMATS.map(|(id, _)| id).join("、");
            let message = format!("暂不能保存为 {format} 格式；可以保存为 {known}。");
            Err(Error::new(Code::Unsupported, message))
        }
    }
}

/// One JSON object a line, without the rows' `prints` and reports.
fn lines(rows: &[Row]) -> String {
    let mut lines = String::new();
    for row in rows {
        let row = Row { prints: Vec::new(), report: None, ..row.clone() };
        lines.push_str(&serde_json::to_string(&row).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn csv(rows: &[Row], expected: &Expected) -> String {
    let mut csv = String::from("\u{feff}");
    let mut push = |fields: &[String]| {
        let fields: Vec<String> = fields.iter().map(|f| field(f)).collect();
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    };
    push(&FINDINGS.map(|(head, _)| head.to_string()));
    for (row, same) in rows.iter().zip(same_reports(rows)) {
        let mut push = |line: [String; 17]| push(&with_same(line, &same));
        if let Some(error) = &row.error {
            push(line(row, "读不了", &error.message));
        } else if !row.progress.is_whole() {
            push(line(row, "进度", &format!("统计表{} 格", row.progress.words())));
        } else if row.findings.is_empty() {
            push(line(row, "未发现问题", ""));
        }
        row.findings.iter().for_each(|finding| push(finding_line(row, finding)));
    }
    let called = roll_call(rows, expected);
    for unit in called.absent() {
        let absent = Row { agency: unit.into(), year: called.year, ..Row::default() };
        push(&line(&absent, "未报送", ""));
    }
    csv
}

/// A line with what is said of the other files of its report.
fn with_same(mut line: [String; 17], same: &Same) -> [String; 17] {
    line[16] = same.words.clone();
    line
}

/// A line of the list for a row as a whole instead of one finding.
fn line(row: &Row, level: &str, message: &str) -> [String; 17] {
    let mut line = <[String; 17]>::default();
    line[0] = row.agency.clone();
    line[1] = row.year.map_or(String::new(), |year| year.to_string());
    line[2] = row.form.clone();
    line[3] = level.into();
    line[11] = message.into();
    line[15] = file(row);
    line
}

/// Where a report was read, and whether it was corrected since.
fn file(row: &Row) -> String {
    let since = if row.version.corrected { "（已在自检时修改）" } else { "" };
    format!("{}{since}", row.place())
}

fn finding_line(row: &Row, finding: &Finding) -> [String; 17] {
    let cells = finding.cells.iter().map(|cell| format!("{}＝{}", cell.label, cell.value));
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut line = line(row, finding.severity.word(), &finding.message);
    line[4] = finding.rule.to_string();
    line[5] = finding.place.clone().unwrap_or_else(|| finding.at.clone());
    line[6] = optional(&finding.spot);
    line[7] = cells.collect::<Vec<_>>().join("；");
    line[8] = optional(&finding.stated);
    line[9] = optional(&finding.computed);
    line[10] = optional(&finding.difference);
    line[12] = finding.basis.as_deref().unwrap_or_default().into();
    line[13] = suspects(report::form(&row.form), finding);
    line[14] = optional(&finding.explained);
    line
}

/// The repairs of which one would satisfy the rules: cells that may be wrong, with their values.
pub fn suspects(form: Option<&'static Form>, finding: &Finding) -> String {
    let label = |id: &str| {
        let cell = form.and_then(|f| f.cell(id));
        cell.map_or(id.to_string(), |cell| cell.label.clone())
    };
    let one = |s: &report::finding::Suspect| {
        if let Some(words) = &s.words {
            return words.clone();
        }
        let with =
            s.with.iter().map(|edit| format!("，同时{}改为 {}", label(&edit.cell), edit.value));
        format!("{}改为 {}{}", label(&s.cell), s.value, with.collect::<String>())
    };
    finding.suspects.iter().map(one).collect::<Vec<_>>().join(" 或 ")
}

fn workbook(rows: &[Row], alike: &[Alike], expected: &Expected) -> Vec<u8> {
    let same = same_reports(rows);
    let counted: Vec<(&Row, &Same)> = rows.iter().zip(&same).collect();
    let mut sheets = vec![matrix(&counted)];
    if !expected.names.is_empty() {
        sheets.push(handed_in(rows, &roll_call(rows, expected)));
    }
    sheets.extend(findings(&counted));
    sheets.push(rules(&counted));
    if rows.iter().any(|row| row.error.is_some()) {
        sheets.push(unread(rows));
    }
    if !alike.is_empty() {
        sheets.push(near_copies(rows, alike));
    }
    book("年度报告自检汇总", &sheets)
}

/// A sheet with heads that stay in view, filter the lines, and are printed on each page.
fn list(name: &str, heads: &[(&str, u16)]) -> Sheet {
    let widths = heads.iter().map(|(_, width)| *width).collect();
    let mut sheet = Sheet { name: name.into(), widths, landscape: true, ..Sheet::default() };
    (sheet.heads, sheet.filtered) = (1, true);
    sheet.push(heads.iter().map(|(head, _)| text(Style::ListHead, *head)));
    sheet
}

/// A number if spreadsheets can hold it exactly, else text.
fn value(style: Style, shown: &str) -> Cell {
    let short = shown.len() <= 15;
    let number = Amount::parse(shown).filter(|n| short && n.to_string() == shown);
    match number {
        Some(_) => Cell { style, value: Value::Number(shown.into()) },
        None if shown.is_empty() => Cell { style, value: Value::Blank },
        None => text(style, shown),
    }
}

fn count(n: usize) -> Cell {
    let value = if n == 0 { Value::Blank } else { Value::Number(n.to_string()) };
    Cell { style: Style::ListMiddle, value }
}

fn severities(row: &Row) -> [usize; 3] {
    let of = |severity| row.findings.iter().filter(|f| f.severity == severity).count();
    [Severity::Error, Severity::Warning, Severity::Hint].map(of)
}

/// How often each rule is broken in a report.
fn by_rule(row: &Row) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    row.findings.iter().for_each(|f| *counts.entry(&*f.rule).or_default() += 1);
    counts
}

/// The sheet of agencies × rules, the most findings first, totals last. The totals count a report in
/// several files once.
fn matrix(rows: &[(&Row, &Same)]) -> Sheet {
    const HEADS: [(&str, u16); 8] = [
        ("单位", 28),
        ("年度", 6),
        ("格式", 6),
        ("已填", 9),
        ("错误", 6),
        ("提醒", 6),
        ("提示", 6),
        ("已查规则", 9),
    ];
    let read = worst_first(rows);
    let counted: Vec<&Row> =
        read.iter().filter(|(_, same)| same.is_taken).map(|(row, _)| *row).collect();
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, n) in read.iter().flat_map(|(row, same)| {
        by_rule(row).into_iter().map(|(rule, n)| (rule, n * usize::from(same.is_taken)))
    }) {
        *totals.entry(rule).or_default() += n;
    }
    let mut heads = HEADS.to_vec();
    heads.extend(totals.keys().map(|rule| (*rule, 6)));
    heads.extend([("文件", 36), ("同一报告", 36)]);
    let mut sheet = Sheet { kept: 1, ..list("汇总", &heads) };
    for (row, same) in &read {
        let counts = by_rule(row);
        let year = row.year.map_or(String::new(), |year| year.to_string());
        let mut cells = vec![text(Style::ListText, row.agency.as_str())];
        cells.extend([value(Style::ListMiddle, &year), text(Style::ListMiddle, row.form.as_str())]);
        let Progress { filled, cells: all } = row.progress;
        cells.push(text(Style::ListMiddle, format!("{filled}/{all}")));
        cells.extend(severities(row).map(count));
        cells.push(count(row.rules.checked));
        cells.extend(totals.keys().map(|rule| count(counts.get(rule).copied().unwrap_or(0))));
        cells.push(text(Style::ListText, file(row)));
        cells.push(text(Style::ListText, same.words.as_str()));
        sheet.push(cells);
    }
    let sum = |i: usize| counted.iter().map(|row| severities(row)[i]).sum::<usize>();
    let blank = || Cell { style: Style::ListMiddle, value: Value::Blank };
    let total = match read.len() - counted.len() {
        0 => format!("合计 {} 份", counted.len()),
        more => format!("合计 {} 份（同一报告的另外 {more} 个文件不计）", counted.len()),
    };
    let mut last = vec![text(Style::ListHead, total)];
    last.extend([blank(), blank(), blank()]);
    last.extend([0, 1, 2].map(|i| count(sum(i))));
    last.push(blank());
    last.extend(totals.values().map(|n| count(*n)));
    sheet.push(last);
    sheet
}

fn worst_first<'a>(rows: &[(&'a Row, &'a Same)]) -> Vec<(&'a Row, &'a Same)> {
    let mut read = rows.to_vec();
    read.retain(|(row, _)| row.error.is_none());
    read.sort_by_cached_key(|(row, _)| {
        let [errors, warnings, hints] = severities(row);
        (std::cmp::Reverse((errors, warnings, hints)), row.agency.clone(), row.year)
    });
    read
}

/// The sheets with all findings, one a line.
fn findings(rows: &[(&Row, &Same)]) -> Vec<Sheet> {
    type Line<'a> = (&'a Row, &'a Same, &'a Finding);
    let all = rows.iter().flat_map(|(row, same)| row.findings.iter().map(|f| (*row, *same, f)));
    let all: Vec<Line> = all.collect();
    let sheet = |(n, part): (usize, &[Line])| {
        let name = if n == 0 { "问题".to_string() } else { format!("问题 {}", n + 1) };
        let mut sheet = Sheet { printed: PRINTED, ..list(&name, &FINDINGS) };
        for (row, same, finding) in part {
            let style = |i: usize| match i {
                1..=4 | 8..=10 => Style::ListMiddle,
                _ => Style::ListText,
            };
            let number = |i: usize| matches!(i, 1 | 8..=10);
            let cell = |(i, shown): (usize, &String)| match number(i) {
                true => value(style(i), shown),
                false => text(style(i), shown.as_str()),
            };
            let line = with_same(finding_line(row, finding), same);
            sheet.push(line.iter().enumerate().map(cell));
        }
        sheet
    };
    if all.is_empty() {
        return vec![list("问题", &FINDINGS)];
    }
    all.chunks(MOST_LINES).enumerate().map(sheet).collect()
}

/// The sheet of rules that found something: what each asks, in how many reports it is broken, and
/// how often; a report in several files counts once.
fn rules(rows: &[(&Row, &Same)]) -> Sheet {
    const HEADS: [(&str, u16); 6] =
        [("规则", 8), ("级别", 6), ("要求", 60), ("依据", 40), ("报告数", 8), ("问题数", 8)];
    let mut sheet = list("规则", &HEADS);
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let rows: Vec<&Row> =
        rows.iter().filter(|(_, same)| same.is_taken).map(|(row, _)| *row).collect();
    for (rule, n) in rows.iter().flat_map(|row| by_rule(row)) {
        let (reports, findings) = found.entry(rule).or_default();
        (*reports, *findings) = (*reports + 1, *findings + n);
    }
    let lines: BTreeMap<_, RuleLine> =
        FORMS.into_iter().flat_map(catalogue).map(|line| (line.id.clone(), line)).collect();
    for (rule, (reports, findings)) in found {
        let Some(line) = lines.get(rule) else { continue };
        sheet.push([
            text(Style::ListMiddle, rule),
            text(Style::ListMiddle, line.severity.word()),
            text(Style::ListText, &*line.title),
            text(Style::ListText, bases(&rows, rule)),
            count(reports),
            count(findings),
        ]);
    }
    sheet
}

/// The legal bases of a rule in these rows, each once: the basis depends on the form, and so on the
/// year.
fn bases(rows: &[&Row], rule: &str) -> String {
    let of_rule = rows.iter().flat_map(|row| &row.findings).filter(|f| f.rule == rule);
    let bases: BTreeSet<&str> = of_rule.filter_map(|f| f.basis.as_deref()).collect();
    bases.into_iter().collect::<Vec<_>>().join("；")
}
