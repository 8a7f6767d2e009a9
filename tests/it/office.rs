//! Our Word files as another program saves them: what LibreOffice makes of them in its own and in the
//! old format is read as the same report. One report of each form, or as many as `CASES` in the environment says.

use std::fs;
use std::path::Path;
use std::process::Command;

use report::compose::compose;
use report::document::Document;
use report::recognize::recognize;
use report::Report;

use crate::random::consistent;

/// Converts all `.docx` of a folder; false where LibreOffice is not at hand.
fn convert(folder: &Path, kind: &str) -> bool {
    let files = fs::read_dir(folder).unwrap().flatten().map(|f| f.path());
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", kind, "--outdir"]).arg(folder);
    office.args(files.filter(|f| f.extension().is_some_and(|e| e == "docx")));
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
        if !convert(&folder, kind) {
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
