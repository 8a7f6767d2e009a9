//! Our files after LibreOffice saved or calculated them. Word files that it converted to its own
//! and the old format give the same report, and the sums of a roll-up equal those that it
//! calculates.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::random::consistent;
use report::Report;
use report::compose::compose;
use report::document::Document;
use report::recognize::recognize;

/// Lets LibreOffice convert files, with an empty profile. `kind` is the argument of `--convert-to`:
/// an extension, and a filter if it is not the usual one.
///
/// # Panics
/// With LibreOffice's message if it is missing, fails, or takes a file for damaged; in the last
/// case it reports success but writes nothing.
pub fn convert(files: &[PathBuf], kind: &str, out: &Path) {
    let profile = tempfile::tempdir().unwrap();
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", profile.path().display()));
    office.args(["--headless", "--convert-to", kind, "--outdir"]).arg(out).args(files);
    let done = office.output().unwrap_or_else(|error| panic!("soffice does not start: {error}"));
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(done.status.success(), "soffice, {}: {said}", done.status);
    let ending = kind.split(':').next().unwrap();
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        // For a workbook it writes a csv for each sheet, named after both.
        let written = fs::read_dir(out).unwrap().flatten().any(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending));
            rest.is_some_and(|rest| rest == "." || ending == "csv" && rest.starts_with('-'))
        });
        assert!(written, "soffice wrote no {ending} of {}: {said}", file.display());
    }
}

/// One report on each form; the variable `CASES` sets another number.
#[test]
#[ignore = "needs LibreOffice"]
fn a_report_survives_another_program() {
    let count = std::env::var("CASES").map_or(1, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut reports: Vec<(String, Report)> = Vec::new();
    for form in report::FORMS {
        for seed in 1..=count {
            let report = consistent(form, seed * 104_729);
            let name = format!("{}-{seed}", form.id);
            let bytes = files::write(&report, None, "docx").unwrap();
            files.push(folder.path().join(format!("{name}.docx")));
            fs::write(files.last().unwrap(), bytes).unwrap();
            // A converted file has no JSON, so what is not printed cannot be read back.
            let printed = Document { data: None, ..compose(&report) };
            reports.push((name, recognize(&printed).0));
        }
    }
    for kind in ["doc", "odt"] {
        convert(&files, kind, folder.path());
        for (name, report) in &reports {
            let file = folder.path().join(format!("{name}.{kind}"));
            let (read, notes) = files::read_report(&fs::read(file).unwrap()).unwrap();
            let (read, report) = (report::draft::print(&read), report::draft::print(report));
            assert_eq!(read, report, "{name}.{kind}: {notes:?}");
        }
    }
}

/// LibreOffice's filter for csv: commas, quotes, UTF-8, all sheets, stored values instead of shown
/// ones.
const VALUES: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// Fifty agencies on one form, each with a workbook whose totals are formulas. LibreOffice
/// calculates and adds them up, and the results equal those of the roll-up.
#[test]
#[ignore = "needs LibreOffice"]
fn a_roll_up_agrees_with_another_program() {
    const UNITS: usize = 50;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let form = report::form("2021").unwrap();
    let reports: Vec<Report> = (0..UNITS)
        .map(|i| Report { agency: format!("示例市第{i}局"), ..consistent(form, 7 + i as u64) })
        .collect();
    let mut places = BTreeMap::new();
    let mut workbooks = Vec::new();
    for (i, report) in reports.iter().enumerate() {
        let bytes = files::write(report, None, "xlsx").unwrap();
        places = files::locate_report(&bytes).unwrap().places;
        workbooks.push(folder.join(format!("unit{i}.xlsx")));
        fs::write(&workbooks[i], bytes).unwrap();
    }
    convert(&workbooks, VALUES, folder);
    // A line for each cell of the form: every agency's value, and the sum.
    let values: Vec<Vec<String>> = (0..UNITS).map(|i| unit_values(folder, i, &places)).collect();
    let mut lines = String::new();
    for row in 0..places.len() {
        let cells: Vec<&str> = values.iter().map(|unit| unit[row].as_str()).collect();
        let last = column(UNITS - 1);
        lines.push_str(&format!("{},=SUM(A{n}:{last}{n})\n", cells.join(","), n = row + 1));
    }
    let adding = folder.join("adding");
    fs::create_dir_all(&adding).unwrap();
    fs::write(adding.join("sums.csv"), lines).unwrap();
    convert(&[adding.join("sums.csv")], "ods", &adding);
    convert(&[adding.join("sums.ods")], VALUES, &adding);
    // LibreOffice names the sheet of a csv after the file.
    let sums = fs::read_to_string(adding.join("sums-sums.csv")).unwrap();
    let total = report::combine::combine(&reports, "示例市").unwrap();
    assert_eq!(sums.lines().count(), form.cells().len());
    for (line, id) in sums.lines().zip(places.keys()) {
        let sum = line.rsplit(',').next().unwrap().trim_matches('"');
        assert_eq!(sum, total.cell(id), "{id}: {line}");
    }
}

/// LibreOffice's values in an agency's workbook, at the places where our reader found the cells.
fn unit_values(folder: &Path, unit: usize, places: &BTreeMap<String, String>) -> Vec<String> {
    let mut sheets: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    let mut values = Vec::new();
    for place in places.values() {
        // 工作表“表三”AC6
        let (name, spot) = place.strip_prefix("工作表“").unwrap().split_once('”').unwrap();
        let sheet = sheets.entry(name).or_insert_with(|| {
            let file = folder.join(format!("unit{unit}-{name}.csv"));
            records(&fs::read_to_string(file).unwrap())
        });
        let digits = spot.find(|c: char| c.is_ascii_digit()).unwrap();
        let (letters, row) = (&spot[..digits], spot[digits..].parse::<usize>().unwrap());
        let position = letters.bytes().fold(0, |n, b| n * 26 + usize::from(b - b'A') + 1);
        values.push(sheet[row - 1][position - 1].clone());
    }
    values
}

/// The records of a csv with quoted fields.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut quoted) = (vec![vec![String::new()]], false);
    for c in csv.chars() {
        let record = records.last_mut().unwrap();
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            c => record.last_mut().unwrap().push(c),
        }
    }
    records
}

/// A column's name: A to Z, AA, AB …
fn column(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + n as u8);
    match n / 26 {
        0 => letter(n).to_string(),
        more => format!("{}{}", letter(more - 1), letter(n % 26)),
    }
}
