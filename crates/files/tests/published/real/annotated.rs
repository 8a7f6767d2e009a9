//! Comments in published reports: every Word file and workbook below the folder that
//! `NIANBAO_REPORTS` names.

use std::fs;
use std::path::PathBuf;

use report::checks::check;

use super::anchored::anchored;

#[test]
fn findings_stand_at_their_words() {
    let folder = std::env::var_os("NIANBAO_REPORTS").expect("NIANBAO_REPORTS names no folder");
    let (mut files, mut exact, mut all) = (0, 0, 0);
    for entry in fs::read_dir(PathBuf::from(folder).join("files")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok((report, _)) = files::read_report(&bytes) else { continue };
        if name.ends_with(".docx") {
            let findings = check(&report, None).findings;
            let (here, of) = anchored(&name, &bytes, &report, &findings);
            (files, exact, all) = (files + 1, exact + here, all + of);
        }
    }
    println!("{files} files: {exact} of {all} comments at words and cells");
    assert!(files > 0);
}
