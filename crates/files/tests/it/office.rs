//! Our Word files as another program saves them: what LibreOffice makes of them in its own and in the
//! old format is read as the same report. One report of each form, or as many as `CASES` in the environment says.
//! And our sums over many units are the sums that LibreOffice comes to over their workbooks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use report::Report;
use report::compose::compose;
use report::document::Document;
use report::recognize::recognize;

use corpus::random::consistent;

/// Converts all files of a folder with this ending; false where LibreOffice is not at hand.
fn convert(folder: &Path, from: &str, kind: &str) -> bool {
    let files = fs::read_dir(folder).unwrap().flatten().map(|f| f.path());
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", kind, "--outdir"]).arg(folder);
    office.args(files.filter(|f| f.extension().is_some_and(|e| e == from)));
    office.output().is_ok_and(|done| done.status.success())
}

#[test]
fn a_report_survives_another_program() {
    let count = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let folder = std::env::temp_dir().join(format!("nianbao-office-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut reports: Vec<(String, Report)> = Vec::new();
    for form in report::FORMS {
        for seed in 1..=count {
            let report = consistent(form, seed * 104_729);
            let name = format!("{}-{seed}", form.id);
            let bytes = files::write(&report, None, "docx").unwrap();
            fs::write(folder.join(format!("{name}.docx")), bytes).unwrap();
            // A converted file carries no data, so what is not printed cannot come back.
            let printed = Document { data: None, ..compose(&report) };
            reports.push((name, recognize(&printed).0));
        }
    }
    for kind in ["doc", "odt"] {
        if !convert(&folder, "docx", kind) {
            println!("skipped: no LibreOffice");
            break;
        }
        for (name, report) in &reports {
            let file = folder.join(format!("{name}.{kind}"));
            let (read, notes) = files::read_report(&fs::read(file).unwrap()).unwrap();
            let (read, report) = (report::draft::print(&read), report::draft::print(report));
            assert_eq!(read, report, "{name}.{kind}: {notes:?}");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// LibreOffice's filter for csv: commas, quotes, UTF-8, all sheets, values as they are and not as
/// they are shown.
const VALUES: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// Fifty units of one form, each a workbook whose totals are formulas. What LibreOffice calculates and
/// reads there it then adds up, and the sums are those of the roll-up.
#[test]
fn a_roll_up_agrees_with_another_program() {
    const UNITS: usize = 50;
    let folder = std::env::temp_dir().join(format!("nianbao-sums-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let form = report::form("2021").unwrap();
    let reports: Vec<Report> = (0..UNITS)
        .map(|i| Report { agency: format!("示例市第{i}局"), ..consistent(form, 7 + i as u64) })
        .collect();
    let mut places = BTreeMap::new();
    for (i, report) in reports.iter().enumerate() {
        let bytes = files::write(report, None, "xlsx").unwrap();
        places = files::locate_report(&bytes).unwrap().places;
        fs::write(folder.join(format!("unit{i}.xlsx")), bytes).unwrap();
    }
    if !convert(&folder, "xlsx", VALUES) {
        println!("skipped: no LibreOffice");
        return fs::remove_dir_all(&folder).unwrap();
    }
    // A line for each cell of the form: what every unit has there, and their sum.
    let values: Vec<Vec<String>> = (0..UNITS).map(|i| unit_values(&folder, i, &places)).collect();
    let mut lines = String::new();
    for row in 0..places.len() {
        let cells: Vec<&str> = values.iter().map(|unit| unit[row].as_str()).collect();
        let last = column(UNITS - 1);
        lines.push_str(&format!("{},=SUM(A{n}:{last}{n})\n", cells.join(","), n = row + 1));
    }
    let adding = folder.join("adding");
    fs::create_dir_all(&adding).unwrap();
    fs::write(adding.join("sums.csv"), lines).unwrap();
    assert!(convert(&adding, "csv", "ods") && convert(&adding, "ods", VALUES));
    // The sheet of the csv was named after its file.
    let sums = fs::read_to_string(adding.join("sums-sums.csv")).unwrap();
    let total = report::combine::combine(&reports, "示例市").unwrap();
    assert_eq!(sums.lines().count(), form.cells().len());
    for (line, id) in sums.lines().zip(places.keys()) {
        let sum = line.rsplit(',').next().unwrap().trim_matches('"');
        assert_eq!(sum, total.cell(id), "{id}: {line}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// What LibreOffice has in a unit's workbook where our reader found its cells, in their order.
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

/// The records of a csv with quotes.
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
