//! `docs/rules.md` is generated from the program's own catalogue. `BLESS=1` rewrites it.

use std::fmt::Write;

use report::checks::catalogue;

#[test]
fn the_list_of_rules_is_the_programs_own() {
    let mut text = String::from(
        "# 检查规则\n\n<!-- Printed from the program by crates/report/tests/it/docs.rs; BLESS=1 cargo test -p report writes it. -->\n\n\
         错误：不改正不要发布。提醒：请核对，可以说明原因。提示：值得看一眼。\n",
    );
    for form in report::all_forms() {
        let (first, last) = report::forms::years(form);
        let years =
            if last >= 2100 { format!("{first} 年起") } else { format!("{first}—{last} 年") };
        let _ = write!(text, "\n## {} 年格式（{years}，{}）\n\n", form.id, form.issued_by);
        text.push_str("| 规则 | 级别 | 要求 | 依据 |\n|---|---|---|---|\n");
        for rule in catalogue(form) {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                rule.id,
                rule.severity.word(),
                rule.title,
                rule.basis
            );
        }
    }
    assert_written("../../docs/rules.md", &text);
}

/// Holds a text against a file, which is written anew where `BLESS` is in the environment; `path` is
/// taken from the folder of this crate.
///
/// # Panics
/// With the first line that differs.
pub fn assert_written(path: &str, text: &str) {
    let file = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, text).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap();
    let difference = first_difference(&written, text);
    assert_eq!(difference, None, "{path} is old; run BLESS=1 cargo test -p report");
}

/// The first line that differs, counted from 1, as it is and as it should be.
fn first_difference(written: &str, text: &str) -> Option<(usize, String, String)> {
    let (mut old, mut new) = (written.split('\n'), text.split('\n'));
    (1..)
        .map_while(|line| match (old.next(), new.next()) {
            (None, None) => None,
            (old, new) => Some((line, old, new)),
        })
        .find(|(_, old, new)| old != new)
        .map(|(line, old, new)| {
            (line, old.unwrap_or("").to_string(), new.unwrap_or("").to_string())
        })
}
