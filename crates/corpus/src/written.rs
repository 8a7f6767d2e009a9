//! Texts in the repository that tests write themselves: lists of rules, types, expected results.

use std::path::Path;

/// The characters shown of a line that differs: some before the difference, more from there on.
const BEFORE: usize = 20;
const AFTER: usize = 80;

/// Holds a text against a file, which is written anew if `BLESS` is in the environment. `path` is
/// relative to the root of the repository.
///
/// # Panics
/// With the first difference and the command that rewrites the file; also if the file cannot be
/// read or written.
pub fn assert_written(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(difference) = first_difference(&written, text) {
        panic!("{path} is not what the program gives now.\n{difference}\n{}", advice());
    }
}

/// The command that rewrites the files of the running test.
fn advice() -> String {
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let thread = std::thread::current();
    let test = thread.name().unwrap_or_default();
    format!(
        "If the new text is right, `BLESS=1 cargo test -p {package} {test}` writes it; read the \
         difference (`git diff`) before you commit it."
    )
}

/// The first line that differs, counted from 1, as it is and as it should be, each shortened.
fn first_difference(written: &str, text: &str) -> Option<String> {
    if written == text {
        return None;
    }
    let mut lines = written.split('\n').zip(text.split('\n')).enumerate();
    let Some((line, (old, new))) = lines.find(|(_, (old, new))| old != new) else {
        let (old, new) = (written.split('\n').count(), text.split('\n').count());
        return Some(format!(
            "It has {old} lines instead of {new}; those that both have are equal."
        ));
    };
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let part = |line: &str| -> String {
        let begin = same.saturating_sub(BEFORE);
        let mut part = String::from(if begin > 0 { "…" } else { "" });
        part.extend(line.chars().skip(begin).take(BEFORE + AFTER));
        part + if line.chars().count() > begin + BEFORE + AFTER { "…" } else { "" }
    };
    Some(format!("Line {} is\n    {}\nand should be\n    {}", line + 1, part(old), part(new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_where_it_differs() {
        assert_eq!(first_difference("a\nb", "a\nb"), None);
        let long = |end: &str| format!("first\n{}{end}{}", "字".repeat(300), "尾".repeat(300));
        let told = first_difference(&long("甲"), &long("乙")).unwrap();
        assert!(told.starts_with("Line 2 is\n    …字") && told.contains("乙尾"), "{told}");
        assert!(told.chars().count() < 300, "{told}");
        assert!(first_difference("a", "a\n").unwrap().contains("1 lines instead of 2"));
    }
}
