//! What is written outside the core about its rules, forms and formats: `docs/rules.md`, lines of the
//! READMEs, of the types and of the command line, a list for the package's tests. `BLESS=1` rewrites
//! them.

use std::fmt::Write;

use corpus::written::assert_written;
use report::checks::catalogue;
use report::formats::{FORMATS, Format, ROW_FORMATS, written};
use serde_json::json;

#[test]
fn the_rules_are_as_written() {
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
    assert_written("docs/rules.md", &text);
}

/// A file of the repository.
fn file(path: &str) -> String {
    let file = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file in which the rest of each line that begins like one of these is the text given for it.
fn with_lines(path: &str, lines: &[(&str, String)]) -> String {
    let mut text = file(path);
    for (begin, rest) in lines {
        let at = text.find(&format!("\n{begin}")).map(|at| at + 1 + begin.len());
        let at = at.unwrap_or_else(|| panic!("{path} has no line that begins with {begin:?}"));
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        text.replace_range(at..end, rest);
    }
    text
}

/// Words in quotation marks.
fn quoted<'a>(words: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    words.into_iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(between)
}

#[test]
fn formats_and_forms_of_the_types_are_as_written() {
    let formats = format!("{};", quoted(written().map(|f| f.id), " | "));
    let rows = ROW_FORMATS.map(|(id, _)| id);
    let forms = format!("{};", quoted(report::all_forms().map(|f| f.id), " | "));
    let types = [
        ("export type Format = ", formats),
        ("export type RowFormat = ", format!("{};", quoted(rows, " | "))),
        ("export type FormId = ", forms),
    ];
    assert_written("www/nianbao.d.ts", &with_lines("www/nianbao.d.ts", &types));
    let accepted = [("const FORMATS = ", format!("[{}];", quoted(rows, ", ")))];
    assert_written("www/cli.js", &with_lines("www/cli.js", &accepted));
}

#[test]
fn formats_of_the_readmes_are_as_written() {
    // The id, and the extensions that differ from it.
    let named = |f: &Format| {
        let other: Vec<&str> = f.extensions.iter().copied().filter(|e| *e != f.id).collect();
        if other.is_empty() { f.id.into() } else { format!("{} ({})", f.id, other.join(", ")) }
    };
    let list = |of: &mut dyn Iterator<Item = &Format>| of.map(named).collect::<Vec<_>>().join(", ");
    let read = list(&mut FORMATS.iter().filter(|f| f.reads()));
    let written = list(&mut written());
    let in_chinese = |list: &str| list.replace(", ", "、").replace(" (", "（").replace(')', "）");
    let lines = [("Reads: ", read.clone()), ("Writes: ", written.clone())];
    assert_written("README.md", &with_lines("README.md", &lines));
    let lines = [("能读：", in_chinese(&read)), ("能写：", in_chinese(&written))];
    assert_written("README.zh.md", &with_lines("README.zh.md", &lines));
}

/// The tests of the package try every format in this list.
#[test]
fn formats_of_the_packages_tests_are_as_written() {
    let list =
        FORMATS.iter().map(|f| json!({ "id": f.id, "reads": f.reads(), "writes": f.writes }));
    let lines: Vec<String> = list.map(|f| format!("  {f}")).collect();
    assert_written("tests/npm/formats.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}
