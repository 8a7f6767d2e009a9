//! Many files at once.

use report::combine;
use report::desk::{NoSum, Reread, Row, Wanted, alike_rows, sum};
use report::units::pair_files;
use report::{Report, Severity, newest_form};

use crate::archive::pack;
use crate::desk::{self, Last, check_file, check_with_last};

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
