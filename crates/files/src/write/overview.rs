//! All rows of a desk as one file: a workbook for people, csv for other programs, JSON lines for
//! scripts. Every file handed in appears, also clean reports and files that could not be read.

use std::collections::{BTreeMap, BTreeSet};

use report::FORMS;
use report::amount::Amount;
use report::checks::catalogue;
use report::desk::Row;
use report::finding::{Finding, Progress, RuleLine, Severity};
use report::formats::ROW_FORMATS;
use report::likeness::Alike;

use super::csv::field;
use super::xlsx::book;
use super::xlsx::sheet::{Cell, Sheet, Style, Value, text};
use crate::error::{Code, Error};

/// Lines on a worksheet, below the 1,048,576 that programs can hold; further lines go on another
/// sheet.
const MOST_LINES: usize = 1_000_000;

/// The heads of the list of findings with the widths of their columns in characters.
const FINDINGS: [(&str, u16); 16] = [
    ("单位", 26),
    ("年度", 6),
    ("格式", 6),
    ("级别", 6),
    ("规则", 7),
    ("位置", 28),
    ("在文件中的位置", 24),
    ("相关数据", 40),
    ("填报", 9),
    ("应为", 9),
    ("相差", 9),
    ("问题", 60),
    ("依据", 26),
    ("建议核对", 24),
    ("说明（已核实的理由）", 24),
    ("文件", 36),
];

/// The rows as a file of this format: `xlsx`, `csv` or `jsonl`. `alike` lists the pairs of
/// near-copies among them.
///
/// # Errors
/// The format is another one.
pub fn write(rows: &[Row], alike: &[Alike], format: &str) -> Result<Vec<u8>, Error> {
    match format {
        "xlsx" => Ok(workbook(rows, alike)),
        "csv" => Ok(csv(rows).into_bytes()),
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

fn csv(rows: &[Row]) -> String {
    let mut csv = String::from("\u{feff}");
    let mut push = |fields: &[String]| {
        let fields: Vec<String> = fields.iter().map(|f| field(f)).collect();
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    };
    push(&FINDINGS.map(|(head, _)| head.to_string()));
    for row in rows {
        if let Some(error) = &row.error {
            push(&line(row, "读不了", &error.message));
        } else if !row.progress.is_whole() {
            push(&line(row, "进度", &format!("统计表{} 格", row.progress.words())));
        } else if row.findings.is_empty() {
            push(&line(row, "未发现问题", ""));
        }
        row.findings.iter().for_each(|finding| push(&finding_line(row, finding)));
    }
    csv
}

/// A line of the list for a row as a whole instead of one finding.
fn line(row: &Row, level: &str, message: &str) -> [String; 16] {
    let mut line = <[String; 16]>::default();
    line[0] = row.agency.clone();
    line[1] = row.year.map_or(String::new(), |year| year.to_string());
    line[2] = row.form.clone();
    line[3] = level.into();
    line[11] = message.into();
    line[15] = row.file.clone();
    line
}

fn finding_line(row: &Row, finding: &Finding) -> [String; 16] {
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
    line[13] = suspects(row, finding);
    line[14] = optional(&finding.explained);
    line
}

/// Each cell that may be wrong, with the value that would satisfy the rules named.
fn suspects(row: &Row, finding: &Finding) -> String {
    let form = report::form(&row.form);
    let label = |id: &str| {
        let cell = form.and_then(|f| f.cell(id));
        cell.map_or(id.to_string(), |cell| cell.label.clone())
    };
    let one = |s: &report::finding::Suspect| {
        if let Some(words) = &s.words {
            return words.clone();
        }
        let with = s.with.iter().map(|edit| format!("，{}改为 {}", label(&edit.cell), edit.value));
        format!("{}改为 {}{}", label(&s.cell), s.value, with.collect::<String>())
    };
    finding.suspects.iter().map(one).collect::<Vec<_>>().join("；")
}

fn workbook(rows: &[Row], alike: &[Alike]) -> Vec<u8> {
    let mut sheets = vec![matrix(rows)];
    sheets.extend(findings(rows));
    sheets.push(rules(rows));
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

/// The sheet of agencies × rules, the most findings first, totals last.
fn matrix(rows: &[Row]) -> Sheet {
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
    let read: Vec<&Row> = worst_first(rows);
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, n) in read.iter().flat_map(|row| by_rule(row)) {
        *totals.entry(rule).or_default() += n;
    }
    let mut heads = HEADS.to_vec();
    heads.extend(totals.keys().map(|rule| (*rule, 6)));
    heads.push(("文件", 36));
    let mut sheet = Sheet { kept: 1, ..list("汇总", &heads) };
    for row in &read {
        let counts = by_rule(row);
        let year = row.year.map_or(String::new(), |year| year.to_string());
        let mut cells = vec![text(Style::ListText, row.agency.as_str())];
        cells.extend([value(Style::ListMiddle, &year), text(Style::ListMiddle, row.form.as_str())]);
        let Progress { filled, cells: all } = row.progress;
        cells.push(text(Style::ListMiddle, format!("{filled}/{all}")));
        cells.extend(severities(row).map(count));
        cells.push(count(row.rules.checked));
        cells.extend(totals.keys().map(|rule| count(counts.get(rule).copied().unwrap_or(0))));
        cells.push(text(Style::ListText, row.file.as_str()));
        sheet.push(cells);
    }
    let sum = |i: usize| read.iter().map(|row| severities(row)[i]).sum::<usize>();
    let blank = || Cell { style: Style::ListMiddle, value: Value::Blank };
    let mut last = vec![text(Style::ListHead, format!("合计 {} 份", read.len()))];
    last.extend([blank(), blank(), blank()]);
    last.extend([0, 1, 2].map(|i| count(sum(i))));
    last.push(blank());
    last.extend(totals.values().map(|n| count(*n)));
    sheet.push(last);
    sheet
}

fn worst_first(rows: &[Row]) -> Vec<&Row> {
    let mut read: Vec<&Row> = rows.iter().filter(|row| row.error.is_none()).collect();
    read.sort_by_cached_key(|row| {
        let [errors, warnings, hints] = severities(row);
        (std::cmp::Reverse((errors, warnings, hints)), row.agency.clone(), row.year)
    });
    read
}

/// The sheets with all findings, one a line.
fn findings(rows: &[Row]) -> Vec<Sheet> {
    let all = rows.iter().flat_map(|row| row.findings.iter().map(move |f| (row, f)));
    let all: Vec<(&Row, &Finding)> = all.collect();
    let sheet = |(n, part): (usize, &[(&Row, &Finding)])| {
        let name = if n == 0 { "问题".to_string() } else { format!("问题 {}", n + 1) };
        let mut sheet = list(&name, &FINDINGS);
        for (row, finding) in part {
            let style = |i: usize| match i {
                1..=4 | 8..=10 => Style::ListMiddle,
                _ => Style::ListText,
            };
            let number = |i: usize| matches!(i, 1 | 8..=10);
            let cell = |(i, shown): (usize, &String)| match number(i) {
                true => value(style(i), shown),
                false => text(style(i), shown.as_str()),
            };
            sheet.push(finding_line(row, finding).iter().enumerate().map(cell));
        }
        sheet
    };
    if all.is_empty() {
        return vec![list("问题", &FINDINGS)];
    }
    all.chunks(MOST_LINES).enumerate().map(sheet).collect()
}

/// The sheet of rules that found something: what each asks, in how many reports it is broken, and
/// how often.
fn rules(rows: &[Row]) -> Sheet {
    const HEADS: [(&str, u16); 6] =
        [("规则", 8), ("级别", 6), ("要求", 60), ("依据", 40), ("报告数", 8), ("问题数", 8)];
    let mut sheet = list("规则", &HEADS);
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, n) in rows.iter().flat_map(by_rule) {
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
            text(Style::ListText, bases(rows, rule)),
            count(reports),
            count(findings),
        ]);
    }
    sheet
}

/// The legal bases of a rule in these rows, each once: the basis depends on the form, and so on the
/// year.
fn bases(rows: &[Row], rule: &str) -> String {
    let of_rule = rows.iter().flat_map(|row| &row.findings).filter(|f| f.rule == rule);
    let bases: BTreeSet<&str> = of_rule.filter_map(|f| f.basis.as_deref()).collect();
    bases.into_iter().collect::<Vec<_>>().join("；")
}

fn unread(rows: &[Row]) -> Sheet {
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

fn near_copies(rows: &[Row], alike: &[Alike]) -> Sheet {
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
            text(Style::ListText, a.file.as_str()),
            text(Style::ListText, b.file.as_str()),
        ]);
    }
    sheet
}
