//! Where drafted sentences go in a text: into the paragraph about their aspect, or, with those about
//! the aspects that the section still lacks, into paragraphs of their own.

use std::ops::Range;

use crate::form::Topic;
use crate::report::Report;
use crate::text::{self, Numeral};

use super::Part;

/// In the first so many characters of a paragraph stands what it is about.
const HEAD: usize = 20;

/// For each aspect that a section must have and does not mention yet, its paragraph: a sentence with
/// gaps (＿＿＿), which V-16 finds until they are filled in.
pub fn lacking(report: &Report, index: usize) -> Vec<Part> {
    let text = report.sections.get(index).map_or("", |section| &section.text);
    let lacking = topics(report, index).filter(|topic| !topic.is_in(text));
    lacking.map(|t| Part { under: format!("{}情况", t.name), words: t.gap.to_string() }).collect()
}

/// The aspects of which a draft has something to say.
fn topics(report: &Report, index: usize) -> impl Iterator<Item = &'static Topic> {
    let id = report.sections.get(index).and_then(|section| section.id.as_deref());
    let known = id.and_then(|id| report.form.section(id));
    known.map_or(&[][..], |section| section.topics).iter().filter(|topic| !topic.gap.is_empty())
}

/// The text of a section with a draft in it: `told`, sentences from the tables, each at the end of the
/// paragraph about its aspect; and what the section lacks ([`lacking`]). Also the range of the first
/// words that are new, in bytes of the new text.
pub fn written(report: &Report, index: usize, told: &[Part]) -> (String, Range<usize>) {
    let text = report.sections.get(index).map_or("", |section| &section.text);
    let (mut lines, mut new) = (Vec::<String>::new(), Vec::<Part>::new());
    if !text.trim().is_empty() {
        lines.extend(text.split('\n').map(String::from));
    }
    let mut first = None;
    for part in told {
        let aspect = topics(report, index).find(|topic| part.under.starts_with(topic.name));
        match aspect.and_then(|topic| last_line_about(&lines, topic)) {
            Some(line) => {
                first.get_or_insert((line, lines[line].len(), part.words.len()));
                lines[line].push_str(&part.words);
            }
            None => new.push(part.clone()),
        }
    }
    for gap in lacking(report, index) {
        match new.iter_mut().find(|part| gap.under.starts_with(part.under.trim_end_matches("情况")))
        {
            Some(part) => part.words.push_str(&gap.words),
            None => new.push(gap),
        }
    }
    new.sort_by_key(|part| topics(report, index).position(|t| part.under.starts_with(t.name)));
    let numbered = lines.iter().filter(|line| is_numbered(line)).count();
    let headed = numbered > 0 || lines.is_empty() && new.len() > 1;
    let begin = lines.len();
    for (i, part) in new.iter().enumerate() {
        lines.push(match (headed, part.words.contains('＿')) {
            (true, _) => {
                let numeral = text::chinese_numeral(numbered + i + 1);
                format!("（{numeral}）{}。{}", part.under, part.words)
            }
            (false, true) => format!("{}：{}", part.under, part.words),
            (false, false) => part.words.clone(),
        });
    }
    let added = lines[begin..].join("\n").len();
    let (line, at, length) = first.unwrap_or((begin, 0, added));
    let start = lines[..line].iter().map(|line| line.len() + 1).sum::<usize>() + at;
    (lines.join("\n"), start..start + length)
}

/// Whether a line begins with （一） or the like.
fn is_numbered(line: &str) -> bool {
    matches!(text::split_numeral(line), Some((Numeral::Subsection(_), _)))
}

/// The last line of the paragraphs about an aspect: from the one that begins with its name to the next
/// that is numbered or about something else of its own. `None` if none begins with it.
fn last_line_about(lines: &[String], topic: &Topic) -> Option<usize> {
    let about = |line: &String| {
        let head: String = text::without_numeral(line).chars().take(HEAD).collect();
        head.contains(topic.name)
    };
    let start = lines.iter().position(about)?;
    if !is_numbered(&lines[start]) {
        return Some(start);
    }
    let end = lines[start + 1..].iter().position(|line| is_numbered(line));
    let end = end.map_or(lines.len(), |end| start + 1 + end);
    (start..end).rev().find(|i| !lines[*i].trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first section of a report of 2024 with this text, and a draft with these sentences in it.
    fn drafted(text: &str, told: &[(&str, &str)]) -> (String, String) {
        let mut report = Report::new(crate::form_for_year(2024), Some(2024), "示例市财政局");
        report.sections[0].text = text.into();
        let part = |(under, words): &(&str, &str)| Part {
            under: under.to_string(),
            words: words.to_string(),
        };
        let told: Vec<Part> = told.iter().map(part).collect();
        let (text, range) = written(&report, 0, &told);
        let first = text[range].to_string();
        report.sections[0].text = text.clone();
        assert!(lacking(&report, 0).is_empty(), "{text}");
        (text, first)
    }

    #[test]
    fn an_empty_section_gets_all_its_aspects_in_their_order() {
        let (text, first) = drafted("", &[("依申请公开情况", "本年新收申请3件。")]);
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[0].starts_with("（一）主动公开情况。") && lines[0].contains("＿＿＿"));
        assert!(lines[1].starts_with("（二）依申请公开情况。本年新收申请3件。"));
        assert!(lines[3].starts_with("（四）政府信息公开平台建设情况。"));
        assert_eq!(first, text);
    }

    #[test]
    fn a_sentence_goes_to_the_paragraph_about_its_aspect() {
        let text = "（一）主动公开。公开信息。\n（二）依申请公开。认真办理。\n平稳有序。\n\n（三）信息管理和平台、监督保障。完善。";
        let told = [("依申请公开情况", "本年新收申请3件。"), ("主动公开情况", "制发文件1件。")];
        let (text, first) = drafted(text, &told);
        assert_eq!(
            text,
            "（一）主动公开。公开信息。制发文件1件。\n（二）依申请公开。认真办理。\n平稳有序。本年新收申请3件。\n\n（三）信息管理和平台、监督保障。完善。"
        );
        assert_eq!(first, "本年新收申请3件。");
    }

    #[test]
    fn what_a_section_lacks_follows_in_its_numbering() {
        let (text, first) = drafted("（一）主动公开。好。\n（二）依申请公开。好。", &[]);
        let lines: Vec<&str> = text.split('\n').collect();
        assert!(lines[2].starts_with("（三）政府信息管理情况。") && lines.len() == 5, "{text}");
        assert_eq!(first, lines[2..].join("\n"));
        let (text, _) = drafted("主动公开和依申请公开都好，平台和监督也好。", &[]);
        assert!(text.contains("\n政府信息管理情况：制度建设方面，＿＿＿"), "{text}");
    }
}
