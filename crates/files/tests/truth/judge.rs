//! Reads and checks one labelled report, and compares the findings with the labels.

use files::read_report;
use report::checks::check;
use report::{Finding, Report};

use super::labels::{Label, Labelled};

/// The outcome for one report.
#[derive(Default)]
pub struct Outcome {
    /// Each head that was read wrongly, with what was read.
    pub heads: Vec<(String, Option<String>)>,
    /// For each labelled fault whether it was found.
    pub found: Vec<bool>,
    /// Findings without a label.
    pub wrong: Vec<Finding>,
    /// For each changed figure, in its words, whether the change was noticed.
    pub seen: Vec<(String, bool)>,
    /// The form on which the report was read.
    pub form: &'static str,
    /// Why the file was refused.
    pub refused: Option<String>,
}

/// Reads a report as a file, checks it with last year's, and again for each changed figure.
pub fn judge(labelled: &Labelled, previous: Option<&Labelled>) -> Outcome {
    let read = |text: &str| read_report(text.as_bytes()).map(|(report, _)| report);
    let report = match read(&labelled.text()) {
        Ok(report) => report,
        Err(error) => {
            return Outcome {
                found: labelled.faults.iter().map(|_| false).collect(),
                heads: labelled.heads.iter().map(|(h, _)| (h.clone(), Some("–".into()))).collect(),
                seen: labelled.changed().into_iter().map(|(figure, _)| (figure, false)).collect(),
                refused: Some(error.to_string()),
                ..Outcome::default()
            };
        }
    };
    let last = previous.and_then(|p| read(&p.text()).ok());
    let findings = check(&report, last.as_ref()).findings;
    let meets = |label: &Label, finding: &Finding| meets(&report, label, finding);
    // Blank cells are progress, which is counted apart from what is wrong.
    let told = |f: &&Finding| {
        f.rule != "V-02"
            && !labelled.faults.iter().chain(&labelled.debatable).any(|label| meets(label, f))
    };
    let seen = labelled.changed().into_iter().map(|(figure, text)| {
        let changed = read(&text).map(|report| check(&report, last.as_ref()).findings);
        let new =
            |f: &Finding| !findings.iter().any(|o| o.rule == f.rule && o.message == f.message);
        (figure, changed.is_ok_and(|all| all.iter().any(new)))
    });
    Outcome {
        heads: labelled.heads.iter().map(|(h, v)| (h.clone(), misread(&report, h, v))).collect(),
        found: labelled.faults.iter().map(|l| findings.iter().any(|f| meets(l, f))).collect(),
        wrong: findings.iter().filter(told).cloned().collect(),
        seen: seen.collect(),
        form: report.form.id,
        refused: None,
    }
}

/// What was read as this head, if it differs from the label.
fn misread(report: &Report, head: &str, label: &str) -> Option<String> {
    let sections = report.sections.iter().filter_map(|s| s.id.clone());
    let read = match head {
        "agency" => report.agency.clone(),
        "year" => report.year.map_or(String::new(), |year| year.to_string()),
        "form" => report.form.id.to_string(),
        _ => sections.collect::<Vec<_>>().join(" "),
    };
    (read != label).then_some(read)
}

/// Whether a finding is the labelled fault: it has the fault's rule, and its cell or words nearby.
fn meets(report: &Report, label: &Label, finding: &Finding) -> bool {
    if !label.rules.iter().any(|rule| *rule == finding.rule) {
        return false;
    }
    let words = tight(&label.words);
    let known = report.form.position(&words).is_some();
    if known {
        return finding.at == words || finding.cells.iter().any(|c| c.id == words);
    }
    let (Some(place), Some(quote)) = (&finding.section, &finding.quote) else { return true };
    let quote = tight(quote);
    let place = report.prose().find(|(p, ..)| p == place);
    if place.as_ref().is_some_and(|(_, heading, _)| tight(heading).contains(&words)) {
        return true;
    }
    let lines: Vec<String> =
        place.iter().flat_map(|(.., text)| text.split('\n')).map(tight).collect();
    let holds = |words: &str| {
        let lines = lines.iter().enumerate().filter(|(_, line)| line.contains(words));
        lines.map(|(i, _)| i).collect::<Vec<_>>()
    };
    // A total may be in the paragraph before its parts.
    let (quoted, labelled) = (holds(&quote), holds(&words));
    quote.contains(&words) || quoted.iter().any(|q| labelled.iter().any(|l| q.abs_diff(*l) <= 1))
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
