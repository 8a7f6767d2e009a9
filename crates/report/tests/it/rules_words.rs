//! Rules about words, over the texts in `rules_words.txt`.

use crate::small::{messages, report, with};

/// A text of the file: whether the rule must find something, rule, year, place and text.
type Case<'a> = (bool, &'a str, u16, &'a str, String);

/// `None` if the line is not written as the head of the file says.
fn case(line: &str) -> Option<Case<'_>> {
    let mut parts = line.splitn(5, ' ');
    let wrong = match parts.next()? {
        "-" => true,
        "+" => false,
        _ => return None,
    };
    let (rule, year, place) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    Some((wrong, rule, year, place, parts.next()?.replace('⏎', "\n")))
}

#[test]
fn rules_find_wrong_words_and_leave_similar_ones_alone() {
    let (mut failed, mut topic, mut count) = (Vec::new(), "", 0);
    for line in include_str!("rules_words.txt").lines().filter(|l| !l.trim().is_empty()) {
        match line.strip_prefix("## ") {
            Some(name) => topic = name,
            None if line.starts_with('#') => {}
            None => {
                let Some((wrong, rule, year, place, text)) = case(line) else {
                    panic!("not a case: {line}")
                };
                let found = messages(&with(report("示例县教育局", year), place, &text), rule);
                if found.is_empty() == wrong {
                    failed.push(format!("{topic}: {line}\n    found {found:?}"));
                }
                count += 1;
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} cases:\n{}", failed.len(), failed.join("\n"));
}
