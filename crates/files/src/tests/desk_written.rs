//! What is written of many files: the workbook, csv and JSON lines, and the notices.

use report::Severity;
use report::desk::{Row, Wanted};
use report::document::{Block, Document, Grid, Place, Role};
use report::expected::Expected;
use report::likeness::Alike;
use report::notice::{Letter, Missing, UnreadFile, notice};

use crate::archive::Archive;
use crate::desk::check_file;
use crate::write::{notices, overview};

/// Rows of the two samples and of an unreadable file; the first file's name looks like a formula.
fn rows() -> Vec<Row> {
    let samples = [
        include_str!("../../../../tests/reports/shili_2024.json"),
        include_str!("../../../../tests/reports/shili_2017.json"),
    ];
    let named = samples[0].replace("示例市人民政府", "=示例市人民政府");
    let mut rows: Vec<Row> = [&named, samples[1]]
        .iter()
        .enumerate()
        .flat_map(|(i, s)| check_file(s.as_bytes(), &format!("{i}.json"), &Wanted::default()))
        .collect();
    rows.extend(check_file(b"GIF89a", "图.gif", &Wanted::default()));
    rows
}

fn sheets(document: &Document) -> Vec<(&str, &Grid)> {
    let grids = document.grids().filter_map(|grid| match &grid.place {
        Some(Place::Sheet { name, .. }) => Some((name.as_str(), grid)),
        _ => None,
    });
    grids.collect()
}

#[test]
fn a_workbook_tells_all_of_a_desk() {
    let rows = rows();
    let alike = [Alike { a: 0, b: 1, percent: 62, sections: Vec::new() }];
    let bytes = overview::write(&rows, &alike, &Expected::default(), "xlsx").unwrap();
    assert_eq!(bytes, overview::write(&rows, &alike, &Expected::default(), "xlsx").unwrap());
    let document = crate::read(&bytes).unwrap().document;
    let sheets = sheets(&document);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["汇总", "问题", "规则", "读不了", "相近"]);
    let lines = |i: usize| -> Vec<Vec<&str>> {
        let rows = sheets[i].1.rows.iter();
        rows.map(|row| row.iter().map(|c| c.text.as_str()).collect()).collect()
    };
    let (matrix, found) = (lines(0), lines(1));
    let findings: usize = rows.iter().map(|r| r.findings.len()).sum();
    assert_eq!((matrix.len(), found.len()), (1 + 2 + 1, 1 + findings));
    // Totals equal the sums of their columns.
    let numbers = |line: usize| -> Vec<usize> {
        matrix[line][4..7].iter().map(|n| n.parse().unwrap_or(0)).collect()
    };
    let sums = numbers(1).into_iter().zip(numbers(2)).map(|(a, b)| a + b);
    assert_eq!(sums.collect::<Vec<_>>(), numbers(3));
    let filled: Vec<String> = rows[..2]
        .iter()
        .map(|row| format!("{}/{}", row.progress.filled, row.progress.cells))
        .collect();
    assert_eq!(
        [matrix[1][3], matrix[2][3]].map(|told| filled.iter().any(|f| f == told)),
        [true; 2]
    );
    let first = &rows[0].findings[0];
    let line = found.iter().find(|l| l[11] == first.message).unwrap();
    assert_eq!((line[0], line[1], line[4]), ("=示例市人民政府", "2024", &*first.rule));
    assert_eq!(line[8], first.stated.as_deref().unwrap_or_default());
    assert_eq!(lines(3)[1][0], "图.gif");
    assert_eq!(lines(4)[1][4], "62");
}

/// Repairs of which one is enough are no list to do, and the list of findings fits on a page.
#[test]
fn alternatives_are_told_as_such_and_the_list_is_printed_whole() {
    let mut rows = rows();
    let suspect = |cell: &str, value: &str| report::finding::Suspect {
        cell: cell.into(),
        value: value.into(),
        resolves: Vec::new(),
        with: Vec::new(),
        words: None,
        slip: None,
    };
    let mut first = suspect("甲", "3");
    first.with.push(report::finding::Edit { cell: "乙".into(), value: "4".into() });
    rows[0].findings[0].suspects = vec![first, suspect("丙", "5")];
    rows[0].version.corrected = true;
    let bytes = overview::write(&rows, &[], &Expected::default(), "xlsx").unwrap();
    let archive = Archive::open(&bytes).unwrap();
    let part = |name: &str| archive.text(name).unwrap().unwrap();
    let found = part("xl/worksheets/sheet2.xml");
    assert!(found.contains("甲改为 3，同时乙改为 4 或 丙改为 5"), "{found}");
    assert!(found.contains("0.json（已在自检时修改）"), "{found}");
    assert!(part("xl/worksheets/sheet1.xml").contains("0.json（已在自检时修改）"));
    let book = part("xl/workbook.xml");
    assert!(book.contains("问题&#39;!$A$1:$O$"), "{book}");
    assert!(book.contains("问题&#39;!$1:$1"), "{book}");
}

/// Every file is in the csv, no field of it is a formula, and the JSON lines are the rows.
#[test]
fn csv_and_json_lines_tell_the_same() {
    let rows = rows();
    let csv = String::from_utf8(overview::write(&rows, &[], &Expected::default(), "csv").unwrap())
        .unwrap();
    assert!(csv.starts_with("\u{feff}单位,年度,"));
    let lines: Vec<&str> = csv.trim_end().split("\r\n").collect();
    let findings: usize = rows.iter().map(|r| r.findings.len()).sum();
    let blank = rows.iter().filter(|row| !row.progress.is_whole()).count();
    assert_eq!(lines.len(), 1 + findings + blank + 1);
    assert_eq!(lines.iter().filter(|line| line.contains(",进度,")).count(), blank);
    assert!(lines[1].starts_with("'=示例市人民政府,2024,2021,"), "{}", lines[1]);
    assert!(
        lines[lines.len() - 1].contains("读不了") && lines[lines.len() - 1].ends_with("图.gif,")
    );
    let json =
        String::from_utf8(overview::write(&rows, &[], &Expected::default(), "jsonl").unwrap())
            .unwrap();
    let back: Vec<Row> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let print = |rows: &[Row]| serde_json::to_string(rows).unwrap();
    assert_eq!(print(&back), print(&rows));
    assert_eq!(
        overview::write(&rows, &[], &Expected::default(), "doc").unwrap_err().code,
        crate::Code::Unsupported
    );
}

/// The workbook counts a report in several files once, says which file counts, and lists who is
/// missing; so does the csv.
#[test]
fn a_workbook_tells_who_is_missing_and_which_files_are_the_same() {
    let mut rows = rows();
    let mut other = Row { file: "另一个.pdf".into(), ..rows[1].clone() };
    other.version.derived += 5;
    other.version.figures += 1;
    rows.push(other);
    let agency = rows[1].agency.clone();
    let names = vec![agency.clone(), "示例市教育局".into()];
    let expected = Expected { names, year: Some(2017) };
    let bytes = overview::write(&rows, &[], &expected, "xlsx").unwrap();
    let document = crate::read(&bytes).unwrap().document;
    let lines = |name: &str| -> Vec<Vec<String>> {
        let sheet = sheets(&document).into_iter().find(|(n, _)| *n == name).unwrap().1;
        sheet.rows.iter().map(|row| row.iter().map(|c| c.text.clone()).collect()).collect()
    };
    let matrix = lines("汇总");
    let same = |file: &str| {
        let line = matrix.iter().find(|line| line[line.len() - 2] == file).unwrap();
        line[line.len() - 1].clone()
    };
    assert_eq!(same("1.json"), "共 2 个文件，采用这个");
    assert_eq!(same("另一个.pdf"), "采用 1.json，数字与它不同");
    assert_eq!(same("0.json"), "");
    let total = &matrix[matrix.len() - 1];
    assert_eq!(total[0], "合计 2 份（同一报告的另外 1 个文件不计）");
    let errors: usize = rows[..2]
        .iter()
        .flat_map(|r| &r.findings)
        .filter(|f| f.severity == Severity::Error)
        .count();
    assert_eq!(total[4].parse().unwrap_or(0), errors);
    let listed = lines("应报送");
    assert_eq!(listed[1], [&agency, "2017", "已报送", &agency, "1.json"]);
    assert_eq!(listed[2][..3], ["示例市教育局", "2017", "未报送"]);
    let csv = String::from_utf8(overview::write(&rows, &[], &expected, "csv").unwrap()).unwrap();
    assert!(csv.contains("示例市教育局,2017,,未报送"), "{csv}");
    assert!(csv.contains("另一个.pdf,采用 1.json，数字与它不同"), "{csv}");
}

fn words(document: &Document) -> Vec<(Role, &str)> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(p) => Some((p.role, p.text.as_str())),
            Block::Grid(_) => None,
        })
        .collect()
}

#[test]
fn a_notice_tells_what_is_to_be_mended() {
    let rows = rows();
    let letter = Letter {
        office: "示例区人民政府办公室".into(),
        due: "2025-02-28".into(),
        ..Letter::default()
    };
    let document = notice(&rows[1], &letter).unwrap();
    let words = words(&document);
    assert_eq!(words[0], (Role::Title, "关于整改政府信息公开工作年度报告的通知"));
    assert_eq!(words[1].0, Role::Addressee);
    let all: String = words.iter().map(|(_, text)| *text).collect();
    assert!(all.contains("请于2025年2月28日前") && !all.contains('{'), "{all}");
    let hint = rows[1].findings.iter().find(|f| f.severity == Severity::Hint);
    assert!(hint.is_none_or(|hint| !all.contains(&hint.message)));
    let told = rows[1].findings.iter().filter(|f| f.severity < Severity::Hint);
    for finding in told {
        let place = report::text::without_numeral(finding.place.as_deref().unwrap());
        assert!(all.contains(place), "{}", finding.message);
    }
    let signed = &words[words.len() - 2..];
    assert_eq!(signed[0], (Role::Signature, "示例区人民政府办公室"));
    // Braces in replacements stay, and the office's own text is used unchanged.
    let mut row = rows[1].clone();
    row.agency = "{年}局{".into();
    let own =
        Letter { template: Some("致{机关}\n{问题}\n{落款}".into()), ..Letter::default() };
    let document = notice(&row, &own).unwrap();
    let words = self::words(&document);
    assert_eq!(words[0].1, "致{年}局{");
    assert_eq!(words[words.len() - 1], (Role::Body, "{落款}"));
    // An explained finding is not mentioned again.
    row.findings.iter_mut().for_each(|f| f.explained = Some("属实".into()));
    assert!(notice(&row, &letter).is_none());
    assert_eq!(notices::one(&row, &letter).unwrap_err().code, crate::Code::Form);
}

#[test]
fn notices_have_names_of_their_own() {
    let mut rows = rows();
    // The same report in another file has no notice of its own; a unit with a similar name has.
    rows.push(Row { file: "另一个.pdf".into(), ..rows[1].clone() });
    rows.push(Row { agency: "甲乙局".into(), ..rows[0].clone() });
    rows[0].agency = "甲/乙:局..".into();
    let letter = Letter { office: "示例区人民政府办公室".into(), ..Letter::default() };
    let unread = vec![UnreadFile {
        unit: "丁局".into(),
        file: "报送/丁局.doc".into(),
        why: "文件打不开。".into(),
    }];
    let names = vec!["丙局".into(), "丙.局".into()];
    let missing = Missing { names, year: Some(2024), unread };
    let zip = notices::all(&rows, &letter, &missing).unwrap();
    assert_eq!(zip, notices::all(&rows, &letter, &missing).unwrap());
    let archive = Archive::open(&zip).unwrap();
    let names: Vec<&str> = archive.names().collect();
    let agency = rows[1].agency.as_str();
    let expected = [
        "甲乙局2024年整改通知.docx".to_string(),
        format!("{agency}2017年整改通知.docx"),
        "甲乙局2024年整改通知（2）.docx".to_string(),
        "丙局2024年催报通知.docx".to_string(),
        "丙局2024年催报通知（2）.docx".to_string(),
        "丁局2024年重新报送通知.docx".to_string(),
    ];
    assert_eq!(names, expected);
    let reminder = archive.part_at(3).unwrap().unwrap();
    let reminder = crate::read(&reminder).unwrap().document;
    let all: String = words(&reminder).iter().map(|(_, text)| *text).collect();
    assert!(all.contains("丙局：") && all.contains("2024年政府信息公开"), "{all}");
    assert!(all.contains("尚未收到") && all.ends_with("年　　月　　日"), "{all}");
    assert!(all.contains("示例区人民政府办公室") && !all.contains('{'), "{all}");
    let again = archive.part_at(5).unwrap().unwrap();
    let again = crate::read(&again).unwrap().document;
    let all: String = words(&again).iter().map(|(_, text)| *text).collect();
    assert!(all.contains("丁局：") && all.contains("“丁局.doc”"), "{all}");
    assert!(all.contains("文件打不开。") && !all.contains('{'), "{all}");
    let wrong = Letter { due: "2025-02-30".into(), ..letter.clone() };
    let refused = notices::all(&rows, &wrong, &missing).unwrap_err();
    assert!(refused.message.contains("没有这一天"), "{}", refused.message);
    let bytes = archive.part_at(1).unwrap().unwrap();
    assert!(crate::read(&bytes).unwrap().document.blocks.len() > 5);
}
