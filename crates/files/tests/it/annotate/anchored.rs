//! Whether the findings about a report stand as comments at their words.

#[path = "comments.rs"]
pub mod comments;

use files::annotate;
use report::{Finding, Report, Severity};

use self::comments::{Comment, comments};

/// The words that a finding is about, as far as the report says: those of the text, or the value of
/// its cell.
fn about(report: &Report, finding: &Finding) -> Option<String> {
    let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (section, quote) = (finding.section.as_deref(), finding.quote.as_deref());
    if let Some((section, quote)) = section.zip(quote).filter(|(_, quote)| !quote.is_empty()) {
        let (_, _, text) = report.prose().find(|(place, ..)| place == section)?;
        let range = finding.range.clone().filter(|range| !range.is_empty());
        return Some(tight(range.map_or(quote, |range| &text[range])));
    }
    if report.form.cell(&finding.at).is_some() {
        return Some(tight(report.cell(&finding.at)));
    }
    let section = report.at_place(finding.at.strip_prefix("section:")?)?;
    Some(tight(&report.sections[section].heading))
}

/// How many comments are at exactly the words of their findings; how many are at a piece with these words
/// that cannot be parted, such as a field or a text box; and how many there are, with those about no
/// words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub exact: usize,
    pub wider: usize,
    pub all: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.exact += more.exact;
        self.wider += more.wider;
        self.all += more.all;
    }
}

/// Looks whether the annotated file has a comment for each finding in order, each at its words, and
/// is otherwise the same file with the same report.
pub fn anchored(name: &str, old: &[u8], report: &Report, findings: &[Finding]) -> Counts {
    let new = annotate(old, report, findings).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (again, _) = files::read_report(&new).unwrap();
    let (before, _) = files::read_report(old).unwrap();
    assert_eq!(again, before, "{name}: another report");
    if findings.is_empty() {
        assert!(new == old, "{name}: changed without findings");
        return Counts::default();
    }
    let all = comments(old, &new);
    assert_eq!(all.len(), findings.len(), "{name}");
    let mut counts = Counts { all: all.len(), ..Counts::default() };
    for (Comment { said, words: found }, finding) in all.iter().zip(findings) {
        assert!(said.contains(&*finding.rule), "{name}: {said}");
        let Some(words) = about(report, finding) else { continue };
        // A program may have counted the number before a heading.
        let heading = finding.quote.is_none() && words.ends_with(found.as_str());
        if *found == words || heading && !found.is_empty() {
            counts.exact += 1;
            continue;
        }
        let Finding { rule, at, .. } = finding;
        let told =
            format!("{name}: {rule} at {at} is about “{words}”, its comment about “{found}”");
        assert!(found.contains(&words), "{told}");
        counts.wider += 1;
    }
    counts
}

/// A finding about each cell with a value, and about a part of each line of the text.
pub fn everywhere(report: &Report) -> Vec<Finding> {
    let one = |at: &str| Finding::new("V-01", Severity::Hint, at, "<&>".into());
    let cells = report.cells.iter().filter(|(_, value)| !value.trim().is_empty());
    let mut findings: Vec<Finding> = cells.map(|(id, _)| one(id)).collect();
    for (place, _, text) in report.prose() {
        let mut start = 0;
        for (n, line) in text.split('\n').enumerate() {
            let (mut from, mut to) = (start + line.len() / 3 * (n % 2), start + line.len());
            while !text.is_char_boundary(from) {
                from += 1;
            }
            to -= text[from..to].chars().next_back().map_or(0, |c| c.len_utf8() * (n % 3));
            while !text.is_char_boundary(to) {
                to -= 1;
            }
            start += line.len() + 1;
            if from < to && !text[from..to].trim().is_empty() {
                let range = Some(from..to);
                let (section, quote) = (Some(place.clone()), Some(text[from..to].to_string()));
                findings.push(Finding {
                    section,
                    quote,
                    range,
                    ..one(&format!("section:{place}"))
                });
            }
        }
    }
    findings
}
