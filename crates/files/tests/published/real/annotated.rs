//! Comments in published reports: every Word file and workbook below the folder that
//! `NIANBAO_REPORTS` names.

use std::fs;
use std::path::PathBuf;

use report::checks::check;

use super::anchored::{Counts, anchored, everywhere};

/// With the findings of the rules, and with one about every cell and every line.
#[test]
fn findings_stand_at_their_words() {
    let folder = std::env::var_os("NIANBAO_REPORTS").expect("NIANBAO_REPORTS names no folder");
    let (mut files, mut counts) = (0, Counts::default());
    for entry in fs::read_dir(PathBuf::from(folder).join("files")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".docx") {
            continue;
        }
        let (report, _) = files::read_report(&bytes).unwrap();
        for findings in [check(&report, None).findings, everywhere(&report)] {
            counts += anchored(&name, &bytes, &report, &findings);
        }
        files += 1;
    }
    println!("{files} files: {counts:?}");
    assert!(files > 0);
}
