//! Many files at once.

use report::combine;
use report::desk::{NoSum, Reread, Row, Wanted, alike_rows, sum};
use report::document::{Block, Document, Grid, Place, Role};
use report::expected::Expected;
use report::likeness::Alike;
use report::notice::{Letter, notice};
use report::units::pair_files;
use report::{Report, Severity, newest_form};

use crate::archive::{Archive, pack};
use crate::desk::{self, Last, check_file, check_with_last};
use crate::write::{notices, overview};

fn html(agency: &str, year: u16) -> String {
    let mut report = Report::new(newest_form(), Some(year), agency);
    report.cells.insert("3.granted.person".into(), "3".into());
    String::from_utf8(crate::write(&report, None, "html").unwrap()).unwrap()
}

fn told(rows: &[Row]) -> Vec<(&str, &str)> {
    let code = |r: &Row| r.error.is_some();
    rows.iter().map(|r| (r.file.as_str(), if code(r) { "" } else { r.agency.as_str() })).collect()
}

/// A file of a zip that cannot be read says why and does not stop the others.
#[test]
fn a_zip_of_reports_is_a_row_a_file() {
    let bomb = "0".repeat(crate::limits::BYTES + 1);
    let inner = pack(&[("丙.html", html("丙局", 2024))]);
    let mut zip = pack(&[
        ("一/甲.html", html("甲局", 2024).into_bytes()),
        ("坏.html", html("坏局", 2024).into_bytes()),
        ("大.txt", bomb.into_bytes()),
        ("内.zip", inner),
        ("图.gif", b"GIF89a".to_vec()),
        ("乙.html", html("乙局", 2024).into_bytes()),
    ]);
    // The first byte after a part's header, which the packed size does not include.
    let name = "坏.html".as_bytes();
    let at = zip.windows(name.len()).position(|w| w == name).unwrap() + name.len();
    zip[at + 200] ^= 0x55;
    let rows = check_file(&zip, "全区.zip", &Wanted::default());
    assert_eq!(
        told(&rows),
        [
            ("全区.zip/一/甲.html", "甲局"),
            ("全区.zip/坏.html", ""),
            ("全区.zip/大.txt", ""),
            ("全区.zip/内.zip", ""),
            ("全区.zip/图.gif", ""),
            ("全区.zip/乙.html", "乙局"),
        ]
    );
    let code = |i: usize| rows[i].error.as_ref().unwrap().code.as_str();
    assert_eq!([1, 2, 3, 4].map(code), ["damaged", "too-large", "unsupported", "unsupported"]);
    let single =
        check_file(&pack(&[("甲.html", html("甲局", 2024))]), "某.zip/甲.html", &Wanted::default());
    assert_eq!(told(&single), [("某.zip/甲.html", "甲局")]);
    let none = check_file(&pack::<String>(&[]), "空.zip", &Wanted::default());
    assert_eq!(none[0].error.as_ref().unwrap().code, "unsupported");
}

/// A workbook with several reports gives a row for each, identified by `part`.
#[test]
fn each_report_of_a_workbook_is_a_row() {
    let lines = ["甲局", "乙局"].map(|agency| {
        let csv =
            crate::write(&Report::new(newest_form(), Some(2024), agency), None, "csv").unwrap();
        String::from_utf8(csv).unwrap().trim_start_matches('\u{feff}').to_string()
    });
    let rows = check_file(lines.concat().as_bytes(), "两份.csv", &Wanted::default());
    let parts: Vec<&str> = rows.iter().map(|r| r.part.as_deref().unwrap()).collect();
    assert_eq!(parts, ["甲局2024年", "乙局2024年"]);
}

/// The reports of agencies below each other in one file; `3.granted.person` distinguishes them.
fn several(reports: &[(&str, u16, &str)]) -> Vec<u8> {
    let csv = |(agency, year, granted): &(&str, u16, &str)| {
        let mut report = Report::new(newest_form(), Some(*year), agency);
        report.cells.insert("3.granted.person".into(), (*granted).into());
        let bytes = crate::write(&report, None, "csv").unwrap();
        String::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}').to_string()
    };
    reports.iter().map(csv).collect::<String>().into_bytes()
}

/// Each report in a file with several agencies is compared and opened with last year's report of
/// its own agency; without it if that is no longer there.
#[test]
fn last_year_is_the_units_own() {
    let old = several(&[("甲局", 2023, "1"), ("乙局", 2023, "2")]);
    let new = several(&[("乙局", 2024, "3"), ("丙局", 2024, "4"), ("甲局", 2024, "5")]);
    let files = [&old, &new].map(|bytes| check_file(bytes, "", &Wanted::default()));
    let units = files.map(|rows| rows.iter().map(Row::unit).collect());
    let found = pair_files(&units).remove(1);
    assert_eq!(
        (&found.files[..], &found.of[..]),
        (&[0][..], &[Some((0, 1)), None, Some((0, 0))][..])
    );
    let last = Last { files: vec![desk::reports(&old)], of: found.of };
    let rows = check_with_last(&new, "今年.csv", &Wanted::default(), &last);
    assert_eq!(rows.iter().map(|row| row.paired).collect::<Vec<_>>(), [true, false, true]);
    let granted = |report: &Option<Report>| {
        report.as_ref().map(|r| (r.agency.clone(), r.cell("3.granted.person").to_string()))
    };
    let opened = desk::open(&rows[0], &new, 0, Some((Some(&old), 1))).unwrap();
    assert_eq!(granted(&opened.previous), Some(("乙局".into(), "2".into())));
    assert!(opened.places["3.granted.person"].contains('行'), "{:?}", opened.places);
    for beside in [None, Some(&several(&[("甲局", 2023, "1")])[..]), Some(b"GIF89a"), Some(&new)]
    {
        let opened = desk::open(&rows[0], &new, 0, Some((beside, 1))).unwrap();
        assert_eq!(granted(&opened.previous), None);
        let note = opened.notes.last().unwrap();
        assert!(note.message.contains("上年"), "{}", note.message);
    }
    let moved = several(&[("甲局", 2024, "5"), ("乙局", 2024, "3")]);
    for bytes in [&moved[..], b"GIF89a", &old] {
        assert!(desk::open(&rows[0], bytes, 0, None).is_err());
    }
}

/// A report that cannot be read again is listed with the sum; R-01 takes the units as incomplete.
#[test]
fn a_sum_tells_what_is_not_in_it() {
    let bytes = several(&[("甲局", 2024, "1"), ("乙局", 2024, "2"), ("甲局", 2024, "9")]);
    let rows = check_file(&bytes, "一.csv", &Wanted::default());
    let gone = check_file(&several(&[("丙局", 2024, "4")]), "二.csv", &Wanted::default());
    let reread = |bytes: &[u8], rows: &[Row]| Reread {
        rows: rows.iter().cloned().enumerate().collect(),
        reports: desk::reports(bytes),
        error: None,
    };
    let missing = || Reread {
        error: report::desk::Failure { code: "damaged".into(), message: "读不到".into() }.into(),
        ..reread(b"", &gone)
    };
    let wanted = |names: &[&str]| combine::Wanted {
        names: names.iter().map(|name| name.to_string()).collect(),
        ..combine::Wanted::default()
    };
    let names = ["甲局", "乙局", "丙局", "丁局"];
    let both = sum(vec![missing(), reread(&bytes, &rows)], wanted(&names), None).unwrap();
    assert_eq!(both.rolled.units, ["甲局", "乙局"]);
    assert_eq!(both.rolled.report.cell("3.granted.person"), "3");
    assert_eq!((both.rolled.repeated, both.rolled.missing), (vec![3], vec!["丁局".to_string()]));
    let [unread] = &both.unread[..] else { panic!("{:?}", both.unread) };
    assert_eq!(
        (unread.agency.as_str(), unread.file.as_str(), unread.why.as_str()),
        ("丙局", "二.csv", "读不到")
    );
    // If another agency's report has replaced it, that one is not added up either.
    let other = reread(&several(&[("戊局", 2024, "7")]), &gone);
    let replaced = sum(vec![reread(&bytes, &rows), other], wanted(&[]), None).unwrap();
    assert_eq!(replaced.rolled.units, ["甲局", "乙局"]);
    assert!(replaced.unread[0].why.contains("更换"));
    let upper = several(&[("示例市人民政府", 2024, "50")]);
    let upper_rows = check_file(&upper, "市.csv", &Wanted::default());
    let upper = || Some(reread(&upper, &upper_rows));
    let found = |files: Vec<Reread>| {
        sum(files, wanted(&["甲局", "乙局"]), upper()).unwrap().rolled.findings.len()
    };
    assert_eq!(found(vec![reread(&bytes, &rows)]), 1);
    assert_eq!(found(vec![reread(&bytes, &rows), missing()]), 0);
    let none = sum(vec![missing()], wanted(&[]), None);
    assert!(matches!(none, Err(NoSum::Unread(one)) if one.agency == "丙局"));
    let none = sum(vec![reread(&bytes, &rows)], wanted(&[]), Some(missing()));
    assert!(matches!(none, Err(NoSum::Upper(one)) if one.agency == "丙局"));
}

/// If a section occurs twice, each text is shown at its own place.
#[test]
fn texts_side_by_side_are_those_of_the_place() {
    let json = |agency: &str| {
        let mut report = Report::new(newest_form(), Some(2024), agency);
        report.sections.truncate(1);
        report.sections.push(report.sections[0].clone());
        report.sections[0].text = format!("{agency}的第一段文字");
        report.sections[1].text = format!("{agency}的第二段文字");
        report::draft::print(&report).into_bytes()
    };
    let [a, b] = ["甲局", "乙局"].map(json);
    let row = |bytes: &[u8]| check_file(bytes, "", &Wanted::default()).remove(0);
    let places = ["1", "x2", "x9"].map(String::from);
    let texts = desk::compare((&row(&a), &a, 0), (&row(&b), &b, 0), &places).unwrap();
    let words: Vec<[String; 2]> = texts
        .into_iter()
        .map(|(a, b)| [a, b].map(|pieces| pieces.into_iter().map(|p| p.text).collect()))
        .collect();
    let told = |i: &str| ["甲局", "乙局"].map(|agency| format!("{agency}的第{i}段文字"));
    assert_eq!(words, [told("一"), told("二"), [String::new(), String::new()]]);
}

/// Similar rows are identified by file and position, even if a file has several reports or none.
#[test]
fn alike_rows_are_named_by_their_file() {
    let wanted = Wanted { prints: true, ..Wanted::default() };
    let text: String =
        (0..3_000u32).filter_map(|i| char::from_u32(0x4e00 + i * 7 % 20_000)).collect();
    let mut report = Report::new(newest_form(), Some(2024), "甲局");
    report.sections[0].text = text;
    let copied = check_file(report::draft::print(&report).as_bytes(), "", &wanted).remove(0);
    let plain = check_file(&several(&[("丙局", 2024, "1")]), "", &wanted).remove(0);
    let other = Row { agency: "乙局".into(), ..copied.clone() };
    let files = [vec![plain.clone()], vec![], vec![plain.clone(), copied], vec![other]];
    let found = alike_rows(&files);
    assert_eq!(found.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [((2, 1), (3, 0))]);
    // A report in two files, or of two years, is no copy of another unit's.
    let own =
        |agency: &str, year| Row { agency: agency.into(), year: Some(year), ..found_of(&files) };
    assert_eq!(alike_rows(&[vec![own("甲局", 2024)], vec![own("甲局", 2024)]]), []);
    assert_eq!(alike_rows(&[vec![own("甲局", 2024), own("甲局", 2023)]]), []);
    let three = [vec![own("甲局", 2024), own("甲局", 2024)], vec![own("乙局", 2024)]];
    let found = alike_rows(&three);
    assert_eq!(found.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [((0, 0), (1, 0))]);
}

fn found_of(files: &[Vec<Row>]) -> Row {
    files[3][0].clone()
}

/// Of a report in several files the better one is added up, and is named.
#[test]
fn a_sum_takes_the_better_file_and_names_it() {
    let whole = html("甲局", 2024);
    let partial = several(&[("甲局", 2024, "7")]);
    let other = several(&[("乙局", 2024, "1")]);
    let reread = |bytes: &[u8], name: &str| Reread {
        rows: check_file(bytes, name, &Wanted::default()).into_iter().enumerate().collect(),
        reports: desk::reports(bytes),
        error: None,
    };
    // Equally complete: the web page is nearer to what was written than the PDF.
    let files = vec![
        reread(&partial, "甲.pdf"),
        reread(whole.as_bytes(), "甲.html"),
        reread(&other, "乙.csv"),
    ];
    let both = sum(files, combine::Wanted::default(), None).unwrap();
    assert_eq!(both.rolled.report.cell("3.granted.person"), "4");
    assert_eq!((both.rolled.units.len(), both.rolled.repeated), (2, vec![0]));
    let [copies] = &both.copies[..] else { panic!("{:?}", both.copies) };
    assert_eq!((copies.name.as_str(), copies.taken.as_str()), ("甲局", "甲.html"));
    assert_eq!(copies.left, ["甲.pdf"]);
}

/// A row has exactly the requested fields; last year's report is found among the given ones.
#[test]
fn a_row_holds_what_is_wanted() {
    let bytes = html("甲局", 2024);
    let row = |wanted: &str| {
        let wanted: Wanted = serde_json::from_str(wanted).unwrap();
        check_file(bytes.as_bytes(), "甲.html", &wanted).remove(0)
    };
    let all = row("{}");
    assert!(all.report.is_none() && all.prints.is_empty() && !all.paired);
    let worst = row(r#"{"severity":"error"}"#);
    assert!(worst.findings.len() < all.findings.len());
    assert!(worst.findings.iter().all(|f| f.severity == Severity::Error));
    assert!(row(r#"{"rules":["V-03"]}"#).findings.iter().all(|f| f.rule == "V-03"));
    assert_eq!(row(r#"{"report":true}"#).report.unwrap().cell("3.granted.person"), "3");
    let mut last = Report::new(newest_form(), Some(2023), "甲局");
    let among = |last: &Report| {
        let text = report::draft::print(last);
        row(&format!("{{\"previous\":[{text}]}}")).paired
    };
    assert!(among(&last));
    last.agency = "乙局".into();
    assert!(!among(&last));
    // One cell of 200 is filled in: each empty table gives one finding, and other blanks none.
    assert_eq!((all.progress.filled, all.progress.cells), (1, 200));
    let blank = all.findings.iter().filter(|f| f.rule == "V-02");
    let places: Vec<&str> = blank.filter_map(|f| f.place.as_deref()).collect();
    assert_eq!(places.len(), 2, "{places:?}");
    assert!(places[0].ends_with("主动公开政府信息情况"), "{places:?}");
    let mut slip = Report::new(newest_form(), Some(2024), "甲局");
    slip.cells.insert("2.regulation.made".into(), "3件".into());
    let slip = crate::write(&slip, None, "html").unwrap();
    let found = check_file(&slip, "甲.html", &Wanted::default()).remove(0).findings;
    let cell = found.iter().find(|f| f.rule == "V-01").unwrap();
    assert_eq!(cell.place.as_deref(), Some("规章·本年制发件数"));
    assert!(cell.spot.as_deref().unwrap().starts_with("表 1"), "{:?}", cell.spot);
}

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
    let absent = Expected { names: vec!["丙局".into(), "丙.局".into()], year: Some(2024) };
    let zip = notices::all(&rows, &letter, &absent).unwrap();
    assert_eq!(zip, notices::all(&rows, &letter, &absent).unwrap());
    let archive = Archive::open(&zip).unwrap();
    let names: Vec<&str> = archive.names().collect();
    let agency = rows[1].agency.as_str();
    let expected = [
        "甲乙局2024年整改通知.docx".to_string(),
        format!("{agency}2017年整改通知.docx"),
        "甲乙局2024年整改通知（2）.docx".to_string(),
        "丙局2024年催报通知.docx".to_string(),
        "丙局2024年催报通知（2）.docx".to_string(),
    ];
    assert_eq!(names, expected);
    let reminder = archive.part_at(3).unwrap().unwrap();
    let reminder = crate::read(&reminder).unwrap().document;
    let all: String = words(&reminder).iter().map(|(_, text)| *text).collect();
    assert!(all.contains("丙局：") && all.contains("2024年政府信息公开"), "{all}");
    assert!(all.contains("尚未收到") && all.ends_with("年　　月　　日"), "{all}");
    assert!(all.contains("示例区人民政府办公室") && !all.contains('{'), "{all}");
    let bytes = archive.part_at(1).unwrap().unwrap();
    assert!(crate::read(&bytes).unwrap().document.blocks.len() > 5);
}
