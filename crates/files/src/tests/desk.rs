//! Many files at once.

use report::desk::{Row, Wanted};
use report::{Report, Severity, FORMS};

use crate::archive::pack;
use crate::desk::check_file;

fn html(agency: &str, year: u16) -> String {
    let mut report = Report::new(FORMS[2], Some(year), agency);
    report.cells.insert("3.granted.person".into(), "3".into());
    String::from_utf8(crate::write(&report, None, "html").unwrap()).unwrap()
}

fn told(rows: &[Row]) -> Vec<(&str, &str)> {
    let code = |r: &Row| r.error.is_some();
    rows.iter().map(|r| (r.file.as_str(), if code(r) { "" } else { r.agency.as_str() })).collect()
}

/// A file of a zip that fails says why and does not stop the others.
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
    // The first byte behind a part's head, which its packed size is not part of.
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

/// A workbook with several reports gives a row for each, told apart by `part`.
#[test]
fn each_report_of_a_workbook_is_a_row() {
    let lines = ["甲局", "乙局"].map(|agency| {
        let csv = crate::write(&Report::new(FORMS[2], Some(2024), agency), None, "csv").unwrap();
        String::from_utf8(csv).unwrap().trim_start_matches('\u{feff}').to_string()
    });
    let rows = check_file(lines.concat().as_bytes(), "两份.csv", &Wanted::default());
    let parts: Vec<&str> = rows.iter().map(|r| r.part.as_deref().unwrap()).collect();
    assert_eq!(parts, ["甲局2024年", "乙局2024年"]);
}

/// What is not wanted is not there; last year's report is found among those given.
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
    let mut last = Report::new(FORMS[2], Some(2023), "甲局");
    let among = |last: &Report| {
        let text = report::draft::print(last);
        row(&format!("{{\"previous\":[{text}]}}")).paired
    };
    assert!(among(&last));
    last.agency = "乙局".into();
    assert!(!among(&last));
    let cell = all.findings.iter().find(|f| f.rule == "V-02").unwrap();
    assert_eq!(cell.place.as_deref(), Some("规章·本年制发件数"));
    assert!(cell.spot.as_deref().unwrap().starts_with("表 1"), "{:?}", cell.spot);
}
