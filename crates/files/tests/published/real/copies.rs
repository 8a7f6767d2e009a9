//! Published reports, each in several formats: the copies say the same.

use std::collections::BTreeMap;
use std::fs;

use files::copies::compare_files;
use report::apart::{Difference, Kind};

use super::reports::{TABLES, reports};

/// The same report as a Word file, a page, a PDF …: nothing differs but that a workbook of its tables has no
/// text. What only some of them state, such as the day of publication, is told and is no difference.
#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn copies_of_a_published_report_in_several_formats_are_the_same() {
    let mut all: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for entry in fs::read_dir(reports().join("files")).unwrap().flatten() {
        let file = entry.file_name().into_string().unwrap();
        let name = file.split('.').next().unwrap().to_string();
        all.entry(name).or_default().push((file, fs::read(entry.path()).unwrap()));
    }
    let mut told = Vec::new();
    for (name, mut files) in all {
        files.sort();
        let given: Vec<_> = files.iter().map(|(n, b)| (n.clone(), b.as_slice(), None)).collect();
        let compared = compare_files(&given);
        assert_eq!(compared.files.len(), files.len(), "{name}");
        let partial = |one: &&Difference| {
            one.kind == Kind::Stated
                || one.at == "texts"
                    && one.values.iter().zip(&files).all(|(value, (file, _))| {
                        (value.as_ref().unwrap().text() == "有") != file.contains(TABLES)
                    })
        };
        for one in compared.differences.iter().filter(|one| !partial(one)) {
            let values = one.values.iter().zip(&files).map(|(value, (file, _))| {
                format!(
                    "\n    {file}: {}",
                    value.as_ref().map_or("–".into(), |v| format!("{} {}", v.like, v.text()))
                )
            });
            told.push(format!("{name} {:?} {}{}", one.kind, one.at, values.collect::<String>()));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
