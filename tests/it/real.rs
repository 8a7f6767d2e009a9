//! Real reports, where they are at hand: every cell of every file. They are not part of the
//! project; without them beside the checkout the test says so.

use std::fs;
use std::path::Path;

use report::checks::check;
use report::recognize::recognize;

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");

#[test]
fn probe() {
    for entry in fs::read_dir(format!("{REPORTS}/expected")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let expected: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut files = vec![];
        for f in
            fs::read_dir(REPORTS).unwrap().chain(fs::read_dir(format!("{REPORTS}/files")).unwrap())
        {
            let f = f.unwrap().path();
            let n = f.file_name().unwrap().to_str().unwrap().to_string();
            if n.starts_with(&name) && [".txt", ".html", ".docx"].iter().any(|e| n.ends_with(e)) {
                files.push(f);
            }
        }
        files.sort();
        for f in files {
            let bytes = fs::read(&f).unwrap();
            let n = f.file_name().unwrap().to_str().unwrap();
            let (report, notes) = match files::read(&bytes) {
                Ok(r) => recognize(&r.document),
                Err(e) => {
                    println!("{n}: {e:?}");
                    continue;
                }
            };
            let cells = serde_json::to_value(&report.cells).unwrap();
            let (a, b) = (cells.as_object().unwrap(), expected["cells"].as_object().unwrap());
            let wrong: Vec<_> = b
                .iter()
                .filter(|(k, v)| a.get(*k) != Some(v))
                .map(|(k, v)| format!("{k}={v}≠{:?}", a.get(k)))
                .collect();
            let extra: Vec<_> = a
                .iter()
                .filter(|(k, _)| !b.contains_key(*k))
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            println!(
                "=== {n} form {} year {:?} agency {} cells {}/{} wrong {:?} extra {:?}",
                report.form.id,
                report.year,
                report.agency,
                a.len(),
                b.len(),
                wrong.iter().take(4).collect::<Vec<_>>(),
                extra.iter().take(4).collect::<Vec<_>>()
            );
            println!(
                "  sections {:?}",
                report
                    .sections
                    .iter()
                    .map(|s| format!("{:?}:{}:{}", s.id, s.heading, s.text.chars().count()))
                    .collect::<Vec<_>>()
            );
            for x in notes {
                println!("  note {:?} {} {:?}", x.level, x.message, x.place);
            }
            for x in check(&report, None).findings {
                println!("  {} {:?} @{} {}", x.rule, x.severity, x.at, x.message);
            }
        }
    }
}

#[test]
fn probe2() {
    for form in report::FORMS {
        let r = crate::random::consistent(form, 77);
        let bytes = files::write(&r, "txt").unwrap();
        let text = String::from_utf8_lossy(&bytes).to_string();
        if form.id == "2019" {
            println!("{}", text);
        }
        let (back, notes) = recognize(&files::read(&bytes).unwrap().document);
        println!("{} {} {} {:?}", form.id, r.cells.len(), back.cells.len(), notes);
        for (k, v) in &r.cells {
            if back.cells.get(k) != Some(v) {
                println!("{k} {v} {:?}", back.cells.get(k));
            }
        }
    }
}
