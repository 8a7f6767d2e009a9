//! Copies in the formats that other programs write.

use std::fs;

use report::Report;
use report::apart::{Difference, Kind};

use super::{compared, found, planted, reports, told};
use crate::office::convert;

/// Reports as files of the formats that we do not write: LibreOffice makes them of ours, and a saved page is
/// packed by hand. For each report the format and the bytes of its files.
fn by_others(reports: &[Report]) -> Vec<Vec<(&'static str, Vec<u8>)>> {
    const FORMATS: [(&str, &str); 5] =
        [("docx", "doc"), ("docx", "odt"), ("docx", "pdf"), ("xlsx", "xls"), ("xlsx", "ods")];
    let folder = tempfile::tempdir().unwrap();
    let path = |i: usize, format: &str| folder.path().join(format!("{i}.{format}"));
    for (i, report) in reports.iter().enumerate() {
        for format in ["docx", "xlsx"] {
            fs::write(path(i, format), files::write(report, None, format).unwrap()).unwrap();
        }
    }
    for (from, to) in FORMATS {
        let from: Vec<_> = (0..reports.len()).map(|i| path(i, from)).collect();
        convert(&from, to, folder.path());
    }
    let of_report = |(i, report): (usize, &Report)| {
        let converted = FORMATS.map(|(_, to)| (to, fs::read(path(i, to)).unwrap()));
        let page = String::from_utf8(files::write(report, None, "html").unwrap()).unwrap();
        let saved = format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
             {page}\r\n--b--\r\n"
        );
        converted.into_iter().chain([("mht", saved.into_bytes())]).collect()
    };
    reports.iter().enumerate().map(of_report).collect()
}

/// Whether only a comma is missing: LibreOffice's PDF lacks one that hangs in the margin at the end of a page.
fn is_hanging(one: &Difference) -> bool {
    let pieces = one.values.iter().flatten().flat_map(|value| &value.pieces);
    let mut differ = pieces.filter(|piece| !piece.shared);
    one.kind == Kind::Text && differ.all(|piece| matches!(piece.text.as_str(), "" | "，"))
}

/// Words and a cell in each of the formats that others write.
#[test]
#[ignore = "needs LibreOffice"]
fn differences_are_found_in_the_files_of_other_programs() {
    let report = reports().remove(2);
    let mut all: Vec<(&str, Report, Kind)> =
        planted(&report).into_iter().map(|(what, other, kind, _)| (what, other, kind)).collect();
    let mut cell = report.clone();
    let id = report.cells.keys().find(|id| id.starts_with('3')).unwrap().clone();
    cell.cells.insert(id, "98765".into());
    all.push(("cell", cell, Kind::Cell));
    let reports: Vec<Report> =
        std::iter::once(&report).chain(all.iter().map(|(_, other, _)| other)).cloned().collect();
    let mut files = by_others(&reports);
    let equal = files.remove(0);

    let own = files::write(&report, None, "docx").unwrap();
    let copies = compared(&[vec![("docx", own)], equal.clone()].concat());
    let left = copies.differences.iter().filter(|one| !is_hanging(one));
    assert!(left.into_iter().all(|one| one.kind == Kind::Stated), "{}", told(&copies.differences));

    // Where there is no Chinese font, LibreOffice prints pages without words.
    let is_blank = |(format, bytes): &(&str, Vec<u8>)| {
        *format == "pdf"
            && files::read_report(bytes).map_or(true, |(read, _)| read.cells.is_empty())
    };
    for ((what, _, kind), files) in all.iter().zip(files) {
        for (file, base) in files.into_iter().zip(&equal).filter(|(_, base)| !is_blank(base)) {
            let format = file.0;
            let mut differences = compared(&[base.clone(), file]).differences;
            differences.retain(|one| !is_hanging(one));
            let found = found(&differences);
            let is_found = found.len() == 1 && (found[0].0 == *kind || *what == "part");
            assert!(is_found, "{what} {format}: {}", told(&differences));
        }
    }
}
